"""Cells that a spreadsheet swapped are put right where the rows prove it, else the file is refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from intake.ledger_texts import read_text
from intake.workbooks import accident, one_sheet
from simrecouv.errors import LedgerFileError
from simrecouv.vocabulary import Column, Reason

#: Forty invoices over a year, paid 10 to 49 days later; a third of the days are 12 at most.
ISSUES = [date(2024, 1, 3) + timedelta(days=9 * n) for n in range(40)]
LATER = [issue + timedelta(days=10 + 17 * n % 40) for n, issue in enumerate(ISSUES)]
SWAPPABLE = sum(issue.day <= 12 and issue.day != issue.month for issue in ISSUES)

Rows = list[Sequence[Any]]


def rows(*, swapped: bool, due: list[date] | None = None, days: bool = True) -> Rows:
    """Write the invoices with issue dates through the accident or right, and text due dates."""
    terms = due or [issue + timedelta(days=30) for issue in ISSUES]
    return [
        (
            f"F{n}",
            "C1",
            accident(issue) if swapped else right(issue),
            text(terms[n]),
            5,
            text(LATER[n]),
            (LATER[n] - issue).days if days else None,
        )
        for n, issue in enumerate(ISSUES)
    ]


def text(day: date) -> str:
    return f"{day.month}/{day.day}/{day.year}"


def right(day: date) -> date | str:
    """Some dates as true cells, the others as text, none swapped."""
    return day if day.day <= 12 else text(day)


def test_a_given_duration_proves_the_swap() -> None:
    ledger = read_text(one_sheet(*rows(swapped=True)))
    assert ledger.invoices["issue_date"].dt.date.tolist() == ISSUES
    put_right = [doubt for doubt in ledger.quality.doubts if doubt.reason is Reason.SWAPPED_DATE]
    assert len(put_right) == SWAPPABLE > 0
    assert {doubt.column for doubt in put_right} == {Column.ISSUE_DATE}
    assert f"{SWAPPABLE} true date cells in which" in " ".join(ledger.quality.lines("en"))
    assert f"{SWAPPABLE} cellules de date où" in " ".join(ledger.quality.lines("fr"))


def test_due_dates_prove_the_swap() -> None:
    ledger = read_text(one_sheet(*rows(swapped=True, days=False)))
    assert ledger.invoices["issue_date"].dt.date.tolist() == ISSUES


def test_cells_that_are_right_stay_as_they_are() -> None:
    ledger = read_text(one_sheet(*rows(swapped=False)))
    assert ledger.invoices["issue_date"].dt.date.tolist() == ISSUES
    assert not [doubt for doubt in ledger.quality.doubts if doubt.reason is Reason.SWAPPED_DATE]


def test_all_columns_may_be_swapped() -> None:
    through = [
        (
            f"F{n}",
            "C1",
            accident(issue),
            accident(issue + timedelta(days=30)),
            5,
            accident(paid),
            "",
        )
        for n, (issue, paid) in enumerate(zip(ISSUES, LATER, strict=True))
    ]
    with_days = [(*row[:6], (LATER[n] - ISSUES[n]).days) for n, row in enumerate(through)]
    ledger = read_text(one_sheet(*with_days))
    assert ledger.invoices["issue_date"].dt.date.tolist() == ISSUES
    assert ledger.payments["paid_date"].dt.date.tolist() == LATER


def test_constant_terms_prove_the_swap() -> None:
    """Issues from January to June, due in the same month a year later: never before, however read."""
    issues = [date(2024, n, 1 + 3 * k) for n in (1, 2, 3) for k in (0, 1, 2, 3, 6)]
    through = [
        (f"F{n}", "C1", accident(issue), text(issue + timedelta(days=360)), 5, None, None)
        for n, issue in enumerate(issues)
    ]
    ledger = read_text(one_sheet(*through))
    assert ledger.invoices["issue_date"].dt.date.tolist() == issues


def test_a_payment_proves_nothing() -> None:
    """A payment before its invoice may be a deposit: a swapped payment date stays undecided."""
    mixed = [
        (f"F{n}", "C1", text(issue), text(issue + timedelta(days=30)), 5, accident(paid), None)
        for n, (issue, paid) in enumerate(zip(ISSUES, LATER, strict=True))
    ]
    with pytest.raises(LedgerFileError, match=r"true date cells .* of payment date"):
        read_text(one_sheet(*mixed))


def test_one_hypothesis_for_all_the_cells_of_a_column() -> None:
    """Half of the cells swapped, half right: no reading holds, and none is tried row by row."""
    halves = [*rows(swapped=True)[::2], *rows(swapped=False)[1::2]]
    with pytest.raises(LedgerFileError, match="as CSV"):
        read_text(one_sheet(*halves))


def test_a_day_above_12_in_a_cell_shows_that_none_is_swapped() -> None:
    typed = [(*row[:5], None, None) for row in rows(swapped=False)]
    typed[0] = ("F0", "C1", date(2024, 1, 31), "3/1/2024", 5, None, None)
    ledger = read_text(one_sheet(*typed))
    assert ledger.invoices["issue_date"].dt.date.tolist()[1:] == ISSUES[1:]
