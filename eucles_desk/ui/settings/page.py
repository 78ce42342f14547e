"""Language, look, and who the user is; each choice takes effect at once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from eucles_desk import __version__
from eucles_desk.errors import EuclesError, UsageError
from eucles_desk.ui import theme
from eucles_desk.ui.countries import CountryBox
from eucles_desk.ui.fields import LineField
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.still import ListBox, Slide
from eucles_desk.ui.widgets import Card, PageHeader, button, label, page_margins, scrolling, spaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eucles_desk.ui.context import Context
    from eucles_desk.ui.settings.privacy import PrivacyCard
    from eucles_desk.ui.settings.secrecy import SecrecyCard

STEP = 10
PAUSE_MILLISECONDS = 350


class SettingsPage(QWidget):
    """Shows the user's choices and stores each as it is made.

    Signals:
        language_chosen: Another language is wanted; it has been stored.
        look_chosen: Another theme or text size is wanted; it has been stored.
        backups_wanted: The user wants to see the backups.
        done: Something was done that is to be said; carries the sentence.
        warned: Something was done, but not all of it; carries the sentence.
        failed: A choice could not be stored; carries the error.
    """

    language_chosen = Signal()
    look_chosen = Signal()
    backups_wanted = Signal()
    done = Signal(str)
    warned = Signal(str)
    failed = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.header = PageHeader(tr("Settings"), tr("Each choice takes effect at once and stays on this computer."))
        content = QWidget()
        inner = QVBoxLayout(content)
        spaced(inner, 0, 1.0)
        page_margins(inner)
        inner.addWidget(self.header)
        self.privacy_card = self._make_privacy()
        self.secrecy_card = self._make_secrecy()
        place = self._make_place()
        cards = (self._make_look(), self._make_person(), place, self.secrecy_card, self.privacy_card)
        inner.addWidget(_beside_room(cards))
        inner.addStretch()
        column = QVBoxLayout(self)
        spaced(column, 0, 0)
        self._area = scrolling(content)
        column.addWidget(self._area)

    def hand_on(self) -> None:
        """Store what was typed last."""
        for field in (self.name_edit, self.organisation_edit):
            field.hand_on()

    def focus_field(self, name: str) -> None:
        """Put the keyboard on a setting by its name, by default on the language."""
        chosen = next((radio for radio in self.theme_radios.values() if radio.isChecked()), self.language_box)
        fields = {"size_slider": self.size_slider, "theme": chosen, "contrast": self.contrast_check}
        wanted: QWidget = fields.get(name, self.language_box)
        if name == "privacy" and self.privacy_card is not None:
            wanted = self.privacy_card.person_button
        elif name == "secrecy" and self.secrecy_card is not None:
            self.secrecy_card.refresh()
            wanted = self.secrecy_card.first_part
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, wanted, partial(self._area.ensureWidgetVisible, wanted))  # once it has its place

    def lead_to_secrecy(self) -> None:
        """Put the keyboard on what is to be done about the passphrase; after the recovery code, ask for the new one."""
        self.focus_field("secrecy")
        if self.secrecy_card is not None:
            self.secrecy_card.go_on_recovering()

    def review_passed(self) -> None:
        """Show what was kept longer than its period."""
        if self.privacy_card is not None:
            self.focus_field("privacy")
            self.privacy_card.review()

    def _make_privacy(self) -> PrivacyCard | None:
        if self._context.privacy is None:
            return None
        from eucles_desk.ui.settings.privacy import PrivacyCard

        card = PrivacyCard(self._context, self._context.privacy())
        card.failed.connect(self.failed)
        return card

    def _make_secrecy(self) -> SecrecyCard | None:
        if self._context.secrecy is None:
            return None
        from eucles_desk.ui.settings.secrecy import SecrecyCard

        card = SecrecyCard(self._context, self._context.secrecy)
        card.done.connect(self.done)
        card.warned.connect(self.warned)
        card.failed.connect(self.failed)
        return card

    def _make_look(self) -> Card:
        card, form = _card(tr("Language and look"))
        choices = self._context.choices
        self.language_box = ListBox()
        self.language_box.addItem(tr("As the system"), "")
        for code, name in self._context.languages.items():
            self.language_box.addItem(name, code)
        self.language_box.setCurrentIndex(max(0, self.language_box.findData(choices.language)))
        _row(form, tr("&Language"), self.language_box)
        _row(form, tr("&Theme"), self._make_themes(choices.theme))
        self.contrast_check = QCheckBox(tr("&High contrast"))
        self.contrast_check.setChecked(choices.high_contrast)
        _row(form, "", self.contrast_check)
        _row(form, tr("Text si&ze"), self._make_size(choices.text_size))
        self.language_box.activated.connect(self._on_language)
        self.contrast_check.toggled.connect(self._on_contrast)
        return card

    def _make_themes(self, chosen: str) -> QWidget:
        names = {"system": tr("As the system"), "light": tr("Light"), "dark": tr("Dark")}
        self.theme_radios = {key: QRadioButton(name) for key, name in names.items()}
        holder = QWidget()
        row = QHBoxLayout(holder)
        spaced(row, 0, 1.2)
        group = QButtonGroup(holder)
        for key, radio in self.theme_radios.items():
            group.addButton(radio)
            row.addWidget(radio)
            radio.setChecked(key == chosen)
        row.addStretch()
        holder.setFocusProxy(self.theme_radios["system"])
        holder.setAccessibleName(tr("Theme"))
        group.buttonClicked.connect(self._on_theme)
        return holder

    def _make_size(self, chosen: int) -> QWidget:
        self.size_slider = Slide()
        self.size_slider.setRange(theme.SMALLEST_TEXT // STEP, theme.LARGEST_TEXT // STEP)
        self.size_slider.setPageStep(2)
        self.size_slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.size_slider.setValue(round(chosen / STEP))
        self.size_slider.setAccessibleName(tr("Text size"))
        self.size_label = label(current().percent(chosen, 0), "strong")
        self.size_label.setMinimumWidth(theme.em(4))
        holder = QWidget()
        row = QHBoxLayout(holder)
        spaced(row, 0, 0.8)
        row.addWidget(self.size_slider, 1)
        row.addWidget(self.size_label)
        holder.setFocusProxy(self.size_slider)
        self._pause = QTimer(self, interval=PAUSE_MILLISECONDS, singleShot=True)
        self._pause.timeout.connect(self._on_size)
        self.size_slider.valueChanged.connect(self._on_slid)
        return holder

    def _make_person(self) -> Card:
        card, form = _card(tr("About you"), tr("Fills the lead expert's seat of each new assessment."))
        choices = self._context.choices
        self.name_edit, self.organisation_edit = LineField(), LineField()
        self.name_edit.show_text(choices.name)
        self.organisation_edit.show_text(choices.organisation)
        self.country_box = CountryBox(choices.country or "FI")
        _row(form, tr("&Name"), self.name_edit)
        _row(form, tr("&Organisation"), self.organisation_edit)
        _row(form, tr("&Country"), self.country_box)
        self.name_edit.edited.connect(self._on_person)
        self.organisation_edit.edited.connect(self._on_person)
        self.country_box.currentIndexChanged.connect(self._on_person)
        return card

    def _make_place(self) -> Card:
        card, form = _card(
            tr("Your data"),
            tr("The assessments are kept encrypted in this folder; nothing leaves this computer by itself."),
        )
        place = label(str(self._context.data_dir), wrap=True, selectable=True)
        place.setAccessibleName(tr("Folder of your data: {folder}", folder=str(self._context.data_dir)))
        self.folder_button = button(tr("Show the folder"), "open")
        self.backups_button = button(tr("Show the backups"), "history")
        if self._context.backups is None:
            self.backups_button.hide()
        _row(form, tr("Folder"), place)
        _row(form, "", _left(self.folder_button, self.backups_button))
        _row(form, tr("Version"), label(__version__, selectable=True))
        self.folder_button.clicked.connect(self._on_folder)
        self.backups_button.clicked.connect(self.backups_wanted)
        return card

    def _store(self, **changed: Any) -> bool:  # noqa: ANN401  # the fields of Choices
        choices = replace(self._context.choices, **changed)
        try:
            self._context.save_choices(choices)
        except EuclesError as error:
            self.failed.emit(error)
            return False
        for name, value in changed.items():
            setattr(self._context.choices, name, value)
        return True

    @Slot()
    def _on_language(self) -> None:
        code = str(self.language_box.currentData() or "")
        if code != self._context.choices.language and self._store(language=code):
            self.language_chosen.emit()

    @Slot()
    def _on_theme(self) -> None:
        chosen = next(key for key, radio in self.theme_radios.items() if radio.isChecked())
        if chosen != self._context.choices.theme and self._store(theme=chosen):
            self.look_chosen.emit()

    @Slot(bool)
    def _on_contrast(self, wanted: bool) -> None:
        if self._store(high_contrast=wanted):
            self.look_chosen.emit()

    @Slot()
    def _on_slid(self) -> None:
        self.size_label.setText(current().percent(self.size_slider.value() * STEP, 0))
        self._pause.start()

    @Slot()
    def _on_size(self) -> None:
        size = self.size_slider.value() * STEP
        if size != self._context.choices.text_size and self._store(text_size=size):
            self.look_chosen.emit()

    @Slot()
    def _on_person(self) -> None:
        self._store(
            name=self.name_edit.text().strip(),
            organisation=self.organisation_edit.text().strip(),
            country=self.country_box.code,
        )

    @Slot()
    def _on_folder(self) -> None:
        folder = str(self._context.data_dir)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(folder)):
            self.failed.emit(UsageError("There is no program here that shows the folder {folder}.", folder=folder))


def _beside_room(cards: Sequence[Card | None]) -> QWidget:
    """Return the cards in a column of bounded width; each alone would ask for the height that it has in full width."""
    holder, bounded = QWidget(), QWidget()
    bounded.setMaximumWidth(theme.em(62))
    column = QVBoxLayout(bounded)
    spaced(column, 0, 1.0)
    for card in filter(None, cards):
        column.addWidget(card)
    row = QHBoxLayout(holder)
    spaced(row, 0, 0)
    row.addWidget(bounded, 100)
    row.addStretch(1)
    return holder


def _card(title: str, intro: str = "") -> tuple[Card, QFormLayout]:
    card = Card(title)
    if intro:
        card.body.addWidget(label(intro, "muted", wrap=True))
    form = QFormLayout()
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setHorizontalSpacing(theme.em(1.4))
    form.setVerticalSpacing(theme.em(0.7))
    card.body.addLayout(form)
    return card, form


def _row(form: QFormLayout, name: str, field: QWidget) -> None:
    """Add a row; the names of all cards are alike in width, so that the fields line up."""
    named = QLabel(name)
    named.setMinimumWidth(theme.em(8))
    named.setBuddy(field)
    form.addRow(named, field)


def _left(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    spaced(row, 0, 0.6)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch()
    return holder
