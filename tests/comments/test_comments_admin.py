"""Comments in the admin: read, searched and decided about, each action written down."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError
from django.test import Client

from accounts.management.commands.make_instructor import Command as MakeInstructor
from comments.models import Ban, Comment, Decision, Policy, Thread, Training
from comments.moderating import moderation
from comments.moderating.undoing import undo
from tests.accounts.actions import sign_in_with_app
from tests.comments.actions import words_of
from tests.comments.factories import make_comment, make_moderator, make_thread, make_waiting
from tests.conftest import SAME_ORIGIN
from tests.factories import make_article, make_lesson, make_user
from tests.quizzes.page import read

pytestmark = pytest.mark.database
POLICY = {"first_approved": 1, "most_links": 2, "words": "casino", "least_seconds": 3, "hold_from": 0.8}
MODELS = ("thread", "comment", "decision", "ban", "policy", "training")


@pytest.fixture(autouse=True)
def lesson(db):
    return make_lesson(1)


def browser_of(user) -> Client:
    client = Client(**SAME_ORIGIN)
    sign_in_with_app(client, user)
    return client


@pytest.fixture
def robin():
    return make_moderator(email="robin@secret.example")


@pytest.fixture
def moderator(robin) -> Client:
    return browser_of(robin)


@pytest.fixture
def instructor() -> Client:
    user = make_user()
    MakeInstructor().make(user.email)
    return browser_of(user)


def act(client, model: str, action: str, *rows, page=None):
    """Choose rows on a list that was opened before, or now, and press Go."""
    page = page or client.get(f"/admin/comments/{model}/")
    seen = [field["value"] for field in read(page).all("input", name="seen")]
    sent = {"action": action, "_selected_action": [row.pk for row in rows], "seen": seen}
    return client.post(f"/admin/comments/{model}/", sent, follow=True)


@pytest.mark.parametrize(
    ("action", "status"),
    [("approve", "approved"), ("spam", "spam"), ("reject", "rejected"), ("delete", "deleted")],
)
def test_actions_are_decisions_of_whoever_pressed(moderator, robin, action, status):
    comments = [make_waiting("One"), make_waiting("Two")]

    page = act(moderator, "comment", action, *comments)

    assert {comment.status for comment in Comment.objects.all()} == {status}
    assert [(each.action, each.moderator) for each in Decision.objects.all()] == [(action, robin)] * 2
    assert "2 decisions are written down." in page.content.decode()
    assert "2 were so already." in act(moderator, "comment", action, *comments).content.decode()


def test_comment_that_changed_since_the_list_was_shown_is_not_published(moderator):
    comment = make_waiting("Harmless")
    list_page = moderator.get("/admin/comments/comment/")
    comment.say("Not harmless at all")
    comment.save()

    page = act(moderator, "comment", "approve", comment, page=list_page)

    comment.refresh_from_db()
    assert comment.status == "pending"
    assert "It has changed since you saw it: look again. (1)" in page.content.decode()


def test_comment_that_was_on_another_page_of_the_list_is_not_decided_about(moderator):
    comment = make_waiting()
    sent = {"action": "approve", "_selected_action": comment.pk, "select_across": "1"}

    moderator.post("/admin/comments/comment/", sent, follow=True)

    comment.refresh_from_db()
    assert comment.status == "pending"


def test_score_stands_as_in_the_queue(moderator):
    comment = make_waiting(score=0.123456)

    for path in ("", f"{comment.pk}/change/"):
        page = moderator.get(f"/admin/comments/comment/{path}")
        assert "12" in [each.words for each in read(page).all() if each.tag in ("td", "div")], path
        assert "0.12" not in page.content.decode()


def test_threads_are_locked_and_unlocked(moderator):
    thread = make_thread()

    act(moderator, "thread", "lock", thread)
    act(moderator, "thread", "lock", thread)
    act(moderator, "thread", "unlock", thread)

    assert [each.action for each in Decision.objects.all()] == ["lock", "unlock"]


def test_bans_are_lifted(moderator):
    ban = Ban.objects.create(email_digest="a" * 64, reason="Why")

    act(moderator, "ban", "lift", ban)

    assert not Ban.objects.active().exists()
    assert Decision.objects.get().action == "lift"


def test_whoever_may_only_look_has_no_actions():
    user = make_user(is_staff=True)
    codes = ["view_comment", "view_thread"]
    user.user_permissions.set(ContentType.objects.get_for_model(Comment).permission_set.filter(codename__in=codes))
    client, comment = browser_of(user), make_waiting()

    act(client, "comment", "approve", comment)

    comment.refresh_from_db()
    assert client.get("/admin/comments/comment/").status_code == 200
    assert comment.status == "pending"


@pytest.mark.parametrize("model", ["thread", "comment", "decision", "ban", "training"])
def test_nothing_is_added_changed_or_deleted_here(instructor, model):
    """But for a thread in which nobody has written, to be closed."""
    comment = make_waiting("As it is")
    rows = {
        "comment": comment,
        "thread": comment.thread,
        "decision": Decision.objects.create(comment=comment, action="approve"),
        "ban": Ban.objects.create(email_digest="a" * 64, reason="Why"),
        "training": Training.objects.create(weights=b"", example_count=1, held_out_count=1, spam_count=1),
    }
    page = f"/admin/comments/{model}/{rows[model].pk}"

    assert instructor.get(f"{page}/change/").status_code == 200
    instructor.post(f"{page}/change/", {"text": "Changed", "status": "approved", "reason": "Changed"})
    assert instructor.get(f"/admin/comments/{model}/add/").status_code == (200 if model == "thread" else 403)
    assert instructor.get(f"{page}/delete/").status_code == 403
    comment.refresh_from_db()
    assert (comment.text, comment.status) == ("As it is", "pending")
    assert not type(rows[model]).objects.filter(
        **({"reason": "Changed"} if model in ("decision", "ban") else {"pk": 0})
    )


def test_no_address_is_shown_anywhere(moderator, robin):
    member = make_user("member@secret.example", display_name="Mel")
    comments = [make_waiting(email="guest@secret.example"), make_waiting(author=member)]
    for comment in comments:
        act(moderator, "comment", "spam", comment)
        Ban.objects.create(comment=comment, member=comment.author, email_digest=comment.email_digest, reason="Why")

    for model in MODELS:
        paths = [f"/admin/comments/{model}/", *[f"/admin/comments/{model}/{pk}/change/" for pk in (1, 2)]]
        for path in paths:
            page = moderator.get(path, follow=True).content.decode()
            assert "secret.example" not in page
            assert comments[0].email_digest not in page


def test_search_finds_words_and_names_but_no_address(moderator):
    make_comment("About thresholds", name="Quincy", email="quincy@secret.example")

    def found(words):
        return "About thresholds" in moderator.get("/admin/comments/comment/", {"q": words}).content.decode()

    assert [found("thresholds"), found("Quincy"), found("secret.example")] == [True, True, False]


def test_instructor_sets_the_policy_once_and_moderators_read_it(instructor, moderator):
    instructor.post("/admin/comments/policy/add/", POLICY)
    moderator.post("/admin/comments/policy/1/change/", POLICY | {"first_approved": 0})

    assert (Policy.current().first_approved, Policy.current().words) == (1, "casino")
    assert instructor.get("/admin/comments/policy/add/").status_code == 403
    assert moderator.get("/admin/comments/policy/1/change/").status_code == 200


def test_policy_has_nothing_to_add_another_to(instructor):
    for path in ("add", "1/change"):
        page = instructor.get(f"/admin/comments/policy/{path}/")
        assert read(page).all("input", name="_save")
        assert not read(page).all("input", name="_addanother")
        instructor.post("/admin/comments/policy/add/", POLICY)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"first_approved": -1}, "Ensure this value is greater than or equal to 0."),
        ({"most_links": -1}, "Ensure this value is greater than or equal to 0."),
        ({"most_links": 40_000}, "Ensure this value is less than or equal to 1000."),
        ({"least_seconds": 61}, "Ensure this value is less than or equal to 60."),
        ({"hold_from": "-0.1"}, "Enter a number from 0.5 to 1."),
        ({"hold_from": "1.1"}, "Enter a number from 0.5 to 1."),
        ({"hold_from": "nan"}, "Enter a number."),
        ({"hold_from": "90"}, "Enter a number from 0.5 to 1."),
    ],
)
def test_numbers_of_the_policy_have_bounds(instructor, wrong, told):
    page = instructor.post("/admin/comments/policy/add/", POLICY | wrong)

    assert told in page.content.decode()
    assert not Policy.objects.exists()


def test_database_takes_no_score_that_is_none(db):
    with pytest.raises(IntegrityError):
        Policy.objects.create(pk=1, hold_from=1.5)


@pytest.mark.parametrize("count", [1, 3, 9])
def test_lists_take_the_same_queries_however_long(moderator, robin, django_assert_num_queries, count):
    for number in range(count):
        author = make_user() if number % 2 else None
        comment = make_waiting(f"Number {number}", thread=make_thread(make_article()), author=author)
        Decision.objects.create(comment=comment, moderator=robin, action="approve")
        Ban.objects.create(comment=comment, member=author, network="203.0.113.0", reason="Why")
        Training.objects.create(weights=b"", example_count=1, held_out_count=1, spam_count=1)

    for model, queries in (("thread", 10), ("comment", 12), ("decision", 12), ("ban", 10), ("training", 10)):
        moderator.get(f"/admin/comments/{model}/")
        with django_assert_num_queries(queries):
            moderator.get(f"/admin/comments/{model}/")


def test_article_is_deleted_with_what_was_written_below_it(instructor):
    article = make_article()
    make_comment(thread=make_thread(article))

    response = instructor.post(f"/admin/lessons/article/{article.pk}/delete/", {"post": "yes"})

    assert response.status_code == 302
    assert not Comment.objects.exists()


def test_instructor_closes_and_opens_threads_and_readers_see_it(instructor, client):
    thread = make_thread()
    make_comment("There", thread=thread)
    words = "This thread takes no more comments. The discussion is closed."

    act(instructor, "thread", "close", thread)
    act(instructor, "thread", "close", thread)
    closed = words_of(client.get("/lessons/lesson-1/"))
    act(instructor, "thread", "open", thread)

    assert words in closed
    assert "There" in closed
    assert words not in words_of(client.get("/lessons/lesson-1/"))
    assert [(each.action, each.thread, each.moderator is None) for each in Decision.objects.all()] == [
        ("close", thread, False),
        ("open", thread, False),
    ]


def test_instructor_closes_a_thread_on_its_page(instructor):
    thread = make_thread()
    path = f"/admin/comments/thread/{thread.pk}/change/"

    instructor.post(path, {"is_closed": "on"})
    instructor.post(path, {"is_closed": "on"})
    thread.refresh_from_db()
    assert thread.closed_at is not None
    assert "checked" in read(instructor.get(path)).one("input", name="is_closed")
    instructor.post(path, {})
    thread.refresh_from_db()

    assert thread.closed_at is None
    assert [each.action for each in Decision.objects.all()] == ["close", "open"]


def test_instructor_closes_a_thread_in_which_nobody_has_written(instructor, client):
    lesson = make_lesson(2)
    path = "/admin/comments/thread/add/"

    nothing = instructor.post(path, {"is_closed": "on"})
    instructor.post(path, {"lesson": lesson.pk, "is_closed": "on"})
    twice = instructor.post(path, {"lesson": lesson.pk, "is_closed": "on"})

    assert "Choose either a lesson or an article." in words_of(nothing)
    assert "already exists" in words_of(twice)
    assert Thread.objects.get().closed_at is not None
    assert "This thread takes no more comments." in words_of(client.get(lesson.get_absolute_url()))
    assert [each.action for each in Decision.objects.all()] == ["close"]


def test_moderator_sees_that_a_thread_is_closed_and_does_not_close_it(moderator):
    thread = make_thread()
    path = f"/admin/comments/thread/{thread.pk}/change/"

    moderator.post(path, {"is_closed": "on"})
    act(moderator, "thread", "close", thread)

    assert moderator.get(path).status_code == 200
    assert not Decision.objects.exists()


def test_closing_is_undone_and_leaves_what_moderators_locked(robin):
    thread = make_thread()
    moderation.set_locked(thread=thread, is_locked=True, moderator=robin)
    closing = moderation.set_closed(thread=thread, is_closed=True, moderator=robin)

    undo(decision=closing, moderator=robin)

    thread.refresh_from_db()
    assert thread.closed_at is None
    assert thread.locked_at is not None
