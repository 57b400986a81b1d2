"""The numbers of any figure as a table, for those who cannot see it: rows, columns, units.

It reads what plotly draws: the axis of names or dates gives the rows, each trace a column, a panel
of several its heading; an interval or a band stands as its two ends.
"""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from simrecouv.reports.fragment import element, table
from simrecouv.reports.words import page_texts
from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.numbers import number
from simrecouv.vocabulary.typography import UNDEFINED, say

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Cell(NamedTuple):
    """One number of a figure, and the two ends of its interval where it has one."""

    row: str
    column: str
    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class FigureTable:
    """The numbers of one figure.

    Attributes
    ----------
    title
        Title of the figure.
    corner
        What the rows are, with its unit.
    unit
        What the numbers are, with their unit; empty where each column says its own.
    columns, rows
        Headings.
    cells
        The numbers, by row and column.
    """

    title: str
    corner: str
    unit: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]

    def plain(self) -> dict[str, Any]:
        """Return the numbers as JSON holds them."""
        rows = [
            [row, *(_plain(self.cells.get((row, c))) for c in self.columns)] for row in self.rows
        ]
        return {
            "title": self.title,
            "unit": self.unit,
            "columns": [self.corner, *self.columns],
            "rows": rows,
        }

    def markup(self, lang: Lang) -> str:
        """Write the table as HTML."""
        rows = [
            [_told_row(row, lang), *(_told(self.cells.get((row, c)), lang) for c in self.columns)]
            for row in self.rows
        ]
        note = element("p", self.unit, css="note").markup if self.unit else ""
        return note + table([self.corner, *self.columns], rows, css="numbers").markup


def figure_table(figure: Mapping[str, Any], title: str, lang: Lang) -> FigureTable:
    """Return the numbers of a figure.

    Parameters
    ----------
    figure
        Plotly's JSON: ``data`` and ``layout``.
    """
    layout = figure["layout"]
    cells: dict[tuple[str, str], Cell] = {}
    corner, units = "", []
    for trace in figure["data"]:
        rows_axis, values_axis = _axes(trace)
        corner = corner or _axis_title(layout, trace, rows_axis)
        units.append(_axis_title(layout, trace, values_axis))
        panel = _panel(layout, trace)
        for cell in _cells(trace, rows_axis, values_axis, panel, lang):
            cells[cell.row, cell.column] = cell
    columns = tuple(dict.fromkeys(column for _, column in cells))
    rows = tuple(dict.fromkeys(row for row, _ in cells))
    if all(_DATE.fullmatch(row) for row in rows):
        rows = tuple(sorted(rows))
    unit = " · ".join(dict.fromkeys(one for one in units if one))
    return FigureTable(title, corner or say(page_texts.ROWS, lang), unit, columns, rows, cells)


def _axes(trace: Mapping[str, Any]) -> tuple[str, str]:
    """Return which axis names the rows, and which holds the values."""
    across = trace.get("orientation") == "h" or _is_text(trace.get("y"))
    return ("y", "x") if across and not _is_text(trace.get("x")) else ("x", "y")


def _is_text(values: Any) -> bool:
    return any(isinstance(one, str) for one in values_of(values)[:1])


def values_of(values: Any) -> list[Any]:
    """Return a list of plotly, which may be packed.

    >>> values_of({"dtype": "i1", "bdata": "AQI="})
    [1, 2]
    """
    if isinstance(values, Mapping):
        packed = np.frombuffer(base64.b64decode(values["bdata"]), dtype=values["dtype"])
        return list(packed.tolist())
    return list(values) if values is not None else []


def _cells(
    trace: Mapping[str, Any], rows_axis: str, values_axis: str, panel: str, lang: Lang
) -> Iterator[Cell]:
    rows, values = values_of(trace.get(rows_axis)), values_of(trace.get(values_axis))
    name = _bare(trace.get("name", ""))
    half = len(rows) // 2
    if _is_band(trace, rows):
        column = _column(panel, say(page_texts.BAND_OF, lang, name=name) if name else "", lang)
        for row, a, b in zip(rows[:half], values[:half], reversed(values[half:]), strict=True):
            low, high = sorted((float(a), float(b)))
            yield Cell(_row(row), column, None, low, high)
        return
    alone = {_row(row) for row in rows} == {name}
    column = _column(panel, "" if alone else name, lang)
    error = trace.get(f"error_{values_axis}", {})
    above = values_of(error.get("array")) or [None] * len(rows)
    below = values_of(error.get("arrayminus")) or above
    for row, value, plus, minus in zip(rows, values, above, below, strict=True):
        yield _cell(_row(row), column, value, minus, plus)


def _cell(row: str, column: str, value: Any, minus: Any, plus: Any) -> Cell:
    if value is None or not np.isfinite(value):
        return Cell(row, column, None)
    if minus is None or plus is None or not np.isfinite([minus, plus]).all():
        return Cell(row, column, float(value))
    return Cell(row, column, float(value), value - minus, value + plus)


def _is_band(trace: Mapping[str, Any], rows: list[Any]) -> bool:
    """Whether a trace is an area between two curves, drawn forth and back."""
    half = len(rows) // 2
    return trace.get("fill") == "toself" and half > 0 and rows[:half] == rows[: half - 1 : -1]


def _row(value: Any) -> str:
    return _bare(value) if isinstance(value, str) else f"{value:g}"


def _bare(text: str) -> str:
    """Return a text of a figure as a reader sees it: figures hold it as markup."""
    return html.unescape(re.sub(r"<[^>]*>", " ", text)).strip()


def _column(panel: str, name: str, lang: Lang) -> str:
    if panel and name:
        return say(page_texts.IN_PANEL, lang, panel=panel, name=name)
    return panel or name or say(page_texts.VALUE, lang)


def _axis(trace: Mapping[str, Any], letter: str) -> str:
    """Return the name in the layout of an axis of a trace.

    >>> _axis({"xaxis": "x3"}, "x")
    'xaxis3'
    """
    return f"{letter}axis{trace.get(f'{letter}axis', letter)[1:]}"


def _axis_title(layout: Mapping[str, Any], trace: Mapping[str, Any], letter: str) -> str:
    title = layout.get(_axis(trace, letter), {}).get("title", {})
    return _bare(title.get("text") or "")


def _panel(layout: Mapping[str, Any], trace: Mapping[str, Any]) -> str:
    """Return the title of the panel of a trace, where there are several; they come in order."""
    panels = [name for name in layout if re.fullmatch(r"xaxis\d*", name)]
    titles = [
        one["text"]
        for one in layout.get("annotations", ())
        if one.get("xref") == one.get("yref") == "paper" and not one.get("showarrow", True)
    ]
    place = int(_axis(trace, "x").removeprefix("xaxis") or 1) - 1
    return _bare(titles[place]) if 1 < len(panels) <= len(titles) else ""


def _plain(cell: Cell | None) -> Any:
    if cell is None:
        return None
    return (
        cell.value
        if cell.low is None
        else {"value": cell.value, "low": cell.low, "high": cell.high}
    )


def _told(cell: Cell | None, lang: Lang) -> str:
    if cell is None:
        return UNDEFINED
    if cell.low is None or cell.high is None:
        return UNDEFINED if cell.value is None else _number(cell.value, lang)
    between = say(
        page_texts.BETWEEN, lang, low=_number(cell.low, lang), high=_number(cell.high, lang)
    )
    return between if cell.value is None else f"{_number(cell.value, lang)} ({between})"


def _number(value: float, lang: Lang) -> str:
    """Write a number of a figure: as many decimals as its size is worth."""
    size = abs(value)
    return number(value, 0 if size >= 1000.0 else 1 if size >= 10.0 else 2, lang)


def _told_row(row: str, lang: Lang) -> str:
    """Write the heading of a row, a date as the language does."""
    if not _DATE.fullmatch(row):
        return row
    return date.fromisoformat(row).strftime("%d/%m/%Y") if lang == "fr" else row
