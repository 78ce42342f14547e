"""What report to make: its kind, language, template and signature, and the buttons that save it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from eucles_desk.assessment.disclosure import offered
from eucles_desk.services.issuing import may_issue
from eucles_desk.services.report_ports import ReportFormat, ReportOrder, formats_of
from eucles_desk.ui.assessment.area_page import Reflow
from eucles_desk.ui.assessment.form import ChoiceBox, Field
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.report.kind_list import KindList
from eucles_desk.ui.report.signature import SignatureField
from eucles_desk.ui.report.template_field import TemplateField
from eucles_desk.ui.widgets import FlowLayout, button, label, primary_button, scrolling, separator, spaced

if TYPE_CHECKING:
    from collections.abc import Callable

    from eucles_desk.ui.context import Context
    from eucles_desk.ui.working import Working

COLUMN = 19.0
"""The least width of a column of options, in multiples of the text size."""


class OptionsPanel(QFrame):
    """The options scroll where the window is low; the buttons below them stay in sight.

    Signals:
        changed: Another report is wanted than before.
        save_wanted: The user wants the report as a file of this ``ReportFormat``.
        failed: An option could not be used; carries the error.
    """

    changed = Signal()
    save_wanted = Signal(object)
    failed = Signal(object)

    def __init__(self, context: Context, working: Working, issued: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._working = working
        self.setProperty("look", "plain")
        self.kinds = KindList()
        self.language_box = ChoiceBox(tuple(context.languages.items()))
        code = current().code
        self.language_box.show_value(code if code in context.languages else next(iter(context.languages), "en"))
        self.template_field = TemplateField(context)
        self.signature_field = SignatureField(context)
        self.open_points_label = label("", "small", wrap=True)
        self.save_button = primary_button(tr("Save as PDF…"), "download")
        self.workbook_button = button(tr("Spreadsheet…"))
        self.workbook_button.setAccessibleName(tr("Save as spreadsheet…"))
        self.workbook_button.setToolTip(tr("Findings and recommendations as an .xlsx file"))
        self.text_button = button(tr("Text to edit…"))
        self.text_button.setAccessibleName(tr("Save as text to edit…"))
        self.text_button.setToolTip(tr("The same content as a .docx file, for rework"))
        self.issued_button = button("", "lock")
        self.show_issued(0)
        self._reflow = Reflow(COLUMN, 3, 1.4, at_top=True)
        self._issued = issued
        self._lay_out(issued)
        self.show_assessment()
        self.kinds.chosen.connect(self.changed)
        self.language_box.chosen.connect(self._on_chosen)
        self.template_field.chosen.connect(self.changed)
        self.template_field.failed.connect(self.failed)
        self.signature_field.failed.connect(self.failed)
        for pressed, format_ in self._buttons.items():
            pressed.clicked.connect(self._saver(format_))
        self.issued_button.clicked.connect(self._on_issued)

    def hasHeightForWidth(self) -> bool:
        """Say that any height will do: the options scroll, and what saves the report must never go out of sight."""
        return False

    def show_issued(self, count: int) -> None:
        """Say how many reports are stored."""
        self.issued_button.setText(tr("Issued: {count}", count=count))
        self.issued_button.setAccessibleName(tr("Issued: {count}. Go to the stored reports", count=count))

    def order(self) -> ReportOrder:
        """Return the order for the preview: a PDF that is not signed."""
        working = self._working
        return ReportOrder(
            working.value,
            working.edition,
            self.language_box.value,
            self.kinds.value,
            template=self.template_field.value,
        )

    def show_assessment(self) -> None:
        """Offer the kinds of report that can be made now."""
        self.kinds.show_kinds(offered(self._working.value))
        count = len(self._working.standing.open_points)
        said = trn(
            "{count} point is still open; the report shows what is known so far.",
            "{count} points are still open; the report shows what is known so far.",
            count,
        )
        self.open_points_label.setText(said)
        self.open_points_label.setVisible(bool(count))
        # Not by how many there are: the buttons must not move when the first report is saved.
        self.issued_button.setVisible(may_issue(self._working.value))

    def let_save(self, *, allowed: bool) -> None:
        """Let reports be saved, or not while one is being saved or a stored one is shown."""
        formats = formats_of(self.kinds.value)
        for pressed, format_ in self._buttons.items():
            pressed.setEnabled(allowed and format_ in formats)

    @property
    def _buttons(self) -> dict[QPushButton, ReportFormat]:
        return {
            self.save_button: ReportFormat.PDF,
            self.workbook_button: ReportFormat.WORKBOOK,
            self.text_button: ReportFormat.TEXT,
        }

    def _lay_out(self, issued: QWidget) -> None:
        kind, language = QWidget(), QWidget()
        first, second = QVBoxLayout(kind), QVBoxLayout(language)
        spaced(first, 0, 0.5)
        spaced(second, 0, 1.1)
        first.addWidget(Field(tr("Kind of report"), self.kinds))
        first.addWidget(self.open_points_label)
        second.addWidget(Field(tr("Language of the report"), self.language_box))
        second.addWidget(Field(tr("Template"), self.template_field))
        second.addWidget(Field(tr("Signature"), self.signature_field))
        self._reflow.show_widgets([kind, language, issued])
        self._inner = QWidget()
        inside = QVBoxLayout(self._inner)
        spaced(inside, 1.0, 0)
        inside.addWidget(self._reflow)
        inside.addStretch(1)
        foot = QWidget()
        buttons = QVBoxLayout(foot)
        spaced(buttons, 0.7, 0.5)
        buttons.addWidget(self.save_button)
        others = QWidget()
        flow = FlowLayout(others, 0.5)
        flow.addWidget(self.workbook_button)
        flow.addWidget(self.text_button)
        flow.addWidget(self.issued_button)
        buttons.addWidget(others)
        self.scroller = scrolling(self._inner)
        column = QVBoxLayout(self)
        spaced(column, 0, 0)
        column.addWidget(self.scroller, 1)
        column.addWidget(separator())
        column.addWidget(foot)

    def _saver(self, format_: ReportFormat) -> Callable[[], None]:
        return lambda: self.save_wanted.emit(format_)

    @Slot()
    def _on_issued(self) -> None:
        """Bring the stored reports into sight, the first button of theirs with the keyboard."""
        self.scroller.ensureWidgetVisible(self._issued)
        first = self._issued.findChild(QPushButton)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            self.scroller.verticalScrollBar().setValue(self._issued.mapTo(self._inner, QPoint()).y())

    @Slot()
    def _on_chosen(self) -> None:
        self.changed.emit()
