"""Starting anew: the program ends as a whole and another one goes on where it was.

Nothing of the memory of the one that ends is left, which is what locking needs; and the data are closed in between,
which is what restoring a backup needs.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QLabel

from eucles_desk.app.log import close_log, describe
from eucles_desk.app.window import TOLD
from eucles_desk.errors import EuclesError
from eucles_desk.ui.jobs import Job, wait_for_all
from eucles_desk.ui.language import current, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QApplication

MOST_LETTERS: Final = 20_000
BUG: Final = 1

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Told:
    """What the process before had to say, if anything.

    Attributes:
        sentence: What the user can act on.
        details: Where a bug showed, without user data.
        kind: How the bar shows the sentence.
    """

    sentence: str = ""
    details: str = ""
    kind: str = "danger"


def start_anew(
    application: QApplication,
    close: Callable[[], None],
    *,
    before: Callable[[], None] | None = None,
    arguments: Sequence[str],
    told: str = "",
) -> None:
    """End this process and start another one in its place, which goes to the same place in the data.

    Returns at once when there is something to do before, which is done on a pool thread; until then the event loop
    has to run. What goes wrong in it, or with closing, is told by the new process.

    Args:
        application: this application.
        close: closes all windows and then the data.
        before: what to do with the data closed; not done when they could not be closed in order.
        arguments: what the new process is given, such as the data folder.
        told: what the new process says where nothing went wrong.
    """
    application.setQuitOnLastWindowClosed(False)
    problem = _tried(close)
    for widget in application.topLevelWidgets():
        widget.hide()
    if before is None or problem != Told():
        _replace(
            application, arguments, problem if problem != Told() else Told(told, kind="warning" if told else "danger")
        )
        return
    _Between(application, before, arguments).begin()


def told_before() -> Told:
    """Return what the process before this one had to say, once."""
    text = os.environ.pop(TOLD, "")
    try:
        kept = json.loads(text) if text else None
    except ValueError:
        kept = None
    if not isinstance(kept, dict):
        return Told()
    parts = cast("dict[str, object]", kept)
    return Told(*(str(parts.get(name, ""))[:MOST_LETTERS] for name in ("sentence", "details")), kind=_kind(parts))


def _kind(parts: Mapping[str, object]) -> str:
    kind = parts.get("kind")
    return str(kind) if kind in {"good", "warning"} else "danger"


class _Between(QObject):
    """Does what there is to do while nothing is open, with one line on the screen that says to wait."""

    def __init__(self, application: QApplication, before: Callable[[], None], arguments: Sequence[str]) -> None:
        super().__init__(application)
        self._application, self._arguments = application, arguments
        self._told = Told()
        self._wait = QLabel(tr("One moment…"))
        self._wait.setWindowTitle(tr("EUCLES Desk"))
        self._wait.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._wait.setMargin(self._wait.fontMetrics().height() * 3)
        self._job = Job(lambda _job: before())
        self._job.failed.connect(self._on_failed)
        self._job.finished.connect(self._on_finished)

    def begin(self) -> None:
        self._wait.show()
        self._job.start()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._told = _what_of(error)

    @Slot()
    def _on_finished(self) -> None:
        _replace(self._application, self._arguments, self._told)


def _tried(close: Callable[[], None]) -> Told:
    """Close; whatever goes wrong, the user is not left before a program without data and windows."""
    try:
        close()
    except EuclesError as error:
        return _what_of(error)
    return Told()


def _what_of(error: Exception) -> Told:
    if isinstance(error, EuclesError):
        return Told(sentence=current().sentence(error))
    details = describe(error)
    _log.critical("Unexpected error:\n%s", details)
    return Told(details=details)


def _replace(application: QApplication, arguments: Sequence[str], told: Told) -> None:
    """Put the new process in the place of this one; end where the system cannot."""
    if told != Told():
        os.environ[TOLD] = json.dumps(asdict(told))
    if getattr(sys, "frozen", False):
        os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"  # else the new one takes itself for a part of this one
    command = [sys.executable, *_own_command(), *arguments]
    wait_for_all()  # one that is just writing settings would leave them locked in the name of the new process
    close_log()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # pyright: ignore[reportUnnecessaryComparison]  # pythonw has none
            stream.flush()
    try:
        if os.name == "posix":
            os.execv(command[0], command)  # noqa: S606  # this same program
        import subprocess

        subprocess.Popen(command)  # noqa: S603  # this same program
    except OSError:
        application.exit(BUG)  # the program was moved or removed meanwhile; the data are closed and whole
        return
    os._exit(0)


def _own_command() -> Sequence[str]:
    """Return what this process was started with between the interpreter and the arguments of the user."""
    given = len(sys.argv) - 1
    return sys.orig_argv[1 : len(sys.orig_argv) - given]
