"""Who wrote which field of an assessment, kept up to date with the history when a copy comes in or goes out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from eucles_desk.assessment.tracing import Followed, Merged, follow
from eucles_desk.assessment.versions import Versions, versions_from_data, versions_to_data
from eucles_desk.errors import InvalidPackageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from eucles_desk.services.ports import Store

NOTHING: Final = Merged(Versions(), Versions())


def followed_now(store: Store, assessment: UUID, replica: str) -> Followed:
    """Return who wrote which field, with everything that the history says up to now."""
    known = store.exchange.merge_state(assessment)
    followed = Followed() if known is None else _from_bytes(*known)
    for restored in store.history.restorations(followed.seq):
        followed = follow_to(store, assessment, followed, replica, restored).anew(restored)
    return follow_to(store, assessment, followed, replica, None)


def follow_to(store: Store, assessment: UUID, followed: Followed, replica: str, last: int | None) -> Followed:
    """Return what is known after the entries up to a number, the last one where none is given."""
    entries = store.history.numbered(assessment, followed.seq)
    wanted = [(seq, entry) for seq, entry in entries if last is None or seq <= last]
    return follow(followed, replica, wanted, merges(store, assessment))


def merges(store: Store, assessment: UUID) -> Mapping[UUID, Merged]:
    """Return what each merge changed, by the group of its entry."""
    return {group: _merged_from_bytes(content) for group, content in store.exchange.merge_undos(assessment).items()}


def keep_followed(store: Store, assessment: UUID, followed: Followed) -> None:
    """Keep who wrote which field."""
    data = {"since": followed.since, "versions": versions_to_data(followed.versions)}
    store.exchange.put_merge_state(assessment, followed.seq, _bytes(data))


def keep_merged(store: Store, assessment: UUID, group: UUID, merged: Merged) -> None:
    """Keep what a merge changed, so that it can be taken back."""
    data = {"before": versions_to_data(merged.before), "after": versions_to_data(merged.after)}
    store.exchange.put_merge_undo(assessment, group, _bytes(data))


def versions_bytes(versions: Versions) -> bytes:
    """Return registers as they go into a package."""
    return _bytes(versions_to_data(versions))


def versions_of(content: bytes) -> Versions:
    """Read registers that came in a package; none where there are none."""
    try:
        return versions_from_data(json.loads(content)) if content else Versions()
    except (ValueError, RecursionError) as error:
        raise InvalidPackageError("What the package says about who wrote what cannot be read.") from error


def _from_bytes(seq: int, content: bytes) -> Followed:
    data = json.loads(content)
    return Followed(versions_from_data(data["versions"]), seq, data["since"])


def _merged_from_bytes(content: bytes) -> Merged:
    data = json.loads(content)
    return Merged(versions_from_data(data["before"]), versions_from_data(data["after"]))


def _bytes(data: Any) -> bytes:  # noqa: ANN401  # plain data as JSON has it
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
