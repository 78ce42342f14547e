"""Short words in coloured pills, as widgets and for delegates."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from eucles_desk.ui import theme

LABEL_KINDS = frozenset({"gold", "silver", "bronze"})


class Badge(QLabel):
    """A short word in a coloured pill.

    Kinds are the labels (gold, silver, bronze) and the states plain, accent, good, warning, danger; a kind that is not
    known, such as a label of another scheme, is shown as plain.
    """

    def __init__(self, text: str = "", kind: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._kind = kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self, text: str, kind: str) -> None:
        """Show another word."""
        self._kind = kind
        self.setText(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the size that the word needs."""
        return badge_size(self.text())

    def minimumSizeHint(self) -> QSize:
        """Return the same: a badge is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pill."""
        painter = QPainter(self)
        paint_badge(painter, self.rect(), self.text(), self._kind)
        painter.end()


def badge_colours(kind: str) -> tuple[QColor, QColor]:
    """Return fill and text of a badge."""
    if kind in LABEL_KINDS:
        return theme.colour(kind), theme.colour(f"{kind}_text")
    if kind in {"good", "warning", "danger"}:
        return theme.colour(f"{kind}_soft"), theme.colour(kind)
    return theme.colour("accent_soft" if kind == "accent" else "hover"), theme.colour("text")


def badge_font() -> QFont:
    """Return the font of badges."""
    return theme.font(0.85, bold=True)


def badge_size(text: str) -> QSize:
    """Return the size of a badge."""
    metrics = QFontMetricsF(badge_font())
    return QSize(round(metrics.horizontalAdvance(text)) + theme.em(1.2), round(metrics.height()) + theme.em(0.2))


def paint_badge(painter: QPainter, rect: QRect, text: str, kind: str) -> None:
    """Paint a badge, for delegates too."""
    fill, ink = badge_colours(kind)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(QRectF(rect), rect.height() / 2, rect.height() / 2)
    painter.setPen(ink)
    painter.setFont(badge_font())
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
