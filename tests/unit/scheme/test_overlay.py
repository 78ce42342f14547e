"""An operator's texts and numbers over an edition."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from eucles_desk.errors import SchemeError
from eucles_desk.scheme.loading import LoadedEdition, check_content, edition_from_content, load_overlay
from eucles_desk.scheme.values import Provenance


@pytest.fixture
def laid(bundled: LoadedEdition, overlay_file: Path) -> LoadedEdition:
    return load_overlay(overlay_file, bundled.content)


def test_the_result_is_a_new_edition_of_the_same_scheme(bundled: LoadedEdition, laid: LoadedEdition) -> None:
    assert laid.edition.ref.scheme == "eucles"
    assert laid.edition.ref.edition == "example-2026"
    assert laid.sha256 != bundled.sha256
    assert laid.edition.title.in_language("fi") == "Keksitty esimerkkiversio"
    assert edition_from_content(laid.content) == laid.edition
    assert check_content(laid.content) == laid
    assert list(laid.edition.criteria) == list(bundled.edition.criteria)


def test_what_it_replaces_is_marked_as_the_operators(laid: LoadedEdition) -> None:
    criterion = laid.edition.criteria["2.5"]
    assert criterion.weight.value == 2
    assert criterion.weight.origin.provenance is Provenance.OPERATOR
    assert criterion.minimum.value == 4
    assert criterion.minimum.origin.provenance is Provenance.OPERATOR
    assert [level.provenance is Provenance.OPERATOR for level in criterion.levels] == [
        False,
        False,
        False,
        True,
        True,
        False,
    ]
    assert criterion.title.in_language("en") == "Talks with the participants"
    assert criterion.provenance_of("title") is Provenance.OPERATOR
    assert criterion.provenance_of("question") is Provenance.PROJECT
    gold = laid.edition.labels["gold"].award
    assert (gold.max_points.value, gold.pass_points.value, gold.pass_percent.value) == (155, 124, 80)
    assert gold.max_points.origin.provenance is Provenance.OPERATOR
    assert gold.pass_percent.origin.provenance is Provenance.PUBLISHED


def test_thresholds_are_replaced_one_by_one(laid: LoadedEdition) -> None:
    suggestion = laid.edition.criteria["2.5"].suggestion
    assert suggestion is not None
    assert suggestion.thresholds == (
        (5, Decimal(95)),
        (4, Decimal(75)),
        (3, Decimal(50)),
        (2, Decimal(25)),
        (1, Decimal(5)),
    )
    assert suggestion.provenance is Provenance.OPERATOR


def test_what_it_leaves_stays_as_it_was(bundled: LoadedEdition, laid: LoadedEdition) -> None:
    changed = {"2.5", "2.7", "4.6.2"}
    for code, criterion in bundled.edition.criteria.items():
        assert (laid.edition.criteria[code] == criterion) is (code not in changed)
    assert laid.edition.labels["silver"] == bundled.edition.labels["silver"]
    assert laid.edition.facts == bundled.edition.facts
    assert laid.edition.criteria["2.7"].minimum.value is None


def test_a_language_it_lacks_falls_back_to_its_other_language_never_to_the_replaced_text(laid: LoadedEdition) -> None:
    only_english = laid.edition.criteria["2.5"].level(4).text
    assert only_english.in_language("fi") == "Three in four participants were talked with in the invented year."
    only_finnish = laid.edition.criteria["4.6.2"].level(5).text
    assert only_finnish.in_language("en") == "Keksityt sivut ovat kaikilla kielillä."
    assert laid.edition.notice.in_language("fi") == "The marked texts and numbers were invented for tests."


def test_without_a_notice_of_its_own_it_says_that_parts_come_from_a_file(
    bundled: LoadedEdition, overlay_file: Path
) -> None:
    text = overlay_file.read_text(encoding="utf-8")
    begin, end = text.index("notice:"), text.index("labels:")
    overlay_file.write_text(text[:begin] + text[end:], encoding="utf-8")
    notice = load_overlay(overlay_file, bundled.content).edition.notice
    assert "come from a file that an assessor has loaded" in notice.in_language("en")
    assert notice.in_language("fi") != notice.in_language("en")


def test_a_criterion_that_loses_its_minimum_leaves_the_silver_audit_unless_it_is_named_in_it(
    bundled: LoadedEdition, laid: LoadedEdition, overlay_file: Path
) -> None:
    assert "2.7" in laid.edition.labels["silver"].criteria
    text = overlay_file.read_text(encoding="utf-8").replace('"2.7":', '"5.1":')
    overlay_file.write_text(text, encoding="utf-8")
    silver = load_overlay(overlay_file, bundled.content).edition.labels["silver"]
    assert "5.1" not in silver.criteria


def test_an_overlay_can_lie_on_an_overlay(laid: LoadedEdition, overlay_file: Path) -> None:
    overlay_file.write_text(
        "format: eucles-overlay\nversion: 1\nbase: {scheme: eucles, edition: example-2026}\nedition: example-2027\n"
        'title: {en: "Next"}\ncriteria: {"2.5": {question: {en: "Invented question?"}}}\n',
        encoding="utf-8",
    )
    criterion = load_overlay(overlay_file, laid.content).edition.criteria["2.5"]
    assert criterion.replaced == {"title", "question"}
    assert criterion.weight.value == 2


WRONG = [
    (
        "edition: public-1}",
        "edition: public-2}",
        "base:",
        "the overlay is for edition eucles/public-2, not for eucles/public-1",
    ),
    ("edition: example-2026", "edition: public-1", "edition: public-1\n", "the new edition needs a name of its own"),
    (
        "edition: example-2026",
        "edition: Example 2026",
        "edition: Example",
        "is not of the right form, such as “operator-2026”",
    ),
    ("version: 1", "version: 3", "version: 3", "version 3 of the format is unknown to this program, which reads 1"),
    ("format: eucles-overlay", "format: eucles-edition", "format:", "“eucles-overlay” was expected"),
    ("  gold: {", "  platinum: {", "platinum", "there is no label “platinum”"),
    ('"2.7":', '"2.8":', '"2.8"', "there is no criterion 2.8"),
    ("      5: {fi", "      6: {fi", "      6:", "the scale has no level 6; it runs from 0 to 5"),
    (
        "      5: {fi",
        "      five: {fi",
        "      five:",
        "“five” in “criteria / 4.6.2 / levels / five” is not of the right form",
    ),
    ("      5: {fi:", "      5: {Finnish:", "      5: {Finnish", "“Finnish” in "),
    ('{fi: "Keksityt sivut ovat kaikilla kielillä."}', "{}", "      5: {}", "has 0 entries; at least 1 are expected"),
    ('{fi: "Keksityt sivut ovat kaikilla kielillä."}', '{fi: " "}', "      5: {fi", "has no text"),
    ("minimum: 4", "minimum: 9", "minimum: 9", "the minimum 9 of criterion 2.5 is not on the scale from 0 to 5"),
    ("minimum: 4", "minimum: four", "minimum: four", "“criteria / 2.5 / minimum” is not a whole number"),
    (
        "weight: 2",
        "weight: 3",
        "labels:\n  gold",
        "the weights of “gold” add up to 160 points at the highest level; max_points is 155",
    ),
    (
        "labels:\n  gold: {max_points: 155, pass_points: 124}\n",
        "",
        "criteria:",
        "add up to 155 points at the highest level; max_points is 150",
    ),
    ("weight: 2", "weight: 1.5", "labels:\n  gold", "add up to 152.5 points at the highest level; max_points is 155"),
    ("pass_points: 124", "pass_points: 125", "gold:", "pass_points of “gold” is 125, but 80 % of 155 is 124"),
    ("{5: 95, 4: 75}", "{4: 95}", "thresholds:", "the thresholds of criterion 2.5 for levels 4 and 5 are 95 and 90"),
    (
        "minimum: null",
        "thresholds: {5: 1}",
        "thresholds: {5: 1}",
        "the base edition suggests no level for criterion 2.7",
    ),
    ("minimum: null", "mininum: 2", "mininum", "“mininum” is not known here; perhaps “minimum” was meant"),
    ("base: {scheme: eucles, edition: public-1}\n", "", "", "“base” is missing"),
]


@pytest.mark.parametrize("wrong", WRONG, ids=[wrong[3] for wrong in WRONG])
def test_a_wrong_overlay_is_refused_with_its_name_the_line_and_the_reason(
    bundled: LoadedEdition, overlay_file: Path, wrong: tuple[str, str, str, str]
) -> None:
    old, new, line_of, says = wrong
    text = overlay_file.read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new, 1)
    overlay_file.write_text(text, encoding="utf-8")
    with pytest.raises(SchemeError) as caught:
        load_overlay(overlay_file, bundled.content)
    said = str(caught.value)
    assert says in said
    line = text.count("\n", 0, text.index(line_of.removeprefix("labels:\n"))) + 1
    assert said.startswith(f"example.yaml, line {line}: " if line_of else "example.yaml: "), said
