import pytest

from tests.accounts.actions import another_browser, code_in, confirm_that_it_is_me, is_signed_in, sign_in
from tests.factories import make_user

pytestmark = pytest.mark.django_db
NEW = "new@example.org"


@pytest.fixture
def user(client):
    """A member who has just confirmed that it is them."""
    user = make_user()
    sign_in(client, user.email)
    confirm_that_it_is_me(client)
    return user


def ask_for_change(client, email=NEW):
    return client.post("/accounts/email/", {"email": email, "action_add": ""})


def enter_code(client, code):
    return client.post("/accounts/confirm-email/", {"code": code})


def test_new_address_counts_after_its_code(client, user, mailoutbox):
    old = user.email

    ask_for_change(client)
    user.refresh_from_db()
    assert user.email == old
    enter_code(client, code_in(mailoutbox[0]))

    user.refresh_from_db()
    assert user.email == NEW
    other = another_browser()
    sign_in(other, NEW)
    assert is_signed_in(other)


def test_code_goes_to_the_new_address_and_a_notice_to_the_old(client, user, mailoutbox):
    old = user.email

    ask_for_change(client)
    enter_code(client, code_in(mailoutbox[0]))

    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        ([NEW], "Your code to confirm your email address"),
        ([old], "Your email address was changed"),
    ]


def test_page_leads_back_to_a_change_that_waits_for_its_code(client, user):
    ask_for_change(client)

    page = client.get("/accounts/email/").content.decode()

    assert f"The change to <strong>{NEW}</strong> waits for its code." in page
    assert 'href="/accounts/confirm-email/"' in page


def test_wrong_code_changes_nothing(client, user):
    old = user.email
    ask_for_change(client)

    page = enter_code(client, "0000-0000").content.decode()

    assert "This code is not right." in page
    user.refresh_from_db()
    assert user.email == old


def test_address_of_another_account_looks_free_and_cannot_be_taken(client, user, mailoutbox):
    taken = make_user("taken@example.org").email

    response = ask_for_change(client, taken)
    assert response.headers["Location"] == "/accounts/confirm-email/"
    page = enter_code(client, code_in(mailoutbox[0])).content.decode()

    assert "Another account has this email address." in page  # only to somebody who reads its mail
    user.refresh_from_db()
    assert user.email != taken


@pytest.mark.parametrize(
    ("email", "error"),
    [("", "Enter your email address."), ("nonsense", "Enter an email address like name@example.org.")],
)
def test_bad_address_is_refused_beside_its_field(client, user, email, error):
    page = ask_for_change(client, email).content.decode()

    assert page.count(error) == 2
    assert 'aria-invalid="true"' in page


def test_own_address_is_refused(client, user):
    assert "This is your email address already." in ask_for_change(client, user.email).content.decode()
