"""The pages of moderators: what they show, in which order, and to whom."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.management.commands.make_instructor import Command as MakeInstructor
from accounts.models import User
from comments.models import Ban, Comment, Decision, Training
from comments.moderating.classifier import train
from comments.services import edit
from tests.accounts.actions import sign_in, sign_in_with_app
from tests.comments.actions import words_of
from tests.comments.factories import make_comment, make_moderator, make_thread, make_waiting
from tests.comments.ordinary import ORDINARY
from tests.comments.spam import SPAM
from tests.conftest import SAME_ORIGIN
from tests.factories import make_article, make_lesson, make_user
from tests.quizzes.page import read

pytestmark = pytest.mark.database
QUEUE = "/comments/queue/"


@pytest.fixture(autouse=True)
def lesson(db):
    return make_lesson(1)


@pytest.fixture
def robin():
    return make_moderator()


@pytest.fixture
def moderator(robin) -> Client:
    """Signed in with the second factor."""
    client = Client(**SAME_ORIGIN)
    sign_in_with_app(client, robin)
    return client


def token_of(comment: Comment) -> str:
    return f"{comment.public_id}.{comment.version}"


def press(client, action: str, *comments: Comment, follow=True, **more):
    sent = {"action": action, "comment": [token_of(comment) for comment in comments], **more}
    return client.post(f"{QUEUE}decide/", sent, follow=follow)


def texts_of(response) -> list[str]:
    entries = read(response).all("article", class_="entry")
    return [entry.all("div", class_="said")[-1].words for entry in entries]


# --- Who may ------------------------------------------------------------------------------------------------------


def every_page(comment: Comment, ban: Ban) -> list[tuple[str, str]]:
    get = ("", "history/", "bans/", f"{comment.public_id}/")
    post = (
        *("decide/", "undo/", f"bans/{ban.pk}/lift/", f"threads/{comment.thread_id}/lock/"),
        *(f"{comment.public_id}/edit/", f"{comment.public_id}/ban/"),
    )
    return [("get", QUEUE + path) for path in get] + [("post", QUEUE + path) for path in post]


@pytest.fixture
def answers():
    """What each page answers, and that nothing of the comment is told or changed."""
    comment = make_waiting("Between us")
    ban = Ban.objects.create(email_digest="a" * 64, reason="Secret reason")
    sent = {"action": "approve", "comment": token_of(comment), "lock": "1", "text": "New", "whom": "author"}

    def ask(client) -> list:
        responses = [
            getattr(client, how)(path, sent if how == "post" else None) for how, path in every_page(comment, ban)
        ]
        assert not any(word in response.content for response in responses for word in (b"Between us", b"Secret"))
        assert not Decision.objects.exists()
        return responses

    return ask


def test_visitor_is_asked_to_sign_in(client, answers):
    assert {response["Location"].partition("?")[0] for response in answers(client)} == {"/admin/login/"}


def test_guest_is_asked_to_sign_in(client, answers):
    client.post("/prompts/P01.1/mark/", {"rating": "got-it"})

    assert User.objects.guests().count() == 1
    assert {response.status_code for response in answers(client)} == {302}


@pytest.mark.parametrize("fields", [{}, {"is_staff": True}])
def test_member_and_other_staff_are_refused(client, answers, fields):
    user = make_user(**fields)
    sign_in_with_app(client, user)

    assert {response.status_code for response in answers(client)} == {403}


def test_moderator_without_a_second_factor_is_sent_to_add_one(client, answers, robin):
    sign_in(client, robin.email)

    assert {response["Location"].partition("?")[0] for response in answers(client)} == {"/admin/login/"}
    assert client.get(QUEUE, follow=True).redirect_chain[-1][0] == "/accounts/2fa/"


def test_instructor_and_superuser_may(client):
    make_waiting("Between us")
    MakeInstructor().make("teacher@example.org")
    for user in (
        make_user(is_staff=True, is_superuser=True),
        Comment.author.field.related_model.objects.get(email="teacher@example.org"),
    ):
        other = Client(**SAME_ORIGIN)
        user.set_password("a long enough passphrase")
        user.save()
        sign_in_with_app(other, user)

        assert texts_of(other.get(QUEUE)) == ["Between us"]


@pytest.mark.parametrize(("how", "path"), [("post", ""), ("post", "history/"), ("get", "decide/"), ("get", "undo/")])
def test_other_methods_are_refused(moderator, how, path):
    assert getattr(moderator, how)(QUEUE + path).status_code == 405


def test_form_of_another_site_is_refused(robin):
    client = Client(enforce_csrf_checks=True)
    client.force_login(robin)

    assert press(client, "approve", make_waiting(), follow=False).status_code == 403


# --- What it shows ------------------------------------------------------------------------------------------------


def test_what_is_probably_fine_comes_first_and_of_like_ones_the_oldest(moderator):
    hour = timezone.now() - timedelta(hours=1)
    make_waiting("Spam", score=0.95, written_at=hour - timedelta(days=3))
    make_waiting("Fine, newer", score=0.1, written_at=hour)
    make_waiting("Not clear", score=0.7, written_at=hour - timedelta(days=2))
    make_waiting("Fine, older", score=0.4, written_at=hour - timedelta(days=1))

    page = moderator.get(QUEUE)

    assert texts_of(page) == ["Fine, older", "Fine, newer", "Not clear", "Spam"]
    assert [each.words for each in read(page).all("h2")][:3] == ["Probably fine", "Not clear", "Probably spam"]


def test_entry_says_all_that_helps_to_decide_and_no_address(moderator, lesson):
    author = {"name": "Quincy", "email": "quincy@secret.example"}
    make_comment("Published before", **author)
    make_comment("Buy this", status="spam", **author)
    parent = make_comment("What was asked", name="Lou")
    make_waiting("The answer", parent=parent, score=0.42, **author)

    page = moderator.get(QUEUE)
    words = words_of(page)

    for part in (
        *("Quincy", "no account", "Lesson number 1", "score 42", "New author", "Answers Lou", "What was asked"),
        *("1 published before, 1 not", "Published before", "Buy this"),
    ):
        assert part in words
    assert "secret.example" not in page.content.decode()


def test_entry_says_which_words_raise_the_score(moderator):
    weights = train([(text, name, False) for text, name in ORDINARY] + [(text, name, True) for text, name in SPAM])
    numbers = {"example_count": 120, "held_out_count": 40, "spam_count": 20, "precision": 0.75, "recall": 0.5}
    Training.objects.create(weights=weights.to_bytes(), **numbers)
    make_waiting("Best online casino bonus for new players!!!", score=0.97)

    words = words_of(moderator.get(QUEUE))

    assert "Speaks for spam:" in words
    assert "the word “online”" in words.partition("Speaks for spam:")[2]
    assert "Of what it called spam, 75 % was spam." in words
    assert "Of the spam, it found 50 %." in words
    assert "too little to hold anything back" in words


def test_page_says_plainly_that_nothing_was_learned(moderator):
    assert "Nothing was learned yet" in words_of(moderator.get(QUEUE))


def test_filters_choose_by_reason_thread_and_what_was_decided(moderator):
    other = make_thread(make_article(title="Another text"))
    link = {"code": "links", "words": "2 links", "holds": True, "weight": 0.3}
    make_waiting("With links", reasons=[link])
    make_waiting("Elsewhere", thread=other)
    press(moderator, "approve", make_waiting("Published now"))

    assert texts_of(moderator.get(f"{QUEUE}?reason=links")) == ["With links"]
    assert texts_of(moderator.get(f"{QUEUE}?thread={other.pk}")) == ["Elsewhere"]
    assert texts_of(moderator.get(f"{QUEUE}?view=decided")) == ["Published now"]
    assert "Published · Robin" in words_of(moderator.get(f"{QUEUE}?view=decided"))
    assert "No comment is like that." in words_of(moderator.get(f"{QUEUE}?reason=banned"))


@pytest.mark.parametrize(
    "query", ["page=99999999", "page=x", "thread=999999999999", "reason='", "view=x", "done=x,1,٣"]
)
def test_hostile_addresses_show_a_page(moderator, query):
    make_waiting()

    assert moderator.get(f"{QUEUE}?{query}").status_code == 200


def test_fifty_a_page(moderator):
    for number in range(52):
        make_waiting(f"Number {number}")

    assert [len(texts_of(moderator.get(f"{QUEUE}?page={page}"))) for page in (1, 2)] == [50, 2]


@pytest.mark.parametrize("count", [1, 3, 12])
def test_pages_take_the_same_queries_however_much_there_is(moderator, robin, django_assert_num_queries, count):
    for number in range(count):
        author = make_user() if number % 2 else None
        fields = {"author": author, "email": f"a{number}@example.org", "thread": make_thread(make_article())}
        parent = make_comment("Asked", **fields)
        make_comment("Refused", status="rejected", **fields)
        waiting = make_waiting("Now", parent=parent, **fields)
        press(moderator, "approve", make_waiting("Before", **fields))
        Ban.objects.create(member=author or robin, comment=waiting, reason="Why")
    done = ",".join(str(each.pk) for each in Decision.objects.all())
    moderator.get(QUEUE)

    for path, queries in (
        ("", 14),
        ("?view=decided", 14),
        (f"?done={done}", 15),
        ("history/", 8),
        ("history/?by=all", 8),
        ("bans/", 8),
        (f"{waiting.public_id}/", 17),
    ):
        with django_assert_num_queries(queries):
            moderator.get(QUEUE + path)


# --- What it does -------------------------------------------------------------------------------------------------


def test_publish_then_undo(moderator):
    comment = make_waiting("Hello there")

    page = press(moderator, "approve", comment)

    assert "Kim, “Hello there”: published." in words_of(page)
    assert "Hello there" in moderator.get("/lessons/lesson-1/").content.decode()
    number = read(page).one("input", name="done")["value"]
    page = moderator.post(f"{QUEUE}undo/", {"done": number}, follow=True)
    assert "Undone." in page.content.decode()
    assert page.redirect_chain[-1][0] == f"{QUEUE}#{comment.anchor}"
    assert texts_of(page) == ["Hello there"]


def test_pressed_twice_it_is_told_plainly(moderator):
    comment = make_waiting()

    press(moderator, "spam", comment)
    page = press(moderator, "spam", comment)

    assert "Decided already." in page.content.decode()
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"ready": "It advertises something.", "reason": ""}, "It advertises something."),
        ({"ready": "It advertises something.", "reason": "  Too   long. "}, "Too long."),
    ],
)
def test_rejection_has_a_ready_or_a_free_reason(moderator, sent, reason):
    comment = make_waiting()

    press(moderator, "reject", comment, **sent)

    comment.refresh_from_db()
    assert (comment.status, comment.decision_note) == ("rejected", reason)


def test_rejection_without_a_reason_is_none(moderator):
    page = press(moderator, "reject", make_waiting())

    assert "Choose or write a reason: the author reads it." in page.content.decode()
    assert not Decision.objects.exists()


def test_many_at_once_and_undone_at_once(moderator):
    comments = [make_waiting(f"Number {number}") for number in range(3)]

    page = press(moderator, "spam", *comments)

    assert "3 comments: marked as spam." in words_of(page)
    number = read(page).one("input", name="done")["value"]
    moderator.post(f"{QUEUE}undo/", {"done": number})
    assert Comment.objects.waiting().count() == 3


def test_nothing_chosen_is_told(moderator):
    assert "Choose at least one comment." in press(moderator, "spam").content.decode()


@pytest.mark.parametrize(("token", "status"), [("x", 422), ("", 422), ("00000000-0000-0000-0000-000000000000.1", 302)])
def test_token_of_nothing_is_told(moderator, token, status):
    response = moderator.post(f"{QUEUE}decide/", {"action": "approve", "comment": token})

    assert response.status_code == status
    assert not Decision.objects.exists()


def test_unknown_action_does_nothing(moderator):
    assert press(moderator, "ban", make_waiting()).status_code == 422
    assert not Decision.objects.exists()


def test_part_of_the_page_is_sent_to_scripts(moderator):
    comment = make_waiting("Hello there")
    sent = {"action": "approve", "comment": token_of(comment)}

    response = moderator.post(f"{QUEUE}decide/", sent, headers={"X-Part": "1"})
    again = moderator.post(f"{QUEUE}decide/", sent, headers={"X-Part": "1"})
    wrong = moderator.post(f"{QUEUE}decide/", sent | {"action": "reject"}, headers={"X-Part": "1"})

    assert "<html" not in response.content.decode()
    assert "Kim, “Hello there”: published." in response.content.decode()
    assert "Decided already." in again.content.decode()
    assert wrong.status_code == 422


def test_queue_stays_as_it_was_filtered(moderator):
    page = press(moderator, "spam", make_waiting(), back="view=waiting&reason=first&evil=//x.example")

    assert page.redirect_chain[-1][0].startswith(f"{QUEUE}?reason=first&done=")


def test_edit_on_the_page_of_a_comment(moderator):
    comment = make_comment("Call me: 0123")
    page = f"{QUEUE}{comment.public_id}/"

    empty = moderator.post(f"{page}edit/", {"text": "", "seen": comment.version})
    done = moderator.post(f"{page}edit/", {"text": "Call me", "seen": comment.version}, follow=True)
    late = moderator.post(f"{page}edit/", {"text": "Call", "seen": comment.version})

    assert (empty.status_code, done.status_code, late.status_code) == (422, 200, 422)
    assert "Done: edited." in done.content.decode()
    assert "Decided already by Robin: edited." in late.content.decode()
    comment.refresh_from_db()
    assert (comment.text, comment.is_edited_by_staff) == ("Call me", True)


def test_page_of_a_comment_shows_what_is_around_it(moderator):
    before, parent = make_comment("Before"), make_comment("Asked")
    comment = make_waiting("Answered", parent=parent)
    make_comment("After", status="spam")

    words = words_of(moderator.get(f"{QUEUE}{comment.public_id}/"))
    around = words.partition("The thread around it")[2]

    assert all(text in around for text in ("Before", "Asked", "Answered", "After"))
    assert before.by in around


def test_ban_and_lift(moderator):
    comment = make_comment(network="203.0.113.0")
    page = f"{QUEUE}{comment.public_id}/"

    wrong = moderator.post(f"{page}ban/", {"days": "7"})
    done = moderator.post(f"{page}ban/", {"whom": ["author", "network"], "reason": "Insults", "days": "0"}, follow=True)
    again = moderator.post(f"{page}ban/", {"whom": ["author"], "reason": "Insults", "days": "0"}, follow=True)

    ban = Ban.objects.get()
    assert (wrong.status_code, ban.ends_at, ban.reason) == (422, None, "Insults")
    assert "Done: author or network banned." in done.content.decode()
    assert "They are banned for as long already." in again.content.decode()
    assert "Insults" in words_of(moderator.get(f"{QUEUE}bans/"))
    lifted = moderator.post(f"{QUEUE}bans/{ban.pk}/lift/", follow=True)
    assert "Nobody is banned." in words_of(lifted)
    assert [each.action for each in Decision.objects.order_by("pk")] == ["ban", "lift"]


def test_lock_and_unlock(moderator):
    thread = make_thread()

    page = moderator.post(f"{QUEUE}threads/{thread.pk}/lock/", {"lock": "1"}, follow=True)
    again = moderator.post(f"{QUEUE}threads/{thread.pk}/lock/", {"lock": "1"}, follow=True)
    moderator.post(f"{QUEUE}threads/{thread.pk}/lock/", {"lock": "0"})

    assert "Lesson number 1: thread locked." in words_of(page)
    assert "It is so already." in again.content.decode()
    thread.refresh_from_db()
    assert thread.locked_at is None


def test_history_says_who_did_what_and_undoes_only_what_is_last(moderator):
    comment = make_waiting("Hello there")
    press(moderator, "approve", comment)
    comment.refresh_from_db()
    press(moderator, "spam", comment)

    page = moderator.get(f"{QUEUE}history/")

    words = words_of(page)
    assert "marked as spam · Robin" in words
    assert "published · Robin" in words
    numbers = [field["value"] for field in read(page).all("input", name="done")]
    assert numbers == [str(Decision.objects.get(action="spam").pk)]
    moderator.post(f"{QUEUE}undo/", {"done": numbers[0], "from": "history"})
    assert "Undone by Robin" in words_of(moderator.get(f"{QUEUE}history/"))


def test_undo_that_cannot_be_is_told(moderator):
    comment = make_waiting()
    press(moderator, "approve", comment)
    comment.refresh_from_db()
    press(moderator, "spam", comment)
    first = Decision.objects.get(action="approve")

    page = moderator.post(f"{QUEUE}undo/", {"done": first.pk}, follow=True)

    assert "somebody has decided something later" in page.content.decode()


def test_moderators_find_the_queue_from_their_account(moderator, client):
    make_waiting()
    client.force_login(make_user())

    link = read(moderator.get("/accounts/preferences/")).one("p", class_="moderation-link")
    assert link.words == "1 comment waits for a decision"
    assert link.one("a")["href"] == QUEUE
    assert "1 comment waits for a decision" in moderator.get("/admin/").content.decode()
    assert "waits for a decision" not in client.get("/accounts/preferences/").content.decode()


@pytest.mark.parametrize("typed", ["1" * 5000, "9" * 20, "-1", "1,x,", "١"])
def test_whatever_stands_in_the_address_the_queue_opens(moderator, typed):
    make_waiting("Mine")

    for name in ("done", "page", "thread"):
        assert moderator.get(QUEUE, {name: typed}).status_code == 200
    assert moderator.post(f"{QUEUE}undo/", {"done": typed}).status_code == 302


# --- What is refused, or sent in vain -----------------------------------------------------------------------------


def test_only_what_was_decided_may_leave_the_page_and_the_rest_says_why(moderator):
    fine, changed, gone = (make_waiting(text, email=f"{text}@example.org") for text in ("Fine", "Changed", "Gone"))
    tokens = [token_of(comment) for comment in (fine, changed, gone)]
    edit(comment=changed, text="Something else")
    Comment.objects.filter(pk=changed.pk).update(scored_at=timezone.now())
    gone.delete()

    response = moderator.post(f"{QUEUE}decide/", {"action": "approve", "comment": tokens}, headers={"X-Part": "1"})

    part = read(response)
    settled = next(each["data-settled"].split() for each in part.all("span") if "data-settled" in each.attributes)
    assert settled == [str(fine.public_id), str(gone.public_id)]
    assert texts_of(response) == ["Something else"]
    assert "It has changed since you saw it: look again." in part.one("article").words
    changed.refresh_from_db()
    fresh = [each["value"] for each in part.one("article").all("input", name="comment")]
    assert set(fresh) == {token_of(changed)}


def test_choice_and_words_stay_when_a_reason_is_missing(moderator):
    chosen, other = make_waiting("One", email="one@example.org"), make_waiting("Two", email="two@example.org")

    response = press(moderator, "reject", chosen)

    page = read(response)
    boxes = [box for box in page.all("input", type="checkbox") if box["name"] == "comment"]
    assert response.status_code == 422
    assert [box["value"] for box in boxes if "checked" in box.attributes] == [token_of(chosen)]
    assert page.one("title").words.startswith("Error:")
    assert page.one("div", class_="error-summary").one("a")["href"] == "#bulk-ready"
    assert len(boxes) == 2
    assert other.status == "pending"


@pytest.mark.parametrize("where", ["", "comment"])
def test_reason_that_is_too_long_stays_where_it_was_typed(moderator, where):
    comment = make_waiting("One")

    response = press(moderator, "reject", comment, reason="x" * 301, **{"from": where})

    page = read(response)
    field = page.one("input", name="reason", type="text", id=f"reason-{comment.anchor}")
    assert (response.status_code, field["value"]) == (422, "x" * 301)
    assert "open" in page.one("details", class_="reject").attributes
    assert page.one("div", class_="error-summary").one("a")["href"] == f"#ready-{comment.anchor}"
    assert ("The thread around it" in words_of(response)) == bool(where)


def signed_in_again(client, response):
    """To where the sign-in leads then."""
    sign_in_with_app(client, make_moderator())
    return client.get(response["Location"].partition("next=")[2].replace("%3F", "?").replace("%3D", "="))


@pytest.mark.parametrize(
    "path", ["decide/", "undo/", "bans/{ban}/lift/", "threads/{thread}/lock/", "{comment}/edit/", "{comment}/ban/"]
)
def test_form_sent_signed_out_leads_to_a_page_that_works(client, path):
    comment = make_waiting()
    ban = Ban.objects.create(network="203.0.113.0", reason="Why")
    path = path.format(ban=ban.pk, thread=comment.thread_id, comment=comment.public_id)

    response = client.post(QUEUE + path, {"comment": token_of(comment), "action": "approve", "back": "reason=first"})

    assert signed_in_again(client, response).status_code == 200
    assert not Decision.objects.exists()


def test_words_sent_signed_out_are_there_after_signing_in(client):
    comment = make_waiting("Call me: 0123", network="203.0.113.0")
    page = f"{QUEUE}{comment.public_id}/"

    back = signed_in_again(client, client.post(f"{page}edit/", {"text": "Call me", "seen": comment.version}))
    again = client.get(page)

    assert read(back).one("textarea", name="text").words == "Call me"
    assert "is still here" in back.content.decode()
    assert read(again).one("textarea", name="text").words == "Call me: 0123"
    client.logout()
    sent = {"whom": ["network"], "reason": "Again and again", "days": "7"}
    back = signed_in_again(client, client.post(f"{page}ban/", sent))
    assert read(back).one("input", id="ban_reason")["value"] == "Again and again"


def test_reason_and_choice_sent_signed_out_are_there_after_signing_in(client):
    comments = [make_waiting(text, email=f"{text}@example.org") for text in ("One", "Two")]

    sent = {"action": "reject", "comment": token_of(comments[0]), "reason": "Too long to be read"}
    back = signed_in_again(client, client.post(f"{QUEUE}decide/", sent))

    assert read(back).one("input", id=f"reason-{comments[0].anchor}")["value"] == "Too long to be read"
    client.logout()
    sent = {"action": "spam", "comment": [token_of(comment) for comment in comments]}
    back = signed_in_again(client, client.post(f"{QUEUE}decide/", sent))
    boxes = [box for box in read(back).all("input", type="checkbox") if box["name"] == "comment"]
    assert ["checked" in box.attributes for box in boxes] == [True, True]


def test_primary_button_is_what_is_probably_right(moderator):
    make_waiting("Fine", score=0.1)
    make_waiting("Spam", score=0.99)

    entries = read(moderator.get(QUEUE)).all("article", class_="entry")

    primary = [[b.words for b in e.all("button", name="action") if "quiet" not in b["class"]] for e in entries]
    assert primary == [["Publish"], ["Spam"]]
