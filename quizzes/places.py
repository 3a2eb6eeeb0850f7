"""Where a question is put to a learner: in the quiz or the recap of a lesson's page, in an attempt, or by itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

ON_LESSON = re.compile(r"(quiz|recap):(L\d\d)", re.ASCII)
PRACTICE = "practice"


@dataclass(frozen=True)
class Place:
    """`kind`: quiz, recap, attempt or practice; `scope`: the lesson's code, or the attempt's public id."""

    kind: str
    scope: str = ""

    @property
    def token(self) -> str:
        """What the form carries, and `place_from` reads."""
        if self.kind == PRACTICE:
            return PRACTICE
        return self.scope if self.kind == "attempt" else f"{self.kind}:{self.scope}"


def place_from(token: str) -> Place:
    """The place that a form names; practice where it names none."""
    if found := ON_LESSON.fullmatch(token):
        return Place(found[1], found[2])
    try:
        return Place("attempt", str(UUID(token)))
    except ValueError:
        return Place(PRACTICE)


def address_of_answer(code: str, ordinal: int, *, kind: str, public_id: UUID, codes: Sequence[str]) -> str:
    """Where a learner reads an answer again: as one try of practice, else where the attempt (`kind`, `public_id`,
    `codes`) asks its question. The question by itself where it does so no more."""
    question = reverse("quizzes:question", args=[code])
    if kind == PRACTICE:
        return f"{question}?try={ordinal}"
    return reverse("quizzes:attempt_question", args=[public_id, codes.index(code) + 1]) if code in codes else question
