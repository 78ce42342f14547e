"""The editions that the program knows: the one that comes with it, overlays, and those that assessments pin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.errors import N_, SchemeError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from eucles_desk.assessment.records import ShelvedEdition
    from eucles_desk.scheme.values import Edition, EditionRef
    from eucles_desk.services.ports import OpenStore, SchemeFiles


_KEPT = N_("Edition kept: {name}")


class EditionShelf:
    """Finds editions by reference; an edition once stored never changes."""

    def __init__(self, open_store: OpenStore, files: SchemeFiles) -> None:
        self._open_store = open_store
        self._files = files
        self._loaded: dict[str, Edition] = {}

    def all(self) -> Sequence[ShelvedEdition]:
        """Return the editions kept, the one that comes with the program among them."""
        self.newest()
        with self._open_store() as store:
            return store.editions.all()

    def newest(self) -> Edition:
        """Return the edition that comes with the program, stored when it is asked for the first time."""
        return self.get(self._files.bundled_ref())

    def get(self, ref: EditionRef) -> Edition:
        """Return the edition with exactly this content; raise ``SchemeError`` when it is not here."""
        found = self._loaded.get(ref.sha256)
        if found is None:
            content = self.content(ref)
            found = self._loaded[ref.sha256] = self._files.from_content(content)
        return found

    def content(self, ref: EditionRef) -> bytes:
        """Return the canonical content of an edition; raise ``SchemeError`` when it is not here."""
        with self._open_store() as store:
            content = store.editions.content(ref.sha256)
            if content is None and self.is_bundled(ref):
                bundled = self._files.bundled()
                content = bundled.content
                store.editions.add(bundled.edition.ref, bundled.edition.title, content)
        if content is None:
            raise SchemeError("The edition {edition} is not known here.", edition=ref.edition)
        return content

    def content_to_carry(self, ref: EditionRef) -> bytes | None:
        """Return the content of an edition that a file must carry: one that does not come with the program."""
        return None if self.is_bundled(ref) else self.content(ref)

    def is_bundled(self, ref: EditionRef) -> bool:
        """Return whether the edition comes with the program."""
        return ref.sha256 == self._files.bundled_ref().sha256

    def find(self, scheme: str, edition: str, sha256: str | None) -> Edition | None:
        """Return the edition named in a file: by hash where there is one, otherwise the newest of that name."""
        bundled = self._files.bundled_ref()
        if sha256 is None:
            if (scheme, edition) == (bundled.scheme, bundled.edition):
                return self.newest()
            with self._open_store() as store:
                ref = store.editions.find(scheme, edition)
            return self.get(ref) if ref else None
        from eucles_desk.scheme.values import EditionRef

        ref = EditionRef(scheme, edition, sha256)
        if not self._is_kept(ref):
            return None
        found = self.get(ref)
        return found if found.ref == ref else None

    def add(self, content: bytes) -> Edition:
        """Keep an edition that a file carried."""
        edition = self._files.from_content(content)
        with self._open_store() as store:
            if store.editions.content(edition.ref.sha256) is None:
                store.editions.add(edition.ref, edition.title, content)
                store.history.note(_KEPT, {"name": edition.ref.edition})
        return edition

    def add_overlay(self, path: Path) -> Edition:
        """Make a new edition of an overlay file over the edition that comes with the program, and keep it."""
        loaded = self._files.overlay(path, self.content(self._files.bundled_ref()))
        return self.add(loaded.content)

    def _is_kept(self, ref: EditionRef) -> bool:
        if ref.sha256 in self._loaded or self.is_bundled(ref):
            return True
        with self._open_store() as store:
            return store.editions.content(ref.sha256) is not None
