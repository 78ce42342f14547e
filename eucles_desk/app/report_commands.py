"""What the commands on reports do: make one, keep it where it is final, and give out again what is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eucles_desk import __version__
from eucles_desk.app.output import say, say_json, say_table, warn
from eucles_desk.app.wiring import local_now
from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.errors import UsageError
from eucles_desk.services.issuing import may_issue, record_of
from eucles_desk.services.report_ports import ReportFormat, ReportOrder
from eucles_desk.storage.files import write_atomically
from eucles_desk.templates.values import PLAIN, Template

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from eucles_desk.app.wiring import Program
    from eucles_desk.assessment.records import IssuedReport
    from eucles_desk.language import Language
    from eucles_desk.services.report_ports import MadeReport, Signing


@dataclass(frozen=True, slots=True)
class ReportWish:
    """What the command line asks for.

    Attributes:
        assessment: Of which assessment.
        out: The file to write; its ending says which kind of file.
        language: The code of the report's language.
        kind: The kind of report, as it was typed.
        template: A template file.
        signing: How to sign it.
    """

    assessment: UUID
    out: Path
    language: str
    kind: str
    template: Path | None = None
    signing: Signing | None = None


def write_report(program: Program, wish: ReportWish, language: Language) -> None:
    """Make a report and write it; one of an assessment that has ended is kept as well."""
    format_ = format_of(wish.out)
    program.make_report.check(wish.language, wish.kind)
    assessment = program.desk.load(wish.assessment)
    template = _template(wish.template, language)
    order = ReportOrder(
        assessment,
        program.desk.shelf.get(assessment.edition),
        wish.language,
        ReportKind(wish.kind),
        format_,
        template,
        wish.signing,
    )
    made = program.make_report(order)
    # Before the data are closed: on a full disk that fails, and the way out must stay open.
    write_atomically(wish.out, made.content)
    kept = _kept(program, order, made)
    for warning in made.warnings:
        warn(language.sentence(warning))
    say(_written(wish.out, made.pages, language))
    if kept:
        say(language.text("Kept with the assessment as the report {id}", id=kept.id))


def say_issued(program: Program, assessment: UUID, language: Language, *, as_json: bool) -> None:
    """List the reports of an assessment that are kept, oldest first."""
    _ = language.text
    program.desk.load(assessment)
    found = program.desk.issued(assessment)
    if as_json:
        say_json([_data(report) for report in found])
        return
    if not found:
        warn(_("No report is kept. One of an assessment that has ended is kept when it is made."))
        return
    rows = [
        (
            str(report.id),
            report.kind.value,
            report.language,
            language.short_date(report.made_on),
            language.number(report.pages),
        )
        for report in found
    ]
    headings = (_("Id"), _("Kind"), _("Language"), _("Date"), _("Pages"))
    say_table(headings, rows, numbers=frozenset({4}))


def write_issued(program: Program, assessment: UUID, report: UUID, out: Path, language: Language) -> None:
    """Write a report that is kept, byte for byte as it was given out."""
    program.desk.load(assessment)
    found = next((kept for kept in program.desk.issued(assessment) if kept.id == report), None)
    if found is None:
        raise UsageError("There is no report with the id {id}.", id=report)
    write_atomically(out, program.desk.issued_content(report))
    say(_written(out, found.pages, language))


def format_of(out: Path) -> ReportFormat:
    """Return the kind of file that a name asks for by its ending; raise ``UsageError`` for another ending."""
    ending = out.suffix.lower().removeprefix(".")
    if ending not in list(ReportFormat):
        raise UsageError(
            "The ending of the file's name says what to write: {endings}. Rename “{file}”.",
            endings=", ".join(f".{format_}" for format_ in ReportFormat),
            file=out.name[:200],
        )
    return ReportFormat(ending)


def _template(file: Path | None, language: Language) -> Template:
    """Return what a template file adds; an entry that cannot be used is told, and the report is made all the same.

    A file that is no use at all is a mistake of whoever named it: a script must notice.
    """
    if file is None:
        return PLAIN
    from eucles_desk.templates.reading import read_template

    found = read_template(file)
    reasons = [language.sentence(warning) for warning in found.warnings]
    if found.refused:
        raise UsageError("Nothing was written, since the template cannot be used. {reason}", reason=reasons[0])
    for reason in reasons:
        warn(language.text("The report is made without an entry of the template. {reason}", reason=reason))
    return found.template


def _kept(program: Program, order: ReportOrder, made: MadeReport) -> IssuedReport | None:
    """Keep a final report; a spreadsheet or text to be reworked is none, and in a copy to read nothing is kept."""
    if program.data.copy_of is not None:
        return None
    if order.format is not ReportFormat.PDF or not may_issue(order.assessment):
        return None
    record = record_of(order, made, local_now(), __version__)
    return program.desk.issue(order.assessment.id, record, made.content)


def _written(out: Path, pages: int, language: Language) -> str:
    if not pages:
        return language.text("Written: {file}", file=out)
    return language.text(
        "Written: {file} ({pages})", file=out, pages=language.plural("{count} page", "{count} pages", pages)
    )


def _data(report: IssuedReport) -> dict[str, object]:
    """Return what other programs are told of a report that is kept."""
    return {
        "id": str(report.id),
        "kind": report.kind.value,
        "format": report.format,
        "language": report.language,
        "made_on": report.made_on.isoformat(),
        "made_at": report.made_at.isoformat(timespec="seconds"),
        "program_version": report.program_version,
        "content_hash": report.content_hash,
        "sha256": report.sha256,
        "pages": report.pages,
        "size": report.size,
    }
