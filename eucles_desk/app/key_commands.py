"""What the commands on the passphrase do, and how every other command opens data that are locked.

A passphrase is typed without being shown, or stands in the environment; it is never an argument, which other users of
the computer can read.
"""

from __future__ import annotations

import getpass
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from eucles_desk.app.keyring_copy import KeyringCopy
from eucles_desk.app.output import say, warn
from eucles_desk.assessment.records import Protection
from eucles_desk.errors import LockedError, UsageError, WrongPassphraseError
from eucles_desk.services.passphrases import check_strength
from eucles_desk.storage.files import write_atomically
from eucles_desk.storage.key import KEY_FILE, protection
from eucles_desk.storage.lost_key import put_back
from eucles_desk.storage.opening import DATABASE, held
from eucles_desk.wording.protection import EARLIER_COPIES, NOT_REPLACED, PROTECTED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from eucles_desk.app.wiring import Program
    from eucles_desk.language import Language

VARIABLE: Final = "EUCLES_DESK_PASSPHRASE"
NEW_VARIABLE: Final = "EUCLES_DESK_NEW_PASSPHRASE"
CODE_VARIABLE: Final = "EUCLES_DESK_RECOVERY_CODE"
TRIES: Final = 3
_Opened_co = TypeVar("_Opened_co", covariant=True)


class Opens(Protocol[_Opened_co]):
    """Opens the data with what is given."""

    def __call__(self, *, passphrase: str | None = None, recovery_code: str | None = None) -> _Opened_co:
        """Raise ``LockedError`` and ``WrongPassphraseError`` as ``open_data`` does."""
        ...


def opened(opens: Opens[_Opened_co], folder: Path, language: Language) -> _Opened_co:
    """Open data; where they are locked, with what the environment says, the system remembers or the user types."""
    try:
        return opens()
    except LockedError:
        if VARIABLE in os.environ:
            return opens(passphrase=os.environ[VARIABLE])
    remembered = KeyringCopy(folder)
    code = remembered.recall() if remembered.exists else None
    if code is not None:
        try:
            return opens(recovery_code=code)
        except WrongPassphraseError:
            pass  # it belongs to other data that were put here; the user knows theirs
    _need_terminal(VARIABLE)
    for _try in range(TRIES - 1):
        try:
            return opens(passphrase=_hidden(language.text("Passphrase of the data:")))
        except WrongPassphraseError as error:
            warn(language.sentence(error))
    return opens(passphrase=_hidden(language.text("Passphrase of the data:")))


@dataclass(frozen=True, slots=True)
class PassphraseCommands:
    """The commands on the passphrase.

    Args:
        opens: opens the program on the data folder.
        folder: the data folder.
        language: the language of the command line.
        second: a second folder of backups, whose copies of the key follow a change.
    """

    opens: Opens[Program]
    folder: Path
    language: Language
    second: Path | None = None

    def set(self, sheet: Path | None, sheet_language: str) -> None:
        """Lock the data with a passphrase, and write the recovery sheet where that is asked for."""
        if protection(self.folder) is Protection.PASSPHRASE:
            raise UsageError("There is a passphrase already. To change it: eucles-desk passphrase change")
        with self._opened() as program:
            new = self._new(program)
            left = program.passphrase.set_passphrase(new)
            self._told(self._("The passphrase is set."), left)
            if sheet is None:
                say(self._("Write the recovery sheet and print it: eucles-desk passphrase sheet --out FILE.pdf"))
            else:
                self._write_sheet(program, sheet, sheet_language)

    def change(self) -> None:
        """Lock the data with another passphrase."""
        old = self._present()
        with self._opened(passphrase=old) as program:
            left = program.passphrase.change_passphrase(old, self._new(program))
            self._told(self._("The passphrase is changed."), left)

    def remove(self) -> None:
        """Let the data be without a passphrase again."""
        old = self._present()
        with self._opened(passphrase=old) as program:
            self._told(self._("The passphrase is removed."), program.passphrase.remove_passphrase(old))

    def recover(self) -> None:
        """Set a new passphrase with the recovery code."""
        code = os.environ.get(CODE_VARIABLE)
        if code is None:
            _need_terminal(CODE_VARIABLE)
            code = _shown(self._("Recovery code:"))
        with self._opened(recovery_code=code) as program:
            self._told(self._("The new passphrase is set."), program.passphrase.recover(self._new(program)))

    def put_key_back(self) -> None:
        """Put the copy of the key that lies with the newest backup in the place of a key file that is gone."""
        if (self.folder / KEY_FILE).exists():
            raise UsageError("The key file is there: {path}", path=self.folder / KEY_FILE)
        if not (self.folder / DATABASE).is_file():
            raise UsageError("There are no data in {path}.", path=self.folder)
        with held(self.folder):
            path = put_back(self.folder, self.second)
        say(self._("The key file is there again; it was taken from a backup: {path}", path=path))

    def sheet(self, out: Path, sheet_language: str) -> None:
        """Write the recovery sheet."""
        with opened(self.opens, self.folder, self.language) as program:
            self._write_sheet(program, out, sheet_language)

    def _write_sheet(self, program: Program, out: Path, sheet_language: str) -> None:
        write_atomically(out, program.passphrase.recovery_sheet(sheet_language), private=True)
        say(self._("Written: {file}", file=out))
        say(self._("Print it, keep it away from the computer, and delete the file."))

    def _opened(self, *, passphrase: str | None = None, recovery_code: str | None = None) -> Program:
        program = self.opens(passphrase=passphrase, recovery_code=recovery_code)
        program.passphrase.also_in(self.second)
        return program

    def _told(self, done: str, left: Sequence[Path]) -> None:
        say(done)
        for sentence in PROTECTED[protection(self.folder)]:
            say(self._(sentence))
        if protection(self.folder) is Protection.PASSPHRASE:
            say(self._(EARLIER_COPIES))
        for path in left:
            warn(self._(NOT_REPLACED, path=path))

    def _present(self) -> str:
        """Return the passphrase that there is; where there is none that is told before anything is asked."""
        if protection(self.folder) is Protection.NONE:
            raise WrongPassphraseError("These data have no passphrase.")
        if VARIABLE in os.environ:
            return os.environ[VARIABLE]
        _need_terminal(VARIABLE)
        return _hidden(self._("Present passphrase:"))

    def _new(self, program: Program) -> str:
        if NEW_VARIABLE in os.environ:
            new = os.environ[NEW_VARIABLE]
            check_strength(new)
            return new
        _need_terminal(NEW_VARIABLE)
        say(self._("Four words or more that nobody would expect together are easy to type and hard to guess."))
        say(self._("For instance: {passphrase}", passphrase=program.passphrase.suggested(self.language.code)))
        new = _hidden(self._("New passphrase:"))
        check_strength(new)
        if _hidden(self._("The same once more:")) != new:
            raise UsageError("The two are not the same. Nothing was changed.")
        return new

    @property
    def _(self) -> Callable[..., str]:
        return self.language.text


def _need_terminal(variable: str) -> None:
    if _is_terminal():
        return
    if variable == VARIABLE:
        raise LockedError(
            "These data are protected with a passphrase. Run the command in a terminal, or say the passphrase in the "
            "variable {variable}.",
            variable=variable,
        )
    raise UsageError(
        "What this command asks for is typed in a terminal, or stands in the variable {variable}.", variable=variable
    )


def _is_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _hidden(prompt: str) -> str:
    return _typed(getpass.getpass, prompt)


def _shown(prompt: str) -> str:
    return _typed(input, prompt)


def _typed(ask: Callable[[str], str], prompt: str) -> str:
    try:
        return ask(f"{prompt} ")
    except (EOFError, KeyboardInterrupt) as error:
        raise UsageError("No passphrase was given.") from error
