"""When payments come: by day of the week and by day of the month, against an even spread."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from simrecouv.figures import words
from simrecouv.figures.theme import TOTAL, check_frame, colours, labelled, styled, transparent
from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.numbers import plain, quantity
from simrecouv.vocabulary.typography import say, sentence

COLUMNS = ("segment", "calendar", "day", "payments", "share", "expected")
#: Name of the whole ledger among its segments.
WHOLE = ""
#: Calendars that are drawn, with their titles.
PANELS = {"weekday": words.WEEKDAY, "day_of_month": words.DAY_OF_MONTH}


def plot_payment_patterns(
    patterns: pd.DataFrame, *, lang: Lang = "fr", labels: Mapping[str, str] | None = None
) -> go.Figure:
    """Draw the share of payments by day of the week and by day of the month.

    Parameters
    ----------
    patterns
        Columns segment, calendar, day, payments, share, expected (`calibration.payment_patterns`).
        The whole ledger (segment ``""``) is drawn as bars, segments as points.
    labels
        What to show for each segment; names by default.

    Raises
    ------
    StudyError
        If there is nothing to draw.

    Examples
    --------
    >>> rows = {"segment": "", "calendar": "weekday", "day": range(5), "payments": [0, 8, 0, 0, 2]}
    >>> found = pd.DataFrame({**rows, "share": [0.0, 0.8, 0.0, 0.0, 0.2], "expected": 0.2})
    >>> [trace.name for trace in plot_payment_patterns(found, lang="en").data]
    ['Whole ledger', 'Spread evenly']
    """
    from plotly.subplots import make_subplots

    check_frame(patterns, COLUMNS)
    names = [str(name) for name in patterns["segment"].unique()]
    shown = labelled(names, {WHOLE: say(words.WHOLE_LEDGER, lang), **(labels or {})})
    colour = colours([name for name in names if name != WHOLE]) | {WHOLE: TOTAL}
    figure = make_subplots(rows=1, cols=2, column_widths=[0.3, 0.7], horizontal_spacing=0.06)
    for column, (kind, title) in enumerate(PANELS.items(), start=1):
        rows = patterns[patterns["calendar"] == kind]
        for name, part in rows.groupby("segment", sort=False):
            trace = _days(part, sentence(shown[str(name)]), colour[str(name)], lang)
            trace.update(showlegend=column == 1, legendgroup=str(name))
            figure.add_trace(trace, row=1, col=column)
        if len(rows):
            even = _evenly(rows.drop_duplicates("day"), lang).update(showlegend=column == 1)
            figure.add_trace(even, row=1, col=column)
        figure.update_xaxes(title_text=say(title, lang), row=1, col=column)
    n = int(patterns[patterns["calendar"] == "weekday"].groupby("segment")["payments"].sum().max())
    subtitle = say(words.PATTERNS_SUBTITLE, lang, n=plain(n, lang))
    styled(figure, lang, say(words.PATTERNS_TITLE, lang), subtitle)
    ticks = [say(day, lang) for day in words.SHORT_WEEKDAYS]
    figure.update_xaxes(tickvals=list(range(7)), ticktext=ticks, row=1, col=1)
    figure.update_xaxes(zeroline=False)
    figure.update_yaxes(rangemode="tozero")
    return figure.update_yaxes(title_text=say(words.SHARE_OF_PAYMENTS, lang), row=1, col=1)


def _days(part: pd.DataFrame, label: str, colour: str, lang: Lang) -> go.Bar | go.Scatter:
    """Draw the whole ledger as bars, a segment as points."""
    drawn = {
        "x": part["day"].to_numpy(),
        "y": 100.0 * part["share"].to_numpy(),
        "name": label,
        "customdata": [
            f"{quantity(share, 'share', lang, decimals=1)} ({plain(n, lang)})"
            for share, n in zip(part["share"], part["payments"], strict=True)
        ],
        "hovertemplate": "%{customdata}",
    }
    if part["segment"].iloc[0] == WHOLE:
        return go.Bar(**drawn, marker={"color": transparent(colour, 0.35)})
    return go.Scatter(**drawn, mode="markers", marker={"color": colour, "size": 8})


def _evenly(days: pd.DataFrame, lang: Lang) -> go.Scatter:
    """Draw what an even spread would give."""
    days = days.sort_values("day")
    return go.Scatter(
        x=days["day"].to_numpy(),
        y=100.0 * days["expected"].to_numpy(),
        name=sentence(say(words.EVENLY, lang)),
        legendgroup="evenly",
        mode="lines",
        line={"color": "black", "dash": "dot", "width": 1.5},
        hoverinfo="skip",
    )
