"""Shows what a package is and does before it is taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from eucles_desk.assessment.merging import Caution
from eucles_desk.assessment.package_values import Purpose
from eucles_desk.errors import EuclesError
from eucles_desk.ui.exchange.writers import Writers
from eucles_desk.ui.form_dialog import FormDialog
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.locking.secret_field import SecretField
from eucles_desk.ui.widgets import Card, label, spaced
from eucles_desk.wording import packages as words
from eucles_desk.wording.conflicts import conflict_told

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from eucles_desk.assessment.package_values import Preview
    from eucles_desk.services.package_ports import Offered, PackageDesk

MOST_SHOWN = 12
"""So many conflicts are shown before the rest is counted; all of them stand in the window *Exchange* afterwards."""


class TakePackageDialog(FormDialog):
    """Reads, asks for a passphrase where one is needed, shows, and takes in.

    Signals:
        taken: It is in; carries the id of the assessment and the sentence to show.
    """

    taken = Signal(object, str)

    def __init__(self, packages: PackageDesk, file: Path, parent: QWidget | None = None) -> None:
        super().__init__(tr("Package: {file}", file=file.name), "", tr("Go on"), parent)
        self._packages, self._file = packages, file
        self._passphrase: str | None = None
        self.offered: Offered | None = None
        self.passphrase_field = SecretField(tr("Passphrase of the package"))
        self.form.addRow(tr("&Passphrase of the package"), self.passphrase_field)
        self.form.setRowVisible(self.passphrase_field, False)
        self.said = QWidget()
        self._column = QVBoxLayout(self.said)
        spaced(self._column, 0, 0.8)
        self.form.addRow(self.said)
        self.sure_box = QCheckBox(tr("I have looked at the counts: &do it all the same"))
        self.sure_box.toggled.connect(self._follow)
        self.form.addRow(self.sure_box)
        self.form.setRowVisible(self.sure_box, False)
        self._run(lambda _job: packages.needs_passphrase(file), self._on_known)

    @property
    def lines(self) -> list[str]:
        """All that is said of the package."""
        return [one.text() for one in self.said.findChildren(QLabel)]

    def reject(self) -> None:
        """Stay while it is taken in."""
        if self.cancel_button.isEnabled():
            super().reject()

    def done(self, result: int) -> None:
        """Leave nothing typed behind."""
        self.passphrase_field.clear_all()
        self._passphrase = None
        super().done(result)

    # Reading

    def _run(self, work: Callable[[Job], object], then: Callable[..., object]) -> None:
        self.go_on_button.setEnabled(False)
        self.go_on_button.setText(tr("One moment…"))
        self.content.setEnabled(False)
        job = Job(work)
        job.succeeded.connect(then)
        job.failed.connect(self._on_failed)
        job.start()

    def _ready(self, text: str, *, is_possible: bool = True) -> None:
        self.content.setEnabled(True)
        self.cancel_button.setEnabled(True)
        self.go_on_button.setText(text)
        self.go_on_button.setEnabled(is_possible)

    @Slot(object)
    def _on_known(self, needs_passphrase: bool) -> None:  # as the signal carries it
        if needs_passphrase:
            self.form.setRowVisible(self.passphrase_field, True)
            self._ready(tr("Open the package"))
            self.passphrase_field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._look()

    def _look(self) -> None:
        packages, file, passphrase = self._packages, self._file, self._passphrase
        self._run(lambda _job: packages.look(file, passphrase), self._on_looked)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        """Say the one sentence that names the cause; only a passphrase can be typed once more."""
        is_asking = self._passphrase is not None and self.offered is None
        if not isinstance(error, EuclesError):
            self._ready(tr("Go on"), is_possible=False)
            raise error
        self._passphrase = None if is_asking else self._passphrase
        self._ready(tr("Open the package") if is_asking else tr("Go on"), is_possible=is_asking)
        self.show_error(error)
        (self.passphrase_field if is_asking else self.cancel_button).setFocus(Qt.FocusReason.OtherFocusReason)

    # What is said

    @Slot(object)
    def _on_looked(self, offered: Offered) -> None:
        self.offered = offered
        self.problem_bar.hide()
        self.form.setRowVisible(self.passphrase_field, False)
        self._column.addWidget(label(words.purpose(offered.purpose, offered.author, current()), "heading", wrap=True))
        self._show_author(offered)
        self._show_effect(offered)
        self._show_conflicts(offered)
        asks = bool(set(offered.preview.cautions) - {Caution.FOREIGN}) and not offered.preview.is_nothing
        self.form.setRowVisible(self.sure_box, asks and not self._is_closed)
        self._ready(self._verb)
        self._follow()
        button = self.sure_box if self.sure_box.isVisibleTo(self) else self.go_on_button
        (button if button.isEnabled() else self.cancel_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_author(self, offered: Offered) -> None:
        card = Card(tr("Who made it"))
        name = offered.author or tr("somebody without a name")
        if offered.is_own:
            card.body.addWidget(label(tr("This computer itself made it."), wrap=True))
        elif offered.known_as:
            said = tr("{name}. The key is known here as that of {known}.", name=name, known=offered.known_as)
            card.body.addWidget(label(said, "good", wrap=True))
        else:
            said = tr(
                "{name} says the package; no expert of the register has this key. Compare the signs below by voice.",
                name=name,
            )
            card.body.addWidget(label(said, "warning", wrap=True))
        card.body.addWidget(label(offered.fingerprint, "strong", selectable=True))
        self._column.addWidget(card)

    def _show_effect(self, offered: Offered) -> None:
        card = Card(tr("What it does"))
        for sentence in words.preview(offered.preview, offered.here, current()):
            card.body.addWidget(label(sentence, wrap=True))
        if offered.left_out:
            left = trn(
                "{count} piece of evidence was too large for the package and did not come along.",
                "{count} pieces of evidence were too large for the package and did not come along.",
                offered.left_out,
            )
            card.body.addWidget(label(left, "warning", wrap=True))
        self._column.addWidget(card)

    def _show_conflicts(self, offered: Offered) -> None:
        conflicts = offered.preview.conflicts
        if not conflicts or offered.here is None:
            return
        card = Card(tr("Changed on both sides: both values are kept until somebody chooses"))
        by = Writers(self._packages, offered.here)
        for conflict in conflicts[:MOST_SHOWN]:
            told = conflict_told(conflict, offered.here, offered.edition, current())
            card.body.addWidget(label(told.what, "strong", wrap=True))
            for version, value in zip(conflict.versions, told.values, strict=True):
                card.body.addWidget(label(by.said(version, value, is_shown=version == conflict.versions[0]), wrap=True))
        rest = len(conflicts) - MOST_SHOWN
        if rest > 0:
            card.body.addWidget(label(trn("{count} more", "{count} more", rest), "muted"))
        self._column.addWidget(card)

    # Taking in

    @property
    def _is_closed(self) -> bool:
        return self.offered is not None and Caution.FOREIGN in self.offered.preview.cautions

    @property
    def _verb(self) -> str:
        offered = self.offered
        if offered is None or offered.preview.is_nothing:
            return tr("Nothing to take in")
        if offered.preview.is_new:
            is_assigned = offered.purpose is Purpose.ASSIGNMENT
            return tr("Receive the assignment") if is_assigned else tr("Take the copy in")
        return tr("Replace my copy") if offered.purpose is Purpose.COPY else tr("Merge")

    @Slot()
    def _follow(self) -> None:
        if self.offered is None:
            return
        is_asked = self.sure_box.isVisibleTo(self)
        may = not self.offered.preview.is_nothing and not self._is_closed
        self.go_on_button.setEnabled(may and (not is_asked or self.sure_box.isChecked()))

    @Slot()
    def _on_accepted(self) -> None:
        self.problem_bar.hide()
        if self.offered is None:
            self._passphrase = self.passphrase_field.text()
            if self._passphrase.strip():
                self._look()
            else:
                self.show_problem(tr("Type the passphrase of the package."), self.passphrase_field)
            return
        if not self._packages.leave():
            self.show_problem(tr("A change is not saved yet. Save it or leave it, then take the package in."))
            return
        packages, file, passphrase, purpose = self._packages, self._file, self._passphrase, self.offered.purpose
        is_sure = self.sure_box.isChecked()
        self.cancel_button.setEnabled(False)
        self._run(lambda _job: packages.take(file, purpose, passphrase, is_sure=is_sure), self._on_taken)

    @Slot(object)
    def _on_taken(self, preview: Preview) -> None:
        offered = self.offered
        self._ready(self._verb)
        if preview.is_nothing or offered is None:
            said = tr("Nothing was new.")
        elif preview.is_new:
            said = tr("{cluster} is here now.", cluster=preview.cluster)
        elif offered.purpose is Purpose.COPY:
            said = tr("Your copy was replaced by that of {name}.", name=offered.author)
        else:
            said = tr("Merged with what {name} sent.", name=offered.author)
        if preview.conflicts:
            more = trn(
                "{count} value was changed on both sides: choose in the window Exchange.",
                "{count} values were changed on both sides: choose in the window Exchange.",
                len(preview.conflicts),
            )
            said = f"{said} {more}"
        self.accept()
        self.taken.emit(preview.assessment, said)
