"""Writing a comment as a browser without JavaScript does: first the form of the lesson, then the one with the check."""

import re

from captcha.models import CaptchaStore

from tests.quizzes.page import read

TYPED = {"name": "Kim", "email": "kim@example.org", "text": "How do you count edits?"}
WRITE = "/comments/lessons/lesson-1/write/"


def hidden_of(response) -> dict[str, str]:
    """What the form of a page brings along unseen."""
    form = read(response).one("form", class_="comment-form")
    return {field["name"]: field["value"] for field in form.all("input", type="hidden")}


def solution_of(hidden: dict[str, str]) -> str:
    return CaptchaStore.objects.get(hashkey=hidden["security_check_key"]).response


def second_step(client, clock, path: str = WRITE, **typed) -> dict[str, str]:
    """All that the second step sends, after somebody has taken five seconds."""
    hidden = hidden_of(client.post(path, TYPED | typed))
    clock.shift(5)
    answer = {"security_check": solution_of(hidden)} if "security_check_key" in hidden else {}
    return TYPED | typed | hidden | answer


def words_of(response) -> str:
    return re.sub(r"\s+", " ", read(response).one("main").words)
