"""Cards without a database: a question of a kind, and what was answered to it."""

import json

from quizzes.cards import Card, Given
from quizzes.kinds import kinds
from quizzes.models import Question, Revision
from quizzes.places import Place
from tests.quizzes.kinds.asking import content_of

PRACTICE = Place("practice")


def given(kind: str, response: dict, confidence: int | None = 80) -> Given:
    """What an answer with this response looks like, graded where it is complete."""
    rules, content = kinds()[kind], content_of(kind)
    is_complete = rules.is_complete(content, response)
    score, is_right = rules.grade(content, response) if is_complete else (None, None)
    stated = None if kind == "free" else confidence
    return Given(json.dumps(response, sort_keys=True), stated, score, is_right, is_complete)


def card_of(kind: str = "single", response: dict | None = None, confidence: int | None = 80, **fields) -> Card:
    code = fields.pop("code", "Q01.1")
    question, revision = Question(code=code, kind=kind), Revision(pk=1, kind=kind, content=content_of(kind), salt=7)
    answer = given(kind, response, confidence) if response else None
    return Card(question, revision, fields.pop("place", PRACTICE), **({"given": answer} | fields))
