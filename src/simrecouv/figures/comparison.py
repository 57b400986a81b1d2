"""Policies side by side: level of four KPIs with intervals, and paired differences when given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite, sqrt
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from simrecouv.figures import words
from simrecouv.figures.theme import colours, labelled, policies_of, styled
from simrecouv.vocabulary import MEASURE, Lang
from simrecouv.vocabulary.numbers import decimals_for, interval, quantity
from simrecouv.vocabulary.typography import say

#: Heights [pixels]: above and below the panels, of what a panel adds to its policies, between rows.
AROUND, PANEL, POLICY, GAP = 200, 20, 46, 85
#: The four questions of a controller.
KPIS = ("dso_simple", "bfr_mean", "recovery_rate_90d", "net_gain")


class Level(NamedTuple):
    """Mean over replications and half-width of its 95 % Student interval (NaN from one)."""

    mean: float
    half_width: float


def plot_comparison(
    scorecard: pd.DataFrame,
    *,
    differences: pd.DataFrame | None = None,
    lang: Lang = "fr",
    labels: Mapping[str, str] | None = None,
    kpis: Sequence[str] = KPIS,
) -> go.Figure:
    """Draw four small panels: mean and 95 % interval of each policy on each KPI.

    Parameters
    ----------
    scorecard
        Columns policy, replication, then KPIs.
    differences
        Paired differences (`compare.Experiment.differences`): columns policy, kpi, mean, ci_low,
        ci_high. Written beside each point when given; the policy that is absent is the baseline.

    Raises
    ------
    StudyError
        If there is nothing to draw.
    """
    from plotly.subplots import make_subplots

    names = policies_of(scorecard, kpis)
    shown, colour = labelled(names, labels), colours(names)
    rows = (len(kpis) + 1) // 2
    panels = rows * (PANEL + POLICY * len(names)) + (rows - 1) * GAP
    figure = make_subplots(
        rows=rows,
        cols=2,
        shared_yaxes=True,
        subplot_titles=[_panel_title(kpi, lang) for kpi in kpis],
        horizontal_spacing=0.06,
        vertical_spacing=GAP / panels,
    )
    for k, kpi in enumerate(kpis):
        row, column = k // 2 + 1, k % 2 + 1
        levels = {name: _level(scorecard, name, kpi) for name in names}
        for name in names:
            text = _difference(differences, name, kpi, lang)
            point = _point(levels[name], kpi, shown[name], colour[name], text, lang)
            figure.add_trace(point, row=row, col=column)
        figure.update_xaxes(range=_range(levels, kpi), row=row, col=column)
    subtitle = say(words.COMPARISON_SUBTITLE, lang, n=scorecard["replication"].nunique())
    if differences is not None:
        reference = next((n for n in names if n not in set(differences["policy"])), names[0])
        subtitle += " " + say(words.WITH_DIFFERENCES, lang, policy=shown[reference])
    styled(figure, lang, say(words.COMPARISON_TITLE, lang), subtitle, AROUND + panels)
    figure.update_layout(margin_t=110, hovermode="closest", showlegend=False)
    figure.update_annotations(font_size=13)
    figure.update_xaxes(tickformat=",", nticks=6)
    return figure.update_yaxes(
        categoryorder="array",
        categoryarray=[shown[name] for name in reversed(names)],
        range=[-0.6, len(names) - 0.3],
    )


def _panel_title(kpi: str, lang: Lang) -> str:
    measure = MEASURE[kpi]
    title = words.PANELS[kpi].in_(lang) if kpi in words.PANELS else measure.label.in_(lang)
    return say(words.PANEL, lang, title=title, direction=words.BETTER[measure.better].in_(lang))


def _level(scorecard: pd.DataFrame, name: str, kpi: str) -> Level:
    from scipy.special import stdtrit

    values = scorecard.loc[scorecard["policy"] == name, kpi].dropna()
    n = len(values)
    if n < 2:
        return Level(float(values.mean()), float("nan"))
    return Level(float(values.mean()), float(stdtrit(n - 1, 0.975) * values.std() / sqrt(n)))


def _point(
    level: Level, kpi: str, label: str, colour: str, difference: str, lang: Lang
) -> go.Scatter:
    unit = MEASURE[kpi].unit
    decimals = decimals_for(unit, level.half_width)
    ends = (level.mean - level.half_width, level.mean + level.half_width)
    hover = quantity(level.mean, unit, lang, decimals=decimals)
    between = interval(*ends, unit, lang, decimals=decimals)
    hover += f" ({between})" if between else ""
    return go.Scatter(
        x=[_scaled(level.mean, kpi)],
        y=[label],
        name=label,
        mode="markers+text",
        marker={"color": colour, "size": 10},
        error_x={"array": [_scaled(level.half_width, kpi)], "color": colour, "thickness": 1.5},
        text=[difference],
        textposition="top center",
        textfont={"size": 11},
        cliponaxis=False,
        customdata=[f"{hover}<br>{difference}" if difference else hover],
        hovertemplate="<b>%{y}</b><br>%{customdata}<extra></extra>",
    )


def _difference(differences: pd.DataFrame | None, name: str, kpi: str, lang: Lang) -> str:
    if differences is None:
        return ""
    row = differences[(differences["policy"] == name) & (differences["kpi"] == kpi)]
    if row.empty:
        return ""
    mean, low, high = (float(row.iloc[0][c]) for c in ("mean", "ci_low", "ci_high"))
    unit = MEASURE[kpi].unit
    decimals = decimals_for(unit, (high - low) / 2.0)
    text = quantity(mean, unit, lang, decimals=decimals, difference=True)
    between = interval(low, high, unit, lang, decimals=decimals, difference=True)
    return f"{text} ({between})" if between else text


def _scaled(value: float, kpi: str) -> float:
    """Shares are drawn in percent."""
    return 100.0 * value if MEASURE[kpi].unit == "share" else value


def _range(levels: Mapping[str, Level], kpi: str) -> list[float]:
    """Leave room beside the outer points for their text."""
    ends = [
        _scaled(level.mean + side * (level.half_width if isfinite(level.half_width) else 0.0), kpi)
        for level in levels.values()
        if isfinite(level.mean)
        for side in (-1.0, 1.0)
    ]
    low, high = min(ends, default=0.0), max(ends, default=1.0)
    room = 0.35 * (high - low) or max(1.0, 0.1 * abs(high))
    return [low - room, high + room]
