"""The keys of the workspace that are letters of a word: each language has those of its own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.terms import RestsOn
from eucles_desk.language.marking import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

SOURCE_KEYS: Final[Mapping[RestsOn, str]] = {
    RestsOn.DOCUMENT: N_("Alt+D"),
    RestsOn.INTERVIEW: N_("Alt+I"),
    RestsOn.OBSERVATION: N_("Alt+O"),
    RestsOn.SURVEY: N_("Alt+S"),
}
FLAG_KEY: Final = N_("Alt+R")
REASON_KEY: Final = N_("Alt+W")
STRENGTH_KEY: Final = N_("Alt+G")
RECOMMENDATION_KEY: Final = N_("Alt+M")
LOOK_FOR_KEY: Final = N_("Alt+L")
PRIVATE_KEY: Final = N_("Alt+P")
DECIDING_KEY: Final = "Ctrl+D"
