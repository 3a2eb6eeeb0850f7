from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")
    default = True

    def ready(self):
        """The one signal: no hook of the adapter is called where a sign-in by code confirms an address."""
        from allauth.account.signals import email_confirmed

        from accounts import checks  # noqa: F401 registers itself
        from accounts.confirming import on_email_confirmed

        email_confirmed.connect(on_email_confirmed)


class SecondFactorAdminConfig(admin_apps.AdminConfig):
    default_site = "accounts.admin_site.SecondFactorAdminSite"
    default = False
