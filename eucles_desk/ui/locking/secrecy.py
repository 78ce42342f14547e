"""What windows can do about the secrecy of the data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from eucles_desk.services.ports import Protecting


@dataclass(slots=True)
class Secrecy:
    """Handed to the windows by the wiring, the same to all.

    Attributes:
        protecting: Returns the passphrase of the data; what it needs is loaded when it is first asked for.
        lock: Locks, or says why not.
        follow: To be called when there is a passphrase, or none any more, or the minutes until the lock are others.
        save_sheet: Writes the recovery sheet in a language for its owner only; on any thread.
        open_to_others: Files and folders of the data that other users of the computer can read.
        is_recovered: Whether the data were opened with the recovery code, and wait for another passphrase.
    """

    protecting: Callable[[], Protecting]
    lock: Callable[[], None]
    follow: Callable[[], None]
    save_sheet: Callable[[Path, str], None]
    open_to_others: Sequence[Path] = ()
    is_recovered: bool = False
