"""Files of every kind that evidence comes in, well-made ones and hostile ones, made here by code."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from docx import Document as WordDocument
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas as pdf_canvas

from eucles_desk.services.ports import Picture
from support.sources import PathSource

Put: TypeAlias = Callable[..., PathSource]
"""Writes a file and returns it as a stored one."""


def pixel(shown: Picture, across: float, down: float) -> tuple[int, int, int]:
    """Return the colour at a place, in parts of the width and height."""
    at = 3 * (int(down * shown.height) * shown.width + int(across * shown.width))
    red, green, blue = shown.rgb[at : at + 3]
    return red, green, blue


def is_dark(shown: Picture, across: float, down: float) -> bool:
    """Return whether a place is nearly black."""
    return sum(pixel(shown, across, down)) < 100


def pdf(*pages: Sequence[str], size: tuple[float, float] = A4, encrypt: str | None = None) -> bytes:
    """Return a PDF file; each page has lines of text, 40 points apart, from the top."""
    file = io.BytesIO()
    canvas: Any = pdf_canvas.Canvas(file, pagesize=size, encrypt=encrypt, invariant=True)
    for lines in pages:
        for at, line in enumerate(lines):
            canvas.drawString(60, size[1] - 80 - 40 * at, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def form(text: str) -> bytes:
    """Return a PDF file with a form that is filled in, a note, and a link."""
    file = io.BytesIO()
    canvas: Any = pdf_canvas.Canvas(file, pagesize=A4)
    canvas.acroForm.textfield(name="who", value=text, x=60, y=600, width=300, height=40, fontSize=20)
    canvas.linkURL("http://127.0.0.1:9/", (60, 500, 200, 520))
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def raw_pdf(*objects: bytes, root: int = 1, trailer: bytes = b"") -> bytes:
    """Return a PDF file of these objects, numbered from 1."""
    out = bytearray(b"%PDF-1.7\n")
    places: list[int] = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, trailer, start)
    return bytes(out)


def one_page(page: bytes = b"", content: bytes = b"", *more: bytes, catalog: bytes = b"") -> bytes:
    """Return a PDF file with one page with these entries and this content; more objects are numbered from 5."""
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>%s>>" % page,
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        *more,
    )


def many_pages(count: int) -> bytes:
    """Return a PDF file whose pages are all alike."""
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count), *[page] * count
    )


def acting() -> bytes:
    """Return a PDF file that would run a script, open an address and start a program, if anybody let it."""
    script = b"<</S/JavaScript/JS(app.launchURL\\('http://127.0.0.1:9/'\\); this.exportDataObject\\(\\);)>>"
    launch = b"<</S/Launch/F(/bin/sh)/Win<</F(cmd.exe)>>>>"
    web = b"<</S/URI/URI(http://127.0.0.1:9/)>>"
    return one_page(
        b"/AA<</O %s/C %s>>/Annots[5 0 R]" % (launch, web),
        b"BT /F1 24 Tf 60 700 Td (Quite harmless) Tj ET",
        b"<</Type/Annot/Subtype/Link/Rect[60 600 200 700]/A %s/AA<</PO %s/PV %s>>>>" % (launch, script, web),
        catalog=b"/OpenAction %s/AA<</WC %s/DS %s>>/Names<</JavaScript<</Names[(a)%s]>>>>" % (script, web, web, script),
    )


def deep_pdf(depth: int) -> bytes:
    """Return a PDF file with arrays within arrays."""
    return one_page(b"/Deep " + b"[" * depth + b"]" * depth, b"[" * depth + b"]" * depth + b" TJ")


def looping_pdf() -> bytes:
    """Return a PDF file whose page tree, form and content name themselves."""
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[2 0 R 5 0 R]>>>>",
        b"<</Type/Pages/Kids[2 0 R 3 0 R 2 0 R]/Count 3/Parent 2 0 R>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
        b"<</Length 6>>stream\n/X Do \nendstream",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length 12>>"
        b"stream\n/X Do /X Do \nendstream",
    )


def exploding_pdf(levels: int = 24, times: int = 10) -> bytes:
    """Return a PDF file that draws a form that draws a form ten times, and so on: it never ends."""
    objects: list[bytes] = []
    for level in range(levels):
        content = b"/X Do " * times if level < levels - 1 else b"0 0 9 9 re f "
        objects.append(
            b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X %d 0 R>>>>/Length %d>>"
            b"stream\n%s\nendstream" % (6 + level, len(content), content)
        )
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
        b"<</Length 6>>stream\n/X Do \nendstream",
        *objects,
    )


def slow_pdf(steps: int = 20_000) -> bytes:
    """Return a PDF file that works out the shade of each dot of a page in so many steps; it takes no memory."""
    program = b"{ add %s}" % (b"dup pop " * steps)
    return one_page(
        b"",
        b"/S sh",
        b"<</FunctionType 4/Domain[0 1 0 1]/Range[0 1]/Length %d>>stream\n%s\nendstream" % (len(program), program),
    ).replace(
        b"/Resources<<",
        b"/Resources<</Shading<</S<</ShadingType 1/ColorSpace/DeviceGray/Matrix[595 0 0 842 0 0]/Function 5 0 R>>>>",
    )


def picture(
    mode: str = "RGB", size: tuple[int, int] = (40, 20), form: str = "PNG", color: Any = None, **options: Any
) -> bytes:
    """Return a picture whose left half is of one colour, and whose right half is black."""
    image = Image.new(mode, size)
    if color is not None:
        ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2 - 1, size[1] - 1), fill=color)
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def turned_photo(orientation: int) -> bytes:
    """Return a photo of 40 by 20 whose left half is red, with a note on how the camera was held."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    return picture(form="JPEG", color=(255, 0, 0), exif=exif, quality=95)


def frames(form: str, *colors: tuple[int, int, int]) -> bytes:
    """Return a picture with several frames or pages."""
    first, *others = [Image.new("RGB", (30, 20 + 10 * at), color) for at, color in enumerate(colors)]
    file = io.BytesIO()
    first.save(file, form, save_all=True, append_images=others)
    return file.getvalue()


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP file with these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packing:
        for name, content in parts.items():
            packing.writestr(name, content)
    return file.getvalue()


def word(*paragraphs: str, table: Sequence[Sequence[str]] = ()) -> bytes:
    """Return a text of Word."""
    document: Any = WordDocument()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        rows = document.add_table(len(table), len(table[0])).rows
        for row, texts in zip(rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
PLACES = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def slides(*texts: str) -> bytes:
    """Return slides, stored in another order than they are shown in."""
    count = len(texts)
    order = "".join(f'<p:sldId id="{256 + at}" r:id="rId{count - at}"/>' for at in range(count))
    named = "".join(f'<Relationship Id="rId{count - at}" Target="slides/slide{at + 1}.xml"/>' for at in range(count))
    outside = '<Relationship Id="rId99" Target="http://127.0.0.1:9/x" TargetMode="External"/>'
    parts = {
        "[Content_Types].xml": "<Types/>",
        "ppt/presentation.xml": f'<p:presentation xmlns:p="p" {PLACES}><p:sldIdLst>{order}</p:sldIdLst></p:presentation>',
        "ppt/_rels/presentation.xml.rels": RELATIONS.format(named + outside),
    }
    for at, text in enumerate(texts, start=1):
        body = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in text.split("\n"))
        parts[f"ppt/slides/slide{at}.xml"] = f'<p:sld xmlns:p="p" xmlns:a="a">{body}</p:sld>'
    return packed(parts)


def open_document(kind: str, body: str, *, locked: bool = False) -> bytes:
    """Return an OpenDocument file: ``text``, ``spreadsheet`` or ``presentation``."""
    spaces = " ".join(f'xmlns:{name}="urn:{name}"' for name in ("office", "text", "table", "draw"))
    lock = "<manifest:encryption-data/>" if locked else ""
    return packed(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"<office:document-content {spaces}>{body}</office:document-content>",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="m">{lock}</manifest:manifest>',
        }
    )


def xml_bomb() -> bytes:
    """Return a text of Word that says very little very many times."""
    laughs = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 12))
    source = f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]><w:document xmlns:w="w"><w:p><w:t>&l11;</w:t></w:p></w:document>'
    return packed({"word/document.xml": source})


def entity(value: str) -> bytes:
    """Return a text of Word that declares something and shows it, a file of the reader's computer for instance."""
    source = f'<!DOCTYPE d [<!ENTITY x {value}>]><w:document xmlns:w="w"><w:p><w:t>&x;</w:t></w:p></w:document>'
    return packed({"word/document.xml": source})


def zip_bomb(size: int) -> bytes:
    """Return a text of Word that unpacks to so many bytes."""
    start = b'<w:document xmlns:w="w"><w:p><w:t>'
    return packed({"word/document.xml": start + b" " * size + b"</w:t></w:p></w:document>"})


def png_bomb(side: int) -> bytes:
    """Return a PNG file that says that it is very large, without being it."""
    content = picture("L", (1, 1))
    header = content.index(b"IHDR") + 4
    changed = bytearray(content)
    changed[header : header + 8] = side.to_bytes(4, "big") * 2
    sum_ = zlib.crc32(bytes(changed[header - 4 : header + 13]))
    changed[header + 13 : header + 17] = sum_.to_bytes(4, "big")
    return bytes(changed)
