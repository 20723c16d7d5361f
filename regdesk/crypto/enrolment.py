"""The one-time code of a new computer, and what is sealed under it.

    code    = 16 random bytes, typed as eight groups of six digits (two bytes and a check digit each)
    key     = HKDF(code, "regdesk/joining-key/v1" and the message's number), one for each of three messages
    message = nonce 12 ‖ AES-256-GCM(key, pad(content), aad = number)
    answer  = message of HPKE base mode(the new computer's hybrid key, content)
    box     = HKDF(code, "regdesk/joining-box/v1" and number and part), where the server keeps a part
    part    = parts 1 ‖ at most 15,000 bytes of the message

The code only keeps strangers out: whoever learns it could ask in another's place, so people compare **six
words** aloud before anything is handed over. Six of 256 words are 48 bits of scrypt (n = 2^14, r = 8) over
both messages. Somebody in the middle sees the target only once the new computer has chosen its keys, and then
needs 2^48 tries of about 0.05 s, 450,000 years of one processor, in the 48 hours a code is good for.
"""

import hashlib
import os
from collections.abc import Sequence
from enum import IntEnum
from functools import cache
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from regdesk import resources
from regdesk.crypto import digits, sealing
from regdesk.crypto.keys import HybridKey, hkdf
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.wire.encoding import pad, unpad

CODE: Final = 16
GROUPS: Final = 8
WORDS: Final = 6
PIECE: Final = 15_000
MOST_PARTS: Final = 255
WRONG_GROUP = N_("Group {number} of the code is not right. Compare it with the other computer's screen.")
WRONG_CODE = N_("This was made for another code. Compare the code with the other computer's screen.")
_NONCE: Final = 12


class Message(IntEnum):
    """The three messages, in their order."""

    HELLO = 1
    REQUEST = 2
    ANSWER = 3


def code_of(typed: Sequence[str]) -> bytes:
    """Read a typed code; raise Refused that names the first group that cannot be right."""
    return digits.secret_of(typed, GROUPS, WRONG_GROUP)


def box(code: bytes, message: Message, part: int = 0) -> bytes:
    """Give the 32-byte id of the one-time box at the server for a part of a message."""
    return hkdf(code, f"regdesk/joining-box/v1/{message:d}/{part}")


def seal(code: bytes, message: Message, content: bytes) -> bytes:
    """Seal a message so that only who has the code can read or make it."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(_key(code, message)).encrypt(nonce, pad(content), bytes((message,)))


def unseal(code: bytes, message: Message, data: bytes) -> bytes:
    """Open a message; raise Refused where it was sealed under another code or for another purpose."""
    try:
        padded = AESGCM(_key(code, message)).decrypt(data[:_NONCE], data[_NONCE:], bytes((message,)))
    except (InvalidTag, ValueError) as error:
        raise Refused(WRONG_CODE) from error
    return unpad(padded)


def seal_answer(code: bytes, kem_public: bytes, talk32: bytes, content: bytes) -> bytes:
    """Seal what is handed over to the new computer's own key, and that under the code."""
    return seal(code, Message.ANSWER, sealing.seal_to_device(kem_public, content, talk32))


def open_answer(code: bytes, key: HybridKey, talk32: bytes, data: bytes) -> bytes:
    """Open an answer; raise Refused where it is for another code or another computer."""
    return sealing.open_to_device(key, unseal(code, Message.ANSWER, data), talk32)


def parts(sealed: bytes) -> list[bytes]:
    """Cut a sealed message into what fits the boxes of a server."""
    pieces = [sealed[i : i + PIECE] for i in range(0, len(sealed), PIECE)]
    if len(pieces) > MOST_PARTS:
        raise Refused(N_("This is too large for the server's boxes. Use a file on a stick."))
    return [bytes((len(pieces),)) + piece for piece in pieces]


def joined(found: Sequence[bytes]) -> bytes:
    """Put the parts of a message together; whether they are all is seen when it is opened."""
    return b"".join(part[1:] for part in found)


def words(talk32: bytes, language: str) -> str:
    """Give the six words that people compare, the same on both computers (about 0.05 s)."""
    raw = hashlib.scrypt(talk32, salt=b"regdesk/joining-words/v1", n=2**14, r=8, p=1, dklen=WORDS)
    known = listed(language)
    return " ".join(known[number] for number in raw)


def listed(language: str) -> tuple[str, ...]:
    """Give the 256 words in Russian, or in English for any other language."""
    return tuple(pair[0 if language == "ru" else 1] for pair in _listed())


@cache
def _listed() -> tuple[tuple[str, str], ...]:
    """Read the 256 words, each in Russian and in English, so that both screens may differ in language."""
    lines = (resources.folder("words") / "six_words.txt").read_text(encoding="utf-8").splitlines()
    return tuple((ru, en) for ru, en in (line.split() for line in lines))


def _key(code: bytes, message: Message) -> bytes:
    return hkdf(code, f"regdesk/joining-key/v1/{message:d}")
