"""What a GIFT file would add, checked like a YAML file; and adding it, out of use until an instructor brings it in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.db import transaction

from authoring.exchange.gift_entries import Defaults, Draft, draft_of
from authoring.exchange.gift_reading import GiftQuestion, NotGift, Unread, read_gift
from authoring.files.course_files import CourseFiles
from authoring.files.entry_checks import check_other_forms, check_question
from authoring.files.entry_files import EntryFile, check_entry
from lessons.blocks import Problem
from lessons.models import Course, Lesson
from quizzes.kinds import kinds
from quizzes.models import Question
from quizzes.schema import CODE, entry_schema
from quizzes.services import retire, store_question

MOST_QUESTIONS = 500
LAST_NUMBER = 99
LESSON_IN_CATEGORY = re.compile(r"(?:^|/)\s*(L[0-9]{2})\b")
HERE = "(the site)"


@dataclass(frozen=True)
class Planned:
    line: int
    lesson: Lesson
    draft: Draft

    @property
    def entry(self) -> dict:
        return self.draft.entry

    @property
    def kind_title(self) -> str:
        return kinds()[self.entry["kind"]].title


@dataclass(frozen=True)
class Refused:
    """A part of the file that is not taken: where it begins, what it is about, and why."""

    line: int
    reasons: list[str]
    title: str = ""


@dataclass
class Plan:
    planned: list[Planned] = field(default_factory=list)
    same: list[tuple[int, str]] = field(default_factory=list)
    """(line, code) of what is here already, word for word."""
    refused: list[Refused] = field(default_factory=list)


@dataclass(frozen=True)
class Lines:
    """Says where an entry stands, as a YAML file does."""

    line_of_entry: int

    def line(self, *_path) -> int:
        return self.line_of_entry


class Planner:
    """Goes through a file in its order. `lesson` takes what says nothing of a lesson."""

    def __init__(self, lesson: Lesson, defaults: Defaults):
        self.lesson, self.defaults = lesson, defaults
        self.lessons = {each.code: each for each in Lesson.objects.only("code", "title", "points")}
        course = Course.objects.first()
        points = {point for each in self.lessons.values() for point in each.points}
        self.course = CourseFiles(course={"cases": course.cases if course else {}}, points=points)
        self.here = {
            question.code: question.revision.source for question in Question.objects.select_related("revision")
        }
        self.codes = {content_of(source): code for code, source in self.here.items()}
        self.lines: dict[str, int] = {}
        self.plan = Plan()

    def read(self, text: str) -> Plan:
        for number, item in enumerate(islice(read_gift(text), MOST_QUESTIONS + 1)):
            if number == MOST_QUESTIONS:
                reason = f"The file has more than {MOST_QUESTIONS} questions. Cut it here, and bring the rest later."
                self.plan.refused.append(Refused(item.line, [reason]))
            elif isinstance(item, Unread):
                self.plan.refused.append(Refused(item.line, [item.reason]))
            else:
                self.take(item)
        self.check_forms()
        return self.plan

    def take(self, question: GiftQuestion) -> None:
        title = question.id or question.title or question.stem.text[:60]
        try:
            draft = draft_of(question, self.defaults)
            lesson, code = self.place_of(question, draft)
        except NotGift as error:
            self.plan.refused.append(Refused(question.line, [str(error)], title))
            return
        if code in self.here or code in self.lines:
            self.plan.same.append((question.line, code))
            return
        content = content_of(draft.entry)
        draft.entry = {"id": code, **draft.entry}
        reasons = list(self.problems_of(draft.entry, lesson, question.line))
        if reasons:
            self.plan.refused.append(Refused(question.line, reasons, title))
            return
        self.lines[code], self.codes[content] = question.line, code
        self.plan.planned.append(Planned(question.line, lesson, draft))

    def place_of(self, question: GiftQuestion, draft: Draft) -> tuple[Lesson, str]:
        """The lesson that takes a question, and its id; raises NotGift."""
        code = next((name for name in (question.id, question.title) if re.fullmatch(CODE, name)), "")
        if code in self.lines:
            raise NotGift(f"The id {code} stands on line {self.lines[code]} already. Take one of the two out.")
        if code in self.here:
            if content_of(self.here[code]) != content_of(draft.entry):
                raise NotGift(f"There is a question {code} here that says something else. Change it there by hand.")
            return self.lesson, code
        if same := self.codes.get(content_of(draft.entry)):
            return self.lesson, same
        found = LESSON_IN_CATEGORY.findall(question.category)
        lesson = self.lessons.get(f"L{code[1:3]}" if code else next(reversed(found), ""))
        if code and lesson is None:
            raise NotGift(f"There is no lesson L{code[1:3]} for the id {code}.")
        return lesson or self.lesson, code or self.next_code(lesson or self.lesson)

    def next_code(self, lesson: Lesson) -> str:
        prefix = f"Q{lesson.code[1:]}."
        taken = {
            code.removeprefix(prefix).removesuffix("b") for code in (*self.here, *self.lines) if code.startswith(prefix)
        }
        number = next((number for number in range(1, LAST_NUMBER + 1) if str(number) not in taken), None)
        if number is None:
            raise NotGift(f"All {LAST_NUMBER} ids of {lesson.code} are taken. Choose another lesson.")
        return f"{prefix}{number}"

    def problems_of(self, entry: dict, lesson: Lesson, line: int) -> Iterator[str]:
        file = EntryFile("", Lines(line), lesson.code)
        check_entry(file, (), entry, kinds(), entry_schema, 0)
        yield from map(in_words, file.problems)
        if not file.problems:
            placed = {entry["id"].removesuffix("b"): (lesson.code, "", line)}
            yield from map(in_words, check_question(file, 0, entry, self.course, placed))

    def check_forms(self) -> None:
        """A form B needs its form A, in the file or here, and measures the same."""
        files = [EntryFile(HERE, Lines(0), entries=list(enumerate(self.here.values())))]
        files += [EntryFile("", Lines(each.line), entries=[(0, each.entry)]) for each in self.plan.planned]
        problems = check_other_forms(CourseFiles(quizzes=files))
        wrong = {problem.line: problem for problem in problems if problem.path != HERE}
        for each in [each for each in self.plan.planned if each.line in wrong]:
            self.plan.planned.remove(each)
            self.plan.refused.append(Refused(each.line, [in_words(wrong[each.line])], each.entry["id"]))
        self.plan.refused.sort(key=lambda refused: refused.line)


def in_words(problem: Problem) -> str:
    return f"{problem.message} {problem.remedy}"


def content_of(entry: dict) -> str:
    """What an entry says, whatever its id is: to tell whether it is here already."""
    return repr(sorted((name, repr(value)) for name, value in plain(entry).items() if name != "id"))


def plain(value):
    """The same for the same content: without keys that say no, and figures as figures."""
    if isinstance(value, dict):
        return {name: plain(part) for name, part in sorted(value.items()) if (name, part) != ("key", False)}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def plan_import(text: str, *, lesson: Lesson, defaults: Defaults) -> Plan:
    return Planner(lesson, defaults).read(text)


@transaction.atomic
def store_import(text: str, *, lesson: Lesson, defaults: Defaults) -> Plan:
    """Add what a plan of now holds. Nothing of it is asked before an instructor brings it into use."""
    Course.objects.select_for_update().first()  # of two imports the second waits, and sees what the first added
    plan = plan_import(text, lesson=lesson, defaults=defaults)
    last = Question.objects.order_by("-position").values_list("position", flat=True).first() or 0
    for number, each in enumerate(plan.planned, start=1):
        store_question(lesson=each.lesson, source=each.entry, position=min(last + number, 32_000))
    retire(Question.objects.filter(code__in=[each.entry["id"] for each in plan.planned]))
    return plan
