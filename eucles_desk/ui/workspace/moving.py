"""Moving from criterion to criterion by key: where the keyboard is then, and what a screen reader hears of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from eucles_desk.ui.language import current, tr
from eucles_desk.ui.workspace.rows import next_open, spoken

if TYPE_CHECKING:
    from eucles_desk.ui.workspace.workspace import Workspace


class Moving(QObject):
    """Goes to the next open criterion with the keyboard on its levels, or one on with the keyboard where it is."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace

    def next_open(self) -> None:
        """Go to the levels of the next criterion not looked at, then of those without a reason; say if none is open."""
        workspace = self._workspace
        workspace.working.flush()
        found = next_open(workspace.criteria.model.rows, workspace.current_criterion)
        if found is None:
            self._say_nothing_open()
            return
        workspace.go_to(found)
        self._announce()

    def step(self, by: int) -> None:
        """Go so many criteria on, back for a number below 0; the first and the last are the ends."""
        workspace, before = self._workspace, QApplication.focusWidget()
        ids = [row.criterion.id for row in workspace.criteria.model.rows]
        if workspace.current_criterion not in ids:
            return
        at = ids.index(workspace.current_criterion) + by
        if not 0 <= at < len(ids):
            sentence = tr("This is the first criterion.") if by < 0 else tr("This is the last criterion.")
            workspace.judgement.said_line.tell(sentence)
            return
        workspace.show_criterion(ids[at])
        self._stay(before)
        self._announce()

    def _stay(self, before: QWidget | None) -> None:
        """Keep the keyboard at the same kind of place; where that is gone, put it on the levels."""
        workspace = self._workspace
        cards = workspace.judgement.cards
        is_gone = before is None or not before.isVisible() or not before.hasFocus()
        if is_gone or (before is not None and cards.isAncestorOf(before)):
            cards.focus_card()
        elif isinstance(before, QPlainTextEdit) and workspace.judgement.isAncestorOf(before):
            before.moveCursor(QTextCursor.MoveOperation.End)  # it holds another text now
        workspace.judgement.follower.reveal()

    def _announce(self) -> None:
        """Tell a screen reader where the keyboard went, which the name of a level or a text alone does not say."""
        workspace, focus = self._workspace, QApplication.focusWidget()
        row = workspace.criteria.model.row(workspace.current_criterion)
        if row is None or not QAccessible.isActive():
            return
        said = spoken(row, current())
        if focus is not None and focus.accessibleName() and workspace.judgement.isAncestorOf(focus):
            said = f"{said}. {focus.accessibleName()}"
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(workspace, said))

    def _say_nothing_open(self) -> None:
        workspace = self._workspace
        row = workspace.criteria.model.row(workspace.current_criterion)
        is_last_open = row is not None and (row.level is None or row.needs_reason)
        sentence = (
            tr("This is the only criterion still open.")
            if is_last_open
            else tr("Nothing is open: every criterion has its level and reason.")
        )
        if workspace.criteria.model.rows:
            workspace.notice.say(sentence, "info" if is_last_open else "good")
            if QAccessible.isActive():
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(workspace, sentence))
