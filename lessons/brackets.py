"""Finds where the square brackets of links and pictures end, in one pass.

Python-Markdown's own look for it begins anew at each bracket, for each kind of link: of `![` in thousands, seconds.
"""

import markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import LinkInlineProcessor


class Brackets(Extension):
    def extendMarkdown(self, md: markdown.Markdown):
        ends = Ends()
        for processor in md.inlinePatterns:
            if isinstance(processor, LinkInlineProcessor):
                processor.getText = ends.text_from


class Ends:
    """Of the text that was asked about last: the kinds of links all ask about the same one, again and again."""

    def __init__(self):
        self.text, self.places = "", {}

    def text_from(self, text: str, start: int) -> tuple[str, int, bool]:
        """What stands in the bracket that opens before `start`, where it ends, and whether it does."""
        if text is not self.text:
            self.text, self.places = text, ends_of(text)
        end = self.places.get(start - 1)
        return ("", len(text), False) if end is None else (text[start:end], end + 1, True)


def ends_of(text: str) -> dict[int, int]:
    """Of each bracket that is closed, by the place where it opens."""
    places, open_at = {}, []
    for place, character in enumerate(text):
        if character == "[":
            open_at.append(place)
        elif character == "]" and open_at:
            places[open_at.pop()] = place
    return places
