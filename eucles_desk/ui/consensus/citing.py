"""Shows what a citation points to, from pages that have no viewer of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.assessment.places import Area, Place

if TYPE_CHECKING:
    from eucles_desk.assessment.evidence import Citation
    from eucles_desk.ui.assessment.page import AssessmentPage


def show_cited(page: AssessmentPage, criterion: str, citation: Citation) -> None:
    """Show a criterion in the workspace, with the page of a file that a citation points to."""
    page.go_to(Place(Area.CRITERIA, criterion))
    workspace, piece = page.workspace, page.working.value.piece(citation.evidence)
    looking = workspace.evidence.looking if workspace is not None else None
    if looking is not None and piece is not None and piece.sha256:
        looking.show_piece(piece, citation)
