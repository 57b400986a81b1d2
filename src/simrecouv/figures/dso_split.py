"""Why the DSO of each policy differs from that of the baseline: one bar each, part by part."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from simrecouv.errors import StudyError
from simrecouv.figures import words
from simrecouv.figures.theme import PALETTE, TOTAL, check_policy, labelled, policies_of, styled
from simrecouv.vocabulary import DSO_SPLIT, MEASURE, Lang
from simrecouv.vocabulary.numbers import quantity
from simrecouv.vocabulary.typography import say, sentence

#: A part below this [days] in every bar shows as 0.0, and is not drawn.
SMALLEST_DAYS = 0.05
#: Money received is blue, debt written off or sold is neither.
COLOURS = dict(
    zip(
        ("cash", "written_off", "guarantor", "credits", "discounts", "sales", "sold", "aged_out"),
        PALETTE,
        strict=True,
    )
)


def plot_dso_split(
    split: pd.DataFrame,
    baseline: str,
    *,
    kpi: str = "dso_book",
    lang: Lang = "fr",
    labels: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw, for each policy, what its DSO owes to cash, write-offs, sales of debt...

    Parts to the left of zero lower the DSO, parts to the right raise it, and the diamond is their
    sum: the difference from the baseline.

    Parameters
    ----------
    split
        Columns kpi, policy, replication, then the terms of `simrecouv.vocabulary.DSO_SPLIT` [days]
        (`compare.Experiment.dso_split`).
    baseline
        The policy that the others are compared with; it has no bar.
    kpi
        ``"dso_book"`` or ``"dso_simple"``.

    Raises
    ------
    StudyError
        If there is nothing to draw, or the baseline is unknown.

    Examples
    --------
    >>> terms = {name: [0.0, 0.0] for name, _ in DSO_SPLIT} | {"written_off": [0.0, -9.0]}
    >>> both = {"kpi": "dso_book", "policy": ["a", "b"], "replication": 0, **terms}
    >>> [trace.name for trace in plot_dso_split(pd.DataFrame(both), "a", lang="en").data]
    ['Written off', 'Difference of DSO']
    """
    columns = [name for name, _ in DSO_SPLIT]
    names = policies_of(split, ["kpi", *columns])
    check_policy(baseline, names)
    others = [name for name in names if name != baseline]
    rows = split[(split["kpi"] == kpi) & split["policy"].isin(others)]
    if rows.empty:
        raise StudyError(f"nothing to draw: the frame splits no {kpi} of another policy")
    means = rows.groupby("policy", sort=False)[columns].mean()
    shown = labelled(names, labels)
    figure = _bars(means, [shown[name] for name in means.index], lang)
    label = say(MEASURE[kpi].label, lang)
    title = say(words.SPLIT_TITLE, lang, kpi=label, baseline=shown[baseline])
    subtitle = say(words.SPLIT_SUBTITLE, lang, n=rows["replication"].nunique())
    styled(figure, lang, title, subtitle, height=230 + 34 * len(means))
    figure.update_layout(barmode="relative", legend={"yref": "container", "y": 0.0})
    figure.update_yaxes(autorange="reversed", ticksuffix=" ")
    return figure.update_xaxes(title_text=say(words.SPLIT_AXIS, lang), nticks=8)


def _bars(means: pd.DataFrame, policies: list[str], lang: Lang) -> go.Figure:
    figure = go.Figure()
    for name, label in DSO_SPLIT:
        days = means[name]
        if (days.abs() >= SMALLEST_DAYS).any():
            text = sentence(say(label, lang))
            figure.add_bar(
                x=days, y=policies, name=text, orientation="h", marker_color=COLOURS[name]
            )
    look = {"symbol": "diamond", "size": 11, "color": TOTAL, "line": {"color": "white", "width": 1}}
    total, text = means.sum(axis=1), say(words.SPLIT_TOTAL, lang)
    figure.add_scatter(x=total, y=policies, name=text, mode="markers", marker=look)
    for trace in figure.data:
        told = [quantity(days, "days", lang, difference=True) for days in trace.x]
        trace.update(customdata=told, hovertemplate="%{y}<br>%{customdata}")
    return figure
