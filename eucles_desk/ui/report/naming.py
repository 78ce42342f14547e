"""Names of report files: of the cluster, the label, the kind and the day, safe on every system."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

MOST_CHARACTERS = 80
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')


def suggested_name(cluster: str, label: str, kind: str, day: date, ending: str = "pdf") -> str:
    """Return the name to suggest for a report's file."""
    name = " ".join(_UNSAFE.sub(" ", cluster).split())[:MOST_CHARACTERS].strip(" .")
    others = (_UNSAFE.sub(" ", part).strip() for part in (label, kind))
    return " - ".join(part for part in (name, *others, day.isoformat()) if part) + f".{ending}"
