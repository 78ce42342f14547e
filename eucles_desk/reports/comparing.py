"""Compares what a report shows with what the program makes of the result inside it."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from eucles_desk.errors import ReportError
from eucles_desk.templates.values import Logo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eucles_desk.reports.reading import Passage, ReadPage, ReadPdf

LOGO: Final = "(logo)"
"""The text in place of a logo that is not known: it stands for any text."""
MOST_PIXELS: Final = 50_000_000
SHOWN: Final = 80
"""How much of a text is shown of a difference."""
BEFORE: Final = 20
"""How much of it stands before the first character that differs."""
MOST_PARTS: Final = 100
MOST_PART: Final = 50_000_000


class DifferenceKind(StrEnum):
    """In what a report differs from the one that was made for comparison."""

    TEXT = "text"
    """A text says something else, or is missing, or should not be there."""
    PAGES = "pages"
    """There are more or fewer pages."""
    WORDS = "words"
    """A page shows words that are not read aloud and should not be there, or lacks some."""
    DRAWING = "drawing"
    """The words are the same, but something else is drawn on the page."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The first difference.

    Attributes:
        kind: In what.
        page: The page of the report, counted from 1; 0 when it is on none.
        printed: What the report says there; empty where something is missing.
        expected: What it should say; empty where nothing should be.
    """

    kind: DifferenceKind
    page: int = 0
    printed: str = ""
    expected: str = ""


def first_difference(read: ReadPdf, made: ReadPdf, *, with_drawing: bool) -> Difference | None:
    """Return where a report first differs from the one made for comparison; ``None`` when it says the same.

    Args:
        read: the report.
        made: the one made for comparison.
        with_drawing: whether what is drawn counts too; it cannot where a logo is not known.
    """
    return (
        _in_text(read.lines, made.lines)
        or _in_count(read, made)
        or _in_words(read.pages, made.pages)
        or (_in_drawing(read.pages, made.pages) if with_drawing else None)
    )


def level_difference(
    read: ReadPdf, made: ReadPdf, heading: str, levels: Iterable[tuple[str, str]]
) -> Difference | None:
    """Return the first difference in the heading with the result and in the level of each criterion.

    Meant for a report of another version of the program, whose sentences may have changed.

    Args:
        read: the report.
        made: the one made for comparison.
        heading: what the heading says.
        levels: the code of each criterion with the words for its level.
    """
    if not any(passage.text == heading for passage in read.lines):
        return Difference(DifferenceKind.TEXT, 1, _likest(read.lines, heading), heading)
    rows, expected = _rows(read.lines), _rows(made.lines)
    for code, level in levels:
        if not any(level in texts for _, texts in expected.get(code, [])):
            continue  # this kind of report has no row for it
        found = rows.get(code, [])
        if not any(level in texts for _, texts in found):
            page, texts = found[0] if found else (0, [])
            return Difference(DifferenceKind.TEXT, page, " · ".join(texts)[:SHOWN], f"{code} · {level}")
    return None


def stand_in(read: ReadPdf) -> Logo | None:
    """Return a blank logo of the size of the one in a report, so that its pages break as they did."""
    from PIL import Image

    sizes = [size for page in read.pages for size in page.images]
    if not sizes or sizes[0][0] * sizes[0][1] > MOST_PIXELS or min(sizes[0]) < 1:
        return None
    file = io.BytesIO()
    Image.new("1", sizes[0], 1).save(file, "PNG")
    return Logo(file.getvalue(), *sizes[0], MappingProxyType({"en": LOGO}))


def is_same_archive(content: bytes, other: bytes) -> bool:
    """Return whether two files such as spreadsheets hold the same; how tightly they are packed does not count."""
    try:
        return content == other or list(_parts(content)) == list(_parts(other))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, ValueError, KeyError, OSError):
        return False


def _parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if len(entries) > MOST_PARTS:
            raise ReportError("The report is too large to be read.")
        for entry in entries:
            with archive.open(entry) as part:
                yield entry.filename, part.read(MOST_PART)


def _in_text(read: tuple[Passage, ...], made: tuple[Passage, ...]) -> Difference | None:
    page = 1
    for found, wanted in zip_longest(read, made):
        printed, expected = (found.text if found else ""), (wanted.text if wanted else "")
        page = found.page if found and found.page else page
        is_logo = found and wanted and found.tag == wanted.tag == "Figure" and expected == LOGO
        if is_logo or (found and wanted and (found.tag, printed) == (wanted.tag, expected)):
            continue
        if not found and wanted:
            page = wanted.page
        return Difference(DifferenceKind.TEXT, page, *_cut(printed, expected))
    return None


def _in_count(read: ReadPdf, made: ReadPdf) -> Difference | None:
    found, wanted = len(read.pages), len(made.pages)
    return Difference(DifferenceKind.PAGES, 0, str(found), str(wanted)) if found != wanted else None


def _in_words(read: tuple[ReadPage, ...], made: tuple[ReadPage, ...]) -> Difference | None:
    for number, (found, wanted) in enumerate(zip(read, made, strict=True), 1):
        if found.words != wanted.words:
            return Difference(DifferenceKind.WORDS, number, *_cut(found.words, wanted.words))
    return None


def _in_drawing(read: tuple[ReadPage, ...], made: tuple[ReadPage, ...]) -> Difference | None:
    for number, (found, wanted) in enumerate(zip(read, made, strict=True), 1):
        if found.digest != wanted.digest:
            return Difference(DifferenceKind.DRAWING, number)
    return None


def _rows(lines: Iterable[Passage]) -> dict[str, list[tuple[int, list[str]]]]:
    """Return the rows of all tables by the first word in them, each with its page and texts."""
    rows: dict[int, tuple[int, list[str]]] = {}
    for passage in lines:
        if passage.row:
            rows.setdefault(passage.row, (passage.page, []))[1].append(passage.text)
    found: dict[str, list[tuple[int, list[str]]]] = {}
    for page, texts in rows.values():
        found.setdefault((texts[0].split() or [""])[0], []).append((page, texts))
    return found


def _likest(lines: Iterable[Passage], heading: str) -> str:
    """Return the heading that begins most like the one that is missing."""
    headings = [passage.text for passage in lines if passage.tag.startswith("H")]
    return max(headings, key=lambda text: _same(text, heading), default="")[:SHOWN]


def _same(one: str, other: str) -> int:
    """Return how many characters two texts begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))


def _cut(printed: str, expected: str) -> tuple[str, str]:
    """Return the parts of two texts around the first character that differs."""
    begin = max(_same(printed, expected) - BEFORE, 0)
    first, second = (text[begin : begin + SHOWN] for text in (printed, expected))
    mark = "\N{HORIZONTAL ELLIPSIS}" if begin else ""
    return (mark + first if first else "", mark + second if second else "")
