"""The errors a user can understand and act on; anything else that reaches the surface is a bug of ours."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def N_(message: str) -> str:  # the name that extraction tools know
    """Return the message as it is; extraction for translation finds it by this call."""
    return message


@dataclass(frozen=True, slots=True)
class Message:
    """A plain English sentence that is told though nothing failed: a template with its values, as errors keep it."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict[str, object])

    def __str__(self) -> str:
        return self.message.format(**self.values) if self.values else self.message


class EuclesError(Exception):
    """Something the user can act on; ``str(exc)`` is one plain English sentence.

    The sentence is kept as a template with its values, so that a surface can show it in the user's language.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message.format(**values) if values else message)
        self.message = message
        self.values = values


class SchemeError(EuclesError):
    """An edition or overlay is not right; the sentence names the file, the line and the reason."""


class RuleError(EuclesError):
    """A change is against the rules of the edition or of the step; nothing was changed."""


class ExchangeError(EuclesError):
    """A received file cannot be used; nothing of it was stored."""


class PackageError(ExchangeError):
    """A received package cannot be used; nothing of it was stored."""


class NotPackageError(PackageError):
    """The file is something else."""


class DamagedPackageError(PackageError):
    """The package is not what its author wrote; it may be sent again."""


class CutPackageError(DamagedPackageError):
    """A part of the package is missing."""


class ChangedPackageError(DamagedPackageError):
    """Bytes of the package were changed on the way."""


class NotRecipientError(PackageError):
    """The package is encrypted for others."""


class LockedPackageError(PackageError):
    """The package needs a passphrase where a key was given, or the other way round."""


class PackagePassphraseError(PackageError):
    """The passphrase does not open the package."""


class ForgedPackageError(PackageError):
    """The package is not signed, or not by whom it names."""


class ForwardedPackageError(PackageError):
    """The package was encrypted anew by somebody whom its author had sent it to."""


class OtherSchemeError(PackageError):
    """The package is about a scheme or an edition that is not known here."""


class NewerPackageError(PackageError):
    """The package was made by a newer program."""


class OversizedPackageError(PackageError):
    """The package holds too much or too many, or asks for too much work."""


class InvalidPackageError(PackageError):
    """Its author did not keep to the format."""


class InvalidKeyError(ExchangeError):
    """A text is not the public key of an expert."""


class InvalidCardError(ExchangeError):
    """A file is not the card of an expert, or was changed."""


class InvalidBoxError(ExchangeError):
    """Judgements that were put by cannot be taken back."""


class FormError(ExchangeError):
    """A form that came back cannot be used; nothing of it was stored."""


class StorageError(EuclesError):
    """The data on disk cannot be read or written."""


class OlderDataError(StorageError):
    """The data are older than what was saved last: a write-ahead log was lost or cut, or an old copy was put back.

    Attributes:
        found: How many changes the data hold.
        expected: How many had been saved.
    """

    def __init__(self, message: str, *, found: int, expected: int) -> None:
        super().__init__(message, found=found, expected=expected)
        self.found = found
        self.expected = expected


class LockedError(StorageError):
    """The data are protected with a passphrase, and none was given."""


class WrongPassphraseError(StorageError):
    """What was given does not open the data: a passphrase or a recovery code, mistyped or of other data."""


class MissingKeyError(StorageError):
    """There are data, and their key file is gone."""


class MissingFileError(StorageError):
    """A stored file is not on this computer."""


class ChangedFileError(StorageError):
    """A stored file is not what it was when it came in: nothing of it is to be shown or cited, and its bytes stay."""


class DamagedDataError(StorageError):
    """The database is damaged or gone; a backup may take its place."""


class UnwritableError(StorageError):
    """There are data, and they cannot be written; a copy of them can be read."""


class DataInUseError(StorageError):
    """The data folder is held by another run of the program."""


class ReportError(EuclesError):
    """A report cannot be made from what is known."""


class SigningError(EuclesError):
    """A key cannot be used, or a file cannot be signed with it."""


class ReadingError(EuclesError):
    """A stored file cannot be shown or read: damaged, too large, protected, or it takes too long."""


class GoneError(ReadingError):
    """A stored file is not there, or is not what came in; once it is put right it can be read after all."""


class ReaderAwayError(ReadingError):
    """Files cannot be read at the moment; it says nothing about the file, so it may be tried again later."""


class UsageError(EuclesError):
    """What was asked for on the command line or in a form cannot be done as asked."""
