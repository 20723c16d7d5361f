"""`regdesk-server --folder DIR`: runs the blind server until it is told to stop."""

import argparse
import sys
from pathlib import Path

from regdesk.server import database, identity, log, serving
from regdesk.server.declined import Declined
from regdesk.server.settings import Settings
from regdesk.wire.requests import fingerprint


def main() -> None:
    """Start the server, print its address and the digits of its answer key, run until SIGTERM."""
    options = vars(_options())
    restored = options.pop("restored")
    settings = Settings(**options)
    log.begin()
    key = _prepare(settings, restored=restored)
    try:
        listener = serving.listen(settings)
    except OSError as error:
        sys.exit(f"Cannot listen on {settings.host} port {settings.port}: {error.strerror}")
    print(f"RegDesk server at {serving.address(listener)} - answer key {fingerprint(key)}", flush=True)
    serving.serve(settings, listener)


def _prepare(settings: Settings, *, restored: bool) -> bytes:
    """Make what is missing before any worker starts; give the public answer key."""
    settings.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        opened = database.open_database(settings)
    except Declined:
        sys.exit("The database cannot be reached. Check --database, and that PostgreSQL runs.")
    if restored:
        database.renew_instance(opened)
    opened.close()
    return identity.public_key(identity.answer_secret(settings.folder))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="regdesk-server", description=__doc__)
    parser.add_argument(
        "--folder", type=Path, required=True, help="where the mailbox and the answer key live"
    )
    parser.add_argument(
        "--database",
        default=Settings.database,
        help="postgresql://… to keep the mailboxes in PostgreSQL (default: SQLite in the folder)",
    )
    parser.add_argument("--workers", type=int, default=Settings.workers, help="processes that answer")
    parser.add_argument("--host", default=Settings.host, help="address to listen on (default: this computer)")
    parser.add_argument("--port", type=int, default=Settings.port, help="port to listen on; 0 takes any")
    parser.add_argument("--invite", default="", help="code a new organisation must show")
    parser.add_argument("--restored", action="store_true", help="the database was restored from a copy")
    options = parser.parse_args()
    if options.workers < 1:
        parser.error("--workers: at least one")
    return options


if __name__ == "__main__":
    main()
