"""The evidence files of backups: each lies once, by the name it is stored by, whatever is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eucles_desk.storage.copying import (
    Digest,
    copy_file,
    digest,
    files_below,
    flush_all,
    link_or_copy,
    never,
    remove,
)
from eucles_desk.storage.evidence_files import SUFFIX
from eucles_desk.storage.files import PART_SUFFIX, make_private_folder, replace_file
from eucles_desk.storage.manifest import EvidenceList, Listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

NOTHING: Final = EvidenceList()


def gather(source: Path, target: Path, known: Mapping[str, Listed], stop: Callable[[], bool] = never) -> EvidenceList:
    """Have every stored file in the folder of a backup place, and return what there is.

    Args:
        source: where the stored files lie.
        target: where the backups keep them.
        known: what they were at the backup before; a file of those that has the same size and time is not read again.
        stop: asks whether to stop.
    """
    files, missing, damaged, touched = dict[str, Listed](), list[str](), list[str](), {target}
    for name in _encrypted(source):
        here, there, before = source / name, target / name, known.get(name)
        try:
            status = here.stat()
        except OSError:
            continue
        if before is not None and before[::2] == (status.st_size, status.st_mtime_ns) and _has(there, before.size):
            files[name] = before
            continue
        found = digest(here, stop)
        if before is not None and found != before[:2] and (_is_same(here, there) or digest(there, stop) == before[:2]):
            damaged.append(name)  # what the backups have is what it was; where both are one file, both are damaged
            files[name] = before
        elif found is None:
            damaged.append(name)
        else:
            if digest(there, stop) != found:
                _put(here, there, stop)
                touched |= {there.parent, there.parent.parent}
            files[name] = Listed(*found, status.st_mtime_ns)
    for name in known.keys() - files.keys():
        missing.append(name)
        if _has(target / name, known[name].size):
            files[name] = known[name]
    if target.is_dir():
        flush_all(*touched)
    return EvidenceList(files, tuple(sorted(missing)), tuple(sorted(damaged)))


def has_new(source: Path, listed: EvidenceList) -> bool:
    """Return whether files lie there that a backup does not have."""
    return not set(_encrypted(source)) <= {*listed.files, *listed.damaged}


def hand_on(source: Path, target: Path, listed: EvidenceList, stop: Callable[[], bool] = never) -> None:
    """Have the listed files also in another place."""
    touched = {target}
    for name, one in listed.files.items():
        here, there = source / name, target / name
        if not _has(there, one.size) and here.is_file():
            make_private_folder(there.parent)
            if copy_file(here, there, stop) != Digest(one.size, one.sha256):
                remove(there)
            touched |= {there.parent, there.parent.parent}
    if target.is_dir():
        flush_all(*touched)


def wrong(place: Path, listed: EvidenceList, stop: Callable[[], bool] = never) -> int:
    """Return how many of the listed files a place does not have as they were."""
    return sum(digest(place / name, stop) != Digest(one.size, one.sha256) for name, one in listed.files.items())


def _encrypted(source: Path) -> Iterator[str]:
    """Yield the stored files; what an earlier version left as it was comes once it is encrypted, a moment later."""
    return (name for name in files_below(source) if name.endswith(SUFFIX))


def _put(here: Path, there: Path, stop: Callable[[], bool]) -> None:
    make_private_folder(there.parent)
    part = there.with_name(f"{there.name}{PART_SUFFIX}")
    remove(part)
    link_or_copy(here, part, stop)
    replace_file(part, there)


def _has(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
