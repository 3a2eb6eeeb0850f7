"""Questions in the admin: found, sorted and retired here; what is written in them is in the views beside."""

from django.contrib import admin
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from authoring.entry_admin import EntryAdmin
from authoring.questions import history, order, trial, views
from authoring.questions.saving import bring_back
from authoring.retiring import set_retired
from quizzes.kinds import kinds
from quizzes.models import Question, Report
from quizzes.schema import LEVELS

BEGINNING = 90


class ByKind(admin.SimpleListFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return [(name, kind.title) for name, kind in kinds().items()]

    def queryset(self, request, queryset):
        return queryset.filter(kind=self.value()) if self.value() else queryset


class ByLevel(admin.SimpleListFilter):
    title = _("level")
    parameter_name = "level"

    def lookups(self, request, model_admin):
        return [(level, level) for level in LEVELS]

    def queryset(self, request, queryset):
        return queryset.filter(level=self.value()) if self.value() else queryset


class ByUse(admin.SimpleListFilter):
    title = _("use")
    parameter_name = "use"

    def lookups(self, request, model_admin):
        return [("asked", _("Asked")), ("retired", _("Retired")), ("reported", _("With open reports"))]

    def queryset(self, request, queryset):
        if self.value() == "reported":
            return queryset.filter(open_reports__gt=0)
        return queryset.filter(retired_at__isnull=self.value() == "asked") if self.value() else queryset


class QuestionAdmin(EntryAdmin):
    """Questions are retired, never deleted: what learners answered stays."""

    list_display = (
        *("code", "beginning", "lesson_link", "kind_title", "level_and_difficulty"),
        *("number", "state", "reports"),
    )
    list_display_links = ("code", "beginning")
    list_filter = (("lesson", admin.RelatedOnlyFieldListFilter), ByKind, ByLevel, "difficulty", ByUse)
    list_select_related = ("lesson", "revision")
    list_per_page = 50
    search_fields = ("code", "revision__source__stem", "written")
    search_help_text = _("By id, or by words of the question")
    ordering = ("lesson", "position", "code")
    actions = ("retire", "bring_back")
    views = views
    pages = (
        ("<int:key>/history/", history.history, "history"),
        ("<int:key>/restore/<int:number>/", history.restore, "restore"),
        ("<int:key>/retire/", views.retire, "retire"),
        ("try/", trial.begin, "try"),
        ("try/answer/", trial.answer, "try_answer"),
        ("order/<str:code>/", order.order, "order"),
    )

    def get_queryset(self, request):
        unsettled = Report.objects.filter(question=OuterRef("pk"), settled_at=None).order_by().values("question")
        count = Subquery(unsettled.annotate(count=Count("pk")).values("count"))
        return (
            super()
            .get_queryset(request)
            .annotate(open_reports=Coalesce(count, 0), written=Cast("revision__source", TextField()))
        )

    # --- Columns ------------------------------------------------------------------------------------------------------

    @admin.display(description=_("beginning"))
    def beginning(self, question):
        return Truncator(question.revision.source.get("stem", "")).chars(BEGINNING)

    @admin.display(description=_("lesson"), ordering="lesson__code")
    def lesson_link(self, question):
        url = reverse("admin:authoring_question_order", args=[question.lesson.code])
        return format_html('<a href="{}" title="{}">{}</a>', url, _now("Order of its questions"), question.lesson.code)

    @admin.display(description=_("kind"), ordering="kind")
    def kind_title(self, question):
        return kinds()[question.kind].title

    @admin.display(description=_("level"), ordering="level")
    def level_and_difficulty(self, question):
        return f"{question.level}, {question.difficulty}"

    @admin.display(description=_("revision"), ordering="revision__number")
    def number(self, question):
        return question.revision.number

    @admin.display(description=_("asked"), boolean=True, ordering="retired_at")
    def state(self, question):
        return question.retired_at is None

    @admin.display(description=_("reports"), ordering="open_reports")
    def reports(self, question):
        if not question.open_reports:
            return "–"
        url = f"{reverse('admin:quizzes_report_changelist')}?question__id__exact={question.pk}&settled_at__isempty=1"
        return format_html('<a href="{}">{}</a>', url, question.open_reports)

    # --- Out of use, and back -----------------------------------------------------------------------------------------

    @admin.action(description=_("Retire: ask them no more, keep all answers"), permissions=["change"])
    def retire(self, request, questions):
        count = set_retired(rows=without_columns(questions), is_retired=True, editor=request.user)
        text = ngettext("%(count)d question is asked no more.", "%(count)d questions are asked no more.", count)
        self.tell(request, text, count)

    @admin.action(description=_("Bring back what was retired"), permissions=["change"])
    def bring_back(self, request, questions):
        back = bring_back(questions=without_columns(questions), editor=request.user)
        views.tell_unwritten(request, back.unwritten)
        text = ngettext("%(count)d question is asked again.", "%(count)d questions are asked again.", back.count)
        if back.count or not back.unwritten:
            self.tell(request, text, back.count)


def without_columns(questions: QuerySet) -> QuerySet:
    """The same questions without what the list counts beside them: those rows cannot be locked."""
    return Question.objects.filter(Q(pk__in=questions.values("pk")))
