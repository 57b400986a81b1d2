"""Responses to a lever: points are means, bands are intervals, terms sum to the net gain."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from figures.hand_frames import plain_list
from simrecouv.errors import StudyError
from simrecouv.figures import plot_response, plot_response_terms
from simrecouv.vocabulary import BRIDGE

LEVER = "steps.r1.repeat.every_days"


def hand_responses(*values: float, shift: float = 0.0, kpi: str = "net_gain") -> pd.DataFrame:
    """A hill: 1,000 less for each unit from 10, and an interval of 500 on each side."""
    means = [shift - 1000.0 * abs(value - 10) for value in values]
    return pd.DataFrame(
        {
            "lever": LEVER,
            "value": values,
            "kpi": kpi,
            "mean": means,
            "ci_low": [mean - 500.0 for mean in means],
            "ci_high": [mean + 500.0 for mean in means],
        }
    )


def hand_terms() -> pd.DataFrame:
    """Margin and losses move; agency hardly does; the other terms are zero."""
    moved = {"margin": (-900.0, -100.0), "losses": (400.0, -50.0), "agency": (3.0, -2.0)}
    rows = [
        {"lever": LEVER, "value": value, "term": name, "mean": moved.get(name, (0.0, 0.0))[k]}
        for k, value in enumerate((2, 20))
        for name, _, _ in BRIDGE
    ]
    return pd.DataFrame(rows).assign(ci_low=np.nan, ci_high=np.nan)


def test_one_curve_has_its_points_and_its_band() -> None:
    band, curve = plot_response(hand_responses(2, 10, 40), lang="en").data
    assert plain_list(curve.x) == [2, 10, 40]
    assert plain_list(curve.y) == [-8000, 0, -30000]
    assert plain_list(band.x) == [2, 10, 40, 40, 10, 2]
    assert plain_list(band.y) == [-7500, 500, -29500, -30500, -500, -8500]
    assert band.mode == "lines"
    assert curve.customdata[0] == "\u2212€8,000 (\u2212€8,500 to \u2212€7,500)"


def test_several_curves_are_named_and_share_a_colour_with_their_band() -> None:
    figure = plot_response({"a": hand_responses(2, 4), "b": hand_responses(2, 4, shift=9.0)})
    bands, curves = figure.data[:2], figure.data[2:]
    assert [curve.name for curve in curves] == ["a", "b"]
    assert [band.legendgroup for band in bands] == ["a", "b"]
    assert figure.layout.showlegend
    assert curves[0].line.color != curves[1].line.color


@pytest.mark.parametrize(
    ("values", "axis"),
    [((2, 10, 42), "log"), ((5, 10, 20), "linear"), ((0, 10, 80), "linear")],
)
def test_a_wide_sweep_stands_on_a_logarithmic_axis(values: tuple[float, ...], axis: str) -> None:
    figure = plot_response(hand_responses(*values), lang="en")
    x = figure.layout.xaxis
    assert (x.type, x.tickvals) == (axis, values)
    ends = np.log10(values) if axis == "log" else np.array(values)
    assert x.range[0] < ends[0]
    assert ends[-1] < x.range[1]
    assert x.title.text == "Interval between two reminders (days)"


def test_a_lever_that_no_text_describes_names_itself() -> None:
    figure = plot_response(hand_responses(2, 4).assign(lever="a.<b>"))
    assert figure.layout.xaxis.title.text == "A.&lt;b&gt;"


def test_shares_are_drawn_in_points_and_one_replication_has_no_band() -> None:
    rows = hand_responses(2, 4, kpi="recovery_rate_90d").assign(ci_low=np.nan, ci_high=np.nan)
    (curve,) = plot_response(rows, kpi="recovery_rate_90d", lang="en").data
    assert plain_list(curve.y) == [-800_000, -600_000]


def test_bars_are_the_terms_and_diamonds_their_sum() -> None:
    figure = plot_response_terms(hand_terms(), lang="en")
    drawn = {trace.name: plain_list(trace.y) for trace in figure.data}
    assert drawn["margin of invoiced sales"] == [-900, -100]
    assert drawn["principal not received"] == [400, -50]
    assert drawn["other terms"] == [3, -2]
    assert drawn["Net gain"] == [-497, -152]
    assert len(drawn) == 4
    assert figure.layout.barmode == "relative"


def test_nothing_to_draw_is_named() -> None:
    rows = hand_responses(2, 4)
    for wrong in (rows[:0], rows.drop(columns="lever"), {}, rows.assign(kpi="dso_simple")):
        with pytest.raises(StudyError, match="nothing to draw"):
            plot_response(wrong)
    for wrong in (hand_terms()[:0], rows):
        with pytest.raises(StudyError, match="nothing to draw"):
            plot_response_terms(wrong)
