"""The full report says what came of the assessment, and shows nothing that its reader may not see yet."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from gettext import NullTranslations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.editions import small_edition
from support.examples import examples
from support.gold import ROOT, public_edition
from support.report_cases import IMPROVEMENTS, LEAD, MADE_ON, REASONS, SECOND, bronze, empty, gold, silver
from support.reported import all_text, flat, headings, pdf, report, section, with_levels, words
from support.strategies import assessments

from eucles_desk.app.languages import Languages
from eucles_desk.assessment.terms import NOT_APPLICABLE, Step
from eucles_desk.assessment.values import Assessment, Improvement, Judgement
from eucles_desk.language import ENGLISH, Language
from eucles_desk.reports.content import (
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Figure,
    Heading,
    NumberedList,
    Paragraph,
    Table,
    Text,
)
from eucles_desk.reports.kinds import case_of, report_document
from eucles_desk.reports.sections.glossary import TERMS


def test_the_first_page_answers_what_the_result_is() -> None:
    reader, outcome = pdf(report(gold(public_edition())))
    first = " ".join(reader.pages[0].extract_text().split())
    for said in (
        "Northern Forest Bioeconomy Cluster",
        "Gold label, first award",
        "January 2024 to December 2025",
        "The conditions for Gold are met: 124 of 150 points (82.7 %)",
        "All minimums are met.",
        "stands exactly at its minimum",
        "Result by dimension",
        "124/150",
        "What it means",
        "The experts have finished; the label is yet to be decided on.",
        "Strongest: Achievements and recognition (86.7 %)",
        "Next, with the most to gain (all recommendations):",
    ):
        assert said in first, said
    assert outcome.missing == ()


def test_the_parts_come_in_the_order_in_which_they_are_asked_for() -> None:
    level_two = [b.text for b in flat(report(gold(public_edition())).blocks) if isinstance(b, Heading) and b.level == 2]
    assert level_two == [
        "What it means",
        "Result by dimension",
        "In this report",
        "Compared with 38 peers",
        "Since last time",
        "What would raise the result most",
        "Strengths",
        "Recommendations",
        "Criteria at a glance",
        "1 Structure of the cluster",
        "2 Management, governance and cooperation",
        "3 Financing of the cluster management",
        "4 Strategy, objectives and services",
        "5 Achievements and recognition",
        "Eligibility",
        "Facts about the cluster",
        "How the assessment was done",
        "Who assessed",
        "The rules behind this result",
        "Words in this report",
    ]


def test_every_criterion_is_reported_on_with_the_text_of_its_level() -> None:
    edition = public_edition()
    assessment = gold(edition)
    document = report(assessment)
    for criterion in edition.criteria_of("gold"):
        said = section(document, f"{criterion.id} ")
        level = assessment.agreement(criterion.id).level
        assert isinstance(level, int)
        assert criterion.level(level).text.in_language("en") in said
        assert f"{level} of 5" in said
    reader, _ = pdf(document)
    printed = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    for criterion in edition.criteria_of("gold"):
        assert f"{criterion.id} {criterion.title.in_language('en')}" in printed


def test_the_overview_names_the_page_of_each_criterion() -> None:
    reader, _ = pdf(report(gold(public_edition())))
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    criterion = public_edition().criteria["2.4"]
    title = f"2.4 {criterion.title.in_language('en')}"
    cells = re.compile(r"2\.4 Clear roles \D+ (\d) of 5 (\d) (\d) (\S+) \(\S+ to \S+\) (\d+)")
    (row,) = [found for page in pages if (found := cells.search(page))]
    assert row.groups()[:4] == ("5", "3", "5", "4")  # level, minimum, last time and median of the peers
    number = int(row.group(5))
    assert f"{title} {criterion.question.in_language('en')}" in pages[number - 1]


def test_what_was_typed_about_a_criterion_stands_with_it() -> None:
    document = report(gold(public_edition()))
    said = section(document, "1.1.1 ")
    assert REASONS[1] in said
    assert "5 and 4" not in said
    assert "4 and 4" in said
    assert "p. 2, note 2" in said
    assert "Register of participants, December 2025" in said
    assert "Kinds of evidence: document and interview." in said
    assert "Effect: Closes the gap in contacts · For: Team · By:\N{NO-BREAK SPACE}June\N{NO-BREAK SPACE}2026" in said


def test_the_agreed_reason_goes_before_that_of_the_lead() -> None:
    assessment = gold(public_edition())
    agreed = tuple(replace(a, reason="Agreed so.") if a.criterion == "2.4" else a for a in assessment.consensus)
    assert "Agreed so." in section(report(replace(assessment, consensus=agreed)), "2.4 ")
    without = tuple(replace(a, reason="", adopted=True) for a in assessment.consensus)
    lead = assessment.judgement(LEAD.id, "2.4").reason
    assert lead.splitlines()[0] in section(report(replace(assessment, consensus=without)), "2.4 ")


@pytest.mark.parametrize("step", [Step.DRAFT, Step.ELIGIBILITY, Step.SELF_ASSESSMENT, Step.SCORING])
def test_before_the_consensus_it_is_a_draft_and_the_second_expert_is_not_seen(step: Step) -> None:
    assessment = gold(public_edition(), step)
    secret = tuple(
        replace(j, reason="SECRET", strengths=("SECRET",), improvements=(Improvement("SECRET"),))
        if j.seat == SECOND.id
        else j
        for j in assessment.judgements
    )
    document = report(replace(assessment, judgements=secret))
    said = all_text(document)
    assert "SECRET" not in said
    assert "Experts" not in section(document, "2.4 ").split("\n")
    assert "Agreed level" not in said
    reader, _ = pdf(document)
    first = " ".join(reader.pages[0].extract_text().split())
    assert "This is a draft of the lead expert's own scoring." in first
    assert all("Draft of the lead expert" in page.extract_text() for page in reader.pages)


@pytest.mark.parametrize("step", [Step.CONSENSUS, Step.FACT_CHECK, Step.DECISION, Step.AWARDED, Step.REFUSED])
def test_from_the_consensus_on_it_is_no_draft(step: Step) -> None:
    document = report(gold(public_edition(), step))
    assert "This is a draft" not in all_text(document)
    assert "Draft" not in document.footer
    is_decided = step in {Step.AWARDED, Step.REFUSED}
    assert ("The label has not been decided on yet" in all_text(document)) is not is_decided
    assert ("Not decided yet" in document.footer) is not is_decided


def test_the_draft_of_the_only_expert_waits_for_no_other() -> None:
    document = report(replace(silver(public_edition()), step=Step.SCORING))
    assert "This is a draft. The assessment is not finished; the result may change." in all_text(document)
    assert "have not agreed" not in all_text(document)
    assert " · Draft · " in document.footer


def test_a_withdrawn_assessment_says_so() -> None:
    assert "The assessment was withdrawn." in all_text(report(gold(public_edition(), Step.WITHDRAWN)))


def test_not_looked_at_not_applicable_and_level_nought_are_written_differently() -> None:
    edition = small_edition()
    judgements = (
        Judgement(LEAD.id, "1.2", 0, "Nothing found."),
        Judgement(LEAD.id, "2.9", NOT_APPLICABLE, "Does not apply."),
        Judgement(LEAD.id, "2.10", None, "Begun."),
    )
    document = report(replace(empty(edition), seats=(LEAD,), judgements=judgements, step=Step.SCORING), edition)
    assert section(document, "1.1 ").startswith(edition.criteria["1.1"].question.in_language("en"))
    assert "Not looked at." in section(document, "1.1 ")
    assert "Level 0:" in section(document, "1.2 ")
    assert "Not applicable. It leaves the total." in section(document, "2.9 ")
    assert "No level has been given yet." in section(document, "2.10 ")
    overview = section(document, "Criteria at a glance")
    assert {"0 of 5", "not applicable", "not looked at"} <= set(overview.split("\n"))


def test_a_level_that_is_not_agreed_yet_is_told_from_one_not_looked_at() -> None:
    assessment = gold(public_edition(), Step.CONSENSUS)
    document = report(replace(assessment, consensus=assessment.consensus[1:]))
    assert "The experts have not agreed on a level yet." in section(document, "1.1.0 ")
    assert "not agreed yet" in section(document, "Criteria at a glance")


def test_a_missed_minimum_is_named_first_and_its_repair_is_computed() -> None:
    assessment = with_levels(gold(public_edition()), c2_4=1)
    document = report(assessment)
    (result,) = [b for b in flat(document.blocks) if isinstance(b, Callout) and b.kind is CalloutKind.RESULT]
    title = f"2.4 {public_edition().criteria['2.4'].title.in_language('en')}"
    assert result.heading.startswith("The conditions for Gold are not met")
    assert title in words(result.paragraphs[0])
    assert all(span.bold for span in result.paragraphs[0])
    assert "3, not met" in section(document, "2.4 ")
    steps = section(document, "What would raise the result most")
    assert "The fewest steps to the label:" in steps
    assert f"{title}\nFrom level 1 to 3: 2 points more." in steps
    assert public_edition().criteria["2.4"].level(3).text.in_language("en") in steps


def test_the_result_says_what_comes_next() -> None:
    def said(assessment: Assessment) -> str:
        (result,) = [
            b for b in flat(report(assessment).blocks) if isinstance(b, Callout) and b.kind is CalloutKind.RESULT
        ]
        said = [words(paragraph) for paragraph in result.paragraphs]
        return "\n".join(said[next((n for n, line in enumerate(said) if line.startswith("Next, ")), len(said)) :])

    assessment = gold(public_edition())
    title = f"2.4 {public_edition().criteria['2.4'].title.in_language('en')}"
    assert said(with_levels(assessment, c2_4=1)).startswith(
        f"Next, to reach Gold (all recommendations):\n{title} (level 1 to 3): Take lapsed agreements off "
    )
    low = replace(assessment, consensus=tuple(replace(agreed, level=2) for agreed in assessment.consensus))
    assert re.search(
        r"^Next, to reach Gold, the first 3 of \d+ steps \(all recommendations\):\n.+ \(level 2 to \d\): ", said(low)
    )
    assert not said(replace(assessment, consensus=()))


def test_what_raises_the_result_most_comes_first_among_the_recommendations() -> None:
    assessment = with_levels(gold(public_edition()), c2_4=1)
    said = section(report(assessment), "Recommendations")
    first, others = said.split("All others")
    assert "Those that raise the result most" in first
    assert re.search(r"(?<![\d.])2\.4(?![.\d])", first)
    assert not re.search(r"(?<![\d.])2\.4(?![.\d])", others)


def test_a_recommendation_whose_date_has_passed_says_so_on_the_day_of_the_report() -> None:
    edition = public_edition()
    for made_on, passed in ((date(2026, 4, 30), False), (date(2026, 7, 1), True)):
        case = case_of(gold(edition), edition, ENGLISH, made_on=made_on, program_version="1.2.3")
        document = report_document(case)
        assert ("date has passed" in section(document, "Recommendations")) is passed
        assert ("(date\N{NO-BREAK SPACE}has\N{NO-BREAK SPACE}passed)" in section(document, "1.1.1 ")) is passed


def test_a_label_reached_names_the_largest_gains() -> None:
    steps = section(report(gold(public_edition())), "What would raise the result most")
    assert "The label does not ask for more." in steps
    assert steps.count("From level 3 to 4: 1 point more.") == 3


def test_a_label_that_is_still_open_is_not_said_to_ask_for_no_more() -> None:
    assessment = gold(public_edition(), Step.SCORING)
    some = tuple(judgement for judgement in assessment.judgements if judgement.criterion < "5.3")
    steps = section(report(replace(assessment, judgements=some)), "What would raise the result most")
    assert "The label does not ask for more." not in steps
    assert "no level has to rise, if the 1 criterion still open reaches its highest level." in steps
    refused = tuple(replace(answer, met=False) for answer in assessment.eligibility)
    steps = section(report(replace(assessment, eligibility=refused)), "What would raise the result most")
    assert steps.startswith("These criteria have the most to gain:")


def test_what_is_not_judged_yet_is_not_drawn_as_if_it_had_no_merit() -> None:
    assessment = gold(public_edition(), Step.SCORING)
    some = tuple(judgement for judgement in assessment.judgements if judgement.criterion < "3")
    whole, part = report(assessment), report(replace(assessment, judgements=some))
    drawn = [[b.drawing.description for b in flat(d.blocks) if isinstance(b, Figure)] for d in (whole, part)]
    assert sum("Share of the points by dimension" in said for said in drawn[0]) == 1
    assert not any("Share of the points by dimension" in said for said in drawn[1])
    assert any("can still be reached" in said for said in drawn[1])


def test_many_steps_to_the_label_are_named_without_the_texts_of_their_levels() -> None:
    low = gold(public_edition())
    low = replace(low, consensus=tuple(replace(agreed, level=2) for agreed in low.consensus))
    steps = section(report(low), "What would raise the result most")
    assert steps.count("From level 2 to") > 6
    assert "asks:" not in steps


def test_the_same_recommendation_stands_once_with_all_its_criteria() -> None:
    said = section(report(gold(public_edition())), "Recommendations")
    for improvement in IMPROVEMENTS:
        assert said.count(improvement.text) == 1
    named = ["April 2026", "May 2026", "June 2026", "January 2027"]
    for part in said.split("All others"):
        months = [line for line in part.split("\n") if line in named]
        assert months == sorted(months, key=named.index)
    assert {month for month in named if month in said} == {*named}


def test_silver_shows_improvement_areas_and_minimums_but_no_points() -> None:
    document = report(silver(public_edition()))
    said = section(document, "Improvement areas")
    assert {"confirmed on site", "not confirmed on site", "open"} <= set(said.split("\n"))
    assert "Earlier benchmarking: March 2024." in said
    assert "Below minimum" in section(document, "Result by dimension")
    assert "Points" not in section(document, "1.1.0 ").split("\n")
    (key,) = [block for block in flat(document.blocks) if isinstance(block, Figure)]
    assert key.drawing.description.startswith("Key to the marks on the scales: level now, minimum,")


def test_bronze_shows_facts_and_no_criteria() -> None:
    document = report(bronze(public_edition()))
    assert "Facts about the cluster" in headings(document)
    assert "Criteria at a glance" not in headings(document)
    assert "What would raise the result most" not in headings(document)
    said = section(document, "Facts about the cluster")
    assert "Association" in said
    assert "1,250,000 EUR" in said
    assert "2014" in said.split("\n")
    assert "Not entered: Education organisations" in said


@pytest.mark.parametrize("label", ["gold", "silver", "bronze"])
def test_an_assessment_with_nothing_entered_makes_a_sound_report(label: str) -> None:
    document = report(empty(public_edition(), label))
    assert document.title == "Cluster without a name: assessment report"
    reader, outcome = pdf(document)
    assert outcome.pages == len(reader.pages)
    assert all(len(page.extract_text().split()) > 20 for page in reader.pages)
    assert "No fact has been entered." in all_text(document)
    assert "Nobody has been named yet." in all_text(document)


def test_the_rules_are_shown_with_where_they_come_from() -> None:
    edition = public_edition()
    said = section(report(gold(edition)), "The rules behind this result")
    assert edition.notice.in_language("en") in said
    assert edition.ref.sha256 in said
    assert "published (G1)" in said
    assert "inferred from published facts (G3)" in said
    assert edition.not_applicable.text.in_language("en") in said
    assert edition.sources["G1"].address in said
    assert "EUCLES Desk 1.2.3" in said


def test_the_foot_names_cluster_label_version_and_content() -> None:
    edition = public_edition()
    awarded = gold(edition, Step.AWARDED)
    first, again = report(awarded).footer, report(awarded).footer
    changed = report(with_levels(awarded, c2_4=4)).footer
    assert first == again
    assert first.startswith(" · Gold label · Full report · EUCLES Desk 1.2.3 · ")
    assert changed != first
    assert report(awarded).footer_name == "Northern Forest Bioeconomy Cluster"


def test_a_long_name_does_not_push_the_draft_mark_off_the_foot() -> None:
    assessment = gold(public_edition(), Step.SCORING)
    long = report(replace(assessment, cluster=replace(assessment.cluster, name="Very Long Cluster Name " * 12)))
    reader, _ = pdf(long)
    for page in reader.pages:
        said = page.extract_text()
        assert "Draft of the lead expert" in said
        assert long.footer[-9:] in said


def test_kinds_of_evidence_that_there_are_none_of_are_not_counted() -> None:
    said = section(report(empty(public_edition())), "How the assessment was done")
    assert "0 documents" not in said
    assert "Evidence\n\N{EN DASH}" in said


def test_a_report_in_another_language_takes_the_edition_in_it() -> None:
    edition = public_edition()
    document = report(gold(edition), language=Language("fi", NullTranslations()))
    assert document.language == "fi"
    assert edition.dimensions["1"].title.in_language("fi") in all_text(document)
    assert "17. maaliskuuta 2026" in all_text(document)


def test_a_text_that_the_edition_lacks_in_the_language_is_marked_as_english() -> None:
    edition = public_edition()
    document = report(gold(edition), language=Language("sv", NullTranslations()))
    (notice,) = [
        span
        for block in flat(document.blocks)
        if isinstance(block, Paragraph)
        for span in block.text
        if span.text == edition.notice.in_language("en")
    ]
    assert notice.language == "en"


def test_every_link_leads_to_a_heading_and_no_level_is_skipped() -> None:
    for assessment in (gold(public_edition()), silver(public_edition()), bronze(public_edition())):
        blocks = list(flat(report(assessment).blocks))
        ids = [block.id for block in blocks if isinstance(block, Heading) and block.id]
        assert len(ids) == len(set(ids))
        levels = [block.level for block in blocks if isinstance(block, Heading)]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
        for link in links(blocks):
            assert link.removeprefix("#") in ids or link.startswith("http")


def links(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        found: list[Text] = []
        if isinstance(block, Paragraph):
            found = [block.text]
        elif isinstance(block, BulletList | NumberedList):
            found = list(block.items)
        elif isinstance(block, Table):
            found = [part for row in block.rows for cell in row for part in cell.text]
            yield from (f"#{cell.page_of}" for row in block.rows for cell in row if cell.page_of)
        for text in found:
            yield from (span.link for span in text if span.link)


def test_every_figure_and_table_says_what_it_shows() -> None:
    for block in flat(report(gold(public_edition())).blocks):
        if isinstance(block, Figure):
            assert len(block.drawing.description) > 20
        if isinstance(block, Table):
            assert block.summary.endswith(".")
            assert all(column.header or column.figure for column in block.columns)
            assert all(len(row) == len(block.columns) for row in block.rows)
            assert all(cell.figure.description for row in block.rows for cell in row if cell.figure)


@settings(max_examples=examples(20, 60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(assessments(small_edition()))
def test_any_assessment_makes_a_report_that_can_be_read(assessment: Assessment) -> None:
    document = report(assessment, small_edition())
    reader, outcome = pdf(document)
    assert len(reader.pages) == outcome.pages
    assert document == report(assessment, small_edition())


@settings(max_examples=examples(25, 60), deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=400))
def test_any_text_in_any_field_is_printed(typed: str) -> None:
    edition = small_edition()
    judgement = Judgement(LEAD.id, "1.2", 3, typed, (typed,), (Improvement(typed, typed, typed, "2026-05"),))
    assessment = empty(edition)
    assessment = replace(
        assessment,
        step=Step.SCORING,
        cluster=replace(assessment.cluster, name=typed, region=typed),
        seats=(replace(LEAD, name=typed, organisation=typed),),
        judgements=(judgement,),
    )
    reader, outcome = pdf(report(assessment, edition))
    assert len(reader.pages) == outcome.pages


def test_one_field_of_200_000_characters_is_in_the_report_whole() -> None:
    edition = public_edition()
    assessment = gold(edition)
    numbers = " ".join(f"n{number}" for number in range(33_000))
    assert len(numbers) > 200_000
    judgements = tuple(
        replace(j, improvements=(Improvement(numbers, numbers, numbers, ""),)) if j.criterion == "2.4" else j
        for j in assessment.judgements
    )
    agreed = tuple(replace(a, reason=numbers) if a.criterion == "2.4" else a for a in assessment.consensus)
    document = report(replace(assessment, judgements=judgements, consensus=agreed))
    assert numbers in section(document, "2.4 ")
    assert len(section(document, "Recommendations")) < 20_000
    reader, outcome = pdf(document)
    assert outcome.pages > 100
    assert "n32999" in "".join(page.extract_text() for page in reader.pages[-200:])


def test_another_day_changes_the_date_only() -> None:
    edition = public_edition()
    tomorrow = MADE_ON + timedelta(days=1)
    later = report_document(case_of(gold(edition), edition, ENGLISH, made_on=tomorrow, program_version="1.2.3"))
    before, after = all_text(report(gold(edition))).split("\n"), all_text(later).split("\n")
    assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] == [
        (
            "Cluster management excellence · assessment report · 17 March 2026",
            "Cluster management excellence · assessment report · 18 March 2026",
        )
    ]


@pytest.mark.parametrize("language", ["en", "fi"])
def test_what_belongs_together_is_not_parted_by_a_page(language: str) -> None:
    edition = public_edition()
    spoken = Languages(ROOT / "resources").load(language)
    case = case_of(gold(edition, Step.AWARDED), edition, spoken, made_on=MADE_ON, program_version="1.2.3")
    reader, _ = pdf(report_document(case))
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    bodies = [re.split(r"\d+ / \d+ ", page, maxsplit=1)[-1] for page in pages]
    assert not [body[:60] for body in bodies if body.startswith(spoken.text("What the finding rests on"))]
    assert case.peers is not None
    (peers,) = [page for page in pages if spoken.text("The peers: {title}.", title=case.peers.title) in page]
    assert spoken.text("Median of peers") in peers
    assert spoken.text("Difference") in peers
    (method,) = [page for page in pages if spoken.text("Visits") in page and spoken.text("Assessed period") in page]
    assert spoken.text("How the assessment was done") in method
    assert sum(spoken.text(term.word) in bodies[-1] for term in TERMS) > 4


def test_a_criterion_that_the_label_does_not_judge_has_no_recommendations() -> None:
    """What raises the result may lead to the next label, whose criteria nobody has judged here."""
    edition = public_edition()
    case = case_of(bronze(edition), edition, ENGLISH, made_on=MADE_ON, program_version="1.2.3")
    outside = next(code for code in edition.criteria if code not in case.judgements)
    assert case.improvements(outside) == ()
