"""What interests a person has declared: nothing said yet, none, or these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from eucles_desk.ui.assessment.form import ChoiceBox
from eucles_desk.ui.fields import TextField
from eucles_desk.ui.language import tr
from eucles_desk.ui.widgets import spaced

if TYPE_CHECKING:
    from eucles_desk.assessment.values import Seat
    from eucles_desk.ui.working import Working

NOT_YET, NONE, SOME = "not-yet", "none", "some"


class InterestsField(QWidget):
    """A choice, and a text where there are interests to name."""

    def __init__(self, working: Working, role: str, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._working, self._seat = working, seat
        self._is_naming = False
        texts = ((NOT_YET, tr("not declared yet")), (NONE, tr("declared: none")), (SOME, tr("declared:")))
        self.choice_box = ChoiceBox(texts)
        self.choice_box.setAccessibleName(tr("{role}: declared interests", role=role))
        self.text_edit = TextField(2)
        self.text_edit.setAccessibleName(tr("{role}: which interests", role=role))
        self.text_edit.setPlaceholderText(tr("Work for or with the cluster, its participants or its rivals"))
        self.setFocusProxy(self.choice_box)
        column = QVBoxLayout(self)
        spaced(column, 0, 0.4)
        column.addWidget(self.choice_box)
        column.addWidget(self.text_edit)
        self.choice_box.chosen.connect(self._on_chosen)
        self.text_edit.edited.connect(self._on_edited)
        working.about_to_act.connect(self.text_edit.hand_on)

    def show_seat(self, seat: Seat, *, read_only: bool) -> None:
        """Show what the person has declared."""
        self._seat = seat
        said = seat.interests
        if said:
            self._is_naming = False
        is_naming = bool(said) or self._is_naming
        self.choice_box.show_value(SOME if is_naming else NOT_YET if said is None else NONE)
        self.text_edit.show_text(said or "")
        self.text_edit.setVisible(is_naming)
        self.choice_box.setEnabled(not read_only)
        self.text_edit.set_read_only(read_only=read_only)

    @Slot(str)
    def _on_chosen(self, chosen: str) -> None:
        """Interests that are to be named are stored once they are: until then nothing has been declared."""
        self._is_naming = chosen == SOME
        if chosen == SOME:
            self.text_edit.show()
            self.text_edit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._store(None if chosen == NOT_YET else "")

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        if text.strip():
            self._store(text)
        elif self._seat.interests:  # a text that has been deleted says nothing, and certainly not that there are none
            self._is_naming = True
            self._store(None)

    def _store(self, interests: str | None) -> None:
        seat = self._seat.id
        opened = self._working.opened
        if interests != self._seat.interests:
            text = interests or ""
            self._working.do(lambda: opened.declare_interests(seat, interests), field=f"interests:{seat}", text=text)
        else:
            self.show_seat(self._seat, read_only=False)
