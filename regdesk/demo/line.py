"""A line to the server that can be cut in the middle, as a bad connection is; it counts what went up."""

import socket
import threading
import time
from contextlib import suppress

_PIECE = 4 * 1024
_BACKLOG = 16


class Line:
    """Passes bytes between a desk and the server on this computer; `cut_after` bytes up it breaks, once."""

    def __init__(self, server: tuple[str, int]) -> None:
        self._server = server
        self._door = socket.create_server(("127.0.0.1", 0), backlog=_BACKLOG)
        self.port: int = self._door.getsockname()[1]
        self.up = 0
        self.cuts = 0
        self._left: int | None = None
        self._rate: int | None = None
        self._open: set[socket.socket] = set()
        threading.Thread(target=self._listen, daemon=True).start()

    def cut_after(self, size: int) -> None:
        """Break every connection once *size* more bytes went up; later ones work again."""
        self._left = size

    def slow_down(self, rate: int | None) -> None:
        """Let at most *rate* bytes a second go up; None for as many as come."""
        self._rate = rate

    def close(self) -> None:
        """Close the door and what is open."""
        self._door.close()
        self._break()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                desk, _ = self._door.accept()
                server = socket.create_connection(self._server)
                self._open |= {desk, server}
                for source, target, counted in ((desk, server, True), (server, desk, False)):
                    threading.Thread(target=self._pass, args=(source, target, counted), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, counted: bool) -> None:  # noqa: FBT001
        with suppress(OSError):
            while piece := source.recv(_PIECE):
                if counted and self._breaks(len(piece)):
                    break
                if counted and self._rate:
                    time.sleep(len(piece) / self._rate)
                target.sendall(piece)
        for end in (source, target):
            self._open.discard(end)
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _breaks(self, size: int) -> bool:
        self.up += size
        if self._left is None:
            return False
        self._left -= size
        if self._left > 0:
            return False
        self._left = None
        self.cuts += 1
        self._break()
        return True

    def _break(self) -> None:
        for end in tuple(self._open):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
