"""Each acceptance criterion of the way to the course and of the foot of a page is the name of a test."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
NAMED = re.compile(r"^def test_ac_a(\d+)_(\d+)_\w+\(", re.MULTILINE)
CRITERIA = {(18, 1), (18, 2), *((19, number) for number in range(1, 16))}


def test_each_criterion_has_a_test_and_each_named_test_a_criterion():
    texts = (file.read_text() for file in TESTS.rglob("test_*.py"))
    named = {tuple(map(int, found)) for text in texts for found in NAMED.findall(text)}

    assert named == CRITERIA
