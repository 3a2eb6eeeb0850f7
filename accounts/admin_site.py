from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LOCAL_ADDRESSES = {"127.0.0.1", "::1"}
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def has_second_factor(user) -> bool:
    return is_mfa_enabled(user, SECOND_FACTORS)


def used_second_factor(request) -> bool:
    """Whether this session was opened or confirmed with an app, a passkey or a recovery code."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def page_to_use_second_factor(user) -> str:
    """Where a member who has a second factor confirms with it: the code of an app, else a passkey."""
    methods = get_adapter().get_reauthentication_methods(user)
    return next(method["url"] for method in methods if method["id"].startswith("mfa_reauthenticate"))


def may_skip_second_factor(request) -> bool:
    """Only in a developer's own browser: DEBUG on, and asked from this machine by a local name, through no proxy."""
    return (
        settings.DEBUG
        and request.META.get("REMOTE_ADDR") in LOCAL_ADDRESSES
        and "HTTP_X_FORWARDED_FOR" not in request.META
        and request.get_host().rsplit(":", 1)[0] in settings.LOCAL_HOSTS
    )


class SecondFactorAdminSite(admin.AdminSite):
    """The admin, for staff who used a second factor in this session. Signing in happens on the site's own pages."""

    site_header = gettext_lazy("AI Product Management Fundamentals")
    site_title = gettext_lazy("Course admin")
    index_title = gettext_lazy("Course admin")

    def has_permission(self, request):
        if not super().has_permission(request):
            return False
        is_confirmed = has_second_factor(request.user) and used_second_factor(request)
        return is_confirmed or may_skip_second_factor(request)

    def login(self, request, extra_context=None):
        """Where the admin sends whoever may not enter: on to what is missing, with the reason."""
        if self.has_permission(request):
            return redirect("admin:index")
        if not request.user.is_authenticated:
            return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
        if not request.user.is_staff:
            messages.error(request, _("The admin is open to instructors only, and this account is not one."))
            return redirect(settings.LOGOUT_REDIRECT_URL)
        if has_second_factor(request.user):
            messages.info(request, _("Use your second factor to open the admin."))
            return redirect_to_login(
                request.GET.get("next") or reverse("admin:index"), page_to_use_second_factor(request.user)
            )
        messages.warning(
            request, _("Staff need a second factor before the admin opens. Add an app or a passkey here first.")
        )
        return redirect("mfa_index")

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def each_context(self, request):
        context = super().each_context(request)
        context["second_factor_missing"] = request.user.is_authenticated and not has_second_factor(request.user)
        return context
