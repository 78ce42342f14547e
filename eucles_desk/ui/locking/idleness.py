"""How long nobody has touched the program, without looking at each key."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

LOOK_MILLISECONDS: Final = 5_000
TOUCHES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.Drop,
    }
)


class Idleness(QObject):
    """Tells when nobody has touched the program for so long.

    Events are looked at only from one look at the clock until the first touch after it: while somebody types,
    one key of some seconds passes through here.

    Signals:
        reached: Nobody has touched the program for as long as was asked for; again at each look until somebody does.
    """

    reached = Signal()

    def __init__(self, application: QApplication, parent: QObject, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self.limit = 0.0
        """In seconds; never reached when it is 0."""
        self._application, self._clock = application, clock
        self._touched = clock()
        self._is_looking = False
        self._timer = QTimer(self, interval=LOOK_MILLISECONDS)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to count from now."""
        self._touched = self._clock()
        self._timer.start()

    def stop(self) -> None:
        """Count no longer."""
        self._timer.stop()
        self._stop_looking()

    @property
    def seconds(self) -> float:
        """How long nobody has touched the program, give or take the time between two looks."""
        return self._clock() - self._touched

    @Slot()
    def look(self) -> None:
        """Look at the clock, and for the next touch."""
        if self.limit and self.seconds >= self.limit:
            self.reached.emit()
        if not self._is_looking:
            self._is_looking = True
            self._application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note a touch, and look no longer."""
        if event.type() in TOUCHES:
            self._touched = self._clock()
            self._stop_looking()
        return super().eventFilter(watched, event)

    def _stop_looking(self) -> None:
        if self._is_looking:
            self._is_looking = False
            self._application.removeEventFilter(self)
