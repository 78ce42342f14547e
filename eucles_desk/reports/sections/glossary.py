"""The words of the report in plain words, those only that it uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eucles_desk.assessment.terms import NOT_APPLICABLE, Step
from eucles_desk.language.marking import N_
from eucles_desk.reports.content import Block, Heading, KeyValues, Pair, text
from eucles_desk.scheme.values import LabelKind, Provenance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from eucles_desk.reports.case import Case


def _always(_case: Case) -> bool:
    return True


def _judges(case: Case) -> bool:
    return bool(case.criteria)


def _agreed(case: Case) -> bool:
    return _judges(case) and case.is_agreed


def _has_minimums(case: Case) -> bool:
    return case.label.award.minimums.value


def _has_entry(case: Case) -> bool:
    return bool(case.label.award.entry_criteria.value)


def _compares(case: Case) -> bool:
    return _judges(case) and case.peers is not None


def _has_quartiles(case: Case) -> bool:
    return any(
        spread.first_quartile is not None
        for criterion in case.criteria
        if (spread := case.spread(criterion.id)) is not None
    )


def _has_open(case: Case) -> bool:
    return any(case.level(criterion.id) is None for criterion in case.criteria)


def _has_not_applicable(case: Case) -> bool:
    return NOT_APPLICABLE in case.levels.values()


def _has_overlay(case: Case) -> bool:
    origins = (level.provenance for criterion in case.criteria for level in criterion.levels)
    return Provenance.OPERATOR in origins


@dataclass(frozen=True, slots=True)
class Term:
    """A word, what it means, and whether a report uses it."""

    word: str
    meaning: str
    is_used: Callable[[Case], bool] = _always


TERMS: tuple[Term, ...] = (
    Term(N_("Assessment"), N_("One look at one cluster for one label, by the rules of one edition.")),
    Term(
        N_("Agreed level"),
        N_("The level that the experts have settled on together; what each has judged before stays beside it."),
        _agreed,
    ),
    Term(
        N_("Label award"),
        N_("The label once it has been given: it has a number, a first month and a last one."),
        lambda case: case.assessment.step is Step.AWARDED,
    ),
    Term(
        N_("Benchmarking"),
        N_("Comparing the facts of a cluster with those of other clusters."),
        lambda case: case.label.kind is not LabelKind.POINTS,
    ),
    Term(
        N_("Citation"),
        N_("Where in a document, or in which note of a talk, the experts found what they say."),
        lambda case: any(case.citations(criterion.id) for criterion in case.criteria),
    ),
    Term(N_("Cluster"), N_("The organisation that is assessed; its members are its participants.")),
    Term(
        N_("Committed participants"),
        N_("Members that have bound themselves in a way that can be checked, such as by a signed agreement."),
        lambda case: "committed_participants" in case.edition.facts,
    ),
    Term(N_("Criterion"), N_("One question that the experts judge, with a scale of levels."), _judges),
    Term(N_("Dimension"), N_("A group of criteria about one side of the work of a cluster."), _judges),
    Term(
        N_("Edition"),
        N_("One version of the rules and texts; it never changes, so that a result can be understood years later."),
    ),
    Term(N_("Eligibility"), N_("Conditions that an organisation meets before it is assessed.")),
    Term(
        N_("Entry condition"),
        N_("A criterion that must be met but gives no points."),
        _has_entry,
    ),
    Term(
        N_("Evidence"),
        N_("What the experts have looked at: documents, links and talks."),
        lambda case: bool(case.assessment.evidence),
    ),
    Term(
        N_("Experts"),
        N_("Those who judge: the lead expert and, where the label asks for two, the second expert."),
    ),
    Term(
        N_("Improvement area"),
        N_("Work of the cluster that has become better since the earlier benchmarking, and is checked on site."),
        lambda case: bool(case.label.award.improvement_areas.value),
    ),
    Term(N_("Label"), N_("A sign of the quality of cluster management, in several grades.")),
    Term(N_("Level"), N_("One step on the scale of a criterion; a text says what it takes."), _judges),
    Term(
        N_("Median of the peers"),
        N_("The value in the middle: half of the peers lie below it, half above."),
        _compares,
    ),
    Term(
        N_("Middle half of the peers"),
        N_("What is left when the lowest quarter of the peers and the highest one are put aside."),
        _has_quartiles,
    ),
    Term(N_("Minimum"), N_("The level that a criterion must reach for the label."), _has_minimums),
    Term(
        N_("Not applicable"),
        N_("Said of a criterion that does not fit this cluster; it is not the lowest level."),
        _has_not_applicable,
    ),
    Term(
        N_("Not looked at"),
        N_("Said of a criterion that nobody has judged yet; it is not the lowest level."),
        _has_open,
    ),
    Term(
        N_("Overlay"),
        N_("A file with the operator's own texts, weights and minimums in place of those of the edition."),
        _has_overlay,
    ),
    Term(N_("Participants"), N_("The members of the cluster.")),
    Term(N_("Peers"), N_("Other clusters that this one is compared with."), _compares),
    Term(
        N_("Points"),
        N_("Level times weight, added up over all criteria."),
        lambda case: case.is_scored,
    ),
    Term(
        N_("Provenance"), N_("Where a rule or a text comes from: published, or written for this edition, for example.")
    ),
    Term(
        N_("Recommendation"),
        N_("What the experts advise; it says what that would change and, where it is known, for whom and by when."),
        lambda case: any(case.improvements(criterion.id) for criterion in case.criteria),
    ),
    Term(
        N_("Rests on"),
        N_("The kinds of evidence that carry a finding: document, interview, observation or survey."),
        lambda case: any(case.rests_on(criterion.id) for criterion in case.criteria),
    ),
    Term(
        N_("Weight"),
        N_("How many points one level of a criterion gives."),
        lambda case: case.is_scored,
    ),
)
"""In no order of its own: each language sorts them by its alphabet."""


def glossary(case: Case) -> Iterator[Block]:
    """Yield the words that the report uses, sorted as the reader's language sorts."""
    _ = case.language.text
    used = [(_(term.word), _(term.meaning)) for term in TERMS if term.is_used(case)]
    used.sort(key=lambda term: case.language.sort_key(term[0]))
    yield Heading(2, _("Words in this report"), "glossary")
    yield KeyValues(tuple(Pair(word, text(meaning)) for word, meaning in used), dense=True)
