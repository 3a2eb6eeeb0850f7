"""Sections of the learner's own."""

import pytest
from django.test import Client

from briefs.models import SECTIONS_LIMIT, TEXT_LIMIT, Section
from tests.briefs.factories import write
from tests.briefs.reading import BRIEF, brief_in, left_out, paragraphs_in, sent_by
from tests.factories import make_lesson, make_user
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of

ADD = "/brief/edit/section/"
RISKS = {"title": "Risks <here>", "text": "One.\n\nTwo."}


def add(client, after: str = "", **fields):
    sent = sent_by(client, ADD) | RISKS | fields
    return client.post(ADD, sent | {"after": after} if after else sent)


def url_of(section: Section, path: str = "") -> str:
    return f"{ADD}{section.public_id}/{path}"


def change(client, section: Section, **fields):
    return client.post(url_of(section), sent_by(client, url_of(section)) | fields)


@pytest.fixture
def risks(mine, learner) -> Section:
    add(mine)
    return Section.objects.get()


def section_in(client, section: Section):
    return brief_in(client).one("section", id=section.anchor)


def test_section_stands_at_the_end(mine, risks):
    main = brief_in(mine)

    assert [heading.words for heading in main.all("h2")] == ["Risks <here>"]
    assert [part.words for part in section_in(mine, risks).one(class_="own").all("p")] == ["One.", "Two."]


def test_section_stands_after_its_lesson(mine, learner, lesson):
    make_lesson(6)
    for place in ("TAKE05", "TAKE06"):
        write(learner, place, "Words.")

    add(mine, after=str(lesson.pk))

    chapter = brief_in(mine).one("section", id="l05")
    assert [heading.words for heading in chapter.all("h3")] == ["To take away", "Risks <here>"]


def test_link_below_a_lesson_chooses_it(mine, learner, lesson):
    write(learner, "TAKE05", "Words.")
    link = next(link for link in brief_in(mine).all("a") if link.words.startswith("Add a section here"))

    form = read(mine.get(link["href"])).one("select", id="id_after")

    assert [option.words for option in form.all("option") if "selected" in option] == [
        "After lesson 5, Lesson number 5"
    ]


def test_double_press_makes_one_section(mine):
    sent = sent_by(mine, ADD) | RISKS

    for _press in range(2):
        mine.post(ADD, sent)

    assert Section.objects.get().text == "One.\n\nTwo."


def test_section_is_changed_and_moved(mine, risks, lesson):
    response = change(mine, risks, title="Dangers", text="Three.", after=str(lesson.pk))

    assert response["Location"] == f"{BRIEF}#{risks.anchor}"
    words = brief_in(mine).one("section", id="l05").words
    assert "Dangers Three." in words


def test_texts_of_a_section_from_two_tabs_are_both_kept(mine, risks):
    one_tab, other_tab = sent_by(mine, url_of(risks)), sent_by(mine, url_of(risks))
    mine.post(url_of(risks), one_tab | {"text": "From one tab."})

    response = mine.post(url_of(risks), other_tab | {"text": "From the other."}, follow=True)

    assert "Both texts stand in it now." in read(response).words
    assert paragraphs_in(section_in(mine, risks)) == "From one tab. From the other."


def test_section_is_left_out_and_brought_back(mine, risks):
    mine.post(url_of(risks, "show/"), {"shown": "0"})
    assert left_out(mine) == ["Risks <here>"]

    mine.post(url_of(risks, "show/"), {"shown": "1"})

    assert section_in(mine, risks)


def test_section_is_erased(mine, risks):
    form = read(mine.get(url_of(risks))).one("form", action=url_of(risks, "remove/"))

    response = mine.post(form["action"], {"seen": form.one("input", name="seen")["value"]}, follow=True)

    assert "The section is erased." in read(response).words
    assert Section.objects.count() == 0


def test_section_changed_since_is_not_erased(mine, risks):
    form = read(mine.get(url_of(risks))).one("form", action=url_of(risks, "remove/"))
    seen = form.one("input", name="seen")["value"]
    change(mine, risks, text="Written since.")

    mine.post(form["action"], {"seen": seen})

    assert section_in(mine, risks).one(class_="own").words == "Written since."


@pytest.mark.parametrize(
    ("fields", "messages"),
    [
        ({"title": " ", "text": ""}, ["Give the section a heading.", "Write the text of the section."]),
        ({"text": "word " * 5000}, [f"Keep it under {TEXT_LIMIT} characters; it has 24999."]),
        ({"title": "x" * 121}, ["Keep it under 120 characters; it has 121."]),
        ({"after": "999999"}, ["Choose a lesson from the list."]),
    ],
)
def test_section_that_cannot_be_kept_comes_back_with_the_remedies(mine, fields, messages):
    response = add(mine, **fields)

    summary = read(response).one("div", class_="error-summary")
    assert response.status_code == 422
    assert [link.words for link in summary.all("a")] == messages
    assert Section.objects.count() == 0


def test_section_with_a_wrong_name_is_refused_and_not_lost(mine):
    response = add(mine, public_id="nonsense")

    assert response.status_code == 422
    assert "One." in read(response).one("textarea").text


@pytest.mark.parametrize("path", ["", "show/", "remove/"])
def test_section_of_somebody_else_is_not_found(risks, path):
    for client in (browser_of(make_user()), Client()):
        assert client.post(url_of(risks, path), RISKS).status_code == 404
    assert Section.objects.get().title == "Risks <here>"


def test_form_of_somebody_else_makes_a_section_of_ones_own(risks):
    other = make_user()

    browser_of(other).post(ADD, {**RISKS, "text": "Other.", "public_id": str(risks.public_id), "seen": "00000000"})

    assert Section.objects.get(learner=other).text == "Other."
    assert Section.objects.get(pk=risks.pk).text == "One.\n\nTwo."


@pytest.mark.parametrize("path", ["show/", "remove/"])
def test_only_a_post_changes_a_section(mine, risks, path):
    assert mine.get(url_of(risks, path)).status_code == 405


def test_second_press_on_erasing_changes_nothing(mine, risks):
    form = read(mine.get(url_of(risks))).one("form", action=url_of(risks, "remove/"))
    sent = {"seen": form.one("input", name="seen")["value"]}
    mine.post(form["action"], sent)

    assert mine.post(form["action"], sent)["Location"] == BRIEF


def test_brief_has_room_for_so_many_sections(mine, learner):
    rows = [Section(learner=learner, title=f"No. {number}", text="Text.") for number in range(SECTIONS_LIMIT)]
    Section.objects.bulk_create(rows)

    response = add(mine)

    assert response.status_code == 422
    assert "A brief has room for 100 sections. Erase one first." in read(response).words
    assert change(mine, rows[0], text="Still mine to change.").status_code == 302
