"""Activities in the admin: found and changed, as the YAML of their file."""

from django.contrib import admin
from django.urls import path
from django.utils.translation import gettext_lazy as _

from authoring.activities import views


class ActivityAdmin(admin.ModelAdmin):
    """New ones come with the files: an activity has a place in the text of a lesson, and often a script of its own."""

    list_display = ("code", "title", "lesson", "kind", "is_asked")
    list_display_links = ("code", "title")
    list_filter = ("kind", ("retired_at", admin.EmptyFieldListFilter))
    list_select_related = ("lesson",)
    search_fields = ("code", "title")
    actions = None

    class Media:
        css = {"all": ("css/question-editor.css",)}

    @admin.display(description=_("in use"), boolean=True, ordering="retired_at")
    def is_asked(self, activity):
        return activity.retired_at is None

    def get_urls(self):
        wrap = self.admin_site.admin_view
        pages = (("try/", views.begin, "try"), ("try/decide/", views.decide, "try_decide"))
        return [
            *(
                path(route, wrap(view), {"model_admin": self}, f"authoring_activity_{name}")
                for route, view, name in pages
            ),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return views.change(request, object_id, model_admin=self)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
