"""Signed requests and answers between a real desk's end and a real server, and whatever gets in between."""

from contextlib import closing

import pytest
import requests as http

from regdesk.errors import Refused
from regdesk.sync import troubles
from regdesk.sync.http import Access, Remote, clock_ms, discover
from regdesk.wire import calls, requests, signatures
from tests.bad_line import bad_line
from tests.impostor import impostor
from tests.served import envelope, joined, office

DAY_MS = 24 * 60 * 60 * 1000


def test_an_unknown_server_is_asked_for_its_key_before_it_is_pinned(server):
    said = discover(server.url)

    assert said.answer_key == server.answer_key
    assert said.versions == (1,)
    assert abs(said.now_ms - clock_ms()) < 5000


def test_the_digits_of_a_servers_key_are_six_groups_of_five(server):
    digits = requests.fingerprint(server.answer_key)

    assert [5] * 6 == [len(group) for group in digits.split()]
    assert digits != requests.fingerprint(bytes(32))


def test_a_server_with_another_key_is_not_believed(server, ngo):
    access = ngo.office.access(server, answer_key=signatures.public(signatures.new_secret()))

    with closing(Remote(access)) as line:
        for ask in (line.hello, lambda: line.pull(0), lambda: line.push([envelope(ngo.org, b"")])):
            with pytest.raises(troubles.ForeignAnswer):
                ask()


@pytest.mark.parametrize(
    "days", [-3650, -1, 1, 365], ids=["ten years ago", "yesterday", "tomorrow", "in a year"]
)
def test_a_wrong_clock_is_corrected_by_the_servers_time(server, ngo, days):
    with closing(Remote(ngo.office.access(server), lambda: clock_ms() + days * DAY_MS)) as line:
        assert line.push([envelope(ngo.org, b"")]) == 1

        assert abs(line.offset_ms + days * DAY_MS) < 5000


def test_a_clock_that_jumps_in_the_middle_is_corrected_too(server, ngo):
    shift = [0]
    access = ngo.office.access(server, instance=ngo.line.instance)
    with closing(Remote(access, lambda: clock_ms() + shift[0])) as line:
        line.pull(0)
        shift[0] = -40 * DAY_MS

        assert line.pull(0).head == 0

        assert abs(line.offset_ms - 40 * DAY_MS) < 5000


def test_a_request_replayed_to_another_path_is_refused(server, ngo):
    call = requests.Call("GET", "/v1/pull?after=0")
    proof = requests.sign_request(
        ngo.office.device_secret, ngo.office.device, call, clock_ms(), ngo.line.instance
    )
    headers = requests.headers(proof)

    taken = http.get(server.url + call.target, headers=headers, timeout=10)
    elsewhere = [
        http.get(f"{server.url}/v1/pull?after=1", headers=headers, timeout=10),
        http.get(f"{server.url}/v1/roster/{ngo.org.hex()}", headers=headers, timeout=10),
        http.post(f"{server.url}/v1/push", data=b"other", headers=headers, timeout=10),
    ]

    assert taken.status_code == 200
    assert [401] * 3 == [answer.status_code for answer in elsewhere]
    assert {"signature"} == {calls.Refusal.read(answer.content).reason for answer in elsewhere}


def test_an_old_request_is_refused_with_the_servers_time(server, ngo):
    call = requests.Call("GET", "/v1/pull")
    old_ms = clock_ms() - requests.WINDOW_MS - 1000
    proof = requests.sign_request(
        ngo.office.device_secret, ngo.office.device, call, old_ms, ngo.line.instance
    )

    answer = http.get(server.url + call.target, headers=requests.headers(proof), timeout=10)

    refusal = calls.Refusal.read(answer.content)
    assert (answer.status_code, refusal.reason) == (401, "clock")
    assert abs(refusal.now_ms - clock_ms()) < 5000


@pytest.mark.parametrize("wrong", [{}, {"RegDesk-Signature": "ff"}, {"RegDesk-Time": "now"}], ids=str)
def test_a_request_that_is_not_signed_is_refused(server, ngo, wrong):
    proof = requests.Proof(ngo.office.device, clock_ms(), ngo.line.instance, bytes(64))
    version = {requests.VERSION_HEADER: "1"}
    headers = requests.headers(proof) | wrong if wrong else version

    answer = http.get(f"{server.url}/v1/pull", headers=headers, timeout=10)

    assert (answer.status_code, calls.Refusal.read(answer.content).reason) == (401, "unsigned")


def test_a_desk_of_another_version_is_told_to_update(server):
    answer = http.get(f"{server.url}/v1/pull", headers={requests.VERSION_HEADER: "7"}, timeout=10)

    assert (answer.status_code, calls.Refusal.read(answer.content).reason) == (426, "version")


def test_every_refusal_is_signed_by_the_server(server):
    signature = bytes(range(64))
    for path in ("/v1/pull", "/v1/nowhere", "/v1/blob/xx/yy"):
        answer = http.get(server.url + path, headers={"RegDesk-Signature": signature.hex()}, timeout=10)

        header = answer.headers[requests.ANSWER_HEADER]
        assert requests.answer_valid(server.answer_key, signature, answer.status_code, answer.content, header)


def test_too_many_requests_are_asked_to_pause_and_told_how_long(tmp_path, serve):
    with serve(tmp_path, per_minute=5) as server, joined(server, office()) as line:
        with pytest.raises(troubles.Busy) as busy:  # noqa: PT012 - how many get through is not the claim
            for _ in range(10):
                line.pull(0)

        assert 0 < busy.value.said.retry_s <= 60
        assert str(busy.value.said.retry_s) in str(busy.value)


def far(server, who, url):
    """Give a line to the server by way of another address."""
    return closing(Remote(who.office.access(server, url=url)))


@pytest.mark.parametrize(
    ("status", "headers", "trouble"),
    [
        (200, {"Content-Type": "text/html"}, troubles.SignInPage),
        (302, {"Location": "http://portal.example/login"}, troubles.SignInPage),
        (511, {}, troubles.SignInPage),
        (403, {"Content-Type": "text/html; charset=utf-8"}, troubles.SignInPage),
        (200, {"Content-Type": "application/msgpack"}, troubles.ForeignAnswer),
        (200, {"Content-Type": "application/msgpack", "RegDesk-Answer": "ab" * 64}, troubles.ForeignAnswer),
        (407, {}, troubles.NoConnection),
        (413, {}, troubles.TooLarge),
        (500, {}, troubles.ServerTrouble),
        (502, {"Content-Type": "text/html"}, troubles.Busy),
        (503, {"Retry-After": "17"}, troubles.Busy),
    ],
)
def test_what_answers_in_the_servers_place_is_recognised_and_nothing_counts_as_sent(
    server, ngo, status, headers, trouble
):
    with impostor(status, headers) as url:
        access = ngo.office.access(server, url=url, instance=ngo.line.instance)
        with closing(Remote(access)) as line:
            for ask in (lambda: line.push([envelope(ngo.org, b"")]), lambda: line.pull(0)):
                with pytest.raises(trouble) as met:
                    ask()

    assert str(met.value).endswith(".")
    if "Retry-After" in headers:
        assert met.value.said.retry_s == 17
    assert ngo.line.pull(0, own=True).head == 0


def test_a_server_that_moved_to_https_says_so(server, ngo):
    moved = impostor(301, {"Location": "https://127.0.0.1/v1/hello"})

    with moved as url, far(server, ngo, url) as line, pytest.raises(Refused, match="begins with https"):
        line.hello()


def test_a_cut_line_says_so(server, ngo):
    said = pytest.raises(troubles.NoConnection, match="was cut")

    with bad_line(server.settings.port, cut_down=5) as bad, far(server, ngo, bad.url) as line, said:
        line.hello()


def test_no_line_at_all_and_a_bad_address_have_their_own_words(server, ngo):
    said = pytest.raises(troubles.NoConnection, match="cannot be reached")
    with bad_line(server.settings.port) as gone:
        nobody = gone.url

    with far(server, ngo, nobody) as line, said:
        line.hello()
    with far(server, ngo, "not an address") as line, pytest.raises(Refused, match="not a server address"):
        line.hello()


def test_a_server_that_keeps_silent_is_given_up_on_in_words(server, ngo, monkeypatch):
    monkeypatch.setattr("regdesk.sync.http.STILL_S", 0.2)
    said = pytest.raises(troubles.TimedOut, match="in time")

    with bad_line(server.settings.port, latency_s=1) as bad, far(server, ngo, bad.url) as line, said:
        line.hello()


def test_a_slow_line_makes_requests_smaller_and_a_good_one_larger(server, ngo, monkeypatch):
    monkeypatch.setattr("regdesk.sync.pace.AIM_S", 0.2)
    with bad_line(server.settings.port, rate=80_000) as bad, far(server, ngo, bad.url) as line:
        line.push([envelope(ngo.org, b"slow", line.up.size)])
        slow = line.up.size

    ngo.line.push([envelope(ngo.org, b"fast", 32 * 1024)])

    assert slow == 16 * 1024
    assert ngo.line.up.size == 64 * 1024


def test_secrets_are_not_in_what_is_shown_of_an_access(server, ngo):
    access = ngo.office.access(server)

    assert isinstance(access, Access)
    assert repr(ngo.office.device_secret) not in repr(access)
