"""Hypothesis strategies for what makes one verdict of the experts' judgements."""

from __future__ import annotations

from uuid import UUID

from hypothesis import strategies as st

from eucles_desk.assessment.sealing import code_of
from eucles_desk.assessment.terms import AppealOutcome, Ruling
from eucles_desk.assessment.values import Assessment, Extra
from eucles_desk.assessment.verdict import Appeal, Approval, Correction, Decision, Seal
from support.plain_strategies import TEXTS, days, extras, hashes

TIMES = st.sampled_from(["", "2025-03-01T09:30:00+02:00"])


def seals(assessment: Assessment, seat: UUID) -> st.SearchStrategy[Seal]:
    """Return seals of a seat: one that was only heard, or one of its judgements as they are."""

    def heard(salt: str) -> Seal:
        return Seal(seat, code_of(assessment, seat, salt))

    def own(salt: str, extra: Extra) -> Seal:
        return Seal(seat, code_of(assessment, seat, salt), "2025-03-01T09:30:00+02:00", salt, extra)

    return hashes().map(heard) | st.builds(own, hashes(), extras())


def approvals(seat: UUID) -> st.SearchStrategy[Approval]:
    """Return approvals by a seat."""
    return st.builds(Approval, st.just(seat), hashes(), TIMES, extras())


def decisions() -> st.SearchStrategy[Decision]:
    """Return decisions, made or not."""
    conditions = st.lists(TEXTS, max_size=2).map(tuple)
    rulings = st.none() | st.sampled_from(Ruling)
    return st.builds(Decision, rulings, TEXTS, st.just("") | days(), conditions, TEXTS, extras())


def appeals() -> st.SearchStrategy[Appeal]:
    """Return appeals, decided or not."""
    outcomes, maybe = st.none() | st.sampled_from(AppealOutcome), st.just("") | days()
    return st.builds(Appeal, st.uuids(), maybe, TEXTS, outcomes, maybe, TEXTS, extras())


def corrections() -> st.SearchStrategy[Correction]:
    """Return reasons for opening an assessment again."""
    reasons = TEXTS.filter(str.strip)
    return st.builds(Correction, st.uuids(), st.integers(2, 10_000), days(), reasons, extras())
