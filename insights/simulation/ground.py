"""What the course offers to made-up learners, read once: lessons, prompts, quizzes."""

from dataclasses import dataclass, field
from random import Random

from insights.simulation.responses import Mind, can_answer, options_in, respond
from insights.simulation.traits import Traits, hardness_of
from lessons.models import Lesson, Prompt
from quizzes.draws import can_return, other_form
from quizzes.kinds import kinds
from quizzes.models import Question
from quizzes.pool import Pool


@dataclass(frozen=True)
class Chapter:
    """One lesson as a learner goes through it."""

    lesson: Lesson
    anchors: tuple[str, ...]
    prompts: tuple[Prompt, ...]
    quiz: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """How a question was answered."""

    response: dict
    confidence: int | None
    score: float
    is_right: bool | None


@dataclass
class Ground:
    chapters: list[Chapter] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)
    misconceptions: list[str] = field(default_factory=list)

    def form_to_ask(self, code: str) -> str:
        """The other form of a question, where there is one that they can answer."""
        return other_form(code) if other_form(code) in self.questions else code

    def can_return(self, code: str) -> bool:
        return can_return(code, self.questions[code].kind)

    def answer(self, code: str, traits: Traits, rng: Random, *, has_read: bool, times_seen: int = 0) -> Said:
        """What somebody answers to a question now."""
        question = self.questions[code]
        kind, content = kinds()[question.revision.kind], question.revision.content
        chance = traits.chance_to_know(
            question.difficulty, hardness_of(question.code), has_read=has_read, times_seen=times_seen
        )
        mind = Mind(rng.random() < chance, traits.beliefs)
        response = respond(kind.name, content, mind, rng)
        grade = kind.grade(content, response)
        felt = 0.75 if mind.is_misled(options_in(content)) else chance  # a belief feels like knowing
        confidence = traits.confidence(felt, [step for step, _words in kind.scale], rng) if kind.scale else None
        return Said(response, confidence, grade.score, grade.is_right)


def read_ground() -> Ground:
    """Of what is published. Questions of a kind that they cannot answer are passed over."""
    pool = Pool()
    questions = {code: each for code, each in pool.questions.items() if can_answer(each.revision.kind)}
    lessons = {lesson.code: lesson for lesson in Lesson.objects.published()}
    prompts: dict[int, list[Prompt]] = {}
    for prompt in Prompt.objects.filter(retired_at=None).order_by("lesson", "position"):
        prompts.setdefault(prompt.lesson_id, []).append(prompt)
    chapters = [
        Chapter(
            lesson,
            tuple(section["anchor"] for section in lesson.sections),
            tuple(prompts.get(lesson.pk, ())),
            tuple(code for code in pool.first_quiz(code) if code in questions),
        )
        for code, lesson in lessons.items()
    ]
    options = [option for each in questions.values() for option in options_in(each.revision.content)]
    codes = {option["misconception"] for option in options if option.get("misconception")}
    return Ground(chapters, questions, sorted(codes))
