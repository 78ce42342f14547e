"""How the window looks: colours by role in light and dark, one font on every system, sizes that follow the text size.

The theme is one for the whole process, as Qt's style and palette are. What a palette cannot say stands in
:mod:`eucles_desk.ui.style`; nothing else in the window sets a style sheet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MethodType
from typing import cast
from weakref import WeakMethod

from PySide6.QtCore import QDir, QObject, Qt, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication
from shiboken6 import Shiboken

from eucles_desk.ui.style import style_sheet

FAMILY = "Noto Sans"
ICONS = "icons"
"""The prefix under which Qt finds the drawings."""
SMALLEST_TEXT, LARGEST_TEXT = 80, 200
LEAST_POINTS = 10.0
"""Systems with a smaller font of their own get this size at 100 %: Noto Sans runs large enough from here on."""


@dataclass(frozen=True, slots=True)
class Colours:
    """One colour, as ``#rrggbb``, for each role; the first ten are the roles of :mod:`eucles_desk.drawing.shapes`."""

    background: str
    """Cards, fields and charts."""
    text: str
    muted: str
    accent: str
    accent_soft: str
    accent_text: str
    second: str
    track: str
    grid: str
    threshold: str
    window: str
    """What cards lie on."""
    hover: str
    """A row or a plain button under the pointer."""
    line: str
    """Separators and the edges of cards, which nothing depends on."""
    border: str
    """The edge of a field or button, by which it is recognised."""
    focus: str
    link: str
    primary: str
    primary_hover: str
    primary_text: str
    sidebar: str
    sidebar_active: str
    sidebar_text: str
    sidebar_muted: str
    sidebar_focus: str
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    gold: str
    gold_text: str
    silver: str
    silver_text: str
    bronze: str
    bronze_text: str


LIGHT = Colours(
    background="#ffffff",
    text="#16202b",
    muted="#52606d",
    accent="#1f74b8",
    accent_soft="#e8f2fa",
    accent_text="#ffffff",
    second="#955500",
    track="#dbe2e9",
    grid="#d3dae1",
    threshold="#b3261e",
    window="#f3f5f8",
    hover="#edf1f5",
    line="#dde3e9",
    border="#7b8896",
    focus="#1769aa",
    link="#135e9b",
    primary="#13314a",
    primary_hover="#1f4d70",
    primary_text="#ffffff",
    sidebar="#13314a",
    sidebar_active="#235073",
    sidebar_text="#f2f7fb",
    sidebar_muted="#b3c6d6",
    sidebar_focus="#9bd0fa",
    good="#14643a",
    good_soft="#def2e5",
    warning="#7a4d00",
    warning_soft="#fdf0cf",
    danger="#a3201a",
    danger_soft="#fbe6e3",
    gold="#f7e6b0",
    gold_text="#5c4708",
    silver="#e3e8ed",
    silver_text="#3d4a56",
    bronze="#f4dac9",
    bronze_text="#6e3310",
)

DARK = Colours(
    background="#1b242d",
    text="#e9eef3",
    muted="#a9b6c2",
    accent="#5aa9e6",
    accent_soft="#1f3a51",
    accent_text="#07131e",
    second="#eda95c",
    track="#364451",
    grid="#35424e",
    threshold="#ff8f85",
    window="#121920",
    hover="#25303b",
    line="#2d3944",
    border="#778695",
    focus="#7cc0f5",
    link="#85c3f3",
    primary="#6db4ec",
    primary_hover="#8cc6f4",
    primary_text="#07131e",
    sidebar="#0c1822",
    sidebar_active="#1d4160",
    sidebar_text="#eef4f9",
    sidebar_muted="#a3b7c8",
    sidebar_focus="#7cc0f5",
    good="#86d8a5",
    good_soft="#173626",
    warning="#f2c56b",
    warning_soft="#3d2f10",
    danger="#ff9f95",
    danger_soft="#46201d",
    gold="#4a3b0c",
    gold_text="#f6df95",
    silver="#3a4651",
    silver_text="#dfe7ee",
    bronze="#4f2c18",
    bronze_text="#f5c9ae",
)


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
        self.system_points = 0.0
        self.colours = LIGHT

    @Slot()
    def on_system_changed(self) -> None:
        """Follow the system when the user wants that."""
        if self.choice == "system":
            apply(self.choice, self.text_size)


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


def set_up(resources: Path) -> None:
    """Make style, fonts and icons known; once, before the first window."""
    told = notifier()
    QApplication.setStyle("Fusion")
    if not told.system_points:
        system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        told.system_points = max(LEAST_POINTS, system.pointSizeF())
        application = cast("QApplication", QApplication.instance())
        application.styleHints().colorSchemeChanged.connect(told.on_system_changed)
    for name in ("Regular", "Bold", "Italic", "BoldItalic"):
        file = resources / "fonts" / f"NotoSans-{name}.ttf"
        if FAMILY not in QFontDatabase.families() or name != "Regular":
            QFontDatabase.addApplicationFont(str(file))
    QDir.setSearchPaths(ICONS, [str(resources / "icons")])


def apply(choice: str, text_size: int) -> None:
    """Show ``system``, ``light`` or ``dark`` colours and text at a percentage of its usual size, at once."""
    told = notifier()
    told.choice = choice
    told.text_size = min(max(text_size, SMALLEST_TEXT), LARGEST_TEXT)
    application = cast("QApplication", QApplication.instance())
    hints = application.styleHints()
    wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(choice, Qt.ColorScheme.Unknown)
    if hints.colorScheme() != wanted:
        hints.setColorScheme(wanted)
    scheme = hints.colorScheme() if wanted == Qt.ColorScheme.Unknown else wanted
    told.colours = DARK if scheme == Qt.ColorScheme.Dark else LIGHT
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        told.colours = strong(told.colours)
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


def strong(base: Colours) -> Colours:
    """Return the colours for those who ask their system for more contrast: no greys where something is to be read."""
    return replace(
        base, muted=base.text, border=base.text, line=base.border, grid=base.border, sidebar_muted=base.sidebar_text
    )


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
        role.PlaceholderText: from_colours.muted,
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
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(from_colours.border))
    return made


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours as WCAG defines it, from 1 to 21."""
    lighter, darker = sorted((_luminance(QColor(one)), _luminance(QColor(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(of: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(of.redF()) + 0.7152 * linear(of.greenF()) + 0.0722 * linear(of.blueF())
