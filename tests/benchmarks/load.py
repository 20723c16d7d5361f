"""A light client: requests signed and written out beforehand, so that measuring costs the server little."""

import socket
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

from regdesk.wire import calls, requests
from tests.served import Office

_ENOUGH = 1 << 20


@dataclass(frozen=True)
class Where:
    """A server's host, port and instance."""

    host: str
    port: int
    instance: bytes


def where(url: str, instance: bytes) -> Where:
    """Read a server's address."""
    parts = urlsplit(url)
    return Where(parts.hostname or "", parts.port or 80, instance)


def push(at: Where, who: Office, envelopes: Iterable[bytes]) -> bytes:
    """Write out one signed push."""
    return _written(at, who, requests.Call("POST", "/v1/push", calls.Push(envelopes=tuple(envelopes)).pack()))


def pull(at: Where, who: Office, after: int, most: int = 64 * 1024) -> bytes:
    """Write out one signed pull."""
    return _written(at, who, requests.Call("GET", f"/v1/pull?after={after}&max={most}&own=1"))


def _written(at: Where, who: Office, call: requests.Call) -> bytes:
    now_ms = time.time_ns() // 1_000_000
    proof = requests.sign_request(who.device_secret, who.device, call, now_ms, at.instance)
    lines = [f"{call.method} {call.target} HTTP/1.1", f"Host: {at.host}", f"Content-Length: {len(call.body)}"]
    lines += [f"{name}: {value}" for name, value in requests.headers(proof).items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + call.body


class Line:
    """One connection to the server."""

    def __init__(self, at: Where) -> None:
        self._socket = socket.create_connection((at.host, at.port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> int:
        """Send a request and read its whole answer; give the size of its body."""
        self._socket.sendall(request)
        answer = bytearray()
        while (end := answer.find(b"\r\n\r\n")) < 0:
            answer += self._socket.recv(_ENOUGH)
        head = answer[:end].lower()
        if b" 200 " not in head[:20]:
            raise AssertionError(bytes(head[:20]))
        size = int(head.split(b"content-length: ")[1].split(b"\r\n")[0])
        while len(answer) < end + 4 + size:
            answer += self._socket.recv(_ENOUGH)
        return size

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


def all_at(at: Where, shares: Sequence[Sequence[bytes]]) -> float:
    """Send each share over a connection of its own, all at once; give how many seconds that took."""

    def send(share: Sequence[bytes]) -> None:
        line = Line(at)
        for one in share:
            line.ask(one)
        line.close()

    began = time.perf_counter()
    with ThreadPoolExecutor(len(shares)) as pool:
        list(pool.map(send, shares))
    return time.perf_counter() - began


def at_times(at: Where, asked: Sequence[tuple[float, bytes]]) -> list[float]:
    """Send each request at its time (seconds), over a connection of its own; give how late each answer was.

    A request that has to wait for its turn here is late as well, so a server that stalls cannot hide it.
    """
    began = time.perf_counter()

    def send(due: float, request: bytes) -> float:
        time.sleep(max(0.0, began + due - time.perf_counter()))
        line = Line(at)
        line.ask(request)
        line.close()
        return time.perf_counter() - began - due

    with ThreadPoolExecutor(32) as pool:
        return list(pool.map(lambda one: send(*one), asked))
