from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.learners import current_learner
from accounts.models import User
from accounts.personal import personal_tag
from quizzes.models import Attempt
from quizzes.on_page import first_sitting
from quizzes.places import Place
from quizzes.templatetags.quizzes import card_on_page, recap_question
from reviews.mine import cards_of_reader, due_of_reader
from reviews.recaps import recap_of
from reviews.sittings import next_open, places_of

register = template.Library()
SOON_DAYS = 14


def return_words(due: datetime | None, learner: User | None, at: datetime | None = None) -> str:
    """When a card returns, in words, on the learner's own calendar: today, tomorrow, in 5 days, on 3 March."""
    if due is None or learner is None:
        return ""
    today = learner.day_of(at or timezone.now())
    day = learner.day_of(due)
    days = (day - today).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days <= SOON_DAYS:
        return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
    return _("on %(date)s") % {"date": date_format(day, "j F" if day.year == today.year else "j F Y")}


@register.simple_tag(takes_context=True)
def returns(context, due):
    """`return_words` for the reader."""
    return return_words(due, current_learner(context["request"]))


@register.filter
def share_of(part: float, whole: float) -> str:
    """`part` as a percentage of `whole`, for a width in a drawing."""
    return f"{100 * part / whole:.1f}" if whole else "0"


@personal_tag(register, "reviews/_prompt.html")
def recall_prompt(request, prompt):
    """A recall prompt with its answer to reveal, how the reader last marked it and when it returns."""
    card = next((card for card in cards_of_reader(request) if card.prompt == prompt.pk), None)
    return {
        "prompt": prompt,
        "rating": card.rating if card else "",
        "returns": return_words(card.returns_at, current_learner(request)) if card else "",
        "is_put_away": bool(card and card.suspended_at),
        "recap": "",
        "is_fresh": False,
    }


@personal_tag(register, "reviews/_due_badge.html")
def due_badge(request):
    """How many cards are due, beside the link to one's progress."""
    return {"due": len(due_of_reader(request))}


@personal_tag(register, "reviews/_recap_card.html")
def recap_card(request, lesson, number):
    """One card of the recap: due ones of the reader, where there are two; else a question."""
    recap = recap_of(request, lesson)
    if not recap.cards:
        return recap_question(request, lesson, number)
    if number >= len(recap.cards):
        return {"card": None}
    card = recap.cards[number]
    if card.question_id:
        sitting = first_sitting(request, lesson.code, Attempt.Kind.RECAP)
        code = recap.codes[card.pk]
        return card_on_page(request, Place("recap", lesson.code), [code], 0, sitting, str(number + 1))
    return {
        "prompt": card.prompt,
        "rating": card.rating if card.pk in recap.done else "",
        "returns": return_words(card.returns_at, current_learner(request)) if card.pk in recap.done else "",
        "is_put_away": card.suspended_at is not None,
        "recap": lesson.code,
        "is_fresh": False,
    }


@register.inclusion_tag("reviews/_sitting_steps.html", takes_context=True)
def sitting_steps(context, attempt):
    """Where the reader is in the review that a question belongs to; nothing in other attempts."""
    sitting = sitting_of_attempt(context, attempt)
    if sitting is None:
        return {}
    places = context["request"].review_places
    return {
        "places": places,
        "showing": context.get("showing"),
        "here": here(context, places),
        "sitting": sitting,
    }


@register.inclusion_tag("reviews/_sitting_way.html", takes_context=True)
def sitting_way(context, attempt):
    """The way on through that review."""
    sitting = sitting_of_attempt(context, attempt)
    if sitting is None:
        return {}
    places = context["request"].review_places
    current = here(context, places)
    number = current.number if current else 0
    following = next_open(places, number)
    if following and following.number == number:
        following = None
    return {"sitting": sitting, "following": following, "is_answered": bool(current and current.mark), "place": current}


def sitting_of_attempt(context, attempt):
    """Asked once a request."""
    request = context["request"]
    if attempt.kind != Attempt.Kind.REVIEW:
        return None
    if not hasattr(request, "review_sitting"):
        request.review_sitting = getattr(attempt, "review_sitting", None)
        request.review_places = places_of(request.review_sitting) if request.review_sitting else []
    return request.review_sitting


def here(context, places):
    """The place of the question that is shown."""
    showing = context.get("showing")
    return next((place for place in places if showing and place.code == showing.code), None)
