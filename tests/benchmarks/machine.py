"""What the figures were taken on."""

import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

from sqlcipher3 import dbapi2

import regdesk

_CPU = Path("/proc/cpuinfo")


def described() -> str:
    """Name the computer and the versions that matter, in three lines."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("cryptography", "reportlab"))
    lines = (
        f"Machine    {os.cpu_count()} cores, {_cpu()}, {platform.system()} {platform.machine()}{_busy()}",
        f"Python     {platform.python_version()} ({sys.implementation.name})",
        f"Versions   RegDesk {regdesk.__version__}, {_sqlcipher()}, {packages}",
    )
    return "\n".join(lines)


def _busy() -> str:
    """Say how many programs wanted a core in the last five minutes; this one is among them."""
    return f", load {os.getloadavg()[1]:.1f}" if hasattr(os, "getloadavg") else ""


def _cpu() -> str:
    lines = _CPU.read_text("utf-8").splitlines() if _CPU.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "a processor without a name"


def _sqlcipher() -> str:
    db = dbapi2.connect(":memory:")
    (cipher,) = db.execute("PRAGMA cipher_version").fetchone()
    db.close()
    return f"SQLCipher {cipher}, SQLite {dbapi2.sqlite_version}"
