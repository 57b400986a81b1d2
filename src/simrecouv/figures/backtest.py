"""What a backtest predicted, and what happened: DSO, payment curve, ageing, cash received."""

from __future__ import annotations

from textwrap import wrap
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from simrecouv.figures import words
from simrecouv.figures.theme import (
    PALETTE,
    TOTAL,
    calendar_axis,
    check_frame,
    escaped,
    styled,
    transparent,
)
from simrecouv.vocabulary import Label, Lang
from simrecouv.vocabulary.numbers import amount, number, quantity
from simrecouv.vocabulary.typography import say

COLUMNS = ["measure", "at", "observed", "mean", "low", "high"]
HEIGHT = 790
#: Characters of a line of the verdict.
WIDTH = 150
#: Month ends named on an axis, at most: a tick on the first of a month would name the next one.
MOST_TICKS = 4


class Panel(NamedTuple):
    """One measure: where it stands, its title, what a unit of it is divided by."""

    measure: str
    row: int
    column: int
    title: Label
    scale: float


PANELS = (
    Panel("dso_days", 1, 1, words.BACKTEST_DSO, 1.0),
    Panel("unpaid_share", 1, 2, words.BACKTEST_CURVE, 0.01),
    Panel("ageing_cents", 2, 1, words.BACKTEST_AGEING, 100_000.0),
    Panel("cash_cents", 2, 2, words.BACKTEST_CASH, 100_000.0),
)


def plot_backtest(
    figures: pd.DataFrame, lang: Lang = "fr", sentence: str | None = None
) -> go.Figure:
    """Draw the bands of a backtest, and what really happened.

    Parameters
    ----------
    figures
        Columns measure, at, observed, mean, low, high (`calibration.Backtest.figures`).
    sentence
        The verdict (`calibration.Backtest.sentence`), above the panels; what the bands are by
        default.

    Raises
    ------
    StudyError
        If there is nothing to draw.

    Examples
    --------
    >>> rows = {"measure": "dso_days", "at": [1, 2], "observed": 40.0, "mean": 41.0}
    >>> figure = plot_backtest(pd.DataFrame(rows).assign(low=38.0, high=44.0), lang="en")
    >>> [trace.name for trace in figure.data if trace.showlegend]
    ['simulated, 90% of the replications', 'simulated, mean', 'observed']
    """
    from plotly.subplots import make_subplots

    check_frame(figures, COLUMNS)
    titles = [say(panel.title, lang) for panel in PANELS]
    figure = make_subplots(
        rows=2, cols=2, subplot_titles=titles, vertical_spacing=0.14, horizontal_spacing=0.09
    )
    for panel in PANELS:
        rows = figures[figures["measure"] == panel.measure]
        if not rows.empty:
            _add(figure, panel, rows, lang)
            if panel.measure in ("dso_days", "cash_cents"):
                calendar_axis(figure, lang, "", row=panel.row, col=panel.column)
                months = rows["at"].tolist()
                shown = months[:: -(-len(months) // MOST_TICKS)]
                figure.update_xaxes(tickvals=shown, row=panel.row, col=panel.column)
    styled(
        figure,
        lang,
        say(words.BACKTEST_TITLE, lang),
        "<br>".join(wrap(escaped(sentence or say(words.BACKTEST_SUBTITLE, lang)), WIDTH)),
        HEIGHT,
    )
    figure.update_layout(legend={"y": -0.1}, margin={"t": 150})
    figure.update_yaxes(rangemode="tozero")
    figure.update_xaxes(title_text=say(words.DAYS_PAST_DUE, lang), row=1, col=2)
    return figure


def _add(figure: go.Figure, panel: Panel, rows: pd.DataFrame, lang: Lang) -> None:
    """Draw one measure: its band, its mean, and what was observed."""
    at = _positions(panel, rows["at"], lang)
    low, mean, high, seen = (
        (rows[name] / panel.scale).tolist() for name in ("low", "mean", "high", "observed")
    )
    place = {"row": panel.row, "col": panel.column}
    told = [_told(panel, value, lang) for value in rows["observed"]]
    is_first = panel.measure == PANELS[0].measure
    if panel.measure == "ageing_cents":
        _add_bars(figure, at, (low, mean, high, seen), told, place, lang)
        return
    figure.add_scatter(
        x=[*at, *at[::-1]],
        y=[*high, *low[::-1]],
        mode="lines",
        fill="toself",
        fillcolor=transparent(PALETTE[0], 0.2),
        line={"width": 0},
        hoverinfo="skip",
        name=say(words.BACKTEST_BAND, lang),
        showlegend=is_first,
        **place,
    )
    figure.add_scatter(
        x=at,
        y=mean,
        mode="lines",
        line={"color": PALETTE[0], "dash": "dot"},
        name=say(words.BACKTEST_MEAN, lang),
        customdata=[_told(panel, value, lang) for value in rows["mean"]],
        hovertemplate="%{customdata}",
        showlegend=is_first,
        **place,
    )
    figure.add_scatter(
        x=at,
        y=seen,
        mode="lines+markers",
        line={"color": PALETTE[1]},
        name=say(words.BACKTEST_OBSERVED, lang),
        customdata=told,
        hovertemplate="%{customdata}",
        showlegend=is_first,
        **place,
    )


def _add_bars(
    figure: go.Figure,
    at: list[Any],
    values: tuple[list[float], ...],
    told: list[str],
    place: dict[str, int],
    lang: Lang,
) -> None:
    """Draw buckets: simulated bars with their band, observed beside."""
    low, mean, high, seen = values
    figure.add_bar(
        x=at,
        y=mean,
        marker_color=transparent(PALETTE[0], 0.5),
        error_y={
            "type": "data",
            "array": [top - middle for top, middle in zip(high, mean, strict=True)],
            "arrayminus": [middle - bottom for middle, bottom in zip(mean, low, strict=True)],
            "color": TOTAL,
        },
        name=say(words.BACKTEST_MEAN, lang),
        showlegend=False,
        **place,
    )
    figure.add_bar(
        x=at,
        y=seen,
        marker_color=PALETTE[1],
        name=say(words.BACKTEST_OBSERVED, lang),
        customdata=told,
        hovertemplate="%{customdata}",
        showlegend=False,
        **place,
    )


def _positions(panel: Panel, at: pd.Series, lang: Lang) -> list[Any]:
    """Return what stands on the axis: dates, ages, or buckets in words."""
    if panel.measure != "ageing_cents":
        return at.tolist()
    return [say(label, lang) for label in words.AGEING.values()]


def _told(panel: Panel, value: float, lang: Lang) -> str:
    """Write a value with its unit."""
    if panel.measure == "unpaid_share":
        return quantity(value, "share", lang, decimals=1)
    if panel.measure == "dso_days":
        return say(words.DAYS_TOLD, lang, days=number(value, 1, lang))
    return amount(value / 100.0, lang)
