"""A canvas that marks what it draws with tags, and on which some texts are put in last.

Late texts wait until it is known how many pages there are and what stands where.
"""

# ReportLab's stubs do not know what lies behind a canvas.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportAttributeAccessIssue=false
# pyright: reportUnknownVariableType=false

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from reportlab.pdfbase.pdfdoc import PDFObject
from reportlab.pdfgen.canvas import Canvas

from eucles_desk.reports.finish import RawStream
from eucles_desk.reports.form import Appearance, Form
from eucles_desk.reports.packing import packed
from eucles_desk.reports.pdf_syntax import pdf_rectangle, pdf_text
from eucles_desk.reports.tags import ARTIFACT, END, Element, Raw, Structure

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDocument

    from eucles_desk.reports.layout import Sheet
    from eucles_desk.reports.paint import Palette

Late: TypeAlias = Callable[["ReportCanvas"], None]
Area: TypeAlias = tuple[float, float, float, float]
PRINTED: Final = 4
"""The flag of an annotation that is printed with its page."""
LOCKED: Final = 128


class ReportCanvas(Canvas):
    """Draws pages in one pass, every piece of them marked as an element or as an artifact.

    A number that is known only at the end, such as that of the last page, is left open with :meth:`later` and drawn
    into its place before the file is written; nothing is laid out twice for it.

    Attributes:
        structure: The elements of the document.
        palette: The colours to draw with.
        sheet: The paper.
        signature_field: What the field for a signature is called for those who do not see it; empty for no field.
        form: The form that is filled in, if there is one.
    """

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  # the document template decides
        structure: Structure,
        palette: Palette,
        sheet: Sheet,
        signature_field: str = "",
        form: str = "",
        finish: Callable[[PDFDocument], None],
        **options: Any,  # noqa: ANN401  # the document template decides
    ) -> None:
        super().__init__(*args, **options)
        self.structure = structure
        self.palette = palette
        self.sheet = sheet
        self.signature_field = signature_field
        self._finish = finish
        self._slots: list[tuple[str, Late]] = []
        self._waiting: list[tuple[Any, list[tuple[str, Late]]]] = []
        self._page_of: dict[str, int] = {}
        self._artifacts = 0
        self.form = Form(self._object, form)

    @property
    def pages(self) -> int:
        """How many pages are finished; while late texts are drawn, how many there are."""
        return len(self._waiting)

    def note_place(self, block: str) -> None:
        """Remember that a block stands on the present page."""
        self._page_of.setdefault(block, self.getPageNumber())

    def page_of(self, block: str) -> int | None:
        """Return the page on which a block stands, if it is known by now."""
        return self._page_of.get(block)

    # Tags

    def opening(self, element: Element | None, page: int | None = None) -> str:
        """Return the operator that begins a piece of the element, or of an artifact; empty within an artifact.

        Late texts name their page, counted from 1.
        """
        if self._artifacts:
            return ""
        if element is None:
            return ARTIFACT
        number = self.structure.mark(element, (page or self.getPageNumber()) - 1)
        return f"/{element.tag} <</MCID {number}>> BDC"

    def closing(self) -> str:
        """Return the operator that ends what :meth:`opening` began."""
        return "" if self._artifacts else END

    @property
    def is_artifact(self) -> bool:
        """Whether what is drawn now is kept from those who listen."""
        return bool(self._artifacts)

    @contextmanager
    def marked(self, element: Element | None, page: int | None = None) -> Generator[None]:
        """Mark what is drawn in the block; nothing in it may mark anything itself."""
        opening = self.opening(element, page)
        if opening:
            self._code.append(opening)
        self._artifacts += 1
        yield
        self._artifacts -= 1
        if opening:
            self._code.append(END)

    @contextmanager
    def artifact(self, kind: str = ARTIFACT) -> Generator[None]:
        """Keep what is drawn in the block from those who listen: it is an ornament, or was said before."""
        is_outermost = not self._artifacts
        if is_outermost:
            self._code.append(kind)
        self._artifacts += 1
        yield
        self._artifacts -= 1
        if is_outermost:
            self._code.append(END)

    def link(self, element: Element, area: Area, said: str, target: str) -> None:
        """Lay a link over an area, in coordinates of now; ``target`` as in a span of the document."""
        if self._artifacts:
            return
        destination = self._bookmarkReference(target[1:]) if target.startswith("#") else None
        action = "" if destination else f"/A <</S /URI /URI {pdf_text(target)}>>"
        entries = f"/Subtype /Link /Border [0 0 0] /F {PRINTED} /Contents {pdf_text(said)} {action}"
        self._annotate(element, area, entries, destination)

    def place_signature(self, element: Element, area: Area | None) -> None:
        """Put the field for a signature over an area, or out of sight."""
        flags = PRINTED + LOCKED
        if area is None:
            appearance, area = "", (0.0, 0.0, 0.0, 0.0)
        else:
            left, bottom, right, top = self._absRect(area, 1)
            box = pdf_rectangle((0, 0, right - left, top - bottom))
            form = RawStream(f"/Type /XObject /Subtype /Form /BBox {box} /Resources <<>>")
            appearance = f"/AP <</N {self._object(form)}>>"
        label = pdf_text(self.signature_field)
        entries = f"/Subtype /Widget /FT /Sig /T (Signature) /TU {label} /Contents {label} /F {flags} {appearance}"
        field = self._annotate(element, area, entries, None)
        form_fields = Raw(f"<</Fields [{self._reference(field)}] /SigFlags 1>>")
        self._doc.Reference(form_fields)
        self._doc.Catalog.AcroForm = form_fields

    def place_field(self, element: Element, area: Area, entries: str, appearance: Appearance) -> str:
        """Put a field of the form over an area; return a reference to it."""
        left, bottom, right, top = self._absRect(area, 1)
        states = appearance(right - left, top - bottom)
        looks = {state: self._object(RawStream(head, content)) for state, (head, content) in states.items()}
        shown = looks[""] if "" in looks else f"<<{' '.join(f'/{state} {look}' for state, look in looks.items())}>>"
        flags = f"/Subtype /Widget /F {PRINTED}"
        return self._reference(self._annotate(element, area, f"{flags} {entries} /AP <</N {shown}>>", None))

    def _annotate(self, element: Element, area: Area, entries: str, destination: Any) -> str:  # noqa: ANN401
        name = f"note{self._annotationCount}"
        key = self.structure.target_key(element)
        rectangle = pdf_rectangle(self._absRect(area, 1) if any(area) else area)
        note = _Annotation(f"<</Type /Annot /Rect {rectangle} /StructParent {key} {entries}", destination)
        self._addAnnotation(note, name)
        id_ = str(self._doc.annotationName(name))
        self.structure.target(element, self.getPageNumber() - 1, id_)
        return id_

    def _object(self, thing: PDFObject) -> str:
        return self._reference(self._doc.Reference(thing).name)

    def _reference(self, id_: str) -> str:
        number, generation = self._doc.idToObjectNumberAndVersion[id_]
        return f"{number} {generation} R"

    # Late texts

    def later(self, draw: Late) -> None:
        """Leave this place in the page open; ``draw`` is called at the end, with the coordinates of now."""
        # A line of its own, and a comment to whatever reads the page; within a text a line break is always escaped.
        slot = f"%later {len(self._waiting)} {len(self._slots)}"
        self._code.append(slot)
        self._slots.append((slot, draw))

    def showPage(self) -> None:
        """Finish the page."""
        slots = self._slots
        super().showPage()
        self._slots = []
        self._waiting.append((self._doc.Pages.pages[-1], slots))

    def save(self) -> None:
        """Put in what was left open and write the file, the way ReportLab does but for the packing of it."""
        if self._code:
            self.showPage()
        for page, slots in self._waiting:
            for slot, draw in slots:
                page.stream = page.stream.replace(f"\n{slot}\n", f"\n{self._drawn(draw)}\n", 1)
        for index, (page, _slots) in enumerate(self._waiting):
            key = self.structure.page_key(index)
            page.Tabs = Raw("/S")
            if key is not None:
                page.StructParents = key
            page.__NoDefault__ = [*page.__NoDefault__, "Tabs", "StructParents"]
        catalog = self._doc.Catalog
        if self.form.name:
            catalog.AcroForm = Raw(self.form.finished())
            self._doc.Reference(catalog.AcroForm)
        catalog.StructTreeRoot = self.structure.tree
        catalog.MarkInfo = Raw("<</Marked true>>")
        catalog.PageLabels = Raw("<</Nums [0 <</S /D>>]>>")
        self._finish(self._doc)
        for font in self._doc.delayedFonts:
            font.addObjects(self._doc)
        self._doc.Reference(catalog)
        self._doc.Reference(self._doc.info)
        self._doc.Outlines.prepare(self._doc, self)
        if self._doc.Outlines.ready < 0:
            catalog.Outlines = None
        self._filename.write(packed(self._doc, self.structure))

    def _drawn(self, draw: Late) -> str:
        self._code = []
        self.saveState()
        draw(self)
        self.restoreState()
        code, self._code = self._code, []
        return "\n".join(code)


class _Annotation(PDFObject):
    """An annotation; where a link leads to is known only when the file is written."""

    def __init__(self, source: str, destination: Any) -> None:  # noqa: ANN401  # no stub knows it
        self._source = source
        self._destination = destination

    def format(self, document: object) -> bytes:
        """Return the source."""
        target = b"/Dest " + self._destination.format(document) if self._destination else b""
        return self._source.encode("latin-1") + target + b">>"
