"""The backups of the data that are open, with the choice of a second folder; small, as every start imports it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from eucles_desk.errors import StorageError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from eucles_desk.assessment.backups import Backup, BackupReason
    from eucles_desk.errors import Message
    from eucles_desk.storage.backups import Backups
    from eucles_desk.storage.opening import OpenData
    from eucles_desk.ui.context import Choices


class BackupDesk:
    """Fits the port ``BackupKeeper``.

    Args:
        data: the data that are open.
        now: the clock.
        choices: the user's choices, as they are at the time.
        save_choices: stores them.
        start_anew: ends the program, does something with the data closed, and starts it again.
    """

    def __init__(
        self,
        data: OpenData,
        now: Callable[[], datetime],
        choices: Choices,
        save_choices: Callable[[Choices], None],
        start_anew: Callable[[Callable[[], None]], bool],
    ) -> None:
        self._data, self._now = data, now
        self._choices, self._save_choices = choices, save_choices
        self._start_anew = start_anew
        self._made: tuple[str, Backups] | None = None
        self.away: Message | None = None
        data.protecting.also_in(self.second)

    @property
    def second(self) -> Path | None:
        """The second folder, if one was chosen."""
        from pathlib import Path

        return Path(self._choices.backup_folder) if self._choices.backup_folder else None

    @property
    def is_locked(self) -> bool:
        """Whether a passphrase is needed to read the backups."""
        from eucles_desk.assessment.records import Protection

        return self._data.protecting.protection() is Protection.PASSPHRASE

    def use_second(self, folder: Path | None) -> None:
        """Have the second folder be this one from now on."""
        if folder is not None:
            check_second(self._data.folder, folder)
        self._save_choices(replace(self._choices, backup_folder="" if folder is None else str(folder)))
        self._data.protecting.also_in(folder)
        self.away = None

    def all(self) -> Sequence[tuple[Backup, int | None]]:
        """Return the backups, newest first, and how many changes were made since each."""
        backups = self._backups()
        found = backups.all()
        return list(zip(found, backups.since(found), strict=True))

    def make(self, stop: Callable[[], bool]) -> Backup | None:
        """Make one because the user wants it."""
        from eucles_desk.assessment.backups import BackupReason

        return self.make_for(BackupReason.BY_HAND, stop)

    def make_for(self, reason: BackupReason, stop: Callable[[], bool]) -> Backup | None:
        """Make one for a reason."""
        backups = self._backups()
        try:
            return backups.make(reason, stop)
        finally:
            self.away = backups.away

    def make_only(self, stop: Callable[[], bool]) -> int:
        """Make one, and remove every other once it is found sound."""
        try:
            return make_only(self._backups(), stop)
        finally:
            self.away = self._backups().away

    def check(self, backup: Backup, stop: Callable[[], bool]) -> Sequence[Message]:
        """Return what is wrong with a backup."""
        return self._backups().check(backup, stop)

    def prepare(self, backup: Backup, stop: Callable[[], bool]) -> Callable[[], None]:
        """Lay a backup ready; what is there now is kept whole in any case, so a backup of it may fail."""
        from eucles_desk.assessment.backups import BackupReason

        with suppress(StorageError):
            self.make_for(BackupReason.RESTORE, stop)
        return self._backups().stage(backup, stop).decide

    def restart(self, decide: Callable[[], None]) -> bool:
        """End the program, decide, and start it again."""
        return self._start_anew(decide)

    def _backups(self) -> Backups:
        """Return the backups with the second folder of now; one object, so that only one thread makes one at a time."""
        folder = self._choices.backup_folder
        if self._made is None or self._made[0] != folder:
            self._made = (folder, self._data.backups(self._now, self.second))
        return self._made[1]


def make_only(backups: Backups, stop: Callable[[], bool]) -> int:
    """Make a backup of what is there now, and remove every other once it is found sound; return how many.

    Raises ``StorageError`` where it cannot be made or is not sound; the older ones are kept then.
    """
    from eucles_desk.assessment.backups import BackupReason

    backups.make(BackupReason.BY_HAND, stop)
    newest = next(iter(backups.all()), None)
    if newest is None or stop() or backups.database_faults(newest, stop):
        raise StorageError("The new backup could not be made or is damaged. The older ones were kept.")
    return backups.keep_only(newest)


def check_second(data_folder: Path, folder: Path) -> None:
    """Raise ``UsageError`` for a second folder that would be of no use."""
    if not folder.is_dir():
        raise UsageError("This folder does not exist: {path}", path=folder)
    inside, own = folder.resolve(), data_folder.resolve()
    if inside == own or own in inside.parents:
        raise UsageError("Choose a folder outside that of the data, best on another disk: {path}", path=folder)
