"""The brief as Markdown: a file in which people's words stay words."""

import re
from html import unescape

import markdown
import pytest
from django.conf import settings as site_settings
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st

from briefs.documents import Document, Piece
from briefs.exporting import as_markdown
from briefs.models import Passage, Section
from briefs.services import markdown_of
from lessons.escaping import CONTROLS
from tests.briefs.factories import decide, leave_everything, write
from tests.briefs.reading import edit
from tests.factories import make_lesson, make_user
from tests.quizzes.factories_activities import make_activity

SITE = site_settings.SITE_URL
OWN_TAGS = {"h1", "h2", "h3", "p", "br", "em", "strong", "a", "ul", "li"}
MARKS = st.text(alphabet="#*_`~=+->|[]()!\\&<>;:.01 \t\nab\"'•", max_size=60)
TYPED = st.one_of(MARKS, st.text(max_size=60))
HOSTILE = """<script>alert(1)</script>
# Heading
- [x](javascript:alert(1)) ![i](j)
1. *a* &lt; `c`
---
> q | r

    code"""


def tags_in(html: str) -> set[str]:
    return set(re.findall(r"</?([a-z0-9]+)", html))


def words_in(text: str) -> list[str]:
    """What a reader sees, word by word; a bullet before an entry is drawn and not written."""
    return [word for word in text.split() if word != "•"]


def seen(html: str) -> list[str]:
    return words_in(unescape(re.sub(r"<[^>]+>", " ", html)))


def typed(text: str) -> list[str]:
    return words_in("\n".join(CONTROLS.sub("", line) for line in text.splitlines()))


@pytest.fixture
def hostile(mine, learner):
    write(learner, "TAKE05", HOSTILE)
    edit(mine, "title", "A *title* <b>here</b> #")


def test_file_is_a_download(mine, hostile):
    response = mine.get("/brief/brief.md")

    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="decision-brief.md"'
    assert response.content.decode().startswith("# A \\*title\\* &lt;b>here&lt;/b> \\#\n")


def test_words_stay_words(learner, hostile):
    html = markdown.markdown(markdown_of(learner))

    assert tags_in(html) <= OWN_TAGS
    assert re.findall(r'href="([^"]+)"', html) == [
        f"{SITE}/lessons/lesson-5/",
        f"{SITE}/lessons/lesson-5/#take05",
    ]
    assert html.count("<h2>") == html.count("<h3>") == 1
    assert " ".join(typed(HOSTILE)) in " ".join(seen(html))


@given(title=TYPED, text=TYPED, section=TYPED)
@example(title="# t #", text=HOSTILE, section="* a\n* b")
@example(title="`", text="• one\n• *two*\nthree", section="•\n• -")
def test_rendered_it_reads_as_it_was_typed(title, text, section):
    pieces = {
        source: Piece(source, "Label", None, Passage(source=source, text=said))
        for source, said in (("title", title), ("context", text), ("monday", ""))
    }
    document = Document(pieces, [], sections=[Section(title="Own", text=section)])

    html = markdown.markdown(as_markdown(document, site="", today="today"))

    expected = ["AI", "Product", "Management", "Fundamentals,", "today"]
    heading = typed(title) if title else ["My", "decision", "brief"]
    context = ["Label", *typed(text)] if text else []
    assert tags_in(html) <= OWN_TAGS
    assert seen(html) == [*heading, *expected, *context, "Own", *typed(section)]


def test_decision_has_its_labels_and_lists(learner, lesson):
    make_activity("ACT13")
    decide(learner, "ACT13")

    text = markdown_of(learner)

    assert "### Plan the week\n\n**In the week**\n\n- Listen in on three calls between agents and customers\n" in text
    assert re.search(rf"\[\d+ [A-Z][a-z]+ \d{{4}}\]\({SITE}/activities/ACT13/\)", text)


def test_what_is_left_out_is_not_in_the_file(mine, learner):
    make_lesson(6)
    write(learner, "TAKE05", "In.")
    write(learner, "TAKE06", "Out.")
    mine.post("/brief/edit/TAKE06/show/", {"shown": "0"})

    text = markdown_of(learner)

    assert "In." in text
    assert "Out." not in text
    assert "Lesson 6" not in text


def test_visitor_has_no_file(lesson):
    assert Client().get("/brief/brief.md").status_code == 404


def test_brief_of_the_whole_course_is_sound(course):
    learner = make_user()
    leave_everything(learner)

    html = markdown.markdown(markdown_of(learner))

    assert tags_in(html) <= OWN_TAGS
    assert html.count("<h2>") == 18
