"""What a form that came back would change, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.form_counts import Attachment, Counted
from eucles_desk.language.marking import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eucles_desk.language import Language

COUNTS: Final[Mapping[Counted, str]] = {
    Counted.FACTS: N_("Facts"),
    Counted.ELIGIBILITY: N_("Answers on eligibility"),
    Counted.LEVELS: N_("Own levels and comments"),
    Counted.EVIDENCE: N_("Pieces of evidence, without their files"),
    Counted.REMARKS: N_("Remarks on the draft"),
    Counted.AGREED: N_("Criteria that the cluster manager agrees with"),
    Counted.REPLACED: N_("Of these, in place of something else"),
    Counted.KEPT: N_("Answers on eligibility that the experts gave otherwise; theirs stay"),
}


def counted(found: Attachment, language: Language) -> tuple[tuple[str, int], ...]:
    """Return the counts that are not zero, each with what it counts."""
    return tuple((language.text(words), found.counts[what]) for what, words in COUNTS.items() if found.counts.get(what))
