"""The backups there are: looked at, made, checked, and restored in three clicks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.backups.rows import BackupDelegate, BackupModel, Listed, made
from eucles_desk.ui.backups.second import SecondFolder
from eucles_desk.ui.fitting import resize_within
from eucles_desk.ui.floating import Floating
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.problems import Problems
from eucles_desk.ui.row_view import RowView
from eucles_desk.ui.widgets import Card, MessageBar, button, label, primary_button, scrolling, separator, spaced
from eucles_desk.wording import backups as words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

    from eucles_desk.assessment.backups import Backup
    from eucles_desk.errors import Message
    from eucles_desk.services.backup_ports import BackupKeeper


class BackupsDialog(QDialog):
    """Lists the backups; whatever takes long is done beside it and can be stopped."""

    def __init__(self, keeper: BackupKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._job: Job | None = None
        self._asked: Backup | None = None
        self.setWindowTitle(tr("Backups"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.bar = MessageBar()
        self.problems = Problems(self.bar)
        self.model = BackupModel(self)
        self.view = RowView(BackupDelegate())
        self.view.setModel(self.model)
        self.view.setAccessibleName(tr("Backups"))
        self.view.setProperty("look", "plain")
        self.view.setMinimumHeight(theme.em(9))
        self.none_label = label(tr("There is no backup yet. The first one is made with the first change."), wrap=True)
        self.make_button = primary_button(tr("Make a backup now"), "plus")
        self.check_button = button(tr("Check this backup"), "check")
        self.stop_button = button(tr("Stop"), look="quiet")
        self.close_button = button(tr("Close"))
        self.work_label = label("", "muted")
        self.work_bar = QProgressBar()
        self.work_bar.setRange(0, 0)
        self.work_bar.setTextVisible(False)
        self.work_bar.setAccessibleName(tr("Progress"))
        self.second = SecondFolder(keeper)
        self._lay_out()
        self._connect()
        self._show_work("")
        self._run(lambda _job: self._keeper.all(), self._on_listed, tr("Reading the backups"))

    def open_fitting(self) -> None:
        """Open no larger than the window that it belongs to."""
        resize_within(self, 50, 46)
        self.open()

    @property
    def is_busy(self) -> bool:
        """Whether something is being made, checked or restored."""
        return self._job is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put what is asked away with Escape first."""
        if event.key() == Qt.Key.Key_Escape and not self.bar.isHidden():
            self.bar.put_away()
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Close; what goes on is stopped."""
        if self._job is not None:
            self._job.cancel()
        super().done(result)

    # Making

    def _lay_out(self) -> None:
        content = QWidget()
        inner = QVBoxLayout(content)
        spaced(inner, 1.4, 0.8)
        inner.addWidget(label(tr("Backups"), "title"))
        intro = tr(
            "Made by themselves after the start and every hour in which something changed, and checked after writing. "
            "All of the two last days are kept, before them the newest of each of 12 days, 10 weeks and 9 months in "
            "which there are any; older ones are removed."
        )
        inner.addWidget(label(intro, "muted", wrap=True))
        card = Card()
        spaced(card.body, 0, 0)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self.view)
        card.body.addWidget(self.none_label)
        self.none_label.setMargin(theme.em(1))
        inner.addWidget(card, 1)
        row = QHBoxLayout()
        spaced(row, 0, 0.6)
        row.addWidget(self.make_button)
        row.addWidget(self.check_button)
        row.addStretch()
        inner.addLayout(row)
        inner.addWidget(self.second)
        outer = QVBoxLayout(self)
        spaced(outer, 0, 0)
        area = scrolling(content)
        Floating(self.bar, self, lambda: area).follow(area)
        outer.addWidget(area, 1)
        outer.addWidget(separator())
        foot = QHBoxLayout()
        spaced(foot, 0.9, 0.7)
        foot.addWidget(self.work_label)
        foot.addWidget(self.work_bar)
        foot.addWidget(self.stop_button)
        foot.addStretch()
        foot.addWidget(self.close_button)
        outer.addLayout(foot)

    def _connect(self) -> None:
        self.view.opened.connect(self._on_wanted)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.bar.action.connect(self._on_confirmed)
        self.bar.closed.connect(self._on_put_away)
        self.make_button.clicked.connect(self._on_make)
        self.check_button.clicked.connect(self._on_check)
        self.stop_button.clicked.connect(self._on_stop)
        self.close_button.clicked.connect(self.reject)
        self.second.chosen.connect(self._on_second)
        self.second.failed.connect(self.problems.show)

    # Work beside the window

    def _run(self, work: Callable[[Job], object], then: Callable[..., object], said: str) -> None:
        """Do something on another thread; then the window may be gone."""
        self._show_work(said)
        job = self._job = Job(work)
        job.succeeded.connect(then)
        job.failed.connect(self._on_failed)
        job.start()

    def _show_work(self, said: str) -> None:
        self.work_label.setText(said)
        for shown in (self.work_label, self.work_bar, self.stop_button):
            shown.setVisible(bool(said))
        self.view.setEnabled(not said)
        self.make_button.setEnabled(not said)
        self._on_current()

    def _end_work(self) -> None:
        self._job = None
        self._show_work("")
        self.second.refresh()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        job = self._job
        self._end_work()
        if job is None or not job.is_cancelled():
            self.problems.show(error)

    @Slot()
    def _on_stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.work_label.setText(tr("Stopping"))

    # The list

    @Slot(object)
    def _on_listed(self, found: Sequence[Listed]) -> None:
        number = max(0, self.view.currentIndex().row())
        self._end_work()
        self.model.show(found)
        self.view.setVisible(bool(found))
        self.none_label.setVisible(not found)
        if found:
            self.view.setCurrentIndex(self.model.index(min(number, len(found) - 1), 0))
        if self.focusWidget() in {None, self.close_button, self.stop_button}:
            (self.view if found else self.make_button).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_current(self) -> None:
        self.check_button.setEnabled(self._current is not None and not self.is_busy)

    @property
    def _current(self) -> Listed | None:
        return self.model.row(self.view.currentIndex()) if self.view.currentIndex().isValid() else None

    # Making and checking

    @Slot()
    def _on_make(self) -> None:
        self.bar.put_away()
        self._run(self._make, self._on_made, tr("Making a backup"))

    @Slot()
    def _on_second(self) -> None:
        self._run(self._make, self._on_handed_on, tr("Making a backup"))

    def _make(self, job: Job) -> object:
        """Make one, and read what there is then."""
        return self._keeper.make(job.is_cancelled), self._keeper.all()

    @Slot(object)
    def _on_made(self, result: tuple[Backup | None, Sequence[Listed]]) -> None:
        backup, found = result
        was_stopped = self._job is not None and self._job.is_cancelled()
        self._on_listed(found)
        if backup is not None:
            self.view.setCurrentIndex(self.model.index(0, 0))
            size = words.size(backup.size, current())
            self.bar.say(tr("The backup is made and checked ({size}).", size=size), "good")
        elif not was_stopped:
            self.bar.say(tr(words.NOTHING_NEW), "info")

    @Slot(object)
    def _on_handed_on(self, result: tuple[Backup | None, Sequence[Listed]]) -> None:
        self._on_listed(result[1])
        if self._keeper.second is not None and self._keeper.away is None:
            self.bar.say(tr("The second folder has the newest backup now."), "good")

    @Slot()
    def _on_check(self) -> None:
        row = self._current
        if row is None:
            return
        self.bar.put_away()
        backup = row[0]
        self._run(
            lambda job: (backup, self._keeper.check(backup, job.is_cancelled)),
            self._on_checked,
            tr("Checking the backup"),
        )

    @Slot(object)
    def _on_checked(self, result: tuple[Backup, Sequence[Message]]) -> None:
        self._end_work()
        backup, wrong = result
        if wrong:
            sentences = " ".join(current().sentence(one) for one in wrong)
            self.bar.say(tr("Backup of {time}: {sentences}", time=made(backup), sentences=sentences), "danger")
        else:
            self.bar.say(tr("The backup of {time} is sound.", time=made(backup)), "good")

    # Restoring

    @Slot(QModelIndex)
    def _on_wanted(self, index: QModelIndex) -> None:
        """Ask once more: it is a large step, though nothing is lost by it."""
        row = self.model.row(index)
        if row is None or self.is_busy:
            return
        self._asked = row[0]
        asked = tr(
            "The data become as they were {time}, and the program starts again. What is there now is kept as a backup "
            "and in the folder “replaced”.",
            time=made(row[0]),
        )
        if row[1]:
            lost = trn(
                "{count} change made since will not be in them.",
                "{count} changes made since will not be in them.",
                row[1],
            )
            asked = f"{asked} {lost}"
        self.bar.say(asked, "warning", tr("Restore this backup"))
        self.bar.action_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_put_away(self) -> None:
        self._asked = None

    @Slot()
    def _on_confirmed(self) -> None:
        backup, self._asked = self._asked, None
        self.bar.put_away()
        if backup is not None:
            self._run(partial(self._prepare, backup), self._on_prepared, tr("Laying the backup ready"))

    def _prepare(self, backup: Backup, job: Job) -> object:
        return self._keeper.prepare(backup, job.is_cancelled)

    @Slot(object)
    def _on_prepared(self, decide: Callable[[], None]) -> None:
        was_stopped = self._job is not None and self._job.is_cancelled()
        self._end_work()
        if not was_stopped:
            self.accept()
            self._keeper.restart(decide)
