"""Says in place why a level stands on little: one source, none, or a document that is not cited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from eucles_desk.assessment.carrying import Weakness
from eucles_desk.language.marking import N_
from eucles_desk.ui import theme
from eucles_desk.ui.icons import pixmap
from eucles_desk.ui.language import tr
from eucles_desk.ui.widgets import label, spaced
from eucles_desk.ui.workspace.sections import set_shown, set_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HINTS: Final[Mapping[Weakness, str]] = {
    Weakness.ON_NOTHING: N_("A high level that rests on nothing yet: tick what carries it."),
    Weakness.ON_ONE_SOURCE: N_("A high level on one kind of source. Ask a second person, or see a document."),
    Weakness.NOTHING_CITED: N_("No evidence is cited for this high level."),
    Weakness.DOCUMENT_NOT_CITED: N_("It rests on a document, but none is cited. Cite one, or untick it."),
}


class RestsHint(QWidget):
    """A sign and a sentence or two; hidden where there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = QLabel()
        self.text_label = label("", wrap=True)
        row = QHBoxLayout(self)
        spaced(row, 0, 0.4)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text_label, 1)
        theme.notifier().changed.connect(self._draw)
        self._draw()
        self.hide()

    def show_weaknesses(self, found: Sequence[Weakness]) -> None:
        """Say what is weak."""
        set_text(self.text_label, " ".join(tr(HINTS[one]) for one in found))
        set_shown(self, shown=bool(found))

    @Slot()
    def _draw(self) -> None:
        sign = pixmap("info", theme.colour("warning").name(), theme.em(1.2), self.devicePixelRatioF())
        self._sign.setPixmap(sign)
