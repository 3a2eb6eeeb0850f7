"""The admin's forms of what is no text: how a lesson or an article begins, where it stands, whether readers see it."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.forms import ModelForm
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from authoring.publishing.drafts import draft_of
from authoring.publishing.history_pages import HistoryPages
from authoring.publishing.placing import begin_text, place_text
from lessons.models import Status


class IsPublished(admin.SimpleListFilter):
    title = gettext_lazy("status")
    parameter_name = "status"

    def lookups(self, request, model_admin):
        return [(Status.PUBLISHED.value, _("Published")), (Status.DRAFT.value, _("Unpublished"))]

    def queryset(self, request, queryset):
        return queryset.filter(status=self.value()) if self.value() in Status.values else queryset


class PlacePages(HistoryPages):
    """For the ModelAdmin of a text."""

    place_form: type[ModelForm]
    new_form: type[ModelForm]
    add_form_template = "admin/authoring/begin.html"
    change_form_template = "admin/authoring/place.html"

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = self.place_form if obj else self.new_form
        return super().get_form(request, obj, change, **{"form": form, **kwargs})

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ("title",)}

    def add_view(self, request, form_url="", extra_context=None):
        context = {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().add_view(request, form_url, context | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        thing = self.get_object(request, unquote(object_id))
        if thing is None:
            return super().change_view(request, object_id, form_url, extra_context)
        context = {
            **self.page_context(request, thing, _("Status and place")),
            "draft": draft_of(thing),
            "show_save_and_add_another": False,
        }
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def save_model(self, request, obj, form, change):
        if change:
            place_text(thing=obj, changed=form.changed_data, by=request.user)
        else:
            begin_text(thing=obj)

    def response_add(self, request, obj, post_url_continue=None):
        return self.to("write", obj.pk)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "module":
            field.widget = field.widget.widget  # modules themselves are no matter of this form
        return field

    @admin.display(description=gettext_lazy("published"), boolean=True, ordering="status")
    def is_published(self, thing):
        return thing.status == Status.PUBLISHED
