"""What is said aloud at the end of the visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from eucles_desk.assessment.disclosure import ReportKind, offered
from eucles_desk.assessment.feedback import Feedback, Said, feedback
from eucles_desk.assessment.places import Area, Place
from eucles_desk.ui import theme
from eucles_desk.ui.assessment.area_page import WIDEST, lay_out
from eucles_desk.ui.assessment.rows import PlaceRow, RowText
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.on_site.part import Part
from eucles_desk.ui.widgets import Card, button, label, scrolling, spaced
from eucles_desk.ui.workspace.sections import set_shown, set_text

if TYPE_CHECKING:
    from eucles_desk.ui.working import Working


class FeedbackPart(Part):
    """Strengths first, then recommendations, by dimension; no levels. The closing sheet prints the same."""

    def __init__(self, working: Working, parent: QWidget | None = None) -> None:
        super().__init__(working, parent)
        self.lead_label = label(
            tr("Say the strengths first. Levels are not told: they are settled later, and together."),
            "muted",
            wrap=True,
        )
        self.sheet_button = button(tr("Make the closing sheet"), "printer")
        self.nothing_label = label(
            tr("Nothing to say yet. Strengths and recommendations come from the criteria."), "muted", wrap=True
        )
        self.cards: list[FeedbackCard] = []
        head = QHBoxLayout()
        spaced(head, 0, 0.8)
        head.addWidget(self.lead_label, 1)
        head.addWidget(self.sheet_button)
        inner, holder = QWidget(), QWidget()
        self._column = QVBoxLayout()
        spaced(self._column, 0, 0.9)
        column = QVBoxLayout(holder)
        spaced(column, 0, 0.9)
        column.addLayout(head)
        column.addWidget(self.nothing_label)
        column.addLayout(self._column)
        column.addStretch(1)
        holder.setMaximumWidth(theme.em(WIDEST))
        around = QHBoxLayout(inner)
        spaced(around, 1.4, 0)
        around.addWidget(holder, 1)
        around.addStretch(0)
        self.scroller = scrolling(inner)
        whole = QVBoxLayout(self)
        spaced(whole, 0, 0)
        whole.addWidget(self.scroller)
        self.sheet_button.clicked.connect(self._on_sheet)
        self.refresh()

    @property
    def rows(self) -> list[PlaceRow]:
        """The rows that are shown, from top to bottom."""
        return [row for card in self.cards if not card.isHidden() for row in card.rows]

    def go_to(self, name: str) -> None:
        """Give the keyboard to the first thing to say, or to the button."""
        del name
        lay_out(self.scroller)
        target = self.rows[0] if self.rows else self.sheet_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show what is to be said as of now."""
        found = feedback(self.working.value, self.working.edition)
        while len(self.cards) < len(found):
            card = FeedbackCard()
            card.wanted.connect(self.wanted)
            self.cards.append(card)
            self._column.addWidget(card)
        for at, card in enumerate(self.cards):
            set_shown(card, shown=at < len(found))
            if at < len(found):
                card.show_feedback(found[at], self.working)
        set_shown(self.nothing_label, shown=not found)
        set_shown(self.sheet_button, shown=ReportKind.CLOSING_SHEET in offered(self.working.value))

    @Slot()
    def _on_sheet(self) -> None:
        self.report_wanted.emit(ReportKind.CLOSING_SHEET)


class FeedbackCard(Card):
    """What is said of one dimension.

    Signals:
        wanted: The user wants to go to this ``Place``.
    """

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(" ")
        self._rows: list[PlaceRow] = []
        self._heads = [label(tr("Strengths"), "strong"), label(tr("Recommendations"), "strong")]
        self._columns = [QVBoxLayout(), QVBoxLayout()]
        for head, column in zip(self._heads, self._columns, strict=True):
            spaced(column, 0, 0.1)
            self.body.addWidget(head)
            self.body.addLayout(column)

    @property
    def rows(self) -> list[PlaceRow]:
        """The rows that are shown."""
        return list(self._rows)

    def show_feedback(self, found: Feedback, working: Working) -> None:
        """Show what is said of a dimension."""
        dimension = working.edition.dimensions[found.dimension]
        set_text(self.heading, f"{dimension.id} {dimension.title.in_language(current().code)}")
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        for head, column, said, sign in (
            (self._heads[0], self._columns[0], found.strengths, ("check", "good")),
            (self._heads[1], self._columns[1], found.recommendations, ("improvement", "accent")),
        ):
            set_shown(head, shown=bool(said))
            for one in said:
                column.addWidget(self._row(one, sign))

    def _row(self, said: Said, sign: tuple[str, str]) -> PlaceRow:
        text = f"{said.text} ({said.effect})" if said.effect else said.text
        row = PlaceRow(RowText(text, Place(Area.CRITERIA, said.criteria[0]), sign, "", ", ".join(said.criteria)))
        row.clicked.connect(self._on_clicked)
        self._rows.append(row)
        return row

    @Slot()
    def _on_clicked(self) -> None:
        row = self.sender()
        if isinstance(row, PlaceRow) and row.shown.place is not None:
            self.wanted.emit(row.shown.place)
