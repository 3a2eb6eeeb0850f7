from http import HTTPStatus

from allauth.mfa.admin import Authenticator
from allauth.usersessions.admin import UserSession
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.models import DELETION, LogEntry
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.addresses import take_mail_again
from accounts.forms import AddressForm
from accounts.hooks import call_all
from accounts.models import UndeliverableAddress, User
from accounts.read_only_admin import ReadOnlyAdmin
from accounts.services import erase_account


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = (
        "__str__",
        "email",
        "is_staff",
        "is_active",
        "is_guest",
        "joined_at",
        "last_seen_on",
    )
    list_filter = ("is_staff", "is_guest", "is_active")
    search_fields = ("email", "display_name")
    readonly_fields = ("email", "is_guest", "joined_at", "last_seen_on", "last_login", "erase_on")
    fields = (
        *(
            "email",
            "display_name",
            "is_active",
            "is_staff",
            "is_superuser",
            "groups",
            "user_permissions",
        ),
        *("is_guest", "joined_at", "last_seen_on", "last_login", "erase_on"),
    )
    filter_horizontal = ("groups", "user_permissions")

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if "display_name" in form.changed_data:
            call_all(settings.AFTER_RENAMING, member=obj)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        """A guest has nothing that anybody but themselves could change."""
        return super().has_change_permission(request, obj) and not (obj and obj.is_guest)

    def get_deleted_objects(self, objs, request):
        """Whoever may erase a person may erase what is theirs: a certificate cannot be deleted by itself, only so."""
        to_delete, counts, _missing_permissions, protected = super().get_deleted_objects(objs, request)
        return to_delete, counts, set(), protected

    def delete_model(self, request, obj):
        erase_account(user=obj)

    def delete_queryset(self, request, queryset):
        for user in queryset:
            erase_account(user=user)


@admin.register(UndeliverableAddress)
class UndeliverableAddressAdmin(ReadOnlyAdmin):
    """Addresses are kept as digests: one is found by typing it, and none can be read here."""

    list_display = ("beginning", "reason", "noted_at")
    list_filter = ("reason",)
    date_hierarchy = "noted_at"
    ordering = ("-noted_at",)
    fields = ("beginning", "reason", "noted_at")
    readonly_fields = fields

    def get_urls(self):
        taking = self.admin_site.admin_view(self.take_mail_again_view)
        return [path("take-again/", taking, name="accounts_take_mail_again"), *super().get_urls()]

    @admin.display(description=gettext_lazy("digest"))
    def beginning(self, noted):
        return noted.digest[:8]

    def take_mail_again_view(self, request):
        """Somebody's mailbox works again: let them have mails."""
        if not self.may_change(request):
            raise PermissionDenied
        form = AddressForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            noted = take_mail_again(form.cleaned_data["address"])
            if noted:
                LogEntry.objects.log_actions(request.user.pk, noted, DELETION, change_message=_("Takes mail again."))
                self.message_user(request, _("The address takes mail again."), messages.SUCCESS)
                return redirect("admin:accounts_undeliverableaddress_changelist")
            form.add_error("address", _("Nothing is noted about this address: mail is sent to it."))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Let an address take mail again"),
            "opts": self.opts,
            "form": form,
        }
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
        return TemplateResponse(request, "admin/accounts/take_mail_again.html", context, status=status)


admin.site.unregister([Authenticator, UserSession])  # as allauth shows them: with their secrets, and to be typed in


@admin.register(Authenticator)
class AuthenticatorAdmin(ReadOnlyAdmin):
    """Second factors without their secrets: only their owners add them. One that was lost is deleted here."""

    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    list_select_related = ("user",)
    search_fields = ("user__email", "user__display_name")
    ordering = ("-created_at",)
    fields = ("user", "type", "created_at", "last_used_at")
    readonly_fields = fields

    def has_delete_permission(self, request, obj=None):
        return admin.ModelAdmin.has_delete_permission(self, request, obj)


@admin.register(UserSession)
class UserSessionAdmin(ReadOnlyAdmin):
    """Where people are signed in, without the key that would let somebody else in."""

    list_display = ("user", "created_at", "last_seen_at", "ip", "user_agent")
    list_select_related = ("user",)
    search_fields = ("user__email", "user__display_name", "ip")
    ordering = ("-last_seen_at",)
    fields = ("user", "created_at", "last_seen_at", "ip", "user_agent")
    readonly_fields = fields
