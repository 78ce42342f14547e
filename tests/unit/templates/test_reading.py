"""What is right in a template file is used; what is not is left out and named, and nothing ever fails for it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from support.gold import ROOT

from eucles_desk.errors import Message
from eucles_desk.language import ENGLISH, load
from eucles_desk.templates.reading import ReadTemplate, contrast_with_white, read_template
from eucles_desk.templates.values import ENTRIES, PLAIN, in_language

SLOW = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def read(folder: Path, text: str) -> ReadTemplate:
    path = folder / "template.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return read_template(path)


def sentences(found: ReadTemplate) -> list[str]:
    return [ENGLISH.sentence(warning) for warning in found.warnings]


def png(folder: Path, name: str = "logo.png", size: tuple[int, int] = (40, 20)) -> None:
    Image.new("RGB", size, (16, 48, 76)).save(folder / name)


def test_a_whole_template_is_read(tmp_path: Path) -> None:
    png(tmp_path)
    found = read(
        tmp_path,
        """
organisation: Example  Organisation
address:
  - Example Street 1
  - 00000 Example
acknowledgement:
  en: Co-funded.
  fi: Osarahoitettu.
legal_note: For the cluster only.
accent: "#0B3D91"
logo: logo.png
logo_description:
  en: The words Example Organisation
""",
    )
    assert found.warnings == ()
    template = found.template
    assert template.organisation == "Example Organisation"
    assert template.address == ("Example Street 1", "00000 Example")
    assert in_language(template.acknowledgement, "fi") == ("Osarahoitettu.", "fi")
    assert in_language(template.acknowledgement, "sv") == ("Co-funded.", "en")
    assert in_language(template.legal_note, "fi") == ("For the cluster only.", "")
    assert template.accent == "#0b3d91"
    assert template.logo is not None
    assert (template.logo.width, template.logo.height) == (40, 20)
    assert template.logo.content.startswith(b"\x89PNG")


def test_an_address_may_be_one_text_of_several_lines(tmp_path: Path) -> None:
    assert read(tmp_path, "address: |\n  Street 1\n  City\n").template.address == ("Street 1", "City")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("acent: '#10304c'", "template.yaml, line 1: “acent” is not known here; perhaps “accent” was meant."),
        (
            "colour_of_hat: red",
            "template.yaml, line 1: “colour_of_hat” is no entry of a template. There is: " + ", ".join(ENTRIES) + ".",
        ),
        ("organisation: 2026", "template.yaml, line 1: “organisation” is not text; put quotation marks around it."),
        ("organisation:", "template.yaml, line 1: “organisation” has no text."),
        ("organisation: '  '", "template.yaml, line 1: “organisation” has no text."),
        ("organisation: " + "x" * 201, "template.yaml, line 1: “organisation” has 201 characters; at most 200 fit."),
        ("address: {a: b}", "template.yaml, line 1: “address” is not a list."),
        ("address: [a, 7]", "template.yaml, line 1: “address / 2” is not text; put quotation marks around it."),
        (
            "address: [a, a, a, a, a, a, a, a, a]",
            "template.yaml, line 1: “address” has 9 entries; at most 8 are possible.",
        ),
        ("legal_note:\n  English: a", "template.yaml, line 2: “English” is not the code of a language, such as “en”."),
        (
            "legal_note:\n  en: 1.5",
            "template.yaml, line 2: “legal_note / en” is not text; put quotation marks around it.",
        ),
        ("accent: red", "template.yaml, line 1: “red” is not a colour, such as “#10304c”."),
        (
            "accent: #10304c",
            "template.yaml, line 1: “accent” has no colour; write it in quotation marks, since # begins a comment.",
        ),
        (
            "accent: '#ffcc00'",
            "template.yaml, line 1: the colour #ffcc00 is too light to be read on white; choose a darker one.",
        ),
        ("logo: logo.png", "template.yaml, line 1: the picture logo.png was not found."),
        ("logo: ../logo.png", "template.yaml, line 1: the picture ../logo.png is not in the folder of the template."),
        (
            "logo: /etc/logo.png",
            "template.yaml, line 1: the picture /etc/logo.png is not in the folder of the template.",
        ),
        (
            "logo: 'C:\\logo.png'",
            "template.yaml, line 1: the picture C:\\logo.png is not in the folder of the template.",
        ),
    ],
)
def test_a_part_that_cannot_be_used_is_left_out_and_named(tmp_path: Path, text: str, said: str) -> None:
    found = read(tmp_path, text)
    assert sentences(found) == [said]
    assert found.template.accent == "" and found.template.logo is None and found.template.organisation == ""


def test_one_wrong_part_leaves_the_others(tmp_path: Path) -> None:
    found = read(tmp_path, "organisation: Example\naccent: yellow\nlegal_note: {en: a, 12: b}\n")
    assert found.template.organisation == "Example"
    assert found.template.legal_note == {"en": "a"}
    assert len(found.warnings) == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "template.yaml is empty."),
        (b"- a\n- b\n", "template.yaml does not begin with keys and values, such as “version: 1”."),
        (b"\xff\xfe\x00", "template.yaml, line 1: this is not UTF-8 text."),
        (b"a" * 70_000, "template.yaml is larger than 64 kB."),
        (b"a: [", "template.yaml, line "),
        (b"a: &x [*x, *x]", "template.yaml, line 1: “&” and “*” cannot be used"),
        (b"%PDF-1.7\n", "template.yaml"),
    ],
)
def test_a_file_that_cannot_be_read_gives_the_plain_template_and_one_sentence(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "template.yaml"
    path.write_bytes(content)
    found = read_template(path)
    assert found.template is PLAIN
    assert found.refused
    assert len(found.warnings) == 1
    assert sentences(found)[0].startswith(said)


@pytest.mark.parametrize(
    ("text", "refused"), [("colour: red", True), ("acent: red", True), ("accent: red", False), ("logo:\nx: y", False)]
)
def test_a_file_without_any_entry_of_a_template_is_none(tmp_path: Path, text: str, refused: bool) -> None:
    assert read(tmp_path, text).refused is refused


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    assert "was not found" in sentences(read_template(tmp_path / "none.yaml"))[0]
    assert "was not found" in sentences(read_template(tmp_path))[0]
    assert len(read_template(Path("a\0b.yaml")).warnings) == 1


def test_a_folder_in_place_of_a_picture_is_named(tmp_path: Path) -> None:
    (tmp_path / "logo.png").mkdir()
    assert sentences(read(tmp_path, "logo: logo.png")) == ["template.yaml, line 1: the picture logo.png is not a file."]


def test_a_logo_that_nobody_can_hear_is_named_but_shown(tmp_path: Path) -> None:
    png(tmp_path)
    found = read(tmp_path, "logo: logo.png")
    assert found.template.logo is not None
    assert sentences(found) == [
        "template.yaml, line 1: “logo_description” is missing, so nobody hears what the logo shows."
    ]
    assert read(tmp_path, "logo: logo.png\norganisation: Example").warnings == ()


def test_a_logo_may_lie_in_a_folder_below(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    png(tmp_path / "pictures")
    for name in ("pictures/logo.png", r"pictures\logo.png"):
        assert read(tmp_path, f"organisation: A\nlogo: '{name}'").warnings == ()


def test_warnings_are_said_in_finnish(tmp_path: Path) -> None:
    finnish = load("fi", ROOT / "resources" / "i18n")
    warning = read(tmp_path, "accent: '#ffcc00'").warnings[0]
    assert finnish.sentence(warning).startswith("template.yaml, rivi 1: ")
    assert finnish.sentence(warning) != ENGLISH.sentence(warning)


@pytest.mark.parametrize(
    ("colour", "contrast"), [("#ffffff", 1.0), ("#000000", 21.0), ("#777777", 4.48), ("#767676", 4.54)]
)
def test_contrast_is_counted_as_accessibility_rules_do(colour: str, contrast: float) -> None:
    assert contrast_with_white(colour) == pytest.approx(contrast, abs=0.01)


def test_the_example_is_read_without_a_warning() -> None:
    found = read_template(ROOT / "docs" / "examples" / "template" / "template.yaml")
    assert found.warnings == ()
    assert found.template.logo is not None
    assert found.template.accent


SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)


@SLOW
@given(st.dictionaries(st.sampled_from(ENTRIES) | st.text(max_size=8), VALUES, max_size=8))
def test_any_values_give_a_template_and_sentences(tmp_path: Path, data: dict[str, object]) -> None:
    found = read(tmp_path, yaml.safe_dump(data, allow_unicode=True))
    assert all(isinstance(warning, Message) and ENGLISH.sentence(warning) for warning in found.warnings)
    assert len(found.template.organisation) <= 200
    assert all(found.template.address)


@SLOW
@given(st.binary(max_size=200))
def test_any_bytes_give_a_template_and_sentences(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "template.yaml"
    path.write_bytes(content)
    assert all(sentences(read_template(path)))
