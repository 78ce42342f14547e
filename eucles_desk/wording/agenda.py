"""Words for the agenda of a visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.assessment.agenda import SlotKind
from eucles_desk.assessment.on_site import Frame
from eucles_desk.language.marking import N_
from eucles_desk.wording.places import criterion_title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eucles_desk.assessment.agenda import Plan, Slot
    from eucles_desk.language import Language
    from eucles_desk.scheme.values import Edition

FRAMES: Mapping[Frame, str] = {
    Frame.THREE_HOURS: N_("3 hours"),
    Frame.HALF_DAY: N_("Half a day"),
    Frame.TWO_DAYS: N_("Two days"),
}
SLOTS: Mapping[SlotKind, str] = {
    SlotKind.OPENING: N_("Opening: who is here, what happens, what becomes of it"),
    SlotKind.FACTS: N_("The cluster's figures, one part after the other"),
    SlotKind.BREAK: N_("Break"),
    SlotKind.LUNCH: N_("Lunch"),
    SlotKind.EXPERTS: N_("The experts among themselves"),
    SlotKind.CLOSING: N_("Closing: what was seen, said aloud"),
}


def slot_title(slot: Slot, edition: Edition, language: Language) -> str:
    """Say what a part of the visit is for."""
    if slot.kind is SlotKind.CRITERION:
        return criterion_title(edition.criteria[slot.criterion], language)
    return language.text(SLOTS[slot.kind])


def fit_sentence(planned: Plan, language: Language, *, is_set: bool) -> str:
    """Say when the visit ends and whether it fits the time there is; ``is_set`` when minutes were set by hand."""
    parts: list[str] = []
    for number, day in enumerate(planned.days, 1):
        time = clock(day.begins, day.minutes)
        if len(planned.days) > 1:
            said = N_("Day {number} ends at {time}.") if day.begins else N_("Day {number} takes {time} hours.")
        else:
            said = N_("Ends at {time}.") if day.begins else N_("Takes {time} hours.")
        parts.append(language.text(said, number=number, time=time))
    if planned.over:
        parts.append(language.plural("Too long by {count} minute.", "Too long by {count} minutes.", planned.over))
    elif planned.spare:
        parts.append(language.plural("{count} minute left over.", "{count} minutes left over.", planned.spare))
    elif is_set:
        parts.append(language.text("It fits: criteria not set by hand share what is left."))
    else:
        parts.append(language.text("It fits the visit."))
    return " ".join(parts)


def clock(begins: str, minutes: int) -> str:
    """Return the time of day so many minutes after the beginning of a day; minutes from zero where none is set."""
    hours, past = 0, minutes
    if begins:
        time = begins.partition("T")[2]
        hours, past = int(time[:2]), int(time[3:5]) + minutes
    hours, past = (hours + past // 60) % 24, past % 60
    return f"{hours}:{past:02}"
