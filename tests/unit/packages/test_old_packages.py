"""What version 1 has written stays readable. These files were made once, by tests/support/packing.py, and never change."""

from __future__ import annotations

from pathlib import Path

from support.packing import ASSESSMENT, CARDS, LEAD, OTHER_SEAT, PIECES, SEAT, SECOND, Held, Kept, read

from eucles_desk.assessment.package_values import Purpose
from eucles_desk.packages.box import opened_box
from eucles_desk.packages.content import Passphrase

FILES = Path(__file__).parents[2] / "fixtures" / "packages"


def test_a_package_of_version_1_is_read() -> None:
    sink = Held()
    found = read((FILES / "version-1.eucles").read_bytes(), sink=sink)
    assert (found.header.author.key, found.header.purpose) == (LEAD.public, Purpose.SEAT)
    assert found.released == {SEAT: b"[]"}
    assert opened_box(found.boxes[OTHER_SEAT], SECOND, assessment=ASSESSMENT, seat=OTHER_SEAT) == b"[1]\n"
    assert sink.staged == Kept(*PIECES).contents


def test_a_package_of_version_1_with_a_passphrase_is_read() -> None:
    found = read((FILES / "version-1-passphrase.eucles").read_bytes(), Passphrase("two words and more"))
    assert found.header.others == {"later": {"a": 1}}


def test_a_card_of_version_1_is_read() -> None:
    assert CARDS.read((FILES / "card-1.json").read_bytes()).key == LEAD.public
