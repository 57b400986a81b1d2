"""Cumulative paid shares of cohorts: predicted, observed, and re-levelled."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from simrecouv.errors import StudyError, nearest
from simrecouv.figures import words
from simrecouv.figures.theme import PALETTE, check_frame, styled
from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.numbers import quantity
from simrecouv.vocabulary.typography import say, sentence

COLUMNS = ["curve", "age", "paid_share"]
#: Dash of each curve: what was observed is solid.
DASHES = {"predicted": "dot", "observed": "solid", "relevelled": "dash"}


def plot_case_curves(frame: pd.DataFrame, lang: Lang = "fr") -> go.Figure:
    """Draw what the first part predicts of the second, what happened, and the re-levelled curve.

    Parameters
    ----------
    frame
        Columns curve (``"predicted"``, ``"observed"``, ``"relevelled"``), age [days], paid_share
        (``find_break(...).curves``). NaN is not drawn.

    Raises
    ------
    StudyError
        If there is nothing to draw, or a curve has another name.

    Examples
    --------
    >>> shares = {"curve": ["predicted", "observed"], "age": [30, 30], "paid_share": [0.19, 0.31]}
    >>> [trace.name for trace in plot_case_curves(pd.DataFrame(shares), lang="en").data]
    ['Predicted', 'Observed']
    """
    check_frame(frame, COLUMNS)
    for name in frame["curve"].unique():
        if name not in DASHES:
            raise StudyError(f"no curve {name!r} to draw, {nearest(str(name), DASHES)}")
    figure = go.Figure()
    for (name, dash), colour in zip(DASHES.items(), PALETTE, strict=False):
        rows = frame[frame["curve"] == name].dropna(subset=["paid_share"])
        if rows.empty:
            continue
        figure.add_scatter(
            x=rows["age"].to_numpy(),
            y=100.0 * rows["paid_share"].to_numpy(),
            name=sentence(say(words.CASE_CURVES[name], lang)),
            mode="lines",
            line={"color": colour, "dash": dash, "width": 2.5, "shape": "hv"},
            customdata=[quantity(share, "share", lang, decimals=1) for share in rows["paid_share"]],
            hovertemplate="%{customdata}",
        )
    styled(figure, lang, say(words.CASES_TITLE, lang), say(words.CASES_SUBTITLE, lang))
    figure.update_layout(hovermode="x unified", showlegend=True)
    figure.update_xaxes(title_text=say(words.AGE_DAYS, lang))
    return figure.update_yaxes(title_text=say(words.PAID_SHARE, lang), rangemode="tozero")
