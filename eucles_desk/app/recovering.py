"""Goes on when the data cannot be opened as they are: asks what to do, does it on a pool thread, says what came."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from eucles_desk.errors import EuclesError, OlderDataError
from eucles_desk.ui.jobs import Job, wait_for_all
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.recovering.window import RecoveringWindow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from eucles_desk.app.recovery import Found, Outcome, Recovery
    from eucles_desk.app.wiring import Program
    from eucles_desk.assessment.backups import Backup


class Recovering(QObject):
    """Shows what is wrong until the data are open or the user ends the program.

    Attributes:
        window: What asks.
        program: The program on the data, ``None`` while they cannot be opened.
    """

    def __init__(self, application: QApplication, recovery: Recovery, error: EuclesError, place: str) -> None:
        super().__init__()
        self.program: Program | None = None
        self._application, self._recovery = application, recovery
        self._is_leaving = False
        self.window = RecoveringWindow(error, place, is_older=isinstance(error, OlderDataError))
        self.window.restore_wanted.connect(self._on_restore)
        self.window.accept_wanted.connect(self._on_accept)
        self.window.done_seen.connect(self._application.exit)
        self.window.given_up.connect(self._on_given_up)

    def ask(self) -> Program | None:
        """Return the program on the data, ``None`` when the user ends it."""
        self.window.show()
        job = Job(lambda _job: self._recovery.look(lambda: self._is_leaving))
        job.succeeded.connect(self._on_looked)
        job.failed.connect(self._on_failed)
        job.start()
        self._application.exec()
        wait_for_all()
        self.window.hide()
        self.window.deleteLater()
        return self.program

    @Slot(object)
    def _on_looked(self, found: Found) -> None:
        if not self._is_leaving:
            self.window.offer(found.backups, found.unsound)

    @Slot(object, bool)
    def _on_restore(self, backup: Backup | None, bring_back: bool) -> None:  # as the signal says it
        job = Job(partial(self._restore, backup, bring_back))
        job.succeeded.connect(self._on_restored)
        job.failed.connect(self._on_failed)
        job.start()

    def _restore(self, backup: Backup | None, bring_back: bool, _job: Job) -> Outcome:  # the same
        return self._recovery.restore(backup, bring_back=bring_back)

    @Slot(object)
    def _on_restored(self, outcome: Outcome) -> None:
        self.program = outcome.program
        self.window.quit_button.hide()
        self.window.tell(_told(outcome), outcome.aside)

    @Slot()
    def _on_accept(self) -> None:
        job = Job(lambda _job: self._recovery.accept())
        job.succeeded.connect(self._on_accepted)
        job.failed.connect(self._on_failed)
        job.start()

    @Slot(object)
    def _on_accepted(self, program: Program) -> None:
        self.program = program
        self._application.exit()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.window.quit_button.setEnabled(True)
        if not isinstance(error, EuclesError):
            self.window.refuse(EuclesError("Something went wrong in the program itself. The data are as they were."))
            raise error
        self.window.refuse(error)

    @Slot()
    def _on_given_up(self) -> None:
        self._is_leaving = True
        self._application.exit()


def _told(outcome: Outcome) -> list[str]:
    """Say what was restored, what was brought back, and what is lost."""
    said: list[str] = []
    if outcome.backup is not None:
        made = outcome.backup.made_at.astimezone()
        time = f"{current().short_date(made.date())} {current().time(made)}"
        said.append(tr("The backup of {time} was restored.", time=time))
    salvaged = outcome.salvaged
    if salvaged is not None:
        count = salvaged.changes
        if count:
            said.append(
                trn(
                    "{count} change made since was brought back.",
                    "{count} changes made since were brought back.",
                    count,
                )
            )
        if salvaged.added:
            names = ", ".join(salvaged.added[:10])
            said.append(tr("Assessments brought back whole: {names}.", names=names))
        if salvaged.incomplete:
            left = len(salvaged.incomplete)
            said.append(trn("{count} assessment could not be read.", "{count} assessments could not be read.", left))
    if outcome.lost:
        lost = outcome.lost
        said.append(trn("At most {count} saved change is lost.", "At most {count} saved changes are lost.", lost))
    else:
        said.append(tr("Nothing that was saved is lost."))
    return said
