"""The rows of the first page: a task, a label that needs attention, something done last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from eucles_desk.assessment.records import Mode
from eucles_desk.assessment.today import TaskKind
from eucles_desk.ui import theme
from eucles_desk.ui.assessments import row_text
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.when import month_in_words, when
from eucles_desk.ui.widgets import Badge, ElidedLabel, button, label, primary_button, spaced
from eucles_desk.wording.today import BUTTONS, due, passed, renewal, renewal_window, waiting

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QPushButton

    from eucles_desk.assessment.records import Recent, Summary
    from eucles_desk.assessment.today import Renewal, Task
    from eucles_desk.scheme.values import Edition

DOT = "  \N{MIDDLE DOT}  "


class Progress(QWidget):
    """How many of the criteria are judged: a bar with the numbers under it."""

    def __init__(self, judged: int, criteria: int) -> None:
        super().__init__()
        self._judged, self._criteria = judged, criteria
        said = tr("{judged} of {criteria} judged", judged=judged, criteria=criteria)
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Be a short bar with a line of text."""
        return QSize(theme.em(9), theme.em(1.9))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bar and the numbers."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(0, 0, self.width(), theme.em(0.4))
        painter.setBrush(theme.colour("track"))
        painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
        if self._criteria:
            bar.setWidth(self.width() * self._judged / self._criteria)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(bar, theme.em(0.2), theme.em(0.2))
        painter.setFont(theme.font(0.85))
        painter.setPen(theme.colour("muted"))
        text = f"{self._judged}/{self._criteria}"
        below = QRectF(0, theme.em(0.5), self.width(), self.height() - theme.em(0.5))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()


class Row(QWidget):
    """A row with a button; arrows up and down go to the rows around it.

    Signals:
        wanted: The user wants what the row's button says.
    """

    wanted = Signal()

    def __init__(self, made: QPushButton) -> None:
        super().__init__()
        self.button = made
        self.line = QHBoxLayout(self)
        self._aside: QWidget | None = None
        spaced(self.line, 0, 0.9)
        self.line.setContentsMargins(0, theme.em(0.5), 0, theme.em(0.5))
        made.clicked.connect(self.wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the row above or below."""
        match event.key():
            case Qt.Key.Key_Down:
                self.focusNextChild()
            case Qt.Key.Key_Up:
                self.focusPreviousChild()
            case _:
                super().keyPressEvent(event)

    def set_narrow(self, *, narrow: bool) -> None:
        """Put everything under each other where there is no room for it side by side."""
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self.line.setDirection(down if narrow else right)
        self.line.setAlignment(self.button, Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag(0))
        if self._aside is not None:
            self._aside.setVisible(not narrow)

    def fill(self, summary: Summary, edition: Edition | None, detail: QWidget, aside: QWidget | None = None) -> None:
        """Show label, cluster and what is said of it, and at the right the button."""
        badge = Badge(row_text.label_name(summary.label, edition), summary.label)
        badge.setMinimumWidth(theme.em(4.8))
        texts = QVBoxLayout()
        spaced(texts, 0, 0.1)
        name = ElidedLabel(summary.cluster_name or tr("Cluster without a name"), "strong")
        texts.addWidget(name)
        texts.addWidget(detail)
        self.line.addWidget(badge)
        self.line.addLayout(texts, 1)
        if aside is not None:
            self._aside = aside
            self.line.addWidget(aside)
        self.line.addWidget(self.button)


class TaskRow(Row):
    """One assessment with what is next in it."""

    def __init__(self, task: Task, edition: Edition | None, *, is_first: bool) -> None:
        text = tr(BUTTONS[task.kind]) if task.kind in BUTTONS else row_text.action(task.summary)
        super().__init__(primary_button(text) if is_first else button(text))
        self.task = task
        summary = task.summary
        extra = waiting(task, current())
        standing = row_text.standing(summary)
        if extra:  # that nothing is open in the step would say that there is nothing to do
            standing = [(segment, role) for segment, role in standing if role != "good"]
        parts = [segment for segment, _ in standing if segment != row_text.SEPARATOR]
        if extra:
            parts.append(extra)
        if task.kind is TaskKind.CONTINUE and (upcoming := row_text.next_step(summary, edition)):
            parts.insert(0, upcoming)  # first, so that it is read first and whole
        if summary.flagged:
            parts.append(tr("{number} to raise on site", number=summary.flagged))
        said, date = DOT.join(parts), due(task, current())
        detail = QWidget()
        line = QHBoxLayout(detail)
        spaced(line, 0, 0.6)
        line.addWidget(label(said, "small", wrap=True), 1)
        if date:
            line.insertWidget(0, Badge(date, "danger" if task.is_late else "warning"))
        aside = Progress(summary.judged, summary.criteria) if summary.criteria else None
        self.fill(summary, edition, detail, aside)
        spoken = ". ".join(part for part in (text, summary.cluster_name, date, said.replace(DOT, ", ")) if part)
        self.button.setAccessibleName(spoken)


class RenewalRow(Row):
    """A label that ends soon or can still be renewed."""

    def __init__(self, found: Renewal, edition: Edition | None) -> None:
        super().__init__(button(tr("Start renewal")))
        self.renewal = found
        language = current()
        ends = renewal(found, language, month_in_words(found.summary.award_last))
        window = renewal_window(found, language)
        detail = QWidget()
        lines = QVBoxLayout(detail)
        spaced(lines, 0, 0.2)
        lines.addWidget(Badge(ends, "warning" if found.months >= 0 else "danger"))
        lines.addWidget(label(window, "small", wrap=True))
        self.fill(found.summary, edition, detail)
        said = (tr("Start renewal"), found.summary.cluster_name, ends, window)
        self.button.setAccessibleName(". ".join(said))


class PassedRow(Row):
    """Leads to what was kept longer than its period."""

    def __init__(self, assessments: int) -> None:
        text = tr("Look through\N{HORIZONTAL ELLIPSIS}")
        super().__init__(button(text))
        said, hint = passed(assessments, current()), tr("You decide what goes; nothing is erased by itself.")
        texts = QVBoxLayout()
        spaced(texts, 0, 0.1)
        texts.addWidget(label(said, "strong", wrap=True))
        texts.addWidget(label(hint, "small", wrap=True))
        self.line.addLayout(texts, 1)
        self.line.addWidget(self.button)
        self.button.setAccessibleName(f"{text}. {said}. {hint}")


class RecentRow(Row):
    """One of the last things done."""

    def __init__(self, recent: Recent, now: datetime) -> None:
        super().__init__(button(tr("Open"), look="link"))
        self.recent = recent
        name = tr(recent.message, **recent.values)
        texts = QVBoxLayout()
        spaced(texts, 0, 0.1)
        texts.addWidget(ElidedLabel(f"{recent.cluster_name}{DOT}{name}"))
        said = {Mode.UNDO: tr("undone"), Mode.REDO: tr("made again")}.get(recent.mode, "")
        texts.addWidget(label(DOT.join(part for part in (when(recent.at, now), said) if part), "small"))
        self.line.addLayout(texts, 1)
        self.line.addWidget(self.button)
        self.button.setAccessibleName(f"{tr('Open')}. {recent.cluster_name}. {name}")


class Rows(QWidget):
    """Rows under each other with lines between them.

    Signals:
        wanted: The user wants what the button of this row says.
    """

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self._is_narrow = False
        self._column = QVBoxLayout(self)
        spaced(self._column, 0, 0)

    def set_narrow(self, *, narrow: bool) -> None:
        """Say whether there is little room for a row."""
        self._is_narrow = narrow
        for row in self.rows:
            row.set_narrow(narrow=narrow)

    def show_rows(self, rows: list[Row]) -> None:
        """Show these in place of those that were there."""
        old, had_focus = self.rows, next((at for at, row in enumerate(self.rows) if row.button.hasFocus()), None)
        self.rows = rows
        for row in rows:
            self._column.addWidget(row)
            row.wanted.connect(self._on_wanted)
            row.set_narrow(narrow=self._is_narrow)
        widest = max((row.button.sizeHint().width() for row in rows), default=0)
        for row in rows:  # so that the bars beside them stand under each other
            row.button.setMinimumWidth(widest)
        if had_focus is not None and rows:
            rows[min(had_focus, len(rows) - 1)].button.setFocus(Qt.FocusReason.OtherFocusReason)
        for row in old:  # after the focus has moved: otherwise it would go elsewhere, and the page scroll there
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()

    @Slot()
    def _on_wanted(self) -> None:
        self.wanted.emit(self.sender())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a line above each row but the first."""
        painter = QPainter(self)
        painter.setPen(theme.colour("line"))
        for row in self.rows[1:]:
            painter.drawLine(0, row.y(), self.width(), row.y())
        painter.end()
