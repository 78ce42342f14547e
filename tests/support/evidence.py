"""An evidence folder for tests, and what lies in it."""

from __future__ import annotations

from pathlib import Path

from eucles_desk.storage.evidence_files import EvidenceFolder
from eucles_desk.storage.lending import Lending

KEY = "0f" * 32


def evidence_in(folder: Path, key: str = KEY) -> EvidenceFolder:
    """Return the evidence files of a data folder."""
    return EvidenceFolder(folder / "evidence", key, Lending(folder / "opened"))


def files_in(folder: Path) -> list[Path]:
    """Return every file below a folder."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def flip(path: Path, at: int, bits: int = 1) -> None:
    """Change bits of one byte of a file."""
    content = bytearray(path.read_bytes())
    content[at] ^= bits
    path.write_bytes(content)
