"""Assessments as rows of a table and as data for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.app.output import json_number, say_table
from eucles_desk.wording.places import STEPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eucles_desk.app.wiring import Program
    from eucles_desk.assessment.records import Summary
    from eucles_desk.language import Language

NO_POINTS = "\N{EN DASH}"


def say_assessments(summaries: Sequence[Summary], program: Program, language: Language) -> None:
    """Print a table of assessments."""
    _ = language.text
    labels = program.desk.shelf.newest().labels
    rows = [
        (
            str(summary.id),
            summary.cluster_name,
            labels[summary.label].title.in_language(language.code) if summary.label in labels else summary.label,
            _(STEPS[summary.step]),
            points(summary, language),
        )
        for summary in summaries
    ]
    headings = (_("Id"), _("Cluster"), _("Label"), _("Step"), _("Points"))
    say_table(headings, rows, numbers=frozenset({4}))


def points(summary: Summary, language: Language) -> str:
    """Return the points of those available, a dash for a label that is not earned by points."""
    if not summary.available:
        return NO_POINTS
    return f"{language.number(summary.points)} / {language.number(summary.available)}"


def assessment_data(summary: Summary) -> dict[str, object]:
    """Return what other programs are told of an assessment."""
    return {
        "id": str(summary.id),
        "cluster": summary.cluster_name,
        "label": summary.label,
        "kind": summary.kind.value,
        "step": summary.step.value,
        "judged": summary.judged,
        "criteria": summary.criteria,
        "points": json_number(summary.points),
        "available": json_number(summary.available),
        "open_points": summary.open_points,
        "changed_at": summary.changed_at.isoformat(timespec="seconds"),
    }
