"""How far each lever moves a KPI: a small panel for each, one scale, assumptions after decisions.

They read the frame of `widgets.lives.which_lever.response_frame`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from simrecouv.figures import lever_words as words
from simrecouv.figures import words as common
from simrecouv.figures.difference import difference_in_words
from simrecouv.figures.lever_effects import (
    drawn_levers,
    is_assumption,
    no_effect_in_words,
    rows_of,
    scale_of,
)
from simrecouv.figures.theme import PALETTE, TOTAL, escaped, styled, transparent
from simrecouv.vocabulary import MEASURE, Lang
from simrecouv.vocabulary.numbers import decimals_for, quantity
from simrecouv.vocabulary.typography import say, sentence

#: Panels side by side; heights [pixels] of a row of them, between rows, and around.
ACROSS, PANEL, GAP, AROUND = 3, 140, 100, 220
#: Letters of a panel's title on one line, of a word below it, of the sentences at the foot.
TITLE_LETTERS, TICK_LETTERS, LINE_LETTERS = 40, 10, 130
#: Signs of a point below and above the scale.
LOW, HIGH = "▼", "▲"
DECISION, ASSUMPTION = PALETTE[0], PALETTE[3]


def plot_which_lever(frame: pd.DataFrame, kpi: str = "net_gain", *, lang: Lang = "fr") -> go.Figure:
    """Draw the paired difference of a KPI around the current value of each lever.

    Levers that move it most come first, assumptions after decisions; those that do not are named
    below the panels.

    Parameters
    ----------
    frame
        `widgets.lives.which_lever.response_frame`: columns lever, label, unit, is_choice,
        is_assumption, why, position, value, is_current, kpi, mean, ci_low, ci_high, n_nonzero.
    kpi
        Whose difference from the trial; a share is drawn in points.

    Raises
    ------
    StudyError
        If there is nothing to draw.
    """
    from plotly.subplots import make_subplots

    rows = rows_of(frame, kpi)
    drawn = drawn_levers(rows)
    decisions = [name for name in drawn if not is_assumption(rows, name)]
    places = _places(decisions, [name for name in drawn if name not in decisions])
    n_rows = max((row for row, _ in places.values()), default=1)
    titles = {place: _title(rows, name, lang) for name, place in places.items()}
    panels = n_rows * PANEL + (n_rows - 1) * GAP
    figure = make_subplots(
        rows=n_rows,
        cols=ACROSS,
        shared_yaxes="all",
        horizontal_spacing=0.03,
        vertical_spacing=GAP / panels,
        subplot_titles=[
            titles.get((row + 1, column + 1), "")
            for row in range(n_rows)
            for column in range(ACROSS)
        ],
    )
    below = no_effect_in_words(frame, kpi, lang)
    lines = wrap(below, LINE_LETTERS, break_on_hyphens=False)
    styled(figure, lang, _heading(kpi, lang), say(words.SUBTITLE, lang))
    height = AROUND + panels + 18 * len(lines)
    figure.update_layout(height=height, showlegend=False, hovermode="closest", margin_t=130)
    figure.update_layout(margin_b=80 + 18 * len(lines))
    figure.update_annotations(font_size=12)
    ends = _ends(rows, drawn, kpi)
    figure.update_yaxes(range=ends, tickformat=",")
    figure.update_xaxes(zeroline=False)
    for name, (row, column) in places.items():
        _panel(figure, rows[rows["lever"] == name], kpi, lang, ends, {"row": row, "col": column})
    _hide_empty(figure, set(places.values()), n_rows)
    figure.update_yaxes(title={"text": _axis(kpi, lang), "font": {"size": 12}}, col=1)
    if lines:
        figure.add_annotation(
            text="<br>".join(escaped(line) for line in lines),
            x=0, y=0, xref="paper", yref="paper", yshift=-62,
            xanchor="left", yanchor="top", align="left", showarrow=False,
        )  # fmt: skip
    return figure


def _places(decisions: Sequence[str], assumptions: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Give each lever its panel (row, column); assumptions start on a row of their own."""
    first = -(-len(decisions) // ACROSS)
    found = {name: (k // ACROSS + 1, k % ACROSS + 1) for k, name in enumerate(decisions)}
    return found | {
        name: (first + k // ACROSS + 1, k % ACROSS + 1) for k, name in enumerate(assumptions)
    }


def _title(rows: pd.DataFrame, name: str, lang: Lang) -> str:
    mine = rows[rows["lever"] == name].iloc[0]
    label = _broken(sentence(str(mine["label"])), TITLE_LETTERS)
    return say(words.ASSUMPTION, lang, lever=label) if mine["is_assumption"] else label


def _heading(kpi: str, lang: Lang) -> str:
    return say(words.TITLE, lang, kpi=say(MEASURE[kpi].label, lang))


def _axis(kpi: str, lang: Lang) -> str:
    """Name the KPI and its unit on two lines: panels are low."""
    unit = say(words.UNITS[MEASURE[kpi].unit], lang)
    short = common.PANELS[kpi].in_(lang).partition(" (")[0] if kpi in common.PANELS else ""
    label = sentence(short or say(MEASURE[kpi].label, lang))
    return "<br>".join(wrap(say(words.WITH_UNIT, lang, kpi=label, unit=unit), 22))


def _scaled(kpi: str) -> float:
    return 100.0 if MEASURE[kpi].unit == "share" else 1.0


def _ends(rows: pd.DataFrame, drawn: Sequence[str], kpi: str) -> list[float]:
    """Return the common ends of the y axes, zero among them, within the scale."""
    mine = rows[rows["lever"].isin(drawn)]
    ends = mine[["mean", "ci_low", "ci_high"]].to_numpy(float).ravel()
    scale = scale_of(rows)
    told = _scaled(kpi) * np.append(ends[np.isfinite(ends)].clip(-scale, scale), 0.0)
    room = 0.12 * float(np.ptp(told)) or 1.0
    return [float(told.min()) - room, float(told.max()) + room]


def _panel(
    figure: go.Figure,
    rows: pd.DataFrame,
    kpi: str,
    lang: Lang,
    ends: Sequence[float],
    where: dict[str, int],
) -> None:
    """Draw one lever: its band (bars for a choice), its points, its current value."""
    rows = rows.sort_values("position")
    colour = ASSUMPTION if bool(rows["is_assumption"].iloc[0]) else DECISION
    is_choice = bool(rows["is_choice"].iloc[0])
    if not is_choice:
        figure.add_trace(_band(rows, kpi, colour), **where)
    figure.add_trace(_points(rows, kpi, colour, lang, is_choice=is_choice), **where)
    figure.add_trace(_ring(rows, kpi), **where)
    _say_beyond(figure, rows, kpi, lang, ends, where)
    positions, unit = rows["position"].astype(float), str(rows["unit"].iloc[0])
    room = 0.12 * float(np.ptp(positions)) or 1.0
    name = "" if is_choice else escaped(unit) or say(words.NUMBER, lang)
    ticks = [_without_unit(str(value), unit) for value in rows["value"]]
    figure.update_xaxes(
        title={"text": name, "standoff": 4, "font": {"size": 11}},
        tickvals=positions.tolist(),
        ticktext=[_broken(tick, TICK_LETTERS) for tick in ticks],
        tickangle=0,
        tickfont={"size": 10},
        range=[positions.min() - room, positions.max() + room],
        **where,
    )


def _say_beyond(
    figure: go.Figure,
    rows: pd.DataFrame,
    kpi: str,
    lang: Lang,
    ends: Sequence[float],
    where: dict[str, int],
) -> None:
    """Write the value of the farthest point that the scale does not reach, at its edge."""
    points = rows[["mean", "position"]].dropna().to_numpy(float)
    mean, position = max(points, key=lambda point: abs(point[0]))
    unit = MEASURE[kpi].unit
    is_low = mean < 0.0
    if ends[0] <= _scaled(kpi) * mean <= ends[1]:
        return
    decimals = decimals_for(unit, abs(mean) / 10.0)
    told = quantity(mean, unit, lang, decimals=decimals, difference=True)
    figure.add_annotation(
        x=position,
        y=ends[0] if is_low else ends[1],
        text=f"{LOW if is_low else HIGH} {told}",
        font={"size": 10},
        bgcolor="rgba(255,255,255,0.8)",
        showarrow=False,
        yanchor="bottom" if is_low else "top",
        **where,
    )


def _broken(text: str, letters: int) -> str:
    """Break a text into lines, escaped."""
    lines = wrap(text, letters, break_long_words=False, break_on_hyphens=False)
    return "<br>".join(escaped(line) for line in lines)


def _without_unit(value: str, unit: str) -> str:
    """Leave out of a tick the unit that the axis says."""
    return value.removesuffix(unit).rstrip() or value if unit else value


def _band(rows: pd.DataFrame, kpi: str, colour: str) -> go.Scatter:
    told = rows.dropna(subset=["ci_low", "ci_high"])
    return go.Scatter(
        x=[*told["position"], *told["position"][::-1]],
        y=[*(_scaled(kpi) * told["ci_high"]), *(_scaled(kpi) * told["ci_low"][::-1])],
        mode="lines",
        fill="toself",
        fillcolor=transparent(colour, 0.18),
        line={"width": 0},
        hoverinfo="skip",
    )


def _points(
    rows: pd.DataFrame, kpi: str, colour: str, lang: Lang, *, is_choice: bool
) -> go.Scatter:
    scale, mean = _scaled(kpi), rows["mean"]
    bars = {
        "array": (scale * (rows["ci_high"] - mean)).tolist(),
        "arrayminus": (scale * (mean - rows["ci_low"])).tolist(),
        "thickness": 1.5,
    }
    return go.Scatter(
        x=rows["position"].to_numpy(),
        y=scale * mean.to_numpy(),
        name=escaped(str(rows["label"].iloc[0])),
        mode="markers" if is_choice else "lines+markers",
        line={"color": colour, "width": 2},
        marker={"size": 6, "color": colour},
        error_y=bars if is_choice else None,
        customdata=[_said(row, kpi, lang) for row in rows.to_dict("records")],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _ring(rows: pd.DataFrame, kpi: str) -> go.Scatter:
    """Mark the current value."""
    mine = rows[rows["is_current"].astype(bool)]
    return go.Scatter(
        x=mine["position"].to_numpy(),
        y=_scaled(kpi) * mine["mean"].to_numpy(),
        mode="markers",
        marker={"symbol": "circle-open", "size": 14, "color": TOTAL, "line": {"width": 2}},
        hoverinfo="skip",
    )


def _said(row: Mapping[Any, Any], kpi: str, lang: Lang) -> str:
    value = escaped(str(row["value"]))
    if row["is_current"]:
        return say(words.CURRENT, lang, value=value)
    mean, low, high = (float(row[c]) for c in ("mean", "ci_low", "ci_high"))
    return f"{value}<br>{difference_in_words(mean, low, high, MEASURE[kpi].unit, lang)}"


def _hide_empty(figure: go.Figure, used: set[tuple[int, int]], n_rows: int) -> None:
    """Leave the places without a lever blank."""
    for row in range(1, n_rows + 1):
        for column in range(1, ACROSS + 1):
            if (row, column) not in used:
                figure.update_xaxes(visible=False, row=row, col=column)
                figure.update_yaxes(visible=False, row=row, col=column)
