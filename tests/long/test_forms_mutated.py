"""Started by hand: forms with chance damage; each is taken as what it says or refused in one sentence.

``EUCLES_COUNT`` says how many of each kind (2,000), ``EUCLES_SEED`` repeats a run; ``-s`` prints the figures.
"""

from __future__ import annotations

import io
import os
import random
import time
import zipfile
from collections import Counter

from support.editions import small_edition
from support.forms import filled, filled_pdf, opened
from support.gold import ROOT, assessment
from support.mutating import cut, doubled, enlarged, flipped, swapped
from support.report_cases import MADE_ON

from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.assessment.fact_form import DRAFT_NAME, form_name
from eucles_desk.assessment.terms import Step
from eucles_desk.errors import EuclesError
from eucles_desk.language import ENGLISH
from eucles_desk.packages.keys import OwnKeys
from eucles_desk.reading.reader import ChildReader
from eucles_desk.reports.fact_check import fact_check
from eucles_desk.reports.kinds import case_of
from eucles_desk.reports.pdf import write_pdf
from eucles_desk.reports.self_form import self_form
from eucles_desk.services.attaching_forms import ReceivedFile

COUNT = int(os.environ.get("EUCLES_COUNT", "2000"))
SEED = int(os.environ.get("EUCLES_SEED", "1"))
MOST_SECONDS = 2.0
HARMS = (flipped, cut, doubled, swapped, enlarged)
EDITION = small_edition()
VALUE = assessment(EDITION, step=Step.FACT_CHECK)
KEYS = OwnKeys(b"\1" * 32, b"\2" * 32)


def is_signed(signature: bytes, content: bytes) -> bool:
    return KEYS.public.has_signed(signature, content)


def damaged_inside(content: bytes, chance: random.Random) -> bytes:
    """Damage one part of a packed file, so that the package itself stays whole."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        target = chance.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, chance.choice(HARMS)(part, chance) if name == target and part else part)
    return made.getvalue()


def fact_form(reader: ChildReader) -> bytes:
    case = case_of(VALUE, EDITION, ENGLISH, made_on=MADE_ON, program_version="0", kind=ReportKind.DRAFT)

    def written(name: str) -> bytes:
        file = io.BytesIO()
        write_pdf(fact_check(case, name), file, ROOT / "resources" / "fonts")
        return file.getvalue()

    pages = reader.form(ReceivedFile(written(DRAFT_NAME)), "form.pdf").pages
    made = written(form_name(VALUE, EDITION, pages, KEYS.sign))
    return filled_pdf(made, {"1-2_opinion": "/fact_wrong", "1-2_remark": "58, not 57"})


def test_no_damaged_form_takes_anything_down_or_brings_in_what_it_may_not() -> None:
    chance, reader = random.Random(SEED), ChildReader()
    workbook = filled(self_form(VALUE, EDITION, ENGLISH, MADE_ON), {("Facts", "participants", "F"): 58})
    pdf = fact_form(reader)
    outcomes: Counter[str] = Counter()
    slowest, deaths = 0.0, 0
    for _ in range(COUNT):
        inside = damaged_inside(workbook, chance)
        for kind, content in (
            ("workbook", chance.choice(HARMS)(workbook, chance)),
            ("workbook, inside", inside),
            ("pdf", chance.choice(HARMS)(pdf, chance)),
        ):
            here, store = opened(VALUE, EDITION)
            begun, child = time.perf_counter(), reader.child_id
            try:
                received = reader.form(ReceivedFile(content), "form")
                found = (
                    here.attach_remarks(received, is_signed) if kind == "pdf" else here.attach_self_assessment(received)
                )
                outcomes[f"{kind}: taken"] += 1
                allowed = {"remark"} if kind == "pdf" else {"fact", "eligibility", "self_judgement", "evidence"}
                assert {change.part.value for change in found.changes} <= allowed
            except EuclesError as error:
                outcomes[f"{kind}: refused"] += 1
                assert "\n" not in str(error)  # noqa: PT017  # refusing is one of two good ends
                assert store.kept[VALUE.id] == VALUE
            slowest = max(slowest, time.perf_counter() - begun)
            deaths += child is not None and reader.child_id != child
    reader.close()
    print(f"\n{dict(sorted(outcomes.items()))}; slowest {slowest:.2f} s, {deaths} processes died")  # noqa: T201
    assert slowest < MOST_SECONDS
