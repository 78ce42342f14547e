"""Opens a window and tells when it can be used: ``bare`` or ``desk FOLDER``. Run by ``run.py`` in a process of its own.

Usable is when the window has been painted and the event loop has nothing left to do. Then one line is printed: the
resident memory in kilobytes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable


def resident_kilobytes() -> int:
    """Return the memory that the process holds."""
    with open("/proc/self/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmRSS"))


def tell_when_usable(then: Callable[[], object], loop: Callable[[], int]) -> int:
    """Run the event loop until the window has been painted and all is quiet, then tell and end.

    Only what happens to the windows themselves is watched: to watch each event of the program would take a good part
    of the time that is measured.
    """
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    class Watch(QObject):
        painted = False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and not self.painted:
                self.painted = True
                quiet.start()
            return False

    def tell() -> None:
        print(resident_kilobytes(), flush=True)
        then()

    watch, quiet = Watch(), QTimer(interval=0, singleShot=True)
    quiet.timeout.connect(tell)
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            window.installEventFilter(watch)
    return loop()


def bare() -> None:
    """Show an empty main window."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.resize(1280, 800)
    window.show()
    tell_when_usable(application.quit, application.exec)


def desk(folder: str) -> None:
    """Start the program as a user does, on a data folder."""
    from PySide6.QtWidgets import QApplication

    real_loop = QApplication.exec

    def watched_loop() -> int:
        return tell_when_usable(QApplication.closeAllWindows, real_loop)

    QApplication.exec = staticmethod(watched_loop)  # type: ignore[method-assign]

    from eucles_desk.app.main import run

    run(["--data-dir", folder])


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        desk(sys.argv[2])
