"""Goes where a hit leads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eucles_desk.assessment.evidence import Citation
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.records import MARK_END, MARK_START
from eucles_desk.services.hits import unmarked
from eucles_desk.ui.pages import LIST

if TYPE_CHECKING:
    from uuid import UUID

    from eucles_desk.assessment.values import Assessment
    from eucles_desk.services.hits import Hit, Target
    from eucles_desk.ui.main_window import MainWindow

CLUSTERS = "clusters"


def go(window: MainWindow, hit: Hit) -> None:
    """Show in the window where a hit leads."""
    target = hit.target
    if target.cluster is not None:
        window.show_page(CLUSTERS)
        window.pages.clusters.show_cluster(target.cluster, unmarked(hit.title))
    elif target.assessment is not None:
        _go_to(window, target.assessment, target, words_of(hit.excerpt))


def words_of(excerpt: str) -> str:
    """Return the longest row of words marked in an excerpt: what to look for in the file, as it is written there."""
    row = re.compile(rf"{MARK_START}[^{MARK_END}]*{MARK_END}(?:\s+{MARK_START}[^{MARK_END}]*{MARK_END})*")
    found = (unmarked(one.group()) for one in row.finditer(excerpt))
    return max(found, key=len, default="").strip()


def _go_to(window: MainWindow, assessment: UUID, target: Target, words: str) -> None:
    place = target.place
    is_here = window.working is not None and window.working.value.id == assessment
    if not is_here:
        window.open_assessment(assessment, place if target.evidence is None else None)
    elif not window.is_in_assessment:
        window.show_page(LIST)  # behind it stands the assessment that is open
    page = window.assessment_page
    if page is None or page.working.value.id != assessment:
        return  # the user would have lost something by leaving the one that was open
    if place is None or (target.evidence is None and not is_here):
        return
    if target.evidence is None or place.area is Area.ON_SITE:
        page.go_to(place)
    else:
        _show_evidence(window, target.evidence, target.page, words, place.id)


def citing(value: Assessment, seat: UUID | None, evidence: UUID, page: int | None, present: str) -> str:
    """Return the criterion at which to show evidence: one that cites the page, one that cites it, the present one."""
    own = [judgement for judgement in value.judgements if judgement.seat == seat]
    of_page = [j.criterion for j in own for c in j.citations if c.evidence == evidence and page and c.page == page]
    of_it = [j.criterion for j in own for c in j.citations if c.evidence == evidence]
    found = of_page or of_it
    return present if present in found or not found else found[0]


def _show_evidence(window: MainWindow, evidence: UUID, number: int | None, words: str, at: str) -> None:
    """Show a piece of evidence at a page, with the words that it was found by marked and the keyboard on it."""
    page, working = window.assessment_page, window.working
    if page is None or working is None:
        return
    page.go_to(Place(Area.CRITERIA))
    workspace, piece = page.workspace, working.value.piece(evidence)
    if workspace is None or piece is None:
        return
    criterion = at or citing(working.value, working.seat, evidence, number, workspace.current_criterion)
    page.go_to(Place(Area.CRITERIA, criterion))
    looking = workspace.evidence.looking
    if looking is not None and piece.sha256:
        looking.show_piece(piece, Citation(piece.id, number, sha256=piece.sha256), words)
        if words:
            looking.viewer.focus_page()
