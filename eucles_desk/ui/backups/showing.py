"""Opens the window of the backups when it is asked for; small, as each main window has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from eucles_desk.ui.context import Context


class ShowBackups(QObject):
    """Shows them over a window."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window

    @property
    def are_there(self) -> bool:
        """Whether the data can have backups."""
        return self._context.backups is not None

    @Slot()
    def show(self) -> None:
        """Show them."""
        if self._context.backups is None:
            return
        from eucles_desk.ui.backups.dialog import BackupsDialog

        BackupsDialog(self._context.backups, self._window).open_fitting()
