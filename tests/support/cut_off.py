"""Finds text that is cut off: in labels, buttons and fields that got less room than their text needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QToolButton,
    QWidget,
)

from eucles_desk.ui.widgets import ElidedLabel

SLACK = 2
"""Pixels by which metrics and painting may differ."""


def cut_off(root: QWidget) -> list[str]:
    """Return what is cut off in a window, each as a kind of part with its text."""
    return sorted({f"{type(part).__name__}: {what}" for part, what in _found(root)})


def _found(root: QWidget) -> Iterator[tuple[QWidget, str]]:
    for part in root.findChildren(QWidget):
        if not part.isVisible() or not part.width() or _is_inner(part):
            continue
        text = _text(part)
        if not text:
            continue
        if _needs_more(part, text):
            yield part, f"“{text[:60]}” needs more room than {part.width()}x{part.height()}"
        elif not _lies_inside(part):
            yield part, f"“{text[:60]}” reaches out of what it lies in"


def _is_inner(part: QWidget) -> bool:
    """Return whether the part belongs to a control of Qt's own that cares for it."""
    return isinstance(part.parentWidget(), QComboBox)


def _text(part: QWidget) -> str:
    match part:
        case QToolButton() if part.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly:
            return ""
        case QLabel() | QAbstractButton():
            return part.text()
        case QComboBox():
            return part.currentText()
        case QLineEdit():
            return part.placeholderText() if not part.text() else ""
        case _:
            return ""


def _needs_more(part: QWidget, text: str) -> bool:
    match part:
        case ElidedLabel():
            return text != part.full_text() and part.toolTip() != part.full_text()
        case QLabel() if part.wordWrap():
            inside = part.contentsRect().width()
            words = () if part.textFormat() == Qt.TextFormat.RichText or "<a " in text else text.split()
            longest = max((part.fontMetrics().horizontalAdvance(word) for word in words), default=0)
            return part.heightForWidth(part.width()) > part.height() + SLACK or longest > inside + SLACK
        case QLineEdit():
            return part.fontMetrics().horizontalAdvance(text) > part.contentsRect().width() - SLACK
        case QComboBox():
            return part.fontMetrics().horizontalAdvance(text) > part.width()
        case _:
            hint = part.sizeHint()
            return hint.width() > part.width() + SLACK or hint.height() > part.height() + SLACK


def _lies_inside(part: QWidget) -> bool:
    """Return whether no part around it cuts it off; what scrolls shows the rest when it is scrolled."""
    around = part.parentWidget()
    while around is not None and not part.isWindow():
        if isinstance(around.parentWidget(), QAbstractScrollArea):
            area = cast("QAbstractScrollArea", around.parentWidget())
            across = QRect(part.mapTo(around, QPoint(0, 0)), part.size())
            bar_is_off = area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            if isinstance(area, QScrollArea) and (bar_is_off or not area.horizontalScrollBar().maximum()):
                return across.left() >= -SLACK and across.right() <= area.viewport().width() + SLACK
            return True
        box = QRect(part.mapTo(around, QPoint(0, 0)), part.size())
        if not around.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(box):
            return False
        if around.isWindow():
            break
        around = around.parentWidget()
    return True
