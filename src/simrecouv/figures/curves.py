"""Figures over time: receivables, cash, ageing. They read `compare.Experiment.curves`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from simrecouv.figures import words
from simrecouv.figures.theme import (
    AGEING_COLOURS,
    TOTAL,
    calendar_axis,
    check_policy,
    colours,
    dashes,
    dates,
    labelled,
    policies_of,
    styled,
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
    figure = _bands(curves, "receivables", start, lang, labels)
    styled(figure, lang, say(words.RECEIVABLES_TITLE, lang), _band_note(curves, lang))
    return _over_time(figure, lang, words.RECEIVABLES)


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
    figure = _bands(curves, "cash", start, lang, labels)
    styled(figure, lang, say(words.CASH_TITLE, lang), _band_note(curves, lang))
    if credit_line_eur > 0.0 and _comes_near(curves["cash"], -credit_line_eur):
        note = f"{say(words.CREDIT_LINE, lang)} {quantity(credit_line_eur, 'eur', lang)}"
        figure.add_hline(
            y=-credit_line_eur,
            line={"color": TOTAL, "dash": "dot", "width": 1},
            annotation={"text": note, "font": {"size": 11}},
        )
    return _over_time(figure, lang, words.CASH)


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
    names = policies_of(curves, ["day", *words.AGEING])
    check_policy(policy, names)
    mine = curves[curves["policy"] == policy]
    mean = mine.groupby("day")[list(words.AGEING)].mean()
    days, total = dates(list(mean.index), start), mean.sum(axis=1)
    figure = go.Figure()
    for (column, label), colour in zip(words.AGEING.items(), AGEING_COLOURS, strict=True):
        share = (mean[column] / total).where(total > 0.0, 0.0)
        figure.add_scatter(
            x=days,
            y=mean[column].to_numpy(),
            name=label.in_(lang),
            stackgroup="age",
            line={"width": 0.5, "color": colour},
            fillcolor=colour,
            customdata=[
                f"{quantity(e, 'eur', lang)} ({quantity(s, 'share', lang, decimals=0)})"
                for e, s in zip(mean[column], share, strict=True)
            ],
            hovertemplate="%{customdata}",
        )
    shown = labelled(names, labels)[policy]
    subtitle = say(words.AGEING_SUBTITLE, lang, n=mine["replication"].nunique())
    styled(figure, lang, say(words.AGEING_TITLE, lang, policy=shown), subtitle)
    figure.update_layout(legend_traceorder="normal")
    return _over_time(figure, lang, words.RECEIVABLES)


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
) -> go.Figure:
    names = policies_of(curves, ["day", column])
    shown, colour, dash = labelled(names, labels), colours(names), dashes(names)
    by_policy = {name: curves[curves["policy"] == name].groupby("day")[column] for name in names}
    figure = go.Figure()
    if curves["replication"].nunique() > 1 and len(names) <= MOST_BANDS:
        for name, values in by_policy.items():
            low, high = values.quantile(LOW), values.quantile(HIGH)
            days = dates(list(low.index), start)
            figure.add_scatter(
                x=[*days, *reversed(days)],
                y=[*high, *low[::-1]],
                name=shown[name],
                legendgroup=name,
                showlegend=False,
                fill="toself",
                fillcolor=transparent(colour[name], 0.12),
                line={"width": 0},
                hoverinfo="skip",
            )
    for name, values in by_policy.items():
        mean = values.mean()
        figure.add_scatter(
            x=dates(list(mean.index), start),
            y=mean.to_numpy(),
            name=shown[name],
            legendgroup=name,
            mode="lines",
            line={"color": colour[name], "dash": dash[name], "width": 2},
            customdata=[quantity(euros, "eur", lang) for euros in mean],
            hovertemplate="%{customdata}",
        )
    return figure


def _band_note(curves: pd.DataFrame, lang: Lang) -> str:
    n, policies = curves["replication"].nunique(), curves["policy"].nunique()
    text = words.BAND if policies <= MOST_BANDS else words.LINES
    return say(text if n > 1 else words.ONE_REPLICATION, lang, n=n)


def _over_time(figure: go.Figure, lang: Lang, axis: Label) -> go.Figure:
    figure.update_layout(hovermode="x unified")
    figure.update_yaxes(title_text=say(axis, lang), tickformat=",.0f")
    return calendar_axis(figure, lang, say(words.DATE, lang))
