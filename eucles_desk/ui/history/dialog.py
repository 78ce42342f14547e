"""The window of the history: every change of an assessment, the latest first, and whether all of it is sound."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from eucles_desk.errors import EuclesError
from eucles_desk.ui import theme
from eucles_desk.ui.assessment.form import ChoiceBox
from eucles_desk.ui.floating import Floating
from eucles_desk.ui.history import rows
from eucles_desk.ui.icons import pixmap
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.paged import PagedModel
from eucles_desk.ui.row_view import RowView
from eucles_desk.ui.widgets import MessageBar, button, label, set_look, spaced
from eucles_desk.wording.history import Around, flaw, verdict
from eucles_desk.wording.places import criterion_title

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from eucles_desk.assessment.auditing import Audited, Verified
    from eucles_desk.services.auditing import Auditing
    from eucles_desk.ui.working import Working

WIDTH, HEIGHT = 60, 44
CATCH_UP: Final = 400
"""Typing on is many changes; the list follows a little later."""
MOST_FLAWS: Final = 20


class HistoryDialog(QDialog):
    """Lists the changes, tells the one that is chosen whole, and verifies the history meanwhile.

    Signals:
        verified: The whole history has been gone through.
    """

    verified = Signal()

    def __init__(self, auditing: Auditing, working: Working, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("History: {name}", name=working.value.cluster.name))
        self._auditing, self._working = auditing, working
        self._assessment = working.value.id
        self.delegate = rows.EntryDelegate(self._around())
        self.model: PagedModel[Audited] = PagedModel(self._page, self._count, rows.name, self._spoken, self)
        self.view = RowView(self.delegate)
        self.view.setModel(self.model)
        self.view.setAccessibleName(tr("Changes, the latest first"))
        self.sign = QLabel()
        self.state_label = label(tr("The history is being verified\N{HORIZONTAL ELLIPSIS}"), wrap=True, selectable=True)
        self.count_label = label("", "muted")
        self.criterion_box = ChoiceBox(self._criteria())
        self.criterion_box.setAccessibleName(tr("Show the changes of"))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(tr("The chosen change"))
        self.problem_bar = MessageBar()
        self.close_button = button(tr("Close"))
        self._catch_up = QTimer(self, interval=CATCH_UP, singleShot=True)
        self._lay_out()
        self._connect()

    def open_fitting(self) -> None:
        """Open as large as the window allows, beside which it can stay."""
        parent = self.parentWidget()
        around = parent.window() if parent is not None else None
        width, height = theme.em(WIDTH), theme.em(HEIGHT)
        if around is not None:
            width, height = min(width, around.width() - theme.em(2)), min(height, around.height() - theme.em(2))
        self.resize(width, height)
        self.show()
        self.model.search("")
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.view.setCurrentIndex(self.model.index(0, 0))
        self._verify()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape only: Enter belongs to the list."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        spaced(column, 1.2, 0.7)
        column.addWidget(label(tr("History"), "title"))
        state = QHBoxLayout()
        spaced(state, 0, 0.5)
        state.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        state.addWidget(self.state_label, 1)
        column.addLayout(state)
        narrowing = QHBoxLayout()
        spaced(narrowing, 0, 0.7)
        narrowing.addWidget(self.criterion_box, 2)
        narrowing.addWidget(self.count_label, 1)
        column.addLayout(narrowing)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(self.view)
        parts.addWidget(self.text)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        parts.setChildrenCollapsible(False)
        Floating(self.problem_bar, self, lambda: parts).follow(parts)
        column.addWidget(parts, 1)
        foot = QHBoxLayout()
        spaced(foot, 0, 0.6)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.close_button.clicked.connect(self.reject)
        self.criterion_box.chosen.connect(self._on_criterion)
        self.model.loaded.connect(self._on_loaded)
        self.model.failed.connect(self._on_failed)
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        self._working.changed.connect(self._on_changed)
        self._catch_up.timeout.connect(self._on_catch_up)
        theme.notifier().changed.connect(self.model.repaint_rows)

    def _criteria(self) -> list[tuple[str, str]]:
        value, edition = self._working.value, self._working.edition
        criteria = edition.criteria_of(value.label)
        return [("", tr("All changes")), *((one.id, criterion_title(one, current())) for one in criteria)]

    def _around(self) -> Around:
        return Around.of(self._working.value, self._working.edition, current())

    def _page(self, criterion: str, offset: int, limit: int) -> list[Audited]:
        return list(self._auditing.page(self._assessment, criterion, offset, limit))

    def _count(self, criterion: str) -> int:
        return self._auditing.count(self._assessment, criterion)

    def _spoken(self, entry: Audited) -> str:
        return rows.spoken(entry, self.delegate.around)

    def _verify(self) -> None:
        """Go through the whole history on another thread; it may be long."""
        job = Job(partial(_verified, self._auditing))
        job.succeeded.connect(self._on_verified)
        job.failed.connect(self._on_failed)
        job.start()

    def _say_state(self, icon: str, role: str, text: str) -> None:
        self.sign.setPixmap(pixmap(icon, theme.colour(role).name(), theme.em(1.2), self.devicePixelRatioF()))
        self.state_label.setText(text)
        set_look(self.state_label, role)

    @Slot(object)
    def _on_verified(self, found: object) -> None:
        verified = cast("Verified", found)
        said = [verdict(verified, current())]
        said += [flaw(one, current()) for one in verified.flaws[:MOST_FLAWS]]
        if len(verified.flaws) > MOST_FLAWS:
            said.append("\N{HORIZONTAL ELLIPSIS}")
        self._say_state(*(("check", "good") if verified.is_sound else ("warning", "danger")), "\n".join(said))
        self.verified.emit()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, EuclesError):
            raise error
        self.problem_bar.say(current().sentence(error), "danger")

    @Slot(str)
    def _on_criterion(self, criterion: str) -> None:
        self.model.search(criterion)
        self.view.setCurrentIndex(self.model.index(0, 0))

    @Slot()
    def _on_loaded(self) -> None:
        self.count_label.setText(trn("{count} change", "{count} changes", self.model.total))
        if not self.model.total:
            self.text.setPlainText(tr("Nothing was changed here yet."))

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        entry = self.model.row(index)
        if entry is not None:
            self.text.setPlainText(rows.whole(entry, self.delegate.around))

    @Slot()
    def _on_changed(self) -> None:
        self._catch_up.start()

    @Slot()
    def _on_catch_up(self) -> None:
        """Show what was changed meanwhile, and stay at the same change."""
        if not self.isVisible():
            return
        current_row = self.model.row(self.view.currentIndex())
        offset = self.view.verticalScrollBar().value()
        self.delegate.around = self._around()
        self.model.reload()
        if current_row is not None:
            at = next((at for at, row in enumerate(self.model.rows()) if row.seq == current_row.seq), 0)
            self.view.setCurrentIndex(self.model.index(at, 0))
        self.view.verticalScrollBar().setValue(offset)


def _verified(auditing: Auditing, _job: Job) -> Verified:
    return auditing.verify()
