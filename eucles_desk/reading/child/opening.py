"""Finds out what a file holds by what is in it, and opens it; its name only tells kinds of text apart."""

from __future__ import annotations

from typing import Final

from eucles_desk.reading.child.document import Document, Locked, RefusalError
from eucles_desk.reading.child.office import COMPOUND, compound_file, office_file
from eucles_desk.reading.child.pdf import PdfFile
from eucles_desk.reading.child.pictures import PictureFile, is_picture
from eucles_desk.reading.child.plain import TextFile, is_web_page, text_of, web_text

PDF_STARTS_WITHIN: Final = 1024
"""Some programs put something before a PDF file; readers look so far."""
PACKED: Final = (b"PK\x03\x04", b"PK\x05\x06")
RICH_TEXT: Final = b"{\\rtf"


def open_file(content: bytes, name: str, password: str) -> Document:
    """Open a file; raise ``RefusalError`` when it is damaged or too large."""
    if b"%PDF-" in content[:PDF_STARTS_WITHIN]:
        return _pdf(content, password)
    if is_picture(content):
        return PictureFile(content)
    if content.startswith(PACKED):
        return office_file(content)
    if content.startswith(COMPOUND):
        return compound_file(content)
    return _text(content, name)


def _pdf(content: bytes, password: str) -> Document:
    try:
        return PdfFile(content, password)
    except RefusalError as error:
        if error.code != "protected":
            raise
        return Locked("pdf")


def _text(content: bytes, name: str) -> Document:
    text = None if content.startswith(RICH_TEXT) else text_of(content)
    if text is None:
        return Document()
    return TextFile(web_text(text) if is_web_page(name, text) else text)
