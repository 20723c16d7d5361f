"""A bad line for tests: a TCP proxy with latency, a rate limit and cuts; no rights needed, any system."""

import asyncio
import threading
import time
from collections.abc import Coroutine, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

PIECE = 4096
Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Pieces = asyncio.Queue[tuple[float, bytes] | None]


@dataclass
class BadLine:
    """The line between a desk and a server; its faults may be changed while it runs.

    latency_s  added to every piece, each way
    rate       bytes a second each way, 0 for as fast as it goes
    cut_up     cut every connection once so many more bytes went up (None: never); it is then spent
    cut_down   the same for what comes down
    still_s    cut every connection over which nothing went for so long, as some proxies do (0: never)
    cut_every  once either is spent, cut again after so many bytes more, each way (0: never)
    down       refuse every connection and cut the open ones
    up_bytes, down_bytes   what passed so far
    cuts                   how many connections were cut
    """

    target: int
    latency_s: float = 0.0
    rate: int = 0
    cut_up: int | None = None
    cut_down: int | None = None
    cut_every: int = 0
    still_s: float = 0.0
    down: bool = False
    port: int = 0
    up_bytes: int = 0
    down_bytes: int = 0
    cuts: int = 0
    connections: set[asyncio.Task[Any] | None] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections.add(asyncio.current_task())
        with closing(writer.transport), suppress(OSError):
            if not self.down:
                there = await asyncio.open_connection("127.0.0.1", self.target)
                with closing(there[1].transport):
                    await self._both_ways((reader, writer), there)
                    there[1].transport.abort()
            writer.transport.abort()
        self.connections.discard(asyncio.current_task())

    async def _both_ways(self, here: Ends, there: Ends) -> None:
        moved = _Moved()
        ways = (self._carry(here[0], there[1], "up", moved), self._carry(there[0], here[1], "down", moved))
        tasks = [asyncio.ensure_future(way) for way in ways]
        try:
            while not (self.down or moved.is_still(self.still_s) or any(task.done() for task in tasks)):
                await asyncio.wait(tasks, timeout=0.05, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _carry(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: str, moved: "_Moved"
    ) -> None:
        under_way: Pieces = asyncio.Queue()
        arriving = asyncio.ensure_future(_arrive(under_way, writer))
        try:
            with suppress(OSError):
                while piece := await reader.read(PIECE):
                    moved.at = time.monotonic()
                    await asyncio.sleep(len(piece) / self.rate if self.rate else 0)
                    piece, cut = self._count(piece, way)
                    await under_way.put((time.monotonic() + self.latency_s, piece))
                    if cut:
                        break
            await under_way.put(None)
            await arriving
        finally:
            arriving.cancel()

    def _count(self, piece: bytes, way: str) -> tuple[bytes, bool]:
        left = self.cut_up if way == "up" else self.cut_down
        cut = left is not None and left <= len(piece)
        piece = piece[:left] if cut else piece
        rest = None if left is None else left - len(piece)
        if cut:
            rest = self.cut_every or None
        if way == "up":
            self.up_bytes, self.cut_up = self.up_bytes + len(piece), rest
        else:
            self.down_bytes, self.cut_down = self.down_bytes + len(piece), rest
        self.cuts += cut
        return piece, cut


@dataclass
class _Moved:
    """When the last byte went over a connection, either way."""

    at: float = field(default_factory=time.monotonic)

    def is_still(self, seconds: float) -> bool:
        return 0 < seconds < time.monotonic() - self.at


async def _arrive(under_way: Pieces, writer: asyncio.StreamWriter) -> None:
    """Hand over each piece when it is due; what went before a cut still arrives."""
    with suppress(OSError):
        while (piece := await under_way.get()) is not None:
            await asyncio.sleep(max(0.0, piece[0] - time.monotonic()))
            writer.write(piece[1])
            await writer.drain()
        # What went before the cut has arrived; give the kernel a moment to hand it over.
        await asyncio.sleep(0.02)


@contextmanager
def bad_line(target: int, **faults: Any) -> Iterator[BadLine]:
    """Run a bad line to the port *target* of this computer."""
    line = BadLine(target, **faults)
    loop = asyncio.new_event_loop()
    listening = threading.Event()
    stop = asyncio.Event()
    thread = threading.Thread(target=_run, args=(loop, _serve(line, listening, stop)), daemon=True)
    thread.start()
    listening.wait(10)
    try:
        yield line
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)


async def _serve(line: BadLine, listening: threading.Event, stop: asyncio.Event) -> None:
    listener = await asyncio.start_server(line.serve, "127.0.0.1", 0)
    line.port = listener.sockets[0].getsockname()[1]
    listening.set()
    await stop.wait()
    listener.close()
    line.down = True
    await asyncio.gather(*line.connections, return_exceptions=True)


def _run(loop: asyncio.AbstractEventLoop, job: Coroutine[Any, Any, None]) -> None:
    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(job)
        # Closed transports say so to their sockets on the next turn of the loop.
        loop.run_until_complete(asyncio.sleep(0.01))
    finally:
        loop.close()
