"""One assessment seen as a report sees it: which levels stand, what was said, and in which words."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from eucles_desk.assessment.award import Distance, Outcome, State, distance, outcome
from eucles_desk.assessment.codec import assessment_to_data
from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.assessment.pathways import Pathways, next_label, pathways
from eucles_desk.assessment.scoring import Points, Score, points_of, score
from eucles_desk.assessment.terms import RestsOn, Role
from eucles_desk.assessment.views import judgements_of, standing_levels, stands_agreed
from eucles_desk.reports.content import Span, Text, text
from eucles_desk.templates.values import PLAIN, Template
from eucles_desk.wording.names import level_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from decimal import Decimal

    from eucles_desk.assessment.evidence import Citation
    from eucles_desk.assessment.values import (
        Assessment,
        Benchmark,
        EarlierResult,
        Improvement,
        Judgement,
        Level,
        Remark,
        Spread,
    )
    from eucles_desk.language import Language
    from eucles_desk.reports.order import Signer
    from eucles_desk.scheme.values import Criterion, Edition, Label
    from eucles_desk.scheme.values import Text as SchemeText


@dataclass(frozen=True)
class Case:
    """What a report may tell of an assessment, with its edition, on the day and in the language of the report.

    The assessment is one that has been through :func:`~eucles_desk.assessment.disclosure.disclosed`.

    Before the consensus only the lead expert's own scoring is shown; from then on what was agreed, with what both
    experts have said.

    Attributes:
        signed: Whether the report will be signed where it shows, and needs a place for that.
        signer: Who will sign it, for the page to say so.
    """

    assessment: Assessment
    edition: Edition
    language: Language
    made_on: date
    program_version: str
    kind: ReportKind = ReportKind.FULL
    template: Template = PLAIN
    signed: bool = False
    signer: Signer | None = None

    @cached_property
    def label(self) -> Label:
        """The label that the assessment is for."""
        return self.edition.labels[self.assessment.label]

    @cached_property
    def is_agreed(self) -> bool:
        """Whether the levels shown are agreed ones."""
        return stands_agreed(self.assessment)

    @property
    def is_scored(self) -> bool:
        """Whether the label counts points."""
        return self.label.has_score

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria that the label judges."""
        return self.edition.criteria_of(self.label.id)

    @cached_property
    def levels(self) -> dict[str, Level]:
        """The levels that stand now, by criterion."""
        return dict(standing_levels(self.assessment))

    @cached_property
    def score(self) -> Score:
        """The points of the levels that stand now."""
        return score(self.edition, self.label.id, self.levels)

    @cached_property
    def outcome(self) -> Outcome:
        """How the conditions of the label stand."""
        return outcome(self.edition, self.assessment, self.levels)

    @cached_property
    def distance(self) -> Distance:
        """What separates the cluster from the label."""
        return distance(self.edition, self.label.id, self.levels)

    @cached_property
    def ways(self) -> Pathways:
        """The smallest sets of steps to the label; once that is reached, to the next one that counts levels."""
        own = pathways(self.edition, self.label.id, self.levels)
        above = next_label(self.edition, self.label.id) if self.outcome.state is State.MET else None
        return pathways(self.edition, above.id, self.levels) if above else own

    @cached_property
    def last(self) -> EarlierResult | None:
        """The latest of the earlier results for the same label."""
        return next((found for found in reversed(self.assessment.earlier) if found.label == self.label.id), None)

    @property
    def peers(self) -> Benchmark | None:
        """The peers that the cluster is compared with."""
        return self.assessment.benchmark

    @cached_property
    def peer_shares(self) -> dict[str, Decimal]:
        """The medians of the peers' shares by dimension that is judged; none for a label that counts no points."""
        if not self.peers or not self.is_scored:
            return {}
        known = self.peers.dimensions
        return {dimension: known[dimension] for dimension in self.score.dimensions if dimension in known}

    @property
    def draws_peers(self) -> bool:
        """Whether the shares are drawn beside those of the peers: where all of both are known.

        Without one of them the line would fall to nothing there.
        """
        return self.score.total.is_complete and 0 < len(self.peer_shares) == len(self.score.dimensions)

    @cached_property
    def judgements(self) -> dict[str, tuple[Judgement, ...]]:
        """What may be shown of what the experts have said, by criterion: both once agreed, before that the lead's."""
        lead = self.assessment.seat(Role.LEAD)
        said = {criterion.id: judgements_of(self.assessment, criterion.id) for criterion in self.criteria}
        if self.is_agreed:
            return said
        return {
            criterion: tuple(judgement for judgement in found if lead and judgement.seat == lead.id)
            for criterion, found in said.items()
        }

    @cached_property
    def content_hash(self) -> str:
        """The SHA-256 of the assessment as its interchange file says it."""
        data = json.dumps(
            assessment_to_data(self.assessment), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
        )
        return hashlib.sha256(data.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def short_hash(self) -> str:
        """The start and the end of :attr:`content_hash`, for the foot of a page."""
        return f"{self.content_hash[:4]}\N{HORIZONTAL ELLIPSIS}{self.content_hash[-4:]}"

    def level(self, criterion: str) -> Level:
        """Return the level that stands for a criterion."""
        return self.levels.get(criterion)

    def points(self, criterion: Criterion) -> Points:
        """Return the points of one criterion."""
        return points_of(self.edition, (criterion,), self.levels)

    def level_words(self, criterion: Criterion) -> str:
        """Write the level of a criterion; one that is judged but not agreed yet is told from one not looked at."""
        level = self.level(criterion.id)
        if level is None and self.is_agreed and self.judgements[criterion.id]:
            return self.language.text("not agreed yet")
        if isinstance(level, int):
            return self.language.text("{level} of {highest}", level=level, highest=criterion.highest)
        return level_name(level, self.language)

    def last_level(self, criterion: str) -> Level:
        """Return the level that stood for a criterion last time."""
        return self.last.levels.get(criterion) if self.last else None

    def own_level(self, criterion: str) -> Level:
        """Return the level that the cluster gives itself for a criterion."""
        said = self.assessment.self_assessment
        return next((found.level for found in said if found.criterion == criterion), None)

    def recommended_before(self, criterion: str) -> tuple[Improvement, ...]:
        """Return what was recommended for a criterion last time."""
        said = self.last.recommendations.get(criterion, ()) if self.last else ()
        return tuple(found for found in said if found.text.strip())

    def spread(self, criterion: str) -> Spread | None:
        """Return how the levels of the peers spread over a criterion."""
        return self.peers.criteria.get(criterion) if self.peers else None

    def minimum(self, criterion: Criterion) -> int | None:
        """Return the minimum of a criterion; ``None`` also where the label asks for none."""
        return criterion.minimum.value if self.label.award.minimums.value else None

    def remarks(self, criterion: str) -> tuple[Remark, ...]:
        """Return what the cluster manager has said of the draft of a criterion."""
        return tuple(found for found in self.assessment.remarks if found.criterion == criterion)

    def reason(self, criterion: str) -> str:
        """Return the reason to show: the agreed one, or the first that an expert has given."""
        agreed = self.assessment.agreement(criterion).reason if self.is_agreed else ""
        reasons = (agreed, *(judgement.reason for judgement in self.judgements[criterion]))
        return next((reason for reason in reasons if reason.strip()), "")

    def strengths(self, criterion: str) -> tuple[str, ...]:
        """Return the strengths that the experts have named, each once."""
        said = (strength for judgement in self.judgements[criterion] for strength in judgement.strengths)
        return tuple(dict.fromkeys(strength for strength in said if strength.strip()))

    def improvements(self, criterion: str) -> tuple[Improvement, ...]:
        """Return what the experts recommend, each once."""
        said = (found for judgement in self.judgements.get(criterion, ()) for found in judgement.improvements)
        by_text = {found.text.strip(): found for found in reversed([*said]) if found.text.strip()}
        return tuple(reversed(by_text.values()))

    def citations(self, criterion: str) -> tuple[Citation, ...]:
        """Return what the experts have cited, each once."""
        said = (citation for judgement in self.judgements[criterion] for citation in judgement.citations)
        return tuple({(cited.evidence, cited.page, cited.note, cited.quote): cited for cited in said}.values())

    def rests_on(self, criterion: str) -> tuple[RestsOn, ...]:
        """Return the kinds of evidence that the judgements rest on, in the usual order."""
        found = {source for judgement in self.judgements[criterion] for source in judgement.rests_on}
        return tuple(source for source in RestsOn if source in found)

    def say(self, words: SchemeText) -> str:
        """Return a text of the edition in the language of the report."""
        return words.in_language(self.language.code)

    def span(self, words: SchemeText, *, bold: bool = False, italic: bool = False, link: str = "") -> Span:
        """Return a text of the edition, marked with its language where that is not the report's."""
        return Span(self.say(words), bold, italic, link, self.language_of(words))

    def language_of(self, words: SchemeText) -> str:
        """Return the code of the language that :meth:`say` falls back to; empty when it need not."""
        if words.values.get(self.language.code) or not any(words.values.values()):
            return ""
        return "en" if words.values.get("en") else next(iter(words.values))

    def title(self, criterion: Criterion) -> str:
        """Return code and title of a criterion."""
        return f"{criterion.id} {self.say(criterion.title)}"

    def linked(self, criterion: Criterion, *, bold: bool = False) -> Span:
        """Return code and title of a criterion as a link to where it is reported on."""
        return Span(self.title(criterion), bold=bold, link=f"#{criterion_id(criterion.id)}")

    def at_minimum(self) -> tuple[Criterion, ...]:
        """Return the criteria that stand exactly at their minimum, with nothing to spare."""
        if not self.label.award.minimums.value:
            return ()
        return tuple(c for c in self.criteria if c.minimum.value and self.level(c.id) == c.minimum.value)

    def is_past(self, month: str) -> bool:
        """Return whether a month, ``YYYY-MM``, lies before the one in which the report is made."""
        return bool(month) and month < f"{self.made_on:%Y-%m}"

    def due_lines(self, month: str) -> tuple[Text, ...]:
        """Write by when something is to be done, for a cell; that it has passed is said in words."""
        said = text(self.language.month(month))
        return (
            (said, text(Span(self.language.text("date has passed"), italic=True))) if self.is_past(month) else (said,)
        )

    def codes(self, criteria: Iterable[Criterion]) -> str:
        """List criteria by code."""
        return self.language.listed([criterion.id for criterion in criteria])


def criterion_id(criterion: str) -> str:
    """Return the id of the heading under which a criterion is reported on."""
    return f"criterion-{criterion}"


def links(codes: Sequence[str]) -> tuple[Span, ...]:
    """Return criteria by code, each a link to where it is reported on; a dash when there are none."""
    parts = [part for code in codes for part in (", ", Span(code, link=f"#{criterion_id(code)}"))]
    return text(*parts[1:]) if parts else text("\N{EN DASH}")
