"""Each rule on an entry that breaks it, and on what only looks as if it did. The real course breaks none."""

from copy import deepcopy

import pytest

from authoring.files import item_rules
from authoring.files.item_rules import advice_on

SINGLE = {
    "id": "Q01.1",
    "kind": "single",
    "points": ["A1.1"],
    "case": "receipts",
    "stem": "What does a higher threshold do to the queue?",
    "options": [
        {"text": "It makes the queue longer.", "feedback": "More falls below it and waits for a person.", "key": True},
        {"text": "It makes the queue shorter.", "feedback": "Fewer lines pass, so more of them wait."},
        {"text": "It leaves the queue as it is.", "feedback": "The queue is what falls below the threshold."},
        {"text": "It makes the model better.", "feedback": "The scores stay the same."},
    ],
}
STATEMENT = {
    "id": "Q01.2",
    "kind": "tf-why",
    "points": ["A1.1"],
    "stem": "A threshold is a product decision.",
    "reasons": [
        {
            "text": "Because it trades one cost for another.",
            "feedback": "Who bears which cost is a choice.",
            "key": True,
        },
        {"text": "Because the team wants to decide it.", "feedback": "Wanting to decide is no reason."},
        {"text": "Because every model comes with one.", "feedback": "A model comes with scores."},
    ],
}
STORY = {
    "id": "Q01.3",
    "kind": "branch",
    "points": ["A1.1"],
    "stem": "It is Monday.",
    "nodes": [
        {"text": "The queue grows.", "choices": [{"text": "Look at it.", "score": 1, "feedback": "You see why."}]},
        {"text": "It is empty.", "choices": [{"text": "Go home.", "score": 1, "feedback": "Nothing is left to do."}]},
    ],
}
PAIRS = {
    "id": "Q01.4",
    "kind": "match",
    "points": ["A1.1"],
    "stem": "What belongs together?",
    "pairs": [
        {"left": "Precision", "right": "Of what was flagged", "feedback": "It counts flags."},
        {"left": "Recall", "right": "Of what there is", "feedback": "It counts cases."},
    ],
}


def single(number: int | None = None, **values) -> dict:
    """The good entry with keys replaced: of option `number`, or without it of the entry itself."""
    entry = deepcopy(SINGLE)
    (entry if number is None else entry["options"][number]).update(values)
    return entry


def places(rule, entry: dict) -> list[tuple]:
    """Where in the entry the rule finds something."""
    return [mistake.path for mistake in rule(entry)]


def test_real_course_follows_every_rule(files_of_course):
    assert files_of_course.problems == []
    assert [str(problem) for problem in advice_on(files_of_course)] == []


@pytest.mark.parametrize("entry", [SINGLE, STATEMENT, STORY, PAIRS], ids=lambda entry: entry["kind"])
def test_good_entry_breaks_no_rule(entry):
    assert [mistake for rule in item_rules.RULES for mistake in rule(entry)] == []


@pytest.mark.parametrize("feedback", ["Right.", "Incorrect!", "Sorry, that is not the right answer.", "No. Try again."])
def test_feedback_that_is_only_a_verdict_is_found(feedback):
    entry = single(2, feedback=feedback)

    assert list(item_rules.feedback_says_why(entry)) == [
        (("options", 2, "feedback"), "The feedback says right or wrong and no more.", "Say why.")
    ]


@pytest.mark.parametrize("feedback", ["Yes: it confuses.", "That is success.", "Correct and unreadable."])
def test_feedback_with_a_verdict_and_a_reason_is_good(feedback):
    assert places(item_rules.feedback_says_why, single(2, feedback=feedback)) == []


def test_feedback_of_pairs_and_choices_of_a_story_is_read_as_well():
    pairs, story = deepcopy(PAIRS), deepcopy(STORY)
    pairs["pairs"][1]["feedback"] = "Wrong."
    story["nodes"][1]["choices"][0]["feedback"] = "Well done!"

    assert places(item_rules.feedback_says_why, pairs) == [("pairs", 1, "feedback")]
    assert places(item_rules.feedback_says_why, story) == [("nodes", 1, "choices", 0, "feedback")]


def test_feedback_of_two_options_in_the_same_words_is_found():
    entry = single(3, feedback=SINGLE["options"][1]["feedback"])

    assert places(item_rules.each_option_has_its_own_feedback, entry) == [("options", 3, "feedback")]


@pytest.mark.parametrize(
    "text",
    ["All of the above.", "None of these.", "Both of the other options.", "Neither.", "Any of the answers above."],
)
def test_option_about_the_other_options_is_found(text):
    assert places(item_rules.options_stand_by_themselves, single(3, text=text)) == [("options", 3, "text")]


@pytest.mark.parametrize("text", ["None of them is certain to please.", "All of the receipts above 50 euros."])
def test_option_about_something_else_is_good(text):
    assert places(item_rules.options_stand_by_themselves, single(3, text=text)) == []


@pytest.mark.parametrize(
    "text", ["The first option says more.", "Option B is better.", "See answer C.", "The options above are all plans."]
)
def test_text_that_points_to_a_position_is_found_wherever_it_stands(text):
    assert places(item_rules.nothing_points_to_a_position, single(stem=text)) == [("stem",)]
    assert places(item_rules.nothing_points_to_a_position, single(1, feedback=text)) == [("options", 1, "feedback")]


@pytest.mark.parametrize("text", ["Its first answer was wrong.", "It answers 4 of 5.", "The other option is slower."])
def test_text_about_answers_of_a_product_is_good(text):
    assert places(item_rules.nothing_points_to_a_position, single(stem=text)) == []


@pytest.mark.parametrize("stem", ["Which of these is not a cost?", "The queue grows. Which step helps least?"])
def test_negative_stem_without_emphasis_is_found(stem):
    assert places(item_rules.negatives_are_emphasised, single(stem=stem)) == [("stem",)]


@pytest.mark.parametrize(
    "stem",
    [
        "Which of these is **not** a cost?",
        "Which of these is NOT a cost?",
        "It does not work. What helps?",
        "Which answer is ready and not merely fluent?",
        "What takes at least a week?",
    ],
)
def test_negative_with_emphasis_or_of_another_sentence_is_good(stem):
    assert places(item_rules.negatives_are_emphasised, single(stem=stem)) == []


@pytest.mark.parametrize(("length", "is_good"), [(11, False), (12, True), (20, True), (27, True), (28, False)])
def test_key_is_between_06_and_135_times_as_long_as_the_others(length, is_good):
    options = [{"text": "k" * length, "key": True}, *({"text": letter * 20} for letter in "abc")]

    found = places(item_rules.key_is_as_long_as_the_others, single(options=options))

    assert found == ([] if is_good else [("options", 0, "text")])


def test_long_key_among_reasons_is_found():
    entry = deepcopy(STATEMENT)
    entry["reasons"][0]["text"] += " That is a choice between people, and nobody but the product manager makes it."

    assert places(item_rules.key_is_as_long_as_the_others, entry) == [("reasons", 0, "text")]


def test_option_of_three_sentences_is_found():
    entry = single(1, text='It waits. Somebody looks. "Fine," they say.')

    assert places(item_rules.options_are_short, entry) == [("options", 1, "text")]


@pytest.mark.parametrize("text", ["It waits. Somebody looks.", "About 0.5, e.g. half of them, i.e. too few. So stop."])
def test_option_of_two_sentences_is_good(text):
    assert places(item_rules.options_are_short, single(1, text=text)) == []


def test_stem_of_121_words_is_found():
    assert places(item_rules.stem_is_read_in_time, single(stem="word " * 120)) == []
    assert places(item_rules.stem_is_read_in_time, single(stem="word " * 121)) == [("stem",)]


def test_node_of_121_words_is_found():
    entry = deepcopy(STORY)
    entry["nodes"][1]["text"] = "word " * 121

    assert places(item_rules.stem_is_read_in_time, entry) == [("nodes", 1, "text")]


def test_single_with_three_options_is_found():
    entry = single(options=SINGLE["options"][:3])

    assert places(item_rules.single_has_four_options, entry) == [("options",)]


def test_multiple_that_does_not_say_so_is_found():
    silent = single(kind="multiple")
    telling = single(kind="multiple", stem="What helps? Select every one that applies.")

    assert places(item_rules.multiple_says_that_it_is, silent) == [("stem",)]
    assert places(item_rules.multiple_says_that_it_is, telling) == []


def test_reason_that_does_not_begin_with_because_is_found():
    entry = deepcopy(STATEMENT)
    entry["reasons"][2]["text"] = "Every model comes with one."

    assert places(item_rules.reasons_begin_with_because, entry) == [("reasons", 2, "text")]
