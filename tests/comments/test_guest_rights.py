"""What somebody without an account can see, take along and erase, by a link that is mailed to them."""

import base64
import csv
import io
import json
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.archive import write_archive
from accounts.takeout import Owner
from comments.mailing import follows
from comments.models import Ban, Comment, Follow, Notice
from comments.moderating import moderation
from tests.accounts.everything import places_where
from tests.comments.actions import words_of
from tests.comments.factories import make_comment, make_thread
from tests.comments.mails import link_in, send_all
from tests.factories import make_lesson, make_user
from tests.quizzes.page import read

pytestmark = [pytest.mark.database, pytest.mark.django_db]
MINE = "/comments/mine/"
EMAIL = "quokka@example.org"


@pytest.fixture(autouse=True)
def lesson(db):
    return make_lesson(1)


def make_mine(text="What I wrote.", **fields) -> Comment:
    return make_comment(text, email=EMAIL, name="Quokka", visitor="v" * 64, network="203.0.113.0", seconds=9, **fields)


def link_for(client, mailoutbox, address=EMAIL) -> str:
    client.post(MINE, {"email": address})
    send_all()
    return link_in(mailoutbox[-1], MINE)


def archive_behind(client, path) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(client.post(path + "take/").streaming_content)))


def test_answer_is_the_same_and_only_who_wrote_or_follows_gets_a_mail(client, mailoutbox):
    make_mine()
    follows.ask_to_confirm(thread=make_thread(), address="fan@example.org")
    Notice.objects.all().delete()

    answers = [client.post(MINE, {"email": each}) for each in (EMAIL, "fan@example.org", "stranger@example.org")]
    written = Notice.objects.count()
    send_all()

    assert len({(answer.status_code, words_of(answer)) for answer in answers}) == 1
    assert written == 3
    assert sorted(mail.to[0] for mail in mailoutbox) == ["fan@example.org", EMAIL]


def test_address_that_was_typed_is_kept_no_longer_than_the_mail_takes(client, mailoutbox):
    make_mine()
    client.post(MINE, {"email": EMAIL})
    client.post(MINE, {"email": "stranger@example.org"})
    waiting = [bool(notice.email_sealed) for notice in Notice.objects.all()]

    send_all()

    assert waiting == [True, True]
    assert [notice.email_sealed for notice in Notice.objects.all()] == ["", ""]
    assert places_where([EMAIL, "stranger@example.org"]) == []


def test_it_is_limited_by_network_openly_and_by_mailbox_silently(client, mailoutbox, settings):
    settings.ACCOUNT_RATE_LIMITS = {
        **settings.ACCOUNT_RATE_LIMITS,
        "comment_mail": "3/h/ip",
        "comment_mail_to": "2/d/key",
    }
    make_mine()

    answers = [client.post(MINE, {"email": EMAIL}).status_code for _time in range(4)]
    send_all()

    assert answers == [200, 200, 200, 429]
    assert len(mailoutbox) == 2


def test_wrong_address_is_named(client):
    response = client.post(MINE, {"email": ""})

    assert response.status_code == 422
    assert read(response).one("div", class_="error-summary").one("a").words == "Enter your email address"


def test_page_behind_the_link_shows_ones_own_and_nobody_elses(client, mailoutbox):
    make_mine("Published by me.")
    make_mine("Waiting of mine.", status="pending")
    make_comment("By somebody else.", email="other@example.org")
    follows.ask_to_confirm(thread=make_thread(), address=EMAIL)
    Follow.objects.update(confirmed_at=timezone.now())

    words = words_of(client.get(link_for(client, mailoutbox)))

    assert "Published by me." in words
    assert "Waiting of mine." in words
    assert "What you follow by mail Lesson number 1" in words
    assert "By somebody else." not in words


def test_link_is_too_old_after_an_hour_and_cannot_be_changed(client, mailoutbox):
    make_mine()
    path = link_for(client, mailoutbox)

    with time_machine.travel(timezone.now() + timedelta(hours=1, minutes=1)):
        old = [client.get(path).status_code, client.post(path + "erase/", {"texts": "remove"}).status_code]
    changed = [client.get(each).status_code for each in (path[:-2] + "/", MINE + "x/")]

    assert old == [410, 410]
    assert changed == [404, 404]
    assert Comment.objects.get().name == "Quokka"


def test_link_does_not_hold_an_address_to_be_read(client, mailoutbox):
    make_mine()
    path = link_for(client, mailoutbox)

    assert b"quokka" not in decoded_twice(path).lower()


def decoded_twice(path: str) -> bytes:
    """A link, and what it is when somebody without the key decodes it, and what is in it."""

    def decoded(text: bytes) -> bytes:
        return base64.urlsafe_b64decode(text + b"=" * (-len(text) % 4))

    payload = decoded(path.split("/")[-2].split(":")[0].encode())
    return path.encode() + payload + decoded(json.loads(payload).encode().rstrip(b"="))


def test_download_holds_all_of_it_to_read_and_for_programs(client, mailoutbox):
    question = make_comment("A question?", email="other@example.org", name="Other")
    mine = make_mine("=1+1 is what I wrote.", parent=question)
    moderation.decide(comment=mine, action="reject", moderator=make_user("mo@example.org"), reason="Too short.")
    follows.ask_to_confirm(thread=make_thread(), address=EMAIL)
    path = link_for(client, mailoutbox)

    archive = archive_behind(client, path)

    data = json.loads(archive.read("data.json"))
    rows = {name: table["rows"] for name, table in data["tables"].items()}
    sheet = list(csv.DictReader(io.StringIO(archive.read("csv/comments.csv").decode("utf-8-sig"))))
    assert data["email"] == EMAIL
    assert [row["text"] for row in rows["comments"]] == ["=1+1 is what I wrote."]
    assert [row["action"] for row in rows["comment_decisions"]] == ["reject"]
    assert sorted(row["kind"] for row in rows["comment_mails"]) == ["confirm", "rejected"]
    assert len(rows["comment_follows"]) == 1
    assert sheet[0]["text"] == "'=1+1 is what I wrote."
    assert "> =1+1 is what I wrote." in archive.read("comments.md").decode()
    assert EMAIL in archive.read("README.txt").decode()
    for name in archive.namelist():
        assert not any(each in archive.read(name).decode() for each in ("other@example.org", "mo@example.org"))


def test_opening_erases_nothing_and_the_press_leaves_nothing_that_leads_to_them(client, mailoutbox):
    mine = make_mine("Stays to be read.", status="pending")
    moderation.decide(comment=mine, action="approve", moderator=make_user())
    make_mine("Never published.", status="rejected")
    follows.ask_to_confirm(thread=make_thread(), address=EMAIL)
    digest = mine.email_digest
    path = link_for(client, mailoutbox)
    client.get(path)
    client.get(path + "erase/")
    before = Comment.objects.filter(name="Quokka").count()

    response = client.post(path + "erase/", {"texts": "keep"}, follow=True)

    comment = Comment.objects.get()
    assert before == 2
    assert "Nothing here leads to your address any more." in read(response).one("div", class_="flash").words
    assert (comment.text, comment.by, comment.status) == ("Stays to be read.", "Somebody who has left", "approved")
    assert (comment.network, comment.visitor, comment.email_sealed, comment.seconds) == (None, "", "", None)
    assert places_where([EMAIL, "Quokka", digest, "v" * 64, "203.0.113"]) == []
    assert not Notice.objects.exclude(kind__in=["followers", "mine"]).exists()
    assert "Somebody who has left" in words_of(client.get("/lessons/lesson-1/"))
    assert "Nothing is stored with this address." in words_of(client.get(path))


def test_comments_can_go_as_well_and_answers_of_others_stay(client, mailoutbox):
    alone = make_mine("Alone.")
    answered = make_mine("Answered.")
    make_comment("An answer.", parent=answered, email="other@example.org")
    make_mine("My own answer to myself.", parent=answered)
    path = link_for(client, mailoutbox)

    client.post(path + "erase/", {"texts": "remove"})

    words = words_of(client.get("/lessons/lesson-1/"))
    assert not Comment.objects.filter(pk=alone.pk).exists()
    assert "A comment that was removed." in words
    assert "An answer." in words
    assert places_where([EMAIL, "Quokka", "Answered.", "My own answer"]) == []


def test_place_that_was_kept_for_ones_own_answer_goes_with_it(client, mailoutbox):
    root = make_comment("Removed long ago.", status="deleted", email="other@example.org")
    make_mine("An answer.", parent=root)
    path = link_for(client, mailoutbox)

    client.post(path + "erase/", {"texts": "remove"})

    root.refresh_from_db()
    assert not root.is_shown


def test_what_was_on_its_way_to_them_is_not_sent(client, mailoutbox):
    comment = make_mine(status="pending")
    path = link_for(client, mailoutbox)
    moderation.decide(comment=comment, action="approve", moderator=make_user())
    mailoutbox.clear()

    client.post(path + "erase/", {"texts": "keep"})
    send_all()

    assert mailoutbox == []


def test_ban_outlives_the_erasure(client, mailoutbox):
    comment = make_mine()
    Ban.objects.create(email_digest=comment.email_digest, comment=comment)

    client.post(link_for(client, mailoutbox) + "erase/", {"texts": "remove"})

    ban = Ban.objects.get()
    assert (ban.email_digest, ban.comment) == (comment.email_digest, None)


def test_choice_must_be_made(client, mailoutbox):
    make_mine()

    response = client.post(link_for(client, mailoutbox) + "erase/", {"texts": "all"})

    assert response.status_code == 422
    assert Comment.objects.get().name == "Quokka"


def test_old_key_still_finds_what_was_written(client, mailoutbox, settings):
    make_mine()
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = (
        [settings.SECRET_KEY],
        "another key of more than fifty characters, for tests",
    )

    assert "What I wrote." in words_of(client.get(link_for(client, mailoutbox)))


def test_form_and_privacy_page_lead_here(client):
    for path in ("/lessons/lesson-1/", "/comments/lessons/lesson-1/", "/privacy/"):
        assert read(client.get(path)).one("main").all("a", href=MINE)


def test_page_asks_the_same_of_the_database_for_one_comment_and_for_three(
    client, mailoutbox, django_assert_num_queries
):
    for count in (1, 2):
        for _number in range(count):
            make_mine()
        path = link_for(client, mailoutbox)
        with django_assert_num_queries(2):
            client.get(path)


def test_archive_names_no_moderator(client, mailoutbox):
    comment, moderator = make_mine(), make_user()
    comment.decisions.create(action="spam", moderator=moderator, undone_by=moderator)

    data = json.loads(archive_behind(client, link_for(client, mailoutbox)).read("data.json"))

    (decision,) = data["tables"]["comment_decisions"]["rows"]
    assert decision["action"] == "spam"
    assert decision.keys().isdisjoint({"moderator_id", "undone_by_id"})


def test_page_says_that_a_text_is_forgotten(client, mailoutbox):
    make_mine(status="deleted")
    Comment.objects.update(text="", html="")

    assert "Deleted What it said is forgotten by now." in words_of(client.get(link_for(client, mailoutbox)))


def test_archive_says_why_what_they_write_or_their_network_is_banned(client, mailoutbox):
    member = make_user()
    theirs = make_comment("By a member.", author=member)
    mine = make_mine()
    for comment, whom in ((mine, {"email_digest": mine.email_digest}), (theirs, {"member": member})):
        Ban.objects.create(comment=comment, reason="Rude.", **whom)
        Ban.objects.create(comment=comment, reason="So is their network.", network="203.0.113.0")

    guests = archive_behind(client, link_for(client, mailoutbox))
    members = archive_of(member)

    for archive in (guests, members):
        bans = json.loads(archive.read("data.json"))["tables"]["comment_bans"]
        assert [ban["reason"] for ban in bans["rows"]] == ["Rude.", "So is their network."]


def archive_of(member) -> zipfile.ZipFile:
    return zipfile.ZipFile(write_archive(Owner(member)))
