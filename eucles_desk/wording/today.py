"""Words for what is next over all assessments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.assessment.today import TaskKind
from eucles_desk.language.marking import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eucles_desk.assessment.today import Renewal, Task
    from eucles_desk.language import Language

BUTTONS: Mapping[TaskKind, str] = {
    TaskKind.REPLY_OVERDUE: N_("See the remarks"),
    TaskKind.ANSWER_REMARKS: N_("Answer remarks"),
    TaskKind.VISIT: N_("Open the agenda"),
    TaskKind.REPLY_DUE: N_("See the remarks"),
    TaskKind.WAITS_FOR_EXPERT: N_("Look at it"),
}
"""Of the kinds that are not named here the button says where one goes on."""


def waiting(task: Task, language: Language) -> str:
    """Say what else there is to a task than what is open in its step, empty where that says it all."""
    match task.kind:
        case TaskKind.ANSWER_REMARKS:
            count = task.summary.unanswered
            return language.plural("{count} remark without an answer", "{count} remarks without an answer", count)
        case TaskKind.REPLY_DUE | TaskKind.REPLY_OVERDUE:
            return language.text("waits for the cluster manager")
        case TaskKind.WAITS_FOR_EXPERT:
            return language.text("waits for the other expert")
        case _:
            return ""


def passed(assessments: int, language: Language) -> str:
    """Say in how many assessments something was kept longer than its period."""
    return language.plural(
        "{count} assessment is past its keeping period",
        "{count} assessments are past their keeping periods",
        assessments,
    )


def due(task: Task, language: Language) -> str:
    """Say when a task is due, empty where there is no day."""
    if task.days is None:
        return ""
    return _visit(task.days, language) if task.kind is TaskKind.VISIT else _reply(task.days, language)


def _visit(days: int, language: Language) -> str:
    match days:
        case 0:
            return language.text("visit today")
        case 1:
            return language.text("visit tomorrow")
        case _:
            return language.plural("visit in {count} day", "visit in {count} days", days)


def _reply(days: int, language: Language) -> str:
    match days:
        case 0:
            return language.text("reply due today")
        case 1:
            return language.text("reply due tomorrow")
        case _ if days < 0:
            return language.plural("reply {count} day late", "reply {count} days late", -days)
        case _:
            return language.plural("reply due in {count} day", "reply due in {count} days", days)


def renewal(found: Renewal, language: Language, month: str) -> str:
    """Say when a label ends or has ended; ``month`` is its last one in words."""
    if found.months >= 0:
        return language.text("ends in {month}", month=month)
    return language.text("ended in {month}", month=month)


def renewal_window(found: Renewal, language: Language) -> str:
    """Say how long a label can still be renewed."""
    if found.months >= 0:
        return language.text("a renewal joins on to the old end")
    if not found.left:
        return language.text("last month for a renewal")
    return language.plural("can be renewed {count} more month", "can be renewed {count} more months", found.left)
