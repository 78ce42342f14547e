"""Opens the palette in a window, searches while the user types, and does what is chosen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import Shiboken

from eucles_desk.errors import EuclesError
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import current
from eucles_desk.ui.pages import KEYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eucles_desk.services.finding import Finder
    from eucles_desk.services.hits import Hit
    from eucles_desk.ui.actions import Command
    from eucles_desk.ui.context import Context
    from eucles_desk.ui.main_window import MainWindow
    from eucles_desk.ui.palette.keyboard import KeyboardDialog
    from eucles_desk.ui.palette.popup import Popup

AGAIN_MILLISECONDS: Final = 2_000
"""While files are still being read the database is asked again."""
ACTIONS_ONLY: Final = ">"


class PaletteDesk(QObject):
    """The palette of one window.

    Attributes:
        popup: What is open now, ``None`` while nothing is.
    """

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._finder: Finder | None = None
        self._commands: dict[str, Command] = {}
        self._came_from: QWidget | None = None
        self._typed = ""
        self._here: Sequence[Hit] = ()
        self._kept: Sequence[Hit] = ()
        self._job: Job | None = None
        self._asked = ""
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._again = QTimer(self, interval=AGAIN_MILLISECONDS, singleShot=True)
        self._again.timeout.connect(self._ask)
        self.popup: Popup | None = None
        self.keyboard: KeyboardDialog | None = None

    @Slot()
    def toggle(self) -> None:
        """Open the palette, or put it away."""
        if self.popup is not None:
            self.leave()
        else:
            self.open()

    def open(self) -> None:
        """Open the palette with nothing typed."""
        from eucles_desk.ui.palette.commands import commands_of
        from eucles_desk.ui.palette.popup import Popup

        self._came_from = QApplication.focusWidget()
        if self._window.working is not None:
            self._window.working.flush()
        self._commands = commands_of(self._window)
        popup = self.popup = Popup(self._window)
        popup.typed.connect(self._on_typed)
        popup.chosen.connect(self._on_chosen)
        popup.left.connect(self.leave)
        self._on_typed("")
        popup.show()
        popup.raise_()
        popup.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def leave(self) -> None:
        """Put the palette away; the keyboard goes back to where it was."""
        popup, self.popup = self.popup, None
        if popup is None:
            return
        self._again.stop()
        self._typed, self._here, self._kept, self._asked = "", (), (), ""
        came_from = self._came_from
        if came_from is not None and Shiboken.isValid(came_from) and came_from.isVisible():
            came_from.setFocus(Qt.FocusReason.PopupFocusReason)
        popup.hide()
        popup.deleteLater()

    @Slot()
    def show_keys(self) -> None:
        """Show the list of all keys."""
        from eucles_desk.ui.palette.keyboard import KeyboardDialog

        self.leave()
        if self.keyboard is None:
            dialog = self.keyboard = KeyboardDialog(len(KEYS), self._window)
            dialog.finished.connect(self._on_keyboard_closed)
            dialog.open_fitting()

    def _search(self) -> Finder:
        if self._finder is None:
            self._finder = self._context.desk.finder()
        return self._finder

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        """Show what is here at once; the database follows."""
        from eucles_desk.ui.palette.commands import searched
        from eucles_desk.ui.palette.first_rows import all_actions, first_rows

        if self.popup is None:
            return
        self._typed = text.strip()
        self._again.stop()
        finder, actions = self._search(), searched(self._commands)
        if not self._typed or self._typed.startswith(ACTIONS_ONLY):
            self.popup.say_unread(0)
        if not self._typed or self._typed == ACTIONS_ONLY:
            self._here, self._kept = (), ()
            rows = (
                all_actions(self._commands)
                if self._typed
                else first_rows(self._window, self._context.desk, self._commands)
            )
            self.popup.show_rows(rows, waiting=False)
        elif self._typed.startswith(ACTIONS_ONLY):
            self._here, self._kept = finder.among(actions, self._typed[1:]), ()
            self._show(waiting=False)
        else:
            opened = self._window.working.opened if self._window.working is not None else None
            self._here = [*finder.here(self._typed, opened, current().code), *finder.among(actions, self._typed)]
            self._kept = finder.still(self._kept, self._typed)
            self._ask()  # before what is here is painted: it is worked out meanwhile
            self._show(waiting=True)

    def _show(self, *, waiting: bool) -> None:
        from eucles_desk.services.finding import MOST_TEXTS
        from eucles_desk.services.hits import MOST_HITS, HitKind
        from eucles_desk.ui.palette.rows import row_of

        if self.popup is not None:
            hits = self._search().together(self._here, self._kept)
            texts = sum(hit.kind is HitKind.TEXT for hit in self._kept)
            is_cut = len(hits) >= MOST_HITS or texts >= MOST_TEXTS
            self.popup.show_rows([row_of(hit, self._commands) for hit in hits], waiting=waiting, cut=is_cut)

    @Slot()
    def _ask(self) -> None:
        """Ask the database, one question at a time; the latest is asked next."""
        if self.popup is None or self._job is not None:
            return
        finder, typed = self._search(), self._typed
        from eucles_desk.services.finding import criterion_named

        opened = self._window.working.opened if self._window.working is not None else None
        assessment = opened.value.id if opened is not None else None
        in_files = criterion_named(opened, typed) is None
        self._asked = typed
        unread = self._context.unread

        def work(_job: Job) -> tuple[str, list[Hit], int]:
            left = unread() if in_files else 0  # asked first: what was read meanwhile is found
            return typed, finder.kept(typed, assessment, in_files=in_files), left

        job = self._job = Job(work)
        job.succeeded.connect(self._on_answered)
        job.failed.connect(self._on_failed)
        job.finished.connect(self._on_finished)
        job.start(self._pool)

    @Slot(object)
    def _on_answered(self, answer: object) -> None:
        """Show an answer, unless something else is looked for by now."""
        typed, hits, unread = cast("tuple[str, list[Hit], int]", answer)
        if typed == self._typed and self.popup is not None:
            self._kept = hits
            self.popup.say_unread(unread)
            if unread:
                self._again.start()
            self._show(waiting=False)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, EuclesError):
            self._show(waiting=False)
            self._window.frame.problems.show(error)
        else:
            raise error

    @Slot()
    def _on_finished(self) -> None:
        self._job = None
        if self.popup is not None and self._asked != self._typed:
            self._ask()

    @Slot(object)
    def _on_chosen(self, hit: Hit) -> None:
        done = self._commands.get(hit.target.action)
        self.leave()
        if done is None:
            from eucles_desk.ui.palette.going import go

            go(self._window, hit)
        else:
            QTimer.singleShot(0, self, partial(_do, done))  # once the popup has gone and the keyboard is back

    @Slot()
    def _on_keyboard_closed(self) -> None:
        if self.keyboard is not None:
            self.keyboard.deleteLater()
        self.keyboard = None


def find_from(part: QWidget) -> None:
    """Open the palette of the window that a part belongs to, also from another window that lies over it."""
    window = part.window()
    desk = window.findChild(PaletteDesk)
    if desk is not None:
        window.raise_()
        window.activateWindow()
        if desk.popup is None:
            desk.open()


def _do(done: Command) -> None:
    done.run()
