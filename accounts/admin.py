from django.contrib import admin

from accounts.models import User
from accounts.names import note_new_name
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
            note_new_name(obj)

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
