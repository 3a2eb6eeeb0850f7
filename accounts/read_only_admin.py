from django.contrib import admin


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that the site writes itself: read in the admin, and changed by actions and pages of their own alone."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
