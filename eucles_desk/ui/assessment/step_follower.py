"""Leads undo and redo to where they change something, and says what they did when that is elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from eucles_desk.assessment.changes import Part
from eucles_desk.assessment.evidence import Evidence, EvidenceKind
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.values import Seat
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.on_site.part import AGENDA, INTERVIEWS
from eucles_desk.wording.steps import step_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eucles_desk.assessment.changes import Change
    from eucles_desk.assessment.values import Assessment
    from eucles_desk.ui.assessment.page import AssessmentPage

AREAS: Final[Mapping[Part, Area]] = {
    Part.CLUSTER: Area.DETAILS,
    Part.DETAILS: Area.DETAILS,
    Part.SEAT: Area.DETAILS,
    Part.VISIT: Area.DETAILS,
    Part.ELIGIBILITY: Area.ELIGIBILITY,
    Part.FACT: Area.FACTS,
    Part.JUDGEMENT: Area.CRITERIA,
    Part.AGREEMENT: Area.CRITERIA,
    Part.SELF_JUDGEMENT: Area.CRITERIA,
    Part.PRIVATE_NOTE: Area.CRITERIA,
    Part.EVIDENCE: Area.CRITERIA,
    Part.AREA: Area.IMPROVEMENT_AREAS,
    Part.REMARK: Area.REMARKS,
    Part.REPLY_DUE: Area.REMARKS,
    Part.AWARD: Area.RESULT,
    Part.EARLIER: Area.RESULT,
    Part.BENCHMARK: Area.RESULT,
    Part.AGENDA: Area.ON_SITE,
}
"""Where parts are changed; others show on every area."""
SHOWN_AS: Final = ("fact", "criterion", "remark", "area")
"""What a part of an area calls the thing that it shows."""


class StepFollower(QObject):
    """Follows undo and redo in the page of an assessment."""

    def __init__(self, page: AssessmentPage) -> None:
        super().__init__(page)
        self._page = page
        self._name = ""
        self._places: tuple[Place, ...] = ()
        # What a step brings back is on screen only once every area has heard of the change.
        self._heard = QTimer(self, singleShot=True, interval=0)
        self._heard.timeout.connect(self._follow)
        page.working.changed.connect(self._on_changed)

    @Slot(object)
    def _on_changed(self, changes: Sequence[Change]) -> None:
        working = self._page.working
        if not working.is_stepping or not self._page.isVisible():
            return
        found = (place_of(change, working.value) for change in changes)
        self._places = tuple(place for place in found if place is not None)
        opened = working.opened
        entry = opened.undo_entry if working.is_redoing else opened.redo_entry
        name = step_name(entry, working.edition, current()) if entry is not None else ""
        self._name = tr("Done again: {name}.", name=name) if working.is_redoing else tr("Undone: {name}.", name=name)
        self._heard.start()

    @Slot()
    def _follow(self) -> None:
        places, self._places = self._places, ()
        if not places or any(map(self._is_here, places)):
            return
        page, place = self._page, places[-1]
        was_there = page.area == place.area.value
        page.go_to(place)
        if not was_there or page.area == Area.ON_SITE.value:
            page.message.say(self._name, "info")

    def _is_here(self, place: Place) -> bool:
        """Return whether a place is where the keyboard or at least the eye is."""
        page = self._page
        if page.area != place.area.value:
            return False
        match place.area:
            case Area.ON_SITE:
                return page.on_site is not None and _is_shown(page.on_site.place_id, place.id)
            case Area.CRITERIA:
                return True  # the workspace itself follows
            case Area.FACTS | Area.ELIGIBILITY | Area.REMARKS | Area.IMPROVEMENT_AREAS if place.id:
                return self._has_keyboard(place.id)
            case _:
                return True

    def _has_keyboard(self, name: str) -> bool:
        widget = QApplication.focusWidget()
        while widget is not None and widget is not self._page:
            things = (getattr(widget, known, None) for known in SHOWN_AS)
            if any(str(getattr(thing, "id", "")) == name for thing in things):
                return True
            widget = widget.parentWidget()
        return False


def place_of(change: Change, value: Assessment) -> Place | None:
    """Return where the effect of a change shows, ``None`` where that is everywhere."""
    area = AREAS.get(change.part)
    if area is None:
        return None
    name = change.key.rpartition("/")[2]
    match change.part:
        case Part.EVIDENCE:
            return _place_of_evidence(change, value)
        case Part.AGENDA:
            name = AGENDA
        case Part.SEAT:
            seat = change.after or change.before
            name = f"seat-{seat.role.value}" if isinstance(seat, Seat) else ""
        case Part.VISIT:
            name = "visits"
        case _:
            pass
    return Place(area, name)


def _place_of_evidence(change: Change, value: Assessment) -> Place:
    piece = change.after or change.before
    if isinstance(piece, Evidence) and piece.kind is EvidenceKind.INTERVIEW:
        return Place(Area.ON_SITE, f"{INTERVIEWS}/{piece.id}")
    citing = (
        judgement.criterion
        for judgement in value.judgements
        if any(str(citation.evidence) == change.key for citation in judgement.citations)
    )
    return Place(Area.CRITERIA, next(citing, ""))


def _is_shown(shown: str, wanted: str) -> bool:
    return shown == wanted or (wanted.startswith(f"{INTERVIEWS}/") and shown == INTERVIEWS)
