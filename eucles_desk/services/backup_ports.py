"""What the surfaces need of backups, as a protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from eucles_desk.assessment.backups import Backup
    from eucles_desk.errors import Message


class BackupKeeper(Protocol):
    """The backups of the data that are open. All but the properties may take long; any thread may call them."""

    @property
    def second(self) -> Path | None:
        """The second folder that gets the same, if one was chosen."""
        ...

    @property
    def away(self) -> Message | None:
        """Why the second folder has not got the newest backup, as far as it was tried since the start."""
        ...

    @property
    def is_locked(self) -> bool:
        """Whether a passphrase is needed to read the backups."""
        ...

    def use_second(self, folder: Path | None) -> None:
        """Have the second folder be this one from now on; raise ``UsageError`` where it would be of no use."""
        ...

    def all(self) -> Sequence[tuple[Backup, int | None]]:
        """Return the backups, newest first, and how many changes were made since each.

        ``None`` stands where the data no longer come from it, as another was restored in between.
        """
        ...

    def make(self, stop: Callable[[], bool]) -> Backup | None:
        """Make one because the user wants it; ``None`` where the newest holds everything."""
        ...

    def make_only(self, stop: Callable[[], bool]) -> int:
        """Make one, and remove every other once it is found sound; return how many were removed.

        Raises:
            StorageError: It could not be made; the older ones are kept.
        """
        ...

    def check(self, backup: Backup, stop: Callable[[], bool]) -> Sequence[Message]:
        """Return what is wrong with a backup, nothing when it is sound."""
        ...

    def prepare(self, backup: Backup, stop: Callable[[], bool]) -> Callable[[], None]:
        """Lay a backup ready, after one of what is there now; return what decides that it takes the data's place.

        Raises:
            StorageError: It is damaged, or there is no room for it; the data are as they were.
        """
        ...

    def restart(self, decide: Callable[[], None]) -> bool:
        """End the program, decide, and start it again; return whether it ends. On the GUI thread only."""
        ...
