"""What the criterion on the desk cites, and changing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from eucles_desk.ui.workspace.citing import with_note, with_pages, without, without_place

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from eucles_desk.assessment.evidence import Citation
    from eucles_desk.ui.working import Working
    from eucles_desk.ui.workspace.drafts import Drafts
    from eucles_desk.ui.workspace.sheet import Sheet


class Citations(QObject):
    """The citations of one judgement, as the user changes them."""

    def __init__(self, working: Working, drafts: Drafts, parent: QObject) -> None:
        super().__init__(parent)
        self._working, self._drafts = working, drafts
        self._sheet: Sheet | None = None

    @property
    def all(self) -> tuple[Citation, ...]:
        """All citations, as they are stored or about to be."""
        return self._sheet.judgement.citations if self._sheet and self._sheet.judgement else ()

    def show_sheet(self, sheet: Sheet) -> None:
        """Turn to a criterion."""
        self._sheet = sheet

    @Slot(object)
    def add(self, citation: Citation) -> None:
        """Cite something."""
        if self._sheet is not None:
            criterion, opened = self._sheet.criterion.id, self._working.opened
            self._working.do(lambda: opened.cite(criterion, citation))

    def take_off(self, *evidence: UUID) -> None:
        """Cite pieces no longer."""
        self._working.flush()
        self._store(without(self.all, frozenset(evidence)))

    @Slot(object, object)
    def take_off_place(self, _evidence: UUID, citation: Citation) -> None:
        """Cite a place no longer; its piece stays cited."""
        self._working.flush()
        self._store(without_place(self.all, citation))

    @Slot(object, object)
    def set_pages(self, evidence: UUID, pages: tuple[int, ...]) -> None:
        """Cite these pages of a piece."""
        piece = self._working.value.piece(evidence)
        self._store(with_pages(self.all, evidence, pages, piece.sha256 if piece else ""))

    @Slot(object, str)
    def set_note(self, evidence: UUID, note: str) -> None:
        """Note what is meant of a piece."""
        self._store(with_note(self.all, evidence, note.strip()))

    def _store(self, citations: Sequence[Citation]) -> None:
        if self._sheet is None:
            return
        criterion, opened, value = self._sheet.criterion.id, self._working.opened, tuple(citations)
        self._drafts.store(f"citations:{criterion}", value, lambda: opened.set_citations(criterion, value))
