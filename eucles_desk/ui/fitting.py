"""Where a window stands: as it was left, and with its whole frame on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QByteArray, QRect, QSettings, QSize, QTimer

from eucles_desk.ui import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

USUAL: Final = QSize(1280, 800)
GEOMETRY: Final = "window/geometry"
SMALLEST: Final = QSize(1024, 640)
"""Pages need as much room; on a smaller screen the window is as large as that."""

TITLE_BAR: Final = 24
"""How high it is in the program's style, which is not asked: to know all terms of styles takes 5 ms of a start."""
NARROWEST: Final = 900
MARGIN: Final = 40
"""What a dialog leaves free of the window that it belongs to."""


def resize_within(dialog: QWidget, width: float, height: float) -> None:
    """Give a dialog a size in multiples of the text size, but no larger than the window or screen it belongs to."""
    parent = dialog.parentWidget()
    room = parent.window().size() if parent else dialog.screen().availableSize()
    dialog.resize(min(theme.em(width), room.width() - MARGIN), min(theme.em(height), room.height() - MARGIN))


def restore_geometry(window: QWidget) -> None:
    """Put a window where one was left the last time, as far as it fits the screens of today."""
    window.setMinimumSize(SMALLEST)
    kept = cast("QByteArray", QSettings().value(GEOMETRY, QByteArray(), type=QByteArray))
    if kept.isEmpty() or not window.restoreGeometry(kept):
        window.resize(USUAL)
    fit_to_screen(window)


def keep_geometry(window: QWidget) -> None:
    """Write where a window is left."""
    QSettings().setValue(GEOMETRY, window.saveGeometry())


def fit_to_screen(window: QWidget) -> None:
    """Make a window not larger than the screen that it is on, and move it there with its whole frame.

    A screen too narrow for the pages is let alone: the one that Qt has where there is none is 800 wide.

    How wide the frame is the system tells only once the window is shown; before, the title bar is guessed.
    """
    if window.isMaximized() or window.isFullScreen():
        return
    screen = window.screen().availableGeometry()
    outer, inner = window.frameGeometry(), window.geometry()
    left, top = inner.left() - outer.left(), inner.top() - outer.top()
    if not top and not window.isVisible():
        top = TITLE_BAR
    free = screen.adjusted(left, top, inner.right() - outer.right(), inner.bottom() - outer.bottom())
    if screen.width() < NARROWEST:
        return
    fitted = within(inner, free)
    window.setMinimumSize(SMALLEST.boundedTo(free.size()))
    fitted = within(fitted.united(QRect(fitted.topLeft(), window.minimumSize())), free)
    if fitted != window.geometry():
        window.setGeometry(fitted)


def fit_once_shown(window: QWidget) -> None:
    """Fit a window again when the system has put its frame around it."""
    QTimer.singleShot(0, window, lambda: fit_to_screen(window))


def within(wanted: QRect, free: QRect) -> QRect:
    """Return a rectangle as large as wanted and near to there, but within what is free."""
    found = QRect(wanted.topLeft(), wanted.size().boundedTo(free.size()))
    found.moveLeft(min(max(found.left(), free.left()), free.right() + 1 - found.width()))
    found.moveTop(min(max(found.top(), free.top()), free.bottom() + 1 - found.height()))
    return found
