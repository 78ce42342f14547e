"""Opens a data folder: one program at a time, the right key, the right schema; and closes it in order."""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NoReturn

from filelock import FileLock, Timeout

from eucles_desk.errors import (
    DamagedDataError,
    DataInUseError,
    OlderDataError,
    StorageError,
    UnwritableError,
    UsageError,
)
from eucles_desk.storage import driver
from eucles_desk.storage.chain import Head
from eucles_desk.storage.early import StoreFactory
from eucles_desk.storage.evidence_files import EvidenceFolder
from eucles_desk.storage.files import explained as file_explained
from eucles_desk.storage.files import make_private_folder
from eucles_desk.storage.going_back import ACCEPTED
from eucles_desk.storage.key import derived, load_or_make_key, remove_retired
from eucles_desk.storage.lending import FOLDER as OPENED
from eucles_desk.storage.lending import Lending
from eucles_desk.storage.problems import explained
from eucles_desk.storage.protecting import Protecting
from eucles_desk.storage.revision import HEAD
from eucles_desk.storage.rights import put_right
from eucles_desk.storage.whereabouts import network_drive
from eucles_desk.storage.witness import Witness

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence
    from pathlib import Path

    from eucles_desk.errors import EuclesError
    from eucles_desk.storage.backups import Backups
    from eucles_desk.storage.restoring import Restored
    from eucles_desk.storage.taking_over import TakenOver

DATABASE = "eucles.db"
EVIDENCE = "evidence"
LOCK = "lock"
WITNESS = "witness"
PLAIN_SQLITE = b"SQLite format 3\x00"


class OpenData:
    """A data folder in use; close it when done.

    Attributes:
        open_store: Opens a store, one transaction each.
        evidence: The evidence files.
        protecting: The passphrase.
        open_to_others: What other users of this computer can read though they should not.
        restored: The backup that has taken the place of the data since they were open last, if any.
        copy_of: The folder that these are a copy of, to be read only; ``None`` for data that can be changed.
    """

    def __init__(self, folder: Path, open_store: StoreFactory, lock: FileLock, key: str, witness: Witness) -> None:
        self.folder = folder
        self._witness = witness
        self._key = key
        self.open_store = open_store
        self._lending = Lending(folder / OPENED)
        self.evidence = EvidenceFolder(folder / EVIDENCE, key, self._lending)
        self.protecting = Protecting(folder, key, open_store)
        self.open_to_others: Sequence[Path] = ()
        self._lock = lock
        self.restored: Restored | None = None
        self.copy_of: Path | None = None
        self._closed: Callable[[], object] | None = None

    def secret(self, purpose: str) -> bytes:
        """Return a secret of this data folder for one purpose, the same each time."""
        return derived(self._key, purpose)

    def read_only(self, original: Path, closed: Callable[[], object]) -> None:
        """Take these as a copy to read: every change is refused, and ``closed`` is called once they are let go."""
        self.copy_of, self._closed = original, closed
        self.refuse(
            lambda: UsageError(
                "These data are a copy to read, and nothing is saved in it. The original is here: {folder}",
                folder=original,
            )
        )

    def refuse(self, refusal: Callable[[], EuclesError] | None) -> None:
        """Refuse every change and new file with the error that this makes; ``None`` takes them again."""
        self.open_store.refuse(refusal)
        self.evidence.refusal = refusal

    def save_elsewhere(self, target: Path, key_file: bytes, stop: Callable[[], bool]) -> int:
        """Copy the data as they are open into another folder; return how many files of them could not be read."""
        from eucles_desk.storage.elsewhere import save_elsewhere

        return save_elsewhere(self.folder, self.open_store, self._key, target, key_file, stop)

    def accept(self, older: OlderDataError) -> None:
        """Go on from data of an earlier time; the history tells it, and the witness begins anew from here."""
        self._begin_anew(ACCEPTED, {"found": str(older.found), "expected": str(older.expected)})

    def take_note_of(self, restored: Restored) -> None:
        """Go on from a backup that was restored; the history tells it, and the witness begins anew from here."""
        from eucles_desk.storage import restoring

        self.restored = restored
        self._begin_anew(restoring.NOTE, restored.values())
        restoring.forget(self.folder)

    def backups(self, now: Callable[[], datetime], second: Path | None = None) -> Backups:
        """Return the backups of these data, which also go to a second folder."""
        from eucles_desk.storage.backups import Backups  # not needed for a start

        return Backups(self.folder, self._key, now, second)

    def warm_up(self) -> None:
        """Load what the first change would otherwise wait for; meant for a moment without work, on any thread."""
        self.open_store.load()

    def refuse_damaged(self, most: int) -> None:
        """Raise ``DamagedDataError`` where the database is damaged and has at most so many bytes; quick for few."""
        from eucles_desk.storage import snapshot

        snapshot.refuse_damaged(self.folder / DATABASE, self._key, most)

    def is_sound(self, is_stopped: Callable[[], bool]) -> bool:
        """Read the whole database and return whether it is as it was written; slow, on any thread."""
        from eucles_desk.storage import snapshot
        from eucles_desk.storage.copying import Stopped

        try:
            return not snapshot.faults(self.folder / DATABASE, self._key, is_stopped) or is_stopped()
        except Stopped:
            return True

    def checkpoint(self, *, truncate: bool = False) -> bool:
        """Move the write-ahead log into the database, and empty it if asked; raise ``StorageError`` on a bad disk."""
        return self.open_store.checkpoint(truncate=truncate)

    def close(self) -> None:
        """Tidy up and let the folder go; what was saved is on disk already."""
        try:
            self._lending.clear()
            self.open_store.close()
        finally:
            self._lock.release()
            if self._closed is not None:
                self._closed()

    def take_over(self, is_stopped: Callable[[], bool]) -> TakenOver:
        """Encrypt evidence files that an earlier version stored as they were; any one thread may do this."""
        from eucles_desk.storage.taking_over import take_over

        return take_over(self.evidence, is_stopped)

    def tidy_up(self) -> None:
        """Remove what a run that was killed has left behind."""
        self._lending.clear()
        self.evidence.remove_leftovers()

    def _begin_anew(self, message: str, values: Mapping[str, str]) -> None:
        self._witness.forget_mark()
        with self.open_store() as store:
            store.history.note(message, values)
            head = store.history.head()
        self._witness.begin_anew(head)


def open_data(
    folder: Path,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    *,
    passphrase: str | None = None,
    recovery_code: str | None = None,
    state: Path | None = None,
    accept_older: bool = False,
) -> OpenData:
    """Open a data folder, made if it is not there.

    Args:
        folder: the data folder.
        now: the clock.
        passphrase: opens the key where it is locked; trying it takes about a second.
        recovery_code: stands for the key, locked or lost.
        state: the user's folder for what the program remembers outside the data, for a witness there.
        accept_older: go on with data that are older than what was saved last; it is noted in the history.

    Raises:
        LockedError: There is a passphrase, and neither it nor a recovery code was given.
        WrongPassphraseError: What was given does not open the data.
        OlderDataError: The data are older than what was saved last.
        UnwritableError: There are data, and they cannot be written.
        StorageError: They cannot be opened; the sentence says why.
    """
    driver.check_version()
    _refuse_network(folder)
    _refuse_unwritable(folder)
    make_private_folder(folder)
    lock = _take(folder)
    try:
        path = folder / DATABASE
        _carry_through(folder)
        _refuse_plain(path)
        _refuse_lost(path, folder / EVIDENCE)
        key = load_or_make_key(
            folder,
            database_exists=path.exists() and path.stat().st_size > 0,
            passphrase=passphrase,
            recovery_code=recovery_code,
        )
        witness = _witness(folder, key, state)
        _refuse_mixed(path, key, witness)
        connection, revision = _connect(path, key)
        if revision != HEAD:
            connection.close()
            from eucles_desk.storage.migrate import upgrade  # Alembic is needed for nothing else

            upgrade(path, key, now=now())
            connection, _ = _connect(path, key)
        open_to_others = put_right(folder)
        if recovery_code is None:
            remove_retired(folder)
        restored = _restored(folder, key, connection)
        older = None if restored is not None else _older(connection, witness)
        if older is not None and not accept_older:
            connection.close()
            _refuse(older)
        data = OpenData(folder, StoreFactory(path, key, connection, now, witness), lock, key, witness)
        if restored is not None:
            _accept(data, lambda: data.take_note_of(restored))
        if older is not None:
            _accept(data, lambda: data.accept(older))
        data.open_to_others = open_to_others
        data.tidy_up()
    except BaseException:
        lock.release()
        raise
    return data


def _refuse_network(folder: Path) -> None:
    """SQLite's write-ahead log needs all that share it on one computer; on a network drive data would be lost."""
    kind = network_drive(folder)
    if kind:
        raise StorageError(
            "This folder is on a network drive ({kind}), where the data would not be safe. Choose a folder on this "
            "computer; backups and files for others can go there: {folder}",
            kind=kind,
            folder=folder,
        )


def _refuse_unwritable(folder: Path) -> None:
    """SQLite cannot open a database with a write-ahead log where nothing can be written, not even to read it."""
    files = [folder / f"{DATABASE}{end}" for end in ("", "-wal")]
    try:
        is_there = files[0].is_file()
    except OSError as error:
        raise file_explained(error, folder) from error
    if is_there and not all(os.access(path, os.W_OK) for path in (folder, *files) if path.exists()):
        raise UnwritableError("The data in this folder cannot be written, only read: {folder}", folder=folder)


def _refuse(error: StorageError) -> NoReturn:
    raise error


@contextmanager
def held(folder: Path) -> Generator[None]:
    """Hold a data folder without opening the data, to put others in their place; none else can open them meanwhile."""
    _refuse_unwritable(folder)
    make_private_folder(folder)
    lock = _take(folder)
    try:
        yield
    finally:
        lock.release()


def _carry_through(folder: Path) -> None:
    """Do what a restore that was decided has not done yet."""
    if (folder / "restoring").exists():
        from eucles_desk.storage.restoring import carry_through

        carry_through(folder)


def _restored(folder: Path, key: str, connection: Any) -> Restored | None:
    """Return the backup that was restored since the last opening, if these are its data."""
    if not (folder / "restored.json").exists():
        return None
    from eucles_desk.storage.restoring import forget, restored

    found = restored(folder, key)
    if found is not None and found.head:
        row = connection.execute("SELECT hash FROM history WHERE seq = ?", (found.generation,)).fetchone()
        if row is None or row[0].hex() != found.head:
            found = None
    if found is None:
        forget(folder)
    return found


def _accept(data: OpenData, accept: Callable[[], None]) -> None:
    try:
        accept()
    except BaseException:
        data.open_store.close()
        raise


def _witness(folder: Path, key: str, state: Path | None) -> Witness:
    places = [folder / WITNESS]
    if state is not None:
        places.append(state / f"{WITNESS}-{derived(key, 'witness place')[:32].decode()}")
    return Witness(places, derived(key, "witness"))


def _older(connection: Any, witness: Witness) -> OlderDataError | None:
    """Return what is to be told where the history does not hold what the witness remembers."""
    remembered = witness.remembered()
    try:
        row = connection.execute("SELECT seq, hash FROM history ORDER BY seq DESC LIMIT 1").fetchone()
        head = Head() if row is None else Head(*row)
        if remembered is None or remembered.seq == 0:
            return None
        held = connection.execute("SELECT hash FROM history WHERE seq = ?", (remembered.seq,)).fetchone()
    except driver.Error as error:
        raise explained(error) from error
    if held is not None and held[0] == remembered.hash:
        return None
    return OlderDataError(
        "These data are older than what was saved last: they hold {found} changes, and {expected} had been saved. "
        "Put the newer data back, or restore a backup.",
        found=head.seq,
        expected=remembered.seq,
    )


def _refuse_mixed(path: Path, key: str, witness: Witness) -> None:
    """A database file of a time before its write-ahead log began is not joined with it: the rows would be of both.

    Where there is no log, the history alone tells whether the database is older.
    """
    log = path.with_name(f"{path.name}-wal")
    if log.is_file() and log.stat().st_size:
        number = driver.number_of(path, key)
        if number is not None and number < witness.remembered_mark():
            raise DamagedDataError("The database is damaged. It was left as it is.")


def _connect(path: Path, key: str) -> tuple[Any, str | None]:
    """Return a bare connection and the revision of the database, ``None`` for a new one; a wrong key shows here."""
    connection = None
    try:
        connection = driver.connect(path, key)
        known = "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
        if not connection.execute(known).fetchone()[0]:
            return connection, None
        return connection, connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    except driver.Error as error:
        if connection is not None:
            connection.close()
        raise explained(error) from error


def _take(folder: Path) -> FileLock:
    lock = FileLock(folder / LOCK, mode=0o600, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise DataInUseError(
            "EUCLES Desk is already open with this data folder. Close it first: {folder}", folder=folder
        ) from error
    except OSError as error:
        raise file_explained(error, folder) from error
    return lock


def _refuse_plain(path: Path) -> None:
    """A database of ours is encrypted; a plain one in its place is not ours and is left alone."""
    if path.is_file():
        with path.open("rb") as file:
            if file.read(len(PLAIN_SQLITE)) == PLAIN_SQLITE:
                raise StorageError("This database was not written by EUCLES Desk: {path}", path=path)


def _refuse_lost(path: Path, evidence: Path) -> None:
    """Evidence without a database means that the database is lost; a new one in its place would hide that."""
    is_lost = not path.is_file() or path.stat().st_size == 0
    if is_lost and evidence.is_dir() and any(evidence.iterdir()):
        raise DamagedDataError(
            "The database is gone or empty, but its evidence files are here. Put it back: {path}", path=path
        )
