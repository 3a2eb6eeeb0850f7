"""What an import could not say and an author has not written yet: a question is not asked before that is done."""

from collections.abc import Iterator

from authoring.files.item_rules import texts_in
from quizzes.kinds.base import Mistake

TO_WRITE = "[to write]"
"""Stands wherever an author has to add what a file of another program did not say."""


def unwritten_in(entry: dict) -> Iterator[Mistake]:
    for path, text in texts_in(entry):
        if TO_WRITE in text:
            yield Mistake(path, f"'{TO_WRITE}' is still there.", "Write it: until then the question is not asked.")
