"""Figures over time draw exactly what their frame holds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from figures.hand_frames import AGES, DAYS, POLICIES, hand_curves, plain_list
from simrecouv.errors import StudyError
from simrecouv.figures import plot_ageing, plot_cash, plot_receivables
from simrecouv.figures.theme import PALETTE

START = date(2026, 1, 30)
DATES = ["2026-01-30", "2026-02-06", "2026-02-13"]


def _lines(figure: Any) -> list[Any]:
    return [trace for trace in figure.data if trace.mode == "lines"]


def _bands(figure: Any) -> list[Any]:
    return [trace for trace in figure.data if trace.fill == "toself"]


@pytest.mark.parametrize(
    ("plot", "column"), [(plot_receivables, "receivables"), (plot_cash, "cash")]
)
def test_lines_are_means_and_bands_are_quantiles(plot: Any, column: str) -> None:
    curves = hand_curves()
    figure = plot(curves, start=START)
    for policy, line, band in zip(POLICIES, _lines(figure), _bands(figure), strict=True):
        values = curves[curves["policy"] == policy].groupby("day")[column]
        assert list(line.x) == DATES
        assert plain_list(line.y) == values.mean().tolist()
        upper, lower = plain_list(band.y[: len(DAYS)]), plain_list(band.y[len(DAYS) :])[::-1]
        assert (upper, lower) == (values.quantile(0.95).tolist(), values.quantile(0.05).tolist())
        assert list(band.x) == [*DATES, *DATES[::-1]]


def test_one_replication_has_no_band_and_says_so() -> None:
    figure = plot_receivables(hand_curves(1), start=START, lang="en")
    assert _bands(figure) == []
    assert figure.layout.title.subtitle.text == "One replication only: no band."


def _many(policies: int) -> pd.DataFrame:
    """Curves of so many policies."""
    one = hand_curves()[lambda frame: frame["policy"] == POLICIES[0]]
    return pd.concat([one.assign(policy=f"policy-{k}") for k in range(policies)])


def test_bands_that_nobody_could_tell_apart_are_left_out() -> None:
    few, many = (plot_cash(_many(n), start=START, lang="en") for n in (5, 6))
    assert (len(_bands(few)), len(_bands(many))) == (5, 0)
    assert "Band" in few.layout.title.subtitle.text
    assert many.layout.title.subtitle.text == "Line: mean of 4 replications."


def test_policies_that_take_a_colour_again_are_dashed() -> None:
    looks = [(t.line.color, t.line.dash) for t in plot_cash(_many(20), start=START).data]
    assert len(set(looks)) == 20
    assert {dash for _, dash in looks[:8]} == {"solid"}
    assert looks[8] == (PALETTE[0], "dash")


def test_policies_keep_their_colour_and_order() -> None:
    for plot in (plot_receivables, plot_cash):
        lines = _lines(plot(hand_curves(), start=START))
        assert [line.line.color for line in lines] == list(PALETTE[:3])
        assert [line.name for line in lines] == list(POLICIES)


def test_hover_is_written_as_the_language_does() -> None:
    french = _lines(plot_cash(hand_curves(), start=START, lang="fr"))[1]
    english = _lines(plot_cash(hand_curves(), start=START, lang="en"))[0]
    assert french.customdata[0] == "925\u00a0€"
    assert english.customdata[0] == "\u2212€75"


def test_the_credit_line_stands_below_zero_where_cash_comes_near_it() -> None:
    drawn = plot_cash(hand_curves(), start=START, credit_line_eur=1200.0, lang="fr")
    assert [(s.y0, s.y1) for s in drawn.layout.shapes] == [(-1200.0, -1200.0)]
    assert "1\u202f200\u00a0€" in drawn.layout.annotations[0].text
    assert not plot_cash(hand_curves(), start=START).layout.shapes
    far = plot_cash(hand_curves(), start=START, credit_line_eur=150_000.0)
    assert not far.layout.shapes  # it would flatten the curves


def test_ageing_stacks_the_means_and_sums_to_the_receivables() -> None:
    curves = hand_curves()
    figure = plot_ageing(curves, "ferme", start=START)
    mean = curves[curves["policy"] == "ferme"].groupby("day").mean(numeric_only=True)
    assert [plain_list(trace.y) for trace in figure.data] == [mean[a].tolist() for a in AGES]
    assert {trace.stackgroup for trace in figure.data} == {"age"}
    total = [sum(ages) for ages in zip(*(plain_list(t.y) for t in figure.data), strict=True)]
    assert total == pytest.approx(mean["receivables"].tolist(), abs=1e-9)


def test_an_ageing_of_nothing_owed_has_no_undefined_share() -> None:
    curves = hand_curves()
    curves[list(AGES)] = 0.0
    figure = plot_ageing(curves, "douce", start=START, lang="en")
    assert set(figure.data[0].customdata) == {"€0 (0%)"}


def test_an_unknown_policy_is_named_with_the_nearest() -> None:
    with pytest.raises(StudyError, match="did you mean 'ferme'"):
        plot_ageing(hand_curves(), "fermes", start=START)


@pytest.mark.parametrize("plot", [plot_receivables, plot_cash])
def test_no_figure_is_empty(plot: Any) -> None:
    with pytest.raises(StudyError, match="empty"):
        plot(hand_curves()[:0], start=START)
    with pytest.raises(StudyError, match="no column day"):
        plot(hand_curves().drop(columns="day"), start=START)
    with pytest.raises(StudyError, match="no column not_due"):
        plot_ageing(hand_curves().drop(columns="not_due"), "douce", start=START)


def test_labels_are_texts_not_markup() -> None:
    labels = {"douce": "<script>alert(1)</script> & <b>x</b>"}
    figure = plot_receivables(hand_curves(), start=START, labels=labels)
    assert _lines(figure)[0].name == (
        "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;x&lt;/b&gt;"
    )
    assert "<b>" not in figure.to_json()
