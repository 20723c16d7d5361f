"""Sealing: the sizes, the checks and their order, and that the library does what the standards say."""

import hashlib
import hmac
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st

from regdesk.crypto import keys, sealing
from regdesk.crypto.keys import EpochKeys, HybridKey
from regdesk.crypto.sealing import open_envelope, open_seed, seal_to_own, seal_to_partner, wrap_seed
from regdesk.errors import Refused
from regdesk.wire import encoding
from regdesk.wire.encoding import Header, Wrap, pad, padded_size, unpad
from tests.trust import CENTRE, NOBODY, OPORA, seed

EPOCHS = {1: CENTRE.epoch, 2: EpochKeys(2, seed("second epoch"))}


def to_partner(content=b"content"):
    """Seal to the Centre as a partner does."""
    return seal_to_partner(content, CENTRE.org32, 1, CENTRE.epoch.kem.public)


def to_own(content=b"content"):
    """Seal to the Centre's own computers."""
    return seal_to_own(content, CENTRE.org32, CENTRE.epoch)


def refused(read, *given):
    """Give the message a reading is refused with."""
    with pytest.raises(Refused) as error:
        read(*given)
    return error.value.message


@given(st.binary(max_size=20_000))
@settings(max_examples=30)
def test_what_is_sealed_is_opened(content):
    for envelope, own in ((to_partner(content), False), (to_own(content), True)):
        opened = open_envelope(envelope, CENTRE.org32, EPOCHS)

        assert (content, own, 1) == (opened.content, opened.own, opened.epoch)


def test_an_own_wrap_has_124_bytes_and_a_partners_1200():
    assert 24 + 124 + 512 + 16 == len(to_own())
    assert 24 + 1200 + 512 + 16 == len(to_partner())
    assert {Wrap.OWN: 124, Wrap.PARTNER: 1200} == encoding.WRAP_SIZE


def test_a_wrapped_seed_has_about_1200_bytes():
    assert 1168 == len(wrap_seed(CENTRE.computer.kem.public, bytes(32), 1, CENTRE.org32))


@given(st.data(), st.booleans())
@settings(max_examples=150)
def test_any_flipped_bit_is_refused(data, own):
    envelope = bytearray(to_own() if own else to_partner())
    bit = data.draw(st.integers(0, 8 * len(envelope) - 1))
    envelope[bit // 8] ^= 1 << bit % 8

    with pytest.raises(Refused):
        open_envelope(bytes(envelope), CENTRE.org32, EPOCHS)


@given(st.binary(max_size=3000), st.booleans())
def test_bytes_that_are_no_envelope_are_refused_and_never_crash(noise, own):
    header = Header(Wrap.OWN if own else Wrap.PARTNER, 1, encoding.mailbox_id(CENTRE.org32)).pack()

    for data in (noise, header + noise, (header + noise).ljust(2000, b"\0")):
        with pytest.raises(Refused):
            open_envelope(data, CENTRE.org32, EPOCHS)


def test_checks_come_in_the_protocols_order():
    envelope = to_own()
    newer, body_damaged = b"RD\x02" + envelope[3:], envelope[:-1] + bytes((envelope[-1] ^ 1,))

    assert encoding.NEWER == refused(open_envelope, newer, NOBODY.org32, {})
    assert sealing.NOT_OURS == refused(open_envelope, body_damaged, NOBODY.org32, {})
    assert sealing.UNKNOWN_EPOCH == refused(open_envelope, body_damaged, CENTRE.org32, {})
    assert encoding.DAMAGED == refused(open_envelope, body_damaged, CENTRE.org32, EPOCHS)


def test_a_wrap_fits_no_other_body_epoch_or_organisation():
    one, other = to_partner(b"one"), to_partner(b"other")
    mixed = one[: 24 + 1200] + other[24 + 1200 :]
    moved = Header(Wrap.PARTNER, 2, encoding.mailbox_id(CENTRE.org32)).pack() + one[24:]
    readdressed = Header(Wrap.PARTNER, 1, encoding.mailbox_id(OPORA.org32)).pack() + one[24:]

    assert encoding.DAMAGED == refused(open_envelope, mixed, CENTRE.org32, EPOCHS)
    assert encoding.DAMAGED == refused(open_envelope, moved, CENTRE.org32, EPOCHS)
    assert encoding.DAMAGED == refused(open_envelope, readdressed, OPORA.org32, {1: CENTRE.epoch})


def test_another_organisation_cannot_open_what_is_not_sealed_to_it():
    for envelope in (to_own(), to_partner()):
        forced = {1: EpochKeys(1, OPORA.epoch.seed)}

        assert encoding.DAMAGED == refused(open_envelope, envelope, CENTRE.org32, forced)


def test_the_same_content_is_never_sealed_the_same_way_twice():
    assert to_own()[24:] != to_own()[24:]
    assert to_partner()[24:] != to_partner()[24:]


def test_envelopes_of_nearly_the_same_content_have_one_length():
    assert 1 == len({len(to_own(bytes(size))) for size in range(0, 509, 20)})
    assert [512, 1024, 1536, 2048, 3072, 4096] == sorted({padded_size(size) for size in range(4097)})


@given(st.integers(4097, 5_000_000))
def test_padding_adds_at_most_an_eighth_and_keeps_few_lengths(size):
    padded = padded_size(size)

    assert size <= padded <= size * 1.125
    assert padded_size(padded) == padded


@given(st.binary(max_size=5000), st.data())
def test_padding_comes_off_and_is_nothing_but_zeros(content, data):
    padded = bytearray(pad(content))
    assert content == unpad(bytes(padded))

    where = data.draw(st.integers(4 + len(content), max(4 + len(content), len(padded) - 1)))
    if where < len(padded):
        padded[where] = 1
        assert encoding.DAMAGED == refused(unpad, bytes(padded))


def test_padding_of_a_stated_length_beyond_its_end_is_refused():
    assert encoding.DAMAGED == refused(unpad, (509).to_bytes(4, "big") + bytes(508))
    assert encoding.DAMAGED == refused(unpad, b"\0\0")


def test_a_seed_is_opened_by_its_computer_alone_for_its_epoch_and_house():
    wrap = wrap_seed(CENTRE.computer.kem.public, CENTRE.epoch.seed, 1, CENTRE.org32)

    assert CENTRE.epoch == open_seed(CENTRE.computer.kem, wrap, 1, CENTRE.org32)
    for key, number, org32 in (
        (OPORA.computer.kem, 1, CENTRE.org32),
        (CENTRE.computer.kem, 2, CENTRE.org32),
        (CENTRE.computer.kem, 1, OPORA.org32),
    ):
        assert sealing._BAD_SEED == refused(open_seed, key, wrap, number, org32)
    assert sealing._BAD_SEED == refused(open_seed, CENTRE.computer.kem, b"short", 1, CENTRE.org32)


def test_a_key_that_is_none_is_refused():
    for public in (b"", bytes(1216), b"\xff" * 1216, CENTRE.epoch.kem.public[:-1]):
        with pytest.raises(Refused):
            seal_to_partner(b"", CENTRE.org32, 1, public)


def test_keys_follow_from_their_seed_alone_and_are_kept_out_of_every_repr():
    again = keys.unpack_device(OPORA.computer.pack())

    assert (again.sign_public, again.kem.public) == (OPORA.computer.sign_public, OPORA.computer.kem.public)
    assert 1216 == len(again.kem.public)
    assert EpochKeys(1, OPORA.epoch.seed).own == OPORA.epoch.own
    for shown in (repr(again), repr(again.kem), repr(OPORA.epoch), repr(keys.new_device())):
        assert "b'" not in shown
    with pytest.raises(ValueError, match="64 bytes"):
        keys.unpack_device(b"short")


def test_the_own_key_and_the_hybrid_key_of_an_epoch_are_apart():
    assert OPORA.epoch.own not in (OPORA.epoch.seed, OPORA.epoch.kem.seed)


def test_the_key_schedule_written_out_below_is_the_one_of_rfc_9180():
    # RFC 9180, A.1.1.1: DHKEM(X25519), HKDF-SHA256, AES-128-GCM, base mode, sequence number 0.
    private = X25519PrivateKey.from_private_bytes(
        bytes.fromhex("4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8")
    )
    enc = bytes.fromhex("37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431")
    info = bytes.fromhex("4f6465206f6e2061204772656369616e2055726e")
    sealed = bytes.fromhex(
        "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a"
    )

    shared = _dhkem(private, enc)
    key, nonce = _schedule(shared, info, b"HPKE" + bytes.fromhex("002000010001"), 16)

    assert b"Beauty is truth, truth beauty" == AESGCM(key).decrypt(nonce, sealed, b"Count-0")


def test_a_partner_wrap_is_hpke_base_mode_of_the_hybrid_key_as_the_drafts_say():
    # The KEM is X-Wing, id 0x647a (draft-connolly-cfrg-xwing-kem):
    # SHA3-256(ss_M ‖ ss_X ‖ ct_X ‖ pk_X ‖ label).
    key, envelope = CENTRE.epoch.kem, to_partner()
    header, wrap, body = envelope[:24], envelope[24:1224], envelope[1224:]
    mlkem, x25519 = _parts(key)

    inner, outer, sealed = wrap[:1088], wrap[1088:1120], wrap[1120:]
    parts = mlkem.decapsulate(inner) + x25519.exchange(X25519PublicKey.from_public_bytes(outer))
    shared = hashlib.sha3_256(parts + outer + key.public[1184:] + b"\\.//^\\").digest()
    aes, nonce = _schedule(shared, header, b"HPKE" + bytes.fromhex("647a00010002"), 32)

    secret = AESGCM(aes).decrypt(nonce, sealed, b"")
    assert secret[32:] == sha256(body).digest()
    assert pad(b"content") == AESGCM(secret[:32]).decrypt(bytes(12), body, header)


def _parts(key: HybridKey):
    raw = keys.hkdf(key.seed, "regdesk/hybrid-key/v1", size=96)
    return MLKEM768PrivateKey.from_seed_bytes(raw[:64]), X25519PrivateKey.from_private_bytes(raw[64:])


def _extract(salt, suite, label, secret):
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + secret, "sha256")


def _expand(secret, suite, label, info, size):
    labelled = size.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    return hmac.digest(secret, labelled + b"\1", "sha256")[:size]


def _dhkem(private, enc):
    """Decapsulate as RFC 9180, 4.1."""
    suite = b"KEM" + bytes.fromhex("0020")
    dh = private.exchange(X25519PublicKey.from_public_bytes(enc))
    prk = _extract(b"", suite, b"eae_prk", dh)
    return _expand(prk, suite, b"shared_secret", enc + private.public_key().public_bytes_raw(), 32)


def _schedule(shared, info, suite, size):
    """Give key and base nonce as RFC 9180, 5.1, mode base."""
    context = b"\0" + _extract(b"", suite, b"psk_id_hash", b"") + _extract(b"", suite, b"info_hash", info)
    secret = _extract(shared, suite, b"secret", b"")
    return _expand(secret, suite, b"key", context, size), _expand(secret, suite, b"base_nonce", context, 12)
