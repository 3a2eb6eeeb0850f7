"""How well the classifier tells spam: on lists of our own, and on the YouTube Spam Collection where it was fetched.

Alberto, T.C., Lochter, J.V., Almeida, T.A.: YouTube Spam Collection, UCI Machine Learning Repository, 2015, CC BY 4.0.
"""

import csv
import os
import re
from html import unescape
from pathlib import Path

import pytest

from comments.classifier import evaluate, probability, train
from comments.rules import PolicyFacts
from comments.verdict import verdict
from tests.comments.ordinary import ORDINARY
from tests.comments.spam import SPAM

POLICY = PolicyFacts()
ORDINARY_EXAMPLES = [(text, name, False) for text, name in ORDINARY]
SPAM_EXAMPLES = [(text, name, True) for text, name in SPAM]
FOLDER = Path(os.environ.get("SPAM_COLLECTION", Path(__file__).parents[2] / "var" / "spam-collection"))


def held(weights, examples):
    """The texts that the score alone would hold, were the weights good enough."""
    return [
        text
        for text, name, _is_spam in examples
        if verdict([], probability(weights, text, name), POLICY, may_hold=True).is_held
    ]


def test_the_lists_are_long_enough_and_without_copies():
    assert len({text for text, _name in ORDINARY}) == len(ORDINARY) >= 60
    assert len({text for text, _name in SPAM}) == len(SPAM) >= 60


def test_no_ordinary_comment_that_was_not_learned_from_is_held_by_the_score():
    for left_out, example in enumerate(ORDINARY_EXAMPLES):
        learned = ORDINARY_EXAMPLES[:left_out] + ORDINARY_EXAMPLES[left_out + 1 :] + SPAM_EXAMPLES

        assert held(train(learned), [example]) == []


def test_most_spam_that_was_not_learned_from_is_told_and_much_of_it_held():
    told = []
    for fold in range(5):
        learned = [example for at, example in enumerate(SPAM_EXAMPLES) if at % 5 != fold]
        weights = train(ORDINARY_EXAMPLES + learned)
        told += [probability(weights, text, name) for text, name, _is_spam in SPAM_EXAMPLES[fold::5]]

    assert sum(value >= 0.5 for value in told) >= 0.85 * len(SPAM)
    assert sum(value >= POLICY.least_score_to_hold for value in told) >= 0.4 * len(SPAM)


@pytest.fixture(scope="module")
def videos():
    files = sorted(FOLDER.glob("Youtube0*.csv"))
    if len(files) != 5:
        pytest.skip(f"The YouTube Spam Collection is not in {FOLDER}: bin/fetch-spam-collection fetches it")
    return [comments_in(file) for file in files]


def comments_in(file):
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return [(shown(line["CONTENT"]), line["AUTHOR"], line["CLASS"] == "1") for line in csv.DictReader(lines)]


def shown(content):
    """As a reader saw it: the collection has breaks and links as HTML."""
    return unescape(re.sub(r"<[^<>]*>", "", re.sub(r"<br ?/?>", "\n", content)))


def test_a_video_that_was_not_learned_from_is_told_well(videos):
    totals = {0.5: [0, 0, 0], 0.9: [0, 0, 0]}
    for left_out, held_out in enumerate(videos):
        weights = train([comment for at, video in enumerate(videos) if at != left_out for comment in video])
        for threshold, total in totals.items():
            quality = evaluate(weights, held_out, threshold)
            counts = (quality.true_positives, quality.false_positives, quality.spam_count)
            total[:] = [before + more for before, more in zip(total, counts, strict=True)]
            print(f"video {left_out + 1}, {threshold}: {quality}, {quality.precision=}, {quality.recall=}")

    (right, wrong, spam), (right_high, wrong_high, _spam) = totals.values()
    print(f"0.5: precision {right / (right + wrong):.3f}, recall {right / spam:.3f}")
    print(f"0.9: precision {right_high / (right_high + wrong_high):.3f}, recall {right_high / spam:.3f}")
    assert right / (right + wrong) > 0.87
    assert right / spam > 0.82
    assert right_high / (right_high + wrong_high) > 0.95
    assert right_high / spam > 0.55


def test_no_ordinary_comment_is_held_by_weights_of_the_collection_and_of_other_ordinary_comments(videos):
    collection = [comment for video in videos for comment in video]
    for half in (0, 1):
        weights = train(collection + ORDINARY_EXAMPLES[half::2])

        assert held(weights, ORDINARY_EXAMPLES[1 - half :: 2]) == []
