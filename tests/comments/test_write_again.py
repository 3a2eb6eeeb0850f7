"""Writing while something changes: the form sent twice with other words, and the comment that is answered gone."""

from datetime import timedelta

import pytest
from django.test import Client

from comments import services
from comments.models import Comment
from tests.comments.actions import TYPED, WRITE, hidden_of, second_step, solution_of
from tests.comments.factories import make_comment
from tests.conftest import SAME_ORIGIN
from tests.factories import make_lesson, make_user
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of

pytestmark = pytest.mark.django_db
BETTER = "How do you count edits, and whose?"


@pytest.fixture(autouse=True)
def lesson(db):
    return make_lesson(1)


def text_of(response) -> str:
    return read(response).one("textarea", name="text").text.strip()


class TestSentTwiceWithOtherWords:
    def test_later_words_count_while_it_can_be_changed(self, client, clock):
        sent = second_step(client, clock)
        client.post(WRITE, sent)

        response = client.post(WRITE, sent | {"text": BETTER})

        comment = Comment.objects.get()
        assert response.status_code == 302
        assert (comment.text, comment.status) == (BETTER, "pending")
        assert comment.edited_at is not None

    def test_they_count_too_where_the_first_answer_was_lost_and_the_cookie_with_it(self, client, clock):
        sent = second_step(client, clock)
        client.post(WRITE, sent)

        Client(**SAME_ORIGIN).post(WRITE, sent | {"text": BETTER})

        assert Comment.objects.get().text == BETTER

    def test_too_late_they_come_back_and_can_be_sent_as_a_comment_of_their_own(self, client, clock):
        sent = second_step(client, clock)
        client.post(WRITE, sent)
        clock.shift(services.EDITABLE)

        response = client.post(WRITE, sent | {"text": BETTER})

        assert response.status_code == 409
        assert read(response).one("title").words.startswith("Error:")
        assert "can no longer be changed" in read(response).one("div", class_="error-summary").words
        assert text_of(response) == BETTER
        assert Comment.objects.get().text == TYPED["text"]
        hidden = hidden_of(response)
        clock.shift(timedelta(seconds=5))
        again = TYPED | hidden | {"security_check": solution_of(hidden), "text": BETTER}
        assert client.post(WRITE, again).status_code == 302
        assert [each.text for each in Comment.objects.order_by("pk")] == [TYPED["text"], BETTER]

    def test_words_that_cannot_be_kept_come_back_with_what_is_wrong(self, client, clock):
        sent = second_step(client, clock)
        client.post(WRITE, sent)

        response = client.post(WRITE, sent | {"text": "x" * 4001})

        assert response.status_code == 422
        assert "Shorten your comment" in read(response).one("div", class_="error-summary").words
        assert "security check" not in read(response).one("div", class_="error-summary").words.lower()
        assert client.post(WRITE, TYPED | hidden_of(response) | {"text": BETTER}).status_code == 302
        assert Comment.objects.get().text == BETTER

    def test_somebody_elses_comment_is_not_changed_with_its_key(self, client, clock):
        sent = second_step(client, clock)
        client.post(WRITE, sent)

        response = browser_of(make_user(display_name="Robin")).post(WRITE, sent | {"text": BETTER})

        assert response.status_code == 409
        assert text_of(response) == BETTER
        assert TYPED["text"] not in response.content.decode()
        assert Comment.objects.get().text == TYPED["text"]

    def test_changing_it_so_counts_as_a_comment_of_this_network(self, client, clock, settings):
        settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "comment": "1/h/ip"}
        sent = second_step(client, clock)
        client.post(WRITE, sent)

        response = client.post(WRITE, sent | {"text": BETTER})

        assert (response.status_code, text_of(response)) == (429, BETTER)
        assert client.post(WRITE, sent).status_code == 302


class TestAnsweredCommentThatIsGone:
    @pytest.fixture
    def parent(self):
        return make_comment("A question.", author=make_user(display_name="Ada"))

    @pytest.mark.parametrize("status", ["withdrawn", "deleted", "rejected", "spam", "pending"])
    def test_answer_comes_back_with_the_choice_to_send_it_by_itself(self, client, clock, parent, status):
        sent = second_step(client, clock, text="An answer.", parent=str(parent.public_id))
        Comment.objects.filter(pk=parent.pk).update(status=status, is_shown=False)

        response = client.post(WRITE, sent)

        page = read(response)
        form = page.one("form", class_="comment-form")
        assert response.status_code == 409
        assert page.one("title").words.startswith("Error:")
        assert "is no longer there" in page.one("div", class_="error-summary").words
        assert text_of(response) == "An answer."
        assert "Send as a comment of its own" in form.words
        assert "parent" not in hidden_of(response)
        assert not Comment.objects.filter(text="An answer.").exists()
        alone = {name: value for name, value in sent.items() if name != "parent"} | hidden_of(response)
        assert client.post(WRITE, alone).status_code == 302
        assert Comment.objects.get(text="An answer.").parent is None

    def test_so_it_does_in_the_first_step_and_without_reloading(self, client, parent):
        Comment.objects.filter(pk=parent.pk).update(status="withdrawn", is_shown=False)

        response = client.post(
            WRITE, TYPED | {"parent": str(parent.public_id), "text": "An answer."}, headers={"X-Part": "1"}
        )

        assert response.status_code == 409
        assert "Send as a comment of its own" in response.content.decode()

    def test_so_it_does_while_another_question_is_asked_for(self, client, clock, parent):
        sent = second_step(client, clock, parent=str(parent.public_id))
        Comment.objects.filter(pk=parent.pk).update(status="withdrawn", is_shown=False)

        response = client.post(WRITE, sent | {"security_check_other": "question"})

        assert response.status_code == 409
        assert "Send as a comment of its own" in read(response).one("form", class_="comment-form").words

    @pytest.mark.parametrize("number", ["nonsense", "5a0cbb42-6a3a-4bd5-9c5c-c6ae0f8ea8b1"])
    def test_number_of_no_comment_is_told_so_too(self, client, clock, number):
        response = client.post(WRITE, second_step(client, clock) | {"parent": number})

        assert response.status_code == 409
        assert text_of(response) == TYPED["text"]

    def test_answer_below_a_hidden_comment_is_gone_with_it(self, client, parent):
        reply = make_comment("Below it.", parent=parent)
        Comment.objects.filter(pk__in=[parent.pk, reply.pk]).update(is_shown=False)

        assert client.get(f"/comments/{reply.public_id}/reply/").status_code == 404
        assert client.post(WRITE, TYPED | {"parent": str(reply.public_id)}).status_code == 409

    def test_answer_that_was_kept_before_is_not_sent_again(self, client, clock, parent):
        sent = second_step(client, clock, text="An answer.", parent=str(parent.public_id))
        client.post(WRITE, sent)
        Comment.objects.filter(pk=parent.pk).update(status="deleted", is_shown=False)

        assert client.post(WRITE, sent).status_code == 302
        assert Comment.objects.filter(text="An answer.").count() == 1
