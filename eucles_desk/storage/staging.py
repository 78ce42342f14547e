"""Evidence that comes in a package: stored piece by piece, and taken out again when the package is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from eucles_desk.storage.evidence_files import EvidenceFolder

CHUNK: Final = 1024 * 1024


class StagedEvidence:
    """Fits the sink of a package's reader. What was here before stays whatever happens.

    Args:
        files: where evidence is stored; nothing lies there in plain text, not even for a moment.
    """

    def __init__(self, files: EvidenceFolder) -> None:
        self._files = files
        self._put: list[str] = []

    def take(self, sha256: str, size: int, read: Callable[[int], bytes]) -> str:
        """Store what can be read, and return the SHA-256 of it; one that is not as said gets no place."""
        del size
        if self._files.holds(sha256):
            return sha256
        with self._files.encrypted(lambda: read(CHUNK)) as (part, found, _):
            if found == sha256:
                self._files.put(part, sha256)
                self._put.append(sha256)
        return found

    def drop(self) -> None:
        """Remove all that came: the package is refused."""
        while self._put:
            self._files.remove(self._put.pop())
