"""Notices whoever speaks to a network, through Python's audit events; what native code does itself is not seen here."""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import Any, Final, cast

ADDRESSED: Final = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"})
NAMED: Final = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"})
EVENTS: Final = ADDRESSED | NAMED
LOCAL: Final = frozenset({"", "localhost", "127.0.0.1", "::1", "None"})
UNIX: Final = 1
"""The family of sockets that are files; ``socket`` is not imported for it."""


def attempt(event: str, arguments: tuple[Any, ...]) -> str:
    """Return the address that an event is about, empty where no network has a part in it."""
    if event not in EVENTS:
        return ""
    if event in ADDRESSED:
        family, address = int(arguments[0].family), arguments[1]
        if family == UNIX or address is None:
            return ""
        return f"{event} {address!r}"
    return f"{event} {arguments[:2]!r}"


def is_local(event: str, arguments: tuple[Any, ...]) -> bool:
    """Return whether an event is about this very computer."""
    address: object = arguments[1] if event in ADDRESSED else arguments[0]
    host = cast("tuple[object, ...]", address)[0] if isinstance(address, tuple) else address
    return (host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)) in LOCAL


class Guard:
    """Refuses what would leave this computer, and remembers it, since whoever tried may keep the error to itself."""

    def __init__(self) -> None:
        self._found: list[str] = []

        def hear(event: str, arguments: tuple[Any, ...]) -> None:  # no method: that would take three times as long
            if event in EVENTS:
                self._look(event, arguments)

        sys.addaudithook(hear)

    def taken(self) -> list[str]:
        """Return what was tried since the last time this was asked."""
        found, self._found = self._found, []
        return found

    def _look(self, event: str, arguments: tuple[Any, ...]) -> None:
        if (said := attempt(event, arguments)) and not is_local(event, arguments):
            self._found.append(said)
            raise OSError(f"tests speak to no network: {said}")


@cache
def guard() -> Guard:
    """Return the guard of this process."""
    return Guard()


def log_to(path: str) -> None:
    """Write every attempt of this process into a file, one a line, with the test that runs; local ones too."""

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        if event in EVENTS and (said := attempt(event, arguments)):
            test = os.environ.get("PYTEST_CURRENT_TEST", "")
            line = f"{os.getpid()} python {said} in {test or sys.argv[:2]}\n"
            file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            os.write(file, line.encode("utf-8", "replace"))
            os.close(file)

    sys.addaudithook(hear)
