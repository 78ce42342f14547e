"""Packages that come in: an assignment is received, another seat is merged, one's own copy is replaced.

Each shows first what it would do, is one step that can be undone, and does nothing when it is done a second time.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, cast
from uuid import UUID, uuid4

from eucles_desk.assessment.changes import Change, Part, in_sequence
from eucles_desk.assessment.experts import Exchanged
from eucles_desk.assessment.merging import Caution, Copy, Merge, counts_of, merge
from eucles_desk.assessment.package_values import Preview, Purpose
from eucles_desk.assessment.parts import differences
from eucles_desk.assessment.sealing import fits
from eucles_desk.assessment.tracing import Followed, Merged
from eucles_desk.assessment.validation import check_assessment
from eucles_desk.assessment.views import judging_seats
from eucles_desk.errors import N_, ExchangeError, InvalidPackageError, RuleError
from eucles_desk.services.following import followed_now, keep_followed, keep_merged, versions_of
from eucles_desk.services.summaries import summarise

if TYPE_CHECKING:
    from eucles_desk.assessment.package_values import Incoming
    from eucles_desk.assessment.values import Assessment
    from eucles_desk.scheme.values import Edition
    from eucles_desk.services.open_assessment import OpenAssessment
    from eucles_desk.services.package_context import PackageContext
    from eucles_desk.services.ports import Store

_RECEIVED: Final = N_("Package received from {name}")
_MERGED: Final = N_("merge with {name}")
_REPLACED: Final = N_("replacement by the copy of {name}")
ASSESSMENT: Final = "assessment.json"


class TakingPackages:
    """Takes packages in whose signature and hashes hold.

    Args:
        around: what it stands on.
    """

    def __init__(self, around: PackageContext) -> None:
        self._desk, self._open_store, self._interchange = around.desk, around.open_store, around.interchange
        self._now, self._replica = around.now, around.replica
        self._backup = around.backup

    def preview(self, incoming: Incoming) -> Preview:
        """Return what taking a package in would do; nothing is changed.

        Raises:
            ExchangeError: It cannot be taken in; the sentence says why.
        """
        theirs, _ = self._copy(incoming)
        here = self._here(theirs.assessment.id)
        if here is None:
            self._check_new(incoming)
            return Preview(theirs.assessment.id, theirs.assessment.cluster.name, True, False)
        with self._open_store() as store:
            known, held = store.exchange.has_come_in(incoming.id), store.exchange.held(here.id)
        if incoming.purpose is Purpose.COPY:
            _check_copy(incoming, held)
            changed = () if known else differences(here, replace(theirs.assessment, private_notes=here.private_notes))
            return Preview(here.id, here.cluster.name, False, not changed, counts_of(changed))
        found = self._merge(here, theirs, incoming, held)
        opens = tuple(seat for seat in incoming.released if not any(one.seat == seat for one in here.judgements))
        elsewhere = (seat for seat in judging_seats(here) if held and seat not in held)
        return Preview(
            here.id,
            here.cluster.name,
            is_new=False,
            is_nothing=known or found.is_nothing,
            counts=found.counts,
            conflicts=found.conflicts,
            cautions=found.cautions,
            opens=opens,
            closed=tuple(seat for seat in elsewhere if seat not in incoming.released),
        )

    def take(self, incoming: Incoming, *, is_sure: bool = False) -> Preview:
        """Take a package in and return what was done; ``is_sure`` goes on where the preview asks.

        Raises:
            ExchangeError: It cannot be taken in, or asks first; nothing is changed.
        """
        preview = self.preview(incoming)
        if preview.is_nothing:
            return preview
        if Caution.FOREIGN in preview.cautions:
            raise ExchangeError("The package is of another assessment, edition or label; nothing of it comes in.")
        if preview.cautions and not is_sure:
            raise ExchangeError("The package would take out much of what is here. Look at the counts, then confirm it.")
        theirs, edition_content = self._copy(incoming)
        if preview.is_new:
            self._receive(incoming, theirs, edition_content)
            return preview
        self._backup()
        if incoming.purpose is Purpose.COPY:
            self._replace(incoming, theirs)
        else:
            self._take_merge(incoming, theirs)
        return preview

    # What is in it

    def _copy(self, incoming: Incoming) -> tuple[Copy, bytes | None]:
        """Return the assessment with the judgements that may be read, and who wrote which field.

        Judgements of experts count only where they were released; all of it is checked like any file that comes in.
        """
        read = self._interchange().read
        bare = read(incoming.content, self._desk.shelf.find, file=ASSESSMENT)
        document = json.loads(incoming.content)
        experts = {str(seat) for seat in judging_seats(bare.assessment)}
        judged = [one for one in document["judgements"] if one["seat"] not in experts]
        seals = {seal["seat"]: seal for seal in document.get("seals", ())}
        for seat, content in incoming.released.items():
            said = _plain(content)
            judged += [one for one in said["judgements"] if _seat_of(one) == str(seat)]
            if "seal" in said:
                seals[str(seat)] = said["seal"]
        document |= {"judgements": judged, "seals": list(seals.values())}
        whole = read(json.dumps(document).encode(), self._desk.shelf.find, file=ASSESSMENT)
        return Copy(whole.assessment, versions_of(incoming.versions)), bare.edition_content

    def _here(self, assessment: UUID) -> Assessment | None:
        with self._open_store() as store:
            return store.assessments.load(assessment)

    def _check_new(self, incoming: Incoming) -> None:
        if incoming.purpose is Purpose.SEAT:
            raise ExchangeError("This assessment is not here. Receive the assignment of your seat first.")
        if incoming.purpose is Purpose.ASSIGNMENT and incoming.seat is None:
            raise InvalidPackageError("The package does not say which seat is assigned.")

    # Received

    def _receive(self, incoming: Incoming, theirs: Copy, edition_content: bytes | None) -> None:
        if edition_content is not None:
            self._desk.shelf.add(edition_content)
        value = theirs.assessment
        edition = self._desk.shelf.get(value.edition)
        _keeping(value, edition)
        with self._open_store() as store:
            if store.clusters.get(value.cluster.id) is None:
                store.clusters.add(value.cluster)
            held = {incoming.seat} if incoming.seat else set[UUID]()
            store.assessments.add(value, summarise(value, edition, self._now(), held))
            store.history.note(_RECEIVED, {"name": incoming.author_name}, value.id)
            store.exchange.hold(value.id, held)
            keep_followed(store, value.id, Followed(theirs.versions, store.history.last()))
            self._note(store, incoming, value.id)

    # Merged

    def _merge(self, here: Assessment, theirs: Copy, incoming: Incoming, held: frozenset[UUID]) -> Merge:
        self._check_seals(here, theirs.assessment, incoming, held)
        with self._open_store() as store:
            mine = Copy(here, followed_now(store, here.id, self._replica()).versions)
        closed = {str(seat) for seat in judging_seats(here) if seat not in incoming.released or seat in held}
        opened = {str(seat) for seat in incoming.released if seat not in held}
        known, own = {str(seal.seat) for seal in here.seals}, {str(seat) for seat in held}

        def may_come_in(part: Part, key: str) -> bool:
            if part is Part.PRIVATE_NOTE:
                return False
            if part is Part.JUDGEMENT:
                return key.partition("/")[0] not in closed
            return part is not Part.SEAL or key in opened or (key not in known and key not in own)

        return merge(mine, theirs, may_come_in)

    def _check_seals(self, here: Assessment, theirs: Assessment, incoming: Incoming, held: frozenset[UUID]) -> None:
        """Refuse judgements that nobody may read yet, or that are not those that their code was made of."""
        for seal in theirs.seals:
            known = here.seal(seal.seat)
            if known is not None and seal.seat not in held and known.code != seal.code and known.salt == "":
                raise _other_code()
        for seat in incoming.released:
            if seat in held:
                continue
            own = [here.seal(one) for one in judging_seats(here) if not held or one in held]
            if not all(own):
                raise ExchangeError("Seal your own seat first; then the other expert's judgements can be opened.")
            heard, told = here.seal(seat), theirs.seal(seat)
            if heard is None:
                raise ExchangeError("Enter the code that the other expert tells you first; then open the judgements.")
            if told is None or told.code != heard.code or not fits(theirs, told):
                raise _other_code()

    def _take_merge(self, incoming: Incoming, theirs: Copy) -> None:
        opened = self._desk.open(theirs.assessment.id)
        found = self._merge(opened.value, theirs, incoming, opened.held)
        result = opened.after(found.changes)
        _keeping(result, opened.edition)
        self._store(opened, incoming, found.changes, found.merged, _MERGED)

    def _replace(self, incoming: Incoming, theirs: Copy) -> None:
        opened = self._desk.open(theirs.assessment.id)
        with self._open_store() as store:
            before = followed_now(store, opened.value.id, self._replica()).versions
        after = replace(theirs.assessment, private_notes=opened.value.private_notes)
        _keeping(after, opened.edition)
        changes = in_sequence(opened.value, _ordered(differences(opened.value, after)))
        self._store(opened, incoming, changes, Merged(before, theirs.versions), _REPLACED)

    def _store(
        self, opened: OpenAssessment, incoming: Incoming, changes: tuple[Change, ...], merged: Merged, name: str
    ) -> None:
        group, assessment = uuid4(), opened.value.id

        def also(store: Store) -> None:
            keep_merged(store, assessment, group, merged)
            keep_followed(store, assessment, followed_now(store, assessment, self._replica()))
            self._note(store, incoming, assessment)

        opened.take_merge(changes, name, {"name": incoming.author_name}, group, also)

    def _note(self, store: Store, incoming: Incoming, assessment: UUID) -> None:
        for seat, box in incoming.boxes.items():
            store.exchange.put_box(assessment, seat, box)
        store.exchange.note_exchanged(
            Exchanged(
                incoming.id,
                True,
                assessment,
                incoming.purpose.value,
                self._now(),
                incoming.author_key,
                incoming.author_name,
                incoming.history,
                incoming.unknown,
            )
        )


def _ordered(changes: tuple[Change, ...]) -> list[Change]:
    """Return changes so that what refers to something comes after it and goes before it."""
    first = (Part.SEAT, Part.EVIDENCE)
    coming = sorted((one for one in changes if one.after is not None), key=lambda one: one.part not in first)
    going = sorted((one for one in changes if one.after is None), key=lambda one: one.part in first)
    return [*coming, *going]


def _check_copy(incoming: Incoming, held: frozenset[UUID]) -> None:
    if held and incoming.seat not in held:
        raise ExchangeError("This is the copy of another expert's computer; here it would open a seat that is closed.")


def _keeping(value: Assessment, edition: Edition) -> None:
    try:
        check_assessment(value, edition)
    except RuleError as error:
        raise ExchangeError("What comes in does not fit together: {problem}", problem=error) from error


def _other_code() -> ExchangeError:
    return ExchangeError(
        "The judgements are not those that were sealed: the code differs from the one you were told. "
        "Nothing was taken in. Talk to the other expert."
    )


def _plain(content: bytes) -> dict[str, Any]:
    try:
        data: Any = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise _unreadable() from error
    if not isinstance(data, dict) or not isinstance(cast("dict[str, Any]", data).get("judgements"), list):
        raise _unreadable()
    return cast("dict[str, Any]", data)


def _seat_of(judgement: Any) -> object:  # noqa: ANN401  # as it comes from JSON
    return cast("dict[str, Any]", judgement).get("seat") if isinstance(judgement, dict) else None


def _unreadable() -> InvalidPackageError:
    return InvalidPackageError("The judgements in the package cannot be read.")
