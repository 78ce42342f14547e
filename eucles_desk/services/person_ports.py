"""What looking for a person, and keeping periods, need from the storage, as protocols."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from eucles_desk.assessment.persons import About, Erased, Names
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


class OpenPersonStore(Protocol):
    """Opens such a transaction; any thread may call it."""

    def __call__(self) -> AbstractContextManager[PersonStore]:
        """Open it."""
        ...
