"""Reminders in the admin: what was sent to whom and why, what would be sent now, and once more what did not arrive."""

from http import HTTPStatus

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.read_only_admin import ReadOnlyAdmin
from comments.numbers import number_in
from reminders import dry_run, preview, sending
from reminders.figures import DAY, OVERDUE
from reminders.models import Kind, Preference, Reason, Reminder

RESENT_AT_ONCE = 50
PAGE = 25


class ToLookAt(admin.SimpleListFilter):
    title = gettext_lazy("what needs a look")
    parameter_name = "look"

    def lookups(self, request, model_admin):
        return [("overdue", _("Overdue")), ("failed", _("Failed in the last day"))]

    def queryset(self, request, queryset):
        now = timezone.now()
        if self.value() == "overdue":
            return queryset.overdue(now - OVERDUE)
        return queryset.failed_since(now - DAY) if self.value() == "failed" else queryset


class Because(admin.SimpleListFilter):
    title = gettext_lazy("reason")
    parameter_name = "because"

    def lookups(self, request, model_admin):
        return Reason.choices

    def queryset(self, request, queryset):
        return queryset.filter(because=self.value()) if self.value() else queryset


@admin.register(Reminder)
class ReminderAdmin(ReadOnlyAdmin):
    list_display = ("address", "day", "kind", "state", "reason", "tries", "slot_at", "ended_at")
    list_filter = (ToLookAt, "state", "kind", Because)
    list_select_related = ("learner",)
    search_fields = ("learner__email",)
    search_help_text = gettext_lazy("By email address")
    date_hierarchy = "written_at"
    ordering = ("-written_at",)
    show_full_result_count = False
    fields = (
        *("address", "day", "kind", "state", "reason", "to_resend", "tries", "message"),
        *("slot_at", "written_at", "due_at", "handed_at", "ended_at"),
    )
    readonly_fields = fields
    actions = ("resend",)

    def get_urls(self):
        resending = self.admin_site.admin_view(self.resend_view)
        return [path("resend/", resending, name="reminders_reminder_resend"), *super().get_urls()]

    def has_resend_permission(self, request):
        return self.may_change(request)

    @admin.display(description=gettext_lazy("learner"), ordering="learner__email")
    def address(self, reminder):
        return reminder.learner.email

    @admin.display(description=gettext_lazy("reason"), ordering="because")
    def reason(self, reminder):
        return reminder.reason or "–"

    @admin.display(description=gettext_lazy("Message-ID"))
    def message(self, reminder):
        return reminder.message_id

    @admin.display(description=gettext_lazy("send it again"))
    def to_resend(self, reminder):
        if reminder.state not in (Reminder.State.FAILED, Reminder.State.UNKNOWN):
            return _("Only what failed, or may not have gone, can be sent again.")
        url = f"{reverse('admin:reminders_reminder_resend')}?id={reminder.pk}"
        return format_html('<a href="{}">{}</a>', url, _("Send this reminder again"))

    @admin.action(description=gettext_lazy("Send again, after one more question"), permissions=["resend"])
    def resend(self, request, reminders):
        numbers = "&".join(f"id={pk}" for pk in reminders.values_list("pk", flat=True)[:RESENT_AT_ONCE])
        return redirect(f"{reverse('admin:reminders_reminder_resend')}?{numbers}")

    def resend_view(self, request):
        """Ask, with what is known about each, and then send those whose occasion still holds."""
        if not self.may_change(request):
            raise PermissionDenied
        data = request.POST if request.method == "POST" else request.GET
        numbers = {number_in(text) for text in data.getlist("id")[:RESENT_AT_ONCE]} - {None}
        chosen = Reminder.objects.unsettled().filter(pk__in=numbers).select_related("learner").order_by("pk")
        if request.method == "POST":
            return self.resend_all(request, chosen, len(numbers))
        asked = [(reminder, sending.verdict_again(reminder)) for reminder in chosen]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Send reminders again"),
            "opts": self.opts,
            "ready": [(reminder, Kind(verdict.kind).label) for reminder, verdict in asked if verdict.kind],
            "over": [(reminder, Reason(verdict.reason).label) for reminder, verdict in asked if not verdict.kind],
            "settled_count": len(numbers) - len(asked),
            "is_unknown": any(reminder.state == Reminder.State.UNKNOWN for reminder, _verdict in asked),
        }
        return TemplateResponse(request, "admin/reminders/resend.html", context)

    def resend_all(self, request, chosen, wanted: int):
        done = 0
        for reminder in chosen:
            state = reminder.get_state_display()
            if sending.resend(reminder=reminder):
                self.log_change(request, reminder, _("Sent again. It was: %s") % state)
                done += 1
        if done:
            text = ngettext("%(count)d reminder is sent again.", "%(count)d reminders are sent again.", done)
            self.message_user(request, text % {"count": done}, messages.SUCCESS)
        if left := wanted - done:
            text = ngettext(
                "%(count)d is left as it is: it went, waits already, or its occasion is over.",
                "%(count)d are left as they are: they went, wait already, or their occasion is over.",
                left,
            )
            self.message_user(request, text % {"count": left}, messages.WARNING)
        return redirect("admin:reminders_reminder_changelist")


class Overdue(admin.SimpleListFilter):
    title = gettext_lazy("what needs a look")
    parameter_name = "look"

    def lookups(self, request, model_admin):
        return [("overdue", _("Overdue"))]

    def queryset(self, request, queryset):
        return queryset.due(timezone.now() - OVERDUE) if self.value() else queryset


@admin.register(Preference)
class PreferenceAdmin(ReadOnlyAdmin):
    list_display = ("address", "is_on", "kinds", "hour", "most_a_week", "paused_until", "next_at", "mails")
    list_filter = (Overdue, "is_on", ("paused_until", admin.EmptyFieldListFilter), "reviews", "next_step", "weekly")
    list_select_related = ("learner",)
    search_fields = ("learner__email",)
    search_help_text = gettext_lazy("By email address")
    ordering = ("pk",)
    show_full_result_count = False
    fields = (
        *("address", "is_on", "reviews", "next_step", "weekly", "replies", "days", "hour", "time_zone"),
        *("most_a_week", "paused_until", "next_at", "changed_at", "mails"),
    )
    readonly_fields = fields

    def get_urls(self):
        asking = self.admin_site.admin_view(self.dry_run_view)
        return [path("dry-run/", asking, name="reminders_dry_run"), *preview.urls(), *super().get_urls()]

    @admin.display(description=gettext_lazy("learner"), ordering="learner__email")
    def address(self, preference):
        return preference.learner.email or preference.learner.name

    @admin.display(description=gettext_lazy("time zone"))
    def time_zone(self, preference):
        return preference.learner.time_zone

    @admin.display(description=gettext_lazy("mails"))
    def mails(self, preference):
        return preview.link(preference)

    @admin.display(description=gettext_lazy("kinds"))
    def kinds(self, preference):
        names = ("reviews", "next_step", "weekly", "replies")
        fields = [Preference._meta.get_field(name) for name in names if getattr(preference, name)]
        return ", ".join(str(field.verbose_name) for field in fields) or "–"

    def dry_run_view(self, request):
        """Who would get a mail, and why, or why not; as a page, or as a file."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        question = dry_run.ask(request.GET)
        if not question.is_valid():
            return self.dry_run_page(request, question, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        if "file" in request.GET:
            headers = {"Content-Disposition": 'attachment; filename="reminders-dry-run.csv"'}
            return StreamingHttpResponse(dry_run.csv_lines(question), content_type="text/csv", headers=headers)
        page = Paginator(question.preferences, PAGE).get_page(request.GET.get("p"))
        found = {"page": page, "forecasts": list(question.answers(page)), "asked_at": question.now}
        return self.dry_run_page(request, question, **found)

    def dry_run_page(self, request, question, status=HTTPStatus.OK, **found):
        query = request.GET.copy()
        query.pop("p", None)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Who would get a mail now, and why, or why not"),
            "opts": self.opts,
            "form": question,
            "query": query.urlencode(),
            "most_in_file": dry_run.MOST_IN_FILE,
            "waiting_count": Reminder.objects.waiting().count(),
            **found,
        }
        return TemplateResponse(request, "admin/reminders/dry_run.html", context, status=status)
