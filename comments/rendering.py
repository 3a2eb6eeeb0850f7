"""A comment as it is shown: plain text with paragraphs, and links that promise nothing to search engines."""

import re

from bleach.linkifier import Linker
from django.utils.html import escape

PARAGRAPHS = re.compile(r"\n\s*\n")
SHOWN_LINK = 60


def shortened(attributes, is_new=False):
    """Bare addresses only, http(s) only; long ones are shown shortened."""
    href = attributes.get((None, "href"), "")
    if not href.startswith(("http://", "https://")):
        return None
    text = attributes["_text"]
    if len(text) > SHOWN_LINK:
        attributes["_text"] = f"{text[: SHOWN_LINK - 1]}…"
    attributes[(None, "rel")] = "nofollow ugc noopener"
    return attributes


def html_of(text: str) -> str:
    """`text` as safe HTML: everything escaped, then addresses made links."""
    linker = Linker(callbacks=[shortened], skip_tags=["a"], parse_email=False)
    paragraphs = (part.strip() for part in PARAGRAPHS.split(text.replace("\r\n", "\n")))
    return "".join(f"<p>{linker.linkify(lines(part))}</p>" for part in paragraphs if part)


def lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
