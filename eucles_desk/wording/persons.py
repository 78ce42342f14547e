"""Words for what is kept about a person: where the name stands, what can be given out, and what is not reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.persons import Where, others_redacted
from eucles_desk.language.marking import N_
from eucles_desk.wording.history import moment, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from uuid import UUID

    from eucles_desk.assessment.persons import About, Erased, Mention, Names
    from eucles_desk.language import Language

TERM: Final = N_("[name erased]")
OTHER: Final = N_("[another person]")
PLACES: Final[Mapping[Where, str]] = {
    Where.SEAT: N_("Experts and observers"),
    Where.CONTACT: N_("Facts and contacts"),
    Where.INTERVIEW: N_("Interviews"),
    Where.ADDRESSEE: N_("Recommendations addressed to someone"),
    Where.EVIDENCE: N_("Titles and names of evidence"),
    Where.FILE_TEXT: N_("Texts of stored files"),
    Where.REMARK: N_("Remarks of the cluster manager"),
    Where.VISIT: N_("Visits"),
    Where.JUDGEMENT: N_("Judgements"),
    Where.PRIVATE_NOTE: N_("Private notes"),
    Where.DECISION: N_("Decisions and appeals"),
    Where.EXPERT: N_("Register of experts"),
    Where.EXCHANGE: N_("Exchange with other computers"),
    Where.CLUSTER: N_("Names of clusters"),
    Where.OTHER: N_("Other texts"),
    Where.HISTORY: N_("Changes of the history"),
}
MOST_TITLES: Final = 5
MOST_SHOWN: Final = 160
"""Letters of a text in a list."""


def counts(about: About, language: Language) -> list[tuple[str, int]]:
    """Return each kind of place with how many texts of it are concerned."""
    return [(language.text(PLACES[where]), count) for where, count in about.counts().items()]


def found(about: About, names: Names, language: Language) -> str:
    """Say in one sentence how much is kept."""
    if about.is_nothing:
        return language.text("Nothing is kept about {name}.", name=names.name)
    texts = language.plural("{count} text", "{count} texts", about.total)
    several = language.plural("in {count} assessment", "in {count} assessments", len(about.clusters))
    return language.text("Kept about {name}: {texts} {assessments}.", name=names.name, texts=texts, assessments=several)


def doubts(about: About, names: Names, language: Language) -> Iterator[str]:
    """Say what makes it likely that the name means other people or nobody as well, each in a sentence."""
    if about.wider:
        wider = [*about.wider[:MOST_TITLES], *(["\N{HORIZONTAL ELLIPSIS}"] if len(about.wider) > MOST_TITLES else [])]
        yield language.text(
            "“{name}” is part of longer names: {names}. Erasing takes it out of them too, and of what is written about "
            "these people. Better look for the whole name.",
            name=names.name,
            names=", ".join(wider),
        )
    word = next(filter(None, (names.found_small(one.text) for one in about.mentions)), "") if names.is_single else ""
    if word:
        yield language.text(
            "“{word}” also stands in texts as a word, without a capital letter: read them before it is erased.",
            word=word,
        )


def listed(about: About, names: Names, language: Language) -> str:
    """Return each text that is concerned in a line of its own, by where it stands."""
    lines = list[str]()
    for assessment, cluster in (*about.clusters.items(), (None, language.text("Not in an assessment"))):
        of_it = [one for one in about.mentions if _place_of(one, about) == assessment]
        lines += ["", cluster] if of_it else []
        for where in Where:
            of_kind = [one for one in of_it if one.where is where]
            lines += [f"{language.text(PLACES[where])}:"] if of_kind else []
            for one in of_kind:
                head = ", ".join(part for part in (one.about, moment(one.at, language) if one.seq else "") if part)
                said = names.around(one.text, MOST_SHOWN)
                lines.append(f"  \N{BULLET} {head}: {said}" if head else f"  \N{BULLET} {said}")
    return "\n".join(lines[1:])


def left(about: About, language: Language, *, is_own_key: bool = False, is_user: bool = False) -> Iterator[str]:
    """Say what erasing does not reach, each in a sentence."""
    if about.files:
        titles = [f"“{shortened(file.title)}”" for file in about.files[:MOST_TITLES]]
        titles += ["\N{HORIZONTAL ELLIPSIS}"] if len(about.files) > MOST_TITLES else []
        yield language.plural(
            "{count} stored file names the person and stays as it is, a document of others: {titles}.",
            "{count} stored files name the person and stay as they are, documents of others: {titles}.",
            len(about.files),
            titles=", ".join(titles),
        )
    if about.reports:
        yield language.plural(
            "{count} report kept with these assessments stays as it was given out.",
            "{count} reports kept with these assessments stay as they were given out.",
            about.reports,
        )
    yield language.text(
        "Backups made until now hold the name until they thin out, after a year at most, or are deleted; the folders "
        "“replaced” and “damaged” of the data folder hold older data too, where there are any."
    )
    yield language.text("What was exported, printed or sent before is not reached.")
    if is_own_key:
        yield language.text("The key that reports are signed with is in this name; make another one in its place.")
    if is_user:
        yield language.text("The settings hold this name under “About you”; change it there.")


def erased(done: Erased, about: About, language: Language) -> str:
    """Say what was erased of what had been found; where the numbers differ, why."""
    values = language.plural("{count} value changed", "{count} values changed", done.values)
    entries = language.plural(
        "{count} change of the history emptied", "{count} changes of the history emptied", done.entries
    )
    said = language.text(
        "Erased: {values}, {entries}. The history still proves itself whole.", values=values, entries=entries
    )
    if about.total == done.values + done.entries:
        return said
    texts = language.plural("{count} text", "{count} texts", about.total)
    why = language.text(
        "{texts} were found: those of one entry, such as the organisation and the country of an expert, are one value.",
        texts=texts,
    )
    return f"{said} {why}"


def summary(about: About, names: Names, language: Language) -> str:
    """Return everything kept about a person as a text to be read, other people's names left out."""
    other = language.text(OTHER)
    lines = [language.text("Personal data: {name}", name=names.name), "", found(about, names, language)]
    lines.append(language.text("Looked for: {forms}", forms=", ".join(names.forms)))
    lines.append(
        language.text(
            "Names of other experts and contacts are left out. Read this through before it is handed on: other people "
            "may be told of in other ways."
        )
    )
    places = [*about.clusters.items(), (None, language.text("Not in an assessment"))]
    for assessment, cluster in places:
        of_it = [one for one in about.mentions if _place_of(one, about) == assessment]
        if of_it:
            lines += ["", others_redacted(cluster, about.others, other), "-" * min(len(cluster), 60)]
            lines += _lines(of_it, about, other, language)
    if about.files or about.reports:
        lines.append("")
        lines += list(left(about, language))[: bool(about.files) + bool(about.reports)]
    return "\n".join(lines) + "\n"


def _place_of(mention: Mention, about: About) -> UUID | None:
    return mention.assessment if mention.assessment in about.clusters else None


def _lines(mentions: list[Mention], about: About, other: str, language: Language) -> Iterator[str]:
    for where in Where:
        of_kind = [one for one in mentions if one.where is where]
        if of_kind:
            yield f"{language.text(PLACES[where])}:"
        for one in of_kind:
            said = others_redacted(one.text, about.others, other)
            head = ", ".join(part for part in (one.about, moment(one.at, language) if one.seq else "") if part)
            yield f"  - {head}: {said}" if head else f"  - {said}"
