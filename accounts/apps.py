from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")
    default = True

    def ready(self):
        """Signals of others: no hook of allauth's adapter is called where a sign-in by code confirms an address."""
        from allauth.account.signals import email_confirmed
        from anymail.signals import tracking

        from accounts import checks  # noqa: F401 registers itself
        from accounts.bounces import on_tracking
        from accounts.confirming import on_email_confirmed

        email_confirmed.connect(on_email_confirmed)
        tracking.connect(on_tracking)


class SecondFactorAdminConfig(admin_apps.AdminConfig):
    default_site = "accounts.admin_site.SecondFactorAdminSite"
    default = False
