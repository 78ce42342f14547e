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


def due(task: Task, language: Language) -> str:
    """Say when a task is due, empty where there is no day."""
    if task.days is None:
        return ""
    if task.kind is TaskKind.VISIT:
        if not task.days:
            return language.text("visit today")
        return language.plural("visit in {count} day", "visit in {count} days", task.days)
    if task.days < 0:
        return language.plural("reply {count} day late", "reply {count} days late", -task.days)
    if not task.days:
        return language.text("reply due today")
    return language.plural("reply due in {count} day", "reply due in {count} days", task.days)


def renewal(found: Renewal, language: Language) -> str:
    """Say when a label ends or has ended."""
    month = language.month(found.summary.award_last)
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
