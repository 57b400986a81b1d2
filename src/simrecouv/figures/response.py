"""How net gain, or another KPI, answers a lever. They read the frames of `compare.Sweep`."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from simrecouv.errors import StudyError
from simrecouv.figures import words
from simrecouv.figures.difference import difference_in_words
from simrecouv.figures.theme import (
    PALETTE,
    TOTAL,
    check_frame,
    colours,
    escaped,
    styled,
    transparent,
)
from simrecouv.vocabulary import BRIDGE, IN_MODE, MEASURE, Lang, Mode
from simrecouv.vocabulary.numbers import percent, plain, quantity
from simrecouv.vocabulary.typography import say, sentence

#: Levers whose values span at least this factor are drawn on a logarithmic axis.
WIDE = 8.0
#: Terms that nowhere reach this share of the largest are drawn as one.
SMALL = 0.02

COLUMNS = ["lever", "value", "mean", "ci_low", "ci_high"]


def lever_label(lever: str, lang: Lang) -> str:
    """Return what a reader sees for a lever; one that no text describes names itself.

    >>> lever_label("steps.r1.repeat.every_days", "en")
    'interval between two reminders (days)'
    """
    parts = lever.split(".")
    known = words.LEVERS.get(".".join(parts[-2:]), words.LEVERS.get(parts[-1]))
    return escaped(lever) if known is None else say(known, lang)


def lever_value(lever: str, value: float, lang: Lang) -> str:
    """Write a value of a lever; rates and shares read in percent.

    >>> lever_value("discount.rate", 0.005, "en"), lever_value("discount.within_days", 10, "en")
    ('0.5%', '10')
    """
    is_share = lever.endswith(("rate", "share"))
    return percent(value, lang) if is_share else plain(value, lang)


def plot_response(
    responses: pd.DataFrame | Mapping[str, pd.DataFrame],
    *,
    kpi: str = "net_gain",
    mode: Mode | None = None,
    lang: Lang = "fr",
) -> go.Figure:
    """Draw the paired difference of a KPI against the value of a lever, with its 95 % interval.

    Parameters
    ----------
    responses
        `compare.Sweep.responses`: columns lever, value, kpi, mean, ci_low, ci_high. Several of
        them by label, such as one per assumption, make one curve each.
    kpi
        Which one; a share is drawn in points.
    mode
        What the intervals cover (`compare.Experiment.mode`), written under the title when given.

    Raises
    ------
    StudyError
        If there is nothing to draw.
    """
    given = {"": responses} if isinstance(responses, pd.DataFrame) else responses
    curves = {name: _rows_of(frame, kpi) for name, frame in given.items()}
    if not curves:
        raise StudyError("nothing to draw: no response given")
    figure, colour = go.Figure(), colours(list(curves))
    for name, rows in curves.items():
        _band(figure, rows, kpi, name, colour[name])
    for name, rows in curves.items():
        _curve(figure, rows, kpi, name, colour[name], lang)
    place = str(next(iter(curves.values()))["lever"].iloc[0])
    lever = lever_label(place, lang)
    label = sentence(say(MEASURE[kpi].label, lang))
    title = say(words.RESPONSE_TITLE, lang, kpi=label, lever=lever)
    subtitle = say(words.RESPONSE_SUBTITLE, lang)
    if mode is not None:
        subtitle += " " + say(IN_MODE, lang, mode=say(mode.label, lang))
    styled(figure, lang, title, subtitle)
    figure.update_layout(showlegend=len(curves) > 1, hovermode="closest")
    figure.update_yaxes(title_text=_axis(kpi, lang), tickformat=",", zeroline=True)
    values = next(iter(curves.values()))["value"].tolist()
    return _lever_axis(figure, values, lever, [lever_value(place, v, lang) for v in values])


def plot_response_terms(terms: pd.DataFrame, *, lang: Lang = "fr") -> go.Figure:
    """Draw what each term of the bridge adds to the net gain, against the value of a lever.

    Parameters
    ----------
    terms
        `compare.Sweep.terms`: columns lever, value, term, mean, ci_low, ci_high [EUR, signed].

    Raises
    ------
    StudyError
        If there is nothing to draw.
    """
    check_frame(terms, [*COLUMNS, "term"])
    means = terms.pivot(index="value", columns="term", values="mean")
    largest = means.abs().max()
    is_small = largest < SMALL * float(largest.max())
    drawn = [(name, text) for name, _, text in BRIDGE if name in means and not is_small[name]]
    bars = {say(text, lang): means[name] for name, text in drawn}
    if float(largest[is_small].sum()) > 0.0:
        bars[say(words.SMALL_TERMS, lang)] = means.loc[:, is_small].sum(axis=1)
    place = str(terms["lever"].iloc[0])
    ticks = [lever_value(place, value, lang) for value in means.index]
    figure = go.Figure()
    for k, (label, values) in enumerate(bars.items()):
        figure.add_bar(x=ticks, y=values, name=label, marker_color=PALETTE[k % len(PALETTE)])
    total = means.sum(axis=1)
    look = {"symbol": "diamond", "size": 11, "color": TOTAL, "line": {"color": "white", "width": 1}}
    label = sentence(say(words.NET_GAIN, lang))
    figure.add_scatter(x=ticks, y=total, name=label, mode="markers", marker=look)
    for trace in figure.data:
        shown = [quantity(value, "eur", lang, difference=True) for value in trace.y]
        trace.update(customdata=shown, hovertemplate="%{customdata}")
    lever = lever_label(place, lang)
    title = say(words.TERMS_TITLE, lang, lever=lever)
    styled(figure, lang, title, say(words.TERMS_SUBTITLE, lang), height=480)
    figure.update_layout(barmode="relative", hovermode="x unified")
    figure.update_yaxes(title_text=say(words.EUROS, lang), tickformat=",.0f")
    return figure.update_xaxes(title_text=sentence(lever), type="category")


def _rows_of(frame: pd.DataFrame, kpi: str) -> pd.DataFrame:
    check_frame(frame, [*COLUMNS, "kpi"])
    rows = frame[frame["kpi"] == kpi].sort_values("value")
    if rows.empty:
        raise StudyError(f"nothing to draw: the frame has no {kpi!r}")
    return rows


def _scale(kpi: str) -> float:
    """Shares are drawn in points."""
    return 100.0 if MEASURE[kpi].unit == "share" else 1.0


def _band(figure: go.Figure, rows: pd.DataFrame, kpi: str, name: str, colour: str) -> None:
    told = rows.dropna(subset=["ci_low", "ci_high"])
    if told.empty:
        return
    figure.add_scatter(
        x=[*told["value"], *told["value"][::-1]],
        y=[*(_scale(kpi) * told["ci_high"]), *(_scale(kpi) * told["ci_low"][::-1])],
        legendgroup=name,
        showlegend=False,
        mode="lines",
        fill="toself",
        fillcolor=transparent(colour, 0.12),
        line={"width": 0},
        hoverinfo="skip",
    )


def _curve(
    figure: go.Figure, rows: pd.DataFrame, kpi: str, name: str, colour: str, lang: Lang
) -> None:
    figure.add_scatter(
        x=rows["value"].to_numpy(),
        y=_scale(kpi) * rows["mean"].to_numpy(),
        name=escaped(name),
        legendgroup=name,
        mode="lines+markers",
        line={"color": colour, "width": 2},
        marker={"size": 7},
        customdata=[
            difference_in_words(mean, low, high, MEASURE[kpi].unit, lang)
            for mean, low, high in rows[["mean", "ci_low", "ci_high"]].to_numpy(float)
        ],
        text=[lever_value(row["lever"], row["value"], lang) for row in rows.to_dict("records")],
        hovertemplate="%{text}<br>%{customdata}" + ("" if name else "<extra></extra>"),
    )


def _axis(kpi: str, lang: Lang) -> str:
    if kpi in words.PANELS and MEASURE[kpi].unit != "share":
        return say(words.PANELS[kpi], lang)
    label = sentence(say(MEASURE[kpi].label, lang))
    return f"{label} (pt)" if MEASURE[kpi].unit == "share" else label


def _lever_axis(figure: go.Figure, values: list[float], lever: str, ticks: list[str]) -> go.Figure:
    """Put a tick at each value; those of a wide sweep stand on a logarithmic axis."""
    is_wide = values[0] > 0.0 and values[-1] >= WIDE * values[0]
    at = {"tickvals": values, "ticktext": ticks}
    low, high = (np.log10(values[0]), np.log10(values[-1])) if is_wide else (values[0], values[-1])
    room = 0.03 * (high - low) or 1.0
    figure.update_xaxes(title_text=sentence(lever), range=[low - room, high + room], **at)
    return figure.update_xaxes(type="log" if is_wide else "linear")
