"""The log: a small rotating file in the data folder that holds no user data."""

from __future__ import annotations

import errno
import logging
import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from io import TextIOWrapper
    from types import TracebackType

FOLDER = "logs"
FILE_NAME = "eucles-desk.log"
MOST_BYTES = 500_000
KEPT = 3
EARLY_MOST = 10_000
_OURS = "eucles-desk"
"""The name of the handlers that write to the log."""

_OUR_MESSAGES = (AttributeError, NameError, ImportError, TypeError, ZeroDivisionError, RecursionError)
"""The interpreter's own words, which name code and never a value."""
_ROOTS = tuple(
    sorted({str(Path(entry).resolve()) for entry in (*sys.path, sys.prefix) if entry}, key=len, reverse=True)
)


class _Early(logging.Handler):
    """Keeps what is logged for the file that is opened later."""

    def __init__(self) -> None:
        super().__init__()
        self._records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record, as long as there are not too many."""
        if len(self._records) < EARLY_MOST:
            self._records.append(record)

    def hand_over(self, handler: logging.Handler) -> None:
        """Let another handler have what was kept."""
        for record in self._records:
            if record.levelno >= handler.level:
                handler.handle(record)


class _OwnersFile(logging.FileHandler):
    """A file that only its owner can read."""

    def _open(self) -> TextIOWrapper:
        return open_private(Path(self.baseFilename), append=True)


def begin() -> None:
    """Keep what is logged until the log is opened, so that it is neither lost nor written to the terminal."""
    logging.getLogger().addHandler(_Early())


def open_private(path: Path, *, append: bool = False) -> TextIOWrapper:
    """Open a text file that only its owner can read, made if it is not there, emptied unless it is appended to."""
    flags = os.O_WRONLY | os.O_CREAT | (os.O_APPEND if append else os.O_TRUNC)
    return os.fdopen(os.open(path, flags, 0o600), "a" if append else "w", encoding="utf-8")


def open_log(data_dir: Path) -> Path | None:
    """Begin to log into the data folder; return the file, or ``None`` when it cannot be written."""
    path = data_dir / FOLDER / FILE_NAME
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        handler = _OwnersFile(path, encoding="utf-8")
    except OSError:
        return None
    _begin_with(handler)
    root = logging.getLogger()
    root.setLevel(min(root.level or logging.INFO, logging.INFO))
    for early in [early for early in root.handlers if isinstance(early, _Early)]:
        early.hand_over(handler)
        root.removeHandler(early)
        early.close()
    return path


def keep_small(path: Path) -> None:
    """From now on begin the log anew when it has grown, and keep a few of the old ones.

    What does so takes time to import, so it is not asked for before the window has been shown.
    """
    from eucles_desk.app.rotating_log import RotatingFile

    root = logging.getLogger()
    plain = [handler for handler in root.handlers if handler.name == _OURS]
    try:
        _begin_with(RotatingFile(path, maxBytes=MOST_BYTES, backupCount=KEPT, encoding="utf-8"))
    except OSError:
        return
    for handler in plain:
        root.removeHandler(handler)
        handler.close()


def _begin_with(handler: logging.Handler) -> None:
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.setLevel(logging.INFO)
    handler.set_name(_OURS)
    logging.getLogger().addHandler(handler)


def close_log() -> None:
    """Stop logging."""
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if handler.name == _OURS or isinstance(handler, _Early)]:
        root.removeHandler(handler)
        handler.close()


def describe(error: BaseException, tb: TracebackType | None = None) -> str:
    """Return where an error came from, without the values that were in play: those may be the user's."""
    lines: list[str] = []
    chain: list[BaseException] = [error]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) is not None and cause not in chain:
        chain.append(cause)
    for link in reversed(chain):
        frames = traceback.extract_tb(tb if link is error and tb is not None else link.__traceback__)
        lines += [f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}: {frame.line or ''}" for frame in frames]
        lines.append(_kind(link))
    return "\n".join(lines)


def without_home(text: str) -> str:
    """Return a text in which the user's home folder, and with it the user's name, is written ``~``."""
    home = str(Path.home())
    return text.replace(home, "~") if len(home) > 1 else text


def _kind(error: BaseException) -> str:
    name = type(error).__name__
    if isinstance(error, _OUR_MESSAGES):
        return f"{name}: {error}"
    if isinstance(error, OSError) and error.errno is not None:
        return f"{name}: {errno.errorcode.get(error.errno, error.errno)}"
    return name


def _place(file: str) -> str:
    """Shorten a file's path to what stands under the folder it was imported from."""
    for root in _ROOTS:
        if file.startswith(root):
            return file[len(root) :].lstrip("\\/")
    return without_home(file)
