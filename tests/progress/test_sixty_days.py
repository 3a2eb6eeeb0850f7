"""Sixty days of one learner: states only rise, and every figure is what raw rows say when they are counted by other
means than the site's."""

import re
from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from tests.factories import make_user
from tests.progress.walk import Walker
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of

ORDER = ["New", "Read", "Practised", "Remembered", "Durable"]
ZONE = ZoneInfo("America/New_York")
CORE = {"L05", "L06", "L07", "L08", "L09", "L10"}


def rows(sql: str, *values) -> list[dict]:
    """Raw rows, without models."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [dict(zip([column[0] for column in cursor.description], row, strict=True)) for row in cursor.fetchall()]


def moment(value) -> datetime:
    """SQLite gives text, PostgreSQL a datetime."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return value if value.tzinfo else value.replace(tzinfo=ZoneInfo("UTC"))


class Ledger:
    """Every figure of the dashboard, from raw rows."""

    def __init__(self, learner: int, now: datetime):
        self.today = now.astimezone(ZONE).date()
        self.cards = rows(
            "SELECT c.*, p.lesson_id AS p_lesson, q.lesson_id AS q_lesson FROM reviews_card c"
            " LEFT JOIN lessons_prompt p ON p.id = c.prompt_id LEFT JOIN quizzes_question q ON q.id = c.question_id"
            " WHERE c.learner_id = %s",
            learner,
        )
        self.marks = rows(
            "SELECT m.* FROM reviews_mark m JOIN reviews_card c ON c.id = m.card_id"
            " WHERE c.learner_id = %s AND m.undone_at IS NULL ORDER BY m.marked_at, m.id",
            learner,
        )
        self.answers = rows(
            "SELECT a.*, q.code, q.kind AS q_kind, l.code AS lesson, t.kind AS t_kind, t.scope, t.length"
            " FROM quizzes_answer a JOIN quizzes_question q ON q.id = a.question_id"
            " JOIN lessons_lesson l ON l.id = q.lesson_id JOIN quizzes_attempt t ON t.id = a.attempt_id"
            " WHERE a.learner_id = %s AND a.completed_at IS NOT NULL ORDER BY a.completed_at, a.id",
            learner,
        )
        self.readings = rows("SELECT * FROM progress_reading WHERE learner_id = %s", learner)
        self.notes = rows("SELECT * FROM quizzes_note WHERE learner_id = %s", learner)
        self.prompts = rows("SELECT * FROM lessons_prompt WHERE retired_at IS NULL")
        self.questions = rows("SELECT id, code FROM quizzes_question")
        self.lessons = rows("SELECT * FROM lessons_lesson WHERE status = 'published'")

    def day(self, value) -> date:
        return moment(value).astimezone(ZONE).date()

    @property
    def due(self) -> int:
        return sum(self.day(card["due"]) <= self.today for card in self.cards)

    @property
    def days(self) -> Counter:
        moments = [row["completed_at"] for row in self.answers] + [row["written_at"] for row in self.notes]
        moments += [row["marked_at"] for row in self.marks if row["answer_id"] is None]
        moments += [row["read_at"] for row in self.readings if row["read_at"]]
        return Counter(self.day(value) for value in moments)

    @property
    def goal(self) -> str:
        monday = self.today - timedelta(days=self.today.weekday())
        return f"{sum(monday <= day <= self.today for day in self.days)} of 3"

    @property
    def heat(self) -> int:
        monday = self.today - timedelta(days=self.today.weekday(), weeks=25)
        return sum(count for day, count in self.days.items() if day >= monday)

    @property
    def forecast(self) -> int:
        waiting, asked = 0, 0
        for number in range(7):
            day = self.today + timedelta(days=number)
            for card in self.cards:
                due = max(self.day(card["due"]), self.today)
                waiting += due == day
            asked += min(20, waiting)
            waiting -= min(20, waiting)
        return asked

    @property
    def retention(self) -> str:
        outcomes = []
        for card in self.cards:
            mine = [row for row in self.marks if row["card_id"] == card["id"]]
            code = next((row["code"] for row in self.questions if row["id"] == card["question_id"]), None)
            seen = [moment(row["marked_at"]) for row in mine]
            seen += [moment(row["completed_at"]) for row in self.answers if row["code"] in (code, f"{code}b")]
            for row in mine[1:]:
                at = moment(row["marked_at"])
                if row["stability"] is not None and at - max(each for each in seen if each < at) >= timedelta(days=7):
                    outcomes.append(row["rating"] != "not-yet")
                    break
        return f"{round(100 * sum(outcomes) / len(outcomes))}%" if len(outcomes) >= 5 else str(len(outcomes))

    @property
    def weakest(self) -> str | None:
        last = {
            row["code"].removesuffix("b"): row
            for row in self.answers
            if row["lesson"] in CORE and row["q_kind"] != "free"
        }
        tally = {}
        for row in last.values():
            right, count = tally.get(row["lesson"], (0, 0))
            tally[row["lesson"]] = (right + (row["score"] >= 0.99), count + 1)
        full = {lesson: pair for lesson, pair in tally.items() if pair[1] >= 5}
        if len(full) < 2 or all(right == count for right, count in full.values()):
            return None
        return min(full, key=lambda lesson: (full[lesson][0] / full[lesson][1], -full[lesson][1], lesson))

    def is_practised(self, lesson: dict) -> bool:
        attempts: dict[int, list] = {}
        for row in self.answers:
            if row["t_kind"] == "lesson" and row["scope"] == lesson["code"]:
                attempts.setdefault(row["attempt_id"], []).append(row)
        for given in attempts.values():
            firsts = [row for row in given if row["ordinal"] == 1]
            graded = [row["score"] for row in firsts if row["q_kind"] != "free"]
            if len(firsts) >= firsts[0]["length"] and sum(graded) / len(graded) >= 0.8 - 1e-9:
                return True
        return False

    def memory(self, lesson: dict) -> tuple[bool, bool]:
        """Whether all cards were ever kept, and ever durable: by going through the marks from the first on."""
        mine = {card["id"]: card for card in self.cards if lesson["id"] in (card["p_lesson"], card["q_lesson"])}
        prompts = {row["id"] for row in self.prompts if row["lesson_id"] == lesson["id"]}
        kept, stability, remembered, durable = set(), {}, False, False
        for mark in self.marks:
            card = mine.get(mark["card_id"])
            if card is None or mark["stability"] is None:
                continue
            stability[card["id"]] = mark["stability"]
            if mark["rating"] != "not-yet" and moment(mark["marked_at"]) - moment(card["created_at"]) >= timedelta(
                days=2
            ):
                kept.add(card["id"])
            has_prompts = prompts <= {mine[key]["prompt_id"] for key in stability}
            now = bool(prompts) and has_prompts and set(stability) <= kept
            values = sorted(stability.values())
            middle = (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2
            remembered, durable = remembered or now, durable or (now and middle >= 21)
        return remembered, durable

    def state(self, lesson: dict) -> str:
        is_read = any(row["lesson_id"] == lesson["id"] and row["read_at"] for row in self.readings)
        is_practised = self.is_practised(lesson) if lesson["code"] != "L00" else is_read
        remembered, durable = self.memory(lesson)
        if is_practised and remembered:
            return "Durable" if durable else "Remembered"
        return "Practised" if self.is_practised(lesson) and lesson["code"] != "L00" else "Read" if is_read else "New"


def shown(page) -> dict:
    """The figures on the dashboard, by name."""
    figures = {element["data-figure"]: element.words for element in page.all() if "data-figure" in element}
    figures["heat"] = sum(int(element.words) for element in page.all("td") if element["data-figure"] == "heat")
    links = page.one("ol", class_="lesson-states").all("a")
    figures["states"] = [link.one("span", class_="state").words for link in links]
    weakest = page.one("section", **{"aria-labelledby": "weakest-title"}).all("b")
    figures["weakest"] = weakest[0].words if weakest else None
    return figures


@pytest.mark.database
def test_states_only_rise_and_figures_are_what_the_rows_say(course):
    member = make_user(time_zone="America/New_York")
    before, seen = ["New"] * 18, Counter()
    for evening in Walker(member).days(60):
        figures = shown(read(browser_of(member).get("/progress/")))
        ledger = Ledger(member.pk, evening)
        lessons = sorted(ledger.lessons, key=lambda row: row["code"])
        short = {row["code"]: row["short"] for row in lessons}

        assert figures["due"] == str(ledger.due)
        assert figures["goal"] == ledger.goal
        assert figures["heat"] == ledger.heat
        assert figures["forecast"] == str(ledger.forecast)
        assert figures["retention"] == ledger.retention
        assert figures["weakest"] == short.get(ledger.weakest)
        assert figures["states"] == [ledger.state(lesson) for lesson in lessons]
        assert all(ORDER.index(now) >= ORDER.index(then) for then, now in zip(before, figures["states"], strict=True))
        before = figures["states"]
        seen.update([*before, figures["weakest"]])

    assert set(ORDER) <= set(seen)  # the walk went through every state
    assert re.fullmatch(r"\d+%", figures["retention"])
    assert seen[None] < 60  # on some days there was a weakest area; reviews mend it
