"""Intervals side by side: how they narrow with the number of worlds, how often they hold."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from simrecouv.figures import words
from simrecouv.figures.difference import difference_in_words
from simrecouv.figures.theme import BETTER, TOTAL, WORSE, check_frame, styled
from simrecouv.vocabulary import MEASURE, Label, Lang
from simrecouv.vocabulary.numbers import number
from simrecouv.vocabulary.typography import say, sentence

ENDS = ["mean", "low", "high"]


def plot_widths(intervals: pd.DataFrame, *, kpi: str = "net_gain", lang: Lang = "fr") -> go.Figure:
    """Draw the interval of a difference by number of worlds, paired and unpaired.

    Parameters
    ----------
    intervals
        Columns worlds, is_paired, mean, low, high [unit of the KPI].
    kpi
        Whose difference.

    Raises
    ------
    StudyError
        If there is nothing to draw.
    """
    check_frame(intervals, ["worlds", "is_paired", *ENDS])
    sizes = [number(n, 0, lang) for n in intervals["worlds"]]
    figure = go.Figure()
    for is_paired, label, colour in ((True, words.PAIRED, BETTER), (False, words.UNPAIRED, WORSE)):
        mine = (intervals["is_paired"] == is_paired).to_numpy()
        at = [size for size, is_mine in zip(sizes, mine, strict=True) if is_mine]
        offset = -0.12 if is_paired else 0.12
        places = [_place(size, sizes) + offset for size in at]
        _bars(figure, intervals[mine], places, label, colour, kpi, lang)
    named = sentence(say(MEASURE[kpi].label, lang))
    title = say(words.WIDTHS_TITLE, lang, kpi=named)
    styled(figure, lang, title, say(words.WIDTHS_SUBTITLE, lang))
    shown = list(dict.fromkeys(sizes))
    figure.update_yaxes(
        title_text=say(words.WORLDS, lang),
        tickvals=list(range(len(shown))),
        ticktext=shown,
        range=[len(shown) - 0.5, -0.5],
        zeroline=False,
    )
    return _value_axis(figure, kpi, lang)


def plot_coverage(
    intervals: pd.DataFrame, mean: float, *, kpi: str = "net_gain", lang: Lang = "fr"
) -> go.Figure:
    """Draw the intervals of small studies, and which of them contain the mean of all worlds.

    Parameters
    ----------
    intervals
        Columns mean, low, high [unit of the KPI], one row per small study.
    mean
        Mean of all worlds.

    Raises
    ------
    StudyError
        If there is nothing to draw.
    """
    check_frame(intervals, ENDS)
    holds = (intervals["low"] <= mean) & (mean <= intervals["high"])
    figure = go.Figure()
    for is_held, label, colour in ((True, words.HOLDS, BETTER), (False, words.MISSES, WORSE)):
        places = [k + 1 for k, held in enumerate(holds) if held == is_held]
        _bars(figure, intervals[holds == is_held], places, label, colour, kpi, lang)
    figure.add_vline(x=mean, line={"color": TOTAL, "dash": "dot", "width": 2})
    title = say(words.COVERAGE_TITLE, lang, held=int(holds.sum()), n=len(holds))
    styled(figure, lang, title, say(words.COVERAGE_SUBTITLE, lang))
    figure.update_yaxes(title_text=say(words.SMALL_STUDY, lang), range=[len(holds) + 0.5, 0.5])
    return _value_axis(figure, kpi, lang)


def _place(size: str, sizes: Sequence[str]) -> int:
    return list(dict.fromkeys(sizes)).index(size)


def _bars(
    figure: go.Figure,
    rows: pd.DataFrame,
    places: Sequence[float],
    label: Label,
    colour: str,
    kpi: str,
    lang: Lang,
) -> None:
    """Add one dot and one bar per row, with words for whoever points at them."""
    figure.add_scatter(
        x=rows["mean"].to_numpy(),
        y=places,
        error_x={
            "type": "data",
            "array": (rows["high"] - rows["mean"]).to_numpy(),
            "arrayminus": (rows["mean"] - rows["low"]).to_numpy(),
            "thickness": 2,
        },
        name=say(label, lang),
        mode="markers",
        marker={"color": colour, "size": 8, "symbol": "circle" if colour == BETTER else "diamond"},
        customdata=[
            difference_in_words(mean, low, high, MEASURE[kpi].unit, lang)
            for mean, low, high in rows[ENDS].to_numpy(float)
        ],
        hovertemplate="%{customdata}",
    )


def _value_axis(figure: go.Figure, kpi: str, lang: Lang) -> go.Figure:
    label = words.PANELS.get(kpi, MEASURE[kpi].label)
    figure.update_layout(hovermode="closest", showlegend=True)
    return figure.update_xaxes(title_text=sentence(say(label, lang)), tickformat=",", zeroline=True)
