"""The way by key from one part of the page to the next: list, criterion, evidence, findings, the bar below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.binding import bind

if TYPE_CHECKING:
    from collections.abc import Callable

    from eucles_desk.ui.assessment.page import AssessmentPage


class PartWalk(QObject):
    """Goes round the parts that are shown; each gets the keyboard where it had it last."""

    def __init__(self, page: AssessmentPage) -> None:
        super().__init__(page)
        self._page = page
        self._last: dict[QWidget, QWidget] = {}
        bind("next_part", page, self.following)
        bind("previous_part", page, self.previous)

    @Slot()
    def following(self) -> None:
        """Go to the next part, from the last to the first."""
        self._step(1)

    @Slot()
    def previous(self) -> None:
        """Go to the part before, from the first to the last."""
        self._step(-1)

    def _step(self, by: int) -> None:
        parts = self._parts()
        # Where the room is short, the evidence lies within the criterion: the inner of both is where the keyboard is.
        focus = QApplication.focusWidget()
        around = [at for at, (part, _) in enumerate(parts) if focus is not None and part.isAncestorOf(focus)]
        if around and focus is not None:
            self._last[parts[around[-1]][0]] = focus
            at = around[-1] + by
        else:
            at = 0 if by > 0 else -1
        for tried in range(len(parts)):
            part, begin = parts[(at + tried * by) % len(parts)]
            self._enter(part, begin)
            now = QApplication.focusWidget()
            if now is not focus and now is not None and part.isAncestorOf(now):
                return

    def _enter(self, part: QWidget, begin: Callable[[], object]) -> None:
        last = self._last.get(part)
        if last is not None and last.isVisible() and last.isEnabled() and part.isAncestorOf(last):
            last.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            begin()
        _show(QApplication.focusWidget())

    def _parts(self) -> list[tuple[QWidget, Callable[[], object]]]:
        """Return the parts that are shown, each with what gives it the keyboard when it has not had it yet."""
        page, workspace = self._page, self._page.workspace
        found: list[tuple[QWidget, Callable[[], object]]] = []
        if workspace is not None and page.area_widget is workspace:
            criteria, judgement, column = workspace.criteria, workspace.judgement, workspace.evidence
            evidence = column if column.isVisible() else column.content
            found = [
                (criteria, lambda: criteria.view.setFocus(Qt.FocusReason.TabFocusReason)),
                (judgement, judgement.cards.focus_card),
                (evidence, lambda: _focus_first(evidence)),
            ]
        else:
            area = page.area_widget
            found = [(area, lambda: _focus_first(area))]
        panel, bar = page.checks.panel, page.save_bar
        found += [(panel, panel.focus_rows), (bar, lambda: _focus_first(bar))]
        return [(part, begin) for part, begin in found if part.isVisible()]


def _focus_first(part: QWidget) -> None:
    """Give the keyboard to the first in the order of the tabulator that can have it."""
    at = part.nextInFocusChain()
    while at is not None and at is not part:
        takes = bool(at.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if takes and part.isAncestorOf(at) and at.isVisible() and at.isEnabled():
            at.setFocus(Qt.FocusReason.TabFocusReason)
            return
        at = at.nextInFocusChain()


def _show(focus: QWidget | None) -> None:
    """Bring what has the keyboard into view in what scrolls around it."""
    around = focus.parentWidget() if focus is not None else None
    while around is not None and not around.isWindow():
        if isinstance(around, QScrollArea) and focus is not None:
            around.ensureWidgetVisible(focus, 0, theme.em(1))
        around = around.parentWidget()
