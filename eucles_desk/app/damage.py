"""Says in every window that the database is damaged, for as long as it is, and leads to the backups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from eucles_desk.app.soundness import ask_at_next_start
from eucles_desk.ui.language import tr
from eucles_desk.ui.message_bar import About, Notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from eucles_desk.storage.early import StoreFactory
    from eucles_desk.ui.message_bar import Notices


class Damage(QObject):
    """Hears of damage from whatever meets it: a page that reads, a change, a backup, the look through the whole.

    Args:
        store: tells of it, on any thread.
        notices: what all windows say.
        start_anew: ends the program and starts it again.

    Signals:
        met: It was met; may be emitted on any thread.
    """

    met = Signal()

    def __init__(
        self, store: StoreFactory, notices: Notices, start_anew: Callable[[], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._notices, self._start_anew = notices, start_anew
        self.met.connect(self.tell)
        store.damaged = self.met.emit
        if store.is_damaged:
            self.tell()

    @Slot()
    def tell(self) -> None:
        """Say it above all pages; what is to be done about it is asked at a new start."""
        said = tr("The database is damaged. What is shown is right, but some of it can no longer be read.")
        self._notices.show(Notice(said, "danger", tr("Restore a backup…"), self.ask_for_backup), About.DAMAGE)

    def ask_for_backup(self) -> None:
        """Start again with the window that offers the backups."""
        ask_at_next_start()
        self._start_anew()
