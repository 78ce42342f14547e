"""What the child answered, as values; whatever does not make sense is an error, for the child may be hostile."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final, cast

from eucles_desk.assessment.evidence import WHOLE, Region
from eucles_desk.assessment.forms import Cell, CellKind, FieldKind, Received, ReceivedField, ReceivedSheet
from eucles_desk.reading import limits
from eucles_desk.services.ports import Content, ContentKind, Found, Picture

if TYPE_CHECKING:
    from eucles_desk.reading.frames import Frame

MOST_SIZE = 1e7
HASH: Final = re.compile("[0-9a-f]{64}")
PLACE: Final = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")


class NonsenseError(Exception):
    """The answer is none that could have been given."""


def content(frame: Frame) -> Content:
    """Return what is in a file."""
    sizes = tuple(_size(one) for one in _list(_loaded(frame.body), limits.PAGES))
    protected = frame.header.get("protected")
    if not isinstance(protected, bool):
        raise NonsenseError
    try:
        return Content(ContentKind(cast("str", frame.header.get("kind"))), sizes, protected)
    except ValueError as error:
        raise NonsenseError from error


def picture(frame: Frame, width: int) -> Picture:
    """Return a picture at most so wide."""
    wide, high = _whole(frame.header.get("width"), width), _whole(frame.header.get("height"), limits.SHOWN_SIDE)
    if not wide or not high or len(frame.body) != 3 * wide * high:
        raise NonsenseError
    return Picture(wide, high, frame.body)


def texts(frame: Frame, first: int) -> tuple[tuple[str, ...], int]:
    """Return the texts of the pages from ``first`` on, and the next page; 0 when that was all."""
    pages = tuple(_text(one, limits.FILE_TEXT) for one in _list(_loaded(frame.body), limits.PAGES))
    following = _following(frame, first)
    if following and following != first + len(pages):
        raise NonsenseError
    return pages, following


def found(frame: Frame, first: int) -> tuple[tuple[Found, ...], int]:
    """Return where words stand on the pages from ``first`` on, and the next page; 0 when that was all."""
    following = _following(frame, first)
    hits: list[Found] = []
    for one in _list(_loaded(frame.body), limits.PAGES):
        page, regions, excerpt = _list(one, 3, exactly=True)
        number = _whole(page, limits.PAGES)
        if number < max(first, hits[-1].page + 1 if hits else 0) or (following and number >= following):
            raise NonsenseError
        places = tuple(_region(place) for place in _list(regions, limits.REGIONS))
        hits.append(Found(number, places, _text(excerpt, 10 * limits.EXCERPT + limits.WORDS)))
    return tuple(hits), following


def quote(frame: Frame) -> str:
    """Return the text of a region."""
    return _text(_loaded(frame.body), limits.QUOTE)


def form(frame: Frame) -> Received:
    """Return what was filled into a form; nothing of a file that is none."""
    loaded = _loaded(frame.body)
    if not isinstance(loaded, dict):
        raise NonsenseError
    said = cast("dict[str, object]", loaded)
    match said.get("kind"):
        case "other":
            return Received()
        case "workbook":
            programs = said.get("programs")
            if not isinstance(programs, bool):
                raise NonsenseError
            sheets = tuple(_sheet(one) for one in _list(said.get("sheets"), limits.FORM_SHEETS))
            if sum(len(sheet.cells) for sheet in sheets) > limits.FORM_CELLS:
                raise NonsenseError
            return Received(sheets, programs)
        case "pdf":
            fields = tuple(_field(one) for one in _list(said.get("fields"), limits.FORM_FIELDS))
            pages = tuple(_hash(one) for one in _list(said.get("pages"), limits.PAGES))
            notes = tuple(_whole(one, limits.PAGES) for one in _list(said.get("notes"), limits.PAGES))
            return Received(is_pdf=True, fields=fields, pages=pages, notes=notes)
        case _:
            raise NonsenseError


def _field(value: object) -> ReceivedField:
    name, kind, text = (_text(part, limits.FORM_TEXT) for part in _list(value, 3, exactly=True))
    if kind not in list(FieldKind):
        raise NonsenseError
    return ReceivedField(name, FieldKind(kind), text)


def _hash(value: object) -> str:
    text = _text(value, 64)
    if not HASH.fullmatch(text):
        raise NonsenseError
    return text


def _sheet(value: object) -> ReceivedSheet:
    name, cells = _list(value, 2, exactly=True)
    found: dict[str, Cell] = {}
    for one in _list(cells, limits.FORM_CELLS):
        place, kind, text = (_text(part, limits.FORM_TEXT) for part in _list(one, 3, exactly=True))
        if not PLACE.fullmatch(place) or kind not in list(CellKind):
            raise NonsenseError
        found[place] = Cell(CellKind(kind), text)
    return ReceivedSheet(_text(name, limits.FORM_NAME), found)


def _loaded(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NonsenseError from error


def _following(frame: Frame, first: int) -> int:
    following = _whole(frame.header.get("next"), limits.PAGES + 1)
    if following and following <= first:
        raise NonsenseError
    return following


def _list(value: object, most: int, *, exactly: bool = False) -> list[object]:
    if not isinstance(value, list):
        raise NonsenseError
    items = cast("list[object]", value)
    if len(items) > most or (exactly and len(items) != most):
        raise NonsenseError
    return items


def _whole(value: object, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise NonsenseError
    return value


def _text(value: object, most: int) -> str:
    """Half a letter, which no database can keep, is no text."""
    if not isinstance(value, str) or len(value) > most:
        raise NonsenseError
    return value.encode("utf-8", "replace").decode()


def _size(value: object) -> tuple[float, float]:
    width, height = (
        float(side) if isinstance(side, int | float) and 0 < side < MOST_SIZE else 0.0
        for side in _list(value, 2, exactly=True)
    )
    if not width or not height:
        raise NonsenseError
    return width, height


def _region(value: object) -> Region:
    left, top, width, height = (_whole(side, WHOLE) for side in _list(value, 4, exactly=True))
    if not width or not height or left + width > WHOLE or top + height > WHOLE:
        raise NonsenseError
    return Region(left, top, width, height)
