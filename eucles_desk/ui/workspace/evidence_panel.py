"""The right column: the evidence that a criterion cites, and the ways to add to it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from eucles_desk.assessment.changes import Part
from eucles_desk.assessment.evidence import Citation, EvidenceKind
from eucles_desk.errors import EuclesError
from eucles_desk.ui import theme
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.widgets import FlowLayout, MessageBar, button, label, scrolling, spaced
from eucles_desk.ui.workspace.ask import AskDialog
from eucles_desk.ui.workspace.attaching import Attaching
from eucles_desk.ui.workspace.cite_popup import CitePopup
from eucles_desk.ui.workspace.citing import also_cited, cited_in, with_note, with_pages, without
from eucles_desk.ui.workspace.evidence_card import EvidenceCard
from eucles_desk.ui.workspace.opening import open_address, open_file, safe_name
from eucles_desk.ui.workspace.sections import set_shown, set_text
from eucles_desk.ui.workspace.sheet import Mode, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from eucles_desk.assessment.values import Judgement
    from eucles_desk.ui.context import Context
    from eucles_desk.ui.working import Working
    from eucles_desk.ui.workspace.drafts import Drafts


class EvidencePanel(QWidget):
    """Cards of the evidence cited here, and the buttons that attach, note, link and cite.

    Signals:
        grown: There is a new part that the keyboard can reach.
    """

    grown = Signal()

    def __init__(self, context: Context, working: Working, drafts: Drafts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._working, self._drafts = context, working, drafts
        self._sheet: Sheet | None = None
        self._cards: list[EvidenceCard] = []
        self.attaching = Attaching(working, self)
        self.heading = label("", "strong", wrap=True)
        self.bar = MessageBar()
        self.nothing_label = label(
            tr("Nothing cited yet. Drop files or links here, or use the buttons below."), "muted", wrap=True
        )
        self.busy_label = label("", "small", wrap=True)
        self.sealed_label = label("", "small", wrap=True)
        self.attach_button = button(tr("Attach file"), "upload")
        self.interview_button = button(tr("Add interview"), "interview")
        self.link_button = button(tr("Add link"), "link")
        self.cite_button = button(tr("Cite existing"), "search")
        self.popup = CitePopup(self)
        self._lay_out()
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
        if self._sheet is None or self._sheet.criterion.id != sheet.criterion.id:
            self.bar.hide()
            self.popup.hide()
        self._sheet = sheet
        set_text(self.heading, tr("Evidence for {criterion}", criterion=sheet.criterion.id))
        cited = cited_in(self._working.value, self._judgements(sheet))
        others = self._all_judgements(sheet)
        while len(self._cards) < len(cited):
            self._cards.append(self._card())
            self.grown.emit()
        for at, card in enumerate(self._cards):
            if at < len(cited):
                elsewhere = also_cited(others, sheet.criterion.id, cited[at].piece.id)
                missing = self._is_missing(cited[at].piece.id, cited[at].piece.sha256)
                card.show_cited(cited[at], sheet.criterion.id, elsewhere, missing=missing, editable=self.is_editable)
            set_shown(card, shown=at < len(cited))
        set_shown(self.nothing_label, shown=not cited and self.is_editable)
        for made in self._buttons():
            set_shown(made, shown=self.is_editable)
        sealed = "" if sheet.closed else sheet.sealed
        set_text(self.sealed_label, sealed)
        set_shown(self.sealed_label, shown=bool(sealed))

    def take_content(self) -> QWidget:
        """Hand over what the panel shows, to be shown elsewhere while there is no room for a column."""
        return self.area.takeWidget()

    def give_back(self, content: QWidget) -> None:
        """Show the content in its own column again."""
        self.area.setWidget(content)
        content.show()

    def say(self, sentence: str) -> None:
        """Say that something was not done."""
        self.bar.say(sentence, "warning")

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (self.attach_button, self.interview_button, self.link_button, self.cite_button)

    def _lay_out(self) -> None:
        self.attach_button.setToolTip(tr("Attach files (Ctrl+E), or drop them anywhere here"))
        inner = self.content = QWidget()
        self._column = QVBoxLayout()
        spaced(self._column, 0, 0.6)
        buttons = QWidget()
        flow = FlowLayout(buttons, 0.5)
        for made in self._buttons():
            flow.addWidget(made)
        policy = buttons.sizePolicy()
        policy.setHeightForWidth(True)
        buttons.setSizePolicy(policy)
        column = QVBoxLayout(inner)
        spaced(column, 0.9, 0.7)
        for part in (self.heading, self.bar, self.nothing_label):
            column.addWidget(part)
        column.addLayout(self._column)
        for part in (self.busy_label, self.sealed_label, buttons):
            column.addWidget(part)
        column.addStretch(1)
        self.busy_label.hide()
        self.area = scrolling(inner)
        whole = QVBoxLayout(self)
        spaced(whole, 0, 0)
        whole.addWidget(self.area)

    def _connect(self) -> None:
        self.attaching.told.connect(self.say)
        self.attaching.busy_changed.connect(self._on_busy_changed)
        self.attach_button.clicked.connect(self.ask_for_files)
        self.interview_button.clicked.connect(self._on_interview_wanted)
        self.link_button.clicked.connect(self._on_link_wanted)
        self.cite_button.clicked.connect(self._on_cite_wanted)
        self.popup.chosen.connect(self._on_chosen)
        self._working.about_to_act.connect(self._on_about_to_act)

    def _card(self) -> EvidenceCard:
        card = EvidenceCard()
        self._column.addWidget(card)
        card.open_wanted.connect(self._on_open_wanted)
        card.removal_wanted.connect(self._on_removal_wanted)
        card.rename_wanted.connect(self._on_rename_wanted)
        card.copy_wanted.connect(self._on_copy_wanted)
        card.deletion_wanted.connect(self._on_deletion_wanted)
        card.pages_edited.connect(self._on_pages_edited)
        card.note_edited.connect(self._on_note_edited)
        return card

    def _judgements(self, sheet: Sheet) -> tuple[Judgement, ...]:
        if sheet.heard:
            return tuple(heard.judgement for heard in sheet.heard)
        return (sheet.judgement,) if sheet.judgement else ()

    def _all_judgements(self, sheet: Sheet) -> list[Judgement]:
        """Return the judgements that may be looked at: the own seat's alone while it scores."""
        seats = {heard.seat.id for heard in sheet.heard} or {self._working.seat}
        return [judgement for judgement in self._working.value.judgements if judgement.seat in seats]

    def _is_missing(self, evidence: UUID, sha256: str) -> bool:
        return bool(sha256) and self._working.opened.evidence_path(evidence) is None

    def _citations(self) -> tuple[Citation, ...]:
        return self._sheet.judgement.citations if self._sheet and self._sheet.judgement else ()

    def _cite(self, citations: Sequence[Citation]) -> None:
        if self._sheet is None:
            return
        criterion, opened, value = self._sheet.criterion.id, self._working.opened, tuple(citations)
        self._drafts.store(f"citations:{criterion}", value, lambda: opened.set_citations(criterion, value))

    def _try(self, action: Callable[[], object]) -> None:
        try:
            action()
        except EuclesError as error:
            self.say(current().sentence(error))

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

    @Slot(list)
    def _on_files_selected(self, names: list[str]) -> None:
        if self._sheet is not None:
            self.attaching.attach_paths([Path(name) for name in names], self._sheet.criterion.id)

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
        pieces = [piece for piece in reversed(self._working.value.evidence) if piece.id not in cited]
        place = self.cite_button.mapToGlobal(QPoint(0, self.cite_button.height() + 2))
        screen = self.screen().availableGeometry()
        width = max(self.width() - theme.em(2), theme.em(24))
        left = min(place.x(), screen.right() - width)
        self.popup.show_pieces(pieces, QPoint(left, min(place.y(), screen.bottom() - theme.em(22))), width)

    @Slot(object)
    def _on_chosen(self, evidence: UUID) -> None:
        self._cite([*self._citations(), Citation(evidence)])

    @Slot(object)
    def _on_open_wanted(self, evidence: UUID) -> None:
        piece = self._working.value.piece(evidence)
        if piece is None:
            return
        if piece.kind is EvidenceKind.LINK:
            self._try(partial(open_address, piece.address))
            return
        stored = self._working.opened.evidence_path(evidence)
        if stored is None:
            self.say(tr("The file of “{title}” is missing on this computer.", title=piece.title))
        else:
            self._try(partial(open_file, piece, stored, self._context.data_dir))

    @Slot(object)
    def _on_removal_wanted(self, evidence: UUID) -> None:
        self._working.flush()
        self._cite(without(self._citations(), evidence))
        focus = self.cards[0].remove_button if self.cards else self.attach_button
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_rename_wanted(self, evidence: UUID) -> None:
        piece = self._working.value.piece(evidence)
        if piece is not None:
            dialog = AskDialog(tr("Rename"), tr("Rename"), parent=self)
            dialog.suggest(piece.title)
            dialog.answered.connect(partial(self._rename, evidence))
            dialog.open()

    def _rename(self, evidence: UUID, title: str, _address: str) -> None:
        opened = self._working.opened
        self._working.do(lambda: opened.rename_evidence(evidence, title), field=f"title:{evidence}")

    @Slot(object)
    def _on_copy_wanted(self, evidence: UUID) -> None:
        piece = self._working.value.piece(evidence)
        if piece is not None:
            dialog = QFileDialog(self, tr("Save a copy"))
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.selectFile(safe_name(piece))
            dialog.fileSelected.connect(partial(self._save_copy, evidence))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _save_copy(self, evidence: UUID, name: str) -> None:
        stored = self._working.opened.evidence_path(evidence)
        if stored is None:
            return
        save_file = self._context.save_file
        job = Job(lambda _job: save_file(Path(name), stored.read_bytes()))
        job.failed.connect(self._on_copy_failed)
        job.start()

    @Slot(object)
    def _on_copy_failed(self, error: Exception) -> None:
        if isinstance(error, EuclesError):
            self.say(current().sentence(error))
        elif isinstance(error, OSError):
            self.say(tr("The copy cannot be written: {reason}", reason=error.strerror or error))
        else:
            raise error

    @Slot(object)
    def _on_deletion_wanted(self, evidence: UUID) -> None:
        self._working.flush()
        opened = self._working.opened
        if opened.can_change(Part.EVIDENCE):
            self._working.do(lambda: opened.remove_evidence(evidence), field=f"removal:{evidence}")

    @Slot(object, object)
    def _on_pages_edited(self, evidence: UUID, pages: tuple[int, ...]) -> None:
        self._cite(with_pages(self._citations(), evidence, pages))

    @Slot(object, str)
    def _on_note_edited(self, evidence: UUID, note: str) -> None:
        self._cite(with_note(self._citations(), evidence, note))

    @Slot(int)
    def _on_busy_changed(self, count: int) -> None:
        said = trn(
            "{count} large file is being copied\N{HORIZONTAL ELLIPSIS}",
            "{count} large files are being copied\N{HORIZONTAL ELLIPSIS}",
            count,
        )
        set_text(self.busy_label, said)
        set_shown(self.busy_label, shown=count > 0)

    @Slot()
    def _on_about_to_act(self) -> None:
        for card in self.cards:
            card.hand_on()
