"""What is said aloud at the end of a visit: strengths and recommendations by dimension, no levels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eucles_desk.assessment.views import readable_judgements

if TYPE_CHECKING:
    from eucles_desk.assessment.values import Assessment, Improvement
    from eucles_desk.scheme.values import Criterion, Edition


@dataclass(frozen=True, slots=True)
class Said:
    """One thing to say, with the criteria that it belongs to."""

    text: str
    criteria: tuple[str, ...]
    effect: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What is said of one dimension."""

    dimension: str
    strengths: tuple[Said, ...]
    recommendations: tuple[Said, ...]


def feedback(assessment: Assessment, edition: Edition) -> tuple[Feedback, ...]:
    """Return what is to be said, in the order of the edition; the same words are said once.

    Before the consensus only what the lead has written: the other expert's judgements are not open yet.
    """
    said = readable_judgements(assessment)
    found: list[Feedback] = []
    for dimension in edition.dimensions.values():
        criteria = [one for one in edition.criteria_of(assessment.label) if one.dimension == dimension.id]
        strengths: dict[str, list[str]] = {}
        recommended: dict[str, tuple[Improvement, list[str]]] = {}
        for criterion in criteria:
            for judgement in said.get(criterion.id, ()):
                _gather(criterion, judgement.strengths, judgement.improvements, strengths, recommended)
        if strengths or recommended:
            found.append(
                Feedback(
                    dimension.id,
                    tuple(Said(text, tuple(codes)) for text, codes in strengths.items()),
                    tuple(Said(text, tuple(codes), one.effect) for text, (one, codes) in recommended.items()),
                )
            )
    return tuple(found)


def _gather(
    criterion: Criterion,
    strengths: tuple[str, ...],
    improvements: tuple[Improvement, ...],
    into_strengths: dict[str, list[str]],
    into_recommended: dict[str, tuple[Improvement, list[str]]],
) -> None:
    for strength in filter(None, map(str.strip, strengths)):
        codes = into_strengths.setdefault(strength, [])
        if criterion.id not in codes:
            codes.append(criterion.id)
    for improvement in improvements:
        text = improvement.text.strip()
        if text:
            codes = into_recommended.setdefault(text, (improvement, []))[1]
            if criterion.id not in codes:
                codes.append(criterion.id)
