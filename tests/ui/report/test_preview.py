"""Going through the pages of the preview."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from support.reporting import ShowReport

from eucles_desk.ui import theme


def test_preview_shows_the_pages_and_goes_through_them(show: ShowReport, qtbot: QtBot) -> None:
    shown = show()
    shown.rest()
    preview = shown.preview
    assert preview.page_count == 3
    assert preview.count_label.text() == "of 3"
    preview.view.setFocus()
    qtbot.keyClick(preview.view, Qt.Key.Key_PageDown)
    assert (preview.page, preview.page_edit.text()) == (1, "2")
    qtbot.keyClick(preview.view, Qt.Key.Key_End)
    assert preview.page == 2
    assert not preview.next_button.isEnabled()
    qtbot.mouseClick(preview.previous_button, Qt.MouseButton.LeftButton)
    assert preview.page == 1
    preview.page_edit.setFocus()
    preview.page_edit.selectAll()
    qtbot.keyClicks(preview.page_edit, "3")
    qtbot.keyClick(preview.page_edit, Qt.Key.Key_Return)
    assert preview.page == 2
    assert preview.view.accessibleName() == "Report, page 3 of 3"


def test_preview_zooms_by_button_and_key(show: ShowReport, qtbot: QtBot) -> None:
    shown = show()
    shown.rest()
    preview = shown.preview
    begin = preview.zoom
    qtbot.mouseClick(preview.in_button, Qt.MouseButton.LeftButton)
    assert preview.zoom == pytest.approx(begin * 1.2)
    preview.view.setFocus()
    qtbot.keyClick(preview.view, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert preview.zoom == pytest.approx(begin)
    qtbot.keyClick(preview.view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert preview.zoom == pytest.approx(preview.fitting_zoom)
    assert preview.zoom_label.text().endswith("%")


def test_pages_are_read_as_large_as_the_text_of_the_window(show: ShowReport) -> None:
    shown = show(size=(2600, 900))
    shown.rest()
    usual = shown.preview.zoom
    assert usual < shown.preview.fitting_zoom
    theme.apply("light", 150)
    try:
        assert shown.preview.zoom == pytest.approx(1.5 * usual)
    finally:
        theme.apply("light", 100)
