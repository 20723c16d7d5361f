"""The jobs of RegDesk, by name: the window, and what works without one."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from regdesk import __version__, settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Do the named job and give the exit code."""
    named = _parser().parse_args(arguments)
    if named.job == "demo":
        from regdesk.demo import story

        return story.run(named.out, show=not named.quiet)
    from regdesk import app

    return app.show(named.folder or settings.default_folder())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="regdesk", description="Remote registration, offline first.")
    parser.add_argument("--version", action="version", version=f"RegDesk {__version__}")
    parser.add_argument("--folder", type=Path, help="the desk's folder; another one is another desk")
    jobs = parser.add_subparsers(dest="job")
    window = jobs.add_parser("app", help="open the window (the default)")
    window.add_argument("--folder", type=Path, default=argparse.SUPPRESS, help="as above")
    demo = jobs.add_parser("demo", help="take one invented person through all six steps")
    demo.add_argument("--out", type=Path, default=Path("demo-output"), help="where the results go")
    demo.add_argument("--quiet", action="store_true", help="do not open the windows afterwards")
    return parser
