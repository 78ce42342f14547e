"""Names of sources, provenances, severities, verdicts, opinions, states, conditions and kinds of report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.assessment.award import ConditionKind, State
from eucles_desk.assessment.checks import Severity
from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.assessment.evidence import EvidenceKind
from eucles_desk.assessment.terms import NOT_APPLICABLE, Disposition, Opinion, RestsOn, Verdict
from eucles_desk.language.marking import N_
from eucles_desk.scheme.values import Provenance

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eucles_desk.assessment.values import Level
    from eucles_desk.language import Language

SOURCES: Mapping[RestsOn, str] = {
    RestsOn.DOCUMENT: N_("document"),
    RestsOn.INTERVIEW: N_("interview"),
    RestsOn.OBSERVATION: N_("observation"),
    RestsOn.SURVEY: N_("survey"),
}
EVIDENCE_KINDS: Mapping[EvidenceKind, str] = {
    EvidenceKind.DOCUMENT: N_("document"),
    EvidenceKind.LINK: N_("link"),
    EvidenceKind.INTERVIEW: N_("interview"),
}
PROVENANCES: Mapping[Provenance, str] = {
    Provenance.PUBLISHED: N_("published"),
    Provenance.INFERRED: N_("inferred from published facts"),
    Provenance.PROJECT: N_("written for this edition"),
    Provenance.OPERATOR: N_("from the operator, by an overlay"),
}
SEVERITIES: Mapping[Severity, str] = {
    Severity.ERROR: N_("Error"),
    Severity.WARNING: N_("Warning"),
    Severity.HINT: N_("Hint"),
}
VERDICTS: Mapping[Verdict, str] = {
    Verdict.CONFIRMED: N_("confirmed on site"),
    Verdict.NOT_CONFIRMED: N_("not confirmed on site"),
}
OPINIONS: Mapping[Opinion, str] = {
    Opinion.AGREED: N_("agrees with the draft"),
    Opinion.FACT_WRONG: N_("a fact is wrong"),
    Opinion.EVIDENCE_MISSING: N_("evidence is missing"),
}
DISPOSITIONS: Mapping[Disposition, str] = {
    Disposition.ACCEPTED: N_("accepted"),
    Disposition.PARTLY: N_("accepted in part"),
    Disposition.NOT_ACCEPTED: N_("not accepted"),
}
STATES: Mapping[State, str] = {State.MET: N_("met"), State.MISSED: N_("not met"), State.OPEN: N_("open")}
CONDITIONS: Mapping[ConditionKind, str] = {
    ConditionKind.POINTS: N_("Points"),
    ConditionKind.MINIMUMS: N_("Minimums"),
    ConditionKind.ENTRY: N_("Entry condition"),
    ConditionKind.ELIGIBILITY: N_("Eligibility"),
    ConditionKind.COMPLETE: N_("All criteria judged"),
    ConditionKind.IMPROVEMENT_AREAS: N_("Improvement areas"),
    ConditionKind.INTERVAL: N_("Time since the earlier benchmarking"),
    ConditionKind.FACTS: N_("Facts for the benchmarking"),
}
REPORT_KINDS: Mapping[ReportKind, str] = {
    ReportKind.FULL: N_("Full report"),
    ReportKind.SUMMARY: N_("Summary for the board"),
    ReportKind.CERTIFICATE: N_("Certificate"),
    ReportKind.IMPROVEMENT_PLAN: N_("Improvement plan"),
    ReportKind.DRAFT: N_("Draft"),
    ReportKind.CLOSING_SHEET: N_("Closing sheet"),
}
KINDS_MADE: Mapping[ReportKind, str] = {
    ReportKind.CERTIFICATE: N_("Made once the label is awarded."),
    ReportKind.DRAFT: N_("Made until the assessment has ended."),
    ReportKind.CLOSING_SHEET: N_("Made until the assessment has ended."),
}
"""When the kinds of report are made that are not made in every step."""


def level_name(level: Level, language: Language) -> str:
    """Return how a level is written: its number, or the words for the two marks that are not levels."""
    _ = language.text
    if level is NOT_APPLICABLE:
        return _("not applicable")
    return _("not looked at") if level is None else str(level)
