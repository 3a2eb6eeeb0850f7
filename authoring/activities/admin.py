"""Activities in the admin: found, written as the YAML of their file, taken out of use."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from authoring.activities import trial, views
from authoring.activities.places import needed_for_certificate
from authoring.entry_admin import EntryAdmin
from authoring.retiring import set_retired
from quizzes.models import Activity


class ByUse(admin.SimpleListFilter):
    title = _("use")
    parameter_name = "use"

    def lookups(self, request, model_admin):
        return [("yes", _("In use")), ("retired", _("Retired"))]

    def queryset(self, request, queryset):
        return queryset.filter(retired_at__isnull=self.value() == "yes") if self.value() else queryset


class ActivityAdmin(EntryAdmin):
    """Activities are retired, never deleted: what learners decided stays."""

    list_display = ("code", "title", "lesson_code", "kind", "is_asked")
    list_display_links = ("code", "title")
    list_filter = (ByUse, "kind")
    list_select_related = ("lesson",)
    search_fields = ("code", "title")
    actions = ("retire", "bring_back")
    views = views
    pages = (
        ("<int:key>/retire/", views.retire, "retire"),
        ("try/", trial.begin, "try"),
        ("try/decide/", trial.decide, "try_decide"),
    )

    @admin.display(description=_("lesson"), ordering="lesson__code")
    def lesson_code(self, activity):
        return activity.lesson.code

    @admin.display(description=_("in use"), boolean=True, ordering="retired_at")
    def is_asked(self, activity):
        return activity.retired_at is None

    # --- Out of use, and back -----------------------------------------------------------------------------------------

    @admin.action(description=_("Retire: lessons show them no more, decisions stay"), permissions=["change"])
    def retire(self, request, activities):
        codes = list(activities.filter(retired_at=None).values_list("code", flat=True))
        needed = needed_for_certificate(codes)
        if needed:
            self.message_user(request, views.words_about_certificate(needed), messages.ERROR)
        rows = Activity.objects.filter(code__in=set(codes) - set(needed))
        count = set_retired(rows=rows, is_retired=True, editor=request.user)
        text = ngettext("%(count)d activity is retired.", "%(count)d activities are retired.", count)
        if count or not needed:
            self.tell(request, text, count)

    @admin.action(description=_("Bring back what was retired"), permissions=["change"])
    def bring_back(self, request, activities):
        rows = Activity.objects.filter(pk__in=activities.values("pk"))
        count = set_retired(rows=rows, is_retired=False, editor=request.user)
        text = ngettext("%(count)d activity is in use again.", "%(count)d activities are in use again.", count)
        self.tell(request, text, count)
