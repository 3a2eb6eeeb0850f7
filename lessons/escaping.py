"""What people typed, as Markdown that reads as they typed it: nothing in it becomes a mark, a link or HTML.

Where Python-Markdown knows no escape (`\\<`, `\\~`, `\\|`, `\\=`), an entity stands, which every renderer reads.
"""

import re

# Marks of emphasis, code and links anywhere; those of lists, headings, quotations and rules where a line begins.
MARKS = re.compile(r"[\\`*_\[\]]|^[+>-]|^#|#+$")
NUMBERED = re.compile(r"^(\d+)([.)])(?=\s|$)")
ENTITIES = {"<": "&lt;", "~": "&#126;", "|": "&#124;", "=": "&#61;"}
AS_ENTITY = re.compile(r"[<~|]|^=")
LOOKS_LIKE_ENTITY = re.compile(r"&(?=[#\w])")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")  # others count as spaces
HARD_BREAK = "  \n"


def escaped_line(text: str) -> str:
    """On one line, with single spaces."""
    text = " ".join(CONTROLS.sub("", text).split())
    text = LOOKS_LIKE_ENTITY.sub("&amp;", text)
    text = NUMBERED.sub(r"\1\\\2", MARKS.sub(backslashed, text))
    return AS_ENTITY.sub(lambda found: ENTITIES[found[0]], text)


def backslashed(found: re.Match) -> str:
    return "".join(f"\\{mark}" for mark in found[0])


def escaped_text(text: str) -> str:
    """In paragraphs and lines as they were typed."""
    lines = [escaped_line(line) for line in text.splitlines()]
    paragraphs = re.split(r"\n{2,}", "\n".join(lines).strip("\n"))
    return "\n\n".join(paragraph.replace("\n", HARD_BREAK) for paragraph in paragraphs)
