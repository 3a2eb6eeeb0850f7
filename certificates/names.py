"""How a name may stand on a certificate. Pure."""

import unicodedata

JOINERS = {"\u200c", "\u200d"}
"""Needed inside names in Persian and in Indian scripts."""


def tidied(name: str) -> str:
    """With single spaces, and accents joined to their letters."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def has_hidden_letters(name: str) -> bool:
    """Letters that show nothing, or turn the direction of what follows: a name could look like another one's."""
    return any(unicodedata.category(letter)[0] == "C" and letter not in JOINERS for letter in name)


def has_a_letter(name: str) -> bool:
    return any(unicodedata.category(letter)[0] == "L" for letter in name)
