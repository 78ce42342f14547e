"""Assessments with all that an assessor notes while working on them; what must not get out says so."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from eucles_desk.assessment.evidence import Citation, EvidenceKind, FileVersion, Interview, Note, Region
from eucles_desk.assessment.on_site import AcceptedFinding, Agenda, Frame, PrivateNote, SelfJudgement
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.values import Assessment, Improvement
from support.gold import public_edition
from support.report_cases import LEAD, gold

MARKER = "stays with the experts"
LATER = MappingProxyType({"later": MARKER})
CRITERION = "2.1"
QUOTE = "58 signed agreements"
"""What was quoted when a page was cited."""
BEFORE = Improvement("Name a deputy for the chair.", "Decisions do not wait.", "Board", "2022-06", LATER)


def worked_on(step: Step = Step.DECISION) -> Assessment:
    """Return the Gold assessment of :func:`gold` as it is while its experts work on it."""
    whole = gold(public_edition(), step)
    chair = next(piece for piece in whole.evidence if piece.kind is EvidenceKind.INTERVIEW)
    file = next(piece for piece in whole.evidence if piece.sha256)
    talk = Interview("Chair of the board", "2026-02-10", "09:30", (Note(6, MARKER, (CRITERION,), LATER),), LATER)
    version = FileVersion("12" * 32, f"{MARKER}.pdf", 9, extra=LATER)
    changed = {
        chair.id: replace(chair, interview=talk, extra=LATER),
        file.id: replace(file, versions=(version,), dated="2025-02", expires="2026-12-31"),
    }
    cited = (
        Citation(chair.id, 6, extra=LATER),
        Citation(file.id, 4, "table 2", Region(100, 100, 300, 40), QUOTE, "12" * 32),
    )
    return replace(
        whole,
        evidence=tuple(changed.get(piece.id, piece) for piece in whole.evidence),
        judgements=tuple(
            replace(found, citations=cited) if (found.seat, found.criterion) == (LEAD.id, CRITERION) else found
            for found in whole.judgements
        ),
        reply_due="2026-05-20",
        self_assessment=(SelfJudgement(CRITERION, 5, MARKER, LATER),),
        agenda=Agenda(Frame.TWO_DAYS, ("2026-02-10T09:00",), {CRITERION: 20}, (CRITERION,), LATER),
        accepted=(AcceptedFinding("short_reason", f"criteria:{CRITERION}", reason=MARKER, extra=LATER),),
        private_notes=tuple(PrivateNote(judgement.criterion, MARKER) for judgement in whole.judgements[:31]),
        earlier=(*whole.earlier[:-1], replace(whole.earlier[-1], recommendations={CRITERION: (BEFORE,)})),
        extra=MappingProxyType({"file": LATER}),
    )
