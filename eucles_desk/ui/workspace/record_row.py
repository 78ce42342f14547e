"""One strength or one thing to improve: its text, and for what is to improve also effect, addressee and month."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from eucles_desk.assessment.values import Improvement
from eucles_desk.language.marking import N_
from eucles_desk.ui import theme
from eucles_desk.ui.assessment.month_field import MonthField
from eucles_desk.ui.fields import LineField, TextField
from eucles_desk.ui.icons import pixmap, put_icon
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import button, icon_button, label, spaced
from eucles_desk.ui.workspace.sections import set_shown, set_text

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

BLANK = Improvement("")
KEYS = {"up": N_("Alt+Up"), "remove": N_("Alt+Delete")}


@dataclass(frozen=True, slots=True)
class Words:
    """What a list of records calls its parts; ``{number}`` is the place of a record in it, ``keys`` lead there."""

    title: str
    add: str
    one: str
    remove: str
    move_up: str
    placeholder: str
    keys: str


class RecordField(TextField):
    """The text of a record.

    Signals:
        next_wanted: Enter was pressed: another record is wanted after this one.
        removed: Backspace was pressed in an empty field, or Alt+Delete in any.
        left: The keyboard has gone elsewhere in the window.
        moved: The record is to go this many places down, up when negative.
    """

    next_wanted = Signal()
    removed = Signal()
    left = Signal()
    moved = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(1, parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep a record to one paragraph, and let the keyboard add, remove and move records."""
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if self.isReadOnly():
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
            self.next_wanted.emit()
        elif (key == Qt.Key.Key_Backspace and not self.toPlainText()) or (key == Qt.Key.Key_Delete and alt):
            self.removed.emit()
        elif alt and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the record was left, for another window or a menu it is not."""
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}:
            self.left.emit()


class Details(QWidget):
    """Effect, addressee and month of a recommendation.

    Signals:
        edited: One of them is another now.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.effect_edit = TextField(1)
        self.addressee_edit = LineField()
        self.due_field = MonthField(tr("By when"), optional=True)
        self.past_label = label(tr("This month is over already."), "small", wrap=True)
        self.past_label.hide()
        form = QFormLayout(self)
        spaced(form, 0, 0.35)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, field in (
            (tr("Effect"), self.effect_edit),
            (tr("For whom"), self.addressee_edit),
            (tr("By when"), self.due_field),
        ):
            text = label(name, "small")
            text.setContentsMargins(0, theme.em(0.45), 0, 0)
            text.setBuddy(field)
            form.addRow(text, field)
            field.setAccessibleName(name)
        form.addRow("", self.past_label)
        self.effect_edit.setPlaceholderText(tr("What it would change"))
        self.addressee_edit.setPlaceholderText(tr("Who would do it"))
        for field in (self.effect_edit, self.addressee_edit, self.due_field):
            field.edited.connect(self._on_edited)

    def show_record(self, record: Improvement, *, editable: bool) -> None:
        """Show the details of a record."""
        self.effect_edit.show_text(record.effect)
        self.addressee_edit.show_text(record.addressee)
        if self.due_field.month() != record.due:
            self.due_field.show_month(record.due)
        is_past = "" < record.due < QDate.currentDate().toString("yyyy-MM")
        set_shown(self.past_label, shown=is_past and editable)
        self.effect_edit.set_read_only(read_only=not editable)
        self.addressee_edit.setReadOnly(not editable)
        self.due_field.set_read_only(not editable)

    def on_record(self, record: Improvement) -> Improvement:
        """Return the record with the details as they are in the fields."""
        due = self.due_field.month()
        return replace(
            record,
            effect=self.effect_edit.toPlainText(),
            addressee=self.addressee_edit.text(),
            due=record.due if due is None else due,
        )

    def hand_on(self) -> None:
        """Hand on what was typed."""
        self.effect_edit.hand_on()
        self.addressee_edit.hand_on()

    @Slot()
    def _on_edited(self) -> None:
        self.edited.emit()


class Handle(QWidget):
    """Drags a record up or down; the keyboard moves it with Alt and an arrow.

    Signals:
        dragged: The pointer is at this height of the screen now.
        dropped: The record stays where it is now.
    """

    dragged = Signal(int)
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip(tr("Drag up or down (Alt+Up, Alt+Down)"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return room for the sign, as high as a line of the field beside it."""
        return QSize(theme.em(1.2), theme.em(2.2))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sign."""
        size = theme.em(1.1)
        sign = pixmap("grip", theme.colour("muted").name(), size, self.devicePixelRatioF())
        painter = QPainter(self)
        painter.drawPixmap((self.width() - size) // 2, (self.height() - size) // 2, sign)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say where the pointer is while held."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged.emit(round(event.globalPosition().y()))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.dropped.emit()


class RecordRow(QWidget):
    """One record with the buttons that move and remove it.

    Signals:
        edited: Its text or a detail is another now.
        removal_wanted: The record is to go.
        move_wanted: The record is to go this many places down, up when negative.
        next_wanted: Another record is wanted after this one.
        left: The keyboard has gone from its text.
        grown: The details have been made.
    """

    edited = Signal()
    grown = Signal()
    removal_wanted = Signal()
    move_wanted = Signal(int)
    next_wanted = Signal()
    left = Signal()

    def __init__(self, words: Words, *, with_details: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._record = BLANK
        self._number = 0
        self._is_editable = True
        self.field = RecordField()
        self.field.setPlaceholderText(words.placeholder)
        self.handle = Handle()
        self.up_button = icon_button("", "chevron-up")
        self.remove_button = icon_button("", "close")
        for made, icon in ((self.up_button, "chevron-up"), (self.remove_button, "close")):
            put_icon(made, icon, "muted", 1.0)
            # The keyboard does both from the text itself: on its way from text to text it must not press them.
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.details: Details | None = None
        self.unfold_button = button("", look="quiet") if with_details else None
        self.summary_label = label("", "small", wrap=True)
        self._drawn_unfolded: bool | None = None
        self._lay_out()
        self.field.edited.connect(self.edited)
        self.field.removed.connect(self.removal_wanted)
        self.field.moved.connect(self.move_wanted)
        self.field.next_wanted.connect(self.next_wanted)
        self.field.left.connect(self.left)
        self.remove_button.clicked.connect(self.removal_wanted)
        self.up_button.clicked.connect(self._on_up_clicked)

    @property
    def record(self) -> Improvement:
        """The record as it is in the fields, typed text not handed on yet included."""
        written = replace(self._record, text=self.field.toPlainText())
        return self.details.on_record(written) if self.details and not self.details.isHidden() else written

    @property
    def is_unfolded(self) -> bool:
        """Whether the details are shown."""
        return self.details is not None and not self.details.isHidden()

    def show_record(self, record: Improvement, number: int, count: int, *, editable: bool) -> None:
        """Show a record, the ``number``-th of ``count``."""
        self._record, self._is_editable = record, editable
        self.field.show_text(record.text)
        self.field.set_read_only(read_only=not editable)
        set_shown(self.remove_button, shown=editable and (count > 1 or record != BLANK))
        set_shown(self.up_button, shown=editable and count > 1)
        set_shown(self.handle, shown=editable and count > 1)
        if self.up_button.isEnabled() != (number > 1):
            self.up_button.setEnabled(number > 1)
        if number != self._number:
            self._number = number
            self._name()
        if self.details is not None and not self.details.isHidden():
            self.details.show_record(record, editable=editable)
        self._show_summary()

    def fold(self) -> None:
        """Hide the details, as a record begins."""
        if self.details is not None:
            set_shown(self.details, shown=False)
        self._show_summary()

    def hand_on(self) -> None:
        """Hand on what was typed in any of the fields."""
        self.field.hand_on()
        if self.details is not None:
            self.details.hand_on()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        spaced(line, 0, 0.1)
        line.addWidget(self.handle, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.field, 1)
        line.addWidget(self.up_button, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        spaced(self._column, 0, 0.1)
        self._column.addLayout(line)
        self._column.addWidget(self.summary_label)
        self.summary_label.hide()
        if self.unfold_button is not None:
            self.unfold_button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self._column.addWidget(self.unfold_button, 0, Qt.AlignmentFlag.AlignLeft)
            self.unfold_button.clicked.connect(self._on_unfold_clicked)

    def _name(self) -> None:
        self.field.setAccessibleName(self._words.one.format(number=self._number))
        up, remove = (self.up_button, self._words.move_up, "up"), (self.remove_button, self._words.remove, "remove")
        for made, template, what in (up, remove):
            name = template.format(number=self._number)
            made.setAccessibleName(name)
            made.setToolTip(tr("{name} ({keys})", name=name, keys=tr(KEYS[what])))

    def _show_summary(self) -> None:
        """Say what is folded away."""
        if self.unfold_button is None:
            return
        record = self._record
        parts = [
            tr("Effect: {effect}", effect=record.effect) if record.effect else "",
            tr("For: {addressee}", addressee=record.addressee) if record.addressee else "",
            tr("By {month}", month=current().month(record.due)) if record.due else "",
        ]
        summary = " \N{MIDDLE DOT} ".join(part for part in parts if part)
        set_text(self.summary_label, summary)
        set_shown(self.summary_label, shown=bool(summary) and not self.is_unfolded)
        set_shown(self.unfold_button, shown=self._is_editable and (record != BLANK or self.is_unfolded))
        unfolded = self.is_unfolded
        if unfolded != self._drawn_unfolded:
            self._drawn_unfolded = unfolded
            self.unfold_button.setText(tr("Fold away") if unfolded else tr("Effect, for whom, by when"))
            put_icon(self.unfold_button, "chevron-up" if unfolded else "chevron-down", "muted", 1.0)

    @Slot()
    def _on_unfold_clicked(self) -> None:
        if self.details is None:
            self.details = Details()
            self.details.edited.connect(self.edited)
            self._column.insertWidget(1, self.details)
            self.details.hide()
            self.grown.emit()
        if self.is_unfolded:
            self.details.hand_on()
            self._record = self.record
            self.details.hide()
        else:
            self.details.show_record(self._record, editable=self._is_editable)
            self.details.show()
            self.details.effect_edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_summary()

    @Slot()
    def _on_up_clicked(self) -> None:
        self.move_wanted.emit(-1)
