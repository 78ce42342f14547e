"""What is done when the data are damaged, gone or older than they should be: a backup, and what can still be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from eucles_desk.storage import snapshot
from eucles_desk.storage.backups import Backups
from eucles_desk.storage.files import flush_folder, make_private_folder, replace_file
from eucles_desk.storage.key import derived
from eucles_desk.storage.opening import DATABASE, WITNESS, held
from eucles_desk.storage.witness import Witness

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from eucles_desk.app.opening import Opening
    from eucles_desk.app.wiring import Program
    from eucles_desk.assessment.backups import Backup
    from eucles_desk.services.salvaging import Salvaged


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to go on with.

    Attributes:
        backups: The backups whose database is sound, newest first.
        unsound: How many backups are damaged themselves.
    """

    backups: Sequence[Backup]
    unsound: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it.

    Attributes:
        program: The program on the data as they are now.
        backup: What was restored, ``None`` for nothing.
        aside: Where what was there before is kept.
        salvaged: What was brought back beyond the backup, ``None`` when nothing was tried.
        lost: How many changes had been saved and are not in the data now, as far as is known.
    """

    program: Program
    backup: Backup | None
    aside: Path
    salvaged: Salvaged | None
    lost: int


class Recovery:
    """Looks for backups and puts one in the place of the data; every call takes long and may come from any thread.

    Args:
        opening: opens the data.
        second: the second folder of backups, if one was chosen.
        now: the clock.
    """

    def __init__(self, opening: Opening, second: Path | None, now: Callable[[], datetime]) -> None:
        self._opening, self._second, self._now = opening, second, now

    def look(self, stop: Callable[[], bool]) -> Found:
        """Return the backups that can be restored; each is read whole."""
        backups = self._backups()
        found = backups.all()
        sound = [one for one in found if not backups.database_faults(one, stop)]
        return Found(sound, len(found) - len(sound))

    def restore(self, backup: Backup | None, *, bring_back: bool) -> Outcome:
        """Put a backup in the place of the data, and bring back what the damaged database holds beyond it.

        Without a backup an empty database takes its place. What was there before is kept.
        """
        folder = self._opening.folder
        with held(folder):
            key = self._opening.key()
            remembered = Witness([folder / WITNESS], derived(key, "witness")).remembered()
            aside = self._begin_anew(key) if backup is None else self._backups().restore(backup)
        program = self._opening.program(accept_older=True)
        salvaged = None
        generation = 0 if backup is None else backup.generation
        if (bring_back or backup is None) and (aside / DATABASE).is_file():
            try:
                salvaged = self._salvage(program, aside / DATABASE, key, generation)
            except BaseException:
                program.close()
                raise
        back = salvaged.changes if salvaged else 0
        lost = 0 if remembered is None else max(0, remembered.seq - generation - back)
        return Outcome(program, backup, aside, salvaged, lost)

    def accept(self) -> Program:
        """Go on with data that are older than what was saved last."""
        return self._opening.program(accept_older=True)

    def _begin_anew(self, key: str) -> Path:
        """Put the damaged database aside and an empty one in its place; evidence and backups stay where they are."""
        from eucles_desk.storage.migrate import upgrade

        folder = self._opening.folder
        aside = folder / "damaged" / f"{self._now().astimezone(UTC):%Y%m%dT%H%M%SZ}"
        make_private_folder(aside.parent)
        make_private_folder(aside)
        for name in (*(f"{DATABASE}{end}" for end in ("-wal", "-shm", "")), WITNESS):
            if (folder / name).exists():
                replace_file(folder / name, aside / name)
        flush_folder(folder)
        upgrade(folder / DATABASE, key, now=self._now())
        return aside

    def _salvage(self, program: Program, damaged: Path, key: str, generation: int) -> Salvaged:
        from eucles_desk.services.salvaging import Salvaging
        from eucles_desk.storage.damaged import DamagedData

        data = DamagedData(damaged, key)
        try:
            salvaging = Salvaging(program.data.open_store, program.desk.shelf, self._now)
            return salvaging.run(data, generation)
        finally:
            data.close()

    def _backups(self) -> Backups:
        return Backups(self._opening.folder, self._opening.key(), self._now, self._second)


def is_damaged(folder: Path, key: str, stop: Callable[[], bool]) -> bool:
    """Return whether the database of a folder is damaged; it is read whole."""
    return bool(snapshot.faults(folder / DATABASE, key, stop))
