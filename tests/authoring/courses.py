"""Courses made by hypothesis, as things: odd words everywhere, optional keys there or not, questions of each kind."""

import yaml
from hypothesis import strategies as st

from authoring.twin.things import READINESS, Key, Things
from lessons.blocks import check_blocks
from quizzes.kinds import kinds
from tests.authoring.readiness_files import TEXT as READINESS_TEXT
from tests.quizzes.factories import entry
from tests.quizzes.factories_activities import read_entry

ODD = (
    *(
        "yes",
        "No",
        "null",
        "~",
        "true",
        "1e3",
        "1_000",
        "0x1F",
        "0o14",
        ".inf",
        "12:30:45",
        "2026-11-23",
        "=",
        "<<",
        "?",
    ),
    *("- a", "# b", ": ", "a: b", "key: value # c", "a #b", "'", '"', "''", "|", "> x", "%x", "@at", "`x`", "*a", "&a"),
    *(
        "!tag",
        "{a}",
        "[b]",
        "{{ c }}",
        "---",
        "...",
        "a\nb",
        "a\n\n  b\n- c",
        "one \ntwo",
        "a\n\tb",
        "tab\there",
        "\\n",
    ),
    *("é", "e\u0301", "\U0001f600", "a\u2028b", "a\x85b", "a\ufeffb", "\xa0", "\x07bell", "ﷺ", "ab " * 9, "long" * 15),
)
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")
TEXT_NAMES = {"stem", "why", "feedback", "then", "model", "idea", "text", "title", "intro", "sign", "question"}


def texts(limit: int = 60):
    """One to `limit` characters, none of them space at the ends."""
    raw = st.one_of(st.sampled_from(ODD), st.text(CHARACTERS, max_size=limit))
    return raw.map(lambda text: text.strip()[:limit].strip()).filter(bool)


def is_plain(text: str) -> bool:
    """Whether it may stand in a text: no block, no heading and no code that is left open, no tag, no link."""
    return not check_blocks(text, path="") and "](" not in text and "]:" not in text and "[A" not in text


def bodies(number: int, placed: list[str]):
    """The text of a lesson: its point, a prompt, what it places, and odd paragraphs."""
    recall = f"/// recall | P{number:02}.1\nWhat?\n\n---\n\nThis.\n///"
    places = [f"/// {'activity' if code.startswith('ACT') else 'question'} | {code}\n///" for code in placed]
    head = f"## Part of {number}\n\nIt is taught. [A{number}.1]"
    odd = st.lists(texts().filter(is_plain), max_size=3)
    return odd.map(lambda parts: "\n\n".join([head, recall, *places, *parts, "The end."]) + "\n")


@st.composite
def lessons(draw, number: int, module: str, position: int, placed: list[str]):
    text, some = texts(30), st.lists(texts(30), min_size=1, max_size=2)
    terms = st.lists(st.fixed_dictionaries({"term": text, "definition": text}), max_size=1)
    sources = st.fixed_dictionaries({"text": text}, optional={"url": st.just("https://example.org/#a:b")})
    return {
        "title": draw(text),
        "short": draw(text),
        "minutes": draw(st.integers(1, 240)),
        "cases": [],
        "summary": draw(text),
        "objectives": draw(some),
        "points": [f"A{number}.1"],
        "terms": [{**term, "term": f"{number} {term['term']}"} for term in draw(terms)],
        "sources": draw(st.lists(sources, max_size=2)),
        "takeaway": draw(text),
        "status": draw(st.sampled_from(["published", "draft"])),
        "source": draw(bodies(number, placed)),
        "module": module,
        "position": position,
        "slug": draw(st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8})?", fullmatch=True)) + f"-{number}",
    }


def with_odd_texts(draw, value, name: str = "", place: str = ""):
    """`value` with other words in it. What learners choose from stays different from what stands beside it."""
    if isinstance(value, dict):
        return {key: with_odd_texts(draw, part, key, place) for key, part in value.items()}
    if isinstance(value, list):
        return [with_odd_texts(draw, part, name, f"{place}{number}") for number, part in enumerate(value)]
    if name not in TEXT_NAMES or not isinstance(value, str) or draw(st.booleans()):
        return value
    text = draw(texts(40))
    return f"{place} {text}" if name == "text" else text


@st.composite
def questions(draw, number: int):
    chosen = draw(st.lists(st.sampled_from(sorted(kinds())), max_size=3))
    made = []
    for position, kind in enumerate(chosen, start=1):
        optional = draw(st.dictionaries(st.just("why"), texts(40)))
        source = entry(kind, f"Q{number:02}.{position}", **optional)
        made.append(with_odd_texts(draw, source) | {"position": position - 1})
    return made


@st.composite
def courses(draw) -> Things:
    text, some = texts(60), st.lists(texts(30), min_size=1, max_size=2)
    case = st.fixed_dictionaries({"title": text, "what": text, "stakes": text})
    course = {
        **{name: draw(text) for name in ("title", "tagline", "summary")},
        **{name: draw(some) for name in ("audience", "outcomes")},
        "cases": draw(st.dictionaries(st.sampled_from(["receipts", "yes", "1e3", "a-b"]), case, max_size=2)),
        "certificate": draw(st.sampled_from([{}, {"stands_for": "It: holds", "practised": [], "final_percent": 70}])),
    }
    codes = draw(st.lists(st.sampled_from(["M1", "no", "1e3", "M-2"]), min_size=1, max_size=2, unique=True))
    beliefs = st.fixed_dictionaries({"belief": text, "refuted_in": st.just(["L00"])})
    course["misconceptions"] = {f"M{number:02}": draw(beliefs) for number in range(1, 21)}
    things: Things = {Key("course", draw(st.sampled_from(["small", "on", "12"]))): course}
    for position, code in enumerate(codes):
        summary = draw(st.one_of(st.just(""), text))
        things[Key("module", code)] = {"title": draw(text), "summary": summary, "position": position}
    items = {number: draw(questions(number)) for number in range(draw(st.integers(1, 3)))}
    has_activity = draw(st.booleans())
    has_readiness = draw(st.booleans()) and bool(items[0]) and items[0][0]["kind"] != "free"
    places = dict.fromkeys(codes, 0)
    for number in items:
        module = draw(st.sampled_from(codes))
        placed = [item["id"] for item in items[number]]
        placed += ["ACT00"] * (number == 0 and has_activity) + ["ACT00a", "ACT00b"] * (number == 0 and has_readiness)
        things[Key("lesson", f"L{number:02}")] = draw(lessons(number, module, places[module], placed))
        places[module] += 1
    course["coverage"] = draw(st.sampled_from(["", "".join(f"A{n}.1|1|“Odd” # words: {n}\n" for n in items)]))
    for slug in draw(st.lists(st.sampled_from(["null", "2026-11-23", "a-b"]), max_size=2, unique=True)):
        things[Key("article", slug)] = draw(articles())
    things |= {Key("question", item["id"]): item for number in items for item in items[number]}
    if has_activity:
        activity = read_entry("ACT01") | {"id": "ACT00"}
        things[Key("activity", "ACT00")] = with_odd_texts(draw, activity)
    if has_readiness:
        things[READINESS] = with_odd_texts(draw, readiness())
    return things


@st.composite
def articles(draw):
    return {
        "title": draw(texts()),
        "summary": draw(texts()),
        "published_on": draw(st.dates()).isoformat(),
        "status": draw(st.sampled_from(["published", "draft"])),
        "source": "\n\n".join(["Text.", *draw(st.lists(texts().filter(is_plain), max_size=2)), "End."]) + "\n",
    }


def readiness() -> dict:
    """Naming only what every course made here has, with its first question."""
    sheet = yaml.safe_load(READINESS_TEXT) | {"first": "ACT00a", "second": "ACT00b"}
    for question in sheet["questions"]:
        question |= {"lessons": ["L00"], "linked": ["Q00.1"], "point": "A0.1"}
        for task in (question["practice"], *question["tasks"]):
            for name in ("items", "lessons", "activities"):
                task.pop(name, None)
    return sheet
