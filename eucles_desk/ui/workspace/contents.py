"""What the cards of a criterion say, and what the lists of records call their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.assessment.terms import NOT_APPLICABLE
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.workspace.cards import CardContent
from eucles_desk.ui.workspace.keys import RECOMMENDATION_KEY, STRENGTH_KEY
from eucles_desk.ui.workspace.record_row import Words
from eucles_desk.wording.places import ROLES

if TYPE_CHECKING:
    from eucles_desk.assessment.values import Level
    from eucles_desk.scheme.values import Edition
    from eucles_desk.ui.workspace.sheet import Sheet


def levels_of(edition: Edition) -> list[int]:
    """Return the levels of an edition, the highest first."""
    return list(range(edition.highest_level, edition.lowest_level - 1, -1))


def contents_of(sheet: Sheet) -> list[CardContent]:
    """Return the cards of a criterion, the highest level first, then *not applicable* where that is allowed."""
    code = current().code
    last = sheet.last_time.level if sheet.last_time else None
    own = sheet.own.level
    name = sheet.label.title.in_language(code)
    cards = [
        CardContent(
            level.value,
            level.text.in_language(code),
            tr("minimum for {label}", label=name) if level.value == sheet.minimum else "",
            tr("suggested") if sheet.suggested and sheet.suggested.level == level.value else "",
            tr("last time") if last == level.value else "",
            tr("self") if own == level.value else "",
            _experts(sheet, level.value),
        )
        for level in sorted(sheet.criterion.levels, key=lambda level: -level.value)
    ]
    if sheet.criterion.may_be_not_applicable.value:
        cards.append(
            CardContent(
                None,
                tr("Not applicable: a sound cluster of this kind may have no such thing."),
                last=tr("last time") if last is NOT_APPLICABLE else "",
                own=tr("self") if own is NOT_APPLICABLE else "",
                experts=_experts(sheet, NOT_APPLICABLE),
            )
        )
    return cards


def _experts(sheet: Sheet, level: Level) -> str:
    """Say which experts gave a level, by role: names can be long."""
    roles = [current().text(ROLES[heard.seat.role]) for heard in sheet.heard if heard.judgement.level == level]
    return current().listed(roles) if len(roles) > 1 else next(iter(roles), "")


def strength_words() -> Words:
    """Return what the list of strengths calls its parts."""
    return Words(
        title=tr("Strengths"),
        add=tr("Add a strength"),
        one=tr("Strength {number}"),
        remove=tr("Remove strength {number}"),
        move_up=tr("Move strength {number} up"),
        placeholder=tr("What the cluster does well here"),
        keys=tr(STRENGTH_KEY),
    )


def improvement_words() -> Words:
    """Return what the list of recommendations calls its parts."""
    return Words(
        title=tr("Recommendations"),
        add=tr("Add a recommendation"),
        one=tr("Recommendation {number}"),
        remove=tr("Remove recommendation {number}"),
        move_up=tr("Move recommendation {number} up"),
        placeholder=tr("What to do, so that it can be checked"),
        keys=tr(RECOMMENDATION_KEY),
    )
