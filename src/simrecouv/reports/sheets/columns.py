"""How the sheets of a workbook are made: columns with units, and the sheet that lists them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from simrecouv.reports.outputs.workbook import Sheet
from simrecouv.reports.words import sheet_texts
from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.typography import say


class Column(NamedTuple):
    """A column of a sheet: heading, unit of its numbers, values."""

    heading: str
    unit: str
    values: Sequence[object]


def with_contents(sheets: Mapping[str, Sheet], lang: Lang) -> dict[str, Sheet]:
    """Put a sheet before the others that lists them: name, what it holds, rows."""
    listed = sheet_of(
        Column(say(sheet_texts.SHEET, lang), "", list(sheets)),
        Column(say(sheet_texts.IN_THE_SHEET, lang), "", [one.about for one in sheets.values()]),
        Column(say(sheet_texts.ROWS, lang), "count", [len(one.frame) for one in sheets.values()]),
    )
    return {say(sheet_texts.CONTENTS, lang): listed, **sheets}


def sheet_of(*columns: Column, row_units: Sequence[str] = ()) -> Sheet:
    """Make a sheet from its columns; two may bear the same heading.

    >>> sheet_of(Column("Days", "days", [1.5]), Column("Days", "days", [2.5])).frame.shape
    (1, 2)
    """
    frame = pd.DataFrame({place: list(one.values) for place, one in enumerate(columns)})
    frame.columns = [one.heading for one in columns]
    return Sheet(frame, tuple(one.unit for one in columns), tuple(row_units))


def unit_in_words(unit: str, lang: Lang) -> str:
    """Write a unit as a heading or a cell does.

    >>> unit_in_words("days", "fr")
    'jours'
    """
    return say(sheet_texts.UNITS[unit], lang)


def in_unit(name: str, unit: str, lang: Lang) -> str:
    """Write a heading with its unit.

    >>> in_unit("Sales", "eur", "en")
    'Sales [€]'
    """
    return say(sheet_texts.IN_UNIT, lang, name=name, unit=unit_in_words(unit, lang))
