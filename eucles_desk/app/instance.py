"""One window program on one data folder: a second start raises the first one's window and ends."""

from __future__ import annotations

import hashlib
import logging
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

if TYPE_CHECKING:
    from pathlib import Path

WAIT_MILLISECONDS = 2_000
PATIENCE_SECONDS = 2.0
"""How long a program is waited for that has the data folder but is only just starting."""
PAUSE_SECONDS = 0.1
RAISE, HEARD = b"raise\n", b"heard\n"
MOST_BYTES = 64

_log = logging.getLogger(__name__)


def name_of(data_dir: Path) -> str:
    """Return the name under which the program on a data folder can be reached by its owner."""
    place = str(data_dir.resolve()).encode("utf-8", "surrogateescape")
    return f"eucles-desk-{hashlib.sha256(place).hexdigest()[:24]}"


def raise_first(data_dir: Path, patience: float = PATIENCE_SECONDS) -> bool:
    """Ask the program that has the data folder to show its window; return whether it has said that it does.

    One that hangs says nothing, and is not reported as being in front.
    """
    give_up = time.monotonic() + patience
    while True:
        socket = QLocalSocket()
        socket.connectToServer(name_of(data_dir))
        if socket.waitForConnected(WAIT_MILLISECONDS):
            return _asked(socket)
        if time.monotonic() >= give_up:
            return False
        time.sleep(PAUSE_SECONDS)


def _asked(socket: QLocalSocket) -> bool:
    socket.write(RAISE)
    socket.waitForBytesWritten(WAIT_MILLISECONDS)
    while socket.bytesAvailable() < len(HEARD) and socket.waitForReadyRead(WAIT_MILLISECONDS):
        pass
    heard = socket.read(MOST_BYTES).data() == HEARD
    socket.disconnectFromServer()
    return heard


class FirstInstance(QObject):
    """Listens for later starts on the same data folder.

    Signals:
        raise_wanted: The program was started once more.
    """

    raise_wanted = Signal()

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        name = name_of(data_dir)
        # Whoever holds the data folder's lock is the only one; a socket that is still there was left by a crash.
        QLocalServer.removeServer(name)
        self.is_listening = self._server.listen(name)
        if not self.is_listening:
            _log.warning("A second start cannot be answered: %s", self._server.errorString())

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    @Slot()
    def _on_connection(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(self._on_ready)
        socket.disconnected.connect(socket.deleteLater)
        if socket.bytesAvailable():
            self._read(socket)

    @Slot()
    def _on_ready(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        said = bytes(socket.read(MOST_BYTES).data())
        if said == RAISE:
            socket.write(HEARD)
            socket.flush()  # the other one lets go once it has read this
            self.raise_wanted.emit()
        else:
            socket.disconnectFromServer()
