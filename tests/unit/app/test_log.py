from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from eucles_desk.app import log

SECRET = "Nora from the harbour"


@pytest.fixture(autouse=True)
def _close_log() -> Iterator[None]:  # pyright: ignore[reportUnusedFunction]
    level = logging.getLogger().level
    yield
    log.close_log()
    logging.getLogger().setLevel(level)


def _raise_with_user_data() -> None:
    try:
        {}[SECRET]
    except KeyError as error:
        raise ValueError(SECRET) from error


def test_a_description_names_places_and_kinds_but_no_values() -> None:
    with pytest.raises(ValueError, match=SECRET) as caught:
        _raise_with_user_data()
    text = log.describe(caught.value)
    assert SECRET not in text
    assert "KeyError" in text
    assert "in _raise_with_user_data: raise ValueError(SECRET) from error" in text
    assert text.index("KeyError") < text.index("ValueError\n" if "ValueError\n" in text else "ValueError")


def test_a_description_holds_no_path_of_the_user() -> None:
    with pytest.raises(FileNotFoundError) as caught:
        Path("/nobody/" + SECRET).read_bytes()
    text = log.describe(caught.value)
    assert SECRET not in text
    assert text.endswith("FileNotFoundError: ENOENT")
    assert str(Path.home()) not in text


def test_what_the_interpreter_says_of_code_is_kept() -> None:
    with pytest.raises(AttributeError) as caught:
        object().missing  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]  # noqa: B018
    assert log.describe(caught.value).endswith("AttributeError: 'object' object has no attribute 'missing'")


def test_the_log_is_written_for_its_owner_only_and_rotates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "MOST_BYTES", 500)
    path = log.open_log(tmp_path)
    assert path is not None
    logging.getLogger("test").critical("before it was kept small")
    log.keep_small(path)
    assert "before it was kept small" in path.read_text(encoding="utf-8")
    for number in range(40):
        logging.getLogger("test").critical("message number %d", number)
    assert path.stat().st_mode & 0o077 == 0
    assert path.stat().st_size <= 500
    assert len(list(path.parent.iterdir())) == 1 + log.KEPT


def test_what_was_logged_before_the_log_was_open_is_in_it(tmp_path: Path) -> None:
    log.begin()
    logging.getLogger().setLevel(logging.DEBUG)
    logging.getLogger("test").debug("a detail")
    logging.getLogger("test").warning("early")
    path = log.open_log(tmp_path)
    assert path is not None
    logging.getLogger("test").warning("late")
    said = [line.rsplit(": ", 1)[1] for line in path.read_text(encoding="utf-8").splitlines()]
    assert said == ["early", "late"]
    log.close_log()
    assert not [one for one in logging.getLogger().handlers if one.name or type(one).__module__ == log.__name__]


def test_a_log_that_cannot_be_written_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert log.open_log(tmp_path / "file") is None
    assert log.open_log(tmp_path / "missing") is None
