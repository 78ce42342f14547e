"""Who else on this computer may read the data: put right at each opening, told where the disk knows none."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

OURS: Final = (
    *("eucles.db", "eucles.db-wal", "eucles.db-shm", "key", "witness", "lock", "remembered", "signing-key.p12"),
    *("settings.json", "restored.json", "evidence", "backups", "restoring", "replaced", "damaged", "opened", "logs"),
    *("window",),
)
"""What this program keeps in a data folder; what else lies there is not ours to change."""


def put_right(folder: Path) -> Sequence[Path]:
    """Let only the owner read what is in a data folder; return what others can read all the same.

    What lies in a folder of its own is behind the rights of that folder. On Windows the rights are those that the
    folder was given by where it lies, and nothing is changed.
    """
    if os.name != "posix":
        return ()
    return [path for path in (folder, *(folder / name for name in OURS)) if not _is_private(path)]


def _is_private(path: Path) -> bool:
    try:
        found = path.lstat()
        if stat.S_ISLNK(found.st_mode) or not found.st_mode & 0o077:
            return True
        path.chmod(0o700 if stat.S_ISDIR(found.st_mode) else 0o600)
        return not path.lstat().st_mode & 0o077
    except FileNotFoundError:
        return True
    except OSError:
        return False
