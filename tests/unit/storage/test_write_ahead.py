"""A write-ahead log of which a part is gone never makes data silently older."""

from __future__ import annotations

from pathlib import Path

from support.write_ahead import NOW, Said, Series, cuts

from eucles_desk.storage.opening import open_data


def test_a_log_cut_at_any_frame_is_told_with_the_changes_found_and_expected(tmp_path: Path) -> None:
    series = Series(tmp_path / "data")
    open_data(series.folder, lambda: NOW).close()
    data = open_data(series.folder, lambda: NOW)
    for number in range(4):
        with data.open_store() as store:
            if number:
                store.history.note("Something happened: {number}", {"number": str(number)})
        series.take(number)
    opener = series.keep_the_rest(tmp_path / "rest")
    data.close()
    told: list[str] = []
    assert cuts(opener, series.moments, (24,), told.append) > 10, told
    assert opener.silent == []
    assert opener.counts[Said.TOLD] == opener.counts.total() - 1, told
