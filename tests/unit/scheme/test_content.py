"""The content that stands for an edition, and the check of files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eucles_desk.errors import SchemeError
from eucles_desk.scheme.loading import (
    CheckedFile,
    LoadedEdition,
    canonical,
    check_content,
    check_file,
    edition_from_content,
    load_edition,
)

BUNDLED = Path(__file__).resolve().parents[3] / "resources" / "schemes" / "eucles-public-1"


def test_content_gives_back_the_same_edition(bundled: LoadedEdition) -> None:
    assert edition_from_content(bundled.content) == bundled.edition
    assert check_content(bundled.content) == bundled


def test_the_hash_is_of_the_content_and_does_not_change_from_run_to_run(bundled: LoadedEdition, folder: Path) -> None:
    assert load_edition(folder).content == bundled.content
    assert len(bundled.sha256) == 64


def test_comments_and_layout_do_not_change_the_hash_but_any_word_does(bundled: LoadedEdition, folder: Path) -> None:
    path = folder / "texts.fi.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        "# another comment\n" + text.replace('title: "Kulta"', "title:   'Kulta'  # Gold"), encoding="utf-8"
    )
    assert load_edition(folder).sha256 == bundled.sha256
    path.write_text(text.replace('title: "Kulta"', 'title: "kulta"'), encoding="utf-8")
    assert load_edition(folder).sha256 != bundled.sha256


def test_content_is_canonical_json(bundled: LoadedEdition) -> None:
    data = json.loads(bundled.content)
    assert canonical(data) == bundled.content
    assert b'"en":"Gold","fi":"Kulta"' in bundled.content
    assert "ä".encode() in bundled.content


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "it is not JSON"),
        (b'{"format"', "it is not JSON"),
        (b"\xff{}", "it is not JSON"),
        (b"[" * 100_000, "it is not JSON"),
        (b"[]", "it has no keys"),
        (b"{}", "of a format that this program does not know"),
        (b'{"format":"eucles-edition-content","version":1}', "a part is missing"),
        (b" " * (20 * 1024 * 1024 + 1), "is larger than 20 MB"),
    ],
)
def test_what_is_not_content_is_refused_in_one_sentence(content: bytes, says: str) -> None:
    with pytest.raises(SchemeError, match=says):
        edition_from_content(content)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (b'"eucles-edition-content"', b'"other"', "of a format that this program does not know"),
        (b'"silver_audit":true', b'"silver_audit":1', "not as expected"),
        (b'"rank":1', b'"rank":1e999999999', "not as expected"),
        (b'"rank":1', b'"rank":NaN', "it is not JSON"),
        (b'"question":', b'"quest":', "a part is missing"),
        (b'"kind":"points"', b'"kind":[]', "not as expected"),
    ],
)
def test_damaged_content_is_refused_in_one_sentence(bundled: LoadedEdition, old: bytes, new: bytes, says: str) -> None:
    assert old in bundled.content
    with pytest.raises(SchemeError, match=says):
        edition_from_content(bundled.content.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (b'{"', b' {"', "is not written as this program writes it"),
        (b'"dimension":"2"', b'"dimension":"7"', "names the dimension “7”"),
        (b'"source":"G1"', b'"source":"X1"', "not in the list of sources"),
        (b'"kind":"at_most"', b'"kind":{"provenance":"project","source":{}}', "not in the list of sources"),
        (b'"lowest":0,"part"', b'"lowest":0.0,"part"', "is not written as this program writes it"),
        (b'"lowest":0,"part"', b'"lowest":0,"odd":1e999999999,"part"', "is not written as this program writes it"),
        (b'"value":0}', b'"value":7}', "the levels of criterion 1.1.0 are not those of the scale"),
    ],
)
def test_received_content_is_checked_throughout(bundled: LoadedEdition, old: bytes, new: bytes, says: str) -> None:
    assert old in bundled.content
    with pytest.raises(SchemeError, match=says):
        check_content(bundled.content.replace(old, new, 1))


def no_base(_scheme: str, _edition: str) -> bytes | None:
    raise AssertionError("an edition needs no base")


@pytest.mark.parametrize("path", [BUNDLED, BUNDLED / "edition.yaml"], ids=["folder", "file"])
def test_checking_an_edition_says_what_it_holds(bundled: LoadedEdition, path: Path) -> None:
    found = check_file(path, no_base)
    facts = len(bundled.edition.facts)
    assert found == CheckedFile("edition", "eucles", "public-1", bundled.sha256, ("en", "fi"), 3, 5, 31, 9, facts)


def test_checking_an_overlay_looks_for_its_base(bundled: LoadedEdition, overlay_file: Path) -> None:
    asked: list[tuple[str, str]] = []

    def find(scheme: str, edition: str) -> bytes | None:
        asked.append((scheme, edition))
        return bundled.content

    found = check_file(overlay_file, find)
    assert asked == [("eucles", "public-1")]
    assert (found.kind, found.edition, found.criteria) == ("overlay", "example-2026", 31)


def test_an_overlay_without_its_base_is_refused(overlay_file: Path) -> None:
    with pytest.raises(SchemeError, match=r"^example\.yaml, line 4: the overlay is for edition eucles/public-1, which"):
        check_file(overlay_file, lambda _scheme, _edition: None)


def test_other_files_are_told_apart(tmp_path: Path, folder: Path) -> None:
    other = tmp_path / "other.yaml"
    with pytest.raises(SchemeError, match=r"^other\.yaml was not found in "):
        check_file(other, no_base)
    other.write_text("format: song\n", encoding="utf-8")
    with pytest.raises(SchemeError, match="the format is “song”; it can be “eucles-edition” or “eucles-overlay”"):
        check_file(other, no_base)
    other.write_text("a: 1\n", encoding="utf-8")
    with pytest.raises(SchemeError, match=r"^other\.yaml, line 1: the format is “”"):
        check_file(other, no_base)
    with pytest.raises(SchemeError, match=r"^texts\.fi\.yaml holds the texts of an edition in one language"):
        check_file(folder / "texts.fi.yaml", no_base)
    (folder / "edition.yaml").rename(folder / "mine.yaml")
    with pytest.raises(SchemeError, match=r"must be called edition\.yaml"):
        check_file(folder / "mine.yaml", no_base)
    with pytest.raises(SchemeError, match=r"^edition\.yaml was not found in "):
        check_file(folder, no_base)
