"""Asks for the passphrase at the start, and opens the data with it on a pool thread while the window stays alive."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSettings, QTimer, Slot

from eucles_desk.app.keyring_copy import KeyringCopy
from eucles_desk.app.opening import LOCKED
from eucles_desk.errors import EuclesError, WrongPassphraseError
from eucles_desk.ui.jobs import Job, wait_for_all
from eucles_desk.ui.language import tr
from eucles_desk.ui.locking.unlock_window import UnlockWindow

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from eucles_desk.app.instance import FirstInstance
    from eucles_desk.app.opening import Opening
    from eucles_desk.app.wiring import Program

AFTER_PAINT_MILLISECONDS: Final = 50


class Unlocking(QObject):
    """Shows the window that asks, until the data are open, cannot be opened, or the user ends the program.

    While it asks nobody else can open the data folder, so that a second start finds this window.

    Attributes:
        window: What asks; to be closed once what is in the data is shown.
        program: The program on the data, ``None`` while they are locked.
        error: Why the data cannot be opened though they are unlocked, if they cannot.
    """

    def __init__(self, application: QApplication, opening: Opening, window: UnlockWindow | None = None) -> None:
        super().__init__()
        self.program: Program | None = None
        self.error: EuclesError | None = None
        self._application, self._opening = application, opening
        self._holding = ExitStack()
        self._first: FirstInstance | None = None
        self._copy = KeyringCopy(opening.folder)
        self.window = window or UnlockWindow(str(opening.folder), _said_of_restore(opening.folder))
        self.window.passphrase_given.connect(self._on_passphrase)
        self.window.code_given.connect(self._on_code)
        self.window.given_up.connect(self._on_given_up)
        self._is_asking = True
        self._late: Program | None = None

    def ask(self) -> Program | None:
        """Return the program on the data, ``None`` when the user ends it; raise what keeps the data from opening."""
        self.window.show()
        QTimer.singleShot(AFTER_PAINT_MILLISECONDS, self._settle)
        self._application.exec()
        self._is_asking = False
        self._let_go()
        if self.program is None:
            self.window.close()
            wait_for_all()
            if self._late is not None:
                self._late.close()
        if self.error is not None:
            raise self.error
        return self.program

    def finish(self) -> None:
        """Put the window away, now that another one is shown."""
        self.window.close()
        self.window.deleteLater()

    @Slot()
    def _settle(self) -> None:
        """Do what the first picture did not have to wait for."""
        if not self._is_asking:
            return
        if self._hold():
            from eucles_desk.app.instance import FirstInstance

            self._first = FirstInstance(self._opening.folder, self)
            self._first.raise_wanted.connect(self._on_raise)
            was_locked = QSettings().value(LOCKED, defaultValue=False, type=bool)
            if self._copy.exists and not was_locked:
                self.window.start_trying()
                self._run(self._with_copy)
            else:
                Job(_load_program).start()  # while the user types

    def _hold(self) -> bool:
        from eucles_desk.storage.opening import held

        try:
            self._holding.enter_context(held(self._opening.folder))
        except EuclesError as error:
            self._end_with(error)
            return False
        return True

    def _let_go(self) -> None:
        self._holding.close()
        if self._first is not None:
            self._first.close()

    @Slot(str)
    def _on_passphrase(self, passphrase: str) -> None:
        self._run(partial(self._opening.with_passphrase, passphrase))

    @Slot(str)
    def _on_code(self, code: str) -> None:
        self._run(partial(self._opening.with_code, code))

    def _with_copy(self) -> Program | None:
        """Open the data with what the system remembers; ``None`` when it does not open them."""
        code = self._copy.recall()
        if code is None:
            return None
        try:
            return self._opening.with_code(code, is_typed=False)
        except WrongPassphraseError:
            return None  # it belongs to other data that were put here

    def _run(self, opens: Callable[[], Program | None]) -> None:
        self._holding.close()  # opening takes the folder itself
        job = Job(partial(self._open, opens))
        job.succeeded.connect(self._on_opened)
        job.failed.connect(self._on_failed)
        job.start()

    def _open(self, opens: Callable[[], Program | None], _job: Job) -> Program | None:
        """Keep what was opened, on the pool thread, also when nobody waits for it any more."""
        self._late = opens()
        return self._late

    @Slot(object)
    def _on_opened(self, program: Program | None) -> None:
        if program is None:
            if self._hold():
                self.window.go_on_asking()
            return
        self.program = program
        QSettings().remove(LOCKED)
        self._application.exit()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, WrongPassphraseError):
            if self._hold():
                self.window.refuse(error)
        elif isinstance(error, EuclesError):
            self._end_with(error)
        else:
            self.window.go_on_asking()
            raise error

    @Slot()
    def _on_given_up(self) -> None:
        if self._is_asking:
            self._application.exit()

    @Slot()
    def _on_raise(self) -> None:
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def _end_with(self, error: EuclesError) -> None:
        self.error = error
        self._application.exit()


def _said_of_restore(folder: Path) -> str:
    """Say that a backup takes the place of the data, where the process before this one was told so."""
    if not (folder / "restoring").exists():
        return ""  # as nearly always, and nothing needs to be imported to know it
    from eucles_desk.storage.restoring import PLAN, STAGED

    if not (folder / STAGED / PLAN).is_file():
        return ""
    return tr("A backup is being restored: it takes the place of the data once you have unlocked them.")


def _load_program(_job: Job) -> None:
    """Import what opening needs; it takes longer than anything before."""
    import_module("eucles_desk.app.session")
