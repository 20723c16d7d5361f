"""A desk on the line: a thread sends what is written, one waits for what comes, one checks it; one writer."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from regdesk.actions import partners, syncing
from regdesk.actions.desk import Desk
from regdesk.errors import Trouble
from regdesk.store import outbox
from regdesk.sync import arriving, building, engine, hearing, http, proving, ticking
from regdesk.sync.http import Remote
from regdesk.sync.post import Report

P = ParamSpec("P")
T = TypeVar("T")
_AGAIN_S = 0.3


class Line:
    """Keeps a desk in touch with its server while it is online; `changed` is told whenever anything moved."""

    def __init__(self, desk: Desk, url: str) -> None:
        self.desk, self.url = desk, url
        self.changed = threading.Condition()
        self._writer = ThreadPoolExecutor(
            1
        )  # a queue, as the window's lane is: nobody who waits is passed over
        self._online, self._met, self._kick = threading.Event(), threading.Event(), threading.Event()
        self._came = threading.Event()
        self._came.set()  # what came before the desk was closed
        self._greeted = False
        self._post = syncing.post_of(desk, self.on_writer)
        for job in (self._send, self._listen, self._check):
            threading.Thread(target=job, daemon=True).start()

    def on_writer(self, job: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a job while nobody else writes."""
        done = self._writer.submit(job, *args, **kwargs).result()
        if job is arriving.receive:
            self._tell()
        return done

    def connect(self) -> None:
        """Go online and stay so."""
        self._online.set()
        self._kick.set()

    def disconnect(self) -> None:
        """Go offline; what is under way ends first."""
        self._online.clear()
        self._met.clear()
        self._greeted = False
        self.on_writer(lambda: None)

    def wrote(self) -> None:
        """Say that there is something to send."""
        self._kick.set()

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds, looking whenever anything moved."""
        with self.changed:
            self.changed.wait_for(holds)

    def all_sent(self) -> bool:
        """Say whether the server has all that was written here."""
        return outbox.unsent_count(self.desk.read) == 0

    def _send(self) -> None:
        remote: Remote | None = None
        while True:
            self._kick.wait()
            self._kick.clear()
            while self._online.is_set():
                try:
                    remote = remote or self._remote()
                    self._exchange(remote)
                    break
                except Trouble:
                    time.sleep(_AGAIN_S)

    def _exchange(self, remote: Remote) -> None:
        """Meet the server and fetch what it has; after that, only send.

        Scans and snapshots, which an exchange sees to afterwards, are not part of the workload.
        """
        if not self._greeted:
            engine._meet(self._post, remote, Report())
            engine.fetch(self._post, remote, Report())
            self._greeted = True
        building.build_all(self._post)
        engine.push(self._post, remote, Report())
        self._met.set()
        self._came.set()
        self._tell()

    def _listen(self) -> None:
        remote: Remote | None = None
        while True:
            self._met.wait()
            try:
                remote = remote or self._remote()
                engine.fetch(self._post, remote, Report(), hearing.wait(self._post, remote))
                self._came.set()
            except Trouble:
                time.sleep(_AGAIN_S)

    def _check(self) -> None:
        """Check the signatures of what came and mark what others have, with or without a line."""
        while True:
            self._came.wait()
            self._came.clear()
            proving.prove_all(self._post)
            ticking.all_later(self._post)

    def _remote(self) -> Remote:
        """Open a line; the server's key is pinned the first time, as by a person who compared its digits."""
        if not self.on_writer(partners.server, self.desk)[1]:
            key = http.discover(self.url).answer_key
            self.on_writer(partners.set_server, self.desk, self.url, key)
        return self.on_writer(syncing.connect, self.desk)

    def _tell(self) -> None:
        with self.changed:
            self.changed.notify_all()
