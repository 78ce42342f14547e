"""Showing a piece of evidence in the system's own viewer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from eucles_desk.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from eucles_desk.assessment.evidence import Evidence

SAFE_ENDINGS: Final = (
    frozenset({"pdf", "txt", "csv", "md", "rtf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp"})
    | frozenset({"png", "jpg", "jpeg", "gif", "tif", "tiff", "bmp", "webp", "heic"})
    | frozenset({"mp3", "mp4", "m4a", "wav", "ogg", "mov", "webm"})
    | frozenset({"eml", "msg", "json", "ics", "vcf", "zip"})
)
"""Kinds of files that a viewer shows; others could run as a program and are not opened from here."""
WEB: Final = frozenset({"http", "https"})
_UNSAFE: Final = re.compile(r"[^\w .()-]+")


def open_address(address: str) -> None:
    """Show a link in the browser; only web addresses are opened."""
    url = web_address(address)
    if url is None:
        raise UsageError("“{address}” is not a web address, so it is not opened.", address=address)
    QDesktopServices.openUrl(url)


def check_openable(piece: Evidence) -> None:
    """Raise ``UsageError`` for a file that is not handed to another program from here."""
    if ending_of(piece.file_name) not in SAFE_ENDINGS:
        raise UsageError(
            "“{file}” could run as a program, so it is not opened from here. Save a copy to look at it.",
            file=piece.file_name or piece.title,
        )


def show_copy(copy: Path) -> None:
    """Show the copy of a stored file in the program that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy)))


def web_address(text: str) -> QUrl | None:
    """Return a web address, with ``https`` where none is said; ``None`` when the text is not one."""
    text = text.strip()
    if not text or any(character.isspace() for character in text):
        return None
    with_scheme = text if "://" in text else f"https://{text}"
    url = QUrl(with_scheme, QUrl.ParsingMode.StrictMode)
    is_web = url.isValid() and url.scheme().lower() in WEB and "." in url.host().strip(".")
    return url if is_web else None


def safe_name(piece: Evidence) -> str:
    """Return a file name that every system takes, with the file's own ending."""
    name = piece.file_name or piece.title
    stem, dot, ending = name.rpartition(".")
    clean = _UNSAFE.sub("_", stem if dot else name).strip(" .")[:80] or "evidence"
    return f"{clean}.{_UNSAFE.sub('', ending)[:10]}" if dot else clean


def ending_of(file_name: str) -> str:
    """Return the ending of a file's name in small letters."""
    return file_name.rpartition(".")[2].casefold() if "." in file_name else ""
