"""A backup takes the place of the data: all of it or nothing, and what was there is kept.

Everything is first laid ready in a folder beside the data. Then a plan is written into it: from that moment on the data
are the restored ones, whoever ends the program when, as each opening first carries out a plan that it finds. A folder
without a plan is thrown away. A plan that was carried out tells the opening that the data are older on purpose.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from eucles_desk.errors import StorageError
from eucles_desk.storage.copying import (
    Digest,
    check_room,
    copy_file,
    digest,
    files_below,
    flush_all,
    link_or_copy,
    move,
    never,
    remove,
)
from eucles_desk.storage.files import explained, make_private_folder, write_atomically
from eucles_desk.storage.going_back import RESTORED as TOLD
from eucles_desk.storage.key import KEY_FILE
from eucles_desk.storage.manifest import MOST_BYTES, read_signed, signed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from eucles_desk.assessment.backups import Backup
    from eucles_desk.storage.manifest import EvidenceList

DATABASE: Final = "eucles.db"
EVIDENCE: Final = "evidence"
STAGED: Final = "restoring"
PLAN: Final = "plan.json"
REPLACED: Final = "replaced"
RESTORED: Final = "restored.json"
_BESIDE: Final = tuple(f"{DATABASE}{end}" for end in ("-wal", "-shm", "-journal"))
_PURPOSE: Final = "restored"
NOTE: Final = TOLD
"""What the history tells."""


@dataclass(frozen=True, slots=True)
class Source:
    """What of a backup is put back."""

    backup: Backup
    database: Path
    evidence: Path
    listed: EvidenceList
    sides: Sequence[Path]


@dataclass(frozen=True, slots=True)
class Restored:
    """That a backup has taken the place of the data.

    Attributes:
        made_at: When that backup was made.
        generation: How many changes it holds, and ``head`` the last of them.
        lost: How many evidence files could not be put back.
        aside: Where what was there before is kept.
    """

    made_at: datetime
    generation: int
    head: str
    lost: int
    aside: Path

    def values(self) -> dict[str, str]:
        """Return it as the history keeps it."""
        return {
            "made_at": self.made_at.isoformat(timespec="minutes"),
            "lost": str(self.lost),
            "folder": f"{REPLACED}/{self.aside.name}",
        }


@dataclass(frozen=True, slots=True)
class Staged:
    """A backup that lies ready; nothing has changed yet.

    Attributes:
        aside: Where what is there now will be kept.
        lost: How many evidence files are neither in the backup nor in the data.
    """

    folder: Path
    aside: Path
    lost: int
    plan: bytes

    def decide(self) -> None:
        """Have the data be those of the backup from the next opening on."""
        write_atomically(self.folder / STAGED / PLAN, self.plan, private=True)

    def drop(self) -> None:
        """Leave the data as they are."""
        remove(self.folder / STAGED)


def stage(
    source: Source,
    folder: Path,
    key: str,
    now: datetime,
    *,
    stop: Callable[[], bool] = never,
    at: Callable[[str], object] = lambda _step: None,
) -> Staged:
    """Lay ready what a backup holds and the data folder does not; see :meth:`Backups.stage`."""
    staged = folder / STAGED
    try:
        remove(staged)
        make_private_folder(staged)
        check_room(folder, source.backup.size)
        at("stage")
        lost = _lay_ready(source, folder, key, stop)
    except OSError as error:
        raise explained(error, staged) from error
    except BaseException:
        remove(staged)
        raise
    at("decide")
    aside = _free(folder / REPLACED, f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    backup = source.backup
    said = {
        "backup": backup.id,
        "made_at": backup.made_at.astimezone(UTC).isoformat(timespec="seconds"),
        "generation": backup.generation,
        "head": backup.head,
        "lost": lost,
        "aside": aside.name,
    }
    return Staged(folder, aside, lost, signed(said, key, _PURPOSE))


def carry_through(folder: Path, at: Callable[[str], object] = lambda _step: None) -> Path | None:
    """Carry out a plan that was begun or only written; return where what was there is kept, ``None`` without a plan.

    The data folder is held and closed. Nothing is removed but what was laid ready for a restore that was not decided.
    """
    staged = folder / STAGED
    plan = staged / PLAN
    if not plan.is_file():
        remove(staged)
        return None
    aside = folder / REPLACED / _aside_name(plan)
    try:
        make_private_folder(aside)
        touched = {folder, aside}
        for name in sorted(files_below(staged), key=lambda one: one == DATABASE):  # the database is the last
            if name == PLAN:
                continue
            beside = _BESIDE if name == DATABASE else ()
            for old in (*beside, name):
                if (folder / old).exists():
                    at(f"put aside {old}")
                    move(folder / old, _free((aside / old).parent, (aside / old).name))
            at(f"put {name}")
            move(staged / name, folder / name)
            touched |= {(folder / name).parent, (aside / name).parent}
        flush_all(*(one for one in touched if one.is_dir()))
        at("tell")
        move(plan, folder / RESTORED)
        flush_all(folder)
    except OSError as error:
        raise explained(error, folder) from error
    at("tidy")
    remove(staged)
    return aside


def restored(folder: Path, key: str) -> Restored | None:
    """Return what was restored since the last opening, ``None`` where nothing was."""
    said = read_signed(folder / RESTORED, key, _PURPOSE)
    if said is None:
        return None
    made_at = datetime.fromisoformat(said["made_at"])
    return Restored(made_at, said["generation"], said["head"], said["lost"], folder / REPLACED / said["aside"])


def forget(folder: Path) -> None:
    """Say that it is known now what was restored."""
    remove(folder / RESTORED)


def _lay_ready(source: Source, folder: Path, key: str, stop: Callable[[], bool]) -> int:
    """Copy what is wanted; return how many evidence files nobody has."""
    staged, wanted = folder / STAGED, digest(source.database, stop)
    if copy_file(source.database, staged / DATABASE, stop) != wanted:
        raise StorageError("The backup cannot be read as it was checked. The data are as they were.")
    lost = _stage_evidence(source, folder, staged, stop)
    for side in source.sides:
        if side.is_file() and not (folder / side.name).exists():
            copy_file(side, staged / side.name)
    if (source.backup.folder / KEY_FILE).is_file() and not _is_key(folder / KEY_FILE, key):
        copy_file(source.backup.folder / KEY_FILE, staged / KEY_FILE)
    flush_all(*{(staged / name).parent for name in files_below(staged)}, staged, folder)
    return lost


def _stage_evidence(source: Source, folder: Path, staged: Path, stop: Callable[[], bool]) -> int:
    """Lay ready the evidence files that the data folder does not have as they were; return how many nobody has."""
    lost = 0
    for name, one in source.listed.files.items():
        wanted = Digest(one.size, one.sha256)
        if digest(folder / EVIDENCE / name, stop) == wanted:
            continue
        if digest(source.evidence / name, stop) != wanted:
            lost += 1
            continue
        target = staged / EVIDENCE / name
        make_private_folder(target.parent)
        link_or_copy(source.evidence / name, target, stop)
    return lost


def _is_key(path: Path, key: str) -> bool:
    """Return whether a key file can be the one of these data: plain, or locked with a passphrase."""
    try:
        with path.open("rb") as file:
            content = file.read(4096)
    except OSError:
        return False
    return content[:1] == b"{" or content.strip() == key.encode()


def _aside_name(plan: Path) -> str:
    """Return the folder that a plan names; whoever can write a plan here could as well move the files."""
    try:
        with plan.open("rb") as file:
            said: Mapping[str, Any] = json.loads(file.read(MOST_BYTES))["said"]
        name = str(said["aside"])
    except (ValueError, RecursionError, KeyError, TypeError, OSError):
        name = "unknown"
    return name if name.replace("-", "").isalnum() else "unknown"


def _free(folder: Path, name: str) -> Path:
    """Return a place that is free, under this name or one like it."""
    place, more = folder / name, 1
    while place.exists():
        more += 1
        place = folder / f"{name}-{more}"
    return place
