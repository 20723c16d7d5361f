"""Sealing and opening: envelopes between organisations and own computers, and epoch seeds for computers.

    own wrap     = salt 32 ‖ nonce 12 ‖ AES-256-GCM(HKDF(K_e, salt), key ‖ H(body), aad = header)   124 bytes
    partner wrap = HPKE base mode(epoch's hybrid key, key ‖ H(body), info = header)               1,200 bytes
    body         = AES-256-GCM(key, twelve zero bytes, pad(content), aad = header)
    seed wrap    = HPKE base mode(device's hybrid key, seed, info = label ‖ org32 ‖ epoch 4)      1,168 bytes
    old seeds    = nonce 12 ‖ AES-256-GCM(HKDF(K_e), packed [[epoch, seed], …], aad = org32 ‖ epoch 4)
    handed over  = HPKE base mode(device's hybrid key, content, info = label ‖ talk32)
    for a sheet  = HPKE base mode(paper sheet's hybrid key, content, info = label ‖ head of the vault)

A content key is made for one body and never used again, which is why its nonce may be zeros. H is SHA-256.
HPKE is RFC 9180 with ML-KEM-768+X25519, HKDF-SHA-256 and AES-256-GCM.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from regdesk.crypto.keys import BAD_KEY, EpochKeys, HybridKey, hkdf, hybrid_public
from regdesk.domain.codec import pack, unpack
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.wire.encoding import DAMAGED, Header, Wrap, mailbox_id, pad, split_envelope, unpad
from regdesk.wire.snapshots import MAGIC

Fresh = Callable[[int], bytes]

NOT_OURS = N_("This message is addressed to another organisation.")
UNKNOWN_EPOCH = N_("This message needs a key that this computer does not have yet.")
_BAD_SEED = N_("The organisation's key for this computer is damaged or was meant for another computer.")
OTHER_COMPUTER = N_("This was sealed for another computer. Begin again with a new code.")
_HANDED: Final = b"regdesk/joining-answer/v1"
_SHEET: Final = b"regdesk/vault-sheet/v1"
_SUITE: Final = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_ONCE: Final = bytes(12)
_SALT: Final = 32
_NONCE: Final = 12


@dataclass(frozen=True)
class Opened:
    """What an envelope held; `own` says that a computer of the own organisation sealed it."""

    own: bool
    epoch: int
    content: bytes


def seal_to_own(content: bytes, org32: bytes, epoch: EpochKeys, fresh: Fresh = os.urandom) -> bytes:
    """Seal *content* to the other computers of the organisation; only tests replace *fresh*."""
    header = Header(Wrap.OWN, epoch.number, mailbox_id(org32)).pack()
    secret, body = _seal_body(content, header, fresh)
    return header + wrap_to_own(secret, header, epoch, fresh) + body


def seal_to_partner(content: bytes, org32: bytes, number: int, kem_public: bytes) -> bytes:
    """Seal *content* to another organisation's epoch, both as its roster states them."""
    header = Header(Wrap.PARTNER, number, mailbox_id(org32)).pack()
    secret, body = _seal_body(content, header, os.urandom)
    return header + wrap_to_partner(secret, header, kem_public) + body


def wrap_to_own(secret: bytes, header: bytes, epoch: EpochKeys, fresh: Fresh = os.urandom) -> bytes:
    """Seal a content key and the hash of what it opens (64 bytes) under K_e: 124 bytes."""
    salt, nonce = fresh(_SALT), fresh(_NONCE)
    return salt + nonce + AESGCM(_own_key(epoch, salt)).encrypt(nonce, secret, header)


def wrap_to_partner(secret: bytes, header: bytes, kem_public: bytes) -> bytes:
    """Seal a content key and the hash of what it opens (64 bytes) to an epoch of a partner: 1,200 bytes."""
    return _to_key(kem_public, secret, header)


def open_envelope(envelope: bytes, org32: bytes, epochs: Mapping[int, EpochKeys]) -> Opened:
    """Open what was sealed to *org32*; raise Refused on the first check that fails.

    The order is the protocol's: version, address, wrap, body hash, padding. The recipient inside, roster,
    signature and chain are the next ones (`wire.messages`, `wire.channels`).
    """
    header, wrap, body = split_envelope(envelope)
    if header.to16 != mailbox_id(org32):
        raise Refused(NOT_OURS)
    if header.epoch not in epochs:
        raise Refused(UNKNOWN_EPOCH)
    secret = open_wrap(header.wrap, header.pack(), wrap, epochs[header.epoch])
    key, stated = secret[:32], secret[32:]
    if not compare_digest(sha256(body).digest(), stated):
        raise Refused(DAMAGED)
    try:
        padded = AESGCM(key).decrypt(_ONCE, body, header.pack())
    except InvalidTag as error:
        raise Refused(DAMAGED) from error
    return Opened(header.wrap is Wrap.OWN, header.epoch, unpad(padded))


def seal_snapshot(content: bytes) -> tuple[bytes, bytes]:
    """Seal the entries of many streams under a fresh key; give the key and the sealed bytes."""
    key = os.urandom(32)
    return key, MAGIC + AESGCM(key).encrypt(_ONCE, pad(content), MAGIC)


def open_snapshot(sealed: bytes, key: bytes) -> bytes:
    """Open a snapshot with the 32-byte key that the index says; raise Refused where it is not that one."""
    if not sealed.startswith(MAGIC):
        raise Refused(DAMAGED)
    try:
        return unpad(AESGCM(key).decrypt(_ONCE, sealed[len(MAGIC) :], MAGIC))
    except InvalidTag as error:
        raise Refused(DAMAGED) from error


def open_wrap(form: Wrap, header: bytes, wrap: bytes, epoch: EpochKeys) -> bytes:
    """Give the content key and the hash of what it opens; raise Refused where it was for another header."""
    try:
        if form is Wrap.PARTNER:
            return _SUITE.decrypt(wrap, epoch.kem.private, info=header)
        salt, nonce, sealed = wrap[:_SALT], wrap[_SALT : _SALT + _NONCE], wrap[_SALT + _NONCE :]
        return AESGCM(_own_key(epoch, salt)).decrypt(nonce, sealed, header)
    except (InvalidTag, ValueError) as error:
        raise Refused(DAMAGED) from error


def wrap_seed(kem_public: bytes, seed: bytes, number: int, org32: bytes) -> bytes:
    """Seal the seed of epoch *number* to one computer's hybrid key."""
    return _to_key(kem_public, seed, _seed_info(number, org32))


def open_seed(key: HybridKey, wrap: bytes, number: int, org32: bytes) -> EpochKeys:
    """Open what `wrap_seed` sealed to *key*; raise Refused where it was for another key, epoch or house."""
    try:
        seed = _SUITE.decrypt(wrap, key.private, info=_seed_info(number, org32))
    except (InvalidTag, ValueError) as error:
        raise Refused(_BAD_SEED) from error
    return EpochKeys(number, seed)


def seal_old_seeds(epoch: EpochKeys, older: Mapping[int, EpochKeys], org32: bytes) -> bytes:
    """Seal the seeds before *epoch* under it, so that who has the newest has them all."""
    seeds = pack([[number, older[number].seed] for number in sorted(older)])
    nonce, context = os.urandom(_NONCE), org32 + epoch.number.to_bytes(4, "big")
    return nonce + AESGCM(_old_key(epoch)).encrypt(nonce, seeds, context)


def open_old_seeds(epoch: EpochKeys, sealed: bytes, org32: bytes) -> dict[int, EpochKeys]:
    """Open what `seal_old_seeds` sealed; raise Refused where it is damaged."""
    context = org32 + epoch.number.to_bytes(4, "big")
    try:
        seeds = unpack(AESGCM(_old_key(epoch)).decrypt(sealed[:_NONCE], sealed[_NONCE:], context))
        return {number: EpochKeys(number, seed) for number, seed in seeds}
    except (InvalidTag, TypeError, ValueError) as error:
        raise Refused(_BAD_SEED) from error


def seal_to_device(kem_public: bytes, content: bytes, talk32: bytes) -> bytes:
    """Seal *content* to a computer that is joining; *talk32* is the hash of what was said before."""
    return _to_key(kem_public, content, _HANDED + talk32)


def open_to_device(key: HybridKey, sealed: bytes, talk32: bytes) -> bytes:
    """Open what `seal_to_device` sealed; raise Refused where it was for another computer or another talk."""
    try:
        return bytes(_SUITE.decrypt(sealed, key.private, info=_HANDED + talk32))
    except (InvalidTag, ValueError) as error:
        raise Refused(OTHER_COMPUTER) from error


def seal_to_sheet(kem_public: bytes, content: bytes, head: bytes) -> bytes:
    """Seal what the paper sheet is to open on this computer; *head* is the beginning of the vault."""
    return _to_key(kem_public, content, _SHEET + head)


def open_for_sheet(key: HybridKey, sealed: bytes, head: bytes) -> bytes | None:
    """Open what `seal_to_sheet` sealed, or give None where it was not for this sheet."""
    try:
        return bytes(_SUITE.decrypt(sealed, key.private, info=_SHEET + head))
    except (InvalidTag, ValueError):
        return None


def _seal_body(content: bytes, header: bytes, fresh: Fresh) -> tuple[bytes, bytes]:
    key = fresh(32)
    body = AESGCM(key).encrypt(_ONCE, pad(content), header)
    return key + sha256(body).digest(), body


def _to_key(kem_public: bytes, secret: bytes, info: bytes) -> bytes:
    key = hybrid_public(kem_public)
    try:
        return _SUITE.encrypt(secret, key, info=info)
    except ValueError as error:  # the X25519 half may be a point that shares no secret
        raise Refused(BAD_KEY) from error


def _own_key(epoch: EpochKeys, salt: bytes) -> bytes:
    return hkdf(epoch.own, "regdesk/own-wrap/v1", salt=salt)


def _old_key(epoch: EpochKeys) -> bytes:
    return hkdf(epoch.own, "regdesk/old-seeds/v1")


def _seed_info(number: int, org32: bytes) -> bytes:
    return b"regdesk/seed-wrap/v1" + org32 + number.to_bytes(4, "big")
