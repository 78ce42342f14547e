"""No stream of a file ends in a byte that reads as a part of the line's end."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eucles_desk.reports.packing import _compressed  # pyright: ignore[reportPrivateUsage]


def unpacked(filters: bytes, content: bytes) -> bytes:
    for _ in range(filters.count(b"/FlateDecode")):
        content = zlib.decompress(content)
    return content


def awkward() -> bytes:
    """Return bytes whose checksum ends in a carriage return, whatever zeros are added to them."""
    return bytes([0x0C])


@pytest.mark.parametrize("may_grow", [True, False])
def test_an_awkward_checksum_is_gone_round(may_grow: bool) -> None:
    assert zlib.compress(awkward()).endswith(b"\r")
    assert zlib.compress(awkward() + bytes(3)).endswith(b"\r")
    filters, content = _compressed(awkward(), may_grow=may_grow)
    assert not content.endswith(b"\r")
    assert unpacked(filters, content).rstrip(b"\n") == awkward()


@given(content=st.binary(max_size=300), may_grow=st.booleans())
def test_what_is_compressed_comes_out_as_it_went_in(content: bytes, may_grow: bool) -> None:
    filters, packed = _compressed(content, may_grow=may_grow)
    assert not packed.endswith(b"\r")
    assert unpacked(filters, packed).removeprefix(content).strip(b"\n") == b""
