"""The full report says how the cluster stands beside others and beside itself, what to do next, and who says so."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from support.gold import ROOT, public_edition
from support.report_cases import LEAD, MADE_ON, REMARKS, bronze, gold, silver
from support.reported import all_text, flat, headings, report, section, texts, with_levels, words

from eucles_desk.assessment.terms import Step, Verdict
from eucles_desk.assessment.values import Assessment, EarlierResult, Judgement
from eucles_desk.drawing.shapes import Polygon, Role
from eucles_desk.language import ENGLISH, load
from eucles_desk.reports.content import (
    BulletList,
    Figure,
    KeyValues,
    Paragraph,
    SignatureField,
)
from eucles_desk.reports.kinds import case_of, report_document
from eucles_desk.reports.sections.comparison import LEAST_PEERS, MINUS
from eucles_desk.templates.values import Template


def test_the_peers_are_drawn_told_and_put_into_numbers() -> None:
    edition = public_edition()
    document = report(gold(edition))
    said = section(document, "Compared with 38 peers")
    assert "The peers: Invented peers for the sample, 2023\N{EN DASH}2025." in said
    assert "Above the median of the peers: Structure, Governance, Financing, Strategy and Achievements." in said
    assert "The group is small" not in said
    assert {"73.3\N{NO-BREAK SPACE}%", "71.5\N{NO-BREAK SPACE}%", "+1.8"} <= set(said.split("\n"))
    assert re.search(r"31 criteria can be compared: \d+ above the median of the peers, \d+ at it, 2 below it\.", said)
    assert "Furthest below: 2.3, 4.1.6." in said
    (spider,) = [
        b.drawing for b in flat(document.blocks) if isinstance(b, Figure) and "Median of peers" in b.drawing.description
    ]
    assert any(isinstance(shape, Polygon) and shape.dash and shape.stroke is Role.SECOND for shape in spider.shapes)


def test_a_share_below_that_of_the_peers_is_said_to_be_below() -> None:
    assessment = gold(public_edition())
    assert assessment.benchmark
    high = replace(assessment.benchmark, dimensions=MappingProxyType(dict.fromkeys("12345", Decimal("73.4"))))
    said = section(report(replace(assessment, benchmark=high)), "Compared with 38 peers")
    assert "Below the median of the peers: Structure and Financing." in said
    assert f"{MINUS}0.1" in said.split("\n")


def test_a_small_group_of_peers_is_said_to_be_small() -> None:
    assessment = gold(public_edition())
    assert assessment.benchmark
    small = replace(assessment, benchmark=replace(assessment.benchmark, peers=LEAST_PEERS - 1))
    assert "The group is small" in section(report(small), f"Compared with {LEAST_PEERS - 1} peers")
    one = replace(assessment, benchmark=replace(assessment.benchmark, peers=1))
    assert "Compared with 1 peer" in headings(report(one))


def test_peers_whose_shares_are_not_all_known_are_not_drawn_as_if_they_had_none() -> None:
    assessment = gold(public_edition())
    assert assessment.benchmark
    some = replace(assessment.benchmark, dimensions=MappingProxyType({"1": Decimal(70)}))
    document = report(replace(assessment, benchmark=some))
    assert not any("Median of peers" in b.drawing.description for b in flat(document.blocks) if isinstance(b, Figure))
    assert "\N{EN DASH}" in section(document, "Compared with").split("\n")


def test_without_peers_and_earlier_results_nothing_is_said_of_them() -> None:
    document = report(replace(gold(public_edition()), benchmark=None, earlier=()))
    assert not [title for title in headings(document) if title.startswith(("Compared", "Since", "Earlier"))]
    for word in ("Last time", "Peers", "Peers (median)"):
        assert word not in all_text(document).split("\n")
    (key,) = [b.drawing for b in flat(document.blocks) if isinstance(b, Figure) and "Key to" in b.drawing.description]
    assert "peers" not in key.description
    assert "Share of the points by dimension" in "".join(
        b.drawing.description for b in flat(document.blocks) if isinstance(b, Figure)
    )


def test_the_trend_and_the_largest_changes_tell_what_has_happened_since_last_time() -> None:
    document = report(gold(public_edition()))
    said = section(document, "Since last time").replace("\N{NO-BREAK SPACE}", " ")
    assert "December 2019 58.4 %, December 2021 72.5 % and December 2025 82.7 %." in said
    assert "10.2 percentage points more than last time. The 80 % that are needed are reached." in said
    assert "Levels since December 2021: 15 higher, 16 the same, 0 lower." in said
    assert "7 more have changed by as much or less" in said
    assert "5 (2021)" in section(document, "2.4 ").split("\n")


def test_earlier_results_of_another_label_or_without_points_are_a_plain_table() -> None:
    document = report(silver(public_edition()))
    said = section(document, "Earlier assessments")
    assert {"December 2019", "Gold", "58.4\N{NO-BREAK SPACE}%"} <= set(said.split("\n"))
    silver_before = EarlierResult("2023-12", "silver", MappingProxyType({"2.4": 3}))
    document = report(replace(silver(public_edition()), earlier=(silver_before,)))
    said = section(document, "Since last time")
    assert {"December 2023", "Silver", "\N{EN DASH}"} <= set(said.split("\n"))
    assert "Levels since December 2023:" in said


def test_a_remark_stands_with_its_criterion_and_with_what_the_experts_made_of_it() -> None:
    said = section(report(gold(public_edition())), "2.4 ")
    assert f"A fact is wrong. {REMARKS[0].text}" in said
    assert f"The experts: accepted in part. {REMARKS[0].reply}" in said
    waiting = replace(REMARKS[0], disposition=None, reply="")
    said = section(report(replace(gold(public_edition()), remarks=(waiting,))), "2.4 ")
    assert "The experts: not decided yet." in said


def test_other_sets_of_steps_are_named_and_all_of_them_counted() -> None:
    edition = public_edition()
    low = {"2.3": 3, "2.6": 3, "2.7": 3}
    assessment = gold(edition)
    agreed = tuple(replace(a, level=low.get(a.criterion, 4)) for a in assessment.consensus)
    said = section(report(replace(assessment, consensus=agreed)), "What would raise the result most")
    assert "The fewest steps to the label:" in said
    assert "From level 3 to 5: 2 points more." in said
    # Two of the three, or one of them with any of the twenty-seven that have one level left.
    assert f"{3 + 3 * 27 - 1} other sets are as small, for instance:" in said
    (others,) = [
        b
        for b in flat(report(replace(assessment, consensus=agreed)).blocks)
        if isinstance(b, BulletList) and "(level 3 to 5)" in words(b.items[0])
    ]
    assert len(others.items) == 2


def test_what_levels_cannot_bring_about_is_said_beside_the_steps() -> None:
    assessment = with_levels(gold(public_edition()), c2_4=1)
    refused = tuple(replace(answer, met=False) for answer in assessment.eligibility[:1])
    changed = replace(assessment, eligibility=(*refused, *assessment.eligibility[1:]))
    said = section(report(changed), "What would raise the result most")
    assert "The steps are about levels. Besides: 1 eligibility criterion is not met" in said
    assert "Besides" not in section(report(assessment), "What would raise the result most")


def test_a_label_reached_names_the_steps_to_the_next_one() -> None:
    edition = public_edition()
    whole = silver(edition)
    confirmed = tuple(replace(area, verdict=Verdict.CONFIRMED) for area in whole.improvement_areas)
    judged = tuple(Judgement(LEAD.id, criterion.id, 3, "As found.") for criterion in edition.criteria_of("silver"))
    reached = replace(whole, judgements=judged, improvement_areas=confirmed)
    said = section(report(reached), "What would raise the result most")
    assert said.startswith("The next label is Gold. The fewest steps to it:")
    assert "The steps are about levels; what else Gold asks for is not part of them." in said
    assert "Next, to reach Gold" in all_text(report(reached))


def test_the_visits_and_interviews_are_named_by_day_place_and_role() -> None:
    said = section(report(gold(public_edition())), "How the assessment was done")
    assert "10 February 2026, Joensuu\n11 February 2026, Kuopio" in said
    interviews = section(report(gold(public_edition())), "Interviews").split("\n")
    assert {"With whom, by role", "Chair of the steering group", "Managing director of a small firm"} <= set(interviews)
    assert "Annex B, minutes of the steering group" not in interviews


def test_each_expert_is_named_with_the_interests_declared() -> None:
    said = section(report(gold(public_edition())), "Who assessed").split("\n")
    assert LEAD.interests in said
    assert "No interests declared" in said
    assert "Has not declared interests yet" in said


def test_names_and_addresses_of_contact_persons_are_not_told() -> None:
    assessment = gold(public_edition())
    facts = {**assessment.cluster.facts, "contact_phone": "+358 40 000"}
    said = all_text(report(replace(assessment, cluster=replace(assessment.cluster, facts=MappingProxyType(facts)))))
    for told in ("Anna Esimerkki", "anna@cluster.example.org", "+358 40 000"):
        assert told not in said


def test_the_words_are_those_that_the_report_uses_sorted_by_the_alphabet() -> None:
    def terms(assessment: Assessment) -> list[str]:
        (pairs,) = [b for b in list(flat(report(assessment).blocks))[-1:] if isinstance(b, KeyValues)]
        return [pair.key for pair in pairs.pairs]

    whole, facts_only = terms(gold(public_edition())), terms(bronze(public_edition()))
    assert whole == sorted(whole)
    assert {"Peers", "Median of the peers", "Points", "Minimum", "Agreed level"} <= set(whole)
    assert "Benchmarking" in facts_only
    assert not {"Peers", "Points", "Minimum", "Criterion"} & set(facts_only)


def test_finnish_words_stand_in_the_order_of_the_finnish_alphabet() -> None:
    finnish = load("fi", ROOT / "resources" / "i18n")
    *_others, pairs = flat(report(gold(public_edition()), language=finnish).blocks)
    assert isinstance(pairs, KeyValues)
    found = [pair.key for pair in pairs.pairs]
    assert found == sorted(found, key=finnish.sort_key)
    assert found[0] == "Alkuperä"
    assert found[-2:] == ["Viittaus", "Vähimmäistaso"]


def test_what_an_organisation_adds_stands_in_front_and_at_the_end() -> None:
    edition = public_edition()
    template = Template("Example Organisation", ("Example Street 1",), legal_note={"en": "For information only."})
    case = case_of(gold(edition), edition, ENGLISH, made_on=MADE_ON, program_version="1.2.3", template=template)
    document = report_document(case)
    assert texts(document.blocks[0]) == ["Example Organisation"]
    assert "For information only." in section(document, "Publisher")
    assert headings(document)[-1] == "Publisher"


def test_a_report_to_be_signed_ends_with_the_place_for_it() -> None:
    edition = public_edition()
    plain = case_of(gold(edition), edition, ENGLISH, made_on=MADE_ON, program_version="1.2.3")
    assert not any(isinstance(block, SignatureField) for block in flat(report_document(plain).blocks))
    signed = report_document(replace(plain, signed=True))
    assert isinstance(list(flat(signed.blocks))[-1], SignatureField)
    assert headings(signed)[-1] == "Signature"
    told = [block for block in signed.blocks if isinstance(block, Paragraph) and block.text[-1].link == "#signature"]
    assert [texts(block) for block in told] == [["Signed electronically. To the signature"]]


def test_an_award_is_told_with_number_and_validity() -> None:
    said = section(report(gold(public_edition(), Step.AWARDED)), "What it means")
    assert "Its number is SAMPLE-0001. It is valid from February 2026 to January 2028" in said
    assert "can be renewed until January 2029" in said
    assert "SAMPLE-0001" not in all_text(report(gold(public_edition(), Step.REFUSED)))
