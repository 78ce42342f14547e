"""The published schema is complete: everything is described and limited, and each of its keywords has a sentence."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, cast

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from support.documents import SCHEMA, document, interchange
from support.editions import small_edition
from support.strategies import assessments

from eucles_desk.assessment.evidence import EvidenceKind
from eucles_desk.assessment.on_site import Frame
from eucles_desk.assessment.terms import Disposition, Kind, Opinion, RestsOn, Role, Step, Verdict
from eucles_desk.assessment.values import Assessment
from eucles_desk.exchange import shape

INTERCHANGE = interchange()
DEFINITIONS: dict[str, dict[str, Any]] = SCHEMA["$defs"]
NOTES = {"$schema", "$id", "$defs", "title", "description"}
STRUCTURE = {"$ref", "properties", "items", "additionalProperties", "const"}  # const is checked before the schema is


def nodes(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield the schema and every schema inside it."""
    yield schema
    for key, value in schema.items():
        if key in {"properties", "$defs"}:
            for inner in value.values():
                yield from nodes(inner)
        elif key in {"items", "additionalProperties"} and isinstance(value, dict):
            yield from nodes(value)


def test_it_is_a_json_schema_with_a_urn() -> None:
    Draft202012Validator.check_schema(SCHEMA)

    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["$id"].startswith("urn:")


def test_every_key_is_described() -> None:
    for node in nodes(SCHEMA):
        for key, inner in node.get("properties", {}).items():
            target = inner if "description" in inner else DEFINITIONS[inner["$ref"].removeprefix("#/$defs/")]
            assert re.fullmatch(r"[A-Z].+\.", target["description"], re.DOTALL), key


def test_every_text_list_and_number_has_a_limit() -> None:
    for node in nodes(SCHEMA):
        kinds = node.get("type", [])
        if "string" in kinds:
            assert "maxLength" in node, node
        if "array" in kinds:
            assert "maxItems" in node, node
        if kinds in ("integer", "number"):
            assert {"minimum", "maximum"} <= node.keys(), node


def test_unknown_keys_are_allowed_everywhere_but_where_a_key_is_an_id() -> None:
    closed = [node for node in nodes(SCHEMA) if "additionalProperties" in node]

    assert [node["description"].split(".")[0] for node in closed] == [
        "Facts about the cluster in the period, by their id in the edition",
        "The minutes of the criteria whose share was changed, by code of the criterion",
        "The levels that stood, by code of the criterion in the edition of that time",
        "What was recommended, by code of the criterion in the edition of that time",
        "How their levels spread, by code of the criterion",
        "The median of their shares of the points in percent, by id of the dimension",
    ]


def test_every_pattern_is_anchored() -> None:
    for node in nodes(SCHEMA):
        pattern = node.get("pattern", "^$")
        assert pattern.startswith("^")
        assert pattern.endswith("$")


def test_every_keyword_and_form_has_its_sentence() -> None:
    source = inspect.getsource(shape)
    used = {key for node in nodes(SCHEMA) for key in node} - NOTES - STRUCTURE
    forms = {name for name, node in DEFINITIONS.items() if "pattern" in node}

    for word in used | forms:
        assert f'"{word}"' in source, word
    assert all(DEFINITIONS[form]["title"] == form for form in forms)


@pytest.mark.parametrize(
    ("values", "place"),
    [
        (Step, ("assessment", "step")),
        (Kind, ("assessment", "kind")),
        (Role, ("seat", "role")),
        (EvidenceKind, ("evidence", "kind")),
        (Verdict, ("area", "verdict")),
        (Opinion, ("remark", "opinion")),
        (Disposition, ("remark", "disposition")),
        (Frame, ("agenda", "frame")),
    ],
)
def test_choices_are_those_of_the_program(values: type[StrEnum], place: tuple[str, str]) -> None:
    name, key = place

    assert DEFINITIONS[name]["properties"][key]["enum"] == [value.value for value in values]


def test_evidence_kinds_of_a_judgement_are_those_of_the_program() -> None:
    rests_on = DEFINITIONS["judgement"]["properties"]["rests_on"]

    assert rests_on["items"]["enum"] == [value.value for value in RestsOn]
    assert rests_on["maxItems"] == len(RestsOn)


def test_every_key_that_the_program_writes_is_in_the_schema() -> None:
    def check(value: Any, schema: Any) -> None:
        schema = {**DEFINITIONS[schema["$ref"].removeprefix("#/$defs/")], **schema} if "$ref" in schema else schema
        if isinstance(value, list):
            for item in cast("list[Any]", value):
                check(item, schema["items"])
        elif isinstance(value, dict) and "properties" in schema:
            for key, inner in cast("dict[str, Any]", value).items():
                check(inner, schema["properties"][key])

    check(document(), SCHEMA)


@settings(deadline=2000, max_examples=25)
@given(assessments(small_edition()))
def test_what_the_program_writes_fits_for_any_validator(assessment: Assessment) -> None:
    library: Any = Draft202012Validator(SCHEMA)  # its types say little

    library.validate(json.loads(INTERCHANGE.write(assessment)))
