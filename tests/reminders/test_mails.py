"""What the mails say and how: parsed from the bytes that go to the mail server."""

import re
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.core.mail import EmailMessage

from lessons.models import Lesson
from progress.models import Reading
from reminders.facts import LearnerFacts
from reminders.links import url_after_sign_in
from reminders.mails import content_of, message_of
from reminders.models import Kind
from reminders.words import CannotTell, days_in_words, words_of
from tests.factories import make_lesson, make_user
from tests.reminders.factories import MORNING, make_due, make_preference
from tests.reminders.scenes import facts_of, lesson, make_due_cards, make_lena, make_mark, make_sent, reminder_of

pytestmark = pytest.mark.django_db
RTL_NAME = "שרה־רחל בת־שבע"
LONGEST_LINE = 998
CLIPPED_BY_GMAIL = 102_000


@pytest.fixture(autouse=True)
def morning(settings):
    settings.SITE_URL = "https://course.example"
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


def sent_bytes(message: EmailMessage) -> bytes:
    """As Django hands a mail to the mail server."""
    return message.message().as_bytes(linesep="\r\n")


def mail_of(preference, kind: str):
    return message_from_bytes(
        sent_bytes(message_of(reminder_of(preference, kind), facts_of(preference))), policy=policy.default
    )


def text_of(preference, kind: str) -> str:
    return mail_of(preference, kind).get_body(["plain"]).get_content().replace("\r\n", "\n")


def html_of(preference, kind: str) -> str:
    return mail_of(preference, kind).get_body(["html"]).get_content()


class Links(HTMLParser):
    def __init__(self, html: str):
        super().__init__()
        self.found, self.buttons, self.addresses = [], 0, []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.addresses += [values[name] for name in ("src", "srcset", "background", "data", "action") if name in values]
        if tag == "a":
            self.found.append(values["href"])
            self.buttons += values.get("class") == "button"


@pytest.mark.parametrize("kind", Kind.values)
def test_mailbox_can_end_and_file_it(kind, settings):
    preference = make_lena(kind)

    mail = mail_of(preference, kind)

    ending = re.fullmatch(r"<(https://course\.example/reminders/end/[^/>]+/)>", mail["List-Unsubscribe"].strip())
    assert ending[1] in Links(html_of(preference, kind)).found
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Precedence"] is None
    assert mail["From"] == settings.DEFAULT_FROM_EMAIL
    assert mail["To"] == preference.learner.email
    assert mail["Message-ID"] == reminder_of(preference, kind).message_id
    assert re.fullmatch(r"<[^<>@\s]+@course\.example>", mail["Message-ID"])
    assert parsedate_to_datetime(mail["Date"]).replace(tzinfo=UTC) == MORNING
    assert mail["X-Mail-Kind"] == kind
    assert {name.lower() for name in mail} >= {"mime-version", "content-type"}
    assert len(mail.keys()) == len({name.lower() for name in mail})


@pytest.mark.parametrize("kind", Kind.values)
def test_bytes_are_a_valid_mail(kind):
    preference = make_lena(kind, display_name="Zoë 🦊")
    raw = sent_bytes(message_of(reminder_of(preference, kind), facts_of(preference)))

    mail = message_from_bytes(raw, policy=policy.default)

    assert mail.defects == []
    assert [part.defects for part in mail.walk()] == [[]] * 3
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert max(len(line) for line in raw.split(b"\r\n")) <= LONGEST_LINE
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert len(raw) < CLIPPED_BY_GMAIL / 4
    for part in mail.iter_parts():
        assert part.get_content_charset() == "utf-8"
        assert part["Content-Transfer-Encoding"] in ("7bit", "8bit", "quoted-printable")
        assert "Hello" in part.get_content()
        assert "Zoë 🦊" in part.get_content()


@pytest.mark.parametrize("kind", Kind.values)
def test_both_parts_say_the_same_and_lead_to_the_same(kind):
    preference = make_lena(kind)
    words = words_of(kind, facts_of(preference))
    text, html = text_of(preference, kind), html_of(preference, kind)
    links = Links(html)

    assert links.buttons == 1
    assert links.addresses == []
    assert "@import" not in html
    assert "url(" not in html
    assert set(links.found) == {link for link in re.findall(r"https?://\S+", text)}
    assert {urlsplit(link).netloc for link in links.found} == {"course.example"}
    for paragraph in words.paragraphs:
        assert paragraph in text
    assert words.occasion in text
    assert "every day at 08:00 (time zone Europe/Berlin), at most 3 a week" in text
    assert "every day at 08:00 (time zone Europe/Berlin), at most 3 a week" in html


@pytest.mark.parametrize("kind", Kind.values)
def test_styles_stand_at_the_elements_and_dark_ones_in_the_head(kind):
    html = html_of(make_lena(kind), kind)
    head, body = html.split("<body", 1)

    assert "@media (prefers-color-scheme: dark)" in head
    assert '<meta name="color-scheme" content="light dark">' in head
    assert "<style" not in body
    assert "<img" not in body
    assert all("style=" in tag for tag in re.findall(r"<(?:p|h1|a|td|th|div)\b[^>]*>", body))
    preheader = re.search(r'<div class="preview" style="display: none;[^>]*>([^<]+)</div>', body)[1]
    assert len(preheader) > 20


def test_reviews_tell_how_many_of_which_lessons_and_how_long():
    preference = make_lena(Kind.REVIEWS)

    mail, text = mail_of(preference, Kind.REVIEWS), text_of(preference, Kind.REVIEWS)

    assert mail["Subject"] == "7 cards to review, from 4 lessons"
    assert (
        "7 cards are back for review, before you forget them: 3 from “Where AI creates real value”, "
        '2 from “What "accuracy" hides & what it costs” and 2 from 2 other lessons. '
        "At half a minute a card, that takes about 4 minutes."
    ) in text


def test_one_card_is_one_card():
    preference = make_due()

    mail, text = mail_of(preference, Kind.REVIEWS), text_of(preference, Kind.REVIEWS)

    assert mail["Subject"] == "1 card to review: Lesson number 1"
    assert "1 card is back for review, before you forget it: 1 from “Lesson number 1”." in text
    assert "about 1 minute." in text
    assert "Review 1 card:" in text


def test_two_lessons_are_named_in_the_subject():
    preference = make_lena()
    make_due_cards(preference.learner, 2, 1)
    make_due_cards(preference.learner, 4, 1)

    assert mail_of(preference, Kind.REVIEWS)["Subject"] == "2 cards to review: Real value and Trust"


def test_more_than_one_review_holds_wait():
    preference = make_lena()
    make_due_cards(preference.learner, 2, 23)

    text = text_of(preference, Kind.REVIEWS)

    assert "A review holds 20 of them and takes about 10 minutes; the others wait." in text
    assert "Review 20 cards:" in text


def test_next_step_tells_where_reading_stopped():
    preference = make_lena()

    mail, text = mail_of(preference, Kind.NEXT_STEP), text_of(preference, Kind.NEXT_STEP)

    assert mail["Subject"] == 'Where you stopped reading: What "accuracy" hides & what it costs'
    assert (
        'On Saturday 27 February you stopped in lesson 3, “What "accuracy" hides & what it costs”, at the part '
        "“First part”. All of it takes about 10 minutes. You have done 2 of 5 lessons."
    ) in text
    assert "because you were last here 4 days ago" in text


def test_button_leads_through_the_sign_in_to_the_very_place(client):
    preference = make_lena()
    (button,) = {link for link in Links(html_of(preference, Kind.NEXT_STEP)).found if "login" in link}

    assert parse_qs(urlsplit(button).query) == {"next": ["/lessons/lesson-3/#s-first-part"]}
    client.force_login(preference.learner)
    assert client.get(button, secure=True)["Location"] == "/lessons/lesson-3/#s-first-part"


def test_place_that_has_left_the_lesson_is_not_named():
    preference = make_lena()
    Reading.objects.filter(lesson=lesson(3)).update(anchor="s-gone")

    assert "costs”. All of it takes" in text_of(preference, Kind.NEXT_STEP)


def test_next_lesson_is_named_where_none_is_begun():
    preference = make_lena()
    Reading.objects.filter(lesson=lesson(3)).delete()

    mail, text = mail_of(preference, Kind.NEXT_STEP), text_of(preference, Kind.NEXT_STEP)

    assert mail["Subject"] == 'Your next lesson: What "accuracy" hides & what it costs'
    assert "You have done 2 of 5 lessons. Next comes lesson 3, " in text
    assert "Begin lesson 3:" in text


def test_who_has_not_begun_is_told_of_the_first_lesson():
    make_lesson(1, title="The short answer")
    preference = make_preference()

    mail, text = mail_of(preference, Kind.NEXT_STEP), text_of(preference, Kind.NEXT_STEP)

    assert mail["Subject"] == "Your first lesson: The short answer"
    assert "You have not begun yet. “The short answer” is the first lesson; it takes about 10 minutes." in text


def test_week_is_told_by_days_and_answers():
    preference = make_lena(Kind.WEEKLY)
    make_mark(preference.learner, datetime(2027, 2, 28, 22, 30, tzinfo=UTC))  # 23:30 in Berlin
    make_mark(preference.learner, datetime(2027, 2, 28, 23, 30, tzinfo=UTC))  # Monday there

    mail, text = mail_of(preference, Kind.WEEKLY), text_of(preference, Kind.WEEKLY)

    assert mail["Subject"] == "Your week: 4 days, 19 answers"
    assert (
        "From 22 February to 28 February you studied on 4 days: Monday, Wednesday, Saturday and Sunday. "
        "You answered 19 questions, recalled 1 prompt and finished 2 lessons. That meets your goal of 3 days."
    ) in text
    assert "Monday: 6\nTuesday: 0\nWednesday: 13\n" in text
    assert "This week: 7 cards are due for review and your next step is lesson 3," in text


def test_goal_that_was_not_met_is_named_without_a_word_more():
    assert "Your goal is 5 days." in text_of(make_lena(Kind.WEEKLY, weekly_goal=5), Kind.WEEKLY)


def test_goodbye_tells_what_stops_and_how_to_get_it_again():
    preference = make_lena(Kind.GOODBYE)

    mail, text = mail_of(preference, Kind.GOODBYE), text_of(preference, Kind.GOODBYE)

    assert mail["Subject"] == "No more reminders until you visit again"
    assert (
        "5 mails have come since you were last here, on 13 February 2027. This one is the last: "
        "from now on we send you nothing about reviews that are due or your next step."
    ) in text
    assert "just visit the course once while signed in" in text


@pytest.mark.parametrize("kind", Kind.values)
def test_learner_cannot_put_markup_into_a_mail(kind):
    preference = make_lena(kind, display_name="<script>alert(1)</script> & \"'")
    Lesson.objects.filter(code="L03").update(title="<b>Bold</b> & “quoted”")

    html, text = html_of(preference, kind), text_of(preference, kind)

    assert "<script" not in html
    assert "<b>" not in html
    assert "Hello <bdi>&lt;script&gt;alert(1)&lt;/script&gt; &amp; " in html
    assert "Hello <script>alert(1)</script> & \"'," in text


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("", "Hello,"),
        (RTL_NAME, f"Hello {RTL_NAME},"),
        ("W" * 60, f"Hello {'W' * 60},"),
        ("Eve\u202e\u2066 gnp.exe", "Hello Eve gnp.exe,"),
        ("Eve\r\n\r\nBcc: all", "Hello Eve Bcc: all,"),
    ],
)
def test_greeting_stands_on_one_line_and_turns_nothing_around(name, greeting):
    preference = make_due(learner=make_user(display_name=name, last_seen_on=MORNING.date() - timedelta(days=2)))

    assert text_of(preference, Kind.REVIEWS).splitlines()[0] == greeting


def test_long_title_makes_no_broken_subject():
    preference = make_lena()
    title = "Überlange Überschrift " * 5
    Lesson.objects.filter(code="L03").update(title=title.strip())

    assert mail_of(preference, Kind.NEXT_STEP)["Subject"].strip() == f"Where you stopped reading: {title.strip()}"


@pytest.mark.parametrize("kind", Kind.values)
def test_mail_that_has_nothing_to_say_says_why(kind):
    preference = make_preference()

    with pytest.raises(CannotTell, match=" so there is no"):
        content_of(kind, facts_of(preference), end_url="")


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ("1234567", "every day"),
        ("12345", "Monday to Friday"),
        ("67", "Saturday and Sunday"),
        ("1", "Monday"),
        ("135", "Monday, Wednesday and Friday"),
    ],
)
def test_days_are_told_as_people_say_them(days, words):
    assert days_in_words(days) == words


def test_mail_tells_the_settings_it_follows():
    preference = make_due(days="135", hour=19, most_a_week=1, learner=make_user(time_zone="America/New_York"))

    text = text_of(preference, Kind.REVIEWS)

    assert "set to Monday, Wednesday and Friday at 19:00 (time zone America/New York), at most 1 a week." in text


def test_mails_take_few_queries(django_assert_max_num_queries):
    preference = make_lena(Kind.WEEKLY)
    make_sent(preference.learner, MORNING.date() - timedelta(days=1))

    with django_assert_max_num_queries(8):
        facts = LearnerFacts(facts_of(preference).preference, MORNING)
        content_of(Kind.WEEKLY, facts, end_url="")


def test_sign_in_keeps_what_follows_the_path():
    assert url_after_sign_in("/a/?b=c&d#e").endswith("/accounts/login/?next=/a/%3Fb%3Dc%26d%23e")
