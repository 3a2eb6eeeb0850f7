"""A security check that is put in the place of another, and its picture and sound."""

import io
import wave

import pytest
from captcha.models import CaptchaStore
from PIL import Image

from comments.check import sound as check_sound
from comments.check import store as check_store
from tests.comments.actions import WRITE, second_step
from tests.factories import make_lesson
from tests.quizzes.page import read

pytestmark = pytest.mark.database
PART = "/comments/check/part/"


@pytest.fixture(autouse=True)
def lesson(db):
    return make_lesson(1)


@pytest.fixture
def spoken(monkeypatch):
    """What was spoken, without the time that speaking takes."""
    texts = []
    monkeypatch.setattr(check_sound, "speak", lambda digits: texts.append(digits) or b"RIFF " + digits.encode())
    return texts


def picture_of(row: CaptchaStore) -> str:
    return f"/comments/check/{row.hashkey}/picture.png"


def sound_of(row: CaptchaStore) -> str:
    return f"/comments/check/{row.hashkey}/sound.wav"


def assert_nobody_keeps_it(response) -> None:
    assert {"no-cache", "no-store", "private"} <= set(response["Cache-Control"].split(", "))


def test_picture_is_a_png_twice_the_size_it_is_shown_in(client):
    response = client.get(picture_of(check_store.issue("picture")))

    image = Image.open(io.BytesIO(response.content))
    shown = read(client.get(PART + "?kind=picture")).one("img")
    assert (response.status_code, response["Content-Type"], image.format) == (200, "image/png", "PNG")
    assert image.size == (2 * int(shown["width"]), 2 * int(shown["height"]))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert_nobody_keeps_it(response)


def test_sound_is_a_wav_file_that_plays(client):
    response = client.get(sound_of(check_store.issue("picture")))

    with wave.open(io.BytesIO(response.getvalue())) as sound:
        seconds = sound.getnframes() / sound.getframerate()
        assert (sound.getnchannels(), sound.getsampwidth()) == (1, 2)
        assert any(sound.readframes(sound.getnframes()))
    assert (response.status_code, response["Content-Type"]) == (200, "audio/wav")
    assert 2 < seconds < 30
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert_nobody_keeps_it(response)


def test_sounds_of_two_checks_differ_and_that_of_one_stays_the_same(client):
    first, second = check_store.issue("picture"), check_store.issue("picture")

    sounds = [client.get(sound_of(row)).getvalue() for row in (first, first, second)]

    assert sounds[0] == sounds[1] != sounds[2]


def test_same_digits_are_not_the_same_sound_in_another_check(client):
    rows = [
        CaptchaStore.objects.create(challenge="48237", response="48237", hashkey=digit * 40) for digit in ("a", "b")
    ]

    first, second = (client.get(sound_of(row)).getvalue() for row in rows)

    assert first != second


def test_sound_comes_in_the_pieces_a_browser_asks_for(client, spoken):
    row = check_store.issue("picture")
    whole = client.get(sound_of(row)).getvalue()

    piece = client.get(sound_of(row), headers={"Range": "bytes=2-5"})
    nothing = client.get(sound_of(row), headers={"Range": "bytes=x-y"})

    assert (piece.status_code, piece.getvalue()) == (206, whole[2:6])
    assert piece["Content-Range"] == f"bytes 2-5/{len(whole)}"
    assert (nothing.status_code, nothing.getvalue()) == (200, whole)
    assert len(spoken) == 1


@pytest.mark.parametrize("path_of", [picture_of, sound_of])
def test_what_is_not_open_is_not_found(client, clock, spoken, path_of):
    question, used, expired = check_store.issue("question"), check_store.issue("picture"), check_store.issue("picture")
    check_store.judge(used.hashkey, used.response, takes=True)
    unknown = CaptchaStore(hashkey="0" * 40)
    before = client.get(path_of(expired)).status_code
    clock.shift(20 * 60)
    fresh = check_store.issue("picture")

    statuses = [client.get(path_of(row)).status_code for row in (question, used, expired, unknown)]

    assert before == 200
    assert statuses == [404] * 4
    assert client.get(path_of(fresh)).status_code == 200
    assert client.post(path_of(fresh)).status_code == 405


@pytest.mark.parametrize("name", ["../../etc/passwd", "A" * 40, "0" * 39, "0" * 41, "%00" * 40])
def test_address_that_holds_no_key_is_not_found(client, name):
    assert client.get(f"/comments/check/{name}/picture.png").status_code == 404
    assert client.get(f"/comments/check/{name}/sound.wav").status_code == 404


@pytest.mark.parametrize(("path_of", "action"), [(picture_of, "picture"), (sound_of, "sound")])
def test_flood_is_stopped_and_told_when_to_come_again(client, clock, spoken, settings, path_of, action):
    settings.SECURITY_CHECK_LIMITS = {**settings.SECURITY_CHECK_LIMITS, action: "3/h/ip"}
    rows = [check_store.issue("picture") for _check in range(4)]
    let_in = [client.get(path_of(row)).status_code for row in rows[:3]]
    clock.shift(15 * 60)
    row = check_store.issue("picture")

    response = client.get(path_of(row))

    assert let_in == [200, 200, 200]
    assert (response.status_code, response["Retry-After"]) == (429, str(45 * 60))
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "Try again in 45 minutes." in response.content.decode()
    assert_nobody_keeps_it(response)
    assert client.get(path_of(row), REMOTE_ADDR="203.0.113.9").status_code == 200
    assert len(spoken) in (0, 4)


def test_limits_are_those_that_readers_hardly_meet_and_machines_do(settings):
    assert settings.SECURITY_CHECK_LIMITS == {
        "new": "300/h/ip",
        "picture": "300/h/ip",
        "sound": "60/h/ip",
    }


def test_flood_of_keys_that_do_not_exist_is_stopped_too(client, spoken, settings):
    settings.SECURITY_CHECK_LIMITS = {**settings.SECURITY_CHECK_LIMITS, "sound": "3/h/ip"}
    unknown = CaptchaStore(hashkey="0" * 40)

    statuses = [client.get(sound_of(unknown)).status_code for _time in range(4)]

    assert statuses == [404, 404, 404, 429]


def test_sound_that_cannot_be_made_is_said_in_words(client, settings):
    settings.CAPTCHA_FLITE_PATH = "/nowhere/flite"

    response = client.get(sound_of(check_store.issue("picture")))

    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "choose a question in words" in response.content.decode()


def test_without_the_program_that_speaks_no_sound_is_offered(client, settings):
    settings.CAPTCHA_FLITE_PATH = ""

    page = read(client.get(PART + "?kind=picture"))

    assert page.all("audio") == []
    assert "“Question in words instead”" in page.one("img")["alt"]
    assert client.get(sound_of(check_store.issue("picture"))).status_code == 404


def test_picture_and_sound_say_what_they_are_and_nothing_says_the_answer(client, monkeypatch):
    monkeypatch.setattr(check_store, "new_challenge", lambda kind: ("48237", "48237"))

    response = client.get(PART + "?kind=picture")

    page = read(response)
    assert page.one("img")["alt"] == "Picture of five digits to type; press Play for a spoken version."
    assert page.one("audio")["aria-label"] == "The five digits, spoken"
    assert page.one("label").words == "Type the five digits that you see or hear *"
    html = response.content.decode().replace(page.one("input", type="hidden")["value"], "")
    assert "48237" not in html
    assert "four" not in html.casefold()
    assert_nobody_keeps_it(response)


def test_question_is_in_words_and_does_not_say_its_answer(client, monkeypatch):
    monkeypatch.setattr(check_store, "new_challenge", lambda kind: ("7+4", "11"))

    response = client.get(PART)

    page = read(response)
    html = response.content.decode().replace(page.one("input", type="hidden")["value"], "")
    assert page.one("label").words == "What is seven plus four? *"
    assert "11" not in html
    assert "eleven" not in html.casefold()


def test_question_put_in_the_place_of_another_has_the_ids_of_the_form_there(client, clock):
    sent = second_step(client, clock)
    before = read(client.post(WRITE, sent | {"security_check": "999"}))
    asked = before.one("div", class_="security-check")
    link = before.one("div", class_="error-summary").one("a")["href"]

    part = client.get(PART, {"kind": "picture", "prefix": asked["data-prefix"], "ids": asked["data-ids"]})

    field = read(part).one("input", name="security_check")
    assert f"#{field['id']}" == link
    assert read(part).one("label")["for"] == field["id"]
    assert read(part).one(id=field["aria-describedby"]).words.startswith("It keeps out programs")


@pytest.mark.parametrize(
    "asked", [{"kind": "<b>", "prefix": '"><b>', "ids": "<b>%s"}, {"ids": "%d"}, {"ids": "x" * 99}]
)
def test_words_in_the_address_of_a_part_do_not_get_into_the_page(client, asked):
    response = client.get(PART, asked)

    assert response.status_code == 200
    assert read(response).one("input", name="security_check")["id"] == "id_security_check"
    assert b"<b>" not in response.content


def test_part_says_when_no_more_are_given_out(client, clock, settings):
    settings.SECURITY_CHECK_LIMITS = {**settings.SECURITY_CHECK_LIMITS, "new": "1/h/ip"}
    client.get(PART)

    response = client.get(PART)

    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    assert "Try again in 60 minutes." in read(response).one("p", class_="note").words
