"""The form of one expert of the register."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from eucles_desk.assessment.experts import Engagement, EngagementKind, Expert, Grade
from eucles_desk.errors import EuclesError
from eucles_desk.ui.countries import CountryBox
from eucles_desk.ui.form_dialog import FormDialog
from eucles_desk.ui.language import tr
from eucles_desk.ui.still import ListBox
from eucles_desk.ui.widgets import button, icon_button, label, spaced
from eucles_desk.wording.experts import ENGAGEMENTS, GRADES

if TYPE_CHECKING:
    from eucles_desk.services.package_ports import PackageDesk

MOST_NAME: Final = 200
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")
_MONTH: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def languages_in(typed: str) -> tuple[str, ...] | None:
    """Return the codes of languages that were typed, ``None`` where one of them is none."""
    codes = tuple(dict.fromkeys(re.split(r"[\s,;]+", typed.strip().lower()))) if typed.strip() else ()
    return codes if all(_LANGUAGE.fullmatch(code) for code in codes) else None


class EngagementRow(QWidget):
    """What an expert had to do with a cluster.

    Signals:
        removed: The user wants it out.
    """

    removed = Signal()

    def __init__(self, engagement: Engagement) -> None:
        super().__init__()
        self.kind_box = ListBox()
        self.kind_box.setAccessibleName(tr("Kind of engagement"))
        for kind in EngagementKind:
            self.kind_box.addItem(tr(ENGAGEMENTS[kind]), kind.value)
        self.kind_box.setCurrentIndex(self.kind_box.findData(engagement.kind.value))
        self.cluster_edit = QLineEdit(engagement.cluster)
        self.cluster_edit.setMaxLength(MOST_NAME)
        self.cluster_edit.setPlaceholderText(tr("Cluster"))
        self.cluster_edit.setAccessibleName(tr("Cluster of the engagement"))
        self.until_edit = QLineEdit(engagement.until)
        self.until_edit.setMaxLength(7)
        self.until_edit.setPlaceholderText(tr("until, as 2025-06"))
        self.until_edit.setAccessibleName(tr("Last month of the engagement, empty while it goes on"))
        remove = icon_button(tr("Take the engagement out"), "close")
        line = QHBoxLayout(self)
        spaced(line, 0, 0.4)
        line.addWidget(self.kind_box)
        line.addWidget(self.cluster_edit, 2)
        line.addWidget(self.until_edit, 1)
        line.addWidget(remove)
        remove.clicked.connect(self.removed)

    @property
    def engagement(self) -> Engagement:
        """What the row says."""
        kind = EngagementKind(self.kind_box.currentData())
        return Engagement(kind, self.cluster_edit.text().strip(), self.until_edit.text().strip())


class ExpertDialog(FormDialog):
    """Changes what the register says of somebody.

    Signals:
        stored: It is in the register; carries the expert.
    """

    stored = Signal(object)

    def __init__(self, packages: PackageDesk, expert: Expert | None, parent: QWidget | None = None) -> None:
        title = tr("Expert") if expert is None else expert.name
        super().__init__(title, "", tr("Save"), parent)
        self._packages, self._expert = packages, expert or Expert(uuid4(), "")
        found = self._expert
        self.name_edit, self.organisation_edit = QLineEdit(found.name), QLineEdit(found.organisation)
        self.country_box = CountryBox(found.country or "FI")
        self.grade_box = ListBox()
        for grade in Grade:
            self.grade_box.addItem(tr(GRADES[grade]), grade.value)
        self.grade_box.setCurrentIndex(self.grade_box.findData(found.grade.value))
        self.languages_edit = QLineEdit(", ".join(found.languages))
        self.key_edit = QLineEdit(found.key)
        self.key_edit.setPlaceholderText(tr("comes with a card"))
        self.key_label = label("", "small", wrap=True, selectable=True)
        self.rows: list[EngagementRow] = []
        self.add_button = button(tr("Add an engagement"), "plus")
        for field in (self.name_edit, self.organisation_edit):
            field.setMaxLength(MOST_NAME)
        self.add_field(tr("&Name"), self.name_edit)
        self.add_field(tr("&Organisation"), self.organisation_edit)
        self.add_field(tr("C&ountry"), self.country_box)
        self.add_field(tr("&Grade"), self.grade_box)
        self.add_field(tr("&Languages"), self.languages_edit, label(tr("Codes, such as en, fi"), "small"))
        self.add_field(tr("&Key"), self.key_edit, self.key_label)
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        spaced(self._column, 0, 0.4)
        hint = tr("Employment, advice and earlier assessments of clusters, to be looked at when experts are chosen.")
        self._column.addWidget(label(hint, "small", wrap=True))
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.addRow(tr("Engagements"), holder)
        for engagement in found.engagements:
            self._add(engagement)
        self.add_button.clicked.connect(self._on_add)
        self.key_edit.textChanged.connect(self._say_key)
        self._say_key()
        self.name_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, engagement: Engagement) -> EngagementRow:
        row = EngagementRow(engagement)
        row.removed.connect(self._on_removed)
        self.rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)
        return row

    @Slot()
    def _on_add(self) -> None:
        row = self._add(Engagement(EngagementKind.EMPLOYED, ""))
        row.show()
        row.kind_box.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_removed(self) -> None:
        row = self.sender()
        if isinstance(row, EngagementRow):
            self.rows.remove(row)
            row.hide()
            row.deleteLater()
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _say_key(self) -> None:
        typed = "".join(self.key_edit.text().split())
        try:
            code = self._packages.fingerprint(typed) if typed else ""
        except EuclesError:
            self.key_label.setText(tr("This is no key."))
            return
        self.key_label.setText(tr("To compare by voice: {fingerprint}", fingerprint=code) if code else "")

    @Slot()
    def _on_accepted(self) -> None:
        self.problem_bar.hide()
        languages, key = languages_in(self.languages_edit.text()), "".join(self.key_edit.text().split())
        if not self.name_edit.text().strip():
            self.show_problem(tr("Give the expert a name."), self.name_edit)
            return
        if languages is None:
            self.show_problem(tr("Languages are codes of two or three letters, such as en or fi."), self.languages_edit)
            return
        for row in self.rows:
            if not row.cluster_edit.text().strip():
                self.show_problem(tr("Name the cluster of the engagement, or take it out."), row.cluster_edit)
                return
            if row.until_edit.text().strip() and not _MONTH.fullmatch(row.until_edit.text().strip()):
                self.show_problem(tr("Write the month as 2025-06, or leave it empty."), row.until_edit)
                return
        expert = replace(
            self._expert,
            name=self.name_edit.text().strip(),
            organisation=self.organisation_edit.text().strip(),
            country=self.country_box.code,
            grade=Grade(self.grade_box.currentData()),
            languages=languages,
            key=key,
            engagements=tuple(row.engagement for row in self.rows),
        )
        try:
            if key:
                self._packages.fingerprint(key)
            self._packages.put_expert(expert)
        except EuclesError as error:
            self.show_error(error)
            return
        self.accept()
        self.stored.emit(expert)
