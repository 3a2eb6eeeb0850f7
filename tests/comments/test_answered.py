"""An answer to an answer: it stands below the comment at the top, and says whom it answers."""

import pytest

from accounts.services import erase_account
from comments import services
from comments.mailing import follows
from comments.models import Comment, Notice
from comments.showing import show
from tests.comments.actions import WRITE, second_step, words_of
from tests.comments.factories import make_comment
from tests.factories import make_lesson, make_user
from tests.quizzes.page import read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lesson(db):
    return make_lesson(1)


@pytest.fixture
def ada():
    return make_comment("The question.", author=make_user(display_name="Ada"))


@pytest.fixture
def bert(ada):
    return make_comment("The answer.", author=make_user(display_name="Bert"), parent=ada)


@pytest.fixture
def cleo(bert):
    return make_comment("The doubt.", author=make_user(display_name="Cleo"), parent=bert)


def said_of(client, comment: Comment, path: str = "/lessons/lesson-1/"):
    return read(client.get(path)).one("li", id=comment.anchor).one("p", class_="meta")


def test_answer_to_an_answer_names_and_links_whom_it_answers(client, ada, bert, cleo):
    for path in ("/lessons/lesson-1/", "/comments/lessons/lesson-1/"):
        line = said_of(client, cleo, path)
        assert "answers Bert" in line.words
        assert line.all("a")[0]["href"] == bert.get_absolute_url()
        assert "answers" not in said_of(client, ada, path).words
    assert (cleo.parent, cleo.answered) == (ada, bert)
    assert (bert.parent, bert.answered) == (ada, None)


def test_so_it_is_sent_from_the_form(client, clock, bert):
    client.post(WRITE, second_step(client, clock, text="From the form.", parent=str(bert.public_id)))

    assert Comment.objects.get(text="From the form.").answered == bert


@pytest.mark.parametrize("status", ["withdrawn", "deleted", "rejected", "spam"])
def test_nobody_is_named_whose_comment_is_gone(client, bert, cleo, status):
    bert.status = status
    bert.save()
    show(bert)

    assert "Bert" not in words_of(client.get("/lessons/lesson-1/"))
    assert "The doubt." in words_of(client.get("/lessons/lesson-1/"))


def test_nobody_is_named_whose_account_is_erased_and_the_row_may_go(client, bert, cleo):
    erase_account(user=bert.author)
    assert "Bert" not in words_of(client.get("/lessons/lesson-1/"))

    Comment.objects.filter(pk=bert.pk).delete()

    cleo.refresh_from_db()
    assert cleo.answered is None
    assert services.is_fresh(cleo)


def test_both_who_are_answered_are_told_so_and_others_of_news(ada, bert, cleo):
    others = make_user(display_name="Dora")
    for member in (ada.author, bert.author, cleo.author, others):
        follows.follow_as_member(thread=ada.thread, member=member)

    follows.fan_out(cleo)

    told = [
        ((notice.follow and notice.follow.member) or notice.moderator, notice.kind) for notice in Notice.objects.all()
    ]
    kinds = {member.display_name: kind for member, kind in told}
    assert len(told) == 3
    assert kinds == {"Ada": "reply", "Bert": "reply", "Dora": "new"}
