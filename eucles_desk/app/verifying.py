"""Finds out whether a report is what it says: its signatures, and whether its text is that of the result inside it.

Nothing outside the file is asked and no data folder is opened, so a report can be verified on any computer.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from eucles_desk import __version__
from eucles_desk.assessment.places import ENDED
from eucles_desk.errors import EuclesError, ReportError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from eucles_desk.app.languages import Languages
    from eucles_desk.app.scheme_files import SchemeFiles
    from eucles_desk.assessment.terms import Step
    from eucles_desk.reports.case import Case
    from eucles_desk.reports.comparing import Difference
    from eucles_desk.reports.order import ReportNote
    from eucles_desk.reports.reading import ReadPdf
    from eucles_desk.scheme.values import Edition
    from eucles_desk.services.ports import InterchangeFormat
    from eucles_desk.signing.check import Signatures

MOST_BYTES: Final = 200_000_000
HEAD: Final = 1024
"""How far into a file the mark of a PDF may stand."""


class Problem(StrEnum):
    """What is wrong with the result in a report."""

    UNREADABLE = "unreadable"
    """The file cannot be read as a report of this program."""
    NO_RESULT = "no result"
    """There is no result in it to compare with."""
    HASH = "hash"
    """A page carries the hash of another result."""
    DIFFERENT = "different"
    """It shows something else than its result says."""
    SPREADSHEET = "spreadsheet"
    """The spreadsheet in it is not the one of its result."""
    BYTES = "bytes"
    """It shows what its result says, but a part of it that does not show was changed."""
    SIGNER = "signer"
    """A page says that somebody signed it whose signature is not in it."""
    NOT_COMPARED = "not compared"
    """This version of the program cannot make a report of the result."""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that is wrong, with what there is to say of it.

    Attributes:
        problem: What.
        page: The page, counted from 1; 0 for none.
        difference: How the text differs.
        error: Why something could not be read or made.
    """

    problem: Problem
    page: int = 0
    difference: Difference | None = None
    error: EuclesError | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found out of a file.

    Attributes:
        signatures: Who signed it, and what has become of it since.
        note: How the report was ordered; ``None`` when it does not say.
        hash: The content hash of the result in it; empty when there is none.
        compared_all: Whether all text was compared, not only the result and the levels.
        compared_drawing: Whether what is drawn was compared too.
        compared_bytes: Whether every byte was compared, except those of signatures.
        step: The step in which the assessment was when the report was made; ``None`` when there is no result.
        found: What is wrong with the result in it.
    """

    signatures: Signatures
    note: ReportNote | None = None
    hash: str = ""
    compared_all: bool = False
    compared_drawing: bool = False
    compared_bytes: bool = False
    step: Step | None = None
    found: tuple[Found, ...] = ()

    @property
    def is_well(self) -> bool:
        """Whether nothing tells against the file."""
        return not self.found and not self.signatures.is_wrong

    @property
    def is_signed(self) -> bool:
        """Whether there is a signature in it."""
        return bool(self.signatures.found)

    @property
    def is_undecided(self) -> bool:
        """Whether it is of an assessment that was not decided."""
        return self.step is not None and self.step not in ENDED


class Verifier:
    """Verifies reports; the libraries are imported by the first one.

    Args:
        resources: the folder of what comes with the program, for the fonts.
        languages: the languages that a report can be in.
        scheme_files: the editions that come with the program.
        interchange: returns the format of the result in a report.
        version: the version of the program.
    """

    def __init__(
        self,
        resources: Path,
        languages: Languages,
        scheme_files: SchemeFiles,
        interchange: Callable[[], InterchangeFormat],
        version: str = __version__,
    ) -> None:
        self._fonts = resources / "fonts"
        self._languages = languages
        self._scheme_files = scheme_files
        self._interchange = interchange
        self._version = version

    def __call__(self, content: bytes) -> Verified:
        """Return what can be found out of a PDF; nothing in it is trusted."""
        from eucles_desk.signing.check import check_signatures

        verified = Verified(check_signatures(content))
        from eucles_desk.reports.reading import read_pdf

        try:
            return self._with_result(verified, content, read_pdf(content))
        except ReportError as error:
            return replace(verified, found=(Found(Problem.UNREADABLE, error=error),))

    def _with_result(self, verified: Verified, content: bytes, read: ReadPdf) -> Verified:
        from eucles_desk.reports.order import NOTE, RESULT, ReportNote
        from eucles_desk.reports.reading import read_pdf

        note_file, result = read.attachment(NOTE), read.attachment(RESULT)
        if note_file is None or result is None:
            return replace(verified, found=(Found(Problem.NO_RESULT),))
        note = ReportNote.from_bytes(note_file.content)
        verified = replace(verified, note=note)
        if note.language not in self._languages.codes:
            error = UsageError("There is no report in the language “{language}”.", language=note.language[:60])
            return replace(verified, found=(Found(Problem.NOT_COMPARED, error=error),))
        try:
            case = self._case(read, note, result.content)
            verified = replace(verified, hash=case.content_hash, step=case.assessment.step)
            strange = next(_without_hash(read, case), None)
            if strange is not None:
                return replace(verified, found=(strange,))
            made = self._made_again(read, case, result.content)
        except EuclesError as error:
            return replace(verified, found=(Found(Problem.NOT_COMPARED, error=error),))
        verified = self._compared(verified, read, read_pdf(made), case)
        if note.signed and not _is_signed_by(verified.signatures, note):
            verified = replace(verified, found=(*verified.found, Found(Problem.SIGNER)))
        is_known = self._is_same_program(note) and case.template.logo is None
        if not verified.is_well or not is_known:
            return verified
        # A signature is written behind the report and changes nothing of it.
        same = content.startswith(made) if verified.is_signed else content == made
        found = () if same else (Found(Problem.BYTES),)
        return replace(verified, compared_bytes=True, found=found)

    def _is_same_program(self, note: ReportNote) -> bool:
        from eucles_desk.reports.order import libraries

        return (note.program_version, note.libraries) == (self._version, libraries())

    def _case(self, read: ReadPdf, note: ReportNote, content: bytes) -> Case:
        """Return what the report is made of, as the files in it say."""
        from eucles_desk.reports.comparing import stand_in
        from eucles_desk.reports.kinds import case_of

        editions: list[Edition] = []

        def find(scheme: str, edition: str, sha256: str | None) -> Edition | None:
            ref = self._scheme_files.bundled_ref()
            if (scheme, edition) != (ref.scheme, ref.edition) or sha256 not in {None, ref.sha256}:
                return None
            editions.append(self._scheme_files.bundled().edition)
            return editions[-1]

        imported = self._interchange().read(content, find, file="assessment.json")
        if imported.edition_content is not None and not editions:
            editions.append(self._scheme_files.received(imported.edition_content))
        return case_of(
            imported.assessment,
            editions[-1],
            self._languages.load(note.language),
            made_on=note.made_on,
            program_version=note.program_version,
            kind=note.kind,
            template=replace(note.template, logo=stand_in(read)),
            signed=note.signed,
            signer=note.signer,
        )

    def _made_again(self, read: ReadPdf, case: Case, result: bytes) -> bytes:
        from eucles_desk.reports.attaching import attachments
        from eucles_desk.reports.kinds import report_document
        from eucles_desk.reports.pdf import write_pdf

        document = replace(
            report_document(case),
            attachments=attachments(case, result),
            signature=read.has_field,
            signature_label=case.language.text("Signature") if read.has_field else "",
        )
        file = io.BytesIO()
        write_pdf(document, file, self._fonts)
        return file.getvalue()

    def _compared(self, verified: Verified, read: ReadPdf, made: ReadPdf, case: Case) -> Verified:
        from eucles_desk.reports.comparing import first_difference, level_difference

        is_same_version = case.program_version == self._version
        with_drawing = is_same_version and case.template.logo is None
        difference = first_difference(read, made, with_drawing=with_drawing)
        compared_all = difference is None or is_same_version
        if not compared_all:
            difference = level_difference(read, made, *_result(case, made))
        found = [Found(Problem.DIFFERENT, difference.page, difference)] if difference else []
        if is_same_version and not difference and not _has_right_workbook(read, case):
            found.append(Found(Problem.SPREADSHEET))
        return replace(
            verified, compared_all=compared_all, compared_drawing=with_drawing and compared_all, found=tuple(found)
        )


def load_pdf(path: Path) -> bytes:
    """Return the content of a PDF that a user names; raise ``UsageError`` when there is none."""
    name = str(path)[:200]
    try:
        if path.exists() and not path.is_file():
            raise UsageError("{file} is not a file.", file=name)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise UsageError("There is no file {file}.", file=name) from error
    except PermissionError as error:
        raise UsageError("The file {file} may not be read by this user.", file=name) from error
    except (OSError, ValueError) as error:  # a NUL character in a name is a ValueError
        raise UsageError("The file {file} cannot be read.", file=name) from error
    if len(content) > MOST_BYTES:
        raise UsageError("{file} is too large to be verified.", file=name)
    if b"%PDF-" not in content[:HEAD]:
        raise UsageError("{file} is not a PDF.", file=name)
    return content


def _is_signed_by(signatures: Signatures, note: ReportNote) -> bool:
    """Return whether a signature is there of the one that the page names."""
    digits = note.signer.fingerprint if note.signer else ""
    return any(found.fingerprint.startswith(digits) for found in signatures.found)


def _without_hash(read: ReadPdf, case: Case) -> Iterator[Found]:
    """Go through the pages that do not carry the hash of the result in the file."""
    for number, page in enumerate(read.pages, 1):
        if case.short_hash not in page.words:
            yield Found(Problem.HASH, number)


def _result(case: Case, made: ReadPdf) -> tuple[str, list[tuple[str, str]]]:
    """Return the heading that tells the result, and the words for the level of each criterion."""
    from eucles_desk.reports.content import Callout, CalloutKind, flat
    from eucles_desk.reports.fonts import Printable
    from eucles_desk.reports.kinds import report_document

    blocks = flat(report_document(case).blocks)
    results = (block.heading for block in blocks if isinstance(block, Callout) and block.kind is CalloutKind.RESULT)
    titles = (passage.text for passage in made.lines if passage.tag.startswith("H"))
    heading = next(results, "") or next(titles, "")
    heading = " ".join(Printable()(heading).split())
    return heading, [(criterion.id, case.level_words(criterion)) for criterion in case.criteria]


def _has_right_workbook(read: ReadPdf, case: Case) -> bool:
    from eucles_desk.reports.comparing import is_same_archive
    from eucles_desk.reports.order import WORKBOOK
    from eucles_desk.reports.workbook import write_workbook

    workbook = read.attachment(WORKBOOK)
    if workbook is None:
        return True
    file = io.BytesIO()
    write_workbook(case, file)
    return is_same_archive(workbook.content, file.getvalue())
