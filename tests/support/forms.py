"""Forms filled in by programs that know nothing of ours."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pypdf
from openpyxl import Workbook

from eucles_desk.assessment.values import Assessment
from eucles_desk.scheme.values import Edition
from eucles_desk.services.open_assessment import OpenAssessment
from eucles_desk.services.summaries import summarise
from support.memory_store import FolderFiles, MemoryStore

NOW = datetime(2026, 5, 4, 12, 4, 11, tzinfo=UTC)


def opened(value: Assessment, edition: Edition) -> tuple[OpenAssessment, MemoryStore]:
    """Put an assessment into a store and open it."""
    store = MemoryStore()
    with store() as transaction:
        transaction.assessments.add(value, summarise(value, edition, NOW))
    return OpenAssessment(value, edition, store, FolderFiles(Path("unused")), lambda: NOW), store


def filled(content: bytes, answers: Mapping[tuple[str, str, str], object]) -> bytes:
    """Fill in cells with openpyxl: each is named by its sheet, the key of its row and its column."""

    def fill(book: Workbook) -> None:
        for (sheet, key, column), value in answers.items():
            page = book[sheet]
            row = next(cell.row for cell in page["A"] if str(cell.value) == key)
            page[f"{column}{row}"] = value  # type: ignore[assignment]

    return changed(content, fill)


def changed(content: bytes, change: Callable[[Workbook], object]) -> bytes:
    """Change a workbook with openpyxl."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """Put another part into a packed file."""
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, part)
    return file.getvalue()


def filled_pdf(content: bytes, answers: Mapping[str, str]) -> bytes:
    """Fill in a PDF form with pypdf; fields are named without what all of them are known by together."""
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(content)))
    root = next(iter(writer.get_fields() or {}))
    values: dict[str, str | list[str] | tuple[str, str, float]] = {
        f"{root}.{name}": value for name, value in answers.items()
    }
    for page in writer.pages:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of its font for signs beyond Latin 1
            writer.update_page_form_field_values(page, values, auto_regenerate=False)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()
