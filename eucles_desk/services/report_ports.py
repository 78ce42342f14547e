"""What is ordered when a report is made, and what comes back; the report layer fits it by shape."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol

from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.templates.values import PLAIN, Template

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from eucles_desk.assessment.values import Assessment
    from eucles_desk.errors import Message
    from eucles_desk.scheme.values import Edition


class ReportFormat(StrEnum):
    """What kind of file a report is; the value is the ending of the file's name."""

    PDF = "pdf"
    WORKBOOK = "xlsx"
    """Findings and recommendations as a spreadsheet."""
    TEXT = "docx"
    """The same content in the same order, for those who must rework the text."""


def formats_of(kind: ReportKind) -> tuple[ReportFormat, ...]:
    """Return the kinds of file that a report can be: a certificate has nothing to put into rows."""
    return tuple(found for found in ReportFormat if (kind, found) not in _NO_FILE)


_NO_FILE: Final = frozenset({(ReportKind.CERTIFICATE, ReportFormat.WORKBOOK)})


@dataclass(frozen=True, slots=True)
class Signing:
    """How a report is to be signed.

    Attributes:
        file: A PKCS #12 file with key and certificate; ``None`` for the key that the program has made.
        passphrase: What opens the file.
        visible: Whether the signature shows on the page.
    """

    file: Path | None = None
    passphrase: str = field(default="", repr=False)
    visible: bool = True


class SigningKeys(Protocol):
    """The key that the program makes for its user, kept with the data; each call may take a moment."""

    def own_key(self) -> str | None:
        """Return whose key there is, ``None`` when there is none yet."""
        ...

    def make_own_key(self, name: str, organisation: str) -> str:
        """Make the key and return whose it is; raise ``SigningError`` for a name that no certificate can carry."""
        ...


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """What report to make; ``language`` is a code."""

    assessment: Assessment
    edition: Edition
    language: str
    kind: ReportKind = ReportKind.FULL
    format: ReportFormat = ReportFormat.PDF
    template: Template = PLAIN
    signing: Signing | None = None


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A finished report.

    Attributes:
        content: The file.
        pages: How many pages it has; 0 for a file that is not laid out in pages.
        warnings: Sentences on what could not be printed as asked; ``Language.sentence`` says them.
        content_hash: The SHA-256 of what the report was made of, as it stands on each page.
        made_on: The day on the report.
    """

    content: bytes
    pages: int
    warnings: tuple[Message, ...] = ()
    content_hash: str = ""
    made_on: date | None = None


class ReportMaker(Protocol):
    """Makes a report; calls ``progress(page, pages_or_zero)`` and stops when ``is_cancelled()`` says so."""

    def __call__(
        self,
        order: ReportOrder,
        progress: Callable[[int, int], None] = ...,
        is_cancelled: Callable[[], bool] = ...,
    ) -> MadeReport: ...
