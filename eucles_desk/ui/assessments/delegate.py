"""Paints the rows of the list of assessments."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from eucles_desk.assessment.records import Summary
from eucles_desk.ui import theme
from eucles_desk.ui.assessments import row_text
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.paged import ROW_ROLE
from eucles_desk.ui.row_view import BUTTON, Index, RowDelegate, paint_line, paint_progress
from eucles_desk.ui.when import when
from eucles_desk.ui.widgets import badge_size, paint_badge

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from eucles_desk.scheme.values import Edition


class SummaryDelegate(RowDelegate):
    """Label, cluster, where it stands, what is next, points, when it was changed, and the button that goes on.

    Attributes:
        edition: The edition whose titles are shown, once it has been read.
    """

    lines = 3.0

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.edition: Edition | None = None
        self._now = now

    def action_text(self, index: Index) -> str:
        """Return what the row's button says."""
        summary = index.data(ROW_ROLE)
        return row_text.action(summary) if isinstance(summary, Summary) else ""

    def action_width(self) -> int:
        """Return the width of the longest text that a button can have."""
        return _action_width(current().code, theme.em(100))

    def paint_row(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Paint what is in the row; what is least needed goes first when it is narrow."""
        summary = index.data(ROW_ROLE)
        if not isinstance(summary, Summary):
            return
        label = row_text.label_name(summary.label, self.edition)
        size = badge_size(label)
        column = max(theme.em(4.6), size.width())
        place = QRect(rect.left(), rect.center().y() - size.height() // 2, size.width(), size.height())
        place.moveLeft(rect.left() + (column - size.width()) // 2)
        paint_badge(painter, place, label, summary.label)
        left, right = rect.left() + column + theme.em(1.0), rect.right()
        if self.is_narrow:
            self._paint_points_below(painter, rect, summary)
        elif rect.width() > theme.em(58):
            width = theme.em(9)
            self._paint_changed(painter, QRect(right - width, rect.top(), width, rect.height()), summary)
            right -= width + theme.em(1.5)
        if not self.is_narrow and rect.width() > theme.em(40):
            width = theme.em(11)
            self._paint_points(painter, QRect(right - width, rect.top(), width, rect.height()), summary)
            right -= width + theme.em(1.5)
        self._paint_texts(painter, QRect(left, rect.top(), right - left, rect.height()), summary)

    def _paint_texts(self, painter: QPainter, rect: QRect, summary: Summary) -> None:
        line = QFontMetrics(theme.font()).lineSpacing()
        metrics = QFontMetrics(theme.font(0.92))

        def shortened(title: str, rest: str) -> str:
            room = rect.width() - metrics.horizontalAdvance(rest) - theme.em(0.5)
            return metrics.elidedText(title, Qt.TextElideMode.ElideRight, max(room, 0))

        upcoming = row_text.next_step(summary, self.edition, shortened)
        count = 3 if upcoming else 2
        top = rect.center().y() - round(count * line + theme.em(0.3)) // 2
        name = summary.cluster_name or tr("Cluster without a name")
        paint_line(painter, QRect(rect.left(), top, rect.width(), line + 2), [(name, "text")], 1.05, bold=True)
        top += line + theme.em(0.25)
        paint_line(painter, QRect(rect.left(), top, rect.width(), line), row_text.standing(summary), 0.92)
        if upcoming:
            top += line
            paint_line(painter, QRect(rect.left(), top, rect.width(), line), [(upcoming, "muted")], 0.92)

    def _paint_points(self, painter: QPainter, rect: QRect, summary: Summary) -> None:
        said = row_text.points(summary)
        if not said:
            return
        line = QFontMetrics(theme.font(0.92)).lineSpacing()
        height = theme.em(0.5)
        top = rect.center().y() - (line + theme.em(0.4) + height) // 2
        paint_line(painter, QRect(rect.left(), top, rect.width(), line), [(said, "muted")], 0.92)
        bar = QRect(rect.left(), top + line + theme.em(0.4), rect.width(), height)
        paint_progress(painter, bar, float(summary.points / summary.available))

    def _paint_points_below(self, painter: QPainter, rect: QRect, summary: Summary) -> None:
        """Paint the points beside the button, where it stands below the text."""
        place = QRect(rect.left(), rect.bottom() + theme.em(0.2), rect.width() - self.action_width(), theme.em(BUTTON))
        self._paint_points(painter, place.adjusted(theme.em(0.2), 0, -theme.em(1.5), 0), summary)

    def _paint_changed(self, painter: QPainter, rect: QRect, summary: Summary) -> None:
        painter.setFont(theme.font(0.92))
        painter.setPen(theme.colour("muted"))
        said = when(summary.changed_at, self._now())
        shown = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)


@lru_cache(maxsize=8)
def _action_width(_language: str, _size: int) -> int:
    """Measure once for each language and text size."""
    metrics = QFontMetrics(theme.font(1.0, bold=True))
    return max(metrics.horizontalAdvance(text) for text in row_text.all_actions()) + theme.em(1.8)
