"""What looking through the history needs from the storage, as protocols."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from uuid import UUID

    from eucles_desk.assessment.auditing import Audited, Verified


class Trail(Protocol):
    """The history in one transaction, to be looked through."""

    def page(self, assessment: UUID, criterion: str, offset: int, limit: int) -> Sequence[Audited]:
        """Return entries of an assessment, the latest first; a criterion leaves those that concern it."""
        ...

    def after(self, assessment: UUID | None, seq: int, limit: int) -> Sequence[Audited]:
        """Return entries after a number, of an assessment or of all and of the data as a whole, in their order."""
        ...

    def count(self, assessment: UUID, criterion: str) -> int:
        """Return how many there are."""
        ...

    def verify(self) -> Verified:
        """Go through the whole history and tell each place where it is not as it was written."""
        ...


class AuditStore(Protocol):
    """One transaction in which the history can be looked through."""

    @property
    def trail(self) -> Trail:
        """The history."""
        ...


class OpenAuditStore(Protocol):
    """Opens such a transaction; any thread may call it."""

    def __call__(self) -> AbstractContextManager[AuditStore]:
        """Open it."""
        ...
