"""The colours of the window by role, in light and dark."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtGui import QColor


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


def strong(base: Colours) -> Colours:
    """Return the colours for those who ask their system for more contrast: no greys where something is to be read."""
    return replace(
        base, muted=base.text, border=base.text, line=base.border, grid=base.border, sidebar_muted=base.sidebar_text
    )


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours as WCAG defines it, from 1 to 21."""
    lighter, darker = sorted((_luminance(QColor(one)), _luminance(QColor(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(of: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(of.redF()) + 0.7152 * linear(of.greenF()) + 0.0722 * linear(of.blueF())
