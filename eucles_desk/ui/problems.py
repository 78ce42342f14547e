"""One way for a problem to reach the user: a sentence in a bar above the page, never a box in the way."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from eucles_desk.errors import EuclesError
from eucles_desk.ui.language import current

if TYPE_CHECKING:
    from collections.abc import Callable

    from eucles_desk.ui.widgets import MessageBar
    from eucles_desk.ui.working import Working


class Problems(QObject):
    """Shows an expected error as its sentence; hands any other on as a crash.

    ``job.failed.connect(problems.show)`` is the whole error handling of a long task.

    Args:
        bar: where it is shown.
        show_way_out: shows an error with what leads out of it, and returns whether it has done so.
    """

    def __init__(self, bar: MessageBar, show_way_out: Callable[[EuclesError], bool] = lambda _error: False) -> None:
        super().__init__(bar)
        self._bar, self._show_way_out = bar, show_way_out

    @Slot(object)
    def show(self, error: Exception) -> None:
        """Show the error without stopping anything."""
        if isinstance(error, EuclesError):
            if not self._show_way_out(error):
                self.say(current().sentence(error))
        else:
            sys.excepthook(type(error), error, error.__traceback__)

    @Slot(str)
    def say(self, sentence: str) -> None:
        """Show a sentence about something that was not done."""
        self._bar.say(sentence, "warning")


class Refusals(QObject):
    """Says why a change was not made, until what was typed is mended or taken back."""

    def __init__(self, bar: MessageBar, working: Working) -> None:
        super().__init__(bar)
        self._bar, self._said = bar, ""
        working.refused.connect(self._say)
        working.saved.connect(self._take_away)

    @Slot(str)
    def _say(self, sentence: str) -> None:
        self._said = sentence
        self._bar.say(sentence, "warning")

    @Slot()
    def _take_away(self) -> None:
        if self._said and self._bar.text == self._said:
            self._bar.put_away()
        self._said = ""
