"""What the parts about personal data are handed: services, the backups, and what has to be left before erasing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eucles_desk.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from eucles_desk.assessment.retention import Keep
    from eucles_desk.services.desk import Desk
    from eucles_desk.services.persons import Persons
    from eucles_desk.services.retention import Retention
    from eucles_desk.ui.context import Choices, Context


@dataclass(frozen=True, slots=True)
class PrivacyDesk:
    """What can be done about personal data, from one place.

    Attributes:
        leave: Saves what was typed and leaves the assessments that are open, in all windows; returns whether it could.
        own_key_name: Returns whose key reports are signed with; ``None`` where there is none.
    """

    persons: Persons
    retention: Retention
    desk: Desk
    leave: Callable[[], bool]
    own_key_name: Callable[[], str | None]

    def must_leave(self) -> None:
        """Leave what is open, as nothing may be typed where something is erased; raise where that cannot be saved."""
        if not self.leave():
            raise UsageError("A change is not saved yet. Save it or leave it, then erase.")


def periods_of(choices: Choices) -> Mapping[Keep, int]:
    """Return the keeping periods that were chosen, in days."""
    from eucles_desk.assessment.retention import Keep

    return {
        Keep.EVIDENCE_FILES: choices.keep_files_days,
        Keep.INTERVIEW_NOTES: choices.keep_interviews_days,
        Keep.PRIVATE_NOTES: choices.keep_private_days,
        Keep.ASSESSMENT: choices.keep_assessments_days,
    }


def drop_backups(context: Context) -> Callable[[], int] | None:
    """Return what makes a new backup and deletes the older ones, ``None`` where there are no backups."""
    backups = context.backups
    return None if backups is None else lambda: backups.make_only(lambda: False)
