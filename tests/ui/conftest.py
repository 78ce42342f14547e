"""What every test of the window needs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """Delete the windows of a test with it.

    Qt leaves that to an event loop, and none runs between tests: until then a window would be styled anew with each
    change of the look, and reach for its Python half, which has been collected.
    """
    yield
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
