"""allauth's forms in this site's words: labels, hints, and errors that name the field and the remedy."""

from allauth.account import forms as account_forms
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

PASSWORD_HINT = _("At least 12 characters. A few words in a row are easy to remember and hard to guess.")
REQUIRED = {
    "login": _("Enter your email address."),
    "email": _("Enter your email address."),
    "password": _("Enter your password."),
    "oldpassword": _("Enter your current password."),
    "password1": _("Choose a password."),
    "code": _("Enter the code."),
    "name": _("Enter a name."),
}
CODE_ATTRIBUTES = {"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}


class OurWords(forms.Form):
    """What all of these forms have in common, by the names that allauth gives to its fields."""

    hints = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = self.hints.get(name, "")
            if name in REQUIRED:
                field.error_messages["required"] = REQUIRED[name]
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = _("Enter an email address like name@example.org.")
                field.widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
            if name == "code":
                field.label = _("Code")
                field.widget.attrs |= CODE_ATTRIBUTES


class LoginForm(OurWords, account_forms.LoginForm):
    pass


class SignupForm(OurWords, account_forms.SignupForm):
    hints = {"email": _("We send a code there to see that it is yours."), "password1": PASSWORD_HINT}

    def try_save(self, request):
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])  # takes as long as for a new account
            return super().try_save(request)
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:  # the same form, sent twice at once: the other one was quicker
            self.account_already_exists = True
            return super().try_save(request)


class AddEmailForm(OurWords, account_forms.AddEmailForm):
    email = account_forms.EmailField(label=_("New email address"))
    hints = {"email": _("We send a code there. Your present address stays until you have entered it.")}


class ChangePasswordForm(OurWords, account_forms.ChangePasswordForm):
    oldpassword = account_forms.PasswordField(label=_("Current password"), autocomplete="current-password")
    password1 = account_forms.SetPasswordField(label=_("New password"))
    password2 = None
    hints = {"password1": PASSWORD_HINT}


class SetPasswordForm(OurWords, account_forms.SetPasswordForm):
    password2 = None
    hints = {"password1": PASSWORD_HINT}


class ResetPasswordForm(OurWords, account_forms.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(OurWords, account_forms.ResetPasswordKeyForm):
    password1 = account_forms.SetPasswordField(label=_("New password"))
    password2 = None
    hints = {"password1": PASSWORD_HINT}


class ReauthenticateForm(OurWords, account_forms.ReauthenticateForm):
    pass


class RequestLoginCodeForm(OurWords, account_forms.RequestLoginCodeForm):
    pass


class ConfirmLoginCodeForm(OurWords, account_forms.ConfirmLoginCodeForm):
    pass


class ConfirmEmailVerificationCodeForm(OurWords, account_forms.ConfirmEmailVerificationCodeForm):
    pass


class ConfirmPasswordResetCodeForm(OurWords, account_forms.ConfirmPasswordResetCodeForm):
    pass


class SecondFactorForm(OurWords):
    """A code from the app works once. allauth forgets a used one after one period; with tolerance it lives three."""

    hints = {"code": _("The 6 digits that your app shows, or one of your recovery codes.")}

    def clean_code(self):
        code = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP:
            seconds = mfa_settings.TOTP_PERIOD * (2 * mfa_settings.TOTP_TOLERANCE + 1)
            digits = "".join(filter(str.isdigit, code))
            if not cache.add(f"accounts:used-code:{self.user.pk}:{digits}", True, timeout=seconds):
                raise get_adapter().validation_error("incorrect_code")
        return code


class MFAAuthenticateForm(SecondFactorForm, mfa_forms.AuthenticateForm):
    pass


class MFAReauthenticateForm(SecondFactorForm, mfa_forms.ReauthenticateForm):
    pass


class ActivateTOTPForm(OurWords, totp_forms.ActivateTOTPForm):
    hints = {"code": _("The 6 digits that your app shows now.")}


class AddWebAuthnForm(OurWords, webauthn_forms.AddWebAuthnForm):
    hints = {
        "name": _("To tell your passkeys apart."),
        "passwordless": _("Otherwise it only confirms a sign-in with your password, as a security key does."),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].label = _("Sign in with this passkey alone, without a password")
        self.fields["passwordless"].initial = True


class EditWebAuthnForm(OurWords, webauthn_forms.EditWebAuthnForm):
    hints = {"name": _("To tell your passkeys apart.")}
