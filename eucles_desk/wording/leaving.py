"""Words for what is to be closed before leaving the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.assessment.leaving import ToClose
from eucles_desk.language.marking import N_
from eucles_desk.wording.places import criterion_title, place_title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eucles_desk.assessment.leaving import Closing
    from eucles_desk.language import Language
    from eucles_desk.scheme.values import Edition

TITLES: Mapping[ToClose, str] = {
    ToClose.RAISE_ON_SITE: N_("To raise on site"),
    ToClose.NOT_LOOKED_AT: N_("Not looked at yet"),
    ToClose.AREA_WITHOUT_VERDICT: N_("Improvement areas without a verdict"),
    ToClose.BELOW_WITHOUT_RECOMMENDATION: N_("Below the minimum, without a recommendation"),
    ToClose.HIGH_WITHOUT_EVIDENCE: N_("High level without evidence"),
    ToClose.HIGH_ON_ONE_SOURCE: N_("High level on one source"),
    ToClose.NO_REASON: N_("Level without a reason"),
    ToClose.FACT_MISSING: N_("Facts missing"),
    ToClose.TALK_WITHOUT_NOTES: N_("Interviews without notes"),
    ToClose.EVIDENCE_EXPIRED: N_("Evidence that has expired"),
    ToClose.FILE_NOT_WHOLE: N_("Files missing or changed on this computer"),
}
ADVICE: Mapping[ToClose, str] = {
    ToClose.RAISE_ON_SITE: N_("Ask, then tick what was raised."),
    ToClose.NOT_LOOKED_AT: N_("Ask for what you need to give a level."),
    ToClose.AREA_WITHOUT_VERDICT: N_("See what has changed, and say whether it is confirmed."),
    ToClose.BELOW_WITHOUT_RECOMMENDATION: N_("Talk about what would help, and write it down."),
    ToClose.HIGH_WITHOUT_EVIDENCE: N_("Ask to see what shows it, and cite it."),
    ToClose.HIGH_ON_ONE_SOURCE: N_("Ask a second person, or see a document."),
    ToClose.NO_REASON: N_("Write down why while you remember."),
    ToClose.FACT_MISSING: N_("Ask for the figures."),
    ToClose.TALK_WITHOUT_NOTES: N_("Note what was said, or remove the interview."),
    ToClose.EVIDENCE_EXPIRED: N_("Ask for the latest version."),
    ToClose.FILE_NOT_WHOLE: N_("Attach the original again, or ask for it."),
}


def closing(found: Closing, edition: Edition, language: Language) -> str:
    """Say what one thing to close is about; its group says what is the matter with it."""
    match found.kind:
        case ToClose.TALK_WITHOUT_NOTES:
            return found.detail
        case ToClose.EVIDENCE_EXPIRED | ToClose.FILE_NOT_WHOLE:
            title = place_title(found.place, edition, language)
            return language.text("{evidence}, cited in {title}", evidence=found.detail, title=title)
        case ToClose.AREA_WITHOUT_VERDICT if found.detail in edition.criteria:
            return criterion_title(edition.criteria[found.detail], language)
        case _:
            return place_title(found.place, edition, language)
