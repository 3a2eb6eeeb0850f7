import pytest

from tests.accounts.actions import another_browser, code_in, is_signed_in, sign_in
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
NEW = "another long passphrase"


def ask_for_reset(client, email):
    return client.post("/accounts/password/reset/", {"email": email})


def enter_reset_code(client, code):
    return client.post("/accounts/password/reset/confirm/", {"code": code})


def choose_password(client, password=NEW):
    return client.post("/accounts/password/reset/complete/", {"password1": password})


def change_password(client, old=PASSWORD, new=NEW):
    return client.post("/accounts/password/change/", {"oldpassword": old, "password1": new})


def test_code_lets_one_choose_a_new_password(client, mailoutbox):
    user = make_user()
    ask_for_reset(client, user.email)
    assert mailoutbox[0].subject == "Your code for a new password"

    enter_reset_code(client, code_in(mailoutbox[0]))
    response = choose_password(client)

    assert response.headers["Location"] == "/accounts/password/reset/done/"
    assert mailoutbox[1].subject == "Your password was changed"
    sign_in(client, user.email, PASSWORD)
    assert not is_signed_in(client)
    sign_in(client, user.email, NEW)
    assert is_signed_in(client)


def test_reset_signs_out_other_browsers(client, mailoutbox):
    user, other = make_user(), another_browser()
    sign_in(other, user.email)

    ask_for_reset(client, user.email)
    enter_reset_code(client, code_in(mailoutbox[0]))
    choose_password(client)

    assert not is_signed_in(other)


def test_reset_code_works_once_and_only_in_its_browser(client, mailoutbox):
    user = make_user()
    ask_for_reset(client, user.email)
    code = code_in(mailoutbox[0])

    enter_reset_code(another_browser(), code)
    enter_reset_code(client, code)
    choose_password(client)
    enter_reset_code(client, code)

    assert choose_password(client, "a third long passphrase").headers["Location"] == "/accounts/password/reset/"


def test_new_password_needs_the_code(client):
    user = make_user()
    ask_for_reset(client, user.email)

    choose_password(client)

    sign_in(client, user.email, NEW)
    assert not is_signed_in(client)


def test_third_wrong_reset_code_ends_it(client, mailoutbox):
    user = make_user()
    ask_for_reset(client, user.email)
    for _ in range(3):
        enter_reset_code(client, "0000-0000")

    enter_reset_code(client, code_in(mailoutbox[0]))

    assert client.get("/accounts/password/reset/complete/").headers["Location"] == "/accounts/password/reset/"


def test_weak_new_password_is_refused(client, mailoutbox):
    user = make_user()
    ask_for_reset(client, user.email)
    enter_reset_code(client, code_in(mailoutbox[0]))

    page = choose_password(client, "short")

    assert "This password is too short." in page.content.decode()


def test_changing_needs_the_current_password(client):
    user = make_user()
    sign_in(client, user.email)

    page = change_password(client, old="not the password").content.decode()

    assert "This is not your current password." in page
    assert change_password(client).headers["Location"] == "/accounts/password/change/"
    assert another_browser_signs_in_with(user.email, NEW)


def another_browser_signs_in_with(email, password) -> bool:
    browser = another_browser()
    sign_in(browser, email, password)
    return is_signed_in(browser)


def test_changing_signs_out_other_browsers_but_not_this_one(client, mailoutbox):
    user, other = make_user(), another_browser()
    sign_in(client, user.email)
    sign_in(other, user.email)

    change_password(client)

    assert is_signed_in(client)
    assert not is_signed_in(other)
    assert mailoutbox[-1].subject == "Your password was changed"


def test_member_without_password_can_add_one(client, mailoutbox):
    user = make_user(password=None)
    client.post("/accounts/login/code/", {"email": user.email})
    client.post("/accounts/login/code/confirm/", {"code": code_in(mailoutbox[0])})

    assert client.get("/accounts/password/change/").headers["Location"] == "/accounts/password/set/"
    client.post("/accounts/password/set/", {"password1": NEW})

    assert another_browser_signs_in_with(user.email, NEW)
