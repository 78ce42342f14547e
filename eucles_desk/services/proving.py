"""What a report cites must still be what came in: no report rests on a file that was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eucles_desk.errors import N_, ReportError
from eucles_desk.services.file_check import FileState, NamedFile, check_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from eucles_desk.assessment.values import Assessment
    from eucles_desk.services.file_ports import Source, Stamp

SENTENCES: Final = {
    FileState.CHANGED: N_(
        "“{title}” was changed or damaged on disk since it was attached, so no report can cite it. "
        "Attach the original again or take it out."
    ),
    FileState.UNREADABLE: N_("“{title}” cannot be read from the disk, so no report can cite it now."),
}
"""A file that is missing is no obstacle: an assessment that was received comes without its files."""


class Proving:
    """Proves the files that an assessment cites. Each is read once, and again when it was touched.

    Any thread may use it.
    """

    def __init__(self, stored: Callable[[str], Source | None]) -> None:
        self._stored = stored
        self._whole: dict[str, Stamp] = {}

    def __call__(self, assessment: Assessment, is_cancelled: Callable[[], bool]) -> None:
        """Raise ``ReportError`` for the first file that is not what it was; return early when it is cancelled."""
        for file, state, stamp in check_files(cited_files(assessment), self._stored, is_cancelled, dict(self._whole)):
            if state in SENTENCES:
                raise ReportError(SENTENCES[state], title=file.title)
            if state is FileState.WHOLE and stamp is not None:
                self._whole[file.sha256] = stamp


def cited_files(assessment: Assessment) -> Iterator[NamedFile]:
    """Yield the files that are cited, each content once."""
    pieces, seen = {piece.id: piece for piece in assessment.evidence}, set[str]()
    for judgement in assessment.judgements:
        for citation in judgement.citations:
            piece = pieces.get(citation.evidence)
            sha256 = (citation.sha256 or piece.sha256) if piece is not None else ""
            if piece is not None and sha256 and sha256 not in seen:
                seen.add(sha256)
                yield NamedFile(sha256, title=piece.title)
