"""Backups of a data folder: made, checked, thinned and listed, here and in a second folder."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from eucles_desk import __version__
from eucles_desk.assessment.backups import Backup, BackupReason
from eucles_desk.errors import N_, Message, StorageError
from eucles_desk.storage import backup_evidence, restoring, snapshot
from eucles_desk.storage import manifest as m
from eucles_desk.storage.backup_place import EVIDENCE, MAKING, Place, making_lock
from eucles_desk.storage.copying import Stopped, check_room, copy_file, digest, flush_all, never, remove
from eucles_desk.storage.files import explained, make_private_folder
from eucles_desk.storage.key import KEY_FILE, derived
from eucles_desk.storage.restoring import DATABASE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

__all__ = ["FOLDER", "Backup", "BackupReason", "Backups", "Stopped"]

FOLDER: Final = "backups"
SIDE_FILES: Final = ("signing-key.p12",)
"""Files beside the database that would be missed."""
_OLD_COPY: Final = re.compile(r"eucles-(?P<revision>\w+)-(?P<at>\d{8}T\d{6}Z)")
"""How the copies before a migration were called by the first versions: a database and nothing beside it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A backup that is to be made, and the newest that there is."""

    name: str
    made_at: datetime
    reason: BackupReason
    newest: m.Manifest | None


class Backups:
    """The backups of one data folder; any thread may use them, and nothing here needs SQLAlchemy.

    Args:
        data_folder: the data folder.
        key: its key, as 64 hexadecimal digits.
        now: the clock.
        second: a folder that gets the same, such as one on a stick.
        at: is told the name of each step before it is taken; tests interrupt there.

    Attributes:
        away: Why the second folder has not got the newest backup, ``None`` when it has or there is none.
    """

    def __init__(
        self,
        data_folder: Path,
        key: str,
        now: Callable[[], datetime],
        second: Path | None = None,
        *,
        at: Callable[[str], object] = lambda _step: None,
    ) -> None:
        self._folder, self._key, self._now, self._at = data_folder, key, now, at
        self._second_folder = second
        self._first = Place(data_folder / FOLDER, key)
        self._second = None if second is None else Place(second / second_name(key), key)
        self._lock = making_lock(data_folder)
        self.away: Message | None = None

    @property
    def places(self) -> Sequence[Path]:
        """The folders in which the backups lie: here, and in the second folder."""
        return [place.root for place in self._places()]

    def all(self) -> Sequence[Backup]:
        """Return the backups of both places, newest first; one that lies in both is told once."""
        found: dict[str, Backup] = {}
        for place in self._places():
            for one in place.manifests():
                found.setdefault(one.backup.id, one.backup)
        ordered = sorted(found.values(), key=lambda backup: backup.number, reverse=True)
        return [*ordered, *self._old_copies()]

    def by_place(self) -> Mapping[Path, Sequence[Backup]]:
        """Return the backups of each place, newest first; the data folder's place is the first."""
        return {place.root: [one.backup for one in place.manifests()] for place in self._places()}

    def unreadable(self) -> Sequence[Path]:
        """Return folders that look like backups, and of which nothing can be believed."""
        return [folder for place in self._places() for folder in place.unreadable()]

    def since(self, backups: Sequence[Backup]) -> Sequence[int | None]:
        """Return for each how many changes were made since; ``None`` where the data no longer come from it."""
        try:
            generation, hashes = snapshot.generation_and_hashes(
                self._folder / DATABASE, self._key, [one.generation for one in backups]
            )
        except StorageError:
            return [None] * len(backups)
        return [
            generation - one.generation if not one.generation or hashes.get(one.generation) == one.head else None
            for one in backups
        ]

    def make(self, reason: BackupReason, stop: Callable[[], bool] = never) -> Backup | None:
        """Make a backup, check it, and hand it on to the second folder.

        Returns ``None`` when nothing was changed since the newest, or it was asked to stop; nothing half is left then.
        One before a migration is always made, and without evidence files, as a migration leaves those alone.
        """
        with self._lock:
            try:
                made = self._make(reason, stop)
                if reason is not BackupReason.MIGRATION:
                    self._hand_on(stop)
            except Stopped:
                return None
            except OSError as error:
                raise explained(error, self._first.root) from error
        return made

    def check(self, backup: Backup, stop: Callable[[], bool] = never) -> Sequence[Message]:
        """Return what is wrong with a backup, nothing when it is sound."""
        found = self._find(backup)
        if found is None:
            return snapshot.faults(database_of(backup), self._key, stop)
        wrong = self._wrong_files(found, stop)
        if found.breaks:
            wrong.append(Message(N_("The history in it has gaps or was altered: {count}"), {"count": found.breaks}))
        listed = m.read_list(found)
        lost = 0 if listed is None else backup_evidence.wrong(backup.folder.parent / EVIDENCE, listed, stop)
        if lost:
            wrong.append(Message(N_("Evidence files of it are missing or damaged: {count}"), {"count": lost}))
        if found.missing or found.damaged:
            values = {"missing": found.missing, "damaged": found.damaged}
            said = N_("When it was made, evidence files were missing ({missing}) or damaged ({damaged}).")
            wrong.append(Message(said, values))
        return wrong

    def newest_sound(self) -> Backup | None:
        """Return the newest backup whose database can be restored; evidence files do not decide about it."""
        for backup in self.all():
            if not self.database_faults(backup):
                return backup
        return None

    def database_faults(self, backup: Backup, stop: Callable[[], bool] = never) -> Sequence[Message]:
        """Return what is wrong with a backup, its evidence files aside."""
        found = self._find(backup)
        if found is None:
            return snapshot.faults(database_of(backup), self._key, stop)
        return self._wrong_files(found, stop)

    def stage(self, backup: Backup, stop: Callable[[], bool] = never) -> restoring.Staged:
        """Lay everything of a backup ready beside the data, which are not touched; takes long where they are large.

        Raises:
            StorageError: It is damaged, or cannot be copied.
            Stopped: It was asked to stop.
        """
        with self._lock:
            found = self._find(backup)
            listed = None if found is None else m.read_list(found)
            if self.database_faults(backup, stop):
                raise StorageError("This backup is damaged and was not restored. The data are as they were.")
            return restoring.stage(
                restoring.Source(
                    backup=backup,
                    database=database_of(backup),
                    evidence=backup.folder.parent / EVIDENCE,
                    listed=listed or m.EvidenceList(),
                    sides=[backup.folder / name for name in SIDE_FILES],
                ),
                self._folder,
                self._key,
                self._now(),
                stop=stop,
                at=self._at,
            )

    def keep_only(self, backup: Backup) -> int:
        """Remove every other backup, here and in the second folder where it has this one; return how many."""
        with self._lock:
            return sum(place.keep_only(backup.id) for place in self._places())

    def restore(self, backup: Backup) -> Path:
        """Put a backup in the place of the data, all of it or nothing; return where what was there is kept.

        The data folder is held by whoever asks, and closed. What an interruption leaves undone, the next opening does.
        """
        staged = self.stage(backup)
        staged.decide()
        return restoring.carry_through(self._folder, self._at) or staged.aside

    # Making

    def _make(self, reason: BackupReason, stop: Callable[[], bool]) -> Backup | None:
        make_private_folder(self._first.root)
        self._first.remove_leftovers()
        found = self._first.manifests()
        newest = found[0] if found else None
        database = self._folder / DATABASE
        if newest is not None and self._is_kept(newest, snapshot.facts_of(database, self._key), reason):
            return None
        check_room(self._first.root, _size(database) + _size(database.with_name(f"{DATABASE}-wal")))
        made_at = self._now()
        name = self._name(snapshot.facts_of(database, self._key).generation, made_at)
        part = self._first.root / f"{MAKING}{name}"
        self._at("begin")
        try:
            make_private_folder(part)
            backup = self._write(part, Wanted(name, made_at, reason, newest), stop)
            self._at("place")
            part.rename(self._first.root / name)
        finally:
            remove(part)
        flush_all(self._first.root)
        self._at("thin")
        self._first.thin()
        return backup

    def _write(self, part: Path, wanted: Wanted, stop: Callable[[], bool]) -> Backup:
        """Write all files of a backup into a folder that is none yet."""
        self._at("copy")
        facts = snapshot.copy_database(self._folder / DATABASE, self._key, part / DATABASE, stop)
        self._at("check")
        breaks = snapshot.check_copy(part / DATABASE, self._key, facts, stop, original=self._folder / DATABASE)
        read = digest(part / DATABASE, stop)
        assert read is not None  # it was read a moment ago
        files = {DATABASE: read}
        self._at("evidence")
        listed = backup_evidence.NOTHING
        if wanted.reason is not BackupReason.MIGRATION:
            known = None if wanted.newest is None else m.read_list(wanted.newest)
            listed = backup_evidence.gather(
                self._folder / restoring.EVIDENCE, self._first.evidence, known.files if known else {}, stop
            )
            files[m.EVIDENCE_LIST] = m.write_list(part, listed)
        self._at("key")
        for side in SIDE_FILES:
            if (self._folder / side).is_file():
                files[side] = copy_file(self._folder / side, part / side)
        if (self._folder / KEY_FILE).is_file():
            copy_file(self._folder / KEY_FILE, part / KEY_FILE)
        numbers = [one.number for one in self.all()]
        backup = Backup(
            id=wanted.name,
            made_at=wanted.made_at,
            reason=wanted.reason,
            generation=facts.generation,
            head=facts.head,
            assessments=facts.assessments,
            evidence_files=len(listed.files),
            size=sum(one.size for one in files.values()),
            revision=facts.revision,
            program_version=__version__,
            folder=self._first.root / wanted.name,
            number=max(numbers, default=0) + 1,
            is_whole=not (listed.missing or listed.damaged or breaks),
        )
        self._at("manifest")
        m.write(part, self._key, m.Manifest(backup, files, len(listed.missing), len(listed.damaged), breaks))
        flush_all(part)
        return backup

    def _is_kept(self, newest: m.Manifest, facts: snapshot.Facts, reason: BackupReason) -> bool:
        """Return whether the newest backup holds all that there is."""
        if reason is BackupReason.MIGRATION or (reason is BackupReason.BY_HAND and not newest.backup.is_whole):
            return False
        listed = m.read_list(newest)
        if listed is None or backup_evidence.has_new(self._folder / restoring.EVIDENCE, listed):
            return False
        kept = newest.backup
        return (kept.generation, kept.head, kept.revision) == (facts.generation, facts.head, facts.revision)

    def _name(self, generation: int, made_at: datetime) -> str:
        plain = f"{generation:08}-{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        name, more = plain, 1
        while any((place.root / name).exists() for place in self._places()):
            more += 1
            name = f"{plain}-{more}"
        return name

    # The second folder

    def _hand_on(self, stop: Callable[[], bool]) -> None:
        """Give the second folder the newest backup; where that fails it is told, and tried again with the next."""
        self.away = None
        found = self._first.manifests()
        if self._second is None or self._second_folder is None or not found:
            return
        if not self._second_folder.is_dir():
            self.away = Message(
                N_("The second folder for backups is not there now; it gets the newest backup once it is: {path}"),
                {"path": self._second_folder},
            )
            return
        try:
            self._copy_to(self._second, found[0], stop)
        except StorageError as error:
            self.away = Message(error.message, error.values)
        except OSError as error:
            told = explained(error, self._second.root)
            self.away = Message(told.message, told.values)

    def _copy_to(self, second: Place, newest: m.Manifest, stop: Callable[[], bool]) -> None:
        backup = newest.backup
        if second.find(backup.id) is not None:
            return
        make_private_folder(second.root)
        second.remove_leftovers()
        check_room(second.root, backup.size, 0)  # nobody works there
        self._at("second")
        part = second.root / f"{MAKING}{backup.id}"
        try:
            make_private_folder(part)
            backup_evidence.hand_on(
                self._first.evidence, second.evidence, m.read_list(newest) or m.EvidenceList(), stop
            )
            for name, wanted in newest.files.items():
                if copy_file(backup.folder / name, part / name, stop) != wanted:
                    raise StorageError("The newest backup could not be copied to {path}: it is damaged.", path=part)
            if (backup.folder / KEY_FILE).is_file():
                copy_file(backup.folder / KEY_FILE, part / KEY_FILE)
            copy_file(backup.folder / m.MANIFEST, part / m.MANIFEST)
            flush_all(part)
            self._at("second place")
            with suppress(FileNotFoundError):
                (second.root / backup.id).rename(second.root / f"{MAKING}damaged-{backup.id}")
            part.rename(second.root / backup.id)
        finally:
            remove(part)
        flush_all(second.root)
        second.thin()

    # Finding

    def _places(self) -> Sequence[Place]:
        return [self._first] if self._second is None else [self._first, self._second]

    def _find(self, backup: Backup) -> m.Manifest | None:
        return m.read(backup.folder, self._key)

    def _wrong_files(self, found: m.Manifest, stop: Callable[[], bool]) -> list[Message]:
        wrong: list[Message] = []
        for name, wanted in found.files.items():
            if digest(found.backup.folder / name, stop) != wanted:
                said = {DATABASE: N_("Its database is damaged."), m.EVIDENCE_LIST: N_("Its list of files is damaged.")}
                wrong.append(Message(said.get(name, N_("One of its files is damaged: {name}")), {"name": name}))
        return wrong

    def _old_copies(self) -> Sequence[Backup]:
        """Return the copies that the first versions made before a migration, newest first."""
        found: list[Backup] = []
        for path in sorted(self._first.root.glob("eucles-*.db"), reverse=True):
            told = _OLD_COPY.fullmatch(path.stem)
            if told is None:
                continue
            with suppress(StorageError):
                facts = snapshot.facts_of(path, self._key)
                found.append(
                    Backup(
                        id=path.stem,
                        made_at=datetime.strptime(told["at"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC),
                        reason=BackupReason.MIGRATION,
                        generation=facts.generation,
                        head=facts.head,
                        assessments=facts.assessments,
                        evidence_files=0,
                        size=_size(path),
                        revision=facts.revision,
                        program_version="",
                        folder=self._first.root,
                    )
                )
        return found


def second_name(key: str) -> str:
    """Return the folder in a second folder that holds the backups of the data with this key and no others."""
    return f"eucles-desk-{derived(key, 'second folder')[:8].decode()}"


def database_of(backup: Backup) -> Path:
    """Return the database of a backup."""
    beside = backup.folder / f"{backup.id}.db"
    return beside if not backup.number else backup.folder / DATABASE


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
