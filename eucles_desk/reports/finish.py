"""What makes the file of a report one for archives and for everybody: PDF/A-3a and PDF/UA-1.

The tags stand elsewhere. Here are the description of the file as XMP, the meaning of its colours, and the attached
files.
"""

# ReportLab's stubs do not know what lies behind a document, Pillow's leave out what a profile is.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false

from __future__ import annotations

import functools
import hashlib
from typing import TYPE_CHECKING, Any, Final, cast
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFObject

from eucles_desk.reports.pdf_syntax import pdf_text
from eucles_desk.reports.tags import Numbers, Raw

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from reportlab.pdfbase.pdfdoc import PDFDocument

    from eucles_desk.reports.content import Attachment, Document

PROGRAM: Final = "EUCLES Desk"
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


class RawStream(PDFObject):
    """A stream whose content is known.

    Args:
        entries: PDF source of its dictionary, without its length.
        content: The content, not compressed.
    """

    def __init__(self, entries: str, content: bytes = b"") -> None:
        self._entries = entries
        self._content = content

    def format(self, _document: object) -> bytes:
        """Return the source."""
        head = f"<<{self._entries} /Length {len(self._content)}>>"
        return head.encode("latin-1") + b"\nstream\n" + self._content + b"endstream"


def finish(pdf: PDFDocument, document: Document, printable: Callable[[str], str]) -> None:
    """Add what archives ask for to a document that ReportLab is about to write.

    Args:
        pdf: ReportLab's document.
        document: What it was made of.
        printable: Makes texts that can be shown.
    """
    numbers, catalog = Numbers(pdf), cast("Any", pdf).Catalog
    info = pdf.info
    content = XMP.format(
        title=escape(info.title),
        subject=escape(info.subject),
        author=escape(info.author),
        language=escape(printable(document.language)),
        program=PROGRAM,
        day=document.made_on.isoformat(),
    )
    catalog.Metadata = RawStream("/Type /Metadata /Subtype /XML", content.encode("utf-8"))
    profile = numbers.add(RawStream("/N 3", _srgb()))
    catalog.OutputIntents = Raw(
        "[<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1)"
        f" /DestOutputProfile {profile}>>]"
    )
    added = ["OutputIntents"]
    if document.attachments:
        attachments = sorted(document.attachments, key=lambda found: found.name)
        files = [(a.name, _specification(numbers, a, document.made_on, printable)) for a in attachments]
        catalog.AF = Raw(f"[{' '.join(reference for _name, reference in files)}]")
        names = " ".join(f"{pdf_text(name)} {reference}" for name, reference in files)
        catalog.Names = Raw(f"<</EmbeddedFiles <</Names [{names}]>>>>")
        added.append("AF")
    catalog.__NoDefault__ = [*catalog.__NoDefault__, *added]


@functools.cache
def _srgb() -> bytes:
    """Return the profile of the colours of screens, dated by nothing, so that the same report has the same bytes."""
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[PROFILE_DATE] = b"\x07\xea\x00\x01\x00\x01" + bytes(6)
    return bytes(profile)


def _specification(numbers: Numbers, attachment: Attachment, day: date, printable: Callable[[str], str]) -> str:
    """Make an attached file part of the document and return a reference to what says of it."""
    content, media_type = attachment.content, attachment.media_type.replace("/", "#2F").replace("+", "#2B")
    checksum = hashlib.md5(content, usedforsecurity=False).hexdigest()
    about = f"<</Size {len(content)} /ModDate (D:{day:%Y%m%d}000000+00'00') /CheckSum <{checksum}>>>"
    stream = numbers.add(RawStream(f"/Type /EmbeddedFile /Subtype /{media_type} /Params {about}", content))
    name, said = pdf_text(attachment.name), pdf_text(printable(attachment.description))
    return numbers.add(
        Raw(
            f"<</Type /Filespec /F {name} /UF {name} /Desc {said} /AFRelationship /{attachment.relationship.value}"
            f" /EF <</F {stream} /UF {stream}>>>>"
        )
    )
