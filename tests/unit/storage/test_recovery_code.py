"""The recovery code comes back as the key, forgives how it is typed, and finds what is mistyped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eucles_desk.assessment.signs import ALPHABET
from eucles_desk.errors import WrongPassphraseError
from eucles_desk.storage.recovery_code import GROUPS, LENGTH, key_from_recovery_code, recovery_code

KEY = "0123456789abcdef" * 4
keys = st.binary(min_size=32, max_size=32).map(bytes.hex)


@given(keys)
def test_the_code_comes_back_as_the_key(key: str) -> None:
    code = recovery_code(key)
    assert [len(group) for group in code.split("-")] == [5] * GROUPS
    assert set(code) <= {*ALPHABET, "-"}
    assert key_from_recovery_code(code) == key


@given(keys, st.sampled_from([" ", "", "-", "\n", "\N{EN DASH}", " - ", "\N{SOFT HYPHEN}", ". "]))
def test_case_dashes_and_letters_that_look_like_digits_are_forgiven(key: str, between: str) -> None:
    code = recovery_code(key)
    typed = between.join(code.split("-")).lower().replace("0", "o").replace("1", "l")
    assert key_from_recovery_code(f" {typed}\n") == key
    assert key_from_recovery_code(code.replace("0", "O").replace("1", "I")) == key


def test_every_single_wrong_sign_is_found_and_its_group_is_named() -> None:
    code = recovery_code(KEY).replace("-", "")
    for at, right in enumerate(code):
        for wrong in ALPHABET + "U?Ä":
            if wrong == right:
                continue
            with pytest.raises(WrongPassphraseError, match=rf"groups of five: {at // 5 + 1}\."):
                key_from_recovery_code(code[:at] + wrong + code[at + 1 :])


@given(keys, st.data())
def test_two_signs_of_a_group_that_changed_places_are_found(key: str, data: st.DataObject) -> None:
    code = list(recovery_code(key).replace("-", ""))
    start = 5 * data.draw(st.integers(0, GROUPS - 1))
    one, other = data.draw(st.permutations(range(5)).map(lambda order: order[:2]))
    if code[start + one] == code[start + other]:
        return
    code[start + one], code[start + other] = code[start + other], code[start + one]
    with pytest.raises(WrongPassphraseError, match=rf"groups of five: {start // 5 + 1}\."):
        key_from_recovery_code("".join(code))


@given(keys, st.permutations(range(GROUPS)))
def test_groups_out_of_order_are_found(key: str, order: list[int]) -> None:
    groups = recovery_code(key).split("-")
    moved = [at for at, place in enumerate(order) if at != place]
    if not moved:
        return
    with pytest.raises(WrongPassphraseError) as caught:
        key_from_recovery_code("-".join(groups[place] for place in order))
    assert caught.value.values["groups"] == ", ".join(str(at + 1) for at in moved)


@pytest.mark.parametrize("length", [0, 1, LENGTH - 1, LENGTH + 1, 10_000])
def test_a_code_of_another_length_is_told_apart(length: int) -> None:
    with pytest.raises(WrongPassphraseError, match="has 65 letters and digits"):
        key_from_recovery_code("A" * length)


@given(st.text(max_size=100))
def test_any_other_text_is_refused(typed: str) -> None:
    with pytest.raises(WrongPassphraseError):
        key_from_recovery_code(typed)
