"""The key file with a passphrase opens with that passphrase only, and what was changed in it is told in a sentence."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eucles_desk.errors import EuclesError, StorageError, UsageError, WrongPassphraseError
from eucles_desk.storage import envelope
from eucles_desk.storage.envelope import LEAST, MOST_BYTES, Cost, key_id, normal, read, seal, unseal

KEY = "0123456789abcdef" * 4
PATH = Path("key")
QUICK = Cost(LEAST.memory, 1, 4)
SEALED = seal(KEY, "mänty lokki", QUICK)

passphrases = st.text(min_size=1, max_size=40).filter(str.strip)


def with_check(entries: dict[str, Any]) -> bytes:
    """Return an envelope as somebody writes it who knows how, check sum and all."""
    plain = {name: value for name, value in entries.items() if name != "check"}
    said = json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()
    check = hashlib.sha256(said).hexdigest()[:32]
    return json.dumps({**plain, "check": check}, indent=1, sort_keys=True).encode() + b"\n"


def changed(**values: object) -> bytes:
    return with_check({**json.loads(SEALED), **values})


@settings(max_examples=25, deadline=None)
@given(passphrases, st.sampled_from(["NFC", "NFD"]), st.sampled_from(["NFC", "NFD"]))
def test_any_passphrase_opens_again_however_the_keyboard_puts_it_together(
    passphrase: str, one: Any, other: Any
) -> None:
    sealed = seal(KEY, unicodedata.normalize(one, passphrase), QUICK)
    assert unseal(read(sealed, PATH), unicodedata.normalize(other, passphrase)) == KEY


@settings(max_examples=10, deadline=None)
@given(passphrases)
def test_another_passphrase_does_not_open_it(other: str) -> None:
    if normal(other) == "mänty lokki":
        return
    with pytest.raises(WrongPassphraseError):
        unseal(read(SEALED, PATH), other)


def test_spaces_around_and_of_other_kinds_do_not_matter() -> None:
    assert unseal(read(SEALED, PATH), "  mänty\N{NO-BREAK SPACE}lokki\n") == KEY


def test_what_cannot_be_written_in_utf8_is_a_passphrase_too() -> None:
    assert unseal(read(seal(KEY, "a\udcff", QUICK), PATH), "a\udcff") == KEY


@given(st.text(max_size=60))
def test_the_form_that_counts_is_the_same_whatever_form_was_typed(text: str) -> None:
    try:
        found = normal(text)
    except UsageError:
        return
    assert found == normal(found) == normal(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize("passphrase", ["", " \n\t ", "x" * 1025, "x" * 9000])
def test_none_and_one_without_end_are_refused(passphrase: str) -> None:
    with pytest.raises(UsageError):
        seal(KEY, passphrase, QUICK)
    with pytest.raises(WrongPassphraseError):
        unseal(read(SEALED, PATH), passphrase)


def test_nothing_of_the_key_or_passphrase_stands_in_it_and_no_two_are_alike() -> None:
    again = seal(KEY, "mänty lokki", QUICK)
    for content in (SEALED, again):
        assert KEY.encode() not in content
        assert "mänty".encode() not in content
    entries, others = json.loads(SEALED), json.loads(again)
    assert {name for name in entries if entries[name] != others[name]} == {"salt", "nonce", "wrapped", "check"}
    assert entries["id"] == key_id(KEY) != key_id(KEY[::-1])


@pytest.mark.parametrize("bit", range(8))
def test_every_flipped_bit_is_found_without_trying_the_passphrase(bit: int) -> None:
    for at in range(len(SEALED)):
        damaged = bytearray(SEALED)
        damaged[at] ^= 1 << bit
        with pytest.raises(StorageError, match="key file is damaged"):
            read(bytes(damaged), PATH)


def test_a_file_cut_or_added_to_is_damaged() -> None:
    for length in range(len(SEALED)):
        with pytest.raises(StorageError, match="damaged"):
            read(SEALED[:length], PATH)
    for more in (b" ", b"\n", b"x", b"{}", b"\x00" * 10_000_000):
        with pytest.raises(StorageError, match="damaged"):
            read(SEALED + more, PATH)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_anything_else_is_damaged(content: bytes) -> None:
    with pytest.raises(StorageError, match="damaged"):
        read(content, PATH)


plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=60)


@given(
    st.dictionaries(
        st.sampled_from(sorted(json.loads(SEALED))), plain | st.lists(plain) | st.dictionaries(st.text(), plain)
    )
)
def test_entries_of_any_kind_are_refused_in_a_sentence_or_hold(values: dict[str, Any]) -> None:
    values.pop("check", None)
    try:
        read(changed(**values), PATH)
    except StorageError:
        return
    assert set(values) <= {"id", "memory", "passes", "lanes"} or values.items() <= json.loads(SEALED).items()


@pytest.mark.parametrize(("before", "after"), [("[", "]"), ('{"a":', "}")])
def test_values_nested_however_deeply_are_damage_told_in_a_sentence(before: str, after: str) -> None:
    for depth in range(1, MOST_BYTES // len(before + after)):  # some are read that could not be written again
        with pytest.raises(StorageError, match="damaged"):
            read(b'{"salt": ' + before.encode() * depth + b"1" + after.encode() * depth + b"}", PATH)


@pytest.mark.parametrize("name", ["memory", "passes", "lanes", "salt", "nonce", "wrapped", "id"])
def test_what_somebody_changes_who_knows_how_does_not_open(name: str) -> None:
    entries = json.loads(SEALED)
    match entries[name]:
        case int(number):
            entries[name] = number + 1
        case text:
            entries[name] = ("B" if text[0] == "A" else "A") + text[1:]
    with pytest.raises(WrongPassphraseError):
        unseal(read(with_check(entries), PATH), "mänty lokki")


@pytest.mark.parametrize(
    "values",
    [
        *({"memory": 100 * 1024 * 1024}, {"memory": 2**63}, {"passes": 2**31}, {"lanes": 255}),
        {"memory": 1024 * 1024, "passes": 16},
    ],
)
def test_a_file_that_demands_too_much_is_told_apart(values: dict[str, int]) -> None:
    with pytest.raises(StorageError, match="more memory or time"):
        read(changed(**values), PATH)


@pytest.mark.parametrize(
    "values",
    [{"memory": 1024}, {"memory": -1}, {"passes": 0}, {"lanes": 0}, {"memory": True}, {"passes": 3.0}, {"kdf": "none"}],
)
def test_a_file_that_would_make_guessing_cheap_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(StorageError, match="damaged"):
        read(changed(**values), PATH)


def test_one_of_a_newer_version_is_told_apart() -> None:
    with pytest.raises(StorageError, match="newer version"):
        read(changed(version=2, more="things"), PATH)


def test_without_memory_it_says_how_much_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    from cryptography.hazmat.primitives.kdf import argon2

    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(argon2, "Argon2id", fail)
    with pytest.raises(StorageError, match="64 MB are needed"):
        unseal(read(SEALED, PATH), "mänty lokki")


@pytest.mark.parametrize(("seconds", "passes"), [(0.7, 3), (0.25, 6), (0.001, 16)])
def test_on_a_quick_computer_a_try_is_made_to_take_half_a_second(
    seconds: float, passes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Cost] = []
    clock = [0.0]

    def quick(_typed: str, _salt: bytes, cost: Cost) -> bytes:
        asked.append(cost)
        clock[0] += seconds * cost.passes / 3
        return bytes(32)

    monkeypatch.setattr(envelope, "_secret", quick)
    monkeypatch.setattr(envelope.time, "perf_counter", lambda: clock[0])
    sealed = read(seal(KEY, "x"), PATH)
    assert sealed.cost == asked[-1] == Cost(passes=passes)
    assert unseal(sealed, "x") == KEY


def test_every_sentence_is_one_line() -> None:
    trials: list[Callable[[], object]] = [
        lambda: read(b"{", PATH),
        lambda: read(changed(version=9), PATH),
        lambda: unseal(read(SEALED, PATH), "no"),
    ]
    for trial in trials:
        with pytest.raises(EuclesError) as caught:
            trial()
        assert "\n" not in str(caught.value)
