"""How small the evidence sheet is set. That it then fits one page is seen in the browser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.printing import size_of

SIZES = ["", "long", "longest", "smallest"]


@pytest.mark.parametrize(
    ("texts", "size"),
    [
        ([], ""),
        (["a" * 1800], ""),
        (["a" * 1801], "long"),
        (["a\n" * 40], "long"),
        (["a" * 1000, "a" * 3500], "long"),
        (["a" * 1200] * 6, "longest"),
        (["A" * 1200] * 6, "smallest"),
        (["価" * 1200] * 6, "smallest"),
    ],
)
def test_more_and_wider_text_is_set_smaller(texts, size):
    assert size_of(texts) == size


@given(st.lists(st.text(max_size=1200), max_size=6), st.text(max_size=1200))
def test_another_text_never_makes_the_type_larger(texts, another):
    assert SIZES.index(size_of(texts)) <= SIZES.index(size_of([*texts, another]))
