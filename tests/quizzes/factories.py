"""Questions, attempts and answers for tests. Each function takes what a test cares about and fills in the rest.

`entry` is what an author writes, one for each kind; `RIGHT` and `WRONG` are responses to these entries, in the author's
numbering, that score 1 and 0. (Free text has no right answer: `RIGHT` is the best rating, `WRONG` the lowest.)
"""

from copy import deepcopy
from itertools import count

from accounts.models import User
from lessons.models import Lesson
from lessons.services import publish_changes
from quizzes.answering import complete
from quizzes.models import Answer, Attempt, Question
from quizzes.services import store_question
from tests.factories import make_lesson, make_user

numbers = count(1)
OPTIONS = [
    {"text": "The first option", "feedback": "It misses the threshold.", "misconception": "M03"},
    {"text": "The second option", "feedback": "It names the threshold.", "key": True},
    {"text": "The third option", "feedback": "It is about something else.", "misconception": "M12"},
    {"text": "The fourth option", "feedback": "It comes too late."},
]
CONTENT = {
    "single": {"options": OPTIONS},
    "multiple": {
        "options": [
            {"text": "One key", "feedback": "It belongs.", "key": True},
            {"text": "One distractor", "feedback": "It does not belong.", "misconception": "M08"},
            {"text": "Another key", "feedback": "It belongs as well.", "key": True},
            {"text": "Another distractor", "feedback": "It does not belong either.", "misconception": "M20"},
            {"text": "A third distractor", "feedback": "Nor does this."},
        ]
    },
    "tf-why": {"verdict": False, "reasons": OPTIONS[:3]},
    "order": {
        "steps": ["Find the job", "Find the friction", "Try the plain fix", "Estimate the gain"],
        "why": "Job first.",
    },
    "match": {
        "pairs": [
            {"left": "Precision", "right": "Of what was flagged, how much is right", "feedback": "It counts flags."},
            {"left": "Recall", "right": "Of what is right, how much was flagged", "feedback": "It counts cases."},
            {"left": "Threshold", "right": "From which score something is flagged", "feedback": "It is a decision."},
        ]
    },
    "categorise": {
        "categories": ["AI", "Rules"],
        "cards": [
            {"text": "Sorting free text", "category": "AI", "feedback": "Wording varies."},
            {"text": "Checking a postcode", "category": "Rules", "feedback": "One rule does it."},
            {"text": "Reading a photo", "category": "AI", "feedback": "It is visual."},
            {"text": "Adding postage", "category": "Rules", "feedback": "A table does it."},
        ],
    },
    "estimate": {"answer": 50, "unit": "%", "accept": [45, 55], "range_cap": 30, "why": "Half of 100 is 50."},
    "free": {
        "model": "A threshold is a decision about a score.",
        "rubric": ["Nothing of it", "One part", "Most of it", "All of it"],
    },
    "branch": {
        "nodes": [
            {
                "text": "The demo is tomorrow.",
                "choices": [
                    {
                        "text": "Show it",
                        "score": 0,
                        "feedback": "Too soon.",
                        "then": "It fails.",
                        "misconception": "M10",
                    },
                    {"text": "Test it", "score": 1, "feedback": "That shows it.", "then": "You find a gap."},
                    {"text": "Wait a day", "score": 0.5, "feedback": "Defensible.", "then": "A day goes by."},
                ],
            },
            {
                "text": "Somebody complains.",
                "choices": [
                    {"text": "Listen", "score": 1, "feedback": "You learn."},
                    {"text": "Explain it away", "score": 0, "feedback": "You do not.", "misconception": "M08"},
                ],
            },
        ],
        "why": "Evidence comes before a launch.",
    },
}
RIGHT = {
    "single": {"option": 1},
    "multiple": {"options": [0, 2]},
    "tf-why": {"verdict": False, "reason": 1},
    "order": {"order": [0, 1, 2, 3]},
    "match": {"rights": [0, 1, 2]},
    "categorise": {"categories": [0, 1, 0, 1]},
    "estimate": {"guess": 50.0, "low": 40.0, "high": 60.0},
    "free": {"text": "A decision about a score.", "rating": 3},
    "branch": {"choices": [1, 0]},
}
WRONG = {
    "single": {"option": 0},
    "multiple": {"options": [1, 3]},
    "tf-why": {"verdict": True, "reason": 0},
    "order": {"order": [3, 2, 1, 0]},
    "match": {"rights": [1, 2, 0]},
    "categorise": {"categories": [1, 0, 1, 0]},
    "estimate": {"guess": 90.0, "low": 80.0, "high": 95.0},
    "free": {"text": "No idea.", "rating": 0},
    "branch": {"choices": [0, 1]},
}


def entry(kind: str = "single", code: str = "Q01.1", **content) -> dict:
    """What an author writes for a question of this kind; `content` replaces keys of it."""
    values = {
        "id": code,
        "kind": kind,
        "level": "apply",
        "difficulty": 1,
        "points": [f"A{int(code[1:3])}.1"],
        "stem": f"The stem of {code}?",
        "idea": f"The idea of {code}.",
    }
    return deepcopy(values | CONTENT[kind] | content)


def make_question(lesson: Lesson | None = None, kind: str = "single", code: str = "Q01.1", **content) -> Question:
    """A question in use. Its lesson is the one that the code names, made where it is missing."""
    number = int(code[1:3])
    lesson = lesson or Lesson.objects.filter(code=f"L{number:02}").first() or make_lesson(number)
    question = store_question(lesson=lesson, source=entry(kind, code, **content), position=next(numbers))
    publish_changes()
    return question


def make_attempt(learner: User | None = None, questions=(), **fields) -> Attempt:
    """An attempt at the quiz of L01 (of the first question's lesson, where there is one), with the next number.

    `questions` are questions or their codes.
    """
    learner = learner or make_user()
    codes = [getattr(question, "code", question) for question in questions]
    values = {"kind": Attempt.Kind.LESSON, "scope": f"L{codes[0][1:3]}" if codes else "L01"} | fields
    same = Attempt.objects.filter(learner=learner, kind=values["kind"], scope=values["scope"])
    return Attempt.objects.create(learner=learner, questions=codes, **({"number": same.count() + 1} | values))


def make_answer(question: Question, attempt: Attempt | None = None, *, is_right: bool = True, **fields) -> Answer:
    """An answer, graded as the kind grades it: `RIGHT` or `WRONG`, or the `response` that is given.

    Without an attempt it is the first of a new attempt at this one question, by `learner` or by somebody new. A
    `response` that lacks steps is an answer that is not complete.
    """
    learner = fields.pop("learner", None)
    attempt = attempt or make_attempt(learner, [question])
    kind = question.kind
    values = {
        "learner": attempt.learner,
        "question": question,
        "revision": question.revision,
        "seed": 0,
        "response": deepcopy((RIGHT if is_right else WRONG)[kind]),
        "confidence": None if kind == "free" else 80,
        "seconds": 12.0,
    }
    answer = Answer(attempt=attempt, **(values | fields))
    complete(answer, answer.revision)
    if answer.completed_at and "answered_at" in fields:
        answer.completed_at = fields.get("completed_at", answer.answered_at)
    answer.save(force_insert=True)
    return answer
