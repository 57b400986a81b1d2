"""Payment curves: the share of invoices still unpaid, by days past due."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from simrecouv.errors import StudyError
from simrecouv.figures import words
from simrecouv.figures.theme import colours, labelled, styled
from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.numbers import quantity
from simrecouv.vocabulary.typography import say

COLUMNS = ["segment", "days_past_due", "unpaid_share"]


def plot_payment_curve(
    observed: pd.DataFrame,
    *,
    expected: pd.DataFrame | None = None,
    lang: Lang = "fr",
    labels: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw the payment curve of each segment of a ledger.

    Parameters
    ----------
    observed
        Columns segment, days_past_due, unpaid_share (`calibration.payment_curve`).
    expected
        The same of a scenario (`calibration.expected_curve`), dotted; segments of the same name
        share a colour.
    labels
        What to show for each segment; names by default.

    Raises
    ------
    StudyError
        If there is nothing to draw.
    """
    frames = [observed] if expected is None else [observed, expected]
    for frame in frames:
        if frame.empty or not set(COLUMNS) <= set(frame.columns):
            raise StudyError(f"nothing to draw: rows with columns {', '.join(COLUMNS)} expected")
    names = list(dict.fromkeys(str(name) for frame in frames for name in frame["segment"]))
    shown, colour = labelled(names, labels), colours(names)
    figure = go.Figure()
    for frame, dash in zip(frames, ("solid", "dot"), strict=False):
        for name, rows in frame.groupby("segment", sort=False):
            label = shown[str(name)]
            figure.add_scatter(
                x=rows["days_past_due"].to_numpy(),
                y=100.0 * rows["unpaid_share"].to_numpy(),
                name=label if dash == "solid" else say(words.EXPECTED, lang, segment=label),
                mode="lines",
                line={"color": colour[str(name)], "dash": dash, "shape": "hv"},
                customdata=[quantity(share, "share", lang) for share in rows["unpaid_share"]],
                hovertemplate="%{customdata}",
            )
    note = words.OBSERVED if expected is None else words.OBSERVED_AND_EXPECTED
    styled(figure, lang, say(words.PAYMENT_TITLE, lang), say(note, lang))
    figure.update_layout(hovermode="x unified", showlegend=True)
    figure.update_xaxes(title_text=say(words.DAYS_PAST_DUE, lang))
    return figure.update_yaxes(title_text=say(words.UNPAID, lang), rangemode="tozero")
