"""Words for the consensus: who sealed and approved, what a difference can change, how far the experts agree."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.agreement_figures import LEAST, Refusal
from eucles_desk.assessment.sealing import agreed_digest, fits
from eucles_desk.assessment.talking import APART_WITHOUT_RULE, Effect
from eucles_desk.assessment.views import judging_seats
from eucles_desk.language.marking import N_
from eucles_desk.wording.places import ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eucles_desk.assessment.agreement_figures import AgreementFigures
    from eucles_desk.assessment.talking import Difference, Talk
    from eucles_desk.assessment.values import Assessment, Seat
    from eucles_desk.language import Language

DOT: Final = " \N{MIDDLE DOT} "
REFUSALS: Final[Mapping[Refusal, str]] = {
    Refusal.ONE_EXPERT: N_("no figure: only one expert has judged"),
    Refusal.TOO_FEW: N_("no figure: both have judged fewer than {least} criteria"),
    Refusal.NO_VARIATION: N_("no figure: all levels are the same"),
}


def seat_name(seat: Seat, language: Language) -> str:
    """Return who holds a seat, by name or else by role."""
    return seat.name.strip() or language.text(ROLES[seat.role])


def day_of(time: str, language: Language) -> str:
    """Return the day of a time in ISO 8601, empty for none."""
    return language.date(datetime.fromisoformat(time).date()) if time else ""


def seals(assessment: Assessment, language: Language) -> str:
    """Say who sealed when, and whether the judgements are those that the codes were made of."""
    seats = {seat.id: seat for seat in assessment.seats if seat.id in judging_seats(assessment)}
    found = [seal for seal in assessment.seals if seal.seat in seats]
    if not found:
        return language.text("The judgements were not sealed.")
    said: list[str] = []
    for seal in found:
        name, day = seat_name(seats[seal.seat], language), day_of(seal.sealed_at, language)
        known = language.text("{name} sealed on {day}", name=name, day=day)
        said.append(known if day else language.text("{name} told the code", name=name))
    parts = language.listed(said)
    if any(seal.salt and not fits(assessment, seal) for seal in found):
        return language.text("{seals}; a seal does not match the judgements.", seals=parts)
    if len(found) < len(seats) or not all(seal.salt for seal in found):
        return language.text("{seals}.", seals=parts)
    return language.text("{seals}; the seals match.", seals=parts)


def what_is_open(talk: Talk, adopted: int, language: Language) -> str:
    """Say how many criteria agree, how many of them were adopted, and how many need a decision."""
    alike, still = len(talk.unanimous), len(talk.open)
    text = (
        language.plural(
            "{count} criterion was judged alike and adopted",
            "{count} criteria were judged alike and adopted",
            alike,
        )
        if adopted >= alike
        else language.plural(
            "{count} criterion was judged alike, {adopted} adopted",
            "{count} criteria were judged alike, {adopted} adopted",
            alike,
            adopted=adopted,
        )
    )
    if not still:
        return language.text("{alike}; every difference is settled.", alike=text)
    needing = language.plural(
        "{count} needs a decision.", "{count} need a decision, in the order in which they can change the label.", still
    )
    return f"{text}; {needing}"


def why_here(one: Difference, label: str, language: Language) -> tuple[str, str]:
    """Say why the experts have to talk about a criterion, and return the kind of badge that it stands in."""
    _ = language.text
    apart = _("{count} apart", count=one.apart) if one.apart is not None else _("judged differently")
    effects = {
        Effect.MINIMUM: _("decides the minimum for {label}", label=label),
        Effect.TOTAL: _("decides the total"),
        Effect.POINTS: _("cannot change the label"),
        Effect.NOTHING: _("changes no points"),
    }
    parts = [_("decided")] if one.agreed is not None else []
    if one.effect is not Effect.MINIMUM or one.is_beyond:
        parts.append(apart)
    if one.agreed is None:
        parts.append(effects[one.effect])
    if one.agreed is not None:
        kind = "plain"
    elif one.effect is Effect.MINIMUM or (one.effect is Effect.TOTAL and one.is_beyond):
        kind = "danger"
    else:
        kind = "accent" if one.effect is Effect.TOTAL else "plain"
    return DOT.join(parts), kind


def rule(one: Difference, language: Language) -> str:
    """Say the rule for experts who are further apart than may be settled without more; empty where they are not."""
    if not one.is_beyond:
        return ""
    return language.text(
        "The experts are {count} levels apart, more than {most}: say what one of them had seen and the other had not. "
        "The words of one of them are not enough.",
        count=one.apart,
        most=APART_WITHOUT_RULE,
    )


def alpha(figures: AgreementFigures, language: Language) -> tuple[str, str]:
    """Return the agreement as a figure and what it is, or why there is none."""
    _ = language.text
    exact = _("{exact} of {all} judged alike", exact=figures.exact, all=figures.compared)
    refusal = figures.alpha.refusal
    if figures.alpha.value is None or refusal is not None:
        why = _(REFUSALS[refusal or Refusal.NO_VARIATION], least=LEAST)
        return "\N{EN DASH}", DOT.join((_("agreement"), why, exact) if figures.compared else (_("agreement"), why))
    kappa = figures.kappa.value
    parts = [_("agreement (Krippendorff's alpha, ordinal)")]
    if kappa is not None:
        parts.append(_("weighted kappa {kappa}", kappa=language.number(kappa, 2)))
    value = language.number(figures.alpha.value, 2)
    return f"\N{GREEK SMALL LETTER ALPHA} = {value}", DOT.join((*parts, exact))


def approval(assessment: Assessment, seat: Seat, language: Language) -> str:
    """Say whether a seat approves the agreed text as it is, or did of an earlier one."""
    given = next((one for one in assessment.approvals if one.seat == seat.id), None)
    name = seat_name(seat, language)
    if given is None:
        return language.text("{name} has not approved the agreed text yet.", name=name)
    day = day_of(given.approved_at, language)
    if given.digest == agreed_digest(assessment):
        return language.text("{name} approved the agreed text on {day}.", name=name, day=day)
    return language.text(
        "{name} approved an earlier text on {day}; levels or reasons have been changed since.", name=name, day=day
    )
