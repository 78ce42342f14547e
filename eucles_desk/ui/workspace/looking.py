"""Looking at evidence beside the criterion: what the viewer shows, and citing what is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind, FileVersion, Region
from eucles_desk.services.ports import ContentKind
from eucles_desk.ui.giving_back import give_back
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.viewer.keyboard import keyboard_kept
from eucles_desk.ui.viewer.large import LargeView
from eucles_desk.ui.viewer.looked import Looked
from eucles_desk.ui.viewer.reading import File
from eucles_desk.ui.viewer.spot import Spot
from eucles_desk.ui.viewer.viewer import Viewer
from eucles_desk.ui.workspace.citing import Cited, added_on, place_text

if TYPE_CHECKING:
    from collections.abc import MutableMapping, Sequence
    from uuid import UUID

    from eucles_desk.services.ports import EvidenceReader
    from eucles_desk.ui.working import Working

PAUSE_MILLISECONDS = 300
"""Nothing is opened for criteria that are only passed by."""


class Looking(QObject):
    """Shows files in the viewer: the first one that a criterion cites by itself, any other when it is chosen.

    A file that was chosen stays while the user goes on to other criteria, so that it can be cited from each of them.
    ``memory`` outlasts the page of an assessment: whoever comes back finds the file and page that were shown.

    Signals:
        cited: This is to be cited.
        told: A sentence about what was not done.
        shown_changed: The viewer is wanted beside the criterion, or not any more.
        outside_wanted: This piece of evidence is to be opened with another program.
        looked: A page of the file with this content is looked at now.
    """

    cited = Signal(object)
    told = Signal(str)
    shown_changed = Signal(bool)
    outside_wanted = Signal(object)
    looked = Signal(str)

    def __init__(
        self, reader: EvidenceReader, working: Working, memory: MutableMapping[UUID, Looked], host: QWidget
    ) -> None:
        super().__init__(host)
        self._working, self._memory, self._host = working, memory, host
        self.viewer = Viewer(reader)
        self.viewer.hide()
        self.large: LargeView | None = None
        self._keyboard: QWidget | None = None
        """Where the keyboard was before the file was shown larger."""
        self._evidence: UUID | None = None
        self._sha256 = ""
        self._is_present = True
        self._is_changed = False
        self._is_editable = False
        self._criterion = self._shown_for = ""
        self._cited: Sequence[Cited] = ()
        self._before = memory.get(working.value.id, Looked())
        self._is_chosen, self._is_put_away = self._before.is_chosen, self._before.is_put_away
        self._pause = QTimer(self, interval=PAUSE_MILLISECONDS, singleShot=True)
        self._pause.timeout.connect(self._follow)
        self.viewer.cite_wanted.connect(self.cite)
        self.viewer.closed.connect(self.put_away)
        self.viewer.larger_wanted.connect(self.toggle_large)
        self.viewer.open_wanted.connect(self._on_outside_wanted)
        self.viewer.page_shown.connect(self._on_page_shown)

    @property
    def evidence(self) -> UUID | None:
        """The piece that is looked at."""
        return self._evidence

    @property
    def sha256(self) -> str:
        """The content of the file that is looked at, empty while none is."""
        return self._sha256

    @property
    def is_put_away(self) -> bool:
        """Whether the user wants to see no file."""
        return self._is_put_away

    def show_sheet(self, criterion: str, cited: Sequence[Cited], *, editable: bool) -> None:
        """Follow the user to a criterion, or mark what it cites now."""
        self._criterion, self._cited, self._is_editable = criterion, cited, editable
        self.viewer.set_citable(citable=editable)
        self._keep_up()
        self._mark()
        if self._is_chosen and self._evidence is None:
            self._show_again()
        if not self._is_put_away and not self._is_chosen:
            self._pause.start()

    def show_piece(self, piece: Evidence, citation: Citation | None = None, words: str = "") -> None:
        """Show a piece of evidence where a citation of it points to, with these words looked for in it."""
        self._is_chosen, self._is_put_away = True, False
        self._pause.stop()
        self._show(piece, citation, words)

    def show_new(self, piece: Evidence) -> None:
        """Show a file that has just come in, for as long as the user stays at this criterion.

        A link takes the place of a file that is shown, so that this does not seem to be what came in.
        """
        if not piece.sha256 and (self._evidence is None or piece.kind is not EvidenceKind.LINK):
            return
        self._is_chosen = self._is_put_away = False
        self._pause.stop()
        if (self._evidence, self._sha256) != (piece.id, piece.sha256):
            self._show(piece, None)

    def show_version(self, piece: Evidence, version: FileVersion) -> None:
        """Show a file as it was, or the present one."""
        self.show_piece(piece, Citation(piece.id, sha256=version.sha256))

    def show_state(self, *, changed: bool) -> None:
        """Say that the file looked at has been changed on disk, or no longer."""
        piece = self._piece
        if piece is not None and changed != self._is_changed:
            self._is_changed = changed
            self.viewer.name(piece.title, self._note(piece))

    @Slot()
    def put_away(self) -> None:
        """Show nothing any more, until something is chosen."""
        self._is_chosen, self._is_put_away = False, True
        self._hide()

    @Slot()
    def cite(self) -> None:
        """Cite what is looked at; the words inside a part of a page are read first."""
        piece = self._piece
        file, spot = self.viewer.reading.file, self.viewer.spot
        if piece is None or file is None or spot is None:
            self.told.emit(tr("Nothing is shown that could be cited. Show a piece of evidence first."))
        elif not self._is_editable:
            self.told.emit(tr("What is cited cannot be changed in this step."))
        elif spot.region is not None:
            evidence, sha256, page, region = piece.id, file.sha256, spot.page or 1, spot.region

            def answer(quote: str) -> None:
                words = " ".join(quote.split())
                self._cite(piece, Citation(evidence, page, region=region, quote=words, sha256=sha256))

            content = self.viewer.content
            if content is not None and content.kind is ContentKind.PICTURE:
                answer("")
            else:
                self.viewer.reading.quote(page, region, answer)
        else:
            self._cite(piece, Citation(piece.id, spot.page, quote=spot.quote, sha256=file.sha256))

    @Slot()
    def toggle_large(self) -> None:
        """Show the viewer in a window of its own, or beside the criterion again."""
        if self.large is not None:
            self.large.reject()
        elif self._evidence is not None:
            self._keyboard = QApplication.focusWidget()
            self.large = LargeView(self.viewer, self._host)
            self.large.left.connect(self._on_left)
            self.shown_changed.emit(False)
            self.large.show()
            self.viewer.focus_page()

    def _cite(self, piece: Evidence, citation: Citation) -> None:
        self.cited.emit(citation)
        self.viewer.page_view.set_framing(framing=False)
        self.viewer.page_view.set_frame(None)
        place = place_text(piece, citation, current()) or piece.title
        self.viewer.say(tr("Cited: {place}", place=place))

    @property
    def _piece(self) -> Evidence | None:
        return self._working.value.piece(self._evidence) if self._evidence else None

    def _keep_up(self) -> None:
        """Follow what became of the piece shown: a newer file is shown at once, at the same page if it has it."""
        if self._evidence is None:
            return
        piece = self._piece
        if piece is None:
            self._is_chosen = False
            if self.large is not None:
                self.large.reject()
            self._hide()
        elif self._is_present and piece.sha256 != self._sha256:
            self._show(piece, Citation(piece.id, self.viewer.page))
        else:
            self._is_present = piece.sha256 == self._sha256
            self.viewer.name(piece.title, self._note(piece))

    def _show(self, piece: Evidence, citation: Citation | None, words: str = "") -> None:
        sha256 = citation.sha256 if citation is not None and citation.sha256 else piece.sha256
        version = _version(piece, sha256)
        self._evidence, self._sha256, self._shown_for = piece.id, sha256, self._criterion
        self._is_present, self._is_changed = sha256 == piece.sha256, False
        stored = self._working.opened.stored(sha256) if sha256 else None
        if not sha256:
            self.viewer.show_sentence(piece.title, tr("A link: it is opened in the browser."), outside=True)
        elif stored is None:
            sentence = (
                tr("The file is missing on this computer.")
                if version is not None or self._is_present
                else tr("The file that was cited is not on this computer; another one has taken its place.")
            )
            self.viewer.show_sentence(piece.title, sentence)
        else:
            name = version.file_name if version is not None else piece.file_name
            spot = Spot(citation.page, citation.region) if citation is not None else None
            file = File(stored, name or piece.title)
            self.viewer.show_file(file, piece.title, spot, self._note(piece), words)
        self._mark()
        self._remember()
        if self.large is None:
            self.shown_changed.emit(True)

    def _note(self, piece: Evidence) -> str:
        """Say what is special about the file shown."""
        said = [tr("The file has been changed on disk since it was attached.")] if self._is_changed else []
        if self._sha256 != piece.sha256 and _version(piece, self._sha256) is not None:
            day = added_on(piece.added_at, current())
            said.append(
                tr("An earlier version, replaced on {date}.", date=day)
                if day
                else tr("An earlier version, replaced since.")
            )
        return " ".join(said)

    def _show_again(self) -> None:
        """Show what was looked at when the assessment was left."""
        before, self._before = self._before, Looked()
        piece = self._working.value.piece(before.evidence) if before.evidence else None
        if piece is None or not piece.sha256:
            self._is_chosen = False
            return
        sha256 = "" if before.is_present else before.sha256
        self.viewer.page_view.set_zoom(before.zoom)
        self._show(piece, Citation(piece.id, before.page, sha256=sha256))

    def _remember(self) -> None:
        self._memory[self._working.value.id] = Looked(
            self._evidence,
            self._sha256,
            self.viewer.page,
            self.viewer.page_view.zoom,
            self._is_present,
            self._is_chosen,
            self._is_put_away,
        )

    def _mark(self) -> None:
        """Mark what the criterion cites of the file shown."""
        file, marks = self.viewer.reading.file, dict[int, tuple[Region, ...]]()
        for cited in self._cited:
            if cited.piece.id != self._evidence or file is None:
                continue
            for one in cited.citations:
                if one.region is not None and one.sha256 in {"", file.sha256}:
                    page = one.page or 1
                    marks[page] = (*marks.get(page, ()), one.region)
        self.viewer.mark_cited(marks)

    @Slot()
    def _follow(self) -> None:
        """Show the first file that the criterion cites; where it cites none, nothing."""
        if self._is_chosen or self._is_put_away:
            return
        files = [one for one in self._cited if one.piece.kind is EvidenceKind.DOCUMENT and one.piece.sha256]
        if self._shown_for == self._criterion and any(one.piece.id == self._evidence for one in self._cited):
            return
        if files:
            first = files[0]
            if first.piece.id == self._before.evidence and self._evidence is None:
                self._show_again()
            elif first.piece.id != self._evidence:
                self._show(first.piece, min(first.citations, key=lambda one: one.region is None))
            self._shown_for = self._criterion
        elif self._evidence is not None and self.large is None:
            self._hide()

    def _hide(self) -> None:
        self._evidence, self._sha256, self._before = None, "", Looked()
        self.viewer.reading.leave()
        self._remember()
        with keyboard_kept(self.viewer, self.viewer.left.emit):
            self.shown_changed.emit(False)

    @Slot()
    def _on_left(self) -> None:
        large = self.large
        self.large = None
        self.shown_changed.emit(self._evidence is not None)
        keyboard, self._keyboard = self._keyboard, None
        if not give_back(keyboard):
            self.viewer.left.emit()
        if large is not None:
            large.deleteLater()

    @Slot()
    def _on_outside_wanted(self) -> None:
        if self._evidence is not None:
            self.outside_wanted.emit(self._evidence)

    @Slot(int)
    def _on_page_shown(self, _page: int) -> None:
        if self._evidence is not None:
            self._remember()
            self.looked.emit(self._sha256)


def _version(piece: Evidence, sha256: str) -> FileVersion | None:
    return next((one for one in piece.versions if one.sha256 == sha256), None)
