"""What people do on the readiness pages, as plain functions on a test client."""

from accounts.models import User
from readiness.models import Rating
from tests.quizzes.page import Element, read

OVERVIEW, FIRST, RATE = "/readiness/", "/readiness/first/", "/readiness/rate/"
SHARED = "/readiness/shared/"


def form_of(response) -> tuple[str, dict]:
    """(address, what a browser would send) of the one form of a pass."""
    form = read(response).one("form", **{"data-drafts": read(response).one("input", name="number")["value"]})
    sent = {
        field["name"]: field["value"]
        for field in form.all("input")
        if field["type"] not in ("radio", "checkbox") or "checked" in field
    }
    sent |= {area["name"]: area.text for area in form.all("textarea")}
    return form["action"], sent


def send_pass(client, path: str, **changes):
    """Fill in the form at `path` and send it: `send_pass(client, RATE, **{"R1-level": 2})`."""
    action, sent = form_of(client.get(path))
    return client.post(action, sent | changes)


def levels(*numbers: int) -> dict[str, int]:
    """Levels for R1, R2 and so on."""
    return {f"R{place}-level": number for place, number in enumerate(numbers, start=1)}


def row_of(response, code: str) -> Element:
    """What the overview says about one question."""
    return read(response).one("section", id=code.lower())


def plan_of(response) -> list[str]:
    """The tasks of the plan, in words, in order."""
    return [task.one("p", class_="what").words for task in read(response).all("div", class_="task")]


def shown_rating(learner: User, code: str = "R1") -> Rating:
    """What an instructor sees of a shared question."""
    return Rating.objects.filter(of_pass__learner=learner, question=code).last()


def say(client, rating: Rating, **values):
    """An instructor's feedback."""
    return client.post(f"/readiness/shared/{rating.pk}/feedback/", values)
