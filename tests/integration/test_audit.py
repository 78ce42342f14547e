"""``eucles-desk audit``: who changed what, from which value to which, and whether the history is as it was written."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from support.calling import Call

from eucles_desk.app import paths
from eucles_desk.app.wiring import Program, open_program
from eucles_desk.wording.history import NOTHING

REASON = "Seen in the register, which the office keeps and looks at each month with all of its members."


@pytest.fixture
def draft(sampled: Path, ids: dict[str, str]) -> str:
    """An assessment in which a few things were done."""
    with open_program(sampled, paths.resources()) as program:
        work(program, ids["gold draft"])
    return ids["gold draft"]


def work(program: Program, assessment: str) -> None:
    opened = program.desk.open(UUID(assessment))
    opened.set_seat(replace(opened.value.seats[0], name="Ada Lead"))
    opened.set_level("2.5", 3)
    opened.set_level("2.5", 4)
    opened.set_reason("2.5", REASON)
    opened.set_private_note("2.5", "Ask my colleague about this.")
    opened.set_level("2.6", 1)
    opened.undo()


def tamper(data: Path, change: str, *values: object) -> None:
    """Change rows of the history behind the program's back."""
    with open_program(data, paths.resources()) as program, program.data.open_store.engine.begin() as connection:
        connection.exec_driver_sql(change, values)


def rows(out: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in out.splitlines()]


def test_each_change_is_told_with_who_and_when_from_what_to_what(call: Call, sampled: Path, draft: str) -> None:
    said = call("audit", draft, "--data-dir", sampled)
    assert said.status == 0
    table = rows(said.out)
    assert table[0] == ["No.", "When", "Who", "What", "From", "To"]
    assert [row[2:] for row in table if row[3:4] == ["2.5: level"]] == [
        ["Ada Lead", "2.5: level", NOTHING, "3"],
        ["Ada Lead", "2.5: level", "3", "4"],
    ]
    assert [row[3:] for row in table if row[3:] and "2.6: level" in row[3]] == [
        ["2.6: level", NOTHING, "1"],
        ["Undone: 2.6: level", "1", NOTHING],
    ]
    assert next(row for row in table if row[2].startswith("Assessment taken in"))[0] == "2"


def test_the_whole_history_is_verified_with_it(call: Call, sampled: Path, draft: str) -> None:
    last = call("audit", draft, "--data-dir", sampled).out.splitlines()[-1]
    assert last.startswith("The history is sound: 13 changes, each as it was written. Its seal is ")
    assert call("audit", "--data-dir", sampled).out.splitlines() == [last]


def test_a_long_text_is_shown_whole_when_asked_for(call: Call, sampled: Path, draft: str) -> None:
    assert REASON not in call("audit", draft, "--data-dir", sampled).out
    assert f"    to: {REASON}\n" in call("audit", draft, "--full", "--data-dir", sampled).out


@pytest.mark.parametrize("how", [(), ("--full",), ("--json",)])
def test_what_a_private_note_says_stays_where_it_is(call: Call, sampled: Path, draft: str, how: tuple[str]) -> None:
    said = call("audit", draft, *how, "--data-dir", sampled).out
    assert "colleague" not in said
    assert "private" in said


def test_programs_get_every_value(call: Call, sampled: Path, draft: str, tmp_path: Path) -> None:
    data = call("audit", draft, "--json", "--data-dir", sampled).data
    assert data["verified"]["sound"] is True
    assert data["assessment"] == draft
    reasons = [
        change["after"].get("reason")
        for entry in data["entries"]
        for change in entry["changes"][-1:]
        if change["part"] == "judgement" and change["after"]
    ]
    assert REASON in reasons
    out = tmp_path / "audit.json"
    assert call("audit", draft, "--json", "--out", out, "--data-dir", sampled).status == 0
    assert json.loads(out.read_text(encoding="utf-8")) == data


def test_a_file_is_only_written_for_programs(call: Call, sampled: Path, draft: str, tmp_path: Path) -> None:
    said = call("audit", draft, "--out", tmp_path / "x", "--data-dir", sampled)
    assert (said.status, said.err) == (2, "eucles-desk: --out goes with --json.\n")


FAULTS: list[tuple[str, Callable[[str], str]]] = [
    ("UPDATE history SET message = message || 'x' WHERE seq = 9", lambda at: f"Altered: what change 9 of {at} says."),
    (
        "UPDATE history SET mode = 'redo' WHERE seq = 9",
        lambda at: f"Altered: number, time or author of change 9 of {at}, or its order.",
    ),
    ("DELETE FROM history WHERE seq = 9", lambda at: f"Missing: change 9, between {at} and {at}."),
    ("DELETE FROM history WHERE seq IN (9, 10)", lambda at: f"Missing: changes 9 to 10, between {at} and {at}."),
]


@pytest.mark.parametrize(("fault", "sentence"), FAULTS)
def test_a_gap_or_change_is_named_by_number_and_time(
    call: Call, sampled: Path, draft: str, fault: str, sentence: Callable[[str], str]
) -> None:
    tamper(sampled, "UPDATE history SET at = at")  # nothing, so that the next line is known to make the difference
    assert call("audit", draft, "--data-dir", sampled).status == 0
    at = next(row[1] for row in rows(call("audit", draft, "--data-dir", sampled).out) if row[0] == "9")
    tamper(sampled, fault)
    said = call("audit", "--data-dir", sampled)
    assert said.status == 1
    first, *flaws = said.out.splitlines()
    assert first == "The history is NOT sound: it was changed or damaged in 1 place."
    # What was done within one second may have gone on in the next.
    assert [flaw[: len(sentence("")) // 2] for flaw in flaws] == [sentence(at)[: len(sentence("")) // 2]]
    data = call("audit", "--json", "--data-dir", sampled)
    assert (data.status, [flaw["number"] for flaw in data.data["verified"]["flaws"]]) == (1, [9])


def test_an_entry_that_somebody_else_wrote_is_told_as_unreadable(call: Call, sampled: Path, draft: str) -> None:
    tamper(sampled, "UPDATE history SET changes = '[{' WHERE seq = 9")
    tamper(sampled, "UPDATE history SET mode = 'other' WHERE seq = 10")
    said = call("audit", draft, "--data-dir", sampled)
    unreadable = "Unreadable: what stands here is not what was written."
    assert [row[0] for row in rows(said.out) if unreadable in row] == ["9", "10"]
    entries = call("audit", draft, "--json", "--data-dir", sampled).data["entries"]
    assert [entry["number"] for entry in entries if "unreadable" in entry] == [9, 10]


def test_it_speaks_finnish(call: Call, sampled: Path, draft: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fi_FI.UTF-8")
    said = call("audit", draft, "--data-dir", sampled)
    assert rows(said.out)[0] == ["Nro", "Milloin", "Kuka", "Mitä", "Ennen", "Nyt"]
    assert said.out.splitlines()[-1].startswith("Muutoshistoria on ehjä: 13 muutosta")


def test_an_unknown_assessment_is_told_in_one_line(call: Call, sampled: Path) -> None:
    said = call("audit", UUID(int=7), "--data-dir", sampled)
    assert (said.status, said.err) == (2, f"eucles-desk: There is no assessment with the id {UUID(int=7)}.\n")
