"""PDF files, by PDFium; it is built without scripts, and no action of a file is ever followed."""

from __future__ import annotations

import ctypes
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import pypdfium2  # pyright: ignore[reportMissingTypeStubs]
import pypdfium2.raw  # pyright: ignore[reportMissingTypeStubs]

from eucles_desk.reading import limits
from eucles_desk.reading.child.document import Document, RefusalError
from eucles_desk.reading.child.pdf_form import PdfForm
from eucles_desk.reading.child.words import Flat, cleaned, excerpt

if TYPE_CHECKING:
    from collections.abc import Generator

    from eucles_desk.reading.child.document import Box, Form, Hit

pdfium: Final[Any] = pypdfium2
raw: Final[Any] = pypdfium2.raw

WHOLE: Final = 1000
PASSWORD_WRONG: Final = 4
UNUSUAL_SIZE: Final = (612.0, 792.0)
"""What is told of a page whose own size makes no sense; PDFium takes the same."""


class PdfFile(Document):
    """An opened PDF file; raise ``RefusalError`` when it cannot be opened."""

    kind = "pdf"

    def __init__(self, content: bytes, password: str) -> None:
        try:
            self._pdf = pdfium.PdfDocument(content, password=password or None)
        except pdfium.PdfiumError as error:
            raise RefusalError("protected" if error.err_code == PASSWORD_WRONG else "damaged") from error
        self.count: int = len(self._pdf)
        if not self.count:
            raise RefusalError("damaged")
        if self.count > limits.PAGES:
            raise RefusalError("large")
        self.protected = bool(password) and raw.FPDF_GetSecurityHandlerRevision(self._pdf) >= 0
        if self._pdf.get_formtype() in {raw.FORMTYPE_ACRO_FORM, raw.FORMTYPE_XFA_FOREGROUND}:
            self._pdf.init_forms()  # what is filled in is drawn by it
        self.sizes = [self._size(at) for at in range(self.count)]

    def picture(self, page: int, width: int) -> tuple[int, int, bytes]:
        """Return a page as it looks, with its notes and filled-in fields."""
        with self._page(page) as opened:
            wide, high = fitting(opened.get_size(), width)
            bitmap = raw.FPDFBitmap_CreateEx(wide, high, raw.FPDFBitmap_BGR, None, 0)
            if not bitmap:
                raise RefusalError("large")
            try:
                raw.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, 0xFFFFFFFF)
                flags = raw.FPDF_ANNOT | raw.FPDF_REVERSE_BYTE_ORDER | raw.FPDF_RENDER_LIMITEDIMAGECACHE
                raw.FPDF_RenderPageBitmap(bitmap, opened, 0, 0, wide, high, 0, flags)
                if self._pdf.formenv:
                    raw.FPDF_FFLDraw(self._pdf.formenv, bitmap, opened, 0, 0, wide, high, 0, flags)
                return wide, high, _rows(bitmap, wide, high)
            finally:
                raw.FPDFBitmap_Destroy(bitmap)

    def texts(self, first: int, most: int) -> tuple[list[str], int]:
        """Return the texts of pages for as long as a batch may take."""
        until = time.monotonic() + limits.BATCH_SECONDS
        pages: list[str] = []
        size = 0
        for page in range(first, self.count + 1):
            text = cleaned(self._text(page))[:most] if most > 0 else ""
            most -= len(text)
            pages.append(text)
            size += len(text)
            if time.monotonic() > until or size > limits.BATCH_TEXT:
                return pages, page + 1 if page < self.count else 0
        return pages, 0

    def find(self, first: int, words: str) -> tuple[list[Hit], int]:
        """Return the pages on which words stand, for as long as a batch may take."""
        until = time.monotonic() + limits.BATCH_SECONDS
        hits: list[Hit] = []
        for page in range(first, self.count + 1):
            if next(Flat(self._text(page)).find(words), None):
                hits += self._found(page, words)
            if time.monotonic() > until:
                return hits, page + 1 if page < self.count else 0
        return hits, 0

    def quote(self, page: int, region: Box) -> str:
        """Return the letters whose middle lies in a region; lines stay lines."""
        left, top, width, height = region
        said: list[str] = []
        gap: list[str] = []
        with self._page(page) as opened, _text_page(opened) as text:
            for at, letter in enumerate(_letters(text)):
                box = None if letter.isspace() else _box(opened, text, at)
                middle = (box[0] + box[2] / 2, box[1] + box[3] / 2) if box else (-1, -1)
                if left <= middle[0] < left + width and top <= middle[1] < top + height:
                    if said and gap:
                        said.append("\n" if any(one in "\r\n" for one in gap) else " ")
                    gap = []
                    said.append(letter)
                else:
                    gap.append(letter)
        return cleaned("".join(said))[: limits.QUOTE]

    def form(self) -> Form:
        """Return the fields, and of each page a hash of all else that stands on it."""
        form = PdfForm(self._pdf)
        for number in range(1, self.count + 1):
            with self._page(number) as opened, _text_page(opened) as text:
                form.add(number, opened, "".join(_letters(text)))
        return form.told()

    def close(self) -> None:
        """Let the file go."""
        self._pdf.close()

    def _size(self, at: int) -> tuple[float, float]:
        size = raw.FS_SIZEF()
        if not raw.FPDF_GetPageSizeByIndexF(self._pdf, at, size):
            return UNUSUAL_SIZE
        return sensible(size.width, size.height)

    @contextmanager
    def _page(self, page: int) -> Generator[Any]:
        if not 1 <= page <= self.count:
            raise RefusalError("page")
        try:
            opened = self._pdf.get_page(page - 1)
        except pdfium.PdfiumError as error:
            raise RefusalError("damaged") from error
        try:
            yield opened
        finally:
            opened.close()

    def _text(self, page: int) -> str:
        """Return the text of a page; of one that is damaged, none."""
        try:
            with self._page(page) as opened, _text_page(opened) as text:
                count = min(raw.FPDFText_CountChars(text), limits.PAGE_TEXT)
                return text.get_text_range(0, count) if count > 0 else ""
        except (RefusalError, pdfium.PdfiumError):
            if page > self.count:
                raise
            return ""

    def _found(self, page: int, words: str) -> list[Hit]:
        with self._page(page) as opened, _text_page(opened) as text:
            letters = _letters(text)
            places: list[Box] = []
            said = ""
            for start, end in Flat(letters).find(words):
                said = said or excerpt("".join(letters), start, end)
                places += _lines(opened, text, start, end)
                if len(places) >= limits.REGIONS:
                    break
        return [(page, places[: limits.REGIONS], said)] if said else []


def sensible(width: float, height: float) -> tuple[float, float]:
    """Return a size that can be a page's."""
    return (width, height) if 0 < width < 1e6 and 0 < height < 1e6 else UNUSUAL_SIZE


def fitting(size: tuple[float, float], width: int) -> tuple[int, int]:
    """Return a page's width and height in pixels: so wide, or less where it would be too large."""
    across, down = sensible(*size)
    shape = across / down
    widest = min(width, limits.SHOWN_SIDE, limits.SHOWN_SIDE * shape, (limits.SHOWN_PIXELS * shape) ** 0.5)
    wide = max(1, int(widest))
    return wide, max(1, min(limits.SHOWN_SIDE, limits.SHOWN_PIXELS // wide, round(wide / shape)))


def _rows(bitmap: Any, wide: int, high: int) -> bytes:  # noqa: ANN401  # a handle of PDFium
    stride: int = raw.FPDFBitmap_GetStride(bitmap)
    content = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * high)
    if stride == 3 * wide:
        return content
    return b"".join(content[at * stride : at * stride + 3 * wide] for at in range(high))


@contextmanager
def _text_page(page: Any) -> Generator[Any]:  # noqa: ANN401
    try:
        text = page.get_textpage()
    except pdfium.PdfiumError as error:
        raise RefusalError("damaged") from error
    try:
        yield text
    finally:
        text.close()


def _letters(text: Any) -> list[str]:  # noqa: ANN401
    """Return each letter, so that its place in the list is its number for PDFium."""
    count = min(raw.FPDFText_CountChars(text), limits.PAGE_TEXT)
    unicode = raw.FPDFText_GetUnicode
    codes = (unicode(text, at) for at in range(count))
    return [chr(code) if code <= 0x10FFFF else "\ufffd" for code in codes]


def _box(page: Any, text: Any, at: int) -> Box | None:  # noqa: ANN401
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not raw.FPDFText_GetCharBox(text, at, left, right, bottom, top):
        return None
    return _on_page(page, left.value, top.value, right.value, bottom.value)


def _lines(page: Any, text: Any, start: int, end: int) -> list[Box]:  # noqa: ANN401
    """Return where letters stand, one box for each line."""
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    boxes: list[Box] = []
    for at in range(min(raw.FPDFText_CountRects(text, start, end - start), limits.REGIONS)):
        if raw.FPDFText_GetRect(text, at, left, top, right, bottom):
            box = _on_page(page, left.value, top.value, right.value, bottom.value)
            if box:
                boxes.append(box)
    return boxes


def _on_page(page: Any, left: float, top: float, right: float, bottom: float) -> Box | None:  # noqa: ANN401
    """Return a box as it is seen, the page turned and cut as it is; ``None`` when it lies outside."""
    across: list[int] = []
    down: list[int] = []
    for x, y in ((left, top), (right, bottom)):
        wide, high = ctypes.c_int(), ctypes.c_int()
        if not raw.FPDF_PageToDevice(page, 0, 0, WHOLE, WHOLE, 0, x, y, wide, high):
            return None
        across.append(max(0, min(WHOLE, wide.value)))
        down.append(max(0, min(WHOLE, high.value)))
    first, last = sorted(across)
    above, below = sorted(down)
    first, above = min(first, WHOLE - 1), min(above, WHOLE - 1)
    return first, above, max(1, last - first), max(1, below - above)
