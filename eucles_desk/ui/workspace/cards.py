"""The level cards: one for each level of the scale, one of them chosen, as radio buttons are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from eucles_desk.assessment.terms import NOT_APPLICABLE
from eucles_desk.ui import theme
from eucles_desk.ui.icons import pixmap
from eucles_desk.ui.language import tr
from eucles_desk.ui.widgets import spaced
from eucles_desk.ui.workspace.card_marks import LINE, Mark, marks_width, paint_marks
from eucles_desk.ui.workspace.painting import em, font, paint_focus, rounded
from eucles_desk.ui.workspace.wrapped import WrappedText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eucles_desk.assessment.values import Level

RING: Final = 3
LEAST_RING: Final = 2
"""Room around a card for the focus frame, in pixels; the lesser where the window is low."""
FORWARD: Final = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Right})
BACKWARD: Final = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Left})
ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


@dataclass(frozen=True, slots=True)
class CardContent:
    """What a card says: a level with its text, and what is remarkable about it.

    Attributes:
        last: Says that the level was given last time.
        own: Says that the cluster gives itself the level.
        experts: Says which experts gave it, once their judgements are open.
    """

    level: int | None
    text: str
    minimum: str = ""
    suggested: str = ""
    last: str = ""
    own: str = ""
    experts: str = ""

    @property
    def key(self) -> str:
        """The key that chooses the level; ``None`` is the card for *not applicable*."""
        return "N" if self.level is None else str(self.level)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What stands at the end of the card."""
        marks = (
            Mark(self.minimum, is_plain=True),
            Mark(self.last, "history"),
            Mark(self.own, "clusters"),
            Mark(self.experts, "person"),
            Mark(self.suggested),
        )
        return tuple(mark for mark in marks if mark.text)


class LevelCard(QRadioButton):
    """One level. It does not check itself: whoever hears of the click stores the level and then shows it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = CardContent(0, "")
        self.is_editable = True
        self._is_dense = False
        self._text = WrappedText()
        self._heights: dict[int, int] = {}
        self._marks_width: int | None = None
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
        self.setAccessibleName(self._spoken())
        self._measure_anew()

    def show_dense(self, *, dense: bool) -> None:
        """Take less room around the text, where the window is low."""
        if dense != self._is_dense:
            self._is_dense = dense
            self._measure_anew()

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
            inside = self._text_width(width)
            self._text.set(self.content.text, self.font())
            height = self._text.height(inside) + (em(LINE) if self._has_marks_below(inside) else 0)
            known = self._heights[width] = round(max(height, em(LINE))) + 2 * (self._ring + self._pad)
        return known

    def sizeHint(self) -> QSize:
        """Return a width that lets the layout decide."""
        return QSize(em(20), em(3))

    def minimumSizeHint(self) -> QSize:
        """Let the card become narrow."""
        return QSize(em(10), em(2))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(self._ring, self._ring, -self._ring, -self._ring)
        top, width = box.top() + self._pad, self._text_width(self.width())
        self._paint_box(painter, box)
        self._paint_key(painter, box, top)
        self._text.set(self.content.text, self.font())
        room = max(0.0, em(LINE) - self._text.height(width)) / 2
        painter.setPen(theme.colour("text"))
        self._text.paint(painter, box.left() + self._text_left, top + room, width)
        if self.isChecked():
            size = em(1.2)
            sign = pixmap("check", theme.colour("accent").name(), size, self.devicePixelRatioF())
            painter.drawPixmap(round(box.right() - em(0.4) - size), round(top + (em(LINE) - size) / 2), sign)
        right = box.left() + self._text_left + width
        paint_marks(painter, self.content.marks, right, box.bottom() - self._pad - em(LINE), self.devicePixelRatioF())
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Fit another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure_anew()

    def _measure_anew(self) -> None:
        self._heights.clear()
        self._marks_width = None
        self.updateGeometry()
        self.update()

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

    def _paint_key(self, painter: QPainter, box: QRectF, top: float) -> None:
        rect = QRectF(box.left() + em(0.65 if self._is_dense else 0.85), top, em(1.6), em(LINE))
        chosen = self.isChecked()
        fill = theme.colour("accent") if chosen else theme.colour("background")
        rounded(painter, rect, fill, theme.colour("accent" if chosen else "border"))
        painter.setFont(font(0.88, bold=True))
        painter.setPen(theme.colour("accent_text" if chosen else "text"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.content.key)

    @property
    def _pad(self) -> int:
        """Room above and below the text."""
        return em(0.1 if self._is_dense else 0.45)

    @property
    def _ring(self) -> int:
        return LEAST_RING if self._is_dense else RING

    @property
    def _text_left(self) -> int:
        return em(2.7 if self._is_dense else 3.1)

    def _text_width(self, width: int) -> int:
        # The check's room is kept free on every card, so that choosing one never breaks its lines anew.
        return max(width - self._ring * 2 - self._text_left - em(2.0), em(4))

    def _has_marks_below(self, inside: int) -> bool:
        """Return whether the marks do not fit behind the last line of the text."""
        if self._marks_width is None:
            self._marks_width = marks_width(self.content.marks)
        return bool(self._marks_width) and self._text.last_line(inside) + em(0.8) + self._marks_width > inside

    def _spoken(self) -> str:
        content = self.content
        name = tr("Not applicable") if content.level is None else tr("Level {level}", level=content.level)
        return ", ".join((f"{name}: {content.text}", *(mark.text for mark in content.marks)))


class LevelCards(QWidget):
    """The cards of one criterion, the highest level first.

    The arrow keys move from card to card without choosing, so that the texts can be read without judging; the space
    bar, Enter, a click and the digits choose.

    Signals:
        chosen: The user gave this level, another than the one given so far.
    """

    chosen = Signal(object)

    def __init__(self, levels: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level: Level = None
        self._is_editable = True
        self.setAccessibleName(tr("Level"))
        column = self._column = QVBoxLayout(self)
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

    def show_dense(self, *, dense: bool) -> None:
        """Take less room around the texts, where the window is low."""
        self._column.setSpacing(theme.em(0 if dense else 0.15))
        for card in (*self.cards, self.not_applicable_card):
            card.show_dense(dense=dense)

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
            if level != self._level:
                self.chosen.emit(level)


class _ListeningCard(LevelCard):
    """Hands the keys that move between cards to the group instead of Qt's own radio logic."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in FORWARD | BACKWARD | ENTER | {Qt.Key.Key_Home, Qt.Key.Key_End}:
            event.ignore()
        else:
            super().keyPressEvent(event)
