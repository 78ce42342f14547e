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
    disabled: str
    """What cannot be used now: told at once from what can."""
    hint: str
    """What an empty field asks for: told at once from what is entered."""
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
    disabled="#7b8896",
    hint="#52606d",
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
    disabled="#778695",
    hint="#9aa8b5",
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


CONTRAST_LIGHT = replace(
    LIGHT,
    text="#000000",
    muted="#000000",
    accent="#003f8a",
    accent_soft="#dcebff",
    second="#6b3300",
    track="#c4ccd4",
    grid="#595959",
    threshold="#8a0000",
    window="#ffffff",
    hover="#e4e9ee",
    line="#000000",
    border="#000000",
    disabled="#666666",
    hint="#595959",
    focus="#0000c8",
    link="#00309c",
    primary="#000000",
    primary_hover="#303030",
    sidebar="#000000",
    sidebar_active="#2c4a63",
    sidebar_text="#ffffff",
    sidebar_muted="#ffffff",
    sidebar_focus="#ffd84d",
    good="#004a1f",
    good_soft="#e8f7ec",
    warning="#553300",
    warning_soft="#fff4d6",
    danger="#8a0000",
    danger_soft="#fdeceb",
    gold="#ffe98a",
    gold_text="#2b2000",
    silver_text="#101820",
    bronze="#ffd9bf",
    bronze_text="#3d1600",
)
"""For those who need more contrast: text at 7 to 1, edges at 4.5 to 1; grey is only what cannot be used, and hints."""

CONTRAST_DARK = replace(
    DARK,
    background="#000000",
    text="#ffffff",
    muted="#ffffff",
    accent="#7cc7ff",
    accent_soft="#00263f",
    accent_text="#000000",
    second="#ffc27a",
    track="#3a3a3a",
    grid="#a6a6a6",
    threshold="#ffb0a8",
    window="#000000",
    hover="#262626",
    line="#ffffff",
    border="#ffffff",
    disabled="#949494",
    hint="#a6a6a6",
    focus="#ffd84d",
    link="#9ad4ff",
    primary="#ffffff",
    primary_hover="#d6d6d6",
    primary_text="#000000",
    sidebar="#000000",
    sidebar_active="#264a66",
    sidebar_text="#ffffff",
    sidebar_muted="#ffffff",
    sidebar_focus="#ffd84d",
    good="#8ff0b0",
    good_soft="#00210e",
    warning="#ffd98a",
    warning_soft="#2a1c00",
    danger="#ffb3ab",
    danger_soft="#330a07",
    gold="#3d3000",
    gold_text="#ffe98a",
    silver="#2c353d",
    silver_text="#ffffff",
    bronze="#40200f",
    bronze_text="#ffd9bf",
)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours as WCAG defines it, from 1 to 21."""
    lighter, darker = sorted((_luminance(QColor(one)), _luminance(QColor(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(of: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(of.redF()) + 0.7152 * linear(of.greenF()) + 0.0722 * linear(of.blueF())
