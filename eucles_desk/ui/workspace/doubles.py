"""Files brought in that are evidence already: what is said of them, since nothing new is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from eucles_desk.ui.language import tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eucles_desk.assessment.records import StoredFile
    from eucles_desk.ui.working import Working


class Doubles:
    """Counts the files whose content a criterion's evidence, or another criterion's, holds already."""

    def __init__(self, criterion: str) -> None:
        self._criterion = criterion
        self._first, self._count = "", 0

    @property
    def words(self) -> str:
        """What is said of them, empty when there are none."""
        if self._count > 1:
            return trn(
                "{count} file is attached already, with the same content; it was not attached twice.",
                "{count} files are attached already, with the same content; none was attached twice.",
                self._count,
            )
        return self._first

    def note(self, files: Iterable[tuple[StoredFile, str]], working: Working) -> None:
        """Look at files just before they are attached; one that brings a damaged or missing one back is none."""
        known = {piece.sha256: piece for piece in working.value.evidence if piece.sha256}
        seat = working.seat
        judgement = working.value.judgement(seat, self._criterion) if seat is not None and self._criterion else None
        cited = {citation.evidence for citation in judgement.citations} if judgement else set[UUID]()
        names: dict[str, str] = {}
        for stored, name in files:
            piece = known.get(stored.sha256)
            title = piece.title if piece is not None else names.get(stored.sha256)
            names.setdefault(stored.sha256, name)
            if title is None or stored.sha256 in working.checks.not_whole:
                continue
            self._count += 1
            if piece is None or piece.id in cited:
                self._first = tr("“{name}” is attached here already, as “{title}”.", name=name, title=title)
            else:
                self._first = tr(
                    "“{name}” is evidence already, as “{title}”; it is cited here too now.", name=name, title=title
                )
