"""The HTTP server around the application, alone or as several workers at one socket."""

import multiprocessing
import os
import signal
import socket
import time
from collections.abc import MutableSequence
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from threading import Thread
from typing import Any, Final

import uvicorn
from starlette.applications import Starlette

from regdesk.server import app, log
from regdesk.server.memory import STATUSES, Tally
from regdesk.server.settings import Settings

_BACKLOG: Final = 512
_SOON_S: Final = 1.0
_SPAWN: Final = multiprocessing.get_context("spawn")


class Stopping(uvicorn.Server):
    """A server that lets waiting requests answer before it closes."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Wake every long poll first, so that stopping takes a moment and cuts nobody off."""
        application = self.config.app
        if isinstance(application, Starlette):
            application.state.room.bell.close()
        await super().shutdown(sockets)


@dataclass
class Crew:
    """Workers that share one socket; one that dies is replaced."""

    settings: Settings
    listener: socket.socket
    cells: MutableSequence[int]
    stopping: bool = False
    running: list[SpawnProcess] = field(default_factory=list)

    def work(self) -> None:
        """Start the workers and keep their number until `stop`."""
        self.running = [self._start(row) for row in range(self.settings.workers)]
        while not self.stopping:
            wait([one.sentinel for one in self.running], _SOON_S)
            for row, one in enumerate(self.running):
                if not one.is_alive() and not self.stopping:
                    time.sleep(_SOON_S)
                    self.running[row] = self._start(row)
        self.stop()
        for one in self.running:
            one.join()

    def stop(self, *_: Any) -> None:
        """Tell every worker to answer what it has and to stop."""
        self.stopping = True
        for one in self.running:
            one.terminate()

    def _start(self, row: int) -> SpawnProcess:
        tally = Tally(self.cells, row)
        worker = _SPAWN.Process(target=_worker, args=(self.settings, self.listener, tally))
        worker.start()
        return worker


def serve(settings: Settings, listener: socket.socket) -> None:
    """Answer at *listener* until SIGTERM or SIGINT, with as many workers as the settings say."""
    if settings.workers == 1:
        server(app.build(settings)).run(sockets=[listener])
    else:
        crew = Crew(settings, listener, _SPAWN.RawArray("Q", STATUSES * settings.workers))
        for told in (signal.SIGTERM, signal.SIGINT):
            signal.signal(told, crew.stop)
        crew.work()


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
        date_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=5,
    )
    return Stopping(config)


def _worker(settings: Settings, listener: socket.socket, tally: Tally) -> None:
    log.begin()
    running = server(app.build(settings, tally))
    Thread(target=_leave_with_parent, args=(running,), daemon=True).start()
    running.run(sockets=[listener])


def _leave_with_parent(running: Stopping) -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        running.should_exit = True
