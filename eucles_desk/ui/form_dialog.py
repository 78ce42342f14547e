"""A dialog with a form: it asks and hands on, shows problems in the form, and never blocks the event loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from eucles_desk.ui import theme
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import MessageBar, button, label, primary_button, scrolling, separator, spaced

if TYPE_CHECKING:
    from eucles_desk.errors import EuclesError


class FormDialog(QDialog):
    """Title, form, a place for a problem, and two buttons.

    Children add rows to ``form`` and answer ``_on_accepted`` by emitting what was asked for; who asked answers with
    :meth:`accept` or :meth:`show_problem`.
    """

    def __init__(self, title: str, intro: str, go_on: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.content = QWidget()
        inner = self._inner = QVBoxLayout(self.content)
        spaced(inner, 1.6, 0.9)
        inner.addWidget(label(title, "title", wrap=True))
        if intro:
            inner.addWidget(label(intro, "muted", wrap=True))
        self.form = QFormLayout()
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.setHorizontalSpacing(theme.em(1.4))
        self.form.setVerticalSpacing(theme.em(0.8))
        inner.addLayout(self.form)
        inner.addStretch()
        self.area: QScrollArea = scrolling(self.content)
        self.problem_bar = MessageBar()
        self.go_on_button = primary_button(go_on)
        self.go_on_button.setDefault(True)
        self.cancel_button = button(tr("Cancel"))
        self._lay_out()
        self.go_on_button.clicked.connect(self._on_accepted)
        self.cancel_button.clicked.connect(self.reject)

    def add_field(self, name: str, field: QWidget, hint: QLabel | None = None) -> QWidget:
        """Add a row whose label is the field's; a hint stands right below the field. Return what the row holds."""
        if hint is None:
            self.form.addRow(name, field)
            return field
        holder = QWidget()
        column = QVBoxLayout(holder)
        spaced(column, 0, 0.25)
        column.addWidget(field)
        column.addWidget(hint)
        named = QLabel(name)
        named.setBuddy(field)
        field.setAccessibleName(name.replace("&", ""))  # Qt finds the label of a field only beside it
        self.form.addRow(named, holder)
        return holder

    def show_problem(self, text: str, field: QWidget | None = None) -> None:
        """Say why it was not done, until the field is written in, and let the user go on editing."""
        self.problem_bar.say(text, "danger")
        QTimer.singleShot(0, self, self._make_room)
        if field is not None:
            for line in [field] if isinstance(field, QLineEdit) else field.findChildren(QLineEdit):
                line.textChanged.connect(self.problem_bar.put_away, Qt.ConnectionType.UniqueConnection)
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.area.ensureWidgetVisible(field)

    @Slot(object)
    def show_error(self, error: EuclesError) -> None:
        """Say what an error says."""
        self.show_problem(current().sentence(error))

    def open_fitting(self, width: float, height: float) -> None:
        """Open at a size in multiples of the text size, but no larger than the window or screen it belongs to.

        Where that is too low for all rows, they stand closer together.
        """
        parent = self.parentWidget()
        room = parent.window().size() if parent else self.screen().availableSize()
        wanted = self._inner.totalHeightForWidth(min(theme.em(width), room.width() - 40))
        wanted += self._foot.sizeHint().height() + 1
        if wanted > room.height() - 40:
            self._inner.setContentsMargins(theme.em(1.6), theme.em(0.6), theme.em(1.6), theme.em(0.6))
            self._inner.setSpacing(theme.em(0.4))
            self.form.setVerticalSpacing(theme.em(0.35))
        self.resize(min(theme.em(width), room.width() - 40), min(max(theme.em(height), wanted), room.height() - 40))
        self.open()

    @Slot()
    def _make_room(self) -> None:
        """Grow by what the bar takes, where the window has room, so that no field is pushed out of sight for it."""
        viewport = self.area.viewport()
        missing = self._inner.totalHeightForWidth(viewport.width()) - viewport.height()
        parent = self.parentWidget()
        room = parent.window().height() if parent else self.screen().availableSize().height()
        if missing > 0:
            self.resize(self.width(), max(self.height(), min(self.height() + missing, room - 40)))

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        spaced(outer, 0, 0)
        outer.addWidget(self.area, 1)
        foot = self._foot = QFrame()
        foot.setProperty("look", "plain")
        column = QVBoxLayout(foot)
        spaced(column, 0.9, 0.7)
        column.addWidget(self.problem_bar)
        row = QHBoxLayout()
        spaced(row, 0, 0.7)
        row.addStretch()
        row.addWidget(self.cancel_button)
        row.addWidget(self.go_on_button)
        column.addLayout(row)
        outer.addWidget(separator())
        outer.addWidget(foot)

    @Slot()
    def _on_accepted(self) -> None:
        raise NotImplementedError
