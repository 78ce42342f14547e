"""What the services on packages stand on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from eucles_desk.services.desk import Desk
    from eucles_desk.services.ports import InterchangeFormat, OpenStore


@dataclass(frozen=True, slots=True)
class PackageContext:
    """What the services on packages stand on.

    Attributes:
        replica: Returns the short name of this computer, made of its key.
        backup: Makes a backup before anything that is here is changed.
    """

    desk: Desk
    open_store: OpenStore
    interchange: Callable[[], InterchangeFormat]
    now: Callable[[], datetime]
    replica: Callable[[], str]
    backup: Callable[[], object]
