"""Colours that can be read, and a look that follows what the user wants."""

from __future__ import annotations

from dataclasses import fields

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDateEdit,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken
from support.whole_desk import RESOURCES

from eucles_desk.drawing.shapes import Role
from eucles_desk.ui import theme
from eucles_desk.ui.icons import pixmap, put_icon
from eucles_desk.ui.style import style_sheet
from eucles_desk.ui.widgets import label

THEMES = {
    "light": theme.LIGHT,
    "dark": theme.DARK,
    "high contrast light": theme.CONTRAST_LIGHT,
    "high contrast dark": theme.CONTRAST_DARK,
}
TEXT, EDGE = {False: 4.5, True: 7.0}, {False: 3.0, True: 4.5}
"""What WCAG asks for at level AA, and what high contrast gives: text as at level AAA."""
SURFACES = ("background", "window", "hover", "accent_soft")
TEXT_PAIRS = [
    *((text, surface) for text in ("text", "muted") for surface in SURFACES),
    *((text, surface) for text in ("link", "danger") for surface in ("background", "window", "accent_soft")),
    *((text, "background") for text in ("good", "warning", "threshold")),
    *((text, f"{text}_soft") for text in ("good", "warning", "danger")),
    *(("text", f"{kind}_soft") for kind in ("good", "warning", "danger")),
    *((f"{kind}_text", kind) for kind in ("gold", "silver", "bronze")),
    ("good", "accent_soft"),
    ("good", "hover"),
    ("danger", "hover"),
    ("accent_text", "accent"),
    ("primary_text", "primary"),
    ("primary_text", "primary_hover"),
    ("muted", "track"),
    ("hint", "background"),
    *((text, surface) for text in ("sidebar_text", "sidebar_muted") for surface in ("sidebar", "sidebar_active")),
]
"""Text on what it stands on: 4.5 to 1."""
EDGE_PAIRS = [
    *((edge, surface) for edge in ("border", "focus") for surface in ("background", "window", "accent_soft")),
    ("border", "hover"),
    ("focus", "hover"),
    ("disabled", "background"),
    ("disabled", "window"),
    ("sidebar_focus", "sidebar"),
    ("sidebar_focus", "sidebar_active"),
    *((drawn, "background") for drawn in ("accent", "second", "threshold")),
    ("accent", "window"),
    ("accent", "track"),
    ("threshold", "track"),
    ("primary", "background"),
    ("primary", "window"),
    ("background", "primary"),
]
"""Edges of controls, focus frames and what charts say by lines: 3 to 1."""


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_can_be_read(name: str, ink: str, ground: str) -> None:
    colours = THEMES[name]
    assert theme.contrast(getattr(colours, ink), getattr(colours, ground)) >= TEXT["contrast" in name]


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS)
def test_edges_and_focus_can_be_seen(name: str, edge: str, ground: str) -> None:
    colours = THEMES[name]
    assert theme.contrast(getattr(colours, edge), getattr(colours, ground)) >= EDGE["contrast" in name]


@pytest.mark.parametrize("name", THEMES)
def test_what_cannot_be_used_and_what_is_only_asked_for_are_told_from_what_is_there(name: str) -> None:
    colours = THEMES[name]
    assert theme.contrast(colours.disabled, colours.text) >= 2
    assert theme.contrast(colours.hint, colours.text) >= 2
    assert theme.contrast(colours.disabled, colours.sidebar) >= 3


def test_every_colour_is_looked_at() -> None:
    looked_at = {role for pair in (*TEXT_PAIRS, *EDGE_PAIRS) for role in pair}
    decoration = {"line", "grid"}
    assert {field.name for field in fields(theme.Colours)} - looked_at == decoration


def test_charts_find_a_colour_for_each_of_their_roles() -> None:
    assert {role.value for role in Role} <= {field.name for field in fields(theme.Colours)}


def test_contrast_is_that_of_the_guideline() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert theme.contrast("#ffffff", "#777777") == pytest.approx(4.48, abs=0.01)


def test_the_font_comes_with_the_program(qtbot: QtBot) -> None:
    assert theme.FAMILY in QFontDatabase.families()
    assert QFontInfo(QApplication.font()).family() == theme.FAMILY
    assert (RESOURCES / "fonts" / "NotoSans-Regular.ttf").is_file()


@pytest.mark.parametrize(("wanted", "shown"), [(50, 80), (100, 100), (200, 200), (300, 200)])
def test_text_size_keeps_to_its_bounds(qtbot: QtBot, wanted: int, shown: int) -> None:
    theme.apply("light", 100)
    usual = QApplication.font().pointSizeF()
    theme.apply("light", wanted)
    assert QApplication.font().pointSizeF() == pytest.approx(usual * shown / 100)


def test_everything_grows_with_the_text(qtbot: QtBot) -> None:
    heading, button = label("Heading", "heading"), QPushButton("Button")
    for made in (heading, button):
        qtbot.addWidget(made)
        made.show()
    put_icon(button, "plus")
    before = heading.sizeHint().height(), button.sizeHint().height(), button.iconSize().height()
    theme.apply("light", 200)
    after = heading.sizeHint().height(), button.sizeHint().height(), button.iconSize().height()
    assert all(large >= 1.8 * usual for large, usual in zip(after, before, strict=True))


@pytest.mark.parametrize("size", [80, 100, 125, 200])
def test_fields_side_by_side_are_of_one_height_also_the_one_with_the_keyboard(qtbot: QtBot, size: int) -> None:
    theme.apply("light", size)
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    made = [QLineEdit(), QDateEdit(), QSpinBox(), QComboBox()]
    for field in made:
        row.addWidget(field)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    heights: set[int] = set()
    for field in made:
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        heights |= {field.sizeHint().height() for field in made}
    assert max(heights) - min(heights) <= 1


def test_dark_and_light_change_the_palette_at_once(qtbot: QtBot) -> None:
    theme.apply("dark", 100)
    assert QApplication.palette().color(QPalette.ColorRole.Window) == QColor(theme.DARK.window)
    theme.apply("light", 100)
    assert QApplication.palette().color(QPalette.ColorRole.Window) == QColor(theme.LIGHT.window)


def test_the_system_decides_when_the_user_leaves_it_to_it(qtbot: QtBot) -> None:
    theme.apply("system", 100)
    theme.notifier().on_system_changed()
    scheme = QApplication.styleHints().colorScheme()
    assert theme.colours() is (theme.DARK if scheme == Qt.ColorScheme.Dark else theme.LIGHT)


def test_icons_are_drawn_in_the_colour_of_the_theme(qtbot: QtBot) -> None:
    drawn = pixmap("check", "#ff0000", 48).toImage()
    seen = {drawn.pixelColor(x, y).name() for x in range(48) for y in range(48) if drawn.pixelColor(x, y).alpha() > 200}
    assert seen == {"#ff0000"}


def test_every_icon_has_the_same_grid_and_weight() -> None:
    for file in (RESOURCES / "icons").glob("*.svg"):
        source = file.read_text(encoding="utf-8")
        if file.stem.startswith("control-") or "currentColor" not in source:
            continue
        assert 'viewBox="0 0 24 24"' in source, file.name
        assert 'stroke-width="1.75"' in source, file.name


@pytest.mark.parametrize(
    ("choice", "shown"), [("light", theme.CONTRAST_LIGHT), ("dark", theme.CONTRAST_DARK)], ids=["light", "dark"]
)
def test_high_contrast_stays_when_the_system_changes(qtbot: QtBot, choice: str, shown: theme.Colours) -> None:
    theme.apply(choice, 100, high_contrast=True)
    assert theme.colours() is shown
    theme.notifier().on_contrast_changed()
    assert theme.colours() is shown
    theme.apply(choice, 100)
    assert theme.colours() is not shown


class Follower(QObject):
    """Counts how often it was told."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.told = 0

    def on_changed(self) -> None:
        self.told += 1


def test_followers_are_told_until_either_half_of_them_goes(qtbot: QtBot) -> None:
    changed = theme.Changed()
    there, deleted = Follower(), Follower()
    for follower in (there, deleted, Follower()):
        changed.connect(follower.on_changed)
    Shiboken.delete(deleted)
    changed.emit()
    assert (there.told, deleted.told) == (1, 0)


def test_the_list_beside_a_file_dialog_is_not_coloured_like_the_navigation(qtbot: QtBot) -> None:
    theme.apply("light", 100)
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.show()
    beside = dialog.findChild(QListView, "sidebar")
    assert isinstance(beside, QListView)
    picture = beside.viewport().grab().toImage()
    assert picture.pixelColor(2, picture.height() - 3) == theme.colour("background")


@pytest.mark.parametrize("name", THEMES)
def test_the_frame_of_a_focused_primary_button_and_of_a_ticked_chip_can_be_seen(name: str) -> None:
    colours = THEMES[name]
    rules = style_sheet(colours, 14)
    frame = f"border: 3px solid {colours.focus}"
    primary = next(rule for rule in rules.split("}") if 'QPushButton[look="primary"]:focus' in rule)
    assert frame in primary
    assert f"background: {colours.accent_soft}" in primary
    chip = next(rule for rule in rules.split("}") if 'QPushButton[look="chip"]:checked:focus' in rule)
    assert f"border: 2px solid {colours.focus}" in chip
    for ground in (colours.accent_soft, colours.background, colours.window):
        assert theme.contrast(colours.focus, ground) >= 3
