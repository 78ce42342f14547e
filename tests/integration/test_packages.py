"""Two experts on two computers: a seat is assigned, judged alone, sealed, opened and merged; nothing is read too early."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

import pytest

from eucles_desk.app import paths
from eucles_desk.app.packaging import Packaging
from eucles_desk.app.wiring import Program, open_program
from eucles_desk.assessment.changes import Part
from eucles_desk.assessment.evidence import EvidenceKind
from eucles_desk.assessment.package_values import Purpose
from eucles_desk.assessment.places import PointKind
from eucles_desk.assessment.records import StoredFile
from eucles_desk.assessment.terms import Kind, Role, Step
from eucles_desk.assessment.values import Period
from eucles_desk.errors import EuclesError, ExchangeError, RuleError
from eucles_desk.services.desk import NewAssessment, new_seat
from eucles_desk.services.open_assessment import OpenAssessment

ANY = tuple(Purpose)


@dataclass
class Laptop:
    program: Program
    folder: Path

    @property
    def packaging(self) -> Packaging:
        return self.program.packaging

    def open(self, assessment: UUID) -> OpenAssessment:
        return self.program.desk.open(assessment)


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[tuple[Laptop, Laptop]]:
    with ExitStack() as stack:
        made: list[Laptop] = []
        for name in ("lead", "second"):
            program = stack.enter_context(open_program(tmp_path / name, paths.resources()))
            made.append(Laptop(program, tmp_path / name))
        yield made[0], made[1]


def started(laptop: Laptop) -> UUID:
    from uuid import uuid4

    from eucles_desk.assessment.values import Cluster

    wanted = NewAssessment(
        Cluster(uuid4(), "Sample Cluster", "FI"),
        "gold",
        Kind.FIRST,
        Period("2025-01", "2025-12"),
        new_seat(Role.LEAD, "Aa Example", country="FI"),
        new_seat(Role.SECOND, "Bb Example", country="SE"),
    )
    return laptop.program.desk.start(wanted)


def assigned(lead: Laptop, second: Laptop, tmp_path: Path) -> UUID:
    assessment = started(lead)
    content = b"%PDF-1.4 invented"
    stored = lead.program.evidence.add_content(content)
    lead.open(assessment).attach_taken(StoredFile(stored.sha256, len(content)), "plan.pdf", "1.1.0")
    seat = lead.open(assessment).value.seats[1].id
    out = lead.packaging.assign(assessment, seat, str(second.packaging.key))
    lead.packaging.write(out, tmp_path / "a.eucles", [str(second.packaging.key)], "Aa Example")
    second.packaging.take(tmp_path / "a.eucles", [Purpose.ASSIGNMENT])
    return assessment


def judge(laptop: Laptop, assessment: UUID, level: int, reason: str) -> None:
    opened = laptop.open(assessment)
    for criterion in opened.edition.criteria_of("gold"):
        opened.set_level(criterion.id, level)
        opened.set_reason(criterion.id, reason)


def handed(source: Laptop, assessment: UUID, target: Path) -> Path:
    out = source.packaging.hand_over(assessment)
    source.packaging.write(out, target, source.packaging.keys_of_others(assessment), "Example")
    return target


def in_scoring(laptop: Laptop, assessment: UUID) -> None:
    from eucles_desk.assessment.changes import change_of

    opened = laptop.open(assessment)
    opened.take_merge(
        (change_of(opened.value, Part.STEP, "", Step.SCORING),), "step", {}, assessment, lambda store: None
    )


def test_an_assignment_comes_with_its_evidence_and_holds_one_seat(
    laptops: tuple[Laptop, Laptop], tmp_path: Path
) -> None:
    lead, second = laptops
    assessment = assigned(lead, second, tmp_path)
    there = second.open(assessment)
    seats = {seat.role: seat.id for seat in there.value.seats}
    assert there.held == {seats[Role.SECOND]}
    assert there.seat == seats[Role.SECOND]
    assert lead.open(assessment).held == {seats[Role.LEAD]}
    (piece,) = [one for one in there.value.evidence if one.kind is EvidenceKind.DOCUMENT]
    assert second.program.evidence.holds(piece.sha256)
    again = second.packaging.take(tmp_path / "a.eucles", [Purpose.ASSIGNMENT])
    assert again.is_nothing


def test_open_judgements_never_leave_and_are_in_no_file(laptops: tuple[Laptop, Laptop], tmp_path: Path) -> None:
    lead, second = laptops
    assessment = assigned(lead, second, tmp_path)
    for laptop in laptops:
        in_scoring(laptop, assessment)
    judge(lead, assessment, 4, "A secret reason of the lead.")
    out = lead.packaging.hand_over(assessment)
    assert out.released == {}
    for part in (out.content, out.history, out.versions):
        assert b"secret reason" not in part
    preview = second.packaging.take(handed(lead, assessment, tmp_path / "b.eucles"), [Purpose.SEAT])
    assert preview.closed == (lead.open(assessment).seat,)
    assert not second.open(assessment).value.judgements


def sealed(laptops: tuple[Laptop, Laptop], tmp_path: Path) -> tuple[UUID, str, str]:
    lead, second = laptops
    assessment = assigned(lead, second, tmp_path)
    for laptop, level in ((lead, 4), (second, 3)):
        in_scoring(laptop, assessment)
        judge(laptop, assessment, level, f"Level {level} as found.")
    codes = tuple(laptop.open(assessment).seal(laptop.open(assessment).seat) for laptop in laptops)  # type: ignore[arg-type]
    return assessment, codes[0], codes[1]


def test_after_both_seals_the_judgements_are_opened_and_fit_the_codes(
    laptops: tuple[Laptop, Laptop], tmp_path: Path
) -> None:
    lead, second = laptops
    assessment, lead_code, second_code = sealed(laptops, tmp_path)
    ours, theirs = lead.open(assessment), second.open(assessment)
    assert ours.seat is not None
    assert theirs.seat is not None
    assert lead.packaging.hand_over(assessment).released == {}  # the other code has not been heard
    ours.hear(theirs.seat, second_code)
    theirs.hear(ours.seat, lead_code)
    package = handed(second, assessment, tmp_path / "c.eucles")
    preview = lead.packaging.take(package, [Purpose.SEAT])
    assert preview.opens == (theirs.seat,)
    got = [one for one in ours.value.judgements if one.seat == theirs.seat]
    assert {one.level for one in got} == {3}
    second.packaging.take(handed(lead, assessment, tmp_path / "d.eucles"), [Purpose.SEAT])
    assert {one.level for one in theirs.value.judgements} == {3, 4}
    assert lead.packaging.take(package, [Purpose.SEAT]).is_nothing
    ours.undo()
    assert not [one for one in ours.value.judgements if one.seat == theirs.seat]


def test_another_code_than_the_one_heard_opens_nothing(laptops: tuple[Laptop, Laptop], tmp_path: Path) -> None:
    lead, second = laptops
    assessment, lead_code, _ = sealed(laptops, tmp_path)
    ours, theirs = lead.open(assessment), second.open(assessment)
    assert ours.seat is not None
    assert theirs.seat is not None
    theirs.hear(ours.seat, lead_code)
    package = handed(second, assessment, tmp_path / "e.eucles")
    with pytest.raises(ExchangeError, match="Enter the code"):
        lead.packaging.take(package, [Purpose.SEAT])
    ours.hear(theirs.seat, "0000-0000-0000-0000")
    with pytest.raises(ExchangeError, match="not those that were sealed"):
        lead.packaging.take(package, [Purpose.SEAT])
    assert not [one for one in ours.value.judgements if one.seat == theirs.seat]


def test_a_sealed_seat_is_changed_only_after_it_was_opened_again(
    laptops: tuple[Laptop, Laptop], tmp_path: Path
) -> None:
    lead, _ = laptops
    assessment, code, _ = sealed(laptops, tmp_path)
    ours = lead.open(assessment)
    with pytest.raises(RuleError, match="sealed"):
        ours.set_level("1.1.0", 1)
    assert ours.seat is not None
    ours.reopen(ours.seat, "A slip.")
    ours.set_level("1.1.0", 1)
    assert ours.seal(ours.seat) != code


def test_what_both_changed_keeps_both_values(laptops: tuple[Laptop, Laptop], tmp_path: Path) -> None:
    lead, second = laptops
    assessment = assigned(lead, second, tmp_path)
    lead.open(assessment).set_fact("website", "https://one.example")
    second.open(assessment).set_fact("website", "https://two.example")
    preview = lead.packaging.take(handed(second, assessment, tmp_path / "f.eucles"), [Purpose.SEAT])
    (conflict,) = preview.conflicts
    assert {version.value for version in conflict.versions} == {"https://one.example", "https://two.example"}
    second.packaging.take(handed(lead, assessment, tmp_path / "g.eucles"), [Purpose.SEAT])
    assert lead.open(assessment).value.cluster.facts == second.open(assessment).value.cluster.facts


def test_a_copy_with_a_passphrase_goes_to_ones_own_other_computer(
    laptops: tuple[Laptop, Laptop], tmp_path: Path
) -> None:
    lead, other = laptops
    assessment = started(lead)
    judge(lead, assessment, 4, "As found.")
    lead.packaging.write(lead.packaging.copy(assessment), tmp_path / "h.eucles", "otter purple ladder seventeen", "Aa")
    other.packaging.take(tmp_path / "h.eucles", [Purpose.COPY], "otter purple ladder seventeen")
    assert other.open(assessment).value.judgements == lead.open(assessment).value.judgements


def test_a_copy_without_names_holds_none(laptops: tuple[Laptop, Laptop], tmp_path: Path) -> None:
    lead, other = laptops
    assessment = started(lead)
    judge(lead, assessment, 4, "Aa Example of Sample Cluster said so.")
    out = lead.packaging.copy(assessment, without_names=True)
    for name in (b"Aa Example", b"Bb Example", b"Sample Cluster"):
        assert name not in out.content + b"".join(out.released.values()) + out.history + out.versions
    lead.packaging.write(out, tmp_path / "i.eucles", "otter purple ladder seventeen", "")
    taken = other.packaging.take(tmp_path / "i.eucles", [Purpose.COPY], "otter purple ladder seventeen")
    assert taken.assessment != assessment
    assert {one.level for one in other.open(taken.assessment).value.judgements} == {4}


def opened_for_both(laptops: tuple[Laptop, Laptop], tmp_path: Path) -> UUID:
    lead, second = laptops
    assessment, lead_code, second_code = sealed(laptops, tmp_path)
    ours, theirs = lead.open(assessment), second.open(assessment)
    assert ours.seat is not None
    assert theirs.seat is not None
    ours.hear(theirs.seat, second_code)
    theirs.hear(ours.seat, lead_code)
    lead.packaging.take(handed(second, assessment, tmp_path / "s.eucles"), [Purpose.SEAT])
    second.packaging.take(handed(lead, assessment, tmp_path / "l.eucles"), [Purpose.SEAT])
    return assessment


def test_the_consensus_waits_for_the_seat_that_is_judged_elsewhere(
    laptops: tuple[Laptop, Laptop], tmp_path: Path
) -> None:
    lead, _ = laptops
    assessment = assigned(*laptops, tmp_path)
    in_scoring(lead, assessment)
    judge(lead, assessment, 4, "As found.")
    ours = lead.open(assessment)
    assert [point.kind for point in ours.standing.open_points] == [PointKind.SEAT_AWAITED]
    assert lead.program.desk.page()[0].waits_for_expert
    with pytest.raises(RuleError, match="open points"):
        ours.enter_step(Step.CONSENSUS)
    assert ours.value.consensus == ()


def test_once_both_are_open_the_consensus_adopts_what_both_judged_alike(
    laptops: tuple[Laptop, Laptop], tmp_path: Path
) -> None:
    assessment = opened_for_both(laptops, tmp_path)
    for laptop in laptops:
        opened = laptop.open(assessment)
        assert opened.standing.open_points == ()
        opened.enter_step(Step.CONSENSUS)
        assert opened.value.consensus == ()  # one judged 4 everywhere, the other 3


def test_a_list_shows_what_the_seat_of_this_computer_has_judged(laptops: tuple[Laptop, Laptop], tmp_path: Path) -> None:
    _, second = laptops
    assessment = assigned(*laptops, tmp_path)
    in_scoring(second, assessment)
    judge(second, assessment, 3, "As found.")
    row = second.program.desk.page()[0]
    assert row.judged == row.criteria


def test_a_seat_that_was_sealed_once_more_is_read_again_after_its_new_code_was_heard(
    laptops: tuple[Laptop, Laptop], tmp_path: Path
) -> None:
    lead, second = laptops
    assessment = opened_for_both(laptops, tmp_path)
    ours, theirs = lead.open(assessment), second.open(assessment)
    assert theirs.seat is not None
    theirs.reopen(theirs.seat, "A paper came late.")
    theirs.set_level("1.1.0", 5)
    code = theirs.seal(theirs.seat)
    package = handed(second, assessment, tmp_path / "again.eucles")
    with pytest.raises(ExchangeError, match="not those that were sealed"):
        lead.packaging.take(package, [Purpose.SEAT])
    with pytest.raises(RuleError, match="does not fit"):
        ours.hear(theirs.seat, code)
    ours.hear(theirs.seat, code, anew=True)
    assert not lead.packaging.take(package, [Purpose.SEAT]).is_nothing
    assert ours.value.judgement(theirs.seat, "1.1.0").level == 5
    seal = ours.value.seal(theirs.seat)
    assert seal is not None
    assert (seal.code, bool(seal.salt)) == (code, True)


@pytest.mark.parametrize(
    "said",
    [
        [{"seat": "SEAT"}],
        [{"seat": "SEAT", "criterion": "9.9.9", "level": 3}],
        [{"seat": "SEAT", "criterion": "1.1.0", "level": "many"}],
        [{"seat": "SEAT", "criterion": "1.1.0", "citations": [{"evidence": str(UUID(int=5))}]}],
        [{"seat": "SEAT", "criterion": "1.1.0", "reason": {"deep": []}}],
        ["no judgement"],
    ],
)
def test_released_judgements_that_are_none_are_refused_in_a_sentence(
    laptops: tuple[Laptop, Laptop], tmp_path: Path, said: list[object]
) -> None:
    lead, second = laptops
    assessment = assigned(lead, second, tmp_path)
    out = second.packaging.hand_over(assessment)
    seat = second.open(assessment).seat
    assert seat is not None
    content = json.dumps({"judgements": said}).replace("SEAT", str(seat)).encode()
    forged = replace(out, released={seat: content})
    second.packaging.write(forged, tmp_path / "x.eucles", [str(lead.packaging.key)], "Bb Example")
    with pytest.raises(EuclesError):
        lead.packaging.take(tmp_path / "x.eucles", [Purpose.SEAT])
    assert seat not in {judgement.seat for judgement in lead.open(assessment).value.judgements}


def test_judgements_beside_those_released_do_not_count(laptops: tuple[Laptop, Laptop], tmp_path: Path) -> None:
    lead, second = laptops
    assessment = started(lead)
    judge(lead, assessment, 4, "Told too early.")
    value = lead.open(assessment).value
    out = lead.packaging.assign(assessment, value.seats[1].id, str(second.packaging.key))
    told = lead.program.desk.give_out(assessment)  # with all judgements
    forged = replace(out, content=told)
    lead.packaging.write(forged, tmp_path / "y.eucles", [str(second.packaging.key)], "Aa Example")
    second.packaging.take(tmp_path / "y.eucles", [Purpose.ASSIGNMENT])
    assert second.open(assessment).value.judgements == ()


def test_who_wrote_what_that_is_no_json_is_refused_in_a_sentence(
    laptops: tuple[Laptop, Laptop], tmp_path: Path
) -> None:
    lead, second = laptops
    assessment = assigned(lead, second, tmp_path)
    for content in (b"{", b"[" * 100_000, b"\xff", b'{"format": "eucles-versions", "version": 1, "parts": 5}'):
        forged = replace(second.packaging.hand_over(assessment), versions=content)
        second.packaging.write(forged, tmp_path / "z.eucles", [str(lead.packaging.key)], "Bb Example")
        with pytest.raises(ExchangeError):
            lead.packaging.take(tmp_path / "z.eucles", [Purpose.SEAT])
