"""When the label is out of reach, the figure that says so leads to what would have to rise."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget
from support import gold
from support.desk import Show, scoring

IDS = [criterion.id for criterion in gold.public_edition().criteria_of("gold")]


def test_the_figure_lists_the_levels_that_would_have_to_rise(show: Show) -> None:
    desk = show(scoring(dict.fromkeys(IDS, 2)))
    stat = desk.strip.distance_stat
    assert "at most" in stat.words
    assert stat.focusPolicy() == Qt.FocusPolicy.TabFocus
    stat.setFocus()
    QTest.keyClick(stat, Qt.Key.Key_Space)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    view = popup.findChild(QListWidget)
    assert view is not None
    texts = [view.item(row).text() for row in range(view.count())]
    popup.hide()
    assert "The fewest levels that would have to rise" in texts
