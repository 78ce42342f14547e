"""An edition of the scheme as frozen values.

An edition is one immutable version of the labels, eligibility criteria, dimensions, criteria and rules. Nothing in
here reads a file; :mod:`eucles_desk.scheme.loading` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

T = TypeVar("T")


class Provenance(StrEnum):
    """Where a rule or a text comes from."""

    PUBLISHED = "published"
    INFERRED = "inferred"
    PROJECT = "project"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Text:
    """One text in several languages."""

    values: Mapping[str, str]

    def in_language(self, code: str) -> str:
        """Return the text in the language, or in English, or in whichever language there is."""
        return self.values.get(code) or self.values.get("en") or next(iter(self.values.values()), "")


@dataclass(frozen=True, slots=True)
class Origin:
    """Provenance with the key of its source in :attr:`Edition.sources`, where it has one."""

    provenance: Provenance
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Sourced(Generic[T]):
    """A value of the scheme with where it comes from."""

    value: T
    origin: Origin


@dataclass(frozen=True, slots=True)
class Source:
    """A public source that rules and texts refer to by key."""

    key: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Level:
    """One step of a criterion's scale."""

    value: int
    text: Text
    provenance: Provenance


class SuggestionKind(StrEnum):
    """How the number that suggests a level is worked out of facts."""

    RATIO = "ratio"
    SUM = "sum"
    YEARS_SINCE = "years_since"


class Direction(StrEnum):
    """Whether more or less of a number is better."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A rule that suggests a level from facts.

    ``thresholds`` run from the highest level down; the first one that holds gives the level, otherwise the lowest
    level of the scale is suggested. A ratio with unit ``percent`` is compared after multiplying by 100.
    """

    kind: SuggestionKind
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    unit: str
    direction: Direction
    thresholds: tuple[tuple[int, Decimal], ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Criterion:
    """One quality indicator with everything an assessor needs to judge it.

    ``texts`` says where title, question, look-for, evidence and interview come from, but for those named in
    ``replaced``: an overlay has put the operator's own in their place.
    """

    id: str
    dimension: str
    origin: Origin
    texts: Origin
    title: Text
    question: Text
    look_for: Text
    evidence: tuple[Text, ...]
    interview: tuple[Text, ...]
    levels: tuple[Level, ...]
    weight: Sourced[Decimal]
    minimum: Sourced[int | None]
    silver_audit: bool
    may_be_not_applicable: Sourced[bool]
    facts: tuple[str, ...]
    suggestion: Suggestion | None
    replaced: frozenset[str] = frozenset()

    def provenance_of(self, text: str) -> Provenance:
        """Return where a text comes from: ``title``, ``question``, ``look_for``, ``evidence`` or ``interview``."""
        return Provenance.OPERATOR if text in self.replaced else self.texts.provenance

    def level(self, value: int) -> Level:
        """Return the level with this number; raise ``KeyError`` when the scale has none."""
        for level in self.levels:
            if level.value == value:
                return level
        raise KeyError(value)

    @property
    def highest(self) -> int:
        """The highest level of this criterion."""
        return max(level.value for level in self.levels)

    @property
    def most_points(self) -> Decimal:
        """The points that the highest level gives."""
        return self.highest * self.weight.value


@dataclass(frozen=True, slots=True)
class Dimension:
    """A group of criteria."""

    id: str
    title: Text
    short: Text
    meaning: Text
    origin: Origin


class LabelKind(StrEnum):
    """How a label is earned."""

    POINTS = "points"
    IMPROVEMENT = "improvement"
    BENCHMARKING = "benchmarking"


@dataclass(frozen=True, slots=True)
class AwardRule:
    """What a cluster must reach for a label; ``None`` means that the label asks no such thing."""

    max_points: Sourced[Decimal | None]
    pass_points: Sourced[Decimal | None]
    pass_percent: Sourced[Decimal | None]
    minimums: Sourced[bool]
    entry_criteria: Sourced[tuple[str, ...]]
    eligibility: Sourced[bool]
    improvement_areas: Sourced[int]
    interval_months: Sourced[tuple[int, int] | None]


@dataclass(frozen=True, slots=True)
class Validity:
    """How long an award lasts; ``counts_from`` is ``assessment_month`` or ``interview_month``."""

    first_years: Sourced[int]
    renewal_years: Sourced[int]
    renewal_window_months: Sourced[int]
    counts_from: Sourced[str]


@dataclass(frozen=True, slots=True)
class Label:
    """Bronze, Silver or Gold; ``criteria`` are the ids that an assessment for it judges."""

    id: str
    rank: int
    kind: LabelKind
    title: Text
    byname: Text
    basis: Text
    criteria: tuple[str, ...]
    experts: Sourced[int]
    visit_hours: Sourced[int]
    visit_hours_renewal: Sourced[int]
    award: AwardRule
    validity: Validity

    @property
    def has_score(self) -> bool:
        """Whether the label is earned by points; where it is not, points say nothing about it."""
        return self.award.pass_percent.value is not None


@dataclass(frozen=True, slots=True)
class FactRule:
    """A condition over facts that says whether an eligibility criterion is met.

    Exactly one of the three forms is used: the sum of ``facts``, the number of ``count_nonzero`` facts above zero, or
    the percentage that ``numerator`` is of ``denominator``; each compared with ``at_least``.
    """

    at_least: Decimal
    facts: tuple[str, ...] = ()
    count_nonzero: tuple[str, ...] = ()
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EligibilityCriterion:
    """A condition that an organisation meets before it is assessed."""

    id: str
    title: Text
    question: Text
    help: Text
    origin: Origin
    texts: Origin
    threshold: Sourced[Decimal | None]
    rule: FactRule | None


class FactType(StrEnum):
    """What kind of answer a fact is."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    YEAR = "year"
    MONTHS = "months"
    TEXT = "text"
    CHOICE = "choice"
    EMAIL = "email"
    URL = "url"
    PHONE = "phone"

    @property
    def is_number(self) -> bool:
        """Whether rules may count with the fact."""
        return self in NUMBER_TYPES


NUMBER_TYPES = frozenset({FactType.INTEGER, FactType.DECIMAL, FactType.MONEY, FactType.YEAR, FactType.MONTHS})


@dataclass(frozen=True, slots=True)
class FactDefinition:
    """A fact about a cluster that criteria and rules draw on."""

    id: str
    part: str
    type: FactType
    title: Text
    help: Text
    unit: Text
    lowest: Decimal | None
    highest: Decimal | None
    required_for: tuple[str, ...]
    choices: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Consistency:
    """A check over facts: the sum of ``left`` is at most the sum of ``right``; ``text`` says what is odd if not."""

    id: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    text: Text


class NotApplicableRule(StrEnum):
    """What a criterion judged not applicable does to the total."""

    EXCLUDED = "excluded"
    """It leaves both the points and the maximum."""
    ZERO = "zero"
    """It counts as no points of its full maximum."""


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The edition's rule for *not applicable*."""

    rule: NotApplicableRule
    minimum_waived: bool
    provenance: Provenance
    text: Text


@dataclass(frozen=True, slots=True)
class EditionRef:
    """Names one edition for good: its scheme, its name and the SHA-256 of its whole content."""

    scheme: str
    edition: str
    sha256: str


FACT_CHECK_SCORES: Final = Sourced(True, Origin(Provenance.PROJECT))
"""The cluster manager sees the levels in the fact check, where an edition says nothing of it."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One immutable version of the scheme; ``fact_check_scores`` is whether the fact check shows the levels."""

    ref: EditionRef
    title: Text
    notice: Text
    languages: tuple[tuple[str, str], ...]
    lowest_level: int
    highest_level: int
    not_applicable: NotApplicable
    sources: Mapping[str, Source]
    labels: Mapping[str, Label]
    eligibility: Mapping[str, EligibilityCriterion]
    dimensions: Mapping[str, Dimension]
    criteria: Mapping[str, Criterion]
    facts: Mapping[str, FactDefinition]
    fact_parts: Mapping[str, Text]
    consistency: tuple[Consistency, ...]
    fact_check_scores: Sourced[bool] = FACT_CHECK_SCORES

    def criteria_of(self, label_id: str) -> tuple[Criterion, ...]:
        """Return the criteria that an assessment for the label judges, in the order of the edition."""
        wanted = set(self.labels[label_id].criteria)
        return tuple(criterion for criterion in self.criteria.values() if criterion.id in wanted)

    def by_dimension(self, label_id: str) -> Iterator[tuple[Dimension, tuple[Criterion, ...]]]:
        """Yield each dimension that the label judges, with its criteria."""
        criteria = self.criteria_of(label_id)
        for dimension in self.dimensions.values():
            of_it = tuple(criterion for criterion in criteria if criterion.dimension == dimension.id)
            if of_it:
                yield dimension, of_it
