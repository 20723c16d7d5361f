"""Listens on the line between desks and server and writes down every byte, both ways."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def recording(target: int, to: Path) -> Iterator[str]:
    """Pass connections on to the port *target* of this computer and record them; give the address to use."""
    listener = socket.create_server(("127.0.0.1", 0))
    lock = threading.Lock()
    with to.open("ab", buffering=0) as file:

        def carry(source: socket.socket, sink: socket.socket) -> None:
            with suppress(OSError):
                while piece := source.recv(65536):
                    with lock:
                        file.write(piece)
                    sink.sendall(piece)
            for end in (source, sink):
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

        def listen() -> None:
            with suppress(OSError):
                while True:
                    here, _ = listener.accept()
                    there = socket.create_connection(("127.0.0.1", target))
                    for ends in ((here, there), (there, here)):
                        threading.Thread(target=carry, args=ends, daemon=True).start()

        threading.Thread(target=listen, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            listener.close()
