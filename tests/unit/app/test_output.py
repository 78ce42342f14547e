from __future__ import annotations

from decimal import Decimal

import pytest

from eucles_desk.app.output import COMMAND, as_started, in_one_line, json_number, say_table


def test_columns_line_up_and_numbers_stand_to_the_right(capsys: pytest.CaptureFixture[str]) -> None:
    say_table(("Name", "Points"), [("Älv", "7"), ("B", "127 / 150")], numbers=frozenset({1}))
    assert capsys.readouterr().out == "Name     Points\nÄlv           7\nB     127 / 150\n"


def test_wide_and_combining_letters_are_counted_as_the_terminal_shows_them(capsys: pytest.CaptureFixture[str]) -> None:
    say_table(("N", "M"), [("森林", "x"), ("e\N{COMBINING ACUTE ACCENT}", "y")])
    assert capsys.readouterr().out == "N     M\n森林  x\ne\N{COMBINING ACUTE ACCENT}     y\n"


@pytest.mark.parametrize(
    ("text", "shown"), [("a\nb", "a b"), ("a\x1b[31mb", "a\N{REPLACEMENT CHARACTER}[31mb"), ("  a\t\r\n b ", "a b")]
)
def test_a_terminal_is_never_given_orders_by_data(text: str, shown: str) -> None:
    assert in_one_line(text) == shown


@pytest.mark.parametrize(("value", "written"), [(Decimal(127), 127), (Decimal("12.5"), 12.5), (Decimal("1E+2"), 100)])
def test_numbers_are_written_as_json_writes_them(value: Decimal, written: float) -> None:
    assert json_number(value) == written
    assert type(json_number(value)) is type(written)


def test_commands_are_named_as_the_program_was_started(monkeypatch: pytest.MonkeyPatch) -> None:
    said = "“eucles-desk backup list” shows them. To change it: eucles-desk passphrase change"
    assert as_started(said) == said
    monkeypatch.setenv(COMMAND, "python3 scripts/start.py")
    assert as_started(said) == (
        "“python3 scripts/start.py backup list” shows them. To change it: python3 scripts/start.py passphrase change"
    )
