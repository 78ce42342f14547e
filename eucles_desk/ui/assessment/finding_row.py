"""One finding in the panel: its sentence, and the ways to accept it with a reason or to count it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.assessment.rows import PlaceRow, RowText
from eucles_desk.ui.fields import TextField
from eucles_desk.ui.language import tr
from eucles_desk.ui.widgets import button, label, primary_button, set_look, spaced
from eucles_desk.ui.workspace.sections import link, set_shown, set_text

if TYPE_CHECKING:
    from eucles_desk.assessment.checks import Finding
    from eucles_desk.assessment.on_site import AcceptedFinding


class Sentence(PlaceRow):
    """The sentence of a finding.

    Signals:
        moved: The user goes to the sentence so many places down, up when negative.
        acceptance_wanted: The user wants to say why the finding stays as it is.
    """

    moved = Signal(int)
    acceptance_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand the arrows on to the panel, which goes from sentence to sentence past the buttons between."""
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_A and not event.modifiers():
            self.acceptance_wanted.emit()
        else:
            super().keyPressEvent(event)


INDENT = 2.4
"""Where a sentence begins behind its sign, in multiples of the text size."""


class ReasonForm(QFrame):
    """Asks for the reason why a finding stays as it is, under the finding itself.

    Signals:
        given: The reason, with at least one word in it.
        typed: This is what the unfinished reason says now.
        left: The user goes on without accepting; what was typed stays.
        cancelled: The user gives no reason; what was typed goes.
    """

    given = Signal(str)
    typed = Signal(str)
    left = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = label(tr("Why does this stay as it is?"), "small", wrap=True)
        self.reason_edit = TextField(2)
        self.reason_edit.setAccessibleName(tr("Why this finding stays as it is"))
        self.heading.setBuddy(self.reason_edit)
        self.accept_button = primary_button(tr("Accept"))
        self.accept_button.setToolTip(tr("Accept ({keys})", keys="Enter"))
        self.cancel_button = button(tr("Cancel"))
        self.accept_button.setEnabled(False)
        buttons = QHBoxLayout()
        spaced(buttons, 0, 0.5)
        buttons.addWidget(self.accept_button)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        spaced(column, 0, 0.35)
        column.setContentsMargins(theme.em(INDENT), 0, theme.em(0.4), theme.em(0.5))
        column.addWidget(self.heading)
        column.addWidget(self.reason_edit)
        column.addLayout(buttons)
        self.reason_edit.installEventFilter(self)
        self.reason_edit.textChanged.connect(self._on_typed)
        self.accept_button.clicked.connect(self._on_accepted)
        self.cancel_button.clicked.connect(self.cancelled)

    def event(self, event: QEvent) -> bool:
        """Claim Ctrl+Enter before the page around takes it for going on to what is open."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _accepts(event):
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept with Enter in the text; Shift+Enter begins a line there."""
        if watched is self.reason_edit and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            others = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not others:
                self._on_accepted()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Accept with Ctrl+Enter too, leave with Escape."""
        if _accepts(event):
            self._on_accepted()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_typed(self) -> None:
        reason = self.reason_edit.toPlainText()
        self.accept_button.setEnabled(bool(reason.strip()))
        self.typed.emit(reason)

    @Slot()
    def _on_accepted(self) -> None:
        reason = self.reason_edit.toPlainText().strip()
        if reason:
            self.given.emit(reason)


class FindingRow(QFrame):
    """A finding that counts.

    Signals:
        wanted: The user wants to go to it; carries the ``Finding``.
        accepted: The user lets it stay; carries the ``Finding`` and the reason.
        reason_typed: An unfinished reason is another now; carries the ``Finding`` and the reason.
        grown: There is a form now that the keyboard can reach.
    """

    wanted = Signal(object)
    accepted = Signal(object, str)
    reason_typed = Signal(object, str)
    grown = Signal()

    def __init__(self, found: Finding, shown: RowText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding = found
        self.form: ReasonForm | None = None
        self._is_current = False
        self.place_row = Sentence(shown)
        self.accept_button = link(tr("Accept\N{HORIZONTAL ELLIPSIS}"))
        name = tr("Accept with a reason: {finding}", finding=shown.text)
        self.accept_button.setAccessibleName(name)
        self.accept_button.setToolTip(tr("Accept with a reason ({keys})", keys="A"))
        foot = QHBoxLayout()
        spaced(foot, 0, 0)
        foot.setContentsMargins(theme.em(INDENT - 0.3), 0, 0, theme.em(0.2))
        foot.addWidget(self.accept_button)
        foot.addStretch(1)
        self._column = QVBoxLayout(self)
        spaced(self._column, 0, 0)
        self._column.addWidget(self.place_row)
        self._column.addLayout(foot)
        self.place_row.clicked.connect(self._on_clicked)
        self.place_row.acceptance_wanted.connect(self._on_acceptance_wanted)
        self.accept_button.clicked.connect(self.ask)

    def show_state(self, *, current: bool, may_accept: bool) -> None:
        """Mark the row that was gone to last, and offer to accept it where that can be done."""
        set_shown(self.accept_button, shown=may_accept)
        if not may_accept:
            self._leave()
        if current != self._is_current:
            self._is_current = current
            set_look(self, "inset" if current else "")
            self.place_row.setAccessibleDescription(tr("You are here") if current else "")

    @Slot()
    def ask(self) -> None:
        """Ask for the reason."""
        form = self._form()
        form.show()
        form.reason_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_up(self, reason: str) -> None:
        """Show the form again with the unfinished reason that an earlier row of the finding had."""
        form = self._form()
        form.reason_edit.setPlainText(reason)
        form.show()

    def _form(self) -> ReasonForm:
        if self.form is None:
            form = self.form = ReasonForm()
            form.given.connect(self._on_given)
            form.typed.connect(self._on_typed)
            form.left.connect(self._on_left)
            form.cancelled.connect(self._on_cancelled)
            self._column.addWidget(form)
            self.grown.emit()
        return self.form

    def _leave(self) -> None:
        if self.form is not None:
            self.form.hide()

    @Slot()
    def _on_clicked(self) -> None:
        self.wanted.emit(self.finding)

    @Slot(str)
    def _on_given(self, reason: str) -> None:
        self.accepted.emit(self.finding, reason)

    @Slot(str)
    def _on_typed(self, reason: str) -> None:
        self.reason_typed.emit(self.finding, reason)

    @Slot()
    def _on_acceptance_wanted(self) -> None:
        if not self.accept_button.isHidden():
            self.ask()

    @Slot()
    def _on_cancelled(self) -> None:
        if self.form is not None:
            self.form.reason_edit.clear()
        self._on_left()

    @Slot()
    def _on_left(self) -> None:
        self._leave()
        self.accept_button.setFocus(Qt.FocusReason.OtherFocusReason)


class AcceptedRow(QWidget):
    """A finding that stays as it is, with the reason.

    Signals:
        wanted: The user wants to go to it; carries the ``Finding``.
        reopened: The user wants it to count again; carries the ``AcceptedFinding``.
    """

    wanted = Signal(object)
    reopened = Signal(object)

    def __init__(self, found: Finding, answer: AcceptedFinding, shown: RowText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding, self.answer = found, answer
        self.place_row = Sentence(shown)
        self.reason_label = label("", "muted", wrap=True, selectable=True)
        self.reason_label.setContentsMargins(theme.em(INDENT), 0, 0, 0)
        self.reopen_button = button(tr("Count again"), look="link")
        self.reopen_button.setAccessibleName(tr("Count again: {finding}", finding=shown.text))
        foot = QHBoxLayout()
        spaced(foot, 0, 0)
        foot.setContentsMargins(theme.em(2.0), 0, 0, theme.em(0.4))
        foot.addWidget(self.reopen_button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        spaced(column, 0, 0)
        column.addWidget(self.place_row)
        column.addWidget(self.reason_label)
        column.addLayout(foot)
        self.place_row.clicked.connect(self._on_clicked)
        self.reopen_button.clicked.connect(self._on_reopened)
        self.show_answer(answer)

    def show_answer(self, answer: AcceptedFinding) -> None:
        """Show the reason."""
        self.answer = answer
        set_text(self.reason_label, tr("Accepted: {reason}", reason=answer.reason))

    def show_state(self, *, may_reopen: bool) -> None:
        """Offer to count it again where that can be done."""
        set_shown(self.reopen_button, shown=may_reopen)

    @Slot()
    def _on_clicked(self) -> None:
        self.wanted.emit(self.finding)

    @Slot()
    def _on_reopened(self) -> None:
        self.reopened.emit(self.answer)


def _accepts(event: QKeyEvent) -> bool:
    is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
    return is_enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
