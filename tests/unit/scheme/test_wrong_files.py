"""Files that are not right are refused with file, line and reason."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from eucles_desk.errors import SchemeError
from eucles_desk.scheme.loading import load_edition

EDITION, EN, FI = "edition.yaml", "texts.en.yaml", "texts.fi.yaml"


@dataclass(frozen=True)
class Wrong:
    """A change that spoils a file, the text on the line that must be named, and what must be said."""

    file: str
    old: str
    new: str
    line_of: str
    says: str
    after: str = ""
    named: str = ""

    def __str__(self) -> str:
        return self.says.replace(" ", "-")


WRONG = [
    # structure
    Wrong(EDITION, "scheme: eucles\n", "", "", "“scheme” is missing"),
    Wrong(
        EDITION, "silver_audit: true\n    ", "", '- id: "2.5"', "“criteria / 2.5” has no “silver_audit”", '- id: "2.5"'
    ),
    Wrong(
        EDITION,
        "silver_audit:",
        "silver_adit:",
        "silver_adit",
        "“silver_adit” is not known here; perhaps “silver_audit”",
    ),
    Wrong(EDITION, "edition: public-1", "edition: public-1\nzzz: 1", "zzz", "“zzz” is not known here."),
    Wrong(
        EDITION,
        "format: eucles-edition",
        "format: eucles",
        "format",
        "the format is “eucles”; “eucles-edition” was expected",
    ),
    Wrong(EDITION, "version: 1", "version: 2", "version: 2", "version 2 of the format is unknown to this program"),
    Wrong(EDITION, "rank: 1", "rank: first", "rank: first", "“labels / bronze / rank” is not a whole number"),
    Wrong(EDITION, "rank: 2", "rank: 1", "labels:", "two labels have the same rank"),
    Wrong(EDITION, 'id: "1.2"', "id: 1.2", "id: 1.2", "is not text; put quotation marks around it"),
    Wrong(EDITION, "silver_audit: true", "silver_audit: no", "silver_audit: no", "is neither true nor false"),
    Wrong(
        EDITION,
        "weight: {value: 1,",
        "weight: {value: much,",
        "value: much",
        "“criteria / 1.1.1 / weight / value” is not a number",
    ),
    Wrong(EDITION, "weight: {value: 1,", "weight: {value: -1,", "value: -1", "is -1; at least 0 is expected"),
    Wrong(EDITION, "weight: {value: 1,", "weight: {value: 1000,", "value: 1000", "is 1000; at most 100 is possible"),
    Wrong(
        EDITION, "rule: excluded", "rule: ignored", "rule: ignored", "is “ignored”; it may be one of: excluded, zero"
    ),
    Wrong(
        EDITION,
        "provenance: inferred}",
        "provenance: guessed}",
        "guessed",
        "it may be one of: published, inferred, project, operator",
    ),
    Wrong(
        EDITION,
        "facts: [participants, committed_participants]",
        "facts: participants",
        "facts: participants\n",
        "“criteria / 1.1.0 / facts” is not a list",
    ),
    Wrong(
        EDITION,
        "[participants, committed_participants]",
        "[participants, participants]",
        "[participants, participants]",
        "names “participants” twice",
    ),
    Wrong(
        EDITION,
        "numerator: [contacts_in_person]",
        "numerator: []",
        "numerator: []",
        "has 0 entries; at least 1 are expected",
    ),
    Wrong(
        EDITION,
        '- id: "2.6"',
        '- id: "2.5"',
        '- id: "2.5"',
        "“2.5” stands in criteria a second time",
        after='- id: "2.6"',
    ),
    Wrong(
        EDITION,
        'dimension: "2"',
        'dimension: "7"',
        'dimension: "7"',
        "criterion 2.1 names the dimension “7”, which does not exist",
    ),
    Wrong(EDITION, "facts: [founding_year,", "facts: [founded,", "[founded,", "there is no fact “founded”"),
    Wrong(
        EDITION,
        "numerator: [founding_year]",
        "numerator: [legal_form]",
        "numerator: [legal_form]",
        "a rule cannot count with “legal_form”",
    ),
    Wrong(
        EDITION,
        "numerator: [founding_year]",
        "numerator: [staff_fte]",
        "numerator: [staff_fte]",
        "counts years from one fact that is a year",
    ),
    Wrong(EDITION, "left: [staff_fte]", "left: [staff]", "left: [staff]", "there is no fact “staff”"),
    Wrong(
        EDITION,
        "{5: 90, 4: 70, 3: 50, 2: 25, 1: 5}",
        "{5: 70, 4: 70, 3: 50, 2: 25, 1: 5}",
        "5: 70, 4: 70",
        "the thresholds of criterion 2.5 for levels 4 and 5 are 70 and 70",
    ),
    Wrong(
        EDITION,
        "{5: 10, 4: 20, 3: 35, 2: 50, 1: 70}",
        "{5: 10, 4: 20, 3: 15, 2: 50, 1: 70}",
        "3: 15",
        "for levels 3 and 4 are 15 and 20",
    ),
    Wrong(
        EDITION,
        "{5: 90, 4: 70, 3: 50, 2: 25, 1: 5}",
        "{6: 95, 5: 90}",
        "{6: 95",
        "criterion 2.5 has a threshold for level 6; thresholds are for levels 1 to 5",
    ),
    Wrong(
        EDITION,
        "{5: 90, 4: 70, 3: 50, 2: 25, 1: 5}",
        "{5: 190, 4: 70}",
        "{5: 190",
        "a threshold of criterion 2.5 is 190 %",
    ),
    Wrong(
        EDITION,
        "{5: 90, 4: 70, 3: 50, 2: 25, 1: 5}",
        "{high: 90}",
        "{high",
        "“high” in “criteria / 2.5 / suggestion / thresholds / high” is not of the right form, such as “5”",
    ),
    Wrong(
        EDITION,
        "denominator: [staff_fte]\n      ",
        "",
        "suggestion:",
        "only a ratio has a denominator, and needs one; see criterion 2.2.1",
        after='- id: "2.2.1"',
    ),
    Wrong(
        EDITION,
        "source: M1}",
        "source: M9}",
        "source: M9}",
        "names the source “M9”, which is not in the list of sources",
    ),
    Wrong(
        EDITION,
        "origin: {provenance: published, source: M1}",
        "origin: {provenance: published}",
        "origin: {provenance: published}",
        "“criteria / 1.1.0 / origin” is marked as published, but names no source",
    ),
    Wrong(
        EDITION,
        "minimum: {value: 3,",
        "minimum: {value: 6,",
        "minimum: {value: 6",
        "the minimum 6 of criterion 1.1.0 is not on the scale from 0 to 5",
    ),
    Wrong(
        EDITION,
        "weight: {value: 1,",
        "weight: {value: 2,",
        "max_points: {value: 150",
        "the weights of “gold” add up to 155 points at the highest level; max_points is 150",
    ),
    Wrong(
        EDITION,
        "pass_points: {value: 120,",
        "pass_points: {value: 121,",
        "pass_points: {value: 121",
        "pass_points of “gold” is 121, but 80 % of 150 is 120",
    ),
    Wrong(
        EDITION,
        "pass_percent: {value: 80,",
        "pass_percent: {value: null,",
        "award:",
        "“gold” is earned by points and needs",
        after="id: gold",
    ),
    Wrong(
        EDITION,
        'value: ["1.1.0"]',
        'value: ["1.1.9"]',
        '["1.1.9"]',
        "criterion 1.1.9 is an entry condition of “gold”, but not judged for it",
    ),
    Wrong(EDITION, "value: [18, 24]", "value: [24, 18]", "[24, 18]", "the interval of “silver” ends before it begins"),
    Wrong(
        EDITION, "criteria: audit", "criteria: some", "criteria: some", "is “some”; it may be one of: all, audit, none"
    ),
    Wrong(
        EDITION, "required_for: [bronze, gold]", "required_for: [tin]", "required_for: [tin]", "there is no label “tin”"
    ),
    Wrong(
        EDITION,
        "rule: {fact: [staff_fte], at_least: 0.5}",
        "rule: {fact: [staff_fte]}",
        "rule: {fact: [staff_fte]}",
        "“eligibility / fte / rule” has no “at_least”",
    ),
    Wrong(
        EDITION,
        "rule: {fact: [staff_fte], at_least: 0.5}",
        "rule: {at_least: 0.5}",
        "rule: {at_least",
        "the rule of “fte” needs just one of",
    ),
    Wrong(
        EDITION,
        "type: text, unit: null",
        "type: choice, unit: null",
        "id: core_area, part: profile, type: choice",
        "choices are for facts of type choice",
    ),
    Wrong(
        EDITION,
        "lowest: 1900, highest: 2100",
        "lowest: 2100, highest: 1900",
        "lowest: 2100",
        "the lowest value of “founding_year” is above its highest",
    ),
    Wrong(
        EDITION,
        "{lowest: 0, highest: 5}",
        "{lowest: 0, highest: 4}",
        '5: "At least 90 % of the participants are bound',
        "the scale has no level 5; it runs from 0 to 4",
        named=EN,
    ),
    Wrong(
        EDITION,
        '"https://eucles.be"',
        '"eucles.be"',
        '"eucles.be"',
        "is not of the right form, such as “https://eucles.be”",
    ),
    # texts
    Wrong(FI, "      3: ", "      # 3: ", "levels:", "level 3 of criterion 2.5 has no text", after='  "2.5":'),
    Wrong(FI, "      3: ", "      7: ", "levels:", "level 3 of criterion 2.5 has no text", after='  "2.5":'),
    Wrong(FI, 'title: "Työryhmät"', "title:", "title:\n", "“criteria / 4.5 / title” is not text"),
    Wrong(FI, 'title: "Työryhmät"', 'title: ""', 'title: ""', "“criteria / 4.5 / title” has no text"),
    Wrong(FI, 'title: "Työryhmät"', 'title: "—"', 'title: "—"', "“criteria / 4.5 / title” has no words in it"),
    Wrong(FI, 'title: "Työryhmät"', f'title: "{"x" * 81}"', "xxx", "has 81 characters; at most 80 fit"),
    Wrong(
        FI, 'title: "Työryhmät"', 'titel: "Työryhmät"', "titel", "“titel” is not known here; perhaps “title” was meant"
    ),
    Wrong(
        FI,
        '      - "Kutsut, p',
        '      # - "Kutsut, p',
        "evidence:",
        "“evidence” of criterion 2.7 has 3 entries; texts.en.yaml has 4",
        after='  "2.7":',
    ),
    Wrong(FI, '  "5.3":', '  "5.4":', "criteria:", "“criteria” has no text for “5.3”"),
    Wrong(
        FI,
        "  bronze:\n",
        '  tin: {title: "T", byname: "T", basis: "T"}\n  bronze:\n',
        "  tin:",
        "“tin” is not in “labels” of edition.yaml",
    ),
    Wrong(
        FI,
        "    cooperative: ",
        "    # cooperative: ",
        "  legal_form:\n    association",
        "“choices / legal_form” has no text for “cooperative”",
    ),
    Wrong(FI, 'unit: "htv"', 'unit: ""', 'unit: ""', "the unit of “staff_fte” has no text", after="  staff_fte:"),
    Wrong(FI, 'unit: ""', 'unit: "kpl"', 'unit: "kpl"', "“legal_form” has no unit, but the text “kpl” for one"),
    Wrong(
        FI,
        "language: fi",
        "language: sv",
        "language: sv",
        "the language is “sv”, so the file must be called texts.sv.yaml",
    ),
    Wrong(
        FI,
        "language: fi",
        "language: Finnish",
        "language: Finnish",
        "“Finnish” in “language” is not of the right form, such as “fi”",
    ),
    # YAML
    Wrong(
        EN, 'title: "Gold"', 'title: "Gold', 'byname: "Excel', "this does not follow the rules of YAML", after="  gold:"
    ),
    Wrong(EN, '    title: "Gold"', '\ttitle: "Gold"', '\ttitle: "Gold"', "a tab indents this line; use spaces"),
    Wrong(EN, "  gold:\n", "  gold\n", '    title: "Gold"', "this does not follow the rules of YAML"),
    Wrong(
        EN,
        "  silver:\n",
        "  bronze:\n",
        "  bronze:\n",
        "“bronze” stands here a second time; it is on line",
        after="  silver:",
    ),
    Wrong(EN, 'title: "Gold"', 'title: &a "Gold"', "&a", "“&” and “*” cannot be used to repeat values"),
    Wrong(EN, 'title: "Gold"', "title: *a", "*a", "“&” and “*” cannot be used to repeat values"),
    Wrong(
        EN,
        'title: "Gold"',
        'title: !!python/name:os.system "x"',
        "!!python",
        "“!” cannot be used to give a value a type",
    ),
    Wrong(EN, 'title: "Gold"', 'title: "Go\\0ld"', "Go\\0", "a control character is in the text"),
    Wrong(EN, 'title: "Gold"', 'title: "Go\x07ld"', "Go\x07", "this is not text; a control character is in it"),
    Wrong(EN, "dimensions:", "---\ndimensions:", "---", "a second document begins here"),
    Wrong(EN, "dimensions:", "? [a]\n: b\ndimensions:", "? [a]", "a key must be a word or a number"),
]


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_a_wrong_file_is_refused_with_its_name_the_line_and_the_reason(folder: Path, wrong: Wrong) -> None:
    path = folder / wrong.file
    text = path.read_text(encoding="utf-8")
    begin = text.index(wrong.after)
    changed = text[:begin] + text[begin:].replace(wrong.old, wrong.new, 1)
    assert changed != text
    path.write_text(changed, encoding="utf-8")

    with pytest.raises(SchemeError) as caught:
        load_edition(folder)

    named = wrong.named or wrong.file
    said = str(caught.value)
    assert wrong.says in said
    if wrong.line_of:
        searched = (folder / named).read_text(encoding="utf-8")
        # the line of the change: the anchor lies where the change was made, not necessarily where it is first met
        line = searched.count("\n", 0, searched.index(wrong.line_of, begin if named == wrong.file else 0)) + 1
        assert said.startswith(f"{named}, line {line}: "), said
    else:
        assert said.startswith(f"{named}: ")
    assert "\n" not in said


def test_a_missing_level_is_told_as_an_assessor_would_say_it(folder: Path) -> None:
    path = folder / FI
    lines = path.read_text(encoding="utf-8").split("\n")
    criterion = lines.index('  "2.5":')
    levels = lines.index("    levels:", criterion)
    del lines[levels + 4]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(
        SchemeError, match=rf"^texts\.fi\.yaml, line {levels + 1}: level 3 of criterion 2\.5 has no text\.$"
    ):
        load_edition(folder)


def write(folder: Path, content: bytes) -> Path:
    (folder / EDITION).write_bytes(content)
    return folder


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "edition.yaml is empty."),
        (b"# only a comment\n", "edition.yaml is empty."),
        (b"- a\n- b\n", "edition.yaml does not begin with keys and values"),
        (b'a: 1\nb: "words\nc: 2\n', "edition.yaml, line 2: a quotation mark that opens here is not closed."),
        (b'a: 1\nb: "C:\\path"\n', "edition.yaml, line 2: a backslash in the text that opens here means nothing"),
        (b"words", "edition.yaml does not begin with keys and values"),
        (b"format: x\nscheme: \xe4\n", "edition.yaml, line 2: this is not UTF-8 text."),
        ("format: eucles-edition".encode("utf-16"), "edition.yaml, line 1: this is not UTF-8 text."),
        (b"\x00\x01\x02", "edition.yaml, line 1: this is not text; a control character is in it."),
        (b"a: " + b"[" * 21 + b"]" * 21, "edition.yaml, line 1: the values are nested too deeply."),
        (b"[" * 100_000, "edition.yaml, line 1: the values are nested too deeply."),
        (b"a: [" + b"1, " * 60_000 + b"]", "edition.yaml, line 1: the file holds too many values."),
        (b"a: &a [1, 1]\nb: &b [*a, *a]\nc: [*b, *b]", "edition.yaml, line 1: “&” and “*” cannot be used"),
        (b"a: " + b"x" * (5 * 1024 * 1024), "edition.yaml is larger than 5 MB."),
    ],
    ids=[
        "empty",
        "comment",
        "list",
        "unclosed",
        "backslash",
        "words",
        "latin-1",
        "utf-16",
        "binary",
        "deep",
        "very deep",
        "many",
        "bomb",
        "large",
    ],
)
def test_what_is_hardly_yaml_at_all_is_refused(folder: Path, content: bytes, says: str) -> None:
    with pytest.raises(SchemeError) as caught:
        load_edition(write(folder, content))
    assert str(caught.value).startswith(says)


def test_a_truncated_file_is_refused_wherever_it_ends(folder: Path) -> None:
    whole = (folder / EDITION).read_bytes()
    for share in range(1, 20):
        with pytest.raises(SchemeError, match=r"^edition\.yaml"):
            load_edition(write(folder, whole[: len(whole) * share // 20]))


def test_a_byte_order_mark_does_no_harm(folder: Path) -> None:
    before = load_edition(folder).sha256
    assert load_edition(write(folder, b"\xef\xbb\xbf" + (folder / EDITION).read_bytes())).sha256 == before


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / EDITION).unlink()
    with pytest.raises(SchemeError, match=r"^edition\.yaml was not found in "):
        load_edition(folder)


def test_an_edition_without_texts_is_refused(folder: Path) -> None:
    (folder / EN).unlink()
    (folder / FI).unlink()
    with pytest.raises(SchemeError, match=r"has no file with texts, such as texts\.en\.yaml"):
        load_edition(folder)


def test_a_language_is_added_by_adding_a_file(folder: Path) -> None:
    text = (folder / EN).read_text(encoding="utf-8")
    text = text.replace("language: en", "language: no").replace("language_name: English", "language_name: norsk")
    (folder / "texts.no.yaml").write_text(text, encoding="utf-8")
    edition = load_edition(folder).edition
    assert [code for code, _ in edition.languages] == ["en", "fi", "no"]
    assert edition.criteria["2.5"].title.in_language("no") == edition.criteria["2.5"].title.in_language("en")
