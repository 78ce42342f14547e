"""Words for keeping periods: what they are set for, what has passed them, and what was erased."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.retention import Keep, counted
from eucles_desk.language.marking import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from eucles_desk.assessment.retention import Passed, Run
    from eucles_desk.language import Language

KEEPS: Final[Mapping[Keep, str]] = {
    Keep.EVIDENCE_FILES: N_("Evidence files"),
    Keep.INTERVIEW_NOTES: N_("Notes of interviews"),
    Keep.PRIVATE_NOTES: N_("Private notes"),
    Keep.ASSESSMENT: N_("Whole assessments"),
}
LEFT: Final = N_(
    "Backups made until now hold it until they thin out, after a year at most, or are deleted. What was exported, "
    "printed or sent before is not reached. The history keeps that there was something, and tells how much was erased."
)


def count(keep: Keep, pieces: int, assessments: int, language: Language) -> str:
    """Say how much of a kind has passed its period."""
    if keep is Keep.ASSESSMENT:
        return language.plural("{count} assessment", "{count} assessments", assessments)
    said = language.number(pieces)
    return language.plural(
        "{pieces} in {count} assessment", "{pieces} in {count} assessments", assessments, pieces=said
    )


def passed(found: Sequence[Passed], language: Language) -> str:
    """Say in one sentence what has passed its period."""
    if not found:
        return language.text("Nothing was kept longer than its period.")
    said = [
        f"{language.text(KEEPS[keep])}: {count(keep, pieces, assessments, language)}"
        for keep, (pieces, assessments) in counted(found).items()
    ]
    return language.text("Kept longer than its period: {what}.", what="; ".join(said))


def lines(found: Sequence[Passed], keep: Keep, language: Language) -> Iterator[str]:
    """Name each assessment that is concerned, with when it ended."""
    for one in found:
        if one.keep is keep:
            day = language.short_date(one.ended.ended_at.astimezone().date())
            pieces = "" if keep is Keep.ASSESSMENT else f" ({language.number(one.count)})"
            yield language.text(
                "{name}{pieces}, ended {day}", name=one.ended.cluster_name.strip(), pieces=pieces, day=day
            )


def erased(run: Run, language: Language) -> str:
    """Say what was erased."""
    return language.text(
        "Erased after their periods: {files} evidence files, {notes} interview notes, {private} private notes, "
        "{assessments} assessments",
        **run.values(),
    )
