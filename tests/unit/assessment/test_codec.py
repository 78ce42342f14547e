from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from random import Random
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.editions import small_edition
from support.examples import examples
from support.gold import LEAD, SECOND, full
from support.strategies import assessments

from eucles_desk.assessment import codec, evidence_data
from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind
from eucles_desk.assessment.terms import NOT_APPLICABLE
from eucles_desk.assessment.values import (
    Agreement,
    Assessment,
    Benchmark,
    EarlierResult,
    EligibilityAnswer,
    Fact,
    Judgement,
    Level,
    Remark,
    Spread,
)

EDITION = small_edition()


def through_json(value: Assessment) -> Assessment:
    data = json.loads(json.dumps(codec.assessment_to_data(value)))
    return codec.assessment_from_data(data, value.edition)


@given(assessments(EDITION))
@settings(max_examples=examples(25, 60))
def test_an_assessment_survives_its_way_through_json(value: Assessment) -> None:
    again = through_json(value)
    assert again == replace(value, private_notes=())  # they never leave this computer
    assert codec.assessment_to_data(again) == codec.assessment_to_data(value)


@given(assessments(EDITION), st.randoms(use_true_random=False))
@settings(max_examples=20)
def test_the_order_of_judging_does_not_show(value: Assessment, random: Random) -> None:
    judgements, consensus = list(value.judgements), list(value.consensus)
    random.shuffle(judgements)
    random.shuffle(consensus)
    shuffled = replace(value, judgements=tuple(judgements), consensus=tuple(consensus))
    assert codec.assessment_to_data(shuffled) == codec.assessment_to_data(value)


def test_codes_sort_as_people_read_them() -> None:
    codes = ["2.10", "2.9", "1.1.0", "1.2", "1.1.1", "10.1", "2.a", "2"]
    assert sorted(codes, key=codec.criterion_order) == ["1.1.0", "1.1.1", "1.2", "2", "2.9", "2.10", "2.a", "10.1"]


@pytest.mark.parametrize(("level", "written"), [(0, 0), (5, 5), (NOT_APPLICABLE, "not_applicable"), (None, None)])
def test_three_kinds_of_level_are_written_apart(level: Level, written: object) -> None:
    assert codec.level_to_data(level) == written
    assert codec.level_from_data(written) == level


def test_what_is_not_looked_at_has_no_level_key() -> None:
    assert "level" not in codec.judgement_to_data(Judgement(LEAD.id, "2.5"))
    assert codec.judgement_to_data(Judgement(LEAD.id, "2.5", 0))["level"] == 0
    assert "level" not in codec.agreement_to_data(Agreement("2.5"))
    assert "met" not in codec.answer_to_data(EligibilityAnswer("members"))
    assert codec.answer_to_data(EligibilityAnswer("members", met=False))["met"] is False


@pytest.mark.parametrize(
    ("fact", "written"),
    [
        (Decimal(57), "57"),
        (Decimal("57.0"), "57"),
        (Decimal("5.7E+4"), "57000"),
        (Decimal("2.50"), "2.5"),
        (Decimal("0.1"), "0.1"),
        (Decimal(0), "0"),
        (Decimal("-3.25"), "-3.25"),
        ("57", '"57"'),
        ("", '""'),
    ],
)
def test_facts_are_written_as_people_write_them(fact: Fact, written: str) -> None:
    assert json.dumps(codec.fact_to_data(fact)) == written
    again = codec.fact_from_data(json.loads(written))
    assert again == fact
    assert type(again) is type(fact)
    assert "E" not in str(again)


def test_what_this_version_does_not_know_is_kept_where_it_stood() -> None:
    data = json.loads(json.dumps(codec.assessment_to_data(full())))
    data["later"] = {"a": [1, None]}
    data["assessment"]["later"] = 1
    data["scheme"]["later"] = 2
    data["assessment"]["period"]["later"] = 3
    data["cluster"]["later"] = 4
    for name in ("seats", "eligibility", "judgements", "consensus", "evidence"):
        data[name][0]["later"] = name
    data["judgements"][0]["improvements"][0]["later"] = 5
    data["judgements"][0]["citations"][0]["later"] = 6
    assert codec.assessment_to_data(codec.assessment_from_data(data, full().edition)) == data


def test_the_edition_that_a_file_carries_is_not_kept_with_the_assessment() -> None:
    data = codec.assessment_to_data(full())
    data["scheme"]["content"] = {"big": True}
    assert codec.assessment_from_data(data, full().edition) == full()


def test_what_a_file_leaves_out_has_its_default() -> None:
    seat, criterion, evidence = UUID(int=1), "2.5", UUID(int=2)
    assert codec.judgement_from_data({"seat": str(seat), "criterion": criterion}) == Judgement(seat, criterion)
    assert codec.agreement_from_data({"criterion": criterion}) == Agreement(criterion)
    assert evidence_data.citation_from_data({"evidence": str(evidence)}) == Citation(evidence)
    piece = evidence_data.evidence_from_data({"id": str(evidence), "title": "x", "kind": "interview"})
    assert piece == Evidence(evidence, "x", EvidenceKind.INTERVIEW)


def test_what_an_assessment_does_not_have_is_absent() -> None:
    written = codec.assessment_to_data(full())
    assert not {"visits", "remarks", "award", "earlier", "benchmark"} & written.keys()
    assert all("interests" not in seat for seat in written["seats"])
    assert codec.remark_to_data(Remark(UUID(int=1), "2.5")).keys() == {"id", "criterion", "text", "reply"}
    assert codec.benchmark_to_data(Benchmark("Peers", 1, {"2.5": Spread(Decimal(3))}))["criteria"] == {
        "2.5": {"median": 3}
    }


def test_an_earlier_result_is_written_as_people_write_it() -> None:
    levels = {"2.10": NOT_APPLICABLE, "2.9": 0, "1.2": None}
    written = codec.earlier_to_data(EarlierResult("2021-12", "gold", levels, Decimal("72.50"), UUID(int=1)))
    assert json.dumps(written) == (
        '{"assessment": "00000000-0000-0000-0000-000000000001", "month": "2021-12", "label": "gold", "percent": 72.5, '
        '"levels": {"2.9": 0, "2.10": "not_applicable"}}'
    )


def test_judgements_are_written_seat_by_seat() -> None:
    written = codec.assessment_to_data(full())["judgements"]
    assert [said["seat"] for said in written] == [str(LEAD.id)] * 31 + [str(SECOND.id)] * 31
