"""The middle column: one criterion, its facts and levels, and why it is judged so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.terms import RestsOn
from eucles_desk.assessment.values import Improvement, Level
from eucles_desk.ui import theme
from eucles_desk.ui.assessment.area_page import Notice
from eucles_desk.ui.columns import Columns
from eucles_desk.ui.fields import TextField
from eucles_desk.ui.language import tr
from eucles_desk.ui.widgets import Badge, label, scrolling, spaced
from eucles_desk.ui.workspace.beside import Beside
from eucles_desk.ui.workspace.cards import LevelCards
from eucles_desk.ui.workspace.contents import contents_of, improvement_words, levels_of, strength_words
from eucles_desk.ui.workspace.facts_band import FactsBand
from eucles_desk.ui.workspace.focus_follower import FocusFollower
from eucles_desk.ui.workspace.guidance import Guidance
from eucles_desk.ui.workspace.heard_panel import HeardPanel
from eucles_desk.ui.workspace.keys import REASON_KEY
from eucles_desk.ui.workspace.private_note import PrivateNoteField
from eucles_desk.ui.workspace.records import RecordList
from eucles_desk.ui.workspace.said_line import SaidLine
from eucles_desk.ui.workspace.sections import Section, TickChip, lay_out_now, link, set_shown, set_text
from eucles_desk.ui.workspace.sheet import Mode, Sheet
from eucles_desk.ui.workspace.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from eucles_desk.assessment.on_site import SelfJudgement
    from eucles_desk.ui.working import Working
    from eucles_desk.ui.workspace.drafts import Drafts

WIDEST = 74
"""Beyond this many times the text size lines become too long to read well."""
LOW = 50
"""Below this height, in multiples of the text size, everything around the levels takes less room."""
LEAST_BESIDE = 58
"""From this width on there is room for what stands beside the levels."""
DELETE = "Delete"
LEAST_DENSE = 36
"""Narrower than this, things do not fit side by side."""


class JudgementPanel(QWidget):
    """Shows one sheet at a time; every field hands on what is typed by itself.

    Signals:
        place_wanted: The user wants to go elsewhere, to a missing fact for instance; carries a :class:`Place`.
        grown: There is a new part that the keyboard can reach.
    """

    place_wanted = Signal(object)
    grown = Signal()

    def __init__(self, working: Working, drafts: Drafts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._working, self._drafts = working, drafts
        self._sheet: Sheet | None = None
        self._closed = ""
        self._is_dense = False
        self.closed_notice = Notice()
        self.seal_link = link(tr("To the seal"))
        self.closed_notice.row.addWidget(self.seal_link)
        self.guidance = Guidance()
        self.facts_band = FactsBand(working)
        self.heard_panel = HeardPanel()
        self.level_heading = label(tr("Level"), "strong")
        self.adopted_badge = Badge(tr("adopted: judged alike"), "good")
        self.cards = LevelCards(levels_of(working.edition))
        self.reason_section = Section(tr("Why this level"))
        self.reason_edit = TextField(2)
        self.said_line = SaidLine()
        self.take_back_button = link(tr("Take the level back"))
        self.strengths = RecordList(strength_words())
        self.improvements = RecordList(improvement_words(), with_details=True)
        self._sources = Sources()
        self.sources, self.on_site_chip = self._sources.chips, self._sources.on_site_chip
        self.rests_hint = self._sources.rests_hint
        self.beside = Beside()
        self.private_note = PrivateNoteField()
        self._is_beside = False
        self._lay_out()
        self._connect()

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a criterion as it stands; what is being typed in the same criterion is left alone."""
        before, self._sheet = self._sheet, sheet
        anew = before is None or before.criterion.id != sheet.criterion.id
        if before is not None and (anew or before.level != sheet.level):
            self.said_line.hush()
        self._show_closed(sheet)
        self.guidance.show_sheet(sheet)
        self.facts_band.show_sheet(sheet)
        self.heard_panel.show_sheet(sheet)
        self._show_level(sheet)
        self._show_reason(sheet)
        self._show_own(sheet, anew=anew)
        self.beside.show_sheet(sheet)
        self.private_note.show_note(sheet.private_note)
        self._place_beside()

    def put_below(self, content: QWidget) -> None:
        """Show more under the judgement, where there is no room for it beside."""
        self._below.addWidget(content)
        self._content_below = content
        content.show()

    def take_below(self) -> QWidget:
        """Give back what :meth:`put_below` was given."""
        content, self._content_below = self._content_below, None
        assert content is not None
        self._below.removeWidget(content)
        return content

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take less room around the levels where the window is low, so that they need no scrolling."""
        super().resizeEvent(event)
        self._arrange()
        self._place_beside()

    def choose(self, level: Level, key: str = "") -> None:
        """Give a level, ``None`` to take it back; ``key`` is the key that did it."""
        sheet = self._sheet
        if sheet is None or sheet.mode is Mode.READING:
            return
        if level is not None and self.cards.card(level) is None:
            return
        self._working.flush()
        criterion, opened, before = sheet.criterion.id, self._working.opened, sheet.level
        self._store("level", level, lambda: opened.set_level(criterion, level))
        if level != before and self._sheet is not None and self._sheet.level == level:
            self.said_line.tell_level(before, level, key)
        card = self.cards.card(level)
        if card is not None and self.cards.isAncestorOf(self.focusWidget() or self):
            card.setFocus(Qt.FocusReason.OtherFocusReason)
            self.follower.reveal()

    def _lay_out_reason(self) -> None:
        self.reason_edit.setAccessibleName(tr("Why this level"))
        self.reason_edit.setPlaceholderText(tr("What you saw, heard or read that shows this level"))
        self.reason_edit.setToolTip(tr("Why this level ({keys})", keys=tr(REASON_KEY)))
        self.reason_section.heading.setBuddy(self.reason_edit)
        self.reason_section.body.addWidget(self.reason_edit)
        self.take_back_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a step of Tab more; Delete does the same
        self.take_back_button.setToolTip(tr("{name} ({keys})", name=self.take_back_button.text(), keys=DELETE))
        policy = self.take_back_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # what stands below does not move
        self.take_back_button.setSizePolicy(policy)
        self.reason_section.head.setStretch(1, 0)  # the line has all of the room
        self.reason_section.head.addWidget(self.said_line, 1)
        self.reason_section.head.addWidget(self.take_back_button)

    def _lay_out(self) -> None:
        self._lay_out_reason()
        level_line = QHBoxLayout()
        spaced(level_line, 0, 0.6)
        level_line.addWidget(self.level_heading)
        level_line.addWidget(self.adopted_badge)
        level_line.addStretch(1)
        self.own_part = QWidget()
        own = QVBoxLayout(self.own_part)
        spaced(own, 0, 0.9)
        own.addWidget(Columns(19, self.strengths, self.improvements))
        own.addWidget(self._sources)
        content = QWidget()
        content.setMaximumWidth(theme.em(WIDEST))
        column = self._column = QVBoxLayout(content)
        spaced(column, 0, 0.9)
        for part in (self.closed_notice, self.guidance, self.facts_band, self.heard_panel):
            column.addWidget(part)
        column.addLayout(level_line)
        self._cards_row = QHBoxLayout()
        spaced(self._cards_row, 0, 1.2)
        self._cards_row.addWidget(self.cards, 5)
        column.addLayout(self._cards_row)
        column.addWidget(self.reason_section)
        column.addWidget(self.beside)
        column.addWidget(self.own_part)
        column.addWidget(self.private_note)
        self._below = QVBoxLayout()
        self._content_below: QWidget | None = None
        column.addLayout(self._below)
        column.addStretch(1)
        page = QWidget()
        row = self._row = QHBoxLayout(page)
        spaced(row, 1.4, 0)
        row.addWidget(content, 1)
        row.addStretch(0)
        self.area = scrolling(page)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        spaced(whole, 0, 0)
        whole.addWidget(self.area)
        self._content = content

    def _arrange(self) -> None:
        dense = self.height() < theme.em(LOW) and self.width() >= theme.em(LEAST_DENSE)
        if dense == self._is_dense:
            return
        self._is_dense = dense
        self._column.setSpacing(theme.em(0.25 if dense else 0.9))
        across, down = theme.em(0.9 if dense else 1.4), theme.em(0.25 if dense else 1.4)
        self._row.setContentsMargins(across, down, across, down)
        for part in (self.guidance, self.facts_band, self.cards):
            part.show_dense(dense=dense)
        # The cards say who gave which level; what the experts wrote to it may then come after the levels.
        self._column.removeWidget(self.heard_panel)
        before = self.reason_section if dense else self.facts_band
        self._column.insertWidget(self._column.indexOf(before) + 1, self.heard_panel)

    @Slot()
    def go_to_reason(self) -> None:
        """Put the keyboard on the reason."""
        self.reason_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.area.ensureWidgetVisible(self.reason_edit, 0, theme.em(1))

    def press(self, chip: TickChip) -> None:
        """Tick a chip, or untick it, where that can be done now."""
        if chip.isVisible() and chip.isEnabled():
            chip.click()

    def _place_beside(self) -> None:
        """Put what to compare with at the right of the levels where there is room, otherwise under the reason."""
        value = self._working.value
        room = min(self.width() - 2 * self._row.contentsMargins().left(), theme.em(WIDEST))
        wanted = room >= theme.em(LEAST_BESIDE) and bool(value.earlier or value.self_assessment)
        if wanted == self._is_beside:
            return
        self._is_beside = wanted
        if wanted:
            self._column.removeWidget(self.beside)
            self._cards_row.addWidget(self.beside, 2, Qt.AlignmentFlag.AlignTop)
        else:
            self._cards_row.removeWidget(self.beside)
            self._column.insertWidget(self._column.indexOf(self.reason_section) + 1, self.beside)
        self.grown.emit()

    def _connect(self) -> None:
        self.cards.chosen.connect(self.choose)
        self.take_back_button.clicked.connect(self._on_taken_back)
        self.facts_band.place_wanted.connect(self.place_wanted)
        self.seal_link.clicked.connect(self._on_seal_wanted)
        self.reason_edit.edited.connect(self._on_reason_edited)
        self.strengths.grown.connect(self.grown)
        self.improvements.grown.connect(self.grown)
        self.strengths.edited.connect(self._on_strengths_edited)
        self.improvements.edited.connect(self._on_improvements_edited)
        for chip in self.sources.values():
            chip.wanted.connect(self._on_source_wanted)
        self.on_site_chip.wanted.connect(self._on_site_wanted)
        self.beside.copied.connect(self._on_copied)
        self.beside.own_edited.connect(self._on_own_edited)
        self.beside.grown.connect(self.grown)
        self.private_note.edited.connect(self._on_private_note_edited)
        self.private_note.unfolded.connect(self._on_private_unfolded)
        self._working.about_to_act.connect(self._on_about_to_act)
        self.follower = FocusFollower(self.area, self.cards, self.said_line)
        theme.notifier().changed.connect(self._on_theme_changed)

    def _show_closed(self, sheet: Sheet) -> None:
        if self._closed != sheet.closed:
            self._closed = sheet.closed
            self.closed_notice.say(sheet.closed, "info", "lock")
        set_shown(self.seal_link, shown=sheet.is_sealed)

    def _show_level(self, sheet: Sheet) -> None:
        heading = tr("Agreed level") if sheet.is_agreed else tr("Level")
        set_text(self.level_heading, heading)
        set_shown(self.level_heading, shown=sheet.is_agreed)
        set_shown(self.adopted_badge, shown=sheet.is_agreed and sheet.agreement.adopted)
        if self.cards.accessibleName() != heading:
            self.cards.setAccessibleName(heading)
        is_editable = sheet.mode is not Mode.READING
        self.cards.show_cards(contents_of(sheet), sheet.level, editable=is_editable)
        set_shown(self.take_back_button, shown=is_editable and sheet.level is not None)

    def _show_reason(self, sheet: Sheet) -> None:
        title = tr("Why this agreed level") if sheet.is_agreed else tr("Why this level")
        if self.reason_section.heading.text() != title:
            self.reason_section.heading.setText(title)
            self.reason_edit.setAccessibleName(title)
        self.reason_edit.show_text(sheet.reason)
        self.reason_edit.set_read_only(read_only=sheet.mode is Mode.READING)

    def _show_own(self, sheet: Sheet, *, anew: bool) -> None:
        judgement = sheet.judgement if not sheet.is_agreed else None
        set_shown(self.own_part, shown=judgement is not None)
        if judgement is None:
            return
        editable = sheet.mode is Mode.JUDGING
        self.strengths.show_records([Improvement(text) for text in judgement.strengths], editable=editable, anew=anew)
        self.improvements.show_records(judgement.improvements, editable=editable, anew=anew)
        self._sources.show_judgement(judgement, sheet.weaknesses, editable=editable)

    def _store(self, part: str, value: object, action: Callable[[], object]) -> None:
        if self._sheet is not None:
            self._drafts.store(f"{part}:{self._sheet.criterion.id}", value, action)

    @Slot()
    def _on_seal_wanted(self) -> None:
        self.place_wanted.emit(Place(Area.DETAILS, "seal"))

    @Slot()
    def _on_taken_back(self) -> None:
        self.choose(None)

    @Slot(str)
    def _on_reason_edited(self, reason: str) -> None:
        if self._sheet is not None:
            criterion, opened = self._sheet.criterion.id, self._working.opened
            self._store("reason", reason, lambda: opened.set_reason(criterion, reason))

    @Slot(object)
    def _on_strengths_edited(self, records: tuple[Improvement, ...]) -> None:
        if self._sheet is not None:
            criterion, opened = self._sheet.criterion.id, self._working.opened
            strengths = tuple(record.text for record in records)
            self._store("strengths", strengths, lambda: opened.set_strengths(criterion, strengths))

    @Slot(object)
    def _on_improvements_edited(self, records: tuple[Improvement, ...]) -> None:
        if self._sheet is not None:
            criterion, opened = self._sheet.criterion.id, self._working.opened
            self._store("improvements", records, lambda: opened.set_improvements(criterion, records))

    @Slot(bool)
    def _on_source_wanted(self, _wanted: bool) -> None:
        asked = self.sender()
        if self._sheet is None or self._sheet.judgement is None:
            return
        self._working.flush()
        criterion, opened = self._sheet.criterion.id, self._working.opened
        source = next(source for source, chip in self.sources.items() if chip is asked)
        chosen = set(self._sheet.judgement.rests_on) ^ {source}
        value = tuple(kind for kind in RestsOn if kind in chosen)
        self._store("rests_on", value, lambda: opened.set_rests_on(criterion, value))

    @Slot(bool)
    def _on_site_wanted(self, wanted: bool) -> None:
        if self._sheet is not None:
            self._working.flush()
            criterion, opened = self._sheet.criterion.id, self._working.opened
            self._store("on_site", wanted, lambda: opened.set_on_site(criterion, wanted))

    @Slot(object)
    def _on_copied(self, record: Improvement) -> None:
        """Put a recommendation of last time behind the present ones, with the keyboard on it."""
        self._working.flush()
        sheet, opened = self._sheet, self._working.opened
        if sheet is None or sheet.judgement is None:
            return
        criterion, records = sheet.criterion.id, (*sheet.judgement.improvements, record)
        self._store("improvements", records, lambda: opened.set_improvements(criterion, records))
        field = self.improvements.rows[-1].field
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.moveCursor(QTextCursor.MoveOperation.End)
        self.area.ensureWidgetVisible(field, 0, theme.em(1))

    @Slot(object)
    def _on_own_edited(self, said: SelfJudgement) -> None:
        opened = self._working.opened
        self._store("self", said, lambda: opened.set_self_judgement(said))

    @Slot(bool)
    def _on_private_unfolded(self, _unfolded: bool) -> None:
        self.grown.emit()
        lay_out_now()
        self.area.ensureWidgetVisible(self.private_note, 0, theme.em(1))

    @Slot(str)
    def _on_private_note_edited(self, note: str) -> None:
        if self._sheet is not None:
            criterion, opened = self._sheet.criterion.id, self._working.opened
            self._store("private", note, lambda: opened.set_private_note(criterion, note))

    @Slot()
    def _on_about_to_act(self) -> None:
        self.reason_edit.hand_on()
        self.strengths.hand_on()
        self.improvements.hand_on()
        self.beside.hand_on()
        self.private_note.hand_on()

    @Slot()
    def _on_theme_changed(self) -> None:
        self._content.setMaximumWidth(theme.em(WIDEST))
