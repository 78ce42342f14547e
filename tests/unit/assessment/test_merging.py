from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID

import pytest
from hypothesis import given, settings
from support.editions import small_edition
from support.gold import LEAD, SECOND, SPACE, full
from support.laptops import Account, Laptop
from support.strategies import assessments
from support.three_laptops import ThreeLaptops

from eucles_desk.assessment.changes import Change, Part, judgement_key
from eucles_desk.assessment.evidence import Citation, Evidence
from eucles_desk.assessment.fields import digest, fields_of, part_of, short, values_of
from eucles_desk.assessment.merging import Caution, Copy, Counts, conflicts_of, merge
from eucles_desk.assessment.on_site import Agenda, Frame, PrivateNote
from eucles_desk.assessment.parts import parts_of
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.values import Assessment, Judgement, Visit
from eucles_desk.assessment.versions import NEVER, Register, Versions
from eucles_desk.errors import InvalidPackageError

START = full(step=Step.SCORING)
PIECE = START.evidence[0]
TOLD = judgement_key(LEAD.id, "2.5")
TestThreeLaptops = ThreeLaptops.TestCase
TestThreeLaptops.settings = settings(max_examples=15, stateful_step_count=25, derandomize=True)


def test_what_each_wrote_in_fields_of_its_own_comes_together() -> None:
    one, two = _two()
    one.set(Part.EVIDENCE, str(PIECE.id), replace(PIECE, title="Register"))
    two.set(Part.EVIDENCE, str(PIECE.id), replace(PIECE, dated="2025-05"))

    found = one.take(two.send(True))
    two.take(one.send(True))

    assert one.value.evidence[0] == two.value.evidence[0] == replace(PIECE, title="Register", dated="2025-05")
    assert not found.conflicts and found.counts == {Part.EVIDENCE: Counts(changed=1)}
    assert one.take(two.send(True)).is_nothing


def test_what_both_wrote_is_a_conflict_until_one_is_chosen() -> None:
    one, two = _two()
    one.set(Part.FACT, "participants", Decimal(57))
    two.set(Part.FACT, "participants", Decimal(58))

    (conflict,) = one.take(two.send(True)).conflicts
    assert [version.value for version in conflict.versions] in ([57, 58], [58, 57]) and conflict.is_new
    shown = one.value.cluster.facts["participants"]
    assert Decimal(str(conflict.versions[0].value)) == shown
    two.take(one.send(True))
    assert two.value.cluster.facts["participants"] == shown

    two.confirm((Part.FACT, "participants"))
    one.take(two.send(True))
    assert not conflicts_of(one.copy) and not conflicts_of(two.copy)
    assert one.value.cluster.facts["participants"] == shown


def test_a_part_changed_here_and_removed_there_stays_and_is_a_conflict() -> None:
    one, two = _two()
    one.set(Part.VISIT, str(SPACE), Visit(SPACE, "2026-02-10"))
    two.take(one.send(True))
    one.set(Part.VISIT, str(SPACE), None)
    two.set(Part.VISIT, str(SPACE), Visit(SPACE, "2026-02-11"))
    gone, kept = one.send(True), two.send(True)

    (conflict,) = one.take(kept).conflicts
    two.take(gone)

    assert one.value.visits == two.value.visits == (Visit(SPACE, "2026-02-11"),)
    assert conflict.name == "" and [version.text for version in conflict.versions] == ["true", ""]


def test_a_removal_that_nobody_contradicts_goes_through() -> None:
    one, two = _two(replace(START, judgements=()))
    one.set(Part.EVIDENCE, str(PIECE.id), None)

    assert two.take(one.send(True)).counts == {Part.EVIDENCE: Counts(taken_out=1)}
    assert PIECE not in two.value.evidence and digest(one.value) == digest(two.value)
    two.undo()
    assert two.value.evidence == START.evidence


def test_evidence_that_a_judgement_cites_comes_back() -> None:
    one, two = _two(replace(START, judgements=()))
    one.set(Part.EVIDENCE, str(PIECE.id), None)
    judgement = Judgement(SECOND.id, "2.5", 3, citations=(Citation(PIECE.id),))
    two.set(Part.JUDGEMENT, judgement_key(SECOND.id, "2.5"), judgement)

    (conflict,) = two.take(one.send(True)).conflicts
    assert conflict.is_cited and conflict.key == str(PIECE.id) and PIECE in two.value.evidence
    one.take(two.send(True))
    assert PIECE in one.value.evidence and digest(one.value) == digest(two.value)


def test_undoing_a_merge_lets_it_be_merged_again_and_tells_nobody_of_a_removal() -> None:
    one, two = _two()
    one.set(Part.VISIT, str(SPACE), Visit(SPACE, "2026-02-10"))
    one.set(Part.FACT, "participants", Decimal(99))
    sent = one.send(True)
    two.take(sent)

    two.undo()
    assert two.value == START
    assert one.take(two.send(True)).is_nothing
    two.set(Part.FACT, "participants", Decimal(3))
    (conflict,) = two.take(sent).conflicts
    assert {version.value for version in conflict.versions} == {99, 3} and two.value.visits


def test_what_was_written_before_a_merge_was_undone_is_not_taken_for_known() -> None:
    one, two = _two()
    one.set(Part.FACT, "participants", Decimal(99))
    two.take(one.send(True))
    two.set(Part.FACT, "participants", Decimal(98))
    two.undo()
    seen = two.send(True)
    two.undo()
    two.set(Part.FACT, "participants", Decimal(3))

    one.take(seen)
    (conflict,) = one.take(two.send(True)).conflicts
    assert {version.value for version in conflict.versions} == {99, 3}


def test_a_merge_made_again_stands_over_what_was_there_meanwhile() -> None:
    one, two = _two()
    two.set(Part.FACT, "participants", Decimal(5))
    one.take(two.send(True))
    one.set(Part.FACT, "participants", Decimal(99))
    two.take(one.send(True))
    two.undo()
    two.undo()
    two.redo()
    meanwhile = two.send(True)
    two.redo()

    assert two.value.cluster.facts["participants"] == 99 and not conflicts_of(two.copy)
    assert one.take(meanwhile).conflicts
    one.take(two.send(True))
    assert one.value.cluster.facts["participants"] == 99 and not conflicts_of(one.copy)


def test_what_was_taken_back_in_a_part_stays_taken_back_though_the_part_went_with_an_undone_merge() -> None:
    one, two = _two()
    one.set(Part.AGENDA, "", Agenda(Frame.HALF_DAY))
    two.take(one.send(True))
    two.set(Part.AGENDA, "", Agenda(Frame.HALF_DAY, minutes=MappingProxyType({"2.5": 20})))
    one.take(two.send(True))
    two.undo()
    two.undo()

    one.take(two.send(True))
    two.take(one.send(True))

    assert one.value.agenda == two.value.agenda == Agenda(Frame.HALF_DAY)


def test_a_package_without_open_judgements_takes_none_away() -> None:
    one, two = _two()
    one.set(Part.FACT, "participants", Decimal(99))

    two.take(one.send(False))

    assert two.value.judgements == START.judgements


def test_judgements_of_the_seat_held_here_do_not_come_in() -> None:
    one, two = _two()
    changed = replace(START.judgement(SECOND.id, "2.5"), level=1)
    one.set(Part.JUDGEMENT, judgement_key(SECOND.id, "2.5"), changed)

    assert two.take(one.send(True)).is_nothing


def test_private_notes_never_come_in_and_do_not_count() -> None:
    one, two = _two()
    one.set(Part.PRIVATE_NOTE, "2.5", PrivateNote("2.5", "Mine."))

    assert merge(two.copy, one.copy, lambda _part, _key: True).is_nothing
    assert digest(one.value) == digest(two.value)


def test_the_step_further_along_is_shown() -> None:
    one, two = _two()
    one.set(Part.STEP, "", Step.CONSENSUS)
    two.set(Part.STEP, "", Step.FACT_CHECK)

    one.take(two.send(True))

    assert one.value.step is Step.FACT_CHECK and [found.part for found in conflicts_of(one.copy)] == [Part.STEP]


def test_a_copy_without_registers_is_compared_by_what_it_holds() -> None:
    one, _ = _two()
    other = replace(START, evidence=(replace(PIECE, title="Other"), *START.evidence[1:]))

    found = merge(one.copy, Copy(other, Versions()), lambda _part, _key: True)

    assert {version.value for version in found.conflicts[0].versions} == {"Piece 0", "Other"}
    assert merge(one.copy, Copy(START, Versions()), lambda _part, _key: True).is_nothing


@pytest.mark.parametrize(
    ("theirs", "caution"),
    [
        (replace(START, id=UUID(int=9)), Caution.FOREIGN),
        (replace(START, label="silver"), Caution.FOREIGN),
        (replace(START, judgements=(), evidence=(), eligibility=(), consensus=(), self_assessment=(),
                 cluster=replace(START.cluster, facts=MappingProxyType({}))), Caution.EMPTY),
    ],
)  # fmt: skip
def test_a_copy_that_is_foreign_or_empty_asks_and_takes_nothing_out(theirs: Assessment, caution: Caution) -> None:
    found = merge(Copy(START, Versions()), Copy(theirs, Versions()), lambda _part, _key: True)

    assert found.asks and found.cautions == (caution,) and not found.changes


def test_a_merge_that_takes_much_out_asks() -> None:
    one, two = _two(replace(START, judgements=()))
    one.do(*(_removal(piece) for piece in START.evidence[:2]))
    two.take(one.send(True))
    one.do(*(_removal(piece) for piece in one.value.evidence[:2]))

    found = two.take(one.send(True))

    assert found.cautions == (Caution.MUCH,) and found.counts[Part.EVIDENCE].taken_out == 2
    two.undo()
    assert two.value.evidence == START.evidence[2:]


def test_values_that_no_part_can_have_are_refused() -> None:
    """Their copy shows a good value and keeps a made-up one that would be shown here."""
    three, four = NEVER.written("me", 1, "3"), NEVER.written("them", 9, "4")
    mine = Register(three.versions, MappingProxyType({"me": 1, "them": 9}))
    made_up = NEVER.written("else", 5, '"high"')
    theirs = _levels(four.joined(made_up))
    here = _judged(3)

    with pytest.raises(InvalidPackageError, match="does not fit"):
        merge(Copy(here, _levels(mine)), Copy(_judged(4), theirs), lambda _part, _key: True)


@settings(max_examples=6)
@given(assessments(small_edition()))
def test_every_part_comes_back_from_its_fields(value: Assessment) -> None:
    found = values_of(value)

    def is_there(place: tuple[Part, str]) -> bool:
        return place[0] is not Part.PRIVATE_NOTE and place in found

    assert set(found) == {place for place in parts_of(value) if is_there(place)}
    assert len(found) >= sum(part is not Part.PRIVATE_NOTE and bool(key) for part, key in parts_of(value))
    for place, one in found.items():
        made = part_of(place, fields_of(place[0], one))
        assert fields_of(place[0], made) == fields_of(place[0], one)
        assert made == one


def test_a_digest_minds_what_is_said_and_not_the_order_of_the_lists() -> None:
    turned = replace(START, evidence=START.evidence[::-1], judgements=START.judgements[::-1])
    cited = START.judgements[0]
    other = replace(START, judgements=(replace(cited, level=0), *START.judgements[1:]))

    assert digest(turned) == digest(START) != digest(other)
    assert digest(other, lambda part, _key: part is not Part.JUDGEMENT) == digest(
        START, lambda part, _key: part is not Part.JUDGEMENT
    )
    assert len(short(digest(START))) == 19


def _levels(register: Register) -> Versions:
    return Versions(MappingProxyType({(Part.JUDGEMENT, TOLD): MappingProxyType({".level": register})}))


def _judged(level: int) -> Assessment:
    return replace(START, judgements=(replace(START.judgement(LEAD.id, "2.5"), level=level),))


def _removal(piece: Evidence) -> Change:
    return Change(Part.EVIDENCE, str(piece.id), piece, None)


def _two(start: Assessment = START) -> tuple[Laptop, Laptop]:
    account = Account()
    return Laptop("one", start, LEAD.id, account), Laptop("two", start, SECOND.id, account)
