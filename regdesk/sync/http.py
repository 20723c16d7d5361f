"""The desk's end of HTTP: signs each request, believes only signed answers, tells every trouble apart.

One request is whole or nothing, and asking again is always safe; when to ask again is the engine's business.
"""

import ssl
import time
import warnings
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final, TypeVar

import requests as http
from requests.adapters import HTTPAdapter

from regdesk.errors import Refused, RegDeskError
from regdesk.sync import troubles
from regdesk.sync.keeping import Keeping
from regdesk.sync.pace import LARGEST, Pace
from regdesk.wire import calls, requests, signatures

B = TypeVar("B", bound=calls.Body)

CONNECT_S: Final = 30
STILL_S: Final = 60
LARGEST_ANSWER: Final = 16 * 1024 * 1024
_PIECE: Final = 64 * 1024
_HELLO: Final = requests.Call("GET", "/v1/hello")
# Small requests are the most of a small exchange on a slow line: nothing is said that nobody reads.
_HEADERS: Final = {"Accept-Encoding": "identity", "User-Agent": "RegDesk"}


def clock_ms() -> int:
    """Give this computer's time in ms since 1970."""
    return time.time_ns() // 1_000_000


@dataclass(frozen=True, kw_only=True)
class Access:
    """How a desk reaches its server.

    url                http(s) address, a folder in it allowed
    answer_key         32 bytes, pinned from the invite or introduction
    device, secret     this computer's id (16 bytes) and signing secret (32 bytes)
    instance           the server's instance id (16 bytes) as this desk knows it; none asks for it
    check_certificate  off after the person chose to go on behind an inspecting proxy
    most               bytes a second to use of the line, each way; 0 for all of it
    """

    url: str
    answer_key: bytes
    device: bytes
    secret: bytes = field(repr=False)
    instance: bytes = requests.NO_INSTANCE
    check_certificate: bool = True
    most: int = 0


class _SystemRoots(HTTPAdapter):
    """Trusts what the computer trusts as well: a clinic's own root is in the system, not in our bundle."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Give the connections the system's roots; the bundled ones are added to them."""
        super().init_poolmanager(*args, **kwargs, ssl_context=ssl.create_default_context())


class Remote(Keeping):
    """One kept-alive line to the server, for one thread; `up` and `down` say how much suits it.

    Every call raises what `troubles` lists. `instance` is worth keeping; `offset_ms` is how far the server's
    clock is ahead of this computer's, as far as it is known.
    """

    def __init__(self, access: Access, now_ms: Callable[[], int] = clock_ms) -> None:
        self.access, self.instance = access, access.instance
        self.up, self.down, self.offset_ms = Pace(), Pace(), 0
        self._now_ms, self._session = now_ms, http.Session()
        self._session.headers.clear()
        if access.check_certificate and access.url.lower().startswith("https:"):
            self._session.mount("https://", _SystemRoots())  # reading the roots takes longer than a request
        elif not access.check_certificate:
            warnings.filterwarnings("ignore", "Unverified HTTPS request")

    def close(self) -> None:
        """Close the line; a later call opens it again."""
        self._session.close()

    def hello(self) -> calls.Hello:
        """Ask who the server is; its instance and its clock are taken on where no instance was known."""
        before = self._now_ms()
        said = calls.Hello.read(self._ask(_HELLO))
        if said.answer_key != self.access.answer_key:
            raise troubles.ForeignAnswer(troubles.FOREIGN)
        self.offset_ms = said.now_ms - (before + self._now_ms()) // 2
        if self.instance == requests.NO_INSTANCE:
            self.instance = said.instance
        return said

    def discover(self) -> calls.Hello:
        """Ask a server whose answer key is not known yet who it says it is."""
        signature, answer, body = self._exchange(_HELLO)
        if requests.ANSWER_HEADER not in answer.headers:
            raise _unsigned(answer)
        said = calls.Hello.read(body)
        _believed(answer, body, signature, said.answer_key)
        return said

    def push(self, envelopes: Iterable[bytes]) -> int:
        """Append envelopes to the mailboxes they name, all or none; give how many were new."""
        body = calls.Push(envelopes=tuple(envelopes)).pack()
        return self._timed(self.up, requests.Call("POST", "/v1/push", body), calls.Pushed).added

    def pull(self, after: int, *, wait_s: int = 0, own: bool = False) -> calls.Pulled:
        """Fetch what follows position *after* in the own mailbox, waiting at most *wait_s* (0 to 25) for it.

        What this computer pushed itself is passed over unless *own*, as after a restore.
        """
        query = f"after={after}&max={self.down.size}&wait={wait_s}&own={int(own)}"
        return self._timed(self.down, requests.Call("GET", f"/v1/pull?{query}"), calls.Pulled)

    def roster(self, org: bytes, after: int = 0) -> tuple[bytes, ...]:
        """Fetch an organisation's statements (32-byte id) from number *after* on, counted from 0."""
        call = requests.Call("GET", f"/v1/roster/{org.hex()}?after={after}")
        return self._signed(call, calls.Statements).statements

    def extend_roster(self, org: bytes, sent: calls.Extend) -> None:
        """Add statements to the own roster, or with length 0 register the organisation."""
        self._signed(requests.Call("POST", f"/v1/roster/{org.hex()}", sent.pack()), calls.Done)

    def put_chunks(self, blob: bytes, first: int, sent: calls.Chunks) -> None:
        """Store 1 to 32 consecutive chunks of an attachment (16-byte id) from number *first* on."""
        call = requests.Call("PUT", f"/v1/blob/{blob.hex()}/{first}", sent.pack())
        self._timed(self.up, call, calls.Done)

    def get_chunks(self, blob: bytes, first: int) -> calls.Chunks:
        """Fetch as many consecutive chunks from number *first* on as suit the line, one at least."""
        call = requests.Call("GET", f"/v1/blob/{blob.hex()}/{first}?n={chunks_in(self.down)}")
        return self._timed(self.down, call, calls.Chunks)

    def have(self, blob: bytes) -> calls.Have:
        """Ask which chunks of an attachment are stored; none of an unknown one."""
        try:
            return self._signed(requests.Call("GET", f"/v1/blob/{blob.hex()}/have"), calls.Have)
        except troubles.NotThere:
            return calls.Have()

    def delete_blob(self, blob: bytes, token: bytes) -> None:
        """Delete an attachment by the token its chunks were marked with."""
        body = calls.Delete(token=token).pack()
        self._signed(requests.Call("DELETE", f"/v1/blob/{blob.hex()}", body), calls.Done)

    def _timed(self, pace: Pace, call: requests.Call, shape: type[B]) -> B:
        """Do a call and let *pace* learn from how long its larger side took."""
        began = time.monotonic()
        try:
            answer = self._signed(call, shape)
        except (troubles.NoConnection, troubles.TooLarge):
            pace.failed()
            raise
        held_s = answer.waited_ms / 1000 if isinstance(answer, calls.Pulled) else 0
        size = len(call.body) if pace is self.up else _size(answer)
        if size:
            pace.took(size, self._slowed(size, time.monotonic() - began - held_s))
        return answer

    def _slowed(self, size: int, seconds: float) -> float:
        """Pause after a request that was faster than the line may be used; give what both took together."""
        rest = size / self.access.most - seconds if self.access.most else 0.0
        if rest > 0:
            time.sleep(rest)
        return seconds + max(rest, 0.0)

    def _signed(self, call: requests.Call, shape: type[B]) -> B:
        """Do a call; where the server finds the clock wrong, take on its time and ask once more."""
        if self.instance == requests.NO_INSTANCE:
            self.hello()
        try:
            return shape.read(self._ask(call))
        except troubles.WrongClock as trouble:
            self.offset_ms = trouble.said.now_ms - self._now_ms()
            return shape.read(self._ask(call))

    def _ask(self, call: requests.Call) -> bytes:
        """Send one signed request and give the body of its signed answer; raise on every refusal."""
        signature, answer, body = self._exchange(call)
        return _believed(answer, body, signature, self.access.answer_key)

    def _exchange(self, call: requests.Call) -> tuple[bytes, http.Response, bytes]:
        """Move the bytes; give the request's signature, the answer and its body, still unbelieved.

        The body goes out as a file, in pieces that each have their own minute to get through.
        """
        at_ms = max(0, self._now_ms() + self.offset_ms)
        proof = requests.sign_request(self.access.secret, self.access.device, call, at_ms, self.instance)
        try:
            with self._session.request(
                call.method,
                self.access.url.rstrip("/") + call.target,
                data=BytesIO(call.body) if call.body else None,
                headers=_HEADERS | requests.headers(proof),
                timeout=(CONNECT_S, STILL_S),
                allow_redirects=False,
                stream=True,
                verify=self.access.check_certificate,
            ) as answer:
                return proof.signature, answer, _read(answer)
        except http.RequestException as error:
            raise _trouble(error) from error


def stranger(url: str, answer_key: bytes = bytes(32), *, check_certificate: bool = True) -> Access:
    """Give the access of a computer the server does not know: enough for hello and one-time boxes."""
    return Access(
        url=url,
        answer_key=answer_key,
        device=bytes(16),
        secret=signatures.new_secret(),
        check_certificate=check_certificate,
    )


def discover(url: str, *, check_certificate: bool = True) -> calls.Hello:
    """Ask an unknown server who it is; its key proves nothing until a person compared its digits."""
    with closing(Remote(stranger(url, check_certificate=check_certificate))) as remote:
        return remote.discover()


def chunks_in(pace: Pace) -> int:
    """Give how many chunks (1 to 32) suit the line in one request."""
    share = calls.CHUNKS_AT_ONCE * pace.size // LARGEST
    return max(1, min(calls.CHUNKS_AT_ONCE, share))


def _believed(answer: http.Response, body: bytes, signature: bytes, key: bytes) -> bytes:
    """Give the body where the server's *key* signed it for this request; raise what it refuses or else."""
    signed = answer.headers.get(requests.ANSWER_HEADER)
    if signed is None:
        raise _unsigned(answer)
    if not requests.answer_valid(key, signature, answer.status_code, body, signed):
        raise troubles.ForeignAnswer(troubles.FOREIGN)
    if answer.status_code != http.codes.ok:
        raise troubles.from_refusal(calls.Refusal.read(body))
    return body


def _unsigned(answer: http.Response) -> RegDeskError:
    names = ("Content-Type", "Retry-After", "Location")
    found = (answer.headers.get(name, "") for name in names)
    return troubles.from_unsigned(troubles.Unsigned(answer.status_code, *found), answer.url)


def _size(answer: calls.Body) -> int:
    if isinstance(answer, calls.Pulled):
        return sum(len(body) for _, body in answer.items)
    if isinstance(answer, calls.Part | calls.Pack):
        return len(answer.data)
    return sum(map(len, answer.chunks)) if isinstance(answer, calls.Chunks) else 0


def _read(answer: http.Response) -> bytes:
    """Read the answer's body; one that never ends is cut off, and then no signature fits it."""
    body = bytearray()
    for piece in answer.iter_content(_PIECE):
        body += piece
        if len(body) > LARGEST_ANSWER:
            break
    return bytes(body)


def _trouble(error: http.RequestException) -> RegDeskError:
    """Say in plain words what the library found."""
    text = str(error)
    if isinstance(error, http.exceptions.SSLError):
        return _tls_trouble(text)
    if isinstance(error, http.exceptions.ProxyError):
        return troubles.NoConnection(troubles.NO_PROXY)
    if isinstance(error, http.Timeout) or "timed out" in text:
        return troubles.TimedOut(troubles.SLOW)
    if isinstance(error, ValueError):
        return Refused(troubles.BAD_ADDRESS)
    reached = isinstance(error, http.exceptions.ChunkedEncodingError) or "aborted" in text
    return troubles.NoConnection(troubles.CUT if reached else troubles.NO_CONNECTION)


def _tls_trouble(text: str) -> RegDeskError:
    """Tell a wrong date from an unknown root, and both from a network that breaks TLS off."""
    if "certificate" not in text.lower():
        return troubles.NoConnection(troubles.BLOCKED)
    late = "expired" in text or "not yet valid" in text
    return troubles.CertificateTrouble(troubles.CERTIFICATE_DATE if late else troubles.CERTIFICATE)
