"""The program as a user meets it on the command line."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.calling import PASSPHRASE, Call, Said
from support.sampled import copy_sample

from eucles_desk.app.log import close_log
from eucles_desk.app.main import run
from eucles_desk.storage.opening import open_data


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:  # pyright: ignore[reportUnusedFunction]
    """No test may find the data or the language of whoever runs it."""
    monkeypatch.setenv("LC_ALL", "C")
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    level = logging.getLogger().level
    yield
    close_log()
    logging.getLogger().setLevel(level)


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Run a command in this process."""

    def call_(*arguments: object) -> Said:
        capsys.readouterr()
        status = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Said(status, captured.out, captured.err)

    return call_


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder that is not there yet."""
    return tmp_path / "data"


@pytest.fixture
def sampled(data: Path) -> Path:
    """A data folder with the sample data."""
    copy_sample(data)
    return data


@pytest.fixture
def ids(call: Call, sampled: Path) -> dict[str, str]:
    """The ids of the samples by label and step, such as ``gold awarded``."""
    return {f"{one['label']} {one['step']}": one["id"] for one in call("list", "--json", "--data-dir", sampled).data}


@pytest.fixture
def locked(sampled: Path) -> Path:
    """A data folder with the sample data and a passphrase."""
    data = open_data(sampled)
    try:
        data.protecting.set_passphrase(PASSPHRASE)
    finally:
        data.close()
    return sampled
