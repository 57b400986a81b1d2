"""Who pays late: curves of what is unpaid, group by group, and bars of what is overdue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from simrecouv.figures import words
from simrecouv.figures.theme import PALETTE, check_frame, colours, dashes, labelled, styled
from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.numbers import quantity
from simrecouv.vocabulary.typography import say, sentence

#: Panels side by side, and the heights [pixels] of a row of them, of a bar, and around.
ACROSS, ROW, BAR, AROUND = 3, 210, 34, 200
#: Colours of the waits, the first one the strongest.
WAITS = ("#D55E00", "#E69F00", "#56B4E9", "#CC79A7", "#4D4D4D")


def plot_unpaid_by_group(
    unpaid: pd.DataFrame,
    by: str,
    *,
    title: str,
    subtitle: str = "",
    lang: Lang = "fr",
    policies: Mapping[str, str] | None = None,
    groups: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw the unpaid share by days past due: one panel per group, one line per policy.

    Parameters
    ----------
    unpaid
        Columns policy, `by`, days_past_due, unpaid_share.
    by
        Column of the groups, such as ``"profile"``.
    policies, groups
        What to show for each policy and each group; names by default.

    Raises
    ------
    StudyError
        If there is nothing to draw.

    Examples
    --------
    >>> rows = {"policy": "a", "profile": "b", "days_past_due": [0, 30], "unpaid_share": [1, 0.2]}
    >>> figure = plot_unpaid_by_group(pd.DataFrame(rows), "profile", title="Unpaid", lang="en")
    >>> [trace.name for trace in figure.data]
    ['A']
    """
    from plotly.subplots import make_subplots

    check_frame(unpaid, ("policy", by, "days_past_due", "unpaid_share"))
    panels = [str(name) for name in unpaid[by].unique()]
    names = [str(name) for name in unpaid["policy"].unique()]
    told = labelled(panels, groups)
    rows = -(-len(panels) // ACROSS)
    figure = make_subplots(
        rows=rows,
        cols=min(ACROSS, len(panels)),
        shared_xaxes="all",
        shared_yaxes="all",
        subplot_titles=[sentence(told[name]) for name in panels],
        vertical_spacing=0.24 / rows,
        horizontal_spacing=0.04,
    )
    for place, panel in enumerate(panels):
        where = {"row": place // ACROSS + 1, "col": place % ACROSS + 1}
        _add_lines(
            figure, unpaid[unpaid[by] == panel], names, labelled(names, policies), lang, where
        )
    styled(figure, lang, title, subtitle, AROUND + ROW * rows)
    figure.update_layout(hovermode="x unified", margin_t=110, legend={"yref": "container", "y": 0})
    figure.update_annotations(font_size=13)
    figure.update_yaxes(rangemode="tozero")
    figure.update_yaxes(title_text=say(words.UNPAID, lang), col=1)
    return figure.update_xaxes(title_text=say(words.DAYS_PAST_DUE, lang), row=rows)


def _add_lines(
    figure: go.Figure,
    rows: pd.DataFrame,
    names: Sequence[str],
    told: Mapping[str, str],
    lang: Lang,
    where: Mapping[str, int],
) -> None:
    colour, dash = colours(names), dashes(names)
    for name in names:
        own = rows[rows["policy"] == name]
        figure.add_scatter(
            x=own["days_past_due"].to_numpy(),
            y=100.0 * own["unpaid_share"].to_numpy(),
            name=sentence(told[name]),
            legendgroup=name,
            showlegend=where == {"row": 1, "col": 1},
            mode="lines",
            line={"color": colour[name], "dash": dash[name]},
            customdata=[
                quantity(share, "share", lang, decimals=0) for share in own["unpaid_share"]
            ],
            hovertemplate="%{customdata}",
            **where,
        )


def plot_overdue_bars(
    overdue: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    lang: Lang = "fr",
    stacked: bool,
    labels: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw overdue money: one bar, or group of bars, per row of a table, one colour per column.

    Parameters
    ----------
    overdue
        [EUR] Rows are who owes, columns what the money waits for, or a policy.
    stacked
        Whether the columns of a row add up, or stand side by side.
    labels
        What to show for each row and each column; names by default.

    Raises
    ------
    StudyError
        If there is nothing to draw.

    Examples
    --------
    >>> table = pd.DataFrame({"run": [10.0], "bank": [5.0]}, index=["prompt"])
    >>> [trace.name for trace in plot_overdue_bars(table, title="", lang="en", stacked=True).data]
    ['Run', 'Bank']
    """
    check_frame(overdue, ())
    rows, columns = ([str(name) for name in axis] for axis in (overdue.index, overdue.columns))
    told = labelled([*rows, *columns], labels)
    shades = dict(zip(columns, WAITS, strict=False)) if stacked else colours(columns)
    figure = go.Figure()
    for name in columns:
        figure.add_bar(
            x=overdue[name].to_numpy(),
            y=[sentence(told[row]) for row in rows],
            name=sentence(told[name]),
            orientation="h",
            marker_color=shades.get(name, PALETTE[-2]),
            customdata=[quantity(eur, "eur", lang, decimals=-2) for eur in overdue[name]],
            hovertemplate="%{y}<br>%{customdata}",
        )
    thick = BAR if stacked else BAR * (1 + len(columns)) // 2
    styled(figure, lang, title, subtitle, AROUND + thick * len(rows))
    figure.update_layout(
        barmode="stack" if stacked else "group",
        legend={"yref": "container", "y": 0, "traceorder": "normal"},
    )
    figure.update_yaxes(autorange="reversed", ticksuffix=" ")
    return figure.update_xaxes(title_text=say(words.OVERDUE, lang), tickformat=",.0f")
