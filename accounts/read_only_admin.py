from django.contrib import admin


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that the site writes itself: read in the admin, and changed by actions and pages of their own alone."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def may_change(self, request) -> bool:
        """Whether somebody may do what has a page of its own."""
        return request.user.has_perm(f"{self.opts.app_label}.change_{self.opts.model_name}")
