"""What holds for every test."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from support.silence import guard

# How long an example takes says nothing on a machine that does other things too; tests that mean a time say so.
settings.register_profile("eucles-desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("eucles-desk")

guard()  # from the first import on


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    """Fail a test that speaks to another computer, also where it keeps to itself that this was refused."""
    yield
    assert guard().taken() == []


@pytest.fixture(autouse=True)
def own_window_state(request: pytest.FixtureRequest) -> None:
    """Have windows of a test begin afresh: where the last one was left is kept for the whole process otherwise."""
    if "PySide6.QtWidgets" in sys.modules and "every_window" not in request.fixturenames:
        from PySide6.QtCore import QSettings

        folder: Path = request.getfixturevalue("tmp_path")
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder / "settings"))


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """Delete the windows of a test with it.

    Qt leaves that to an event loop, and none runs between tests: until then a window would be styled anew with each
    change of the look, and reach for its Python half, which has been collected.
    """
    yield
    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtCore import QCoreApplication, QEvent

        if QCoreApplication.instance() is not None:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
