"""What `reminders.occasions` asks about a learner, from the database; each fact only when it is asked for."""

from datetime import date, datetime, timedelta
from functools import cached_property

from accounts.addresses import is_undeliverable, verified_address_of
from accounts.prepared import PreparedQuery
from lessons.models import Lesson
from lessons.pages import PageStore, current_edition
from progress.figures import days_of, week_of
from progress.record import Record, record_of
from progress.states import NextStep, next_step
from reminders.models import Preference, Reminder
from reminders.occasions import WEEK, Sent
from reviews.mine import cards_of, due_among

SENT = PreparedQuery(
    lambda learner: Reminder.objects.filter(learner=learner).sent().order_by("day").values_list("day", "kind", "pk")
)
lessons_kept = PageStore()
"""Of each edition, in this process: a worker that writes thousands of mails reads the lessons once."""
AGAIN = "again"
"""The kind of the next step of whoever has done all."""


class LearnerFacts:
    """Of the learner of `preference` at the moment `now`; `without` one reminder, where it is asked whether it may be
    sent again."""

    def __init__(self, preference: Preference, now: datetime, *, without: Reminder | None = None):
        self.preference, self.now, self.without = preference, now, without
        self.learner = preference.learner

    @cached_property
    def today(self) -> date:
        return self.learner.day_of(self.now)

    @property
    def is_leaving(self) -> bool:
        return self.learner.erase_on is not None

    @cached_property
    def address(self) -> str:
        return verified_address_of(self.learner) if self.learner.is_active else ""

    @cached_property
    def is_undeliverable(self) -> bool:
        return is_undeliverable(self.address)

    @property
    def seen_on(self) -> date:
        return self.learner.last_seen_on

    @cached_property
    def sent(self) -> list[Sent]:
        since = min(self.seen_on, self.today - WEEK)
        without = self.without.pk if self.without else None
        return [
            Sent(day, kind) for day, kind, number in SENT.rows(self.learner.pk) if day > since and number != without
        ]

    @cached_property
    def cards(self) -> list:
        return [card for card in cards_of(self.learner) if card.returns_at]

    @cached_property
    def due_cards(self) -> list:
        return due_among(self.cards, self.learner, self.now)

    @property
    def due(self) -> int:
        return len(self.due_cards)

    @cached_property
    def next_due_on(self) -> date | None:
        due = {card.pk for card in self.due_cards}
        moments = [card.returns_at for card in self.cards if card.pk not in due]
        return self.learner.day_of(min(moments)) if moments else None

    @cached_property
    def record(self) -> Record:
        return record_of(self.learner, self.now)

    @cached_property
    def lessons(self) -> list[Lesson]:
        kept = lessons_kept.at(current_edition())
        if "lessons" not in kept:
            wanted = ("code", "slug", "title", "short", "module", "position")
            kept["lessons"] = list(Lesson.objects.published().only(*wanted))
        return kept["lessons"]

    @cached_property
    def step(self) -> NextStep | None:
        return next_step(self.lessons, dict(self.record.places), self.record.practised)

    @property
    def has_next_step(self) -> bool:
        return self.step is not None and self.step.kind != AGAIN

    @cached_property
    def last_week(self) -> dict[date, int]:
        """How much was done on each day of the week before this one; days without anything are left out."""
        days = days_of(self.record)
        return {day: days[day] for day in week_of(self.today - timedelta(days=7)) if days.get(day)}

    @property
    def days_studied_last_week(self) -> int:
        return len(self.last_week)
