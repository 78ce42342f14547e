"""Where the rules and texts of an edition come from, counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eucles_desk.language.marking import N_
from eucles_desk.scheme.values import Edition, Label, Provenance

if TYPE_CHECKING:
    from collections.abc import Iterable

TEXTS = ("title", "question", "look_for", "evidence", "interview")
CRITERIA = N_("Criteria: code and subject")
QUESTIONS = N_("Questions and help of the criteria")
LEVELS = N_("Texts of the levels")
WEIGHTS = N_("Weights")
MINIMUMS = N_("Minimum levels")
ELIGIBILITY = N_("Eligibility criteria")
AWARD = N_("Rules for the labels")
VALIDITY = N_("How long labels last")


@dataclass(frozen=True, slots=True)
class Share:
    """How many things of one kind come from where, what comes most first."""

    what: str
    counts: tuple[tuple[Provenance, int], ...]


def shares(edition: Edition) -> tuple[Share, ...]:
    """Return the provenance of an edition, kind by kind."""
    criteria, labels = edition.criteria.values(), edition.labels.values()
    return (
        _share(CRITERIA, (criterion.origin.provenance for criterion in criteria)),
        _share(QUESTIONS, (criterion.provenance_of(text) for criterion in criteria for text in TEXTS)),
        _share(LEVELS, (level.provenance for criterion in criteria for level in criterion.levels)),
        _share(WEIGHTS, (criterion.weight.origin.provenance for criterion in criteria)),
        _share(MINIMUMS, (criterion.minimum.origin.provenance for criterion in criteria)),
        _share(ELIGIBILITY, (condition.origin.provenance for condition in edition.eligibility.values())),
        _share(AWARD, (found for label in labels for found in _of_award(label))),
        _share(VALIDITY, (found for label in labels for found in _of_validity(label))),
    )


def from_operator(edition: Edition) -> bool:
    """Return whether something in the edition comes from an overlay."""
    return any(provenance is Provenance.OPERATOR for share in shares(edition) for provenance, _ in share.counts)


def _share(what: str, found: Iterable[Provenance]) -> Share:
    return Share(what, tuple(Counter(found).most_common()))


def _of_award(label: Label) -> Iterable[Provenance]:
    rule = label.award
    for value in (
        rule.max_points,
        rule.pass_points,
        rule.pass_percent,
        rule.minimums,
        rule.entry_criteria,
        rule.eligibility,
        rule.improvement_areas,
        rule.interval_months,
        label.experts,
        label.visit_hours,
    ):
        yield value.origin.provenance


def _of_validity(label: Label) -> Iterable[Provenance]:
    validity = label.validity
    for value in (
        validity.first_years,
        validity.renewal_years,
        validity.renewal_window_months,
        validity.counts_from,
    ):
        yield value.origin.provenance
