"""Comments in the admin: read and searched here, and decided about with the same verbs as in the queue, so that each
action is written down. Addresses of people are shown to nobody."""

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.read_only_admin import ReadOnlyAdmin
from comments.models import Ban, Comment, Decision, Policy, Thread, Training
from comments.moderating import bans, bulk, moderation
from comments.moderating.moderators import PERMISSION

REASON = gettext_lazy("A moderator has decided not to publish it.")
SHOWN_TEXT = 80
NOT_SEEN = "not seen"
"""The version of a comment that was not on the page: it is not decided about."""


class ModeratedAdmin(ReadOnlyAdmin):
    def has_moderate_permission(self, request):
        return request.user.has_perm(PERMISSION)


class ThreadForm(forms.ModelForm):
    is_closed = forms.BooleanField(
        label=gettext_lazy("Closed"),
        required=False,
        help_text=gettext_lazy("It takes no more comments, and says so. What was written stays; authors can withdraw."),
    )

    class Meta:
        model = Thread
        fields = ("lesson", "article")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.initial["is_closed"] = self.instance.is_closed

    def clean(self):
        values = super().clean()
        if self.instance.pk is None and bool(values.get("lesson")) == bool(values.get("article")):
            raise forms.ValidationError(_("Choose either a lesson or an article."))
        return values


@admin.register(Thread)
class ThreadAdmin(ModeratedAdmin):
    """Whoever may change threads closes and opens them here, moderators lock and unlock them: each a decision."""

    form = ThreadForm
    list_display = ("__str__", "comment_count", "waiting_count", "is_locked", "closed_at")
    list_filter = (("locked_at", admin.EmptyFieldListFilter), ("closed_at", admin.EmptyFieldListFilter))
    list_select_related = ("lesson", "article")
    search_fields = ("lesson__title", "lesson__code", "article__title")
    fields = ("lesson", "article", "is_closed", "closed_at", "locked_at")
    actions = ("close", "open", "lock", "unlock")

    def get_readonly_fields(self, request, obj=None):
        return ("lesson", "article", "closed_at", "locked_at") if obj else ("closed_at", "locked_at")

    def has_add_permission(self, request):
        """To close one in which nobody has written yet."""
        return admin.ModelAdmin.has_add_permission(self, request)

    def has_change_permission(self, request, obj=None):
        return admin.ModelAdmin.has_change_permission(self, request, obj)

    def save_model(self, request, obj, form, change):
        if not change:
            super().save_model(request, obj, form, change)
        moderation.set_closed(thread=obj, is_closed=form.cleaned_data["is_closed"], moderator=request.user)

    def get_queryset(self, request):
        waiting = Q(comments__status=Comment.Status.PENDING, comments__scored_at__isnull=False)
        counts = {"count": Count("comments"), "waiting": Count("comments", filter=waiting)}
        return super().get_queryset(request).annotate(**counts).order_by("pk")

    @admin.display(description=gettext_lazy("comments"), ordering="count")
    def comment_count(self, thread):
        return thread.count

    @admin.display(description=gettext_lazy("waiting"), ordering="waiting")
    def waiting_count(self, thread):
        return thread.waiting

    @admin.display(description=gettext_lazy("locked"), boolean=True)
    def is_locked(self, thread):
        return thread.locked_at is not None

    @admin.action(description=gettext_lazy("Lock: take no more comments"), permissions=["moderate"])
    def lock(self, request, threads):
        self.set_all(request, threads, moderation.set_locked, is_locked=True)

    @admin.action(description=gettext_lazy("Unlock"), permissions=["moderate"])
    def unlock(self, request, threads):
        self.set_all(request, threads, moderation.set_locked, is_locked=False)

    @admin.action(description=gettext_lazy("Close: take no more comments"), permissions=["change"])
    def close(self, request, threads):
        self.set_all(request, threads, moderation.set_closed, is_closed=True)

    @admin.action(description=gettext_lazy("Open again"), permissions=["change"])
    def open(self, request, threads):
        self.set_all(request, threads, moderation.set_closed, is_closed=False)

    def set_all(self, request, threads, step, **state):
        done = [step(thread=thread, moderator=request.user, **state) for thread in threads]
        told(self, request, sum(decision is not None for decision in done), done.count(None))


def told(model_admin, request, done: int, already: int) -> None:
    if done:
        text = ngettext("%(count)d decision is written down.", "%(count)d decisions are written down.", done)
        model_admin.message_user(request, text % {"count": done}, messages.SUCCESS)
    if already:
        text = ngettext("%(count)d was so already.", "%(count)d were so already.", already)
        model_admin.message_user(request, text % {"count": already}, messages.INFO)


@admin.register(Comment)
class CommentAdmin(ModeratedAdmin):
    list_display = ("by", "excerpt", "thread", "status", "chance", "written_at")
    list_filter = ("status", "is_edited_by_staff", ("author", admin.EmptyFieldListFilter))
    list_select_related = ("author", "thread__lesson", "thread__article")
    search_fields = ("text", "name", "author__display_name")
    date_hierarchy = "written_at"
    fields = (
        *("by", "thread", "text", "status", "decision_note", "written_at", "edited_at", "is_edited_by_staff"),
        *("chance", "why", "decided_at", "network", "in_queue"),
    )
    readonly_fields = fields
    actions = ("approve", "spam", "reject", "delete")

    def action_checkbox(self, comment):
        """With the version that is seen here, so that no other one is decided about."""
        seen = format_html('<input type="hidden" name="seen" value="{}.{}">', comment.pk, comment.version)
        return super().action_checkbox(comment) + seen

    @admin.display(description=gettext_lazy("score, 0 to 100"), ordering="score", empty_value="–")
    def chance(self, comment):
        return None if comment.score is None else round(100 * comment.score)

    @admin.display(description=gettext_lazy("name"))
    def by(self, comment):
        return comment.by

    @admin.display(description=gettext_lazy("comment"))
    def excerpt(self, comment):
        return comment.text if len(comment.text) <= SHOWN_TEXT else f"{comment.text[:SHOWN_TEXT]}…"

    @admin.display(description=gettext_lazy("why it was held back"))
    def why(self, comment):
        return "; ".join(reason["words"] for reason in comment.reasons)

    @admin.display(description=gettext_lazy("edit, ban, what was decided"))
    def in_queue(self, comment):
        url = reverse("comments:queue_comment", args=[comment.public_id])
        return format_html('<a href="{}">{}</a>', url, _("Open it in the queue"))

    @admin.action(description=gettext_lazy("Publish"), permissions=["moderate"])
    def approve(self, request, comments):
        self.decide(request, comments, Decision.Action.APPROVE)

    @admin.action(description=gettext_lazy("Mark as spam"), permissions=["moderate"])
    def spam(self, request, comments):
        self.decide(request, comments, Decision.Action.SPAM)

    @admin.action(description=gettext_lazy("Reject, without a special reason"), permissions=["moderate"])
    def reject(self, request, comments):
        self.decide(request, comments, Decision.Action.REJECT, str(REASON))

    @admin.action(description=gettext_lazy("Delete: the place stays while it has answers"), permissions=["moderate"])
    def delete(self, request, comments):
        self.decide(request, comments, Decision.Action.DELETE)

    def decide(self, request, comments, action: str, reason: str = ""):
        seen = dict(token.split(".", 1) for token in request.POST.getlist("seen") if "." in token)
        chosen = [(comment.public_id, seen.get(str(comment.pk), NOT_SEEN)) for comment in comments]
        outcome = bulk.decide_all(chosen=chosen, action=action, moderator=request.user, reason=reason)
        told(self, request, len(outcome.decisions), outcome.already)
        for refused, count in outcome.reasons.items():
            self.message_user(request, f"{refused} ({count})", messages.WARNING)


@admin.register(Decision)
class DecisionAdmin(ModeratedAdmin):
    """Who did what; taken back on the pages of the queue."""

    list_display = ("decided_at", "action", "about", "who", "reason", "undone_at")
    list_filter = ("action", "is_by_rules", ("undone_at", admin.EmptyFieldListFilter))
    list_select_related = ("comment__author", "thread__lesson", "thread__article", "moderator")
    search_fields = ("reason", "comment__text", "moderator__display_name")
    date_hierarchy = "decided_at"
    fields = ("decided_at", "action", "about", "who", "reason", "undone_at", "undone_by")
    readonly_fields = fields

    @admin.display(description=gettext_lazy("about"))
    def about(self, decision):
        return decision.comment or decision.thread or "–"

    @admin.display(description=gettext_lazy("who"))
    def who(self, decision):
        return _("the rules") if decision.is_by_rules else decision.moderator or _("somebody who has left")


@admin.register(Ban)
class BanAdmin(ModeratedAdmin):
    list_display = ("banned_at", "whom", "network", "reason", "ends_at")
    list_filter = (("ends_at", admin.EmptyFieldListFilter),)
    list_select_related = ("member", "comment__author")
    search_fields = ("reason", "member__display_name", "comment__name")
    fields = ("banned_at", "whom", "network", "reason", "ends_at")
    readonly_fields = fields
    actions = ("lift",)

    @admin.display(description=gettext_lazy("author"))
    def whom(self, ban):
        if ban.member_id:
            return ban.member.name
        if not ban.email_digest:
            return "–"
        return ban.comment.by if ban.comment else _("an email address")

    @admin.action(description=gettext_lazy("Lift"), permissions=["moderate"])
    def lift(self, request, rows):
        done = [bans.lift(ban=ban, moderator=request.user) for ban in rows]
        told(self, request, sum(decision is not None for decision in done), done.count(None))


@admin.register(Policy)
class PolicyAdmin(admin.ModelAdmin):
    """One row, with number 1."""

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Policy.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        obj.pk = 1
        super().save_model(request, obj, form, change)

    def render_change_form(self, request, context, *args, **kwargs):
        context["show_save_and_add_another"] = False
        return super().render_change_form(request, context, *args, **kwargs)


@admin.register(Training)
class TrainingAdmin(ModeratedAdmin):
    list_display = ("trained_at", "example_count", "held_out_count", "spam_count", "precision", "recall", "is_trusted")
    fields = list_display
    readonly_fields = fields

    def get_queryset(self, request):
        return super().get_queryset(request).defer("weights")
