from itertools import combinations

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from quizzes.simulators import Posted, load, render_entry
from quizzes.simulators.week import most_spared
from tests.quizzes.factories_activities import changed, read_entry
from tests.quizzes.simulators.golden_values import golden

SIMULATOR = load()["week"]
SOURCE = read_entry("ACT13")
CONTENT = render_entry(SOURCE)
CARDS = {card["id"]: card for card in SOURCE["cards"]}
AT_BEST = {"keep": [code for code in CARDS if code not in {"shadow", "record"} and CARDS[code]["harm"]]}
BUSY = {"keep": ["prompts", "slides", "news", "dashboard", "colour", "standups", "record", "calls", "comments", "rank"]}


def kept(*codes: str) -> dict:
    return {"keep": list(codes)}


@pytest.mark.parametrize("case", golden("week"))
def test_outcome_is_the_golden_one(case):
    assert SIMULATOR.outcome(CONTENT, case["choices"]) == case["outcome"]


def test_twenty_cards_want_into_fourteen_slots():
    assert (len(CARDS), SOURCE["slots"]) == (20, 14)
    assert {card["work"] for card in CARDS.values()} == {work["id"] for work in SOURCE["work"]}


def test_week_that_spares_most_scores_one():
    graded = SIMULATOR.grade(CONTENT, AT_BEST)

    assert graded.score == 1
    assert graded.verdict == "The week after: of 7 cards you dropped, 0 hurt, 2 are felt, and 5 are not."
    assert [line.score for line in graded.lines] == [0.33, 0.67, 1, 1, 1, 1, 1, None, None, None]
    assert graded.notice == SOURCE["notice"]


def test_week_of_what_nobody_misses_scores_low_and_is_told_so():
    graded = SIMULATOR.grade(CONTENT, BUSY)

    lines = {line.label: line for line in graded.lines}
    assert graded.score == round(8 / 30, 4)
    assert graded.lines[0].score == 0
    assert lines["Dropped: Go through last week’s ten misfires with an engineer"].text.startswith(
        "The fault with split"
    )
    slides = lines["Kept: Polish the road map slides, with animations"]
    assert (slides.text, slides.word) == ("You show the plain ones. The questions are the same.", "could have waited")


def test_each_other_week_is_told_in_words_and_not_graded():
    lines = {line.label: line for line in SIMULATOR.grade(CONTENT, AT_BEST).lines}

    assert lines["Firm of ten"].score is None
    assert lines["Firm of ten"].text.startswith("Users and feedback 4, Engineering and data 3, Design 2")
    assert "Invented" in lines["Firm of ten"].text


def test_week_that_is_too_full_is_refused_with_what_to_drop():
    sent = Posted({"keep": list(CARDS)})

    assert SIMULATOR.missing(CONTENT, sent) == {"keep": "This takes 24 slots and the week has 14. Drop cards for 10."}
    assert SIMULATOR.missing(CONTENT, Posted({})) == {"keep": "Nothing is in the week yet. Tick what you would do."}
    assert SIMULATOR.missing(CONTENT, Posted(AT_BEST)) == {}


def test_sentence_says_what_is_free_or_too_much():
    def sentence(choices):
        return SIMULATOR.present(CONTENT, choices, SIMULATOR.outcome(CONTENT, choices))["sentence"]

    assert sentence(kept("calls", "shadow")) == "3 of 14 slots are taken, 11 are free. Cards kept: 2."
    assert sentence(kept(*CARDS)) == "24 slots are taken and the week has 14: 10 too many. Cards kept: 20."


def test_model_says_nothing_of_what_follows():
    model = str(SIMULATOR.model(CONTENT))

    assert not any(card["follows"] in model for card in CARDS.values())
    assert "harm" not in model


@given(st.integers(1, 12), st.lists(st.tuples(st.integers(1, 5), st.integers(0, 3)), min_size=1, max_size=8))
def test_most_that_can_be_spared_is_that_of_the_best_selection(slots, cards):
    selections = [chosen for count in range(len(cards) + 1) for chosen in combinations(cards, count)]
    fitting = [chosen for chosen in selections if sum(size for size, _harm in chosen) <= slots]

    assert most_spared(slots, tuple(cards)) == max(sum(harm for _size, harm in chosen) for chosen in fitting)


@given(st.sets(st.sampled_from(sorted(CARDS))))
def test_any_week_that_fits_scores_between_zero_and_one(codes):
    choices = SIMULATOR.read(CONTENT, Posted({"keep": sorted(codes)}))

    if not SIMULATOR.missing(CONTENT, Posted(choices)):
        assert 0 <= SIMULATOR.grade(CONTENT, choices).score <= 1


@given(st.dictionaries(st.sampled_from(["keep", "keep[]", "slots"]), st.lists(st.text(max_size=20), max_size=5)))
def test_whatever_is_sent_can_be_read(sent):
    data = QueryDict(mutable=True)
    for name, values in sent.items():
        data.setlist(name, values)

    choices = SIMULATOR.read(CONTENT, Posted(data))

    assert set(choices["keep"]) <= set(CARDS)
    assert SIMULATOR.outcome(CONTENT, choices)["kept"] == len(choices["keep"])


def test_course_file_has_no_mistakes():
    assert list(SIMULATOR.mistakes(SOURCE)) == []


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("cards", 0, "work"), "lunch", ("cards", 0, "work")),
        (("cards", 1, "id"), "calls", ("cards", 1, "id")),
        (("slots",), 24, ("slots",)),
        (("others", 0, "slots"), {"users": 14}, ("others", 0, "slots")),
        (("others", 1, "slots", "users"), 3, ("others", 1, "slots")),
        (("cards",), [{**card, "harm": 0} for card in SOURCE["cards"]], ("cards",)),
    ],
)
def test_mistake_of_an_author_is_named_with_its_place(path, value, place):
    source = changed(SOURCE, path, value)

    assert place in [mistake.path for mistake in SIMULATOR.mistakes(source)]
