"""A note in a data folder that says where its data went; small, as every start reads it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from eucles_desk.errors import StorageError
from eucles_desk.storage.files import make_private_folder, write_atomically

if TYPE_CHECKING:
    from pathlib import Path

MOVED: Final = "moved-to"
"""The name of the note."""
_DATABASE: Final = "eucles.db"
_MOST_BYTES: Final = 8192


def leave_note(folder: Path, target: Path) -> bool:
    """Let whoever opens a folder find the data that went elsewhere; return whether the note could be written."""
    with suppress(OSError, StorageError):
        if folder.is_dir() or folder.parent.is_dir():
            make_private_folder(folder)
            write_atomically(folder / MOVED, str(target.resolve()).encode(), private=True)
            return True
    return False


def followed(folder: Path) -> Path:
    """Return where the data of a folder are: in it, or where a note in it says that they went.

    Raises ``StorageError`` when they are not there: older data must not be taken for them in silence.
    """
    note = folder / MOVED
    try:
        if not note.is_file():
            return folder
        with note.open("rb") as file:
            text = file.read(_MOST_BYTES).decode("utf-8", "replace").strip()
        target = type(folder)(text)
        if text and (target / _DATABASE).is_file():
            return target
    except OSError:
        return folder
    raise StorageError(
        "The data of this folder went to {target}, and are not there now. Bring them back; or remove the file {note} "
        "to use what is still here.",
        target=text[:500],
        note=note,
    )
