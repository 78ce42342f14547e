"""Two experts who judged some criteria differently, for tests of the consensus and of what comes of it."""

from __future__ import annotations

from dataclasses import replace

from eucles_desk.assessment.evidence import Citation
from eucles_desk.assessment.on_site import SelfJudgement
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.values import Agreement, Assessment, EarlierResult, Judgement
from support.gold import LEAD, SECOND, full, public_edition

APART: dict[str, tuple[int, int]] = {"2.4": (2, 4), "4.1.5": (5, 1), "3.2": (3, 4), "4.5": (5, 4)}
"""The levels of lead and second by criterion; all others are judged alike."""
SHORT = "As the minutes show."


def differing(step: Step = Step.CONSENSUS, apart: dict[str, tuple[int, int]] | None = None) -> Assessment:
    """Return an assessment in which the experts differ; what they judged alike is adopted."""
    apart = APART if apart is None else apart
    value = full(step=step)
    first = value.judgements[0].citations[0].evidence

    def said(one: Judgement) -> Judgement:
        levels = apart.get(one.criterion)
        if levels is None:
            return one
        at = 0 if one.seat == LEAD.id else 1
        reasons = (
            "Bodies exist but minutes show no decisions taken by participants.",
            "The steering group of nine members votes on the yearly plan; see annex B.",
        )
        return replace(one, level=levels[at], reason=reasons[at], citations=(Citation(first, 3, "annex B"),))

    return replace(
        value,
        judgements=tuple(map(said, value.judgements)),
        consensus=tuple(
            Agreement(criterion.id, 4, adopted=True)
            for criterion in public_edition().criteria_of("gold")
            if criterion.id not in apart
        ),
        self_assessment=tuple(SelfJudgement(code, 5, "We are good at this.") for code in apart),
        earlier=(EarlierResult("2022-12", "gold", {"2.4": 3}),),
    )


__all__ = ["APART", "LEAD", "SECOND", "SHORT", "differing"]
