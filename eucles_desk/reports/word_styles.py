"""How a Word file looks: paper, styles, fonts, language, head and foot, set once for the whole file."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, cast

from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml  # pyright: ignore[reportUnknownVariableType]
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from eucles_desk.drawing.shapes import Role
from eucles_desk.reports import layout
from eucles_desk.reports.content import CalloutKind, Tone
from eucles_desk.reports.word_xml import Xml, element, field, paragraph, region, run, tab, twips
from eucles_desk.reports.xml_text import clean

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.section import _Footer, _Header  # pyright: ignore[reportPrivateUsage]

    from eucles_desk.reports.content import Document
    from eucles_desk.reports.layout import Sheet, Style
    from eucles_desk.reports.paint import Palette

FONT: Final = "Noto Sans"
FALLBACK: Final = "Calibri"
"""Taken where the font is not there; this one is on most computers with Word."""
MOST_IN_PROPERTY: Final = 255
MOST_IN_FOOT: Final = 70
UNUSED: Final = frozenset(
    {RELATIONSHIP_TYPE.THUMBNAIL, "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"}
)
"""Parts of an empty file that say nothing of this one: a picture of an empty page, and styles for an older Word."""
LIST_INDENT: Final = 18.0
SMALL: Final = 4.0
TONES: Final = {
    Tone.BODY: "Normal",
    Tone.KICKER: "Kicker",
    Tone.LEAD: "Lead",
    Tone.NOTE: "Note",
    Tone.DISPLAY: "Display",
}
CALLOUTS: Final = {CalloutKind.RESULT: "Result", CalloutKind.NOTICE: "Notice"}
STYLES: Final = {
    "Normal": layout.BODY,
    "Kicker": layout.KICKER,
    "Lead": layout.LEAD,
    "Note": layout.NOTE,
    "Display": layout.DISPLAY,
    **{f"Heading {level}": style for level, style in layout.HEADINGS.items()},
    "List Bullet": layout.ITEM,
    "List Number": layout.ITEM,
    "Caption": layout.CAPTION,
    "Result Heading": layout.CALLOUT_HEADING,
    "Result": layout.CALLOUT_TEXT,
    "Notice Heading": layout.NOTICE_HEADING,
    "Notice": layout.CALLOUT_TEXT,
    "Particulars": layout.VALUE,
    "Cell": layout.CELL,
    "Column Heading": layout.CELL_HEAD,
    "Row Heading": layout.CELL_ROW_HEAD,
    "Figure": layout.Style(layout.BODY.size, 1, before=layout.FIGURE_BEFORE),
    "Signature Frame": layout.CALLOUT_TEXT,
    "Between": layout.Style(SMALL, SMALL),
    "Watermark": layout.Style(22, 28, layout.Ink.MUTED, bold=True),
}
"""The styles of paragraphs by name, in the measures of the PDF."""
TABLE: Final = f"""<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ReportTable">
<w:name w:val="Report Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="1"/><w:qFormat/>
<w:tblPr><w:tblBorders>
<w:bottom w:val="single" w:sz="4" w:space="0" w:color="D5DBE1"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="D5DBE1"/>
</w:tblBorders></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>
<w:bottom w:val="single" w:sz="8" w:space="0" w:color="566573"/>
</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"""


def style_document(word: WordDocument, document: Document, palette: Palette) -> None:
    """Set everything that is not content."""
    _describe(word, document)
    _set_languages(word, region(document.language))
    _set_fonts(word)
    _set_styles(word, _hexadecimal(palette, Role.ACCENT))
    sheet = layout.LANDSCAPE if document.landscape else layout.PORTRAIT
    _set_paper(word, sheet, is_landscape=document.landscape)
    _set_foot(word, document, sheet.text_width)
    if document.watermark:
        head = word.sections[0].header
        _fill(head, paragraph([_style_of("Watermark")], [run(document.watermark)]))


def style_id(name: str) -> str:
    """Return the name by which paragraphs refer to a style."""
    return name.replace(" ", "")


def _describe(word: WordDocument, document: Document) -> None:
    """Say what the file is, with the day of the report as its date, so that the same report has the same bytes."""
    properties, day = word.core_properties, document.made_on
    made_on = datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None)
    properties.title = clean(document.title)[:MOST_IN_PROPERTY]
    properties.subject = clean(document.subject)[:MOST_IN_PROPERTY]
    properties.author = properties.last_modified_by = clean(document.author)[:MOST_IN_PROPERTY]
    properties.language = region(document.language)
    properties.comments = ""
    properties.created = properties.modified = made_on
    properties.revision = 1
    package = word.part.package
    assert package is not None, "a document is part of a package"
    for owner in (package, word.part):
        for key in [key for key, found in owner.rels.items() if found.reltype in UNUSED]:
            owner.rels.pop(key)


def _set_languages(word: WordDocument, language: str) -> None:
    styles: Xml = word.styles.element
    for found in styles.iter(qn("w:lang")):
        found.set(qn("w:val"), language)
    settings: Xml = word.settings.element
    for found in settings.iter(qn("w:themeFontLang")):
        found.set(qn("w:val"), language)
    for found in settings.iter(qn("w:zoom")):
        found.set(qn("w:percent"), "100")
    for found in settings.iter(qn("w:compatSetting")):
        if found.get(qn("w:name")) == "compatibilityMode":
            found.set(qn("w:val"), "15")
    for found in settings.iter(qn("w:defaultTabStop")):
        found.addnext(element("autoHyphenation"))


def _set_fonts(word: WordDocument) -> None:
    """Let every text have one font, which the file names with another one in its place."""
    styles: Xml = word.styles.element
    for found in list(styles.iter(qn("w:rFonts"))):
        parent = found.getparent()
        if parent.getparent().tag == qn("w:rPrDefault"):
            parent.replace(found, element("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT))
        else:
            parent.remove(found)
    font = element(
        "font",
        element("altName", val=FALLBACK),
        element("charset", val="00"),
        element("family", val="swiss"),
        element("pitch", val="variable"),
        name=FONT,
    )
    for related in word.part.rels.values():
        if related.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
            table: Xml = parse_xml(related.target_part.blob)
            table.insert(0, font)
            # The library knows nothing of fonts: it keeps their list as it was read.
            related.target_part._blob = serialize_part_xml(table)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]


def _set_styles(word: WordDocument, accent: str) -> None:
    styles: Any = word.styles
    known = {style.name for style in styles}
    for name, wanted in STYLES.items():
        if name not in known:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _set_style(styles[name], wanted)
    for name in ("List Bullet", "List Number"):
        properties = styles[name].element.pPr
        properties.append(element("ind", left=twips(LIST_INDENT), hanging=twips(LIST_INDENT)))
        for found in list(properties.iter(qn("w:contextualSpacing"))):
            properties.remove(found)
    for name, colour in (("Result", accent), ("Notice", layout.Ink.MUTED.value[1:])):
        for one in (f"{name} Heading", name):
            _frame(word, one, colour, fill="F4F7F9")
    _frame(word, "Signature Frame", "C3CCD4", sides=("top", "left", "bottom", "right"))
    for name in ("Kicker", "Result Heading", "Notice Heading", "Column Heading"):
        styles[name].paragraph_format.keep_with_next = True
    hanging = element("ind", left=twips(layout.KEY_WIDTH), hanging=twips(layout.KEY_WIDTH))
    styles["Particulars"].element.get_or_add_pPr().append(hanging)
    _add_character_style(word, "Particular", color=layout.Ink.MUTED.value[1:])
    _add_character_style(word, "Hyperlink", color=accent, underline=True)
    styles.element.append(parse_xml(TABLE))


def _set_style(style: Xml, wanted: Style) -> None:
    properties = style.element.get_or_add_rPr()
    for name in ("b", "bCs", "i", "iCs", "color", "sz", "szCs"):
        for found in properties.findall(qn(f"w:{name}")):
            properties.remove(found)
    font, shape = style.font, style.paragraph_format
    font.size, font.bold, font.italic = Pt(wanted.size), wanted.bold, wanted.italic
    properties.get_or_add_color().set(qn("w:val"), wanted.ink.value[1:])
    for found in style.element.get_or_add_pPr().findall(qn("w:spacing")):
        style.element.pPr.remove(found)
    shape.space_before, shape.space_after = Pt(wanted.before), Pt(0)
    spacing = style.element.pPr.find(qn("w:spacing"))
    spacing.set(qn("w:line"), str(twips(wanted.leading)))
    spacing.set(qn("w:lineRule"), "atLeast")
    style.quick_style = True


def _frame(word: WordDocument, name: str, colour: str, fill: str = "", sides: tuple[str, ...] = ("left",)) -> None:
    """Set a border at these sides of paragraphs of a style, and a ground under them."""
    properties: Xml = cast("Xml", word.styles[name].element).get_or_add_pPr()
    width = 24 if len(sides) == 1 else 6
    borders = [element(side, val="single", sz=width, space=8, color=colour.upper()) for side in sides]
    spacing = properties.find(qn("w:spacing"))
    spacing.addprevious(element("pBdr", *borders))
    if fill:
        spacing.addprevious(element("shd", val="clear", color="auto", fill=fill))
    spacing.addnext(element("ind", left=twips(12)))


def _add_character_style(word: WordDocument, name: str, *, color: str, underline: bool = False) -> None:
    styles: Any = word.styles
    style = styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    properties = style.element.get_or_add_rPr()
    properties.append(element("color", val=color.upper()))
    if underline:
        properties.append(element("u", val="single"))


def _set_paper(word: WordDocument, sheet: Sheet, *, is_landscape: bool) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Pt(sheet.width), Pt(sheet.height)
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Pt(layout.MARGIN)
    section.top_margin, section.bottom_margin = Pt(layout.TOP), Pt(layout.BOTTOM)
    section.header_distance = section.footer_distance = Pt(layout.FOOTER_BASE - 8)


def _set_foot(word: WordDocument, document: Document, width: float) -> None:
    """Put name, version and hash at the foot of each page, and its number, which Word works out."""
    name = clean(document.footer_name).replace("\n", " ")
    short = name if len(name) <= MOST_IN_FOOT else f"{name[:MOST_IN_FOOT]}\N{HORIZONTAL ELLIPSIS}"
    label = [field(part) if is_field else run(part) for part, is_field in _parts_of_label(document.page_label)]
    stops = element("tabs", element("tab", val="right", pos=twips(width)))
    border = element("pBdr", element("top", val="single", sz=6, space=6, color="D5DBE1"))
    foot = word.sections[0].footer
    _fill(foot, paragraph([_style_of("Footer"), border, stops], [run(short + document.footer), tab(), *label]))
    style: Any = word.styles["Footer"]
    for found in style.element.pPr.findall(qn("w:tabs")):
        style.element.pPr.remove(found)
    style.font.size = Pt(layout.FOOTER_SIZE)


def _parts_of_label(label: str) -> list[tuple[str, bool]]:
    """Return the label of a page in pieces, each a text or the name of the field that a number stands in."""
    before, _, rest = label.partition("{page}")
    between, _, after = rest.partition("{pages}")
    parts = ((before, False), ("PAGE", True), (between, False), ("NUMPAGES", True), (after, False))
    return [part for part in parts if part[0]]


def _style_of(name: str) -> Xml:
    return element("pStyle", val=style_id(name))


def _fill(edge: _Header | _Footer, content: Xml) -> None:
    """Put one paragraph in place of what stands at the head or foot of the pages."""
    edge.is_linked_to_previous = False
    root: Xml = edge.part.element
    for found in list(root):
        root.remove(found)
    root.append(content)


def _hexadecimal(palette: Palette, role: Role) -> str:
    return "".join(f"{round(part * 255):02X}" for part in palette[role].rgb())
