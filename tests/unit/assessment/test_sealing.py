"""A seal commits to judgements without telling them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.gold import full
from support.plain_strategies import hashes

from eucles_desk.assessment.sealing import agreed_digest, code_of, fits, parse_code
from eucles_desk.assessment.signs import ALPHABET
from eucles_desk.assessment.verdict import Seal
from eucles_desk.errors import RuleError

VALUE = full()
SEAT = VALUE.judgements[0].seat
SALT = "0f" * 32


def changed(**fields: object) -> object:
    first, *others = VALUE.judgements
    return replace(VALUE, judgements=(replace(first, **fields), *others))  # type: ignore[arg-type]


def test_the_code_has_four_groups_of_four_signs_that_are_not_mistaken_for_others() -> None:
    code = code_of(VALUE, SEAT, SALT)
    assert [len(group) for group in code.split("-")] == [4, 4, 4, 4]
    assert set(code) <= {*ALPHABET, "-"}


@pytest.mark.parametrize(
    "fields",
    [{"level": 1}, {"reason": "Another."}, {"on_site": True}, {"strengths": ("One more.",)}, {"citations": ()}],
)
def test_any_other_judgement_has_another_code(fields: dict[str, object]) -> None:
    other = changed(**fields)
    assert other != VALUE
    assert code_of(other, SEAT, SALT) != code_of(VALUE, SEAT, SALT)  # type: ignore[arg-type]


def test_the_order_in_which_it_was_judged_does_not_matter() -> None:
    turned = replace(VALUE, judgements=VALUE.judgements[::-1])
    assert code_of(turned, SEAT, SALT) == code_of(VALUE, SEAT, SALT)


def test_another_seat_and_other_random_bytes_have_another_code() -> None:
    other = next(seat.id for seat in VALUE.seats if seat.id != SEAT)
    assert len({code_of(VALUE, SEAT, SALT), code_of(VALUE, other, SALT), code_of(VALUE, SEAT, "1f" * 32)}) == 3


def test_it_fits_until_something_is_changed_and_never_without_the_random_bytes() -> None:
    seal = Seal(SEAT, code_of(VALUE, SEAT, SALT), salt=SALT)
    assert fits(VALUE, seal)
    assert not fits(changed(level=1), seal)  # type: ignore[arg-type]
    assert not fits(VALUE, replace(seal, salt=""))


@given(hashes())
def test_a_code_is_read_as_people_write_it(salt: str) -> None:
    code = code_of(VALUE, SEAT, salt)
    assert parse_code(code) == code
    assert parse_code(code.lower().replace("-", " ")) == code
    assert parse_code(code.replace("0", "o").replace("1", "l").replace("-", "\N{EN DASH}")) == code


@given(hashes(), st.integers(0, 15), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_found(salt: str, place: int, sign: str) -> None:
    signs = list(code_of(VALUE, SEAT, salt).replace("-", ""))
    if signs[place] == sign:
        return
    signs[place] = sign
    with pytest.raises(RuleError, match="sign of this code is wrong"):
        parse_code("".join(signs))


@pytest.mark.parametrize(
    "typed", ["", "7K2M", "7K2M-90QX-3TVW-B1Z", "7K2M-90QX-3TVW-B1ZCC", "7K2M-90QX-3TVW-B1Z!", "\x00" * 16]
)
def test_what_is_no_code_is_told(typed: str) -> None:
    with pytest.raises(RuleError, match="letters and digits"):
        parse_code(typed)


def test_the_digest_of_the_agreed_text_follows_levels_reasons_and_what_is_told_to_the_cluster() -> None:
    agreed = VALUE.consensus[0]
    level = replace(VALUE, consensus=(replace(agreed, level=1), *VALUE.consensus[1:]))
    reason = replace(VALUE, consensus=(replace(agreed, reason="Another."), *VALUE.consensus[1:]))
    assert len({agreed_digest(VALUE), agreed_digest(level), agreed_digest(reason)}) == 3
    assert agreed_digest(replace(VALUE, visits=())) == agreed_digest(VALUE)
