"""The reports that were saved once the assessment had ended, as they were handed out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.widgets import FlowLayout, button, label, separator, spaced
from eucles_desk.wording.names import REPORT_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eucles_desk.assessment.records import IssuedReport


class IssuedList(QWidget):
    """Each stored report with buttons to look at it and to save it again.

    Signals:
        show_wanted: The user wants to look at this ``IssuedReport``.
        save_wanted: The user wants it as a file again, byte for byte.
    """

    show_wanted = Signal(object)
    save_wanted = Signal(object)

    def __init__(self, languages: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._languages = languages
        self.rows: list[IssuedRow] = []
        self.heading = label(tr("Issued reports"), "strong", wrap=True)
        self.empty_label = label("", "small", wrap=True)
        self._rows = QVBoxLayout()
        spaced(self._rows, 0, 0.6)
        column = QVBoxLayout(self)
        spaced(column, 0, 0.5)
        column.addWidget(self.heading)
        column.addWidget(self.empty_label)
        column.addLayout(self._rows)
        column.addStretch(1)

    def show_reports(self, reports: Sequence[IssuedReport], *, ended: bool) -> None:
        """Show these, the newest first; say what they are where there are none."""
        for row in self.rows:
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for report in sorted(reports, key=lambda report: report.made_at, reverse=True):
            row = IssuedRow(report, self._languages)
            row.show_wanted.connect(self.show_wanted)
            row.save_wanted.connect(self.save_wanted)
            self._rows.addWidget(row)
            row.show()
            self.rows.append(row)
        self.empty_label.setText(
            tr("None yet. A PDF that you save is kept here too, and can be saved again byte for byte.")
            if ended
            else tr("None yet. What you save after the decision is kept here and can be saved again byte for byte.")
        )
        self.empty_label.setVisible(not reports)


class IssuedRow(QWidget):
    """One stored report.

    Signals:
        show_wanted: The user wants to look at it.
        save_wanted: The user wants it as a file again.
    """

    show_wanted = Signal(object)
    save_wanted = Signal(object)

    def __init__(self, report: IssuedReport, languages: Mapping[str, str]) -> None:
        super().__init__()
        self.report = report
        title, details = issued_title(report, languages), issued_details(report)
        self.title_label = label(title, wrap=True)
        self.details_label = label(details, "small", wrap=True)
        self.show_button = button(tr("Show"), "eye")
        self.save_button = button(tr("Save again…"), "download")
        spoken = tr("{title}, {details}", title=title, details=details)
        self.show_button.setAccessibleName(tr("Show the stored report: {report}", report=spoken))
        self.save_button.setAccessibleName(tr("Save the stored report again: {report}", report=spoken))
        buttons = QWidget()
        flow = FlowLayout(buttons, 0.5)
        flow.addWidget(self.show_button)
        flow.addWidget(self.save_button)
        column = QVBoxLayout(self)
        spaced(column, 0, 0.3)
        column.addWidget(separator())
        column.addWidget(self.title_label)
        column.addWidget(self.details_label)
        column.addWidget(buttons)
        self.show_button.clicked.connect(self._on_show)
        self.save_button.clicked.connect(self._on_save)

    @Slot()
    def _on_show(self) -> None:
        self.show_wanted.emit(self.report)

    @Slot()
    def _on_save(self) -> None:
        self.save_wanted.emit(self.report)


def issued_title(report: IssuedReport, languages: Mapping[str, str]) -> str:
    """Name kind and language of a stored report."""
    kind = current().text(REPORT_KINDS[report.kind])
    return tr("{kind}, {language}", kind=kind, language=languages.get(report.language, report.language))


def issued_details(report: IssuedReport) -> str:
    """Say of when it is and how long it is."""
    pages = trn("{count} page", "{count} pages", report.pages)
    return tr("{day}, {pages}", day=issued_day(report), pages=pages)


def issued_day(report: IssuedReport) -> str:
    """Return the day that stands on it."""
    return current().short_date(report.made_on)
