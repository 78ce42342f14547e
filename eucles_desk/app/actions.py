"""What each command does: asks the services, prints what they say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from eucles_desk.app import paths
from eucles_desk.app.audit import Audit
from eucles_desk.app.backup_commands import BackupCommands
from eucles_desk.app.ids import WHERE_ASSESSMENTS, WHERE_REPORTS, check_id, find_id
from eucles_desk.app.key_commands import PassphraseCommands, opened
from eucles_desk.app.listing import assessment_data, say_assessments
from eucles_desk.app.output import say, say_json, say_table, warn
from eucles_desk.app.person_commands import PersonCommands
from eucles_desk.app.report_commands import ReportWish, format_of, say_issued, write_issued, write_report
from eucles_desk.app.scheme_files import SchemeFiles
from eucles_desk.app.settings import SettingsFile
from eucles_desk.app.signing_commands import make_key, show_key, signing_of, verify_file
from eucles_desk.app.verifying import Verifier
from eucles_desk.app.wiring import Exchange, Program, open_program
from eucles_desk.assessment.acceptance import review
from eucles_desk.assessment.checks import findings
from eucles_desk.assessment.steps import open_points
from eucles_desk.errors import UnwritableError, UsageError
from eucles_desk.exchange.files import load
from eucles_desk.storage.files import explained, write_atomically
from eucles_desk.storage.moved import followed
from eucles_desk.wording.names import SEVERITIES
from eucles_desk.wording.places import AREAS, open_point
from eucles_desk.wording.protection import OPEN_TO_OTHERS
from eucles_desk.wording.sentences import finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from eucles_desk.app.form_commands import FormCommands
    from eucles_desk.app.languages import Languages
    from eucles_desk.app.package_commands import PackageCommands
    from eucles_desk.assessment.places import Place
    from eucles_desk.assessment.records import Summary
    from eucles_desk.language import Language
    from eucles_desk.services.report_ports import Signing

PAGE = 500
ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Remark:
    """An open point or a finding as it is printed; ``accepted`` is how much it would matter, had it no ``reason``."""

    severity: str
    severity_name: str
    kind: str
    place: Place
    sentence: str
    accepted: str = ""
    reason: str = ""

    def data(self) -> dict[str, str]:
        """Return it for a program to read."""
        said = {"severity": self.severity, "kind": self.kind, "place": str(self.place), "sentence": self.sentence}
        return {**said, "accepted": self.accepted, "reason": self.reason} if self.accepted else said


class Actions:
    """The commands without their parsing.

    Attributes:
        data_dir: The data folder in use; the parser sets it.
    """

    def __init__(self, resources: Path, languages: Languages, language: Language) -> None:
        self._resources = resources
        self._languages = languages
        self._language = language
        self.data_dir: Path | None = None

    @property
    def language_codes(self) -> tuple[str, ...]:
        """The languages that a report can be in."""
        return self._languages.codes

    def doctor(self, *, as_json: bool) -> int:
        """Examine program and data; return the exit status, 1 where something is wrong."""
        from eucles_desk.app.doctor import report

        folder = self._folder
        return report(folder, self._second, self._resources, self._language, as_json=as_json)

    @property
    def backups(self) -> BackupCommands:
        """The commands on backups."""
        return BackupCommands(self._folder, self._second, self._language)

    @property
    def persons(self) -> PersonCommands:
        """The commands on what is kept about a person."""
        user = SettingsFile(paths.config_dir(self.data_dir)).load().name
        return PersonCommands(self._open, self._second, user, self._language)

    @property
    def forms(self) -> FormCommands:
        """The commands on forms that a cluster fills in."""
        from eucles_desk.app.form_commands import FormCommands

        return FormCommands(self._open, _assessment, self._language)

    @property
    def packages(self) -> PackageCommands:
        """The commands on packages, cards, seals and decisions."""
        from eucles_desk.app.package_commands import PackageCommands

        user = SettingsFile(paths.config_dir(self.data_dir)).load().name
        return PackageCommands(self._open, _assessment, user, self._language)

    def sample(self) -> None:
        """Write the sample data and show them."""
        with self._open() as program:
            before = {summary.id for summary in _summaries(program)}
            ids = set(program.make_sample())
            found = [summary for summary in _summaries(program) if summary.id in ids]
            say_assessments(found, program, self._language)
            if ids <= before:
                warn(self._language.text("Nothing is new: the sample data were there already and stay as they are."))

    def list(self, *, as_json: bool) -> None:
        """Show the assessments."""
        with self._open() as program:
            found = list(_summaries(program))
            if as_json:
                say_json([assessment_data(summary) for summary in found])
            elif found:
                say_assessments(found, program, self._language)
            else:
                warn(self._language.text("There are no assessments yet. “eucles-desk sample” writes some to try."))

    def take_in(self, file: Path) -> None:
        """Store what an interchange file holds, and print the assessment's id."""
        content = load(file)
        with self._open() as program:
            say(str(program.desk.take_in(content, file.name).id))

    def give_out(self, wanted: str, out: Path) -> None:
        """Write the interchange file of an assessment."""
        check_id(wanted, WHERE_ASSESSMENTS)
        check_place(out)
        with self._open() as program:
            content = program.desk.give_out(_assessment(program, wanted))
            write_atomically(out, content)
        say(self._language.text("Written: {file}", file=out))

    def report(
        self,
        wanted: str,
        out: Path,
        language: str,
        kind: str,
        *,
        template: Path | None = None,
        signing: Signing | None = None,
    ) -> None:
        """Write a report of an assessment."""
        check_id(wanted, WHERE_ASSESSMENTS)
        check_place(out)
        format_of(out)
        with self._open() as program:
            wish = ReportWish(_assessment(program, wanted), out, language, kind, template, signing)
            write_report(program, wish, self._language)

    def signing(
        self, certificate: Path | None, passphrase_file: Path | None, *, sign: bool, visible: bool
    ) -> Signing | None:
        """Return how a report is to be signed; asks for the passphrase of a certificate file."""
        return signing_of(certificate, passphrase_file, self._language, sign=sign, visible=visible)

    def make_key(self, name: str, organisation: str, *, replace: bool) -> None:
        """Make the program's own key."""
        with self._open() as program:
            make_key(program.own_key, name, organisation, self._language, replace=replace)

    def show_key(self, *, as_json: bool) -> None:
        """Show the program's own key."""
        with self._open() as program:
            show_key(program.own_key, self._language, as_json=as_json)

    def verify(self, file: Path, *, as_json: bool) -> int:
        """Say what there is to say of a report, without any data folder; return the exit status."""
        files = SchemeFiles(self._resources)
        verifier = Verifier(self._resources, self._languages, files, Exchange(self._resources, files))
        return verify_file(verifier, file, self._language, as_json=as_json)

    def issued(self, wanted: str, *, as_json: bool) -> None:
        """Show the reports of an assessment that are kept."""
        check_id(wanted, WHERE_ASSESSMENTS)
        with self._open() as program:
            say_issued(program, _assessment(program, wanted), self._language, as_json=as_json)

    def issued_file(self, wanted: str, report: str, out: Path) -> None:
        """Write a report that is kept as it was given out."""
        check_id(wanted, WHERE_ASSESSMENTS)
        check_id(report, WHERE_REPORTS)
        check_place(out)
        with self._open() as program:
            assessment = _assessment(program, wanted)
            kept = find_id(report, (found.id for found in program.desk.issued(assessment)), WHERE_REPORTS)
            write_issued(program, assessment, kept, out, self._language)

    def check(self, wanted: str, *, as_json: bool) -> None:
        """Show the open points and findings of an assessment."""
        check_id(wanted, WHERE_ASSESSMENTS)
        with self._open() as program:
            remarks = tuple(self._remarks(program, _assessment(program, wanted)))
        if as_json:
            say_json([remark.data() for remark in remarks])
        elif remarks:
            say_table(
                (),
                [
                    (remark.severity_name, self._language.text(AREAS[remark.place.area]), self._sentence(remark))
                    for remark in remarks
                ],
            )
        else:
            say(self._language.text("Nothing is open, and nothing was found."))

    def audit(self, wanted: str | None, out: Path | None, *, as_json: bool, full: bool) -> int:
        """Tell the history of an assessment and verify that of all; return the exit status."""
        if wanted is not None:
            check_id(wanted, WHERE_ASSESSMENTS)
        if out is not None:
            check_place(out)
        with self._open() as program:
            audit = Audit(program, _assessment(program, wanted) if wanted else None, self._language)
            return audit.say_data(out) if as_json else audit.say(full=full)

    def schemes(self) -> None:
        """Show the editions kept, with how many assessments use each."""
        _ = self._language.text
        with self._open() as program:
            rows = [
                (
                    shelved.ref.scheme,
                    shelved.ref.edition,
                    shelved.title.in_language(self._language.code),
                    str(shelved.used_by),
                    shelved.ref.sha256,
                )
                for shelved in program.desk.shelf.all()
            ]
        headings = (_("Scheme"), _("Edition"), _("Title"), _("Assessments"), _("SHA-256"))
        say_table(headings, rows, numbers=frozenset({3}))

    def check_scheme(self, file: Path) -> None:
        """Check an edition or overlay file and say what it holds."""
        _ = self._language.text
        found = SchemeFiles(self._resources).check(file)
        values = {
            "file": file,
            "edition": f"{found.scheme}/{found.edition}",
            "criteria": found.criteria,
            "labels": found.labels,
            "languages": ", ".join(found.languages),
        }
        if found.kind == "overlay":
            say(_("{file} is right. It is an overlay and makes the edition {edition}.", **values))
        else:
            say(_("{file} is right. It is the edition {edition}.", **values))
        say(_("It has {labels} labels and {criteria} criteria in these languages: {languages}.", **values))
        say(_("SHA-256: {sha256}", sha256=found.sha256))

    @property
    def passphrase(self) -> PassphraseCommands:
        """The commands on the passphrase."""
        return PassphraseCommands(self._opens, self._folder, self._language, self._second)

    @property
    def _second(self) -> Path | None:
        """The second folder of backups, if one was chosen."""
        chosen = SettingsFile(paths.config_dir(self.data_dir)).load().backup_folder
        return Path(chosen) if chosen else None

    @property
    def _folder(self) -> Path:
        """Where the data are."""
        return followed(self.data_dir or paths.data_dir())

    def _open(self) -> Program:
        try:
            program = opened(self._opens, self._folder, self._language)
        except UnwritableError:
            return self._open_copy()
        for path in program.data.open_to_others:
            warn(self._language.text(OPEN_TO_OTHERS, path=path))
        return program

    def _open_copy(self) -> Program:
        """Open a copy of data that cannot be written: what only reads works on it, the rest is refused."""
        from eucles_desk.storage.reading_copy import ReadingCopy

        copy = ReadingCopy(self._folder)
        try:
            opens = partial(open_program, copy.folder, self._resources, None)
            program = opened(opens, self._folder, self._language)
        except BaseException:
            copy.remove()
            raise
        program.data.read_only(copy.original, copy.remove)
        warn(
            self._language.text(
                "A copy to read was opened, as this folder cannot be written: {folder}", folder=copy.original
            )
        )
        return program

    def _opens(self, *, passphrase: str | None = None, recovery_code: str | None = None) -> Program:
        return open_program(
            self._folder,
            self._resources,
            paths.state_dir(self.data_dir),
            passphrase=passphrase,
            recovery_code=recovery_code,
        )

    def _remarks(self, program: Program, wanted: UUID) -> Iterator[Remark]:
        assessment = program.desk.load(wanted)
        edition = program.desk.shelf.get(assessment.edition)
        language = self._language
        for point in open_points(assessment, edition):
            sentence = open_point(point, edition, language)
            yield Remark("open", language.text("Open point"), point.kind.value, point.place, sentence)
        reviewed = review(assessment, findings(assessment, edition))
        for found in reviewed.counting:
            severity = language.text(SEVERITIES[found.severity])
            sentence = finding(found, assessment, edition, language)
            yield Remark(found.severity.value, severity, found.kind.value, found.place, sentence)
        for found, answer in reviewed.accepted:
            sentence = finding(found, assessment, edition, language)
            severity, reason = found.severity.value, answer.reason
            yield Remark(ACCEPTED, language.text("Accepted"), found.kind.value, found.place, sentence, severity, reason)

    def _sentence(self, remark: Remark) -> str:
        if not remark.reason:
            return remark.sentence
        reason = " ".join(remark.reason.split())
        return self._language.text("{finding} Accepted: {reason}", finding=remark.sentence, reason=reason)


def check_place(out: Path) -> None:
    """Raise an error before any work is done when a file cannot be written there."""
    try:
        if out.is_dir():
            raise UsageError("{path} is a folder; name a file in it.", path=out)
        if out.exists() and not out.is_file():
            raise UsageError("{path} is not a file that can be replaced.", path=out)
        if not out.parent.exists():
            raise UsageError("This folder does not exist: {path}", path=out.parent)
        if not out.parent.is_dir():
            raise UsageError("A file stands where a folder is needed: {path}", path=out.parent)
    except OSError as error:
        raise explained(error, out) from error


def _assessment(program: Program, wanted: str) -> UUID:
    return find_id(wanted, (summary.id for summary in _summaries(program)), WHERE_ASSESSMENTS)


def _summaries(program: Program) -> Iterator[Summary]:
    """Go through all assessments by pages."""
    offset = 0
    while page := program.desk.page(offset=offset, limit=PAGE):
        yield from page
        offset += len(page)
