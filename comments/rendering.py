"""A comment as it is shown: plain text with paragraphs, and links that promise nothing to search engines.

Everything is escaped piece by piece and every pattern is linear in the text, since anybody may send it.
"""

import re

from django.utils.html import escape, format_html

PARAGRAPHS = re.compile(r"\n[^\S\n]*\n\s*")
ADDRESS = re.compile(
    r"""(?<![\w@./-]) (?: https?://(?=[^\W_]) | www\.(?=[\w-]+\.[^\W_]) ) [^\s<>"\u200b-\u200f\u2060-\u206f\ufeff]+""",
    re.IGNORECASE | re.VERBOSE,
)
"""Of words with dots only those with a scheme or `www.`: a full stop without a space after it is no address."""
TRAILING = frozenset(".,;:!?…'*_~’”»")
BRACKETS = {")": "(", "]": "[", "}": "{"}
SHOWN_LINK = 60


def html_of(text: str) -> str:
    """`text` as safe HTML: everything escaped, addresses made links."""
    paragraphs = (part.strip() for part in PARAGRAPHS.split(text.replace("\r\n", "\n")))
    return "".join(f'<p dir="auto">{lines(part)}</p>' for part in paragraphs if part)


def lines(text: str) -> str:
    parts, start = [], 0
    for match in ADDRESS.finditer(text):
        address = without_trailing(match[0])
        parts += [escape(text[start : match.start()]), link(address)]
        start = match.start() + len(address)
    return "".join([*parts, escape(text[start:])]).replace("\n", "<br>")


def link(address: str) -> str:
    href = address if address.lower().startswith("http") else f"https://{address}"
    words = address if len(address) <= SHOWN_LINK else f"{address[: SHOWN_LINK - 1]}…"
    return format_html('<a href="{}" rel="nofollow ugc noopener">{}</a>', href, words)


def without_trailing(address: str) -> str:
    """Without the marks of the sentence around it: brackets only where they were not opened within."""
    surplus = {mark: address.count(mark) - address.count(opening) for mark, opening in BRACKETS.items()}
    end = len(address)
    while (last := address[end - 1]) in TRAILING or surplus.get(last, 0) > 0:
        if last in surplus:
            surplus[last] -= 1
        end -= 1
    return address[:end]
