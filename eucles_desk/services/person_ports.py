"""What looking for a person, and keeping periods, need from the storage, as protocols."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from contextlib import AbstractContextManager
    from uuid import UUID

    from eucles_desk.assessment.persons import About, Erased, Names
    from eucles_desk.assessment.retention import Ended
    from eucles_desk.services.exchange_ports import Exchange
    from eucles_desk.services.ports import Assessments, History


class PersonsKept(Protocol):
    """What is kept about people, in one transaction."""

    def about(self, names: Names) -> About:
        """Return all that is kept about a person."""
        ...

    def erase(self, names: Names, term: str) -> Erased:
        """Put a term in the name's place in today's data, and empty the entries of the history that hold it."""
        ...


class PersonStore(Protocol):
    """One transaction over everything that is kept."""

    @property
    def persons(self) -> PersonsKept:
        """What is kept about people."""
        ...

    @property
    def assessments(self) -> Assessments:
        """The assessments."""
        ...

    @property
    def history(self) -> History:
        """The history."""
        ...

    @property
    def exchange(self) -> Exchange:
        """What is kept of the exchange with other computers."""
        ...


class OpenPersonStore(Protocol):
    """Opens such a transaction; any thread may call it."""

    def __call__(self) -> AbstractContextManager[PersonStore]:
        """Open it."""
        ...


class RetentionKept(Protocol):
    """Ended assessments in one transaction."""

    def ended_ids(self) -> Sequence[UUID]:
        """Return the ids of the assessments that have ended."""
        ...

    def ended_one(self, assessment: UUID) -> Ended | None:
        """Return an assessment that has ended, ``None`` for one that has not."""
        ...

    def in_use(self, besides: Iterable[UUID]) -> frozenset[str]:
        """Return the stored files that other assessments than these have as evidence."""
        ...

    def forget_files(self, files: Iterable[str]) -> None:
        """Take out the texts of files that are no more."""
        ...

    def erase_interview_notes(self, assessment: UUID) -> int:
        """Empty the notes of interviews, and the entries of the history that tell them; return how many notes."""
        ...

    def erase_private_notes(self, assessment: UUID) -> int:
        """Take out private notes, and the entries of the history that tell them; return how many notes."""
        ...

    def erase_assessment(self, assessment: UUID) -> None:
        """Take out an assessment with all its parts and reports; its entries of the history stay, and say nothing."""
        ...


class RetentionStore(Protocol):
    """One transaction over what was kept."""

    @property
    def retention(self) -> RetentionKept:
        """Ended assessments."""
        ...

    @property
    def history(self) -> History:
        """The history."""
        ...


class OpenRetentionStore(Protocol):
    """Opens such a transaction; any thread may call it."""

    def __call__(self) -> AbstractContextManager[RetentionStore]:
        """Open it."""
        ...


class ErasableFiles(Protocol):
    """Stored files that can be removed for good."""

    def holds(self, sha256: str) -> bool:
        """Return whether a file is here."""
        ...

    def remove(self, sha256: str) -> bool:
        """Remove a file; return whether it was here. Raise ``StorageError`` where it cannot be removed."""
        ...
