"""What Qt and the system would keep of a session without being asked: recent folders, and temporary files.

Qt's own file windows write the folders a person visited into a settings file, and printing passes through a
temporary file. Both are led into memory where the system has a folder there (`XDG_RUNTIME_DIR`, tmpfs).
"""

import os
import tempfile
from pathlib import Path

from PySide6.QtCore import QSettings


def keep_no_traces() -> None:
    """Lead Qt's settings, and temporary files where there is a folder in memory, away from the disk."""
    memory = os.environ.get("XDG_RUNTIME_DIR", "")
    if memory and Path(memory).is_dir():
        os.environ["TMPDIR"] = tempfile.tempdir = memory
    nowhere = os.devnull if os.name == "nt" else str(Path(os.devnull) / "none")
    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, nowhere)
