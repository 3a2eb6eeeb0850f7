import json
import uuid
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.cells import as_cell, as_json

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＠x"]


@pytest.mark.parametrize("text", FORMULAS)
def test_text_like_a_formula_is_marked_as_text(text):
    assert as_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        ("", ""),
        ('Words, "more"', 'Words, "more"'),
        ("a=b", "a=b"),
        (True, "true"),
        (-3, "-3"),
        (0.25, "0.25"),
        ({"option": 1}, '{"option": 1}'),
        (["é"], '["é"]'),
        (Decimal("1.50"), "1.50"),
        (date(2026, 12, 9), "2026-12-09"),
        (timedelta(minutes=2), "120.0"),
        (b"\x00\xff", "AP8="),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (datetime(2026, 12, 9, 1, tzinfo=timezone(timedelta(hours=2))), "2026-12-08T23:00:00Z"),
    ],
)
def test_value_is_written_as_programs_read_it(value, cell):
    assert as_cell(value) == cell


@given(st.text())
def test_no_text_begins_as_a_formula(text):
    assert not as_cell(text).lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


@given(st.text())
def test_json_gives_each_text_back_as_it_was(text):
    assert json.loads(as_json({"text": text})) == {"text": text}


def test_moment_in_json_is_in_utc():
    assert as_json([datetime(2026, 12, 9, 10, 30, tzinfo=UTC)]) == '["2026-12-09T10:30:00Z"]'
