"""A comment's text as rules and classifier read it: without what hides words, as words, and the links in it.

Whatever somebody sends must be read in little time: every pattern here is linear in the text.
"""

import re
import unicodedata

LONGEST = 8_000
"""Characters that are read. One may stand for up to 18 (U+FDFA), so this is asked again after normalising."""
MOST_MARKS = 4
"""Combining marks kept on one letter: more run over the lines above and below, and putting a long run of them in order
takes quadratic time."""
DIACRITIC = 200
"""From this combining class on, marks stand above and below letters. Vowel signs of Indic scripts have lower ones."""

SIGNS = r"\s\x00-\x2f:-@\[-`{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf×÷\u2000-\u206f\u2e00-\u2e7f\u3000-\u303f\uff01-\uff0f"
WORD = re.compile(f"[^{SIGNS}]+")
"""Letters with their marks, digits and emoji; `\\w` would cut Hindi words at their vowel signs."""
SPELLED = re.compile(r"(?<![^\W_])(?:[^\W\d_][.*_-]){3,}[^\W\d_](?![^\W_])")
LEET = str.maketrans(
    {"0": "o", "1": "i", "!": "i", "l": "i", "3": "e", "4": "a", "@": "a", "5": "s", "$": "s", "7": "t"}
)
LEET_WORD = re.compile(r"[\w@$!]+")

ENDINGS = (
    "com|net|org|info|biz|io|co|me|ly|gl|gd|tv|app|dev|xyz|top|site|online|shop|store|club|live|link|click|pro|vip|win"
    "|fun|icu|cc|ai|gg|to|in|us|uk|eu|de|es|fr|it|pl|nl|ru|ua|cn|jp|br|au|ca|ch|at|be|se|no|fi|dk|cz|pt|mx|tk|ml|ga|cf"
    "|gq|edu|gov"
)
HOST = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}"
LINK = re.compile(
    rf"""
      (?: h(?:tt|xx)ps? \s? : \s? // | ftps?:// ) [^\s<>"]*
    | (?<![\w.@/-]) www \. [^\s<>"]+
    | (?<![\w.@/-]) {HOST} (?:{ENDINGS}) (?![\w@-]|\.[^\W_]) (?:[/?:][^\s<>"]*)?
    | (?<![\w.@/-]) {HOST} [^\W\d_]{{2,24}} / [^\s<>"]+
    | (?<![\w.@-]) [\w-]{{2,63}} (?:\s\s?\.\s{{0,2}} | \s?[(\[{{]\s?(?:\.|dot|punkt|punto)\s?[)\]}}]\s?)
      (?:com|net|org|info|biz|ru|xyz|io)\b
    | (?<![\w.@-]) (?!(?:the|a|this|that|every|any|old|late|like|another)\s) [\w-]{{2,63}} \s dot \s
      (?:com|org|info|biz|ru|xyz)\b
      (?!\s(?:bubble|boom|bust|crash|era|times|days|years|crisis|mania|compan|startup|stock))
    """,
    re.IGNORECASE | re.VERBOSE,
)
FILES = frozenset(("py", "md", "js", "ts", "rs", "sh", "pl", "so", "cc", "ml", "in", "to", "ai"))
"""Endings of hosts that names of files, code and typing mistakes (`etc.in`) have too. With a path they count."""


def shortened(text: str) -> str:
    """The text without marks heaped on one letter, and no longer than is read."""
    return without_heaps(text[:LONGEST])


def without_heaps(text: str) -> str:
    if text.isascii():
        return text
    kept, run = [], 0
    for char in text:
        run = run + 1 if unicodedata.category(char) in ("Mn", "Me") or unicodedata.combining(char) else 0
        if run <= MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def is_hidden(char: str) -> bool:
    """Zero-width marks, soft hyphens, changes of direction, tags: nothing is seen of them."""
    return unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f"


def hidden_in(text: str) -> int:
    """Hidden characters inside Latin, Greek or Cyrillic words. Persian, Hindi and emoji need some."""
    if text.isascii():
        return 0
    return sum(
        is_hidden(char) and is_european(before) and is_european(after)
        for before, char, after in zip(text, text[1:], text[2:], strict=False)
    )


def is_european(char: str) -> bool:
    return char.isalpha() and char < "\u0530"


def plain(text: str) -> str:
    """NFKC, case folded, nothing hidden."""
    text = shortened(text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)[:LONGEST]
        text = "".join(char for char in text if not is_hidden(char))
    return text.casefold()


def bare(text: str) -> str:
    """`plain`, and letters without diacritics; the barred letters of Polish, Danish and others, too."""
    text = plain(text)
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    return "".join(char for char in parts if unicodedata.combining(char) < DIACRITIC).translate(BARRED)


BARRED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"})


def words_of(text: str) -> list[str]:
    return WORD.findall(text)


def readings(text: str) -> tuple[str, str]:
    """The bare words with a space around each: as written, and with digits and marks such as `@` read as letters.

    Letters that are spelled with dots between them (`c.a.s.i.n.o`) are put together. Numbers stay numbers.
    """
    text = SPELLED.sub(lambda match: re.sub(r"[.*_-]", "", match[0]), bare(text))
    unmasked = LEET_WORD.sub(lambda match: letters(match[0]), text)
    return f" {' '.join(words_of(text))} ", f" {' '.join(words_of(unmasked))} "


def letters(word: str) -> str:
    """`l0ttery` and `lottery` are read alike: both as `iottery`."""
    word = word.strip("!")
    return f" {word.translate(LEET)} " if any(char.isalpha() for char in word) else f" {word} "


def links_in(text: str) -> list[str]:
    """The links in the order they stand there: written out, without a scheme, and spelled (`example dot com`).

    Addresses for mail are none, nor are names of files, versions or parts of code.
    """
    return [found for match in LINK.finditer(shortened(text)) if is_link(found := match[0].strip())]


def is_link(found: str) -> bool:
    return "/" in found or found.lower().startswith("www.") or found.rpartition(".")[2].lower() not in FILES
