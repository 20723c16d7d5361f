"""A host, a centre and a third organisation that share a case, and an evil server that they all use."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from regdesk.actions import labs, partners, people, syncing, unlocking
from regdesk.actions.desk import Desk, read_case
from regdesk.domain.journal import StreamId
from regdesk.domain.labs import LabResult
from regdesk.store import tray
from regdesk.sync import http
from regdesk.sync.http import Remote
from regdesk.sync.post import Report
from regdesk.wire import calls, requests
from tests import desks, make
from tests.postgres import Cluster
from tests.sim.line import Weather, over
from tests.sim.mailroom import URL, Answered, Asked, Mailroom

NAMES = ("host", "centre", "third")
Lie = Callable[[Asked, calls.Body], calls.Body]


class Evil(Mailroom):
    """A server whose owner is an enemy: he has the answer key, so all his lies are signed.

    lies     path -> the body that is told, and what is told instead
    endless  path whose answer never ends
    missing  path where there is nothing
    """

    def __init__(self, folder: Path, cluster: Cluster | None = None) -> None:
        super().__init__(folder, cluster)
        self.lies: dict[str, tuple[type[calls.Body], Lie]] = {}
        self.endless = self.missing = ""

    def ask(self, asked: Asked) -> Answered:
        """Answer truly, then lie."""
        if self.endless and self.endless in asked.url:
            return self.sign(asked, bytes(3 * http.LARGEST_ANSWER))
        if self.missing and self.missing in asked.url and asked.method == "GET":
            return self.sign(asked, calls.Refusal(reason="nothing").pack(), 404)
        true = super().ask(asked)
        for part, (shape, lie) in self.lies.items():
            if part in asked.url and asked.method == "GET" and true.status == 200:
                return self.sign(asked, lie(asked, shape.read(true.body)).pack())
        return true

    def sign(self, asked: Asked, body: bytes, status: int = 200) -> Answered:
        """Sign an answer that desks take for the server's."""
        signature = bytes.fromhex(asked.headers[requests.HEADERS[3]])
        signed = requests.sign_answer(self.answer_secret, signature, status, body)
        return Answered(status, {requests.ANSWER_HEADER: signed, "content-type": "application/msgpack"}, body)


@dataclass
class Town:
    """The three desks (the third has no part in the case), the case with one result of 100, the server."""

    folder: Path
    host: Desk
    centre: Desk
    third: Desk
    case: StreamId
    evil: Evil
    hands: desks.Hands = field(default_factory=desks.Hands)

    def exchange(self, *who: Desk, times: int = 2) -> Report:
        """Let desks exchange one after the other; give the last one's report."""
        report = Report()
        with over(self.evil, Weather()):
            for _ in range(times):
                for one in who or (self.host, self.centre):
                    report = syncing.exchange(one)
        return report

    @contextmanager
    def line(self, desk: Desk) -> Iterator[Remote]:
        """Give the line of a desk, for what its own program would not do."""
        with over(self.evil, Weather()), closing(syncing.connect(desk)) as remote:
            yield remote

    def lie(self, path: str, shape: type[calls.Body], lie: Lie) -> None:
        """Tell something else at a path from now on."""
        self.evil.lies[path] = shape, lie

    def results(self, desk: Desk) -> set[int]:
        """Give the results that stand on a desk."""
        return {int(fact.value) for fact in read_case(desk, self.case).all(LabResult) if fact.value}

    def alarms(self, desk: Desk) -> list[str]:
        """Give what calls for a person on a desk."""
        return [one.why for one in tray.items(desk.write, alarms=True)]


@contextmanager
def town(cluster: Cluster | None = None) -> Iterator[Town]:
    """Give fresh copies of the three desks and their server, in a database of *cluster* if one is given."""
    template, case = _template()
    with tempfile.TemporaryDirectory(prefix="regdesk-evil-") as name:
        folder, hands = Path(name), desks.Hands()
        shutil.copytree(template, folder, dirs_exist_ok=True)
        found = [
            unlocking.unlock(folder / one, desks.PASSPHRASE, hands.clock(), os.urandom, desks.CHEAP)
            for one in NAMES
        ]
        made = Town(folder, *found, case, Evil(folder / "server", cluster), hands)
        if cluster:
            made.exchange(*found, times=3)
        yield made
        for desk in found:
            unlocking.close(desk)
        made.evil.close()


@cache
def _template() -> tuple[Path, StreamId]:
    folder = Path(tempfile.mkdtemp(prefix="regdesk-town-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    hands = desks.Hands()
    host, centre = desks.pair(folder, hands)
    third = desks.desk(folder / "third", "Мост", "centre", clock=hands.clock(), country="KZ")
    for one in (host, centre):
        desks.meet(one, third)
    evil = Evil(folder / "server")
    for one in (host, centre, third):
        partners.set_server(one, URL, evil.answer_key)
    made = Town(folder, host, centre, third, desks.new_person(host, centre), evil, hands)
    labs.add_result(host, made.case, make.lab_result(value=100))
    made.exchange(host, centre, third)
    people.accept(centre, made.case)
    made.exchange(centre, host, third)
    for one in (host, centre, third):
        desks.put_away(one)
    evil.close()
    return folder, made.case
