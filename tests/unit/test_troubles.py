"""Whatever goes wrong on the way is said in a sentence, and a sign-in page is never taken for the server."""

import pytest

from regdesk.sync import troubles
from regdesk.wire.calls import STATUS, Refusal


@pytest.mark.parametrize("reason", STATUS)
def test_every_refusal_has_words_of_its_own(reason):
    trouble = troubles.from_refusal(Refusal(reason=reason, retry_s=7))

    assert trouble.message != troubles.from_refusal(Refusal(reason="no such word")).message
    assert trouble.said.reason == reason
    assert str(trouble).endswith(".")
    assert "{" not in str(trouble)


def test_a_reason_from_a_later_server_is_still_a_trouble():
    trouble = troubles.from_refusal(Refusal(reason="something-new"))

    assert isinstance(trouble, troubles.ServerTrouble)


def test_a_redirect_to_another_host_is_a_sign_in_page_and_to_the_same_an_address_to_change():
    away = troubles.Unsigned(302, moved_to="https://portal.example/")
    home = troubles.Unsigned(301, moved_to="https://server.example/v1/hello")

    found = [troubles.from_unsigned(one, "http://server.example/v1/hello") for one in (away, home)]

    assert isinstance(found[0], troubles.SignInPage)
    assert "https://" in str(found[1])
