"""Boxes: nobody but their owner reads them, and nobody else fills them."""

from __future__ import annotations

import io
import json

import pyrage  # pyright: ignore[reportMissingTypeStubs]
import pytest
from support.packing import ASSESSMENT, LEAD, OTHER_SEAT, SEAT, SECOND, encrypted

from eucles_desk.age.streams import Age
from eucles_desk.errors import InvalidBoxError
from eucles_desk.packages.box import opened_box, sealed_box
from eucles_desk.packages.keys import OwnKeys

CONTENT = b'[{"criterion": "2.5", "level": 4}]\n'
BOX = sealed_box(CONTENT, LEAD, assessment=ASSESSMENT, seat=SEAT)


def opened(box: bytes, own: OwnKeys = LEAD, seat: str = SEAT, assessment: str = ASSESSMENT) -> bytes:
    return opened_box(box, own, assessment=assessment, seat=seat)


def plain() -> bytes:
    out = bytearray()
    Age(LEAD.sealing_secret).decrypt(io.BytesIO(BOX).read, out.extend)
    return bytes(out)


def test_only_the_owner_reads_a_box() -> None:
    assert opened(BOX) == CONTENT
    assert b"criterion" not in BOX
    with pytest.raises(InvalidBoxError, match="somebody else"):
        opened(BOX, SECOND)


def test_the_owner_reads_it_with_other_programs_too() -> None:
    line, _, content = plain().partition(b"\n")
    assert content == CONTENT
    assert json.loads(line)["seat"] == SEAT
    assert pyrage.__name__


def test_a_box_belongs_to_one_seat_of_one_assessment() -> None:
    with pytest.raises(InvalidBoxError, match="another assessment"):
        opened(BOX, seat=OTHER_SEAT)
    with pytest.raises(InvalidBoxError, match="another assessment"):
        opened(BOX, assessment=OTHER_SEAT)


def test_others_can_encrypt_to_the_owner_but_not_speak_for_them() -> None:
    """Anybody has the public key; so what was put by is signed too."""
    own = OwnKeys(SECOND.signing_secret, LEAD.sealing_secret)
    with pytest.raises(InvalidBoxError, match="your own key"):
        opened(sealed_box(CONTENT, own, assessment=ASSESSMENT, seat=SEAT))
    with pytest.raises(InvalidBoxError, match="your own key"):
        opened(encrypted(plain().replace(b'"level": 4', b'"level": 5'), LEAD))
    with pytest.raises(InvalidBoxError, match="your own key"):
        opened(encrypted(plain().replace(SEAT.encode(), OTHER_SEAT.encode()), LEAD), seat=OTHER_SEAT)


@pytest.mark.parametrize(
    "inside",
    [b"", b"\n", b"[]\n", b"{}\n", b"x" * 5000, b'{"format": "eucles-box", "version": 1}\n', b"\xff\n", b"[" * 4000],
)
def test_anything_else_inside_is_refused(inside: bytes) -> None:
    with pytest.raises(InvalidBoxError):
        opened(encrypted(inside, LEAD))


def test_a_newer_box_is_told() -> None:
    with pytest.raises(InvalidBoxError, match="newer"):
        opened(encrypted(b'{"format": "eucles-box", "version": 2}\n', LEAD))


def test_no_flipped_bit_and_no_cut_passes() -> None:
    for at in range(len(BOX)):
        broken = bytearray(BOX)
        broken[at] ^= 1 << at % 8
        for content in (bytes(broken), BOX[:at]):
            with pytest.raises(InvalidBoxError):
                opened(content)
    with pytest.raises(InvalidBoxError):
        opened(BOX + b"x")
