"""Common beginnings are found on the pages of their first signs: the same pages as by merging, in the same order."""

from __future__ import annotations

import random
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from eucles_desk.assessment.records import MARK_END, MARK_START
from eucles_desk.storage import driver, page_search
from eucles_desk.storage.engine import open_engine
from eucles_desk.storage.excerpts import BEFORE, LENGTH, excerpt
from eucles_desk.storage.opening import DATABASE, open_data
from eucles_desk.storage.page_search import PageSearch, plain, words_of
from eucles_desk.storage.texts import SqlEvidenceTexts

KEY = "ab" * 32
ENDINGS = ("", "n", "ssa", "Äly", "älä", "johto", "2", "e\u0301")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    open_data(tmp_path).close()
    engine = open_engine(tmp_path / DATABASE, (tmp_path / "key").read_text(encoding="ascii"))
    with engine.begin() as opened:
        yield opened
    engine.dispose()


def add(connection: Connection, *pages: str) -> None:
    texts = SqlEvidenceTexts(connection)
    for number, page in enumerate(pages, start=1):
        texts.add(f"{number:064x}", [page])


def found(connection: Connection, typed: str, limit: int, rows: tuple[int, int] | None = None) -> list[tuple[int, str]]:
    search = PageSearch(connection, words_of(typed), "AND rowid BETWEEN ? AND ?" if rows else "", rows or ())
    return [page for pages in search.batches(limit) for page in pages]


def numbers(connection: Connection, typed: str) -> list[int]:
    """Return which pages are found, in their order; a row is added for each file besides its page."""
    return [(row + 1) // 2 for row, _ in found(connection, typed, 50)]


def many_pages() -> list[str]:
    chance = random.Random(5)
    words = [
        f"{begin}{end}" for begin in ("klusteri", "κλάδος", "kluuvi", "klu", "Älykäs", "alykko") for end in ENDINGS
    ]
    return [" ".join(chance.choices(["muu", "jotain", *words], k=chance.randrange(1, 12))) for _ in range(300)]


@pytest.mark.parametrize("limit", [1, 3, 500])
@pytest.mark.parametrize(
    "typed",
    [
        "klusteri", "KLUSTERIN", "klusterissa", "klusterialy", "klusterie\u0301", "klusteri kluuvi", "kluuvi kluu",
        "alyk", "Älykk klusteri", "klu kluuvi", "muuta", "klusteri muu", "klusteri xyz", "klusterixyz", "κλάδο", "κλά klusteri",
    ],
)  # fmt: skip
def test_comparing_texts_finds_what_merging_finds(
    connection: Connection, monkeypatch: pytest.MonkeyPatch, typed: str, limit: int
) -> None:
    add(connection, *many_pages())
    monkeypatch.setattr(page_search, "COMMON", 0)
    expected = {rows: found(connection, typed, limit, rows) for rows in (None, (100, 220))}
    monkeypatch.setattr(page_search, "COSTLY", 1)
    for size, rounds in ((1, 1), (2, 3), (20, 5), (1000, 1)):
        monkeypatch.setattr(page_search, "ROUND", size)
        monkeypatch.setattr(page_search, "ROUNDS", rounds)
        for rows, pages in expected.items():
            assert found(connection, typed, limit, rows) == pages
            assert [page for page, _ in pages] == sorted({page for page, _ in pages}, reverse=True)


@pytest.mark.parametrize(("common", "costly"), [(5, 10), (5, 10_000)], ids=["many pages", "many words"])
def test_a_costly_beginning_is_not_merged_while_its_latest_pages_hold_it(
    connection: Connection, monkeypatch: pytest.MonkeyPatch, common: int, costly: int
) -> None:
    add(connection, *many_pages())
    monkeypatch.setattr(page_search, "COMMON", common)
    monkeypatch.setattr(page_search, "COSTLY", costly)
    asked: list[str] = []

    @event.listens_for(connection, "before_cursor_execute")
    def watch(*given: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        if "highlight" in given[2]:
            asked.append(given[3][2])

    batches = PageSearch(connection, ["klusteri"]).batches(5)
    assert len(next(batches)) >= 5
    assert asked == ['"klu"*']


def test_only_what_was_looked_for_is_marked(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    add(connection, "Tunneli ja tunnus, tunnettu Tunnuksesta")
    monkeypatch.setattr(page_search, "COMMON", 0)
    monkeypatch.setattr(page_search, "COSTLY", 1)
    ((_, shown),) = found(connection, "tunnu", 5)
    assert shown == f"Tunneli ja {MARK_START}tunnus{MARK_END}, tunnettu {MARK_START}Tunnuksesta{MARK_END}"


def test_rare_words_are_ranked_and_a_beginning_of_very_many_words_is_not(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_search, "COMMON", 20)
    add(connection, "kasvu kasvu kasvu", "kasvu on muuta", *(f"viite{number} loppu" for number in range(21)))
    assert numbers(connection, "kasvu") == [1, 2]
    assert numbers(connection, "viite1") == [4, *range(13, 23)]
    assert numbers(connection, "viite") == [*range(23, 2, -1)]


def test_how_common_a_beginning_is_is_found_out_once_until_pages_are_added(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_search, "COMMON", 1)
    texts = SqlEvidenceTexts(connection)
    counted: list[str] = []

    @event.listens_for(connection, "before_cursor_execute")
    def watch(*given: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        if given[2].startswith("SELECT count(*)"):
            counted.append(given[3][0])

    texts.add("a" * 64, ["kasvu ja osa"])
    for _ in range(2):
        assert texts.find("osa kasvu", 5) == []  # no evidence has this file
    assert counted == ['"osa"*']  # the list of words tells of the other that it is rare
    texts.add("b" * 64, ["kasvu kasvaa"])
    texts.find("osa", 5)
    texts.forget("b" * 64)
    texts.find("osa", 5)
    assert counted == ['"osa"*'] * 3


def test_words_are_folded_as_sqlite_folds_them(tmp_path: Path) -> None:
    """Every letter that a word may have which is compared here; and no other turns into one of them in SQLite alone."""
    connection = driver.connect(tmp_path / "words.db", KEY)
    connection.execute(
        "CREATE VIRTUAL TABLE word USING fts5(text, content='', tokenize='unicode61 remove_diacritics 2')"
    )
    connection.execute("CREATE VIRTUAL TABLE listed USING fts5vocab('word', 'instance')")
    signs = [chr(code) for code in range(0x30, sys.maxunicode) if unicodedata.category(chr(code))[0] in "LN"]
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO word (rowid, text) VALUES (?, ?)", [(ord(sign), sign) for sign in signs])
    folded = {chr(row[0]): row[1] for row in connection.execute("SELECT doc, term FROM listed")}
    connection.close()
    compared = {sign for sign in signs if page_search.is_cuttable("abc" + sign)}
    assert {"ä", "Å", "é", "ß", "ø", "š", "ț", "7"} <= compared
    assert [sign for sign in compared if folded[sign] != plain(sign)] == []
    letters = {plain(sign) for sign in compared}
    assert [sign for sign, kept in folded.items() if kept in letters and kept != plain(sign)] == []


# Excerpts


def marks(text: str) -> str:
    return text.replace("[", MARK_START).replace("]", MARK_END)


def shown(text: str, *kinds: str) -> str:
    numbers = {word: number for number, word in enumerate(kinds)}
    said = excerpt(marks(text), numbers.get if kinds else lambda _: 0)
    return said.replace(MARK_START, "[").replace(MARK_END, "]")


def test_a_short_text_is_its_own_excerpt() -> None:
    assert shown("The [members] pay.\nAll [members].") == "The [members] pay.\nAll [members]."
    assert shown("Nothing") == "Nothing"
    assert shown("") == ""
    assert shown("[all]") == "[all]"
    assert shown("[one] and [two]", "two") == "one and [two]"


def test_an_excerpt_has_whole_words_around_the_first_that_was_found() -> None:
    said = shown(f"{'before ' * 20}[here] {'after ' * 40}")
    assert said.startswith("…before ")
    assert said.endswith(" after…")
    assert said.index("[here]") <= BEFORE + 1
    assert len(said) <= LENGTH + 4
    assert set(said.strip("…").split()) == {"before", "[here]", "after"}


def test_an_excerpt_begins_where_most_different_words_stand_together() -> None:
    far = "far " * 60
    assert "[b] and [a]" in shown(f"[a] alone {far}[b] and [a] {far}[b]", "a", "b")
    assert shown(f"[a] alone [a] {far}[a] and [a]", "a", "b").startswith("[a] alone [a] far")


def test_an_excerpt_stays_short_without_spaces() -> None:
    long = "x" * 10_000
    assert shown(f"[{long}]") == f"[{long[:LENGTH]}]…"
    assert shown(f"{long}[y]{long}") == f"…[y]{long[: LENGTH - 1]}…"
    assert shown(f"{long} [{long}] {long}") == f"…[{long[:LENGTH]}]…"
