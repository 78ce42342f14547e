"""What the commands on backups do; they need no data that can be opened, only their key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from eucles_desk.app.backup_desk import check_second
from eucles_desk.app.key_commands import opened
from eucles_desk.app.output import say, say_json, say_table, warn
from eucles_desk.assessment.backups import BackupReason
from eucles_desk.errors import StorageError, UsageError
from eucles_desk.storage.backups import Backups
from eucles_desk.storage.key import KEY_FILE, load_or_make_key
from eucles_desk.storage.lost_key import copies
from eucles_desk.storage.opening import DATABASE, held
from eucles_desk.storage.restoring import carry_through
from eucles_desk.wording import backups as words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from eucles_desk.assessment.backups import Backup
    from eucles_desk.language import Language

OK: Final = 0
WRONG: Final = 2
_SECOND: Final = "eucles-desk-"


@dataclass(frozen=True, slots=True)
class BackupCommands:
    """The commands on backups.

    Args:
        folder: the data folder.
        second: the second folder that was chosen in the settings.
        language: the language of the command line.
    """

    folder: Path
    second: Path | None
    language: Language

    def list(self, source: Path | None, *, as_json: bool) -> int:
        """Show the backups, newest first; return the exit status, 2 where the folder that was named holds none."""
        backups = self._backups(source)
        found = backups.all()
        status = OK if source is None else self._look_in(backups, source)
        since = backups.since(found)
        if as_json:
            say_json([_data(one, changes) for one, changes in zip(found, since, strict=True)])
        elif found:
            self._say_table(found, since, backups.by_place())
        else:
            warn(self.language.text("There are no backups yet. “eucles-desk backup make” makes one."))
        for folder in backups.unreadable():
            warn(self.language.text("This is no backup of these data, or it is damaged: {path}", path=folder))
        return status

    def _look_in(self, backups: Backups, source: Path) -> int:
        """Say where the folder that was named has no backups of these data; those of the data folder are told too."""
        if _in_second(backups):
            return OK
        warn(self.language.text("There are no backups of these data in {path}.", path=source))
        return WRONG

    def make(self, target: Path | None) -> int:
        """Make a backup now, also in a second folder; return the exit status, 2 where that folder did not get it."""
        if target is not None:
            check_second(self.folder, target)
        if not self.folder.is_dir():
            self._need_database()
        with held(self.folder):
            carry_through(self.folder)
            self._need_database()
            backups = self._backups(None, target)
            made = backups.make(BackupReason.BY_HAND)
        if made is not None:
            size = words.size(made.size, self.language)
            say(self.language.text("Made and checked: {id} ({size})", id=made.id, size=size))
        elif backups.away is None:
            say(self.language.text(words.NOTHING_NEW))
        if backups.away is None:
            return OK
        warn(self.language.sentence(backups.away))
        warn(self.language.text("The second folder has not got the newest backup: {path}", path=target or self.second))
        return WRONG

    def check(self, wanted: str | None, source: Path | None) -> int:
        """Say what is wrong with a backup, by default the newest; return the exit status."""
        backups = self._backups(source)
        found = backups.all() if source is None else _in_second(backups)
        if source is not None and not found:
            raise UsageError("There are no backups of these data in {path}.", path=source)
        backup = self._find(found, wanted)
        wrong = backups.check(backup)
        if not wrong:
            say(self.language.text("The backup {id} is sound: {path}", id=backup.id, path=backup.folder))
            return OK
        for message in wrong:
            say(self.language.text("{id}: {sentence}", id=backup.id, sentence=self.language.sentence(message)))
        return WRONG

    def restore(self, wanted: str, source: Path | None, target: Path | None) -> None:
        """Put a backup in the place of the data, or into another folder that is empty."""
        found = self._backups(source)
        backup = self._find(found.all(), wanted)
        folder = target or self.folder
        if target is not None and target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise UsageError("Name a folder that is empty or not there yet: {path}", path=target)
        with held(folder):
            carry_through(folder)
            if target is None and self._has_database():
                self._keep_present(found)
            backups = found if target is None else Backups(folder, self._key(source), _now)
            staged = backups.stage(backup)
            staged.decide()
            carry_through(folder)
        if target is None:
            time = self._time(backup)
            say(self.language.text(words.RESTORED, time=time, folder=staged.aside))
        else:
            say(self.language.text("The backup {id} lies in {folder} now.", id=backup.id, folder=folder))
        if staged.lost:
            warn(self.language.text(words.LOST, count=staged.lost))

    def _keep_present(self, backups: Backups) -> None:
        """Make a backup of what is there; where that fails, it is put aside as it is all the same."""
        try:
            backups.make(BackupReason.RESTORE)
        except StorageError as error:
            warn(self.language.sentence(error))

    def _backups(self, source: Path | None, target: Path | None = None) -> Backups:
        if source is not None and not source.is_dir():
            raise UsageError("This folder does not exist: {path}", path=source)
        second = target or source or self.second
        if second is not None and second.name.startswith(_SECOND):
            second = second.parent
        return Backups(self.folder, self._key(source), _now, second)

    def _key(self, source: Path | None) -> str:
        """Return the key of the data; where they are lost, the copy of it that lies with the backups."""
        folder = self.folder
        if not (folder / KEY_FILE).is_file():
            _second_places(source or self.second)
            found = next(copies(folder, source or self.second), None)
            folder = folder if found is None else found.parent
        if not (folder / KEY_FILE).is_file():
            raise UsageError("There are no data in {path}, and no backups of them.", path=self.folder)
        return opened(partial(load_or_make_key, folder, database_exists=True), folder, self.language)

    def _find(self, found: Sequence[Backup], wanted: str | None) -> Backup:
        if not found:
            raise UsageError("There are no backups yet. “eucles-desk backup make” makes one.")
        if wanted is None:
            return found[0]
        fitting = [one for one in found if one.id == wanted] or [one for one in found if one.id.startswith(wanted)]
        if len(fitting) == 1 and wanted:
            return fitting[0]
        if fitting:
            raise UsageError("“{text}” is the beginning of several ids. Write more of it.", text=wanted[:60])
        raise UsageError("“{text}” is no backup. “eucles-desk backup list” shows the id of each.", text=wanted[:60])

    def _need_database(self) -> None:
        if not self._has_database():
            raise UsageError("There are no data in {path}.", path=self.folder)

    def _has_database(self) -> bool:
        database = self.folder / DATABASE
        return database.is_file() and database.stat().st_size > 0

    def _time(self, backup: Backup) -> str:
        local = backup.made_at.astimezone()
        return f"{self.language.short_date(local.date())} {self.language.time(local)}"

    def _say_table(
        self, found: Sequence[Backup], since: Sequence[int | None], places: Mapping[Path, Sequence[Backup]]
    ) -> None:
        _ = self.language.text
        ids = {place: {one.id for one in there} for place, there in places.items()}
        rows = [
            (
                one.id,
                self._time(one),
                _(words.REASONS[one.reason]),
                str(one.assessments),
                words.since(changes, self.language),
                words.size(one.size, self.language),
                ", ".join(str(place) for place in ids if one.id in ids[place]) or str(one.folder),
            )
            for one, changes in zip(found, since, strict=True)
        ]
        say_table(
            (_("Id"), _("Made"), _("Why"), _("Assessments"), _("Changes"), _("Size"), _("Where")),
            rows,
            frozenset({3, 5}),
        )


def _in_second(backups: Backups) -> Sequence[Backup]:
    """Return the backups that lie in the second folder, newest first."""
    return list(backups.by_place().values())[-1] if len(backups.places) > 1 else ()


def _second_places(second: Path | None) -> Sequence[Path]:
    """Return the folders in a second folder that hold backups; there may be those of several data folders."""
    if second is None:
        return ()
    found = [second] if second.name.startswith(_SECOND) else sorted(second.glob(f"{_SECOND}*"))
    if len(found) > 1:
        raise UsageError(
            "The backups of several data folders are there. Name one of these with --from: {names}",
            names=", ".join(str(one) for one in found[:10]),
        )
    return found


def _data(backup: Backup, changes: int | None) -> dict[str, object]:
    """Return what other programs are told of a backup."""
    return {
        "id": backup.id,
        "made_at": backup.made_at.isoformat(timespec="seconds"),
        "reason": backup.reason.value,
        "generation": backup.generation,
        "changes_since": changes,
        "assessments": backup.assessments,
        "evidence_files": backup.evidence_files,
        "size": backup.size,
        "revision": backup.revision,
        "program_version": backup.program_version,
        "whole": backup.is_whole,
        "folder": str(backup.folder),
    }


def _now() -> datetime:
    return datetime.now(UTC)
