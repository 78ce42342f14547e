"""Keys, and small PDF files with a field for a signature: all of it invented."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from eucles_desk.signing.keys import Identity, make_key_file, read_key_file

NOW = datetime(2026, 3, 17, 12, 4, 11, tzinfo=UTC)
PASSPHRASE = b"correct horse"


@cache
def key_file(name: str) -> bytes:
    return make_key_file(name, "Example Agency", PASSPHRASE, NOW)


@cache
def identity(name: str = "Maria Beispiel") -> Identity:
    return read_key_file(key_file(name), PASSPHRASE, NOW, file="key.p12")


@cache
def form(*fields: str, size: int = 0) -> bytes:
    """Return a file of one page with these signature fields, shown with this size, out of sight with none."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 300))
    page: Any = pdf.pages[0].obj
    page.Contents = pdf.make_stream(b"0 0 1 RG 10 10 100 100 re S")
    widgets = [
        pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=field,
                F=132,
                Rect=Array([0, 0, size, size]),
                P=page,
            )
        )
        for field in fields or ("Signature",)
    ]
    page.Annots = Array(widgets)
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(widgets), SigFlags=0))
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = "Example"
    file = io.BytesIO()
    pdf.save(file, deterministic_id=True, compress_streams=False)
    return file.getvalue()
