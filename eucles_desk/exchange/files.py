"""Reading a file that a user names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.errors import ExchangeError
from eucles_desk.exchange.faults import shown
from eucles_desk.exchange.limits import MAX_BYTES

if TYPE_CHECKING:
    from pathlib import Path


def load(path: Path) -> bytes:
    """Return the content of a file, cut off right after the most that may be read.

    Raises:
        ExchangeError: there is no such file, or it cannot be read.
    """
    name = shown(str(path), 200)
    try:
        if path.exists() and not path.is_file():
            raise ExchangeError("{file} is not a file.", file=name)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise ExchangeError("There is no file {file}.", file=name) from error
    except PermissionError as error:
        raise ExchangeError("The file {file} may not be read by this user.", file=name) from error
    except (OSError, ValueError) as error:  # a NUL character in a name is a ValueError
        raise ExchangeError("The file {file} cannot be read.", file=name) from error
