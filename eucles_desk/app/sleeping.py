"""Notices that the computer goes to sleep, or has slept."""

from __future__ import annotations

import logging
import sys
import time
from typing import Any, Final

from PySide6.QtCore import SLOT, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

LOOK_MILLISECONDS: Final = 5_000
SLEPT_SECONDS: Final = 2.0
"""Clocks that run apart by more than this between two looks have been apart in sleep."""
SERVICE: Final = "org.freedesktop.login1"
PATH: Final = "/org/freedesktop/login1"
INTERFACE: Final = "org.freedesktop.login1.Manager"

_log = logging.getLogger(__name__)


def slept() -> float:
    """Return how many seconds this computer has slept, from some moment on that stays the same."""
    clock: Any = time
    if sys.platform.startswith("linux"):
        return clock.clock_gettime(clock.CLOCK_BOOTTIME) - clock.clock_gettime(clock.CLOCK_MONOTONIC)
    if sys.platform == "darwin":
        return clock.clock_gettime(clock.CLOCK_MONOTONIC) - clock.clock_gettime(clock.CLOCK_UPTIME_RAW)
    if sys.platform == "win32":
        import ctypes

        awake = ctypes.c_ulonglong()
        ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(awake))
        return time.monotonic() - awake.value / 10_000_000
    return 0.0


class Sleeping(QObject):
    """Tells that the computer is about to sleep, where the system says so, and else that it has slept.

    Signals:
        noticed: The computer goes to sleep, or has slept.
    """

    noticed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._slept = slept()
        self._timer = QTimer(self, interval=LOOK_MILLISECONDS)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self.look)
        self._bus: Any = None

    def start(self) -> None:
        """Begin to look."""
        self._slept = slept()
        self._timer.start()
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self.look)
        if sys.platform.startswith("linux"):
            self._listen()

    def stop(self) -> None:
        """Look no longer."""
        self._timer.stop()
        if self._bus is not None:
            self._bus.disconnect(SERVICE, PATH, INTERFACE, "PrepareForSleep", self, SLOT("_on_prepare(bool)"))
            self._bus = None

    @Slot()
    def look(self) -> None:
        """Compare the clock that goes on in sleep with the one that does not."""
        now = slept()
        before, self._slept = self._slept, now
        if now - before > SLEPT_SECONDS:
            self.noticed.emit()

    def _listen(self) -> None:
        """Have the system say that it goes to sleep; where it has no such service, only the clocks tell."""
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError:
            return
        bus: Any = QDBusConnection.systemBus()  # its stubs ask for bytes, and only a string works
        if bus.isConnected() and bus.connect(
            SERVICE, PATH, INTERFACE, "PrepareForSleep", self, SLOT("_on_prepare(bool)")
        ):
            self._bus = bus
        else:
            _log.info("The system does not say when it goes to sleep; it is noticed afterwards.")

    @Slot(bool)
    def _on_prepare(self, begins: bool) -> None:
        if begins:
            self.noticed.emit()
