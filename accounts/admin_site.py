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


def may_skip_second_factor(request) -> bool:
    """Only in a developer's own browser: DEBUG on, and asked from this machine by a local name, through no proxy."""
    return (
        settings.DEBUG
        and request.META.get("REMOTE_ADDR") in LOCAL_ADDRESSES
        and "HTTP_X_FORWARDED_FOR" not in request.META
        and request.get_host().rsplit(":", 1)[0] in settings.LOCAL_HOSTS
    )


class SecondFactorAdminSite(admin.AdminSite):
    """The admin, for staff who have a second factor. Signing in happens on the site's own pages."""

    site_header = gettext_lazy("AI Product Management Fundamentals")
    site_title = gettext_lazy("Course admin")
    index_title = gettext_lazy("Course admin")

    def has_permission(self, request):
        return super().has_permission(request) and (has_second_factor(request.user) or may_skip_second_factor(request))

    def login(self, request, extra_context=None):
        """Where the admin sends whoever may not enter: on to what is missing, with the reason."""
        if self.has_permission(request):
            return redirect("admin:index")
        if not request.user.is_authenticated:
            return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
        if request.user.is_staff:
            messages.warning(
                request,
                _("Staff need a second factor before the admin opens. Add an app or a passkey here first."),
            )
            return redirect("mfa_index")
        messages.error(request, _("The admin is open to instructors only, and this account is not one."))
        return redirect("lessons:landing")

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def each_context(self, request):
        context = super().each_context(request)
        context["second_factor_missing"] = request.user.is_authenticated and not has_second_factor(request.user)
        return context
