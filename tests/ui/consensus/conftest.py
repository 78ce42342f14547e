"""The page of an open assessment as tests show it."""

from __future__ import annotations

from support.page_fixtures import english, look, show

__all__ = ["english", "look", "show"]
