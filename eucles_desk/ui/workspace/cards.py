"""The level cards: one for each level of the scale, one of them chosen, as radio buttons are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from eucles_desk.assessment.values import NOT_APPLICABLE, Level
from eucles_desk.ui import theme
from eucles_desk.ui.icons import pixmap
from eucles_desk.ui.language import tr
from eucles_desk.ui.widgets import spaced
from eucles_desk.ui.workspace.painting import em, font, paint_focus, paint_pill, pill_size, rounded
from eucles_desk.ui.workspace.wrapped import WrappedText

if TYPE_CHECKING:
    from collections.abc import Sequence

RING: Final = 3
"""Room around a card for the focus frame, in pixels."""
FORWARD: Final = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Right})
BACKWARD: Final = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Left})
ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


@dataclass(frozen=True, slots=True)
class CardContent:
    """What a card says: a level with its text, and what is remarkable about it."""

    level: int | None
    text: str
    minimum: str = ""
    suggested: str = ""

    @property
    def key(self) -> str:
        """The key that chooses the level; ``None`` is the card for *not applicable*."""
        return "N" if self.level is None else str(self.level)


class LevelCard(QRadioButton):
    """One level. It does not check itself: whoever hears of the click stores the level and then shows it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = CardContent(0, "")
        self.is_editable = True
        self._text = WrappedText()
        self._heights: dict[int, int] = {}
        self._marks: int | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMouseTracking(True)

    def show_content(self, content: CardContent) -> None:
        """Say something else."""
        if content == self.content:
            return
        self.content = content
        self._heights.clear()
        self._marks = None
        self.setAccessibleName(self._spoken())
        self.updateGeometry()
        self.update()

    def show_chosen(self, *, chosen: bool) -> None:
        """Show whether this is the level given. A card on its own may be unchecked, unlike Qt's radio buttons."""
        if chosen != self.isChecked():
            self.setAutoExclusive(False)
            self.setChecked(chosen)
            self.setAutoExclusive(True)
            self.update()

    def nextCheckState(self) -> None:
        """Leave checking to whoever stores the level."""

    def hitButton(self, _pos: QPoint) -> bool:
        """Take clicks anywhere on the card."""
        return True

    def hasHeightForWidth(self) -> bool:
        """Say that a narrower card is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that the text needs at a width."""
        known = self._heights.get(width)
        if known is None:
            inside, below = self._text_width(width), self._marks_below(width)
            self._text.set(self.content.text, self.font())
            height = self._text.height(inside) + (em(1.7) if below else 0)
            known = self._heights[width] = round(max(height, em(1.4))) + 2 * (RING + em(0.45))
        return known

    def sizeHint(self) -> QSize:
        """Return a width that lets the layout decide."""
        return QSize(em(20), em(3))

    def minimumSizeHint(self) -> QSize:
        """Let the card become narrow."""
        return QSize(em(10), em(2.6))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(RING, RING, -RING, -RING)
        self._paint_box(painter, box)
        self._paint_key(painter, box)
        below = self._marks_below(self.width())
        top = box.top() + em(0.45)
        self._text.set(self.content.text, self.font())
        width = self._text_width(self.width())
        room = em(1.4) - self._text.height(width)
        painter.setPen(theme.colour("text"))
        self._text.paint(painter, box.left() + em(3.1), top + max(0.0, room / 2), width)
        self._paint_marks(painter, box, below=below)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Fit another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._heights.clear()
            self._marks = None
            self.updateGeometry()

    def _paint_box(self, painter: QPainter, box: QRectF) -> None:
        if self.isChecked():
            rounded(painter, box, theme.colour("accent_soft"), theme.colour("accent"), 2)
        else:
            hovered = self.is_editable and self.underMouse()
            rounded(painter, box, theme.colour("hover" if hovered else "background"), theme.colour("line"))
        if self.content.minimum:
            painter.save()
            painter.setClipRect(QRectF(box.left(), box.top(), em(0.32), box.height()))
            rounded(painter, box, theme.colour("threshold"))
            painter.restore()

    def _paint_key(self, painter: QPainter, box: QRectF) -> None:
        rect = QRectF(box.left() + em(0.85), box.top() + em(0.45), em(1.6), em(1.4))
        chosen = self.isChecked()
        fill = theme.colour("accent") if chosen else theme.colour("background")
        rounded(painter, rect, fill, theme.colour("accent" if chosen else "border"))
        painter.setFont(font(0.88, bold=True))
        painter.setPen(theme.colour("accent_text" if chosen else "text"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.content.key)

    def _paint_marks(self, painter: QPainter, box: QRectF, *, below: bool) -> None:
        """Paint the marks at the right of the text, or under it where the card is narrow."""
        height = em(1.4)
        top = box.bottom() - em(0.45) - height if below else box.top() + em(0.45)
        right = box.right() - em(0.7)
        if self.isChecked():
            size = em(1.2)
            sign = pixmap("check", theme.colour("accent").name(), size, self.devicePixelRatioF())
            painter.drawPixmap(round(right - size), round(box.top() + em(0.55)), sign)
            right -= size + em(0.5)
        if below:
            right = box.left() + em(3.1) + self._marks_width()
        if self.content.suggested:
            size = pill_size(self.content.suggested)
            at = round(top + (height - size.height()) / 2)
            paint_pill(
                painter, QRectF(round(right - size.width()), at, size.width(), size.height()), self.content.suggested
            )
            right -= size.width() + em(0.5)
        if self.content.minimum:
            painter.setFont(font(0.85, bold=True))
            painter.setPen(theme.colour("danger"))
            words = QRectF(right - em(30), top, em(30), height)
            painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.content.minimum)

    def _marks_width(self) -> int:
        if self._marks is None:
            self._marks = 0
            if self.content.suggested:
                self._marks += pill_size(self.content.suggested).width() + em(0.5)
            if self.content.minimum:
                self._marks += QFontMetrics(font(0.85, bold=True)).horizontalAdvance(self.content.minimum) + 2
        return self._marks

    def _marks_below(self, width: int) -> bool:
        """Return whether the marks would take too much of the text's line."""
        marks = self._marks_width()
        return bool(marks) and marks > (width - em(4)) * 0.4

    def _text_width(self, width: int) -> int:
        # The check's room is kept free on every card, so that choosing one never breaks its lines anew.
        taken = RING * 2 + em(3.1) + em(0.7) + em(1.7)
        marks = 0 if self._marks_below(width) or not self._marks_width() else self._marks_width() + em(0.9)
        return max(width - taken - marks, em(4))

    def _spoken(self) -> str:
        content = self.content
        name = tr("Not applicable") if content.level is None else tr("Level {level}", level=content.level)
        return ", ".join(part for part in (f"{name}: {content.text}", content.minimum, content.suggested) if part)


class LevelCards(QWidget):
    """The cards of one criterion, the highest level first.

    The arrow keys move from card to card without choosing, so that the texts can be read without judging; the space
    bar, Enter, a click and the digits choose.

    Signals:
        chosen: The user gave this level; ``None`` takes the level back.
        moved: The keyboard went to this card.
    """

    chosen = Signal(object)
    moved = Signal(object)

    def __init__(self, levels: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level: Level = None
        self._is_editable = True
        self.setAccessibleName(tr("Level"))
        column = QVBoxLayout(self)
        spaced(column, 0, 0.15)
        self.cards = [self._card() for _level in levels]
        self.not_applicable_card = self._card()
        for card in (*self.cards, self.not_applicable_card):
            column.addWidget(card)

    def show_cards(self, contents: Sequence[CardContent], level: Level, *, editable: bool) -> None:
        """Show the levels of a criterion; one without a level is the card for *not applicable*."""
        self._is_editable, self._level = editable, level
        levels = [content for content in contents if content.level is not None]
        other = next((content for content in contents if content.level is None), None)
        for at, card in enumerate(self.cards):
            card.setVisible(at < len(levels))
            if at < len(levels):
                card.show_content(levels[at])
        self.not_applicable_card.setVisible(other is not None)
        if other is not None:
            self.not_applicable_card.show_content(other)
        self._mark()

    def card(self, level: Level) -> LevelCard | None:
        """Return the card of a level, ``None`` where there is none."""
        wanted = None if level is NOT_APPLICABLE else level
        return next((card for card in self.shown_cards() if level is not None and card.content.level == wanted), None)

    def shown_cards(self) -> list[LevelCard]:
        """Return the cards of this criterion from top to bottom."""
        return [card for card in (*self.cards, self.not_applicable_card) if not card.isHidden()]

    def focus_card(self) -> None:
        """Put the keyboard on the chosen card, on the first one where none is chosen."""
        card = self.card(self._level) or self.cards[0]
        card.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move from card to card, or choose the one that the keyboard is on."""
        shown, focus = self.shown_cards(), self.focusWidget()
        at = shown.index(focus) if isinstance(focus, LevelCard) and focus in shown else -1
        key = event.key()
        to = at + 1 if key in FORWARD else at - 1 if key in BACKWARD else None
        if key == Qt.Key.Key_Home:
            to = 0
        elif key == Qt.Key.Key_End:
            to = len(shown) - 1
        if at >= 0 and to is not None:
            shown[to % len(shown)].setFocus(Qt.FocusReason.OtherFocusReason)
            self.moved.emit(shown[to % len(shown)])
        elif at >= 0 and key in ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            shown[at].click()
        else:
            super().keyPressEvent(event)

    def _card(self) -> LevelCard:
        card = _ListeningCard(self)
        card.clicked.connect(self._on_clicked)
        return card

    def _mark(self) -> None:
        chosen = self.card(self._level)
        shown = self.shown_cards()
        stop = chosen or (shown[0] if shown else None)
        for card in (*self.cards, self.not_applicable_card):
            card.is_editable = self._is_editable
            card.show_chosen(chosen=card is chosen)
            policy = Qt.FocusPolicy.StrongFocus if card is stop else Qt.FocusPolicy.ClickFocus
            if card.focusPolicy() != policy:
                card.setFocusPolicy(policy)
            shape = Qt.CursorShape.PointingHandCursor if self._is_editable else Qt.CursorShape.ArrowCursor
            if card.cursor().shape() != shape:
                card.setCursor(shape)

    @Slot()
    def _on_clicked(self) -> None:
        card = self.sender()
        if isinstance(card, LevelCard) and self._is_editable:
            level: Level = NOT_APPLICABLE if card.content.level is None else card.content.level
            self.chosen.emit(None if level == self._level else level)


class _ListeningCard(LevelCard):
    """Hands the keys that move between cards to the group instead of Qt's own radio logic."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in FORWARD | BACKWARD | ENTER | {Qt.Key.Key_Home, Qt.Key.Key_End}:
            event.ignore()
        else:
            super().keyPressEvent(event)
