"""What people do on the account pages, as plain functions on a test client."""

import base64
import hashlib
import hmac
import re
import struct
import time

from django.test import Client

from tests.conftest import SAME_ORIGIN
from tests.factories import PASSWORD, make_authenticator_app

LANDED = "/course/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def another_browser(**headers) -> Client:
    return Client(**SAME_ORIGIN, **headers)


def code_in(mail) -> str:
    """The code that stands alone on a line of a mail."""
    return re.search(r"^\s*(\d{4}-\d{4})\s*$", mail.body, re.MULTILINE)[1]


def sign_up(client, email, password=PASSWORD, **fields):
    return client.post("/accounts/signup/", {"email": email, "password1": password, **fields})


def enter_sign_up_code(client, code):
    return client.post("/accounts/confirm-email/", {"code": code})


def sign_in(client, email, password=PASSWORD, **fields):
    return client.post("/accounts/login/", {"login": email, "password": password, **fields})


def ask_for_code(client, email):
    return client.post("/accounts/login/code/", {"email": email})


def enter_sign_in_code(client, code):
    return client.post("/accounts/login/code/confirm/", {"code": code})


def confirm_that_it_is_me(client, password=PASSWORD):
    return client.post("/accounts/reauthenticate/", {"password": password})


def is_signed_in(client) -> bool:
    return client.get("/accounts/preferences/").status_code == 200


def totp(secret: str, periods_ago: int = 0) -> str:
    """The code an authenticator app shows (RFC 6238), computed apart from the code under test."""
    counter = int(time.time()) // 30 - periods_ago
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", counter), hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def sign_in_with_app(client, user) -> str:
    """Give `user` an authenticator app and sign in with it; returns its secret."""
    secret = make_authenticator_app(user)
    sign_in(client, user.email)
    client.post("/accounts/2fa/authenticate/", {"code": totp(secret)})
    return secret


def wait_out_the_end_of_a_period() -> None:
    """So that the current period is still the same a moment later."""
    left = 30 - time.time() % 30
    if left < 2:
        time.sleep(left)
