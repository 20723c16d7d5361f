"""The jobs of RegDesk, by name: the window, and what works without one."""

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final

from regdesk import __version__, settings
from regdesk.errors import RegDeskError

if TYPE_CHECKING:
    from regdesk.actions.desk import Desk  # a job that needs none starts without all it brings


def main(arguments: Sequence[str] | None = None) -> int:
    """Do the named job and give the exit code."""
    named = _parser().parse_args(arguments)
    if named.job == "demo":
        from regdesk.demo import story

        return story.run(named.out, show=not named.quiet)
    sys.excepthook = _say_where
    if named.job in _JOBS:
        return _open(named)
    from regdesk import app

    return app.show(named.folder or settings.default_folder())


def _say_where(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
    """Name the kind and the place of an error nobody expected; its message may quote what people typed."""
    from regdesk.actions import diagnosis

    one = diagnosis.failure(error)
    print(f"RegDesk failed ({one.code}): {one.kind} at {' > '.join(one.frames)}", file=sys.stderr)


def _open(named: argparse.Namespace) -> int:
    """Do a job on a desk for who has no window; the passphrase is asked for."""
    from regdesk import app, protection
    from regdesk.actions import unlocking
    from regdesk.store import holding

    protection.begin()
    folder = named.folder or settings.default_folder()
    held = None
    try:
        held = holding.hold(folder)
        desk = unlocking.unlock(folder, getpass.getpass("Passphrase: "), app.CLOCK, os.urandom)
        return _JOBS[named.job](desk, named)
    except RegDeskError as error:
        print(error)
        return 1
    finally:
        if held:
            held.release()


def _bundle(desk: "Desk", named: argparse.Namespace) -> int:
    """Write a stick or take one in."""
    from regdesk.actions import partners, sticks

    cards = {card.name: org for org, card in partners.organisations(desk).items()}
    if named.way == "in":
        taken = sticks.take_in(desk, named.path)
        print(f"{taken.stick.name}: {taken.stick.records}" if taken.new else "Nothing new.")
    elif named.name in cards:
        print(sticks.said(sticks.out(desk, cards[named.name], named.path)))
    else:
        print("\n".join(cards))
        return 1
    return 0


def _pack(desk: "Desk", named: argparse.Namespace) -> int:
    """Write what is new in a folder of catalogue files as a signed content pack."""
    from regdesk.actions import reference

    data = reference.write(desk, named.source, {"en": named.title, "ru": named.title_ru or named.title})
    named.path.write_bytes(data)
    print(f"{named.path.name}: {len(data)}")
    return 0


_JOBS: "Final[Mapping[str, Callable[[Desk, argparse.Namespace], int]]]" = {"bundle": _bundle, "pack": _pack}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="regdesk", description="Remote registration, offline first.")
    parser.add_argument("--version", action="version", version=f"RegDesk {__version__}")
    parser.add_argument("--folder", type=Path, help="the desk's folder; another one is another desk")
    jobs = parser.add_subparsers(dest="job")
    window = jobs.add_parser("app", help="open the window (the default)")
    window.add_argument("--folder", type=Path, default=argparse.SUPPRESS, help="as above")
    demo = jobs.add_parser("demo", help="take one invented person through all six steps")
    demo.add_argument("--out", type=Path, default=Path("demo-output"), help="where the results go")
    bundle = jobs.add_parser("bundle", help="exchange by USB stick")
    bundle.add_argument("--folder", type=Path, default=argparse.SUPPRESS, help="as above")
    ways = bundle.add_subparsers(dest="way", required=True)
    out = ways.add_parser("out", help="write what an organisation is to get")
    out.add_argument("name", help="the organisation as this desk calls it")
    out.add_argument("path", type=Path, help="the stick")
    into = ways.add_parser("in", help="take in what is in a file")
    into.add_argument("path", type=Path, help="the file")
    made = jobs.add_parser("pack", help="write newer catalogue files as a signed content pack")
    made.add_argument("--folder", type=Path, default=argparse.SUPPRESS, help="as above")
    made.add_argument("source", type=Path, help="a folder with files named as in the catalogue")
    made.add_argument("path", type=Path, help="the pack")
    made.add_argument("--title", default="Reference data", help="what it is, in English")
    made.add_argument("--title-ru", default="Справочные данные", help="the same in Russian")
    demo.add_argument("--quiet", action="store_true", help="do not open the windows afterwards")
    return parser
