"""The euro bridge: what the net gain of a policy is made of, term by term."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from simrecouv.figures import words
from simrecouv.figures.theme import (
    BETTER,
    TOTAL,
    WORSE,
    check_policy,
    labelled,
    policies_of,
    styled,
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
    terms = bridge_terms(bridge, baseline, policy)
    label = {name: say(text, lang) for name, _, text in BRIDGE}
    drawn = terms[terms.abs() >= 0.005]
    total = float(terms.sum())
    values = [*drawn, total]
    figure = go.Figure(
        go.Waterfall(
            orientation="h",
            y=[*(label[name] for name in drawn.index), say(words.NET_GAIN, lang)],
            x=values,
            measure=["relative"] * len(drawn) + ["total"],
            text=[_euros(value, lang) for value in values],
            textposition="outside",
            hovertemplate="%{y}<br>%{text}<extra></extra>",
            increasing={"marker": {"color": BETTER}},
            decreasing={"marker": {"color": WORSE}},
            totals={"marker": {"color": TOTAL}},
            connector={"line": {"color": "#9AA0A6", "width": 1}},
            cliponaxis=False,
        )
    )
    shown = labelled([baseline, policy], labels)
    title = say(
        words.BRIDGE_TITLE,
        lang,
        policy=shown[policy],
        baseline=shown[baseline],
        total=_euros(total, lang),
    )
    subtitle = say(words.BRIDGE_SUBTITLE, lang, n=bridge["replication"].nunique())
    styled(figure, lang, title, subtitle, height=200 + 42 * len(values))
    figure.update_yaxes(autorange="reversed")
    figure.update_xaxes(
        title_text=say(words.EUROS, lang), tickformat=",.0f", range=_range(values, total)
    )
    figure.update_layout(showlegend=False, margin_r=60)
    return _with_zero_terms(figure, [label[n] for n in terms.index if n not in drawn.index], lang)


def _euros(value: float, lang: Lang) -> str:
    """Write a term in whole euros, and the cents of the smallest."""
    return quantity(value, "eur", lang, decimals=0 if abs(value) >= 10.0 else 2, difference=True)


def _range(values: list[float], total: float) -> list[float]:
    """Leave room for the texts beside the bars."""
    path, level = [0.0, total], 0.0
    for value in values[:-1]:
        level += value
        path.append(level)
    room = 0.18 * (max(path) - min(path)) or 1.0
    return [min(path) - room, max(path) + room]


def _with_zero_terms(figure: go.Figure, zero: list[str], lang: Lang) -> go.Figure:
    if not zero:
        return figure
    note = say(words.ZERO_TERMS, lang, terms=", ".join(zero))
    lines = textwrap.wrap(note, NOTE_WIDTH)
    figure.add_annotation(
        text="<br>".join(lines),
        xref="paper",
        yref="paper",
        x=0.0,
        y=0.0,
        yshift=-48,
        xanchor="left",
        yanchor="top",
        align="left",
        showarrow=False,
        font={"size": 11, "color": "#555555"},
    )
    return figure.update_layout(margin_b=75 + 16 * len(lines))
