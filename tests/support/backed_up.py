"""A small data folder with backups, for tests."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from eucles_desk.storage import driver
from eucles_desk.storage.backups import Backup, BackupReason, Backups
from eucles_desk.storage.opening import DATABASE, held, open_data

START = datetime(2026, 11, 24, 9, tzinfo=UTC)


class Killed(BaseException):
    """The program ends here."""


@dataclass
class Kept:
    """A data folder, its clock, and what was changed in it."""

    folder: Path
    now: datetime = START
    steps: list[str] = field(default_factory=list[str])
    kill_at: str = ""

    @property
    def key(self) -> str:
        return (self.folder / "key").read_text(encoding="ascii")

    @property
    def database(self) -> Path:
        return self.folder / DATABASE

    def change(self, text: str = "Something was done", *evidence: bytes) -> None:
        """Make a change and let the data go."""
        data = open_data(self.folder, self.tick)
        for content in evidence:
            data.evidence.add_content(content)
        with data.open_store() as store:
            store.history.note(text)
        data.close()

    def tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def backups(self, second: Path | None = None) -> Backups:
        return Backups(self.folder, self.key, self.tick, second, at=self.reach)

    def make(self, reason: BackupReason = BackupReason.BY_HAND, second: Path | None = None) -> Backup:
        made = self.backups(second).make(reason)
        assert made is not None
        return made

    def restore(self, backup: Backup) -> Path:
        with held(self.folder):
            return self.backups().restore(backup)

    def said(self) -> list[str]:
        """Return what the history tells, oldest first, the data as they would be opened."""
        open_data(self.folder, self.tick).close()
        return messages(self.database, self.key)

    def evidence(self) -> dict[str, str]:
        """Return what lies there as evidence."""
        return contents(self.folder / "evidence")

    def copy_to(self, folder: Path) -> Kept:
        """Return a copy of the whole folder with a clock of its own."""
        shutil.copytree(self.folder, folder)
        return Kept(folder, self.now)

    def reach(self, step: str) -> None:
        """Come to a step; the program ends there when it is to."""
        self.steps.append(step)
        if step == self.kill_at:
            raise Killed(step)


def messages(database: Path, key: str) -> list[str]:
    connection = driver.connect(database, key)
    try:
        return [said for (said,) in connection.execute("SELECT message FROM history ORDER BY seq")]
    finally:
        connection.close()


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
