"""A page as a tree, to be read and filled in as a person does: by the words at a control, not by its value."""

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr", "rect", "line", "circle", "path"}


def words(markup: str) -> str:
    """The words of some HTML, with single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", markup)).split())


class Element:
    def __init__(self, tag: str, attributes: dict, parent: "Element | None" = None):
        self.tag, self.attributes, self.parent, self.children = tag, attributes, parent, []

    def __getitem__(self, name: str) -> str:
        """An attribute; empty where there is none."""
        return self.attributes.get(name) or ""

    def __contains__(self, name: str) -> bool:
        return name in self.attributes

    def __iter__(self) -> Iterator["Element"]:
        """All elements below, in the order of the page."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child

    def all(self, tag: str = "", **attributes) -> list["Element"]:
        """Elements below with this tag and these attributes; `class_` is one of the classes."""
        one_class = attributes.pop("class_", None)
        return [
            element
            for element in self
            if tag in ("", element.tag)
            and (one_class is None or one_class in element["class"].split())
            and all(element[name] == value for name, value in attributes.items())
        ]

    def one(self, tag: str = "", **attributes) -> "Element":
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} of {tag} {attributes}"
        return found[0]

    @property
    def text(self) -> str:
        """The text as it stands, with all spaces and line breaks."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def words(self) -> str:
        return " ".join(self.text.split())


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.root = self.open = Element("", {})

    def handle_starttag(self, tag, attributes):
        element = Element(tag, dict(attributes), self.open)
        self.open.children.append(element)
        if tag not in VOID:
            self.open = element

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        assert self.open.tag == tag, f"</{tag}> closes <{self.open.tag}> at {self.getpos()}"
        self.open = self.open.parent

    def handle_data(self, text):
        self.open.children.append(text)


def read(response) -> Element:
    """The page, or the part of one, that a response brings."""
    return parse(response.content.decode())


def parse(markup: str) -> Element:
    reader = Reader()
    reader.feed(markup)
    reader.close()
    assert reader.open is reader.root, f"<{reader.open.tag}> is not closed"
    return reader.root
