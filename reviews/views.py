from django.contrib import messages
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.learners import current_learner, ensure_learner
from accounts.same_origin import same_origin_post
from lessons.models import Lesson, Prompt, Status
from quizzes.draws import can_return
from quizzes.models import Question
from quizzes.pool import pool_of
from reviews import services, sittings
from reviews.forms import PROBLEM, MarkForm, PreferenceForm
from reviews.marks import preference_of
from reviews.mine import cards_of_reader
from reviews.models import Card, Preference, Sitting
from reviews.standing import standing_of
from reviews.templatetags.reviews import return_words


@same_origin_post
def mark(request, code):
    """Mark a recall prompt; answers with the prompt in its new state, or leads back to it in the lesson."""
    prompts = Prompt.objects.filter(retired_at=None, lesson__status=Status.PUBLISHED).select_related("lesson")
    prompt = get_object_or_404(prompts, code=code)
    form = MarkForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest(PROBLEM)
    learner = ensure_learner(request)
    card = services.mark_prompt(
        learner=learner, prompt=prompt, rating=form.cleaned_data["rating"], recap=form.cleaned_data["recap"]
    )
    if "X-Part" in request.headers:
        context = {
            "prompt": prompt,
            "rating": card.rating,
            "returns": return_words(card.returns_at, learner),
            "is_put_away": card.suspended_at is not None,
            "recap": form.cleaned_data["recap"],
            "is_fresh": True,
        }
        return render(request, "reviews/_prompt.html", context)
    return redirect(place_of_mark(prompt, form.cleaned_data["recap"]))


def place_of_mark(prompt: Prompt, recap: str) -> str:
    """Where a prompt was marked: in its lesson, or in the recap of a later one."""
    lesson = Lesson.objects.published().filter(code=recap).first() if recap else None
    return f"{lesson.get_absolute_url()}#{prompt.anchor}-recap" if lesson else prompt.get_absolute_url()


@require_safe
@never_cache
def overview(request):
    """What is due, what comes, and how the learner wants to review."""
    return show_overview(request)


def show_overview(request, form=None, status=200):
    learner = current_learner(request)
    standing = standing_of(learner, cards_of_reader(request))
    form = form or PreferenceForm(instance=preference_of(learner))
    context = {"standing": standing, "form": form, "section": "progress"}
    return render(request, "reviews/overview.html", context, status=status)


@require_POST
def preferences(request):
    """Keep how the learner wants to review."""
    form = PreferenceForm(request.POST, instance=preference_of(current_learner(request)))
    if not form.is_valid():
        return show_overview(request, form, status=422)
    Preference.objects.update_or_create(learner=ensure_learner(request), defaults=form.cleaned_data)
    messages.success(request, _("Saved. It counts from the next card you mark; dates already set stay."))
    return redirect("reviews:overview")


@require_POST
def begin(request):
    """Begin a review, or go on with the open one."""
    learner = current_learner(request)
    sitting = sittings.begin(learner=learner, pool=pool_of(request)) if learner else None
    if sitting is None:
        messages.info(request, _("No card is due now."))
        return redirect("reviews:overview")
    return to_next(sitting)


def to_next(sitting: Sitting, after: int = 0):
    """The next card that is not marked; after the last, what the review came to."""
    found = sittings.next_open(sittings.places_of(sitting), after)
    if found is None:
        return redirect("reviews:sitting", sitting.public_id)
    return redirect("reviews:place", sitting.public_id, found.number)


@require_safe
@never_cache
def now(request):
    """Go on with the review that is open, where it stopped; what the last came to, if it has just ended."""
    learner = current_learner(request)
    sitting = sittings.open_sitting(learner) if learner else None
    if sitting:
        return to_next(sitting)
    last = Sitting.objects.filter(learner=learner).last() if learner else None
    is_done = last is not None and last.ended_at is not None
    return redirect("reviews:sitting", last.public_id) if is_done else redirect("reviews:overview")


def sitting_or_404(request, public_id) -> Sitting:
    """One's own review; anybody else's is not there."""
    return get_object_or_404(Sitting, public_id=public_id, learner=current_learner(request) or 0)


@require_safe
@never_cache
def sitting(request, public_id):
    """What a review came to: each card, how it went and when it returns."""
    sitting = sitting_or_404(request, public_id)
    learner, places = current_learner(request), sittings.places_of(sitting)
    undoable = sittings.undoable(sitting, places)
    context = {
        "sitting": sitting,
        "places": places,
        "tally": sittings.tally_of(places),
        "following": sittings.next_open(places),
        "undoable": undoable,
        "has_keys": undoable is not None and preference_of(learner).has_keys,
        "standing": standing_of(learner, cards_of_reader(request)),
        "section": "progress",
    }
    return render(request, "reviews/sitting.html", context)


@require_safe
@never_cache
def place(request, public_id, number):
    """One card of a review. A question is asked on the page of its attempt."""
    sitting = sitting_or_404(request, public_id)
    places = sittings.places_of(sitting)
    place = sittings.place_at(places, number)
    if place is None or place.card is None:
        return to_next(sitting, number)
    if place.code:
        shown = sitting.attempt.questions.index(place.code) + 1
        return redirect("quizzes:attempt_question", sitting.attempt.public_id, shown)
    return show_place(request, sitting, places, place)


def show_place(request, sitting, places, place, error="", status=200):
    context = {
        "sitting": sitting,
        "place": place,
        "places": places,
        "following": sittings.next_open(places, place.number),
        "undoable": sittings.undoable(sitting, places),
        "preference": preference_of(current_learner(request)),
        "error": error,
        "section": "progress",
    }
    return render(request, "reviews/place.html", context, status=status)


@require_POST
def mark_place(request, public_id, number):
    """Mark the prompt at a place and lead to the next card. Of two presses the first counts."""
    sitting = sitting_or_404(request, public_id)
    form = MarkForm(request.POST, has_four=True)
    if not form.is_valid():
        places = sittings.places_of(sitting)
        place = sittings.place_at(places, number)
        if place is None or place.card is None:
            raise Http404
        if place.code:  # a question is answered on its own page
            return redirect("reviews:place", public_id, number)
        return show_place(request, sitting, places, place, error=form.errors["rating"][0], status=422)
    sittings.review(sitting=sitting, number=number, rating=form.cleaned_data["rating"])
    sitting.refresh_from_db()
    return to_next(sitting, number)


@require_POST
def undo(request, public_id):
    """Take back the latest mark, and show its card again."""
    sitting = sitting_or_404(request, public_id)
    mark = sittings.undo(sitting=sitting)
    if mark is None:
        messages.info(request, _("There is nothing to take back here."))
        return redirect("reviews:sitting", public_id)
    messages.success(request, _("Taken back. Mark this card again."))
    return redirect("reviews:place", public_id, mark.place)


@require_safe
@never_cache
def cards(request):
    """All cards of the learner that are in the course, lesson by lesson: when each returns, and those put away."""
    mine = Card.objects.for_learner(current_learner(request) or 0).in_course().with_texts()
    rows = sorted(mine, key=lambda card: (card.lesson.code, card.prompt_id is None, card.code))
    return render(request, "reviews/cards.html", {"cards": rows, "section": "progress"})


def card_or_404(request, key) -> Card:
    return get_object_or_404(Card.objects.with_texts(), pk=key, learner=current_learner(request) or 0)


@require_safe
@never_cache
def card(request, key):
    """The record of one card: every mark, and what it made of the schedule."""
    card = card_or_404(request, key)
    marks = card.marks.select_related("answer__question", "answer__attempt", "sitting")
    return render(request, "reviews/card.html", {"card": card, "marks": marks, "section": "progress"})


@require_POST
def put_away(request, key):
    card = card_or_404(request, key)
    services.put_away(card=card)
    messages.success(request, _("Put away. It is asked no more, until you take it up again under “All your cards”."))
    return redirect("reviews:now" if "go_on" in request.POST else "reviews:cards")


@require_POST
def take_up(request, key):
    services.take_up(card=card_or_404(request, key))
    messages.success(request, _("Taken up again. It returns when it is due."))
    return redirect("reviews:cards")


@same_origin_post
def add(request, code):
    """Put a question among the cards by hand."""
    question = get_object_or_404(Question.objects.in_use(), code=code, lesson__status=Status.PUBLISHED)
    if not can_return(question.code, question.kind):
        raise Http404
    learner = ensure_learner(request)
    card = services.add_question(learner=learner, question=question)
    words = return_words(card.due, learner)
    if "X-Part" in request.headers:
        return render(request, "reviews/_added.html", {"returns": words})
    messages.success(request, _("In your reviews. It returns %(when)s.") % {"when": words})
    return redirect("reviews:overview")
