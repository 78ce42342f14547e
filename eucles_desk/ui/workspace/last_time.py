"""What the cluster's latest earlier assessment said of a criterion: level, month, and what was recommended."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from eucles_desk.assessment.values import Improvement
from eucles_desk.ui.icons import put_icon
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import icon_button, label, spaced
from eucles_desk.ui.workspace.heard_panel import LevelSign
from eucles_desk.ui.workspace.sections import Section, set_shown, set_text
from eucles_desk.wording.names import level_name

if TYPE_CHECKING:
    from collections.abc import Collection

    from eucles_desk.ui.workspace.sheet import LastTime, Sheet


class Recommended(QWidget):
    """One recommendation of last time, with a button that takes it over.

    Signals:
        copied: The user wants it among the present ones.
    """

    copied = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record = Improvement("")
        self.text_label = label("", wrap=True, selectable=True)
        self.details_label = label("", "small", wrap=True)
        self.copy_button = icon_button("", "copy")
        self.copy_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.copy_button.clicked.connect(self._on_clicked)
        texts = QVBoxLayout()
        spaced(texts, 0, 0.1)
        texts.addWidget(self.text_label)
        texts.addWidget(self.details_label)
        row = QHBoxLayout(self)
        spaced(row, 0, 0.3)
        row.addLayout(texts, 1)
        row.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignTop)

    def show_record(self, record: Improvement, *, may_copy: bool, is_there: bool) -> None:
        """Show a recommendation; one that is among the present ones already is not offered again."""
        self._record = record
        set_text(self.text_label, record.text)
        parts = [
            tr("Effect: {effect}", effect=record.effect) if record.effect else "",
            tr("For: {addressee}", addressee=record.addressee) if record.addressee else "",
            tr("By {month}", month=current().month(record.due)) if record.due else "",
        ]
        details = " \N{MIDDLE DOT} ".join(part for part in parts if part)
        set_text(self.details_label, details)
        set_shown(self.details_label, shown=bool(details))
        set_shown(self.copy_button, shown=may_copy)
        name = tr("Taken over: {text}", text=record.text) if is_there else tr("Take over: {text}", text=record.text)
        if self.copy_button.accessibleName() != name or self.copy_button.isEnabled() == is_there:
            put_icon(self.copy_button, "check" if is_there else "copy", "good" if is_there else "muted", 1.0)
            self.copy_button.setAccessibleName(name)
            tip = (
                tr("Is among the recommendations now.")
                if is_there
                else tr("Recommend this again: copy it to the recommendations")
            )
            self.copy_button.setToolTip(tip)
            self.copy_button.setEnabled(not is_there)

    @Slot()
    def _on_clicked(self) -> None:
        # The month is over; whoever recommends it again says by when.
        self.copied.emit(replace(self._record, due=""))


class LastTimeView(Section):
    """Level, month and recommendations of last time.

    Signals:
        copied: A recommendation is wanted among the present ones.
        grown: There is a new part that the keyboard can reach.
    """

    copied = Signal(object)
    grown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Last time"), parent)
        self.level_sign = LevelSign()
        self.level_label = label("", wrap=True)
        line = QHBoxLayout()
        spaced(line, 0, 0.6)
        line.addWidget(self.level_sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.level_label, 1)
        self.nothing_label = label(tr("Nothing was recommended then."), "small", wrap=True)
        self._column = QVBoxLayout()
        spaced(self._column, 0, 0.4)
        self._rows: list[Recommended] = []
        self.body.addLayout(line)
        self.body.addLayout(self._column)
        self.body.addWidget(self.nothing_label)

    @property
    def rows(self) -> list[Recommended]:
        """The recommendations shown."""
        return [row for row in self._rows if not row.isHidden()]

    def show_last(self, last: LastTime, sheet: Sheet, present: Collection[str], *, may_copy: bool) -> None:
        """Show what was said last time; ``present`` are the texts recommended now."""
        self.level_sign.show_level(last.level, sheet.minimum)
        month = current().month(last.month)
        if last.level is None:
            text = tr("{month}, {label}: not judged then", month=month, label=last.label)
        elif isinstance(last.level, int):
            text = tr("{month}, {label}: level {level}", month=month, label=last.label, level=last.level)
        else:
            level = level_name(last.level, current())
            text = tr("{month}, {label}: {level}", month=month, label=last.label, level=level)
        set_text(self.level_label, text)
        while len(self._rows) < len(last.recommendations):
            self._rows.append(Recommended())
            self._column.addWidget(self._rows[-1])
            self._rows[-1].copied.connect(self.copied)
            self.grown.emit()
        for at, row in enumerate(self._rows):
            if at < len(last.recommendations):
                record = last.recommendations[at]
                row.show_record(record, may_copy=may_copy, is_there=record.text.strip() in present)
            set_shown(row, shown=at < len(last.recommendations))
        set_shown(self.nothing_label, shown=last.level is not None and not last.recommendations)
