"""The crash handler: what nobody expected is written to the log and shown once, in words a user can pass on."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from typing import TYPE_CHECKING, TextIO

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, Slot, qInstallMessageHandler, qVersion
from PySide6.QtWidgets import QApplication

from eucles_desk import __version__
from eucles_desk.app.log import FOLDER, describe, open_private, without_home

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from eucles_desk.app.crash_window import CrashWindow

FAULT_FILE = "fault.txt"
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

_log = logging.getLogger(__name__)
_qt_log = logging.getLogger("qt")


class CrashHandler(QObject):
    """Takes over the hooks for unexpected errors of every thread, of Qt and of native code.

    Attributes:
        start_anew: Starts the program again where it is, ``None`` while it cannot.

    Signals:
        happened: Something unexpected happened; carries its description. Emitted from any thread.
    """

    happened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._window: CrashWindow | None = None
        self._fault_file: TextIO | None = None
        self._log_file: Path | None = None
        self.start_anew: Callable[[], object] | None = None
        self.happened.connect(self.show)

    def install(self) -> None:
        """Take over the hooks."""
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread_error
        qInstallMessageHandler(_on_qt_message)

    def write_to(self, data_dir: Path, log_file: Path | None) -> str:
        """Let crashes of native code be written beside the log; return what the last run left there, if anything."""
        self._log_file = log_file
        path = data_dir / FOLDER / FAULT_FILE
        try:
            left = path.read_text(encoding="utf-8", errors="replace").strip() if path.exists() else ""
            self._fault_file = open_private(path)
        except OSError:
            return ""
        faulthandler.enable(self._fault_file)
        if left:
            left = without_home(left)
            _log.critical("The last run ended in a crash of native code:\n%s", left)
        return left

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)  # pyright: ignore[reportArgumentType]  # the stub forgets that None restores it
        if self._fault_file is not None:
            faulthandler.disable()
            self._fault_file.close()

    @Slot(str)
    def show(self, description: str) -> None:
        """Show one window for the first of them; those that follow are in the log."""
        if self._window is not None and self._window.isVisible():
            return
        from eucles_desk.app.crash_window import CrashWindow

        can_start_anew = self.start_anew is not None
        self._window = CrashWindow(self._details(description), self._log_file, can_start_anew=can_start_anew)
        self._window.anew_wanted.connect(self._on_anew)
        self._window.open()

    @Slot()
    def _on_anew(self) -> None:
        if self.start_anew is not None:
            self.start_anew()

    def report(self, error: BaseException, tb: TracebackType | None = None) -> None:
        """Log an unexpected error and show it; safe on any thread."""
        description = describe(error, tb)
        _log.critical("Unexpected error:\n%s", description)
        if self._log_file is None and sys.stderr is not None:  # pyright: ignore[reportUnnecessaryComparison]  # pythonw has none
            sys.stderr.write(description + "\n")
        self.happened.emit(description)

    def _on_error(self, _kind: type[BaseException], error: BaseException, tb: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            QApplication.quit()
            return
        self.report(error, tb)

    def _on_thread_error(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.report(args.exc_value, args.exc_traceback)

    @staticmethod
    def _details(description: str) -> str:
        import platform

        return (
            f"EUCLES Desk {__version__}, Python {platform.python_version()}, Qt {qVersion()}, "
            f"{platform.system()} {platform.release()} {platform.machine()}\n\n{description}"
        )


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
    """Log what Qt has to say; what is fatal ends the program right after this."""
    category = context.category or "default"
    _qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s: %s", category, without_home(message or ""))
    if kind == QtMsgType.QtFatalMsg and sys.stderr is not None:  # pyright: ignore[reportUnnecessaryComparison]  # pythonw has none
        sys.stderr.write(f"eucles-desk: {message}\n")
