"""Network drives and cloud folders are told by what systems really say of their mounts and folders."""

from pathlib import Path, PureWindowsPath

import pytest

from regdesk.errors import Refused
from regdesk.store import places
from regdesk.store.places import System

# Lines as Linux writes them (proc(5)): NFS, SMB with a space in its point, sshfs, GNOME's network folders,
# and an automounter's point that the real file system covers.
MOUNTS = r"""
22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw,errors=remount-ro
30 22 0:26 / /run rw,nosuid,nodev shared:5 - tmpfs tmpfs rw,size=801364k,mode=755
81 22 8:3 / /srv rw,relatime shared:29 - ext4 /dev/sda3 rw
95 81 0:44 / /srv/server rw,relatime shared:48 - nfs4 10.0.0.5:/export rw,vers=4.2,addr=10.0.0.5
97 22 0:51 / /mnt/Big\040Share rw,relatime shared:52 - cifs //10.0.0.6/big rw,vers=3.1.1,username=x
99 81 0:53 / /srv/alina/far rw,nosuid,nodev,relatime shared:54 - fuse.sshfs alina@host: rw,user_id=1000
101 30 0:55 / /run/user/1000/gvfs rw,nosuid,nodev,relatime shared:60 - fuse.gvfsd-fuse gvfsd-fuse rw
110 22 0:60 / /net/auto rw,relatime shared:70 - autofs systemd-1 rw,fd=51,pgrp=1,timeout=0
111 110 0:61 / /net/auto rw,relatime shared:71 - nfs 10.0.0.5:/auto rw,vers=3
120 22 8:17 / /media/alina/STICK rw,nosuid,nodev,relatime shared:80 - vfat /dev/sdb1 rw,uid=1000
"""
DRIVES = {"C:\\": 3, "D:\\": 2, "Z:\\": 4}  # fixed, removable, remote (fileapi.h: GetDriveTypeW)
BETTER = Path("/srv/alina/.local/share/RegDesk")


def system(**variables):
    """Give a computer with those mounts and drives."""
    return System(MOUNTS, variables, DRIVES.__getitem__)


@pytest.mark.parametrize(
    "folder",
    [
        "/srv/server/regdesk",
        "/mnt/Big Share/a/b",
        "/srv/alina/far/x",
        "/run/user/1000/gvfs/smb-share:server=x",
        "/net/auto",
    ],
)
def test_a_folder_on_a_network_drive_is_refused_with_a_better_one(folder):
    with pytest.raises(Refused) as refused:
        places.check(Path(folder), BETTER, system())

    assert refused.value.message == places.NETWORK
    assert refused.value.values["better"] == BETTER


@pytest.mark.parametrize(
    "folder", ["/srv/alina/.local/share/RegDesk", "/srv/serverroom", "/media/alina/STICK/desk", "/mnt/Big"]
)
def test_a_folder_on_a_disk_of_this_computer_is_taken(folder):
    places.check(Path(folder), BETTER, system())

    assert not places.on_network(Path(folder), system())


@pytest.mark.parametrize(
    ("folder", "remote"),
    [
        ("C:\\Data\\RegDesk", False),
        ("D:\\RegDesk", False),
        ("Z:\\RegDesk", True),
        ("\\\\server\\share\\RegDesk", True),
    ],
)
def test_windows_tells_a_drive_of_another_computer(folder, remote):
    assert places.on_network(PureWindowsPath(folder), system()) is remote


@pytest.mark.parametrize(
    ("inside", "service"),
    [
        ("OneDrive/RegDesk", "OneDrive"),
        ("OneDrive - Опора/RegDesk", "OneDrive"),
        ("Dropbox/a/b/RegDesk", "Dropbox"),
        ("Google Drive/RegDesk", "Google Drive"),
        ("Мой диск/RegDesk", "Google Drive"),
        ("Yandex.Disk/RegDesk", "Яндекс Диск"),
        ("YandexDisk/RegDesk", "Яндекс Диск"),
        ("iCloudDrive/RegDesk", "iCloud"),
        ("Library/Mobile Documents/com~apple~CloudDocs/RegDesk", "iCloud"),
        ("Library/CloudStorage/GoogleDrive-x/RegDesk", "Google Drive"),
        ("Nextcloud/RegDesk", "Nextcloud"),
    ],
)
def test_a_folder_that_a_cloud_service_copies_is_refused_by_its_name(tmp_path, inside, service):
    with pytest.raises(Refused) as refused:
        places.check(tmp_path / inside, BETTER, system())

    assert (places.CLOUD, service) == (refused.value.message, refused.value.values["service"])


@pytest.mark.parametrize(
    ("marker", "service"),
    [
        (".dropbox.cache", "Dropbox"),
        (".sync_0a1b2c3d4e5f.db", "Nextcloud"),
        (".tmp.drivedownload", "Google Drive"),
        (".stfolder", "Syncthing"),
    ],
)
def test_a_synced_folder_of_another_name_is_known_by_what_the_service_leaves_there(tmp_path, marker, service):
    root = tmp_path / "Work"
    root.mkdir()
    (root / marker).touch()

    assert service == places.cloud(root / "deep" / "RegDesk", {})
    assert not places.cloud(tmp_path / "RegDesk", {})


def test_onedrive_is_known_by_the_variable_that_it_sets(tmp_path):
    with pytest.raises(Refused, match="OneDrive"):
        places.check(
            tmp_path / "Files" / "RegDesk", BETTER, system(OneDriveCommercial=str(tmp_path / "Files"))
        )


def test_this_computer_answers_in_the_same_form(tmp_path):
    found = places.this_system()

    assert found.mounts.count(" - ") > 0
    places.check(tmp_path, BETTER, found)
