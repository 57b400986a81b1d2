"""Payments: curves with their gaps, and days of the week and of the month."""

from __future__ import annotations

import pandas as pd
import pytest

from figures.hand_frames import plain_list
from simrecouv.errors import StudyError
from simrecouv.figures import plot_payment_curve, plot_payment_patterns

CURVE = pd.DataFrame({"segment": "<a>", "days_past_due": [0, 30], "unpaid_share": [0.6, 0.1]})
GAPS = pd.DataFrame(
    {"segment": ["", "", "<a>"], "days_past_due": [0, 30, 0], "gap": [0.004, -0.021, 0.01]}
)
PATTERNS = pd.DataFrame(
    [
        ("", "weekday", 0, 30, 0.3, 0.2),
        ("", "weekday", 4, 70, 0.7, 0.2),
        ("", "day_of_month", 5, 100, 1.0, 0.03),
        ("PME", "weekday", 0, 4, 1.0, 0.2),
    ],
    columns=["segment", "calendar", "day", "payments", "share", "expected"],
)


def test_gaps_are_points_in_a_panel_below() -> None:
    figure = plot_payment_curve(CURVE, gaps=GAPS, lang="en")
    curve, whole, segment = figure.data
    assert [trace.yaxis or "y" for trace in figure.data] == ["y", "y2", "y2"]
    assert plain_list(whole.y) == pytest.approx([0.4, -2.1])
    assert whole.name == "whole ledger (gap)"
    assert segment.name == "&lt;a&gt; (gap)"
    assert segment.line.color == curve.line.color != whole.line.color
    assert "2.1 points at most" in figure.layout.title.subtitle.text
    assert figure.layout.xaxis2.title.text == "Days past due"
    assert "Below" not in plot_payment_curve(CURVE, lang="en").layout.title.subtitle.text


def test_bars_are_the_whole_ledger_and_points_the_segments() -> None:
    figure = plot_payment_patterns(PATTERNS, lang="en")
    kinds = [(trace.type, trace.xaxis, trace.name) for trace in figure.data]
    assert kinds == [
        ("bar", "x", "Whole ledger"),
        ("scatter", "x", "PME"),
        ("scatter", "x", "Spread evenly"),
        ("bar", "x2", "Whole ledger"),
        ("scatter", "x2", "Spread evenly"),
    ]
    assert plain_list(figure.data[0].y) == pytest.approx([30.0, 70.0])
    assert figure.data[0].customdata[1] == "70.0% (70)"
    assert figure.layout.xaxis.ticktext[4] == "Fri"
    assert figure.layout.title.subtitle.text.startswith("100 payments")


def test_each_language_is_alone_on_the_figures() -> None:
    days = plot_payment_patterns(PATTERNS, lang="fr", labels={"PME": "<i>"})
    assert days.data[0].name == "Tout le grand livre"
    assert days.data[1].name == "&lt;i&gt;"
    assert days.data[0].customdata[1] == "70,0\u00a0% (70)"
    assert days.layout.xaxis2.title.text == "Jour du mois"
    curve = plot_payment_curve(CURVE, gaps=GAPS, lang="fr")
    assert "2,1 points au plus" in curve.layout.title.subtitle.text


def test_no_figure_is_empty() -> None:
    for frame in (PATTERNS[:0], PATTERNS.drop(columns="expected")):
        with pytest.raises(StudyError, match="nothing to draw"):
            plot_payment_patterns(frame)
    with pytest.raises(StudyError, match="nothing to draw"):
        plot_payment_curve(CURVE, gaps=GAPS[:0])
