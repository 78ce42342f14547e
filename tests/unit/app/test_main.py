from __future__ import annotations

from collections.abc import Sequence

import pytest

from eucles_desk.app import main


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], (True, None)),
        (["--data-dir", "here"], (True, "here")),
        (["--data-dir=here"], (True, "here")),
        (["--data-dir", "one", "--data-dir=two"], (True, "two")),
        (["--data-dir"], (False, None)),
        (["--data-dir="], (False, None)),
        (["--data-dir", "--help"], (False, None)),
        (["--data-dir", "here", "list"], (False, None)),
        (["list"], (False, None)),
        (["--help"], (False, None)),
        (["--version"], (False, None)),
        ([""], (False, None)),
    ],
)
def test_only_a_data_folder_and_nothing_else_opens_the_window(
    arguments: Sequence[str], expected: tuple[bool, str | None]
) -> None:
    assert main._window_options(arguments) == expected  # pyright: ignore[reportPrivateUsage]


def test_main_ends_with_the_exit_status(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main.main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("EUCLES Desk ")
