"""A process that works through an assessment in the program's own window, for whoever wants to end it on the way."""

from __future__ import annotations

import os
import random
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from eucles_desk.app import paths
from support.journal import Journal

PAUSES = 0.01
"""How often the hand rests long enough for a field to hand on what was typed."""
REST_SECONDS = 0.45


@dataclass(frozen=True)
class Place:
    """Where a process works: its data, its settings, the files it attaches and makes, and its journal."""

    folder: Path

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "data"

    @property
    def config(self) -> Path:
        """The settings."""
        return self.folder / "config"

    @property
    def journal(self) -> Path:
        """What was shown as saved; it lies outside of what the program keeps."""
        return self.folder / "journal"


def _say_nothing(*_message: object) -> None:
    """Leave out what the stand-in for a screen says over and over: what it cannot do."""


class Loop:
    """Waits as pytest-qt does, without pytest."""

    def waitUntil(self, callback: Callable[[], bool], *, timeout: int) -> None:
        """Let the window go on until something is so."""
        from PySide6.QtTest import QTest

        end = time.monotonic() + timeout / 1000
        while not callback():
            assert time.monotonic() < end, "waited in vain"
            QTest.qWait(10)


def start(place: Place, first: str, last: str = "", seed: int = 0) -> int:
    """Start a process that works from one stage to another, by default to the end; return its number."""
    number = os.fork()
    if number:
        return number
    status = 1
    try:
        work(place, first, last, seed)
        status = 0
    finally:
        os._exit(status)


def work(place: Place, first: str, last: str, seed: int) -> None:
    """Work in the window; what goes wrong is written into the journal."""
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from eucles_desk.app import window
    from eucles_desk.app.session import Session
    from eucles_desk.app.settings import SettingsFile
    from eucles_desk.app.wiring import open_program
    from eucles_desk.language import ENGLISH
    from eucles_desk.ui import theme
    from eucles_desk.ui.report.page import ReportPage
    from eucles_desk.ui.speaking import speak
    from support.assessor import Assessor
    from support.effort import CountedUser

    chance = random.Random(seed)
    qInstallMessageHandler(_say_nothing)
    ReportPage.uses_native_dialog = False
    application = window.make_application(place.config)
    theme.set_up(paths.resources())
    theme.apply("light", 100)
    speak(ENGLISH)
    program = open_program(place.data, paths.resources())
    settings = SettingsFile(place.config)
    session = Session(program, settings, replace(settings.load(), tour_seen=True), "en")
    session.window.resize(1280, 800)
    session.show()
    session.window.activateWindow()
    journal = Journal(place.journal, program)
    loop = Loop()
    user = CountedUser(session, loop)

    def between() -> None:
        journal.follow(session.window)
        QApplication.processEvents()
        journal.follow(session.window)
        if chance.random() < PAUSES:
            end = time.monotonic() + REST_SECONDS
            loop.waitUntil(lambda: time.monotonic() > end, timeout=2000)

    try:
        loop.waitUntil(lambda: QApplication.activeWindow() is session.window, timeout=10_000)
        assessor = Assessor(user, program, place.folder)
        journal.follow(session.window)
        assessor.resume()
        user.between = between
        journal.follow(session.window)
        journal.say("ready")
        stages = list(assessor.stages)
        for name in stages[stages.index(first) : stages.index(last or stages[-1]) + 1]:
            assessor.stages[name]()
            between()
        session.window.close()
        application.processEvents()
        session.close()
        journal.say("done")
    except BaseException:
        journal.say("problem", traceback.format_exc())
        raise
