"""The key file is gone, and the data are there: a copy of it lies with every backup, and can take its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.errors import StorageError
from eucles_desk.storage import snapshot
from eucles_desk.storage.files import explained, write_atomically
from eucles_desk.storage.key import KEY_FILE, MOST_BYTES
from eucles_desk.storage.opening import DATABASE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

BACKUPS = "backups"
SECOND = "eucles-desk-"


def copies(folder: Path, second: Path | None) -> Iterator[Path]:
    """Yield the copies of key files that lie with backups, the newest first: those here, then those in a second folder.

    A second folder may hold backups of other data too; such copies are yielded as well.
    """
    for place in (folder / BACKUPS, *_places(second)):
        yield from sorted(place.glob(f"[0-9]*/{KEY_FILE}"), reverse=True)


def put_back(folder: Path, second: Path | None) -> Path:
    """Put the newest copy that can be that of these data in the place of the key file; return where it lay.

    A plain one is tried on the database. One that is locked can only be tried with its passphrase, so of those in a
    second folder it is taken only where no other data have backups there.

    Raises:
        StorageError: There is none.
    """
    has_others = len(_places(second)) > 1
    for path in copies(folder, second):
        with_passphrase = (content := _content(path))[:1] == b"{"
        is_own = path.parents[1] == folder / BACKUPS or not has_others
        if is_own if with_passphrase else _fits(folder, content):
            write_atomically(folder / KEY_FILE, content, private=True)
            return path
    raise StorageError("No backup holds a key of these data: {path}", path=folder)


def _places(second: Path | None) -> Sequence[Path]:
    if second is None:
        return ()
    return [second] if second.name.startswith(SECOND) else sorted(second.glob(f"{SECOND}*"))


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES)
    except OSError as error:
        raise explained(error, path) from error


def _fits(folder: Path, content: bytes) -> bool:
    try:
        snapshot.facts_of(folder / DATABASE, content.decode("ascii", "replace").strip())
    except StorageError:
        return False
    return True
