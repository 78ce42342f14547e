"""The cards of the result that lead elsewhere: what separates the cluster from the label, and quality findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from eucles_desk.assessment.checks import Severity
from eucles_desk.ui.assessment.result_rows import below_rows, deciding_rows, finding_rows, raise_rows
from eucles_desk.ui.assessment.rows import PlaceRows, RowText
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import Card, label, spaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eucles_desk.ui.working import Working


class RowGroup(QWidget):
    """Rows under a small heading, hidden while there are none.

    Signals:
        wanted: The user wants to go to this ``Place``.
    """

    wanted = Signal(object)

    def __init__(self, title: str, help_text: str = "") -> None:
        super().__init__()
        self._title = title
        self.title_label = label(title, "strong", wrap=True)
        self.rows = PlaceRows(title)
        self.rows.wanted.connect(self.wanted)
        column = QVBoxLayout(self)
        spaced(column, 0, 0.2)
        column.addWidget(self.title_label)
        if help_text:
            column.addWidget(label(help_text, "small", wrap=True))
        column.addWidget(self.rows)

    def show_rows(self, rows: Sequence[RowText]) -> None:
        """Show these rows with their count."""
        self.title_label.setText(tr("{what} ({count})", what=self._title, count=len(rows)))
        self.rows.show_rows(rows)
        self.setVisible(bool(rows))


class SeparatesCard(Card):
    """What separates the cluster from the label: minimums missed, criteria that decide, and the shortest way.

    Signals:
        wanted: The user wants to go to this ``Place``.
    """

    wanted = Signal(object)

    def __init__(self, working: Working) -> None:
        name = working.edition.labels[working.value.label].title.in_language(current().code)
        super().__init__(tr("What separates the cluster from {label}", label=name))
        self._working = working
        self.nothing_label = label(tr("Nothing that has been judged so far stands in the way."), "muted", wrap=True)
        self.body.addWidget(self.nothing_label)
        self.below = RowGroup(tr("Below the minimum"))
        self.deciding = RowGroup(tr("Open and decisive"), tr("Without points in these, the label is out of reach."))
        self.raises = RowGroup(
            tr("The shortest way"), tr("The fewest levels to raise; criteria still open are taken at their best.")
        )
        self.groups = (self.below, self.deciding, self.raises)
        for group in self.groups:
            self.body.addWidget(group)
            group.wanted.connect(self.wanted)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Show what separates them now."""
        standing, language = self._working.standing, current()
        self.below.show_rows(below_rows(standing, language))
        self.deciding.show_rows(deciding_rows(standing, language))
        self.raises.show_rows(raise_rows(standing, language))
        self.nothing_label.setVisible(all(group.isHidden() for group in self.groups))


class FindingsCard(Card):
    """What a careful colleague would ask about, worst first.

    Signals:
        wanted: The user wants to go to this ``Place``.
    """

    wanted = Signal(object)

    def __init__(self, working: Working) -> None:
        super().__init__(tr("Quality of the assessment"))
        self._working = working
        self.nothing_label = label(tr("Nothing stands out."), "muted", wrap=True)
        self.body.addWidget(self.nothing_label)
        names = {Severity.ERROR: tr("Errors"), Severity.WARNING: tr("Warnings"), Severity.HINT: tr("Hints")}
        self.groups = {severity: RowGroup(name) for severity, name in names.items()}
        for group in self.groups.values():
            self.body.addWidget(group)
            group.wanted.connect(self.wanted)

    def refresh(self) -> None:
        """Show the findings now."""
        for severity, group in self.groups.items():
            group.show_rows(finding_rows(self._working.standing, severity, current()))
        self.nothing_label.setVisible(not self._working.standing.findings)
