"""The command ``doctor``: examines program, environment and data, and prints what support needs to know.

It names no cluster, person or file of evidence, and writes the home folder as ``~``: what it prints can be passed on.
It works on data that cannot be opened any more, and changes nothing.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Final

from eucles_desk import __version__
from eucles_desk.app.key_commands import opened
from eucles_desk.app.log import FOLDER as LOGS
from eucles_desk.app.log import without_home
from eucles_desk.app.output import say, say_json, say_table
from eucles_desk.app.ways_out import ways_out
from eucles_desk.assessment.records import Protection
from eucles_desk.errors import (
    DamagedDataError,
    DataInUseError,
    EuclesError,
    Message,
    OlderDataError,
    StorageError,
    UnwritableError,
)
from eucles_desk.language.marking import N_
from eucles_desk.storage import driver, examining, snapshot
from eucles_desk.storage.backups import Backups
from eucles_desk.storage.copying import megabytes
from eucles_desk.storage.key import KEY_FILE, load_or_make_key, protection
from eucles_desk.storage.opening import DATABASE, held
from eucles_desk.storage.problems import DAMAGED
from eucles_desk.storage.revision import HEAD
from eucles_desk.storage.rights import put_right
from eucles_desk.storage.whereabouts import PlaceKind, second_copies, whereabouts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from eucles_desk.language import Language

GOOD, WRONG = 0, 1
FAULT_FILE: Final = "fault.txt"
LITTLE_MB: Final = 500
OLD_BACKUP: Final = timedelta(days=7)


_VARIABLES: Final = (
    "LANG",
    "LC_ALL",
    "QT_QPA_PLATFORM",
    "QT_SCALE_FACTOR",
    "QT_STYLE_OVERRIDE",
    "XDG_SESSION_TYPE",
)


_LOCKED: Final = N_("The data are locked with a passphrase.")
_NOT_LOCKED: Final = N_("The data are encrypted, but without a passphrase: whoever has this folder can read them.")


class State(StrEnum):
    """How a point stands."""

    GOOD = N_("good")
    NOTE = N_("note")
    """Nothing is wrong, but whoever helps should know it."""
    WRONG = N_("wrong")


@dataclass(frozen=True, slots=True)
class Point:
    """One point that was looked at: an English template with its values."""

    state: State
    topic: str
    sentence: str
    values: dict[str, object]

    def said(self, language: Language) -> str:
        """Return the sentence in a language."""
        return language.sentence(Message(self.sentence, self.values))


def _point(state: State, topic: str, sentence: str, **values: object) -> Point:
    return Point(state, topic, sentence, values)


def _good(topic: str, sentence: str, **values: object) -> Point:
    return Point(State.GOOD, topic, sentence, values)


def _note(topic: str, sentence: str, **values: object) -> Point:
    return Point(State.NOTE, topic, sentence, values)


def _wrong(topic: str, sentence: str, **values: object) -> Point:
    return Point(State.WRONG, topic, sentence, values)


def _ways_out(topic: str, error: EuclesError) -> Iterator[Point]:
    for sentence in ways_out(error):
        yield _note(topic, sentence)


class Doctor:
    """Examines one data folder.

    Args:
        folder: the data folder.
        key: returns the key of the data; raises ``EuclesError`` where it cannot be had.
        second: the second folder of backups, if one was chosen.
        resources: what comes with the program.
    """

    def __init__(self, folder: Path, key: Callable[[], str], second: Path | None, resources: Path) -> None:
        self._folder = folder
        self._key = key
        self._second = second
        self._resources = resources

    def points(self) -> Iterator[Point]:
        """Yield what was found, point by point; the slow ones come last."""
        yield from self._program()
        if not self._folder.is_dir():
            yield _note(N_("Data"), N_("There is no data folder yet: {path}"), path=self._path(self._folder))
            return
        yield from self._place()
        try:
            with held(self._folder):
                yield from self._data()
        except UnwritableError as error:
            yield _wrong(N_("Place"), error.message, **error.values)
            yield from self._copied()
        except DataInUseError as error:
            yield _note(N_("Data"), error.message, **error.values)
        except StorageError as error:
            yield _wrong(N_("Place"), error.message, **error.values)

    def _program(self) -> Iterator[Point]:
        cipher = driver.cipher_version()
        yield _good(
            N_("Program"),
            N_("EUCLES Desk {version}, Python {python}, SQLite {sqlite} with SQLCipher {cipher}, {system}"),
            version=__version__,
            python=platform.python_version(),
            sqlite=".".join(map(str, driver.VERSION)),
            cipher=cipher,
            system=f"{platform.system()} {platform.release()} {platform.machine()}",
        )
        missing = [name for name in ("schemes", "schemas", "i18n", "fonts") if not (self._resources / name).is_dir()]
        if missing:
            yield _wrong(
                N_("Program"),
                N_("The installation is not complete; these folders are missing: {names}. Install it again."),
                names=", ".join(missing),
            )

    def _place(self) -> Iterator[Point]:
        free = shutil.disk_usage(self._folder).free // 1_000_000
        yield _point(
            State.GOOD if free >= LITTLE_MB else State.WRONG,
            N_("Place"),
            N_("Data folder {path}, {free} MB free"),
            path=self._path(self._folder),
            free=free,
        )
        where = whereabouts(self._folder)
        if where.kind is PlaceKind.NETWORK:
            yield _wrong(
                N_("Place"),
                N_("It is on a network drive ({name}); data are not safe there."),
                name=where.name,
            )
        elif where.kind is PlaceKind.CLOUD:
            yield _note(
                N_("Place"),
                N_("{name} keeps this folder in step. Use it on one computer at a time, or move the data elsewhere."),
                name=where.name,
            )
        copies = second_copies(self._folder)
        if copies:
            yield _wrong(
                N_("Place"),
                N_("A cloud drive has made second copies of files; they are not used and not removed: {names}"),
                names=", ".join(copies[:5]),
            )
        open_to_others = put_right(self._folder)
        if open_to_others:
            yield _wrong(
                N_("Rights"),
                N_("Other users of this computer may be able to read: {path}"),
                path=self._path(open_to_others[0]),
            )
        fault = self._folder / LOGS / FAULT_FILE
        if fault.is_file() and fault.stat().st_size:
            yield _note(
                N_("Log"),
                N_("The last run ended in a crash; its log is here: {path}"),
                path=self._path(fault),
            )

    def _copied(self) -> Iterator[Point]:
        """Examine a copy of data that cannot be written."""
        from eucles_desk.storage.reading_copy import ReadingCopy

        copy, own = ReadingCopy(self._folder), self._folder
        try:
            self._folder = copy.folder
            yield from self._data()
        finally:
            self._folder = own
            copy.remove()

    def _data(self) -> Iterator[Point]:
        database = self._folder / DATABASE
        if (self._folder / KEY_FILE).exists() or not database.is_file():
            locked = protection(self._folder) is Protection.PASSPHRASE
            yield _point(State.GOOD if locked else State.NOTE, N_("Key"), _LOCKED if locked else _NOT_LOCKED)
        if not database.is_file():
            yield _note(N_("Database"), N_("There is no database yet."))
            return
        try:
            key = self._key()
        except EuclesError as error:
            yield _wrong(N_("Key"), error.message, **error.values)
            yield from _ways_out(N_("Key"), error)
            return
        yield from self._database(database, key)
        yield from self._backups(key)

    def _database(self, database: Path, key: str) -> Iterator[Point]:
        wrong = snapshot.faults(database, key)
        if wrong:
            for message in wrong:
                yield _wrong(N_("Database"), message.message, **message.values)
            yield from _ways_out(N_("Database"), DamagedDataError(DAMAGED))
            return
        facts = snapshot.facts_of(database, key)
        yield _point(
            State.GOOD if facts.revision == HEAD else State.NOTE,
            N_("Database"),
            N_("Sound: schema {revision}, {changes} changes, {assessments} assessments, {size} MB"),
            revision=facts.revision,
            changes=facts.generation,
            assessments=facts.assessments,
            size=megabytes(database.stat().st_size),
        )
        found = examining.examine(self._folder, key)
        if found.breaks:
            yield _wrong(
                N_("History"),
                N_("The history has gaps or was altered at {count} places."),
                count=found.breaks,
            )
        elif found.expected <= facts.generation:
            yield _good(N_("History"), N_("The history holds together."))
        if found.expected > facts.generation:
            yield _wrong(
                N_("History"),
                N_("The data are older than what was saved last: {found} changes instead of {expected}"),
                found=facts.generation,
                expected=found.expected,
            )
            yield from _ways_out(N_("History"), OlderDataError("", found=facts.generation, expected=found.expected))
        if found.last_change is not None and found.last_change > datetime.now(UTC) + timedelta(minutes=5):
            yield _wrong(
                N_("Clock"),
                N_("The last change was made in the future ({when}). Check the clock of this computer."),
                when=f"{found.last_change:%Y-%m-%d %H:%M}",
            )
        yield _point(
            State.WRONG if found.missing or found.damaged else State.GOOD,
            N_("Evidence"),
            N_("{files} evidence files, {missing} missing, {damaged} damaged"),
            files=found.files,
            missing=found.missing,
            damaged=found.damaged,
        )

    def _backups(self, key: str) -> Iterator[Point]:
        backups = Backups(self._folder, key, lambda: datetime.now(UTC), self._second)
        found = backups.all()
        if not found:
            yield _wrong(N_("Backups"), N_("There is no backup. “eucles-desk backup make” makes one."))
            return
        newest = found[0]
        wrong = backups.check(newest)
        if wrong:
            yield _wrong(N_("Backups"), wrong[0].message, **wrong[0].values)
            return
        is_old = datetime.now(UTC) - newest.made_at > OLD_BACKUP
        yield _point(
            State.NOTE if is_old else State.GOOD,
            N_("Backups"),
            N_("{count} kept; the newest, {id}, is sound"),
            count=len(found),
            id=newest.id,
        )

    @staticmethod
    def _path(path: Path) -> str:
        return without_home(str(path))


def report(folder: Path, second: Path | None, resources: Path, language: Language, *, as_json: bool) -> int:
    """Print what was found; return the exit status, 1 where something is wrong."""
    load = partial(load_or_make_key, folder, database_exists=True)
    points = tuple(Doctor(folder, lambda: opened(load, folder, language), second, resources).points())
    if as_json:
        say_json(
            {
                "environment": environment(),
                "points": [{"state": one.state.value, "topic": one.topic, "said": _plain(one)} for one in points],
            }
        )
    else:
        say_table(
            (), [(language.text(one.state.value), language.text(one.topic), one.said(language)) for one in points]
        )
        say("")
        say(" ".join(f"{name}={value}" for name, value in environment().items()))
    return WRONG if any(one.state is State.WRONG for one in points) else GOOD


def environment() -> dict[str, str]:
    """Return what of the environment changes how the program behaves."""
    found = {name: os.environ[name] for name in _VARIABLES if name in os.environ}
    return {**found, "python": without_home(sys.executable)}


def _plain(point: Point) -> str:
    return point.sentence.format(**point.values) if point.values else point.sentence
