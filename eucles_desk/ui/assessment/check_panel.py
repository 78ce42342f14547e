"""The panel of quality findings at the right of an assessment's page, open beside whichever area is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from eucles_desk.assessment.acceptance import key_of
from eucles_desk.assessment.changes import Part
from eucles_desk.assessment.checks import Severity
from eucles_desk.ui import theme
from eucles_desk.ui.assessment.checking import counts
from eucles_desk.ui.assessment.finding_row import AcceptedRow, FindingRow
from eucles_desk.ui.assessment.rows import SEVERITY_SIGNS, PlaceRow, RowText
from eucles_desk.ui.icons import put_icon
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import button, icon_button, label, scrolling, spaced
from eucles_desk.ui.workspace.sections import set_shown, set_tab_order, set_text
from eucles_desk.wording.names import SEVERITIES
from eucles_desk.wording.sentences import finding

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from eucles_desk.assessment.checks import Finding
    from eucles_desk.assessment.on_site import AcceptedFinding
    from eucles_desk.ui.assessment.checking import Checking
    from eucles_desk.ui.working import Working

Row = TypeVar("Row", bound=QWidget)
MOST_ROWS = 50
"""As many rows of one weight are made at first; hundreds of files that nobody cites would take too long."""


class CheckPanel(QFrame):
    """Lists the findings that count by weight, and below them those that were accepted.

    Signals:
        wanted: The user wants to go where a ``Finding`` is mended.
        left: The user has put the panel away.
    """

    wanted = Signal(object)
    left = Signal()

    def __init__(self, working: Working, checking: Checking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._working, self._checking = working, checking
        self.setProperty("look", "plain")
        self.setAccessibleName(tr("Quality findings"))
        self.heading = label(tr("Quality findings"), "heading", wrap=True)
        self.summary_label = label("", "muted", wrap=True)
        self.previous_button = icon_button(tr("Finding before (Shift+F8)"), "chevron-up")
        self.next_button = icon_button(tr("Next finding (F8)"), "chevron-down")
        self.close_button = icon_button(tr("Close the findings (Escape)"), "close")
        self.good_label = label(tr("Nothing stands out that a careful colleague would ask about."), "muted", wrap=True)
        names = {Severity.ERROR: tr("Errors"), Severity.WARNING: tr("Warnings"), Severity.HINT: tr("Hints")}
        self.groups = {severity: _Group(name) for severity, name in names.items()}
        self.accepted_button = button("", look="link")
        self.accepted_part = QWidget()
        self._accepted_column = QVBoxLayout(self.accepted_part)
        self._rows: dict[str, FindingRow] = {}
        self._accepted_rows: dict[str, AcceptedRow] = {}
        self._unfinished: dict[str, str] = {}
        self._is_stale = True
        self._is_unfolded = False
        self._lay_out()
        self._connect()
        self.hide()

    @property
    def rows(self) -> tuple[FindingRow, ...]:
        """The rows of the findings that count, as they stand."""
        return tuple(row for group in self.groups.values() for row in group.rows)

    @property
    def accepted_rows(self) -> tuple[AcceptedRow, ...]:
        """The rows of those accepted, made when they are first looked at."""
        return tuple(sorted(self._accepted_rows.values(), key=self._accepted_column.indexOf))

    def open_panel(self) -> None:
        """Show the findings as they are now."""
        self._checking.catch_up()
        self.show()
        if self._is_stale:
            self.refresh()

    def focus_rows(self) -> None:
        """Put the keyboard on the finding gone to last, or on the first."""
        at = next((row for row in self.rows if key_of(row.finding) == self._checking.current), None)
        first = at or next(iter(self.rows), None)
        target = first.place_row if first is not None else self.close_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def reveal_current(self) -> None:
        """Bring the finding gone to last into view, and say to a screen reader which it is."""
        for row in self.rows:
            if key_of(row.finding) == self._checking.current:
                self.area.ensureWidgetVisible(row, 0, theme.em(1))
                if QAccessible.isActive():
                    sentence = f"{self._checking.place_of(row.finding)}: {row.place_row.accessibleName()}"
                    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    @Slot()
    def refresh(self) -> None:
        """Show the findings that there are now; rows of the same findings stay, with what is being typed in them."""
        if self.isHidden():
            self._is_stale = True
            return
        self._is_stale = False
        reviewed = self._checking.reviewed
        is_open = self._working.opened.can_change(Part.ACCEPTED)
        set_text(self.summary_label, counts(reviewed))
        set_shown(self.good_label, shown=not reviewed.counting)
        for step in (self.previous_button, self.next_button):
            step.setEnabled(bool(reviewed.counting))
        before = self.rows
        keep = {key_of(found) for found in reviewed.counting}
        for key in [key for key in self._rows if key not in keep]:
            _drop(self._rows.pop(key))
        for severity, group in self.groups.items():
            group.show_rows(reviewed.of(severity), self._row)
        for row in self.rows:
            row.show_state(current=key_of(row.finding) == self._checking.current, may_accept=is_open)
        self._show_accepted(may_reopen=is_open)
        if self.rows != before:
            set_tab_order(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put the panel away with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @Slot(int)
    def _on_moved(self, by: int) -> None:
        """Put the keyboard on the sentence below or above."""
        rows = [row.place_row for row in (*self.rows, *self.accepted_rows)]
        at = next((at for at, row in enumerate(rows) if row.hasFocus()), None)
        if at is not None and 0 <= at + by < len(rows):
            rows[at + by].setFocus(Qt.FocusReason.OtherFocusReason)
            self.area.ensureWidgetVisible(rows[at + by], 0, theme.em(1))

    def _row(self, found: Finding) -> FindingRow:
        key = key_of(found)
        row = self._rows.get(key)
        if row is None:
            row = self._rows[key] = FindingRow(found, self._text(found))
            row.wanted.connect(self.wanted)
            row.accepted.connect(self._on_accepted)
            row.reason_typed.connect(self._on_reason_typed)
            if key in self._unfinished:
                row.take_up(self._unfinished[key])
            row.grown.connect(self._on_grown)
            row.place_row.moved.connect(self._on_moved)
        elif row.place_row.shown != (shown := self._text(found)):
            row.place_row.show_row(shown)
        return row

    def _text(self, found: Finding) -> RowText:
        language = current()
        return RowText(
            finding(found, self._working.value, self._working.edition, language),
            found.place,
            SEVERITY_SIGNS[found.severity],
            language.text(SEVERITIES[found.severity]),
        )

    def _show_accepted(self, *, may_reopen: bool) -> None:
        pairs = self._checking.reviewed.accepted
        set_shown(self.accepted_button, shown=bool(pairs))
        set_text(self.accepted_button, tr("Accepted ({count})", count=len(pairs)))
        unfolded = self._is_unfolded and bool(pairs)
        self.accepted_button.setAccessibleDescription(tr("unfolded") if unfolded else tr("folded away"))
        put_icon(self.accepted_button, "chevron-up" if unfolded else "chevron-down", "link", 1.0)
        set_shown(self.accepted_part, shown=unfolded)
        keep = {answer.key for _, answer in pairs} if unfolded else set[str]()
        for key in [key for key in self._accepted_rows if key not in keep]:
            _drop(self._accepted_rows.pop(key))
        for at, (found, answer) in enumerate(pairs if unfolded else ()):
            row = self._accepted_rows.get(answer.key)
            if row is None:
                row = self._accepted_rows[answer.key] = AcceptedRow(found, answer, self._text(found))
                row.wanted.connect(self.wanted)
                row.reopened.connect(self._on_reopened)
                row.place_row.moved.connect(self._on_moved)
            row.show_answer(answer)
            row.show_state(may_reopen=may_reopen)
            if self._accepted_column.indexOf(row) != at:
                self._accepted_column.insertWidget(at, row)
                row.show()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        spaced(head, 0, 0.1)
        head.addWidget(self.heading, 1)
        for made in (self.previous_button, self.next_button, self.close_button):
            head.addWidget(made)
        inner = QWidget()
        column = QVBoxLayout(inner)
        spaced(column, 0, 0.8)
        column.addWidget(self.good_label)
        for group in self.groups.values():
            column.addWidget(group)
        column.addWidget(self.accepted_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.accepted_part)
        column.addStretch(1)
        spaced(self._accepted_column, 0, 0.3)
        self.area = scrolling(inner)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        spaced(whole, 0.8, 0.5)
        whole.addLayout(head)
        whole.addWidget(self.summary_label)
        whole.addWidget(self.area, 1)

    def _connect(self) -> None:
        self._checking.updated.connect(self.refresh)
        self.close_button.clicked.connect(self.left)
        self.accepted_button.clicked.connect(self._on_fold)
        for group in self.groups.values():
            group.grown.connect(self.refresh)

    @Slot(object, str)
    def _on_reason_typed(self, found: Finding, reason: str) -> None:
        """Keep an unfinished reason: the finding may go for a while as the assessment changes, and come again."""
        if reason.strip():
            self._unfinished[key_of(found)] = reason
        else:
            self._unfinished.pop(key_of(found), None)

    @Slot(object, str)
    def _on_accepted(self, found: Finding, reason: str) -> None:
        at = next((at for at, row in enumerate(self.rows) if row.finding == found), 0)
        opened = self._working.opened
        if self._working.do(lambda: opened.accept_finding(found, reason), field=f"accept:{key_of(found)}", text=reason):
            self._unfinished.pop(key_of(found), None)
            self._checking.catch_up()
            self._focus_near(at)

    @Slot(object)
    def _on_reopened(self, answer: AcceptedFinding) -> None:
        opened = self._working.opened
        if self._working.do(lambda: opened.reopen_finding(answer), field=f"reopen:{answer.key}"):
            self._checking.catch_up()
            row = self._rows.get(answer.key)
            target = row.place_row if row is not None else self.accepted_button
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_near(self, at: int) -> None:
        """Put the keyboard on what has taken the place of a row that has gone."""
        rows = self.rows
        target: QPushButton | PlaceRow = rows[min(at, len(rows) - 1)].place_row if rows else self.accepted_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_fold(self) -> None:
        self._is_unfolded = not self._is_unfolded
        self._show_accepted(may_reopen=self._working.opened.can_change(Part.ACCEPTED))
        set_tab_order(self)

    @Slot()
    def _on_grown(self) -> None:
        set_tab_order(self)


class _Group(QWidget):
    """The findings of one weight under their heading.

    Signals:
        grown: The user wants to see all of them.
    """

    grown = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._most = MOST_ROWS
        self.heading = label("", "strong", wrap=True)
        self.more_button = button("", look="link")
        self.rows: tuple[FindingRow, ...] = ()
        self._column = QVBoxLayout()
        spaced(self._column, 0, 0)
        column = QVBoxLayout(self)
        spaced(column, 0, 0.2)
        column.addWidget(self.heading)
        column.addLayout(self._column)
        column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.more_button.clicked.connect(self._on_more)

    def show_rows(self, found: Sequence[Finding], row_of: Callable[[Finding], FindingRow]) -> None:
        """Show these findings, each in the row that it has already or in a new one."""
        set_text(self.heading, tr("{what} ({count})", what=self._name, count=len(found)))
        self.rows = tuple(row_of(one) for one in found[: self._most])
        for at, row in enumerate(self.rows):
            if self._column.indexOf(row) != at:
                self._column.insertWidget(at, row)
                row.show()  # now rather than when Qt comes to it, so that the keyboard can go there
        left = len(found) - len(self.rows)
        set_shown(self.more_button, shown=left > 0)
        if left:
            set_text(self.more_button, tr("Show {count} more", count=left))
        set_shown(self, shown=bool(found))

    @Slot()
    def _on_more(self) -> None:
        self._most = 1_000_000
        self.grown.emit()


def _drop(row: QWidget) -> None:
    row.hide()
    row.setParent(None)
    row.deleteLater()
