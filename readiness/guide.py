"""The readiness questions of the course as pages use them, kept for as long as the edition lasts."""

from dataclasses import dataclass, field

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from lessons.pages import edition_of, shared_pages
from quizzes.draws import form_a, other_form
from quizzes.models import Activity
from quizzes.pool import Pool, pool_of
from readiness.models import Sheet
from readiness.plan import PRACTICE

KEY = "readiness.guide"


@dataclass(frozen=True)
class Link:
    url: str
    label: str


@dataclass(frozen=True)
class Level:
    """`said`: the name within a sentence; `sign` and `descriptor` are HTML. `descriptor` differs by question."""

    number: int
    name: str
    said: str
    sign: str
    descriptor: str = ""


@dataclass(frozen=True)
class Task:
    """What to do: `short` within a sentence, `text` as HTML; `sittings` times `minutes`."""

    code: str
    step: str
    short: str
    text: str
    minutes: int
    sittings: int = 1
    links: tuple[Link, ...] = ()

    @property
    def is_practice(self) -> bool:
        return self.step == PRACTICE


@dataclass(frozen=True)
class Question:
    """`linked`: codes of questions in form A, whose answers in either form say something about this one."""

    code: str
    short: str
    text: str
    levels: tuple[Level, ...]
    prompts: tuple[str, ...]
    linked: tuple[str, ...]
    tasks: dict[str, Task] = field(hash=False)
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Guide:
    """All of it. `first` and `second` are the codes of the places in lessons where passes are offered."""

    first: str
    second: str
    levels: tuple[Level, ...]
    questions: tuple[Question, ...]

    def question(self, code: str) -> Question | None:
        return next((question for question in self.questions if question.code == code), None)

    def task(self, code: str, step: str) -> Task | None:
        question = self.question(code)
        return question.tasks.get(step) if question else None

    def pass_at(self, code: str) -> str:
        """Which pass stands at a place of a lesson: first, second, or none."""
        return {self.first: "first", self.second: "second"}.get(code, "")

    @property
    def linked_codes(self) -> set[str]:
        """Of both forms."""
        forms_a = {code for question in self.questions for code in question.linked}
        return forms_a | {other_form(code) for code in forms_a}

    def questions_linked_with(self, code: str) -> list[str]:
        return [question.code for question in self.questions if form_a(code) in question.linked]


def make_guide(content: dict, pool: Pool) -> Guide:
    levels = tuple(Level(number, **level) for number, level in enumerate(content["levels"]))
    titles = dict(Activity.objects.filter(retired_at=None).values_list("code", "title"))
    questions = tuple(make_question(entry, levels, pool, titles) for entry in content["questions"])
    return Guide(content["first"], content["second"], levels, questions)


def make_question(entry: dict, levels: tuple[Level, ...], pool: Pool, titles: dict[str, str]) -> Question:
    descriptors = zip(levels, entry["levels"], strict=True)
    tasks = {str(number): task for number, task in enumerate(entry["tasks"], start=1)} | {PRACTICE: entry["practice"]}
    return Question(
        code=entry["id"],
        short=entry["short"],
        text=entry["question"],
        levels=tuple(Level(level.number, level.name, level.said, level.sign, text) for level, text in descriptors),
        prompts=tuple(entry["prompts"]),
        linked=tuple(entry["linked"]),
        tasks={step: make_task(entry["id"], step, task, pool, titles) for step, task in tasks.items()},
        links=lesson_links(entry["lessons"], pool),
    )


def make_task(code: str, step: str, task: dict, pool: Pool, titles: dict[str, str]) -> Task:
    links = (
        *lesson_links(task.get("lessons", ()), pool),
        *(
            Link(reverse("quizzes:activity", args=[name]), titles[name])
            for name in task.get("activities", ())
            if name in titles
        ),
        *(Link(reverse("quizzes:question", args=[name]), name) for name in task.get("items", ()) if pool.get(name)),
    )
    return Task(code, step, task["short"], task["text"], task["minutes"], task.get("sittings", 1), links)


def lesson_links(codes, pool: Pool) -> tuple[Link, ...]:
    lessons = [pool.lessons[code] for code in codes if code in pool.lessons]
    return tuple(Link(lesson.get_absolute_url(), lesson.title) for lesson in lessons)


def guide_of(request: HttpRequest) -> Guide | None:
    """The questions of the edition that this request shows; None where the course has none."""
    if not hasattr(request, "readiness_guide"):
        kept = shared_pages.at(edition_of(request))
        if KEY not in kept:
            content = Sheet.objects.filter(retired_at=None).values_list("content", flat=True).first()
            kept[KEY] = make_guide(content, pool_of(request)) if content else None
        request.readiness_guide = kept[KEY]
    return request.readiness_guide


def guide_or_404(request: HttpRequest) -> Guide:
    guide = guide_of(request)
    if guide is None:
        raise Http404(_("This course has no readiness questions."))
    return guide
