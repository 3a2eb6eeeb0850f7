"""How a text stands in GIFT: which marks are escaped, and how a text is told from a weight or a format."""

import re

SPECIAL = "\\:#={}~"
NEWLINE = "\\n"
# Code points that Unicode keeps for a program's own use: no text has them. In front of escaped marks they make sure
# that only the others structure a question.
HIDDEN = {f"\\{mark}": chr(0xFDD0 + place) for place, mark in enumerate(SPECIAL)} | {NEWLINE: chr(0xFDDF)}
SHOWN = {hidden: escaped[1] for escaped, hidden in HIDDEN.items()} | {chr(0xFDDF): "\n"}
ESCAPED = re.compile(r"\\[\\:#={}~n]")
NOT_CHARACTERS = re.compile("[\ufdd0-\ufdef]")
FORMAT = re.compile(r"\s*\[(?P<format>html|markdown|plain|moodle)\]")
LOOKS_LIKE_MORE = re.compile(r"[%\[]")
ARROW, ARROW_IN_TEXT = "->", "-&gt;"


def escaped(text: str) -> str:
    """`text` so that no mark in it structures the question, on one line."""
    marked = re.sub(rf"[{re.escape(SPECIAL)}]", lambda found: f"\\{found[0]}", text.strip())
    return re.sub(r"\r\n|\r|\n", lambda _found: NEWLINE, marked)


def rich(text: str) -> str:
    """A text among answers, in the format of its question. One that looks like a weight or a format has the format
    named first. An arrow would make a pair of it, and has another spelling in Markdown."""
    named = "[markdown]" if LOOKS_LIKE_MORE.match(text.strip()) else ""
    return f"{named}{escaped(text.replace(ARROW, ARROW_IN_TEXT))}"


def hidden(text: str) -> str:
    """`text` with its escaped marks out of sight, for cutting at the others."""
    return ESCAPED.sub(lambda found: HIDDEN[found[0]], text)


def shown(text: str) -> str:
    """What was hidden, as the character it stands for, and what was folded over lines, on one."""
    text = " ".join(line.strip() for line in text.strip().split("\n"))
    return "".join(SHOWN.get(character, character) for character in text).strip()


def without_format(text: str) -> tuple[str, str]:
    """(the format that a text names or "", the rest)."""
    found = FORMAT.match(text)
    return (found["format"], text[found.end() :]) if found else ("", text)
