"""Conflicts that stand after merges, and settling them: somebody chooses one of the values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import uuid4

from eucles_desk.assessment.changes import Change, Part
from eucles_desk.assessment.fields import ABSENT, fields_of, name_of, part_of, values_of
from eucles_desk.assessment.merging import Copy, conflicts_of
from eucles_desk.assessment.validation import check_assessment
from eucles_desk.errors import N_, RuleError
from eucles_desk.services.following import followed_now

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from eucles_desk.assessment.merging import Conflict
    from eucles_desk.services.package_context import PackageContext

_SETTLED: Final = N_("choice between two values")


class Settling:
    """Tells of conflicts and settles them.

    Args:
        around: what it stands on.
    """

    def __init__(self, around: PackageContext) -> None:
        self._desk, self._open_store, self._replica = around.desk, around.open_store, around.replica

    def conflicts(self, assessment: UUID) -> Sequence[Conflict]:
        """Return the conflicts that stand; any thread may ask."""
        with self._open_store() as store:
            value = store.assessments.load(assessment)
            if value is None or store.exchange.merge_state(assessment) is None:
                return ()  # nothing has ever come in or gone out
            versions = followed_now(store, assessment, self._replica()).versions
        return conflicts_of(Copy(value, versions))

    def settle(self, assessment: UUID, conflict: Conflict, text: str) -> None:
        """Have the field hold one of its values, also where it shows that one already.

        Raises:
            RuleError: The part is closed in this step, or the value does not fit what else is there now.
        """
        opened = self._desk.open(assessment)
        if not opened.can_change(conflict.part):
            raise RuleError("This cannot be changed in the present step of the assessment.")
        sealed = {str(seal.seat) for seal in opened.value.seals}
        if conflict.part is Part.JUDGEMENT and conflict.key.partition("/")[0] in sealed:
            raise RuleError("This seat is sealed. Open the seal first to change its judgements.")
        place = (conflict.part, conflict.key)
        before = values_of(opened.value).get(place)
        fields = fields_of(conflict.part, before)
        fields[name_of(conflict.part, conflict.name)] = text
        if text == ABSENT:
            del fields[name_of(conflict.part, conflict.name)]
        try:
            after = part_of(place, fields)
        except ValueError as error:
            raise RuleError("This value does not fit what is there now.") from error
        change = Change(conflict.part, conflict.key, before, after)
        check_assessment(opened.after((change,)), opened.edition)
        opened.take_merge((change,), _SETTLED, {}, uuid4(), lambda _store: None)
