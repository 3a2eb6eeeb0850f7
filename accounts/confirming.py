"""Whose account it is: what a mailed code proves, and how fresh that proof must be."""

import time

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.logout import logout
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.addresses import forget_undeliverable, tell_confirmed
from accounts.services import void_password


def on_email_confirmed(sender, *, request: HttpRequest, email_address, **kwargs) -> None:
    """Who confirms an address by signing in with a mailed code need not be who signed up with it: the password goes.

    Whoever is signed in already has only changed their address. Mail to it arrives, whatever was noted before.
    """
    user = email_address.user
    forget_undeliverable(email_address.email)
    tell_confirmed(user)
    records = get_authentication_records(request, user)
    if request.user.is_anonymous and any(record["method"] == "code" for record in records):
        void_password(user=user)


def must_sign_in_again(request: HttpRequest) -> bool:
    """Whether somebody who has neither password nor second factor signed in too long ago for what they want to do.

    allauth asks those people nothing, since there is nothing to ask for; a new code by mail is what they can show.
    """
    if request.user.is_anonymous or get_reauthentication_flows(request.user):
        return False
    records = get_authentication_records(request, request.user)
    return not records or time.time() - records[-1]["at"] >= app_settings.REAUTHENTICATION_TIMEOUT


def sign_in_again(request: HttpRequest) -> HttpResponse:
    """Sign out, and lead through a sign-in by code back to the page that was asked for."""
    logout(request, show_message=False)
    messages.info(request, _("This protects your account, so sign in anew first: we mail you a code."))
    return redirect_to_login(request.get_full_path(), reverse("account_request_login_code"))
