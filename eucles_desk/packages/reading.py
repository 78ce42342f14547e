"""Reading a package in one pass: nothing of it is believed before its author's signature, or counts before its end."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Any, Final

from eucles_desk.age.heads import (
    CutHeadError,
    ExcessiveWorkError,
    Head,
    LargeHeadError,
    NoAgeError,
    NotWholeError,
    WrongKeyError,
    read_head,
)
from eucles_desk.age.passphrases import decrypt_with, reread
from eucles_desk.age.pipe import pulled
from eucles_desk.age.streams import NONCE, PIECE, TAG
from eucles_desk.errors import (
    ChangedPackageError,
    CutPackageError,
    ExchangeError,
    ForgedPackageError,
    ForwardedPackageError,
    LockedPackageError,
    NotPackageError,
    NotRecipientError,
    OtherSchemeError,
    OversizedPackageError,
    PackageError,
    PackagePassphraseError,
)
from eucles_desk.exchange.faults import shown
from eucles_desk.packages import limits
from eucles_desk.packages.content import EDITION, HEADER, SIGNATURE, Package, Passphrase
from eucles_desk.packages.heading import Heading, invalid, too_large
from eucles_desk.packages.keys import SIGNATURE_BYTES, OwnKeys
from eucles_desk.packages.tar import RECORD, Entries, whole_size

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import BinaryIO, TypeAlias

    from eucles_desk.age.streams import Write
    from eucles_desk.packages.content import Header, Sink

    Admit: TypeAlias = Callable[[Header], object]
    Knows: TypeAlias = Callable[[str, str, str], bool]

_CHUNK: Final = 1024 * 1024


class PackageReader:
    """Reads packages.

    Args:
        schema: The published JSON Schema of a package's header.
    """

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._heading = Heading(schema)

    def look(self, file: BinaryIO, lock: OwnKeys | Passphrase) -> Header:
        """Return what a package says of itself, signed; nothing of the rest is read or proven."""
        arrived = _Arrived(file)
        try:
            with pulled(arrived.opened(lock)) as read:
                return self._header(Entries(read), lock)
        except NotWholeError as error:
            raise arrived.refusal(error) from error

    def read(self, file: BinaryIO, lock: OwnKeys | Passphrase, sink: Sink, *, admit: Admit | None = None) -> Package:
        """Return a package of which everything is proven.

        Args:
            file: The package; it is read from its beginning, and must allow to go back to it.
            lock: What opens it.
            sink: Gets the evidence. It is told to drop all of it when the package is refused; whether it is kept
                otherwise is for the caller to say, who knows the rules that an assessment must keep to.
            admit: Is shown the header once its signature holds, and before anything else is read; what it raises
                refuses the package.

        Raises:
            PackageError: It cannot be used; the sentence names the cause.
        """
        arrived = _Arrived(file)
        is_whole = False
        try:
            with pulled(arrived.opened(lock)) as read:
                entries = Entries(read)
                header = self._header(entries, lock, arrived)
                if admit is not None:
                    admit(header)
                files = _members(entries, header, sink)
                entries.finish()
            is_whole = True
        except NotWholeError as error:
            raise arrived.refusal(error) from error
        finally:
            if not is_whole:
                sink.drop()
        return Package(header, files)

    def _header(self, entries: Entries, lock: OwnKeys | Passphrase, arrived: _Arrived | None = None) -> Header:
        first = entries.next()
        if first is None or first.name != HEADER:
            raise invalid(ExchangeError("its first file is not the header of a package."))
        too_large(first.size, limits.HEADER_BYTES)
        content = _all_of(entries)
        second = entries.next()
        if second is None or second.name != SIGNATURE or second.size != SIGNATURE_BYTES:
            raise ForgedPackageError("The package is not signed by its author, so nothing in it can be trusted.")
        header = self._heading.read(content, _all_of(entries))
        if arrived is not None:
            arrived.expect([first.size, second.size, *(member.size for member in header.members)])
        is_meant = lock.public in header.recipients if isinstance(lock, OwnKeys) else not header.recipients
        if not is_meant:
            raise ForwardedPackageError(
                "The author made this package for somebody else, who has passed it on. Ask the author for another one."
            )
        return header


def has_passphrase(file: BinaryIO) -> bool:
    """Return whether a passphrase opens a package; raise ``PackageError`` where it cannot be one."""
    arrived = _Arrived(file)
    file.seek(0)
    return arrived.head.has_passphrase


def require_edition(header: Header, scheme: str, knows: Knows) -> None:
    """Raise when a package is about another scheme, or about an edition that is neither known nor carried along.

    Args:
        header: What the package says of itself.
        scheme: The id of the scheme that is used here.
        knows: Tells whether an edition is here, by scheme, name and SHA-256.
    """
    ref = header.edition
    if ref.scheme != scheme:
        raise OtherSchemeError(
            "The package is about another scheme: “{found}”, where “{scheme}” is used here.",
            found=shown(ref.scheme),
            scheme=scheme,
        )
    if not knows(ref.scheme, ref.edition, ref.sha256) and all(one.name != EDITION for one in header.members):
        raise OtherSchemeError(
            "The edition “{edition}” of the scheme is not known here, and the package does not bring it along.",
            edition=shown(ref.edition),
        )


def _members(entries: Entries, header: Header, sink: Sink) -> Mapping[str, bytes]:
    files: dict[str, bytes] = {}
    for member in header.members:
        entry = entries.next()
        if entry is None:
            raise invalid(ExchangeError("“{name}” is missing.", name=shown(member.name)))
        if entry.name != member.name:
            raise invalid(ExchangeError("“{name}” is not where the header has it.", name=shown(entry.name)))
        if entry.size != member.size:
            raise invalid(ExchangeError("“{name}” has another size than the header says.", name=shown(entry.name)))
        if member.evidence is None:
            files[member.name] = _all_of(entries)
            found = hashlib.sha256(files[member.name]).hexdigest()
        else:
            found = sink.take(member.evidence, member.size, entries.read)
            while entries.read(_CHUNK):
                pass
        if found != member.sha256:
            raise invalid(ExchangeError("the content of “{name}” is not what the header says.", name=member.name))
    if (entry := entries.next()) is not None:
        raise invalid(ExchangeError("“{name}” is not named in the header.", name=shown(entry.name)))
    return files


def _all_of(entries: Entries) -> bytes:
    found = bytearray()
    while piece := entries.read(_CHUNK):
        found += piece
    return bytes(found)


class _Arrived:
    """A file that is said to be a package: what opens it, and what may have happened to it on the way."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._expected: int | None = None
        self.head = Head(b"", b"", ())
        try:
            self._size = file.seek(0, os.SEEK_END)
            file.seek(0)
        except OSError as error:
            raise _unreadable(error) from error
        try:
            self.head = read_head(self._read)
        except NotWholeError as error:
            raise self.refusal(error) from error

    def opened(self, lock: OwnKeys | Passphrase) -> Callable[[Write], None]:
        """Return what decrypts the file."""
        if self.head.has_passphrase != isinstance(lock, Passphrase):
            raise _other_lock(needs_passphrase=self.head.has_passphrase)
        if isinstance(lock, OwnKeys):
            age, whole = lock.age, reread(self.head, self._read)
            return lambda write: age.decrypt(whole, write)
        text = lock.text[: limits.PASSPHRASE + 1]
        return lambda write: decrypt_with(text, self.head, self._read, write)

    def expect(self, sizes: list[int]) -> None:
        """Take down how long the file must be that holds members of these sizes."""
        whole = whole_size(sizes)
        self._expected = len(self.head.content) + NONCE + whole + TAG * -(-whole // PIECE)

    def refusal(self, error: NotWholeError) -> PackageError:  # noqa: PLR0911  # one sentence for each
        """Return the sentence for what did not decrypt."""
        match error:
            case NoAgeError():
                return NotPackageError("This is not a package of an assessment.")
            case CutHeadError():
                return _cut()
            case LargeHeadError():
                return OversizedPackageError("The package is encrypted for more recipients than this program takes.")
            case ExcessiveWorkError():
                return OversizedPackageError(
                    "To try a passphrase of this package would keep the computer busy for far too long."
                )
            case WrongKeyError() if self.head.has_passphrase:
                return PackagePassphraseError("The passphrase does not open this package.")
            case WrongKeyError():
                return NotRecipientError("The package is encrypted for somebody else, so it cannot be opened here.")
            case _:
                return _cut() if self._is_short() else _changed()

    def _is_short(self) -> bool:
        if not self.head.stanzas:
            return False
        if self._expected is not None:
            return self._size < self._expected
        payload = self._size - len(self.head.content) - NONCE
        plain = payload - TAG * -(-payload // (PIECE + TAG))
        return plain <= 0 or plain % RECORD != 0  # no package has this length

    def _read(self, most: int) -> bytes:
        try:
            return self._file.read(most)
        except OSError as error:
            raise _unreadable(error) from error


def _other_lock(*, needs_passphrase: bool) -> LockedPackageError:
    if needs_passphrase:
        return LockedPackageError("The package opens with a passphrase, and none was given.")
    return LockedPackageError("The package does not open with a passphrase but with the key of its recipient.")


def _cut() -> CutPackageError:
    return CutPackageError("The package has not come whole: a part of it is missing. Have it sent once more.")


def _changed() -> ChangedPackageError:
    return ChangedPackageError("The package was changed or damaged on its way. Have it sent once more.")


def _unreadable(error: OSError) -> PackageError:
    return PackageError("The package cannot be read: {reason}", reason=error.strerror or error)
