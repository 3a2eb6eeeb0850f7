"""The dashboard: for a visitor, a guest, a member; each figure with its reason."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from accounts.models import User
from progress.services import note_place
from reviews.models import Card
from tests.factories import make_lesson, make_user
from tests.quizzes.actions import answer_at
from tests.quizzes.factories import RIGHT
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of, make_quiz, sit
from tests.reviews.factories import make_card, make_cards

PATH = "/progress/"
FOLDERS = ("progress", "reviews", "readiness", "certificates", "quizzes")
TEMPLATES = [
    path
    for folder in FOLDERS
    for path in sorted((Path(settings.BASE_DIR) / "templates" / folder).rglob("*.html"))
    if "data-figure" in path.read_text()
]


@pytest.fixture
def member(db):
    return make_user()


@pytest.fixture
def mine(member):
    return browser_of(member)


def tile(client, name: str) -> str:
    return read(client.get(PATH)).one("section", **{"aria-labelledby": f"{name}-title"}).words


def test_visitor_is_told_what_will_be_here_and_nothing_is_stored(db, client):
    make_lesson(1)

    page = read(client.get(PATH)).one("main").words

    assert "Nothing here yet." in page
    assert (User.objects.count(), len(client.cookies)) == (0, 0)


def test_guest_sees_what_they_did(db, client):
    make_lesson(1)
    client.post("/prompts/P01.1/mark/", {"rating": "not-yet"})

    assert "0 cards" in tile(client, "due")
    assert "The next card returns tomorrow." in tile(client, "due")
    assert "1 of 3 days" in tile(client, "goal")


def test_due_cards_lead_to_the_review(member, mine):
    make_cards(member, 2)

    assert "2 cards" in tile(mine, "due")
    assert "Review 2 cards" in tile(mine, "due")
    assert mine.post("/review/begin/")["Location"].startswith("/review/")


def test_next_step_goes_on_where_reading_stopped(member, mine):
    for number in (1, 2):
        make_lesson(number)
    note_place(learner=member, lesson=make_lesson(3), anchor="s-first-part")

    step = read(mine.get(PATH)).one("section", **{"aria-labelledby": "step-title"})

    assert "Lesson 3: Lesson number 3" in step.words
    assert step.one("a")["href"] == "/lessons/lesson-3/#s-first-part"


def test_goal_is_the_learners_own(member, mine):
    note_place(learner=member, lesson=make_lesson(1), is_read=True)
    User.objects.filter(pk=member.pk).update(weekly_goal=1)

    assert "1 of 1 day ✓ goal met" in tile(mine, "goal")
    assert "streak" not in mine.get(PATH).content.decode()


def test_states_of_lessons_lead_to_what_they_were_counted_from(member, mine):
    questions = make_quiz(1)
    make_lesson(2)
    sit(member, questions)

    rows = read(mine.get(PATH)).one("ol", class_="lesson-states").all("a")
    reasons = read(mine.get(rows[0]["href"])).one("main").words

    assert [row.one("span", class_="state").words for row in rows] == ["Practised", "New"]
    assert "✓ 100% in your best try; 80% are needed." in reasons
    assert "0 of 1 cards were recalled two days or more after the first time." in reasons


def test_day_lists_what_was_done_on_it_with_links(member, mine):
    question = make_quiz(1)[0]
    answer_at(mine, "/lessons/lesson-1/", question, RIGHT["single"])
    mine.post("/prompts/P01.1/mark/", {"rating": "got-it"})
    mine.post("/lessons/lesson-1/read/")
    today = timezone.now().date().isoformat()

    page = read(mine.get(f"/progress/days/{today}/"))

    events = [link["href"] for link in page.one("ol", class_="events").all("a")]
    assert "You did 3 things that count" in page.one("main").words
    assert len(events) == 3
    assert {mine.get(url, follow=True).status_code for url in events} == {200}
    assert f"/progress/days/{today}/" in mine.get(PATH).content.decode()


def test_day_of_somebody_else_is_empty(member, mine):
    note_place(learner=member, lesson=make_lesson(1), is_read=True)

    page = browser_of(make_user()).get(f"/progress/days/{timezone.now().date()}/")

    assert "You did 0 things" in read(page).one("main").words


@pytest.mark.parametrize("day", ["2026-13-01", "2026-02-30", "26-1-1", "x", "9999-12-31", "0001-01-01"])
def test_day_that_does_not_exist_is_not_found(db, client, day):
    assert client.get(f"/progress/days/{day}/").status_code == 404


@pytest.mark.parametrize("path", [PATH, "/progress/areas/", "/progress/recall/", "/progress/lessons/lesson-1/"])
def test_pages_work_for_a_visitor_and_refuse_other_methods(db, client, path):
    make_lesson(1)

    assert client.get(path).status_code == 200
    assert client.post(path).status_code == 405
    assert User.objects.count() == 0


def test_reasons_say_what_is_missing_where_there_is_nothing_to_count(db, client):
    make_lesson(1)

    recall, lesson = (
        read(client.get(f"/progress/{path}")).one("main").words for path in ("recall/", "lessons/lesson-1/")
    )

    assert "0 of 0" not in recall
    assert "No card has come back yet" in recall
    assert "0.0 days" not in lesson
    assert "Mark its recall prompts, and they become cards." in lesson


def test_lesson_that_is_not_published_has_no_page(db, client):
    make_lesson(1, status="draft")

    assert client.get("/progress/lessons/lesson-1/").status_code == 404


def test_retention_waits_for_five_cards_and_then_names_each_review(member, mine):
    for card in make_cards(member, 5):
        Card.objects.filter(pk=card.pk).update(created_at=card.created_at - timedelta(days=9))
        card.marks.update(marked_at=timezone.now() - timedelta(days=9))
    assert "Measured when five cards have come back after seven days or more; 0 have so far." in tile(mine, "retention")

    place = mine.post("/review/begin/", follow=True).redirect_chain[-1][0]
    for number in range(1, 6):
        url = re.sub(r"\d+/$", f"{number}/mark/", place)
        mine.post(url, {"rating": "not-yet" if number == 1 else "got-it"})

    assert "80%" in tile(mine, "retention")
    assert "4 of 5 cards came" in tile(mine, "retention")
    listed = read(mine.get("/progress/recall/")).one("tbody").all("tr")
    assert len(listed) == 5
    assert {row.all("td")[1].words for row in listed} == {"9"}


REASON = re.compile(r'<details[^>]* data-why="([\w -]+)"[^>]*>(.*?)</details>', re.DOTALL)
OWN_EVENTS = re.compile(
    r"""<a\ href="(?:
        {%\ url\ "(?:progress:(?:day|lesson|recall|areas)|reviews:cards?|quizzes:attempt)"[^%]*%}
        |{{\ (?:event|answer)\.(?:url|get_absolute_url)\ }}  # each event by itself
        |\#(?:[\w-]+|{{\ [\w.|]+\ }})  # where they stand on the same page
    )["#]""",
    re.VERBOSE,
)


def figures_in(text: str) -> set[str]:
    return set(re.findall(r'data-figure="([\w-]+)"', text))


def reasons_in(text: str) -> dict[str, str]:
    """What is said behind "Why this number?", by the name of the figure; one may speak of several."""
    return {name: said for names, said in REASON.findall(text) for name in names.split()}


@pytest.mark.parametrize(
    ("template", "figure"),
    [(path, name) for path in TEMPLATES for name in sorted(figures_in(path.read_text()))],
    ids=lambda value: value if isinstance(value, str) else value.stem,
)
def test_each_figure_marked_in_a_template_has_a_reason_that_leads_to_own_events(template, figure):
    reasons = reasons_in(template.read_text())

    assert figure in reasons
    assert OWN_EVENTS.search(reasons[figure])


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_place_on_the_same_page_that_a_reason_leads_to_is_there(template):
    text = template.read_text()

    anchors = [anchor for said in reasons_in(text).values() for anchor in re.findall(r'href="#([\w-]+)"', said)]

    assert [anchor for anchor in anchors if f'id="{anchor}"' not in text] == []


def test_each_figure_on_the_dashboard_is_marked_and_explained(member, mine):
    """A number in a tile that is not marked as a figure would go unexplained."""
    sit(member, make_quiz(1))
    make_cards_beside(member)

    page = read(mine.get(PATH))
    tiles = page.all("section", class_="tile")

    for section in tiles:
        numbers = [b for paragraph in section.all("p", class_="figure") for b in paragraph.all("b")]
        marked = [b for b in numbers if "data-figure" in b]
        names = {b["data-figure"] for b in marked}
        assert names <= {element["data-why"] for element in section.all("details")}, section["aria-labelledby"]
        assert all("data-figure" in b for b in numbers if any(character.isdigit() for character in b.words))
    assert {b["data-figure"] for b in page.all("b") if "data-figure" in b} >= {"due", "goal", "lessons", "forecast"}
    reasons = {details["data-why"]: details for details in page.all("details")}
    names = ("due", "goal", "weakest", "retention", "forecast", "lessons", "heat")
    assert [name for name in names if not reasons[name].all("a")] == []


def make_cards_beside(member):
    for number in (2, 3):
        make_card(member, make_lesson(number))


@pytest.mark.parametrize("count", [1, 5, 30])
def test_dashboard_takes_nine_queries_however_much_was_done(member, mine, django_assert_num_queries, count):
    for number in range(2, count + 2):
        make_card(member, make_lesson(number))
    sit(member, make_quiz(1))
    mine.get(PATH)

    with django_assert_num_queries(
        9
    ):  # session, member, edition, cards, review, answers, marks, places, what is written
        mine.get(PATH)
