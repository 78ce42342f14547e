"""Words for the place in a piece of evidence that a citation points to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.evidence import EvidenceKind

if TYPE_CHECKING:
    from eucles_desk.assessment.evidence import Citation, Evidence
    from eucles_desk.language import Language

QUOTED: Final = 200
"""The characters of a quote that are repeated; a region of a page can hold the whole page."""


def reference(citation: Citation, piece: Evidence | None, language: Language) -> str:
    """Return where something stands: page of a file or note of an interview, which part, and its words."""
    parts = (
        _number(citation, piece, language),
        citation.note.strip(),
        _quote(citation, language),
        language.text("in an earlier version") if _is_earlier(citation, piece) else "",
    )
    return ", ".join(part for part in parts if part)


def _number(citation: Citation, piece: Evidence | None, language: Language) -> str:
    if citation.page is None:
        return ""
    if piece is not None and piece.kind is EvidenceKind.INTERVIEW:
        return language.text("note {number}", number=citation.page)
    return language.text("p. {page}", page=citation.page)


def _quote(citation: Citation, language: Language) -> str:
    said = " ".join(citation.quote.split())
    if not said:
        return ""
    cut = said if len(said) <= QUOTED else said[:QUOTED].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
    return language.text("“{quote}”", quote=cut)


def _is_earlier(citation: Citation, piece: Evidence | None) -> bool:
    return bool(piece and citation.sha256 and piece.sha256 and citation.sha256 != piece.sha256)
