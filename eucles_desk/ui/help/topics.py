"""The help texts: one small Markdown file for each place of the window in each language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

FALLBACK: Final = "en"
TOPICS: Final = (
    "today", "assessments", "clusters", "schemes", "settings", "details", "eligibility", "facts", "criteria", "on_site",
    "improvement_areas", "consensus", "remarks", "result", "report", "viewer",
)  # fmt: skip
"""The places that have a text: pages of the window, then areas of an assessment, then parts, by their keys."""
PART: Final = "help"
"""The property of a part of a place that has a text of its own: its key."""
ELSEWHERE: Final = "today"
"""The text for a place that has none of its own."""


def help_text(resources: Path, language: str, place: str) -> str:
    """Return the text for a place in a language, in English where the language has none."""
    topic = place if place in TOPICS else ELSEWHERE
    for code in (language, language.partition("_")[0], FALLBACK):
        file = resources / "help" / code / f"{topic}.md"
        if file.is_file():
            return file.read_text(encoding="utf-8")
    return ""
