from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")
    default = True


class SecondFactorAdminConfig(admin_apps.AdminConfig):
    default_site = "accounts.admin_site.SecondFactorAdminSite"
    default = False
