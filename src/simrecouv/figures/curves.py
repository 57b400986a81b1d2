"""Figures over time: receivables, cash, ageing. They read `compare.Experiment.curves`.

Each is a drawing first (`simrecouv.figures.drawing`), which the policy lab sends as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from simrecouv.figures import words
from simrecouv.figures.drawing import Drawing
from simrecouv.figures.theme import (
    AGEING_COLOURS,
    AXIS,
    TOTAL,
    calendar,
    check_policy,
    colours,
    dashes,
    dates,
    labelled,
    layout_of,
    policies_of,
    transparent,
)
from simrecouv.vocabulary import Label, Lang
from simrecouv.vocabulary.numbers import quantity
from simrecouv.vocabulary.typography import say

#: Ends of the band: 90 % of the replications lie between them.
LOW, HIGH = 0.05, 0.95
#: Most policies whose bands can be told from each other.
MOST_BANDS = 5


def plot_receivables(
    curves: pd.DataFrame,
    *,
    start: date,
    lang: Lang = "fr",
    labels: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw gross receivables over time: mean and 90 % replication band of each policy.

    Beyond `MOST_BANDS` policies the lines stand alone.

    Parameters
    ----------
    curves
        Columns policy, replication, day, receivables [EUR].
    start
        Calendar date of day 0.
    labels
        What to show for each policy; names by default.

    Raises
    ------
    StudyError
        If there is nothing to draw.
    """
    return draw_receivables(curves, start=start, lang=lang, labels=labels).figure()


def draw_receivables(
    curves: pd.DataFrame,
    *,
    start: date,
    lang: Lang = "fr",
    labels: Mapping[str, str] | None = None,
) -> Drawing:
    """Draw what `plot_receivables` shows."""
    traces = _bands(curves, "receivables", start, lang, labels)
    layout = layout_of(lang, say(words.RECEIVABLES_TITLE, lang), _band_note(curves, lang))
    return Drawing(traces, layout | _over_time(lang, words.RECEIVABLES))


def plot_cash(
    curves: pd.DataFrame,
    *,
    start: date,
    lang: Lang = "fr",
    labels: Mapping[str, str] | None = None,
    credit_line_eur: float = 0.0,
) -> go.Figure:
    """Draw cash over time: mean and 90 % replication band of each policy.

    Parameters
    ----------
    curves
        Columns policy, replication, day, cash [EUR].
    credit_line_eur
        [EUR] Authorised overdraft, drawn as a line below zero where cash comes near it; 0 = none.
    """
    drawing = draw_cash(
        curves, start=start, lang=lang, labels=labels, credit_line_eur=credit_line_eur
    )
    return drawing.figure()


def draw_cash(
    curves: pd.DataFrame,
    *,
    start: date,
    lang: Lang = "fr",
    labels: Mapping[str, str] | None = None,
    credit_line_eur: float = 0.0,
) -> Drawing:
    """Draw what `plot_cash` shows."""
    traces = _bands(curves, "cash", start, lang, labels)
    layout = layout_of(lang, say(words.CASH_TITLE, lang), _band_note(curves, lang))
    if credit_line_eur > 0.0 and _comes_near(curves["cash"], -credit_line_eur):
        layout |= _credit_line(credit_line_eur, lang)
    return Drawing(traces, layout | _over_time(lang, words.CASH))


def _credit_line(eur: float, lang: Lang) -> dict[str, Any]:
    """Draw a line from end to end, and its name at the right above it."""
    at = {"xref": "x domain", "yref": "y"}
    line = {"color": TOTAL, "dash": "dot", "width": 1}
    shape = {"type": "line", "x0": 0, "x1": 1, "y0": -eur, "y1": -eur, "line": line, **at}
    note = {
        "text": f"{say(words.CREDIT_LINE, lang)} {quantity(eur, 'eur', lang)}",
        "font": {"size": 11},
        "showarrow": False,
        "x": 1,
        "y": -eur,
        "xanchor": "right",
        "yanchor": "bottom",
        **at,
    }
    return {"shapes": [shape], "annotations": [note]}


def plot_ageing(
    curves: pd.DataFrame,
    policy: str,
    *,
    start: date,
    lang: Lang = "fr",
    labels: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw the ageing of receivables over time under one policy, as stacked areas.

    Parameters
    ----------
    curves
        Columns policy, replication, day, then the five ages from ``not_due`` [EUR].
    """
    return draw_ageing(curves, policy, start=start, lang=lang, labels=labels).figure()


def draw_ageing(
    curves: pd.DataFrame,
    policy: str,
    *,
    start: date,
    lang: Lang = "fr",
    labels: Mapping[str, str] | None = None,
) -> Drawing:
    """Draw what `plot_ageing` shows."""
    names = policies_of(curves, ["day", *words.AGEING])
    check_policy(policy, names)
    mine = curves[curves["policy"] == policy]
    mean = mine.groupby("day")[list(words.AGEING)].mean()
    days, total = dates(list(mean.index), start), mean.sum(axis=1)
    traces = []
    for (column, label), colour in zip(words.AGEING.items(), AGEING_COLOURS, strict=True):
        share = (mean[column] / total).where(total > 0.0, 0.0)
        hover = [
            f"{quantity(e, 'eur', lang)} ({quantity(s, 'share', lang, decimals=0)})"
            for e, s in zip(mean[column], share, strict=True)
        ]
        traces.append(
            {
                "type": "scatter",
                "x": days,
                "y": mean[column].tolist(),
                "name": label.in_(lang),
                "stackgroup": "age",
                "line": {"width": 0.5, "color": colour},
                "fillcolor": colour,
                "customdata": hover,
                "hovertemplate": "%{customdata}",
            }
        )
    shown = labelled(names, labels)[policy]
    title = say(words.AGEING_TITLE, lang, policy=shown)
    subtitle = say(words.AGEING_SUBTITLE, lang, n=mine["replication"].nunique())
    layout = layout_of(lang, title, subtitle) | _over_time(lang, words.RECEIVABLES)
    layout["legend"] = {**layout["legend"], "traceorder": "normal"}
    return Drawing(traces, layout)


def _comes_near(values: pd.Series, level: float) -> bool:
    """Whether a level is no farther below values than values are from each other."""
    low, high = float(values.min()), float(values.max())
    return level >= low - (high - low)


def _bands(
    curves: pd.DataFrame,
    column: str,
    start: date,
    lang: Lang,
    labels: Mapping[str, str] | None,
) -> list[dict[str, Any]]:
    """Draw the band of each policy, then its line."""
    names = policies_of(curves, ["day", column])
    shown, colour, dash = labelled(names, labels), colours(names), dashes(names)
    has_bands = curves["replication"].nunique() > 1 and len(names) <= MOST_BANDS
    bands, lines = [], []
    for name in names:
        values = curves[curves["policy"] == name].groupby("day")[column]
        common = {"type": "scatter", "name": shown[name], "legendgroup": name}
        mean = values.mean()
        days = dates(list(mean.index), start)
        if has_bands:
            ends = values.quantile(np.array([LOW, HIGH])).unstack()
            band = {"x": [*days, *reversed(days)], "y": [*ends[HIGH], *ends[LOW][::-1]]}
            bands.append({**common, **band, **_filled(colour[name])})
        look = {"color": colour[name], "dash": dash[name], "width": 2}
        line = {"x": days, "y": mean.tolist(), "mode": "lines", "line": look}
        hover = [quantity(euros, "eur", lang) for euros in mean]
        lines.append({**common, **line, "customdata": hover, "hovertemplate": "%{customdata}"})
    return [*bands, *lines]


def _filled(colour: str) -> dict[str, Any]:
    """Fill a band, without line, name nor hover."""
    return {
        "showlegend": False,
        "fill": "toself",
        "fillcolor": transparent(colour, 0.12),
        "line": {"width": 0},
        "hoverinfo": "skip",
    }


def _band_note(curves: pd.DataFrame, lang: Lang) -> str:
    n, policies = curves["replication"].nunique(), curves["policy"].nunique()
    text = words.BAND if policies <= MOST_BANDS else words.LINES
    return say(text if n > 1 else words.ONE_REPLICATION, lang, n=n)


def _over_time(lang: Lang, axis: Label) -> dict[str, Any]:
    return {
        "hovermode": "x unified",
        "xaxis": {**AXIS, **calendar(lang, say(words.DATE, lang))},
        "yaxis": {**AXIS, "title": {"text": say(axis, lang)}, "tickformat": ",.0f"},
    }
