"""Cards: signed by the key they name, bounded, and kept whole where a newer program has added to them."""

from __future__ import annotations

import json
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from support.packing import CARD_SCHEMA, CARDS, LEAD, SECOND

from eucles_desk.errors import InvalidCardError
from eucles_desk.packages.card import Card
from eucles_desk.packages.limits import CARD_BYTES

CARD = Card(
    LEAD.public,
    "Expert One",
    "Cluster office (invented)",
    "FI",
    "gold",
    ("fi", "en"),
    "2026-11-25T09:30:00+00:00",
    MappingProxyType({"later": {"b": [1, None], "a": "é"}}),
)
SIGNED = CARDS.sign(CARD, LEAD)


def changed(**values: Any) -> bytes:
    return json.dumps({**json.loads(SIGNED.content), **values}).encode()


def test_a_card_comes_back_with_all_that_a_newer_program_has_added() -> None:
    validator: Any = Draft202012Validator(CARD_SCHEMA)
    validator.validate(json.loads(SIGNED.content))
    found = CARDS.read(SIGNED.content)
    assert replace(found, content=b"") == CARD
    assert CARDS.read(json.dumps(json.loads(found.content), sort_keys=True).encode()).others == CARD.others
    assert found.content == SIGNED.content


def test_a_card_names_the_key_that_signs_it_whatever_it_said_before() -> None:
    assert CARDS.sign(replace(CARD, key=SECOND.public), LEAD).key == LEAD.public


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (changed(name="Another"), "changed after its owner"),
        (changed(later={}), "changed after its owner"),
        (changed(more=1), "changed after its owner"),
        (changed(key=str(SECOND.public)), "changed after its owner"),
        (changed(signature=""), "changed after its owner"),
        (changed(signature="é"), "changed after its owner"),
        (changed(key="eucles-key-1"), "at key: the key is not whole"),
        (changed(version=2), "newer version"),
        (changed(version=0), "not the card"),
        (changed(format="eucles-package"), "not the card"),
        (changed(name=1), "must be text"),
        (changed(name="x" * 3000), "3000 characters"),
        (changed(country="FIN"), "characters"),
        (b"", "it is empty"),
        (b"[]", "not the card"),
        (b"{", "ends in the middle"),
        (b"\xff", "UTF-8"),
        (b'{"a":1,"a":2}', "twice"),
        (b"[" * 60_000, "nested"),
        (SIGNED.content + b" " * CARD_BYTES, "larger than"),
    ],
)
def test_any_other_file_is_refused_in_one_sentence(content: bytes, said: str) -> None:
    with pytest.raises(InvalidCardError, match=said):
        CARDS.read(content)


def test_what_no_program_would_take_is_not_signed() -> None:
    with pytest.raises(InvalidCardError):
        CARDS.sign(replace(CARD, country="Finland"), LEAD)
    with pytest.raises(InvalidCardError, match="larger"):
        CARDS.sign(replace(CARD, others=MappingProxyType({"x": "y" * CARD_BYTES})), LEAD)
