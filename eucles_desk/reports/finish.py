"""Makes what ReportLab has written a file for archives and for everybody: PDF/A-3a and PDF/UA-1.

The tags are in it already. What is added here: the description of the file as XMP, the meaning of its colours, the
attached files, and a mending of ReportLab's character maps.
"""

# Pillow's stubs leave out what a profile is.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false

from __future__ import annotations

import functools
import hashlib
import io
import re
import zlib
from typing import TYPE_CHECKING, Any, BinaryIO, Final, cast
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from eucles_desk.reports.content import Attachment, Document

PROGRAM: Final = "EUCLES Desk"
NO_CHARACTER: Final = re.compile(rb"<0000>$", re.MULTILINE)
OBJECT_STREAM: Final = re.compile(
    rb"<< /Type /ObjStm /Length (\d+) /Filter /FlateDecode /N (\d+) /First (\d+) >>\nstream\n"
)
AMBIGUOUS_END: Final = b"\r\nendstream"
MOST_ATTEMPTS: Final = 20
LONGEST_RUN: Final = 128
PROFILE_DATE: Final = slice(24, 36)
"""Where a colour profile keeps the moment in which it was made."""
XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{program}</pdf:Producer>
<xmp:CreatorTool>{program}</xmp:CreatorTool>
<xmp:CreateDate>{day}T00:00:00+00:00</xmp:CreateDate>
<xmp:ModifyDate>{day}T00:00:00+00:00</xmp:ModifyDate>
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of the PDF/UA standard</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def finish(draft: BinaryIO, file: BinaryIO, document: Document, printable: Callable[[str], str]) -> None:
    """Write the finished file.

    Args:
        draft: What ReportLab has written, with nothing compressed.
        file: Where to.
        document: What the draft was made of.
        printable: Makes texts that can be shown.
    """
    draft.seek(0)
    with pikepdf.open(draft) as pdf:
        maps = _mend_character_maps(pdf)
        root = pdf.Root
        root.OutputIntents = Array([pdf.make_indirect(_output_intent(pdf))])
        if document.attachments:
            _attach(pdf, document, printable)
        may_grow = {page.Contents.objgen for page in pdf.pages} | maps
        for thing in pdf.objects:
            if isinstance(thing, Stream):
                _compress(thing, may_grow=thing.objgen in may_grow)
        root.Metadata = _metadata(pdf, document, printable)
        content = _saved(pdf)
    file.write(_without_ambiguous_ends(content))


def _mend_character_maps(pdf: Pdf) -> set[tuple[int, int]]:
    """Say that codes without a character stand for none: ReportLab writes U+0000, which may not stand in a text.

    Returns:
        The numbers of the maps.
    """
    maps: dict[tuple[int, int], Any] = {}
    shared = {page.Resources.Font.objgen: page.Resources.Font for page in pdf.pages}
    for fonts in shared.values():
        maps |= {font.ToUnicode.objgen: font.ToUnicode for _name, font in fonts.items() if Name.ToUnicode in font}
    for characters in maps.values():
        characters.write(NO_CHARACTER.sub(b"<FFFD>", characters.read_bytes()))
    return set(maps)


def _compress(stream: Stream, *, may_grow: bool) -> None:
    """Compress a stream so that its last byte is no carriage return.

    Before the line feed and the word that end a stream, such a byte reads as a part of the line's end, and then the
    stream seems a byte too short: checkers say so. It is the last byte of a checksum, so that one in 256 streams has
    it. Where a line break more says nothing, it changes the checksum; elsewhere an idle filter does.
    """
    if Name.Filter in stream and not stream.read_raw_bytes().endswith(b"\r"):
        return
    content = stream.read_bytes()
    compressed = zlib.compress(content)
    filters = [Name.FlateDecode]
    while may_grow and compressed.endswith(b"\r"):
        content += b"\n"
        compressed = zlib.compress(content)
    chunk = LONGEST_RUN
    while compressed.endswith(b"\r"):
        filters = [Name.FlateDecode, Name.RunLengthDecode]
        compressed = zlib.compress(_in_runs(content, chunk))
        chunk -= 1
    stream.write(compressed, filter=Array(filters) if len(filters) > 1 else filters[0])


def _in_runs(content: bytes, chunk: int) -> bytes:
    """Return the bytes in chunks with their lengths before them: for the filter that says nothing about them."""
    chunks = (content[start : start + chunk] for start in range(0, len(content), chunk))
    return b"".join(bytes([len(part) - 1]) + part for part in chunks) + b"\x80"


def _saved(pdf: Pdf) -> bytes:
    content = io.BytesIO()
    pdf.save(
        content,
        min_version="1.7",
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        deterministic_id=True,
    )
    return content.getvalue()


def _without_ambiguous_ends(content: bytes) -> bytes:
    """Do for the streams in which the library has put the objects what :func:`_compress` does for ours.

    An element in each of them is told its revision, which is the one that it has without being told.
    """
    for _attempt in range(MOST_ATTEMPTS):
        if AMBIGUOUS_END not in content:
            break
        with pikepdf.open(io.BytesIO(content)) as pdf:
            for numbers in _objects_before_ambiguous_ends(content) or [range(1, len(pdf.objects))]:
                elements = (pdf.get_object(number, 0) for number in numbers)
                found = next((e for e in elements if _is_untold_element(e)), None)
                if found is not None:
                    found.R = 0
            content = _saved(pdf)
    return content


def _objects_before_ambiguous_ends(content: bytes) -> list[Sequence[int]]:
    """Return the numbers of the objects in each stream of objects that ends with a carriage return."""
    found: list[Sequence[int]] = []
    for stream in OBJECT_STREAM.finditer(content):
        length, count, first = (int(number) for number in stream.groups())
        packed = content[stream.end() : stream.end() + length]
        if packed.endswith(b"\r"):
            pairs = zlib.decompress(packed)[:first].split()
            found.append([int(number) for number in pairs[: 2 * count : 2]])
    return found


def _is_untold_element(thing: object) -> bool:
    is_element = isinstance(thing, Dictionary) and thing.get(Name.Type) == Name.StructElem
    return is_element and Name.R not in cast("Dictionary", thing)


def _metadata(pdf: Pdf, document: Document, printable: Callable[[str], str]) -> Stream:
    info = pdf.docinfo
    content = XMP.format(
        title=_xml(str(info[Name.Title])),
        subject=_xml(str(info[Name.Subject])),
        author=_xml(str(info[Name.Author])),
        language=_xml(printable(document.language)),
        program=PROGRAM,
        day=document.made_on.isoformat(),
    )
    stream = Stream(pdf, content.encode("utf-8"))
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    return stream


def _xml(text: str) -> str:
    return escape(text)


def _output_intent(pdf: Pdf) -> Dictionary:
    profile = Stream(pdf, _srgb())
    profile.N = 3
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=pdf.make_indirect(profile),
    )


@functools.cache
def _srgb() -> bytes:
    """Return the profile of the colours of screens, dated by nothing, so that the same report has the same bytes."""
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[PROFILE_DATE] = b"\x07\xea\x00\x01\x00\x01" + bytes(6)
    return bytes(profile)


def _attach(pdf: Pdf, document: Document, printable: Callable[[str], str]) -> None:
    """Attach files with what each is to the document, sorted by name as a name tree has to be."""
    names: list[Any] = []
    associated: list[Any] = []
    for attachment in sorted(document.attachments, key=lambda found: found.name):
        specification = pdf.make_indirect(_specification(pdf, attachment, document.made_on, printable))
        names += [String(attachment.name), specification]
        associated.append(specification)
    pdf.Root.AF = Array(associated)
    tree = cast("Dictionary", pdf.Root.get(Name.Names, Dictionary()))
    tree.EmbeddedFiles = Dictionary(Names=Array(names))
    pdf.Root.Names = tree


def _specification(pdf: Pdf, attachment: Attachment, day: date, printable: Callable[[str], str]) -> Dictionary:
    content = Stream(pdf, attachment.content)
    content.Type = Name.EmbeddedFile
    content.Subtype = Name("/" + attachment.media_type)
    content.Params = Dictionary(
        Size=len(attachment.content),
        ModDate=String(f"D:{day:%Y%m%d}000000+00'00'"),
        CheckSum=String(hashlib.md5(attachment.content, usedforsecurity=False).digest()),
    )
    stream = pdf.make_indirect(content)
    return Dictionary(
        Type=Name.Filespec,
        F=String(attachment.name),
        UF=String(attachment.name),
        Desc=String(printable(attachment.description)),
        AFRelationship=Name("/" + attachment.relationship.value),
        EF=Dictionary(F=stream, UF=stream),
    )
