"""The form of a PDF file: what is in its fields, and a hash of everything on its pages that is no field."""

from __future__ import annotations

import ctypes
import hashlib
import math
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import pypdfium2.raw  # pyright: ignore[reportMissingTypeStubs]

from eucles_desk.reading import limits
from eucles_desk.reading.child.document import RefusalError

if TYPE_CHECKING:
    from collections.abc import Callable

    from eucles_desk.reading.child.document import Form

raw: Final[Any] = pypdfium2.raw
HARMLESS: Final = frozenset({raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP})
PRESSED: Final = frozenset({raw.FPDF_FORMFIELD_RADIOBUTTON, raw.FPDF_FORMFIELD_CHECKBOX})
FAR: Final = 1e6


class PdfForm:
    """Goes through the pages of a file.

    Args:
        pdf: the file, with its form begun.
    """

    def __init__(self, pdf: Any) -> None:  # noqa: ANN401  # a handle of PDFium
        self._form = pdf.formenv
        self._fields: dict[str, tuple[str, str]] = {}
        self._pages: list[str] = []
        self._notes: list[int] = []
        self._left = limits.FORM_OBJECTS

    def add(self, number: int, page: Any, text: str) -> None:  # noqa: ANN401
        """Take a page in, with the text on it."""
        for at in range(raw.FPDFPage_GetAnnotCount(page)):
            annotation = raw.FPDFPage_GetAnnot(page, at)
            if not annotation:
                raise RefusalError("damaged")
            try:
                self._take(number, annotation)
            finally:
                raw.FPDFPage_CloseAnnot(annotation)
        told = hashlib.sha256(repr(tuple(round(side) for side in page.get_size())).encode())
        told.update(repr(raw.FPDFPage_GetRotation(page)).encode() + b"\0")
        told.update(text.encode("utf-8", "replace") + b"\0")
        for at in range(raw.FPDFPage_CountObjects(page)):
            self._left -= 1
            if self._left < 0:
                raise RefusalError("large")
            told.update(_told(raw.FPDFPage_GetObject(page, at)))
        self._pages.append(told.hexdigest())

    def told(self) -> Form:
        """Return what was found."""
        fields = [[name, kind, value] for name, (kind, value) in self._fields.items()]
        return {"kind": "pdf", "fields": fields, "pages": self._pages, "notes": self._notes}

    def _take(self, number: int, annotation: Any) -> None:  # noqa: ANN401
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        if kind not in HARMLESS and number not in self._notes:
            self._notes.append(number)
        if kind != raw.FPDF_ANNOT_WIDGET or not self._form:
            return
        field = raw.FPDFAnnot_GetFormFieldType(self._form, annotation)
        if field < 0:
            return
        name = _text(partial(raw.FPDFAnnot_GetFormFieldName, self._form, annotation))
        if name not in self._fields and len(self._fields) >= limits.FORM_FIELDS:
            raise RefusalError("large")
        if field == raw.FPDF_FORMFIELD_TEXTFIELD:
            self._fields[name] = (
                "text",
                _text(partial(raw.FPDFAnnot_GetFormFieldValue, self._form, annotation)),
            )
        elif field in PRESSED:
            known = self._fields.get(name, ("choice", ""))[1]
            self._fields[name] = "choice", self._pressed(annotation) or known
        else:
            self._fields[name] = "other", ""

    def _pressed(self, annotation: Any) -> str:  # noqa: ANN401
        if not raw.FPDFAnnot_IsChecked(self._form, annotation):
            return ""
        return _text(partial(raw.FPDFAnnot_GetFormFieldExportValue, self._form, annotation))


def _told(thing: Any) -> bytes:  # noqa: ANN401
    """Tell the kind of a thing on a page, and where it stands to the nearest point."""
    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(thing, *sides):
        return f"{raw.FPDFPageObj_GetType(thing)};".encode()
    places = (0 if math.isnan(side.value) else round(max(-FAR, min(FAR, side.value))) for side in sides)
    return f"{raw.FPDFPageObj_GetType(thing)} {' '.join(map(str, places))};".encode()


def _text(ask: Callable[[Any, int], int]) -> str:
    """Return a text that PDFium hands out in UTF-16."""
    size = ask(None, 0)
    if size > 2 * limits.FORM_TEXT:
        raise RefusalError("large")
    if size < 2:
        return ""
    room = (ctypes.c_ushort * (size // 2 + 1))()
    ask(room, ctypes.sizeof(room))
    return ctypes.string_at(room, size - size % 2).decode("utf-16-le", "replace").partition("\0")[0]
