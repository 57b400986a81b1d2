"""Intervals side by side, and cash gained over the baseline: paired, and told in words."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from figures.hand_frames import plain_list
from simrecouv.errors import StudyError
from simrecouv.figures.cash_gap import plot_cash_gap
from simrecouv.figures.intervals import plot_coverage, plot_widths

START = date(2026, 1, 1)


def hand_widths() -> pd.DataFrame:
    rows = [(5, True, 900.0), (5, False, 9000.0), (20, True, 400.0), (20, False, 4000.0)]
    return pd.DataFrame(
        {
            "worlds": [n for n, _, _ in rows],
            "is_paired": [is_paired for _, is_paired, _ in rows],
            "mean": 1000.0,
            "low": [1000.0 - half for _, _, half in rows],
            "high": [1000.0 + half for _, _, half in rows],
        }
    )


def hand_cash(*gaps: float) -> pd.DataFrame:
    """Two policies whose luck is large, and whose paired difference is one of the gaps."""
    rows = [
        {"policy": name, "replication": k, "day": day, "cash": 1e6 * k + gap * (name == "b") * day}
        for name in ("a", "b")
        for k, gap in enumerate(gaps)
        for day in (0, 7)
    ]
    return pd.DataFrame(rows)


def test_paired_and_unpaired_bars_stand_beside_their_number_of_worlds() -> None:
    figure = plot_widths(hand_widths(), lang="en")
    paired, unpaired = figure.data
    assert (paired.name, unpaired.name) == ("same worlds (paired)", "worlds of its own (unpaired)")
    assert plain_list(paired.error_x.array) == [900, 400]
    assert plain_list(unpaired.error_x.arrayminus) == [9000, 4000]
    assert list(figure.layout.yaxis.ticktext) == ["5", "20"]
    assert np.allclose(np.round(paired.y), [0, 1])
    assert max(abs(ours - theirs) for ours, theirs in zip(paired.y, unpaired.y, strict=True)) < 0.5
    assert paired.customdata[0] == "+€1,000 (+€100 to +€1,900)"


def test_the_intervals_that_miss_are_counted_and_set_apart() -> None:
    rows = pd.DataFrame({"mean": [1.0, 5.0, 2.0], "low": [0.0, 4.0, 1.5], "high": [2.0, 6.0, 3.0]})
    figure = plot_coverage(rows, 1.8, lang="en")
    held, missed = figure.data
    assert (plain_list(held.y), plain_list(missed.y)) == ([1, 3], [2])
    assert figure.layout.title.text == "2 intervals of 3 contain the mean of all worlds"


def test_common_luck_leaves_the_cash_gained() -> None:
    band, line = plot_cash_gap(hand_cash(10.0, 10.0), "a", start=START, lang="en").data
    assert plain_list(line.y) == [0, 70]
    assert plain_list(band.y) == [0, 70, 70, 0]
    assert line.name == "b"


def test_one_replication_has_a_line_and_no_band() -> None:
    figure = plot_cash_gap(hand_cash(10.0), "a", start=START, lang="en")
    (line,) = figure.data
    assert line.customdata[1] == "+€70 (no interval)"
    assert "no interval" in figure.layout.title.subtitle.text


def test_a_label_is_text() -> None:
    labels = {"a": "A", "b": "<b>&"}
    figure = plot_cash_gap(hand_cash(1.0, 2.0), "a", start=START, labels=labels)
    assert figure.data[-1].name == "&lt;b&gt;&amp;"


def test_nothing_to_draw_is_named() -> None:
    for wrong in (hand_widths()[:0], hand_widths().drop(columns="low")):
        with pytest.raises(StudyError, match="nothing to draw"):
            plot_widths(wrong)
        with pytest.raises(StudyError, match="nothing to draw"):
            plot_coverage(wrong, 0.0)
    with pytest.raises(StudyError, match="no policy 'c'"):
        plot_cash_gap(hand_cash(1.0, 2.0), "c", start=START)
