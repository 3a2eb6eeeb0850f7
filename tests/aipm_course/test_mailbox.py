"""The mails of a local run, as developers see them."""

import os
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection

from tests.factories import make_user

pytestmark = pytest.mark.django_db
LOCAL = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8000"}
NOON = datetime(2027, 3, 3, 12, tzinfo=UTC)
LINE = b"-" * 79


@pytest.fixture
def folder(settings, tmp_path):
    settings.DEBUG = True
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return settings.EMAIL_FILE_PATH


@pytest.fixture
def developer(client, folder):
    client.defaults.update(LOCAL)
    client.force_login(make_user(is_staff=True))
    return client


def send(*messages: EmailMultiAlternatives, folder) -> None:
    """As the site does; all in one file."""
    get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=folder).send_messages(messages)


def message(subject: str = "A subject", html: str = "", text: str = "Some text.", **headers) -> EmailMultiAlternatives:
    made = EmailMultiAlternatives(subject, text, to=["lena@example.org"], headers=headers)
    if html:
        made.attach_alternative(html, "text/html")
    return made


def write(folder, name: str, content: bytes):
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    return folder / name


def subjects(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a[^>]*><bdi>([^<]*)</bdi>', page)


@pytest.mark.parametrize("path", ["/mails/", "/mails/a.log/0/", "/mails/a.log/0/html/"])
def test_with_debug_off_there_is_no_such_page(client, settings, folder, path):
    send(message(), folder=folder)
    settings.DEBUG = False
    client.force_login(make_user(is_staff=True, is_superuser=True))

    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/mails/", "/mails/a.log/0/", "/mails/a.log/0/html/"])
def test_only_staff_sees_it(client, folder, path):
    assert client.get(path, **LOCAL).status_code == 302
    client.force_login(make_user())
    assert client.get(path, **LOCAL).status_code == 302


def test_before_the_first_mail_it_says_how_one_gets_there(developer, folder):
    page = developer.get("/mails/").content.decode()

    assert "No mail yet." in page
    assert str(folder) in page


def test_where_mails_go_to_a_server_it_says_so(developer, settings):
    settings.EMAIL_FILE_PATH = None

    assert "EMAIL_URL names a mail server" in developer.get("/mails/").content.decode()


def test_mails_are_listed_newest_first_with_their_kind(developer, folder):
    first = message("Reviews: žluťoučký kůň", Date="Wed, 03 Mar 2027 08:00:00 -0000", **{"X-Mail-Kind": "reviews"})
    send(first, message("A code", Date="Wed, 03 Mar 2027 10:00:00 +0100"), folder=folder)
    send(message("Yesterday", Date="Tue, 02 Mar 2027 23:00:00 -0000"), folder=folder)

    page = developer.get("/mails/").content.decode()

    assert subjects(page) == ["A code", "Reviews: žluťoučký kůň", "Yesterday"]
    assert "3 mails, newest first." in page
    assert "<td>reviews</td>" in page
    assert "lena@example.org" in page
    assert "2027-03-03 09:00:00" in page


def test_each_mail_is_shown_with_text_and_html(developer, folder):
    send(message("One"), message("Two", html="<p>Hello <b>you</b></p>", text="Hello you"), folder=folder)
    paths = re.findall(r'href="(/mails/[^"]+)"', developer.get("/mails/").content.decode())

    two, one = (developer.get(path).content.decode() for path in paths)

    assert "Hello you" in two
    assert f'src="{paths[0]}html/"' in two
    assert developer.get(f"{paths[0]}html/").content.decode() == "<p>Hello <b>you</b></p>"
    assert "Some text." in one
    assert "<iframe" not in one


def test_fifty_stand_on_a_page(developer, folder):
    for number in range(52):
        moment = NOON + timedelta(minutes=number)
        send(message(f"Number {number}", Date=moment.strftime("%a, %d %b %Y %H:%M:%S +0000")), folder=folder)

    first = developer.get("/mails/").content.decode()
    second = developer.get("/mails/?page=2").content.decode()

    assert len(subjects(first)) == 50
    assert subjects(first)[0] == "Number 51"
    assert subjects(second) == ["Number 1", "Number 0"]
    assert 'rel="next"' in first
    assert 'rel="prev"' in second


HOSTILE = (
    b"Content-Type: text/html; charset=no-such-one\nSubject: =?utf-8?b?broken?= <script>alert(1)</script>\n"
    b"To: \xff\xfe <a@b>\nDate: Thu, 99 Foo 99999 99:99:99\nX-Mail-Kind: <i>x</i>\n\n"
    b'<script>alert(1)</script><img src=x onerror="alert(1)"><form action="https://evil.example/"></form>'
)


@pytest.mark.parametrize(
    "content",
    [
        *(HOSTILE, b"", b"\n\n\n", LINE, b"\n" + LINE + b"\n", b"\x00\xff" * 500, b"no header at all"),
        b"Content-Type: multipart/mixed\n\nno boundary",
        b"Content-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n"
        b"Content-Transfer-Encoding: base64\n\n!!!not base64!!!\n--x",
        b"Subject: =?utf-8?b?/////w==?=\nDate: \n\n" + b"x" * 100_000,
        b"Subject: " + b"=?utf-8?q?=ff?= " * 200 + b"\n\n",
        b"Content-Type: text/plain; charset*=x'y'%ff\n\nText",
    ],
)
def test_whatever_stands_in_a_file_is_shown_or_left_out(developer, folder, content):
    write(folder, "20270303-1.log", content)

    page = developer.get("/mails/")

    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
    assert "<i>x" not in page.content.decode()
    for path in re.findall(r'href="(/mails/[^"]+)"', page.content.decode()):
        shown = developer.get(path)
        assert shown.status_code == 200
        assert "<script>alert" not in shown.content.decode()
        assert developer.get(f"{path}html/").status_code == 200


def test_hostile_html_is_shown_where_nothing_runs(developer, folder):
    write(folder, "a.log", HOSTILE)

    response = developer.get("/mails/a.log/0/html/")

    policy = response["Content-Security-Policy"]
    assert "sandbox" in [part.strip() for part in policy.split(";")]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "form-action 'none'" in policy
    assert b"<script>alert(1)</script>" in response.content


def test_line_that_parts_mails_within_a_text_parts_nothing(developer, folder):
    send(message("One", text=f"Above\n{LINE.decode()}\nSubject: below"), folder=folder)

    assert subjects(developer.get("/mails/").content.decode()) == ["One"]


def test_only_files_of_the_folder_itself_are_read(developer, folder):
    write(folder, "a.log", b"Content-Type: text/plain\n\nInside")
    secret = write(folder.parent, "secret.log", b"Content-Type: text/plain\nSubject: Secret\n\nOutside")
    os.symlink(secret, folder / "link.log")
    (folder / "deeper").mkdir()
    os.link(folder / "a.log", folder / "deeper" / "b.log")

    assert "Secret" not in developer.get("/mails/").content.decode()
    for name in (
        "link.log",
        "../secret.log",
        "..%2Fsecret.log",
        "%2e%2e%2fsecret.log",
        "deeper%2Fb.log",
        "deeper",
        "..",
        ".",
    ):
        assert developer.get(f"/mails/{name}/0/").status_code == 404, name
        assert developer.get(f"/mails/{name}/0/html/").status_code == 404, name


def test_place_beyond_the_last_mail_is_not_found(developer, folder):
    write(folder, "a.log", b"Content-Type: text/plain\n\nInside")

    assert developer.get("/mails/a.log/0/").status_code == 200
    assert developer.get("/mails/a.log/1/").status_code == 404
    assert developer.get(f"/mails/a.log/{10**30}/").status_code == 404
