"""What questions and activities have in common in the admin: pages of their own, and nothing is deleted."""

from types import ModuleType

from django.contrib import admin, messages
from django.urls import path


class EntryAdmin(admin.ModelAdmin):
    """`views` adds and changes an entry; `pages` are the others: route, view and name of each."""

    views: ModuleType
    pages: tuple[tuple, ...] = ()

    class Media:
        css = {"all": ("css/question-editor.css",)}

    def get_urls(self):
        wrap, name = self.admin_site.admin_view, f"authoring_{self.opts.model_name}"
        return [
            *(
                path(route, wrap(view), {"model_admin": self}, name=f"{name}_{each}")
                for route, view, each in self.pages
            ),
            *super().get_urls(),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        return self.views.add(request, model_admin=self)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return self.views.change(request, object_id, model_admin=self)

    def has_delete_permission(self, request, obj=None):
        return False

    def tell(self, request, text: str, count: int) -> None:
        """How many an action has changed; that it were none is a warning."""
        self.message_user(request, text % {"count": count}, messages.SUCCESS if count else messages.WARNING)
