"""Where allauth asks this site: what happens at sign-in, in which words, and what is noted about a device."""

import logging

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.appearance import appearance_of_device
from accounts.confirming import must_sign_in_again, sign_in_again
from accounts.devices import network_of
from accounts.learners import GUEST_KEY
from accounts.services import carry_over, keep_appearance

logger = logging.getLogger(__name__)

# Mails that somebody is waiting for. The last two go out where an address is (not) known, so that pages need not tell.
AWAITED_MAILS = {
    "account/email/email_confirmation",
    "account/email/email_confirmation_signup",
    "account/email/login_code",
    "account/email/password_reset_code",
    "account/email/account_already_exists",
    "account/email/unknown_account",
}
WRONG_CODE = gettext_lazy("This code is not right. Check that it is the newest one, and type it again.")
TOO_MANY_ATTEMPTS = gettext_lazy("That was tried too often. Wait a few minutes, then try again.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy("The email address or the password is not right."),
        "enter_current_password": gettext_lazy("This is not your current password."),
        "incorrect_password": gettext_lazy("This is not your password."),
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": TOO_MANY_ATTEMPTS,
        "rate_limited": gettext_lazy("That was too quick. Wait a little, then ask for a new code."),
        "duplicate_email": gettext_lazy("This is your email address already."),
        "email_taken": gettext_lazy("Another account has this email address."),
    }

    def login(self, request, user):
        """Sign in, and take along what was done in this browser before; at the first time also how it should look.

        The guest's work goes first: if that fails, nothing has happened and the guest is still there to try again.
        """
        is_first_time = user.last_login is None
        guest_id = request.session.get(GUEST_KEY)
        if guest_id:
            carry_over(guest_id=guest_id, member=user)
        super().login(request, user)
        request.session.pop(GUEST_KEY, None)
        request._learner = user
        if is_first_time:
            theme, reading_font = appearance_of_device(request)
            keep_appearance(member=user, theme=theme, reading_font=reading_font)

    def send_mail(self, template_prefix, email, context):
        """A mail server that is away must not lose what was done; whoever waits for the mail is told.

        Links in a mail lead to `SITE_URL`, whatever host the request was sent to.
        """
        try:
            super().send_mail(template_prefix, email, {**context, "site_url": settings.SITE_URL})
        except OSError:  # all of smtplib's errors are
            logger.exception("A mail could not be sent: %s", template_prefix)
            if template_prefix in AWAITED_MAILS:
                messages.error(self.request, _("We cannot send email just now. Ask for a new code in a few minutes."))

    def is_reauthentication_required(self, *, app, **kwargs):
        """allauth asks this before everything that protects an account."""
        if must_sign_in_again(self.request):
            raise ImmediateHttpResponse(sign_in_again(self.request))
        return super().is_reauthentication_required(app=app, **kwargs)

    def get_client_ip(self, request):
        """In full only to count a visitor's attempts to sign in; of members no more than the network is noted."""
        address = super().get_client_ip(request)
        return network_of(address) if request.user.is_authenticated else address


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}

    def build_totp_svg(self, url):
        """The QR code as SVG that may stand in the page: no styles, and white around it in a dark theme too."""
        code = qrcode.QRCode()
        code.add_data(url)
        rows = code.get_matrix()
        size = len(rows)
        dots = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
        return (
            f'<svg class="qr" viewBox="0 0 {size} {size}" role="img" shape-rendering="crispEdges" '
            f'aria-label="{_("Picture to scan with an authenticator app")}">'
            f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{dots}"/></svg>'
        )

    def generate_authenticator_name(self, user, type):
        return self.request.META["HTTP_USER_AGENT"]  # only its name, see AccountPagesMiddleware

    def get_public_key_credential_rp_entity(self):
        return {**super().get_public_key_credential_rp_entity(), "name": self.get_totp_issuer()}
