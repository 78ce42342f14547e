"""The sample data must be right: they are the first thing that many see, and what tests and pictures stand on."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from eucles_desk.app import paths, sample
from eucles_desk.app.scheme_files import SchemeFiles
from eucles_desk.assessment.award import State, below_minimum, month_number, outcome
from eucles_desk.assessment.checks import Severity, findings
from eucles_desk.assessment.facts import inconsistencies, suggest
from eucles_desk.assessment.scoring import score
from eucles_desk.assessment.steps import open_points
from eucles_desk.assessment.terms import Step, Verdict
from eucles_desk.assessment.values import Assessment
from eucles_desk.assessment.views import agreed_levels, seat_levels, standing_levels
from eucles_desk.exchange.interchange import Interchange
from eucles_desk.scheme.values import Edition

FOLDER = paths.resources() / sample.FOLDER
FILES = sorted(FOLDER.glob("*.json"))
EVIDENCE = FOLDER / sample.EVIDENCE_FOLDER


@pytest.fixture(scope="session")
def edition() -> Edition:
    return SchemeFiles(paths.resources()).bundled().edition


@pytest.fixture(scope="session")
def samples(edition: Edition) -> dict[str, Assessment]:
    schema = json.loads((paths.resources() / "schemas" / "assessment.schema.json").read_text(encoding="utf-8"))
    interchange = Interchange(schema)

    def find(_scheme: str, _edition: str, _sha256: str | None) -> Edition:
        return edition

    return {file.stem: interchange.read(file.read_bytes(), find, file=file.name).assessment for file in FILES}


@pytest.fixture
def gold(samples: dict[str, Assessment]) -> Assessment:
    return samples["40-gold-awarded"]


def test_every_label_and_several_steps_are_among_them(samples: dict[str, Assessment]) -> None:
    assert {one.label for one in samples.values()} == {"bronze", "silver", "gold"}
    assert {one.step for one in samples.values()} == {
        Step.DRAFT,
        Step.SELF_ASSESSMENT,
        Step.SCORING,
        Step.AWARDED,
        Step.WITHDRAWN,
    }


def test_nobody_can_take_a_sample_for_a_real_cluster(samples: dict[str, Assessment]) -> None:
    for one in samples.values():
        assert one.cluster.name.endswith(("(sample)", "(esimerkki)"))
        assert all("Sample" in seat.name or "Example" in seat.name or "Esimerkki" in seat.name for seat in one.seats)
        assert str(one.cluster.facts["website"]).endswith(".example/")


def test_ids_are_unique_over_all_samples(samples: dict[str, Assessment]) -> None:
    ids = [
        id_
        for one in samples.values()
        for id_ in (one.id, one.cluster.id, *(seat.id for seat in one.seats), *(piece.id for piece in one.evidence))
    ]
    assert len(ids) == len(set(ids))


def test_facts_never_disagree(samples: dict[str, Assessment], edition: Edition) -> None:
    assert [check.id for one in samples.values() for check in inconsistencies(edition, one.cluster.facts)] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_evidence_files_are_there_and_are_what_the_rows_say(file: Path) -> None:
    for piece in json.loads(file.read_text(encoding="utf-8"))["evidence"]:
        if "sha256" in piece:
            content = (EVIDENCE / piece["file_name"]).read_bytes()
            assert (hashlib.sha256(content).hexdigest(), len(content)) == (piece["sha256"], piece["size"])


def test_no_evidence_file_is_left_over(samples: dict[str, Assessment]) -> None:
    used = {piece.file_name for one in samples.values() for piece in one.evidence if piece.file_name}
    assert {path.name for path in EVIDENCE.iterdir()} == used


def test_cited_pages_exist(samples: dict[str, Assessment]) -> None:
    for one in samples.values():
        pages = {
            piece.id: len(PdfReader(io.BytesIO((EVIDENCE / piece.file_name).read_bytes())).pages)
            for piece in one.evidence
            if piece.file_name.endswith(".pdf")
        }
        talks = {piece.id: piece.interview for piece in one.evidence if piece.interview}
        for judgement in one.judgements:
            for citation in judgement.citations:
                if citation.page is not None and citation.evidence in talks:
                    note = talks[citation.evidence].note(citation.page)
                    assert note is not None
                    assert judgement.criterion in note.criteria
                else:
                    assert citation.page is None or citation.page <= pages[citation.evidence]


def test_every_note_of_an_interview_is_cited_by_the_criteria_that_it_is_about(samples: dict[str, Assessment]) -> None:
    for one in samples.values():
        cited = {(c.evidence, c.page, j.criterion) for j in one.judgements for c in j.citations}
        noted = {
            (piece.id, note.number, criterion)
            for piece in one.evidence
            if piece.interview
            for note in piece.interview.notes
            for criterion in note.criteria
        }
        assert noted <= cited


def test_every_piece_of_evidence_is_cited(samples: dict[str, Assessment]) -> None:
    for one in samples.values():
        cited = {citation.evidence for judgement in one.judgements for citation in judgement.citations}
        assert {piece.id for piece in one.evidence} == cited


def test_levels_agree_with_the_facts(samples: dict[str, Assessment], edition: Edition) -> None:
    for one in samples.values():
        for criterion, level in standing_levels(one).items():
            suggested = suggest(edition.criteria[criterion], one.cluster.facts, one.period)
            assert suggested is None or suggested.level == level, (one.cluster.name, criterion)


def test_the_finished_gold_passes_with_every_minimum_met(gold: Assessment, edition: Edition) -> None:
    levels = standing_levels(gold)
    total = score(edition, "gold", levels).total
    assert (total.available, total.is_complete) == (150, True)
    assert 124 <= total.points <= 132
    assert below_minimum(edition, "gold", levels) == ()
    assert outcome(edition, gold).state is State.MET


def test_two_experts_gave_reasons_for_every_criterion_and_agreed(gold: Assessment, edition: Edition) -> None:
    codes = {criterion.id for criterion in edition.criteria_of("gold")}
    lead, second = gold.seats
    by_seat = {seat.id: seat_levels(gold, seat.id) for seat in gold.seats}
    assert set(by_seat[lead.id]) == set(by_seat[second.id]) == codes
    assert all(len(judgement.reason) >= 60 for judgement in gold.judgements)
    assert all(judgement.strengths and judgement.citations and judgement.rests_on for judgement in gold.judgements)
    assert len({agreed.reason for agreed in gold.consensus}) == len(codes)
    differing = {code for code in codes if by_seat[lead.id][code] != by_seat[second.id][code]}
    assert 5 <= len(differing) <= 15
    assert {agreed.criterion for agreed in gold.consensus if agreed.adopted} == codes - differing
    agreed_on = agreed_levels(gold)
    assert all(agreed_on[code] in {by_seat[lead.id][code], by_seat[second.id][code]} for code in codes)


def test_the_finished_gold_has_nothing_worse_than_a_hint(gold: Assessment, edition: Edition) -> None:
    assert {found.severity for found in findings(gold, edition)} <= {Severity.HINT}


def test_the_finished_gold_has_everything_that_a_report_can_show(gold: Assessment, edition: Edition) -> None:
    codes = {criterion.id for criterion in edition.criteria_of("gold")}
    assert all(seat.interests is not None for seat in gold.seats)
    assert len(gold.visits) == 2
    assert all(visit.place for visit in gold.visits)
    assert len({remark.disposition for remark in gold.remarks}) == 2
    assert all(remark.opinion and remark.text and remark.disposition and remark.reply for remark in gold.remarks)
    assert gold.benchmark is not None
    assert gold.benchmark.criteria.keys() == codes
    assert all(spread.first_quartile and spread.third_quartile for spread in gold.benchmark.criteria.values())
    assert gold.benchmark.dimensions.keys() == edition.dimensions.keys()


def test_the_finished_gold_was_assessed_before_and_rose(gold: Assessment, edition: Edition) -> None:
    now = score(edition, "gold", standing_levels(gold)).total.percent
    shares = [result.percent for result in gold.earlier]
    assert now is not None
    assert [result.month for result in gold.earlier] == ["2019-12", "2022-12"]
    assert all(share is not None for share in shares)
    assert sorted([*filter(None, shares), now]) == [*shares, now]
    last = gold.earlier[-1]
    assert len(last.recommendations) >= 3
    assert all(last.levels[code] is not None for code in last.recommendations)
    assert last.percent == round(score(edition, "gold", last.levels).total.percent or 0, 1)


def test_the_award_is_plainly_invented_and_lasts_as_the_scheme_says(gold: Assessment, edition: Edition) -> None:
    assert gold.award is not None
    assert gold.award.number.startswith("SAMPLE-")
    assert gold.award.first == gold.visits[0].day[:7]
    years = edition.labels["gold"].validity.first_years.value
    assert month_number(gold.award.last) == month_number(gold.award.first) + 12 * years - 1


def test_the_peers_are_plainly_invented(gold: Assessment) -> None:
    assert gold.benchmark is not None
    assert gold.benchmark.title.startswith("Invented")


def test_the_gold_in_scoring_shows_what_work_looks_like(samples: dict[str, Assessment], edition: Edition) -> None:
    one = samples["60-gold-scoring"]
    levels = standing_levels(one)
    distance_left = len(edition.criteria_of("gold")) - len(levels)
    assert 10 <= distance_left <= 20
    assert below_minimum(edition, "gold", levels)
    assert sum(judgement.on_site for judgement in one.judgements) >= 2
    assert outcome(edition, one).state is State.MISSED
    assert any(found.severity is Severity.ERROR for found in findings(one, edition))
    assert open_points(one, edition)
    assert [len(piece.interview.notes) for piece in one.evidence if piece.interview] == [2]
    assert len(one.self_assessment) >= 10
    assert any(said.level != levels.get(said.criterion) for said in one.self_assessment)
    assert any(piece.expires and piece.expires < one.period.last for piece in one.evidence)
    assert sum(bool(piece.dated) for piece in one.evidence) >= 4


def test_the_silver_has_three_areas_of_which_one_waits_for_its_verdict(samples: dict[str, Assessment]) -> None:
    areas = samples["50-silver-scoring"].improvement_areas
    assert [area.verdict for area in areas] == [Verdict.CONFIRMED, Verdict.CONFIRMED, None]
    assert all(area.before and area.after and area.effect for area in areas)


def test_the_bronze_lacks_some_facts(samples: dict[str, Assessment], edition: Edition) -> None:
    assert open_points(samples["30-bronze-self-assessment"], edition)
