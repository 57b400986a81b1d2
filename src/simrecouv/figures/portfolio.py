"""A real portfolio over time: ageing and DSO at the end of each month."""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from simrecouv.figures import portfolio_words as words
from simrecouv.figures.theme import (
    AGEING_COLOURS,
    PALETTE,
    calendar_axis,
    check_frame,
    escaped,
    styled,
)
from simrecouv.figures.words import AGEING
from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.numbers import number, quantity
from simrecouv.vocabulary.typography import say, sentence

#: How each method is drawn.
DASHES = ("solid", "dot", "dash")
#: Width of a bar [milliseconds]: twenty days.
BAR = 20 * 86_400_000
#: Months named under a figure.
MOST_TICKS = 12


def plot_ageing_history(
    months: pd.DataFrame, *, lang: Lang = "fr", currency: str = "€"
) -> go.Figure:
    """Draw what is owed at the end of each month, by age, as stacked bars.

    Parameters
    ----------
    months
        Columns date, then the five ages from ``not_due``
        (`simrecouv.calibration.receivables.history`).
    currency
        Sign or code of the amounts; empty where nobody knows.

    Raises
    ------
    StudyError
        If there is nothing to draw.

    Examples
    --------
    >>> ages = dict.fromkeys(AGEING, [10.0])
    >>> figure = plot_ageing_history(pd.DataFrame({"date": [date(2026, 1, 31)], **ages}), lang="en")
    >>> [trace.name for trace in figure.data][:2]
    ['Not due', '1 to 30 days']
    """
    check_frame(months, ["date", *AGEING])
    days = _days(months)
    total = months[list(AGEING)].sum(axis=1)
    figure = go.Figure()
    for (age, label), colour in zip(AGEING.items(), AGEING_COLOURS, strict=True):
        share = (months[age] / total).where(total > 0.0, 0.0)
        figure.add_bar(
            x=days,
            y=months[age].to_numpy(),
            width=BAR,
            name=sentence(say(label, lang)),
            marker={"color": colour, "line": {"color": "#777777", "width": 0.5}},
            customdata=[
                f"{number(owed, 0, lang)} ({quantity(part, 'share', lang, decimals=0)})"
                for owed, part in zip(months[age], share, strict=True)
            ],
            hovertemplate="%{customdata}",
        )
    last: date = months["date"].iloc[-1]
    told = last.strftime("%d/%m/%Y") if lang == "fr" else last.isoformat()
    subtitle = say(words.AGEING_SUBTITLE, lang, day=told)
    styled(figure, lang, say(words.AGEING_TITLE, lang), subtitle)
    figure.update_layout(barmode="stack", hovermode="x unified", legend_traceorder="normal")
    axis = words.OWED if currency else words.OWED_PLAIN
    title = say(axis, lang, currency=escaped(currency))
    figure.update_yaxes(title_text=title, tickformat=",.0f")
    return _by_month(figure, months, lang)


def plot_dso_history(months: pd.DataFrame, *, lang: Lang = "fr") -> go.Figure:
    """Draw DSO at the end of each month by three methods.

    Parameters
    ----------
    months
        Columns date, dso_simple, dso_countback, best_possible_dso [days].

    Raises
    ------
    StudyError
        If there is nothing to draw.
    """
    check_frame(months, ["date", *words.METHODS])
    days = _days(months)
    figure = go.Figure()
    for (method, label), colour, dash in zip(words.METHODS.items(), PALETTE, DASHES, strict=False):
        figure.add_scatter(
            x=days,
            y=months[method].to_numpy(),
            name=sentence(say(label, lang)),
            mode="lines+markers",
            line={"color": colour, "dash": dash, "width": 2},
            customdata=[quantity(value, "days", lang, decimals=1) for value in months[method]],
            hovertemplate="%{customdata}",
        )
    styled(figure, lang, say(words.DSO_TITLE, lang), say(words.DSO_SUBTITLE, lang))
    figure.update_layout(hovermode="x unified")
    figure.update_yaxes(title_text=say(words.DAYS, lang), rangemode="tozero")
    return _by_month(figure, months, lang)


def _by_month(figure: go.Figure, months: pd.DataFrame, lang: Lang) -> go.Figure:
    """Name under the figure the months whose ends are drawn, not the days that follow them."""
    every = -(-len(months) // MOST_TICKS)
    ticks = _days(months)[::-1][::every]
    calendar_axis(figure, lang, say(words.MONTH_END, lang))
    return figure.update_xaxes(tickmode="array", tickvals=ticks)


def _days(months: pd.DataFrame) -> list[str]:
    return [day.isoformat() for day in months["date"]]
