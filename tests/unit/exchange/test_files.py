"""A file that a user names is read, or one sentence says why not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from eucles_desk.errors import ExchangeError
from eucles_desk.exchange.files import load
from eucles_desk.exchange.limits import MAX_BYTES


def test_the_content_is_returned(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"{}\r\n")

    assert load(path) == b"{}\r\n"


def test_no_more_is_read_than_tells_that_a_file_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES * 3)

    assert len(load(path)) == MAX_BYTES + 1


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match=r"^There is no file .*nothing\.json\.$"):
        load(tmp_path / "nothing.json")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match=r" is not a file\.$"):
        load(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(ExchangeError, match=r" is not a file\.$"):
        load(tmp_path / "pipe")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the owner of the machine may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "closed.json"
    path.touch(mode=0o000)

    with pytest.raises(ExchangeError, match=r"closed\.json may not be read by this user\.$"):
        load(path)


def test_a_name_that_no_file_can_have_is_a_sentence_too() -> None:
    with pytest.raises(ExchangeError, match=r" cannot be read\.$|^There is no file "):
        load(Path("a\0b"))


def test_a_name_longer_than_a_system_allows_is_a_sentence_too(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match=r"cannot be read\.$|^There is no file "):
        load(tmp_path / ("x" * 5000))
