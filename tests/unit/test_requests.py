"""Requests and answers are signed as a whole: changing any part breaks the signature."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regdesk.errors import Refused
from regdesk.wire import requests, signatures
from regdesk.wire.requests import Call

SECRET = bytes(range(32))
KEY = signatures.public(SECRET)
DEVICE, INSTANCE = b"d" * 16, b"i" * 16
CALL = Call("POST", "/v1/push?x=1", b"body")


def signed(call=CALL, at_ms=1_795_000_000_000):
    """Sign a request with the keys of this file."""
    return requests.sign_request(SECRET, DEVICE, call, at_ms, INSTANCE)


@given(st.sampled_from(["GET", "POST", "PUT"]), st.text("/abc?=&1", max_size=20), st.binary(max_size=50))
def test_a_proof_survives_its_headers(method, target, body):
    call = Call(method, target, body)
    proof = signed(call)

    found = requests.read_headers(requests.headers(proof))

    assert found == proof
    assert requests.request_valid(KEY, found, call)


@pytest.mark.parametrize(
    "other",
    [
        Call("GET", CALL.target, CALL.body),
        Call(CALL.method, "/v1/push?x=2", CALL.body),
        Call(CALL.method, "/v1/push", CALL.body),
        Call(CALL.method, CALL.target, b"Body"),
    ],
    ids=["method", "query", "no query", "body"],
)
def test_a_proof_holds_for_nothing_else(other):
    assert not requests.request_valid(KEY, signed(), other)


@pytest.mark.parametrize(
    "changed", [{"at_ms": 1_795_000_000_001}, {"device": b"e" * 16}, {"instance": b"j" * 16}], ids=str
)
def test_a_proof_holds_for_one_computer_one_time_and_one_server(changed):
    assert not requests.request_valid(KEY, replace(signed(), **changed), CALL)


def test_another_key_did_not_sign_it():
    assert not requests.request_valid(signatures.public(bytes(32)), signed(), CALL)


@pytest.mark.parametrize("name", requests.HEADERS)
@pytest.mark.parametrize("value", [None, "", "zz", "-1", "ab", "9" * 40])
def test_headers_that_are_missing_or_malformed_are_refused(name, value):
    found = requests.headers(signed())
    if value is None:
        del found[name]
    else:
        found[name] = value

    with pytest.raises(Refused, match="not signed"):
        requests.read_headers(found)


def test_a_request_is_fresh_for_ten_minutes_either_way():
    ten = 10 * 60 * 1000

    fresh = [requests.in_window(1_000_000 + late, 1_000_000) for late in (-ten - 1, -ten, 0, ten, ten + 1)]

    assert fresh == [False, True, True, True, False]


@pytest.mark.parametrize(
    ("signature", "status", "body"),
    [(b"other request", 200, b"yes"), (b"request", 409, b"yes"), (b"request", 200, b"no")],
    ids=["request", "status", "body"],
)
def test_an_answer_holds_for_one_request_one_status_and_one_body(signature, status, body):
    header = requests.sign_answer(SECRET, b"request", 200, b"yes")

    assert requests.answer_valid(KEY, b"request", 200, b"yes", header)
    assert not requests.answer_valid(KEY, signature, status, body, header)
    assert not requests.answer_valid(KEY, b"request", 200, b"yes", "not even hexadecimal")


def test_a_request_signature_is_no_answer_signature():
    header = signed().signature.hex()

    assert not requests.answer_valid(KEY, b"", 200, b"", header)
