"""A user at the program's own window: real keys and real clicks, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from eucles_desk.app.session import Session
from eucles_desk.ui.assessment.page import AssessmentPage
from eucles_desk.ui.main_window import MainWindow

Found = TypeVar("Found", bound=QWidget)
NONE = Qt.KeyboardModifier.NoModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
MOST_TABS = 250


class Waits(Protocol):
    """Lets the window go on until something is so; ``QtBot`` does."""

    def waitUntil(self, callback: Callable[[], bool], *, timeout: int) -> None:  # as pytest-qt calls it
        """Wait."""


@dataclass
class User:
    """Presses keys where the keyboard is, and clicks where a person would."""

    session: Session
    qtbot: Waits

    @property
    def window(self) -> MainWindow:
        return self.session.window

    @property
    def focus(self) -> QWidget:
        """The widget that the keyboard goes to."""
        if QApplication.focusWidget() is None and QApplication.activePopupWidget() is None:
            self.back_in_window()
        focus = QApplication.focusWidget()
        assert focus is not None, f"the keyboard leads nowhere, {QApplication.activeWindow()!r} is active"
        return focus

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.focus, key, modifier)

    def write(self, text: str) -> None:
        for sign in text:
            QTest.keyClicks(self.focus, sign)

    def tab_to(self, is_it: Callable[[QWidget], bool]) -> QWidget:
        """Press Tab until the keyboard is there; a widget that Tab does not reach fails the test."""
        for _ in range(MOST_TABS):
            if is_it(self.focus):
                return self.focus
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not lead there; the keyboard is at {self.focus!r}")

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click a widget that can be seen, at its middle unless said otherwise."""
        QApplication.processEvents()
        assert widget.isVisible(), widget
        assert widget.isEnabled(), widget
        target = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, NONE, at or target.rect().center())

    def one(self, kind: type[Found], parent: QWidget | None = None) -> Found:
        """Return the one visible widget of a kind."""
        found = [one for one in (parent or self.window).findChildren(kind) if one.isVisible()]
        assert len(found) == 1, f"{len(found)} visible {kind.__name__}"
        return found[0]

    def dialog(self, kind: type[Found]) -> Found:
        """Wait until a dialog has the keyboard and return it."""
        self.wait(lambda: isinstance(QApplication.activeWindow(), kind) and QApplication.focusWidget() is not None)
        found = QApplication.activeWindow()
        assert isinstance(found, kind)
        return found

    def back_in_window(self) -> None:
        """Give the main window the keyboard again, as a window manager does when a dialog or a list has gone."""
        self.window.activateWindow()
        self.wait(lambda: QApplication.activeWindow() is self.window and QApplication.focusWidget() is not None)

    def wait(self, is_so: Callable[[], bool], milliseconds: int = 20_000) -> None:
        self.qtbot.waitUntil(is_so, timeout=milliseconds)

    @property
    def page(self) -> AssessmentPage:
        """The page of the open assessment."""
        return self.one(AssessmentPage)
