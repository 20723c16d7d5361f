"""Signed requests and answers: each stands alone, so there is no token to steal and no session to end.

A request carries its device, time, the server's instance and an Ed25519 signature in four headers; an answer
carries one signature by the server's answer key over the request's signature, so it fits no other request.
What is signed is the path from `/v1` on: a reverse proxy may put the server into a folder of its own.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from regdesk.domain.hashing import digest
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.wire import signatures

VERSION: Final = 1
WINDOW_MS: Final = 10 * 60 * 1000
NO_INSTANCE: Final = bytes(16)
HEADERS: Final = ("RegDesk-Device", "RegDesk-Time", "RegDesk-Instance", "RegDesk-Signature")
VERSION_HEADER: Final = "RegDesk-Version"
ANSWER_HEADER: Final = "RegDesk-Answer"
_REQUEST, _ANSWER = "regdesk/request/v1", "regdesk/answer/v1"


@dataclass(frozen=True)
class Call:
    """What is asked: the method, the path with its query from `/v1` on, and the body."""

    method: str
    target: str
    body: bytes = b""


@dataclass(frozen=True)
class Proof:
    """Who asks (16 bytes), when (ms), of which server instance (16 bytes), and a 64-byte signature."""

    device: bytes
    at_ms: int
    instance: bytes
    signature: bytes


def sign_request(secret: bytes, device: bytes, call: Call, at_ms: int, instance: bytes) -> Proof:
    """Sign *call* with a device's 32-byte *secret* for one time and one server instance."""
    unsigned = Proof(device, at_ms, instance, b"")
    return Proof(device, at_ms, instance, signatures.sign(secret, _REQUEST, *_parts(unsigned, call)))


def request_valid(key: bytes, proof: Proof, call: Call) -> bool:
    """Say whether *proof* over exactly this *call* was made with the device's public *key*."""
    return signatures.valid(key, proof.signature, _REQUEST, *_parts(proof, call))


def in_window(at_ms: int, now_ms: int) -> bool:
    """Say whether a request of *at_ms* is fresh enough to be taken at *now_ms* (ten minutes either way)."""
    return abs(at_ms - now_ms) <= WINDOW_MS


def headers(proof: Proof) -> dict[str, str]:
    """Write *proof* as the headers of a request."""
    values = (proof.device.hex(), str(proof.at_ms), proof.instance.hex(), proof.signature.hex())
    return {**dict(zip(HEADERS, values, strict=True)), VERSION_HEADER: str(VERSION)}


def read_headers(found: Mapping[str, str]) -> Proof:
    """Read the proof out of a request's headers; raise Refused where one is missing or malformed."""
    try:
        device, at_ms, instance, signature = (found[name] for name in HEADERS)
        proof = Proof(bytes.fromhex(device), int(at_ms), bytes.fromhex(instance), bytes.fromhex(signature))
        sizes = (len(proof.device), len(proof.instance), len(proof.signature))
    except (KeyError, ValueError) as error:
        raise Refused(N_("This request is not signed.")) from error
    if sizes != (16, 16, signatures.SIZE) or not 0 <= proof.at_ms < 1 << 63:
        raise Refused(N_("This request is not signed."))
    return proof


def sign_answer(secret: bytes, request_signature: bytes, status: int, body: bytes) -> str:
    """Sign an answer with the server's answer key; the result is the value of its header."""
    return signatures.sign(secret, _ANSWER, *_answer_parts(request_signature, status, body)).hex()


def answer_valid(key: bytes, request_signature: bytes, status: int, body: bytes, header: str) -> bool:
    """Say whether the answer was signed by the public answer *key* for exactly this request."""
    try:
        signature = bytes.fromhex(header)
    except ValueError:
        return False
    return signatures.valid(key, signature, _ANSWER, *_answer_parts(request_signature, status, body))


def fingerprint(key: bytes) -> str:
    """Give the 30 digits by which two people compare a server's answer key."""
    number = int.from_bytes(digest("regdesk/answer-key/v1", key)) % 10**30
    return " ".join(re.findall(r"\d{5}", f"{number:030d}"))


def _parts(proof: Proof, call: Call) -> tuple[bytes, ...]:
    when = proof.at_ms.to_bytes(8, "big")
    what = (call.method.encode(), call.target.encode())
    return (*what, when, proof.instance, hashlib.sha256(call.body).digest(), proof.device)


def _answer_parts(request_signature: bytes, status: int, body: bytes) -> tuple[bytes, ...]:
    return request_signature, status.to_bytes(2, "big"), hashlib.sha256(body).digest()
