"""Case codes: readable in two alphabets, wrong signs found, nothing unwanted."""

import random

from hypothesis import given
from hypothesis import strategies as st

from regdesk.domain import codes

CODES = st.integers(0, 2**32).map(lambda seed: codes.draw(random.Random(seed).randbytes))  # noqa: S311 - examples


@given(CODES, st.data())
def test_one_wrong_sign_is_always_found(code: str, data: st.DataObject) -> None:
    plain = codes.folded(code)
    place = data.draw(st.integers(0, 7))
    signs = codes.LETTERS if place < 4 else "0123456789"
    other = data.draw(st.sampled_from([sign for sign in signs if sign != plain[place]]))

    assert codes.valid(code)
    assert not codes.valid(plain[:place] + other + plain[place + 1 :])


@given(CODES)
def test_a_code_typed_in_latin_letters_without_spaces_is_the_same_code(code: str) -> None:
    typed = (
        code.translate(str.maketrans(codes.LETTERS, codes.LATIN)).lower().replace(" ", "").replace("-", "")
    )

    assert codes.valid(typed)
    assert codes.folded(typed) == codes.folded(code)
