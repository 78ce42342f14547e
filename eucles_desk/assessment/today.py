"""What is to be done next over all assessments, the most urgent first, and which labels need attention.

Light on purpose: it is worked out for the first page of every start, from summaries alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.places import ENDED, Area, Place
from eucles_desk.assessment.terms import Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from eucles_desk.assessment.records import Recent, Summary

SOON_DAYS: Final = 7
"""A visit so near is on the page, whatever else is open."""
ENDING_MONTHS: Final = 6
"""So long before a label ends its renewal can be thought of."""
USUAL_WINDOW: Final = 12
"""In months, until the edition is read that says it."""
BEFORE_VISIT: Final = frozenset({Step.DRAFT, Step.ELIGIBILITY, Step.SELF_ASSESSMENT, Step.SCORING, Step.CONSENSUS})


class TaskKind(StrEnum):
    """What there is to do, the most urgent first."""

    REPLY_OVERDUE = "reply_overdue"
    ANSWER_REMARKS = "answer_remarks"
    VISIT = "visit"
    REPLY_DUE = "reply_due"
    CONTINUE = "continue"
    GO_ON = "go_on"
    WAITS_FOR_EXPERT = "waits_for_expert"


@dataclass(frozen=True, slots=True)
class Task:
    """One assessment with the one thing to do in it next.

    Attributes:
        place: Where it is done.
        days: Days until it is due, negative when it is late; ``None`` where there is no day.
    """

    kind: TaskKind
    summary: Summary
    place: Place
    days: int | None = None

    @property
    def is_late(self) -> bool:
        """Whether its day has passed."""
        return self.days is not None and self.days < 0


@dataclass(frozen=True, slots=True)
class Renewal:
    """A label that ends soon, or has ended and can still be renewed.

    Attributes:
        months: Months until it ends, counted from this one; negative when it has ended.
        left: Months left in which it can be renewed.
    """

    summary: Summary
    months: int
    left: int


AREAS_OF_STEPS: Final[Mapping[str, Area]] = {
    **dict.fromkeys(("cluster", "person", "details of the assessment", "declared interests"), Area.DETAILS),
    **dict.fromkeys(("visit", "removal of a visit"), Area.DETAILS),
    "eligibility answer": Area.ELIGIBILITY,
    "fact": Area.FACTS,
    **dict.fromkeys(("improvement area", "removal of an improvement area"), Area.IMPROVEMENT_AREAS),
    **dict.fromkeys(("remark on {criterion}", "removal of a remark", "day of reply"), Area.REMARKS),
    **dict.fromkeys(("interview {title}", "note of {title}", "removal of a note"), Area.ON_SITE),
    **dict.fromkeys(("note {number}: “{words}”", "note {number} of {title}"), Area.ON_SITE),
    **dict.fromkeys(("removal of note {number}: “{words}”", "removal of note {number} of {title}"), Area.ON_SITE),
    **dict.fromkeys(("agenda", "length of the visit", "days of the visit", "minutes shared out anew"), Area.ON_SITE),
    **dict.fromkeys(
        ("minutes of {criterion}", "{criterion} talked about", "{criterion} not talked about"), Area.ON_SITE
    ),
    **dict.fromkeys(("seal", "opening of the sealed seat: {reason}", "code of the other seat"), Area.DETAILS),
    "seat of {name} given away": Area.DETAILS,
    **dict.fromkeys(("approval", "approval taken back", "adoption of what was judged alike"), Area.CONSENSUS),
    "self-assessment attached": Area.FACTS,
    **dict.fromkeys(("decision", "appeal", "removal of an appeal"), Area.RESULT),
    "opening again as version {version}": Area.RESULT,
    **dict.fromkeys(("remarks attached",), Area.REMARKS),
    **dict.fromkeys(("award", "benchmark", "removal of the benchmark", "earlier results"), Area.RESULT),
    **dict.fromkeys(
        ("evidence {title}", "title of evidence", "new version of {title}", "dates of {title}"), Area.CRITERIA
    ),
    **dict.fromkeys(("{count} files", "removal of {title}", "removal of {count} pieces of evidence"), Area.CRITERIA),
}
"""Where the steps of the history were done that do not name a criterion; the rest lead to where work goes on."""


def place_of(recent: Recent) -> Place | None:
    """Return where a step was done, ``None`` where it belongs to no one place."""
    values = recent.values
    area = AREAS_OF_STEPS.get(recent.message)
    if area is None:
        return Place(Area.CRITERIA, values["criterion"]) if "criterion" in values else None
    match area:
        case Area.ELIGIBILITY:
            return Place(area, values.get("criterion", ""))
        case Area.FACTS:
            return Place(area, values.get("fact", ""))
        case _:
            return Place(area)


def task_of(summary: Summary, today: date) -> Task | None:
    """Return what is next in an assessment, ``None`` for one that has ended."""
    if summary.step in ENDED:
        return None
    return _of_fact_check(summary, today) or _of_visit(summary, today) or _of_work(summary)


def tasks(summaries: Iterable[Summary], today: date) -> tuple[Task, ...]:
    """Return the tasks of all that have not ended: by kind, then by day, then those changed last first."""
    found = [task for summary in summaries if (task := task_of(summary, today)) is not None]
    order = list(TaskKind)
    return tuple(
        sorted(found, key=lambda task: (order.index(task.kind), _rank(task.days), *_latest_first(task.summary)))
    )


def renewals(summaries: Iterable[Summary], today: date, window: int = USUAL_WINDOW) -> tuple[Renewal, ...]:
    """Return the labels that end within half a year or can still be renewed, the earliest end first."""
    found: list[Renewal] = []
    for summary in summaries:
        months = months_between(today.isoformat()[:7], summary.award_last)
        if months is not None and -window <= months <= ENDING_MONTHS:
            found.append(Renewal(summary, months, months + window))
    return tuple(sorted(found, key=lambda one: (one.months, one.summary.cluster_name.casefold())))


def span(today: date, window: int = USUAL_WINDOW) -> tuple[str, str]:
    """Return the first and last month in which an award may end to need attention now."""
    return later(today.isoformat()[:7], -window), later(today.isoformat()[:7], ENDING_MONTHS)


def later(month: str, by: int) -> str:
    """Return the month so many months later, between the years 1 and 9999."""
    count = int(month[:4]) * 12 + int(month[5:7]) - 1 + by
    count = min(max(count, 12), 9999 * 12 + 11)
    return f"{count // 12:04}-{count % 12 + 1:02}"


def months_between(first: str, last: str) -> int | None:
    """Return how many months lie between two, ``None`` when one is not set."""
    if not first or not last:
        return None
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7])


def _of_fact_check(summary: Summary, today: date) -> Task | None:
    if summary.step is not Step.FACT_CHECK:
        return None
    due = _days(summary.reply_due, today)
    if summary.unanswered:
        return Task(TaskKind.ANSWER_REMARKS, summary, Place(Area.REMARKS), due)
    if due is None:
        return None
    return Task(TaskKind.REPLY_OVERDUE if due < 0 else TaskKind.REPLY_DUE, summary, Place(Area.REMARKS), due)


def _of_visit(summary: Summary, today: date) -> Task | None:
    visit = _days(summary.last_visit, today)
    if visit is None or summary.step not in BEFORE_VISIT or not 0 <= visit <= SOON_DAYS:
        return None
    return Task(TaskKind.VISIT, summary, Place(Area.ON_SITE), visit)


def _of_work(summary: Summary) -> Task:
    if summary.waits_for_expert:
        return Task(TaskKind.WAITS_FOR_EXPERT, summary, Place(Area.CRITERIA))
    if summary.next_place:
        return Task(TaskKind.CONTINUE, summary, Place.parse(summary.next_place))
    return Task(TaskKind.GO_ON, summary, Place(Area.RESULT if summary.step is Step.DECISION else Area.DETAILS))


def _days(day: str, today: date) -> int | None:
    if not day:
        return None
    try:
        return (date.fromisoformat(day) - today).days
    except ValueError:  # what a later version may have written
        return None


def _rank(days: int | None) -> int:
    return 10**6 if days is None else days


def _latest_first(summary: Summary) -> tuple[float, str]:
    return -summary.changed_at.timestamp(), str(summary.id)
