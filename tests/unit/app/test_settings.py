from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eucles_desk.app.settings import MOST_BYTES, SettingsFile
from eucles_desk.errors import StorageError
from eucles_desk.ui.context import Choices


def test_a_missing_file_gives_the_defaults(tmp_path: Path) -> None:
    assert SettingsFile(tmp_path / "none").load() == Choices()


def test_what_is_saved_comes_back(tmp_path: Path) -> None:
    choices = Choices("fi", "dark", 150, high_contrast=True, name="Ada Sample", tour_seen=True, site_mode=True)
    SettingsFile(tmp_path / "new" / "folder").save(choices)
    assert SettingsFile(tmp_path / "new" / "folder").load() == choices


def test_keys_of_a_later_version_are_kept(tmp_path: Path) -> None:
    settings = SettingsFile(tmp_path)
    settings.path.write_text('{"version": 2, "later": {"a": 1}, "theme": "dark"}', encoding="utf-8")
    choices = settings.load()
    choices.text_size = 120
    settings.save(choices)
    data = json.loads(settings.path.read_text(encoding="utf-8"))
    assert (data["version"], data["later"], data["theme"], data["text_size"]) == (2, {"a": 1}, "dark", 120)


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"{", b"[1]", b"null", b"\xff\xfe{", b'{"theme": ', b"[" * 100_000),
        b'{"later": "\\ud800"}',
        b'{"later": ' + b"[" * 900 + b"]" * 900 + b"}",
        b'{"later": "' + b"x" * MOST_BYTES + b'"}',
    ],
    ids=lambda content: repr(content[:8]),
)
def test_a_damaged_file_gives_the_defaults_and_is_put_aside(tmp_path: Path, content: bytes) -> None:
    settings = SettingsFile(tmp_path)
    settings.path.write_bytes(content)
    assert settings.load() == Choices()
    assert not settings.path.exists()
    assert (tmp_path / "settings.damaged.json").read_bytes() == content


def test_a_second_damaged_file_does_not_replace_the_first(tmp_path: Path) -> None:
    for content in (b"one", b"two"):
        settings = SettingsFile(tmp_path)
        settings.path.write_bytes(content)
        settings.load()
    assert {path.read_bytes() for path in tmp_path.glob("settings.damaged*")} == {b"one", b"two"}


def test_each_value_that_cannot_be_used_gives_its_default(tmp_path: Path) -> None:
    settings = SettingsFile(tmp_path)
    wrong: dict[str, object] = {
        "language": 3,
        "theme": "pink",
        "text_size": True,
        "name": None,
        "organisation": "Kept",
        "country": [],
    }
    settings.path.write_text(json.dumps(wrong), encoding="utf-8")
    assert settings.load() == Choices(organisation="Kept")


@pytest.mark.parametrize("size", [79, 201, -1, 10**9])
def test_a_text_size_outside_what_the_window_can_show_gives_the_default(tmp_path: Path, size: int) -> None:
    settings = SettingsFile(tmp_path)
    settings.path.write_text(json.dumps({"text_size": size}), encoding="utf-8")
    assert settings.load().text_size == Choices().text_size


@given(
    st.dictionaries(
        st.sampled_from([field.name for field in fields(Choices)]),
        st.none() | st.text() | st.integers() | st.lists(st.text()),
    )
)
def test_no_values_can_stop_the_program(tmp_path_factory: pytest.TempPathFactory, data: dict[str, object]) -> None:
    settings = SettingsFile(tmp_path_factory.mktemp("settings"))
    settings.path.write_text(json.dumps(data), encoding="utf-8")
    choices = settings.load()
    assert all(type(getattr(choices, field.name)) is type(getattr(Choices(), field.name)) for field in fields(Choices))


def test_a_place_that_cannot_be_written_is_an_error_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageError, match="A file stands where a folder is needed"):
        SettingsFile(tmp_path / "file").save(Choices())


def test_a_folder_in_the_place_of_the_file_gives_the_defaults(tmp_path: Path) -> None:
    settings = SettingsFile(tmp_path)
    settings.path.mkdir()
    assert settings.load() == Choices()


@pytest.mark.parametrize(("days", "kept"), [(0, 0), (1825, 1825), (-1, 0), (36_501, 0), ("5", 0), (True, 0)])
def test_a_keeping_period_that_cannot_be_is_none(tmp_path: Path, days: object, kept: int) -> None:
    settings = SettingsFile(tmp_path)
    settings.path.write_text(json.dumps({"keep_files_days": days}), encoding="utf-8")
    assert settings.load().keep_files_days == kept
