"""What windows can do about the secrecy of the data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from eucles_desk.services.ports import Protecting


@dataclass(frozen=True, slots=True)
class Secrecy:
    """Handed to the windows by the wiring.

    Attributes:
        protecting: Returns the passphrase of the data; what it needs is loaded when it is first asked for.
        lock: Locks, or says why not.
        follow: To be called when there is a passphrase, or none any more, or the minutes until the lock are others.
        open_to_others: Files and folders of the data that other users of the computer can read.
    """

    protecting: Callable[[], Protecting]
    lock: Callable[[], None]
    follow: Callable[[], None]
    open_to_others: Sequence[Path] = ()
