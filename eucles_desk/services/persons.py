"""What is kept about a person: found, given out, and erased on request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.errors import N_
from eucles_desk.services.summaries import summarise

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime
    from uuid import UUID

    from eucles_desk.assessment.persons import About, Erased, Names
    from eucles_desk.services.person_ports import OpenPersonStore
    from eucles_desk.services.shelf import EditionShelf

_GIVEN_OUT = N_("Personal data of one person given out")
_ERASED = N_("Personal data of one person erased: {values} values, {entries} changes of the history")


class Persons:
    """Finds and erases; each call may take some seconds, on any thread.

    Attributes:
        now: The clock.

    Args:
        open_store: opens a transaction.
        shelf: the editions.
        now: the clock.
        tidy: moves what was written into the database, so that nothing of what was there before is left in its log.
    """

    def __init__(
        self,
        open_store: OpenPersonStore,
        shelf: EditionShelf,
        now: Callable[[], datetime],
        tidy: Callable[[], object],
    ) -> None:
        self._open_store = open_store
        self._shelf = shelf
        self.now = now
        self._tidy = tidy

    def about(self, names: Names) -> About:
        """Return all that is kept about a person."""
        with self._open_store() as store:
            return store.persons.about(names)

    def note_given_out(self) -> None:
        """Have the history tell that personal data were given out; not whose."""
        with self._open_store() as store:
            store.history.note(_GIVEN_OUT)

    def erase(self, names: Names, term: str) -> Erased:
        """Erase a name for good, all of it or nothing; the history tells that it was done, and not whose name it was.

        Assessments that are open somewhere are to be read again after it, see :meth:`Desk.read_again`.
        """
        with self._open_store() as store:
            erased = store.persons.erase(names, term)
            if erased.values or erased.entries:
                store.history.note(_ERASED, {"values": str(erased.values), "entries": str(erased.entries)})
        self.summarise_again(erased.assessments)
        self._tidy()
        return erased

    def summarise_again(self, assessments: Collection[UUID]) -> None:
        """Bring up to date what lists show of assessments that were changed in the database."""
        for assessment in assessments:
            with self._open_store() as store:
                found, held = store.assessments.load(assessment), store.exchange.held(assessment)
            if found is None:
                continue
            summary = summarise(found, self._shelf.get(found.edition), self.now(), held)
            with self._open_store() as store:
                store.assessments.write(assessment, (), summary)
