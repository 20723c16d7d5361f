"""The real server over SQLite on a given port; it leaves when its input says so or ends."""

import argparse
import json
import sys
import threading
from pathlib import Path

from regdesk.server import app
from regdesk.server.serving import listen, server
from regdesk.server.settings import Settings


def main() -> None:
    """Run until told to stop; what was acknowledged is on the disk by then."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dir", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--common", type=Path)
    asked = parser.parse_args()
    settings = Settings(folder=asked.dir, port=asked.port)
    running = server(app.build(settings))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listen(settings)]})
    thread.start()
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        if '"stop"' in line:
            break
    running.should_exit = True
    thread.join()
    print(json.dumps({"ok": True}), flush=True)
