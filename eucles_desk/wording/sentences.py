"""Sentences about open points, findings, conditions and results."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from eucles_desk.assessment.award import Condition, ConditionKind, Outcome, State
from eucles_desk.assessment.checks import Finding, FindingKind
from eucles_desk.assessment.terms import RestsOn
from eucles_desk.language.marking import N_
from eucles_desk.scheme.values import Criterion, Direction, Edition, SuggestionKind
from eucles_desk.wording.names import SOURCES
from eucles_desk.wording.places import criterion_title, place_title

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from eucles_desk.assessment.facts import Suggested
    from eucles_desk.assessment.scoring import Points
    from eucles_desk.assessment.values import Assessment
    from eucles_desk.language import Language
    from eucles_desk.scheme.values import Suggestion


FINDINGS: Mapping[FindingKind, str] = {
    FindingKind.LEVEL_WITHOUT_REASON: N_("{title}: a level without a reason."),
    FindingKind.BELOW_MINIMUM: N_("{title}: the level is below the minimum of {detail}."),
    FindingKind.HIGH_WITHOUT_EVIDENCE: N_("{title}: a high level without cited evidence."),
    FindingKind.LOW_WITHOUT_RECOMMENDATION: N_("{title}: a low level without a recommendation."),
    FindingKind.HIGH_ON_ONE_SOURCE: N_("{title}: a high level that rests on one kind of source only ({detail})."),
    FindingKind.SHORT_REASON: N_("{title}: the reason is very short."),
    FindingKind.FAR_FROM_FACTS: N_("{title}: the facts suggest level {detail}."),
    FindingKind.MORE_TO_IMPROVE_THAN_STRENGTHS: N_("{title}: the top level, yet more recommendations than strengths."),
    FindingKind.RECOMMENDATION_WITHOUT_EFFECT: N_("{title}: a recommendation does not say what it would change."),
    FindingKind.DOCUMENT_NOT_CITED: N_("{title}: rests on a document, but none is cited."),
    FindingKind.EVIDENCE_NOT_CITED: N_("The evidence “{detail}” is not cited anywhere."),
    FindingKind.ELIGIBILITY_AGAINST_FACTS: N_("{title}: the answer does not agree with the facts."),
    FindingKind.FACTS_DISAGREE: "{detail}",
    FindingKind.ONE_EXPERT_ONLY: N_("Fewer experts have judged than the label asks for: {detail}."),
    FindingKind.INTERESTS_NOT_DECLARED: N_("{title}: no interests are declared yet; to have none is declared as well."),
    FindingKind.REMARK_NOT_ANSWERED: N_("A remark on criterion {detail} has not been answered."),
    FindingKind.AWARD_NOT_COMPLETE: N_("The label is awarded, but the number or a month of the award is missing."),
}


def finding(found: Finding, assessment: Assessment, edition: Edition, language: Language) -> str:
    """Say what was found."""
    detail = found.detail
    if found.kind is FindingKind.EVIDENCE_NOT_CITED:
        piece = assessment.piece(UUID(detail))
        detail = piece.title if piece else detail
    elif found.kind is FindingKind.HIGH_ON_ONE_SOURCE:
        detail = language.text(SOURCES[RestsOn(detail)])
    elif found.kind is FindingKind.FACTS_DISAGREE:
        checks = {check.id: check.text for check in edition.consistency}
        detail = checks[detail].in_language(language.code)
    return language.text(FINDINGS[found.kind], title=place_title(found.place, edition, language), detail=detail)


def condition(met: Condition, edition: Edition, language: Language) -> str:
    """Say in one sentence how a condition stands."""
    return _CONDITIONS[met.kind](met, edition, language)


def result_heading(outcome: Outcome, points: Points, edition: Edition, label: str, language: Language) -> str:
    """Say the result in one line, such as a report's first one: what it is and the points behind it."""
    _ = language.text
    name = edition.labels[label].title.in_language(language.code)
    heading = {
        State.MET: _("The conditions for {label} are met", label=name),
        State.MISSED: _("The conditions for {label} are not met", label=name),
        State.OPEN: _("The conditions for {label} are still open", label=name),
    }[outcome.state]
    if points.percent is None or not edition.labels[label].has_score:
        return heading
    have, most = language.number(points.points), language.number(points.available)
    return _(
        "{heading}: {have} of {most} points ({percent})",
        heading=heading,
        have=have,
        most=most,
        percent=language.percent(points.percent),
    )


def suggestion(suggested: Suggested, language: Language) -> str:
    """Show the formula behind a suggested level: ``42 / 57 = 73.7 %``."""
    value = _in_unit(suggested.value, suggested.unit, language)
    if suggested.denominator is None:
        return value
    return f"{language.number(suggested.numerator)} / {language.number(suggested.denominator)} = {value}"


def formula(criterion: Criterion, edition: Edition, language: Language) -> str:
    """Say in words what is counted for the suggestion of a criterion, empty when it has none."""
    rule = criterion.suggestion
    if rule is None:
        return ""
    numerator, denominator = (
        " + ".join(edition.facts[fact].title.in_language(language.code) for fact in facts)
        for facts in (rule.numerator, rule.denominator)
    )
    if rule.kind is SuggestionKind.YEARS_SINCE:
        return language.text("Years since: {fact}", fact=numerator)
    if not denominator:
        return numerator
    over, under = (
        f"({said})" if len(facts) > 1 else said
        for said, facts in ((numerator, rule.numerator), (denominator, rule.denominator))
    )
    return f"{over} / {under}"


def thresholds(rule: Suggestion, language: Language) -> str:
    """Say from which number on each level is suggested: ``5 from 90 %``, the highest level first."""
    said = N_("{level} from {value}") if rule.direction is Direction.AT_LEAST else N_("{level} up to {value}")
    parts = [
        language.text(said, level=level, value=_threshold(value, rule.unit, language))
        for level, value in rule.thresholds
    ]
    return " \N{MIDDLE DOT} ".join(parts)


def bounds(points: Points, language: Language) -> str:
    """Say the points so far and what can still be reached."""
    have, most = language.number(points.points), language.number(points.available)
    if points.is_complete:
        return language.text("{have} of {most} points", have=have, most=most)
    return language.plural(
        "{count} point so far, can still reach {highest} of {most}",
        "{count} points so far, can still reach {highest} of {most}",
        points.points,
        highest=language.number(points.highest),
        most=most,
    )


def codes(criteria: Sequence[str], language: Language) -> str:
    """List criteria by code."""
    return language.listed(list(criteria))


def _threshold(value: Decimal, unit: str, language: Language) -> str:
    return f"{language.number(value)}\N{NO-BREAK SPACE}%" if unit == "percent" else language.number(value)


def _in_unit(value: Decimal, unit: str, language: Language) -> str:
    match unit:
        case "percent":
            return language.percent(value)
        case "years":
            return language.plural("{count} year", "{count} years", value)
        case "months":
            return language.plural("{count} month", "{count} months", value)
        case "per_fte":
            return language.text("{number} per full-time equivalent", number=language.number(value, 1))
        case _:
            return language.number(value)


def _points(met: Condition, _edition: Edition, language: Language) -> str:
    have, needed = met.have or Decimal(0), met.need or Decimal(0)
    need, missing = language.number(needed), language.number(needed - have)
    if met.state is State.MET:
        return language.plural(
            "{count} point; at least {need} are needed.", "{count} points; at least {need} are needed.", have, need=need
        )
    if met.state is State.OPEN:
        return language.plural(
            "{count} point so far; at least {need} are needed, {missing} more.",
            "{count} points so far; at least {need} are needed, {missing} more.",
            have,
            need=need,
            missing=missing,
        )
    if not needed:
        return language.text("No criterion counts, since none is applicable.")
    return language.plural(
        "{count} point; at least {need} are needed ({missing} short).",
        "{count} points; at least {need} are needed ({missing} short).",
        have,
        need=need,
        missing=missing,
    )


def _minimums(met: Condition, edition: Edition, language: Language) -> str:
    if met.missed:
        return language.plural(
            "{count} criterion is below its minimum: {criteria}.",
            "{count} criteria are below their minimum: {criteria}.",
            len(met.missed),
            criteria=_titles(met.missed, edition, language),
        )
    if met.open:
        return language.plural(
            "No minimum is missed so far; {count} is still open.",
            "No minimum is missed so far; {count} are still open.",
            len(met.open),
        )
    return language.text("All minimums are met.")


def _entry(met: Condition, edition: Edition, language: Language) -> str:
    if met.missed:
        criteria = _titles(met.missed, edition, language)
        return language.text("The entry condition {criteria} is not met.", criteria=criteria)
    if met.open:
        criteria = _titles(met.open, edition, language)
        return language.text("The entry condition {criteria} is still open.", criteria=criteria)
    return language.text("The entry condition is met.")


def _eligibility(met: Condition, edition: Edition, language: Language) -> str:
    if met.missed:
        titles = [edition.eligibility[criterion].title.in_language(language.code) for criterion in met.missed]
        return language.plural(
            "{count} eligibility criterion is not met: {criteria}.",
            "{count} eligibility criteria are not met: {criteria}.",
            len(met.missed),
            criteria=language.listed(titles),
        )
    if met.open:
        return language.plural(
            "{count} eligibility criterion is still open.",
            "{count} eligibility criteria are still open.",
            len(met.open),
        )
    return language.text("All eligibility criteria are met.")


def _complete(met: Condition, _edition: Edition, language: Language) -> str:
    have, need = language.number(met.have or Decimal(0)), language.number(met.need or Decimal(0))
    if met.state is State.MET:
        return language.text("All {need} criteria have been judged.", need=need)
    return language.text("{have} of {need} criteria have been judged.", have=have, need=need)


def _areas(met: Condition, _edition: Edition, language: Language) -> str:
    have, need = language.number(met.have or Decimal(0)), language.number(met.need or Decimal(0))
    return language.text("{have} of {need} improvement areas are confirmed on site.", have=have, need=need)


def _interval(met: Condition, _edition: Edition, language: Language) -> str:
    if met.have is None:
        return language.text("The month of the earlier benchmarking is not known.")
    return language.plural(
        "{count} month since the earlier benchmarking; {least} to {most} are asked for.",
        "{count} months since the earlier benchmarking; {least} to {most} are asked for.",
        met.have,
        least=language.number(met.need or Decimal(0)),
        most=language.number(met.at_most or Decimal(0)),
    )


def _facts(met: Condition, _edition: Edition, language: Language) -> str:
    if not met.open:
        return language.text("All facts for the benchmarking are there.")
    return language.plural(
        "{count} fact for the benchmarking is missing.",
        "{count} facts for the benchmarking are missing.",
        len(met.open),
    )


def _titles(criteria: Sequence[str], edition: Edition, language: Language) -> str:
    return language.listed([criterion_title(edition.criteria[criterion], language) for criterion in criteria])


_CONDITIONS: Mapping[ConditionKind, Callable[[Condition, Edition, Language], str]] = {
    ConditionKind.POINTS: _points,
    ConditionKind.MINIMUMS: _minimums,
    ConditionKind.ENTRY: _entry,
    ConditionKind.ELIGIBILITY: _eligibility,
    ConditionKind.COMPLETE: _complete,
    ConditionKind.IMPROVEMENT_AREAS: _areas,
    ConditionKind.INTERVAL: _interval,
    ConditionKind.FACTS: _facts,
}
