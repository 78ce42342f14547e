"""Taking evidence off a criterion or out of the assessment, one or several at once, and saying what goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from eucles_desk.ui.language import tr, trn
from eucles_desk.ui.workspace.citing import going
from eucles_desk.ui.workspace.remove_several import RemoveSeveral
from eucles_desk.ui.workspace.sheet import seen_judgements

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from eucles_desk.assessment.values import Judgement
    from eucles_desk.ui.working import Working
    from eucles_desk.ui.workspace.citations import Citations
    from eucles_desk.ui.workspace.citing import Cited
    from eucles_desk.ui.workspace.evidence_actions import EvidenceActions
    from eucles_desk.ui.workspace.sheet import Sheet

MOST_NAMED = 5
"""So many criteria are named that have lost citations."""


class Removing(QObject):
    """Removes what the user does not want among the evidence.

    Signals:
        removed: Something is cited no longer, or gone: the sentence to show, empty where the list itself says enough.
    """

    removed = Signal(str)

    def __init__(self, working: Working, citations: Citations, acting: EvidenceActions, host: QWidget) -> None:
        super().__init__(host)
        self._working, self._citations, self._acting, self._host = working, citations, acting, host
        self._sheet: Sheet | None = None
        self._cited: Sequence[Cited] = ()

    def show_sheet(self, sheet: Sheet, cited: Sequence[Cited]) -> None:
        """Turn to a criterion, or to what it cites now."""
        self._sheet, self._cited = sheet, cited

    @Slot(object)
    def take_off(self, evidence: UUID) -> None:
        """Cite a piece no longer."""
        self._citations.take_off(evidence)
        self.removed.emit("")

    @Slot(object)
    def delete(self, evidence: UUID) -> None:
        """Take a piece out of the assessment."""
        self._delete((evidence,))

    @Slot()
    def ask_for_several(self) -> None:
        """Ask which of the evidence cited here is to go."""
        sheet = self._sheet
        if sheet is None or not self._cited:
            return
        self._working.flush()
        pieces = [one.piece for one in self._cited]
        dialog = RemoveSeveral(pieces, sheet.criterion.id, self._elsewhere, self._host)
        dialog.removed.connect(self._take_off_all)
        dialog.deleted.connect(self._delete)
        dialog.open_fitting()

    def _elsewhere(self, evidence: Sequence[UUID]) -> str:
        here = self._sheet.criterion.id if self._sheet else ""
        count, criteria = going(self._judgements(), frozenset(evidence), here)
        if not count:
            return ""
        return trn(
            "Other criteria cite them too, in {count} place: {criteria}.",
            "Other criteria cite them too, in {count} places: {criteria}.",
            count,
            criteria=_named(criteria),
        )

    def _judgements(self) -> Sequence[Judgement]:
        return seen_judgements(self._sheet, self._working.value, self._working.seat) if self._sheet else ()

    @Slot(object)
    def _take_off_all(self, evidence: Sequence[UUID]) -> None:
        self._citations.take_off(*evidence)
        self.removed.emit(
            trn("{count} piece is cited here no longer.", "{count} pieces are cited here no longer.", len(evidence))
        )

    @Slot(object)
    def _delete(self, evidence: Sequence[UUID]) -> None:
        pieces = [piece for piece in map(self._working.value.piece, evidence) if piece is not None]
        self._working.flush()
        count, criteria = going(self._judgements(), frozenset(evidence))
        if not pieces or not self._acting.remove(*evidence):
            return
        said = (
            tr("“{title}” is out of the assessment.", title=pieces[0].title)
            if len(pieces) == 1
            else tr("{count} pieces are out of the assessment.", count=len(pieces))
        )
        if count:
            went = trn(
                "{count} citation went too: {criteria}.",
                "{count} citations went too: {criteria}.",
                count,
                criteria=_named(criteria),
            )
            said = f"{said} {went}"
        self.removed.emit(said)


def _named(criteria: Sequence[str]) -> str:
    more = len(criteria) - MOST_NAMED
    named = ", ".join(criteria[:MOST_NAMED])
    return (
        trn("{criteria} and {count} more", "{criteria} and {count} more", more, criteria=named) if more > 0 else named
    )
