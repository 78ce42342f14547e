"""Opening the data for the window: with what the user gave, again where something is to be done first."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from eucles_desk.assessment.records import Protection
from eucles_desk.errors import StorageError, WrongPassphraseError
from eucles_desk.storage.key import protection

if TYPE_CHECKING:
    from pathlib import Path

    from eucles_desk.app.wiring import Program
    from eucles_desk.storage.reading_copy import ReadingCopy

CHECKED_BYTES: Final = 4_000_000
"""A database of this size or less is looked through before the window is shown, which takes a few milliseconds."""
LOCKED: Final = "window/locked"
"""Whether the data were locked on purpose, in the state of the window: nothing that is remembered opens them then."""


class Opening:
    """Keeps what opened the key, so that the data can be opened again, until :meth:`forget`.

    Attributes:
        folder: The data folder.
        said: What is to be said in the window once the data are open.
        is_recovered: Whether the recovery code opened the data that the user typed: they want another passphrase.
    """

    def __init__(self, folder: Path, resources: Path, state: Path | None) -> None:
        self.folder = folder
        self.is_recovered = False
        self.said = ""
        self._resources = resources
        self._state = state
        self._passphrase: str | None = None
        self._code: str | None = None
        self._copy: ReadingCopy | None = None

    def reading(self, copy: ReadingCopy) -> Opening:
        """Return what opens a copy of these data to be read."""
        made = Opening(copy.folder, self._resources, None)
        made._passphrase, made._code, made._copy = self._passphrase, self._code, copy
        return made

    @property
    def is_locked(self) -> bool:
        """Whether a passphrase is needed; the data are not looked at."""
        return self._passphrase is None and self._code is None and protection(self.folder) is Protection.PASSPHRASE

    def program(self, **options: Any) -> Program:  # noqa: ANN401  # what open_program takes besides
        """Open the data; on any thread.

        Raises:
            StorageError: As ``open_data`` does.
        """
        from eucles_desk.app.wiring import open_program

        program = open_program(
            self.folder,
            self._resources,
            self._state,
            passphrase=self._passphrase,
            recovery_code=self._code,
            **options,
        )
        if self._copy is None:
            try:
                program.data.refuse_damaged(CHECKED_BYTES)
            except StorageError:
                with suppress(StorageError):
                    program.close()
                raise
        else:
            program.data.read_only(self._copy.original, self._copy.remove)
        return program

    def with_passphrase(self, passphrase: str) -> Program:
        """Open the data with a passphrase; takes about a second, on any thread."""
        self._passphrase, self._code = passphrase, None
        return self._tried()

    def with_code(self, code: str, *, is_typed: bool = True) -> Program:
        """Open the data with the recovery code, typed from the sheet or remembered by the system; on any thread."""
        self._passphrase, self._code = None, code
        program = self._tried()
        self.is_recovered = is_typed
        return program

    def key(self) -> str:
        """Return the key of data that cannot be opened, with what the user gave.

        Raises:
            StorageError: As ``open_data`` does.
        """
        from eucles_desk.storage.key import load_or_make_key

        return load_or_make_key(
            self.folder, database_exists=True, passphrase=self._passphrase, recovery_code=self._code
        )

    def forget(self) -> None:
        """Keep nothing that opens the data any more."""
        self._passphrase = self._code = None

    def _tried(self) -> Program:
        try:
            return self.program()
        except WrongPassphraseError:
            self.forget()
            raise
