"""An assessment that is being worked on: every change is one transaction, is named, and can be undone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eucles_desk.assessment import steps
from eucles_desk.assessment.changes import Change, ClusterName, Details, Part, judgement_key, may_change
from eucles_desk.assessment.consensus import adoptions
from eucles_desk.assessment.terms import NOT_APPLICABLE, RestsOn, Step
from eucles_desk.assessment.validation import (
    check_eligibility_criterion,
    check_fact,
    check_judgement,
    check_level,
    check_months,
    criterion_of,
)
from eucles_desk.assessment.values import (
    Agreement,
    EligibilityAnswer,
    Fact,
    Improvement,
    ImprovementArea,
    Judgement,
    Level,
    Seat,
)
from eucles_desk.errors import RuleError
from eucles_desk.services.attaching_forms import Forms
from eucles_desk.services.changing import named
from eucles_desk.services.gathering import Gathering
from eucles_desk.services.on_site import OnSite
from eucles_desk.services.surroundings import Surroundings
from eucles_desk.services.undo import typing_key
from eucles_desk.services.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from eucles_desk.assessment.evidence import Citation


class OpenAssessment(Gathering, OnSite, Surroundings, Verdict, Forms):
    """One assessment in the hands of its user.

    All methods that change something store it before they return; when storing fails they raise and nothing has
    changed, here or on disk. Listeners are called after each change, in the caller's thread.

    Attributes:
        edition: The edition that the assessment pins.
        saved_at: When the last change was stored, ``None`` before the first.
    """

    @property
    def edits_agreement(self) -> bool:
        """Whether levels and reasons entered now are the agreed ones."""
        return may_change(self.value.step, Part.AGREEMENT)

    # Judging

    def set_level(self, criterion: str, level: Level) -> None:
        """Judge a criterion, or agree on it from the consensus on; ``None`` takes the level back."""
        check_level(self.edition, criterion, level)
        values = {"criterion": criterion, "level": level.value if level is NOT_APPLICABLE else str(level)}
        if self.edits_agreement:
            agreed = replace(self.value.agreement(criterion), level=level, adopted=False)
            self._agree(agreed, named("agreed level of {criterion}"), values)
        else:
            self._judge(replace(self.judgement(criterion), level=level), named("level of {criterion}"), values)

    def set_reason(self, criterion: str, reason: str) -> None:
        """Give the reason for the level; typing on joins one undo step."""
        key, values = f"reason:{criterion}", {"criterion": criterion}
        if self.edits_agreement:
            agreed = replace(self.value.agreement(criterion), reason=reason)
            self._agree(agreed, named("agreed reason of {criterion}"), values, key)
        else:
            self._judge(replace(self.judgement(criterion), reason=reason), named("reason of {criterion}"), values, key)

    def set_strengths(self, criterion: str, strengths: Iterable[str]) -> None:
        """Replace the strengths of a criterion."""
        before, after = self.judgement(criterion), tuple(strengths)
        key = typing_key(f"strengths:{criterion}", before.strengths, after)
        self._judge(replace(before, strengths=after), named("strengths of {criterion}"), {"criterion": criterion}, key)

    def set_improvements(self, criterion: str, improvements: Iterable[Improvement]) -> None:
        """Replace what is to improve."""
        before, after = self.judgement(criterion), tuple(improvements)
        key = typing_key(f"improvements:{criterion}", before.improvements, after)
        values = {"criterion": criterion}
        self._judge(replace(before, improvements=after), named("improvements of {criterion}"), values, key)

    def set_rests_on(self, criterion: str, sources: Iterable[RestsOn]) -> None:
        """Say which kinds of evidence carry the judgement."""
        chosen = set(sources)
        judgement = replace(self.judgement(criterion), rests_on=tuple(kind for kind in RestsOn if kind in chosen))
        self._judge(judgement, named("sources of {criterion}"), {"criterion": criterion})

    def set_on_site(self, criterion: str, on_site: bool) -> None:
        """Flag a criterion to be raised on site, or take the flag off."""
        judgement = replace(self.judgement(criterion), on_site=on_site)
        self._judge(judgement, named("flag of {criterion}"), {"criterion": criterion})

    def set_citations(self, criterion: str, citations: Iterable[Citation]) -> None:
        """Replace the citations of a criterion."""
        judgement = replace(self.judgement(criterion), citations=tuple(citations))
        self._judge(judgement, named("citations of {criterion}"), {"criterion": criterion})

    # The rest of an assessment

    def answer(self, criterion: str, met: bool | None) -> None:
        """Say whether an eligibility criterion is met."""
        answer = replace(self.value.answer(criterion), met=met)
        self._answer(answer, "")

    def note_eligibility(self, criterion: str, note: str) -> None:
        """Write a note on an eligibility criterion."""
        answer = replace(self.value.answer(criterion), note=note)
        self._answer(answer, f"eligibility-note:{criterion}")

    def set_fact(self, fact: str, value: Fact | None) -> None:
        """Enter a fact about the cluster; ``None`` takes it back."""
        if value is not None:
            check_fact(self.edition, fact, value)
        self._do(named("fact"), {"fact": fact}, [self._change(Part.FACT, fact, value)], f"fact:{fact}")

    def set_cluster(self, name: str, country: str, region: str) -> None:
        """Change name and place of the cluster."""
        change = self._change(Part.CLUSTER, "", ClusterName(name, country, region))
        self._do(named("cluster"), {}, [change], "cluster")

    def set_details(self, details: Details) -> None:
        """Change kind, period and earlier benchmarking."""
        check_months(details.period, details.earlier_benchmarking)
        details = replace(details, period=replace(details.period, extra=self.value.period.extra))
        self._do(named("details of the assessment"), {}, [self._change(Part.DETAILS, "", details)])

    def set_seat(self, seat: Seat) -> None:
        """Add a seat or change who holds it."""
        self._do(named("person"), {}, [self._change(Part.SEAT, str(seat.id), seat)], f"seat:{seat.id}")

    def set_area(self, area: ImprovementArea) -> None:
        """Add an improvement area or change it."""
        criterion_of(self.edition, area.criterion)
        self._do(named("improvement area"), {}, [self._change(Part.AREA, str(area.id), area)], f"area:{area.id}")

    def remove_area(self, area: UUID) -> None:
        """Take an improvement area out."""
        self._do(named("removal of an improvement area"), {}, [self._change(Part.AREA, str(area), None)])

    def enter_step(self, step: Step) -> None:
        """Go to another step; entering the consensus adopts what the experts judged alike."""
        if not steps.may_enter(self.value, self.edition, step, self.seat):
            if step in steps.following(self.value.step):
                raise RuleError("Close the open points of this step first.")
            raise RuleError("The assessment cannot go to this step from the one it is in.")
        changes = [self._change(Part.STEP, "", step)]
        if step is Step.CONSENSUS:
            changes += self._sealing()
            changes += [self._agreeing(agreed) for agreed in adoptions(self.value, self.edition)]
        self._do(named("step"), {"step": step.value}, changes)

    def adopt_alike(self) -> None:
        """Agree on what the experts judged alike, in one step, each marked as adopted."""
        changes = [self._agreeing(agreed) for agreed in adoptions(self.value, self.edition)]
        self._do(named("adoption of what was judged alike"), {}, changes)

    # Private

    def _judge(self, judgement: Judgement, message: str, values: dict[str, str], merge_key: str = "") -> None:
        check_judgement(self.edition, judgement, {piece.id for piece in self.value.evidence})
        key = judgement_key(judgement.seat, judgement.criterion)
        after = None if judgement.is_empty else judgement
        self._do(message, values, [self._change(Part.JUDGEMENT, key, after)], merge_key)

    def _agree(self, agreed: Agreement, message: str, values: dict[str, str], merge_key: str = "") -> None:
        criterion_of(self.edition, agreed.criterion)
        self._do(message, values, [self._agreeing(agreed)], merge_key)

    def _agreeing(self, agreed: Agreement) -> Change:
        after = None if agreed == Agreement(agreed.criterion) else agreed
        return self._change(Part.AGREEMENT, agreed.criterion, after)

    def _answer(self, answer: EligibilityAnswer, merge_key: str) -> None:
        check_eligibility_criterion(self.edition, answer.criterion)
        after = None if answer == EligibilityAnswer(answer.criterion) else answer
        change = self._change(Part.ELIGIBILITY, answer.criterion, after)
        self._do(named("eligibility answer"), {"criterion": answer.criterion}, [change], merge_key)
