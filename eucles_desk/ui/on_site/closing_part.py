"""What is to be closed before leaving: groups of rows, each leading to its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from eucles_desk.assessment.changes import Part as ChangedPart
from eucles_desk.assessment.disclosure import ReportKind, offered
from eucles_desk.assessment.leaving import VISITING_STEPS, Closing, ToClose, by_kind
from eucles_desk.ui import theme
from eucles_desk.ui.assessment.area_page import WIDEST, lay_out
from eucles_desk.ui.assessment.rows import PlaceRow, RowText
from eucles_desk.ui.icons import pixmap
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.on_site.leaving import left_open
from eucles_desk.ui.on_site.part import Part
from eucles_desk.ui.widgets import Card, button, label, scrolling, spaced
from eucles_desk.ui.workspace.sections import set_shown, set_text
from eucles_desk.wording.leaving import ADVICE, TITLES, closing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from eucles_desk.assessment.places import Place
    from eucles_desk.ui.working import Working

SIGNS: dict[ToClose, tuple[str, str]] = {
    ToClose.RAISE_ON_SITE: ("flag", "warning"),
    ToClose.NOT_LOOKED_AT: ("circle", "muted"),
    ToClose.AREA_WITHOUT_VERDICT: ("improvement", "muted"),
    ToClose.BELOW_WITHOUT_RECOMMENDATION: ("warning", "danger"),
    ToClose.HIGH_WITHOUT_EVIDENCE: ("search", "warning"),
    ToClose.HIGH_ON_ONE_SOURCE: ("info", "accent"),
    ToClose.NO_REASON: ("pencil", "warning"),
    ToClose.FACT_MISSING: ("facts", "muted"),
    ToClose.TALK_WITHOUT_NOTES: ("interview", "muted"),
    ToClose.EVIDENCE_EXPIRED: ("clock", "warning"),
    ToClose.FILE_NOT_WHOLE: ("warning", "danger"),
}


class ClosingPart(Part):
    """Says how much is left, shows it in the order of work, and makes the sheet to leave with."""

    def __init__(self, working: Working, parent: QWidget | None = None) -> None:
        super().__init__(working, parent)
        self.summary_label = label("", "strong", wrap=True)
        self.sheet_button = button(tr("Make the closing sheet"), "printer")
        self.sheet_button.setToolTip(tr("One page for the end of the visit, without levels."))
        self.done_label = label("", "muted", wrap=True)
        self.cards = {kind: ClosingCard(kind) for kind in ToClose}
        self._lay_out()
        for card in self.cards.values():
            card.wanted.connect(self.wanted)
            card.raised.connect(self._on_raised)
        self.sheet_button.clicked.connect(self._on_sheet)
        working.checks.changed.connect(self.refresh)
        self.refresh()

    @property
    def rows(self) -> tuple[PlaceRow, ...]:
        """The rows that are shown, from top to bottom."""
        return tuple(row for card in self.cards.values() if not card.isHidden() for row in card.rows)

    def go_to(self, name: str) -> None:
        """Give the keyboard to the first row of a group, by default the first; where nothing is left, to the button."""
        groups = [card for card in self.cards.values() if not card.isHidden()]
        chosen = [card for card in groups if card.kind.value == name] or groups
        lay_out(self.scroller)
        if chosen:
            self.scroller.ensureWidgetVisible(chosen[0], 0, theme.em(1))
            self.scroller.ensureWidgetVisible(chosen[0].rows[0], 0, theme.em(1))
            chosen[0].rows[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.sheet_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Have it looked whether the files are still here, while there is somebody to ask for them."""
        super().showEvent(event)
        self.working.checks.survey(self.working.value.evidence)

    @Slot()
    def refresh(self) -> None:
        """Show what is left as of now."""
        found = left_open(self.working)
        groups, edition, language = by_kind(found), self.working.edition, current()
        may_raise = self.working.opened.can_change(ChangedPart.JUDGEMENT)
        for kind, card in self.cards.items():
            shown = groups.get(kind, ())
            card.show_closings([(one, closing(one, edition, language)) for one in shown], may_raise=may_raise)
            set_shown(card, shown=bool(shown))
        set_text(self.summary_label, _summary(self.working, found))
        set_text(self.done_label, _done(self.working, found))
        set_shown(self.done_label, shown=not found)
        set_shown(self.sheet_button, shown=ReportKind.CLOSING_SHEET in offered(self.working.value))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        spaced(head, 0, 0.8)
        head.addWidget(self.summary_label, 1)
        head.addWidget(self.sheet_button)
        inner, holder = QWidget(), QWidget()
        column = QVBoxLayout(holder)
        spaced(column, 0, 0.9)
        column.addLayout(head)
        column.addWidget(self.done_label)
        for card in self.cards.values():
            column.addWidget(card)
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

    @Slot(object)
    def _on_raised(self, place: Place) -> None:
        """Take the flag off; the keyboard goes on to what stands in the place of the row that has gone."""
        opened, card = self.working.opened, self.cards[ToClose.RAISE_ON_SITE]
        at = [row.shown.place for row in card.rows].index(place)
        self.working.flush()
        if self.working.do(lambda: opened.set_on_site(place.id, on_site=False), field=f"on_site:{place.id}"):
            left = card.rows if not card.isHidden() else ()
            if left:
                card.ticks[min(at, len(left) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.go_to("")

    @Slot()
    def _on_sheet(self) -> None:
        self.report_wanted.emit(ReportKind.CLOSING_SHEET)


class ClosingCard(Card):
    """One group: what is the matter, what to do about it, and a row for each place.

    Signals:
        wanted: The user wants to go to this ``Place``.
        raised: The user has raised what is flagged at this ``Place``.
    """

    wanted = Signal(object)
    raised = Signal(object)

    def __init__(self, kind: ToClose) -> None:
        super().__init__()
        self.kind = kind
        self._sign = QLabel()
        self.heading = label("", "strong", wrap=True)
        self._rows: list[PlaceRow] = []
        self.ticks: list[QPushButton] = []
        self._lines: list[QWidget] = []
        language = current()
        self.title = language.text(TITLES[kind])
        texts, head = QVBoxLayout(), QHBoxLayout()
        spaced(texts, 0, 0)
        texts.addWidget(self.heading)
        texts.addWidget(label(language.text(ADVICE[kind]), "small", wrap=True))
        spaced(head, 0, 0.6)
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(texts, 1)
        self._column = QVBoxLayout()
        spaced(self._column, 0, 0)
        spaced(self.body, 0.8, 0.3)
        self.body.addLayout(head)
        self.body.addLayout(self._column)
        theme.notifier().changed.connect(self._draw)
        self._draw()

    @property
    def rows(self) -> tuple[PlaceRow, ...]:
        """The rows that are shown."""
        return tuple(row for row, line in zip(self._rows, self._lines, strict=True) if not line.isHidden())

    def show_closings(self, closings: Sequence[tuple[Closing, str]], *, may_raise: bool) -> None:
        """Show these rows in place of those that were there."""
        while len(self._rows) < len(closings):
            self._add()
        title = f"{self.title} ({len(closings)})"
        if self.heading.text() != title:
            self.heading.setText(title)
            self.setAccessibleName(title)
        for at, (row, line, tick) in enumerate(zip(self._rows, self._lines, self.ticks, strict=True)):
            if at < len(closings):
                found, text = closings[at]
                shown = RowText(text, found.place, ("circle", "muted"), self.title)
                if row.shown != shown:
                    row.show_row(shown)
                    tick.setAccessibleName(tr("{title}: mark as raised", title=text))
                set_shown(tick, shown=self.kind is ToClose.RAISE_ON_SITE and may_raise)
            set_shown(line, shown=at < len(closings))

    def _add(self) -> None:
        row, tick, line = PlaceRow(RowText("")), button(tr("Mark as raised"), "circle"), QWidget()
        tick.setToolTip(tr("Take the flag off; undo puts it back"))
        holder = QHBoxLayout(line)
        spaced(holder, 0, 0.5)
        holder.setContentsMargins(0, 0, 0, theme.em(0.25) if self.kind is ToClose.RAISE_ON_SITE else 0)
        holder.addWidget(row, 1)
        holder.addWidget(tick)
        row.clicked.connect(self._on_row)
        tick.clicked.connect(self._on_tick)
        self._rows.append(row)
        self.ticks.append(tick)
        self._lines.append(line)
        self._column.addWidget(line)

    @Slot()
    def _on_row(self) -> None:
        row = self.sender()
        if isinstance(row, PlaceRow) and row.shown.place is not None:
            self.wanted.emit(row.shown.place)

    @Slot()
    def _on_tick(self) -> None:
        tick = self.sender()
        if isinstance(tick, QPushButton):
            self.raised.emit(self._rows[self.ticks.index(tick)].shown.place)

    @Slot()
    def _draw(self) -> None:
        name, role = SIGNS[self.kind]
        drawn = pixmap(name, theme.colour(role).name(), theme.em(1.3), self.devicePixelRatioF())
        self._sign.setPixmap(drawn)


def _summary(working: Working, found: tuple[Closing, ...]) -> str:
    if found:
        return trn("{count} point to close before leaving", "{count} points to close before leaving", len(found))
    return tr("Nothing to close") if working.value.step in VISITING_STEPS else tr("The visit is over")


def _done(working: Working, found: tuple[Closing, ...]) -> str:
    if found or working.value.step not in VISITING_STEPS:
        return "" if found else tr("What is still open is shown where the present step works.")
    return tr("Everything has its level, reason and evidence, and nothing is left to raise.")
