"""The windows of one run: each shows what it likes of the same data, and what one changes all know of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QObject, QPoint, QSettings, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from eucles_desk.ui import theme
from eucles_desk.ui.fitting import fit_to_screen
from eucles_desk.ui.jobs import wait_for_all
from eucles_desk.ui.main_window import MainWindow
from eucles_desk.ui.pages import KEYS
from eucles_desk.ui.trail import Spot

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from eucles_desk.ui.context import Context

OTHERS: Final = "window/others"
MOST_OTHERS: Final = 20
CATCH_UP_MILLISECONDS = 300
"""Typing on is many changes; lists elsewhere follow a little later."""


class Windows(QObject):
    """Opens and keeps them.

    Attributes:
        all: Those that are open, in the order in which they were opened.
    """

    def __init__(self, context: Callable[[], Context], parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.all: list[MainWindow] = []
        self._latest = self.first = self._make()
        self._changed_in: set[MainWindow] = set()
        self._catch_up = QTimer(self, singleShot=True, interval=CATCH_UP_MILLISECONDS)
        self._catch_up.timeout.connect(self._on_catch_up)

    @property
    def latest(self) -> MainWindow:
        """The window that was used last."""
        if self._latest not in self.all and self.all:
            self._latest = self.all[-1]
        return self._latest

    @Slot()
    def open_another(self) -> None:
        """Open another window at the place where the one is that asks, a little aside from it."""
        asked = self.sender()
        beside = asked if isinstance(asked, MainWindow) else self.latest
        self._open_beside(beside, beside.navigation.spot).activateWindow()

    def _open_beside(self, beside: MainWindow, spot: Spot) -> MainWindow:
        made = self._make()
        made.resize(beside.size())
        made.move(beside.pos() + QPoint(theme.em(3), theme.em(3)))
        fit_to_screen(made)
        made.navigation.show_spot(spot)
        made.show()
        return made

    @Slot()
    def close_all(self) -> None:
        """Close all windows, which ends the program; one in which something cannot be saved stays, and says so.

        The one opened first is the last: the next start goes on where that was.
        """
        for window in tuple(reversed(self.all)):
            if not window.close():
                window.raise_()
                window.activateWindow()
                return

    def may_leave(
        self, anyway: str, repeat: Callable[[], object], sentence: str = "", *, to_front: bool = True
    ) -> bool:
        """Save what was typed in any window; return whether nothing would be lost. One that cannot save says so."""
        for window in reversed(self.all):
            window.pages.hand_on()
            if not window.leaving.may_leave(anyway, repeat, sentence):
                if to_front:
                    window.raise_()
                    window.activateWindow()
                return False
        return True

    def end_all(self) -> None:
        """Let go of what the windows hold and hide them; the next process opens them where they were."""
        _write_others([str(window.navigation.spot) for window in self.all if window is not self.first])
        for window in reversed(self.all):
            window.leaving.end()
            window.hide()

    def open_others(self) -> None:
        """Open the further windows that there were when the process before this one ended as a whole, once."""
        for text in _read_others():
            spot = Spot.parse(text)
            if spot is not None:
                self._open_beside(self.first, spot)

    def leave_assessments(self) -> bool:
        """Save what was typed and leave every open assessment; pages over them stay. Return whether none is left."""
        for window in self.all:
            key = window.place_key
            if window.working is not None:
                window.close_assessment()
            if key in KEYS:
                window.show_page(key)
        return all(window.working is None for window in self.all)

    @Slot()
    def bring_to_front(self) -> None:
        """Show the window that was used last, also when it lies behind others or was put away."""
        window = self.latest
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        QApplication.alert(window)  # where the system does not let a program come to the front by itself

    def _make(self) -> MainWindow:
        made = MainWindow(self._context())
        made.another_wanted.connect(self.open_another)
        made.quit_wanted.connect(self.close_all)
        made.rebuilt.connect(self._on_rebuilt)
        made.used.connect(self._on_used)
        made.changed.connect(self._on_changed)
        made.closed.connect(self._on_closed)
        self.all.append(made)
        return made

    @Slot()
    def _on_rebuilt(self) -> None:
        """Make the other windows anew as well: language and text size are one for all."""
        for window in self.all:
            if window is not self.sender():
                window.rebuild()

    @Slot()
    def _on_used(self) -> None:
        used = self.sender()
        if isinstance(used, MainWindow):
            self._latest = used

    @Slot()
    def _on_changed(self) -> None:
        changed = self.sender()
        if len(self.all) > 1 and isinstance(changed, MainWindow):
            self._changed_in.add(changed)
            self._catch_up.start()

    @Slot()
    def _on_catch_up(self) -> None:
        """Show the lists of the others as they are now; the one that changed something knows it."""
        changed, self._changed_in = self._changed_in, set()
        for window in self.all:
            if changed - {window}:
                window.pages.reload()

    @Slot()
    def _on_closed(self) -> None:
        """Let a closed window go; the last one stays to be looked at until the program ends."""
        closed = self.sender()
        if not isinstance(closed, MainWindow) or closed not in self.all:
            return
        self.all.remove(closed)
        self._changed_in.discard(closed)
        if self.all:
            if closed is self.first:
                self.first = self.all[0]
            closed.deleteLater()
        else:
            wait_for_all()  # a report that is being written is written before the data are let go


def _write_others(spots: Sequence[str]) -> None:
    """Write where further windows are, as one text: a list of one comes back from the file as something else."""
    QSettings().setValue(OTHERS, "\n".join(spots))


def _read_others() -> Sequence[str]:
    settings = QSettings()
    kept = cast("str", settings.value(OTHERS, "", type=str))
    if kept:
        settings.remove(OTHERS)
    return kept.split("\n")[:MOST_OTHERS] if kept else ()
