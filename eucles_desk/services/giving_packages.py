"""Packages that leave this computer: assigning a seat, handing one's own over, copying everything.

What another expert may not read yet never goes along: the judgements of a seat leave only when that seat is sealed and
the code of every other seat has been heard.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING, Final
from uuid import UUID

from eucles_desk.assessment.change_data import change_to_data
from eucles_desk.assessment.changes import Part, change_of
from eucles_desk.assessment.codec import judgement_to_data, seal_to_data
from eucles_desk.assessment.evidence import EvidenceKind
from eucles_desk.assessment.experts import Exchanged
from eucles_desk.assessment.package_values import Outgoing, Purpose
from eucles_desk.assessment.views import judging_seats
from eucles_desk.errors import N_, RuleError, UsageError
from eucles_desk.services.following import followed_now, keep_followed, versions_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from eucles_desk.assessment.records import Entry
    from eucles_desk.assessment.values import Assessment, Seat
    from eucles_desk.services.package_context import PackageContext
    from eucles_desk.services.ports import Store

_GIVEN: Final = N_("Package made for {name}")


class GivingPackages:
    """Makes what goes into packages.

    Args:
        around: what it stands on.
    """

    def __init__(self, around: PackageContext) -> None:
        self._desk, self._open_store, self._interchange = around.desk, around.open_store, around.interchange
        self._now, self._replica = around.now, around.replica

    def assign(self, assessment: UUID, seat: UUID, key: str, own_key: str) -> Outgoing:
        """Give a seat to the computer with a key; it is not judged here any more.

        Raises:
            UsageError: There is no such seat, or it is judged elsewhere.
            RuleError: Somebody has judged on it here.
        """
        opened = self._desk.open(assessment)
        value = opened.value
        found = _seat(value, seat)
        seats = judging_seats(value)
        if seat in seats and any(judgement.seat == seat for judgement in value.judgements):
            raise RuleError("This seat has judgements on this computer already, so it cannot be given to another.")
        if not opened.judges_here(seat):
            raise UsageError("This seat is judged on another computer.")
        stay = (opened.held or frozenset(seats)) - {seat}
        if not stay:
            raise UsageError("One seat has to stay on this computer.")
        keyed = {seat: key, **dict.fromkeys(stay & set(seats), own_key)}
        named_anew = [replace(one, key=keyed[one.id]) for one in value.seats if one.id in keyed]
        changes = [change_of(value, Part.SEAT, str(one.id), one) for one in named_anew]
        opened.assign(changes, stay, found.name)
        return self._outgoing(Purpose.ASSIGNMENT, assessment, seat)

    def again(self, assessment: UUID, seat: UUID) -> Outgoing:
        """Make the package of a seat that was assigned once more."""
        opened = self._desk.open(assessment)
        if opened.judges_here(seat):
            raise UsageError("This seat is judged on this computer.")
        return self._outgoing(Purpose.ASSIGNMENT, assessment, seat)

    def hand_over(self, assessment: UUID) -> Outgoing:
        """Give what is here to the computers of the other seats, with one's own judgements once they may be read."""
        opened = self._desk.open(assessment)
        return self._outgoing(Purpose.SEAT, assessment, opened.seat)

    def copy(self, assessment: UUID, names_out: Callable[[Assessment], Assessment] | None = None) -> Outgoing:
        """Give all that is here to another computer of the same person; ``names_out`` leaves out names of people."""
        opened = self._desk.open(assessment)
        return self._outgoing(Purpose.COPY, assessment, opened.seat, names_out)

    def sent(self, outgoing: Outgoing, package: UUID, own_key: str, recipient: str) -> None:
        """Note that a package went out."""
        with self._open_store() as store:
            store.exchange.note_exchanged(
                Exchanged(package, False, outgoing.assessment, outgoing.purpose.value, self._now(), own_key)
            )
            store.history.note(_GIVEN, {"name": recipient}, outgoing.assessment)

    def _outgoing(
        self,
        purpose: Purpose,
        assessment: UUID,
        seat: UUID | None,
        names_out: Callable[[Assessment], Assessment] | None = None,
    ) -> Outgoing:
        value = self._desk.load(assessment)
        with self._open_store() as store:
            followed = followed_now(store, assessment, self._replica())
            keep_followed(store, assessment, followed)
            held = store.exchange.held(assessment)
            boxes = dict(store.exchange.boxes(assessment))
            history = b"" if names_out else b"".join(_told(store, assessment))
            unknown = next((one.unknown for one in reversed(store.exchange.exchanged(assessment)) if one.unknown), b"")
        readable = {*released(value), *(_own(value, held) if purpose is Purpose.COPY else ())}
        versions = followed.versions.only(lambda part, key: _may_go(part, key, readable))
        told = replace(value, private_notes=())
        if names_out is not None:
            told = names_out(told)
        judged = {seat: _judgements(told, seat) for seat in readable}
        bare = replace(
            told,
            judgements=tuple(one for one in told.judgements if one.seat not in judging_seats(told)),
            seals=tuple(one if one.seat in readable else replace(one, salt="") for one in told.seals),
        )
        carried = self._desk.shelf.content_to_carry(value.edition)
        return Outgoing(
            purpose=purpose,
            assessment=assessment,
            scheme=value.edition.scheme,
            edition=value.edition.edition,
            edition_sha256=value.edition.sha256,
            content=self._interchange().write(bare, edition_content=carried),
            history=history,
            versions=b"" if names_out else versions_bytes(versions),
            released=judged,
            boxes={one: box for one, box in boxes.items() if one not in readable},
            evidence=() if names_out else tuple(files_of(value)),
            seat=seat,
            is_deidentified=names_out is not None,
            unknown=unknown,
        )


def released(value: Assessment) -> tuple[UUID, ...]:
    """Return the seats whose judgements may leave: all are sealed, and these can be proven by their code."""
    seats = judging_seats(value)
    seals = [value.seal(seat) for seat in seats]
    if not all(seals):
        return ()
    return tuple(seal.seat for seal in seals if seal is not None and seal.salt)


def files_of(value: Assessment) -> Iterator[tuple[str, int]]:
    """Yield SHA-256 and size of every file behind the evidence, earlier versions among them, each once."""
    known: dict[str, int] = {}
    for piece in value.evidence:
        if piece.kind is not EvidenceKind.LINK and piece.sha256:
            known[piece.sha256] = piece.size
        known.update({version.sha256: version.size for version in piece.versions})
    yield from known.items()


def _own(value: Assessment, held: Collection[UUID]) -> set[UUID]:
    return {seat for seat in judging_seats(value) if not held or seat in held}


def _seat(value: Assessment, seat: UUID) -> Seat:
    found = next((one for one in value.seats if one.id == seat), None)
    if found is None:
        raise UsageError("The assessment has no such person any more.")
    return found


def _judgements(value: Assessment, seat: UUID) -> bytes:
    said = [judgement_to_data(judgement) for judgement in value.judgements if judgement.seat == seat]
    seal = value.seal(seat)
    data = {"judgements": said, **({"seal": seal_to_data(seal)} if seal else {})}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _may_go(part: Part, key: str, readable: Collection[UUID]) -> bool:
    if part is Part.PRIVATE_NOTE:
        return False
    if part in {Part.JUDGEMENT, Part.SEAL}:
        return UUID(key.partition("/")[0]) in readable
    return True


def _told(store: Store, assessment: UUID) -> Iterator[bytes]:
    """Yield what was done here, a line each: who did what when, without values that nobody else may read."""
    for seq, entry in store.history.numbered(assessment, 0):
        yield json.dumps(_line(seq, entry), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _line(seq: int, entry: Entry) -> dict[str, object]:
    closed = {Part.JUDGEMENT, Part.PRIVATE_NOTE, Part.SEAL}
    changes = [change_to_data(change) for change in entry.changes if change.part not in closed]
    return {
        "seq": seq,
        "at": entry.at.astimezone(UTC).isoformat(timespec="seconds"),
        "seat": str(entry.seat) if entry.seat else "",
        "mode": entry.mode.value,
        "message": entry.message,
        "values": {} if any(change.part in closed for change in entry.changes) else dict(entry.values),
        "changes": changes,
    }
