"""Recommendations as plain data and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eucles_desk.assessment.plain_data import Data, in_order, rest
from eucles_desk.assessment.values import Improvement

if TYPE_CHECKING:
    from collections.abc import Mapping


def improvement_to_data(improvement: Improvement) -> Data:
    """Return a recommendation; addressee and date only where they are known."""
    data: Data = {"text": improvement.text, "effect": improvement.effect}
    if improvement.addressee:
        data["addressee"] = improvement.addressee
    if improvement.due:
        data["due"] = improvement.due
    return {**data, **in_order(improvement.extra)}


def improvement_from_data(data: Mapping[str, Any]) -> Improvement:
    """Read a recommendation."""
    extra = rest(data, {"text", "effect", "addressee", "due"})
    return Improvement(data["text"], data.get("effect", ""), data.get("addressee", ""), data.get("due", ""), extra)
