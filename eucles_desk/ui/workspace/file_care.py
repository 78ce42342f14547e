"""What is known of the files of the evidence: whether they are whole, can be shown, and where the wrong ones are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from eucles_desk.assessment.evidence import Citation
from eucles_desk.services.file_check import FileState
from eucles_desk.ui.language import tr
from eucles_desk.ui.workspace.first_looks import FirstLooks
from eucles_desk.ui.workspace.looking import PAUSE_MILLISECONDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eucles_desk.assessment.evidence import Evidence
    from eucles_desk.services.file_check import NamedFile
    from eucles_desk.services.ports import EvidenceReader
    from eucles_desk.ui.working import Working
    from eucles_desk.ui.workspace.card_list import CardList
    from eucles_desk.ui.workspace.evidence_column import EvidenceColumn
    from eucles_desk.ui.workspace.looking import Looking


class FileCare(QObject):
    """Has files checked and looked at, says in the column what came of it, and leads to the wrong ones.

    Signals:
        changed: More is known now.
        criterion_wanted: The file that the user wants to see is cited from this criterion.
        card_wanted: The card of this piece of evidence is to be seen.
    """

    changed = Signal()
    criterion_wanted = Signal(str)
    card_wanted = Signal(object)

    def __init__(
        self,
        working: Working,
        column: EvidenceColumn,
        cards: CardList,
        looking: Looking | None,
        reader: EvidenceReader | None,
    ) -> None:
        super().__init__(column)
        self._working, self._column, self._cards, self._looking = working, column, cards, looking
        self.checks = working.checks
        self.first_looks = FirstLooks(reader, working.opened, self) if reader is not None else None
        self._shown: tuple[Evidence, ...] = ()
        self._pause = QTimer(self, interval=PAUSE_MILLISECONDS, singleShot=True)
        self._pause.timeout.connect(self._look_at_shown)
        self.checks.changed.connect(self._on_states_known)
        self.checks.moved.connect(self._on_moved)
        self.checks.checked.connect(self._on_checked)
        column.check_button.clicked.connect(self._on_check_wanted)
        column.wrong_files.wanted.connect(self._on_file_wanted)
        if looking is not None:
            looking.looked.connect(self._on_looked)
        if self.first_looks is not None and looking is not None:
            self.first_looks.listen_to(looking.viewer.reading)
            self.first_looks.changed.connect(self.changed)

    def trouble(self, piece: Evidence) -> str:
        """Say why the file of a piece cannot be shown, empty when nothing of that kind is known."""
        return self.first_looks.trouble(piece) if self.first_looks is not None else ""

    def watch(self, pieces: Iterable[Evidence]) -> None:
        """Check the files whose cards are shown now, and once a run whether they can be shown themselves."""
        self._shown = tuple(pieces)
        self.checks.watch(self._shown)
        self._pause.start()

    def look_at(self, contents: Iterable[str]) -> None:
        """Look at files that have come in, or in again."""
        self.checks.forget(contents)
        if self.first_looks is not None:
            wanted = frozenset(contents)
            self.first_looks.look_at(one for one in self._working.value.evidence if one.sha256 in wanted)

    @Slot()
    def _look_at_shown(self) -> None:
        if self.first_looks is not None:
            self.first_looks.look_at(one for one in self._shown if not self.first_looks.knows(one))

    @Slot()
    def _on_states_known(self) -> None:
        self.changed.emit()
        self._say_state()

    def _say_state(self) -> None:
        looking = self._looking
        if looking is not None:
            looking.show_state(changed=self.checks.known(looking.sha256) is FileState.CHANGED)

    @Slot(str)
    def _on_looked(self, sha256: str) -> None:
        """Look at each turn of a page whether the file is still as it was."""
        looking = self._looking
        piece = self._working.value.piece(looking.evidence) if looking is not None and looking.evidence else None
        if piece is not None:
            self.checks.glance(piece, sha256)
            self._say_state()

    @Slot()
    def _on_check_wanted(self) -> None:
        self._working.flush()
        self.checks.check_all(self._working.value.evidence)

    @Slot(int, int)
    def _on_moved(self, done: int, total: int) -> None:
        self._column.show_busy(tr("Checking file {number} of {count}", number=min(done + 1, total), count=total))

    @Slot(str, object)
    def _on_checked(self, sentence: str, wrong: tuple[tuple[NamedFile, FileState], ...]) -> None:
        self._column.show_busy("")
        self._column.tell(sentence, "warning" if wrong else "good")
        self._column.wrong_files.show_files(wrong)

    @Slot(str)
    def _on_file_wanted(self, sha256: str) -> None:
        """Lead to the card of a file, at another criterion where the present one does not cite it."""
        value = self._working.value
        piece = next((one for one in value.evidence if sha256 in _contents(one)), None)
        if piece is None:
            return
        citing = [one.criterion for one in value.judgements if any(said.evidence == piece.id for said in one.citations)]
        if citing and self._cards.go_to(piece.id) is None:
            said = self._column.bar.text
            self.criterion_wanted.emit(citing[0])
            self._column.tell(said, "warning")  # the other files are still to be seen to
            self._column.wrong_files.show()
        if self._cards.go_to(piece.id) is not None:
            self.card_wanted.emit(piece.id)
        elif self._looking is not None:
            self._looking.show_piece(piece, Citation(piece.id, sha256=sha256))


def _contents(piece: Evidence) -> frozenset[str]:
    return frozenset({piece.sha256, *(version.sha256 for version in piece.versions)})
