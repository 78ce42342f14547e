from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eucles_desk.storage.chain import NOTHING, Break, Fault, Head, Row, breaks, chained


def entry(message: str = "Level", values: str = "{}", changes: str = "[]") -> Row:
    return Row(
        0,
        "a" * 32,
        "2026-11-24 10:00:00.000000",
        "b" * 32,
        "do",
        message,
        values,
        "level:1.1",
        "c" * 32,
        changes,
        0,
        b"salt" * 4,
        b"",
        b"",
    )


def chain(count: int) -> list[Row]:
    return list(chained(entry(f"Level {number}") for number in range(count)))


def erased(row: Row) -> Row:
    message, values, merge_key, changes = NOTHING
    return row._replace(erased=1, salt=None, message=message, values=values, merge_key=merge_key, changes=changes)


def test_entries_are_numbered_and_hold_together() -> None:
    rows = chain(5)
    assert [row.seq for row in rows] == [1, 2, 3, 4, 5]
    assert list(breaks(rows)) == []
    assert len({row.hash for row in rows}) == 5


def test_a_chain_can_be_gone_on_with() -> None:
    rows = chain(3)
    more = list(chained([entry("more")], Head(rows[-1].seq, rows[-1].hash)))
    assert more[0].seq == 4
    assert list(breaks([*rows, *more])) == []
    assert list(breaks(more, Head(3, rows[-1].hash))) == []


@pytest.mark.parametrize("name", Row._fields)
def test_a_change_of_any_value_is_found(name: str) -> None:
    rows = chain(4)
    value = getattr(rows[1], name)
    other = {int: lambda: value + 7, str: lambda: value + "x", bytes: lambda: bytes([value[0] ^ 1]) + value[1:]}
    rows[1] = rows[1]._replace(**{name: other[type(value)]()})
    assert list(breaks(sorted(rows)))


def test_entries_that_are_gone_are_named() -> None:
    rows = chain(6)
    assert list(breaks([rows[0], *rows[3:]])) == [Break(Fault.MISSING, 2, 3)]
    assert next(breaks(rows[1:])) == Break(Fault.MISSING, 1, 1)


def test_entries_in_another_order_do_not_hold() -> None:
    rows = chain(3)
    swapped = [rows[0], rows[2]._replace(seq=2), rows[1]._replace(seq=3)]
    assert Break(Fault.UNCHAINED, 2, 2) in list(breaks(swapped))


def test_what_an_entry_said_can_be_taken_out_and_the_chain_still_holds() -> None:
    rows = chain(4)
    rows[2] = erased(rows[2])
    assert list(breaks(rows)) == []
    assert list(breaks([*rows[:2], rows[2]._replace(erased=0), rows[3]])) == [Break(Fault.ALTERED, 3, 3)]
    assert list(breaks([*rows[:2], rows[2]._replace(message="new"), rows[3]])) == [Break(Fault.ALTERED, 3, 3)]


def test_what_was_taken_out_cannot_be_guessed_from_what_is_left() -> None:
    one, other = chain(1)[0], next(chained([entry("Level 0")._replace(salt=b"pepper" * 3)]))
    assert one.message == other.message
    assert one.payload_hash != other.payload_hash


def test_values_that_run_into_each_other_are_told_apart() -> None:
    one = next(chained([entry("ab", json.dumps({"c": "d"}))]))
    other = next(chained([entry("a", "b" + json.dumps({"c": "d"}))]))
    assert one.payload_hash != other.payload_hash


@settings(max_examples=200)
@given(st.data())
def test_any_changed_byte_of_any_text_is_found(data: st.DataObject) -> None:
    texts = data.draw(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=6))
    rows = list(chained(entry(text) for text in texts))
    at = data.draw(st.integers(0, len(rows) - 1))
    content = bytearray(rows[at].message.encode("utf-8", "surrogatepass"))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    rows[at] = rows[at]._replace(message=content.decode("utf-8", "replace"))
    if rows[at].message != texts[at]:
        assert list(breaks(rows)) == [Break(Fault.ALTERED, at + 1, at + 1)]
