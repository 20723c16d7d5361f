"""Sets RegDesk up in this checkout and runs it; needs only Python 3.11 and runs on Linux and Windows.

python3 dev.py demo     one person through all six steps on two desks, with papers and pictures
python3 dev.py app      the program itself
python3 dev.py server   the mailbox server
python3 dev.py test     every check there is
python3 dev.py lint     the checks that read the code without running it
python3 dev.py bench    how fast it is here
python3 dev.py golden   writes the table of invented cases for a clinician anew
python3 dev.py rules    writes the list of rules a clinician must sign off anew

What follows the command is passed on, for example: python3 dev.py demo --out DIR
"""

import ctypes
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "ready"

LINT = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy", "--strict"),
    ("lint-imports", "--no-logo"),
)
JOBS = {
    "demo": (("python", "-m", "regdesk", "demo"),),
    "app": (("python", "-m", "regdesk", "app"),),
    "server": (("python", "-m", "regdesk.server"),),
    "test": (*LINT, ("pytest", "--numprocesses=auto", "--dist=worksteal", "--maxprocesses=4")),
    "lint": LINT,
    "bench": (("python", "-m", "tests.benchmarks"),),
    "golden": (("python", "-m", "tests.golden_cases"),),
    "rules": (("python", "-m", "tests.rules_page"),),
}
AT_HOME = ("test", "lint", "bench", "golden", "rules")  # these read their files from the top of the checkout

# What Qt loads from the system and which package of Debian and Ubuntu has it.
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libbrotlidec.so.1": "libbrotli1",
}
# Tests start a PostgreSQL of their own from the programs of this package; its service is never used.
DATABASE = "postgresql"
DATABASE_PROGRAMS = "/usr/lib/postgresql"
NO_CLUSTER = Path("/etc/postgresql-common/createcluster.conf")
BUS = "dbus-daemon"  # of the system: sleep and locked sessions are told over it
# A window on an X11 screen needs these too; without libxcb-cursor Qt stops at once.
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}


def main() -> int:
    """Set up what is missing, then do the job named on the command line; give its exit code."""
    job, rest = sys.argv[1] if len(sys.argv) > 1 else "", sys.argv[2:]
    if job not in JOBS:
        print(__doc__)
        return 2
    set_up()
    if job == "test":
        set_up_programs()
    compile_texts()
    *first, last = JOBS[job]
    return run_all([*first, (*last, *rest)], ROOT if job in AT_HOME else Path.cwd())


def run_all(commands: Sequence[Sequence[str]], folder: Path) -> int:
    """Run tools of .venv one after another and stop at the first that fails; give its exit code."""
    for name, *arguments in commands:
        if len(commands) > 1:
            print(f"== {name} {shlex.join(arguments)}".rstrip(), flush=True)
        code = subprocess.run([str(BIN / name), *arguments], cwd=folder, check=False).returncode
        if code:
            return code
    return 0


def set_up() -> None:
    """Install what the system lacks, then requirements.lock into .venv unless that was done already."""
    install_system_packages(missing_system_packages())
    key = state()
    if STAMP.is_file() and STAMP.read_text() == key:
        return
    if not is_same_python():
        say("Making .venv")
        must_run(sys.executable, "-m", "venv", "--clear", str(VENV))
    say("Installing the packages of requirements.lock (once; about 200 MB are fetched)")
    pip_install("--require-hashes", "-r", str(ROOT / "requirements.lock"))
    pip_install("--no-build-isolation", "--no-deps", "--editable", str(ROOT))
    STAMP.write_text(key)


def set_up_programs() -> None:
    """Install what tests talk to where that needs nobody's help; without it those tests are skipped."""
    missing = [] if shutil.which("dbus-daemon") else [BUS]
    if not shutil.which("initdb") and not any(Path(DATABASE_PROGRAMS).glob("*/bin/initdb")):
        missing.append(DATABASE)
    if not missing:
        return
    if not may_install():
        say(f"Some tests are skipped; to run them: sudo apt-get install {' '.join(missing)}")
        return
    if not NO_CLUSTER.exists():
        NO_CLUSTER.parent.mkdir(parents=True, exist_ok=True)
        NO_CLUSTER.write_text("create_main_cluster = false\n")
    install_system_packages(missing)


def state() -> str:
    """Sum up everything the installation depends on."""
    total = hashlib.sha256(f"{sys.version} {sys.base_prefix}".encode())
    for name in ("requirements.lock", "pyproject.toml"):
        total.update((ROOT / name).read_bytes())
    return total.hexdigest()


def is_same_python() -> bool:
    """Say whether .venv is there and was made by this version of Python."""
    config = VENV / "pyvenv.cfg"
    version = f"version = {sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
    pip = BIN / ("pip.exe" if os.name == "nt" else "pip")
    return pip.is_file() and config.is_file() and version in config.read_text().splitlines()


def pip_install(*arguments: str) -> None:
    """Install into .venv; says nothing unless something is wrong."""
    must_run(
        str(BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments
    )


def compile_texts() -> None:
    """Compile the translated texts again where one of them was changed since."""
    sources = ROOT.glob("resources/locale/*/LC_MESSAGES/*.po")
    if any(modified(source) > modified(source.with_suffix(".mo")) for source in sources):
        must_run(str(BIN / "python"), str(ROOT / "hatch_build.py"), str(ROOT))


def modified(file: Path) -> float:
    """Give when *file* was last changed, in seconds; 0 if it is not there."""
    return file.stat().st_mtime if file.is_file() else 0


def needed_libraries() -> dict[str, str]:
    """List the system libraries Qt needs here and the package of each; only Linux lacks any."""
    if sys.platform != "linux":
        return {}
    return LIBRARIES | SCREEN_LIBRARIES if os.environ.get("DISPLAY") else LIBRARIES


def missing_system_packages() -> list[str]:
    """List the Debian packages without which neither .venv nor Qt works."""
    missing = [package for library, package in needed_libraries().items() if not is_loadable(library)]
    if importlib.util.find_spec("ensurepip") is None:
        missing.append("python3-venv")
    return missing


def is_loadable(library: str) -> bool:
    """Say whether the system finds *library*; asking the loader is surer than searching folders."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_system_packages(packages: Sequence[str]) -> None:
    """Install *packages* by apt if this is root, otherwise print the line to run and stop."""
    if not packages:
        return
    install = ("apt-get", "install", "--yes", "--no-install-recommends", *packages)
    if not may_install():
        print("Some system packages are missing (named as in Debian and Ubuntu).", file=sys.stderr)
        sys.exit(f"Please run this line, then try again:\n\n    sudo {shlex.join(install)}\n")
    say(f"Installing system packages: {' '.join(packages)}")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    must_run("apt-get", "update", "-qq")
    must_run(*install, "-qq")


def may_install() -> bool:
    """Say whether this is root on a system with apt."""
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def must_run(*command: str) -> None:
    """Run *command*; where it fails, stop here with its exit code."""
    code = subprocess.run(command, check=False).returncode
    if code:
        print(f"This did not work: {shlex.join(command)}", file=sys.stderr)
        sys.exit(code)


def say(sentence: str) -> None:
    """Tell what takes a while."""
    print(f"== {sentence}", flush=True)


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what says so
        sys.exit("RegDesk needs Python 3.11 or newer.")
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
