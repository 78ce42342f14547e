"""The search for what is left of secrets finds it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support import remains
from support.remains import CODINGS, Remains

SECRETS = ("qzxvone", "qzxvtwo")


@pytest.mark.parametrize("coding", CODINGS)
def test_it_finds_them_in_every_coding(coding: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"\x00y" + "qzxv qzxvtwo.".encode(coding) + b"\xff")
    assert Remains(SECRETS).in_folders(tmp_path) == {tmp_path / "file": {"qzxvtwo"}}


def test_it_finds_one_that_lies_across_two_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remains, "PIECE", 40)
    (tmp_path / "file").write_bytes(b"." * 36 + b"qzxvone" + b"." * 50)
    assert Remains(SECRETS).in_file(tmp_path / "file") == {"qzxvone"}


def test_it_finds_them_in_names(tmp_path: Path) -> None:
    (tmp_path / "a qzxvone").mkdir()
    assert list(Remains(SECRETS).in_folders(tmp_path).values()) == [{"qzxvone"}]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="reads memory as Linux shows it")
def test_it_finds_them_in_memory() -> None:
    found, size = Remains(SECRETS).in_memory(os.getpid())
    assert found == set(SECRETS)
    assert size > 1_000_000
