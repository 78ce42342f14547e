"""Every control of every place is reached by Tab and the arrows, and does its work by a key."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QButtonGroup,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)
from support.every_window import EveryWindow, settle
from support.places import PLACES

REACHED = (
    QAbstractButton,
    QLineEdit,
    QComboBox,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QPlainTextEdit,
    QTextEdit,
    QTabBar,
)
MOST_TABS = 400
MOST_INSIDE = 30
"""A date has three parts, and a text with links has as many as it has links."""
BY_OTHER_KEYS = frozenset({"clear_button", "up_button", "remove_button", "take_back_button"})
"""Controls that repeat what a key does where they are: Escape empties a search, Alt+Up and Alt+Delete move and remove,
Delete takes a level back."""


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, every_window: EveryWindow) -> Iterator[QWidget]:
    shown = every_window.places()[request.param]()
    shown.activateWindow()
    settle()
    yield shown
    every_window.leave()


def wanted(root: QWidget) -> set[QWidget]:
    """Return the controls that a user without a mouse has to reach."""
    found: set[QWidget] = set()
    for part in root.findChildren(QWidget):
        parent = part.parentWidget()
        only_shows = isinstance(part, QHeaderView) and not part.sectionsClickable()
        is_inner = isinstance(part, QScrollBar) or isinstance(
            parent, QComboBox | QAbstractSpinBox | QScrollBar | QTabBar
        )
        if (
            part.isVisible()
            and part.isEnabled()
            and isinstance(part, REACHED)
            and not (is_inner or only_shows or only_tells(part))
        ):
            found.add(part)
    return found


def only_tells(part: QWidget) -> bool:
    """Return whether a button leads nowhere now: it takes no focus, and the pointer shows no hand over it."""
    is_button = isinstance(part, QAbstractButton)
    takes_focus = part.focusPolicy() != Qt.FocusPolicy.NoFocus
    return is_button and not takes_focus and part.cursor().shape() != Qt.CursorShape.PointingHandCursor


def own_clear_buttons(root: QWidget) -> set[QWidget]:
    return {
        part
        for part in root.findChildren(QWidget)
        for name in BY_OTHER_KEYS
        if any(getattr(around, name, None) is part for around in around_of(part))
    }


def around_of(part: QWidget) -> Iterator[QWidget]:
    around = part.parentWidget()
    while around is not None:
        yield around
        around = around.parentWidget()


def first_focus(root: QWidget) -> QWidget:
    """Return where the keyboard is, in the place at least."""
    root.window().activateWindow()
    settle()
    if QApplication.focusWidget() is None:
        root.setFocus()
        QTest.keyClick(root, Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


def whole(part: QWidget) -> QWidget:
    """Return the box that a field belongs to: one that can be typed in has the keyboard in its field."""
    parent = part.parentWidget()
    return parent if isinstance(parent, QComboBox | QAbstractSpinBox) else part


def reach(root: QWidget) -> set[QWidget]:
    """Press Tab until it comes round, and return where the keyboard has been."""
    start = first_focus(root)
    seen: set[QWidget] = set()
    for _ in range(MOST_TABS):
        focus = QApplication.focusWidget()
        if focus is None:
            break
        if focus in seen and focus is start:
            break
        seen.add(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    return seen


def group_is_reached(part: QWidget, seen: set[QWidget]) -> bool:
    """Of radio buttons and cards Tab reaches one; arrows reach the others around it."""
    group: QButtonGroup | None = part.group() if isinstance(part, QRadioButton) else None
    if group is not None:
        return any(other in seen for other in group.buttons())
    if isinstance(part, QAbstractItemView) and part.objectName() == "what-was-found":
        return any(isinstance(field, QLineEdit) for field in seen)  # up and down in the field go through it
    parent = part.parentWidget()
    alike = {other for other in seen if type(other) is type(part) and other.parentWidget() is parent}
    return bool(alike) and part.focusPolicy() != Qt.FocusPolicy.NoFocus


def test_tab_and_arrows_reach_every_control(place: QWidget) -> None:
    seen = reach(place)
    missed = [
        f"{type(part).__name__} “{part.accessibleName()}” in {type(part.parentWidget()).__name__}"
        for part in wanted(place) - seen - own_clear_buttons(place)
        if not group_is_reached(part, seen)
    ]
    assert not missed, "\n".join(sorted(missed))


def test_tab_never_gets_stuck(place: QWidget) -> None:
    """Tab in a text goes on to the next field, and comes round."""
    if len(wanted(place)) <= 2:
        pytest.skip("one field and its list, left by Escape")
    focus = whole(first_focus(place))
    been, stays = [focus], 0
    for _ in range(MOST_TABS):
        QTest.keyClick(QApplication.focusWidget() or focus, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        after = whole(now)
        stays = stays + 1 if after is focus else 0
        assert stays <= MOST_INSIDE, f"Tab stays in {type(focus).__name__} {focus.accessibleName()}"
        if after is not focus and after in been:
            break
        been.append(after)
        focus = after
    else:
        pytest.fail("Tab never comes round")
    assert len(set(been)) > 1


def test_a_key_does_what_a_click_does(place: QWidget) -> None:
    """Space presses each button that Tab reaches; it is let go of without a click, so that nothing is changed."""
    dead: list[str] = []
    for part in reach(place):
        if not isinstance(part, QAbstractButton) or not part.isEnabled() or isinstance(part, QRadioButton):
            continue
        heard = QSignalSpy(part.pressed)
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ")
        QApplication.sendEvent(part, event)
        part.setDown(False)
        if not heard.count():
            dead.append(f"{type(part).__name__} “{part.accessibleName() or part.text()}”")
    assert dead == []
