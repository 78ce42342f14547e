"""Erasing a person takes the name out of everything that is kept, and leaves all else and the proof."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError
from support import gold
from support.gold import public_edition

from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind, Interview, Note
from eucles_desk.assessment.experts import Exchanged, Expert
from eucles_desk.assessment.persons import Names, Where
from eucles_desk.assessment.terms import Role, Step
from eucles_desk.assessment.values import (
    Assessment,
    EarlierResult,
    Improvement,
    Judgement,
    Remark,
    Seat,
    Visit,
)
from eucles_desk.assessment.verdict import Decision
from eucles_desk.errors import EuclesError
from eucles_desk.services.open_assessment import OpenAssessment
from eucles_desk.services.persons import Persons
from eucles_desk.services.summaries import summarise
from eucles_desk.storage.opening import OpenData, open_data

NOW = datetime(2026, 5, 4, 12, 4, 11, tzinfo=UTC)
NAME, TERM = "Aino Säilä", "[gone]"
NAMES = Names(NAME)
EDITION = public_edition()
CODES = sorted(EDITION.criteria)
SHA = "ab" * 32


class Shelf:
    """Knows the public edition only."""

    def get(self, _ref: object) -> object:
        return EDITION


@dataclass
class Kept:
    """Data with one or more assessments, and what erases in them."""

    data: OpenData
    persons: Persons

    def add(self, value: Assessment) -> OpenAssessment:
        with self.data.open_store() as store:
            store.clusters.add(value.cluster)
            store.assessments.add(value, summarise(value, EDITION, NOW))
        return self.open(value.id)

    def open(self, assessment: UUID) -> OpenAssessment:
        return OpenAssessment(self.load(assessment), EDITION, self.data.open_store, self.data.evidence, lambda: NOW)

    def load(self, assessment: UUID) -> Assessment:
        with self.data.open_store() as store:
            found = store.assessments.load(assessment)
        assert found is not None
        return found

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield everything that any table holds, those of the search with it."""
        with self.data.open_store.engine.connect() as connection:
            run = connection.exec_driver_sql
            for (table,) in run("SELECT name FROM sqlite_master WHERE type = 'table'").all():
                if table == "evidence_word":  # reads what evidence_text holds
                    continue
                for row in run(f'SELECT * FROM "{table}"'):
                    for value in row:
                        yield table, value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)

    def holding(self, is_held: Callable[[str], bool] = NAMES.stand_in) -> set[str]:
        """Return the tables that hold the name, written as it is or as JSON escapes it."""
        return {table for table, text in self.texts() if is_held(text) or is_held(_unescaped(text))}

    def is_sound(self) -> bool:
        with self.data.open_store() as store:
            return store.trail.verify().is_sound


def _unescaped(text: str) -> str:
    with suppress(UnicodeDecodeError, UnicodeEncodeError):
        return text.encode("ascii").decode("unicode_escape")
    return text


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    data = open_data(tmp_path / "data", lambda: NOW)
    with data.open_store() as store:
        store.editions.add(EDITION.ref, EDITION.title, b"{}")
    yield Kept(data, Persons(data.open_store, Shelf(), lambda: NOW, lambda: data.checkpoint(truncate=True)))  # type: ignore[arg-type]
    data.close()


def everywhere(step: Step = Step.SCORING) -> Assessment:
    """Return an assessment in which the name stands wherever a text can stand."""
    said = f"As {NAME} said."
    lead = Seat(
        uuid4(), Role.LEAD, NAME, "Säilä Oy", "FI", f"{NAME} owns shares.", extra=MappingProxyType({"phone": "+358"})
    )
    second = Seat(uuid4(), Role.SECOND, "Bo Ek", "Ek Ab", "SE", "")
    talk = Evidence(
        uuid4(),
        f"Talk with {NAME}",
        EvidenceKind.INTERVIEW,
        interview=Interview(f"Manager, {NAME}", notes=(Note(1, "We keep a list."), Note(2, said))),
    )
    paper = Evidence(uuid4(), f"{NAME}: plan", EvidenceKind.DOCUMENT, SHA, f"{NAME}.pdf", 10)
    judged = Judgement(
        lead.id,
        CODES[0],
        3,
        said,
        (said,),
        (Improvement(said, said, NAME, "2027-01", MappingProxyType({"more": {said: [said]}})),),
        citations=(Citation(paper.id, 1, said, quote=said, sha256=SHA),),
        extra=MappingProxyType({"later": said}),
    )
    facts = {
        "contact_name": NAME,
        "contact_email": "as@x.example",
        "contact_phone": "+358 1",
        "participants": Decimal(57),
        "website": "https://aino.saila.example",
    }
    start = gold.assessment(step=step, facts=facts)
    cluster = replace(start.cluster, id=uuid4(), name=f"{NAME} Cluster", extra=MappingProxyType({"chair": NAME}))
    return replace(
        start,
        id=uuid4(),
        cluster=cluster,
        seats=(lead, second),
        eligibility=tuple(replace(answer, note=said) for answer in start.eligibility),
        judgements=(judged,),
        evidence=(talk, paper),
        visits=(Visit(uuid4(), "2026-05-04", f"Office of {NAME}"),),
        remarks=(Remark(uuid4(), CODES[0], text=said, reply=said),),
        earlier=(EarlierResult("2023-12", "gold", recommendations=MappingProxyType({CODES[0]: (Improvement(said),)})),),
        decision=Decision(reason=said),
        extra=MappingProxyType({"file": MappingProxyType({"made_by": NAME})}),
    )


def worked_on(opened: OpenAssessment) -> None:
    """Leave the name in the history, too, and changes without it before and after."""
    opened.set_level(CODES[1], 4)
    opened.set_reason(CODES[1], f"{NAME} showed the register.")
    opened.set_private_note(CODES[2], f"Ask {NAME} again.")
    seat = opened.value.seats[0]
    opened.set_seat(replace(seat, organisation="Another Oy"))
    opened.set_fact("contact_email", "new@x.example")
    opened.set_level(CODES[3], 2)


def test_all_that_is_kept_is_found(kept: Kept) -> None:
    opened = kept.add(everywhere())
    worked_on(opened)
    with kept.data.open_store() as store:
        store.evidence_texts.add(SHA, ["First page.", "Signed by SÄILÄ, Aino on the second."])
        store.experts.put(Expert(uuid4(), NAME))
        store.exchange.put_merge_state(opened.value.id, 1, told_of(NAME))
    about = kept.persons.about(NAMES)
    found = {(one.where, one.field) for one in about.mentions}
    assert {where for where, _ in found} == set(Where)
    assert {(Where.SEAT, "organisation"), (Where.SEAT, "interests"), (Where.ADDRESSEE, "addressee")} <= found
    texts = [one.text for one in about.mentions]
    assert {"new@x.example", "+358 1", "We keep a list.", "Another Oy"} <= set(texts)
    assert about.entries == 4
    assert [file.title for file in about.files] == [f"{NAME}: plan"]
    assert about.others == ["Bo Ek"]
    assert list(about.clusters.values()) == [f"{NAME} Cluster"]


def test_the_index_of_words_does_not_know_the_name_any_more(kept: Kept) -> None:
    kept.add(everywhere())
    with kept.data.open_store() as store:
        store.evidence_texts.add(SHA, ["First page.", "Signed by SÄILÄ, Aino on the second."])

    def knows(word: str) -> bool:
        return any(word in text for table, text in kept.texts() if table == "evidence_word_data")

    assert knows("aila")
    kept.persons.erase(NAMES, TERM)
    assert not knows("aila")
    assert knows("igned")


@pytest.mark.parametrize("step", [Step.SCORING, Step.AWARDED, Step.WITHDRAWN])
def test_no_table_holds_the_name_afterwards_and_the_history_still_proves_itself(kept: Kept, step: Step) -> None:
    value = everywhere()
    opened = kept.add(value)
    worked_on(opened)
    with kept.data.open_store() as store:
        store.evidence_texts.add(SHA, ["First page.", "Signed by SÄILÄ, Aino on the second."])
        store.history.note("Cluster registered: {name}", {"name": f"{NAME} Cluster"})
    with kept.data.open_store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE assessment SET step = ?", (step.value,))
    assert {"seat", "fact", "evidence_text", "history", "cluster", "assessment", "earlier_result"} <= kept.holding()
    erased = kept.persons.erase(NAMES, TERM)
    assert kept.holding() == set()
    assert kept.is_sound()
    assert erased.entries == 5
    assert erased.assessments == {value.id}
    with kept.data.open_store() as store:
        assert not store.evidence_texts.find("säilä", 10)
        assert len(store.evidence_texts.find("signed second", 10)) == 1
    assert kept.persons.about(NAMES).is_nothing


def told_of(name: str) -> bytes:
    return json.dumps({"versions": {"value": f"As {name} said.", "of": "others"}}, ensure_ascii=False).encode()


def test_what_is_kept_of_the_exchange_does_not_know_the_name_any_more(kept: Kept) -> None:
    value = everywhere()
    kept.add(value)
    group, package = uuid4(), uuid4()
    with kept.data.open_store() as store:
        store.exchange.put_merge_state(value.id, 1, told_of(NAME))
        store.exchange.put_merge_undo(value.id, group, told_of(NAME))
        sent = Exchanged(package, True, value.id, "seat", NOW, "key", NAME, told_of(NAME) + b"\n" + told_of("Bo Ek"))
        store.exchange.note_exchanged(sent)
    assert len([one for one in kept.persons.about(NAMES).mentions if one.where is Where.EXCHANGE]) == 3
    kept.persons.erase(NAMES, TERM)
    with kept.data.open_store() as store:
        assert store.exchange.merge_state(value.id) == (1, told_of(TERM))
        assert store.exchange.merge_undos(value.id) == {group: told_of(TERM)}
        (found,) = store.exchange.exchanged(value.id)
    assert found.history == told_of(TERM) + b"\n" + told_of("Bo Ek")
    assert found.author_name == TERM


def test_what_is_about_the_person_goes_and_what_is_not_stays(kept: Kept) -> None:
    value = everywhere()
    kept.add(value)
    kept.persons.erase(NAMES, TERM)
    now = kept.load(value.id)
    lead, second = now.seats
    assert (lead.name, lead.organisation, lead.country, lead.interests, dict(lead.extra)) == (TERM, "", "", "", {})
    assert second == value.seats[1]
    assert now.judgements[0].reason == f"As {TERM} said."
    assert now.judgements[0].level == 3
    assert now.cluster.facts["contact_name"] == TERM
    assert not {"contact_email", "contact_phone"} & now.cluster.facts.keys()
    assert now.cluster.facts["participants"] == Decimal(57)
    assert now.evidence[0].interview == Interview(
        f"Manager, {TERM}", notes=(Note(1, "We keep a list."), Note(2, f"As {TERM} said."))
    )
    assert now.evidence[1].sha256 == SHA


def test_the_history_tells_that_it_was_done_and_not_whose_name_it_was(kept: Kept) -> None:
    worked_on(kept.add(everywhere()))
    kept.persons.erase(NAMES, TERM)
    with kept.data.open_store() as store:
        last = store.trail.after(None, 0, 1000)[-1]
    assert last.entry.message == "Personal data of one person erased: {values} values, {entries} changes of the history"
    assert last.entry.values["entries"] == "4"


def test_undo_goes_back_to_what_was_erased_and_no_further(kept: Kept) -> None:
    value = everywhere()
    opened = kept.add(value)
    worked_on(opened)
    opened.set_level(CODES[4], 1)
    kept.persons.erase(NAMES, TERM)
    opened.read_again()
    assert opened.value == kept.load(value.id)
    for again in (opened, kept.open(value.id)):
        assert [entry.values["criterion"] for entry in again.undo_entries] == [CODES[4], CODES[3]]
    opened.undo()
    opened.undo()
    assert opened.undo_entry is None
    opened.redo()
    assert opened.judgement(CODES[3]).level == 2
    assert kept.holding() == set()


def test_an_open_assessment_tells_those_who_show_it_what_was_erased(kept: Kept) -> None:
    opened = kept.add(everywhere())
    told: list[Any] = []
    opened.listen(told.extend)
    kept.persons.erase(NAMES, TERM)
    opened.read_again()
    assert {change.part.value for change in told} >= {"seat", "fact", "judgement", "evidence", "cluster"}


def test_a_failure_leaves_everything_as_it_was(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    worked_on(kept.add(everywhere()))
    before = sorted(kept.texts())
    with kept.data.open_store.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TRIGGER no BEFORE UPDATE ON visit BEGIN SELECT RAISE(ABORT, 'no'); END")
    with pytest.raises(IntegrityError):
        kept.persons.erase(NAMES, TERM)
    with kept.data.open_store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER no")
    assert sorted(kept.texts()) == before


def test_who_is_not_here_changes_nothing(kept: Kept) -> None:
    worked_on(kept.add(everywhere()))
    before = sorted(kept.texts())
    other = Names("Nobody Known")
    assert kept.persons.about(other).is_nothing
    erased = kept.persons.erase(other, TERM)
    assert (erased.values, erased.entries, erased.assessments) == (0, 0, frozenset())
    assert sorted(kept.texts()) == before


WORDS = st.sampled_from(
    [NAME, "Säilä, Aino", "aino.saila@x.example", "Bo Ek", "register", "Säilänen", "“2.5”", "\n", "\\u", "é"]
)
TEXTS = st.lists(WORDS, max_size=6).map(" ".join)
ACTS = st.lists(st.tuples(st.integers(0, 5), st.sampled_from(CODES), TEXTS), max_size=12)


@settings(max_examples=25)
@given(acts=ACTS)
def test_whatever_was_typed_nothing_of_the_name_is_left_and_nothing_else_is_changed(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[int, str, str]]
) -> None:
    data = open_data(tmp_path_factory.mktemp("kept") / "data", lambda: NOW)
    kept = Kept(data, Persons(data.open_store, Shelf(), lambda: NOW, lambda: None))  # type: ignore[arg-type]
    with data.open_store() as store:
        store.editions.add(EDITION.ref, EDITION.title, b"{}")
    value = replace(gold.assessment(step=Step.SCORING), id=uuid4())
    opened = kept.add(value)
    for kind, code, text in acts:
        with suppress(EuclesError):
            _act(opened, kind, code, text)
    before = opened.value
    erased = kept.persons.erase(NAMES, TERM)
    after = kept.load(value.id)
    assert kept.holding() == set()
    assert kept.is_sound()
    assert [(one.seat, one.criterion, one.level, len(one.strengths)) for one in after.judgements] == [
        (one.seat, one.criterion, one.level, len(one.strengths)) for one in before.judgements
    ]
    for old, new in zip(before.judgements, after.judgements, strict=True):
        assert new.reason == NAMES.replaced(old.reason, TERM)
        assert new.strengths == tuple(NAMES.replaced(text, TERM) for text in old.strengths)
    if not erased.entries:
        assert after == before
    data.close()


def _act(opened: OpenAssessment, kind: int, code: str, text: str) -> None:
    match kind:
        case 0:
            opened.set_reason(code, text)
        case 1:
            opened.set_level(code, len(text) % 6)
        case 2:
            opened.set_strengths(code, (text,) if text.strip() else ())
        case 3:
            opened.set_private_note(code, text)
        case 4:
            opened.set_fact("contact_name", text)
        case _:
            opened.undo()
