"""Writing a small file so that a power cut leaves either the old one or the new one, never half."""

import os
from contextlib import suppress
from pathlib import Path

from regdesk.errors import Trouble
from regdesk.i18n import N_

_UNWRITABLE = N_("The file {name} cannot be written. Check that the disk is not full or write-protected.")


def write_whole(path: Path, data: bytes) -> None:
    """Put *data* in place of *path*: new file, flushed to the disk, renamed over the old one.

    Raise Trouble where the disk refuses; the old file is then still there.
    """
    new = path.with_name(path.name + ".new")
    try:
        with new.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as error:
        with suppress(OSError):
            new.unlink()
        raise Trouble(_UNWRITABLE, name=path.name) from error
    _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    """Make the rename itself last; Windows has no such call for folders and does it with the file."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
