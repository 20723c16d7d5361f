"""What a desk asks of its server besides mail: snapshots, seed wraps, cards, packs and one-time boxes.

Large things travel in parts that suit the line, and go on where an earlier call stopped, both ways.
"""

from abc import ABC, abstractmethod
from typing import TypeVar

from regdesk.sync import troubles
from regdesk.sync.pace import Pace
from regdesk.wire import calls, encoding, requests

B = TypeVar("B", bound=calls.Body)


class Keeping(ABC):
    """These calls, over whatever line the class has that inherits them; each raises what `troubles` lists."""

    up: Pace
    down: Pace

    @abstractmethod
    def _signed(self, call: requests.Call, shape: type[B]) -> B:
        """Do a call."""

    @abstractmethod
    def _timed(self, pace: Pace, call: requests.Call, shape: type[B]) -> B:
        """Do a call and let *pace* learn from it."""

    def snapshots(self) -> calls.Snapshots:
        """Fetch the organisation's sealed index (empty before the first), its hash, floor and head."""
        return self._signed(requests.Call("GET", "/v1/snapshots"), calls.Snapshots)

    def put_snapshot(self, sealed: bytes) -> bytes:
        """Store a sealed snapshot and give its id (32 bytes); after a cut line the same call goes on."""
        snapshot = encoding.snapshot_id(sealed)
        stored = self._stored(snapshot)
        while stored < len(sealed):
            body = calls.Piece(size=len(sealed), data=sealed[stored : stored + self.up.size]).pack()
            call = requests.Call("PUT", f"/v1/snapshot/{snapshot.hex()}/{stored}", body)
            stored = self._timed(self.up, call, calls.Stored).stored
        return snapshot

    def get_snapshot(self, snapshot: bytes, had: bytearray) -> bool:
        """Add one part to what the caller *had* of a snapshot; say whether it is complete now.

        Raise NotThere where it is unknown or still on its way; the caller compares the id of the whole.
        """
        query = f"from={len(had)}&max={self.down.size}"
        call = requests.Call("GET", f"/v1/snapshot/{snapshot.hex()}?{query}")
        part = self._timed(self.down, call, calls.Part)
        had += part.data
        if not part.data and len(had) < part.size:
            raise troubles.from_refusal(calls.Refusal(reason="nothing"))
        return len(had) >= part.size

    def compact(self, sent: calls.Compact) -> None:
        """Put a new index in the old one's place and drop what it makes unnecessary; may raise IndexMoved."""
        self._timed(self.up, requests.Call("POST", "/v1/compact", sent.pack()), calls.Done)

    def wraps(self, epoch: int) -> bytes:
        """Fetch the packed seed wraps of an own epoch; compare them with the roster before use."""
        return self._timed(self.down, requests.Call("GET", f"/v1/wraps/{epoch}"), calls.Wraps).wraps

    def put_wraps(self, epoch: int, wraps: bytes) -> None:
        """Store the packed seed wraps of an own epoch, before its statement or after it."""
        body = calls.Wraps(wraps=wraps).pack()
        self._timed(self.up, requests.Call("PUT", f"/v1/wraps/{epoch}", body), calls.Done)

    def cards(self, country: str) -> tuple[bytes, ...]:
        """Fetch all directory cards of a country (two capital letters)."""
        had: list[bytes] = []
        while True:
            query = f"country={country}&from={len(had)}&max={self.down.size}"
            part = self._timed(self.down, requests.Call("GET", f"/v1/cards?{query}"), calls.Cards)
            had += part.cards
            if len(had) >= part.total or not part.cards:
                return tuple(had)

    def pack(self, name: str, start: int = 0) -> calls.Pack:
        """Fetch the part of a content pack from *start* on that suits the line, with size and hash of all."""
        query = f"from={start}&max={self.down.size}"
        return self._timed(self.down, requests.Call("GET", f"/v1/pack/{name}?{query}"), calls.Pack)

    def put_box(self, box: bytes, data: bytes) -> None:
        """Fill a one-time box (32-byte id, at most 16 KiB) for two days; a throw-away key may ask."""
        body = calls.Box(data=data).pack()
        self._signed(requests.Call("POST", f"/v1/drop/{box.hex()}", body), calls.Done)

    def box(self, box: bytes) -> bytes:
        """Fetch what lies in a one-time box; raise NotThere while it is empty; a throw-away key may ask."""
        return self._signed(requests.Call("GET", f"/v1/drop/{box.hex()}"), calls.Box).data

    def _stored(self, snapshot: bytes) -> int:
        call = requests.Call("GET", f"/v1/snapshot/{snapshot.hex()}?max=0")
        try:
            return self._signed(call, calls.Part).stored
        except troubles.NotThere:
            return 0
