"""Numbers as they come in addresses and forms, where anybody can type anything."""

LONGEST = 18
"""So many digits fit any column of ours."""


def number_in(text: str, otherwise: int | None = None) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else otherwise


def numbers_in(text: str, most: int) -> list[int]:
    """Those between its commas, at most so many; what is none is left out."""
    found = [number_in(part) for part in text.split(",")]
    return [number for number in found if number is not None][:most]
