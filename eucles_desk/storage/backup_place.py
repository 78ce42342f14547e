"""A folder with backups: a folder for each, and the evidence files once for all of them."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING, Final

from eucles_desk.storage import manifest as m
from eucles_desk.storage import thinning
from eucles_desk.storage.copying import files_below, flush_all, remove
from eucles_desk.storage.files import PART_SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from eucles_desk.assessment.backups import Backup

EVIDENCE: Final = "evidence"
MAKING: Final = ".making-"
GONE: Final = ".gone-"
"""Folders that are being written or removed; none of them is a backup."""
_NAME: Final = re.compile(r"\d{8,}-\d{8}T\d{6}Z(-\d+)?")

_LOCKS: Final[dict[Path, threading.Lock]] = {}


def making_lock(folder: Path) -> threading.Lock:
    """Return the lock that has one backup of a data folder be made at a time, whoever asks for it."""
    return _LOCKS.setdefault(folder.absolute(), threading.Lock())


class Place:
    """A folder in which backups of one data folder lie; it is made when the first is written.

    Args:
        root: the folder.
        key: of the data; what was not written with it is left alone.
    """

    def __init__(self, root: Path, key: str) -> None:
        self.root = root
        self.evidence = root / EVIDENCE
        self._key = key

    def manifests(self) -> Sequence[m.Manifest]:
        """Return what is written of each backup, newest first."""
        found = [read for folder in self._folders() if (read := m.read(folder, self._key)) is not None]
        return sorted(found, key=lambda one: one.backup.number, reverse=True)

    def find(self, name: str) -> m.Manifest | None:
        """Return what is written of a backup."""
        return m.read(self.root / name, self._key) if _NAME.fullmatch(name) else None

    def unreadable(self) -> Sequence[Path]:
        """Return folders that are called as backups are, and of which nothing can be believed."""
        return [folder for folder in self._folders() if m.read(folder, self._key) is None]

    def remove_leftovers(self) -> None:
        """Remove what an interruption left half written or half removed."""
        for pattern in (f"{MAKING}*", f"{GONE}*", f"*{PART_SUFFIX}"):
            for path in [*self.root.glob(pattern)]:
                remove(path)
        for path in [*self.evidence.rglob(f"*{PART_SUFFIX}")]:
            remove(path)

    def thin(self) -> None:
        """Remove the backups that the rule does not keep, and the evidence files that belong to none then."""
        found = self.manifests()
        kept = {backup.id for backup in thinning.kept([one.backup for one in found])}
        self._drop([one.backup for one in found if one.backup.id not in kept])

    def keep_only(self, name: str) -> int:
        """Remove every other backup, also those of the first versions and those that cannot be read; return how many.

        Where this one is not here, nothing is removed: no place is to be left without any.
        """
        found = [one.backup for one in self.manifests()]
        if name not in {backup.id for backup in found}:
            return 0
        others = [*self.unreadable(), *self.root.glob("eucles-*.db")]
        for path in others:
            remove(path)
        gone = [backup for backup in found if backup.id != name]
        self._drop(gone)
        return len(gone) + len(others)

    def _drop(self, gone: Sequence[Backup]) -> None:
        for backup in gone:
            aside = self.root / f"{GONE}{backup.id}"
            backup.folder.rename(aside)
            remove(aside)
        if gone:
            flush_all(self.root)
            self._remove_evidence_of_none()

    def _remove_evidence_of_none(self) -> None:
        if self.unreadable():
            return  # what those need is not known
        needed: set[str] = set()
        for one in self.manifests():
            listed = m.read_list(one)
            if listed is None:
                return
            needed |= listed.files.keys()
        for name in [*files_below(self.evidence)]:
            if name not in needed:
                remove(self.evidence / name)

    def _folders(self) -> Iterator[Path]:
        try:
            found = sorted(self.root.iterdir(), reverse=True)
        except OSError:
            return
        yield from (folder for folder in found if _NAME.fullmatch(folder.name) and folder.is_dir())
