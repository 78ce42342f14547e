"""The root secret of a data folder: 32 random bytes in a file that only its owner can read, plain or with a passphrase.

The database's key is the secret itself; all other secrets come from :func:`derived`. A passphrase can be set, changed
and removed without touching the data, as it only wraps the secret.
"""

from __future__ import annotations

import hmac
import os
import re
import secrets
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

from eucles_desk.assessment.records import Protection
from eucles_desk.errors import LockedError, MissingKeyError, StorageError, WrongPassphraseError
from eucles_desk.storage.files import (
    PART_SUFFIX,
    RETIRED_SUFFIX,
    explained,
    flush_folder,
    replace_file,
    retire,
    shred,
    write_atomically,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from pathlib import Path

    from eucles_desk.storage.envelope import Envelope

KEY_FILE: Final = "key"
MOST_BYTES: Final = 4096
_KEY: Final = re.compile(r"[0-9a-f]{64}")
_ENVELOPE: Final = b"{"


def derived(key: str, purpose: str) -> bytes:
    """Return a secret for one purpose, from which neither the key nor that for another purpose can be found out."""
    return hmac.new(bytes.fromhex(key), purpose.encode(), "sha256").hexdigest().encode()


def protection(folder: Path) -> Protection:
    """Return what keeps the key of a data folder; quick, and nothing of the key is looked at."""
    return Protection.PASSPHRASE if _content(folder / KEY_FILE)[:1] == _ENVELOPE else Protection.NONE


def load_or_make_key(
    folder: Path, *, database_exists: bool, passphrase: str | None = None, recovery_code: str | None = None
) -> str:
    """Return the key as 64 hexadecimal digits; make one for a folder without a database.

    A database without its key is never given a new one: it could not be read with it, and the old key may turn up.
    A recovery code stands for the key file, which may be locked, damaged or missing, and leaves it as it is.

    Raises:
        LockedError: There is a passphrase, and neither it nor a recovery code was given.
        WrongPassphraseError: What was given does not open this key.
        MissingKeyError: There is a database, and no key file.
        StorageError: There is no key that can be read.
    """
    path = folder / KEY_FILE
    if recovery_code is not None:
        return _recovered(path, recovery_code, database_exists=database_exists)
    try:
        if not path.exists():
            if database_exists:
                raise MissingKeyError("The key file is missing, so the data cannot be read: {path}", path=path)
            write_atomically(path, secrets.token_hex(32).encode(), private=True)
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            path.chmod(0o600)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise explained(error, path) from error
    if content[:1] != _ENVELOPE:
        return _plain(content, path)
    return _unlocked(content, path, passphrase)


def set_passphrase(folder: Path, key: str, passphrase: str, *, others: Iterable[Path] = ()) -> Sequence[Path]:
    """Lock the key with a passphrase, in the place of one that there is; takes about a second.

    Copies of the key that lie with the backups, here and in other folders of backups, are replaced too; returns those
    that could not be, which still open as before.

    Raises:
        UsageError: The passphrase is empty or far too long.
        StorageError: The key file could not be written; it is as it was.
    """
    from eucles_desk.storage.envelope import seal

    return put_key_file(folder, key, seal(key, passphrase), others=others)


def change_passphrase(folder: Path, old: str, new: str, *, others: Iterable[Path] = ()) -> Sequence[Path]:
    """Lock the key with another passphrase; raise ``WrongPassphraseError`` when the old one is not right."""
    return set_passphrase(folder, open_key_file(folder, old), new, others=others)


def remove_passphrase(folder: Path, passphrase: str, *, others: Iterable[Path] = ()) -> Sequence[Path]:
    """Keep the key plainly again; raise ``WrongPassphraseError`` when the passphrase is not right."""
    key = open_key_file(folder, passphrase)
    return put_key_file(folder, key, key.encode(), others=others)


def open_key_file(folder: Path, passphrase: str) -> str:
    """Return the key that lies locked in a data folder; takes about a second."""
    path = folder / KEY_FILE
    content = _content(path)
    if content[:1] != _ENVELOPE:
        raise WrongPassphraseError("These data have no passphrase.")
    return _unlocked(content, path, passphrase)


def put_key_file(folder: Path, key: str, content: bytes, *, others: Iterable[Path] = ()) -> Sequence[Path]:
    """Put a key file, and then the copies of the same key, in the place of what there is, each whole or not at all.

    What stood there is written over, as far as the disk allows. Returns the copies that could not be replaced.
    """
    with key_file_replaced(folder, key, content, others=others) as left:
        return left


@contextmanager
def key_file_replaced(
    folder: Path, key: str, content: bytes, *, others: Iterable[Path] = ()
) -> Generator[Sequence[Path]]:
    """Put a key file and its copies for good when the block ends well; otherwise all are as they were.

    What was there keeps a second name until then: putting it back needs no room, and the disk may have none. Gives the
    copies that could not be replaced.
    """
    left: list[Path] = []
    put = [_put(folder / KEY_FILE, content)]
    try:
        for copy in copies_of(folder, key, others=others):
            try:
                put.append(_put(copy, content))
            except StorageError:
                left.append(copy)
        yield left
    except BaseException:
        for one in put:
            one.take_back()
        raise
    for one in put:
        if one.old is not None:
            shred(one.old)


def copies_of(folder: Path, key: str, *, others: Iterable[Path] = ()) -> Iterator[Path]:
    """Yield the copies of a key that lie with backups and with what was put aside."""
    from eucles_desk.storage.envelope import key_id

    identity = key_id(key)
    for place, pattern in ((folder, f"*/*/{KEY_FILE}"), *((other, f"*/{KEY_FILE}") for other in others)):
        for path in sorted(place.glob(pattern)):
            content = _content(path)
            is_locked = content[:1] == _ENVELOPE
            if _id_of(content, path) == identity if is_locked else content.strip() == key.encode():
                yield path


def remove_retired(folder: Path) -> None:
    """Write over and remove an earlier key file that an interruption left behind, and what it left half written.

    Only once the data were opened with the key file that is there: what is removed might be the only key otherwise.
    """
    try:
        now = _content(folder / KEY_FILE)
        for path in [*folder.glob(f".{KEY_FILE}.*{RETIRED_SUFFIX}"), *folder.glob(f".{KEY_FILE}.*{PART_SUFFIX}")]:
            if path.name.endswith(RETIRED_SUFFIX) and _content(path) == now:  # the key file itself, by another name
                path.unlink()
            else:
                shred(path)
    except OSError as error:
        raise explained(error, folder) from error


class _Put(NamedTuple):
    """A key file that was put in the place of another, which has a second name where the disk knows such names."""

    path: Path
    old: Path | None
    before: bytes

    def take_back(self) -> None:
        try:
            if self.old is not None:
                replace_file(self.old, self.path)
                flush_folder(self.path.parent)
            elif self.before:
                write_atomically(self.path, self.before, private=True)
        except OSError as error:
            raise explained(error, self.path) from error


def _put(path: Path, content: bytes) -> _Put:
    before = _content(path)
    old = retire(path)
    try:
        write_atomically(path, content, private=True)
    except BaseException:
        if old is not None:
            old.unlink(missing_ok=True)  # by its other name it is the key file still
        raise
    return _Put(path, old, before)


def _unlocked(content: bytes, path: Path, passphrase: str | None) -> str:
    envelope = _envelope(content, path)
    if passphrase is None:
        raise LockedError("These data are protected with a passphrase.")
    from eucles_desk.storage.envelope import unseal

    return unseal(envelope, passphrase)


def _recovered(path: Path, code: str, *, database_exists: bool) -> str:
    from eucles_desk.storage.envelope import key_id
    from eucles_desk.storage.recovery_code import key_from_recovery_code

    key = key_from_recovery_code(code)
    content = _content(path)
    if content[:1] == _ENVELOPE:
        identity = _id_of(content, path)
        fits = identity is None or identity == key_id(key)
    else:
        fits = not _KEY.fullmatch(content.decode("ascii", "replace").strip()) or content.strip() == key.encode()
    if not fits:
        raise WrongPassphraseError("This recovery code belongs to other data.")
    if not database_exists and not content:
        write_atomically(path, key.encode(), private=True)
    return key


def _id_of(content: bytes, path: Path) -> str | None:
    try:
        return _envelope(content, path).id
    except StorageError:
        return None


def _envelope(content: bytes, path: Path) -> Envelope:
    from eucles_desk.storage.envelope import read

    return read(content, path)


def _plain(content: bytes, path: Path) -> str:
    key = content.decode("ascii", errors="replace").strip()
    if not _KEY.fullmatch(key):
        raise StorageError("The key file is damaged, so the data cannot be read: {path}", path=path)
    return key


def _content(path: Path) -> bytes:
    """Return what lies in a key file, nothing where there is none that can be read."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError:
        return b""
