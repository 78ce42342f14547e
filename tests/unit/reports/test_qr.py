"""The code on a certificate holds plain text that can be read back, and is drawn as the library works it out."""

from __future__ import annotations

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from eucles_desk.drawing.shapes import Drawing, Rectangle, Role
from eucles_desk.errors import ReportError
from eucles_desk.reports.qr import MOST_BYTES, QUIET, AwardCode, cut_to_bytes, matrix, qr_drawing

CODE = AwardCode(
    "SAMPLE-0001", "gold", "Northern Forest | 100 % Cluster", "FI", "2026-02", "2028-01", "0123456789abcdef"
)
FIELDS = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=30)


def drawn_back(drawing: Drawing, count: int) -> tuple[tuple[bool, ...], ...]:
    """Return the squares that the rectangles of a drawing cover, without those of the quiet zone."""
    square = drawing.width / (count + 2 * QUIET)
    dark = [[False] * count for _row in range(count)]
    for shape in drawing.shapes:
        assert isinstance(shape, Rectangle)
        if shape.fill is Role.BACKGROUND:
            continue
        row, start = round(shape.y / square) - QUIET, round(shape.x / square) - QUIET
        assert row >= 0
        assert start >= 0
        for column in range(start, start + round(shape.width / square)):
            assert not dark[row][column]
            dark[row][column] = True
    return tuple(map(tuple, dark))


def test_the_text_is_made_of_fields_that_a_person_can_read() -> None:
    assert CODE.to_text() == (
        "EUCLES|1|SAMPLE-0001|gold|Northern Forest %7C 100 %25 Cluster|FI|2026-02|2028-01|0123456789abcdef"
    )


@given(st.builds(AwardCode, FIELDS, FIELDS, FIELDS, FIELDS, FIELDS, FIELDS, FIELDS))
def test_what_was_written_is_read_back(code: AwardCode) -> None:
    assert AwardCode.from_text(code.to_text()) == code


def test_breaks_and_control_characters_do_not_get_into_the_code() -> None:
    code = AwardCode("1\n2", "gold", "a\x00b\u202ec\ud800d", "", "", "", "")
    assert code.to_text() == "EUCLES|1|1 2|gold|abcd||||"


@pytest.mark.parametrize(
    "words",
    [
        "",
        "https://example.org",
        "EUCLES",
        "EUCLES|1",
        "EUCLES|1|a|b",
        CODE.to_text() + "|more",
        CODE.to_text().replace("|1|", "|2|", 1),
    ],
)
def test_what_is_not_a_code_of_this_version_is_refused(words: str) -> None:
    with pytest.raises(ReportError):
        AwardCode.from_text(words)


@given(st.text(max_size=200))
def test_a_long_name_is_cut_between_characters(name: str) -> None:
    cut = cut_to_bytes(name)
    assert len(cut.encode()) <= MOST_BYTES
    assert "\N{REPLACEMENT CHARACTER}" not in cut or "\N{REPLACEMENT CHARACTER}" in name


def test_a_short_name_is_not_cut() -> None:
    assert cut_to_bytes("Tallwater Blue Food Cluster (sample)") == "Tallwater Blue Food Cluster (sample)"


@pytest.mark.parametrize("words", [CODE.to_text(), "Itä-Suomen Metsäverkosto | Ångström", "x" * 400])
def test_the_drawing_shows_the_squares_of_the_code(words: str) -> None:
    drawing = qr_drawing(words, 104.0, "A code.")
    expected = segno.make_qr(
        words, error="m", boost_error=False, eci=not words.isascii(), encoding=None if words.isascii() else "utf-8"
    )
    rows = tuple(tuple(bool(square) for square in row) for row in expected.matrix)
    assert matrix(words) == rows
    assert drawn_back(drawing, len(rows)) == rows
    assert (drawing.width, drawing.height, drawing.description) == (104.0, 104.0, "A code.")


def test_squares_side_by_side_are_one_rectangle() -> None:
    rows = matrix(CODE.to_text())
    runs = sum(1 for row in rows for before, now in zip((False, *row), row, strict=False) if now and not before)
    assert len(qr_drawing(CODE.to_text(), 104.0, "").shapes) == runs + 1


def test_squares_stay_large_enough_to_be_read_from_paper() -> None:
    longest = AwardCode("9" * 40, "gold", cut_to_bytes("Ä" * 200), "FI", "2026-02", "2028-01", "f" * 16)
    assert 104.0 / (len(matrix(longest.to_text())) + 2 * QUIET) > 1.4  # points, half a millimetre
