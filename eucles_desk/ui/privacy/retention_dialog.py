"""Shows what was kept longer than its period, and erases what the user confirms."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from eucles_desk.assessment.retention import Keep, Passed, Run, counted
from eucles_desk.errors import EuclesError
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.privacy.desk import drop_backups
from eucles_desk.ui.privacy.working_dialog import WorkingDialog
from eucles_desk.ui.widgets import label, set_look
from eucles_desk.wording import retention as words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from eucles_desk.ui.context import Context
    from eucles_desk.ui.jobs import Job
    from eucles_desk.ui.privacy.desk import PrivacyDesk

WIDTH, HEIGHT = 46, 36
MOST_LINES = 12


class RetentionDialog(WorkingDialog):
    """Lists what has passed its period by kind; each kind can be left out.

    Signals:
        erased: Something was erased; carries the sentence that tells what.
    """

    erased = Signal(str)

    def __init__(
        self, context: Context, privacy: PrivacyDesk, found: Sequence[Passed], parent: QWidget | None = None
    ) -> None:
        intro = tr("Nothing is erased by itself. Take the mark from what is to be kept longer this time.")
        super().__init__(tr("Kept longer than its period"), intro, tr("Erase for good"), parent)
        self._context, self._privacy, self._found = context, privacy, tuple(found)
        set_look(self.go_on_button, "danger")
        inner = cast("QVBoxLayout", self.content.layout())
        self.checks: dict[Keep, QCheckBox] = {}
        for keep, (pieces, assessments) in counted(self._found).items():
            said = words.count(keep, pieces, assessments, current())
            check = self.checks[keep] = QCheckBox(tr("{kind}: {count}", kind=tr(words.KEEPS[keep]), count=said))
            check.setChecked(True)
            check.toggled.connect(self._follow)
            named = list(words.lines(self._found, keep, current()))
            more = len(named) - MOST_LINES
            named = [*named[:MOST_LINES], trn("and {count} more", "and {count} more", more)] if more > 0 else named
            inner.insertWidget(inner.count() - 1, check)
            inner.insertWidget(inner.count() - 1, label("\n".join(named), "muted", wrap=True, selectable=True))
        self.backups_check = QCheckBox(tr("Then make a new &backup and delete every older one"))
        self.backups_check.setVisible(context.backups is not None)
        self.sure_check = QCheckBox(tr("I &have looked at this; it cannot be undone"))
        for part in (label(tr(words.LEFT), "muted", wrap=True), self.backups_check, self.sure_check):
            inner.insertWidget(inner.count() - 1, part)
        self.sure_check.toggled.connect(self._follow)
        self.cancel_button.setDefault(True)
        self._follow()

    @Slot()
    def _on_accepted(self) -> None:
        chosen = [one for one in self._found if self.checks[one.keep].isChecked()]
        if not chosen or not self.sure_check.isChecked():
            return
        try:
            self._privacy.must_leave()
        except EuclesError as error:
            self.show_error(error)
            return
        drop = drop_backups(self._context) if self.backups_check.isChecked() else None
        self._start(partial(_run, self._privacy, chosen, drop), partial(self._on_erased, chosen))

    def _on_erased(self, chosen: Sequence[Passed], done: object) -> None:
        run, dropped = cast("tuple[Run, int | None]", done)
        desk = self._privacy.desk
        desk.let_go([one.ended.id for one in chosen if one.keep is Keep.ASSESSMENT])
        desk.read_again([one.ended.id for one in chosen])
        said = [words.erased(run, current()) + "."]
        if dropped is not None:
            said.append(trn("{count} older backup deleted.", "{count} older backups deleted.", dropped))
        self.erased.emit(" ".join(said))
        self.accept()

    @Slot()
    def _follow(self) -> None:
        """Erase nothing before the user is sure."""
        wanted = any(check.isChecked() for check in self.checks.values()) and self.sure_check.isChecked()
        self.go_on_button.setEnabled(wanted and not self.is_busy)
        self.cancel_button.setEnabled(not self.is_busy)
        if not wanted:
            self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason) if self.go_on_button.hasFocus() else None


def _run(
    privacy: PrivacyDesk, chosen: Sequence[Passed], drop: Callable[[], int] | None, _job: Job
) -> tuple[Run, int | None]:
    run = privacy.retention.run(chosen)
    return run, drop() if drop is not None else None
