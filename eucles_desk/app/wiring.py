"""Puts the real things together: storage, editions, interchange, report and services."""

from __future__ import annotations

import json
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING, Self

from eucles_desk.app import sample
from eucles_desk.app.languages import Languages
from eucles_desk.app.late_reports import LateReports
from eucles_desk.app.own_key import OwnKey
from eucles_desk.app.reading import LateReader
from eucles_desk.app.scheme_files import SchemeFiles
from eucles_desk.errors import StorageError
from eucles_desk.services.auditing import Auditing
from eucles_desk.services.desk import Desk
from eucles_desk.services.indexing import Indexing, WatchedFiles, WatchedStore
from eucles_desk.services.proving import Proving
from eucles_desk.services.shelf import EditionShelf
from eucles_desk.storage.opening import OpenData, open_data

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from eucles_desk.app.forms import ProgramForms
    from eucles_desk.app.packaging import Packaging
    from eucles_desk.app.protecting import ProgramPassphrase
    from eucles_desk.app.report_making import Reports
    from eucles_desk.exchange.interchange import Interchange
    from eucles_desk.services.persons import Persons
    from eucles_desk.services.retention import Retention


def local_now() -> datetime:
    """Return the time as it is now, with the offset of this computer's time zone."""
    return datetime.now(UTC).astimezone()


@dataclass(frozen=True)
class Program:
    """The program without a surface: what the window and the command line both stand on.

    Use it as a context manager, or close it when done.
    """

    data_dir: Path
    resources: Path
    languages: Languages
    scheme_files: SchemeFiles
    desk: Desk
    make_report: LateReports
    data: OpenData
    own_key: OwnKey
    evidence: WatchedFiles
    reader: LateReader
    indexing: Indexing

    def make_sample(self) -> tuple[UUID, ...]:
        """Write the sample data where they are not here yet; return the ids of the sample assessments."""
        return sample.make(self.resources / sample.FOLDER, self.desk, self.evidence)

    @cached_property
    def auditing(self) -> Auditing:
        """The history, to be looked through."""
        return Auditing(self.data.open_store)

    @cached_property
    def passphrase(self) -> ProgramPassphrase:
        """The passphrase of the data."""
        from eucles_desk.app.protecting import ProgramPassphrase

        return ProgramPassphrase(self.data.protecting, self.resources, self.languages, local_now)

    @cached_property
    def persons(self) -> Persons:
        """What is kept about people."""
        from eucles_desk.services.persons import Persons

        tidy = partial(self.data.checkpoint, truncate=True)
        return Persons(self.data.open_store, self.desk.shelf, local_now, tidy)

    @cached_property
    def retention(self) -> Retention:
        """What was kept longer than its period."""
        from eucles_desk.services.retention import Retention

        tidy = partial(self.data.checkpoint, truncate=True)
        return Retention(self.data.open_store, self.data.evidence, local_now, tidy)

    @cached_property
    def packaging(self) -> Packaging:
        """The packages that come and go."""
        from eucles_desk.app.packaging import Packaging
        from eucles_desk.assessment.backups import BackupReason

        return Packaging(
            self.resources,
            self.data,
            self.desk,
            open_store=self.data.open_store,
            interchange=Exchange(self.resources, self.scheme_files),
            now=local_now,
            backup=lambda: self.data.backups(local_now).make(BackupReason.MERGE),
        )

    @cached_property
    def forms(self) -> ProgramForms:
        """The forms that a cluster fills in."""
        from eucles_desk.app.forms import ProgramForms
        from eucles_desk.assessment.backups import BackupReason

        return ProgramForms(
            self.resources,
            self.languages,
            self.desk.shelf,
            self.reader,
            keys=lambda: self.packaging.own,
            now=local_now,
            backup=lambda: self.data.backups(local_now).make(BackupReason.MERGE),
        )

    def close(self) -> None:
        """End what reads files, and let the data folder go."""
        self.indexing.stop()
        self.reader.close()
        self.data.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        """Close; when something went wrong already, that is what is told, not what closing met because of it."""
        with suppress(StorageError) if error else nullcontext():
            self.close()


class Exchange:
    """Makes the interchange format when it is first asked for: its schema library takes time to import."""

    def __init__(self, resources: Path, files: SchemeFiles) -> None:
        self._schema = resources / "schemas" / "assessment.schema.json"
        self._files = files

    @cached_property
    def _format(self) -> Interchange:
        from eucles_desk.exchange.interchange import Interchange

        schema = json.loads(self._schema.read_text(encoding="utf-8"))
        return Interchange(schema, self._files.received)

    def __call__(self) -> Interchange:
        """Return the format."""
        return self._format


def open_program(
    data_dir: Path,
    resources: Path,
    state: Path | None = None,
    *,
    passphrase: str | None = None,
    recovery_code: str | None = None,
    accept_older: bool = False,
) -> Program:
    """Open a data folder and build the program on it; raise ``StorageError`` when it cannot be opened.

    Args:
        data_dir: the data folder.
        resources: what comes with the program.
        state: the folder of what is remembered on this computer, ``None`` where nothing may be left behind.
        passphrase: opens data that are locked; trying it takes about a second.
        recovery_code: opens them without it.
        accept_older: go on with data that are older than what was saved last.
    """
    data = open_data(
        data_dir, state=state, passphrase=passphrase, recovery_code=recovery_code, accept_older=accept_older
    )
    languages = Languages(resources)
    files = SchemeFiles(resources)
    shelf = EditionShelf(data.open_store, files)
    exchange = Exchange(resources, files)
    store = WatchedStore(data.open_store)
    indexing = Indexing(data.open_store, data.evidence, LateReader, store.quiet_for)
    evidence = WatchedFiles(data.evidence, indexing.wake)
    own_key = OwnKey(data_dir, data.secret, local_now)
    desk = Desk(
        open_store=store,
        shelf=shelf,
        files=evidence,
        interchange=exchange,
        now=local_now,
    )

    def make_reports() -> Reports:
        from eucles_desk.app.report_making import Reports

        return Reports(
            resources,
            languages,
            local_now,
            interchange=exchange,
            edition_content=shelf.content_to_carry,
            sign=own_key.sign,
            identify=own_key.identity_for,
            prove=Proving(data.evidence.stored),
        )

    return Program(
        data_dir=data_dir,
        resources=resources,
        languages=languages,
        scheme_files=files,
        desk=desk,
        make_report=LateReports(make_reports),
        data=data,
        own_key=own_key,
        evidence=evidence,
        reader=LateReader(),
        indexing=indexing,
    )
