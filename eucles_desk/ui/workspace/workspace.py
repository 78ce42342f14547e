"""The workspace: criteria at the left, the judgement of one in the middle, its evidence at the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from eucles_desk.assessment.changes import Change, Part
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.terms import NOT_APPLICABLE
from eucles_desk.ui import theme
from eucles_desk.ui.actions import keys_of
from eucles_desk.ui.binding import bind
from eucles_desk.ui.floating import Floating
from eucles_desk.ui.key_rules import set_key_rules
from eucles_desk.ui.language import tr
from eucles_desk.ui.widgets import MessageBar, spaced
from eucles_desk.ui.workspace.attaching import is_attachable
from eucles_desk.ui.workspace.criterion_list import CriterionList
from eucles_desk.ui.workspace.drafts import Drafts
from eucles_desk.ui.workspace.evidence_panel import EvidencePanel
from eucles_desk.ui.workspace.judgement_panel import LOW, JudgementPanel
from eucles_desk.ui.workspace.keys import (
    FLAG_KEY,
    LOOK_FOR_KEY,
    PRIVATE_KEY,
    REASON_KEY,
    RECOMMENDATION_KEY,
    SOURCE_KEYS,
    STRENGTH_KEY,
)
from eucles_desk.ui.workspace.moving import Moving
from eucles_desk.ui.workspace.rows import items_of, next_open
from eucles_desk.ui.workspace.sections import lay_out_now, set_tab_order
from eucles_desk.ui.workspace.sharing import Sharing, shares
from eucles_desk.ui.workspace.sheet import Sheet, sheet_of
from eucles_desk.ui.workspace.talk_note import TalkNote

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QDragEnterEvent,
        QDragLeaveEvent,
        QDragMoveEvent,
        QDropEvent,
        QKeyEvent,
        QResizeEvent,
        QShowEvent,
    )

    from eucles_desk.assessment.values import Level
    from eucles_desk.ui.context import Context
    from eucles_desk.ui.working import Working
    from eucles_desk.ui.workspace.records import RecordList

ROOMY = 66
"""Below this width, in multiples of the text size, the evidence goes under the judgement."""
LEAST_JUDGED = 34
"""The judgement leaves no more of its width to the list than what goes beyond this."""
LEAST_WITH_LIST = 34
"""Where even less is left beside the findings, with very large text, the list gives way to the judgement."""
JUDGED_PARTS = frozenset({Part.JUDGEMENT, Part.AGREEMENT, Part.SELF_JUDGEMENT, Part.PRIVATE_NOTE})


class Workspace(QWidget):
    """Leads through the criteria of an assessment.

    Digits give the level from anywhere but a text field, ``Alt`` and a digit from there too; ``N`` says *not
    applicable*; ``Ctrl+Enter`` goes to the next open criterion, ``Ctrl`` with an arrow up or down to the one before or
    after; ``Ctrl+E`` cites what the viewer shows, ``Ctrl+L`` shows it larger, ``Ctrl+V`` attaches what was copied,
    ``Ctrl+Shift+E`` attaches files, ``Ctrl+F`` finds a criterion.

    Signals:
        criterion_shown: This criterion is on the desk now.
        place_wanted: The user wants to go elsewhere, to a missing fact for instance; carries a :class:`Place`.
    """

    criterion_shown = Signal(str)
    place_wanted = Signal(object)

    def __init__(self, context: Context, working: Working, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.working = working
        self._drafts, self._moving = Drafts(working), Moving(self)
        self._current = ""
        self._sheet: Sheet | None = None
        self._is_stale = False
        self.notice = MessageBar()
        self.criteria = CriterionList(items_of(working.standing))
        self.judgement = JudgementPanel(working, self._drafts)
        self.evidence = EvidencePanel(context, working, self._drafts)
        self.talk_note = TalkNote(working)
        self.evidence.put_under(self.talk_note)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self._make_shortcuts()
        self._show_first()
        set_tab_order(self)

    @property
    def current_criterion(self) -> str:
        """The criterion on the desk, empty when the label judges none."""
        return self._current

    def show_criterion(self, criterion: str) -> None:
        """Put a criterion on the desk; what was typed in the one before is stored first."""
        if criterion == self._current or self.criteria.model.row(criterion) is None:
            return
        self.working.flush()
        self._current = criterion
        self.notice.hide()
        self.criteria.show_current(criterion)
        self._fill(anew=True)
        self.criterion_shown.emit(criterion)

    def go_to(self, place: Place | str) -> None:
        """Show the criterion that a place names and put the keyboard on its levels."""
        criterion = place if isinstance(place, str) else place.id if place.area is Area.CRITERIA else ""
        if self.criteria.model.row(criterion) is not None:
            self.show_criterion(criterion)
        self.judgement.cards.focus_card()
        self.judgement.follower.reveal()

    @Slot()
    def next_open(self) -> None:
        """Go to the next criterion not looked at, then to those without a reason; say so when nothing is open."""
        self._moving.next_open()

    @Slot()
    def previous(self) -> None:
        """Go to the criterion before the present one; say so at the first."""
        self._moving.step(-1)

    @Slot()
    def following(self) -> None:
        """Go to the criterion after the present one; say so at the last."""
        self._moving.step(1)

    def note_here(self) -> None:
        """Give the keyboard to the field for a note from the interview that is going on."""
        self.talk_note.begin()

    def take_levels_from(self, part: QWidget) -> None:
        """Let digits give levels over a part around the workspace too, while the workspace is shown."""
        for level in self._levels():
            key = str(level)
            bind("level", part, partial(self._choose_if_shown, level, key), keys=(key,), value=key)

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while another area was shown."""
        super().showEvent(event)
        if self._is_stale:
            self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the columns as the width allows."""
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show all criteria again with Escape, where nothing else has wanted the key."""
        if event.key() == Qt.Key.Key_Escape and self.criteria.is_narrowed:
            self.criteria.show_all()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and links where evidence can be added."""
        if self.evidence.is_editable and is_attachable(event.mimeData()):
            event.acceptProposedAction()
            self.evidence.hint_drop()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Go on taking them."""
        if self.evidence.is_editable and is_attachable(event.mimeData()):
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Say nothing more of a drop that went elsewhere."""
        super().dragLeaveEvent(event)
        self.evidence.hush()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what was dropped."""
        self.evidence.hush()
        if self.evidence.is_editable and is_attachable(event.mimeData()):
            event.acceptProposedAction()
            self.working.flush()
            self.evidence.attaching.attach_dropped(event.mimeData(), self._current)

    # Making

    def _lay_out(self) -> None:
        for part, stretch in ((self.criteria, 0), (self.judgement, 1), (self.evidence, 0)):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(self.splitter.indexOf(part), stretch)
            part.setMinimumWidth(0)
        for part in (self.criteria, self.evidence):
            part.setProperty("look", "plain")
            part.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self._is_roomy = True
        self._sharing = Sharing(self.splitter)
        column = QVBoxLayout(self)
        spaced(column, 0, 0)
        Floating(self.notice, self, lambda: self.splitter).follow(self.splitter)
        column.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.criteria.chosen.connect(self.show_criterion)
        self.criteria.entered.connect(self._on_entered)
        self.judgement.grown.connect(self._on_grown)
        self.evidence.grown.connect(self._on_grown)
        self.evidence.criterion_wanted.connect(self.show_criterion)
        self.evidence.left.connect(self._on_entered)
        self.evidence.room_changed.connect(self._arrange)
        self.splitter.splitterMoved.connect(self._on_splitter_moved)
        self.judgement.place_wanted.connect(self.place_wanted)
        self.working.changed.connect(self._on_changed)
        self.working.not_saved.connect(self._on_unsettled)
        self.working.refused.connect(self._on_unsettled)
        theme.notifier().changed.connect(self._on_theme_changed)
        rules = set_key_rules()
        if rules is not None:
            rules.left_out.connect(self._on_key_left_out)

    def _make_shortcuts(self) -> None:
        for level in self._levels():
            for key in (str(level), f"Alt+{level}"):
                bind("level", self, partial(self._choose, level, key), keys=(key,), value=str(level))
        for key in keys_of("not_applicable"):
            bind("not_applicable", self, partial(self._choose, NOT_APPLICABLE, key), keys=(key,))
        for part in (self.judgement.cards, self.criteria.view):
            for key in keys_of("no_level"):
                bind("no_level", part, partial(self._choose, None, key), keys=(key,))
        bind("next_open", self, self.next_open)
        bind("next_criterion", self, self.following)
        bind("previous_criterion", self, self.previous)
        bind("cite", self, self.evidence.cite_shown)
        bind("show_larger", self, self.evidence.toggle_large)
        bind("attach", self, self.evidence.ask_for_files)
        bind("paste", self, self.evidence.paste)
        judgement = self.judgement
        bind("reason", self, judgement.go_to_reason, keys=(tr(REASON_KEY),))
        begin = self._begin_record
        bind("strength", self, partial(begin, judgement.strengths), keys=(tr(STRENGTH_KEY),))
        bind("recommendation", self, partial(begin, judgement.improvements), keys=(tr(RECOMMENDATION_KEY),))
        bind("look_for", self, judgement.guidance.unfold_button.click, keys=(tr(LOOK_FOR_KEY),))
        bind("private_note", self, judgement.private_note.toggle, keys=(tr(PRIVATE_KEY),))
        bind("flag", self, partial(judgement.press, judgement.on_site_chip), keys=(tr(FLAG_KEY),))
        for source, keys in SOURCE_KEYS.items():
            press = partial(judgement.press, judgement.sources[source])
            bind("source", self, press, keys=(tr(keys),), value=source.value)

    def _show_first(self) -> None:
        rows = self.criteria.model.rows
        if rows:
            first = rows[0].criterion.id
            is_open = rows[0].level is None
            self.show_criterion(first if is_open else next_open(rows, first) or first)

    @Slot()
    def _arrange(self) -> None:
        """Share out the width; where it is short, the evidence goes under the judgement."""
        roomy = self.width() >= theme.em(ROOMY)
        if roomy != self._is_roomy:
            self._is_roomy = roomy
            if roomy:
                self.evidence.give_back(self.judgement.take_below())
            else:
                self.judgement.put_below(self.evidence.take_content())
            set_tab_order(self)
            self.evidence.setVisible(roomy)
            self._sharing.forget()
        width, wide = self.width(), self.evidence.is_wide
        left, right = shares(width, low=self.height() < theme.em(LOW), wide=wide) if roomy else (_list_width(width), 0)
        self.criteria.setVisible(width >= theme.em(LEAST_WITH_LIST))
        self._sharing.apply([left, max(width - left - right, 1), right], wide=wide)

    # What happens

    def _levels(self) -> range:
        edition = self.working.edition
        return range(edition.lowest_level, min(edition.highest_level, 9) + 1)

    def _choose(self, level: Level, key: str) -> None:
        self.judgement.choose(level, key)

    def _choose_if_shown(self, level: Level, key: str) -> None:
        if self.isVisible():
            self._choose(level, key)

    def _begin_record(self, records: RecordList) -> None:
        field = records.begin() if records.isVisible() else None
        if field is not None:
            lay_out_now()
            self.judgement.area.ensureWidgetVisible(field, 0, theme.em(1))

    def _fill(self, *, anew: bool) -> None:
        """Show the sheet of the present criterion; only what is another now is laid out and painted."""
        self._sheet = sheet_of(self.working.opened, self._current, self._drafts)
        self.judgement.show_sheet(self._sheet)
        self.evidence.show_sheet(self._sheet)
        self.talk_note.show_criterion(self._current)
        if anew:
            self.judgement.area.verticalScrollBar().setValue(0)
        lay_out_now()

    def _refresh(self) -> None:
        self._is_stale = False
        self.criteria.show_items(items_of(self.working.standing))
        if self._current:
            self._fill(anew=False)

    @Slot()
    def _on_entered(self) -> None:
        self.go_to(self._current)

    @Slot(object)
    def _on_changed(self, changes: tuple[Change, ...]) -> None:
        if not self.isVisible():
            self._is_stale = True
            return
        self._refresh()
        if self.working.is_stepping:
            touched = {change.key.rpartition("/")[2] for change in changes if change.part in JUDGED_PARTS}
            if touched and self._current not in touched:
                self.show_criterion(
                    next(row.criterion.id for row in self.criteria.model.rows if row.criterion.id in touched)
                )

    @Slot()
    def _on_unsettled(self) -> None:
        """Show again what is on the desk: what was refused is taken back, what could not be stored stays."""
        if self._current:
            self._fill(anew=False)

    @Slot()
    def _on_key_left_out(self) -> None:
        """Say why a key did nothing."""
        if self.isVisible() and self.isActiveWindow():
            keys = tr(REASON_KEY)
            self.judgement.said_line.tell(tr("Words typed here change nothing. {keys} writes the reason.", keys=keys))

    @Slot()
    def _on_grown(self) -> None:
        set_tab_order(self)

    @Slot(int, int)
    def _on_splitter_moved(self, _position: int, _index: int) -> None:
        self._sharing.keep(wide=self.evidence.is_wide)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._arrange()


def _list_width(width: int) -> int:
    """Return the width of the list beside the judgement alone: whole codes and most of the titles where that fits."""
    return min(theme.em(19), max(width - theme.em(LEAST_JUDGED), width * 3 // 10))
