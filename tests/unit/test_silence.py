"""The suite speaks to no network: whoever tries is refused, and found out even when that is kept silent."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from support.silence import guard


def connect(address: Any, family: int = socket.AF_INET) -> None:
    with socket.socket(family) as made:
        made.settimeout(1)
        made.connect(address)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: connect(("192.0.2.1", 80)),
        lambda: connect(("2001:db8::1", 80), socket.AF_INET6),
        lambda: socket.getaddrinfo("example.org", 443),
        lambda: socket.gethostbyname("example.org"),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 53)),
    ],
    ids=["connect", "connect to IPv6", "look a name up", "look it up the old way", "send"],
)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_an_attempt_is_refused_and_remembered(attempt: Callable[[], object]) -> None:
    with pytest.raises(OSError, match="tests speak to no network"):
        attempt()
    assert len(guard().taken()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="sockets that are files")
def test_sockets_that_are_files_and_this_computer_are_no_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # names of sockets are short
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("socket")
    with suppress(OSError):
        connect(("127.0.0.1", 9))
    assert guard().taken() == []
