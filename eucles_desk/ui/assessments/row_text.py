"""What a row of the list says of an assessment: where it stands and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.assessment.places import ENDED, Area, Place, PointKind, following
from eucles_desk.assessment.terms import Kind, Step
from eucles_desk.language.marking import N_
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.when import when
from eucles_desk.wording.places import KINDS, OPEN_POINTS, STEPS, place_title

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from eucles_desk.assessment.records import Summary
    from eucles_desk.scheme.values import Edition
    from eucles_desk.ui.row_view import Segment

LABELS: Mapping[str, str] = {"gold": N_("Gold"), "silver": N_("Silver"), "bronze": N_("Bronze")}
"""The names of the labels that the program knows without reading an edition."""
ACTIONS: Mapping[Area, str] = {
    Area.DETAILS: N_("Complete the details"),
    Area.ELIGIBILITY: N_("Check eligibility"),
    Area.FACTS: N_("Enter the facts"),
    Area.IMPROVEMENT_AREAS: N_("Improvement areas"),
    Area.RESULT: N_("See the result"),
}
WITHOUT_EDITION: Mapping[Area, str] = {
    Area.ELIGIBILITY: N_("Eligibility has open questions."),
    Area.FACTS: N_("Facts about the cluster are missing."),
    Area.RESULT: N_("A condition of the label is not met."),
}
"""What is said until the edition is read, which has the titles of eligibility criteria and facts."""
JUDGING = frozenset({Step.SCORING, Step.CONSENSUS})


def is_waiting(summary: Summary) -> bool:
    """Return whether the assessment needs something from its experts."""
    return summary.step not in ENDED


def label_name(label: str, edition: Edition | None) -> str:
    """Return what a label is called."""
    if edition is not None and label in edition.labels:
        return edition.labels[label].title.in_language(current().code)
    return tr(LABELS[label]) if label in LABELS else label.capitalize()


def standing(summary: Summary) -> list[Segment]:
    """Say where the assessment stands: its step, what is open and what is unmet."""
    parts: list[Segment] = [(tr(STEPS[summary.step]), "text")]
    if summary.kind is Kind.RENEWAL:
        parts.append((tr(KINDS[summary.kind]), "muted"))
    if summary.step in ENDED:
        return _joined(parts)
    open_criteria = summary.criteria - summary.judged
    if summary.step in JUDGING and open_criteria:
        parts.append((trn("{count} criterion open", "{count} criteria open", open_criteria), "muted"))
    elif summary.open_points:
        parts.append((trn("{count} point open", "{count} points open", summary.open_points), "muted"))
    else:
        parts.append((tr("nothing open in this step"), "good"))
    if summary.unmet_minimums:
        parts.append((trn("{count} minimum unmet", "{count} minimums unmet", summary.unmet_minimums), "danger"))
    return _joined(parts)


def next_step(
    summary: Summary, edition: Edition | None, shortened: Callable[[str, str], str] = lambda title, _rest: title
) -> str:
    """Say what to do next in a sentence, empty when nothing is.

    ``shortened`` makes a title fit beside the rest of the sentence, which says what to do and stays whole.
    """
    if summary.step in ENDED:
        return ""
    place = next_place(summary)
    if place is None:
        if summary.step is Step.DECISION:
            return tr("Enter the decision.")
        return tr("Go on to the next step: {step}.", step=tr(STEPS[following(summary.step)[0]]))
    if edition is None and place.area in WITHOUT_EDITION:
        return tr(WITHOUT_EDITION[place.area])
    title = place_title(place, edition, current()) if edition else place.id
    message = OPEN_POINTS[PointKind(summary.next_point)]
    return tr(message, title=shortened(title, tr(message, title="")))


def action(summary: Summary) -> str:
    """Return what the row's button says."""
    if summary.step in ENDED:
        return tr("Open")
    place = next_place(summary)
    if place is None:
        return tr("Decide") if summary.step is Step.DECISION else tr("Go on")
    if place.area is Area.CRITERIA:
        return tr("Continue at {criterion}", criterion=place.id)
    return tr(ACTIONS[place.area])


def all_actions() -> tuple[str, ...]:
    """Return every text that a button can have, for the width of their column."""
    fixed = [tr(text) for text in ACTIONS.values()]
    return (*fixed, tr("Open"), tr("Go on"), tr("Decide"), tr("Continue at {criterion}", criterion="2.2.10"))


def next_place(summary: Summary) -> Place | None:
    """Return where the next thing is done."""
    return Place.parse(summary.next_place) if summary.next_place else None


def points(summary: Summary) -> str:
    """Return the points in words, empty where the label has none or nothing has been judged yet."""
    if not summary.available or not summary.judged:
        return ""
    have, most = current().number(summary.points), current().number(summary.available)
    return tr("{have} of {most} points", have=have, most=most)


def spoken(summary: Summary, edition: Edition | None, now: datetime) -> str:
    """Return the whole row in words."""
    said = "".join(text for text, _ in standing(summary))
    parts = [
        summary.cluster_name or tr("Cluster without a name"),
        label_name(summary.label, edition),
        said.replace(SEPARATOR, ", "),
        next_step(summary, edition),
        points(summary),
        tr("changed {when}", when=when(summary.changed_at, now)),
    ]
    return ". ".join(part.rstrip(".") for part in parts if part)


SEPARATOR = "  \N{MIDDLE DOT}  "


def _joined(parts: list[Segment]) -> list[Segment]:
    joined: list[Segment] = []
    for text, role in parts:
        if joined:
            joined.append((SEPARATOR, "muted"))
        joined.append((text, role))
    return joined
