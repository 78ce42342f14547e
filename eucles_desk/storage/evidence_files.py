"""Evidence files, encrypted, each under a name that only the key leads to.

What is in one never changes, and one goes only where its erasure was confirmed, or where its encrypted form has taken
its place. What lies in the folder tells how many files there are and how long they are, and nothing else. Files that
earlier versions have stored as they were are read too, until :mod:`eucles_desk.storage.taking_over` has encrypted them.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO, Final
from uuid import uuid4

from eucles_desk.age.heads import NotWholeError
from eucles_desk.age.streams import Age, content_size
from eucles_desk.assessment.records import StoredFile
from eucles_desk.errors import ChangedFileError, MissingFileError, StorageError, UsageError
from eucles_desk.storage.files import (
    CHUNK,
    PART_SUFFIX,
    explained,
    flush_folder,
    make_private_folder,
    open_new,
    replace_file,
    writing_atomically,
)
from eucles_desk.storage.key import derived

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from eucles_desk.errors import EuclesError
    from eucles_desk.storage.lending import Lending

SUFFIX: Final = ".age"
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


class EvidenceFolder:
    """The files by the SHA-256 of their content. Any thread may use it.

    Args:
        folder: where they lie.
        key: the key of the data.
        lending: where copies for other programs are made.

    Attributes:
        refusal: Makes the error with which new files are refused at present, ``None`` where none is.
    """

    def __init__(self, folder: Path, key: str, lending: Lending) -> None:
        self.folder: Final = folder
        self._names = derived(key, "evidence names")
        self._age = Age(bytes.fromhex(derived(key, "evidence").decode()))
        self._lending = lending
        self.refusal: Callable[[], EuclesError] | None = None

    def add(self, source: Path, watch: Callable[[int], object] | None = None) -> StoredFile:
        """Take a file in and flush it; raise ``UsageError`` when it cannot be read.

        ``watch`` is told how many bytes have come so far; what it raises stops the copy, and nothing of it stays.
        """
        try:
            if source.is_dir():
                raise UsageError("{name} is a folder; attach the files in it one by one.", name=source.name)
            file = source.open("rb", buffering=0)
        except OSError as error:
            raise _unreadable(source, error) from error
        with file:

            def read() -> bytes:
                try:
                    return file.read(CHUNK)
                except OSError as error:
                    raise _unreadable(source, error) from error

            return self._take(read, source.name, watch)

    def add_content(self, content: bytes) -> StoredFile:
        """Store content that did not come from a file."""
        pieces = iter([content[at : at + CHUNK] for at in range(0, len(content), CHUNK)])
        return self._take(lambda: next(pieces, b""), "")

    def holds(self, sha256: str) -> bool:
        """Return whether a file is here; whether it is whole shows when it is read."""
        return self.find(sha256) is not None

    def stored(self, sha256: str) -> Source | None:
        """Return a file to read, ``None`` when it is not here."""
        return Source(self, sha256) if self.holds(sha256) else None

    def read(self, sha256: str, most: int) -> bytes:
        """Return what is in a file that is not longer than this; raise ``StorageError`` when that cannot be had."""
        source, content = Source(self, sha256), bytearray()
        if source.size() > most:
            raise StorageError("This file is too large to be read at once: {size} MB.", size=source.size() // 1_000_000)
        source.copy(content.extend)
        return bytes(content)

    def save(self, sha256: str, target: Path) -> None:
        """Write what is in a file to where the user wants it."""
        source = Source(self, sha256)
        with writing_atomically(target) as file:
            source.copy(file.write)

    def lend(self, sha256: str, name: str) -> Path:
        """Return a copy of a file under this name for another program, which is gone when the data are closed."""
        return self._lending.lend(Source(self, sha256), name)

    def remove(self, sha256: str) -> bool:
        """Remove a file for good; return whether it was here. Raise ``StorageError`` where it cannot be removed."""
        found = [path for path in (self.place(sha256), self.plain_place(sha256)) if path is not None and path.is_file()]
        try:
            for path in found:
                path.unlink()
                flush_folder(path.parent)
        except OSError as error:
            raise explained(error, self.folder) from error
        return bool(found)

    def remove_leftovers(self) -> None:
        """Remove what an interrupted copy left behind; nothing refers to it. Nobody may be copying."""
        for part in self.folder.glob(f"*{PART_SUFFIX}"):
            with suppress(OSError):
                part.unlink()

    # For those who read and take over

    @property
    def age(self) -> Age:
        """What encrypts."""
        return self._age

    def find(self, sha256: str) -> Path | None:
        """Return where a file lies; one of an earlier version may just be replaced by its encrypted one."""
        place, plain = self.place(sha256), self.plain_place(sha256)
        return next((path for path in (place, plain, place) if path is not None and path.is_file()), None)

    def place(self, sha256: str) -> Path:
        """Return where the file with this content belongs."""
        name = hmac.digest(self._names, sha256.encode(), "sha256").hex()
        return self.folder / name[:2] / f"{name}{SUFFIX}"

    def plain_place(self, sha256: str) -> Path | None:
        """Return where earlier versions would have stored it."""
        return self.folder / sha256[:2] / sha256 if _SHA256.fullmatch(sha256) else None

    def put(self, part: Path, sha256: str) -> None:
        """Give a file that is whole and flushed its name, and flush that too."""
        target = self.place(sha256)
        if not target.parent.is_dir():
            make_private_folder(target.parent)
            flush_folder(self.folder)
        replace_file(part, target)
        flush_folder(target.parent)

    @contextmanager
    def encrypted(self, read: Callable[[], bytes]) -> Generator[tuple[Path, str, int]]:
        """Encrypt what is read, piece by piece; give the flushed file without a name yet, the SHA-256 and the size."""
        if not self.folder.is_dir():
            make_private_folder(self.folder)
            flush_folder(self.folder.parent)
        hashed = _Hashed(read)
        part = self.folder / f"{uuid4().hex}{PART_SUFFIX}"
        try:
            with open_new(part) as file:
                self._age.encrypt(hashed.read, file.write)
                file.flush()
                os.fsync(file.fileno())
            yield part, hashed.hexdigest(), hashed.size
        finally:
            part.unlink(missing_ok=True)

    def digest(self, sha256: str) -> str | None:
        """Return the SHA-256 of what is in the encrypted file of this name, ``None`` where it cannot be read."""
        proof = _Proof(len)
        try:
            with self.place(sha256).open("rb", buffering=CHUNK) as file:
                self._age.decrypt(file.read, proof.take)
        except (OSError, NotWholeError):
            return None
        return proof.hexdigest()

    def _take(self, read: Callable[[], bytes], name: str, watch: Callable[[int], object] | None = None) -> StoredFile:
        """Hash, encrypt and copy in one pass; the file gets its name only when it is whole and flushed."""
        if self.refusal is not None:
            raise self.refusal()
        seen = 0

        def watched() -> bytes:
            nonlocal seen
            piece = read()
            seen += len(piece)
            if watch is not None and piece:
                watch(seen)
            return piece

        try:
            with self.encrypted(watched) as (part, sha256, size):
                if not size:
                    raise UsageError("{name} is empty. If it lies in a cloud folder, open it there first.", name=name)
                if self.digest(sha256) != sha256:  # one that was changed on disk is put right
                    self.put(part, sha256)
        except OSError as error:
            raise explained(error, self.folder) from error
        return StoredFile(sha256, size)


class Source:
    """A stored file that can be read, by any thread and any number of times; nothing is read before it is asked for.

    Each call raises ``MissingFileError`` when the file has gone, and ``StorageError`` when it cannot be read.
    """

    def __init__(self, folder: EvidenceFolder, sha256: str) -> None:
        self._folder = folder
        self.sha256: Final = sha256

    def stamp(self) -> tuple[int, int]:
        """Return size and time on the disk, by which a file that was touched is told from one that was not."""
        try:
            found = self._place().stat()
        except OSError as error:
            raise _failed(error) from error
        return found.st_size, found.st_mtime_ns

    def size(self) -> int:
        """Return how long the content is, which is proven only by reading; raise ``ChangedFileError`` for no file."""
        path = self._place()
        try:
            size = path.stat().st_size
            if path.suffix != SUFFIX:
                return size
            with path.open("rb", buffering=0) as file:
                found = content_size(file, size)
        except OSError as error:
            raise _failed(error) from error
        if found is None:
            raise _changed()
        return found

    def copy(self, write: Callable[[bytes], object]) -> None:
        """Hand on the content in pieces of a megabyte, the last one only when the whole is proven to be what came in.

        Raises ``ChangedFileError`` when it is not; what ``write`` raises comes through as it is.
        """
        proof = _Proof(write)
        with self._opened() as (path, read):
            try:
                if path.suffix == SUFFIX:
                    self._folder.age.decrypt(read, proof.take)
                else:
                    while piece := read(CHUNK):
                        proof.take(piece)
            except NotWholeError as error:
                raise _changed() from error
        proof.finish(self.sha256)

    @contextmanager
    def _opened(self) -> Generator[tuple[Path, Callable[[int], bytes]]]:
        path = self._place()
        try:
            file = path.open("rb", buffering=CHUNK)
        except FileNotFoundError:
            path = self._place()  # it was taken over just now
            try:
                file = path.open("rb", buffering=CHUNK)
            except OSError as error:
                raise _failed(error) from error
        except OSError as error:
            raise _failed(error) from error
        with file:
            yield path, _reading(file)

    def _place(self) -> Path:
        path = self._folder.find(self.sha256)
        if path is None:
            raise _missing()
        return path


class _Hashed:
    """Reads in small pieces from large ones, which are hashed: meanwhile other threads can work."""

    def __init__(self, read: Callable[[], bytes]) -> None:
        self._read = read
        self._hash = hashlib.sha256()
        self._piece, self._at = b"", 0
        self.size = 0

    def read(self, most: int) -> bytes:
        if self._at >= len(self._piece):
            self._piece, self._at = self._read(), 0
            self._hash.update(self._piece)
            self.size += len(self._piece)
        start, self._at = self._at, self._at + most
        return self._piece[start : self._at]

    def hexdigest(self) -> str:
        return self._hash.hexdigest()


class _Proof:
    """Collects small pieces to large ones, hashes them, and holds the last one back until it is proven."""

    def __init__(self, write: Callable[[bytes], object]) -> None:
        self._write = write
        self._hash = hashlib.sha256()
        self._held = bytearray()

    def take(self, piece: bytes) -> None:
        self._held += piece
        while len(self._held) > CHUNK:
            self._hash.update(large := bytes(self._held[:CHUNK]))
            del self._held[:CHUNK]
            self._write(large)

    def hexdigest(self) -> str:
        whole = self._hash.copy()
        whole.update(self._held)
        return whole.hexdigest()

    def finish(self, sha256: str) -> None:
        if self.hexdigest() != sha256:
            raise _changed()
        if self._held:
            self._write(bytes(self._held))


def _reading(file: BinaryIO) -> Callable[[int], bytes]:
    """Return what reads from a file; its errors are not taken for those of whoever the content is handed to."""

    def read(most: int) -> bytes:
        try:
            return file.read(most)
        except OSError as error:
            raise _failed(error) from error

    return read


def _unreadable(source: Path, error: OSError) -> UsageError:
    return UsageError("{name} cannot be read: {reason}", name=source.name, reason=error.strerror or error)


def _failed(error: OSError) -> StorageError:
    if isinstance(error, FileNotFoundError):
        return _missing()
    return StorageError("A stored file cannot be read: {reason}", reason=error.strerror or error)


def _missing() -> MissingFileError:
    return MissingFileError("The file is missing on this computer.")


def _changed() -> ChangedFileError:
    return ChangedFileError("The file was changed or damaged on disk since it was attached, so it cannot be used.")
