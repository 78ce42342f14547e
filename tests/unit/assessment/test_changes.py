from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.editions import small_edition
from support.examples import examples
from support.gold import LEAD, full
from support.strategies import assessments

from eucles_desk.assessment.change_data import change_from_data, change_to_data
from eucles_desk.assessment.changes import (
    Change,
    ClusterName,
    Details,
    Listed,
    Part,
    PartValue,
    apply,
    change_of,
    current,
    judgement_key,
    may_change,
)
from eucles_desk.assessment.evidence import Evidence, EvidenceKind
from eucles_desk.assessment.on_site import AcceptedFinding, Agenda, Frame, PrivateNote, SelfJudgement
from eucles_desk.assessment.places import ENDED
from eucles_desk.assessment.terms import (
    NOT_APPLICABLE,
    AppealOutcome,
    Disposition,
    Kind,
    Opinion,
    Role,
    Ruling,
    Step,
    Verdict,
)
from eucles_desk.assessment.values import (
    Agreement,
    Assessment,
    Award,
    Benchmark,
    EarlierResult,
    EligibilityAnswer,
    ImprovementArea,
    Judgement,
    Period,
    Remark,
    Seat,
    Spread,
    Visit,
)
from eucles_desk.assessment.verdict import Appeal, Approval, Correction, Decision, Seal
from eucles_desk.errors import RuleError

NEW = UUID(int=77)
LATER = {"later": [1, "two", None]}
VISIT = Visit(NEW, "2026-02-10", "Kuopio", LATER)
REMARK = Remark(NEW, "2.5", Opinion.FACT_WRONG, "58, not 57.", Disposition.PARTLY, "Corrected.", LATER)
AWARD = Award("TEST-1", "2026-02", "2028-01", LATER)
EARLIER = EarlierResult("2021-12", "gold", {"2.5": 3, "4.1": NOT_APPLICABLE}, Decimal("72.5"), NEW, extra=LATER)
PEERS = Benchmark("Invented", 38, {"2.5": Spread(Decimal("3.5"), Decimal(3), None, LATER)}, {"2": Decimal(71)}, LATER)
SAID = SelfJudgement("2.5", 4, "We think so.", LATER)
AGENDA = Agenda(Frame.TWO_DAYS, ("2026-02-10T09:00",), {"2.5": 20}, ("1.2",), LATER)
ACCEPTED = AcceptedFinding("level_without_reason", "criteria:2.5", "4", "Said aloud.", LATER)
PRIVATE = PrivateNote("2.5", "Ask again.")
FULL = replace(
    full(),
    visits=(VISIT, replace(VISIT, id=UUID(int=78))),
    remarks=(replace(REMARK, id=UUID(int=78)),),
    self_assessment=(SAID, replace(SAID, criterion="1.2")),
    accepted=(ACCEPTED, replace(ACCEPTED, detail="5")),
    private_notes=(PRIVATE, replace(PRIVATE, criterion="1.2")),
    seals=(Seal(LEAD.id, "0000-0000-0000-0000", salt="0f" * 32, extra=LATER),),
    approvals=(Approval(LEAD.id, "0f" * 32, extra=LATER),),
    appeals=(Appeal(UUID(int=78), "2026-03-05", "No."),),
    corrections=(Correction(UUID(int=78), 2, "2026-03-05", "A slip."),),
)


def key_of(item: Listed) -> str:
    if isinstance(item, Judgement):
        return judgement_key(item.seat, item.criterion)
    if isinstance(item, AcceptedFinding):
        return item.key
    if isinstance(item, Agreement | EligibilityAnswer | SelfJudgement | PrivateNote):
        return item.criterion
    if isinstance(item, Seal | Approval):
        return str(item.seat)
    return str(item.id)


def listed(value: Assessment) -> dict[Part, tuple[Listed, ...]]:
    return {
        Part.SEAT: value.seats,
        Part.ELIGIBILITY: value.eligibility,
        Part.JUDGEMENT: value.judgements,
        Part.AGREEMENT: value.consensus,
        Part.EVIDENCE: value.evidence,
        Part.AREA: value.improvement_areas,
        Part.VISIT: value.visits,
        Part.SEAL: value.seals,
        Part.APPROVAL: value.approvals,
        Part.APPEAL: value.appeals,
        Part.CORRECTION: value.corrections,
        Part.REMARK: value.remarks,
        Part.SELF_JUDGEMENT: value.self_assessment,
        Part.ACCEPTED: value.accepted,
        Part.PRIVATE_NOTE: value.private_notes,
    }


def other(item: Listed) -> Listed:
    """Return the same part with something else in it."""
    return replace(item, text=f"{item.text}!") if isinstance(item, PrivateNote) else replace(item, extra=LATER)


@st.composite
def changes(draw: st.DrawFn, value: Assessment) -> Change:
    """Make any change that the assessment can undergo: something new, something else, or something gone."""
    new: dict[Part, tuple[str, PartValue]] = {
        Part.CLUSTER: ("", ClusterName(draw(st.text(max_size=5)), "FI", "")),
        Part.DETAILS: ("", Details(draw(st.sampled_from(Kind)), Period("2020-01", "2021-12", {"later": 1}), "2019-01")),
        Part.STEP: ("", draw(st.sampled_from(Step))),
        Part.SEAT: (str(NEW), Seat(NEW, Role.OBSERVER, "New")),
        Part.ELIGIBILITY: ("operating", EligibilityAnswer("operating", True, "new")),
        Part.JUDGEMENT: (judgement_key(NEW, "1.1"), Judgement(NEW, "1.1", 2)),
        Part.AGREEMENT: ("2.10", Agreement("2.10", 2, "new")),
        Part.EVIDENCE: (str(NEW), Evidence(NEW, "New", EvidenceKind.LINK)),
        Part.AREA: (str(NEW), ImprovementArea(NEW, "1.2", verdict=Verdict.CONFIRMED)),
        Part.VISIT: (str(NEW), VISIT),
        Part.REMARK: (str(NEW), REMARK),
        Part.AWARD: ("", draw(st.sampled_from([None, AWARD]))),
        Part.EARLIER: ("", draw(st.sampled_from([(), (EARLIER,)]))),
        Part.BENCHMARK: ("", draw(st.sampled_from([None, PEERS]))),
        Part.REPLY_DUE: ("", draw(st.sampled_from(["", "2026-02-28"]))),
        Part.SELF_JUDGEMENT: ("2.10", replace(SAID, criterion="2.10")),
        Part.AGENDA: ("", draw(st.sampled_from([None, AGENDA]))),
        Part.ACCEPTED: (ACCEPTED.key, ACCEPTED),
        Part.PRIVATE_NOTE: ("2.10", PrivateNote("2.10", draw(st.text(min_size=1, max_size=5)))),
    }
    options = [change_of(value, part, key, after) for part, (key, after) in new.items()]
    options += [change_of(value, Part.FACT, "participants", after) for after in (Decimal("3.5"), "text", None)]
    for part, items in listed(value).items():
        options += [change_of(value, part, key_of(item), None) for item in items]
        options += [change_of(value, part, key_of(item), other(item)) for item in items]
    return draw(st.sampled_from(options))


@st.composite
def changed(draw: st.DrawFn) -> tuple[Assessment, Change]:
    value = draw(assessments(small_edition()))
    return value, draw(changes(value))


@given(changed())
@settings(max_examples=examples(25, 60))
def test_a_change_turned_round_takes_it_back_exactly(case: tuple[Assessment, Change]) -> None:
    value, change = case
    after = apply(value, change)
    assert current(after, change.part, change.key) == change.after
    assert apply(after, change.turned()) == value
    assert apply(apply(after, change.turned()), change) == after
    assert change.turned().turned() == change


@given(changed())
@settings(max_examples=examples(25, 60))
def test_a_change_survives_its_way_through_json(case: tuple[Assessment, Change]) -> None:
    _, change = case
    assert change_from_data(json.loads(json.dumps(change_to_data(change)))) == change


VALUES: tuple[tuple[Part, PartValue], ...] = (
    (Part.CLUSTER, ClusterName("Other", "SE", "SE11")),
    (Part.FACT, Decimal("2.5")),
    (Part.FACT, "text"),
    (Part.DETAILS, Details(Kind.RENEWAL, Period("2024-01", "2025-12", LATER), "2022-05")),
    (Part.STEP, Step.FACT_CHECK),
    (Part.SEAT, replace(LEAD, extra=LATER)),
    (Part.ELIGIBILITY, EligibilityAnswer("members", met=False, note="Nine.", extra=LATER)),
    (Part.JUDGEMENT, replace(FULL.judgements[0], extra=LATER)),
    (Part.AGREEMENT, Agreement("2.5", NOT_APPLICABLE, "So.", adopted=True, extra=LATER)),
    (Part.EVIDENCE, replace(FULL.evidence[0], extra=LATER)),
    (Part.AREA, ImprovementArea(NEW, "2.5", "a", "b", "c", Verdict.NOT_CONFIRMED, LATER)),
    (Part.VISIT, VISIT),
    (Part.REMARK, REMARK),
    (Part.AWARD, AWARD),
    (Part.EARLIER, (EARLIER, EarlierResult("2023-12", "bronze"))),
    (Part.BENCHMARK, PEERS),
    (Part.REPLY_DUE, "2026-02-28"),
    (Part.SELF_JUDGEMENT, replace(SAID, level=NOT_APPLICABLE)),
    (Part.AGENDA, AGENDA),
    (Part.ACCEPTED, ACCEPTED),
    (Part.PRIVATE_NOTE, PRIVATE),
    (Part.SEAL, Seal(LEAD.id, "0000-0000-0000-0000", "2025-03-01T09:30:00+02:00", "0f" * 32, LATER)),
    (Part.APPROVAL, Approval(LEAD.id, "0f" * 32, "2025-03-01T09:30:00+02:00", LATER)),
    (Part.DECISION, Decision(Ruling.AWARDED_WITH_CONDITIONS, "7/2026", "2026-03-01", ("One.", "Two."), "So.", LATER)),
    (Part.APPEAL, Appeal(NEW, "2026-03-05", "No.", AppealOutcome.PARTLY, "2026-04-01", "Well.", LATER)),
    (Part.CORRECTION, Correction(NEW, 2, "2026-03-05", "A slip.", LATER)),
)


@pytest.mark.parametrize(("part", "value"), VALUES)
def test_each_part_is_kept_whole_in_the_history(part: Part, value: PartValue) -> None:
    change = Change(part, "key", None, value, 3)
    assert change_from_data(json.loads(json.dumps(change_to_data(change)))) == change
    assert {kind for kind, _ in VALUES} == set(Part)


@given(changed())
@settings(max_examples=examples(20, 40))
def test_a_change_touches_nothing_else(case: tuple[Assessment, Change]) -> None:
    value, change = case
    after = apply(value, change)
    assert (after.id, after.edition, after.label, after.extra) == (value.id, value.edition, value.label, value.extra)
    for part, items in listed(value).items():
        if part is not change.part:
            assert listed(after)[part] == items
        else:
            others = [item for item in items if key_of(item) != change.key]
            assert [item for item in listed(after)[part] if key_of(item) != change.key] == others


@pytest.mark.parametrize("part", list(listed(FULL)))
def test_what_is_taken_out_comes_back_to_its_place(part: Part) -> None:
    for item in listed(FULL)[part]:
        gone = change_of(FULL, part, key_of(item), None)
        assert item not in listed(apply(FULL, gone))[part]
        assert listed(apply(apply(FULL, gone), gone.turned()))[part] == listed(FULL)[part]


def test_what_is_new_goes_to_the_end() -> None:
    piece = Evidence(NEW, "New", EvidenceKind.LINK)
    assert apply(FULL, change_of(FULL, Part.EVIDENCE, str(NEW), piece)).evidence == (*FULL.evidence, piece)


@pytest.mark.parametrize(
    ("part", "key"),
    [
        (Part.FACT, "moons"),
        (Part.SEAT, str(NEW)),
        (Part.ELIGIBILITY, "luck"),
        (Part.JUDGEMENT, judgement_key(NEW, "2.5")),
        (Part.JUDGEMENT, judgement_key(LEAD.id, "9.9")),
        (Part.AGREEMENT, "9.9"),
        (Part.EVIDENCE, str(NEW)),
        (Part.AREA, str(NEW)),
        (Part.REMARK, str(NEW)),
        (Part.AWARD, ""),
        (Part.BENCHMARK, ""),
        (Part.SELF_JUDGEMENT, "9.9"),
        (Part.AGENDA, ""),
        (Part.ACCEPTED, "none|criteria:2.5|"),
        (Part.PRIVATE_NOTE, "9.9"),
        (Part.SEAL, str(NEW)),
        (Part.APPROVAL, str(NEW)),
        (Part.DECISION, ""),
        (Part.APPEAL, str(NEW)),
        (Part.CORRECTION, str(NEW)),
    ],
)
def test_what_is_not_there_is_none(part: Part, key: str) -> None:
    assert current(FULL, part, key) is None
    assert apply(FULL, change_of(FULL, part, key, None)) == FULL


def test_a_change_of_what_has_changed_meanwhile_is_refused() -> None:
    agreed = FULL.consensus[0]
    stale = change_of(FULL, Part.AGREEMENT, agreed.criterion, replace(agreed, level=1))
    meanwhile = apply(FULL, change_of(FULL, Part.AGREEMENT, agreed.criterion, replace(agreed, level=2)))
    with pytest.raises(RuleError, match="changed meanwhile"):
        apply(meanwhile, stale)
    with pytest.raises(RuleError):
        apply(FULL, Change(Part.FACT, "participants", Decimal(1), Decimal(2)))


def test_a_renamed_cluster_keeps_its_facts() -> None:
    renamed = apply(FULL, change_of(FULL, Part.CLUSTER, "", ClusterName("Other", "SE", "SE11")))
    assert renamed.cluster == replace(FULL.cluster, name="Other", country="SE", region="SE11")


@pytest.mark.parametrize("step", Step)
def test_each_step_allows_what_it_is_for(step: Step) -> None:
    allowed = {part for part in Part if may_change(step, part)}
    always = {
        Part.CLUSTER, Part.FACT, Part.DETAILS, Part.ELIGIBILITY, Part.EVIDENCE, Part.AREA, Part.SEAT, Part.STEP,
        Part.VISIT, Part.EARLIER, Part.BENCHMARK, Part.ACCEPTED, Part.REPLY_DUE, Part.SELF_JUDGEMENT, Part.AGENDA,
        Part.PRIVATE_NOTE,
    }  # fmt: skip
    again = {Part.APPEAL, Part.CORRECTION}
    if step is Step.AWARDED:
        assert allowed == {Part.STEP, Part.AWARD, Part.PRIVATE_NOTE, *again}
    elif step is Step.REFUSED:
        assert allowed == {Part.STEP, Part.PRIVATE_NOTE, *again}
    elif step in ENDED:
        assert allowed == {Part.STEP, Part.PRIVATE_NOTE}
    elif step is Step.DECISION:
        assert allowed == {
            Part.STEP, Part.SEAT, Part.REMARK, Part.AWARD, Part.ACCEPTED, Part.REPLY_DUE, Part.PRIVATE_NOTE,
            Part.DECISION, *again,
        }  # fmt: skip
    elif step is Step.FACT_CHECK:
        assert allowed == {*always, Part.AGREEMENT, Part.REMARK, Part.APPROVAL}
    elif step is Step.CONSENSUS:
        assert allowed == {*always, Part.AGREEMENT, Part.APPROVAL, Part.SEAL}
    elif step is Step.SCORING:
        assert allowed == {*always, Part.JUDGEMENT, Part.SEAL}
    else:
        assert allowed == {*always, Part.JUDGEMENT}
