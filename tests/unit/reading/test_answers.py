"""What the parent makes of answers: every one is a value within the limits, or nonsense."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eucles_desk.assessment.evidence import Region
from eucles_desk.reading import answers, limits
from eucles_desk.reading.answers import NonsenseError
from eucles_desk.reading.frames import LENGTHS, MAGIC, Frame, FrameError, receive, send
from eucles_desk.services.ports import Content, ContentKind, Found, Picture

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3000) | st.floats() | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=3), inside, max_size=3),
    max_leaves=12,
)
HEADERS = st.dictionaries(
    st.sampled_from(["kind", "protected", "width", "height", "next"]), ANYTHING | st.just("pdf") | st.just(True)
)


def told(header: dict[str, object], body: object) -> Frame:
    return Frame(header, json.dumps(body).encode())


def texts_from_3(frame: Frame) -> object:
    return answers.texts(frame, 3)


def found_from_3(frame: Frame) -> object:
    return answers.found(frame, 3)


WRONG: list[tuple[Callable[[Frame], object], dict[str, object], object]] = [
    (answers.content, {"kind": "spell", "protected": False}, []),
    (answers.content, {"kind": "pdf", "protected": 1}, []),
    (answers.content, {"kind": "pdf", "protected": False}, [[0, 1]]),
    (answers.content, {"kind": "pdf", "protected": False}, [[float("nan"), 1]]),
    (answers.content, {"kind": "pdf", "protected": False}, [[1, 2, 3]]),
    (answers.content, {"kind": "pdf", "protected": False}, [[1, 1]] * (limits.PAGES + 1)),
    (texts_from_3, {"next": 3}, []),
    (texts_from_3, {"next": 9}, ["a"]),
    (texts_from_3, {"next": -1}, ["a"]),
    (found_from_3, {"next": 0}, [[2, [], ""]]),
    (found_from_3, {"next": 5}, [[5, [], ""]]),
    (found_from_3, {"next": 0}, [[4, [], ""], [4, [], ""]]),
    (found_from_3, {"next": 0}, [[3, [[0, 0, 1001, 1]], ""]]),
    (found_from_3, {"next": 0}, [[3, [[500, 0, 501, 1]], ""]]),
    (found_from_3, {"next": 0}, [[3, [[0, 0, 0, 1]], ""]]),
    (found_from_3, {"next": 0}, [[3, [], "x" * 5000]]),
    (answers.quote, {}, ["text"]),
    (answers.quote, {}, "x" * (limits.QUOTE + 1)),
]


def test_right_answers_become_values() -> None:
    assert answers.content(told({"kind": "pdf", "protected": True}, [[595.5, 842]])) == Content(
        ContentKind.PDF, ((595.5, 842.0),), protected=True
    )
    assert answers.picture(Frame({"width": 2, "height": 1}, bytes(6)), 2) == Picture(2, 1, bytes(6))
    assert answers.texts(told({"next": 5}, ["a", "b"]), 3) == (("a", "b"), 5)
    assert answers.found(told({"next": 0}, [[3, [[0, 0, 1000, 1]], "x"]]), 3) == (
        (Found(3, (Region(0, 0, 1000, 1),), "x"),),
        0,
    )
    assert answers.quote(told({}, "text")) == "text"


@pytest.mark.parametrize(("read", "header", "body"), WRONG)
def test_wrong_answers_are_nonsense(read: Callable[[Frame], object], header: dict[str, object], body: object) -> None:
    with pytest.raises(NonsenseError):
        read(told(header, body))


@given(HEADERS, ANYTHING | st.binary(max_size=40))
def test_any_answer_is_a_value_or_nonsense(header: dict[str, object], body: Any) -> None:
    frame = Frame(header, body if isinstance(body, bytes) else json.dumps(body).encode())
    readers: list[Callable[[], object]] = [
        lambda: answers.content(frame),
        lambda: answers.picture(frame, 100),
        lambda: answers.texts(frame, 1),
        lambda: answers.found(frame, 1),
        lambda: answers.quote(frame),
    ]
    for read in readers:
        try:
            read()
        except NonsenseError:
            continue


def test_half_a_letter_is_no_text() -> None:
    assert answers.quote(Frame({}, b'"a\\ud800"')) == "a?"


@given(st.dictionaries(st.text(), st.integers() | st.text()), st.binary(max_size=200))
def test_what_is_sent_is_received(header: dict[str, object], body: bytes) -> None:
    stream = io.BytesIO()
    send(stream, header, (body[:5], body[5:]), len(body))
    send(stream, {})
    stream.seek(0)
    assert receive(stream, 200) == Frame(header, body)
    assert receive(stream, 0) == Frame({})
    assert receive(stream, 0) is None


@given(st.binary(max_size=100))
def test_any_bytes_are_a_frame_or_none(content: bytes) -> None:
    for start in (b"", MAGIC, LENGTHS.pack(MAGIC, 2, 3)):
        try:
            receive(io.BytesIO(start + content), 100)
        except FrameError:
            continue


@pytest.mark.parametrize("pieces", [(b"12",), (b"123", b"4"), ()])
def test_a_body_of_another_length_than_said_is_not_sent_as_whole(pieces: tuple[bytes, ...]) -> None:
    with pytest.raises(FrameError):
        send(io.BytesIO(), {}, pieces, 3)


def test_a_body_longer_than_expected_is_not_read() -> None:
    stream = io.BytesIO()
    send(stream, {}, (b"1234",), 4)
    stream.seek(0)
    with pytest.raises(FrameError):
        receive(stream, 3)


def test_the_limits_fit_each_other() -> None:
    """An answer that keeps to the limits always fits into a frame, and a picture into memory."""
    assert limits.PICTURE_BYTES >= 3 * limits.SHOWN_PIXELS
    assert limits.TEXT_BYTES >= 4 * limits.FILE_TEXT
    assert limits.MEMORY > limits.KEPT_BYTES + 4 * limits.PIXELS + limits.PICTURE_BYTES
    assert limits.KEPT_BYTES >= limits.FILE_BYTES
    assert limits.BATCH_SECONDS < limits.SECONDS < limits.OWN_SECONDS
    assert limits.SHOWN_SIDE**2 > limits.SHOWN_PIXELS
    assert limits.PARTS_BYTES >= limits.PART_BYTES > limits.RATIO_FROM
