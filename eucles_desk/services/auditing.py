"""Looking through the history: who changed what, and whether all of it is as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from eucles_desk.assessment.auditing import Audited, Verified
    from eucles_desk.services.audit_ports import OpenAuditStore

PAGE = 500


class Auditing:
    """The history of the data; any thread may ask."""

    def __init__(self, open_store: OpenAuditStore) -> None:
        self._open_store = open_store

    def page(self, assessment: UUID, criterion: str = "", offset: int = 0, limit: int = 100) -> Sequence[Audited]:
        """Return entries of an assessment, the latest first; a criterion leaves those that concern it."""
        with self._open_store() as store:
            return store.trail.page(assessment, criterion, offset, limit)

    def count(self, assessment: UUID, criterion: str = "") -> int:
        """Return how many there are."""
        with self._open_store() as store:
            return store.trail.count(assessment, criterion)

    def entries(self, assessment: UUID | None = None) -> Iterator[Audited]:
        """Yield the entries of an assessment, or of all and of the data as a whole, in the order of their numbers."""
        seq = 0
        while True:
            with self._open_store() as store:
                page = store.trail.after(assessment, seq, PAGE)
            yield from page
            if len(page) < PAGE:
                return
            seq = page[-1].seq

    def verify(self) -> Verified:
        """Go through the whole history, that of all assessments: they are tied to each other."""
        with self._open_store() as store:
            return store.trail.verify()
