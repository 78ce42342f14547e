"""What is said of packages: what they are for, and what taking them in does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.changes import Part
from eucles_desk.assessment.merging import Caution
from eucles_desk.language.marking import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from eucles_desk.assessment.merging import Counts
    from eucles_desk.assessment.package_values import Preview, Purpose
    from eucles_desk.assessment.values import Assessment
    from eucles_desk.language import Language

EXPERT_ADDED: Final = N_("Expert added to the register: {name}")
EXPERT_CHANGED: Final = N_("Expert changed in the register: {name}")
EXPERT_REMOVED: Final = N_("Expert taken out of the register: {name}")
CLOSED: Final = N_(
    "Your judgements stay closed in it: both experts seal first, and tell each other their codes by voice or on paper."
)
_PURPOSES: Final[Mapping[str, str]] = {
    "assignment": N_("An assignment from {name}: judge a seat."),
    "seat": N_("The seat of {name}, to be merged."),
    "copy": N_("A whole copy from {name}."),
}
PARTS: Final[Mapping[Part, str]] = {
    Part.CLUSTER: N_("Cluster"),
    Part.FACT: N_("Facts"),
    Part.DETAILS: N_("Details"),
    Part.STEP: N_("Step"),
    Part.SEAT: N_("Seats"),
    Part.ELIGIBILITY: N_("Eligibility"),
    Part.JUDGEMENT: N_("Judgements"),
    Part.AGREEMENT: N_("Agreed levels"),
    Part.EVIDENCE: N_("Evidence"),
    Part.AREA: N_("Improvement areas"),
    Part.VISIT: N_("Visits"),
    Part.REMARK: N_("Remarks"),
    Part.AWARD: N_("Label award"),
    Part.EARLIER: N_("Earlier results"),
    Part.BENCHMARK: N_("Benchmark"),
    Part.REPLY_DUE: N_("Day of reply"),
    Part.SELF_JUDGEMENT: N_("Self-assessment"),
    Part.AGENDA: N_("Agenda"),
    Part.ACCEPTED: N_("Accepted findings"),
    Part.PRIVATE_NOTE: N_("Private notes"),
    Part.SEAL: N_("Seals"),
    Part.APPROVAL: N_("Approvals"),
    Part.DECISION: N_("Decision"),
    Part.APPEAL: N_("Appeals"),
    Part.CORRECTION: N_("Versions"),
}
_CAUTIONS: Final[Mapping[Caution, str]] = {
    Caution.FOREIGN: N_("It is of another assessment, edition or label; nothing of it comes in."),
    Caution.EMPTY: N_("It holds nothing of what is here."),
    Caution.MUCH: N_("It would take out much of what is here."),
}


def purpose(of: Purpose, author: str, language: Language) -> str:
    """Say what a package is for."""
    return language.text(_PURPOSES[of.value], name=author or language.text("somebody without a name"))


def missing(count: int, language: Language) -> str:
    """Say how many files do not go along."""
    return language.plural(
        "{count} file behind the evidence is not on this computer and does not go along.",
        "{count} files behind the evidence are not on this computer and do not go along.",
        count,
    )


def _told(counts: Counts) -> tuple[tuple[str, int], ...]:
    return (
        (N_("{count} new"), counts.added),
        (N_("{count} changed"), counts.changed),
        (N_("{count} taken out"), counts.taken_out),
        (N_("{count} changed on both sides"), counts.in_conflict),
    )


def preview(found: Preview, value: Assessment | None, language: Language) -> Iterator[str]:
    """Say what taking a package in does, a sentence each."""
    text = language.text
    if found.is_new:
        yield text("New here: {cluster}", cluster=found.cluster)
        return
    if found.is_nothing:
        yield text("Nothing is new: everything in it is here already.")
        return
    for part, counts in found.counts.items():
        said = [text(template, count=count) for template, count in _told(counts) if count]
        yield text("{part}: {counts}", part=text(PARTS[part]), counts=", ".join(said))
    names = {seat.id: seat.name for seat in value.seats} if value else {}
    for seat in found.opens:
        yield text("The judgements of {name} are open now, and fit the code.", name=names.get(seat, ""))
    for seat in found.closed:
        yield text("The judgements of {name} stay closed until both seats are sealed.", name=names.get(seat, ""))
    for caution in found.cautions:
        yield text(_CAUTIONS[caution])
