"""What an interchange file of a later version said and this version does not know: it is kept and written out again."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

Extra: TypeAlias = Mapping[str, object]
NOTHING: Final[Extra] = MappingProxyType({})


def nothing() -> Extra:
    """Return the one empty ``extra``."""
    return NOTHING
