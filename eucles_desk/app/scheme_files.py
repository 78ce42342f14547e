"""The editions that come with the program, and those read from files; the YAML is only read when it must be."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from eucles_desk.errors import SchemeError

if TYPE_CHECKING:
    from eucles_desk.scheme.loading import CheckedFile, LoadedEdition
    from eucles_desk.scheme.values import Edition, EditionRef

FOLDER = Path("schemes", "eucles-public-1")
LOCK_FILE = "edition.lock.json"


class SchemeFiles:
    """Reads editions and overlays; what comes with the program is named by its lock file without being read.

    Args:
        resources: the folder of what comes with the program.
    """

    def __init__(self, resources: Path) -> None:
        self.folder = resources / FOLDER

    @cached_property
    def _ref(self) -> EditionRef:
        from eucles_desk.scheme.values import EditionRef

        lock = json.loads((self.folder / LOCK_FILE).read_text(encoding="utf-8"))
        return EditionRef(lock["scheme"], lock["edition"], lock["sha256"])

    def bundled_ref(self) -> EditionRef:
        """Return which edition comes with the program."""
        return self._ref

    def bundled(self) -> LoadedEdition:
        """Read the edition that comes with the program; an edition once released is never changed."""
        from eucles_desk.scheme.loading import load_edition

        loaded = load_edition(self.folder)
        if loaded.edition.ref != self._ref:
            raise SchemeError(
                "The files of the edition {edition} that come with the program have been changed. Install it again.",
                edition=self._ref.edition,
            )
        return loaded

    def from_content(self, content: bytes) -> Edition:
        """Read an edition from its canonical content."""
        from eucles_desk.scheme.loading import edition_from_content

        return edition_from_content(content)

    def overlay(self, path: Path, base: bytes) -> LoadedEdition:
        """Read an overlay file over the canonical content of an edition."""
        from eucles_desk.scheme.loading import load_overlay

        return load_overlay(path, base)

    def received(self, content: bytes) -> Edition:
        """Read an edition that came with a file from elsewhere; everything in it is checked."""
        from eucles_desk.scheme.loading import check_content

        return check_content(content).edition

    def check(self, path: Path) -> CheckedFile:
        """Check an edition or overlay file; an overlay's base is the edition that comes with the program."""
        from eucles_desk.scheme.loading import check_file

        try:
            return check_file(path, self._content_of)
        except OSError as error:  # a name that no disk can have, for instance
            raise SchemeError(
                "{file} cannot be read: {reason}", file=path.name, reason=error.strerror or error
            ) from error

    def _content_of(self, scheme: str, edition: str) -> bytes | None:
        is_bundled = (scheme, edition) == (self._ref.scheme, self._ref.edition)
        return self.bundled().content if is_bundled else None
