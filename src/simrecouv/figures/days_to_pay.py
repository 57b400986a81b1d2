"""Days to pay under a trial against those under a reference: one dot per invoice, the same luck."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from simrecouv.figures import life_words as words
from simrecouv.figures.theme import INK, TOTAL, check_frame, escaped, styled
from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.numbers import number, quantity
from simrecouv.vocabulary.typography import say

COLUMNS = ("invoice", "amount_eur", "reference_days", "trial_days", "difference_days")
#: Dots drawn at most: a browser answers a pointer at once.
MOST_DOTS = 1_500
#: Where invoices that are not paid stand, beyond the longest delay.
BEYOND = 1.4
#: Days written on the axes.
TICKS = (1, 3, 7, 15, 30, 60, 90, 180, 365, 730)
#: Height of the figure [pixels].
HEIGHT = 520


def plot_days_to_pay(
    frame: pd.DataFrame,
    *,
    reference: str,
    trial: str,
    lang: Lang = "fr",
    selected: int | None = None,
    most: int = MOST_DOTS,
) -> go.Figure:
    """Draw the days to pay of each invoice under two policies; below the diagonal, paid sooner.

    Parameters
    ----------
    frame
        `widgets.lives.choices.days_to_pay`: columns invoice, amount_eur, reference_days,
        trial_days (NaN: not paid), difference_days.
    reference, trial
        What to show for the two policies.
    selected
        Number of an invoice to point out.
    most
        Dots drawn at most; of more invoices, some are taken at even steps, the same ones each time.

    Returns
    -------
    go.Figure
        ``customdata`` of a dot is the number of its invoice.

    Raises
    ------
    StudyError
        If there is nothing to draw.
    """
    check_frame(frame, COLUMNS)
    rows, edge = _sampled(frame, most), _edge(frame)
    figure = go.Figure()
    figure.add_scatter(
        x=[1.0, edge],
        y=[1.0, edge],
        mode="lines",
        name=say(words.SAME_DAY, lang),
        line={"color": TOTAL, "dash": "dot", "width": 1},
        hoverinfo="skip",
    )
    for name, some in rows.groupby(_moves(rows), sort=True):
        figure.add_trace(_dots(some, str(name), edge, lang))
    chosen = frame[frame["invoice"] == selected]
    if not chosen.empty:
        figure.add_trace(_ring(chosen, edge, lang))
    counts = {"shown": number(len(rows), 0, lang), "n": number(len(frame), 0, lang)}
    subtitle = say(words.DAYS_SUBTITLE, lang, **counts)
    styled(figure, lang, say(words.DAYS_TITLE, lang), subtitle, HEIGHT)
    figure.update_layout(hovermode="closest", showlegend=True)
    figure.update_xaxes(title_text=_under(reference, lang))
    figure.update_yaxes(title_text=_under(trial, lang))
    _days_axes(figure, frame, edge, lang)
    return figure


def _sampled(frame: pd.DataFrame, most: int) -> pd.DataFrame:
    """Take invoices at even steps of their numbers, at most so many."""
    ordered = frame.sort_values("invoice")
    places = np.unique(np.linspace(0, len(ordered) - 1, min(most, len(ordered))).astype(np.int64))
    return ordered.iloc[places]


def _edge(frame: pd.DataFrame) -> float:
    """Return where an invoice that is not paid stands."""
    longest = frame[["reference_days", "trial_days"]].max().max()
    return BEYOND * float(longest) if np.isfinite(longest) and longest > 1 else TICKS[-1]


def _at(days: pd.Series, edge: float) -> NDArray[np.float64]:
    """Place days on an axis that starts at one day."""
    placed: NDArray[np.float64] = days.fillna(edge).clip(lower=1.0).to_numpy(float)
    return placed


def _moves(rows: pd.DataFrame) -> NDArray[np.str_]:
    """Tell whether the trial has each invoice paid sooner, later or on the same day."""
    difference = rows["difference_days"].to_numpy(float)
    return np.select([difference < 0, difference > 0], ["sooner", "later"], "same")


def _dots(rows: pd.DataFrame, move: str, edge: float, lang: Lang) -> go.Scatter:
    label, symbol, colour = words.MOVES[move]
    return go.Scatter(
        x=_at(rows["reference_days"], edge),
        y=_at(rows["trial_days"], edge),
        name=say(label, lang),
        mode="markers",
        marker={"symbol": symbol, "color": colour, "size": 7, "opacity": 0.6},
        customdata=rows["invoice"].tolist(),
        text=[_told(row, lang) for row in rows.to_dict("records")],
        hovertemplate="%{text}<extra></extra>",
    )


def _ring(chosen: pd.DataFrame, edge: float, lang: Lang) -> go.Scatter:
    """Point out one invoice."""
    return go.Scatter(
        x=_at(chosen["reference_days"], edge),
        y=_at(chosen["trial_days"], edge),
        name=say(words.SELECTED, lang),
        mode="markers",
        marker={"symbol": "circle-open", "color": INK, "size": 18, "line": {"width": 3}},
        customdata=chosen["invoice"].tolist(),
        hoverinfo="skip",
    )


def _told(row: Mapping[Any, Any], lang: Lang) -> str:
    """Say what a dot is: its invoice, its amount, its days under each policy."""
    days = (row["reference_days"], row["trial_days"])
    reference, trial = (
        quantity(one, "days", lang, decimals=0) if np.isfinite(one) else say(words.NOT_PAID, lang)
        for one in days
    )
    invoice = say(words.INVOICE, lang, number=int(row["invoice"]))
    pair = say(words.DAYS_PAIR, lang, reference=reference, trial=trial)
    return f"<b>{invoice}</b>, {quantity(row['amount_eur'], 'eur', lang)}<br>{pair}"


def _under(policy: str, lang: Lang) -> str:
    return say(words.DAYS_UNDER, lang, policy=escaped(policy))


def _days_axes(figure: go.Figure, frame: pd.DataFrame, edge: float, lang: Lang) -> None:
    """Write days on both axes, and “not paid” at the end of one that has such invoices.

    Axes are logarithmic: most invoices are paid within some weeks, a few after years.
    """
    shortest = min(_at(frame[column], edge).min() for column in ("reference_days", "trial_days"))
    ticks = [day for day in TICKS if day < 0.9 * edge]
    told = [number(day, 0, lang) for day in ticks]
    for update, column in (
        (figure.update_xaxes, "reference_days"),
        (figure.update_yaxes, "trial_days"),
    ):
        is_lacking = bool(frame[column].isna().any())
        update(
            type="log",
            tickvals=[*ticks, edge] if is_lacking else ticks,
            ticktext=[*told, say(words.NOT_PAID, lang)] if is_lacking else told,
            range=[np.log10(0.9 * shortest), np.log10(1.15 * edge)],
        )
