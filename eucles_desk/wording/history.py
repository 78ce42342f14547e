"""Words for the history: what was changed, from which value to which, and what verifying it has found."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from eucles_desk.assessment.auditing import EntryState, Flaw, FlawKind, Verified
from eucles_desk.assessment.changes import Change, Part
from eucles_desk.assessment.records import Mode
from eucles_desk.assessment.terms import Role
from eucles_desk.language.marking import N_
from eucles_desk.wording.history_values import said
from eucles_desk.wording.places import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from uuid import UUID

    from eucles_desk.assessment.auditing import Audited
    from eucles_desk.assessment.evidence import Evidence
    from eucles_desk.assessment.values import Assessment
    from eucles_desk.language import Language
    from eucles_desk.scheme.values import Edition

SHORT: Final = 60
"""So many characters of a text stand in a table; the rest is shown when asked for."""
NOTHING: Final = "\N{EN DASH}"
MODES: Final[Mapping[Mode, str]] = {Mode.UNDO: N_("Undone: {name}"), Mode.REDO: N_("Made again: {name}")}
_FIELDS: Final[Mapping[str, str]] = {
    "name": N_("name"),
    "organisation": N_("organisation"),
    "country": N_("country"),
    "region": N_("region"),
    "interests": N_("declared interests"),
    "role": N_("role"),
    "met": N_("met"),
    "note": N_("note"),
    "level": N_("level"),
    "reason": N_("reason"),
    "strengths": N_("strengths"),
    "improvements": N_("recommendations"),
    "rests_on": N_("rests on"),
    "on_site": N_("raise on site"),
    "citations": N_("citations"),
    "adopted": N_("taken over"),
    "title": N_("title"),
    "kind": N_("kind"),
    "file_name": N_("file"),
    "sha256": N_("content of the file"),
    "address": N_("address"),
    "dated": N_("dated"),
    "expires": N_("valid until"),
    "interview": N_("interview"),
    "versions": N_("earlier versions"),
    "criterion": N_("criterion"),
    "before": N_("before"),
    "after": N_("after"),
    "effect": N_("effect"),
    "verdict": N_("verdict"),
    "day": N_("day"),
    "place": N_("place"),
    "key": N_("key"),
    "code": N_("code"),
    "sealed_at": N_("time"),
    "approved_at": N_("time"),
    "ruling": N_("ruling"),
    "conditions": N_("conditions"),
    "grounds": N_("grounds"),
    "outcome": N_("outcome"),
    "decided_on": N_("decided on"),
    "version": N_("version"),
    "opinion": N_("opinion"),
    "text": N_("text"),
    "disposition": N_("disposition"),
    "reply": N_("reply"),
    "number": N_("number"),
    "first": N_("first month"),
    "last": N_("last month"),
    "comment": N_("comment"),
    "frame": N_("length"),
    "starts": N_("days"),
    "minutes": N_("minutes"),
    "done": N_("talked about"),
    "period": N_("period"),
    "earlier_benchmarking": N_("earlier benchmarking"),
    "peers": N_("number of peers"),
    "criteria": N_("criteria"),
    "dimensions": N_("dimensions"),
    "extra": N_("other data"),
}
_PARTS: Final[Mapping[Part, str]] = {
    Part.CLUSTER: N_("Cluster"),
    Part.DETAILS: N_("Details"),
    Part.STEP: N_("Step"),
    Part.AWARD: N_("Label award"),
    Part.EARLIER: N_("Earlier results"),
    Part.BENCHMARK: N_("Benchmark"),
    Part.REPLY_DUE: N_("Day of reply"),
    Part.AGENDA: N_("Agenda"),
    Part.VISIT: N_("Visit"),
    Part.SEAL: N_("Seal"),
    Part.APPROVAL: N_("Approval"),
    Part.DECISION: N_("Decision"),
    Part.APPEAL: N_("Appeal"),
    Part.CORRECTION: N_("Opened again"),
}
_OF_CRITERION: Final[Mapping[Part, str]] = {
    Part.JUDGEMENT: N_("{criterion}"),
    Part.AGREEMENT: N_("{criterion}, agreed"),
    Part.AREA: N_("{criterion}, improvement area"),
    Part.REMARK: N_("{criterion}, remark"),
    Part.SELF_JUDGEMENT: N_("{criterion}, self-assessment"),
    Part.PRIVATE_NOTE: N_("{criterion}, private note"),
}
_KEYS: Final = frozenset({"id", "seat", "size", "added_at", "detail", "salt", "digest"})
"""Fields that only tie parts together."""
FLAWS: Final[Mapping[FlawKind, str]] = {
    FlawKind.MISSING: N_("Missing: change {seq}, between {since} and {at}."),
    FlawKind.ALTERED: N_("Altered: what change {seq} of {at} says."),
    FlawKind.UNCHAINED: N_("Altered: number, time or author of change {seq} of {at}, or its order."),
}
_SEVERAL: Final = N_("Missing: changes {seq} to {last}, between {since} and {at}.")


@dataclass(frozen=True, slots=True)
class Told:
    """A value that was changed: what it is, and what it was before and after."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Around:
    """What the history of an assessment is told with: its edition, and who and what the ids in it mean."""

    edition: Edition | None
    people: Mapping[UUID, str]
    pieces: Mapping[UUID, Evidence]

    @classmethod
    def of(cls, assessment: Assessment | None, edition: Edition | None, language: Language) -> Around:
        """Take the names from an assessment as it is now, ``None`` for one that is no more."""
        if assessment is None:
            return cls(edition, {}, {})
        people = {seat.id: seat.name.strip() or language.text(ROLES[seat.role]) for seat in assessment.seats}
        return cls(edition, people, {piece.id: piece for piece in assessment.evidence})


def event(entry: Audited, language: Language) -> str:
    """Return what an entry is called."""
    match entry.state:
        case EntryState.ERASED:
            return language.text("Erased: what was changed here was taken out.")
        case EntryState.UNREADABLE:
            return language.text("Unreadable: what stands here is not what was written.")
        case _:
            name = language.text(entry.entry.message, **entry.entry.values)
            return titled(entry, name[:1].upper() + name[1:], language)


def author(entry: Audited, around: Around, language: Language) -> str:
    """Return who made a change: the one whose seat this computer holds, as they are called now."""
    seat = entry.entry.seat
    if seat is None:
        return ""
    return around.people.get(seat) or language.text("somebody who has no seat any more")


def values_told(change: Change, around: Around, language: Language) -> Iterator[Told]:
    """Yield each value that a change has replaced; what a private note says stays where it is."""
    subject = _subject(change, around, language)
    if change.part is Part.PRIVATE_NOTE:
        hidden = language.text("(not shown: it is private)")
        yield Told(subject, *(hidden if value is not None else "" for value in (change.before, change.after)))
        return
    known = next((value for value in (change.after, change.before) if value is not None), None)
    if not is_dataclass(known):
        yield Told(subject, *(_said("", change, value, around, language) for value in (change.before, change.after)))
        return
    is_whole = change.before is None or change.after is None
    hidden_names = _KEYS | {"criterion"} if is_whole and change.part in _OF_CRITERION else _KEYS
    for name in (field.name for field in fields(known) if field.name not in hidden_names):
        old, new = (getattr(value, name, None) for value in (change.before, change.after))
        if is_whole and getattr(known, name) is False:
            continue  # what was not said is not worth a line
        before, after = (_said(name, change, value, around, language) for value in (old, new))
        if old != new and (before or after):
            what = language.text("{subject}: {field}", subject=subject, field=language.text(_FIELDS.get(name, name)))
            yield Told(what, before, after)


def subject(change: Change, around: Around, language: Language) -> str:
    """Return what a change is about: a criterion, a fact, a seat or a piece of evidence by its name."""
    return _subject(change, around, language)


def titled(entry: Audited, what: str, language: Language) -> str:
    """Return what a value is with how it came to be changed."""
    template = MODES.get(entry.entry.mode)
    return language.text(template, name=what) if template else what


def shortened(text: str, most: int = SHORT) -> str:
    """Return a text in one line of so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def moment(at: datetime | None, language: Language) -> str:
    """Return day and time as they were on the clock of this computer."""
    if at is None:
        return language.text("an unknown time")
    here = at.astimezone()
    return f"{language.short_date(here.date())} {language.time(here)}"


def flaw(found: Flaw, language: Language) -> str:
    """Say where the history is not as it was written."""
    return language.text(
        FLAWS[found.kind] if found.seq == found.last else _SEVERAL,
        seq=found.seq,
        last=found.last,
        since=moment(found.since, language),
        at=moment(found.at, language),
    )


def verdict(verified: Verified, language: Language) -> str:
    """Say whether the history is sound."""
    if verified.is_sound:
        return language.plural(
            "The history is sound: {count} change, each as it was written. Its seal is {head}.",
            "The history is sound: {count} changes, each as it was written. Its seal is {head}.",
            verified.entries,
            head=verified.short_head,
        )
    return language.plural(
        "The history is NOT sound: it was changed or damaged in {count} place.",
        "The history is NOT sound: it was changed or damaged in {count} places.",
        len(verified.flaws),
    )


def _subject(change: Change, around: Around, language: Language) -> str:
    value = cast("Any", change.after if change.after is not None else change.before)
    if change.part in _OF_CRITERION:
        return language.text(_OF_CRITERION[change.part], criterion=value.criterion)
    match change.part:
        case Part.FACT | Part.ELIGIBILITY:
            return _titled(change, around, language)
        case Part.SEAT:
            return language.text(ROLES[Role(value.role)])
        case Part.EVIDENCE:
            return language.text("Evidence “{title}”", title=shortened(value.title))
        case Part.ACCEPTED:
            return language.text("Accepted finding at {place}", place=value.place)
        case _:
            return language.text(_PARTS[change.part])


def _titled(change: Change, around: Around, language: Language) -> str:
    """Return the title of a fact or an eligibility criterion, its id where the edition does not know it."""
    if around.edition is None:
        return change.key
    known = around.edition.facts if change.part is Part.FACT else around.edition.eligibility
    return known[change.key].title.in_language(language.code) if change.key in known else change.key


def _said(name: str, change: Change, value: object, around: Around, language: Language) -> str:
    if change.part is Part.FACT and isinstance(value, str) and around.edition is not None:
        fact = around.edition.facts.get(change.key)
        choices = dict(fact.choices) if fact else {}
        if value in choices:
            return choices[value].in_language(language.code)
    return said(name, value, around.pieces, language)
