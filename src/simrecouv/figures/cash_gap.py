"""Cash gained over the baseline, day by day: what comes once, and what comes back every year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from simrecouv.estimation import student
from simrecouv.figures import words
from simrecouv.figures.difference import difference_in_words
from simrecouv.figures.theme import (
    calendar_axis,
    check_policy,
    colours,
    dates,
    labelled,
    policies_of,
    styled,
    transparent,
)
from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.typography import say


def plot_cash_gap(
    curves: pd.DataFrame,
    baseline: str,
    *,
    start: date,
    lang: Lang = "fr",
    labels: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw the paired difference of cash of each policy from the baseline, with its 95 % interval.

    Cash released rises and stays; a gain of every year makes a slope.

    Parameters
    ----------
    curves
        Columns policy, replication, day, cash [EUR]: `compare.Experiment.curves`.
    baseline
        Name of the policy that the others are compared with.
    start
        Calendar date of day 0.
    labels
        What to show for each policy; names by default.

    Raises
    ------
    StudyError
        If there is nothing to draw, or no such baseline.
    """
    names = policies_of(curves, ["day", "cash"])
    check_policy(baseline, names)
    shown, colour = labelled(names, labels), colours(names)
    cash = {
        name: curves[curves["policy"] == name].pivot(
            index="replication", columns="day", values="cash"
        )
        for name in names
    }
    figure = go.Figure()
    for name in (one for one in names if one != baseline):
        _add(figure, cash[name] - cash[baseline], shown[name], colour[name], start, lang)
    n = curves["replication"].nunique()
    subtitle = words.GAP_SUBTITLE if n > 1 else words.GAP_SUBTITLE_ALONE
    title = say(words.GAP_TITLE, lang, baseline=shown[baseline])
    styled(figure, lang, title, say(subtitle, lang, n=n))
    figure.update_layout(hovermode="x unified", showlegend=True)
    figure.update_yaxes(title_text=say(words.CASH_GAINED, lang), tickformat=",.0f", zeroline=True)
    return calendar_axis(figure, lang, say(words.DATE, lang))


def _add(
    figure: go.Figure, gaps: pd.DataFrame, label: str, colour: str, start: date, lang: Lang
) -> None:
    """Add the line of one policy, and its band where there is one."""
    mean, low, high = student(gaps.to_numpy(float))
    days = dates([int(day) for day in gaps.columns], start)
    if np.isfinite(low).all():
        figure.add_scatter(
            x=[*days, *reversed(days)],
            y=[*high, *low[::-1]],
            legendgroup=label,
            showlegend=False,
            fill="toself",
            fillcolor=transparent(colour, 0.12),
            line={"width": 0},
            hoverinfo="skip",
        )
    figure.add_scatter(
        x=days,
        y=mean,
        name=label,
        legendgroup=label,
        mode="lines",
        line={"color": colour, "width": 2},
        customdata=[
            difference_in_words(*ends, "eur", lang) for ends in zip(mean, low, high, strict=True)
        ],
        hovertemplate="%{customdata}",
    )
