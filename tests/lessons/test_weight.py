"""Texts that would keep the parser busy are found before it begins."""

import pytest

from lessons.blocks import check_blocks
from lessons.weight import excess_of


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Fine.\n\n" + "[" * 4000, 3),
        ("Fine.\n\n" + "word " * 2000, 3),
        ("a\n\n" * 1300, 2401),
        ("a  \n" * 1000 + "\n" + "## a\n" * 301, 1302),
        ("a\n" * 3100, 1),
        ("\n" + "\n\n".join("|a" * 400 for _row in range(12)), 1),
    ],
    ids=["brackets", "paragraph", "parts", "headings", "long", "cells"],
)
def test_text_that_is_too_much_is_one_problem_with_its_line(text, line):
    [problem] = check_blocks(text, path="x", number="01")

    assert problem.line == line
    assert problem.message
    assert problem.remedy


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[link](lesson:L01) " * 60,
        "```\n" + "[" * 5000 + "\n```",
        "\n\n".join(["Word " * 100] * 100),
        "[A1.1]\n\n" * 500,
    ],
    ids=["empty", "links", "code", "long", "tags"],
)
def test_text_as_authors_write_it_is_not_too_much(text):
    assert excess_of(text) is None


def test_line_counts_from_where_the_text_begins_in_its_file():
    [problem] = check_blocks("[" * 4000, path="x", first_line=20)

    assert problem.line == 20
