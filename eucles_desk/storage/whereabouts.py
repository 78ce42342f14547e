"""Where a data folder lies: on this computer, in a folder that a cloud drive keeps in step, or on a network drive.

A database that is copied by another program while it is open, file by file, can lose what was saved last; on a network
drive SQLite's write-ahead log does not work at all. Only names and the list of mounts are looked at, nothing is opened.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class PlaceKind(StrEnum):
    """What a folder's place means for a database in it."""

    LOCAL = "local"
    CLOUD = "cloud"
    """Another program copies the files in it as they change."""
    NETWORK = "network"
    """It is on another computer."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a folder lies; ``name`` is what the cloud drive or the kind of network drive is called."""

    kind: PlaceKind = PlaceKind.LOCAL
    name: str = ""


_CLOUDS: Final = (
    ("OneDrive", r"onedrive( - .+|-.+)?|skydrive"),
    ("Dropbox", r"dropbox( \(.+\))?|\.dropbox-dist"),
    ("Google Drive", r"google ?drive.*|googledrive-.+|my drive|drivefs"),
    ("iCloud Drive", r"mobile documents|com~apple~clouddocs|iclouddrive|icloud ?drive.*"),
    ("Nextcloud", r"nextcloud\d*"),
    ("ownCloud", r"owncloud\d*"),
    ("Box", r"box( sync)?|box-box"),
    ("pCloud", r"pcloud ?drive"),
    ("Proton Drive", r"proton ?drive(-.+)?"),
    ("Seafile", r"seafile"),
    ("Syncthing", r"syncthing"),
    ("MEGA", r"megasync|mega"),
    ("Tresorit", r"tresorit|my tresors"),
    ("Yandex Disk", r"yandex\.?disk"),
)
"""Names that the folders of cloud drives have; compiled when they are asked for, since a start does not need them."""
_MARKERS: Final = {".stfolder": "Syncthing", ".dropbox.cache": "Dropbox", ".owncloudsync.log": "ownCloud"}
"""Files that cloud drives leave in the folder that they keep in step."""
_VARIABLES: Final = {"OneDrive": "OneDrive", "OneDriveCommercial": "OneDrive", "OneDriveConsumer": "OneDrive"}
"""What Windows says of its own cloud drive."""
_NETWORKS: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "afpfs", "ncpfs", "9p", "davfs", "fuse.davfs2", "fuse.sshfs"}
    | {"fuse.rclone", "fuse.s3fs", "fuse.glusterfs", "glusterfs", "ceph", "lustre", "webdav", "fuse.gvfsd-fuse"}
)
"""File systems on another computer, by the names that Linux and macOS give them."""
CONFLICTS: Final = ("conflict", "konflikt", "ristiriita", "(1)")
"""What cloud drives add to the name of a file of which they have two."""
_REMOTE_DRIVE: Final = 4
"""What Windows calls a drive letter that stands for a folder on another computer."""


def whereabouts(folder: Path) -> Whereabouts:
    """Return where a folder lies, as far as can be told."""
    kind = network_drive(folder)
    if kind:
        return Whereabouts(PlaceKind.NETWORK, kind)
    name = cloud_of(Path(os.path.realpath(folder)), os.environ)
    return Whereabouts(PlaceKind.CLOUD, name) if name else Whereabouts()


def second_copies(folder: Path) -> Sequence[str]:
    """Return the names of files in a data folder that look like a cloud drive's second copies of ours."""
    try:
        names = sorted(path.name for path in folder.iterdir() if path.name.startswith(("eucles", "key")))
    except OSError:
        return ()
    return [name for name in names if any(sign in name.casefold() for sign in CONFLICTS)]


def network_drive(folder: Path) -> str:
    """Return the kind of network drive that a folder lies on, empty for none; quick, for each opening."""
    return _network_here(Path(os.path.realpath(folder)))


def cloud_of(path: PurePath, environment: Mapping[str, str]) -> str:
    """Return the cloud drive that a path belongs to by its name, empty for none."""
    for variable, name in _VARIABLES.items():
        root = environment.get(variable)
        if root and path.is_relative_to(type(path)(root)):
            return name
    for part in reversed(path.parts):
        for name, pattern in _CLOUDS:
            if re.fullmatch(pattern, part, re.IGNORECASE):
                return name
    if isinstance(path, Path):
        return next((_MARKERS[mark] for up in (path, *path.parents) for mark in _MARKERS if (up / mark).exists()), "")
    return ""


def network_of(path: PurePath, mounts: Iterable[str]) -> str:
    """Return the kind of network drive that a path lies on, empty for none.

    Args:
        path: the path, of any system.
        mounts: lines of ``/proc/mounts``: device, mount point, kind, and what is of no interest here.
    """
    if isinstance(path, PureWindowsPath):
        return "UNC" if path.drive.startswith("\\\\") and not path.drive.startswith("\\\\?\\") else ""
    found, kind = PurePosixPath("/"), ""
    for line in mounts:
        fields = line.split(" ")
        if len(fields) < 3:  # device, place, kind
            continue
        place = PurePosixPath(_unescaped(fields[1]))
        if path.is_relative_to(place) and len(place.parts) >= len(found.parts):
            found, kind = place, fields[2]
    return kind if kind in _NETWORKS else ""


def _network_here(path: Path) -> str:
    if sys.platform == "win32":
        from ctypes import windll  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType]

        unc = network_of(path, ())
        if unc or not path.drive:
            return unc
        kind: int = windll.kernel32.GetDriveTypeW(f"{path.drive}\\")  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        return "drive letter" if kind == _REMOTE_DRIVE else ""
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""  # macOS has no such list; SQLite is asked by a trial write when the data are opened
    return network_of(path, mounts)


def _unescaped(place: str) -> str:
    """Linux writes blanks and the like in the list of mounts as octal numbers."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), place)
