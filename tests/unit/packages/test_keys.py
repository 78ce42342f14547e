"""Keys as text, and what is compared by voice."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.packing import LEAD, SECOND

from eucles_desk.age.bech32 import bech32
from eucles_desk.errors import InvalidKeyError
from eucles_desk.packages.keys import PREFIX, OwnKeys, PublicKey, public_key


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_a_key_comes_back_from_its_text(signing: bytes, sealing: bytes) -> None:
    key = OwnKeys(signing, sealing).public
    assert public_key(str(key)) == key
    assert public_key(f"  {str(key).upper()[:50]}\n\u200b{str(key).upper()[50:]} ") == key
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}", key.fingerprint)


def test_the_texts_of_a_key_never_change() -> None:
    """They stand on paper and in files of others."""
    assert str(LEAD.public) == (
        "eucles-key-1qx9g3c7awsylr90a2tdj6096t4ev5ecfhuwegysm7d6gsqd5pah4en5d8t"
        "gued3na3ahpstczjjuwmkdq2tg2pgdx3r5tws9su89sl2emzgdnn"
    )
    assert LEAD.public.fingerprint == "06GV-YYE2-SZ2F-JA85"
    assert LEAD.public.fingerprint != SECOND.public.fingerprint
    assert LEAD.public.age_recipient.startswith("age1")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not the key of an expert"),
        ("age1qqqq", "not the key of an expert"),
        (str(LEAD.public)[:-7], "not whole"),
        (str(LEAD.public)[:-1], "not whole"),
        (str(LEAD.public)[:-1] + "b", "mistyped"),
        (str(LEAD.public) + "q", "mistyped"),
        (bech32(PREFIX, b"\2" + bytes(80)), "newer version"),
        (bech32(PREFIX, b"\0" + LEAD.public.signing + LEAD.public.sealing), "could use"),
        (bech32(PREFIX, b"\1" + LEAD.public.signing + LEAD.public.sealing + b"x"), "could use"),
        (bech32(PREFIX, b"\1" + bytes(64)), "could use"),
        (str(PublicKey(LEAD.public.signing, bytes(32))), "could use"),
        (str(PublicKey(b"\1" + bytes(31), LEAD.public.sealing)), "could use"),
        ("eucles-key-" + "1" * 1_000_000, "mistyped"),
    ],
)
def test_one_sentence_says_what_is_wrong_with_a_text(text: str, said: str) -> None:
    with pytest.raises(InvalidKeyError, match=said):
        public_key(text)


def test_a_signature_is_of_one_key_and_one_text() -> None:
    signature = LEAD.sign(b"content")
    assert LEAD.public.has_signed(signature, b"content")
    assert not LEAD.public.has_signed(signature, b"contents")
    assert not SECOND.public.has_signed(signature, b"content")
    assert not LEAD.public.has_signed(signature[:-1], b"content")
    assert not LEAD.public.has_signed(b"", b"content")


def test_secrets_are_never_shown() -> None:
    assert repr(LEAD) == "OwnKeys()"
