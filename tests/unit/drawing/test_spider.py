"""The spider keeps its names in the drawing, and says what it shows."""

from __future__ import annotations

import itertools
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from support.editions import small_edition
from support.gold import public_edition

from eucles_desk.assessment.scoring import score
from eucles_desk.assessment.values import Level
from eucles_desk.drawing.measuring import estimate
from eucles_desk.drawing.shapes import Anchor, Label, Line, Polygon, Role
from eucles_desk.drawing.spider import spider_by_dimension
from eucles_desk.language import ENGLISH


def test_the_names_of_the_spider_lie_within_its_width() -> None:
    edition = public_edition()
    found = score(edition, "gold", {criterion.id: 3 for criterion in edition.criteria_of("gold")})
    medians = {key: Decimal("66.7") for key in edition.dimensions}
    for width, peers in itertools.product((260, 300, 471), (None, medians)):
        spider = spider_by_dimension(edition, "gold", found, ENGLISH, width, peers=peers)
        labels = [shape for shape in spider.shapes if isinstance(shape, Label)]
        assert len(labels) == (len(edition.dimensions) * 2 + 3 if peers else len(edition.dimensions) + 2)
        for label in labels:
            wide = estimate(label.text, label.size, label.bold)
            left = label.position.x - {Anchor.START: 0.0, Anchor.MIDDLE: wide / 2, Anchor.END: wide}[label.anchor]
            assert left >= -1
            assert left + wide <= width + 1
            assert 0 <= label.position.y <= spider.height


def test_peers_are_a_dashed_line_and_named_in_legend_and_description() -> None:
    edition = public_edition()
    found = score(edition, "gold", {criterion.id: 4 for criterion in edition.criteria_of("gold")})
    peers = {key: Decimal(70) for key in edition.dimensions}
    alone = spider_by_dimension(edition, "gold", found, ENGLISH, 400)
    spider = spider_by_dimension(edition, "gold", found, ENGLISH, 400, peers=peers)
    (second,) = [s for s in spider.shapes if isinstance(s, Polygon) and s.stroke is Role.SECOND]
    assert second.dash
    assert not any(isinstance(s, Polygon) and s.stroke is Role.SECOND for s in alone.shapes)
    texts = [shape.text for shape in spider.shapes if isinstance(shape, Label)]
    assert {"this cluster", "median of peers", "peers 70.0\N{NO-BREAK SPACE}%"} <= set(texts)
    assert "Median of peers: " in spider.description
    assert "Median of peers" not in alone.description


def test_the_name_of_a_line_is_led_to_it_and_stands_clear_of_the_other_names() -> None:
    edition = public_edition()
    found = score(edition, "gold", {criterion.id: 4 for criterion in edition.criteria_of("gold")})
    spider = spider_by_dimension(
        edition, "gold", found, ENGLISH, 471, peers=dict.fromkeys(edition.dimensions, Decimal(60))
    )
    labels = [shape for shape in spider.shapes if isinstance(shape, Label)]
    for first, second in itertools.combinations(map(frame, labels), 2):
        assert not overlap(first, second)
    own, peers = (
        next(shape for shape in spider.shapes if isinstance(shape, Polygon) and shape.stroke is role)
        for role in (Role.ACCENT, Role.SECOND)
    )
    for line, other in ((own, 1), (peers, -1)):
        middle = tuple((line.points[0][i] + line.points[other][i]) / 2 for i in (0, 1))
        leaders = [shape for shape in spider.shapes if isinstance(shape, Line) and shape.end == middle]
        assert [leader.stroke for leader in leaders] == [line.stroke]


def frame(label: Label) -> tuple[float, float, float, float]:
    wide = estimate(label.text, label.size, label.bold)
    left = label.position.x - {Anchor.START: 0.0, Anchor.MIDDLE: wide / 2, Anchor.END: wide}[label.anchor]
    return left, label.position.y - label.size * 0.75, left + wide, label.position.y


def overlap(first: tuple[float, float, float, float], second: tuple[float, float, float, float]) -> bool:
    return first[0] < second[2] and second[0] < first[2] and first[1] < second[3] and second[1] < first[3]


def test_the_description_names_the_dimensions_below_the_threshold() -> None:
    edition = public_edition()
    levels: dict[str, Level] = {c.id: 3 if c.dimension == "3" else 5 for c in edition.criteria_of("gold")}
    said = spider_by_dimension(edition, "gold", score(edition, "gold", levels), ENGLISH, 400).description
    assert "Below 80\N{NO-BREAK SPACE}%: Financing." in said


def test_two_dimensions_make_no_spider_but_bars() -> None:
    edition = small_edition()
    two = replace(edition, dimensions=MappingProxyType(dict(list(edition.dimensions.items())[:2])))
    drawing = spider_by_dimension(two, "gold", score(two, "gold", {}), ENGLISH, 400)
    assert not any(isinstance(shape, Polygon) for shape in drawing.shapes)
