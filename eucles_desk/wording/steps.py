"""Names of steps that can be undone: what exactly was changed, as far as one change says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from eucles_desk.assessment.changes import Change, Part
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.values import Agreement, Improvement, ImprovementArea, Judgement, Seat
from eucles_desk.language.marking import N_
from eucles_desk.wording.history import NOTHING
from eucles_desk.wording.history_values import said
from eucles_desk.wording.places import STEPS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eucles_desk.assessment.records import Entry
    from eucles_desk.language import Language
    from eucles_desk.scheme.values import Edition

_STRENGTH: Final = N_("strength {number} of {criterion}")
_RECOMMENDATION: Final = N_("recommendation {number} of {criterion}")
_REMOVAL: Final[Mapping[str, str]] = {
    _STRENGTH: N_("removal of strength {number} of {criterion}"),
    _RECOMMENDATION: N_("removal of recommendation {number} of {criterion}"),
}
_OF_RECOMMENDATION: Final[Mapping[str, str]] = {
    "effect": N_("effect of recommendation {number} of {criterion}"),
    "addressee": N_("addressee of recommendation {number} of {criterion}"),
    "due": N_("month of recommendation {number} of {criterion}"),
}


def step_name(entry: Entry, edition: Edition, language: Language) -> str:
    """Return what an entry of the history is called, from what it changed; by its own name where that says no more."""
    named = _named(entry.changes[0], edition, language) if len(entry.changes) == 1 else ""
    if not named:
        steps = [change.after for change in entry.changes if change.part is Part.STEP]
        if steps and steps[0] is not None:
            named = language.text("step “{step}”", step=language.text(STEPS[Step(str(steps[0]))]))
    return named or language.text(entry.message, **entry.values)


def _named(change: Change, edition: Edition, language: Language) -> str:
    known: Any = change.after if change.after is not None else change.before
    template, values = "", dict[str, str]()
    match change.part, known:
        case Part.FACT, _ if change.key in edition.facts:
            template = N_("fact “{title}”")
            values = {"title": edition.facts[change.key].title.in_language(language.code)}
        case Part.ELIGIBILITY, _ if change.key in edition.eligibility:
            template = N_("answer to “{title}”")
            values = {"title": edition.eligibility[change.key].title.in_language(language.code)}
        case Part.AREA, ImprovementArea(criterion=criterion) if change.after is not None:
            template, values = N_("improvement area {criterion}"), {"criterion": criterion}
        case Part.SEAT, Seat(name=name) if name.strip():
            template, values = N_("person {name}"), {"name": name.strip()}
        case Part.JUDGEMENT, Judgement(criterion=criterion, seat=seat):
            nothing = Judgement(seat, criterion)
            return _judged(_or(change.before, nothing), _or(change.after, nothing), language)
        case Part.AGREEMENT, Agreement(criterion=criterion):
            before, after = _or(change.before, Agreement(criterion)), _or(change.after, Agreement(criterion))
            if before.level != after.level and before.reason == after.reason:
                return _levels(N_("agreed level of {criterion}: {before} → {after}"), before, after, language)
        case _:
            """Its own name says it."""
    return language.text(template, **values)


def _or(value: object, nothing: Any) -> Any:  # noqa: ANN401  # a judgement or an agreement
    return nothing if value is None else value


def _judged(before: Judgement, after: Judgement, language: Language) -> str:
    names = ("level", "reason", "strengths", "improvements", "rests_on", "on_site", "citations")
    changed = [name for name in names if getattr(before, name) != getattr(after, name)]
    match changed:
        case ["level"]:
            return _levels(N_("level of {criterion}: {before} → {after}"), before, after, language)
        case ["strengths"]:
            return _in_list(_STRENGTH, before.strengths, after.strengths, after.criterion, language)
        case ["improvements"]:
            return _in_list(_RECOMMENDATION, before.improvements, after.improvements, after.criterion, language)
        case ["rests_on"]:
            return language.text("what {criterion} rests on", criterion=after.criterion)
        case ["on_site"]:
            flagged = N_("{criterion} to raise on site") if after.on_site else N_("{criterion} not to raise on site")
            return language.text(flagged, criterion=after.criterion)
        case _:
            return ""


def _levels(template: str, before: Any, after: Any, language: Language) -> str:  # noqa: ANN401  # both have a level
    old, new = (said("level", one.level, {}, language) or NOTHING for one in (before, after))
    return language.text(template, criterion=after.criterion, before=old, after=new)


def _in_list(
    template: str, before: Sequence[object], after: Sequence[object], criterion: str, language: Language
) -> str:
    """Name the one item of a list that was added, removed or changed, empty when there is not just one."""
    shorter, longer = sorted((before, after), key=len)
    first = next((at for at, one in enumerate(shorter) if one != longer[at]), len(shorter))
    if len(longer) == len(shorter) + 1 and list(longer[first + 1 :]) == list(shorter[first:]):
        chosen = template if len(after) > len(before) else _REMOVAL[template]
    elif len(longer) == len(shorter) and list(longer[first + 1 :]) == list(shorter[first + 1 :]):
        chosen = _of_item(template, before[first], after[first])
    else:
        return ""
    return language.text(chosen, number=first + 1, criterion=criterion)


def _of_item(template: str, before: object, after: object) -> str:
    if not isinstance(before, Improvement) or not isinstance(after, Improvement):
        return template
    changed = [name for name in ("text", *_OF_RECOMMENDATION) if getattr(before, name) != getattr(after, name)]
    return _OF_RECOMMENDATION.get(changed[0], template) if len(changed) == 1 else template
