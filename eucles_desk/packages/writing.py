"""Writing a package: one pass from the stored files to an encrypted stream, and nothing plain on the disk."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from eucles_desk.age.heads import WORK
from eucles_desk.age.passphrases import encrypt_with
from eucles_desk.age.pipe import pulled
from eucles_desk.age.streams import encrypt_to
from eucles_desk.errors import StorageError, UsageError
from eucles_desk.packages import limits
from eucles_desk.packages.content import (
    ASSESSMENT,
    EDITION,
    HEADER,
    HISTORY,
    SIGNATURE,
    VERSIONS,
    Author,
    Header,
    Member,
    Passphrase,
)
from eucles_desk.packages.heading import Heading, too_large
from eucles_desk.packages.tar import end_of, head_of, padding

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from typing import BinaryIO

    from eucles_desk.packages.content import Draft, EvidenceFile, Recipients, Source
    from eucles_desk.packages.keys import OwnKeys


class PackageWriter:
    """Writes packages.

    Args:
        schema: The published JSON Schema of a package's header.
        work: How hard it is to try a passphrase, as a power of two.
    """

    def __init__(self, schema: Mapping[str, Any], *, work: int = WORK) -> None:
        self._heading = Heading(schema)
        self._work = work

    def write(
        self,
        draft: Draft,
        file: BinaryIO,
        *,
        own: OwnKeys,
        name: str,
        made_at: datetime,
        lock: Recipients | Passphrase,
        source: Callable[[str], Source],
        largest: int | None = None,
    ) -> Header:
        """Write a package and return its header.

        Args:
            draft: What goes into it.
            file: Where it goes; the caller flushes it, and throws it away when anything is raised.
            own: The keys of the author.
            name: What the author is called.
            made_at: When it is made, with the time zone.
            lock: Who can open it.
            source: Returns the content of a piece of evidence.
            largest: Evidence with more bytes is left out, which the header says.

        Raises:
            PackageError: There is more than any program would take.
            UsageError: Nobody could open it.
            StorageError: A piece of evidence is not what it was.
        """
        _check_lock(lock)
        evidence = sorted({one.sha256: one for one in draft.evidence}.values(), key=lambda one: one.sha256)
        coming = [one for one in evidence if largest is None or one.size <= largest]
        texts = _texts(draft)
        header = Header(
            id=str(uuid4()),
            purpose=draft.purpose,
            made_at=made_at.isoformat(timespec="seconds"),
            author=Author(own.public, name[: limits.NAME]),
            recipients=() if isinstance(lock, Passphrase) else tuple(lock.keys),
            assessment=draft.assessment,
            edition=draft.edition,
            members=_members(texts, coming),
            seat=draft.seat,
            is_deidentified=draft.is_deidentified,
            left_out=tuple(one for one in evidence if one not in coming),
            others=draft.others,
        )
        content, signature = self._heading.write(header, own)
        too_large(len(content), limits.HEADER_BYTES)
        tar = _Tar(int(made_at.timestamp()))

        def push(write: Callable[[bytes], object]) -> None:
            tar.begin(write)
            for at, whole in {HEADER: content, SIGNATURE: signature, **texts}.items():
                tar.add(at, whole)
            for one in coming:
                tar.add_from(f"evidence/{one.sha256}", one, source(one.sha256))
            tar.finish()

        with pulled(push) as read:
            if isinstance(lock, Passphrase):
                encrypt_with(lock.text, read, file.write, work=self._work)
            else:
                encrypt_to([key.sealing for key in lock.keys], read, file.write)
        return header


class _Tar:
    """Writes one file after the other."""

    def __init__(self, made_at: int) -> None:
        self._made_at = max(made_at, 0)
        self._size = 0
        self._write: Callable[[bytes], object] = bytes

    def begin(self, write: Callable[[bytes], object]) -> None:
        self._write = write

    def add(self, name: str, content: bytes) -> None:
        self._put(head_of(name, len(content), self._made_at))
        self._put(content)
        self._put(padding(len(content)))

    def add_from(self, name: str, file: EvidenceFile, source: Source) -> None:
        self._put(head_of(name, file.size, self._made_at))
        start = self._size
        source.copy(self._put)
        if self._size - start != file.size:
            raise StorageError("A file is not what it was when it was attached, so no package can be made with it.")
        self._put(padding(file.size))

    def finish(self) -> None:
        self._put(end_of(self._size))

    def _put(self, piece: bytes) -> None:
        self._size += len(piece)
        self._write(piece)


def _check_lock(lock: Recipients | Passphrase) -> None:
    if isinstance(lock, Passphrase):
        if not lock.text or len(lock.text) > limits.PASSPHRASE:
            raise UsageError("A passphrase has between 1 and {most} characters.", most=limits.PASSPHRASE)
    elif not 0 < len(lock.keys) <= limits.RECIPIENTS:
        raise UsageError("A package is encrypted to between 1 and {most} experts.", most=limits.RECIPIENTS)


def _texts(draft: Draft) -> Mapping[str, bytes]:
    """Return the members that are not evidence, in their order."""
    single = {
        ASSESSMENT: draft.content,
        EDITION: draft.edition_content,
        HISTORY: draft.history,
        VERSIONS: draft.versions,
    }
    seats = {
        **{f"seats/{seat}.json": content for seat, content in draft.released.items()},
        **{f"seats/{seat}.age": content for seat, content in draft.boxes.items()},
    }
    return {
        **{name: content for name, content in single.items() if content is not None},
        **dict(sorted(seats.items())),
        **dict(sorted(draft.unknown.items())),
    }


def _members(texts: Mapping[str, bytes], evidence: Sequence[EvidenceFile]) -> Sequence[Member]:
    return (
        *(Member(name, len(content), hashlib.sha256(content).hexdigest()) for name, content in texts.items()),
        *(Member(f"evidence/{one.sha256}", one.size, one.sha256) for one in evidence),
    )
