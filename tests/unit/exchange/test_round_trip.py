"""What goes out comes back whole, letter for letter, and always as the same bytes."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any, cast
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.documents import LEAD, SCHEMA, SECOND, as_bytes, document, find_small, interchange
from support.editions import SMALL_CONTENT, small_edition
from support.plain_strategies import JSON
from support.strategies import assessments

from eucles_desk.assessment.on_site import PrivateNote
from eucles_desk.assessment.terms import NOT_APPLICABLE
from eucles_desk.assessment.values import Assessment, Improvement, Judgement
from eucles_desk.errors import ExchangeError, SchemeError
from eucles_desk.exchange.interchange import Imported, Interchange
from eucles_desk.scheme.values import Edition

INTERCHANGE = interchange()
LISTS = (
    "seats", "eligibility", "judgements", "consensus", "evidence", "improvement_areas", "visits", "remarks", "earlier",
    "self_assessment", "accepted_findings",
)  # fmt: skip


def read(content: bytes) -> Imported:
    return INTERCHANGE.read(content, find_small, file="a.json")


def find_none(_scheme: str, _edition: str, _sha256: str | None) -> None:
    """Know no edition."""


@settings(deadline=2000)
@given(assessments(small_edition()))
def test_what_is_written_is_read_back_equal_and_written_the_same(assessment: Assessment) -> None:
    content = INTERCHANGE.write(assessment)

    imported = read(content)

    assert imported == Imported(replace(assessment, private_notes=()), None)
    assert INTERCHANGE.write(imported.assessment) == content


MARKER = "never leaves this computer"


@settings(deadline=2000, max_examples=25)
@given(assessments(small_edition()))
def test_no_file_holds_a_private_note(assessment: Assessment) -> None:
    notes = tuple(PrivateNote(criterion, MARKER) for criterion in small_edition().criteria)

    content = INTERCHANGE.write(replace(assessment, private_notes=notes))

    assert MARKER.encode() not in content
    assert content == INTERCHANGE.write(replace(assessment, private_notes=()))


def test_a_whole_file_is_written_as_it_was_read() -> None:
    content = as_bytes(document())

    assert INTERCHANGE.write(read(content).assessment) == content


def test_a_file_with_the_least_in_it_is_read() -> None:
    data = document()
    for name in (*LISTS, "award", "benchmark", "agenda", "reply_due"):
        del data[name]
    data["cluster"] = {"id": data["cluster"]["id"], "name": ""}
    del data["assessment"]["earlier_benchmarking"]

    assessment = read(as_bytes(data)).assessment

    assert assessment.judgements == ()
    assert dict(assessment.cluster.facts) == {}


def test_a_written_file_is_utf8_with_two_spaces_and_a_last_line_break() -> None:
    content = INTERCHANGE.write(read(as_bytes(document())).assessment)

    assert content.startswith(b'{\n  "format": "eucles-assessment",\n  "version": 1,\n  "assessment": {\n    "id"')
    assert content.endswith(b"\n}\n")
    assert "Sovittu yhdessä.".encode() in content
    assert b"\\u" not in content


def test_not_looked_at_not_applicable_and_level_nought_stay_three_things() -> None:
    data = document()
    data["judgements"][0]["level"] = 0

    assessment = read(as_bytes(data)).assessment

    assert [judgement.level for judgement in assessment.judgements] == [0, NOT_APPLICABLE, None]
    written = json.loads(INTERCHANGE.write(assessment))["judgements"]
    assert [judgement.get("level", "absent") for judgement in written] == [0, "not_applicable", "absent"]


def test_whole_numbers_with_a_point_are_whole_numbers() -> None:
    data = document()
    data["version"] = 1.0
    data["judgements"][0]["level"] = 4.0
    data["judgements"][0]["citations"][0]["page"] = 4.0
    data["evidence"][0]["size"] = 1234.0
    data["cluster"]["facts"]["participants"] = 57.0

    assert INTERCHANGE.write(read(as_bytes(data)).assessment) == as_bytes(document())


def test_earlier_results_are_put_in_the_order_of_time() -> None:
    data = document()
    later, first = data["earlier"][0], {"month": "2019-12", "label": "tin"}
    data["earlier"] = [later, first]

    assessment = read(as_bytes(data)).assessment

    assert [result.month for result in assessment.earlier] == ["2019-12", "2021-12"]
    assert [result.percent for result in assessment.earlier] == [None, Decimal("72.5")]


def test_interests_not_declared_and_none_declared_stay_two_things() -> None:
    lead, second = read(as_bytes(document())).assessment.seats

    assert (lead.interests, second.interests) == ("", None)


@pytest.mark.parametrize("place", ["earlier", "benchmark"])
def test_a_figure_with_more_digits_than_other_programs_keep_is_not_written(place: str) -> None:
    assessment = read(as_bytes(document())).assessment
    fine = Decimal("0.10000000000000000001")
    assert assessment.benchmark is not None
    bent = {
        "earlier": (replace(assessment.earlier[0], percent=fine),),
        "benchmark": replace(assessment.benchmark, dimensions=MappingProxyType({"1": fine})),
    }

    with pytest.raises(ExchangeError, match=f"at {place}: a number has too many digits to be kept"):
        INTERCHANGE.write(replace(assessment, **{place: bent[place]}))


def test_uuids_may_stand_in_upper_case() -> None:
    content = as_bytes(document())

    upper = content.replace(b"aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa", b"AAAAAAAA-AAAA-4AAA-8AAA-AAAAAAAAAAAA")

    assert read(upper) == read(content)


def test_a_byte_order_mark_is_passed_over() -> None:
    content = as_bytes(document())

    assert read(b"\xef\xbb\xbf" + content) == read(content)


def test_the_order_of_judgements_in_the_file_does_not_matter() -> None:
    data = document()
    data["judgements"].reverse()

    assert read(as_bytes(data)) == read(as_bytes(document()))


def test_texts_are_kept_letter_for_letter() -> None:
    reason = "  e\N{COMBINING ACUTE ACCENT} \u00e9 \t\r\n\u2028 \N{RIGHT-TO-LEFT OVERRIDE}\N{GRINNING FACE} <b>&amp;</b> \ufeff "
    data = document()
    data["judgements"][0]["reason"] = reason

    assessment = read(json.dumps(data).encode()).assessment

    assert assessment.judgements[0].reason == reason
    assert read(INTERCHANGE.write(assessment)).assessment == assessment


def objects_of(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield one object of each kind, with its path, those left out whose keys are ids of the edition."""
    yield "file", data
    for name in ("assessment", "scheme", "cluster", "award", "benchmark", "agenda"):
        yield name, data[name]
    yield "period", data["assessment"]["period"]
    for name in LISTS:
        yield name, data[name][0]
    yield "spread", data["benchmark"]["criteria"]["1.2"]
    yield "improvements", data["judgements"][0]["improvements"][0]
    yield "citations", data["judgements"][0]["citations"][0]
    yield "versions", data["evidence"][0]["versions"][0]
    yield "interview", data["evidence"][2]["interview"]
    yield "notes", data["evidence"][2]["interview"]["notes"][0]
    yield "earlier recommendations", data["earlier"][0]["recommendations"]["1.2"][0]


UNKNOWN: dict[str, Any] = {
    "b": [1, 1.5, -2.0, 1e300, True, None, "ä", [], {}, [[{"deep": {"z": 1, "a": [0.1]}}]]],
    "a": {"level": None, "format": 3},
}


@pytest.mark.parametrize("place", [name for name, _ in objects_of(document())])
def test_unknown_keys_survive_at_every_level(place: str) -> None:
    data = document()
    dict(objects_of(data))[place]["of_a_later_version"] = UNKNOWN

    again = json.loads(INTERCHANGE.write(read(as_bytes(data)).assessment))

    kept = dict(objects_of(again))[place]["of_a_later_version"]
    assert repr(kept) == repr(UNKNOWN)  # so that 1, 1.0 and true are told apart, and the order too
    assert again == data


@settings(deadline=2000)
@given(st.data())
def test_any_unknown_values_survive_everywhere_at_once(data: st.DataObject) -> None:
    file = document()
    for _, part in objects_of(file):
        part["x"] = data.draw(JSON)

    again = json.loads(INTERCHANGE.write(read(as_bytes(file)).assessment))

    assert repr([part["x"] for _, part in objects_of(again)]) == repr([part["x"] for _, part in objects_of(file)])


def test_an_edition_without_a_hash_is_found_by_name() -> None:
    data = document()
    del data["scheme"]["sha256"]

    assert read(as_bytes(data)).assessment.edition == small_edition().ref


class TestACarriedEdition:
    """A file may carry the edition that it was judged by."""

    def with_edition(self) -> dict[str, Any]:
        data = document()
        data["scheme"]["content"] = {"id": "eucles", "edition": "small-1"}  # in another order than the canonical one
        return data

    def test_is_given_back_in_canonical_form(self) -> None:
        assert read(as_bytes(self.with_edition())).edition_content == SMALL_CONTENT

    def test_is_written_as_an_object(self) -> None:
        imported = read(as_bytes(self.with_edition()))

        content = INTERCHANGE.write(imported.assessment, edition_content=SMALL_CONTENT)

        assert json.loads(content)["scheme"]["content"] == json.loads(SMALL_CONTENT)
        assert read(content) == imported

    def test_is_read_where_the_edition_is_not_known(self) -> None:
        given: list[bytes] = []

        def load(content: bytes) -> Edition:
            given.append(content)
            return small_edition()

        reader = Interchange(SCHEMA, load)
        imported = reader.read(as_bytes(self.with_edition()), find_none, file="a.json")

        assert given == [SMALL_CONTENT]
        assert imported == read(as_bytes(self.with_edition()))

    def test_is_refused_when_it_is_not_right(self) -> None:
        def load(content: bytes) -> Edition:
            raise SchemeError("The content of the edition is damaged: {part}.", part="labels")

        reader = Interchange(SCHEMA, load)
        with pytest.raises(ExchangeError, match="at scheme, content: the content of the edition is damaged: labels"):
            reader.read(as_bytes(self.with_edition()), find_none, file="a.json")

    def test_is_refused_when_it_is_another_than_the_one_named(self) -> None:
        data = self.with_edition()
        data["scheme"]["edition"] = "small-2"
        reader = Interchange(SCHEMA, lambda _: small_edition())

        with pytest.raises(ExchangeError, match="the edition here is not the one that is named"):
            reader.read(as_bytes(data), find_none, file="a.json")

    def test_is_refused_when_the_hash_differs(self) -> None:
        data = self.with_edition()
        data["scheme"]["content"]["edition"] = "small-3"

        with pytest.raises(ExchangeError, match="the edition here is not the one whose SHA-256 is given"):
            read(as_bytes(data))

    def test_cannot_be_written_beside_the_hash_of_another(self) -> None:
        assessment = read(as_bytes(document())).assessment

        with pytest.raises(ExchangeError, match="The assessment cannot be written to a file, at scheme, content: "):
            INTERCHANGE.write(assessment, edition_content=b'{"id":"another"}')

    def test_keeps_texts_of_any_language_under_its_hash(self) -> None:
        content = json.dumps({"ä": "Ω \U0001f600", "n": [1, 0.5]}, ensure_ascii=False, separators=(",", ":")).encode()
        content = json.dumps(json.loads(content), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        ref = replace(small_edition().ref, sha256=hashlib.sha256(content).hexdigest())
        edition = replace(small_edition(), ref=ref)
        assessment = replace(read(as_bytes(document())).assessment, edition=ref)

        file = INTERCHANGE.write(assessment, edition_content=content)

        assert INTERCHANGE.read(file, lambda _scheme, _edition, _sha256: edition, file="a.json") == Imported(
            assessment, content
        )


class TestWritingWhatCouldNotBeReadBack:
    """An assessment that no program could take in is not written; the sentence says what to change."""

    def assessment(self) -> Assessment:
        return read(as_bytes(document())).assessment

    def test_a_text_too_long_is_named(self) -> None:
        judgement = Judgement(UUID(LEAD), "1.2", reason="x" * 200_001)
        with pytest.raises(ExchangeError) as caught:
            INTERCHANGE.write(replace(self.assessment(), judgements=(judgement,)))
        assert str(caught.value) == (
            "The assessment cannot be written to a file, at judgements, item 1 (criterion 1.2), reason: "
            "this has 200001 characters; at most 200000 fit."
        )

    def test_half_a_surrogate_pair_is_named(self) -> None:
        judgement = Judgement(UUID(SECOND), "1.2", improvements=(Improvement("\ud83d"),))
        with pytest.raises(ExchangeError, match="at judgements, item 1, improvements, item 1, text: the text holds"):
            INTERCHANGE.write(replace(self.assessment(), judgements=(judgement,)))

    def test_a_fact_that_would_lose_digits_is_named(self) -> None:
        facts = MappingProxyType({"staff_fte": Decimal("0.10000000000000000001")})
        assessment = self.assessment()
        with pytest.raises(
            ExchangeError, match=r"at cluster, facts, staff_fte: the number 0\.10000000000000000001 has"
        ):
            INTERCHANGE.write(replace(assessment, cluster=replace(assessment.cluster, facts=facts)))


def test_sentences_are_templates_that_can_be_translated() -> None:
    data = document()
    data["judgements"][1]["level"] = 9

    with pytest.raises(ExchangeError) as caught:
        read(as_bytes(data))

    problem = cast("ExchangeError", caught.value.values["problem"])
    place = cast("ExchangeError", caught.value.values["place"])
    assert caught.value.message == "The file {file} cannot be used, at {place}: {problem}"
    assert problem.message.startswith("Level {level} is outside the scale of criterion {criterion}")
    assert (place.message, place.values) == ("{place}, item {number}", {"place": "judgements", "number": 2})


def test_the_schema_library_is_not_loaded_before_it_is_needed() -> None:
    code = "import sys, eucles_desk.exchange.interchange as i; i.Interchange({}); print('jsonschema' in sys.modules)"

    result = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert result.stdout == "False\n"
