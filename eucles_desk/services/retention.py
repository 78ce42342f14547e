"""Keeping periods: what was kept longer is told, and erased when the user confirms; nothing runs by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from eucles_desk.assessment.retention import Keep, Passed, Run, passed
from eucles_desk.errors import N_, StorageError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from datetime import datetime

    from eucles_desk.assessment.retention import Ended
    from eucles_desk.services.person_ports import ErasableFiles, OpenRetentionStore, RetentionKept

_RUN = N_(
    "Erased after their periods: {files} evidence files, {notes} interview notes, {private} private notes, "
    "{assessments} assessments"
)
_WITH_FILES = frozenset({Keep.EVIDENCE_FILES, Keep.ASSESSMENT})
_OF_IT = N_("Erased after their periods: {files} evidence files, {notes} interview notes, {private} private notes")


class Retention:
    """Tells and erases; each call may take some seconds, on any thread.

    Args:
        open_store: opens a transaction.
        files: the stored files.
        now: the clock.
        tidy: moves what was written into the database, so that nothing of what was there before is left in its log.
    """

    def __init__(
        self,
        open_store: OpenRetentionStore,
        files: ErasableFiles,
        now: Callable[[], datetime],
        tidy: Callable[[], object],
    ) -> None:
        self._open_store = open_store
        self._files = files
        self._now = now
        self._tidy = tidy

    def passed(self, periods: Mapping[Keep, int]) -> Sequence[Passed]:
        """Return what was kept longer than its period; of the files, those that are here and no other needs.

        Each assessment is read by itself: whoever saves something meanwhile waits for one of them at most.
        """
        if not any(periods.values()):
            return []
        with self._open_store() as store:
            ids = store.retention.ended_ids()
        over = tuple(passed(self._each(ids), periods, self._now()))
        with self._open_store() as store:
            needed = store.retention.in_use(_without_files(over))
        found: list[Passed] = []
        for one in over:
            if one.keep is not Keep.EVIDENCE_FILES:
                found.append(one)
            elif count := sum(1 for file in one.ended.files if file not in needed and self._files.holds(file)):
                found.append(Passed(one.keep, one.ended, count))
        return found

    def run(self, chosen: Sequence[Passed]) -> Run:
        """Erase what was chosen, for good; the history tells how much, once for all and in each assessment.

        What has been opened again meanwhile is left alone. Files go first: where one cannot be removed, its assessment
        stays to be tried again, and ``StorageError`` is raised once all else is done.
        """
        wanted: dict[UUID, set[Keep]] = {}
        for one in chosen:
            wanted.setdefault(one.ended.id, set()).add(one.keep)
        with self._open_store() as store:
            ended = [one for each in wanted if (one := store.retention.ended_one(each)) is not None]
            needed = store.retention.in_use([one.id for one in ended if wanted[one.id] & _WITH_FILES])
        removed, failed = self._remove([one for one in ended if wanted[one.id] & _WITH_FILES], needed)
        total = Run()
        with self._open_store() as store:
            store.retention.forget_files({file for files in removed.values() for file in files})
            for one in ended:
                whole = Keep.ASSESSMENT in wanted[one.id]
                done = Run(files=len(removed.get(one.id, ())))
                if whole and one.id not in failed:
                    store.retention.erase_assessment(one.id)
                    done.assessments = 1
                elif not whole:
                    done.notes, done.private = _erase_notes(store.retention, one.id, wanted[one.id])
                    store.history.note(_OF_IT, done.values(), one.id)
                total.add(done)
            store.history.note(_RUN, total.values())
        self._tidy()
        for error in failed.values():
            raise error
        return total

    def _each(self, assessments: Sequence[UUID]) -> Iterator[Ended]:
        """Read assessments that have ended, one after another."""
        for each in assessments:
            with self._open_store() as store:
                one = store.retention.ended_one(each)
            if one is not None:
                yield one

    def _remove(
        self, ended: Sequence[Ended], needed: Collection[str]
    ) -> tuple[dict[UUID, set[str]], dict[UUID, StorageError]]:
        """Remove stored files that no other assessment needs; return those gone, and what went wrong where."""
        removed, failed = dict[UUID, set[str]](), dict[UUID, StorageError]()
        gone: set[str] = set()
        for one in ended:
            for file in sorted(one.files - frozenset(needed) - gone):
                try:
                    is_gone = self._files.remove(file)
                except StorageError as error:
                    failed[one.id] = error
                    continue
                gone.add(file)
                if is_gone:
                    removed.setdefault(one.id, set()).add(file)
        return removed, failed


def _erase_notes(kept: RetentionKept, assessment: UUID, keeps: Collection[Keep]) -> tuple[int, int]:
    notes = kept.erase_interview_notes(assessment) if Keep.INTERVIEW_NOTES in keeps else 0
    return notes, kept.erase_private_notes(assessment) if Keep.PRIVATE_NOTES in keeps else 0


def _without_files(found: Sequence[Passed]) -> list[UUID]:
    """Return the assessments whose files are to go."""
    return [one.ended.id for one in found if one.keep in _WITH_FILES]
