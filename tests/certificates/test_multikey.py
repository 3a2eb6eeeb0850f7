"""Keys in base58, against published examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates import multikey

# draft-msporny-base58-03, section 5: https://datatracker.ietf.org/doc/html/draft-msporny-base58-03
EXAMPLES = {
    b"Hello World!": "2NEpo7TZRRrLZSi2U",
    b"The quick brown fox jumps over the lazy dog.": "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z",
    bytes.fromhex("0000287fb4cd"): "11233QC4",
}


@pytest.mark.parametrize(("data", "text"), EXAMPLES.items())
def test_published_examples_of_base58_come_out(data, text):
    assert multikey.base58(data) == text
    assert multikey.from_base58(text) == data


@given(st.binary(max_size=70))
def test_what_is_written_is_read_again(data):
    assert multikey.from_multibase(multikey.multibase(data)) == data


@pytest.mark.parametrize("text", ["", "u123", "6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2", "z0", "zIl", "z6Mkr"])
def test_what_is_no_key_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - all that the callers look at
        multikey.from_public_multikey(text)


def test_secret_key_is_not_taken_for_a_public_one():
    with pytest.raises(ValueError, match="no Ed25519 key"):
        multikey.from_public_multikey(multikey.new_secret_multikey())


def test_new_keys_differ_and_begin_as_secret_keys_do():
    first, second = multikey.new_secret_multikey(), multikey.new_secret_multikey()

    assert first != second
    assert first.startswith("z3u2")
    assert len(multikey.from_secret_multikey(first)) == 32
