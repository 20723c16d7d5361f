"""TLS that does not hold is a warning with words, never a reason to lose work."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from regdesk.errors import RegDeskError
from regdesk.sync import troubles
from regdesk.sync.http import Remote
from tests.impostor import impostor


@pytest.mark.parametrize(
    "case",
    [
        (30, False, True, troubles.CERTIFICATE),
        (-1, True, True, troubles.CERTIFICATE_DATE),
        (30, True, True, troubles.SIGN_IN),
        (30, False, False, troubles.SIGN_IN),
    ],
    ids=["unknown root", "past its date", "root of this computer", "person went on"],
)
def test_a_certificate_that_does_not_hold_is_said_in_words_and_may_be_passed_over(
    server, ngo, tmp_path, monkeypatch, case
):
    days, trusted, checked, words = case
    ours = certificate(tmp_path / "own.pem", days)
    other = certificate(tmp_path / "other.pem", 30)
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    monkeypatch.setenv("SSL_CERT_FILE", str(ours if trusted else other))

    with impostor(200, {"Content-Type": "text/html"}, ours) as url:
        access = ngo.office.access(server, url=url, check_certificate=checked)
        with closing(Remote(access)) as line, pytest.raises(RegDeskError) as met:
            line.hello()

    assert met.value.message == words


def test_a_network_that_breaks_tls_off_says_so(server, ngo):
    said = pytest.raises(troubles.NoConnection, match="protected connection")

    access = ngo.office.access(server, url=server.url.replace("http", "https"))
    with closing(Remote(access)) as line, said:
        line.hello()


def certificate(file, days):
    """Write a self-signed certificate for this computer, good for so many days from now, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, file.stem)])
    ends = datetime.now(UTC) + timedelta(days=days)
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(ends - timedelta(days=60))
        .not_valid_after(ends)
        .add_extension(here, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(secret + made.public_bytes(Encoding.PEM))
    return file
