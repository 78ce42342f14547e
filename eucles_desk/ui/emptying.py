"""Taking all widgets out of a layout, without asking it for items: Qt deletes those unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout


def empty(layout: QLayout) -> None:
    """Take the widgets out of a layout and delete them; it stands in a widget already."""
    parent = layout.parentWidget()
    options = Qt.FindChildOption.FindDirectChildrenOnly
    for widget in parent.findChildren(QWidget, options=options) if parent else ():
        if layout.indexOf(widget) >= 0:
            layout.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
