"""What answers in a server's place: a portal, a gateway, a clinic that opens all traffic."""

import ssl
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

PAGE = b"<html><body>Welcome to the clinic's guest network. Please sign in.</body></html>"


@contextmanager
def impostor(status, headers, tls=None):
    """Run a web server that gives one answer to everything, with the certificate *tls* if named."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(PAGE))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(PAGE)

        do_POST = do_GET  # noqa: N815 - the library's name

        def log_message(self, *_):
            """Keep quiet."""

    with HTTPServer(("127.0.0.1", 0), Answer) as listening:
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(tls)
            listening.socket = context.wrap_socket(listening.socket, server_side=True)
        thread = threading.Thread(target=listening.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield f"http{'s' if tls else ''}://127.0.0.1:{listening.server_port}"
        listening.shutdown()
        thread.join()
