"""The part of the settings about personal data: what is kept about a person, and how long anything is kept."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from eucles_desk.assessment.retention import LONGEST, Keep
from eucles_desk.errors import EuclesError
from eucles_desk.ui.assessment.area_page import Reflow
from eucles_desk.ui.assessment.form import ChoiceBox, Field
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.privacy.desk import PrivacyDesk, periods_of
from eucles_desk.ui.still import NumberBox
from eucles_desk.ui.widgets import Card, button, label, spaced
from eucles_desk.wording import retention as words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QShowEvent

    from eucles_desk.assessment.retention import Passed
    from eucles_desk.ui.context import Context
    from eucles_desk.ui.privacy.person_dialog import PersonDialog
    from eucles_desk.ui.privacy.retention_dialog import RetentionDialog

YEAR: Final = 365
DAYS, YEARS = "days", "years"
FIELDS: Final[Mapping[Keep, str]] = {
    Keep.EVIDENCE_FILES: "keep_files_days",
    Keep.INTERVIEW_NOTES: "keep_interviews_days",
    Keep.PRIVATE_NOTES: "keep_private_days",
    Keep.ASSESSMENT: "keep_assessments_days",
}
PAUSE: Final = 400
"""Typing a number is several; the data are looked through once it stands."""


class PeriodField(QWidget):
    """A period after the end of an assessment, in days or years; 0 stands for none.

    Signals:
        edited: The user has chosen another.
    """

    edited = Signal()

    def __init__(self, name: str, days: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number_box, self.unit_box = NumberBox(), ChoiceBox([(DAYS, ""), (YEARS, "")])
        self.number_box.setSpecialValueText(tr("no period"))
        self.number_box.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.number_box.setAccessibleName(name)
        self.unit_box.setAccessibleName(tr("{name}: days or years", name=name))
        in_years = days % YEAR == 0 and days > 0
        self.unit_box.show_value(YEARS if in_years or not days else DAYS)
        self._bound()
        self.number_box.setValue(days // YEAR if in_years else days)
        self._name_units()
        row = QHBoxLayout(self)
        spaced(row, 0, 0.5)
        row.addWidget(self.number_box)
        row.addWidget(self.unit_box)
        row.addStretch()
        self.setFocusProxy(self.number_box)
        self.number_box.valueChanged.connect(self._on_edited)
        self.unit_box.chosen.connect(self._on_edited)

    @property
    def days(self) -> int:
        """The period in days."""
        return self.number_box.value() * (YEAR if self.unit_box.value == YEARS else 1)

    def _bound(self) -> None:
        self.number_box.setRange(0, LONGEST // YEAR if self.unit_box.value == YEARS else LONGEST)

    def _name_units(self) -> None:
        """Let the units agree with the number before them."""
        count = self.number_box.value()
        said = trn("{count} day", "{count} days", count), trn("{count} year", "{count} years", count)
        for index, period in enumerate(said):
            self.unit_box.setItemText(index, period.rpartition(" ")[2])  # the number stands in its own field

    @Slot()
    def _on_edited(self) -> None:
        self._bound()
        self._name_units()
        self.edited.emit()


class PrivacyCard(Card):
    """Leads to what is kept about a person, holds the periods, and says what has passed them.

    Signals:
        failed: A choice could not be stored; carries the error.
    """

    failed = Signal(object)

    def __init__(self, context: Context, privacy: PrivacyDesk, parent: QWidget | None = None) -> None:
        super().__init__(tr("Personal data"), parent=parent)
        self._context, self._privacy = context, privacy
        self._passed: Sequence[Passed] = ()
        self._job: Job | None = None
        self._is_review_wanted = False
        self.dialog: PersonDialog | RetentionDialog | None = None
        self.person_button = button(tr("Personal data of a person\N{HORIZONTAL ELLIPSIS}"), "person")
        self.passed_label = label("", wrap=True)
        self.passed_button = button(tr("Look through\N{HORIZONTAL ELLIPSIS}"), "eye")
        self.fields = {
            keep: PeriodField(tr(words.KEEPS[keep]), days) for keep, days in periods_of(context.choices).items()
        }
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self.look)
        self._lay_out()
        self.person_button.clicked.connect(self.open_person)
        self.passed_button.clicked.connect(self.open_passed)
        for field in self.fields.values():
            field.edited.connect(self._on_edited)

    def showEvent(self, event: QShowEvent) -> None:
        """Look through the data whenever the settings are shown."""
        super().showEvent(event)
        self._pause.start()

    @Slot()
    def look(self) -> None:
        """See what has passed its period, on another thread."""
        periods = periods_of(self._context.choices)
        if not any(periods.values()):
            self._is_review_wanted = False
            self._show(())
            return
        if self._job is not None:
            self._pause.start()
            return
        job = self._job = Job(partial(_passed, self._privacy, periods))
        job.succeeded.connect(self._on_looked)
        job.failed.connect(self.failed)
        job.finished.connect(self._on_finished)
        job.start()

    @Slot()
    def review(self) -> None:
        """Look through the data now and show what has passed its period, if anything still has."""
        self._is_review_wanted = True
        self.look()

    @Slot()
    def open_person(self) -> None:
        """Ask for a person."""
        from eucles_desk.ui.privacy.person_dialog import HEIGHT, WIDTH, PersonDialog

        if self.dialog is None:
            dialog = self.dialog = PersonDialog(self._context, self._privacy, self)
            dialog.finished.connect(self._on_closed)
            dialog.open_fitting(WIDTH, HEIGHT)

    @Slot()
    def open_passed(self) -> None:
        """Show what has passed its period."""
        from eucles_desk.ui.privacy.retention_dialog import HEIGHT, WIDTH, RetentionDialog

        if self.dialog is None and self._passed:
            dialog = self.dialog = RetentionDialog(self._context, self._privacy, self._passed, self)
            dialog.erased.connect(self._on_erased)
            dialog.finished.connect(self._on_closed)
            dialog.open_fitting(WIDTH, HEIGHT)

    def _lay_out(self) -> None:
        intro = tr("What is kept about people can be shown to them and erased when they ask for it.")
        self.body.addWidget(label(intro, "muted", wrap=True))
        self.body.addWidget(_left(self.person_button))
        periods = tr(
            "Keeping periods count from the end of an assessment. Nothing is erased by itself: here you see what has "
            "passed its period, and confirm."
        )
        self.body.addWidget(label(periods, "muted", wrap=True))
        fields = Reflow(22, 2)
        fields.show_widgets([Field(tr(words.KEEPS[keep]), field) for keep, field in self.fields.items()])
        self.body.addWidget(fields)
        self.body.addWidget(self.passed_label)
        self.body.addWidget(_left(self.passed_button))
        self._show(())

    def _show(self, found: Sequence[Passed]) -> None:
        self._passed = found
        self.passed_label.setText(
            words.passed(found, current()) if any(periods_of(self._context.choices).values()) else ""
        )
        self.passed_label.setHidden(not self.passed_label.text())
        self.passed_button.setHidden(not found)

    @Slot()
    def _on_edited(self) -> None:
        chosen = {FIELDS[keep]: field.days for keep, field in self.fields.items()}
        try:
            self._context.save_choices(replace(self._context.choices, **chosen))
        except EuclesError as error:
            self.failed.emit(error)
            return
        for name, days in chosen.items():
            setattr(self._context.choices, name, days)
        self._pause.start()

    @Slot(object)
    def _on_looked(self, found: object) -> None:
        self._show(cast("Sequence[Passed]", found))
        if self._is_review_wanted:
            self.open_passed()

    @Slot()
    def _on_finished(self) -> None:
        self._job, self._is_review_wanted = None, False

    @Slot(str)
    def _on_erased(self, sentence: str) -> None:
        self._show(())
        self.passed_label.setText(sentence)
        self.passed_label.show()

    @Slot()
    def _on_closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None


def _passed(privacy: PrivacyDesk, periods: Mapping[Keep, int], _job: Job) -> Sequence[Passed]:
    return privacy.retention.passed(periods)


def _left(widget: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    spaced(row, 0, 0)
    row.addWidget(widget)
    row.addStretch()
    return holder
