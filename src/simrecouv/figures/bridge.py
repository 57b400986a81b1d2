"""The euro bridge: what the net gain of a policy is made of, term by term."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from simrecouv.figures import words
from simrecouv.figures.drawing import Drawing
from simrecouv.figures.theme import (
    AXIS,
    BETTER,
    TOTAL,
    WORSE,
    check_policy,
    labelled,
    layout_of,
    policies_of,
)
from simrecouv.vocabulary import BRIDGE, Lang
from simrecouv.vocabulary.numbers import quantity
from simrecouv.vocabulary.typography import say

#: Longest line of the note on zero terms [characters].
NOTE_WIDTH = 110


def bridge_terms(bridge: pd.DataFrame, baseline: str, policy: str) -> pd.Series:
    """Return the mean effect of each term on the net gain [EUR], signs applied.

    Parameters
    ----------
    bridge
        Columns policy, replication, then the eleven terms [EUR, magnitudes].
    """
    columns = [name for name, _, _ in BRIDGE]
    names = policies_of(bridge, columns)
    for name in (baseline, policy):
        check_policy(name, names)
    of = {
        name: bridge[bridge["policy"] == name].set_index("replication")[columns]
        for name in (baseline, policy)
    }
    signs = pd.Series({name: sign for name, sign, _ in BRIDGE})
    return (of[policy] - of[baseline]).mean() * signs


def plot_bridge(
    bridge: pd.DataFrame,
    baseline: str,
    policy: str,
    *,
    lang: Lang = "fr",
    labels: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw the net gain of `policy` over `baseline` as a waterfall of its eleven terms.

    Terms that are zero are not drawn; the note under the figure names them.

    Raises
    ------
    StudyError
        If there is nothing to draw or a policy is unknown.
    """
    return draw_bridge(bridge, baseline, policy, lang=lang, labels=labels).figure()


def draw_bridge(
    bridge: pd.DataFrame,
    baseline: str,
    policy: str,
    *,
    lang: Lang = "fr",
    labels: Mapping[str, str] | None = None,
) -> Drawing:
    """Draw what `plot_bridge` shows."""
    terms = bridge_terms(bridge, baseline, policy)
    label = {name: say(text, lang) for name, _, text in BRIDGE}
    drawn, total = terms[terms.abs() >= 0.005], float(terms.sum())
    values = [*drawn.tolist(), total]
    names = [*(label[name] for name in drawn.index), say(words.NET_GAIN, lang)]
    shown = labelled([baseline, policy], labels)
    title = say(
        words.BRIDGE_TITLE,
        lang,
        policy=shown[policy],
        baseline=shown[baseline],
        total=_euros(total, lang),
    )
    subtitle = say(words.BRIDGE_SUBTITLE, lang, n=bridge["replication"].nunique())
    layout = layout_of(lang, title, subtitle, height=200 + 42 * len(values))
    layout["margin"] = {**layout["margin"], "r": 60}
    layout |= {
        "showlegend": False,
        "xaxis": {
            **AXIS,
            "title": {"text": say(words.EUROS, lang)},
            "tickformat": ",.0f",
            "range": _range(values, total),
        },
        "yaxis": {**AXIS, "autorange": "reversed"},
    }
    if drawn.empty:
        return Drawing([_waterfall(names, values, lang)], _of_nothing(layout, lang))
    zero = [label[name] for name in terms.index if name not in drawn.index]
    return Drawing([_waterfall(names, values, lang)], _with_zero_terms(layout, zero, lang))


def _waterfall(names: list[str], values: list[float], lang: Lang) -> dict[str, Any]:
    """Draw terms one from the other, then their total."""
    return {
        "type": "waterfall",
        "orientation": "h",
        "y": names,
        "x": values,
        "measure": ["relative"] * (len(values) - 1) + ["total"],
        "text": [_euros(value, lang) for value in values],
        "textposition": "outside",
        "hovertemplate": "%{y}<br>%{text}<extra></extra>",
        "increasing": {"marker": {"color": BETTER}},
        "decreasing": {"marker": {"color": WORSE}},
        "totals": {"marker": {"color": TOTAL}},
        "connector": {"line": {"color": "#9AA0A6", "width": 1}},
        "cliponaxis": False,
    }


def _euros(value: float, lang: Lang) -> str:
    """Write a term in whole euros, and the cents of the smallest."""
    return quantity(value, "eur", lang, decimals=0 if abs(value) >= 10.0 else 2, difference=True)


def _range(values: list[float], total: float) -> list[float]:
    """Leave room for the texts beside the bars."""
    path, level = [0.0, total], 0.0
    for value in values[:-1]:
        level += value
        path.append(level)
    room = 0.24 * (max(path) - min(path)) or 1.0
    return [min(path) - room, max(path) + room]


def _of_nothing(layout: dict[str, Any], lang: Lang) -> dict[str, Any]:
    """Say that two policies do the same to the cent; an axis without amounts needs no marks."""
    note = {
        "text": say(words.NOTHING_MOVES, lang),
        "xref": "x domain",
        "yref": "y domain",
        "x": 0.5,
        "y": 0.75,
        "showarrow": False,
        "font": {"size": 14, "color": "#555555"},
    }
    axis = {**layout["xaxis"], "showticklabels": False, "title": {}}
    return {**layout, "xaxis": axis, "annotations": [note]}


def _with_zero_terms(layout: dict[str, Any], zero: list[str], lang: Lang) -> dict[str, Any]:
    """Name the terms that are not drawn under the figure."""
    if not zero:
        return layout
    lines = textwrap.wrap(say(words.ZERO_TERMS, lang, terms=", ".join(zero)), NOTE_WIDTH)
    note = {
        "text": "<br>".join(lines),
        "xref": "paper",
        "yref": "paper",
        "x": 0.0,
        "y": 0.0,
        "yshift": -48,
        "xanchor": "left",
        "yanchor": "top",
        "align": "left",
        "showarrow": False,
        "font": {"size": 11, "color": "#555555"},
    }
    margin = {**layout["margin"], "b": 75 + 16 * len(lines)}
    return {**layout, "margin": margin, "annotations": [note]}
