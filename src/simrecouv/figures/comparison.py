"""Policies side by side: level of four KPIs with intervals, and paired differences when given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from simrecouv.estimation import Method, method_of, student
from simrecouv.figures import words
from simrecouv.figures.difference import difference_in_words
from simrecouv.figures.theme import colours, labelled, policies_of, styled
from simrecouv.vocabulary import IN_MODE, MEASURE, Lang, Mode
from simrecouv.vocabulary.numbers import decimals_for, interval, quantity
from simrecouv.vocabulary.typography import say

#: Heights [pixels]: above and below the panels, of what a panel adds to its policies, between rows.
AROUND, PANEL, POLICY, GAP = 200, 20, 46, 85
#: The four questions of a controller.
KPIS = ("dso_simple", "bfr_mean", "recovery_rate_90d", "net_gain")


class Level(NamedTuple):
    """A figure and its 95 % interval, NaN where it has none."""

    mean: float
    low: float
    high: float


def plot_comparison(
    scorecard: pd.DataFrame,
    *,
    levels: pd.DataFrame | None = None,
    differences: pd.DataFrame | None = None,
    mode: Mode | None = None,
    lang: Lang = "fr",
    labels: Mapping[str, str] | None = None,
    kpis: Sequence[str] = KPIS,
) -> go.Figure:
    """Draw four small panels: mean and 95 % interval of each policy on each KPI.

    Parameters
    ----------
    scorecard
        Columns policy, replication, then KPIs.
    levels
        What the study says of each level (`compare.Experiment.summary`): columns policy, kpi,
        mean, ci_low, ci_high. Without it means have Student's interval, from the scorecard alone;
        a KPI that needs another has none.
    differences
        Paired differences (`compare.Experiment.differences`): columns policy, kpi, mean, ci_low,
        ci_high. Written beside each point when given; the policy that is absent is the baseline.
    mode
        What the intervals cover (`compare.Experiment.mode`), written under the title when given.

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
        found = {name: _level(scorecard, levels, name, kpi) for name in names}
        for name in names:
            text = _difference(differences, name, kpi, lang)
            point = _point(found[name], kpi, shown[name], colour[name], text, lang)
            figure.add_trace(point, row=row, col=column)
        figure.update_xaxes(range=_range(found, kpi), row=row, col=column)
    subtitle = say(words.COMPARISON_SUBTITLE, lang, n=scorecard["replication"].nunique())
    if differences is not None:
        reference = next((n for n in names if n not in set(differences["policy"])), names[0])
        subtitle += " " + say(words.WITH_DIFFERENCES, lang, policy=shown[reference])
    if mode is not None:
        subtitle += " " + say(IN_MODE, lang, mode=say(mode.label, lang))
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


def _level(scorecard: pd.DataFrame, levels: pd.DataFrame | None, name: str, kpi: str) -> Level:
    if levels is not None:
        row = levels[(levels["policy"] == name) & (levels["kpi"] == kpi)].iloc[0]
        return Level(*(float(row[column]) for column in ("mean", "ci_low", "ci_high")))
    values = scorecard.loc[scorecard["policy"] == name, [kpi]].to_numpy(dtype=float)
    mean, low, high = (float(end[0]) for end in student(values))
    is_students = method_of(kpi, is_difference=False) is Method.STUDENT
    return Level(mean, low, high) if is_students else Level(mean, np.nan, np.nan)


def _point(
    level: Level, kpi: str, label: str, colour: str, difference: str, lang: Lang
) -> go.Scatter:
    unit = MEASURE[kpi].unit
    decimals = decimals_for(unit, (level.high - level.low) / 2.0)
    hover = quantity(level.mean, unit, lang, decimals=decimals)
    between = interval(level.low, level.high, unit, lang, decimals=decimals)
    hover += f" ({between})" if between else ""
    return go.Scatter(
        x=[_scaled(level.mean, kpi)],
        y=[label],
        name=label,
        mode="markers+text",
        marker={"color": colour, "size": 10},
        error_x={
            "array": [_scaled(level.high - level.mean, kpi)],
            "arrayminus": [_scaled(level.mean - level.low, kpi)],
            "color": colour,
            "thickness": 1.5,
        },
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
    return difference_in_words(mean, low, high, MEASURE[kpi].unit, lang)


def _scaled(value: float, kpi: str) -> float:
    """Shares are drawn in percent."""
    return 100.0 * value if MEASURE[kpi].unit == "share" else value


def _range(levels: Mapping[str, Level], kpi: str) -> list[float]:
    """Leave room beside the outer points for their text."""
    ends = [_scaled(end, kpi) for level in levels.values() for end in level if isfinite(end)]
    low, high = min(ends, default=0.0), max(ends, default=1.0)
    room = 0.35 * (high - low) or max(1.0, 0.1 * abs(high))
    return [low - room, high + room]
