"""Every command, from an empty folder."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from uuid import UUID

import pytest
from pypdf import PdfReader
from support.calling import ROOT, Call

from eucles_desk import __version__
from eucles_desk.app import paths
from eucles_desk.app.wiring import open_program
from eucles_desk.assessment.checks import FindingKind


def test_an_empty_folder_has_no_assessments(call: Call, data: Path) -> None:
    said = call("list", "--data-dir", data)
    assert (said.status, said.out) == (0, "")
    assert said.err == "eucles-desk: There are no assessments yet. “eucles-desk sample” writes some to try.\n"
    assert call("list", "--json", "--data-dir", data).data == []


def test_the_data_folder_may_stand_before_the_command(call: Call, data: Path, tmp_path: Path) -> None:
    assert call("--data-dir", data, "sample").status == 0
    assert len(call(f"--data-dir={data}", "list", "--json").data) == 6
    assert call("--data-dir", data, "list", "--json", "--data-dir", tmp_path / "other").data == []


def test_without_a_folder_the_users_own_is_used(call: Call) -> None:
    call("sample")
    assert len(call("list", "--json").data) == 6
    assert paths.data_dir().joinpath("eucles.db").is_file()


def test_sample_shows_what_it_wrote_and_changes_nothing_the_second_time(call: Call, data: Path) -> None:
    first = call("sample", "--data-dir", data)
    listed = call("list", "--json", "--data-dir", data).data
    second = call("sample", "--data-dir", data)
    assert first.out == second.out
    assert len(first.out.splitlines()) == 7
    assert call("list", "--json", "--data-dir", data).data == listed


def test_the_evidence_files_of_the_samples_are_stored(sampled: Path) -> None:
    shipped = [path.read_bytes() for path in (paths.resources() / "sample" / "evidence").iterdir()]
    with open_program(sampled, paths.resources()) as program:
        for content in shipped:
            assert program.data.evidence.read(hashlib.sha256(content).hexdigest(), len(content)) == content
    stored = [path for path in (sampled / "evidence").rglob("*") if path.is_file()]
    assert len(stored) == len(set(shipped))
    assert all(path.suffix == ".age" for path in stored)


def test_list_is_a_table_that_lines_up(call: Call, sampled: Path) -> None:
    lines = call("list", "--data-dir", sampled).out.splitlines()
    assert lines[0].split() == ["Id", "Cluster", "Label", "Step", "Points"]
    gold = next(line for line in lines if "Tallwater" in line)
    for part, heading in (("Tallwater", "Cluster"), ("Gold", "Label"), ("Awarded", "Step")):
        assert gold.index(part) == lines[0].index(heading)
    assert gold.endswith("127 / 150")
    assert {len(line) for line in lines} == {len(lines[0])}


def test_list_tells_other_programs_everything(call: Call, sampled: Path, ids: dict[str, str]) -> None:
    found = next(one for one in call("list", "--json", "--data-dir", sampled).data if one["id"] == ids["gold awarded"])
    assert found.pop("changed_at")[:2] == "20"
    assert found == {
        "id": ids["gold awarded"],
        "cluster": "Tallwater Blue Food Cluster (sample)",
        "label": "gold",
        "kind": "first",
        "step": "awarded",
        "judged": 31,
        "criteria": 31,
        "points": 127,
        "available": 150,
        "open_points": 0,
    }


def test_check_prints_one_line_for_each_point_and_finding(call: Call, sampled: Path, ids: dict[str, str]) -> None:
    said = call("check", ids["gold scoring"], "--data-dir", sampled)
    remarks = call("check", ids["gold scoring"], "--json", "--data-dir", sampled).data
    assert said.status == 0
    assert len(said.out.splitlines()) == len(remarks) > 20
    assert {remark["severity"] for remark in remarks} == {"open", "error", "warning", "hint"}
    assert {
        "severity": "warning",
        "kind": "below_minimum",
        "place": "criteria:2.4",
        "sentence": "2.4 Clear roles and a say in decisions: the level is below the minimum of 3.",
    } in remarks
    assert all(remark["sentence"] in said.out for remark in remarks)


def test_check_says_so_when_there_is_nothing(call: Call, sampled: Path, ids: dict[str, str]) -> None:
    said = call("check", ids["bronze withdrawn"], "--data-dir", sampled)
    assert (said.status, said.out) == (0, "Nothing is open, and nothing was found.\n")
    assert call("check", ids["bronze withdrawn"], "--json", "--data-dir", sampled).data == []


def test_an_accepted_finding_is_listed_as_accepted_and_counts_no_more(
    call: Call, sampled: Path, ids: dict[str, str]
) -> None:
    with open_program(sampled, paths.resources()) as program:
        opened = program.desk.open(UUID(ids["gold scoring"]))
        found = next(one for one in opened.standing.findings if one.kind is FindingKind.BELOW_MINIMUM)
        opened.accept_finding(found, "The board\nis new.")
    remarks = call("check", ids["gold scoring"], "--json", "--data-dir", sampled).data
    said = call("check", ids["gold scoring"], "--data-dir", sampled).out
    sentence = "2.4 Clear roles and a say in decisions: the level is below the minimum of 3."
    assert [one for one in remarks if one["kind"] == "below_minimum"] == [
        {
            "severity": "accepted",
            "kind": "below_minimum",
            "place": "criteria:2.4",
            "sentence": sentence,
            "accepted": "warning",
            "reason": "The board\nis new.",
        }
    ]
    (line,) = [line for line in said.splitlines() if sentence in line]
    assert line.startswith("Accepted")
    assert line.endswith(f"{sentence} Accepted: The board is new.")


def test_the_report_is_a_pdf_in_the_language_asked_for(
    call: Call, sampled: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    for language in ("en", "fi"):
        out = tmp_path / f"report-{language}.pdf"
        said = call("report", ids["gold awarded"], "--out", out, "--lang", language, "--data-dir", sampled)
        pages = PdfReader(io.BytesIO(out.read_bytes())).pages
        assert (said.status, said.err) == (0, "")
        assert said.out.startswith(f"Written: {out} ({len(pages)} pages)\nKept with the assessment as the report ")
        assert "127" in pages[0].extract_text()
        assert "Tallwater" in pages[0].extract_text()


@pytest.mark.parametrize(
    "which",
    ["gold awarded", "gold scoring", "silver scoring", "bronze self_assessment", "gold draft", "bronze withdrawn"],
)
def test_every_sample_makes_a_report(
    call: Call, sampled: Path, ids: dict[str, str], tmp_path: Path, which: str
) -> None:
    out = tmp_path / "report.pdf"
    assert call("report", ids[which], "--out", out, "--data-dir", sampled).status == 0
    assert out.read_bytes().startswith(b"%PDF-")


def test_an_existing_file_is_replaced(call: Call, sampled: Path, ids: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "old.json"
    out.write_text("old", encoding="utf-8")
    assert call("export", ids["gold awarded"], "--out", out, "--data-dir", sampled).out == f"Written: {out}\n"
    assert json.loads(out.read_bytes())["assessment"]["id"] == ids["gold awarded"]
    assert [path.name for path in tmp_path.glob(".*.part")] == []


def test_what_is_exported_comes_back_whole_on_a_clean_machine(
    call: Call, sampled: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    for name, id_ in ids.items():
        first, second, clean = tmp_path / f"{name}.1", tmp_path / f"{name}.2", tmp_path / f"clean {name}"
        call("export", id_, "--out", first, "--data-dir", sampled)
        said = call("import", first, "--data-dir", clean)
        assert (said.status, said.out, said.err) == (0, f"{id_}\n", "")
        call("export", id_, "--out", second, "--data-dir", clean)
        assert first.read_bytes() == second.read_bytes()


def test_importing_twice_changes_nothing_the_second_time(call: Call, data: Path) -> None:
    file = paths.resources() / "sample" / "60-gold-scoring.json"
    first = call("import", file, "--data-dir", data)
    listed = call("list", "--json", "--data-dir", data).data
    second = call("import", file, "--data-dir", data)
    assert (first.status, first.out) == (second.status, second.out)
    assert call("list", "--json", "--data-dir", data).data == listed


def test_an_assessment_that_was_changed_is_not_overwritten_by_an_import(call: Call, data: Path, tmp_path: Path) -> None:
    file = paths.resources() / "sample" / "60-gold-scoring.json"
    id_ = call("import", file, "--data-dir", data).out.strip()
    changed = tmp_path / "changed.json"
    changed.write_text(
        file.read_text(encoding="utf-8").replace("Stillwater Clean", "Stillwater Very Clean"), encoding="utf-8"
    )
    said = call("import", changed, "--data-dir", data)
    assert said.status == 2
    assert id_ in said.err
    assert "nothing was changed" in said.err
    assert "Very" not in call("list", "--data-dir", data).out


def test_schemes_are_listed_with_hash_and_use(call: Call, sampled: Path) -> None:
    lines = call("scheme", "list", "--data-dir", sampled).out.splitlines()
    assert len(lines) == 2
    assert lines[1].split()[:2] == ["eucles", "public-1"]
    uses, sha256 = lines[1].split()[-2:]
    assert (uses, len(sha256)) == ("6", 64)


def test_an_edition_and_an_overlay_are_checked(call: Call) -> None:
    edition = call("scheme", "check", paths.resources() / "schemes" / "eucles-public-1")
    overlay = call("scheme", "check", ROOT / "tests" / "fixtures" / "overlays" / "example.yaml")
    assert (edition.status, overlay.status) == (0, 0)
    assert "31 criteria" in edition.out
    assert "overlay" in overlay.out
    assert "eucles/example-2026" in overlay.out


def test_version_and_help(call: Call) -> None:
    assert call("--version").out == f"EUCLES Desk {__version__}\n"
    for arguments in (["--help"], ["list", "--help"], ["scheme", "--help"], ["scheme", "check", "--help"]):
        said = call(*arguments)
        assert (said.status, said.err) == (0, "")
        assert said.out.startswith("Usage: eucles-desk")


def test_messages_follow_the_language_of_the_environment(
    call: Call, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("sample", "--data-dir", data)
    monkeypatch.setenv("LC_ALL", "fi_FI.UTF-8")
    assert "Kulta" in call("list", "--data-dir", data).out


def test_a_short_beginning_of_an_id_is_enough_where_no_other_has_it(
    call: Call, sampled: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    whole = ids["gold awarded"]
    out = tmp_path / "a.json"
    assert call("export", whole[:4].upper(), "--out", out, "--data-dir", sampled).status == 0
    assert json.loads(out.read_text("utf-8"))["assessment"]["id"] == whole
    assert call("check", whole[:13], "--data-dir", sampled).status == 0
    call("report", whole[:4], "--kind", "certificate", "--out", tmp_path / "a.pdf", "--data-dir", sampled)
    (kept,) = call("issued", whole[:4], "--json", "--data-dir", sampled).data
    again = tmp_path / "b.pdf"
    said = call("issued", whole[:4], "--report", kept["id"][:6], "--out", again, "--data-dir", sampled)
    assert said.status == 0
    assert again.read_bytes() == (tmp_path / "a.pdf").read_bytes()
    several = [one for one in ids.values() if one.startswith("f")]
    assert len(several) > 1
    said = call("check", "f", "--data-dir", sampled)
    assert said.status == 2
    assert said.err.startswith("eucles-desk: “f” is the beginning of several ids: ")
    assert all(one in said.err for one in several)
    assert "is not an id" in call("check", "ffff", "--data-dir", sampled).err


def test_samples_written_twice_say_that_nothing_is_new(call: Call, sampled: Path) -> None:
    said = call("sample", "--data-dir", sampled)
    assert said.status == 0
    assert said.err == "eucles-desk: Nothing is new: the sample data were there already and stay as they are.\n"


@pytest.mark.parametrize("command", [(), ("report",), ("scheme", "check"), ("key",)])
def test_a_short_option_asks_for_help_too(call: Call, command: tuple[str, ...]) -> None:
    assert call(*command, "-h").out == call(*command, "--help").out != ""
