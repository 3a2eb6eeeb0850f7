import re

from lessons.glossary import glossary_of
from lessons.models import Lesson, Status
from lessons.rendering import point_anchor
from tests.factories import make_lesson


def term(name: str, **fields) -> dict:
    return {"term": name, "definition": f"What {name} is.", **fields}


def test_terms_stand_in_alphabetical_order_under_their_letters(db):
    lessons = [
        make_lesson(1, terms=[term("drift"), term("Anchor")]),
        make_lesson(2, terms=[term("Data"), term("agent")]),
    ]

    letters = glossary_of(lessons, point_anchor)

    assert [(letter, [entry.name for entry in entries]) for letter, entries in letters] == [
        ("A", ["agent", "Anchor"]),
        ("D", ["Data", "drift"]),
    ]


def test_term_leads_to_the_paragraph_that_teaches_it(db):
    lesson = make_lesson(1, terms=[term("Threshold", point="A1.1"), term("Score")])

    [(_s, [score]), (_t, [threshold])] = glossary_of([lesson], point_anchor)

    assert threshold.url == "/lessons/lesson-1/#a1-1"
    assert score.url == "/lessons/lesson-1/"


def test_page_shows_each_term_with_its_lesson(db, client):
    make_lesson(1, terms=[term("A/B <test>", point="A1.1")])

    page = client.get("/glossary/").content.decode()

    assert "<dt>A/B &lt;test&gt;</dt>" in page
    assert "What A/B &lt;test&gt; is." in page
    assert '<a href="/lessons/lesson-1/#a1-1">Lesson number 1</a>' in page


def test_terms_of_drafts_are_not_shown(db, client):
    make_lesson(1, terms=[term("Threshold")], status=Status.DRAFT)

    page = client.get("/glossary/").content.decode()

    assert "No lesson defines a term yet." in page


def test_every_term_of_the_course_leads_to_an_anchor(course, client):
    page = client.get("/glossary/").content.decode()
    links = re.findall('Taught in <a href="([^"#]+)#([^"]+)"', page)

    assert len(links) == sum(1 for lesson in Lesson.objects.all() for entry in lesson.terms if "point" in entry)
    assert [
        f"{path}#{anchor}" for path, anchor in links if f'id="{anchor}"' not in client.get(path).content.decode()
    ] == []
