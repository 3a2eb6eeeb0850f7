"""The course, its lessons and its articles are written in `authoring`."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.read_only_admin import ReadOnlyAdmin
from lessons.facts import Standing, standing_of
from lessons.models import Edition, Fact, Module


class PositionForm(forms.ModelForm):
    """A row of the list: the head of its column names no box."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["position"].widget.attrs["aria-label"] = _("Position of %s") % self.instance


@admin.register(Module)
class ModuleAdmin(admin.ModelAdmin):
    list_display = ("__str__", "course", "position")
    list_editable = ("position",)

    def get_changelist_form(self, request, **options):
        return super().get_changelist_form(request, form=PositionForm, **options)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        Edition.advance()


STANDINGS = {
    Standing.STALE: gettext_lazy("Stale"),
    Standing.SOON: gettext_lazy("Due within 30 days"),
    Standing.CURRENT: gettext_lazy("Current"),
}


class FactStanding(admin.SimpleListFilter):
    title = gettext_lazy("how it stands")
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return list(STANDINGS.items())

    def queryset(self, request, queryset):
        is_known = self.value() in set(Standing)
        return queryset.standing(self.value(), timezone.localdate()) if is_known else queryset


@admin.register(Fact)
class FactAdmin(ReadOnlyAdmin):
    """Claims that age, read from the texts of lessons: what to look at again, and the way to where it is written."""

    list_display = ("claim", "lesson_code", "as_of", "review_by", "stands", "to_edit")
    list_display_links = None
    list_filter = (FactStanding, ("lesson", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("lesson",)
    search_fields = ("claim", "source")
    ordering = ("review_by", "lesson__code", "number")
    fields = ("claim", "source", "as_of", "review_by", "stands", "to_edit")
    readonly_fields = ("stands", "to_edit")

    @admin.display(description=gettext_lazy("lesson"), ordering="lesson__code")
    def lesson_code(self, fact):
        return format_html('<a href="{}">{}</a>', fact.get_absolute_url(), fact.lesson.code)

    @admin.display(description=gettext_lazy("how it stands"), ordering="review_by")
    def stands(self, fact):
        return STANDINGS[standing_of(fact.review_by, timezone.localdate())]

    @admin.display(description=gettext_lazy("text"))
    def to_edit(self, fact):
        url = reverse("admin:lessons_lesson_write", args=[fact.lesson_id])
        return format_html('<a href="{}">{}</a>', url, _("Edit %s") % fact.lesson.code)
