"""The page on which members choose their reminders."""

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.addresses import is_undeliverable, note_undeliverable
from accounts.models import User
from reminders import sending
from reminders.models import Kind, Preference, Reason, Reminder
from reminders.services import enrol, save
from tests.accounts.actions import another_browser, code_in, confirm_that_it_is_me
from tests.factories import make_lesson, make_user
from tests.reminders.factories import MORNING, make_due_card, make_preference

pytestmark = pytest.mark.django_db
PATH = "/reminders/"
CHOICES = {
    "is_on": "on",
    "topics": ["reviews", "weekly"],
    "days": ["1", "3", "5"],
    "hour": "18",
    "time_zone": "Europe/Berlin",
    "most_a_week": "2",
    "paused_until": "",
}


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(MORNING + timedelta(hours=1), tick=False) as clock:
        yield clock


@pytest.fixture
def member(client):
    member = make_user(time_zone="Europe/Berlin")
    enrol(member=member)
    client.force_login(member)
    return member


def words_of(response) -> str:
    main = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", "", main).split())


def send_due(now: datetime) -> None:
    for preference in Preference.objects.due(now):
        sending.remind(preference_id=preference.pk)


def test_visitors_and_guests_read_what_reminders_are_and_what_they_need(client):
    visitor = client.get(PATH)
    client.post(f"/lessons/{make_lesson().slug}/read/")
    guest = client.get(PATH)

    for response in (visitor, guest):
        assert response.status_code == 200
        assert "an account with an email address that you have confirmed" in words_of(response)
        assert 'href="/accounts/signup/?next=/reminders/"' in response.content.decode()
        assert 'name="hour"' not in response.content.decode()
    assert "What you have done in this browser moves to it." in words_of(guest)
    assert 'aria-current="page">Reminders</a>' in guest.content.decode()
    assert client.post(PATH, CHOICES).status_code == 200
    assert not Preference.objects.exists()


def test_what_is_chosen_is_kept_and_counts_from_the_next_hour_on(client, member):
    response = client.post(PATH, CHOICES, follow=True)

    page = response.content.decode()
    assert response.redirect_chain == [(PATH, 302)]
    assert "Your reminders are saved." in page
    preference = Preference.objects.get()
    assert (preference.topics, preference.days, preference.hour) == (["reviews", "weekly"], "135", 18)
    assert (preference.most_a_week, preference.paused_until, preference.is_on) == (2, None, True)
    assert preference.next_at == datetime(2027, 3, 3, 17, 0, tzinfo=UTC)
    assert '<option value="18" selected>18:00</option>' in page
    assert re.findall(r'name="days" value="(\d)"[^>]*checked', page) == ["1", "3", "5"]


def test_saving_twice_is_as_saving_once(client, member):
    client.post(PATH, CHOICES)
    before = Preference.objects.values().get()

    client.post(PATH, CHOICES)

    assert Preference.objects.values().get() == before


def test_first_choices_sent_twice_at_once_make_one_row():
    member = make_user()
    first, second = Preference(learner=member, hour=9), Preference(learner=member, hour=10)

    save(preference=first)
    save(preference=second)

    assert Preference.objects.get().hour == 10


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("days", [], "Choose at least one day, or switch reminders off."),
        ("days", ["8"], "Choose days from the list."),
        ("topics", ["advertising"], "Choose from the list."),
        ("hour", "24", "Choose a time from the list."),
        ("hour", "", "Choose a time."),
        ("most_a_week", "0", "Choose a number from 1 to 7."),
        ("time_zone", "Mars/Olympus", "Choose a time zone from the list."),
        ("paused_until", "soon", "Write the day like 2027-01-31, or leave the field empty."),
        ("paused_until", "2027-03-02", "This day is over. Choose a later one, or leave the field empty."),
        ("paused_until", "2028-06-01", "A pause is no longer than a year."),
    ],
)
def test_wrong_choice_is_named_and_nothing_is_stored_or_lost(client, member, field, value, error):
    before = Preference.objects.values().get()

    response = client.post(PATH, {**CHOICES, field: value})

    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error: Reminders" in page
    assert page.count(error) == 2
    assert re.search(rf'<a href="#id_{field}(_0)?">', page)
    for name, chosen in CHOICES.items():
        ticked = re.findall(rf'name="{name}" value="(\w+)"[^>]*checked', page)
        assert name == field or not isinstance(chosen, list) or ticked == chosen
    assert field == "hour" or '<option value="18" selected>18:00</option>' in page
    assert Preference.objects.values().get() == before


def test_whoever_switches_reminders_off_need_not_choose_days(client, member):
    response = client.post(PATH, {**CHOICES, "is_on": "", "days": []}, follow=True)

    assert "No mail can come: reminders are switched off." in words_of(response)
    assert Preference.objects.get().next_at is None
    again = client.post(PATH, {**CHOICES, "days": []})
    assert "Choose at least one day, or switch reminders off." in words_of(again)


def test_page_says_when_the_next_mail_can_come_and_that_is_when_it_comes(client, member, morning):
    make_due_card(member)

    said = words_of(client.get(PATH))

    assert "The next mail can come on Thursday 4 March 2027 at 08:00 (your time: Europe/Berlin)" in said
    assert "It will say what is due for review." in said
    for hours in range(48):
        morning.move_to(MORNING + timedelta(hours=hours))
        send_due(MORNING + timedelta(hours=hours))
    sent = Reminder.objects.sent().order_by("day").first()
    assert (sent.ended_at, sent.kind) == (datetime(2027, 3, 4, 7, 0, tzinfo=UTC), Kind.REVIEWS)


def test_page_in_a_pause_says_until_when(client, member):
    make_due_card(member)

    said = words_of(client.post(PATH, {**CHOICES, "paused_until": "2027-04-01"}, follow=True))

    assert "The next mail can come on Friday 2 April 2027 at 18:00" in said
    assert "Before 1 April 2027 nothing comes, since you have paused." in said


def test_pause_that_is_over_is_no_longer_in_the_form(client, member):
    Preference.objects.update(paused_until=MORNING.date())

    assert 'value="2027-03-03"' not in client.get(PATH).content.decode()


@pytest.mark.parametrize(
    ("topics", "words"),
    [
        ([], "No mail can come: you have chosen nothing to be reminded of."),
        (["replies"], "you have chosen answers to your comments alone. Those are mailed at once."),
        (["reviews"], "No reminder is in sight: nothing will be due"),
    ],
)
def test_page_says_why_no_mail_can_come(client, member, topics, words):
    assert words in words_of(client.post(PATH, {**CHOICES, "topics": topics}, follow=True))


def test_member_without_a_confirmed_address_chooses_and_confirms_it(client, member, mailoutbox):
    EmailAddress.objects.update(verified=False)

    response = client.post(PATH, CHOICES, follow=True)

    assert "your email address is not confirmed. What you choose here is kept" in words_of(response)
    assert Preference.objects.get().hour == 18
    confirm_that_it_is_me(client)
    client.post("/accounts/email/", {"email": member.email, "action_send": ""})
    client.post("/accounts/confirm-email/", {"code": code_in(mailoutbox[-1])})
    assert "No mail can come yet" not in words_of(client.get(PATH))
    assert Preference.objects.get().hour == 18


def test_member_whose_mail_came_back_confirms_the_address_again(client, member, mailoutbox):
    note_undeliverable(member.email, reason="bounced")
    assert f"one that we sent to {member.email} came back" in words_of(client.get(PATH))

    said, again = (client.post("/reminders/arrives/", follow=True) for _time in range(2))

    assert "We have mailed you a link." in said.content.decode()
    assert "That was asked for just now." in again.content.decode()
    assert [mail.to for mail in mailoutbox] == [[member.email]]
    link = re.search(r"http://localhost:8000(\S+)", mailoutbox[0].body)[1]
    elsewhere = another_browser()
    assert "takes mail" in words_of(elsewhere.get(link))
    assert is_undeliverable(member.email)
    assert "They go to" in words_of(elsewhere.post(link))
    assert not is_undeliverable(member.email)
    assert Preference.objects.get().next_at is not None


def test_link_to_confirm_it_again_is_not_for_another_address(client, member, mailoutbox, morning):
    note_undeliverable(member.email, reason="bounced")
    client.post("/reminders/arrives/")
    link = re.search(r"http://localhost:8000(\S+)", mailoutbox[0].body)[1]
    EmailAddress.objects.update(email="other@example.org")

    assert client.post(link).status_code == 404
    EmailAddress.objects.update(email=member.email)
    assert client.get(f"{link[:-5]}/").status_code == 404
    morning.shift(timedelta(days=4))
    assert client.post(link).status_code == 404
    assert is_undeliverable(member.email)


def test_nothing_is_mailed_where_nobody_asks_for_it(client, member, mailoutbox):
    client.post("/reminders/arrives/")
    another_browser().post("/reminders/arrives/")

    assert mailoutbox == []


def test_page_lists_the_last_ten_with_what_became_of_them(client, member):
    make = {"learner": member, "slot_at": MORNING, "due_at": MORNING, "ended_at": MORNING}
    for days in range(12):
        day = MORNING.date() - timedelta(days=days)
        Reminder.objects.create(day=day, state="skipped", because=Reason.WAS_HERE, **make)
    Reminder.objects.filter(day=MORNING.date()).update(state="failed", because="550 no such user", kind=Kind.REVIEWS)

    said = words_of(client.get(PATH))

    assert "Wed 3 March 2027 · Reviews due Could not be sent: 550 no such user" in said
    assert said.count("Not sent: Was here on that day") == 9
    assert "In the last seven days, today included, you got 0 reminders of at most 3." in said


def test_page_shows_nothing_of_others(client, member):
    other = make_preference().learner
    day = MORNING.date()
    Reminder.objects.create(learner=other, day=day, slot_at=MORNING, due_at=MORNING, because="wombat", state="failed")

    assert "wombat" not in client.get(PATH).content.decode()


def test_new_time_zone_counts_for_the_whole_account_and_moves_the_next_mail(client, member):
    client.post(PATH, {**CHOICES, "time_zone": "America/New_York"})

    assert User.objects.get(pk=member.pk).time_zone == "America/New_York"
    assert Preference.objects.get().next_at == datetime(2027, 3, 3, 23, 0, tzinfo=UTC)


def test_new_time_zone_among_the_preferences_of_the_account_moves_it_too(client, member):
    fields = {"display_name": "", "weekly_goal": "3", "theme": "system", "reading_font": "serif"}

    client.post("/accounts/preferences/", {**fields, "time_zone": "Asia/Tokyo"})

    assert Preference.objects.get().next_at == datetime(2027, 3, 3, 23, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "zones"),
    [
        (datetime(2027, 3, 26, 5, 0, tzinfo=UTC), ["Europe/Berlin"]),
        (datetime(2027, 10, 29, 5, 0, tzinfo=UTC), ["Europe/Berlin"]),
        (
            datetime(2027, 3, 3, 9, 0, tzinfo=UTC),
            ["Asia/Tokyo", "Pacific/Honolulu", "Asia/Tokyo", "Pacific/Kiritimati"],
        ),
        (datetime(2027, 3, 3, 19, 0, tzinfo=UTC), ["Pacific/Honolulu", "Asia/Tokyo", "Pacific/Kiritimati", "UTC"]),
    ],
)
def test_clocks_put_forward_or_back_and_new_zones_bring_one_mail_a_day(client, member, morning, start, zones):
    """Each half hour of six days is looked at; every 15 hours the learner is in another zone."""
    make_due_card(member, due=start - timedelta(days=1))
    choices = {**CHOICES, "hour": "2", "days": list("1234567"), "most_a_week": "7"}
    for half_hours in range(6 * 48):
        now = start + timedelta(minutes=30 * half_hours)
        morning.move_to(now)
        if half_hours % 30 == 0 and half_hours // 30 < len(zones):
            client.post(PATH, {**choices, "time_zone": zones[half_hours // 30]})
        send_due(now)

    sent = list(Reminder.objects.sent().order_by("day").values_list("day", "ended_at"))
    gaps = [after - before for (_day, before), (_other_day, after) in pairwise(sent)]
    assert len(sent) >= 3
    if len(zones) == 1:
        assert timedelta(hours=23) <= min(gaps) <= max(gaps) <= timedelta(hours=25)
    else:  # a day of whoever goes east is shorter
        assert min(gaps) >= timedelta(hours=18)


def test_first_page_of_a_day_asks_for_reminders_and_no_other_does(client, member, morning):
    client.get(PATH)
    morning.shift(timedelta(days=1))

    def queries() -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            client.get("/about/")
        return [query["sql"] for query in captured if "reminders_" in query["sql"]]

    assert len(queries()) == 2
    assert queries() == []


def test_page_takes_a_bounded_number_of_queries(client, member):
    make_due_card(member)
    client.get(PATH)

    with CaptureQueriesContext(connection) as captured:
        client.get(PATH)

    assert len(captured) <= 25
