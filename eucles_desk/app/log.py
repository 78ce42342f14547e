"""The log: a small rotating file in the data folder that holds no user data."""

from __future__ import annotations

import errno
import logging
import os
import sys
import traceback
from logging.handlers import MemoryHandler, RotatingFileHandler
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

_OUR_MESSAGES = (AttributeError, NameError, ImportError, TypeError, ZeroDivisionError, RecursionError)
"""The interpreter's own words, which name code and never a value."""
_ROOTS = tuple(
    sorted({str(Path(entry).resolve()) for entry in (*sys.path, sys.prefix) if entry}, key=len, reverse=True)
)


def begin() -> None:
    """Keep what is logged until the log is opened, so that it is neither lost nor written to the terminal."""
    logging.getLogger().addHandler(MemoryHandler(EARLY_MOST, flushLevel=sys.maxsize))


class _OwnersFile(RotatingFileHandler):
    """A rotating file that only its owner can read, also after it was begun anew."""

    def _open(self) -> TextIOWrapper:
        return open_private(Path(self.baseFilename), append=True)


def open_private(path: Path, *, append: bool = False) -> TextIOWrapper:
    """Open a text file that only its owner can read, made if it is not there, emptied unless it is appended to."""
    flags = os.O_WRONLY | os.O_CREAT | (os.O_APPEND if append else os.O_TRUNC)
    return os.fdopen(os.open(path, flags, 0o600), "a" if append else "w", encoding="utf-8")


def open_log(data_dir: Path) -> Path | None:
    """Begin to log into the data folder; return the file, or ``None`` when it cannot be written."""
    path = data_dir / FOLDER / FILE_NAME
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        handler = _OwnersFile(path, maxBytes=MOST_BYTES, backupCount=KEPT, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.setLevel(logging.INFO)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(min(root.level or logging.INFO, logging.INFO))
    for early in [early for early in root.handlers if isinstance(early, MemoryHandler)]:
        early.setTarget(handler)
        root.removeHandler(early)
        early.close()
    return path


def close_log() -> None:
    """Stop logging."""
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler, RotatingFileHandler | MemoryHandler)]:
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
