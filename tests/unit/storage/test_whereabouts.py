from __future__ import annotations

from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from eucles_desk.storage.whereabouts import PlaceKind, Whereabouts, cloud_of, network_of, whereabouts

P, W = PurePosixPath, PureWindowsPath

CLOUDS: tuple[tuple[PurePath, str], ...] = (
    (W(r"C:\Users\a\OneDrive\EUCLES"), "OneDrive"),
    (W(r"C:\Users\a\OneDrive - Ministry of Economy\EUCLES"), "OneDrive"),
    (W(r"C:\Users\a\SkyDrive\x"), "OneDrive"),
    (P("/Users/a/Library/CloudStorage/OneDrive-Personal/x"), "OneDrive"),
    (P("/Users/a/Library/CloudStorage/OneDrive-SharedLibraries-Region/x"), "OneDrive"),
    (P("/home/a/OneDrive/x"), "OneDrive"),
    (W(r"C:\Users\a\Dropbox\x"), "Dropbox"),
    (W(r"C:\Users\a\Dropbox (Personal)\x"), "Dropbox"),
    (W(r"D:\Dropbox (Cluster Ltd)\x"), "Dropbox"),
    (P("/home/a/Dropbox/x"), "Dropbox"),
    (P("/Users/a/Library/CloudStorage/Dropbox/x"), "Dropbox"),
    (W(r"G:\My Drive\x"), "Google Drive"),
    (W(r"C:\Users\a\Google Drive\x"), "Google Drive"),
    (W(r"C:\Users\a\GoogleDrive\x"), "Google Drive"),
    (P("/Users/a/Library/CloudStorage/GoogleDrive-a@example.org/My Drive/x"), "Google Drive"),
    (P("/Users/a/Google Drive/x"), "Google Drive"),
    (P("/home/a/google-drive/../Google Drive/x"), "Google Drive"),
    (P("/Users/a/Library/Mobile Documents/com~apple~CloudDocs/x"), "iCloud Drive"),
    (P("/Users/a/Library/Mobile Documents/x"), "iCloud Drive"),
    (W(r"C:\Users\a\iCloudDrive\x"), "iCloud Drive"),
    (P("/home/a/Nextcloud/x"), "Nextcloud"),
    (P("/home/a/Nextcloud2/x"), "Nextcloud"),
    (W(r"C:\Users\a\Nextcloud\x"), "Nextcloud"),
    (P("/home/a/ownCloud/x"), "ownCloud"),
    (W(r"C:\Users\a\ownCloud\x"), "ownCloud"),
    (W(r"C:\Users\a\Box\x"), "Box"),
    (W(r"C:\Users\a\Box Sync\x"), "Box"),
    (P("/Users/a/Library/CloudStorage/Box-Box/x"), "Box"),
    (P("/home/a/pCloudDrive/x"), "pCloud"),
    (P("/Users/a/pCloud Drive/x"), "pCloud"),
    (W(r"C:\Users\a\Proton Drive\x"), "Proton Drive"),
    (P("/Users/a/Library/CloudStorage/ProtonDrive-a@example.org/x"), "Proton Drive"),
    (P("/home/a/Seafile/x"), "Seafile"),
    (P("/home/a/Syncthing/x"), "Syncthing"),
    (W(r"C:\Users\a\MEGAsync\x"), "MEGA"),
    (P("/home/a/MEGA/x"), "MEGA"),
    (W(r"C:\Users\a\My Tresors\x"), "Tresorit"),
    (P("/home/a/Yandex.Disk/x"), "Yandex Disk"),
)
NO_CLOUDS: tuple[PurePath, ...] = (
    P("/home/a/.local/share/eucles-desk"),
    P("/Users/a/Library/Application Support/eucles-desk"),
    W(r"C:\Users\a\AppData\Local\eucles-desk"),
    W(r"D:\EUCLES"),
    P("/home/a/Boxes/x"),
    P("/home/a/inbox/x"),
    P("/home/dropbox-user/x"),
    P("/home/a/one drive plans/x"),
    P("/home/mega-cluster/x"),
    P("/srv/drive/x"),
    P("/home/a/megacluster/x"),
    P("/media/a/STICK/x"),
)
MOUNTS = (
    "sysfs /sys sysfs rw 0 0",
    "/dev/sda2 / ext4 rw 0 0",
    "server:/home /home/share nfs4 rw 0 0",
    r"//server/data /mnt/our\040data cifs rw 0 0",
    "a@host: /home/a/far fuse.sshfs rw 0 0",
    "/dev/sdb1 /home/share/local ext4 rw 0 0",
    "gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0",
    "tmpfs /tmp tmpfs rw 0 0",
    "broken",
)
NETWORKS: tuple[tuple[PurePath, str], ...] = (
    (P("/home/share/eucles"), "nfs4"),
    (P("/mnt/our data/eucles"), "cifs"),
    (P("/home/a/far/eucles"), "fuse.sshfs"),
    (P("/run/user/1000/gvfs/smb-share/x"), "fuse.gvfsd-fuse"),
    (P("/home/share/local/eucles"), ""),
    (P("/home/a/eucles"), ""),
    (P("/tmp/eucles"), ""),  # no file is made there
    (W(r"\\server\share\eucles"), "UNC"),
    (W(r"\\?\C:\Users\a\eucles"), ""),
    (W(r"C:\Users\a\eucles"), ""),
)


@pytest.mark.parametrize(("path", "name"), CLOUDS, ids=[str(path) for path, _ in CLOUDS])
def test_folders_of_cloud_drives_are_recognised(path: PurePath, name: str) -> None:
    assert cloud_of(path, {}) == name


@pytest.mark.parametrize("path", NO_CLOUDS, ids=map(str, NO_CLOUDS))
def test_other_folders_are_not_taken_for_one(path: PurePath) -> None:
    assert cloud_of(path, {}) == ""


def test_what_windows_says_of_its_cloud_drive_counts() -> None:
    environment = {"OneDriveCommercial": r"D:\Work files"}
    assert cloud_of(W(r"D:\Work files\eucles"), environment) == "OneDrive"
    assert cloud_of(W(r"D:\Work files 2\eucles"), environment) == ""


def test_what_a_cloud_drive_leaves_in_its_folder_counts(tmp_path: Path) -> None:
    (tmp_path / "kept" / ".stfolder").mkdir(parents=True)
    assert whereabouts(tmp_path / "kept" / "eucles") == Whereabouts(PlaceKind.CLOUD, "Syncthing")
    assert whereabouts(tmp_path / "other") == Whereabouts()


def test_a_link_into_a_cloud_drive_counts(tmp_path: Path) -> None:
    (tmp_path / "Dropbox" / "eucles").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "Dropbox" / "eucles")
    assert whereabouts(tmp_path / "link") == Whereabouts(PlaceKind.CLOUD, "Dropbox")


@pytest.mark.parametrize(("path", "kind"), NETWORKS, ids=[str(path) for path, _ in NETWORKS])
def test_network_drives_are_recognised(path: PurePath, kind: str) -> None:
    assert network_of(path, MOUNTS) == kind
