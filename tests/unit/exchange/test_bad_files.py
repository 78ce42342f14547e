"""Each kind of bad file is refused with one plain sentence that says what is wrong and where."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from support.documents import AREA, LEAD, MINUTES, REMARK, SECOND, VISIT, as_bytes, document, find_small, interchange

from eucles_desk.errors import ExchangeError
from eucles_desk.exchange.limits import MAX_BYTES, MAX_DEPTH, MAX_INTEGER, MAX_VALUES

INTERCHANGE = interchange()
SAFE = as_bytes(document())
LINES = SAFE.count(b"\n")
STRANGER = "99999999-9999-4999-8999-999999999999"


def sentence(content: bytes) -> str:
    """Return what is said after the name of the file."""
    with pytest.raises(ExchangeError) as caught:
        INTERCHANGE.read(content, find_small, file="bad.json")
    said = str(caught.value)
    assert said.isprintable()  # one line, nothing that a screen obeys, no half characters
    return said.removeprefix("The file bad.json cannot be used")


def with_text(find: bytes, put: bytes) -> bytes:
    assert SAFE.count(find) == 1
    return SAFE.replace(find, put)


def deep(depth: int) -> bytes:
    """Return the file with an unknown list whose innermost list is so deep."""
    return with_text(b'"version": 1,', b'"version": 1, "x": ' + b"[" * (depth - 1) + b"]" * (depth - 1) + b",")


BYTES = [
    ("empty", b"", ": it is empty."),
    ("only space", b" \n\t ", ": it is empty."),
    ("only a byte order mark", b"\xef\xbb\xbf", ": it is empty."),
    ("Latin-1", SAFE.replace(b"Pohjoinen", b"Keski\xe4inen"), ", at line 22, column 19: this is not UTF-8 text."),
    ("cut in a character", b'\xef\xbb\xbf{"a": "\xc3', ", at line 1, column 8: this is not UTF-8 text."),
    ("UTF-16", SAFE.decode().encode("utf-16"), ": it is not in UTF-8 but in UTF-16 or UTF-32; save it as UTF-8."),
    ("UTF-16, no mark", SAFE.decode().encode("utf-16-be"), ": it is not in UTF-8 but in UTF-16 or UTF-32; save it as UTF-8."),
    ("UTF-32", SAFE.decode().encode("utf-32-le"), ": it is not in UTF-8 but in UTF-16 or UTF-32; save it as UTF-8."),
    ("too large", b" " * MAX_BYTES + b"1", ": it is larger than 50 MB."),
    ("not JSON", b"Dear colleagues,\n", ", at line 1, column 1: this is not JSON; a value should stand here."),
    ("HTML", b"<!doctype html>", ", at line 1, column 1: this is not JSON; a value should stand here."),
    ("cut", SAFE[: SAFE.index(b"(keksitty")], ", at line 22, column 13: the file ends in the middle of this; part of it may be missing."),
    ("a key without quotes", b"{a: 1}", ", at line 1, column 2: this is not JSON; a key in double quotes should stand here."),
    ("no colon", b'{"a" 1}', ", at line 1, column 6: this is not JSON; a colon should stand here."),
    ("no comma", b'{"a": 1\n "b": 2}', ", at line 2, column 2: this is not JSON; a comma or a closing bracket should stand here."),
    ("two values", SAFE + b"{}", f", at line {LINES + 1}, column 1: this is not JSON; the file goes on after its end."),
    ("line break in a text", b'{"a": "b\nc"}', ", at line 1, column 9: this is not JSON; a text may not hold a line break or control character as it is."),
    ("unknown escape", b'{"a": "b\\q"}', ", at line 1, column 9: this is not JSON; the backslash here begins nothing that is known."),
    ("too deep", deep(MAX_DEPTH + 1), ", at line 3, column 51: lists and objects are nested more than 30 deep."),
    ("far too deep", b"[" * 1_000_000, ", at line 1, column 31: lists and objects are nested more than 30 deep."),
    ("too many values", b"[" + b"0," * MAX_VALUES + b"0]", ": it holds more than 2 million values."),
    ("too many lists", b"[" + b"[]," * MAX_VALUES + b"[]]", ": it holds more than 2 million values."),
    ("a list", b"[1]", ": it is not an assessment; its “format” must be “eucles-assessment”."),
    ("a text", b'"eucles-assessment"', ": it is not an assessment; its “format” must be “eucles-assessment”."),
    ("no format", b"{}", ": it is not an assessment; its “format” must be “eucles-assessment”."),
    ("another format", with_text(b'"eucles-assessment"', b'"eucles-package"'), ": it is not an assessment; its “format” must be “eucles-assessment”."),
    ("a newer version", with_text(b'"version": 1', b'"version": 2'), ": it was written by a newer program; its version is 2, and this program reads version 1."),
    ("version nought", with_text(b'"version": 1', b'"version": 0'), ": the version of the file, 0, is not known."),
    ("version 1.5", with_text(b'"version": 1', b'"version": 1.5'), ": the version of the file, 1.5, is not known."),
    ("version true", with_text(b'"version": 1', b'"version": true'), ": the version of the file, True, is not known."),
    ("version as text", with_text(b'"version": 1', b'"version": "1"'), ": the version of the file, '1', is not known."),
    ("no version", with_text(b'"version": 1,', b""), ": the key “version” is missing."),
    ("a key twice outside", with_text(b'"version": 1', b'"version": 1, "version": 1'), ": the key “version” stands there twice."),
    ("a key twice inside", with_text(b'"level": 4,\n      "reason": "Seen', b'"level": 4, "level": 5, "reason": "Seen'), ", at judgements, item 1: the key “level” stands there twice."),
    ("a key twice, one escaped", with_text(b'"page": 4', b'"page": 4, "p\\u0061ge": 5'), ", at judgements, item 1, citations, item 1: the key “page” stands there twice."),
    ("NaN", with_text(b'"participants": 57', b'"participants": NaN'), ", at cluster, facts, participants: “NaN” is not a number that JSON allows."),
    ("infinity", with_text(b'"participants": 57', b'"participants": -Infinity'), ", at cluster, facts, participants: “-Infinity” is not a number that JSON allows."),
    ("an integer too large", with_text(b'"page": 4', b'"x": {"y": [0, -9007199254740993]}'), ", at judgements, item 1, citations, item 1, x, y, item 2: the number -9007199254740993 is too large to keep exactly."),
    ("an integer far too large", with_text(b'"page": 4', b'"page": ' + b"9" * 100_000), ", at judgements, item 1, citations, item 1, page: the number " + "9" * 59 + "… is too large to keep exactly."),
    ("too precise a fact", with_text(b'"staff_fte": 3.5', b'"staff_fte": 3.141592653589793'), ", at cluster, facts, staff_fte: the number 3.141592653589793 has more than 15 significant digits."),
    ("too precise elsewhere", with_text(b'"page": 4', b'"x": 1234567890.1234567e-3'), ", at judgements, item 1, citations, item 1, x: the number 1234567890.1234567e-3 has more than 15 significant digits."),
    ("too large a fraction", with_text(b'"page": 4', b'"x": 1e999'), ", at judgements, item 1, citations, item 1, x: the number 1e999 is too large to keep."),
    ("too small a fraction", with_text(b'"page": 4', b'"x": 1e-320'), ", at judgements, item 1, citations, item 1, x: the number 1e-320 is too small to keep."),
    ("half a surrogate pair", with_text(b"Clear roles", b"\\ud83d"), ", at judgements, item 1, strengths, item 1: the text holds a NUL character or half of a surrogate pair."),
    ("NUL", with_text(b"Clear roles", b"a\\u0000b"), ", at judgements, item 1, strengths, item 1: the text holds a NUL character or half of a surrogate pair."),
    ("half a pair in a key", with_text(b'"page": 4', b'"\\udc00\\n": 4'), ", at judgements, item 1, citations, item 1, \ufffd\ufffd: the text holds a NUL character or half of a surrogate pair."),
]  # fmt: skip


@pytest.mark.parametrize(("content", "said"), [row[1:] for row in BYTES], ids=[row[0] for row in BYTES])
def test_bytes_that_hold_no_such_file(content: bytes, said: str) -> None:
    assert sentence(content) == said


def put(*path: str | int, value: object) -> Callable[[dict[str, Any]], None]:
    """Return a change that puts a value at a path."""

    def change(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = value

    return change


def drop(*path: str | int) -> Callable[[dict[str, Any]], None]:
    """Return a change that takes out what is at a path."""

    def change(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        del data[path[-1]]

    return change


def again(name: str, index: int, **changed: object) -> Callable[[dict[str, Any]], None]:
    """Return a change that adds an item of a list once more, at its end."""

    def change(data: Any) -> None:
        data[name].append({**data[name][index], **changed})

    return change


LEVEL = "this must be a whole number or “not_applicable”; a level not looked at is left out."
CHANGES = [
    ("no cluster", drop("cluster"), ": the key “cluster” is missing."),
    ("no seat", drop("judgements", 1, "seat"), ", at judgements, item 2 (criterion 2.9): the key “seat” is missing."),
    ("a list for an object", put("cluster", value=[]), ", at cluster: this must be an object in curly brackets."),
    ("an object for a list", put("seats", value={}), ", at seats: this must be a list in square brackets."),
    ("a number for a text", put("cluster", "name", value=5), ", at cluster, name: this must be text in quotes."),
    ("null for a text", put("consensus", 0, "reason", value=None), ", at consensus, item 1 (criterion 1.2), reason: this must be text in quotes."),
    ("a text for true", put("judgements", 0, "on_site", value="yes"), ", at judgements, item 1 (criterion 1.2), on_site: this must be true or false."),
    ("nought for true", put("eligibility", 0, "met", value=0), ", at eligibility, item 1 (criterion members), met: this must be true or false."),
    ("null for true", put("eligibility", 0, "met", value=None), ", at eligibility, item 1 (criterion members), met: this must be true or false."),
    ("a level that is true", put("judgements", 0, "level", value=True), f", at judgements, item 1 (criterion 1.2), level: {LEVEL}"),
    ("a level of null", put("judgements", 0, "level", value=None), f", at judgements, item 1 (criterion 1.2), level: {LEVEL}"),
    ("half a level", put("judgements", 0, "level", value=3.5), f", at judgements, item 1 (criterion 1.2), level: {LEVEL}"),
    ("a level as text", put("consensus", 0, "level", value="4"), f", at consensus, item 1 (criterion 1.2), level: {LEVEL}"),
    ("a level with a line break", put("consensus", 0, "level", value="not_applicable\n"), f", at consensus, item 1 (criterion 1.2), level: {LEVEL}"),
    ("page nought", put("judgements", 0, "citations", 0, "page", value=0), ", at judgements, item 1 (criterion 1.2), citations, item 1, page: 0 is too small; the lowest is 1."),
    ("page true", put("judgements", 0, "citations", 0, "page", value=True), ", at judgements, item 1 (criterion 1.2), citations, item 1, page: this must be a whole number."),
    ("page million", put("judgements", 0, "citations", 0, "page", value=1_000_001), ", at judgements, item 1 (criterion 1.2), citations, item 1, page: 1000001 is too large; the highest is 1000000."),
    ("size below nought", put("evidence", 0, "size", value=-1), ", at evidence, item 1, size: -1 is too small; the lowest is 0."),
    ("no UUID", put("assessment", "id", value="17"), ", at assessment, id: “17” is not a UUID."),
    ("a UUID in braces", put("seats", 1, "id", value=f"{{{SECOND}}}"), f", at seats, item 2, id: “{{{SECOND}}}” is not a UUID."),
    ("a UUID with a line break", put("seats", 1, "id", value=f"{SECOND}\n"), f", at seats, item 2, id: “{SECOND}\ufffd” is not a UUID."),
    ("month 13", put("assessment", "period", "to", value="2025-13"), ", at assessment, period, to: “2025-13” is not a month written as 2025-06."),
    ("a year without month", put("assessment", "period", "from", value="2025"), ", at assessment, period, from: “2025” is not a month written as 2025-06."),
    ("digits of another script", put("assessment", "period", "from", value="२०२४-०१"), ", at assessment, period, from: “२०२४-०१” is not a month written as 2025-06."),
    ("only a line break for a month", put("assessment", "earlier_benchmarking", value="\n"), ", at assessment, earlier_benchmarking: “\ufffd” is not a month written as 2025-06."),
    ("a hash in upper case", put("evidence", 0, "sha256", value="A" * 64), f", at evidence, item 1, sha256: “{'A' * 59}…” is not a SHA-256 of 64 hexadecimal digits in lower case."),
    ("a short hash", put("scheme", "sha256", value="abc"), ", at scheme, sha256: “abc” is not a SHA-256 of 64 hexadecimal digits in lower case."),
    ("a file in a folder", put("evidence", 0, "file_name", value="../../notes.pdf"), ", at evidence, item 1, file_name: “../../notes.pdf” is not the name of a file without folders."),
    ("a file on a drive", put("evidence", 0, "file_name", value="C:\\notes.pdf"), ", at evidence, item 1, file_name: “C:\\notes.pdf” is not the name of a file without folders."),
    ("the folder above", put("evidence", 0, "file_name", value=".."), ", at evidence, item 1, file_name: “..” is not the name of a file without folders."),
    ("a time in words", put("evidence", 0, "added_at", value="yesterday"), ", at evidence, item 1, added_at: “yesterday” is not a time written as 2025-06-30T14:05:00+03:00."),
    ("30 February", put("evidence", 0, "added_at", value="2025-02-30T10:00:00Z"), ", at evidence, item 1, added_at: there is no such time as “2025-02-30T10:00:00Z”."),
    ("an unknown kind", put("assessment", "kind", value="third"), ", at assessment, kind: “third” is not one of first, renewal."),
    ("an unknown step", put("assessment", "step", value="done"), ", at assessment, step: “done” is not one of draft, eligibility, self_assessment, scoring, consensus, fact_check, decision, awarded, refused, withdrawn."),
    ("an unknown role", put("seats", 0, "role", value=["lead"]), ", at seats, item 1, role: “['lead']” is not one of lead, second, observer, trainee."),
    ("an unknown kind of evidence", put("evidence", 1, "kind", value="rumour"), ", at evidence, item 2, kind: “rumour” is not one of document, link, interview."),
    ("rests on nothing known", put("judgements", 0, "rests_on", 1, value="hearsay"), ", at judgements, item 1 (criterion 1.2), rests_on, item 2: “hearsay” is not one of document, interview, observation, survey."),
    ("rests twice on one kind", put("judgements", 0, "rests_on", value=["survey", "survey"]), ", at judgements, item 1 (criterion 1.2), rests_on: the same item stands in this list twice."),
    ("a verdict of null", put("improvement_areas", 0, "verdict", value=None), ", at improvement_areas, item 1 (criterion 2.10), verdict: “None” is not one of confirmed, not_confirmed."),
    ("too long a text", put("judgements", 0, "reason", value="ä" * 200_001), ", at judgements, item 1 (criterion 1.2), reason: this has 200001 characters; at most 200000 fit."),
    ("too long a name", put("cluster", "name", value="x" * 2001), ", at cluster, name: this has 2001 characters; at most 2000 fit."),
    ("too many seats", put("seats", value=[LEAD] * 51), ", at seats: this has 51 items; at most 50 fit."),
    ("too many facts", put("cluster", "facts", value={f"f{number}": number for number in range(1001)}), ", at cluster, facts: this has 1001 items; at most 1000 fit."),
    ("a fact of null", put("cluster", "facts", "participants", value=None), ", at cluster, facts, participants: this must be a number or text in quotes."),
    ("a fact that is true", put("cluster", "facts", "participants", value=True), ", at cluster, facts, participants: this must be a number or text in quotes."),
    ("too large a fact", put("cluster", "facts", "budget_public", value=1e17), ", at cluster, facts, budget_public: 1e+17 is too large; the highest is 9007199254740992."),
    ("an edition without hash", put("scheme", value={"id": "eucles", "edition": "small-1", "content": {}}), ", at scheme: the key “sha256” is missing."),
    ("an unknown edition", put("scheme", "edition", value="public-9"), ", at scheme: the edition “public-9” of the scheme “eucles” is not known here."),
    ("another text of the edition", put("scheme", "sha256", value="0" * 64), ", at scheme: this program knows the edition “small-1” of the scheme “eucles” with another content only."),
    ("an unknown label", put("assessment", "label", value="platinum"), ", at assessment: the edition small-1 has no label “platinum”."),
    ("a period backwards", put("assessment", "period", value={"from": "2025-01", "to": "2024-12"}), ", at assessment: the assessed period ends before it begins: 2025-01 to 2024-12."),
    ("an unknown fact", put("cluster", "facts", "moons", value=2), ", at cluster, facts, moons: the edition small-1 has no fact “moons”."),
    ("a number that is text", put("cluster", "facts", "participants", value="57"), ", at cluster, facts, participants: the fact “participants” must be a number."),
    ("half a participant", put("cluster", "facts", "participants", value=0.5), ", at cluster, facts, participants: the fact “participants” must be a whole number."),
    ("an unknown choice", put("cluster", "facts", "legal_form", value="club\u202e"), ", at cluster, facts, legal_form: the fact “legal_form” has no choice “club\ufffd”."),
    ("a seat twice", again("seats", 0), f", at seats, item 3: the seat {LEAD} stands in the list twice."),
    ("evidence twice", again("evidence", 0), f", at evidence, item 4: the evidence {MINUTES} stands in the list twice."),
    ("an area twice", again("improvement_areas", 0), f", at improvement_areas, item 2: the improvement area {AREA} stands in the list twice."),
    ("an unknown eligibility criterion", put("eligibility", 1, "criterion", value="luck"), ", at eligibility, item 2: the edition small-1 has no eligibility criterion “luck”."),
    ("an answer twice", again("eligibility", 1), ", at eligibility, item 3: the eligibility criterion “operating” is answered twice."),
    ("an unknown criterion", put("judgements", 2, "criterion", value="7.7"), ", at judgements, item 3: the edition small-1 has no criterion “7.7”."),
    ("a level off the scale", put("judgements", 1, "level", value=9), ", at judgements, item 2: level 9 is outside the scale of criterion 2.9, which runs from 0 to 5."),
    ("a level below the scale", put("consensus", 0, "level", value=-1), ", at consensus, item 1: level -1 is outside the scale of criterion 1.2, which runs from 0 to 5."),
    ("not applicable where it may not be", put("judgements", 2, "level", value="not_applicable"), ", at judgements, item 3: criterion 2.10 cannot be judged not applicable."),
    ("a stranger's judgement", put("judgements", 1, "seat", value=STRANGER), f", at judgements, item 2: a judgement of criterion 2.9 names the seat {STRANGER}, which the assessment does not have."),
    ("two judgements of one seat", again("judgements", 2, seat=LEAD, criterion="2.9"), f", at judgements, item 4: the seat {LEAD} has two judgements of criterion 2.9."),
    ("evidence that is not there", put("judgements", 0, "citations", 1, "evidence", value=STRANGER), f", at judgements, item 1: criterion 1.2 cites the evidence {STRANGER}, which the assessment does not have."),
    ("agreed twice", again("consensus", 0), ", at consensus, item 2: criterion 1.2 has two agreed levels."),
    ("agreed on nothing known", put("consensus", 0, "criterion", value="9"), ", at consensus, item 1: the edition small-1 has no criterion “9”."),
    ("an area of nothing known", put("improvement_areas", 0, "criterion", value="9"), ", at improvement_areas, item 1: the edition small-1 has no criterion “9”."),
    ("interests of null", put("seats", 0, "interests", value=None), ", at seats, item 1, interests: this must be text in quotes."),
    ("a visit without day", drop("visits", 0, "day"), ", at visits, item 1: the key “day” is missing."),
    ("a visit in words", put("visits", 0, "day", value="Monday"), ", at visits, item 1, day: “Monday” is not a day written as 2025-06-30."),
    ("a visit on 30 February", put("visits", 0, "day", value="2025-02-30"), ", at visits, item 1: “2025-02-30” is not a day written as year, month and day, such as 2025-01-31."),
    ("a visit twice", again("visits", 0), f", at visits, item 2: the visit {VISIT} stands in the list twice."),
    ("too many visits", put("visits", value=[VISIT] * 101), ", at visits: this has 101 items; at most 100 fit."),
    ("an unknown opinion", put("remarks", 0, "opinion", value="cross"), ", at remarks, item 1 (criterion 1.2), opinion: “cross” is not one of agreed, fact_wrong, evidence_missing."),
    ("an unknown disposition", put("remarks", 0, "disposition", value="later"), ", at remarks, item 1 (criterion 1.2), disposition: “later” is not one of accepted, partly, not_accepted."),
    ("a remark on nothing known", put("remarks", 0, "criterion", value="9"), ", at remarks, item 1: the edition small-1 has no criterion “9”."),
    ("a remark twice", again("remarks", 0), f", at remarks, item 2: the remark {REMARK} stands in the list twice."),
    ("an award in month 13", put("award", "to", value="2028-13"), ", at award, to: “2028-13” is not a month written as 2025-06."),
    ("an award backwards", put("award", "to", value="2026-01"), ", at award: the award ends before it begins: 2026-02 to 2026-01."),
    ("more than everything", put("earlier", 0, "percent", value=100.1), ", at earlier, item 1, percent: 100.1 is too large; the highest is 100."),
    ("a share as text", put("earlier", 0, "percent", value="72"), ", at earlier, item 1, percent: this must be a number."),
    ("an earlier level below nought", put("earlier", 0, "levels", "1.2", value=-1), ", at earlier, item 1, levels, 1.2: -1 is too small; the lowest is 0."),
    ("half an earlier level", put("earlier", 0, "levels", "1.2", value=2.5), f", at earlier, item 1, levels, 1.2: {LEVEL}"),
    ("no peers", put("benchmark", "peers", value=0), ", at benchmark, peers: 0 is too small; the lowest is 1."),
    ("peers in an unknown criterion", put("benchmark", "criteria", "9", value={"median": 3}), ", at benchmark: the edition small-1 has no criterion “9”."),
    ("peers in an unknown dimension", put("benchmark", "dimensions", "9", value=50), ", at benchmark: the edition small-1 has no dimension “9”."),
    ("quartiles out of order", put("benchmark", "criteria", "1.2", "third_quartile", value=3), ", at benchmark: the peers' figures of criterion 1.2 are not in order: first quartile, median, third quartile."),
    ("a region of three edges", put("judgements", 0, "citations", 0, "region", value=[0, 0, 9]), ", at judgements, item 1 (criterion 1.2), citations, item 1, region: this has 3 items; it needs 4."),
    ("a region beside the page", put("judgements", 0, "citations", 0, "region", value=[0, 0, 9, 1001]), ", at judgements, item 1 (criterion 1.2), citations, item 1, region, item 4: 1001 is too large; the highest is 1000."),
    ("evidence of a day that is none", put("evidence", 0, "dated", value="2025-02-30"), ", at evidence, item 1: “2025-02-30” is not a day written as year, month and day, such as 2025-01-31."),
    ("evidence of spring", put("evidence", 0, "dated", value="spring"), ", at evidence, item 1, dated: “spring” is neither a day written as 2025-06-30 nor a month."),
    ("evidence that expires in a month", put("evidence", 0, "expires", value="2025-02"), ", at evidence, item 1, expires: “2025-02” is not a day written as 2025-06-30."),
    ("an interview at noon", put("evidence", 2, "interview", "start", value="noon"), ", at evidence, item 3, interview, start: “noon” is not a time of day written as 09:30."),
    ("two notes of one number", put("evidence", 2, "interview", "notes", value=[{"number": 1}, {"number": 1}]), ", at evidence, item 3: the interview “Talk with the board” has two notes 1."),
    ("a note on nothing known", put("evidence", 2, "interview", "notes", 0, "criteria", 0, value="9"), ", at evidence, item 3: the edition small-1 has no criterion “9”."),
    ("a version without hash", drop("evidence", 0, "versions", 0, "sha256"), ", at evidence, item 1, versions, item 1: the key “sha256” is missing."),
    ("a reply due some day", put("reply_due", value="soon"), ", at reply_due: “soon” is not a day written as 2025-06-30."),
    ("a reply due on 30 February", put("reply_due", value="2026-02-30"), ", at reply_due: “2026-02-30” is not a day written as year, month and day, such as 2025-01-31."),
    ("a self-assessment off the scale", put("self_assessment", 0, "level", value=9), ", at self_assessment, item 1: level 9 is outside the scale of criterion 1.2, which runs from 0 to 5."),
    ("a self-assessment twice", again("self_assessment", 0), ", at self_assessment, item 2: the self-assessment of criterion 1.2 stands in the list twice."),
    ("a week on site", put("agenda", "frame", value="week"), ", at agenda, frame: “week” is not one of three_hours, half_day, two_days."),
    ("a day that begins in the morning", put("agenda", "starts", 1, value="morning"), ", at agenda, starts, item 2: “morning” is not a day and time written as 2025-06-30T09:30."),
    ("an agenda for nothing known", put("agenda", "done", 0, value="9"), ", at agenda: the edition small-1 has no criterion “9”."),
    ("a finding accepted twice", again("accepted_findings", 0), ", at accepted_findings, item 2: a finding is accepted twice."),
    ("an accepted finding without place", drop("accepted_findings", 0, "place"), ", at accepted_findings, item 1: the key “place” is missing."),
    ("an earlier recommendation in month 13", put("earlier", 0, "recommendations", "1.2", 0, "due", value="2022-13"), ", at earlier, item 1, recommendations, 1.2, item 1, due: “2022-13” is not a month written as 2025-06."),
    ("peers off the scale", put("benchmark", "criteria", "1.2", "third_quartile", value=5.5), ", at benchmark: the peers' figures of criterion 1.2 are outside its scale, which runs from 0 to 5."),
]  # fmt: skip


@pytest.mark.parametrize(("change", "said"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES])
def test_files_with_one_thing_wrong(change: Callable[[dict[str, Any]], None], said: str) -> None:
    data = document()
    change(data)

    assert sentence(as_bytes(data)) == said


def test_the_first_of_many_faulty_judgements_is_named() -> None:
    data = document()
    data["seats"] += [{"id": f"00000000-0000-4000-8000-{number:012}", "role": "observer"} for number in range(40)]
    seats = [seat["id"] for seat in data["seats"][2:]]
    data["judgements"] = [{"seat": seat, "criterion": code, "level": 1} for seat in seats for code in ("1.1", "1.2")]
    for index in (11, 30, 79):
        data["judgements"][index]["level"] = 9

    assert sentence(as_bytes(data)).startswith(", at judgements, item 12: level 9 is outside the scale")


def test_just_within_the_limits_is_read() -> None:
    data = document()
    data["x"] = [MAX_INTEGER, -MAX_INTEGER, 123456789.012345, 0.000123456789012345, 1e308]
    data["judgements"][0]["reason"] = "x" * 200_000
    content = as_bytes(data)
    room = MAX_BYTES - len(content)

    assert INTERCHANGE.read(content + b" " * room, find_small, file="a.json").assessment.extra
    assert INTERCHANGE.read(deep(MAX_DEPTH), find_small, file="a.json").assessment.extra


def test_the_most_values_are_counted_exactly() -> None:
    six = b'[], {}, [0, "],[", ","], '
    count = (MAX_VALUES - 8) // 6
    most = b'{"format": "x", "a": [' + six * count + b"0, " * (MAX_VALUES - 4 - 6 * count) + b"0]}"

    assert sentence(most).startswith(": it is not an assessment")
    assert sentence(most.replace(b"0]}", b"0, 0]}")) == ": it holds more than 2 million values."


def test_every_way_of_cutting_a_file_short_is_called_that() -> None:
    content = json.dumps(document(), ensure_ascii=True).encode()

    for length in range(1, len(content), 7):
        assert "ends in the middle" in sentence(content[:length])


def test_a_strange_name_of_a_file_is_fit_to_show() -> None:
    with pytest.raises(ExchangeError) as caught:
        INTERCHANGE.read(b"", find_small, file="a\n\x1b[31m\udc80.json")

    assert str(caught.value) == "The file a\ufffd\ufffd[31m\ufffd.json cannot be used: it is empty."
