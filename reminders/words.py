"""What each reminder says: sentences with the learner's own figures, the same ones in the HTML and in the text."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.urls import reverse
from django.utils.dateformat import format as date_words
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lessons.models import Lesson
from progress.figures import week_of
from progress.states import NEW, state_of
from reminders.facts import LearnerFacts
from reminders.models import EVERY_DAY, Kind, Preference
from reviews.order import CAP

SECONDS_A_CARD = 30
LESSONS_NAMED = 3
"""Of more, the others are counted together."""
WORKDAYS = "12345"
CHANGES_DIRECTION = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
ABOUT = {
    "reviews": gettext_lazy("reviews that are due"),
    "next_step": gettext_lazy("your next step"),
    "weekly": gettext_lazy("your week"),
}


@dataclass(frozen=True)
class Day:
    """A day of last week, and how much was done on it."""

    date: date
    count: int

    @property
    def name(self) -> str:
        return str(WEEKDAYS[self.date.weekday()])

    @property
    def short(self) -> str:
        return str(WEEKDAYS_ABBR[self.date.weekday()])


@dataclass(frozen=True)
class Words:
    """`preview` is what a mailbox shows beside the subject; `occasion` says why the mail comes just now."""

    subject: str
    preview: str
    heading: str
    paragraphs: tuple[str, ...]
    button: str
    path: str
    occasion: str
    days: tuple[Day, ...] = ()


class CannotTell(Exception):
    """There is nothing that a mail of this kind could say to this learner now; the text says why."""


def words_of(kind: str, facts: LearnerFacts) -> Words:
    return WORDS[Kind(kind)](facts)


def greeting_name(learner) -> str:
    """What the learner wants to be called; empty where they have not said. Nothing in it turns the line around."""
    return " ".join(learner.display_name.translate(CHANGES_DIRECTION).split())


def listed(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def cards_in_words(count: int) -> str:
    return ngettext("%(count)d card", "%(count)d cards", count) % {"count": count}


def minutes_in_words(minutes: int) -> str:
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


def of_reviews(facts: LearnerFacts) -> Words:
    due = facts.due
    if not due:
        raise CannotTell(_("No card is due, so there is nothing to review."))
    found, cards, now = due_lessons(facts), cards_in_words(due), min(due, CAP)
    minutes = minutes_in_words(max(1, round(now * SECONDS_A_CARD / 60)))
    from_lessons = counted_lessons(found)
    paragraph = [
        ngettext(
            "%(cards)s is back for review, before you forget it: %(lessons)s.",
            "%(cards)s are back for review, before you forget them: %(lessons)s.",
            due,
        )
        % {"cards": cards, "lessons": from_lessons},
    ]
    if due > now:
        paragraph.append(
            _("A review holds %(now)d of them and takes about %(minutes)s; the others wait.")
            % {"now": now, "minutes": minutes}
        )
    else:
        paragraph.append(_("At half a minute a card, that takes about %(minutes)s.") % {"minutes": minutes})
    return Words(
        subject=subject_of_reviews(cards, [lesson for lesson, _count in found]),
        preview=_("About %(minutes)s: %(lessons)s.") % {"minutes": minutes, "lessons": from_lessons},
        heading=ngettext("%(cards)s is due", "%(cards)s are due", due) % {"cards": cards},
        paragraphs=(" ".join(paragraph),),
        button=ngettext("Review %(count)d card", "Review %(count)d cards", now) % {"count": now},
        path=reverse("reviews:overview"),
        occasion=_("You get this mail because cards of yours are due for review."),
    )


def due_lessons(facts: LearnerFacts) -> list[tuple[Lesson, int]]:
    """The lessons whose cards are due, and how many each: most first, then in the order of the course."""
    counts = Counter(card.lesson for card in facts.due_cards)
    found = [(lesson, counts[lesson.code]) for lesson in facts.lessons if counts[lesson.code]]
    return sorted(found, key=lambda each: -each[1])


def counted_lessons(found: list[tuple[Lesson, int]]) -> str:
    named = found if len(found) <= LESSONS_NAMED else found[: LESSONS_NAMED - 1]
    others = found[len(named) :]
    parts = [_("%(count)d from “%(title)s”") % {"count": count, "title": lesson.title} for lesson, count in named]
    if others:
        count = sum(count for _lesson, count in others)
        parts.append(_("%(count)d from %(lessons)d other lessons") % {"count": count, "lessons": len(others)})
    return listed(parts)


def subject_of_reviews(cards: str, lessons: list[Lesson]) -> str:
    values = {"cards": cards, "lessons": len(lessons)}
    if len(lessons) > 2:
        return _("%(cards)s to review, from %(lessons)d lessons") % values
    titles = [lessons[0].title] if len(lessons) == 1 else [lesson.short for lesson in lessons]
    return _("%(cards)s to review: %(titles)s") % {**values, "titles": listed(titles)}


def of_next_step(facts: LearnerFacts) -> Words:
    step = facts.step
    if not facts.has_next_step:
        raise CannotTell(_("No lesson is left to do, so there is no next step."))
    minutes, sections = Lesson.objects.values_list("minutes", "sections").get(pk=step.lesson.pk)
    values = {"number": step.lesson.number, "title": step.lesson.title, "minutes": minutes_in_words(minutes)}
    if step.kind == "continue":
        told = of_continuing(facts, values, sections)
    elif step.kind == "start":
        told = {
            "subject": _("Your first lesson: %(title)s") % values,
            "heading": _("Your first lesson is waiting"),
            "paragraphs": (
                _("You have not begun yet. “%(title)s” is the first lesson; it takes about %(minutes)s.") % values,
            ),
            "button": _("Start the first lesson"),
        }
    else:
        told = {
            "subject": _("Your next lesson: %(title)s") % values,
            "heading": _("Next: %(title)s") % values,
            "paragraphs": (
                " ".join(
                    [
                        done_in_words(facts),
                        _("Next comes lesson %(number)d, “%(title)s”; it takes about %(minutes)s.") % values,
                    ]
                ),
            ),
            "button": _("Begin lesson %(number)d") % values,
        }
    away = (facts.today - facts.seen_on).days
    occasion = ngettext(
        "You get this mail, which comes once in a pause, because you were last here %(count)d day ago.",
        "You get this mail, which comes once in a pause, because you were last here %(count)d days ago.",
        away,
    )
    preview = _("Lesson %(number)d, about %(minutes)s.") % values
    return Words(**told, preview=preview, path=step.url, occasion=occasion % {"count": away})


def of_continuing(facts: LearnerFacts, values: dict, sections: list[dict]) -> dict:
    """In the middle of a lesson: when they stopped, and at which part if we know it."""
    step = facts.step
    place = dict(facts.record.places)[step.lesson.pk]
    part = next((section["title"] for section in sections if section["anchor"] == step.anchor), "")
    values = {**values, "day": date_words(place.seen_at.astimezone(facts.learner.zone), "l j F"), "part": part}
    if part:
        stopped = _("On %(day)s you stopped in lesson %(number)d, “%(title)s”, at the part “%(part)s”.") % values
    else:
        stopped = _("On %(day)s you stopped in lesson %(number)d, “%(title)s”.") % values
    return {
        "subject": _("Where you stopped reading: %(title)s") % values,
        "heading": _("Go on with “%(title)s”") % values,
        "paragraphs": (" ".join([stopped, _("All of it takes about %(minutes)s.") % values, done_in_words(facts)]),),
        "button": _("Go on reading"),
    }


def done_in_words(facts: LearnerFacts) -> str:
    places = dict(facts.record.places)
    done = sum(state_of(lesson, places, facts.record.practised) != NEW for lesson in facts.lessons)
    text = ngettext(
        "You have done %(done)d of %(count)d lesson.",
        "You have done %(done)d of %(count)d lessons.",
        len(facts.lessons),
    )
    return text % {"done": done, "count": len(facts.lessons)}


def of_weekly(facts: LearnerFacts) -> Words:
    if not facts.last_week:
        raise CannotTell(_("Nothing was done last week, so there is nothing to sum up."))
    week = week_of(facts.today - timedelta(days=7))
    days = tuple(Day(day, facts.last_week.get(day, 0)) for day in week)
    studied = [day.name for day in days if day.count]
    on_days = ngettext("%(count)d day", "%(count)d days", len(studied)) % {"count": len(studied)}
    done = listed(done_on(week, facts))
    last = _("From %(first)s to %(last)s you studied on %(days)s: %(names)s.") % {
        "first": date_words(week[0], "j F"),
        "last": date_words(week[-1], "j F"),
        "days": on_days,
        "names": listed(studied),
    }
    sentences = [last, *([_("You %(done)s.") % {"done": done}] if done else []), goal_in_words(facts, len(studied))]
    return Words(
        subject=_("Your week: %(summary)s") % {"summary": ", ".join([on_days, *counted_on(week, facts)])},
        preview=what_comes(facts) or last,
        heading=_("Your week: %(days)s of study") % {"days": on_days},
        paragraphs=tuple(filter(None, (" ".join(sentences), what_comes(facts)))),
        button=_("See your progress"),
        path=reverse("progress:dashboard"),
        occasion=_("You get this mail because you asked for a summary of your week."),
        days=days,
    )


def figures_of(week: list[date], facts: LearnerFacts) -> tuple[int, int, int]:
    """How many answers were given, recall prompts marked and lessons read in a week."""
    record, day_of, days = facts.record, facts.learner.day_of, set(week)
    return (
        sum(day_of(row.at) in days for row in record.answers),
        sum(day_of(row.at) in days for row in record.marks if not row.is_answer),
        sum(day_of(place.read_at) in days for _lesson, place in record.places if place.read_at),
    )


def done_on(week: list[date], facts: LearnerFacts) -> list[str]:
    answers, marks, read = figures_of(week, facts)
    parts = []
    if answers:
        text = ngettext("answered %(count)d question", "answered %(count)d questions", answers)
        parts.append(text % {"count": answers})
    if marks:
        text = ngettext("recalled %(count)d prompt", "recalled %(count)d prompts", marks)
        parts.append(text % {"count": marks})
    if read:
        parts.append(ngettext("finished %(count)d lesson", "finished %(count)d lessons", read) % {"count": read})
    return parts


def counted_on(week: list[date], facts: LearnerFacts) -> list[str]:
    """For the subject: the answers, or else what there is."""
    answers, marks, read = figures_of(week, facts)
    if answers:
        return [ngettext("%(count)d answer", "%(count)d answers", answers) % {"count": answers}]
    if marks:
        return [ngettext("%(count)d recall prompt", "%(count)d recall prompts", marks) % {"count": marks}]
    return [ngettext("%(count)d lesson", "%(count)d lessons", read) % {"count": read}] if read else []


def goal_in_words(facts: LearnerFacts, reached: int) -> str:
    goal = facts.learner.weekly_goal
    if reached >= goal:
        return ngettext("That meets your goal of %(count)d day.", "That meets your goal of %(count)d days.", goal) % {
            "count": goal
        }
    return ngettext("Your goal is %(count)d day.", "Your goal is %(count)d days.", goal) % {"count": goal}


def what_comes(facts: LearnerFacts) -> str:
    """What is there to do this week."""
    parts = []
    if facts.due:
        text = ngettext("%(cards)s is due for review", "%(cards)s are due for review", facts.due)
        parts.append(text % {"cards": cards_in_words(facts.due)})
    if facts.has_next_step:
        lesson = facts.step.lesson
        values = {"number": lesson.number, "title": lesson.title}
        parts.append(_("your next step is lesson %(number)d, “%(title)s”") % values)
    return _("This week: %(what)s.") % {"what": listed(parts)} if parts else ""


def of_goodbye(facts: LearnerFacts) -> Words:
    unanswered = sum(mail.day > facts.seen_on for mail in facts.sent)
    if not unanswered:
        raise CannotTell(_("No mail went since the last visit, so there is nothing to end."))
    times = ngettext("%(count)d mail", "%(count)d mails", unanswered) % {"count": unanswered}
    last_here = date_words(facts.seen_on, "j F Y")
    wanted = [str(words) for topic, words in ABOUT.items() if facts.preference.wants(topic)] or [_("the course")]
    came = ngettext(
        "%(mails)s has come since you were last here, on %(day)s.",
        "%(mails)s have come since you were last here, on %(day)s.",
        unanswered,
    ) % {"mails": times, "day": last_here}
    stops = _("This one is the last: from now on we send you nothing about %(topics)s.") % {"topics": listed_or(wanted)}
    stays = _("What you wrote and learned stays as it is.")
    if facts.due:
        text = ngettext("%(cards)s is waiting for review.", "%(cards)s are waiting for review.", facts.due)
        stays += " " + text % {"cards": cards_in_words(facts.due)}
    again = _("To get our mails again, just visit the course once while signed in: they go on as you have set them.")
    return Words(
        subject=_("No more reminders until you visit again"),
        preview=_("This is the last one. How to get them again is inside."),
        heading=_("This is our last reminder for now"),
        paragraphs=(f"{came} {stops}", f"{stays} {again}"),
        button=_("Go to your course"),
        path=reverse("progress:dashboard"),
        occasion=_("You get this mail because you have not visited since %(mails)s went to you.") % {"mails": times},
    )


def listed_or(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s or %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


WORDS: dict[models.TextChoices, Callable[[LearnerFacts], Words]] = {
    Kind.REVIEWS: of_reviews,
    Kind.NEXT_STEP: of_next_step,
    Kind.WEEKLY: of_weekly,
    Kind.GOODBYE: of_goodbye,
}


def when_in_words(preference: Preference) -> str:
    """On which days, at which hour of which clock, how many: as the learner has set it."""
    text = ngettext(
        "Your reminders are set to %(days)s at %(hour)s (time zone %(zone)s), at most %(count)d a week.",
        "Your reminders are set to %(days)s at %(hour)s (time zone %(zone)s), at most %(count)d a week.",
        preference.most_a_week,
    )
    return text % {
        "days": days_in_words(preference.days),
        "hour": f"{preference.hour:02}:00",
        "zone": preference.learner.zone.key.replace("_", " "),
        "count": preference.most_a_week,
    }


def days_in_words(days: str) -> str:
    if days == EVERY_DAY:
        return _("every day")
    if days == WORKDAYS:
        return _("Monday to Friday")
    return listed([str(WEEKDAYS[int(day) - 1]) for day in days])
