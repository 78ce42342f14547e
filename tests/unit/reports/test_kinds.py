"""Each kind of report says what it is for, and the short ones stay short whatever the texts are."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from support.gold import ROOT, public_edition
from support.report_cases import MADE_ON, bronze, empty, gold, silver
from support.strategies import assessments

from eucles_desk.app.languages import Languages
from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.values import Agreement, Assessment, Award, Benchmark, EarlierResult, Improvement, Judgement
from eucles_desk.drawing.shapes import Label
from eucles_desk.errors import ReportError
from eucles_desk.language import ENGLISH
from eucles_desk.reports.certificate import COLOURS, award_code
from eucles_desk.reports.content import (
    BulletList,
    Callout,
    CalloutKind,
    Cell,
    Document,
    Figure,
    Heading,
    KeyValues,
    NumberedList,
    Paragraph,
    SignatureField,
    Table,
    flat,
)
from eucles_desk.reports.kinds import case_of, report_document
from eucles_desk.reports.pdf import write_pdf
from eucles_desk.reports.qr import AwardCode
from eucles_desk.templates.reading import CONTRAST, contrast_with_white
from eucles_desk.templates.values import PLAIN, Template

FONTS = ROOT / "resources" / "fonts"
LANGUAGES = Languages(ROOT / "resources")
AGENCY = Template(
    "Example Agency for Clusters", ("Example Street 1", "12345 Example Town"), {"en": "Paid for by an example."}
)
HUGE = {
    "words": "wide letters " * 20_000,
    "one word": "W" * 200_000,
    "cyrillic": "\N{CYRILLIC CAPITAL LETTER SHCHA}" * 5000,
    "lines": "line\n" * 9000,
    "breakable": "i-" * 9000,
    "wide": "WM " * 300,
}
MOST_PAGES = {ReportKind.SUMMARY: 2, ReportKind.CERTIFICATE: 1, ReportKind.CLOSING_SHEET: 1}


def report(
    assessment: Assessment, kind: ReportKind, language: str = "en", template: Template = PLAIN, *, signed: bool = False
) -> Document:
    return report_document(
        case_of(
            assessment,
            public_edition(),
            LANGUAGES.load(language),
            made_on=MADE_ON,
            program_version="1.2.3",
            kind=kind,
            template=template,
            signed=signed,
        )
    )


def pages(document: Document) -> int:
    return write_pdf(document, io.BytesIO(), FONTS).pages


def printed(document: Document) -> str:
    file = io.BytesIO()
    write_pdf(document, file, FONTS)
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(file).pages)


def said(document: Document) -> str:
    """Return the words of a document as blocks, so that no line break stands between them."""
    return "\n".join(_said(document))


def _said(document: Document) -> Iterator[str]:
    for block in flat(document.blocks):
        match block:
            case Heading():
                yield block.text
            case Paragraph():
                yield "".join(span.text for span in block.text)
            case BulletList() | NumberedList():
                yield from ("".join(span.text for span in item) for item in block.items)
            case Callout():
                yield block.heading
                yield from ("".join(span.text for span in part) for part in block.paragraphs)
            case KeyValues():
                yield from (f"{pair.key}: {''.join(span.text for span in pair.value)}" for pair in block.pairs)
            case Table():
                yield from (_words(cell) for row in block.rows for cell in row)
            case Figure():
                yield block.drawing.description
                yield from (shape.text for shape in block.drawing.shapes if isinstance(shape, Label))
            case SignatureField():
                yield from ("".join(span.text for span in part) for part in block.paragraphs)
            case _:
                pass


def _words(cell: Cell) -> str:
    return " / ".join("".join(span.text for span in part) for part in cell.text)


def rows(document: Document) -> list[list[str]]:
    table = next(block for block in document.blocks if isinstance(block, Table))
    return [[_words(cell) for cell in row] for row in table.rows]


def with_levels(assessment: Assessment, level: int, **fixed: int) -> Assessment:
    """Return the assessment with this agreed level everywhere, but for those fixed as ``c2_4``."""
    known = {key[1:].replace("_", "."): value for key, value in fixed.items()}
    consensus = tuple(
        Agreement(criterion.id, known.get(criterion.id, level)) for criterion in public_edition().criteria_of("gold")
    )
    return replace(assessment, consensus=consensus)


def with_texts(assessment: Assessment, words: str, count: int = 40) -> Assessment:
    """Return the assessment with these words in every text that a person types, and many of each."""
    strengths = tuple(f"{number} {words}" for number in range(3))
    improvements = tuple(Improvement(f"{number} {words}", words, words, "2026-09") for number in range(count))

    def judged(number: int, judgement: Judgement) -> Judgement:
        if number > 4:
            return replace(judgement, improvements=(), on_site=True)
        return replace(judgement, strengths=strengths, improvements=improvements if not number else (), on_site=True)

    benchmark = assessment.benchmark
    return replace(
        assessment,
        cluster=replace(assessment.cluster, name=words, region=words[:50]),
        seats=tuple(replace(seat, name=words, organisation=words) for seat in assessment.seats),
        judgements=tuple(judged(number, found) for number, found in enumerate(assessment.judgements)),
        benchmark=replace(benchmark, title=words) if benchmark else None,
        visits=tuple(replace(visit, place=words) for visit in assessment.visits) * 20,
        improvement_areas=tuple(replace(area, before=words, effect=words) for area in assessment.improvement_areas) * 9,
    )


def cases() -> dict[str, Callable[[], Assessment]]:
    edition = public_edition()
    return {
        "gold awarded": lambda: gold(edition, Step.AWARDED),
        "gold refused": lambda: with_levels(gold(edition, Step.REFUSED), 2),
        "gold in fact check": lambda: gold(edition, Step.FACT_CHECK),
        "gold in scoring": lambda: gold(edition, Step.SCORING),
        "gold below all minimums": lambda: with_levels(gold(edition), 0),
        "silver": lambda: silver(edition),
        "bronze": lambda: bronze(edition),
        "nothing entered": lambda: empty(edition),
        "bronze with nothing entered": lambda: empty(edition, "bronze"),
        "withdrawn": lambda: gold(edition, Step.WITHDRAWN),
    }


# However long the texts are


@pytest.mark.parametrize("language", ["en", "fi"])
@pytest.mark.parametrize("case", cases())
@pytest.mark.parametrize("kind", [ReportKind.SUMMARY, ReportKind.CLOSING_SHEET])
def test_short_reports_stay_short(kind: ReportKind, case: str, language: str) -> None:
    assert pages(report(cases()[case](), kind, language)) <= MOST_PAGES[kind]


@pytest.mark.parametrize("words", HUGE.values(), ids=HUGE)
@pytest.mark.parametrize("kind", MOST_PAGES)
def test_short_reports_stay_short_whatever_the_texts_are(kind: ReportKind, words: str) -> None:
    for assessment in (gold(public_edition(), Step.AWARDED), silver(public_edition())):
        if kind is not ReportKind.CERTIFICATE or assessment.step is Step.AWARDED:
            document = report(
                with_texts(assessment, words), kind, template=Template(words, (words,) * 9, {"en": words})
            )
            assert pages(document) <= MOST_PAGES[kind]
            assert len(document.blocks) > 10


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(assessments(public_edition()), st.sampled_from(["en", "fi"]))
def test_any_assessment_has_short_reports_and_a_plan(assessment: Assessment, language: str) -> None:
    for kind in (ReportKind.SUMMARY, ReportKind.CLOSING_SHEET, ReportKind.IMPROVEMENT_PLAN):
        assert pages(report(assessment, kind, language)) <= MOST_PAGES.get(kind, 99)


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=600), st.text(min_size=1, max_size=40))
def test_a_certificate_is_one_page_whatever_the_name(name: str, number: str) -> None:
    assessment = gold(public_edition(), Step.AWARDED)
    assessment = replace(
        assessment,
        cluster=replace(assessment.cluster, name=name),
        award=Award(number if number.strip() else "1", "2026-02", "2028-01"),
    )
    assert pages(report(assessment, ReportKind.CERTIFICATE, template=AGENCY, signed=True)) == 1


# Summary


def test_the_summary_says_result_peers_trend_strengths_steps_and_recommendations() -> None:
    document = report(gold(public_edition(), Step.AWARDED), ReportKind.SUMMARY)
    words = printed(document)
    places = [
        words.index(title)
        for title in (
            "The conditions for Gold are met: 124 of 150 points (82.7 %)",
            "The label is awarded, from February 2026 to January 2028. Its number is SAMPLE-0001.",
            "Result by dimension",
            "Compared with peers",
            "Over time",
            "Main strengths",
            "Next steps",
            "Main recommendations",
            "Assessed by Maria Beispiel, Example Agency; Jānis Paraugs, Example Institute.",
        )
    ]
    assert places == sorted(places)
    assert pages(document) == 2


@pytest.mark.parametrize("language", ["en", "fi"])
def test_a_summary_has_the_same_parts_in_every_language(language: str) -> None:
    document = report(gold(public_edition(), Step.AWARDED), ReportKind.SUMMARY, language)
    assert len([block for block in document.blocks if isinstance(block, Figure)]) == 3
    assert len([block for block in document.blocks if isinstance(block, Heading)]) == 7
    assert pages(document) == 2


def test_the_summary_has_three_strengths_and_three_steps_and_says_what_it_leaves_out() -> None:
    document = report(with_levels(with_texts(gold(public_edition()), "long text " * 40), 2), ReportKind.SUMMARY)
    lists = [block for block in document.blocks if isinstance(block, BulletList)]
    steps = next(block for block in document.blocks if isinstance(block, NumberedList))
    assert len(lists[0].items) == 3
    assert len(steps.items) == 3
    assert "more steps are needed." in said(document)
    shown = len(lists[1].items)
    assert f"{40 - shown} more stand in the full report and in the improvement plan." in said(document)


def test_the_next_steps_are_those_that_are_worked_out() -> None:
    document = report(with_levels(gold(public_edition()), 4, c2_5=0), ReportKind.SUMMARY)
    steps = next(block for block in document.blocks if isinstance(block, NumberedList))
    assert "2.5 Direct personal contacts with the participants: From level 0 to 4: 4 points more." in said(document)
    assert len(steps.items) == 1


def test_the_summary_of_a_label_without_points_counts_minimums() -> None:
    words = said(report(silver(public_edition()), ReportKind.SUMMARY))
    assert "1 Structure: 4 of 4 criteria reach their minimum." in words
    assert "confirmed on site" in words
    assert "points" not in words


def test_the_summary_of_a_benchmarking_stands_on_its_facts() -> None:
    assessment = bronze(public_edition())
    facts = {fact.id: "x" for fact in public_edition().facts.values()}
    complete = replace(assessment, cluster=replace(assessment.cluster, facts=MappingProxyType(facts)))
    assert "All facts for the benchmarking are there." in said(report(complete, ReportKind.SUMMARY))


def test_peers_are_told_apart_by_dimension_and_by_criterion() -> None:
    edition = public_edition()
    assessment = with_levels(gold(edition), 4)
    benchmark = assessment.benchmark
    assert benchmark
    above = replace(benchmark, dimensions=MappingProxyType(dict.fromkeys(edition.dimensions, Decimal(10))))
    assert "Above their median: Structure, Governance" in said(
        report(replace(assessment, benchmark=above), ReportKind.SUMMARY)
    )
    only_criteria = replace(benchmark, dimensions=MappingProxyType({}))
    assert "median in" in said(report(replace(assessment, benchmark=only_criteria), ReportKind.SUMMARY))
    nothing = Benchmark("Nobody", 3)
    assert "peers" not in said(report(replace(assessment, benchmark=nothing), ReportKind.SUMMARY))


def test_a_thousand_earlier_results_still_make_two_pages() -> None:
    assessment = gold(public_edition())
    earlier = tuple(EarlierResult(f"{1000 + n}-06", "gold", percent=Decimal(n % 100)) for n in range(1000))
    assert pages(report(replace(assessment, earlier=earlier), ReportKind.SUMMARY)) == 2


# Certificate


def test_the_certificate_says_who_holds_what_from_when_to_when() -> None:
    words = printed(report(gold(public_edition(), Step.AWARDED), ReportKind.CERTIFICATE))
    for part in (
        "Gold label",
        "Northern Forest Bioeconomy Cluster",
        "Finland",
        "Valid from February 2026 to January 2028",
        "Number SAMPLE-0001",
        "EUCLES public edition 1",
        "Its level texts were written for this edition",
    ):
        assert part in words


def test_the_code_says_the_same_as_its_text_alternative() -> None:
    assessment = gold(public_edition(), Step.AWARDED)
    case = case_of(
        assessment,
        public_edition(),
        ENGLISH,
        made_on=MADE_ON,
        program_version="1.2.3",
        kind=ReportKind.CERTIFICATE,
    )
    code = award_code(case)
    figure = [block for block in report_document(case).blocks if isinstance(block, Figure)][-1]
    assert code == AwardCode(
        "SAMPLE-0001",
        "gold",
        "Northern Forest Bioeconomy Cluster",
        "FI",
        "2026-02",
        "2028-01",
        case.content_hash[:16],
    )
    for part in (
        code.number,
        "Gold label",
        code.cluster,
        "Finland",
        "February 2026",
        "January 2028",
        code.content_hash,
    ):
        assert part in figure.drawing.description


def test_only_the_organisation_of_the_template_issues_a_certificate() -> None:
    assessment = gold(public_edition(), Step.AWARDED)
    without = said(report(assessment, ReportKind.CERTIFICATE))
    assert "Made with EUCLES Desk from the data of the assessment" in without
    assert "Issued by" not in without
    issued = said(report(assessment, ReportKind.CERTIFICATE, template=AGENCY))
    assert "Issued by Example Agency for Clusters, 17 March 2026" in issued
    assert "Example Street 1 · 12345 Example Town" in issued
    assert "Paid for by an example." in issued
    assert "Made with" not in issued


def test_a_certificate_has_a_field_only_when_it_will_be_signed() -> None:
    assessment = gold(public_edition(), Step.AWARDED)
    for signed in (False, True):
        document = report(assessment, ReportKind.CERTIFICATE, template=AGENCY, signed=signed)
        assert any(isinstance(block, SignatureField) for block in document.blocks) is signed
        assert ("Two empty lines by hand: place and date of the award" in said(document)) is not signed


@pytest.mark.parametrize(("label", "stars"), [("gold", "3 stars"), ("silver", "2 stars"), ("bronze", "1 star")])
def test_a_certificate_shows_its_label_by_colour_and_by_stars(label: str, stars: str) -> None:
    assessment = replace(gold(public_edition(), Step.AWARDED), label=label)
    document = report(assessment, ReportKind.CERTIFICATE)
    figure = next(block for block in document.blocks if isinstance(block, Figure))
    assert figure.drawing.description.startswith(f"A rosette with {stars}: ")
    assert document.accent == COLOURS[label]
    assert contrast_with_white(document.accent) >= CONTRAST
    assert document.framed
    assert pages(document) == 1


def test_a_certificate_has_no_words_that_only_assessors_know() -> None:
    words = said(report(gold(public_edition(), Step.AWARDED), ReportKind.CERTIFICATE))
    assert "overlay" not in words
    assert "no organisation" not in words
    assert "Its level texts were written for this edition, not by the labels' operator." in words


def test_a_very_long_name_is_set_smaller_before_it_is_cut() -> None:
    assessment = gold(public_edition(), Step.AWARDED)
    name = "Verkostoitumisen ja osaamisen kehittämisyhdistys " * 6
    document = report(
        replace(assessment, cluster=replace(assessment.cluster, name=name.strip())), ReportKind.CERTIFICATE
    )
    assert name.strip() in said(document)


@pytest.mark.parametrize(
    ("award", "step", "missing"),
    [
        (Award("1", "2026-02", "2028-01"), Step.DECISION, "after the label is awarded"),
        (Award("1", "2026-02", "2028-01"), Step.WITHDRAWN, "after the label is awarded"),
        (None, Step.AWARDED, "number"),
        (Award("  ", "2026-02", "2028-01"), Step.AWARDED, "number"),
        (Award("1" * 41, "2026-02", "2028-01"), Step.AWARDED, "too long"),
        (Award("1", "", "2028-01"), Step.AWARDED, "begins"),
        (Award("1", "2026-02", ""), Step.AWARDED, "ends"),
    ],
)
def test_without_a_complete_award_there_is_no_certificate(award: Award | None, step: Step, missing: str) -> None:
    assessment = replace(gold(public_edition(), step), award=award)
    with pytest.raises(ReportError, match=missing):
        report(assessment, ReportKind.CERTIFICATE)


# Improvement plan


def test_the_plan_is_in_the_order_of_dates_with_columns_to_fill_in() -> None:
    edition = public_edition()
    document = report(gold(edition), ReportKind.IMPROVEMENT_PLAN)
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert [column.header for column in table.columns][-3:] == ["By when", "Who", "Done on"]
    found = rows(document)
    due = [row[4] for row in found]
    assert due == ["April 2026", "May 2026", "June 2026", "September 2026", "January 2027", "", ""]
    assert all(row[5:] == ["", ""] for row in found)
    assert document.landscape


def test_texts_stand_in_the_plan_in_full() -> None:
    words = "a long text with many words " * 60 + "and its end"
    edition = public_edition()
    assessment = replace(gold(edition), judgements=_recommending(gold(edition), Improvement(words, words, words)))
    row = rows(report(assessment, ReportKind.IMPROVEMENT_PLAN))[0]
    assert words in row[1]
    assert words in row[2]
    assert words in row[3]


def test_what_the_label_needs_comes_first_among_those_of_the_same_date() -> None:
    edition = public_edition()
    assessment = with_levels(gold(edition), 4, c5_3=0, c1_2=3)
    lead = assessment.seats[0].id
    judgements = tuple(
        Judgement(lead, key, improvements=(Improvement(f"Do {key}.", due="2026-09"),))
        for key in ("1.1.1", "1.2", "5.3")
    )
    document = report(replace(assessment, judgements=judgements), ReportKind.IMPROVEMENT_PLAN)
    assert [row[1] for row in rows(document)] == ["Do 5.3.", "Do 1.2.", "Do 1.1.1."]
    words = said(document)
    assert "1 criterion is below its minimum and comes first: 5.3 Satisfaction of participants and customers." in words
    assert "From level 0 to" in rows(document)[0][2]


def test_the_plan_names_no_person() -> None:
    assert "Beispiel" not in printed(report(gold(public_edition()), ReportKind.IMPROVEMENT_PLAN))


def test_the_headings_of_the_plan_repeat_on_each_page() -> None:
    file = io.BytesIO()
    write_pdf(report(with_texts(gold(public_edition()), "text " * 100), ReportKind.IMPROVEMENT_PLAN), file, FONTS)
    reader = PdfReader(file)
    assert len(reader.pages) > 5
    assert all("Done on" in page.extract_text() for page in reader.pages[1:])


# Draft


@pytest.mark.parametrize("step", [Step.SCORING, Step.FACT_CHECK, Step.AWARDED])
def test_a_draft_says_so_everywhere(step: Step) -> None:
    document = report(gold(public_edition(), step), ReportKind.DRAFT)
    notices = [b for b in document.blocks if isinstance(b, Callout) and b.kind is CalloutKind.NOTICE]
    assert document.watermark == "Draft"
    assert "Draft" in document.footer
    assert document.subject.startswith("Draft: ")
    assert document.title.endswith("(draft)")
    assert [notice.heading for notice in notices] == ["Draft"]


def test_a_draft_holds_what_the_full_report_does() -> None:
    assessment = gold(public_edition(), Step.FACT_CHECK)
    full, draft = (
        [block.text for block in report(assessment, kind).blocks if isinstance(block, Heading)]
        for kind in (ReportKind.FULL, ReportKind.DRAFT)
    )
    assert draft == full


# Closing sheet


def on_site(assessment: Assessment, keys: Iterable[str]) -> Assessment:
    wanted = {*keys}
    return replace(
        assessment,
        judgements=tuple(replace(found, on_site=found.criterion in wanted) for found in assessment.judgements),
    )


def test_the_closing_sheet_tells_what_was_seen_and_what_is_awaited_but_no_levels() -> None:
    assessment = on_site(gold(public_edition(), Step.SCORING), ["2.4", "3.1"])
    words = said(report(assessment, ReportKind.CLOSING_SHEET))
    for part in (
        "What we saw: Joensuu, 10 February 2026 and Kuopio, 11 February 2026.",
        "Strengths",
        "Recommendations",
        "What we still need",
        "2.4 Clear roles and a say in decisions: for instance statutes, cooperation agreement or rules of procedure",
        "Consensus: the levels are agreed on.",
        "If you have questions, ask Maria Beispiel, Example Agency.",
        "Empty lines for notes by hand.",
        "For the cluster: date, signature",
    ):
        assert part in words
    assert "points (" not in words
    assert " of 150" not in words
    assert not re.search(r"\d+ more points?\b", words)
    assert re.search(r"The lists go on in the report: \d+ more\.", words)


def test_the_closing_sheet_leaves_no_step_out_and_names_none_that_is_past() -> None:
    words = said(report(gold(public_edition(), Step.FACT_CHECK), ReportKind.CLOSING_SHEET))
    assert "Decision: the label is awarded or refused." in words
    assert "Consensus:" not in words


def _recommending(assessment: Assessment, improvement: Improvement) -> tuple[Judgement, ...]:
    return (replace(assessment.judgements[0], improvements=(improvement,)),)
