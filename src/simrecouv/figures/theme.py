"""One style for every figure: colours safe for colour-blind readers, fonts, number formats, dates.

The colours are Okabe and Ito's, given to policies in the order in which a frame names them, so that
a policy keeps its colour from one figure to the next.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from simrecouv.errors import StudyError, nearest
from simrecouv.units import date_of
from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.numbers import SEPARATORS

#: Okabe-Ito, the strongest on white first.
PALETTE = (
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#CC79A7",
    "#E69F00",
    "#56B4E9",
    "#000000",
    "#F0E442",
)

#: Dashes of the first eight policies, of the next eight...
DASHES = ("solid", "dash", "dot", "dashdot")

#: From not due to more than 90 days past due: lightness falls with age.
AGEING_COLOURS = ("#BFD3E6", "#FDE0A5", "#F2A541", "#CC5A1B", "#6B2413")

BETTER, WORSE, TOTAL = "#0072B2", "#D55E00", "#4D4D4D"
INK, GRID = "#222222", "#E3E6EA"
#: What every axis has.
AXIS = {"gridcolor": GRID, "zerolinecolor": "#9AA0A6", "automargin": True}
FONT = "Helvetica Neue, Arial, Liberation Sans, DejaVu Sans, sans-serif"

_TICK_DATE: dict[Lang, str] = {"fr": "%m/%Y", "en": "%b %Y"}
_HOVER_DATE: dict[Lang, str] = {"fr": "%d/%m/%Y", "en": "%d %b %Y"}

#: Plotly's own buttons speak English only: a screen never mixes languages.
_BUTTONS = [
    "zoom",
    "pan",
    "select",
    "lasso",
    "zoomIn",
    "zoomOut",
    "autoScale",
    "resetScale",
    "toImage",
    "sendDataToCloud",
]


def escaped(text: str) -> str:
    """Escape a text that plotly would read as markup.

    >>> escaped("<b>A & B</b>")
    '&lt;b&gt;A &amp; B&lt;/b&gt;'
    """
    return html.escape(text, quote=False)


def labelled(names: Sequence[str], labels: Mapping[str, str] | None) -> dict[str, str]:
    """Return what a figure shows for each policy: its label, or its name."""
    return {name: escaped((labels or {}).get(name, name)) for name in names}


def colours(names: Sequence[str]) -> dict[str, str]:
    """Give each policy its colour, in order; the palette starts again after eight."""
    return {name: PALETTE[k % len(PALETTE)] for k, name in enumerate(names)}


def dashes(names: Sequence[str]) -> dict[str, str]:
    """Give each policy its dash: those that take a colour again are told apart by it.

    >>> list(dashes([str(k) for k in range(9)]).values())[7:]
    ['solid', 'dash']
    """
    return {name: DASHES[k // len(PALETTE) % len(DASHES)] for k, name in enumerate(names)}


def transparent(colour: str, opacity: float) -> str:
    """Return a hexadecimal colour as ``rgba``.

    >>> transparent("#0072B2", 0.15)
    'rgba(0,114,178,0.15)'
    """
    red, green, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def policies_of(frame: pd.DataFrame, columns: Sequence[str]) -> list[str]:
    """Return the policies of a frame in order, after checking that there is something to draw.

    Raises
    ------
    StudyError
        If the frame has no row, or lacks a column.
    """
    check_frame(frame, ["policy", "replication", *columns])
    return [str(name) for name in frame["policy"].unique()]


def check_frame(frame: pd.DataFrame, columns: Iterable[str]) -> None:
    """Refuse a frame with nothing to draw.

    Raises
    ------
    StudyError
        If the frame has no row, or lacks a column.
    """
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        raise StudyError(f"nothing to draw: the frame has no column {', '.join(missing)}")
    if frame.empty:
        raise StudyError("nothing to draw: the frame is empty")


def check_policy(name: str, known: Sequence[str]) -> None:
    """Refuse a policy that the frame does not hold.

    Raises
    ------
    StudyError
        With the nearest known name.
    """
    if name not in known:
        raise StudyError(f"no policy {name!r} to draw, {nearest(name, known)}")


def dates(days: Sequence[int], start: date) -> list[str]:
    """Return calendar dates (ISO) of day numbers counted from `start`.

    >>> dates([0, 31], date(2026, 1, 1))
    ['2026-01-01', '2026-02-01']
    """
    return [date_of(int(day), start).isoformat() for day in days]


def layout_of(lang: Lang, title: str, subtitle: str = "", height: int = 440) -> dict[str, Any]:
    """Return the common style as plain values, axes left out."""
    return {
        "title": {
            "text": title,
            "subtitle": {"text": subtitle, "font": {"size": 12, "color": "#555555"}},
            "font": {"size": 16},
            "x": 0.0,
            "xref": "paper",
            "xanchor": "left",
        },
        "font": {"family": FONT, "size": 12, "color": INK},
        "separators": SEPARATORS[lang],
        "height": height,
        "margin": {"l": 70, "r": 30, "t": 80, "b": 90},
        "legend": {"orientation": "h", "y": -0.24, "x": 0.0},
        "hoverlabel": {"namelength": -1},
        "modebar": {"remove": _BUTTONS},
    }


def styled(
    figure: go.Figure, lang: Lang, title: str, subtitle: str = "", height: int = 440
) -> go.Figure:
    """Apply the common style in place, and return the figure."""
    figure.update_layout(template="plotly_white", **layout_of(lang, title, subtitle, height))
    figure.update_xaxes(AXIS)
    figure.update_yaxes(AXIS)
    return figure


def calendar(lang: Lang, title: str) -> dict[str, Any]:
    """Return an axis of calendar dates as plain values."""
    return {
        "title": {"text": title},
        "type": "date",
        "ticks": "outside",
        "tickformat": _TICK_DATE[lang],
        "hoverformat": _HOVER_DATE[lang],
    }


def calendar_axis(figure: go.Figure, lang: Lang, title: str, **panel: int) -> go.Figure:
    """Format the x axis as calendar dates; `panel` (row, col) is the one of several panels."""
    return figure.update_xaxes(calendar(lang, title), **panel)
