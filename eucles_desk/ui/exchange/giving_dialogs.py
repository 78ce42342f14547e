"""The forms that make packages: a seat given to another computer, what is here for the others, and a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QRadioButton

from eucles_desk.errors import EuclesError, UsageError
from eucles_desk.services.passphrases import check_strength
from eucles_desk.ui.exchange.key_field import KeyField
from eucles_desk.ui.exchange.package_form import PackageForm
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.locking.secret_field import SecretField
from eucles_desk.ui.locking.strength import StrengthMeter
from eucles_desk.ui.widgets import label
from eucles_desk.wording.packages import CLOSED

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from eucles_desk.assessment.values import Assessment, Seat
    from eucles_desk.services.package_ports import Given, PackageDesk


class AssignDialog(PackageForm):
    """Gives a seat to the computer of another expert."""

    def __init__(self, packages: PackageDesk, value: Assessment, seat: Seat, name: str, parent: QWidget) -> None:
        intro = tr(
            "The package holds the assessment with its evidence, but no judgements. Only that computer can open it, "
            "and from then on the seat is judged there and not here."
        )
        super().__init__(tr("Give the seat of {name} to another computer", name=name), intro, tr("Make it…"), parent)
        self._packages, self._assessment, self._seat = packages, value.id, seat.id
        self._file_name = _file_name(value, name)
        self.key_field = KeyField(packages, name=name)
        self.add_field(tr("The &computer of"), self.key_field)
        self.add_size_field()
        if seat.key and seat.key != packages.own_key:
            self.key_field.show_key(seat.key)
        self.key_field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_accepted(self) -> None:
        key = self.key_field.key
        if not key:
            self.show_problem(tr("Choose whose computer gets the seat."), self.key_field.key_edit)
        elif key == self._packages.own_key:
            self.show_problem(tr("This is the key of this computer itself."), self.key_field.key_edit)
        else:
            self.ask_file(self._file_name, self._unused)

    def write_to(self, file: Path, write: object) -> None:
        """Give the seat away now that there is a place for its package, then write that."""
        del write
        packages, key, largest = self._packages, self.key_field.key, self.largest
        try:
            outgoing = packages.assign(self._assessment, self._seat, key)
        except EuclesError as error:
            self.show_error(error)
            return
        super().write_to(file, lambda path: packages.write(outgoing, path, [key], largest))

    @staticmethod
    def _unused(_file: Path) -> Given:
        raise AssertionError


class HandOverDialog(PackageForm):
    """Makes what the computers of the other seats get."""

    def __init__(self, packages: PackageDesk, value: Assessment, names: str, parent: QWidget) -> None:
        intro = tr("It holds all that is here: facts, eligibility, evidence, interviews, remarks and what was agreed.")
        super().__init__(tr("Make a package for {names}", names=names), intro, tr("Make it…"), parent)
        self._packages, self._assessment = packages, value.id
        self._file_name = _file_name(value, "")
        self.closed_label = label(tr(CLOSED), wrap=True)
        self.form.addRow(self.closed_label)
        self.add_size_field()
        self.go_on_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_accepted(self) -> None:
        packages, assessment, largest = self._packages, self._assessment, self.largest

        def write(file: Path) -> Given:
            keys = packages.keys_of_others(assessment)
            return packages.write(packages.hand_over(assessment), file, keys, largest)

        self.ask_file(self._file_name, write)


class CopyDialog(PackageForm):
    """Makes a copy of everything for one's own other computer, or without names for anybody."""

    def __init__(self, packages: PackageDesk, value: Assessment, parent: QWidget) -> None:
        intro = tr(
            "It holds everything that is here, your own judgements among it. Whoever can open it can read them; "
            "private notes stay here."
        )
        super().__init__(tr("Copy everything to my other computer"), intro, tr("Make it…"), parent)
        self._packages, self._value = packages, value
        self.passphrase_choice = QRadioButton(tr("With a &passphrase"))
        self.card_choice = QRadioButton(tr("For a &key"))
        self.passphrase_choice.setChecked(True)
        self.new_field = SecretField(tr("Passphrase for the package"))
        self.again_field = SecretField(tr("The same once more"))
        self.meter = StrengthMeter(
            self.new_field, self.again_field, lambda: packages.suggested_passphrase(current().code)
        )
        self.key_field = KeyField(packages, name=tr("My other computer"))
        self.names_box = QCheckBox(tr("&Without names of people and of the cluster, and without evidence files"))
        self.form.addRow(self.passphrase_choice)
        self.form.addRow(tr("P&assphrase"), self.new_field)
        self.form.addRow("", self.meter)
        self.form.addRow(tr("The same &once more"), self.again_field)
        self.form.addRow(self.card_choice)
        self.form.addRow("", self.key_field)
        self.form.addRow(self.names_box)
        self.add_size_field()
        self.passphrase_choice.toggled.connect(self._follow)
        self.names_box.toggled.connect(self._follow)
        self.meter.prepare()
        self._follow()
        self.new_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def done(self, result: int) -> None:
        """Leave nothing typed behind."""
        for field in (self.new_field, self.again_field):
            field.clear_all()
        super().done(result)

    @Slot()
    def _follow(self) -> None:
        has_passphrase = self.passphrase_choice.isChecked()
        for row in (self.new_field, self.meter, self.again_field):
            self.form.setRowVisible(row, has_passphrase)
        self.form.setRowVisible(self.key_field, not has_passphrase)
        self.size_field.setEnabled(not self.names_box.isChecked())

    @Slot()
    def _on_accepted(self) -> None:
        self.problem_bar.hide()
        lock = self._passphrase() if self.passphrase_choice.isChecked() else self._keys()
        if not lock:
            return
        packages, assessment, largest = self._packages, self._value.id, self.largest
        without_names = self.names_box.isChecked()

        def write(file: Path) -> Given:
            outgoing = packages.copy(assessment, without_names=without_names)
            return packages.write(outgoing, file, lock, largest)

        name = tr("assessment without names") if without_names else _file_name(self._value, "")
        self.ask_file(name, write)

    def _passphrase(self) -> str:
        typed = self.new_field.text()
        if not typed.strip():
            self.show_problem(tr("Type the new passphrase."), self.new_field)
            return ""
        try:
            check_strength(typed)
        except UsageError as error:
            self.show_error(error)
            self.new_field.setFocus(Qt.FocusReason.OtherFocusReason)
            return ""
        if typed != self.again_field.text():
            self.show_problem(tr("The two are not the same. Type the second once more."), self.again_field)
            self.again_field.edit.selectAll()
            return ""
        return typed

    def _keys(self) -> list[str]:
        key = self.key_field.key
        if not key:
            self.show_problem(tr("Choose whose computer gets the copy."), self.key_field.key_edit)
        return [key] if key else []


def seat_of(value: Assessment, seat: UUID) -> Seat | None:
    """Return a seat, ``None`` for one that is no more."""
    return next((one for one in value.seats if one.id == seat), None)


def _file_name(value: Assessment, name: str) -> str:
    parts = [value.cluster.name.strip() or value.label, name.strip()]
    joined = " - ".join(part for part in parts if part)
    return "".join("-" if sign in '\\/:*?"<>|' or not sign.isprintable() else sign for sign in joined)[:80].strip(" .")
