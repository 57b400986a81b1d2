"""Payment curves: the share of invoices still unpaid, by days past due."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from simrecouv.figures import words
from simrecouv.figures.theme import TOTAL, check_frame, colours, labelled, styled
from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.numbers import number, quantity
from simrecouv.vocabulary.typography import say

#: Name of the whole ledger among its segments.
WHOLE = ""
COLUMNS = ("segment", "days_past_due", "unpaid_share")
GAP_COLUMNS = ("segment", "days_past_due", "gap")
#: Height of the figure with its panel of gaps, and share of it that the curves take.
TALL, CURVES = 600, 0.7


def plot_payment_curve(
    observed: pd.DataFrame,
    *,
    expected: pd.DataFrame | None = None,
    gaps: pd.DataFrame | None = None,
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
    gaps
        Columns segment, days_past_due, gap (`calibration.curve_gaps`): expected less observed, in
        a panel below; segment ``""`` is the whole ledger.
    labels
        What to show for each segment; names by default.

    Raises
    ------
    StudyError
        If there is nothing to draw.

    Examples
    --------
    >>> curve = pd.DataFrame({"segment": "a", "days_past_due": [0, 30], "unpaid_share": [0.6, 0.1]})
    >>> [trace.name for trace in plot_payment_curve(curve, expected=curve, lang="en").data]
    ['a', 'a (expected)']
    """
    frames = [observed] if expected is None else [observed, expected]
    for frame in frames:
        check_frame(frame, COLUMNS)
    names = list(dict.fromkeys(str(name) for frame in frames for name in frame["segment"]))
    if gaps is not None:
        check_frame(gaps, GAP_COLUMNS)
        names = list(dict.fromkeys([*names, *(str(name) for name in gaps["segment"])]))
    shown, colour = _shown(names, labels, lang), _colours(names)
    figure = go.Figure() if gaps is None else _two_panels()
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
    subtitle = say(words.OBSERVED if expected is None else words.OBSERVED_AND_EXPECTED, lang)
    if gaps is not None:
        subtitle += " " + _add_gaps(figure, gaps, shown, colour, lang)
    height = 440 if gaps is None else TALL
    styled(figure, lang, say(words.PAYMENT_TITLE, lang), subtitle, height)
    figure.update_layout(hovermode="x unified", showlegend=True)
    bottom = figure.layout.xaxis if gaps is None else figure.layout.xaxis2
    bottom.update(title_text=say(words.DAYS_PAST_DUE, lang))
    figure.layout.yaxis.update(title_text=say(words.UNPAID, lang), rangemode="tozero")
    return figure


def _two_panels() -> go.Figure:
    from plotly.subplots import make_subplots

    return make_subplots(
        rows=2, cols=1, shared_xaxes=True, row_heights=[CURVES, 1.0 - CURVES], vertical_spacing=0.06
    )


def _add_gaps(
    figure: go.Figure,
    gaps: pd.DataFrame,
    shown: Mapping[str, str],
    colour: Mapping[str, str],
    lang: Lang,
) -> str:
    """Draw the gaps in the panel below, and say the largest one."""
    for name, rows in gaps.groupby("segment", sort=False):
        figure.add_scatter(
            x=rows["days_past_due"].to_numpy(),
            y=100.0 * rows["gap"].to_numpy(),
            name=say(words.GAP_OF, lang, segment=shown[str(name)]),
            mode="lines",
            line={"color": colour[str(name)], "width": 1.5},
            showlegend=str(name) == WHOLE,
            customdata=[
                quantity(gap, "share", lang, decimals=1, difference=True) for gap in rows["gap"]
            ],
            hovertemplate="%{customdata}",
            row=2,
            col=1,
        )
    figure.update_yaxes(title_text=say(words.GAP, lang), row=2, col=1)
    largest = number(100.0 * float(gaps["gap"].abs().max()), 1, lang)
    return say(words.GAPS_BELOW, lang, gap=largest)


def _shown(names: list[str], labels: Mapping[str, str] | None, lang: Lang) -> dict[str, str]:
    """Label the segments, the whole ledger being one."""
    return labelled(names, {WHOLE: say(words.WHOLE_LEDGER, lang), **(labels or {})})


def _colours(names: list[str]) -> dict[str, str]:
    """Give each segment its colour, and the whole ledger that of totals."""
    return colours([name for name in names if name != WHOLE]) | {WHOLE: TOTAL}
