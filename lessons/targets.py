"""Where the links and pictures of a text lead, line by line, and which of them lead nowhere."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from lessons.blocks import CODE_MARKS, LINE_BREAK, Problem, tagged_points

# What stands between brackets may hold a pair of brackets; longer or deeper is no link that anybody writes.
INLINE = re.compile(r"(?P<mark>!?)\[(?P<words>[^\[\]]{0,500})\]\(\s*<?(?P<address>[^)\s>]*)")
DEFINITION = re.compile(r" {0,3}\[[^\]]{1,200}\]:\s*<?(?P<address>[^\s>]+)")
CODE = re.compile(r"(`+)[^`].*?\1(?!`)")
LESSON = re.compile(r"lesson:(L\d\d)(?:#(A\d+\.\d+))?")
PICTURE = re.compile(r"image:(?P<name>\S+)")


@dataclass(frozen=True)
class Target:
    line: int
    address: str
    words: str = ""
    is_picture: bool = False


def targets_of(text: str) -> Iterator[Target]:
    """In the order of the text; what stands in code is none."""
    is_code = False
    for number, line in enumerate(LINE_BREAK.split(text), start=1):
        if CODE_MARKS.match(line):
            is_code = not is_code
        elif not is_code:
            line = CODE.sub("", line)
            for found in INLINE.finditer(line):
                yield Target(number, found["address"], found["words"].strip(), found["mark"] == "!")
            if found := DEFINITION.match(line):
                yield Target(number, found["address"])


@dataclass(frozen=True)
class Known:
    """What links may lead to: lessons by code with the points they teach, pictures by name, anchors of this page."""

    lessons: Mapping[str, Collection[str]]
    images: Collection[str]
    anchors: Collection[str] | None = None


def check_targets(text: str, known: Known, *, path: str = "") -> list[Problem]:
    found = ((target.line, mistake_in(target, known)) for target in targets_of(text))
    return [Problem(path, line, *mistake) for line, mistake in found if mistake]


def mistake_in(target: Target, known: Known) -> tuple[str, str] | None:
    if target.is_picture:
        return mistake_in_picture(target, known)
    address = target.address
    if address.startswith("lesson:"):
        return mistake_in_lesson_link(address, known)
    if address.startswith("#"):
        is_lost = known.anchors is not None and address[1:] not in known.anchors
        return (f"Nothing on this page is called {address}.", "Link to a heading or point of it.") if is_lost else None
    return mistake_in_address(address)


def mistake_in_picture(target: Target, known: Known) -> tuple[str, str] | None:
    found = PICTURE.fullmatch(target.address)
    if not found:
        message = f"The picture '{target.address[:80]}' is not one of this site."
        return message, "Upload it, and write image: and its name."
    if found["name"] not in known.images:
        return f"There is no picture {found['name'][:80]}.", "Upload it, or correct the name."
    if not target.words:
        return "The picture has no words for those who do not see it.", "Say between the brackets what it shows."
    return None


def mistake_in_lesson_link(address: str, known: Known) -> tuple[str, str] | None:
    found = LESSON.fullmatch(address)
    if not found or found[1] not in known.lessons:
        return f"There is no lesson behind the link {address[:80]}.", "Correct it."
    if found[2] and found[2] not in known.lessons[found[1]]:
        return f"{found[1]} does not teach {found[2]}.", "Link to a point that is tagged there, or to the lesson."
    return None


def mistake_in_address(address: str) -> tuple[str, str] | None:
    """Only how it is written is looked at: nobody is asked."""
    remedy = "Begin it with https://, mailto:, lesson: or one slash."
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return f"The link '{address[:80]}' is not written like an address.", remedy
    if parts.scheme in ("http", "https"):
        is_right = "." in host or host == "localhost"
    elif parts.scheme == "mailto":
        is_right = "@" in parts.path
    else:
        is_right = not parts.scheme and address.startswith("/") and not address.startswith("//")
    return None if is_right else (f"The link '{address[:80]}' leads nowhere.", remedy)


def points_taught(sources: Mapping[str, str]) -> dict[str, set[str]]:
    """What each lesson teaches, by its code, from its text."""
    return {code: set(tagged_points(source)) for code, source in sources.items()}
