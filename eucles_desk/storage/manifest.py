"""What is written down beside each backup, so that it is known without opening it and believed only if it is ours."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from eucles_desk.assessment.backups import Backup, BackupReason
from eucles_desk.storage.copying import Digest
from eucles_desk.storage.files import write_atomically
from eucles_desk.storage.key import derived

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
EVIDENCE_LIST: Final = "evidence.json"
MOST_BYTES: Final = 65_536
MOST_LISTED: Final = 64_000_000
_PURPOSE: Final = "backups"


class Listed(NamedTuple):
    """An evidence file as it lay there when the backup was made; ``changed`` is the time that the disk keeps of it."""

    size: int
    sha256: str
    changed: int


@dataclass(frozen=True, slots=True)
class EvidenceList:
    """The evidence files of a backup by their stored names; which were missing, and which were not as before."""

    files: Mapping[str, Listed] = field(default_factory=dict[str, Listed])
    missing: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """A backup with what its own files hold.

    Attributes:
        files: Size and SHA-256 by name; not that of the key file, which a change of the passphrase replaces.
        breaks: At how many places the history did not hold.
    """

    backup: Backup
    files: Mapping[str, Digest]
    missing: int = 0
    damaged: int = 0
    breaks: int = 0


def write_list(folder: Path, listed: EvidenceList) -> Digest:
    """Write the evidence files of a backup down."""
    content = _json(
        {
            "files": {name: list(one) for name, one in listed.files.items()},
            "missing": list(listed.missing),
            "damaged": list(listed.damaged),
        }
    )
    write_atomically(folder / EVIDENCE_LIST, content, private=True)
    return Digest(len(content), hashlib.sha256(content).hexdigest())


def read_list(manifest: Manifest) -> EvidenceList | None:
    """Return the evidence files of a backup, ``None`` where what is written of them cannot be believed."""
    wanted = manifest.files.get(EVIDENCE_LIST)
    if wanted is None:
        return EvidenceList()
    content = _content(manifest.backup.folder / EVIDENCE_LIST, MOST_LISTED)
    if content is None or hashlib.sha256(content).hexdigest() != wanted.sha256:
        return None
    data = json.loads(content)
    files = {str(name): Listed(*one) for name, one in data["files"].items()}
    return EvidenceList(files, tuple(data["missing"]), tuple(data["damaged"]))


def write(folder: Path, key: str, manifest: Manifest) -> None:
    """Write a manifest down."""
    backup = manifest.backup
    said: dict[str, Any] = {
        "format": FORMAT,
        "id": backup.id,
        "number": backup.number,
        "made_at": backup.made_at.astimezone(UTC).isoformat(timespec="seconds"),
        "reason": backup.reason.value,
        "generation": backup.generation,
        "head": backup.head,
        "assessments": backup.assessments,
        "evidence_files": backup.evidence_files,
        "size": backup.size,
        "revision": backup.revision,
        "program_version": backup.program_version,
        "files": {name: list(one) for name, one in manifest.files.items()},
        "missing": manifest.missing,
        "damaged": manifest.damaged,
        "breaks": manifest.breaks,
    }
    write_atomically(folder / MANIFEST, signed(said, key, _PURPOSE), private=True)


def read(folder: Path, key: str) -> Manifest | None:
    """Return the manifest in a folder, ``None`` where there is none of this data folder, or not as it was written."""
    said = read_signed(folder / MANIFEST, key, _PURPOSE)
    if said is None or said.get("format") != FORMAT:
        return None
    missing, damaged, breaks = said["missing"], said["damaged"], said["breaks"]
    backup = Backup(
        id=said["id"],
        made_at=datetime.fromisoformat(said["made_at"]),
        reason=BackupReason(said["reason"]),
        generation=said["generation"],
        head=said["head"],
        assessments=said["assessments"],
        evidence_files=said["evidence_files"],
        size=said["size"],
        revision=said["revision"],
        program_version=said["program_version"],
        folder=folder,
        number=said["number"],
        is_whole=not (missing or damaged or breaks),
    )
    return Manifest(backup, {name: Digest(*one) for name, one in said["files"].items()}, missing, damaged, breaks)


def signed(said: Mapping[str, Any], key: str, purpose: str) -> bytes:
    """Return data as JSON that nobody else can have written who has not the key."""
    return _json({"said": said, "mac": _mac(said, key, purpose)})


def read_signed(path: Path, key: str, purpose: str) -> dict[str, Any] | None:
    """Return what such a file says, ``None`` where it is not there or not ours."""
    content = _content(path, MOST_BYTES)
    if content is None:
        return None
    try:
        data = json.loads(content)
        said, mac = data["said"], data["mac"]
        is_ours = hmac.compare_digest(_mac(said, key, purpose), mac)
    except (ValueError, RecursionError, TypeError, KeyError):
        return None
    return said if is_ours else None


def _mac(said: Mapping[str, Any], key: str, purpose: str) -> str:
    return hmac.new(derived(key, purpose), _json(said), "sha256").hexdigest()


def _json(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()


def _content(path: Path, most: int) -> bytes | None:
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError:
        return None
    return content if len(content) <= most else None
