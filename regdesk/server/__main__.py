"""`regdesk-server --folder DIR`: runs the blind server until it is told to stop."""

import argparse
import logging
import os
import socket
import sys
from pathlib import Path
from typing import Final

import uvicorn
from starlette.applications import Starlette

from regdesk.server import app, database, identity
from regdesk.server.settings import Settings
from regdesk.wire.requests import fingerprint

_BACKLOG: Final = 512


class Stopping(uvicorn.Server):
    """A server that lets waiting requests answer before it closes."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Wake every long poll first, so that stopping takes a moment and cuts nobody off."""
        application = self.config.app
        if isinstance(application, Starlette):
            application.state.room.bell.close()
        await super().shutdown(sockets)


def main() -> None:
    """Start the server, print its address and the digits of its answer key, run until SIGTERM."""
    options = _options()
    settings = Settings(folder=options.folder, host=options.host, port=options.port, invite=options.invite)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    if options.restored:
        database.renew_instance(settings)
    application = app.build(settings)
    try:
        listener = listen(settings)
    except OSError as error:
        sys.exit(f"Cannot listen on {settings.host} port {settings.port}: {error.strerror}")
    key = identity.public_key(application.state.room.answer_secret)
    print(f"RegDesk server at {address(listener)} - answer key {fingerprint(key)}", flush=True)
    server(application).run(sockets=[listener])


def listen(settings: Settings) -> socket.socket:
    """Take the port; raise OSError where it is taken."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # asyncio switches Nagle off only where the socket names TCP; otherwise every answer waits 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(_BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def address(listener: socket.socket) -> str:
    """Give the address desks on this network use."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def server(application: Starlette) -> Stopping:
    """Give the HTTP server around the application; it logs no request and no address."""
    config = uvicorn.Config(
        application,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=5,
    )
    return Stopping(config)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="regdesk-server", description=__doc__)
    parser.add_argument(
        "--folder", type=Path, required=True, help="where the mailbox and the answer key live"
    )
    parser.add_argument("--host", default=Settings.host, help="address to listen on (default: this computer)")
    parser.add_argument("--port", type=int, default=Settings.port, help="port to listen on; 0 takes any")
    parser.add_argument("--invite", default="", help="code a new organisation must show")
    parser.add_argument("--restored", action="store_true", help="the folder was restored from a copy")
    return parser.parse_args()


if __name__ == "__main__":
    main()
