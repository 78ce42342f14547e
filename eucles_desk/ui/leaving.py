"""Leaving an assessment or a window: what was typed last is saved before, or the user lets it go."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from eucles_desk.ui.fitting import keep_geometry
from eucles_desk.ui.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from eucles_desk.ui.main_window import MainWindow


class Leaving(QObject):
    """Saves what a window shows that is not on disk, and says so when that cannot be."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._lets_go = False

    def may_leave(self, anyway: str, repeat: Callable[[], object], sentence: str = "") -> bool:
        """Store what was typed; return whether nothing would be lost, or the user lets it go by the bar's button.

        Args:
            anyway: the text of that button.
            repeat: tries again what was refused.
            sentence: what to say; by default that the last change is lost.
        """
        working = self._window.working
        if working is None:
            return True
        working.flush()
        working.retry()
        if not working.has_unsaved or self._lets_go:
            self._lets_go = False
            return True
        said = sentence or tr("Not saved: {problem} It is lost when you leave now.", problem=working.problem)
        self._window.frame.say(said, "danger", anyway, partial(self._let_go, repeat))
        return False

    def end(self) -> None:
        """Write where the window was, and let the assessment go."""
        if self._window.working is not None:
            self._window.working.close()
        self._window.navigation.keep()
        keep_geometry(self._window)

    def _let_go(self, repeat: Callable[[], object]) -> None:
        self._lets_go = True
        repeat()
