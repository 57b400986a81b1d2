"""The life of one invoice under several policies: one band each, the events on a common axis."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from simrecouv.figures import life_words as words
from simrecouv.figures.theme import GRID, check_frame, escaped, labelled, styled
from simrecouv.vocabulary import Kind, Lang
from simrecouv.vocabulary.typography import say

COLUMNS = ("policy", "days_from_due", "date", "kind", "channel", "text")
#: The mark of the due day, which is no event of a ledger.
DUE = "due"
#: Heights [pixels]: around the bands, of a lane, between bands [lanes].
AROUND, LANE, GAP = 190, 58, 0.5
#: Room [pixels] that the text of a sign takes per letter, and that the axis is sure to have.
LETTER, AXIS = 6.6, 620
#: How far two signs of the same day stand apart [lanes].
APART = 0.2
#: Where the name of a sign may stand.
PLACES = ("top center", "bottom center")


def mark_of(kind: str, channel: str = "") -> str:
    """Return the name of the mark of an event: that of its channel for a contact.

    >>> mark_of("contact", "call"), mark_of("received"), mark_of("due")
    ('call', 'payment', 'due')
    """
    if kind == DUE:
        return DUE
    mark = words.MARK_OF[Kind[kind.upper()]]
    return channel if mark == "contact" and channel else mark


def plot_life(
    events: pd.DataFrame,
    *,
    lang: Lang = "fr",
    labels: Mapping[str, str] | None = None,
    title: str = "",
    from_order: bool = False,
) -> go.Figure:
    """Draw the events of one invoice under each policy, on an axis of days past due.

    Parameters
    ----------
    events
        `widgets.lives.lifeline.Life.events`: columns policy, days_from_due, date, kind, channel,
        text.
    labels
        What to show for each policy; names by default.
    title
        What the invoice is.
    from_order
        Whether days count from the order, of an invoice that was never issued.

    Raises
    ------
    StudyError
        If there is nothing to draw.
    """
    check_frame(events, COLUMNS)
    names = [str(name) for name in events["policy"].unique()]
    signs = _signs(events, names)
    first, last = _ends([sign.day for sign in signs])
    room = LETTER * (last - first) / AXIS
    figure = go.Figure()
    said = _said_where_free(signs, room, lang)
    for name, mark in words.MARKS.items():
        mine = [(sign, place) for sign, place in zip(signs, said, strict=True) if sign.mark == name]
        if mine:
            figure.add_trace(_trace(mine, mark, lang))
    height = _bands(figure, _lanes(signs), labelled(names, labels), lang)
    heading = escaped(title) or say(words.LIFE_TITLE, lang)
    styled(figure, lang, heading, say(words.LIFE_SUBTITLE, lang), round(AROUND + LANE * height))
    figure.update_layout(hovermode="closest", showlegend=True, legend_y=-60 / (LANE * height))
    axis = say(words.FROM_ORDER if from_order else words.FROM_DUE, lang)
    return figure.update_xaxes(title_text=axis, range=[first, last], zeroline=True)


class _Sign(NamedTuple):
    """An event on its way to the figure: its mark, its day, its lane, its rank on that day."""

    mark: str
    day: float
    lane: float
    rank: int
    date: str
    text: str


def _signs(events: pd.DataFrame, names: list[str]) -> list[_Sign]:
    """Give each event its mark and its place; a mark twice on one day of a lane is drawn once."""
    pairs = zip(events["kind"], events["channel"], strict=True)
    marks = [mark_of(str(kind), str(channel)) for kind, channel in pairs]
    lanes = _lanes_of(marks)
    stacked: dict[tuple[float, float], list[str]] = {}
    signs = []
    for mark, row in zip(marks, events.to_dict("records"), strict=True):
        band = names.index(str(row["policy"])) * (len(lanes) + GAP)
        lane, day = -band - lanes.index(words.MARKS[mark].lane), float(row["days_from_due"])
        others = stacked.setdefault((lane, day), [])
        if mark not in others:
            others.append(mark)
        sign = _Sign(mark, day, lane, others.index(mark), str(row["date"]), str(row["text"]))
        signs.append(sign)
    return signs


def _lanes_of(marks: list[str]) -> list[str]:
    used = {words.MARKS[mark].lane for mark in marks}
    return [lane for lane in words.LANES if lane in used]


def _lanes(signs: list[_Sign]) -> list[str]:
    return _lanes_of([sign.mark for sign in signs])


def _said_where_free(signs: list[_Sign], letter: float, lang: Lang) -> list[str]:
    """Choose where the name of each sign stands: above, below, or nowhere if neither is free.

    A sign that stands below another one of its day has its name below; pointing tells the rest.
    """
    taken: dict[tuple[float, str], list[tuple[float, float]]] = {}
    places = [""] * len(signs)
    for k in sorted(range(len(signs)), key=lambda k: _turn(signs[k].mark)):
        sign = signs[k]
        half = letter * (len(say(words.MARKS[sign.mark].label, lang)) + 1) / 2.0
        span = sign.day - half, sign.day + half
        for place in PLACES[min(sign.rank, 1) :]:
            others = taken.setdefault((sign.lane, place), [])
            if all(span[1] <= start or end <= span[0] for start, end in others):
                others.append(span)
                places[k] = place
                break
    return places


def _turn(mark: str) -> int:
    """Return when a mark takes its room, the first ones before the others."""
    return words.FIRST.index(mark) if mark in words.FIRST else len(words.FIRST)


def _trace(mine: list[tuple[_Sign, str]], mark: words.Mark, lang: Lang) -> go.Scatter:
    """Draw all the events of one mark."""
    label = say(mark.label, lang)
    return go.Scatter(
        x=[sign.day for sign, _ in mine],
        y=[sign.lane - APART * sign.rank for sign, _ in mine],
        name=label,
        mode="markers+text",
        marker={
            "symbol": mark.symbol,
            "size": 13,
            "color": mark.colour,
            "line": {"width": 2, "color": mark.colour},
        },
        text=[label if place else "" for _, place in mine],
        textposition=[place or PLACES[0] for _, place in mine],
        textfont={"size": 11},
        cliponaxis=False,
        customdata=[[escaped(sign.date), escaped(sign.text)] for sign, _ in mine],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
    )


def _bands(figure: go.Figure, lanes: list[str], shown: dict[str, str], lang: Lang) -> float:
    """Name the lanes, shade the band of every other policy; return the height in lanes."""
    each, ticks = len(lanes) + GAP, {}
    for k, label in enumerate(shown.values()):
        top = -k * each
        for j, lane in enumerate(lanes):
            name = say(words.LANES[lane], lang)
            ticks[top - j] = f"<b>{label}</b><br>{name}" if j == 0 else name
        if k % 2 == 0:
            span: dict[str, Any] = {"y0": top + 0.7, "y1": top - len(lanes) + 0.2}
            figure.add_hrect(**span, fillcolor=GRID, opacity=0.35, line_width=0, layer="below")
    height = each * len(shown) + 0.5
    figure.update_yaxes(
        tickvals=list(ticks),
        ticktext=list(ticks.values()),
        range=[0.85 - height, 0.85],
        showgrid=False,
        zeroline=False,
    )
    return height


def _ends(days: list[float]) -> tuple[float, float]:
    """Leave room beside the outer events for their text."""
    low, high = min(0.0, *days), max(0.0, *days)
    room = 0.06 * (high - low) or 5.0
    return low - room, high + room
