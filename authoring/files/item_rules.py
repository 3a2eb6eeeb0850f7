"""The craft of writing questions, as far as a machine can judge it: advice, which keeps no course from loading.

What would break a page or a grade is refused by the schema and by the kinds. What is found here makes a question easy
to guess, or an answer to it teach less. `manage.py load_course course --check` prints it.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial

from authoring.files.course_files import CourseFiles
from authoring.files.entry_files import entries_of
from lessons.blocks import Problem
from quizzes.kinds import kinds
from quizzes.kinds.base import Mistake
from quizzes.rated import WARM_UP

Rule = Callable[[dict], Iterator[Mistake]]
OPTIONS = 4
SENTENCES = 2
STEM_WORDS = 120
"""What can be read, and thought about, in under two minutes."""
SHORTEST_KEY, LONGEST_KEY = 0.6, 1.35
"""The length of a key, as a share of the mean length of the other options."""
EVERY_ONE = "Select every one that applies."
ONLY_A_VERDICT = re.compile(
    r"(\W|\b(yes|no|not|quite|right|wrong|correct|incorrect|true|false|good|well done|sorry|unfortunately|try again"
    r"|a|an|the|this|that|it|is|your|answer|option|choice)\b)*",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?…][\"'”’)*]*\s+(?=[\"“'‘(*]*[A-Z0-9])")
EMPHASISED = re.compile(r"(\*{1,2}|_{1,2})\S.*?\1|\b[A-Z]{3,}\b")
QUESTION = re.compile(r"\W*(Which|What|Who|Where|When|How)\b")
NEGATIVE = re.compile(r"(?<!and )(?<!but )(?<!at )\b(not|never|cannot|except|least|\w+n['’]t)\b")
SUM_OF_OPTIONS = re.compile(
    r"\b(all|none|both|neither|either|any) of the (above|others?|(other )?(options|answers|choices))\b"
    r"|^\W*(all|none|both|neither)( of (these|them|those))?\W*$",
    re.IGNORECASE,
)
POSITION = re.compile(
    r"\b((?i:first|second|third|fourth|fifth|sixth|last|previous|next|top|bottom) (?i:option|alternative)s?"
    r"|(?i:option|answer|choice|reason) [A-H]|(?i:option) [1-8]"
    r"|(?i:option|answer|choice|reason)s? (above|below))\b"
)


def advice_on(files: CourseFiles) -> list[Problem]:
    """What could be better about the questions of a course that has no problems, in the order of files and lines."""
    by_code = {entry["id"]: entry for _file, _number, entry in entries_of(files.quizzes)}
    taught = points_taught(files)
    found = []
    for file, number, entry in entries_of(files.quizzes):
        for path, message, remedy in advice_on_entry(entry, file.lesson, taught[file.lesson], by_code):
            found.append(Problem(file.path, file.yaml.line("items", number, *path), message, remedy))
    return sorted(found, key=lambda problem: (problem.path, problem.line))


def advice_on_entry(
    entry: dict, lesson: str, taught: Collection[str], by_code: Mapping[str, dict]
) -> Iterator[Mistake]:
    """What could be better about one entry that has no mistakes; `by_code` holds its other form."""
    for rule in rules_for(lesson, taught, by_code):
        yield from rule(entry)


def rules_for(lesson: str, taught: Collection[str], by_code: Mapping[str, dict]) -> list[Rule]:
    """All that is asked of an entry of that lesson."""
    rules = [*RULES, partial(untaught, taught=taught)]
    return rules if lesson == WARM_UP else [*rules, partial(other_form, by_code=by_code)]


def points_taught(files: CourseFiles) -> dict[str, set[str]]:
    """By lesson: the points that it and the lessons before it teach."""
    points = {file.code: file.values["points"] for file in files.lessons}
    so_far: set[str] = set()
    taught = {}
    for code in [code for module in files.course["modules"] for code in module["lessons"]]:
        so_far = so_far | set(points[code])
        taught[code] = so_far
    return taught


def choices_of(entry: dict) -> Iterator[tuple[tuple, dict]]:
    """(path, choice) of all that a learner chooses from: options, reasons, and in each node of a story the choices."""
    for name in ("options", "reasons"):
        for number, option in enumerate(entry.get(name, ())):
            yield (name, number), option
    for number, node in enumerate(entry.get("nodes", ())):
        for place, choice in enumerate(node["choices"]):
            yield ("nodes", number, "choices", place), choice


def rows_of(entry: dict) -> Iterator[tuple[tuple, dict]]:
    """(path, row) of pairs and cards."""
    for name in ("pairs", "cards"):
        for number, row in enumerate(entry.get(name, ())):
            yield (name, number), row


def texts_in(value, path: tuple = ()) -> Iterator[tuple[tuple, str]]:
    """(path, text) of every text in an entry."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from texts_in(part, (*path, name))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from texts_in(part, (*path, number))


def sentences(text: str) -> list[str]:
    return SENTENCE_END.split(text)


def feedback_says_why(entry: dict) -> Iterator[Mistake]:
    for path, part in (*choices_of(entry), *rows_of(entry)):
        if ONLY_A_VERDICT.fullmatch(part["feedback"]):
            yield Mistake((*path, "feedback"), "The feedback says right or wrong and no more.", "Say why.")


def each_option_has_its_own_feedback(entry: dict) -> Iterator[Mistake]:
    seen: list[str] = []
    for path, choice in choices_of(entry):
        if choice["feedback"] in seen:
            message = "Another option has this feedback too."
            yield Mistake((*path, "feedback"), message, "Say what is true of this one.")
        seen.append(choice["feedback"])


def options_stand_by_themselves(entry: dict) -> Iterator[Mistake]:
    for path, choice in choices_of(entry):
        if SUM_OF_OPTIONS.search(choice["text"]):
            yield Mistake((*path, "text"), "The option speaks of the other options.", "Write one that says something.")


def nothing_points_to_a_position(entry: dict) -> Iterator[Mistake]:
    for path, text in texts_in(entry):
        if found := POSITION.search(text):
            message = f"'{found[0]}' points to a position, and positions change from learner to learner."
            yield Mistake(path, message, "Name what is meant.")


def negatives_are_emphasised(entry: dict) -> Iterator[Mistake]:
    if "options" not in entry:
        return
    for question in filter(QUESTION.match, sentences(entry["stem"])):
        if found := NEGATIVE.search(EMPHASISED.sub("", question)):
            remedy = f"Ask it the other way round, or write **{found[0]}**."
            yield Mistake(("stem",), f"The stem asks for a negative, and '{found[0]}' is easily overlooked.", remedy)


def key_is_as_long_as_the_others(entry: dict) -> Iterator[Mistake]:
    if entry["kind"] not in ("single", "tf-why"):
        return
    keys = [(path, option) for path, option in choices_of(entry) if option.get("key")]
    others = [len(option["text"]) for _path, option in choices_of(entry) if not option.get("key")]
    for path, option in keys:
        ratio = len(option["text"]) * len(others) / sum(others)
        if not SHORTEST_KEY <= ratio <= LONGEST_KEY:
            message = f"The key is {ratio:.2f} times as long as the other options are on average."
            remedy = f"Keep it between {SHORTEST_KEY} and {LONGEST_KEY}, so that its length gives nothing away."
            yield Mistake((*path, "text"), message, remedy)


def options_are_short(entry: dict) -> Iterator[Mistake]:
    for path, choice in choices_of(entry):
        if (count := len(sentences(choice["text"]))) > SENTENCES:
            yield Mistake((*path, "text"), f"The option has {count} sentences.", f"Keep it to {SENTENCES}.")


def stem_is_read_in_time(entry: dict) -> Iterator[Mistake]:
    nodes = [(("nodes", number, "text"), node["text"]) for number, node in enumerate(entry.get("nodes", ()))]
    for path, text in ((("stem",), entry["stem"]), *nodes):
        if (count := len(text.split())) > STEM_WORDS:
            yield Mistake(path, f"There are {count} words to read first.", f"Keep it to {STEM_WORDS}.")


def single_has_four_options(entry: dict) -> Iterator[Mistake]:
    if entry["kind"] == "single" and (count := len(entry["options"])) != OPTIONS:
        message = f"There are {count} options."
        yield Mistake(("options",), message, f"Write {OPTIONS}, so that guessing is worth the same everywhere.")


def multiple_says_that_it_is(entry: dict) -> Iterator[Mistake]:
    if entry["kind"] == "multiple" and not entry["stem"].endswith(EVERY_ONE):
        yield Mistake(("stem",), "The stem does not say that several may be right.", f"End it with: {EVERY_ONE}")


def reasons_begin_with_because(entry: dict) -> Iterator[Mistake]:
    for number, reason in enumerate(entry.get("reasons", ())):
        if not reason["text"].startswith("Because "):
            message = "The reason does not answer the question Why?"
            yield Mistake(("reasons", number, "text"), message, "Begin it with Because.")


RULES: tuple[Rule, ...] = (
    feedback_says_why,
    each_option_has_its_own_feedback,
    options_stand_by_themselves,
    nothing_points_to_a_position,
    negatives_are_emphasised,
    key_is_as_long_as_the_others,
    options_are_short,
    stem_is_read_in_time,
    single_has_four_options,
    multiple_says_that_it_is,
    reasons_begin_with_because,
)


def untaught(entry: dict, taught: Collection[str]) -> Iterator[Mistake]:
    """Points that a question assesses and no lesson up to its own teaches."""
    for number, point in enumerate(entry["points"]):
        if point not in taught:
            message = f"{point} is taught neither in this lesson nor in one before it."
            yield Mistake(("points", number), message, "Teach it first, or take it out.")


def other_form(entry: dict, by_code: Mapping[str, dict]) -> Iterator[Mistake]:
    """A question that is graded has another form, with another case: not the same one in other words."""
    code = entry["id"]
    form_a = by_code.get(code.removesuffix("b"))
    if not code.endswith("b"):
        if kinds()[entry["kind"]].is_graded and f"{code}b" not in by_code:
            remedy = f"Write {code}b: the same points, another case."
            yield Mistake(("id",), "There is no other form to ask in a retry.", remedy)
    elif form_a:
        yield from same_as_form_a(entry, form_a)


def same_as_form_a(entry: dict, form_a: dict) -> Iterator[Mistake]:
    if entry.get("case") and entry["case"] == form_a.get("case"):
        yield Mistake(("case",), f"{form_a['id']} has this case too.", "Move the question to another one.")
    if not any(rows_of(entry)) and entry["stem"] == form_a["stem"]:
        yield Mistake(("stem",), f"{form_a['id']} has this stem too.", "Move the question to another case.")
    rows = [besides_feedback(row) for _path, row in rows_of(form_a)]
    for path, row in rows_of(entry):
        if besides_feedback(row) in rows:
            yield Mistake(path, f"{form_a['id']} has this line too.", "Write another one.")


def besides_feedback(row: dict) -> dict:
    return {name: text for name, text in row.items() if name != "feedback"}
