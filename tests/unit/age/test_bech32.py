"""Text with a checksum: every mistyped letter is found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eucles_desk.age.bech32 import SIGNS, bech32, from_bech32


@given(st.binary(max_size=80))
def test_bytes_come_back(content: bytes) -> None:
    assert from_bech32("key-", bech32("key-", content)) == content


def test_a_published_example_is_written_alike() -> None:
    """The second vector of BIP 173 that holds whole bytes: all 32 signs once."""
    assert bech32("abcdef", bytes.fromhex("00443214c74254b635cf84653a56d7c675be77df")) == (
        "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw"
    )


def test_every_wrong_letter_and_every_two_that_changed_places_are_found() -> None:
    text = bech32("key-", bytes(range(40)))
    for at in range(len("key-1"), len(text)):
        for sign in SIGNS:
            if sign != text[at]:
                assert from_bech32("key-", text[:at] + sign + text[at + 1 :]) is None
        if at + 1 < len(text) and text[at] != text[at + 1]:
            assert from_bech32("key-", text[:at] + text[at + 1] + text[at] + text[at + 2 :]) is None


def test_other_texts_stand_for_nothing() -> None:
    text = bech32("key-", b"content")
    for other in ("", "key-", "key-1", text[:-1], text + "q", text.replace("key-", "kay-"), text.upper(), text + "b"):
        assert from_bech32("key-", other) is None
