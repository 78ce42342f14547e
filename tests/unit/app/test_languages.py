from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from eucles_desk.app import paths
from eucles_desk.app.languages import Languages


@pytest.fixture
def languages(tmp_path: Path) -> Languages:
    """Two languages beside English, one of them without a name of its own in the program; their catalogues are empty."""
    for code in ("fi", "xx"):
        folder = tmp_path / "i18n" / code / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "eucles_desk.mo").write_bytes(_EMPTY_CATALOGUE)
    return Languages(tmp_path)


_EMPTY_CATALOGUE = (
    b"\xde\x12\x04\x95" + bytes(4) + bytes(4) + (28).to_bytes(4, "little") * 2 + bytes(4) + (28).to_bytes(4, "little")
)


def test_the_empty_catalogue_is_one(tmp_path: Path) -> None:
    (tmp_path / "x.mo").write_bytes(_EMPTY_CATALOGUE)
    with (tmp_path / "x.mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("same") == "same"


def test_each_language_is_named_in_its_own_words(languages: Languages) -> None:
    assert languages.names == {"en": "English", "fi": "Suomi", "xx": "xx"}


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({}, "en"),
        ({"LANG": "fi_FI.UTF-8"}, "fi"),
        ({"LANG": "fi"}, "fi"),
        ({"LANG": "fi_FI.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "C", "LC_MESSAGES": "fi_FI"}, "fi"),
        ({"LC_ALL": "", "LANG": "fi_FI"}, "fi"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "../../etc"}, "en"),
        ({"LANG": "POSIX"}, "en"),
    ],
)
def test_the_environment_chooses_the_language(languages: Languages, environment: dict[str, str], code: str) -> None:
    assert languages.of_environment(environment).code == code


def test_the_first_language_of_the_system_that_is_here_is_spoken(languages: Languages) -> None:
    assert languages.first_known(["sv-FI", "fi-FI", "en"]) == "fi"


def test_finnish_comes_with_the_program() -> None:
    assert Languages(paths.resources()).names["fi"] == "Suomi"
