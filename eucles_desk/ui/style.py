"""The style rules for what Fusion and a palette cannot say: round corners, edges with enough contrast, focus frames.

Widgets ask for a look by the dynamic property ``look``; :mod:`eucles_desk.ui.widgets` sets it. Lengths are multiples of
the text size.
"""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eucles_desk.ui.colours import Colours

RULES = Template("""
QLabel[look="title"] { font-size: ${title}px; font-weight: bold; }
QLabel[look="heading"] { font-size: ${heading}px; font-weight: bold; }
QLabel[look="strong"] { font-weight: bold; }
QLabel[look="muted"], QCheckBox[look="muted"] { color: $muted; }
QLabel[look="small"] { font-size: ${small}px; color: $muted; }
QLabel[look="danger"] { color: $danger; }
QLabel[look="good"] { color: $good; }
QLabel[look="warning"] { color: $warning; }
QLabel[look="figure"] { font-size: ${figure}px; font-weight: bold; }

QFrame[look="card"] { background: $background; border: 1px solid $line; border-radius: ${round}px; }
QFrame[look="choice"] { background: $background; border: 1px solid $border; border-radius: ${round}px; }
QFrame[look="choice"]:hover { background: $hover; }
QFrame[look="choice-on"] { background: $accent_soft; border: 2px solid $accent; border-radius: ${round}px; }
QFrame[look="decide"] { background: $background; border: 2px solid $accent; border-radius: ${round}px; }
QFrame[look="drop"] { background: $background; border: 2px dashed $accent; border-radius: ${round}px; }
QFrame[look="inset"] { background: $accent_soft; border: 1px solid $line; border-radius: ${round}px; }
QFrame[look="plain"], QWidget[look="plain"] { background: $background; }
QFrame[look="strip"] { background: $background; border: none; border-top: 1px solid $line; }
QFrame[look="line"] { background: $line; border: none; }
QFrame[look="bar-info"] { background: $accent_soft; border: 1px solid $accent; border-radius: ${round}px; }
QFrame[look="bar-good"] { background: $good_soft; border: 1px solid $good; border-radius: ${round}px; }
QFrame[look="bar-warning"] { background: $warning_soft; border: 1px solid $warning; border-radius: ${round}px; }
QFrame[look="bar-danger"] { background: $danger_soft; border: 1px solid $danger; border-radius: ${round}px; }
QScrollArea[look="page"], QScrollArea[look="page"] > QWidget > QWidget[look="page"] { background: transparent;
    border: none; }

QPushButton { background: $background; color: $text; border: 1px solid $border; border-radius: ${round}px;
    padding: ${button_y}px ${button_x}px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $accent_soft; }
QPushButton:disabled { color: $disabled; border-color: $grid; background: $window; }
QPushButton[look="primary"] { background: $primary; color: $primary_text; border-color: $primary; font-weight: bold; }
QPushButton[look="primary"]:hover, QPushButton[look="primary"]:pressed { background: $primary_hover; }
QPushButton[look="primary"]:disabled { background: $track; color: $muted; border-color: $track; }
QPushButton[look="danger"] { color: $danger; border-color: $danger; }
QPushButton[look="danger"]:disabled { color: $disabled; border-color: $grid; }
QPushButton[look="link"] { background: transparent; border-color: transparent; color: $link; text-decoration: underline;
    padding: ${tight}px ${tight}px; }
QPushButton[look="quiet"] { background: transparent; border-color: transparent; padding: ${tight}px ${chip_x}px;
    font-size: ${small}px; color: $muted; }
QPushButton[lies="left"] { text-align: left; }
QPushButton[look="quiet"]:checked { background: $accent_soft; color: $text; }
QPushButton[look="quiet"]:hover { background: $hover; color: $text; }
QPushButton[look="quiet"]:disabled { color: $disabled; }
QPushButton[look="chip"] { border-radius: ${pill}px; padding: ${tight}px ${chip_x}px; }
QPushButton[look="chip"]:checked { background: $accent_soft; border-color: $accent; color: $text; }
QFrame[look="decide"] QPushButton[look="chip"]:checked { background: $accent; color: $accent_text; font-weight: bold; }
QToolButton { background: transparent; color: $text; border: 1px solid transparent; border-radius: ${round}px;
    padding: ${tight}px; }
QToolButton:hover { background: $hover; }
QToolButton:checked, QToolButton:pressed { background: $accent_soft; }
QPushButton:focus { border: 2px solid $focus; outline: none; padding: ${focus_y}px ${focus_x}px; }
QPushButton[look="primary"]:focus { background: $accent_soft; color: $text; border: 3px solid $focus;
    padding: ${focus_primary_y}px ${focus_primary_x}px; }
QPushButton[look="quiet"]:focus { padding: ${focus_tight}px ${focus_chip_x}px; }
QPushButton[look="link"]:focus { padding: ${focus_tight}px ${focus_tight}px; }
QPushButton[look="chip"]:focus, QPushButton[look="chip"]:checked:focus { border: 2px solid $focus;
    padding: ${focus_tight}px ${focus_chip_x}px; }
QToolButton:focus { border: 2px solid $focus; padding: ${focus_tight}px; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox { background: $background; color: $text;
    border: 1px solid $border; border-radius: ${round}px; padding: ${field}px; selection-background-color: $accent;
    selection-color: $accent_text; placeholder-text-color: $hint; }
QComboBox { combobox-popup: 0; }
QComboBox:!editable { padding-left: ${combo}px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
    border: 2px solid $focus; padding: ${focus_field}px; }
QComboBox:!editable:focus { padding-left: ${focus_combo}px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] { border-color: $danger; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled { background: $window;
    border-color: $grid; color: $muted; }
QLineEdit:read-only, QPlainTextEdit:read-only { background: $window; border-color: $grid; }
QComboBox QLineEdit, QComboBox QLineEdit:focus, QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {
    border: none; padding: 0; background: transparent; }
QComboBox::drop-down { border: none; width: ${arrow}px; }
QComboBox::down-arrow { image: url(icons:control-down.svg); width: ${icon}px; height: ${icon}px; }
QComboBox QAbstractItemView, QAbstractItemView[look="popup"] { background: $background; border: 1px solid $border;
    selection-background-color: $accent; selection-color: $accent_text; padding: 2px; outline: none; }
QAbstractSpinBox, QAbstractSpinBox:focus { padding-right: ${arrow}px; }
QAbstractSpinBox { padding-top: ${spin_top}px; padding-bottom: ${spin_bottom}px; }
QAbstractSpinBox:focus { padding-top: ${focus_spin_top}px; padding-bottom: ${focus_spin_bottom}px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; background: transparent; width: ${arrow}px; }
QAbstractSpinBox::up-arrow { image: url(icons:control-up.svg); width: ${icon}px; height: ${icon}px; }
QAbstractSpinBox::down-arrow { image: url(icons:control-down.svg); width: ${icon}px; height: ${icon}px; }

QCheckBox, QRadioButton { spacing: ${gap}px; border: 2px solid transparent; border-radius: ${round}px; padding: 2px; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $focus; outline: none; }
QCheckBox::indicator, QRadioButton::indicator { width: ${mark}px; height: ${mark}px; border: 1px solid $border;
    background: $background; }
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: ${half_mark}px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { background: $hover; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $disabled; }
QCheckBox::indicator:checked { background: #1f74b8; border-color: #1f74b8; image: url(icons:control-check.svg); }
QRadioButton::indicator:checked { background: #1f74b8; border-color: #1f74b8; image: url(icons:control-dot.svg); }

QAbstractItemView[look="popup"]::item { padding: ${tight}px; }
QSlider { min-height: ${slider}px; }
QSlider::groove:horizontal { background: $track; height: ${bar}px; border-radius: ${half_bar}px; }
QSlider::sub-page:horizontal { background: $accent; height: ${bar}px; border-radius: ${half_bar}px; }
QSlider::handle:horizontal { background: $background; border: 2px solid $accent; width: ${knob}px; height: ${knob}px;
    margin: -${knob_out}px 0; border-radius: ${half_knob}px; }
QSlider::handle:horizontal:hover { background: $accent_soft; }
QSlider::handle:horizontal:focus { background: $accent; border-color: $focus; }

QAbstractItemView { background: $background; border: none; outline: none; }
QAbstractItemView[look="page"] { background: transparent; }
QHeaderView::section { background: $window; color: $muted; border: none; border-bottom: 1px solid $line;
    padding: ${tight}px; font-weight: bold; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: ${scroll}px; }
QScrollBar:horizontal { height: ${scroll}px; }
QScrollBar::handle { background: $border; border: 3px solid $window; border-radius: ${scroll_round}px; }
QScrollBar::handle:vertical { min-height: ${arrow}px; }
QScrollBar::handle:horizontal { min-width: ${arrow}px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $track; border: none; border-radius: ${bar}px; height: ${bar2}px; max-height: ${bar2}px; }
QProgressBar::chunk { background: $accent; border-radius: ${bar}px; }
QToolTip { background: $background; color: $text; border: 1px solid $border; padding: ${tight}px; }
QSplitter::handle { background: $line; }
QSplitter::handle:hover { background: $focus; }
QMenu { background: $background; border: 1px solid $border; padding: ${tight}px; }
QMenu::item { padding: ${tight}px ${button_x}px; border-radius: 4px; }
QMenu::item:selected { background: $accent; color: $accent_text; }

QFrame#navigation { background: $sidebar; border: none; }
QFrame#navigation QLabel { color: $sidebar_text; }
QFrame#navigation QLabel[look="small"] { color: $sidebar_muted; }
QFrame#navigation QPushButton { background: transparent; color: $sidebar_text; border: 2px solid transparent;
    text-align: left; padding: ${side_y}px ${side_x}px; }
QFrame#navigation QPushButton:hover { background: $sidebar_active; }
QFrame#navigation QPushButton:checked { background: $sidebar_active; font-weight: bold; }
QFrame#navigation QToolButton { background: transparent; border: 2px solid transparent; padding: ${tight}px; }
QFrame#navigation QToolButton:hover { background: $sidebar_active; }
QFrame#navigation QToolButton:focus { border: 2px solid $sidebar_focus; }
QFrame#navigation QPushButton:focus { border: 2px solid $sidebar_focus; }
""")


def style_sheet(colours: Colours, em: int) -> str:
    """Return the rules for the colours, with lengths for a text size of ``em`` pixels."""

    def length(times: float, least: int = 1) -> int:
        return max(least, round(times * em))

    lengths = {
        "title": length(1.5),
        "heading": length(1.15),
        "figure": length(1.3),
        "small": length(0.88),
        "round": length(0.45),
        "pill": length(0.85),
        "button_y": length(0.42, 3),
        "button_x": length(0.95, 4),
        "chip_x": length(0.7, 4),
        "tight": length(0.26, 2),
        "gap": length(0.5),
        "field": length(0.36, 3),
        "combo": length(0.36, 3) + 2,
        "spin_top": length(0.36, 3) - 2,  # Qt adds three pixels to a field with arrows
        "spin_bottom": length(0.36, 3) - 1,
        "arrow": length(1.7),
        "icon": length(0.95),
        "mark": length(1.15),
        "half_mark": (length(1.15) + 2) // 2,
        "scroll": length(1.0, 12),
        "scroll_round": max(length(1.0, 12) // 2 - 1, 1),
        "bar": length(0.26),
        "half_bar": max(length(0.26) // 2, 1),
        "slider": 2 * length(0.45) + 6,
        "knob": 2 * length(0.45),
        "half_knob": length(0.45) + 1,
        "knob_out": length(0.45) + 2 - length(0.26) // 2,
        "bar2": 2 * length(0.26),
        "side_y": length(0.55),
        "side_x": length(0.75),
    }
    for name in ("button_y", "button_x", "chip_x", "tight", "field", "combo", "spin_top", "spin_bottom"):
        lengths["focus_" + name.removeprefix("button_")] = lengths[name] - 1
    lengths["focus_primary_y"], lengths["focus_primary_x"] = lengths["button_y"] - 2, lengths["button_x"] - 2
    by_role = {role: getattr(colours, role) for role in colours.__slots__}
    return RULES.substitute(by_role | {name: str(value) for name, value in lengths.items()})
