"""Ed25519 keys as Multikeys: a prefix that says which kind of key it is, and its 32 bytes, in base58-btc after a "z".

Controlled Identifiers 1.0, sections 2.2.2 (Multikey) and 2.4 (Multibase): https://www.w3.org/TR/cid-1.0/
"""

import secrets

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
PUBLIC, SECRET = b"\xed\x01", b"\x80\x26"
LENGTH = 32


def base58(data: bytes) -> str:
    number = int.from_bytes(data)
    digits = ""
    while number:
        number, rest = divmod(number, 58)
        digits = ALPHABET[rest] + digits
    return ALPHABET[0] * (len(data) - len(data.lstrip(b"\0"))) + digits


def from_base58(text: str) -> bytes:
    """Raises ValueError for a letter that base58 has not."""
    number = 0
    for letter in text:
        number = number * 58 + ALPHABET.index(letter)
    zeros = len(text) - len(text.lstrip(ALPHABET[0]))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8)


def multibase(data: bytes) -> str:
    return f"z{base58(data)}"


def from_multibase(text: str) -> bytes:
    """Raises ValueError for anything but base58-btc."""
    if not text.startswith("z"):
        raise ValueError("It does not begin with z.")
    return from_base58(text[1:])


def public_multikey(key: bytes) -> str:
    """z6Mk…, from the 32 bytes of a public key."""
    return multibase(PUBLIC + key)


def from_public_multikey(text: str) -> bytes:
    return key_after(PUBLIC, text)


def from_secret_multikey(text: str) -> bytes:
    return key_after(SECRET, text)


def key_after(prefix: bytes, text: str) -> bytes:
    """The 32 bytes of a key of this kind; raises ValueError where `text` is none."""
    data = from_multibase(text)
    if data[:2] != prefix or len(data) != len(prefix) + LENGTH:
        raise ValueError("It is no Ed25519 key of this kind.")
    return data[2:]


def new_secret_multikey() -> str:
    """z3u2…: a new secret key, which for Ed25519 is 32 random bytes."""
    return multibase(SECRET + secrets.token_bytes(LENGTH))
