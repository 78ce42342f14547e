"""``eucles-desk person``: what is kept about a person is counted, given out, and erased."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from support.calling import Call

from eucles_desk.app import paths
from eucles_desk.app.wiring import open_program
from eucles_desk.assessment.terms import Role
from eucles_desk.services.desk import new_seat

NAME = "Aino Säilä"
REASON = f"{NAME} showed the register; Bo Ek agreed."


@pytest.fixture
def worked(sampled: Path, ids: dict[str, str]) -> Path:
    """Data in which one person is named in two assessments, one of them ended."""
    with open_program(sampled, paths.resources()) as program:
        opened = program.desk.open(UUID(ids["gold draft"]))
        lead = opened.value.seats[0]
        opened.set_seat(replace(lead, name=NAME, organisation="Säilä Oy"))
        opened.set_seat(new_seat(Role.SECOND, "Bo Ek"))
        opened.set_reason("2.5", REASON)
        program.desk.open(UUID(ids["gold awarded"])).set_private_note("2.5", f"Ask {NAME}.")
    return sampled


def erase(call: Call, data: Path, *more: str) -> str:
    said = call("person", "erase", NAME, "--yes", *more, "--data-dir", data)
    assert said.status == 0, said.err
    return said.out


def test_it_is_counted_by_where_it_stands(call: Call, worked: Path) -> None:
    out = call("person", "find", NAME, "--data-dir", worked).out
    assert out.startswith(f"Kept about {NAME}: 8 texts in 2 assessments.\n")
    counted = {tuple(line.rsplit(maxsplit=1)) for line in out.splitlines()[1:5]}
    assert counted == {
        ("Experts and observers", "3"),
        ("Judgements", "1"),
        ("Private notes", "1"),
        ("Changes of the history", "3"),
    }
    assert "- Backups made until now hold the name" in out


def test_nothing_is_kept_about_somebody_else(call: Call, worked: Path) -> None:
    said = call("person", "find", "Nobody Known", "--data-dir", worked)
    assert (said.status, said.out) == (0, "Nothing is kept about Nobody Known.\n")


def test_a_name_that_would_stand_anywhere_is_refused(call: Call, worked: Path) -> None:
    said = call("person", "find", "Al", "--data-dir", worked)
    assert (said.status, said.err) == (
        2,
        "eucles-desk: “Al” is too short to be looked for: it would be found in words that mean nobody.\n",
    )


def test_it_is_given_out_for_programs_and_to_be_read_without_others(call: Call, worked: Path, tmp_path: Path) -> None:
    out = tmp_path / "person.json"
    assert call("person", "export", NAME, "--out", out, "--data-dir", worked).status == 0
    data = json.loads(out.read_text(encoding="utf-8"))
    text = out.with_suffix(".txt").read_text(encoding="utf-8")
    assert (data["format"], data["name"], len(data["assessments"])) == ("eucles-person", NAME, 2)
    for said in (json.dumps(data, ensure_ascii=False), text):
        assert f"{NAME} showed the register; [another person] agreed." in said
        assert "Säilä Oy" in said
        assert "Bo Ek" not in said
    assert out.stat().st_mode & 0o077 == 0
    with open_program(worked, paths.resources()) as program:
        *_, last = program.auditing.entries()
    assert last.entry.message == "Personal data of one person given out"


def test_the_text_would_overwrite_the_file(call: Call, worked: Path, tmp_path: Path) -> None:
    said = call("person", "export", NAME, "--out", tmp_path / "person.txt", "--data-dir", worked)
    assert said.status == 2
    assert not (tmp_path / "person.txt").exists()


def test_without_a_terminal_it_is_only_shown(call: Call, worked: Path) -> None:
    said = call("person", "erase", NAME, "--data-dir", worked)
    assert said.status == 2
    assert said.out.startswith(f"Kept about {NAME}: 8 texts")
    assert said.err == "eucles-desk: Look at what would be erased, then repeat the command with --yes.\n"
    assert call("person", "find", NAME, "--data-dir", worked).out.startswith(f"Kept about {NAME}: 8 texts")


def test_it_is_erased_everywhere_and_the_history_is_sound(
    call: Call, worked: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    out = erase(call, worked)
    assert "The history still proves itself whole." in out
    assert call("person", "find", NAME, "--data-dir", worked).out == f"Nothing is kept about {NAME}.\n"
    audit = call("audit", ids["gold draft"], "--data-dir", worked)
    assert audit.status == 0
    assert "Erased: what was changed here was taken out." in audit.out
    assert audit.out.endswith("changes were erased knowingly.\n")
    assert NAME not in audit.out
    exported = tmp_path / "export.json"
    assert call("export", ids["gold draft"], "--out", exported, "--data-dir", worked).status == 0
    said = exported.read_text(encoding="utf-8")
    assert NAME not in said
    assert "[name erased] showed the register; Bo Ek agreed." in said


def test_inflected_forms_go_with_it(call: Call, worked: Path, ids: dict[str, str]) -> None:
    with open_program(worked, paths.resources()) as program:
        program.desk.open(UUID(ids["gold draft"])).set_reason("2.6", "Aino Säilän mukaan.")
    erase(call, worked, "--also", "Aino Säilän")
    with open_program(worked, paths.resources()) as program:
        value = program.desk.load(UUID(ids["gold draft"]))
    assert [one.reason for one in value.judgements if one.criterion == "2.6"] == ["[name erased] mukaan."]


def test_older_backups_go_only_when_the_user_says_so(call: Call, worked: Path) -> None:
    for _ in range(2):
        call("backup", "make", "--data-dir", worked)
        call("person", "export", NAME, "--out", worked.parent / "x.json", "--data-dir", worked)
    before = len(call("backup", "list", "--json", "--data-dir", worked).data)
    erase(call, worked)
    assert len(call("backup", "list", "--json", "--data-dir", worked).data) == before == 2
    with open_program(worked, paths.resources()) as program:
        program.desk.open(program.desk.page()[0].id).set_private_note("2.5", NAME)
    assert "2 older backups deleted." in erase(call, worked, "--drop-backups")
    assert len(call("backup", "list", "--json", "--data-dir", worked).data) == 1
    assert call("backup", "check", "--data-dir", worked).status == 0


def test_it_speaks_finnish(call: Call, worked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fi_FI.UTF-8")
    assert call("person", "find", NAME, "--data-dir", worked).out.startswith(f"Henkilöstä {NAME} on tallessa ")
    erase(call, worked)
    with open_program(worked, paths.resources()) as program:
        names = {seat.name for row in program.desk.page() for seat in program.desk.load(row.id).seats}
    assert "[nimi poistettu]" in names
