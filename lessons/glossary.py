"""The glossary: terms as lessons define them, in alphabetical order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class Term:
    name: str
    definition: str
    lesson_title: str
    url: str

    @property
    def anchor(self) -> str:
        return "".join(letter if letter.isalnum() else "-" for letter in self.name.lower())


def glossary_of(lessons: Iterable, anchor_of: Callable[[str], str]) -> list[tuple[str, list[Term]]]:
    """(letter, terms) from the terms of `lessons`; each leads to the paragraph in which it is taught."""
    terms = [
        Term(
            name=entry["term"],
            definition=entry["definition"],
            lesson_title=lesson.title,
            url=lesson.get_absolute_url() + (f"#{anchor_of(entry['point'])}" if entry.get("point") else ""),
        )
        for lesson in lessons
        for entry in lesson.terms
    ]
    terms.sort(key=lambda term: term.name.lower())
    return [(letter, list(group)) for letter, group in groupby(terms, key=lambda term: term.name[0].upper())]
