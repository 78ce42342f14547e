"""Changing what belongs to the days on site and to the assessor's own desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.assessment.acceptance import accept
from eucles_desk.assessment.changes import Part
from eucles_desk.assessment.days import check_day
from eucles_desk.assessment.on_site import AcceptedFinding, Agenda, PrivateNote, SelfJudgement
from eucles_desk.assessment.validation import check_agenda, check_level, criterion_of
from eucles_desk.errors import RuleError
from eucles_desk.services.changing import Changing, named

if TYPE_CHECKING:
    from eucles_desk.assessment.checks import Finding


class OnSite(Changing):
    """The part of :class:`OpenAssessment` that changes agenda, self-assessment, private notes, accepted findings."""

    def set_agenda(self, agenda: Agenda | None) -> None:
        """Plan the visit; ``None`` takes the plan back."""
        if agenda is not None:
            check_agenda(self.edition, agenda)
        message, values, key = _what_changed(self.value.agenda, agenda)
        self._do(message, values, [self._change(Part.AGENDA, "", agenda)], key)

    def set_private_note(self, criterion: str, text: str) -> None:
        """Note something on a criterion that never leaves this computer."""
        criterion_of(self.edition, criterion)
        after = PrivateNote(criterion, text) if text else None
        change = self._change(Part.PRIVATE_NOTE, criterion, after)
        self._do(named("private note on {criterion}"), {"criterion": criterion}, [change], f"private:{criterion}")

    def set_self_judgement(self, said: SelfJudgement) -> None:
        """Enter the level that the cluster gives itself for a criterion, and its comment."""
        check_level(self.edition, said.criterion, said.level)
        after = None if said == SelfJudgement(said.criterion) else said
        change = self._change(Part.SELF_JUDGEMENT, said.criterion, after)
        values = {"criterion": said.criterion}
        self._do(named("self-assessment of {criterion}"), values, [change], f"self:{said.criterion}")

    def accept_finding(self, finding: Finding, reason: str) -> None:
        """Let a quality finding stay as it is, with a reason."""
        if not reason.strip():
            raise RuleError("Give a reason why this stays as it is.")
        accepted = accept(finding, reason.strip())
        self._do(named("acceptance of a finding"), {}, [self._change(Part.ACCEPTED, accepted.key, accepted)])

    def reopen_finding(self, accepted: AcceptedFinding) -> None:
        """Count an accepted finding again."""
        self._do(named("reopening of a finding"), {}, [self._change(Part.ACCEPTED, accepted.key, None)])

    def set_reply_due(self, day: str) -> None:
        """Say until when the cluster manager is asked to answer the draft; empty for no day."""
        if day:
            check_day(day)
        key = "reply-due" if day and self.value.reply_due else ""
        self._do(named("day of reply"), {}, [self._change(Part.REPLY_DUE, "", day)], key)


def _what_changed(before: Agenda | None, after: Agenda | None) -> tuple[str, dict[str, str], str]:
    """Name what another plan changes, and say under which key more of the same joins it."""
    if after is None:
        return named("agenda"), {}, ""
    if before is None:
        before = Agenda(after.frame, after.starts)  # what is chosen first begins the plan
    message, values, key = named("agenda"), dict[str, str](), "agenda"
    minutes = {one for one in {*before.minutes, *after.minutes} if before.minutes.get(one) != after.minutes.get(one)}
    done = set(before.done) ^ set(after.done)
    if after.frame is not before.frame:
        message, key = named("length of the visit"), ""
    elif after.starts != before.starts:
        message, key = named("days of the visit"), "agenda:starts"
    elif len(done) == 1 and not minutes:
        values = {"criterion": min(done)}
        message = named("{criterion} talked about") if done & {*after.done} else named("{criterion} not talked about")
        key = ""
    elif minutes and not after.minutes:
        message, key = named("minutes shared out anew"), ""
    elif len(minutes) == 1 and not done:
        values = {"criterion": min(minutes)}
        message, key = named("minutes of {criterion}"), f"agenda:minutes:{min(minutes)}"
    return message, values, key
