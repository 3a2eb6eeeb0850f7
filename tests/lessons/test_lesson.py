import re

import pytest

from lessons.models import Course, Lesson, Status
from lessons.services import publish_changes, store_lesson
from tests.factories import make_lesson


def test_lesson_shows_its_parts_in_order(course, client):
    page = client.get("/lessons/value/").content.decode()

    places = [
        page.index(mark)
        for mark in (
            "<h1>Where AI creates real value</h1>",
            "After this lesson you can",
            'id="pre05"',
            'id="s-start-with-no"',
            'id="a5-1"',
            'id="p05-1"',
            'class="example"',
            "To take away",
            "Mark as read and go on to Experience",
            'rel="prev"',
            'rel="next"',
        )
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("number", range(18))
def test_each_lesson_of_the_course_has_ids_that_are_used_once(course, client, number):
    lesson = Lesson.objects.get(code=f"L{number:02}")

    page = client.get(lesson.get_absolute_url()).content.decode()

    ids = re.findall(r'\sid="([^"]*)"', page)
    assert sorted({name for name in ids if ids.count(name) > 1}) == []
    assert [link for link in re.findall(r'href="#([^"]+)"', page) if link not in ids] == []


@pytest.mark.parametrize(
    "path", ["/", "/course/", "/glossary/", "/articles/what-an-ai-product-manager-does/", "/about/"]
)
def test_each_page_of_the_course_has_ids_that_are_used_once(course, client, path):
    page = client.get(path).content.decode()

    ids = re.findall(r'\sid="([^"]*)"', page)
    assert sorted({name for name in ids if ids.count(name) > 1}) == []
    assert [link for link in re.findall(r'href="#([^"]+)"', page) if link not in ids] == []


def test_every_link_of_the_course_to_a_paragraph_arrives(course, client):
    paths = ["/", "/course/", "/glossary/", "/articles/", "/articles/what-an-ai-product-manager-does/"]
    paths += [lesson.get_absolute_url() for lesson in Lesson.objects.all()]
    pages = {path: client.get(path).content.decode() for path in paths}

    links = {
        link
        for page in pages.values()
        for link in re.findall(r'href="(/(?:lessons|articles)/[^"#]*)(?:#([^"]*))?"', page)
    }

    assert [path for path, _anchor in links if path not in pages and path != "/articles/feed/"] == []
    assert [f"{path}#{anchor}" for path, anchor in links if anchor and f'id="{anchor}"' not in pages[path]] == []


def test_lesson_names_its_neighbours(db, client):
    for number in (1, 2, 3):
        make_lesson(number)

    page = client.get("/lessons/lesson-2/").content.decode()

    assert re.search('href="([^"]*)" rel="prev"', page)[1] == "/lessons/lesson-1/"
    assert re.search('href="([^"]*)" rel="next"', page)[1] == "/lessons/lesson-3/"


def test_first_and_last_lesson_have_one_neighbour(db, client):
    for number in (1, 2):
        make_lesson(number)

    first, last = (client.get(f"/lessons/lesson-{number}/").content.decode() for number in (1, 2))

    assert ('rel="prev"' in first, 'rel="next"' in first) == (False, True)
    assert ('rel="prev"' in last, 'rel="next"' in last) == (True, False)
    assert "Mark as read and finish" in last


def test_draft_between_two_lessons_is_passed_over(db, client):
    make_lesson(1)
    make_lesson(2, status=Status.DRAFT)
    make_lesson(3)

    page = client.get("/lessons/lesson-1/").content.decode()

    assert re.search('href="([^"]*)" rel="next"', page)[1] == "/lessons/lesson-3/"
    assert "Lesson number 2" not in page


def test_unpublished_lesson_is_not_found(db, client):
    make_lesson(1, status=Status.DRAFT)
    make_lesson(2)

    assert client.get("/lessons/lesson-1/").status_code == 404


@pytest.mark.parametrize("slug", ["nowhere", "lesson-1x", "x" * 300, "1"])
def test_unknown_lesson_is_not_found(db, client, slug):
    make_lesson(1)

    assert client.get(f"/lessons/{slug}/").status_code == 404


@pytest.mark.parametrize("path", ["/lessons/../admin/", "/lessons/%00/", "/lessons/a b/", "/lessons//"])
def test_odd_address_is_not_found(db, client, path):
    make_lesson(1)

    assert client.get(path).status_code == 404


def test_address_without_its_slash_leads_to_the_lesson(db, client):
    make_lesson(1)

    response = client.get("/lessons/lesson-1")

    assert (response.status_code, response["Location"]) == (301, "/lessons/lesson-1/")


@pytest.mark.parametrize("path", ["/", "/course/", "/lessons/value/"])
def test_site_without_a_course_has_no_such_page(db, client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("place", ["activity | ACT01", "question | Q01.1"])
def test_place_of_what_is_not_written_yet_shows_nothing(db, client, place):
    make_lesson(1, source=f"Before.\n\n/// {place}\n///\n\nAfter.\n")

    page = client.get("/lessons/lesson-1/").content.decode()

    code = place.split()[-1]
    assert (code in page, code.lower().replace(".", "-") in page) == (False, False)
    assert page.index("Before.") < page.index("After.")


def test_cases_that_the_course_knows_are_explained(db, client):
    make_lesson(1, cases=["receipts", "forgotten"])
    Course.objects.update(cases={"receipts": {"title": "Receipts", "what": "An app.", "stakes": "Money"}})

    page = client.get("/lessons/lesson-1/").content.decode()

    assert "The case in this lesson" in page
    assert "<b>Receipts</b>: An app." in page


def test_texts_of_an_author_outside_the_markdown_are_escaped(db, client):
    make_lesson(
        1,
        title="Risk & <reward>",
        short="<R>",
        summary='"Quoted" & <b>',
        objectives=["Know <this>"],
        takeaway="Is 1 < 2?",
        sources=[{"text": "A <book>", "url": "https://example.org/?a=1&b=2"}, {"text": "Another"}],
    )

    page = client.get("/lessons/lesson-1/").content.decode()

    assert "<h1>Risk &amp; &lt;reward&gt;</h1>" in page
    assert '<meta name="description" content="&quot;Quoted&quot; &amp; &lt;b&gt;">' in page
    assert '<a href="https://example.org/?a=1&amp;b=2" rel="noopener">A &lt;book&gt;</a>' in page
    assert not any(tag in page for tag in ("<reward>", "<R>", "<this>", "<book>"))


def test_anchors_of_retired_prompts_are_gone_with_them(db, client):
    lesson = make_lesson(1)
    lesson.source = "## Part\n\nNo prompt any more.\n"
    store_lesson(lesson)
    publish_changes()

    assert 'id="p01-1"' not in client.get("/lessons/lesson-1/").content.decode()
