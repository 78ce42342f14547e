"""``eucles-desk form`` and ``eucles-desk attach``: forms go out, come back filled in, and change only what they may."""

from __future__ import annotations

import json
from pathlib import Path

from support.calling import Call
from support.forms import filled, filled_pdf


def backups(data: Path) -> list[Path]:
    folder = data / "backups"
    return [path for path in folder.iterdir() if path.name != "evidence"] if folder.is_dir() else []


def test_a_self_assessment_goes_out_and_comes_back(
    call: Call, sampled: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    of, form, back, data = ids["bronze self_assessment"], tmp_path / "form.xlsx", tmp_path / "back.xlsx", sampled
    assert call("form", "self-assessment", of, "--out", form, "--data-dir", data).status == 0
    back.write_bytes(filled(form.read_bytes(), {("Facts", "participants", "F"): 77}))
    tried = call("attach", "self-assessment", of, back, "--dry-run", "--data-dir", data)
    assert "Facts" in tried.out
    assert tried.err == "eucles-desk: Nothing was changed.\n"
    assert backups(data) == []
    assert call("attach", "self-assessment", of, back, "--data-dir", data).status == 0
    again = call("attach", "self-assessment", of, back, "--data-dir", data)
    assert (again.status, again.err) == (0, "eucles-desk: Nothing is new: all of it is here already.\n")
    out = tmp_path / "out.json"
    call("export", of, "--out", out, "--data-dir", data)
    assert json.loads(out.read_text(encoding="utf-8"))["cluster"]["facts"]["participants"] == 77
    assert len(backups(data)) == 1, "one was made before anything was changed"
    wrong = call("attach", "self-assessment", ids["gold draft"], back, "--data-dir", data)
    assert (wrong.status, wrong.err) == (2, "eucles-desk: The form belongs to another assessment.\n")


def test_a_fact_check_goes_out_and_comes_back(call: Call, sampled: Path, ids: dict[str, str], tmp_path: Path) -> None:
    file, form, data = tmp_path / "checked.json", tmp_path / "form.pdf", sampled
    call("export", ids["gold awarded"], "--out", file, "--data-dir", data)
    content = json.loads(file.read_text(encoding="utf-8"))
    of = content["assessment"]["id"] = "00000000-0000-4000-8000-000000000077"
    content["assessment"]["step"] = "fact_check"
    for key in ("award", "decision", "appeals", "seals", "approvals", "remarks"):
        content.pop(key, None)
    file.write_text(json.dumps(content), encoding="utf-8")
    assert call("import", file, "--data-dir", data).out.strip() == of
    made = call("form", "fact-check", of, "--out", form, "--lang", "fi", "--data-dir", data)
    assert made.status == 0, made.err
    form.write_bytes(filled_pdf(form.read_bytes(), {"2-5_opinion": "/fact_wrong", "2-5_remark": "Yksi luku on väärä."}))
    attached = call("attach", "remarks", of, form, "--data-dir", data)
    assert attached.status == 0, attached.err
    call("export", of, "--out", file, "--data-dir", data)
    (remark,) = json.loads(file.read_text(encoding="utf-8"))["remarks"]
    assert (remark["criterion"], remark["opinion"], remark["text"]) == ("2.5", "fact_wrong", "Yksi luku on väärä.")
    refused = call("form", "fact-check", ids["gold awarded"], "--out", form, "--data-dir", data)
    assert refused.status == 2
    assert "the step “awarded”" in refused.err
