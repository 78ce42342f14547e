"""A viewer on a reader without a process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support import gold
from support.reading import FakeFile, FakeReader
from support.sources import PathSource

from eucles_desk.ui import theme
from eucles_desk.ui.viewer.reading import File
from eucles_desk.ui.viewer.spot import Spot
from eucles_desk.ui.viewer.viewer import Viewer

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.set_up(gold.ROOT / "resources")
    theme.apply("light", 100)


class Looker:
    """A user who looks at files."""

    def __init__(self, viewer: Viewer, reader: FakeReader, folder: Path, qtbot: QtBot) -> None:
        self.viewer, self.reader, self.folder, self.qtbot = viewer, reader, folder, qtbot

    def look_at(self, name: str, file: FakeFile, spot: Spot | None = None) -> None:
        """Show a file and wait for it."""
        self.reader.files[name] = file
        path = self.folder / name
        path.write_bytes(b"content")
        self.viewer.show_file(File(PathSource(path), name), f"Title of {name}", spot)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is read any more."""
        QApplication.processEvents()
        self.qtbot.waitUntil(lambda: self.viewer.reading.is_idle, timeout=5000)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifier)
        self.settle()

    def write(self, text: str) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text)

    @property
    def shown(self) -> str:
        """The sentence that stands in the place of a page, empty when a page is shown."""
        viewer = self.viewer
        return "" if viewer.is_shown else viewer.message.sentence_label.text()


@pytest.fixture
def looker(qtbot: QtBot, tmp_path: Path) -> Looker:
    reader = FakeReader()
    viewer = Viewer(reader)
    qtbot.addWidget(viewer)
    viewer.resize(400, 620)
    viewer.set_citable(citable=True)
    with qtbot.waitExposed(viewer):
        viewer.show()
    viewer.activateWindow()
    qtbot.waitUntil(viewer.isActiveWindow)
    return Looker(viewer, reader, tmp_path, qtbot)


Make = Callable[..., Looker]
