"""Whatever a workbook holds, reading it ends in a named error, or in a ledger that reconciles."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.test_malformed_files import BREAKERS, check
from intake.workbooks import HEAD, one_sheet
from simrecouv.vocabulary import Column

AMOUNT = HEAD.index("montant")

#: Two invoices a month over a year, of 10.25 each, paid after 20 days.
ROWS = [
    (f"F{n}", "C1", day, day + timedelta(days=30), 10.25, day + timedelta(days=20), 20)
    for n, day in enumerate(date(2024, 1, 5) + timedelta(days=15 * n) for n in range(24))
]

#: What a cell may hold by accident, and the cents that it is worth as an amount.
CELLS: list[tuple[Any, int]] = [
    (None, 0), ("", 0), ("  ", 0), (True, 0), (0, 0), (-1, -100), (12345.0, 1_234_500),
    (0.1 + 0.2, 30), (10**20, 10**22), (1e300, 0), (-1e-300, 0), ("12,50", 1_250), ("(3)", -300),
    ("#N/A", 0), ("#REF!", 0), ("=1+1", 0), ("x" * 30_000, 0), ("9" * 50, 0), ("[2024-02-30]", 0),
    ("[1.5]", 150), (date(1900, 1, 1), 0), (date(1904, 1, 1), 0), (date(9999, 12, 31), 0),
    (date(2024, 2, 29), 0), (pd.Timestamp(2024, 2, 29, 23, 59).to_pydatetime(), 0), (time(9, 30), 0),
    (timedelta(days=2), 0), ("2024-02-29", 0), ("29/02/2024", 0), ("02/29/2024", 0), ("F1", 0),
    ("٣", 0), ("'", 0), ("12 %", 0),
]  # fmt: skip


@st.composite
def mutated_cells(draw: st.DrawFn) -> tuple[list[list[Any]], int]:
    """Draw the rows with some cells replaced, and the cents that their amounts are worth."""
    rows = [list(row) for row in ROWS]
    cents = [1_025] * len(rows)
    for _ in range(draw(st.integers(1, 6))):
        row, column = draw(st.integers(0, len(rows) - 1)), draw(st.integers(0, len(HEAD) - 1))
        rows[row][column], worth = draw(st.sampled_from(CELLS))
        if column == AMOUNT:
            cents[row] = worth
    if draw(st.booleans()):
        place = draw(st.integers(0, len(rows) - 1))
        rows.insert(place, draw(st.sampled_from([[], list(rows[place]), [None] * 9])))
        is_blank = all(cell is None for cell in rows[place])
        cents.insert(place, 0 if is_blank else cents[place])
    return rows, sum(cents)


@st.composite
def mutated_bytes(draw: st.DrawFn) -> bytes:
    """Draw a workbook with a few bytes inserted, replaced or removed."""
    content = WORKBOOK
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(start + 40, len(content))))
        new = draw(st.sampled_from([*BREAKERS, b""]) | st.binary(max_size=6))
        content = content[:start] + new + content[end:]
    return content


WORKBOOK = one_sheet(*ROWS)


def check_cells(rows: list[list[Any]], cents: int) -> None:
    """Read; rows and cents of a success are those that were written."""
    ledger = check(one_sheet(*rows))
    if ledger is not None:
        assert ledger.quality.rows_in_file == sum(any(map(written, row)) for row in rows)
        assert ledger.quality.amount_in_file_cents == cents


def written(value: object) -> bool:
    """Whether something is seen in a cell: a formula shows nothing until a program computes it."""
    return value not in (None, "", "  ", "=1+1")


@settings(max_examples=100)
@given(mutated_cells())
def test_mutated_cells(drawn: tuple[list[list[Any]], int]) -> None:
    check_cells(*drawn)


@settings(max_examples=150)
@given(mutated_bytes())
def test_mutated_bytes(content: bytes) -> None:
    check(content)


@pytest.mark.slow
@settings(max_examples=3_000)
@given(mutated_cells())
def test_many_mutated_cells(drawn: tuple[list[list[Any]], int]) -> None:
    check_cells(*drawn)


@pytest.mark.slow
@settings(max_examples=3_000)
@given(mutated_bytes())
def test_many_mutated_bytes(content: bytes) -> None:
    check(content)


def test_the_workbook_reads_when_nothing_is_changed() -> None:
    """Else the mutations would prove nothing."""
    ledger = check(WORKBOOK)
    assert ledger is not None
    assert len(ledger.invoices) == len(ledger.payments) == len(ROWS)
    assert ledger.quality.columns[Column.AMOUNT] == "montant"
