"""Labels, buttons and spaces: what every part of the window is made of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QWidget,
)

from eucles_desk.ui import theme
from eucles_desk.ui.icons import put_icon


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


def upright() -> QFrame:
    """Return a thin vertical line."""
    line = QFrame()
    line.setFixedWidth(1)
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
