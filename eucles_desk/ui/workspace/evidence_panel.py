"""The right column: the evidence that a criterion cites, the ways to add to it, and the file that is looked at."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.language import tr
from eucles_desk.ui.workspace.ask import AskDialog
from eucles_desk.ui.workspace.attaching import Attaching
from eucles_desk.ui.workspace.cite_popup import CitePopup
from eucles_desk.ui.workspace.citing import also_cited, cited_in, with_note, with_pages, without, without_place
from eucles_desk.ui.workspace.evidence_actions import EvidenceActions
from eucles_desk.ui.workspace.evidence_card import Around, EvidenceCard
from eucles_desk.ui.workspace.evidence_column import EvidenceColumn
from eucles_desk.ui.workspace.file_checks import FileChecks
from eucles_desk.ui.workspace.looking import Looking
from eucles_desk.ui.workspace.pasting import paste
from eucles_desk.ui.workspace.sections import set_shown, set_text
from eucles_desk.ui.workspace.sheet import Mode, Sheet, seen_judgements, shown_judgements

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from PySide6.QtCore import QMimeData

    from eucles_desk.assessment.evidence import Citation, FileVersion
    from eucles_desk.ui.context import Context
    from eucles_desk.ui.working import Working
    from eucles_desk.ui.workspace.citing import Cited
    from eucles_desk.ui.workspace.drafts import Drafts

AT_ONCE: Final = 10
"""Cards shown at once: a criterion that rests on hundreds of files is gone through in steps."""


class EvidencePanel(EvidenceColumn):
    """Cards of the evidence cited here, and what attaches, notes, links, cites and shows it.

    Signals:
        grown: There is a new part that the keyboard can reach.
        criterion_wanted: The user wants to go to this criterion.
        left: The keyboard is to go back to the criterion.
    """

    grown = Signal()
    left = Signal()
    criterion_wanted = Signal(str)

    def __init__(self, context: Context, working: Working, drafts: Drafts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._working, self._drafts = working, drafts
        self._sheet: Sheet | None = None
        self._cited: tuple[Cited, ...] = ()
        self._first = 0
        self._cards: list[EvidenceCard] = []
        self._offered: tuple[Path, ...] = ()
        self._is_growing = self._has_grown = False
        self.attaching = Attaching(working, self)
        self.acting = EvidenceActions(context, working, self)
        self.checks = FileChecks(working.opened, self)
        reader = context.reader
        self.looking = Looking(reader, working, context.looked, self) if reader is not None else None
        self.popup = CitePopup(self, working.opened)
        if self.looking is not None:
            self.hold_viewer(self.looking.viewer)
        self._connect()

    @property
    def cards(self) -> list[EvidenceCard]:
        """The cards shown."""
        return [card for card in self._cards if not card.isHidden()]

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
            self.bar.hide()
            self.popup.hide()
        cited = cited_in(self._working.value, shown_judgements(sheet))
        if another:
            self._first = 0
        elif len(cited) > len(self._cited) and len(cited) > AT_ONCE:
            self._first = (len(cited) - 1) // AT_ONCE * AT_ONCE  # what was added last can be seen
        self._sheet, self._cited = sheet, cited
        set_text(self.heading, tr("Evidence for {criterion}", criterion=sheet.criterion.id))
        self._show_cards()
        set_shown(self.nothing_label, shown=not cited and self.is_editable)
        for made in self.buttons:
            set_shown(made, shown=self.is_editable or made is self.more_button)
        self.paste_action.setVisible(self.is_editable)
        sealed = "" if sheet.closed else sheet.sealed
        set_text(self.sealed_label, sealed)
        set_shown(self.sealed_label, shown=bool(sealed))
        if self.looking is not None:
            self.looking.show_sheet(sheet.criterion.id, cited, editable=self.is_editable)

    def say(self, sentence: str) -> None:
        """Say that something was not done."""
        self._offered = ()
        self.bar.say(sentence, "warning")

    def hint_drop(self) -> None:
        """Say what letting go would do."""
        self._offered = ()
        self.bar.say(tr("Drop to attach to {criterion}.", criterion=self._sheet.criterion.id if self._sheet else ""))

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
        attaching.busy_changed.connect(self.show_busy)
        acting.newer_given.connect(attaching.replace_file)
        self.bar.action.connect(self._on_offer_taken)
        self.stop_button.clicked.connect(attaching.stop)
        self.stop_button.clicked.connect(self.checks.stop)
        self.checks.changed.connect(self._show_cards)
        self.checks.moved.connect(self._on_checking)
        self.checks.checked.connect(self._on_all_checked)
        self.attach_button.clicked.connect(self.ask_for_files)
        self.interview_button.clicked.connect(self._on_interview_wanted)
        self.link_button.clicked.connect(self._on_link_wanted)
        self.cite_button.clicked.connect(self._on_cite_wanted)
        self.paste_action.triggered.connect(self.paste)
        self.check_action.triggered.connect(lambda: self.checks.check_all(self._working.value.evidence))
        self.earlier_button.clicked.connect(partial(self._turn, -AT_ONCE))
        self.later_button.clicked.connect(partial(self._turn, AT_ONCE))
        self.popup.chosen.connect(self._on_chosen)
        self._working.about_to_act.connect(self._on_about_to_act)
        if self.looking is not None:
            self.looking.told.connect(self.say)
            self.looking.viewer.left.connect(self.left)
            self.looking.cited.connect(self._on_chosen)
            self.looking.shown_changed.connect(self._on_viewer_wanted)
            self.looking.outside_wanted.connect(acting.open)

    def _show_cards(self) -> None:
        """Show the cards of the part of the evidence that the user is at."""
        sheet = self._sheet
        if sheet is None:
            return
        self._first = min(self._first, max(len(self._cited) - 1, 0) // AT_ONCE * AT_ONCE)
        shown = self._cited[self._first : self._first + AT_ONCE]
        others = seen_judgements(sheet, self._working.value, self._working.seat)
        self._is_growing = True
        while len(self._cards) < len(shown):
            self._cards.append(self._card())
            self._on_grown()
        for at, card in enumerate(self._cards):
            if at < len(shown):
                piece = shown[at].piece
                around = Around(
                    criterion=sheet.criterion.id,
                    period=self._working.value.period,
                    others=also_cited(others, sheet.criterion.id, piece.id),
                    state=self.checks.state(piece),
                    editable=self.is_editable,
                    can_show=self.looking is not None,
                )
                card.show_cited(shown[at], around)
            set_shown(card, shown=at < len(shown))
        self._is_growing = False
        if self._has_grown:
            self._on_grown()
        self.show_part(self._first, len(shown), len(self._cited))
        self.checks.watch(cited.piece for cited in shown)

    def _card(self) -> EvidenceCard:
        card = EvidenceCard(with_viewer=self.looking is not None)
        self.cards_column.addWidget(card)
        acting = self.acting
        card.show_wanted.connect(self._on_place_wanted)
        card.open_wanted.connect(acting.open)
        card.removal_wanted.connect(self._on_removal_wanted)
        card.rename_wanted.connect(acting.rename)
        card.copy_wanted.connect(acting.copy)
        card.replace_wanted.connect(acting.replace)
        card.deletion_wanted.connect(acting.remove)
        card.dated.connect(acting.date)
        card.version_wanted.connect(self._on_version_wanted)
        card.place_wanted.connect(self._on_place_wanted)
        card.place_removal_wanted.connect(self._on_place_removal_wanted)
        card.pages_edited.connect(self._on_pages_edited)
        card.note_edited.connect(self._on_note_edited)
        card.criterion_wanted.connect(self.criterion_wanted)
        card.grown.connect(self._on_grown)
        return card

    def _citations(self) -> tuple[Citation, ...]:
        return self._sheet.judgement.citations if self._sheet and self._sheet.judgement else ()

    def _cite(self, citations: Sequence[Citation]) -> None:
        if self._sheet is None:
            return
        criterion, opened, value = self._sheet.criterion.id, self._working.opened, tuple(citations)
        self._drafts.store(f"citations:{criterion}", value, lambda: opened.set_citations(criterion, value))

    def _turn(self, by: int) -> None:
        self._first = max(self._first + by, 0)
        self._show_cards()

    # What happens

    @Slot(list)
    def _on_files_selected(self, names: list[str]) -> None:
        if self._sheet is not None:
            self.attaching.attach_paths([Path(name) for name in names], self._sheet.criterion.id)

    @Slot(object)
    def _on_attached(self, contents: tuple[str, ...]) -> None:
        self.checks.forget(contents)
        self._show_cards()

    @Slot(str, object)
    def _on_asked(self, sentence: str, files: tuple[Path, ...]) -> None:
        self.say(sentence)
        if files:
            self.bar.say(sentence, "info", tr("Attach them"))
            self._offered = files

    @Slot()
    def _on_offer_taken(self) -> None:
        self.bar.hide()
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
        cited = {citation.evidence for citation in self._citations()}
        place = self.cite_button.mapToGlobal(QPoint(0, self.cite_button.height() + 2))
        screen = self.screen().availableGeometry()
        width = max(self.width() - theme.em(2), theme.em(26))
        left = max(min(place.x(), screen.right() - width), screen.left())
        at = QPoint(left, max(min(place.y(), screen.bottom() - theme.em(24)), screen.top()))
        self.popup.show_pieces(tuple(reversed(self._working.value.evidence)), cited, at, width)

    @Slot(object)
    def _on_chosen(self, citation: Citation) -> None:
        if self._sheet is not None:
            criterion, opened = self._sheet.criterion.id, self._working.opened
            self._working.do(lambda: opened.cite(criterion, citation))

    @Slot(object)
    @Slot(object, object)
    def _on_place_wanted(self, evidence: UUID, citation: Citation | None = None) -> None:
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

    @Slot(object)
    def _on_removal_wanted(self, evidence: UUID) -> None:
        self._working.flush()
        self._cite(without(self._citations(), evidence))
        focus = self.cards[0].remove_button if self.cards else self.attach_button
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object, object)
    def _on_place_removal_wanted(self, _evidence: UUID, citation: Citation) -> None:
        self._working.flush()
        self._cite(without_place(self._citations(), citation))

    @Slot(object, object)
    def _on_pages_edited(self, evidence: UUID, pages: tuple[int, ...]) -> None:
        piece = self._working.value.piece(evidence)
        self._cite(with_pages(self._citations(), evidence, pages, piece.sha256 if piece else ""))

    @Slot(object, str)
    def _on_note_edited(self, evidence: UUID, note: str) -> None:
        self._cite(with_note(self._citations(), evidence, note.strip()))

    @Slot(bool)
    def _on_viewer_wanted(self, wanted: bool) -> None:
        if self.looking is not None:
            self.show_viewer(shown=wanted, lent=self.looking.large is not None)
        self.grown.emit()

    @Slot()
    def _on_grown(self) -> None:
        """Tell of new parts once for all cards that are shown in one go."""
        self._has_grown = self._is_growing
        if not self._is_growing:
            self.grown.emit()

    @Slot(int, int)
    def _on_checking(self, done: int, total: int) -> None:
        self.show_busy(tr("Checking file {number} of {count}", number=min(done + 1, total), count=total))

    @Slot(str, bool)
    def _on_all_checked(self, sentence: str, whole: bool) -> None:
        self.show_busy("")
        self._offered = ()
        self.bar.say(sentence, "good" if whole else "warning")

    @Slot()
    def _on_about_to_act(self) -> None:
        for card in self.cards:
            card.hand_on()
