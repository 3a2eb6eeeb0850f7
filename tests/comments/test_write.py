"""Writing a comment below a lesson, with and without an account: the criteria AC-A19.2 to AC-A19.10, .14 and .15."""

import pytest
from django.db import DatabaseError
from django.http import HttpResponse
from django.utils import timezone

from accounts.models import User
from comments import services
from comments.models import Comment, Thread
from comments.moderating import moderation
from comments.visitors import digest, remember
from tests.comments.actions import TYPED, WRITE, hidden_of, second_step, words_of
from tests.comments.factories import make_comment, make_thread
from tests.factories import make_lesson, make_user
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of

pytestmark = pytest.mark.django_db
FIELDS = (("name", "input"), ("email", "input"), ("text", "textarea"))


@pytest.fixture(autouse=True)
def lesson(db):
    return make_lesson(1)


def test_ac_a19_2_lesson_has_a_labelled_form_after_its_comments(client):
    make_comment("The first word.")

    page = read(client.get("/lessons/lesson-1/"))

    section = page.one("section", id="comments")
    assert section.one("h2", id=section["aria-labelledby"]).words == "1 comment"
    form = section.one("section", id="write")
    assert form.one("h3", id=form["aria-labelledby"]).words == "Leave a comment"
    assert section.words.index("The first word.") < section.words.index("Leave a comment")
    assert form.one("form")["action"] == WRITE


def test_ac_a19_4_asterisk_is_explained_and_required_fields_carry_it(client):
    form = read(client.get("/lessons/lesson-1/")).one("form", class_="comment-form")

    assert form.words.count("Required fields are marked with an asterisk (*).") == 1
    for name, tag in FIELDS:
        field = form.one(tag, name=name)
        assert "required" in field
        assert form.one("label", **{"for": field["id"]}).words.endswith("*")


def assert_one_mistake(response, field: str, message: str) -> None:
    """Said at the field and in the summary, which leads there; all else that was typed is still there."""
    page = read(response)
    control = page.one("textarea" if field == "text" else "input", name=field)
    summary = page.one("div", class_="error-summary")
    assert response.status_code == 422
    assert page.one("title").words.startswith("Error:")
    assert [(link["href"], link.words) for link in summary.all("a")] == [(f"#{control['id']}", message)]
    assert control["aria-invalid"] == "true"
    errors = [page.one(id=key).words for key in control["aria-describedby"].split() if key.endswith("_error")]
    assert errors == [f"Error: {message}"]
    for name in {"name", "email"} - {field}:
        assert page.one("input", name=name)["value"] == TYPED[name]
    if field != "text":
        assert page.one("textarea", name="text").text.strip() == TYPED["text"]
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "Enter your name"),
        (" \u200e\t", "Enter your name"),
        ("x" * 61, "Shorten your name to 60 characters (now 61)"),
    ],
)
def test_ac_a19_5_name_that_is_missing_or_too_long(client, clock, name, message):
    response = client.post(WRITE, second_step(client, clock) | {"name": name})

    assert_one_mistake(response, "name", message)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("", "Enter your email address"),
        ("  ", "Enter your email address"),
        ("kim at home", "Enter an email address in the form name@example.org"),
        ("kim@", "Enter an email address in the form name@example.org"),
        ("kim@example.org\nBcc: all@example.org", "Enter an email address in the form name@example.org"),
        ("k" * 255 + "@example.org", "Enter an email address in the form name@example.org"),
    ],
)
def test_ac_a19_6_address_that_is_missing_or_none(client, clock, address, message):
    response = client.post(WRITE, second_step(client, clock) | {"email": address})

    assert_one_mistake(response, "email", message)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Write your comment"),
        ("\n \x00", "Write your comment"),
        ("\u200b \u3164\u2060", "Write your comment"),
        ("\ufe0f\u034f\u180b\U000e0100 \ufffc\u2800", "Write your comment"),
        ("x" * 4312, "Shorten your comment to 4,000 characters (now 4,312)"),
        ("x" * 4001, "Shorten your comment to 4,000 characters (now 4,001)"),
    ],
)
def test_ac_a19_7_comment_that_is_empty_or_too_long(client, clock, text, message):
    response = client.post(WRITE, second_step(client, clock) | {"text": text})

    assert_one_mistake(response, "text", message)
    if "x" * 4000 in text:
        assert read(response).one("textarea", name="text").text.strip() == text


def test_marks_heaped_on_a_letter_are_taken_off_and_those_of_languages_stay(client, clock):
    words = "Tiếng Việt, עִבְרִית, हिन्दी, ไม้เอก, 1️⃣, Z"

    client.post(
        WRITE, second_step(client, clock) | {"name": "K" + "\u0301" * 50, "text": words + "\u0336\u0489\u0e47" * 99}
    )

    comment = Comment.objects.get()
    assert comment.text == words + "\u0336\u0489\u0e47\u0336"
    assert len(comment.name) == 5


def test_ac_a19_7_comment_of_four_thousand_characters_is_taken(client, clock):
    text = "x\r\n" * 1999 + "👏x"

    client.post(WRITE, second_step(client, clock) | {"text": text})

    assert len(Comment.objects.get().text) == 4000


def test_ac_a19_14_several_mistakes_stand_in_one_summary(client, clock):
    response = client.post(WRITE, second_step(client, clock) | {"name": "", "email": "", "text": ""})

    page = read(response)
    summary = page.one("div", class_="error-summary")
    words = ["Enter your name", "Enter your email address", "Write your comment"]
    assert [link.words for link in summary.all("a")] == words
    assert [page.one("div", id=link["href"][1:] + "_error").words for link in summary.all("a")] == [
        f"Error: {each}" for each in words
    ]
    assert summary["role"] == "alert"
    assert page.one("title").words.startswith("Error:")
    assert not Comment.objects.exists()


def test_ac_a19_15_valid_comment_is_kept_and_its_author_sees_it(client, clock):
    response = client.post(WRITE, second_step(client, clock))

    comment = Comment.objects.get()
    assert (response.status_code, response.url) == (302, "/lessons/lesson-1/#comments")
    assert (comment.by, comment.status, comment.is_shown) == ("Kim", "pending", False)
    mine, others = client.get("/lessons/lesson-1/"), type(client)().get("/lessons/lesson-1/")
    flash = read(mine).one("div", class_="flash")
    assert flash["role"] == "status"
    assert "Thank you. Your comment is kept, and appears once it has been looked at." in flash.words
    assert "Your comment awaits review" in words_of(mine)
    assert TYPED["text"] in words_of(mine)
    assert TYPED["text"] not in words_of(others)

    moderation.decide(comment=comment, action="approve", moderator=make_user())

    assert TYPED["text"] in words_of(type(client)().get("/lessons/lesson-1/"))
    assert "Your comment is published" in words_of(client.get("/lessons/lesson-1/"))


def test_without_javascript_the_first_step_asks_for_the_check_and_says_so(client):
    response = client.post(WRITE, TYPED)

    page = read(response)
    assert response.status_code == 200
    assert "One step more" in page.one("div", role="status").words
    assert page.all("div", class_="error-summary") == []
    assert "Security check" in page.one("div", class_="security-check").words
    assert page.one("textarea", name="text").text.strip() == TYPED["text"]
    assert not Comment.objects.exists()


def test_first_step_with_a_mistake_names_only_that(client):
    page = read(client.post(WRITE, TYPED | {"email": ""}))

    assert [link.words for link in page.one("div", class_="error-summary").all("a")] == ["Enter your email address"]


def test_ac_a19_9_visitors_are_asked_members_in_good_standing_are_not(client):
    member = make_user(display_name="Robin")
    browser = browser_of(member)
    path = "/comments/lessons/lesson-1/check/"
    before = [b"security_check_key" in each.get(path).content for each in (client, browser)]

    make_comment(author=member)

    assert before == [True, True]
    assert b"security_check_key" not in browser.get(path).content
    assert b'name="started"' in browser.get(path).content


def test_sent_again_with_its_key_it_is_the_same_comment(client, clock):
    sent = second_step(client, clock)

    first, again = client.post(WRITE, sent), client.post(WRITE, sent)

    assert first.url == again.url
    assert Comment.objects.count() == 1


def test_ac_a19_8_comment_that_cannot_be_saved_comes_back_to_be_sent_again(client, clock, monkeypatch):
    client.raise_request_exception = False
    sent = second_step(client, clock)
    with monkeypatch.context() as patch:
        patch.setattr(services, "write", lambda **_: (_ for _ in ()).throw(DatabaseError("away")))
        response = client.post(WRITE, sent)

    page = read(response)
    form = page.one("form")
    assert response.status_code == 503
    assert "It could not be saved just now." in page.one("div", class_="error-summary").words
    assert form.one("textarea", name="text").text.strip() == TYPED["text"]
    kept = {field["name"]: field["value"] for field in form.all("input")} | {"text": TYPED["text"]}
    clock.shift(60)
    again = client.post(form["action"], kept)
    assert again.status_code == 302
    assert Comment.objects.count() == 1


def test_ac_a19_8_post_from_another_site_is_refused_with_the_text_kept(client, clock):
    sent = second_step(client, clock)

    response = client.post(WRITE, sent, headers={"Sec-Fetch-Site": "cross-site"})

    page = read(response)
    assert response.status_code == 403
    assert page.one("title").words.startswith("Error:")
    summary = page.one("div", class_="error-summary")
    assert "It did not come from this site's own page." in summary.words
    assert "autofocus" in summary
    assert {link["href"].rpartition("/")[2].split(".")[0] for link in page.all("link", rel="stylesheet")} == {
        "site",
        "fields",
        "comments",
    }
    assert "Required fields are marked with an asterisk (*)." in page.one("form").words
    assert ["required" in page.one(tag, name=name) for name, tag in FIELDS] == [True] * 3
    assert page.one("textarea", name="text").text.strip() == TYPED["text"]
    form = page.one("form")
    kept = {field["name"]: field["value"] for field in form.all("input")} | {"text": TYPED["text"]}
    assert client.post(form["action"], kept).status_code == 302
    assert Comment.objects.count() == 1


def test_too_many_comments_are_told_when_to_go_on(client, clock, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "comment": "1/h/ip"}
    client.post(WRITE, second_step(client, clock))
    clock.shift(600)

    sent = second_step(client, clock, text="Another")
    response = client.post(WRITE, sent)

    assert (response.status_code, response["Retry-After"]) == (429, str(3600 - 605))
    assert "Yours is still below: send it in 50 minutes." in words_of(response)
    assert hidden_of(response)["security_check_key"] == sent["security_check_key"]
    assert Comment.objects.count() == 1


def test_members_are_limited_each_by_themselves(clock, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "comment_member": "1/h/user"}
    robin, kim = browser_of(make_user(display_name="Robin")), browser_of(make_user(display_name="Kim"))
    robin.post(WRITE, second_step(robin, clock))

    again = robin.post(WRITE, second_step(robin, clock, text="Another"), REMOTE_ADDR="203.0.113.9")
    other = kim.post(WRITE, second_step(kim, clock, text="A third"))

    assert (again.status_code, other.status_code) == (429, 302)


def test_member_writes_under_their_name_and_leaves_no_address(clock):
    member = make_user(display_name="Robin")
    browser = browser_of(member)

    browser.post(WRITE, second_step(browser, clock))

    comment = Comment.objects.get()
    assert (comment.author, comment.by, comment.name, comment.email_sealed) == (member, "Robin", "", "")
    assert "You write as Robin." in words_of(browser.get("/lessons/lesson-1/"))


def test_member_without_a_name_is_asked_for_it_once(clock):
    member = make_user(display_name="")
    browser = browser_of(member)

    browser.post(WRITE, second_step(browser, clock))

    assert User.objects.get(pk=member.pk).display_name == "Kim"
    assert Comment.objects.get().by == "Kim"


def test_closed_thread_takes_nothing_and_gives_the_text_back(client, clock):
    sent = second_step(client, clock)
    thread = make_thread()
    thread.closed_at = timezone.now()
    thread.save()

    response = client.post(WRITE, sent)

    page = read(response)
    assert response.status_code == 403
    assert "takes no more comments" in words_of(response)
    assert page.one("textarea", name="text").text.strip() == TYPED["text"]
    assert "readonly" in page.one("textarea", name="text")
    assert not page.all("form", class_="comment-form")
    assert "ecurity check" not in page.one("main").words
    assert not Comment.objects.exists()


def test_thread_closed_while_the_form_is_taken_gives_the_text_back(client, clock, monkeypatch):
    sent = second_step(client, clock)
    write = services.write

    def write_too_late(**values):
        Thread.objects.update(closed_at=timezone.now())
        return write(**values)

    monkeypatch.setattr(services, "write", write_too_late)
    response = client.post(WRITE, sent)

    assert response.status_code == 403
    assert "takes no more comments" in words_of(response)
    assert read(response).one("textarea", name="text").text.strip() == TYPED["text"]
    assert not Comment.objects.exists()


@pytest.mark.parametrize(("field", "words"), [("closed_at", "is closed"), ("locked_at", "have locked it")])
def test_closed_thread_says_so_where_the_form_was(client, field, words):
    comment = make_comment()
    Thread.objects.update(**{field: timezone.now()})

    for path in (f"/comments/{comment.public_id}/reply/", "/comments/lessons/lesson-1/", "/lessons/lesson-1/"):
        page = client.get(path)
        assert words in words_of(page), path
        assert not read(page).all("form", class_="comment-form"), path


@pytest.mark.parametrize("filled", ["me", "x" * 1001, "\0"])
def test_field_for_robots_is_noticed_whatever_is_in_it(client, clock, filled):
    response = client.post(WRITE, second_step(client, clock) | {"website": filled})

    assert response.status_code == 422
    assert "Leave the field “Website” empty" in read(response).one("div", class_="error-summary").words
    assert not Comment.objects.exists()


def test_part_that_comes_back_with_javascript(client, clock):
    sent = second_step(client, clock)

    wrong = client.post(WRITE, sent | {"name": ""}, headers={"X-Part": "1"})
    right = client.post(WRITE, sent, headers={"X-Part": "1"})

    assert [wrong.status_code, right.status_code] == [422, 200]
    assert "Enter your name" in read(wrong).one("div", class_="error-summary").words
    assert "Thank you. Your comment is kept" in read(right).one("p", role="status").words
    assert "<html" not in wrong.content.decode() + right.content.decode()


def test_whoever_opens_the_address_of_the_form_finds_the_thread(client):
    assert client.get(WRITE).url == "/comments/lessons/lesson-1/"


def test_draft_lesson_has_no_comments(client):
    make_lesson(2, status="draft")

    assert client.post("/comments/lessons/lesson-2/write/", TYPED).status_code == 404
    assert client.get("/comments/lessons/lesson-2/").status_code == 404


def test_reply_stands_below_what_it_answers(client, clock):
    parent = make_comment("A question.")
    page = client.get(f"/comments/{parent.public_id}/reply/")
    assert "You answer Kim:" in words_of(page)
    hidden = second_step(client, clock, text="An answer.", parent=str(parent.public_id))

    client.post(WRITE, hidden)

    assert Comment.objects.get(text="An answer.").parent == parent


def test_own_comment_is_changed_and_withdrawn_within_a_quarter_of_an_hour(client, clock):
    client.post(WRITE, second_step(client, clock))
    comment = Comment.objects.get()
    path = f"/comments/{comment.public_id}/"
    Comment.objects.update(status="approved", is_shown=True)

    client.post(path + "edit/", {"text": "Better words."})
    comment.refresh_from_db()
    changed = (comment.text, comment.status, comment.is_shown)
    client.post(path + "withdraw/")
    comment.refresh_from_db()

    assert changed == ("Better words.", "pending", False)
    assert comment.status == "withdrawn"
    assert "Better words." not in words_of(client.get("/lessons/lesson-1/"))


def test_after_that_it_stays_and_what_was_typed_is_there_to_copy(client, clock):
    client.post(WRITE, second_step(client, clock))
    comment = Comment.objects.get()
    clock.shift(15 * 60)

    response = client.post(f"/comments/{comment.public_id}/edit/", {"text": "Too late."})

    assert response.status_code == 409
    assert read(response).one("textarea", name="text").text.strip() == "Too late."
    comment.refresh_from_db()
    assert comment.text == TYPED["text"]


def test_somebody_elses_comment_is_not_there_to_change(client):
    comment = make_comment()

    for name in ("edit", "withdraw"):
        assert client.post(f"/comments/{comment.public_id}/{name}/", {"text": "Mine now"}).status_code == 404
    assert browser_of(make_user()).get(f"/comments/{comment.public_id}/edit/").status_code == 404


def test_next_person_at_the_browser_of_a_member_who_left_has_no_hold_of_their_comment(client):
    member = make_user()
    client.force_login(member)
    comment = make_comment("Hers", author=member, status="pending")
    token = "t" * 32
    Comment.objects.filter(pk=comment.pk).update(visitor=digest(token))
    response = HttpResponse()
    remember(response, token)
    client.logout()
    client.cookies.update(response.cookies)

    assert client.get(f"/comments/{comment.public_id}/edit/").status_code == 404
    assert "Hers" not in client.get("/lessons/lesson-1/").content.decode()
