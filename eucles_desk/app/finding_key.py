"""Opens data whose key file is gone: with the recovery code, or after the copy of a backup has taken its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from eucles_desk.app.unlocking import Unlocking
from eucles_desk.errors import EuclesError
from eucles_desk.storage import lost_key
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.locking.missing_key_window import MissingKeyWindow

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from eucles_desk.app.opening import Opening


class FindingKey(Unlocking):
    """Shows the window that offers both.

    Attributes:
        is_put_back: Whether there is a key file again; the data are to be opened as always then.
    """

    def __init__(self, application: QApplication, opening: Opening, second: Path | None) -> None:
        has_copy = next(lost_key.copies(opening.folder, second), None) is not None
        window = MissingKeyWindow(str(opening.folder), has_copy=has_copy)
        super().__init__(application, opening, window)
        self.is_put_back = False
        self._second = second
        window.copy_wanted.connect(self._on_copy_wanted)

    @Slot()
    def _on_copy_wanted(self) -> None:
        try:
            path = lost_key.put_back(self._opening.folder, self._second)
        except EuclesError as error:
            self.window.say(current().sentence(error), aloud=True)
            return
        self.is_put_back = True
        self._opening.said = tr("The key file is there again; it was taken from a backup: {path}", path=str(path))
        self._application.exit()
