"""Claims that age: what stands after the bar of a `fact` block, and how such a claim stands on a day."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ARGUMENT = re.compile(r"as_of: *(?P<as_of>\S+?) *, *review_by: *(?P<review_by>\S+)")
EXAMPLE = "/// fact | as_of: 2026-03-01, review_by: 2027-03-01"
SOON = timedelta(days=30)


class WrongDates(ValueError):
    """What an author wrote after the bar is not right: `message` and `remedy` say what and how to mend it."""

    def __init__(self, message: str, remedy: str):
        super().__init__(message)
        self.message, self.remedy = message, remedy


@dataclass(frozen=True)
class Dates:
    """Since when a claim is known to hold, and when somebody is to look again whether it still does."""

    as_of: date
    review_by: date


class Standing(StrEnum):
    STALE = "stale"
    SOON = "soon"
    CURRENT = "current"


def read_dates(argument: str) -> Dates:
    """The dates of a block; raises WrongDates."""
    found = ARGUMENT.fullmatch(argument)
    if found is None:
        raise WrongDates("The block 'fact' needs two dates after the bar.", f"Write it like: {EXAMPLE}")
    dates = Dates(*(read_date(name, found[name]) for name in ("as_of", "review_by")))
    if dates.review_by <= dates.as_of:
        message = f"The review on {dates.review_by} does not come after {dates.as_of}, when the claim held."
        raise WrongDates(message, "Write a later day after review_by.")
    return dates


def read_date(name: str, text: str) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise WrongDates(f"'{text}' is no date for {name}.", "Write year, month and day, like 2026-03-01.")


def standing_of(review_by: date, today: date) -> Standing:
    if review_by < today:
        return Standing.STALE
    return Standing.SOON if review_by <= today + SOON else Standing.CURRENT
