from django import template
from django.urls import reverse

from accounts.learners import current_learner
from accounts.personal import personal_tag
from accounts.prepared import PreparedQuery
from lessons.rendering import plain_text
from quizzes import draws
from quizzes.attempts import Sitting, best_of, history_of, results_of
from quizzes.cards import make_card
from quizzes.checks import states_of_checks
from quizzes.models import Attempt, Note
from quizzes.on_page import first_sitting, sittings_of_reader
from quizzes.places import Place
from quizzes.pool import pool_of
from quizzes.results import PASSED
from quizzes.services import fingerprint

register = template.Library()
NOTES = PreparedQuery(
    lambda learner, lesson: Note.objects.filter(learner=learner, lesson__code=lesson).values_list("place", "text")
)


@register.inclusion_tag("quizzes/_lesson_quiz.html", takes_context=True)
def lesson_quiz(context, lesson):
    """The quiz in the lesson's page: its questions one below the other."""
    pool = pool_of(context["request"])
    codes = pool.first_quiz(lesson.code)
    return {
        "request": context["request"],
        "lesson": lesson,
        "count": len(codes),
        # A quiz that somebody began before questions were retired may be longer.
        "numbers": range(max(len(codes), draws.QUIZ_LENGTH)) if codes else (),
        "is_warm_up": lesson.number == 0,
        "passing_percent": round(100 * PASSED),
    }


@personal_tag(register, "quizzes/_test_out.html")
def test_out(request, lesson):
    """At the top of a lesson: the quiz first, for those who know it already. Nothing once the quiz is begun."""
    has_quiz = lesson.number > 0 and bool(pool_of(request).of_lesson(lesson.code))
    is_offered = has_quiz and first_sitting(request, lesson.code, Attempt.Kind.LESSON) is None
    return {"is_offered": is_offered, "lesson_code": lesson.code, "passing_percent": round(100 * PASSED)}


@register.inclusion_tag("quizzes/_recap.html", takes_context=True)
def recap(context, lesson):
    """Two questions from earlier lessons, before a lesson begins."""
    pool = pool_of(context["request"])
    codes = draws.recap(pool.questions.values(), lesson.number)
    return {"request": context["request"], "lesson": lesson, "numbers": range(len(codes))}


def card_on_page(request, place: Place, codes: list[str], number: int, sitting: Sitting | None, label: str):
    """The card for the question at `number` of `codes`; nothing where there are fewer.

    One that was retired after this quiz was begun is answered on a page of its own, where the quiz goes on.
    """
    pool, learner = pool_of(request), current_learner(request)
    code = codes[number] if number < len(codes) else None
    answer = sitting.answer(code) if sitting and code else None
    question = answer.question if answer else pool.get(code)
    if question is None:
        url = (
            reverse("quizzes:attempt_question", args=[sitting.attempt.public_id, number + 1])
            if sitting and code
            else ""
        )
        return {"card": None, "label": label, "retired_url": url}
    learner_key = learner.pk if learner else None
    card = make_card(question, place, pool=pool, answer=answer, learner_key=learner_key, label=label)
    return {"card": card}


@personal_tag(register, "quizzes/_card.html")
def quiz_question(request, lesson, number):
    """One question of the quiz on the lesson's page."""
    sitting = first_sitting(request, lesson.code, Attempt.Kind.LESSON)
    codes = sitting.attempt.questions if sitting else pool_of(request).first_quiz(lesson.code)
    return card_on_page(request, Place("quiz", lesson.code), codes, number, sitting, str(number + 1))


def recap_question(request, lesson, number):
    """One question of the recap, for `recap_card` of `reviews`: what the reader is weakest at.

    Once begun, what it began with.
    """
    sitting = first_sitting(request, lesson.code, Attempt.Kind.RECAP)
    codes = sitting.attempt.questions if sitting else recap_codes(request, lesson)
    return card_on_page(request, Place("recap", lesson.code), codes, number, sitting, str(number + 1))


def recap_codes(request, lesson) -> list[str]:
    """Drawn from what the reader did so far: one query a page."""
    if getattr(request, "recap_lesson", None) != lesson.code:
        history = history_of(current_learner(request))
        request.recap_codes = draws.recap(pool_of(request).questions.values(), lesson.number, history)
        request.recap_lesson = lesson.code
    return request.recap_codes


@personal_tag(register, "quizzes/_quiz_summary.html")
def quiz_summary(request, lesson):
    """Below the quiz: how far the reader is, what came out, and what to do about it."""
    return quiz_state(sittings_of_reader(request, lesson.code), lesson, request)


def quiz_state(sittings: list[Sitting], lesson, request) -> dict:
    pool = pool_of(request)
    quizzes = [sitting for sitting in sittings if sitting.attempt.kind != Attempt.Kind.RECAP]
    first = next((sitting for sitting in quizzes if sitting.attempt.kind == Attempt.Kind.LESSON), None)
    results = results_of(quizzes)
    best = best_of(results)
    place = Place("quiz", lesson.code)
    tries = first.showings[len(first.attempt.questions) :] if first and first.is_finished else ()
    learner = current_learner(request)
    return {
        "lesson_code": lesson.code,
        "length": len(first.attempt.questions) if first else len(pool.first_quiz(lesson.code)),
        "answered": first.answered_count if first else 0,
        "right": first.right_count if first else 0,
        "graded": len(first.graded) if first else 0,
        "percent": round(100 * first.score) if first and first.score is not None else None,
        "is_finished": bool(first and first.is_finished),
        "is_passed": bool(best and best.is_passed),
        "best_percent": round(100 * best.score) if best else None,
        "attempt": str(first.attempt.public_id) if first else "",
        "missed": len(results[-1].sitting.missed) if results else 0,
        "latest": str(results[-1].sitting.attempt.public_id) if results else "",
        "others": tuple((str(result.sitting.attempt.public_id), round(100 * result.score)) for result in results[1:]),
        "passing_percent": round(100 * PASSED),
        "tries": tuple(
            make_card(
                pool.get(showing.code) or first.answer(showing.code).question,
                place,
                pool=pool,
                answer=first.answer(showing.code, 2),
                learner_key=learner.pk if learner else None,
                ordinal=2,
                label=first.label_of(showing.code),
            )
            for showing in tries
        ),
    }


@register.inclusion_tag("quizzes/_quiz_summary.html", takes_context=True)
def fresh_quiz_summary(context, sitting, code):
    """The same after an answer that was sent in the background."""
    request = context["request"]
    lesson = pool_of(request).lessons.get(code)
    return quiz_state(sittings_of_reader(request, lesson.code), lesson, request) if lesson else {}


@personal_tag(register, "quizzes/_checks.html")
def checks_after(request, lesson):
    """The checks that stand at the end of a lesson, with how far the reader is."""
    if not hasattr(request, "checks"):
        request.checks = states_of_checks(current_learner(request))
    pool = pool_of(request)
    here = [state for state in request.checks.values() if state.check.after == lesson.code]
    return {"states": tuple(state for state in here if pool.can_ask(state.check))}


@register.inclusion_tag("quizzes/_all_checks.html", takes_context=True)
def all_checks(context, lessons):
    """Where the checks of the course stand."""
    pool, by_code = pool_of(context["request"]), {lesson.code: lesson for lesson in lessons}
    checks = [check for check in draws.CHECKS if check.after in by_code and pool.can_ask(check)]
    return {"checks": [(check, by_code[check.after]) for check in checks]}


register.filter("fingerprint", fingerprint)


@register.filter
def plain(html: str) -> str:
    """What a reader sees of rendered text, without its tags."""
    return plain_text(str(html))


@register.filter
def has_checks(lesson) -> bool:
    """Whether any check stands at the end of this lesson: most have none, and need no query."""
    return any(check.after == lesson.code for check in draws.CHECKS)


@personal_tag(register, "quizzes/_note.html")
def note_at(request, place):
    """A place where the reader may write something, with what they wrote."""
    if not hasattr(request, "notes"):
        learner = current_learner(request)
        request.notes = dict(NOTES.rows(learner.pk, f"L{place[-2:]}")) if learner else {}
    return {"place": place, "note": request.notes.get(place, ""), "is_fresh": False}
