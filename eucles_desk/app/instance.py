"""One window program on one data folder: a second start raises the first one's window and ends."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

if TYPE_CHECKING:
    from pathlib import Path

WAIT_MILLISECONDS = 2_000
RAISE = b"raise\n"
MOST_BYTES = 64


def name_of(data_dir: Path) -> str:
    """Return the name under which the program on a data folder can be reached by its owner."""
    place = str(data_dir.resolve()).encode("utf-8", "surrogateescape")
    return f"eucles-desk-{hashlib.sha256(place).hexdigest()[:24]}"


def raise_first(data_dir: Path) -> bool:
    """Ask the program that has the data folder to show its window; return whether there is one that heard."""
    socket = QLocalSocket()
    socket.connectToServer(name_of(data_dir))
    if not socket.waitForConnected(WAIT_MILLISECONDS):
        return False
    socket.write(RAISE)
    heard = socket.waitForBytesWritten(WAIT_MILLISECONDS)
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

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    @Slot()
    def _on_connection(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is None:
            return
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
            self.raise_wanted.emit()
        socket.disconnectFromServer()
