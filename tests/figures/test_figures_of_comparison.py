"""Panels and bridge: points are means, bars are intervals, terms sum to the net gain."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from figures.hand_frames import POLICIES, hand_bridge, hand_differences, hand_scorecard, plain_list
from simrecouv.errors import StudyError
from simrecouv.figures import bridge_terms, plot_bridge, plot_comparison, plot_payment_curve
from simrecouv.figures.comparison import KPIS
from simrecouv.vocabulary import BRIDGE, Lang, Mode


def test_points_are_means_and_bars_are_student_intervals() -> None:
    scorecard = hand_scorecard()
    traces = iter(plot_comparison(scorecard).data)
    for kpi in KPIS:
        scale = 100.0 if kpi.startswith("recovery") else 1.0
        for policy in POLICIES:
            values = scale * scorecard.loc[scorecard["policy"] == policy, kpi]
            trace = next(traces)
            assert plain_list(trace.x) == pytest.approx([values.mean()])
            low, high = stats.t.interval(0.95, 3, values.mean(), stats.sem(values) or np.nan)
            half = plain_list(trace.error_x.array)[0]
            assert half == pytest.approx((high - low) / 2.0 if np.isfinite(low) else 0.0)
    assert next(traces, None) is None


def test_every_point_lies_inside_its_panel() -> None:
    figure = plot_comparison(hand_scorecard())
    for trace in figure.data:
        axis = figure.layout[f"xaxis{trace.xaxis[1:]}"]
        assert axis.range[0] < plain_list(trace.x)[0] < axis.range[1]


def test_differences_are_written_when_given() -> None:
    scorecard = hand_scorecard()
    figure = plot_comparison(scorecard, differences=hand_differences(scorecard), lang="en")
    texts = {(trace.name, trace.xaxis): trace.text[0] for trace in figure.data}
    assert texts["ferme", "x"] == "\u22122.0\u00a0d (\u22123.0 to \u22121.0\u00a0d)"
    assert texts["douce", "x"] == ""
    assert "paired difference from “douce”" in figure.layout.title.subtitle.text
    assert "paired" not in plot_comparison(scorecard, lang="en").layout.title.subtitle.text


def test_the_intervals_of_the_study_are_drawn_as_they_are() -> None:
    """A bar may be longer on one side: the interval of a tail is not centred on its mean."""
    scorecard = hand_scorecard()
    rows = [(name, kpi, 5.0, 4.0, 8.0) for name in POLICIES for kpi in KPIS]
    levels = pd.DataFrame(rows, columns=["policy", "kpi", "mean", "ci_low", "ci_high"])
    for trace, kpi in zip(
        plot_comparison(scorecard, levels=levels).data, np.repeat(KPIS, len(POLICIES)), strict=True
    ):
        scale = 100.0 if kpi.startswith("recovery") else 1.0
        ends = (*plain_list(trace.error_x.arrayminus), *plain_list(trace.error_x.array))
        assert plain_list(trace.x) == pytest.approx([5.0 * scale])
        assert ends == pytest.approx((1.0 * scale, 3.0 * scale))


def test_a_tail_has_no_interval_from_the_scorecard_alone() -> None:
    scorecard = hand_scorecard().assign(cash_min=[1.0, 2.0, 4.0, 8.0] * len(POLICIES))
    figure = plot_comparison(scorecard, kpis=["cash_min"])
    assert all(np.isnan(plain_list(trace.error_x.array)[0]) for trace in figure.data)
    assert all(plain_list(trace.x) == [3.75] for trace in figure.data)


@pytest.mark.parametrize(("lang", "told"), [("fr", "hasard et hypothèses"), ("en", "luck and")])
def test_what_the_intervals_cover_is_said(lang: Lang, told: str) -> None:
    scorecard = hand_scorecard()
    figure = plot_comparison(scorecard, mode=Mode.LUCK_AND_ASSUMPTIONS, lang=lang)
    assert told in figure.layout.title.subtitle.text


def test_a_difference_without_interval_says_so() -> None:
    scorecard = hand_scorecard()
    silent = hand_differences(scorecard).assign(ci_low=np.nan, ci_high=np.nan)
    figure = plot_comparison(scorecard, differences=silent, lang="en")
    texts = [trace.text[0] for trace in figure.data if trace.name != "douce"]
    assert all(text.endswith("(no interval)") for text in texts)


def test_one_replication_draws_points_without_bars() -> None:
    figure = plot_comparison(hand_scorecard(1))
    assert all(np.isnan(plain_list(trace.error_x.array)[0]) for trace in figure.data)
    assert all(np.isfinite(plain_list(trace.x)[0]) for trace in figure.data)


def test_bars_of_the_bridge_are_signed_mean_differences() -> None:
    bridge = hand_bridge()
    figure = plot_bridge(bridge, "douce", "ferme", lang="en")
    (bars,) = figure.data
    means = bridge.groupby("policy")[[name for name, _, _ in BRIDGE]].mean()
    expected = {
        label.en: sign * (means.loc["ferme", name] - means.loc["douce", name])
        for name, sign, label in BRIDGE
    }
    drawn = dict(zip(bars.y, plain_list(bars.x), strict=True))
    total = drawn.pop("net gain")
    assert drawn == pytest.approx({k: v for k, v in expected.items() if v != 0.0})
    assert total == pytest.approx(sum(expected.values())) == pytest.approx(300 + 200 - 120.5 - 0.5)
    assert list(bars.measure) == ["relative"] * len(drawn) + ["total"]


def test_zero_terms_are_named_not_drawn() -> None:
    figure = plot_bridge(hand_bridge(), "douce", "ferme", lang="en")
    note = " ".join(a.text for a in figure.layout.annotations).replace("<br>", " ")
    zero = [label.en for name, _, label in BRIDGE if label.en not in set(figure.data[0].y)]
    assert len(zero) == 7
    assert note == f"Zero terms, not shown: {', '.join(zero)}."


def test_a_policy_against_itself_gains_nothing_and_draws_its_total() -> None:
    figure = plot_bridge(hand_bridge(), "ferme", "ferme")
    assert plain_list(figure.data[0].x) == [0.0]
    assert figure.layout.title.text.endswith(": 0,00\u00a0€")
    assert bridge_terms(hand_bridge(), "ferme", "ferme").eq(0.0).all()
    assert [note.text for note in figure.layout.annotations] == ["Aucun terme ne change."]


def test_no_panel_and_no_bridge_is_empty() -> None:
    with pytest.raises(StudyError, match="empty"):
        plot_comparison(hand_scorecard()[:0])
    with pytest.raises(StudyError, match="empty"):
        plot_bridge(hand_bridge()[:0], "douce", "ferme")
    with pytest.raises(StudyError, match="no policy 'dure'"):
        plot_bridge(hand_bridge(), "douce", "dure")


def test_payment_curves_are_drawn_as_they_are() -> None:
    observed = pd.DataFrame(
        {"segment": ["a"] * 3, "days_past_due": [-1, 0, 5], "unpaid_share": [1.0, 0.5, 0.25]}
    )
    expected = observed.assign(unpaid_share=[0.9, 0.6, 0.2])
    figure = plot_payment_curve(observed, expected=expected, lang="en", labels={"a": "A"})
    assert [trace.name for trace in figure.data] == ["A", "A (expected)"]
    assert [plain_list(trace.x) for trace in figure.data] == [[-1, 0, 5]] * 2
    assert plain_list(figure.data[0].y) == [100.0, 50.0, 25.0]
    assert plain_list(figure.data[1].y) == pytest.approx([90.0, 60.0, 20.0])
    assert len({trace.line.color for trace in figure.data}) == 1
    with pytest.raises(StudyError, match="nothing to draw"):
        plot_payment_curve(observed[:0])
