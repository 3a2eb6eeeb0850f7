"""What learners leave in lessons, for a brief to gather; of the real course or of a lesson that a test made."""

from accounts.models import User
from lessons.models import Lesson
from lessons.services import publish_changes
from quizzes.decisions import store_decision
from quizzes.models import Activity, Answer, Decision, Note, Question
from quizzes.services import store_question
from quizzes.simulators import Posted, load
from tests.quizzes.factories import entry, make_answer, make_attempt
from tests.quizzes.simulators.test_dossier import sent as dossier_sent
from tests.quizzes.simulators.test_to_keep import first_of_each, lines_at, nothing_on_the_tree, record, ways_back

FIELDS = {
    **{code: first_of_each(code) for code in ("ACT01", "ACT02", "ACT03", "ACT04", "ACT05", "ACT12", "ACT14")},
    "ACT06": ways_back("undo"),
    "ACT07a": lines_at("0.7"),
    "ACT09": nothing_on_the_tree(),
    "ACT10": record(),
    "ACT08": {"text-receipts": "Reads printed receipts.", "phrases-receipts": ["forget"]},
    "ACT07b": {"situation": "chat", "setup": "retrieval", "reason": "fits", "sentence": "Somebody waits."},
    "ACT11": {"text-damage": "a sample of 50 each Monday."},
    "ACT13": {"keep": ["calls", "misfires"]},
    "ACT15": {"pair-parcel-calls": "2"},
    "ACT17": dossier_sent(),
}


def write(learner: User, place: str, text: str) -> Note:
    lesson = Lesson.objects.get(code=f"L{place[-2:]}")
    return Note.objects.update_or_create(learner=learner, place=place, defaults={"lesson": lesson, "text": text})[0]


def decide(learner: User, code: str, **changes) -> Decision:
    """The next decision of a learner in an activity of the course."""
    activity = Activity.objects.get(code=code)
    given = Posted(FIELDS.get(code, {}) | changes)
    ordinal = Decision.objects.filter(learner=learner, activity=activity).count() + 1
    choices = load()[activity.kind].read(activity.content, given)
    return store_decision(learner=learner, activity=activity, ordinal=ordinal, choices=choices)[0]


def make_free(lesson: Lesson, code: str = "Q05.9") -> Question:
    """A question that asks for own words."""
    question = store_question(lesson=lesson, source=entry("free", code, stem="What is **worth** it?"), position=1)
    publish_changes()
    return question


def say(learner: User, code: str, text: str, rating: int | None = 2, **fields) -> Answer:
    """An answer in own words to a question of the course."""
    question = Question.objects.select_related("revision", "lesson").get(code=code)
    attempt = make_attempt(learner, [question], **fields)
    response = {"text": text} if rating is None else {"text": text, "rating": rating}
    return make_answer(question, attempt, response=response, confidence=None)


def leave_everything(learner: User) -> None:
    """A takeaway and a guess in each lesson, a decision in each activity, two answers."""
    for lesson in Lesson.objects.all():
        write(learner, f"TAKE{lesson.code[1:]}", f"What I take from lesson {lesson.number}.\n\nAnd a second paragraph.")
        write(learner, f"PRE{lesson.code[1:]}", f"A guess before lesson {lesson.number}.")
    for code in FIELDS:
        decide(learner, code)
    say(learner, "Q07.9", "At least 90 of 100 usable.")
    say(learner, "Q05.9", "Worth it.")
