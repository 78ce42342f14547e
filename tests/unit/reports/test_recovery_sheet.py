"""The recovery sheet is one accessible page with the code, in every language."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pypdf
import pytest
from support.pdf_checks import faults

from eucles_desk.app import paths
from eucles_desk.app.languages import Languages
from eucles_desk.app.recovery_sheet import recovery_sheet_pdf
from eucles_desk.reports.content import Figure
from eucles_desk.reports.recovery_sheet import recovery_sheet
from eucles_desk.storage.recovery_code import recovery_code

CODE = recovery_code("0123456789abcdef" * 4)
RESOURCES = paths.resources()
LANGUAGES = Languages(RESOURCES)


@pytest.mark.parametrize("code", LANGUAGES.codes)
def test_it_is_one_page_with_every_group_under_its_number(code: str) -> None:
    pdf = recovery_sheet_pdf(CODE, RESOURCES, LANGUAGES.load(code), date(2026, 5, 4))
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 1
    shown = reader.pages[0].extract_text().replace(" ", "").replace("\n", "")
    for number, group in enumerate(CODE.split("-"), 1):
        assert f"{number}{group}" in shown
    assert "DAF8A054" in shown
    assert {"en": "doesnotchangethekey", "fi": "eivaihdaavainta"}[code] in shown


def test_those_who_listen_hear_the_code_sign_by_sign() -> None:
    sheet = recovery_sheet(CODE, "DAF8A054", LANGUAGES.load("en"), date(2026, 5, 4), "1.0")
    drawing = next(block.drawing for block in sheet.blocks if isinstance(block, Figure))
    assert drawing.description.endswith("; ".join(" ".join(group) for group in CODE.split("-")))


@pytest.mark.parametrize("code", LANGUAGES.codes)
def test_it_is_an_accessible_file_that_lasts(code: str, tmp_path: Path) -> None:
    assert faults(recovery_sheet_pdf(CODE, RESOURCES, LANGUAGES.load(code), date(2026, 5, 4)), tmp_path) == []
