"""A second reader of RegDesk's bytes, written from docs/protocol.md alone, sharing no code with the program.

Everything raises ValueError where a byte is not as the page says.
"""

import hashlib
import zlib
from types import SimpleNamespace

import msgpack
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
ONCE = bytes(12)


def need(holds, what):
    """Refuse bytes that are not as the page says."""
    if not holds:
        raise ValueError(what)


def h(label, *parts):
    """Section 3: H(label, parts…)."""
    total = hashlib.sha256()
    for part in (label.encode(), *parts):
        total.update(len(part).to_bytes(8, "big") + part)
    return total.digest()


def check(key, signature, label, *parts):
    """Section 3: an Ed25519 signature over H(label, parts…)."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, h(label, *parts))
    except InvalidSignature as error:
        raise ValueError(label) from error


def signed(data):
    """Part signed bytes into what was signed and the signature."""
    return data[:-64], data[-64:]


def packed(data):
    """Section 3: canonical msgpack; what does not pack to the same bytes again is refused."""
    value = msgpack.unpackb(data, raw=False, strict_map_key=True)
    need(msgpack.packb(ordered(value), use_bin_type=True) == data, "canonical")
    return value


def ordered(value):
    """Sort the keys of all maps; floats are refused."""
    need(not isinstance(value, float), "no floats")
    if isinstance(value, dict):
        return {key: ordered(value[key]) for key in sorted(value)}
    return [ordered(one) for one in value] if isinstance(value, list) else value


def hkdf(secret, label, size=32, salt=None):
    """Give HKDF-SHA256 of a secret for a label."""
    return HKDF(algorithm=SHA256(), length=size, salt=salt, info=label.encode()).derive(secret)


def hybrid(seed):
    """Section 4: the hybrid key of a seed, private, and its 1,216 public bytes."""
    raw = hkdf(seed, "regdesk/hybrid-key/v1", 96)
    mlkem = MLKEM768PrivateKey.from_seed_bytes(raw[:64])
    x25519 = X25519PrivateKey.from_private_bytes(raw[64:])
    public = mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()
    return MLKEM768X25519PrivateKey(mlkem, x25519), public


def opened(key, nonce, sealed, aad):
    """Open AES-256-GCM."""
    try:
        return AESGCM(key).decrypt(nonce, sealed, aad)
    except InvalidTag as error:
        raise ValueError("seal") from error


def unpadded(data):
    """Section 7: length 4 ‖ content ‖ zeros, of an allowed length."""
    length, size = int.from_bytes(data[:4], "big"), len(data)
    steps = (512, 1024, 1536, 2048, 3072, 4096)
    e = size.bit_length() - 1
    padme = size & ((1 << (e - e.bit_length())) - 1) == 0
    need(size in steps or (size > steps[-1] and padme), "padding")
    need(length + 4 <= size and not any(data[4 + length :]), "padding")
    return data[4 : 4 + length]


def roster(statements):
    """Section 5: read a chain without branches; revoked keys leave `authors`."""
    found = SimpleNamespace(
        org32=b"", head32=bytes(32), length=0, authors={}, devices={}, epochs={}, wraps={}
    )
    for data in statements:
        array, signature = signed(data)
        n, prev, kind, body, _ = packed(array)
        need((n, prev) == (found.length + 1, found.head32), "chain")
        key = body["pub"] if kind == "genesis" else found.authors[body["by"]][0]
        check(key, signature, "regdesk/roster/v1", array)
        need(kind == "genesis" or "admin" in found.authors[body["by"]][1], "admin")
        found.length, found.head32 = n, h("regdesk/statement/v1", array)
        found.org32 = found.org32 or found.head32
        say(found, kind, body)
    return found


def say(found, kind, body):
    """Section 5: the table of statements."""
    if kind in ("genesis", "add_author"):
        author = h("regdesk/author/v1", found.org32, body["pub"])[:16]
        found.authors[author] = body["pub"], body["roles"] + ["admin"] * (kind == "genesis")
    if kind in ("genesis", "add_device", "sheet"):
        found.devices[h("regdesk/device/v1", found.org32, body["sign_pub"])[:16]] = body["kem_pub"]
    if kind == "sheet":
        author = h("regdesk/author/v1", found.org32, body["sign_pub"])[:16]
        found.authors[author] = body["sign_pub"], ["admin"]
    if kind == "epoch":
        found.epochs[body["e"]], found.wraps[body["e"]] = body["pub"], body["wraps"]
    if kind in ("revoke_author", "revoke_device"):
        del vars(found)[kind[7:] + "s"][body[kind[7:]]]


def by_one_of(authors, place, data, label):
    """Read packed fields that one of the authors signed; which one stands at a place among them."""
    array, signature = signed(data)
    fields = packed(array)
    check(authors[fields[place]][0], signature, label, array)
    return fields


def entry(data, authors):
    """Section 6: id20 and fields of a signed entry."""
    fields = by_one_of(authors, 3, data, "regdesk/entry/v1")
    need(len(fields) == 11 and fields[0] == 1 and len(data) <= 65536, "entry")
    return h("regdesk/entry-id/v1", data[:-64])[:20], fields


def unwrapped(data, magic, org32, epoch_seed):
    """Section 7: what the wrap of an envelope or a bundle holds, and where the rest begins."""
    header = data[:24]
    need(header[:3] == magic + b"\x01" and header[3] in (1, 2), "version")
    need(header[8:] == h("regdesk/mailbox/v1", org32)[:16], "address")
    wrap = data[24 : 24 + (124, 1200)[header[3] - 1]]
    if header[3] == 2:
        key = hybrid(hkdf(epoch_seed, "regdesk/epoch-kem/v1"))[0]
        return SUITE.decrypt(wrap, key, info=header), 24 + len(wrap)
    key = hkdf(hkdf(epoch_seed, "regdesk/epoch-own/v1"), "regdesk/own-wrap/v1", salt=wrap[:32])
    return opened(key, wrap[32:44], wrap[44:], header), 24 + len(wrap)


def envelope(data, org32, epoch_seed):
    """Section 7: content of an envelope, and whether a computer of the own organisation sealed it."""
    secret, start = unwrapped(data, b"RD", org32, epoch_seed)
    need(hashlib.sha256(data[start:]).digest() == secret[32:], "body hash")
    return unpadded(opened(secret[:32], ONCE, data[start:], data[:24])), data[3] == 1


def bundle(data, org32, epoch_seed):
    """Section 8: kind and bytes of each frame of a bundle."""
    secret, start = unwrapped(data, b"RB", org32, epoch_seed)
    body = data[start + 4 + int.from_bytes(data[start : start + 4], "big") :]
    need(hashlib.sha256(body).digest() == secret[32:], "pieces")
    pieces = [body[i : i + 65552] for i in range(0, len(body), 65552)]
    nonces = [i.to_bytes(11, "big") + bytes([i == len(pieces) - 1]) for i in range(len(pieces))]
    both = zip(nonces, pieces, strict=True)
    plain = b"".join(opened(secret[:32], nonce, piece, data[:24]) for nonce, piece in both)
    frames, at = [], 0
    while at < len(plain) and plain[at]:
        size = int.from_bytes(plain[at + 1 : at + 5], "big")
        frames.append((plain[at], plain[at + 5 : at + 5 + size]))
        at += 5 + size
    need(not any(plain[at:]), "padding")
    return frames


def batch(content, authors):
    """Section 7: the fields of a batch, its signed entries and its c_k."""
    packing, raw, marks, signature = packed(content)
    array = zlib.decompress(raw) if packing else raw
    fields = packed(array)
    need(len(fields) == 15 and fields[0] == 1, "batch")
    check(authors[fields[2]][0], signature, "regdesk/batch/v1", array + marks)
    items = [one + marks[64 * i : 64 * i + 64] for i, one in enumerate(fields[14])]
    need(len(marks) == 64 * len(items), "marks")
    return fields, items, h("regdesk/chain/v1", fields[5], array + marks)


def void(data, authors):
    """Section 7: the fields of a void that its own author signed."""
    return by_one_of(authors, 1, data, "regdesk/void/v1")


def snapshot(data, key):
    """Section 7: the signed entries of a snapshot."""
    need(data[:4] == b"RDS\x01", "version")
    version, packing, raw, marks = packed(unpadded(opened(key, ONCE, data[4:], data[:4])))
    arrays = packed(zlib.decompress(raw) if packing else raw)
    need(version == 1 and len(marks) == 64 * len(arrays), "pack")
    return [one + marks[64 * i : 64 * i + 64] for i, one in enumerate(arrays)]


def index(data, authors):
    """Section 7: the fields of a snapshot index."""
    return by_one_of(authors, 2, data, "regdesk/index/v1")


def attachment(chunks, blob16, key32, root32, size):
    """Section 8: the plain bytes of sealed chunks."""
    count = len(chunks)
    need(h("regdesk/blob-root/v1", *(hashlib.sha256(one).digest() for one in chunks)) == root32, "root")
    aad = blob16 + count.to_bytes(4, "big")
    nonces = (i.to_bytes(11, "big") + bytes([i == count - 1]) for i in range(count))
    plain = b"".join(opened(key32, nonce, one, aad) for nonce, one in zip(nonces, chunks, strict=True))
    need(not any(plain[size:]), "padding")
    return plain[:size]


def seed(wrap, device_secret, org32, epoch):
    """Section 4: the epoch seed that was sealed to a computer's hybrid key."""
    info = b"regdesk/seed-wrap/v1" + org32 + epoch.to_bytes(4, "big")
    return SUITE.decrypt(wrap, hybrid(device_secret)[0], info=info)


def introduction(data):
    """Section 5: who an organisation says it is, and its roster."""
    array, signature = signed(data)
    version, *said, by, statements = packed(array)
    found = roster(statements)
    need(version == 1, "version")
    check(found.authors[by][0], signature, "regdesk/introduction/v1", array)
    return said, found


def digits(one, other):
    """Section 5: the 30 digits that two organisations compare."""
    raw = hashlib.scrypt(
        b"".join(sorted((one, other))), salt=b"regdesk/digits/v1", n=2**14, r=8, p=1, dklen=32
    )
    text = f"{int.from_bytes(raw, 'big') % 10**30:030d}"
    return " ".join(text[i : i + 5] for i in range(0, 30, 5))
