"""Taking the certificate: who may, and the form."""

import pytest

from certificates.models import Certificate
from tests.certificates.factories import finish_final, hand_in, practise
from tests.factories import make_guest, make_user
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of

PAGE = "/certificate/"
SENT = {"name": "Lena Beispiel", "is_public": "on"}


@pytest.fixture
def member(ruled_course):
    return make_user("lena@example.org", display_name="Lena")


def guest_browser(client, guest):
    session = client.session
    session["guest_id"] = guest.pk
    session.save()
    return client


def test_guest_who_met_the_rule_is_told_to_sign_in_and_gets_none(ruled_course, client):
    guest = make_guest()
    practise(guest, "Q05.1", "Q06.1")
    finish_final(guest, right=3, wrong=1)
    hand_in(guest)
    browser = guest_browser(client, guest)

    page, response = read(browser.get(PAGE)), browser.post(PAGE, SENT)

    assert "Everything you did here as a guest comes along" in page.words
    assert response["Location"] == "/accounts/login/?next=/certificate/"
    assert not Certificate.objects.exists()


def test_form_says_first_what_becomes_public_and_knows_the_name(ready):
    page = read(browser_of(ready).get(PAGE))

    assert page.one("input", name="name")["value"] == "Lena"
    assert "It gets a page of its own that anybody with the address can read" in page.words
    assert "They show no scores and no answers." in page.words


def test_sending_it_issues_the_certificate_and_leads_to_its_page(ready):
    response = browser_of(ready).post(PAGE, SENT)

    certificate = Certificate.objects.get()
    assert response["Location"] == f"/certificates/{certificate.public_id}/"
    assert (certificate.learner, certificate.name) == (ready, "Lena Beispiel")
    assert certificate.document["credentialSubject"]["name"] == "Lena Beispiel"


def test_pressed_twice_it_is_one_certificate(ready):
    browser = browser_of(ready)

    first, second = browser.post(PAGE, SENT), browser.post(PAGE, SENT | {"name": "Another Name"})

    assert first["Location"] == second["Location"]
    assert Certificate.objects.get().name == "Lena Beispiel"


BAD = {
    "no name": ({"name": " "}, "Write your name as it should stand on the certificate."),
    "long name": ({"name": "x" * 101}, "Shorten your name to 100 characters."),
    "no letters": ({"name": "123"}, "Write your name with letters."),
    "hidden letters": ({"name": "Le\u202ena"}, "Your name has a hidden character in it."),
    "not agreed": ({"is_public": ""}, "Tick the box to say that the page may be public."),
    "half a name in another script": ({"name": "Lena שרה"}, "The PDF cannot write ש ר ה in this name."),
    "letters that the PDF has not": ({"name": "田中 Lena"}, "The PDF cannot write 田 中 in this name."),
}


@pytest.mark.parametrize(("fields", "message"), BAD.values(), ids=BAD)
def test_bad_form_keeps_what_was_typed_and_issues_nothing(ready, fields, message):
    response = browser_of(ready).post(PAGE, SENT | fields)

    page = read(response)
    assert response.status_code == 422
    assert message in page.one("div", class_="error-summary").words
    assert page.one("title").words.startswith("Error: ")
    assert page.one("input", name="name")["value"] == (SENT | fields)["name"]
    assert not Certificate.objects.exists()


def test_name_that_the_pdf_cannot_write_is_taken_without_a_pdf(ready):
    browser = browser_of(ready)

    page = browser.post(PAGE, SENT | {"name": "田中 美咲", "without_pdf": "on"})["Location"]

    assert read(browser.get(page)).one("h1").words == "田中 美咲"
    assert "certificate.pdf" not in browser.get(page).content.decode()
    assert browser.get(f"{page}certificate.pdf").status_code == 404


@pytest.mark.parametrize(
    "name", ["Łukasz Żółć", "Ελένη Παπαδοπούλου", "Олена Ґжицька", "Nguyễn Thị Ánh", "O’Neil-Ægir"]
)
def test_names_in_latin_greek_and_cyrillic_letters_get_a_pdf(ready, name):
    browser = browser_of(ready)

    page = browser.post(PAGE, SENT | {"name": name})["Location"]

    assert browser.get(f"{page}certificate.pdf").status_code == 200


def test_member_who_has_not_met_the_rule_gets_none(member):
    response = browser_of(member).post(PAGE, SENT)

    assert response["Location"] == PAGE
    assert not Certificate.objects.exists()


def test_member_without_a_confirmed_address_is_led_to_confirm_it(ready):
    ready.emailaddress_set.update(verified=False)
    browser = browser_of(ready)

    page, response = read(browser.get(PAGE)), browser.post(PAGE, SENT)

    assert "your email address is not confirmed yet" in page.words
    assert response["Location"] == PAGE
    assert not Certificate.objects.exists()


def test_site_without_a_key_says_so_and_issues_nothing(ready, settings):
    settings.CREDENTIAL_KEY = ""
    browser = browser_of(ready)

    page, response = read(browser.get(PAGE)), browser.post(PAGE, SENT)

    assert "This site is not set up to issue certificates yet." in page.words
    assert response["Location"] == PAGE
    assert not Certificate.objects.exists()
