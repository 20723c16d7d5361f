"""The one-time code, the six words and the messages of joining."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regdesk.crypto import digits
from regdesk.crypto import enrolment as joining
from regdesk.crypto.enrolment import Message
from regdesk.crypto.keys import EpochKeys, HybridKey
from regdesk.crypto.sealing import open_old_seeds, seal_old_seeds
from regdesk.domain.codec import pack
from regdesk.errors import Refused
from regdesk.wire import enrolment as wire
from regdesk.wire.encoding import NEWER
from tests import trust
from tests.trust import CENTRE, OPORA, seed

CODE = seed("code")[:16]
TALK = seed("talk")
ASKED = wire.Request(trust.paper("tablet"), seed("author"), "Вера", frozenset({"viewer"}))


@given(st.binary(min_size=16, max_size=16))
def test_a_code_is_read_back_however_its_digits_are_spaced(code):
    groups = digits.groups(code)

    assert 8 == len(groups)
    for typed in ("".join(groups), " ".join(groups), "-".join(groups), "\n".join(groups)):
        assert code == joining.code_of(digits.cut(typed))


def test_a_wrong_digit_names_its_group():
    groups = list(digits.groups(CODE))
    groups[4] = groups[4][:5] + str((int(groups[4][5]) + 1) % 10)

    with pytest.raises(Refused) as error:
        joining.code_of(groups)

    assert {"number": 5} == error.value.values


def test_there_are_256_different_words_in_both_languages():
    listed = joining._listed()

    assert 256 == len(listed) == len({ru for ru, _ in listed}) == len({en for _, en in listed})


def test_the_words_are_the_same_ones_in_both_languages_and_follow_from_the_messages():
    russian, english = (joining.words(TALK, language).split() for language in ("ru", "en"))
    pairs = dict(joining._listed())

    assert english == [pairs[word] for word in russian]
    assert english != joining.words(seed("other talk"), "en").split()
    assert 6 == len(english)


def test_a_message_opens_only_with_its_code_and_for_its_purpose():
    sealed = joining.seal(CODE, Message.REQUEST, b"request")

    assert b"request" == joining.unseal(CODE, Message.REQUEST, sealed)
    for code, message, data in (
        (seed("other")[:16], Message.REQUEST, sealed),
        (CODE, Message.ANSWER, sealed),
        (CODE, Message.REQUEST, sealed[:-1] + bytes([sealed[-1] ^ 1])),
        (CODE, Message.REQUEST, b""),
    ):
        with pytest.raises(Refused):
            joining.unseal(code, message, data)


def test_an_answer_opens_only_on_its_computer_and_in_its_talk():
    key = HybridKey(seed("kem"))
    sealed = joining.seal_answer(CODE, key.public, TALK, b"everything")

    assert b"everything" == joining.open_answer(CODE, key, TALK, sealed)
    with pytest.raises(Refused):
        joining.open_answer(CODE, HybridKey(seed("other")), TALK, sealed)
    with pytest.raises(Refused):
        joining.open_answer(CODE, key, seed("other talk"), sealed)


def test_no_two_boxes_have_one_id():
    boxes = {joining.box(CODE, message, part) for message in Message for part in range(5)}

    assert 15 == len(boxes)
    assert {32} == {len(box) for box in boxes}


def test_too_much_for_the_boxes_is_refused():
    with pytest.raises(Refused):
        joining.parts(bytes(joining.PIECE * joining.MOST_PARTS + 1))


@pytest.mark.parametrize("data", [b"", b"x", pack([1]), pack([1, b"short"]), pack("text"), ASKED.pack()[:-3]])
def test_damaged_messages_are_refused(data):
    for read in (wire.read_hello, wire.read_request, wire.read_answer):
        with pytest.raises(Refused):
            read(data)


def test_a_message_of_a_later_version_asks_for_an_update():
    with pytest.raises(Refused) as error:
        wire.read_hello(pack([2, OPORA.org32]))

    assert NEWER == error.value.message


def test_an_answer_is_believed_only_from_an_administrator_of_that_organisation_in_that_talk():
    true = wire.read_answer(wire.answer({}, TALK, OPORA.org32, OPORA.secret))
    foreign = wire.read_answer(wire.answer({}, TALK, OPORA.org32, CENTRE.secret))

    wire.check_answer(true, TALK, OPORA.roster)
    for answer, talk in ((true, seed("other talk")), (foreign, TALK)):
        with pytest.raises(Refused):
            wire.check_answer(answer, talk, OPORA.roster)


def test_the_newest_seed_opens_the_older_ones_of_its_organisation_and_epoch_only():
    older, newest = {1: OPORA.epoch, 2: EpochKeys(2, seed("two"))}, EpochKeys(3, seed("three"))
    sealed = seal_old_seeds(newest, older, OPORA.org32)

    assert older == open_old_seeds(newest, sealed, OPORA.org32)
    for epoch, org in ((EpochKeys(3, seed("x")), OPORA.org32), (newest, CENTRE.org32)):
        with pytest.raises(Refused):
            open_old_seeds(epoch, sealed, org)
