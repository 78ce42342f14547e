"""The small parts that all pages are made of: cards, headings, buttons, badges, message bars, empty states."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from eucles_desk.ui import theme
from eucles_desk.ui.icons import pixmap, put_icon
from eucles_desk.ui.language import tr

LABEL_KINDS = frozenset({"gold", "silver", "bronze"})


def set_look(widget: QWidget, look: str) -> None:
    """Give a widget one of the looks of :mod:`eucles_desk.ui.style`; works before and after it is shown."""
    widget.setProperty("look", look)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def label(text: str = "", look: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """Return a plain-text label; looks are title, heading, strong, muted, small, figure, good, warning, danger."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if look:
        made.setProperty("look", look)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return made


def button(text: str, icon: str = "", *, look: str = "") -> QPushButton:
    """Return a button; looks are empty (plain), primary, danger, link, chip."""
    made = QPushButton(text)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    if look:
        made.setProperty("look", look)
    if icon:
        roles = {"primary": "primary_text", "danger": "danger", "link": "link"}
        put_icon(made, icon, roles.get(look, "text"), 1.2)
    return made


def primary_button(text: str, icon: str = "") -> QPushButton:
    """Return the one button of a page or form that goes on."""
    return button(text, icon, look="primary")


def icon_button(name: str, icon: str, *, tip: str = "") -> QToolButton:
    """Return a button that shows only an icon; ``name`` is what a screen reader says and what the pointer shows."""
    made = QToolButton()
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAccessibleName(name)
    made.setToolTip(tip or name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    put_icon(made, icon)
    return made


def separator() -> QFrame:
    """Return a thin horizontal line."""
    line = QFrame()
    line.setFixedHeight(1)
    line.setProperty("look", "line")
    return line


def framed_popup(completer: QCompleter) -> None:
    """Set the list that a completer shows off from what lies under it."""
    popup = completer.popup()
    if popup is not None:
        popup.setProperty("look", "popup")
        popup.setFrameShape(QFrame.Shape.Box)


def spaced(layout: QLayout, margin: float = 0.0, spacing: float = 0.6) -> None:
    """Set margins and spacing of a layout in multiples of the text size."""
    edge = theme.em(margin) if margin else 0
    layout.setContentsMargins(edge, edge, edge, edge)
    layout.setSpacing(theme.em(spacing) if spacing else 0)


def page_margins(layout: QLayout) -> None:
    """Set the margins of a page: pixels rather than text sizes sideways, since large text needs the room itself."""
    across = min(theme.em(2), 28)
    layout.setContentsMargins(across, min(theme.em(1.5), 24), across, min(theme.em(1.2), 18))


def scrolling(content: QWidget) -> QScrollArea:
    """Return a page that scrolls vertically when the window is too small for its content."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    area.setProperty("look", "page")
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    content.setProperty("look", "page")
    area.setWidget(content)
    return area


class Card(QFrame):
    """A surface with round corners; ``body`` is its layout."""

    def __init__(self, title: str = "", *, look: str = "card", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", look)
        self.body = QVBoxLayout(self)
        spaced(self.body, 1.1, 0.6)
        if title:
            self.heading = label(title, "heading", wrap=True)
            self.body.addWidget(self.heading)


class PageHeader(QWidget):
    """Title and subtitle of a page, with its actions at the right."""

    def __init__(self, title: str, subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label(title, "title", wrap=True)
        self.subtitle = label(subtitle, "muted", wrap=True)
        if not subtitle:
            self.subtitle.hide()  # showing it is left to its parent: without one it would be a window
        texts = QVBoxLayout()
        spaced(texts, 0, 0.2)
        texts.addWidget(self.title)
        texts.addWidget(self.subtitle)
        self.buttons = QHBoxLayout()
        spaced(self.buttons, 0, 0.6)
        row = QHBoxLayout(self)
        spaced(row, 0, 1.0)
        row.addLayout(texts, 1)
        row.addLayout(self.buttons)

    def say(self, title: str, subtitle: str = "") -> None:
        """Show other words."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))


class ElidedLabel(QLabel):
    """One line that ends in an ellipsis where it does not fit; its tool tip and accessible name have the whole text."""

    def __init__(self, text: str = "", look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._full = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        if look:
            self.setProperty("look", look)
        self.say(text)

    def say(self, text: str) -> None:
        """Show a text."""
        self._full = text
        self.setAccessibleName(text)
        self._elide()

    def full_text(self) -> str:
        """Return the whole text."""
        return self._full

    def minimumSizeHint(self) -> QSize:
        """Let the label become narrow."""
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """Ask for the width of the whole text."""
        width = self.fontMetrics().horizontalAdvance(self._full) + 2
        return QSize(width, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text to the new width."""
        super().resizeEvent(event)
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        """Fit the text to a new font."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, max(self.width(), 1))
        if shown != self.text():
            self.setText(shown)
            self.setToolTip("" if shown == self._full else self._full)


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


class MessageBar(QFrame):
    """A sentence above the content that stays until it is closed or no longer true; it never blocks.

    Signals:
        action: The user wants what the bar's button offers.
        closed: The user has put the bar away.
    """

    action = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QLabel()
        self._text = label("", wrap=True, selectable=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = button("")
        self._close = icon_button(tr("Put this message away"), "close")
        row = QHBoxLayout(self)
        spaced(row, 0.5, 0.7)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self._action.clicked.connect(self.action)
        self._close.clicked.connect(self.put_away)
        theme.notifier().changed.connect(self._draw_icon)
        self._kind = "info"
        self.hide()

    @property
    def text(self) -> str:
        """What the bar says."""
        return self._text.text()

    @property
    def action_button(self) -> QPushButton:
        """The button that does something about it."""
        return self._action

    def say(self, text: str, kind: str = "info", action: str = "") -> None:
        """Show a sentence; kinds are info, good, warning, danger; ``action`` is the text of a button, if any."""
        self._kind = kind
        self._text.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(text)
        set_look(self, f"bar-{kind}")
        self._draw_icon()
        self.show()

    def is_about(self, kind: str) -> bool:
        """Return whether the bar is shown and says something of this kind."""
        return not self.isHidden() and self._kind == kind

    def put_away(self) -> None:
        """Hide the bar."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def _draw_icon(self) -> None:
        names = {"info": ("info", "accent"), "good": ("check", "good")}
        name, role = names.get(self._kind, ("warning", self._kind))
        self._icon.setPixmap(pixmap(name, theme.colour(role).name(), theme.em(1.5), self.devicePixelRatioF()))


class EmptyState(QWidget):
    """What a page says when there is nothing on it yet: a heading, a few lines that teach, and what to do."""

    def __init__(
        self, title: str, lines: Sequence[str], buttons: Iterable[QPushButton] = (), icon: str = "list"
    ) -> None:
        super().__init__()
        self._icon_name = icon
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        spaced(column, 1.5, 0.5)
        column.addStretch(2)
        column.addWidget(self._icon)
        column.addWidget(_centred(label(title, "heading", wrap=True)))
        for line in lines:
            text = _centred(label(line, "muted", wrap=True))
            column.addWidget(text)
        row = QHBoxLayout()
        spaced(row, 0, 0.7)
        row.addStretch()
        self.first_button: QPushButton | None = None
        for made in buttons:
            self.first_button = self.first_button or made
            row.addWidget(made)
        row.addStretch()
        column.addSpacing(theme.em(0.7))
        column.addLayout(row)
        column.addStretch(3)
        theme.notifier().changed.connect(self._draw_icon)
        self._draw_icon()

    def _draw_icon(self) -> None:
        shown = pixmap(self._icon_name, theme.colour("muted").name(), theme.em(3.2), self.devicePixelRatioF())
        self._icon.setPixmap(shown)


class FlowLayout(QLayout):
    """Sets widgets side by side and begins a new line where the next does not fit, so that chips survive large text."""

    def __init__(self, parent: QWidget | None = None, spacing: float = 0.4) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        spaced(self, 0, spacing)

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item; Qt calls this."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Return an item."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Take an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Say that the layout takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that a narrower layout is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return the size of all items in one line."""
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in shown) + self.spacing() * max(len(shown) - 1, 0)
        return QSize(width, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:
        """Return the size of the largest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, height = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if height and x + size.width() > rect.right() + 1:
                x, y, height = rect.x(), y + height + self.spacing(), 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self.spacing()
            height = max(height, size.height())
        return y + height - rect.y()


def _centred(text: QLabel) -> QLabel:
    text.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return text
