"""Finds what is left of secrets in files and in the memory of a process, in every coding that programs keep text in."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

CODINGS = ("utf-8", "latin-1", "utf-16-le", "utf-16-be", "utf-32-le")
PIECE = 16 * 1024 * 1024


class Remains:
    """Looks for secrets; each is found in any coding, whatever stands around it.

    They begin alike, so that one search for each coding is enough for all.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        self.secrets = tuple(secrets)
        beginning = os.path.commonprefix(self.secrets)  # noqa: RUF071  # what is common letter by letter is meant
        assert len(beginning) >= 4, "the secrets begin alike"
        self._beginnings = {coding: beginning.encode(coding) for coding in CODINGS}
        self._forms = {coding: {secret.encode(coding): secret for secret in self.secrets} for coding in CODINGS}
        self._longest = max(len(form) for forms in self._forms.values() for form in forms)

    def in_bytes(self, content: bytes) -> set[str]:
        """Return the secrets that stand in bytes."""
        found: set[str] = set()
        for coding, beginning in self._beginnings.items():
            forms, at = self._forms[coding], content.find(beginning)
            while at >= 0:
                found |= {secret for form, secret in forms.items() if content.startswith(form, at)}
                at = content.find(beginning, at + 1)
        return found

    def in_file(self, path: Path) -> set[str]:
        """Return the secrets that stand in a file, piece by piece with an overlap."""
        found: set[str] = set()
        with path.open("rb") as file:
            tail = b""
            while piece := file.read(PIECE):
                found |= self.in_bytes(tail + piece)
                tail = piece[-self._longest :]
        return found

    def in_folders(self, *folders: Path) -> dict[Path, set[str]]:
        """Return the files under folders that hold a secret, or whose path does."""
        found: dict[Path, set[str]] = {}
        for path in (path for folder in folders for path in folder.rglob("*")):
            here = self.in_bytes(os.fsencode(path))
            if path.is_file() and not path.is_symlink():
                here |= self.in_file(path)
            if here:
                found[path] = here
        return found

    def in_memory(self, process: int) -> tuple[set[str], int]:
        """Return the secrets in what a process can write to, and how many bytes that is; for root on Linux."""
        found: set[str] = set()
        size = 0
        with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
            for start, end in _writable(process):
                for at in range(start, end, PIECE):
                    memory.seek(at)
                    try:
                        piece = memory.read(min(PIECE + self._longest, end - at))
                    except OSError:  # a map of a device
                        continue
                    size += min(len(piece), PIECE)
                    found |= self.in_bytes(piece)
        return found, size


def _writable(process: int) -> Iterator[tuple[int, int]]:
    for line in Path(f"/proc/{process}/maps").read_text(encoding="utf-8").splitlines():
        place, rights = line.split()[:2]
        if "w" in rights:
            start, _, end = place.partition("-")
            yield int(start, 16), int(end, 16)
