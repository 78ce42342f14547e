"""Whatever a user gets wrong: one plain line, exit status 2, no traceback, and nothing stored or lost."""

from __future__ import annotations

import json
import re
import socket
from pathlib import Path

import pytest
from support.calling import Call, Said

from eucles_desk.app import paths

NO_SUCH_ID = "00000000-0000-4000-8000-000000000000"
GOLD = paths.resources() / "sample" / "40-gold-awarded.json"


def assert_one_plain_line(said: Said) -> None:
    assert (said.status, said.out) == (2, "")
    assert re.fullmatch(r"eucles-desk: [^\n]+\n", said.err), said.err
    assert "Traceback" not in said.err
    assert not re.search(r"Error\b|Errno|Exception|\{\w*\}|!", said.err), said.err


@pytest.fixture
def places(tmp_path: Path) -> dict[str, Path]:
    """Files and folders that commands stumble over."""
    made = {name: tmp_path / name for name in ("folder", "file", "empty", "binary", "text", "utf16", "huge", "loop")}
    made["folder"].mkdir()
    made["file"].write_text("{}", encoding="utf-8")
    made["empty"].write_bytes(b"")
    made["binary"].write_bytes(bytes(range(256)))
    made["text"].write_text("not JSON", encoding="utf-8")
    made["utf16"].write_bytes('{"format": "eucles-assessment"}'.encode("utf-16"))
    with made["huge"].open("wb") as file:
        file.truncate(60_000_000)
    made["loop"].symlink_to(made["loop"])
    return made


MISTAKES = {
    "unknown command": (["bogus"], "There is no command “bogus”"),
    "empty command": ([""], "There is no command"),
    "unknown option": (["--bogus"], "no option “--bogus”"),
    "unknown option of a command": (["list", "--bogus"], "no option “--bogus”"),
    "option without its value": (["--data-dir"], "“--data-dir” needs a value"),
    "empty data folder": (["list", "--data-dir", ""], "empty name"),
    "value of a flag": (["list", "--json=yes"], "takes no value"),
    "too much": (["list", "more"], "too much on the line: more"),
    "scheme without command": (["scheme"], "Name a command: check, list."),
    "unknown scheme command": (["scheme", "bogus"], "The commands are: check, list."),
    "import without file": (["import"], "missing: FILE"),
    "import of nothing": (["import", ""], "empty name"),
    "import of a missing file": (["import", "no-such-file"], "There is no file no-such-file"),
    "import of a folder": (["import", "{folder}"], "is not a file"),
    "import of an empty file": (["import", "{empty}"], "it is empty"),
    "import of bytes": (["import", "{binary}"], "UTF-"),
    "import of text": (["import", "{text}"], "this is not JSON"),
    "import of UTF-16": (["import", "{utf16}"], "UTF-16"),
    "import of another file": (["import", "{file}"], "is not an assessment"),
    "import of a huge file": (["import", "{huge}"], "larger than 50 MB"),
    "import of a link to itself": (["import", "{loop}"], "cannot be read"),
    "import of an impossible name": (["import", "x" * 300], "cannot be read"),
    "import under a file": (["import", "{file}/x"], "cannot be read"),
    "export without id": (["export"], "missing: ID"),
    "export without --out": (["export", NO_SUCH_ID], "missing: --out"),
    "export of no id": (["export", "first", "--out", "{folder}/x"], "“first” is not an id"),
    "export of an unknown id": (
        ["export", NO_SUCH_ID, "--out", "{folder}/x"],
        f"no assessment with the id {NO_SUCH_ID}",
    ),
    "export to a folder": (["export", NO_SUCH_ID, "--out", "{folder}"], "is a folder; name a file in it"),
    "export into a missing folder": (["export", NO_SUCH_ID, "--out", "{folder}/no/x"], "This folder does not exist"),
    "export under a file": (["export", NO_SUCH_ID, "--out", "{file}/x"], "A file stands where a folder is needed"),
    "export to an impossible name": (["export", NO_SUCH_ID, "--out", "{folder}/" + "x" * 300], "too long"),
    "export to nothing": (["export", NO_SUCH_ID, "--out", ""], "empty name"),
    "report without --out": (["report", NO_SUCH_ID], "missing: --out"),
    "report of no id": (["report", "1", "--out", "{folder}/x.pdf"], "“1” is not an id"),
    "report of an unknown id": (["report", NO_SUCH_ID, "--out", "{folder}/x.pdf"], "no assessment with the id"),
    "report in an unknown language": (
        ["report", NO_SUCH_ID, "--out", "{folder}/x.pdf", "--lang", "xx"],
        "There is: en, fi.",
    ),
    "report of an unknown kind": (
        ["report", NO_SUCH_ID, "--out", "{folder}/x.pdf", "--kind", "long"],
        "There is: full, summary, certificate, improvement-plan, draft, closing-sheet.",
    ),
    "report without an ending": (
        ["report", NO_SUCH_ID, "--out", "{folder}/x"],
        "says what to write: .pdf, .xlsx, .docx.",
    ),
    "report of another ending": (["report", NO_SUCH_ID, "--out", "{folder}/x.odt"], "Rename “x.odt”."),
    "report that only looks like one": (["report", NO_SUCH_ID, "--out", "{folder}/.pdf"], "Rename “.pdf”."),
    "report with a template of no name": (
        ["report", NO_SUCH_ID, "--out", "{folder}/x.pdf", "--template", ""],
        "empty name",
    ),
    "issued without id": (["issued"], "missing: ID"),
    "issued of no id": (["issued", "1"], "“1” is not an id"),
    "issued of an unknown id": (["issued", NO_SUCH_ID], "no assessment with the id"),
    "issued with --out alone": (["issued", NO_SUCH_ID, "--out", "{folder}/x"], "Name both the report"),
    "issued with --report alone": (["issued", NO_SUCH_ID, "--report", NO_SUCH_ID], "Name both the report"),
    "issued report of no id": (
        ["issued", NO_SUCH_ID, "--report", "1", "--out", "{folder}/x"],
        "“eucles-desk issued” shows the id of each report.",
    ),
    "issued report to a folder": (["issued", NO_SUCH_ID, "--report", NO_SUCH_ID, "--out", "{folder}"], "is a folder"),
    "report to a folder": (["report", NO_SUCH_ID, "--out", "{folder}"], "is a folder"),
    "check without id": (["check"], "missing: ID"),
    "check of no id": (["check", "…\x1b[31m"], "is not an id"),
    "check of an unknown id": (["check", NO_SUCH_ID], "no assessment with the id"),
    "scheme check without file": (["scheme", "check"], "missing: FILE"),
    "scheme check of a missing file": (["scheme", "check", "{folder}/no.yaml"], "no.yaml was not found"),
    "scheme check of an empty folder": (["scheme", "check", "{folder}"], "was not found"),
    "scheme check of another file": (["scheme", "check", "{text}"], "text"),
    "scheme check of bytes": (["scheme", "check", "{binary}"], "binary"),
    "scheme check of a link to itself": (["scheme", "check", "{loop}"], "loop"),
    "scheme check of an impossible name": (["scheme", "check", "x" * 300], "x"),
    "data folder that is a file": (["list", "--data-dir", "{file}"], "A file stands where a folder is needed"),
    "data folder under a file": (["list", "--data-dir", "{file}/data"], "A file stands where a folder is needed"),
    "data folder of an impossible name": (["list", "--data-dir", "x" * 300], "too long"),
    "data folder that is a link to itself": (["list", "--data-dir", "{loop}"], "loop"),
}


@pytest.mark.parametrize(("arguments", "sentence"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_told_in_one_plain_line(
    call: Call, places: dict[str, Path], data: Path, arguments: list[str], sentence: str
) -> None:
    filled = [argument.format(**places) if "{" in argument else argument for argument in arguments]
    if (
        "--data-dir" not in filled
        and filled
        and filled[0] in {"list", "import", "export", "report", "issued", "check", "scheme"}
    ):
        filled += ["--data-dir", str(data)]
    before = {path: path.stat().st_size for path in places["folder"].parent.iterdir() if path.is_file()}
    said = call(*filled)
    assert_one_plain_line(said)
    assert sentence in said.err
    assert list(places["folder"].iterdir()) == []
    assert {path: path.stat().st_size for path in places["folder"].parent.iterdir() if path.is_file()} == before


@pytest.mark.parametrize("option", ["export", "report"])
def test_a_device_or_socket_is_never_replaced(  # noqa: PLR0917
    call: Call, sampled: Path, ids: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    with socket.socket(socket.AF_UNIX) as bound:
        monkeypatch.chdir(tmp_path)  # names of sockets are short
        bound.bind("socket")
        for place in ("/dev/null", "socket"):
            said = call(option, ids["gold awarded"], "--out", place, "--data-dir", sampled)
            assert_one_plain_line(said)
            assert "is not a file that can be replaced" in said.err


WRONG_FILES = {
    "newer version": (("version",), 2, "newer program"),
    "unknown version": (("version",), "one", "version"),
    "other format": (("format",), "other", "eucles-assessment"),
    "unknown edition": (("scheme", "edition"), "public-99", "public-99"),
    "unknown label": (("assessment", "label"), "platinum", "platinum"),
    "unknown step": (("assessment", "step"), "finished", "step"),
    "id that is none": (("assessment", "id"), "one", "id"),
    "period that ends before it begins": (("assessment", "period", "to"), "2020-01", "2020-01"),
    "level outside the scale": (("judgements", 0, "level"), 6, "6"),
    "level of another type": (("judgements", 0, "level"), "high", "level"),
    "unknown criterion": (("judgements", 0, "criterion"), "9.9", "9.9"),
    "unknown seat": (("judgements", 0, "seat"), NO_SUCH_ID, NO_SUCH_ID),
    "unknown evidence": (("judgements", 0, "citations", 0, "evidence"), NO_SUCH_ID, NO_SUCH_ID),
    "second judgement of a seat": (("judgements", 1, "criterion"), "1.1.0", "two judgements"),
    "unknown fact": (("cluster", "facts", "shoe_size"), 42, "shoe_size"),
    "fact of another type": (("cluster", "facts", "participants"), "many", "participants"),
    "unknown eligibility criterion": (("eligibility", 0, "criterion"), "luck", "luck"),
}


@pytest.mark.parametrize(("path", "value", "named"), WRONG_FILES.values(), ids=WRONG_FILES.keys())
def test_a_wrong_file_is_refused_whole(  # noqa: PLR0917
    call: Call, data: Path, tmp_path: Path, path: tuple[str | int, ...], value: object, named: str
) -> None:
    document = json.loads(GOLD.read_bytes())
    inner = document
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    file = tmp_path / "wrong.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    said = call("import", file, "--data-dir", data)
    assert_one_plain_line(said)
    assert "wrong.json" in said.err or "label" in said.err
    assert named in said.err
    assert call("list", "--json", "--data-dir", data).data == []


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.999])
def test_a_file_that_was_cut_off_is_refused(call: Call, data: Path, tmp_path: Path, share: float) -> None:
    content = GOLD.read_bytes()
    file = tmp_path / "cut.json"
    file.write_bytes(content[: int(len(content) * share)])
    said = call("import", file, "--data-dir", data)
    assert_one_plain_line(said)
    assert call("list", "--json", "--data-dir", data).data == []


def test_a_language_that_is_not_here_is_answered_in_english(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "xx_XX.UTF-8")
    assert_one_plain_line(call("check", "x", "--data-dir", "x"))
