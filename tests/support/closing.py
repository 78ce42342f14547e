"""Destroys windows at the end of a test, while nothing is going on in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget


def destroy(windows: Iterable[QWidget]) -> None:
    """Close windows and destroy them now.

    A window without a parent belongs to Python. Left to the garbage collector, it may be destroyed in the midst of
    being laid out during a later test, which ends the process.
    """
    for window in windows:
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(cast("QObject", None), QEvent.Type.DeferredDelete)
