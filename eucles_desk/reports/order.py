"""What a report says about itself: the file in it that tells how it was ordered, so that it can be made once more.

With this note and the machine-readable result of the same report everything is known that its text depends on. The
logo is left out: it is a picture that no text depends on.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar, cast

from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.errors import ReportError
from eucles_desk.templates.values import PLAIN, Template

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from eucles_desk.reports.case import Case
    from eucles_desk.templates.values import Texts

RESULT: Final = "assessment.json"
"""The name of the interchange file inside a report."""
WORKBOOK: Final = "findings.xlsx"
"""The name of the spreadsheet inside a report."""
SHOWN_DIGITS: Final = 16
"""How much of the fingerprint of a certificate stands on the page that is signed."""
NOTE: Final = "report.json"
"""The name of this note inside a report."""
FORMAT: Final = "eucles-report"
VERSION: Final = 1
Value = TypeVar("Value")
COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Signer:
    """Whose signature a page shows.

    Attributes:
        name: Whose certificate it is.
        organisation: The organisation of that person; may be empty.
        fingerprint: The first digits of the certificate's SHA-256, as many as stand on the page.
    """

    name: str
    organisation: str
    fingerprint: str

    @property
    def shown(self) -> str:
        """The digits in groups, to be compared by eye."""
        return " ".join(self.fingerprint[at : at + 4] for at in range(0, len(self.fingerprint), 4))


@dataclass(frozen=True, slots=True)
class ReportNote:
    """How a report was ordered.

    Attributes:
        kind: Its kind.
        language: The code of its language.
        made_on: The day on it.
        program_version: The version of the program that made it.
        template: What an organisation added to it, without the logo.
        signed: Whether it has a place for a signature that shows.
        signer: Whose signature its page names, ``None`` where no name is on it.
        libraries: Which versions of the libraries made it, on which every byte depends; empty when it does not say.
    """

    kind: ReportKind
    language: str
    made_on: date
    program_version: str
    template: Template = PLAIN
    signed: bool = False
    signer: Signer | None = None
    libraries: str = ""

    def to_data(self) -> dict[str, Any]:
        """Return the note as it is written, in a fixed order."""
        template = self.template
        return {
            "format": FORMAT,
            "version": VERSION,
            "kind": self.kind.value,
            "language": self.language,
            "made_on": self.made_on.isoformat(),
            "program_version": self.program_version,
            "template": {
                "organisation": template.organisation,
                "address": list(template.address),
                "acknowledgement": dict(template.acknowledgement),
                "legal_note": dict(template.legal_note),
                "accent": template.accent,
            },
            "signed": self.signed,
            "signer": asdict(self.signer) if self.signer else None,
            "libraries": self.libraries,
        }

    def to_bytes(self) -> bytes:
        """Return the note as a file; the same note always gives the same bytes."""
        return (json.dumps(self.to_data(), ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")

    @classmethod
    def from_data(cls, data: object) -> Self:
        """Return the note that the data hold; nothing in them is trusted, and keys not known are passed over.

        Raises:
            ReportError: the data are not a note that this version can read.
        """
        top = _mapping(data)
        if top.get("format") != FORMAT:
            raise ReportError("The note in the report is not one of this program.")
        if top.get("version") != VERSION or isinstance(top.get("version"), bool):
            raise ReportError("The report was made by a newer version of this program.")
        template = _mapping(top.get("template"))
        accent = _text(template.get("accent"))
        if accent and not COLOUR.fullmatch(accent):
            raise _damaged()
        return cls(
            kind=_read(ReportKind, top.get("kind")),
            language=_text(top.get("language")),
            made_on=_read(date.fromisoformat, top.get("made_on")),
            program_version=_text(top.get("program_version")),
            template=Template(
                organisation=_text(template.get("organisation")),
                address=tuple(_text(line) for line in _items(template.get("address"))),
                acknowledgement=_texts(template.get("acknowledgement")),
                legal_note=_texts(template.get("legal_note")),
                accent=accent,
            ),
            signed=top.get("signed", False) is True,
            signer=_signer(top.get("signer")),
            libraries=_text(top.get("libraries", "")),
        )

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """Return the note that a file holds; raise ``ReportError`` as :meth:`from_data` does."""
        try:
            data = json.loads(content)
        except (ValueError, RecursionError) as error:
            raise _damaged() from error
        return cls.from_data(data)

    @classmethod
    def of(cls, case: Case) -> Self:
        """Return the note of a report that is about to be made of a case."""
        template = replace(case.template, logo=None)
        return cls(
            kind=case.kind,
            language=case.language.code,
            made_on=case.made_on,
            program_version=case.program_version,
            template=template,
            signed=case.signed,
            signer=case.signer,
            libraries=libraries(),
        )


def libraries() -> str:
    """Return the versions of what packs and draws a report here."""
    import zlib

    import PIL
    import reportlab
    import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]

    versions = {
        "Pillow": PIL.__version__,
        "ReportLab": reportlab.__version__,
        "XlsxWriter": xlsxwriter.__version__,
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }
    return ", ".join(f"{name} {version}" for name, version in versions.items())


def _damaged() -> ReportError:
    return ReportError("The note in the report is damaged.")


def _mapping(data: object) -> Mapping[str, object]:
    if not isinstance(data, dict):
        raise _damaged()
    return cast("Mapping[str, object]", data)


def _items(data: object) -> list[object]:
    if not isinstance(data, list):
        raise _damaged()
    return cast("list[object]", data)


def _text(data: object) -> str:
    if not isinstance(data, str):
        raise _damaged()
    return data


def _signer(data: object) -> Signer | None:
    if data is None:
        return None
    found = _mapping(data)
    return Signer(_text(found.get("name")), _text(found.get("organisation")), _text(found.get("fingerprint")))


def _texts(data: object) -> Texts:
    return MappingProxyType({code: _text(words) for code, words in _mapping(data).items()})


def _read(read: Callable[[str], Value], data: object) -> Value:
    try:
        return read(_text(data))
    except ValueError as error:
        raise _damaged() from error
