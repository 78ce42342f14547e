"""What holds for every test."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says nothing on a machine that does other things too; tests that mean a time say so.
settings.register_profile("eucles-desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("eucles-desk")


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
