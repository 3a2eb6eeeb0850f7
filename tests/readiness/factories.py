"""A small sheet of two readiness questions, and what learners say about them."""

from accounts.models import User
from lessons.services import publish_changes
from readiness.guide import Guide, make_guide
from readiness.history import Past
from readiness.models import Pass, Sheet
from readiness.services import Said, keep_pass, store_sheet
from tests.quizzes.factories import make_answer, make_attempt, make_question

LINKED = [f"Q01.{number}" for number in range(1, 8)]


def task(short: str, **keys) -> dict:
    return {"short": short, "text": f"Do *this*: {short}.", "minutes": 30, **keys}


def question(code: str, **keys) -> dict:
    """What an author writes for one readiness question."""
    values = {
        "id": code,
        "short": f"Subject of {code}",
        "question": f"Can I do what {code} asks?",
        "point": "A1.1",
        "lessons": ["L01"],
        "levels": [f"{code} none.", f"{code} a little.", f"{code} enough.", f"{code} all."],
        "prompts": ["What did you do?"],
        "linked": LINKED,
        "practice": task(f"{code} once more", items=["Q01.1"]),
        "tasks": [task(f"{code} up to {number}") for number in (1, 2, 3)],
    }
    return values | keys


def entry(*codes: str) -> dict:
    """What an author writes in readiness.yaml."""
    names = ("Not yet", "Starting", "Working", "Ready to show")
    said = ("not there yet", "starting", "working", "ready")
    return {
        "first": "ACT00b",
        "second": "ACT16",
        "levels": [
            {"name": name, "said": word, "sign": f"{name} in general."} for name, word in zip(names, said, strict=True)
        ],
        "questions": [question(code) for code in codes or ("R1", "R2")],
    }


def make_sheet(*codes: str) -> Sheet:
    """Two questions, R1 and R2, or those that are named."""
    sheet = store_sheet(source=entry(*codes))
    publish_changes()
    return sheet


class NoPool:
    """A pool without lessons and questions: tasks have no links."""

    lessons: dict = {}

    def get(self, code):
        return None


def guide() -> Guide:
    return make_guide(Sheet.objects.get().content, NoPool())


def rate(learner: User, number: int = 1, with_evidence: bool = True, **said: Said | int) -> Pass:
    """A pass: `rate(learner, R1=2, R2=Said(1, "A text."))`."""
    words = {code: one if isinstance(one, Said) else Said(one) for code, one in said.items()}
    return keep_pass(learner=learner, guide=guide(), number=number, with_evidence=with_evidence, said=words)


def history(learner: User, code: str = "R1") -> list[tuple[int, str]]:
    """Everything said about a question, oldest first."""
    return [(rating.level, rating.evidence) for rating in reversed(Past.of(learner).all_of(code))]


def answer_linked(learner: User, results: dict[str, tuple[bool, int]]) -> None:
    """An attempt at linked questions: by code, whether it was right and how sure the learner said they were."""
    questions = [make_question(code=code) for code in results]
    attempt = make_attempt(learner, questions)
    for one, (is_right, confidence) in zip(questions, results.values(), strict=True):
        make_answer(one, attempt, is_right=is_right, confidence=confidence)
