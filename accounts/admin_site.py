from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LOCAL_ADDRESSES = {"127.0.0.1", "::1"}


def may_skip_second_factor(request) -> bool:
    """Only in a developer's own browser: DEBUG on, and asked from this machine by a local name."""
    return (
        settings.DEBUG
        and request.META.get("REMOTE_ADDR") in LOCAL_ADDRESSES
        and request.get_host().rsplit(":", 1)[0] in settings.LOCAL_HOSTS
    )


class SecondFactorAdminSite(admin.AdminSite):
    """The admin, for staff who have a second factor. Signing in happens on the site's own pages."""

    site_header = gettext_lazy("AI Product Management Fundamentals")
    site_title = gettext_lazy("Course admin")
    index_title = gettext_lazy("Course admin")

    def has_permission(self, request):
        return super().has_permission(request) and (
            is_mfa_enabled(request.user) or may_skip_second_factor(request)
        )

    def login(self, request, extra_context=None):
        user = request.user
        if not user.is_authenticated:
            return redirect_to_login(request.GET.get("next") or request.get_full_path())
        if user.is_active and user.is_staff and not is_mfa_enabled(user):
            messages.warning(
                request,
                _(
                    "Staff need a second factor before the admin opens. Add an app or a passkey here first."
                ),
            )
            return redirect("mfa_index")
        return redirect("lessons:landing")

    def each_context(self, request):
        context = super().each_context(request)
        if request.user.is_authenticated and not is_mfa_enabled(request.user):
            context["second_factor_missing"] = True
        return context
