"""Cards marked before there were schedules get one: from their first mark. So do questions that were missed or guessed."""

from django.db import migrations

from reviews.schedule import PARAMETERS, RETENTION, Recall, recall_of_answer, recalled

RATINGS = {"not-yet": Recall.AGAIN, "got-it": Recall.GOOD}
NAMES = {recall: name for name, recall in RATINGS.items()} | {Recall.HARD: "hard", Recall.EASY: "easy"}
MEMORY = ("state", "step", "stability", "difficulty", "due", "reviewed_at")


def schedule_prompts(apps):
    cards = apps.get_model("reviews", "Card").objects.filter(stability=None)
    for card in cards.iterator():
        mark = card.marks.order_by("marked_at", "pk").first()
        rating, at = (mark.rating, mark.marked_at) if mark else (card.rating, card.marked_at)
        memory = recalled(None, RATINGS[rating], at)
        for row in filter(None, (card, mark)):
            for name in MEMORY:
                setattr(row, name, getattr(memory, name))
        if mark:
            mark.retention, mark.parameters = RETENTION, PARAMETERS
            mark.save()
        card.save()


def schedule_questions(apps):
    """One card for the first weak answer to a question, in either form. What counts is said in `reviews.services`."""
    answers = apps.get_model("quizzes", "Answer").objects.exclude(completed_at=None).exclude(question__kind="free")
    question_of = dict(apps.get_model("quizzes", "Question").objects.values_list("code", "pk"))
    reserved = {"Q05.4", "Q06.3", "Q07.5", "Q08.2", "Q09.3", "Q10.4"}
    cards, marks = apps.get_model("reviews", "Card").objects, apps.get_model("reviews", "Mark").objects
    done = set()
    rows = answers.exclude(attempt__scope="L00").select_related("question").order_by("completed_at", "pk")
    for answer in rows.iterator():
        code = answer.question.code.removesuffix("b")
        is_weak = answer.score < 0.99 or (answer.confidence is not None and answer.confidence <= 40)
        if not is_weak or code in reserved or code not in question_of or (answer.learner_id, code) in done:
            continue
        done.add((answer.learner_id, code))
        at, recall = answer.completed_at, recall_of_answer(answer.score, answer.confidence, 0)
        memory = {name: getattr(recalled(None, recall, at), name) for name in MEMORY}
        values = {"rating": NAMES[recall], "marked_at": at, **memory}
        key = {"learner_id": answer.learner_id, "question_id": question_of[code]}
        card = cards.create(created_at=at, **key, **values)
        marks.create(card=card, answer_id=answer.pk, retention=RETENTION, parameters=PARAMETERS, **values)


def forwards(apps, _schema_editor):
    schedule_prompts(apps)
    schedule_questions(apps)


def backwards(apps, _schema_editor):
    """Only prompts were cards before."""
    apps.get_model("reviews", "Card").objects.filter(prompt=None).delete()


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_schedule"), ("quizzes", "0002_review_attempts")]
    operations = [migrations.RunPython(forwards, backwards)]
