"""What of an assessment's evidence was looked at last, for whoever comes back to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class Looked:
    """A file and the page of it that was shown; no ``evidence`` where nothing was.

    Attributes:
        sha256: The content that was shown.
        is_present: Whether that was the present version of the file, not one that was asked for.
        is_chosen: Whether the user chose it; otherwise it is the file that the criterion shows by itself.
        is_put_away: Whether the user wants to see no file.
    """

    evidence: UUID | None = None
    sha256: str = ""
    page: int = 1
    zoom: float = 1.0
    is_present: bool = True
    is_chosen: bool = False
    is_put_away: bool = False
