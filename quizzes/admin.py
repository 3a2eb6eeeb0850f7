from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from quizzes.models import Report


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    """What learners say seems wrong with questions: to be read and settled, not changed."""

    list_display = ("question", "reason", "text", "reported_at", "is_settled")
    list_filter = ("reason", ("settled_at", admin.EmptyFieldListFilter))
    list_select_related = ("question",)
    search_fields = ("question__code", "text")
    date_hierarchy = "reported_at"
    fields = ("question", "asked", "reason", "text", "reported_at", "settled_at")
    readonly_fields = fields
    actions = ("settle",)

    @admin.display(description=_("settled"), boolean=True)
    def is_settled(self, report):
        return report.settled_at is not None

    @admin.display(description=_("what it said then"))
    def asked(self, report):
        url = report.question.get_absolute_url()
        stem = report.revision.source.get("stem", "")
        return format_html('{} (<a href="{}">{} {}</a>)', stem, url, _("revision"), report.revision.number)

    @admin.action(description=_("Mark as settled"), permissions=["change"])
    def settle(self, request, reports):
        reports.unsettled().update(settled_at=timezone.now(), status=Report.Status.SETTLED)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
