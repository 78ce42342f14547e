"""The right column: the evidence that a criterion cites, the ways to add to it, and the file that is looked at."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from eucles_desk.assessment.evidence import EvidenceKind
from eucles_desk.ui import theme
from eucles_desk.ui.language import tr
from eucles_desk.ui.workspace.ask import AskDialog
from eucles_desk.ui.workspace.attaching import Attaching
from eucles_desk.ui.workspace.card_list import CardList
from eucles_desk.ui.workspace.citations import Citations
from eucles_desk.ui.workspace.cite_popup import CitePopup
from eucles_desk.ui.workspace.citing import also_cited, cited_in
from eucles_desk.ui.workspace.evidence_actions import EvidenceActions
from eucles_desk.ui.workspace.evidence_card import Around
from eucles_desk.ui.workspace.evidence_column import EvidenceColumn
from eucles_desk.ui.workspace.file_care import FileCare
from eucles_desk.ui.workspace.looking import Looking
from eucles_desk.ui.workspace.pasting import paste
from eucles_desk.ui.workspace.removing import Removing
from eucles_desk.ui.workspace.sections import set_shown, set_text
from eucles_desk.ui.workspace.sheet import Mode, Sheet, seen_judgements, shown_judgements

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtCore import QMimeData

    from eucles_desk.assessment.evidence import Citation, FileVersion
    from eucles_desk.ui.context import Context
    from eucles_desk.ui.working import Working
    from eucles_desk.ui.workspace.citing import Cited
    from eucles_desk.ui.workspace.drafts import Drafts
    from eucles_desk.ui.workspace.evidence_card import EvidenceCard


class EvidencePanel(EvidenceColumn):
    """Cards of the evidence cited here, and what attaches, notes, links, cites and shows it.

    Signals:
        grown: There is a new part that the keyboard can reach.
        criterion_wanted: The user wants to go to this criterion.
        left: The keyboard is to go back to the criterion.
        room_changed: More width is of use to the column now, or no longer.
    """

    grown = Signal()
    left = Signal()
    room_changed = Signal()
    criterion_wanted = Signal(str)

    def __init__(self, context: Context, working: Working, drafts: Drafts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._working = working
        self._sheet: Sheet | None = None
        self._cited: tuple[Cited, ...] = ()
        self._offered: tuple[Path, ...] = ()
        self.is_wide = False
        self.attaching = Attaching(working, self)
        self.citations = Citations(working, drafts, self)
        self.acting = EvidenceActions(working, self)
        self.removing = Removing(working, self.citations, self.acting, self)
        reader = context.reader
        self.looking = Looking(reader, working, context.looked, self) if reader is not None else None
        self._list = CardList(self.cards_column, self, with_viewer=reader is not None)
        self.files = FileCare(working, self, self._list, self.looking, reader)
        self.popup = CitePopup(self, working.opened)
        if self.looking is not None:
            self.hold_viewer(self.looking.viewer)
        self._connect()

    @property
    def cards(self) -> list[EvidenceCard]:
        """The cards shown."""
        return self._list.cards

    @property
    def is_editable(self) -> bool:
        """Whether evidence can be added here now."""
        return self._sheet is not None and self._sheet.mode is Mode.JUDGING

    def sizeHint(self) -> QSize:
        """Ask for room for a title and its buttons."""
        return QSize(theme.em(23), theme.em(30))

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the evidence of a criterion."""
        another = self._sheet is None or self._sheet.criterion.id != sheet.criterion.id
        if another:
            self.hush()
            self.popup.hide()
            self.area.verticalScrollBar().setValue(0)
        cited, before = cited_in(self._working.value, shown_judgements(sheet)), {one.piece.id for one in self._cited}
        new = next((one.piece for one in cited if one.piece.id not in before), None)
        has_come = new is not None and not another and not self.attaching.is_busy
        self._sheet, self._cited = sheet, cited
        self.citations.show_sheet(sheet)
        self.removing.show_sheet(sheet, cited)
        set_text(self.heading, tr("Evidence for {criterion}", criterion=sheet.criterion.id))
        self._show_cards(anew=another)
        if new is not None and has_come:
            self._go_to_card(new.id)
        set_shown(self.nothing_label, shown=not cited and self.is_editable)
        for made in self.buttons:
            set_shown(made, shown=self.is_editable or made is self.more_button)
        self.paste_action.setVisible(self.is_editable)
        self.several_action.setVisible(self.is_editable and len(cited) > 1)
        sealed = "" if sheet.closed else sheet.sealed
        set_text(self.sealed_label, sealed)
        set_shown(self.sealed_label, shown=bool(sealed))
        if self.looking is not None:
            self.looking.show_sheet(sheet.criterion.id, cited, editable=self.is_editable)
            if new is not None and has_come and new.kind is EvidenceKind.LINK:
                self.looking.show_new(new)

    def say(self, sentence: str) -> None:
        """Say that something was not done."""
        self._offered = ()
        self.tell(sentence, "warning")

    def hint_drop(self) -> None:
        """Say what letting go would do."""
        self._offered = ()
        self.tell(tr("Drop to attach to {criterion}.", criterion=self._sheet.criterion.id if self._sheet else ""))

    @Slot()
    def cite_shown(self) -> None:
        """Cite what is looked at."""
        self._working.flush()
        if self.looking is None:
            self.say(tr("Nothing is shown that could be cited. Show a piece of evidence first."))
        else:
            self.looking.cite()

    @Slot()
    def toggle_large(self) -> None:
        """Show the file that is looked at in a window of its own."""
        if self.looking is not None:
            self.looking.toggle_large()

    @Slot()
    def paste(self) -> None:
        """Attach what lies on the clipboard."""
        self.paste_data(QGuiApplication.clipboard().mimeData())

    def paste_data(self, data: QMimeData) -> None:
        """Attach what was copied elsewhere."""
        if self._sheet is None or not self.is_editable:
            return
        self._working.flush()
        if not paste(data, self.attaching, self._sheet.criterion.id):
            self.say(tr("The clipboard holds nothing that could be attached."))

    @Slot()
    def ask_for_files(self) -> None:
        """Ask for files to attach."""
        if not self.is_editable:
            return
        self._working.flush()
        dialog = QFileDialog(self, tr("Attach files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._on_files_selected)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _connect(self) -> None:
        attaching, acting = self.attaching, self.acting
        for told in (attaching.told, acting.told):
            told.connect(self.say)
        attaching.asked.connect(self._on_asked)
        attaching.attached.connect(self._on_attached)
        attaching.arrived.connect(self._on_arrived)
        attaching.busy_changed.connect(self.show_busy)
        acting.newer_given.connect(attaching.replace_file)
        self.bar.action.connect(self._on_offer_taken)
        self.stop_button.clicked.connect(attaching.stop)
        self.stop_button.clicked.connect(self.files.checks.stop)
        self.attach_button.clicked.connect(self.ask_for_files)
        self.interview_button.clicked.connect(self._on_interview_wanted)
        self.link_button.clicked.connect(self._on_link_wanted)
        self.cite_button.clicked.connect(self._on_cite_wanted)
        self.paste_action.triggered.connect(self.paste)
        self.several_action.triggered.connect(self.removing.ask_for_several)
        self.removing.removed.connect(self._on_removed)
        self._list.made.connect(self._on_card_made)
        self._list.grown.connect(self.grown)
        self._list.moved.connect(self._on_part_shown)
        self.wrong_files.grown.connect(self.grown)
        self.files.changed.connect(self._show_cards)
        self.files.card_wanted.connect(self._go_to_card)
        self.files.criterion_wanted.connect(self.criterion_wanted)
        self.earlier_button.clicked.connect(partial(self._list.turn, -1))
        self.later_button.clicked.connect(partial(self._list.turn, 1))
        self.popup.chosen.connect(self.citations.add)
        self._working.about_to_act.connect(self._on_about_to_act)
        if self.looking is not None:
            self.looking.told.connect(self.say)
            self.looking.viewer.left.connect(self.left)
            self.looking.cited.connect(self.citations.add)
            self.looking.shown_changed.connect(self._on_viewer_wanted)
            self.looking.outside_wanted.connect(acting.open)

    @Slot()
    def _show_cards(self, *, anew: bool = False) -> None:
        """Show the cards of the part of the evidence that the user is at, as it stands now."""
        sheet = self._sheet
        if sheet is None:
            return
        others = seen_judgements(sheet, self._working.value, self._working.seat)

        def around(cited: Cited) -> Around:
            piece = cited.piece
            return Around(
                criterion=sheet.criterion.id,
                period=self._working.value.period,
                others=also_cited(others, sheet.criterion.id, piece.id),
                state=self.files.checks.state(piece),
                trouble=self.files.trouble(piece),
                editable=self.is_editable,
                can_show=self.looking is not None,
            )

        self._list.show_cited(self._cited, around, anew=anew)
        self._on_part_shown()

    @Slot()
    def _on_part_shown(self) -> None:
        shown = self._list.shown
        self.show_part(self._list.first, len(shown), self._list.total)
        self.files.watch(cited.piece for cited in shown)

    @Slot(object)
    def _go_to_card(self, evidence: UUID) -> None:
        card = self._list.go_to(evidence)
        if card is not None:
            self.reveal(card)

    @Slot(object)
    def _on_card_made(self, card: EvidenceCard) -> None:
        acting = self.acting
        card.show_wanted.connect(self._on_place_wanted)
        card.open_wanted.connect(acting.open)
        card.removal_wanted.connect(self.removing.take_off)
        card.rename_wanted.connect(acting.rename)
        card.copy_wanted.connect(acting.copy)
        card.replace_wanted.connect(acting.replace)
        card.deletion_wanted.connect(self.removing.delete)
        card.dated.connect(acting.date)
        card.version_wanted.connect(self._on_version_wanted)
        card.place_wanted.connect(self._on_place_wanted)
        card.place_removal_wanted.connect(self.citations.take_off_place)
        card.pages_edited.connect(self.citations.set_pages)
        card.note_edited.connect(self.citations.set_note)
        card.unfolded.connect(self.reveal)
        card.criterion_wanted.connect(self.criterion_wanted)

    # What happens

    @Slot(list)
    def _on_files_selected(self, names: list[str]) -> None:
        if self._sheet is not None:
            self.attaching.attach_paths([Path(name) for name in names], self._sheet.criterion.id)

    @Slot(object)
    def _on_attached(self, contents: tuple[str, ...]) -> None:
        self.files.look_at(contents)
        self._show_cards()

    @Slot(str, bool)
    def _on_arrived(self, sha256: str, undated: bool) -> None:
        """Show the first of the files that have come in; the keyboard stays where it is."""
        piece = next((one.piece for one in self._cited if one.piece.sha256 == sha256), None)
        if piece is not None:
            self._go_to_card(piece.id)
            if self.looking is not None:
                self.looking.show_new(piece)
        if undated:
            self.tell(
                tr("The dates of the earlier file do not count for the newer one. Add its own under More details.")
            )

    @Slot(str, object)
    def _on_asked(self, sentence: str, files: tuple[Path, ...]) -> None:
        self.say(sentence)
        if files:
            self.tell(sentence, "info", tr("Attach them"))
            self._offered = files

    @Slot()
    def _on_offer_taken(self) -> None:
        self.hush()
        if self._sheet is not None and self._offered:
            self.attaching.attach_paths(self._offered, self._sheet.criterion.id)

    @Slot()
    def _on_interview_wanted(self) -> None:
        dialog = AskDialog(tr("Add an interview"), tr("Add"), parent=self)
        dialog.title_edit.setPlaceholderText(tr("Whom you spoke with, and when"))
        dialog.answered.connect(self._on_interview_named)
        dialog.open()

    @Slot(str, str)
    def _on_interview_named(self, title: str, _address: str) -> None:
        if self._sheet is not None:
            self._working.flush()
            self.attaching.attach_interview(title, self._sheet.criterion.id)

    @Slot()
    def _on_link_wanted(self) -> None:
        dialog = AskDialog(tr("Add a link"), tr("Add"), with_address=True, parent=self)
        dialog.answered.connect(self._on_link_given)
        dialog.open()

    @Slot(str, str)
    def _on_link_given(self, title: str, address: str) -> None:
        if self._sheet is not None:
            self._working.flush()
            self.attaching.attach_link(address, title, self._sheet.criterion.id)

    @Slot()
    def _on_cite_wanted(self) -> None:
        self._working.flush()
        cited = {citation.evidence for citation in self.citations.all}
        place = self.cite_button.mapToGlobal(QPoint(0, self.cite_button.height() + 2))
        screen = self.screen().availableGeometry()
        width = max(self.width() - theme.em(2), theme.em(26))
        left = max(min(place.x(), screen.right() - width), screen.left())
        at = QPoint(left, max(min(place.y(), screen.bottom() - theme.em(24)), screen.top()))
        self.popup.show_pieces(tuple(reversed(self._working.value.evidence)), cited, at, width)

    @Slot(object)
    @Slot(object, object)
    def _on_place_wanted(self, evidence: UUID, citation: Citation | None = None) -> None:
        self.hush()
        piece = self._working.value.piece(evidence)
        if piece is not None and self.looking is not None and piece.sha256:
            self.looking.show_piece(piece, citation)
        elif piece is not None:
            self.acting.open(evidence)

    @Slot(object, object, str)
    def _on_version_wanted(self, evidence: UUID, version: FileVersion, what: str) -> None:
        piece = self._working.value.piece(evidence)
        if what == "open":
            self.acting.open_version(evidence, version)
        elif what == "copy":
            self.acting.copy_version(evidence, version)
        elif piece is not None and self.looking is not None:
            self.looking.show_version(piece, version)

    @Slot(str)
    def _on_removed(self, sentence: str) -> None:
        if sentence:
            self.tell(sentence)
        focus = self.cards[0].remove_button if self.cards else self.attach_button
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(bool)
    def _on_viewer_wanted(self, wanted: bool) -> None:
        looking = self.looking
        if looking is None:
            return
        self.show_viewer(shown=wanted, lent=looking.large is not None)
        # Between criteria with a file and without one the columns stay as they are: the levels are not to move.
        wide = wanted or (self.is_wide and not looking.is_put_away and looking.large is None)
        if wide != self.is_wide:
            self.is_wide = wide
            self.room_changed.emit()
        self.grown.emit()

    @Slot()
    def _on_about_to_act(self) -> None:
        self.hush()
        for card in self.cards:
            card.hand_on()
