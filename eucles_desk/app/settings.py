"""What the user has chosen about the program itself, in one small file."""

from __future__ import annotations

import json
import logging
from dataclasses import fields
from typing import TYPE_CHECKING, cast

from eucles_desk.assessment.retention import LONGEST
from eucles_desk.storage.files import make_private_folder, write_atomically
from eucles_desk.ui.context import Choices

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE_NAME = "settings.json"
VERSION = 1
THEMES = frozenset({"system", "light", "dark"})
TEXT_SIZES = range(80, 201)
LOCK_MINUTES = range(24 * 60 + 1)
KEEP_DAYS = range(LONGEST + 1)
MOST_BYTES = 1_000_000
"""Of the file; a true one has less than 1,000."""
MOST_DEPTH = 20
"""Lists and objects in each other."""

_log = logging.getLogger(__name__)


class SettingsFile:
    """Reads and writes the choices as JSON; keys of a later version are kept.

    A file that cannot be read as settings is put aside under another name, so that nothing is lost, and the program
    starts with its defaults.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        self._kept: dict[str, object] = {}

    def load(self) -> Choices:
        """Return the choices; a missing file, and each value that cannot be used, gives the default."""
        try:
            with self.path.open("rb") as file:
                content = file.read(MOST_BYTES + 1)
        except FileNotFoundError:
            return Choices()
        except OSError as error:
            _log.warning("The settings could not be read: %s", error.strerror)
            return Choices()
        try:
            data = json.loads(content) if len(content) <= MOST_BYTES else None
            _as_file(data)  # what cannot be written again would make every later choice fail
        except (ValueError, RecursionError):  # the errors of decoding and encoding are ValueErrors
            data = None
        if not isinstance(data, dict) or _is_deep(cast("object", data)):
            self._put_aside()
            return Choices()
        self._kept = cast("dict[str, object]", data)
        return _choices(self._kept)

    def save(self, choices: Choices) -> None:
        """Write the choices; raise ``StorageError`` when the place cannot be written."""
        known: dict[str, object] = {field.name: getattr(choices, field.name) for field in fields(Choices)}
        data = {"version": VERSION, **self._kept, **known}
        content = _as_file(data)
        if not self.path.parent.is_dir():
            make_private_folder(self.path.parent)
        write_atomically(self.path, content, private=True)
        self._kept = data

    def _put_aside(self) -> None:
        number, place = 1, self.path.with_suffix(".damaged.json")
        while place.exists():
            number += 1
            place = self.path.with_suffix(f".damaged-{number}.json")
        try:
            self.path.rename(place)
        except OSError as error:
            _log.warning("The damaged settings could not be put aside: %s", error.strerror)


def _is_deep(value: object, left: int = MOST_DEPTH) -> bool:
    """Return whether a value is nested so deeply that it might not be written again from everywhere."""
    if not isinstance(value, dict | list):
        return False
    inner = cast("dict[str, object]", value).values() if isinstance(value, dict) else cast("list[object]", value)
    return left == 0 or any(_is_deep(one, left - 1) for one in inner)


def _as_file(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _choices(data: Mapping[str, object]) -> Choices:
    """Take each value that is of the right kind."""
    choices = Choices()
    for field in fields(Choices):
        value, default = data.get(field.name), getattr(choices, field.name)
        if type(value) is type(default) and _is_possible(field.name, value):
            setattr(choices, field.name, value)
    return choices


def _is_possible(name: str, value: object) -> bool:
    match name:
        case "theme":
            return value in THEMES
        case "text_size":
            return value in TEXT_SIZES
        case "lock_minutes":
            return value in LOCK_MINUTES
        case _ if name.startswith("keep_"):
            return value in KEEP_DAYS
        case _:
            return True
