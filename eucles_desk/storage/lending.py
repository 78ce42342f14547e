"""Copies of stored files for other programs: private, not to be changed, and gone when the data are closed."""

from __future__ import annotations

import shutil
import stat
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from eucles_desk.storage.files import explained, make_private_folder, open_new

if TYPE_CHECKING:
    from eucles_desk.storage.evidence_files import Source

FOLDER: Final = "opened"


class Lending:
    """The folder in which the copies are; any thread may use it.

    Whoever opens the data clears it, since a copy may be left of a run that was killed or was open in another program.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lent: dict[tuple[str, str], Path] = {}
        self._lock = threading.Lock()

    def lend(self, content: Source, name: str) -> Path:
        """Return a copy under this name, the same one each time."""
        with self._lock:
            path = self._lent.get((content.sha256, name))
            if path is None or not path.is_file():
                path = self._lent[content.sha256, name] = self._copy(content, Path(name).name)
            return path

    def clear(self) -> None:
        """Remove all copies, as far as no other program holds one fast."""
        with self._lock:
            self._lent.clear()
            if not self._folder.is_dir():
                return
            for path in self._folder.rglob("*"):
                if path.is_file() and not path.is_symlink():
                    with suppress(OSError):
                        path.chmod(stat.S_IRUSR | stat.S_IWUSR)  # without it some systems do not remove it
            shutil.rmtree(self._folder, ignore_errors=True)

    def _copy(self, content: Source, name: str) -> Path:
        place = self._folder / uuid4().hex[:16]  # its name tells nothing of what is in it
        path = place / name
        try:
            make_private_folder(self._folder)
            make_private_folder(place)
            with open_new(path) as file:
                content.copy(file.write)
            path.chmod(stat.S_IRUSR)
        except OSError as error:
            _remove(path)
            raise explained(error, self._folder) from error
        except BaseException:
            _remove(path)
            raise
        return path


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
        path.parent.rmdir()
