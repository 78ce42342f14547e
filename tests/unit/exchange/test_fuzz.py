"""Whatever the bytes, a file is read or refused with a sentence, and soon."""

from __future__ import annotations

import json
import time
from copy import deepcopy
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from support.documents import as_bytes, document, find_small, interchange
from support.plain_strategies import JSON

from eucles_desk.errors import ExchangeError
from eucles_desk.exchange.limits import MAX_BYTES, MAX_VALUES

INTERCHANGE = interchange()
SAFE = as_bytes(document())
INTERCHANGE.read(SAFE, find_small, file="a.json")  # so that the first example does not pay for loading the schema
SOON = 2.0
SOON_FOR_THE_LARGEST = 5.0

PIECES = [b'"', b"\\", b"{", b"}", b"[", b"]", b",", b":", b"null", b"true", b"-", b"1e9", b"\\u0000", b"\\ud800", b"\x00", b"\xff", b"\n"]  # fmt: skip
VALUES = (
    JSON
    | st.lists(st.just("x"))
    | st.sampled_from(["", "gold", "1.2", "not_applicable", "2025-01", "0" * 64, 0.5, -1, 2**53])
)


def read(content: bytes) -> None:
    """Read and write again, or refuse; anything else that is raised is a failure."""
    try:
        assessment = INTERCHANGE.read(content, find_small, file="fuzz.json").assessment
    except ExchangeError:
        return
    again = INTERCHANGE.write(assessment)
    assert INTERCHANGE.read(again, find_small, file="fuzz.json").assessment == assessment


def steps(value: object) -> list[Any]:
    """Return the keys or positions inside a value."""
    if isinstance(value, dict):
        return sorted(cast("dict[str, Any]", value))
    return list(range(len(cast("list[Any]", value)))) if isinstance(value, list) else []


@settings(deadline=SOON * 1000)
@given(st.binary(max_size=300))
@example(b"\xef\xbb\xbf")
@example(b'"\\')
def test_random_bytes(content: bytes) -> None:
    read(content)


@settings(deadline=SOON * 1000)
@given(JSON)
def test_random_values(value: object) -> None:
    read(json.dumps(value).encode())


@settings(deadline=SOON * 1000, max_examples=300)
@given(st.data())
def test_a_whole_file_with_bytes_put_in_taken_out_or_doubled(data: st.DataObject) -> None:
    content = SAFE
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(content)))
        end = min(len(content), start + data.draw(st.sampled_from([0, 1, 2, 10, 100])))
        put = data.draw(st.sampled_from([*PIECES, b"", content[start:end] * 2]) | st.binary(max_size=4))
        content = content[:start] + put + content[end:]

    read(content)


@settings(deadline=SOON * 1000, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_whole_file_with_values_replaced(data: st.DataObject) -> None:
    file = document()
    for _ in range(data.draw(st.integers(1, 3))):
        place: Any = file
        step = data.draw(st.sampled_from(steps(place)))
        while steps(place[step]) and data.draw(st.booleans()):
            place = place[step]
            step = data.draw(st.sampled_from(steps(place)))
        place[step] = deepcopy(data.draw(VALUES))

    read(json.dumps(file).encode())


HOSTILE = {
    "quotes": lambda: b'"' * MAX_BYTES,
    "escaped quotes": lambda: b'"' + b'\\"' * (MAX_BYTES // 2 - 1),
    "backslashes": lambda: b"\\" * MAX_BYTES,
    "opening brackets": lambda: b"[" * MAX_BYTES,
    "closing brackets": lambda: b"]" * MAX_BYTES,
    "pairs of brackets": lambda: b"[]" * (MAX_BYTES // 2),
    "commas": lambda: b"," * MAX_BYTES,
    "one number": lambda: b"9" * MAX_BYTES,
    "one fraction": lambda: b"0." + b"9" * (MAX_BYTES - 2),
    "a long exponent": lambda: b"1e" + b"9" * (MAX_BYTES - 2),
    "one text": lambda: b'"' + b"x" * (MAX_BYTES - 2) + b'"',
    "line breaks": lambda: b"\n" * (MAX_BYTES - 1) + b"x",
    "deep after many texts": lambda: b'"",' * (MAX_VALUES // 2) + b"[" * 40,
    "many keys alike": lambda: b'{"format": "eucles-assessment", ' + b'"a":0,' * (MAX_VALUES - 10) + b'"a":0}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_of_the_largest_size_is_refused_soon(name: str) -> None:
    content = HOSTILE[name]()

    start = time.process_time()
    with pytest.raises(ExchangeError) as caught:
        INTERCHANGE.read(content, find_small, file="hostile.json")

    assert time.process_time() - start < SOON_FOR_THE_LARGEST
    assert len(str(caught.value)) < 300


def test_a_file_cannot_make_the_search_for_its_fault_slow() -> None:
    data = document()
    seats = [{"id": f"00000000-0000-4000-8000-{number:012}", "role": "observer"} for number in range(50)]
    data["seats"] = seats
    data["consensus"] = []
    codes = ("1.1", "1.2", "2.9", "2.10")
    data["judgements"] = [{"seat": seat["id"], "criterion": code, "level": 1} for seat in seats for code in codes] * 5
    content = as_bytes(data)

    start = time.process_time()
    with pytest.raises(ExchangeError, match="at judgements, item 201: the seat"):
        INTERCHANGE.read(content, find_small, file="hostile.json")

    assert time.process_time() - start < SOON
