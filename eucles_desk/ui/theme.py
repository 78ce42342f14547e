"""How the window looks: colours by role in light and dark, one font on every system, sizes that follow the text size.

The theme is one for the whole process, as Qt's style and palette are. What a palette cannot say stands in
:mod:`eucles_desk.ui.style`; nothing else in the window sets a style sheet.
"""

from __future__ import annotations

from functools import partial
from types import MethodType
from typing import TYPE_CHECKING, cast
from weakref import WeakMethod

from PySide6.QtCore import QDir, QObject, Qt, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication
from shiboken6 import Shiboken

from eucles_desk.ui.colours import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Colours, contrast
from eucles_desk.ui.style import style_sheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = [
    "CONTRAST_DARK",
    "CONTRAST_LIGHT",
    "DARK",
    "LIGHT",
    "Colours",
    "apply",
    "colour",
    "colours",
    "contrast",
    "em",
    "font",
    "notifier",
    "set_up",
]

FAMILY = "Noto Sans"
STYLE = "Fusion"
ICONS = "icons"
"""The prefix under which Qt finds the drawings."""
SMALLEST_TEXT, LARGEST_TEXT = 80, 200
LEAST_POINTS = 10.0
"""Systems with a smaller font of their own get this size at 100 %: Noto Sans runs large enough from here on."""


class Changed:
    """Calls those who paint or hold pictures by themselves when colours or text size are others.

    It stands where a Qt signal would. That one also reaches a widget whose Python half has been collected while its
    Qt half still waits to be deleted, and then finds a method without its object.
    """

    def __init__(self) -> None:
        self._slots: list[Callable[[], Callable[[], object] | None]] = []

    def connect(self, slot: Callable[[], object]) -> None:
        """Call a function or a widget's method from now on, the method for as long as its widget lives."""
        if isinstance(slot, MethodType):
            self._slots.append(WeakMethod(slot))
        else:
            self._slots.append(partial(_itself, slot))

    def emit(self) -> None:
        """Call everyone who is still there."""
        slots = [(reference, reference()) for reference in self._slots]
        self._slots = [reference for reference, slot in slots if slot is not None and _is_there(slot)]
        for _, slot in slots:
            if slot is not None and _is_there(slot):
                slot()


class Notifier(QObject):
    """What is shown now.

    Attributes:
        changed: Tells of other colours or another text size.
    """

    def __init__(self) -> None:
        super().__init__()
        self.changed = Changed()
        self.choice = "system"
        self.text_size = 100
        self.high_contrast = False
        self.system_points = 0.0
        self.colours = LIGHT

    @Slot()
    def on_contrast_changed(self) -> None:
        """Follow the system's contrast, whatever the colours."""
        apply(self.choice, self.text_size, high_contrast=self.high_contrast)

    @Slot()
    def on_system_changed(self) -> None:
        """Follow the system when the user wants that."""
        if self.choice == "system":
            apply(self.choice, self.text_size, high_contrast=self.high_contrast)


def _itself(slot: Callable[[], object]) -> Callable[[], object]:
    return slot


def _is_there(slot: Callable[[], object]) -> bool:
    owner = getattr(slot, "__self__", None)
    return not isinstance(owner, QObject) or Shiboken.isValid(owner)


_state: list[Notifier] = []


def notifier() -> Notifier:
    """Return the one that tells of changes; it lives as long as the program."""
    if not _state:
        _state.append(Notifier())
    return _state[0]


def colours() -> Colours:
    """Return the colours in use."""
    return notifier().colours


def colour(role: str) -> QColor:
    """Return the colour in use for a role."""
    return QColor(getattr(colours(), role))


def em(times: float = 1.0) -> int:
    """Return a length in pixels, in multiples of the text size, so that spaces grow with the text."""
    return max(1, round(times * QFontInfo(QApplication.font()).pixelSize()))


def font(scale: float = 1.0, *, bold: bool = False) -> QFont:
    """Return the program's font at a multiple of the text size."""
    made = QFont(QApplication.font())
    made.setPointSizeF(made.pointSizeF() * scale)
    made.setBold(bold)
    return made


def set_up(resources: Path, *, is_styled: bool = False) -> None:
    """Make style, fonts and icons known; once, before the first window.

    ``is_styled`` says that the application was made with :data:`STYLE`, which spares a start 5 ms: setting it hands
    the style back, and all terms of styles would be made for that.
    """
    told = notifier()
    if not is_styled:
        QApplication.setStyle(STYLE)
    if not told.system_points:
        system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        told.system_points = max(LEAST_POINTS, system.pointSizeF())
        application = cast("QApplication", QApplication.instance())
        application.styleHints().colorSchemeChanged.connect(told.on_system_changed)
        application.styleHints().accessibility().contrastPreferenceChanged.connect(told.on_contrast_changed)
    for name in ("Regular", "Bold"):  # the window sets nothing in italics
        file = resources / "fonts" / f"NotoSans-{name}.ttf"
        if FAMILY not in QFontDatabase.families() or name != "Regular":
            QFontDatabase.addApplicationFont(str(file))
    QDir.setSearchPaths(ICONS, [str(resources / "icons")])


def apply(choice: str, text_size: int, *, high_contrast: bool = False) -> None:
    """Show ``system``, ``light`` or ``dark`` colours and text at a percentage of its usual size, at once.

    Contrast is high when that is asked for here or in the system's settings.
    """
    told = notifier()
    told.choice = choice
    told.high_contrast = high_contrast
    told.text_size = min(max(text_size, SMALLEST_TEXT), LARGEST_TEXT)
    application = cast("QApplication", QApplication.instance())
    hints = application.styleHints()
    wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(choice, Qt.ColorScheme.Unknown)
    if hints.colorScheme() != wanted:
        hints.setColorScheme(wanted)
    scheme = hints.colorScheme() if wanted == Qt.ColorScheme.Unknown else wanted
    is_dark = scheme == Qt.ColorScheme.Dark
    wants_contrast = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
    if high_contrast or wants_contrast:
        told.colours = CONTRAST_DARK if is_dark else CONTRAST_LIGHT
    else:
        told.colours = DARK if is_dark else LIGHT
    made = QFont(FAMILY)
    made.setPointSizeF((told.system_points or LEAST_POINTS) * told.text_size / 100)
    if QApplication.font() != made:
        QApplication.setFont(made)
    painted, rules = palette(told.colours), style_sheet(told.colours, em())
    if QApplication.palette() != painted:
        QApplication.setPalette(painted)
    if application.styleSheet() != rules:
        application.setStyleSheet(rules)
    told.changed.emit()


def palette(from_colours: Colours) -> QPalette:
    """Return Qt's palette for the colours."""
    role = QPalette.ColorRole
    made = QPalette()
    named = {
        role.Window: from_colours.window,
        role.WindowText: from_colours.text,
        role.Base: from_colours.background,
        role.AlternateBase: from_colours.hover,
        role.Text: from_colours.text,
        role.PlaceholderText: from_colours.hint,
        role.Button: from_colours.background,
        role.ButtonText: from_colours.text,
        role.BrightText: from_colours.danger,
        role.ToolTipBase: from_colours.background,
        role.ToolTipText: from_colours.text,
        role.Highlight: from_colours.accent,
        role.HighlightedText: from_colours.accent_text,
        role.Accent: from_colours.accent,
        role.Link: from_colours.link,
        role.LinkVisited: from_colours.link,
        role.Light: from_colours.background,
        role.Midlight: from_colours.hover,
        role.Mid: from_colours.line,
        role.Dark: from_colours.border,
        role.Shadow: from_colours.border,
    }
    for name, value in named.items():
        made.setColor(name, QColor(value))
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(from_colours.disabled))
    return made
