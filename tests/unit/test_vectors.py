"""The primitives in use give what their standards say: published vectors, see tests/vectors/README.md."""

import json
from hashlib import shake_256
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, Suite, rust_openssl
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from regdesk.crypto import sealing, slots
from regdesk.crypto.keys import HybridKey
from regdesk.crypto.slots import Cost

VECTORS = Path(__file__).parents[1] / "vectors"
ORDER = 2**252 + 27742317777372353535851937790883648493  # of the Ed25519 base point (RFC 8032, 5.1)


def read(name):
    """Read one file of vectors."""
    return json.loads((VECTORS / f"{name}.json").read_text("utf-8"))


def numbered(name):
    """Give the vectors of one file, each with a name for the report."""
    return [pytest.param(one, id=f"{n}") for n, one in enumerate(read(name))]


def raw(one, *names):
    """Read fields that are written in hexadecimal; a missing one is empty."""
    return tuple(bytes.fromhex(one.get(name, "")) for name in names)


@pytest.mark.parametrize("one", numbered("argon2id"))
def test_argon2id_is_the_one_of_rfc_9106(one):
    salt, ad, secret, passphrase, output = raw(one, "salt", "ad", "secret", "pass", "output")

    made = Argon2id(
        salt=salt,
        length=one["length"],
        iterations=one["iter"],
        lanes=one["lanes"],
        memory_cost=one["memcost"],
        ad=ad or None,
        secret=secret or None,
    ).derive(passphrase)

    assert output == made


def test_the_vault_stretches_with_that_argon2id():
    salt, cost = bytes(range(32)), Cost(64, 2, 1)

    made = Argon2id(salt=salt, length=48, iterations=2, lanes=1, memory_cost=64).derive(b"one two three")

    assert made == slots.argon2id(b"one two three", salt, cost)


@pytest.mark.parametrize("one", numbered("wycheproof_aes_256_gcm"))
def test_aes_256_gcm_opens_what_is_valid_and_nothing_else(one):
    key, nonce, aad, plain, sealed, tag = raw(one, "key", "iv", "aad", "msg", "ct", "tag")

    if one["result"] == "invalid":
        with pytest.raises(InvalidTag):
            AESGCM(key).decrypt(nonce, sealed + tag, aad)
    else:
        assert plain == AESGCM(key).decrypt(nonce, sealed + tag, aad)
        assert sealed + tag == AESGCM(key).encrypt(nonce, plain, aad)


@pytest.mark.parametrize("one", numbered("wycheproof_hkdf_sha256"))
def test_hkdf_sha_256_is_the_one_of_rfc_5869(one):
    secret, salt, info, output = raw(one, "ikm", "salt", "info", "okm")

    if one["result"] == "invalid":
        with pytest.raises(ValueError, match="derive"):
            HKDF(algorithm=SHA256(), length=one["size"], salt=salt, info=info)
    else:
        assert output == HKDF(algorithm=SHA256(), length=one["size"], salt=salt, info=info).derive(secret)


@pytest.mark.parametrize("one", numbered("wycheproof_x25519"))
def test_x25519_gives_the_shared_secret_or_refuses_a_point_that_shares_none(one):
    public, private, shared = raw(one, "public", "private", "shared")
    mine, theirs = X25519PrivateKey.from_private_bytes(private), X25519PublicKey.from_public_bytes(public)

    if any(shared):
        assert shared == mine.exchange(theirs)
    else:
        with pytest.raises(ValueError, match="shared"):
            mine.exchange(theirs)


@pytest.mark.parametrize("one", numbered("ed25519"))
def test_ed25519_signs_as_published_and_takes_no_signature_with_a_changed_part(one):
    secret, public, message, signature = raw(one, "secret", "public", "message", "signature")
    key = Ed25519PublicKey.from_public_bytes(public)

    assert signature == Ed25519PrivateKey.from_private_bytes(secret).sign(message)
    key.verify(signature, message)
    s = int.from_bytes(signature[32:], "little")
    false = [
        (bytes([signature[0] ^ 1]) + signature[1:], message),
        (signature[:32] + bytes([signature[32] ^ 1]) + signature[33:], message),
        (signature[:32] + (s + ORDER).to_bytes(32, "little"), message),  # the same s, written another way
        (signature[:-1], message),
        (signature + b"\0", message),
        (bytes(64), message),
        (signature, message + b"\0"),
    ]
    for one_signature, one_message in false:
        with pytest.raises(InvalidSignature):
            key.verify(one_signature, one_message)


def of_rfc_9180(one):
    """Give suite and private key of the vector from RFC 9180."""
    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
    return suite, X25519PrivateKey.from_private_bytes(*raw(one, "skRm"))


def of_the_hybrid(one):
    """Give suite and private key of the hybrid's vector: its seed is stretched as the X-Wing draft says."""
    suite = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
    parts = shake_256(*raw(one, "skRm")).digest(96)
    mlkem = MLKEM768PrivateKey.from_seed_bytes(parts[:64])
    return suite, MLKEM768X25519PrivateKey(mlkem, X25519PrivateKey.from_private_bytes(parts[64:]))


@pytest.mark.parametrize(("place", "keys"), [(0, of_rfc_9180), (1, of_the_hybrid)])
def test_hpke_opens_the_published_message_and_none_with_a_changed_part(place, keys):
    one = read("hpke")[place]
    suite, private = keys(one)
    enc, info = raw(one, "enc", "info")
    aad, sealed, plain = raw(one["encryptions"][0], "aad", "ct", "pt")
    opens = rust_openssl.hpke._decrypt_with_aad  # the vectors bind a context that our messages do not have

    assert plain == opens(suite, enc + sealed, private, info, aad)
    last = bytes([sealed[-1] ^ 1])
    for message, context, bound in (
        (enc + sealed[:-1] + last, info, aad),
        (bytes([enc[0] ^ 1]) + enc[1:] + sealed, info, aad),
        (enc + sealed, info + b"\0", aad),
        (enc + sealed, info, aad + b"\0"),
    ):
        with pytest.raises((InvalidTag, ValueError)):
            opens(suite, message, private, context, bound)


def test_sealing_uses_the_kem_and_kdf_of_one_vector_and_the_aead_of_the_other():
    hybrid, classical = read("hpke")[1], read("hpke")[0]
    assert (0x647A, 1) == (int(hybrid["kem_id"]), int(hybrid["kdf_id"]))
    assert (1, 2) == (int(classical["kdf_id"]), int(classical["aead_id"]))
    suite, key = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM), HybridKey(bytes(32))

    sealed = suite.encrypt(b"a key", key.private.public_key(), info=b"regdesk/vault-sheet/v1" + b"head")

    assert sealing.open_for_sheet(key, sealed, b"head") == b"a key"
