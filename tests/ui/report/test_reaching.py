"""Everything on the report page has a name and can be reached by the keyboard, from top to bottom."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QProgressBar,
    QRadioButton,
    QWidget,
)
from support.gold import assessment, levels_for
from support.reporting import Shown, ShowReport

from eucles_desk.assessment.terms import Step

SPOKEN = (QAbstractButton, QLineEdit, QComboBox, QProgressBar)


def filled(show: ShowReport, tmp_path: Path) -> Shown:
    """Show a page with everything that it can have: a stored report, signing, a stored one on screen."""
    shown = show(value=assessment(agreed=levels_for(128), step=Step.AWARDED), size=(1100, 900))
    shown.rest()
    shown.save(shown.page.options.save_button, tmp_path / "Example.pdf")
    shown.qtbot.waitUntil(lambda: len(shown.page.issuing.list.rows) == 1)
    shown.page.message.put_away()
    shown.click(shown.page.options.signature_field.sign_box)
    return shown


def controls(page: QWidget) -> list[QWidget]:
    found = [widget for kind in SPOKEN for widget in page.findChildren(kind) if widget.isVisible()]
    return [widget for widget in found if not isinstance(widget.parentWidget(), QComboBox)]


def test_everything_is_named(show: ShowReport, tmp_path: Path) -> None:
    QAccessible.setActive(True)
    shown = filled(show, tmp_path)
    shown.click(shown.page.issuing.list.rows[0].show_button)
    shown.qtbot.waitUntil(shown.page.holder.banner.isVisible)
    for widget in controls(shown.page):
        name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()
        assert name, f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
    row = shown.page.issuing.list.rows[0]
    assert row.show_button.accessibleName().startswith("Show the stored report: Full report, English, ")


def test_kinds_say_what_they_are(show: ShowReport) -> None:
    for button in show().page.options.kinds.buttons.values():
        assert button.accessibleDescription()


def test_names_of_fields_lead_to_them(show: ShowReport, tmp_path: Path) -> None:
    shown = filled(show, tmp_path)
    buddies = {label.text(): label.buddy() for label in shown.page.findChildren(QLabel) if label.buddy()}
    options = shown.page.options
    assert buddies["Language of the report"] is options.language_box
    assert buddies["Kind of report"] is options.kinds
    assert buddies["Template"] is options.template_field
    assert buddies["Passphrase of the file"] is options.signature_field.passphrase_edit
    for field in (options.kinds, options.template_field, options.signature_field):
        assert field.focusProxy() is not None


def test_tab_reaches_every_control_from_top_to_bottom(show: ShowReport, tmp_path: Path) -> None:
    shown = filled(show, tmp_path)
    page = shown.page
    page.activateWindow()
    shown.qtbot.waitUntil(page.isActiveWindow)
    first = page.options.kinds.value
    page.options.kinds.buttons[first].setFocus()
    reached: list[QWidget] = []
    for _ in range(60):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus in reached:
            break
        reached.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    wanted = [
        widget
        for widget in controls(page)
        if widget.isEnabled() and not isinstance(widget, QRadioButton | QProgressBar)
    ]
    assert [widget for widget in wanted if widget not in reached] == []
    panel = [widget for widget in reached if page.options.scroller.isAncestorOf(widget)]
    content = page.options.scroller.widget()
    assert content is not None
    tops = [widget.mapTo(content, widget.rect().center()).y() for widget in panel]
    assert all(lower - upper > -8 for upper, lower in pairwise(tops)), list(zip(panel, tops, strict=True))
