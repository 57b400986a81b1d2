"""Small workbooks written by hand, and the accident of a spreadsheet of another locale."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook

HEAD = ("facture", "client", "date facture", "échéance", "montant", "payé le", "days to pay")

Rows = Sequence[Sequence[Any]]


def workbook(sheets: dict[str, Rows]) -> bytes:
    """Write a workbook of some sheets."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def one_sheet(*rows: Sequence[Any]) -> bytes:
    """Write a workbook of one sheet, headings first."""
    return workbook({"Factures": [HEAD, *rows]})


def accident(day: date) -> date | str:
    """Open month/day/year in a program that expects day/month/year.

    >>> accident(date(2024, 3, 4)), accident(date(2024, 3, 14))
    (datetime.date(2024, 4, 3), '3/14/2024')
    """
    if day.day > 12:
        return f"{day.month}/{day.day}/{day.year}"
    return date(day.year, day.day, day.month)
