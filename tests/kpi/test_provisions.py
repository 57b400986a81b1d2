"""Provision for doubtful debts: excl. VAT, by age past due, on what the books still hold."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from kpi.hand_ledgers import Bill, Row, lost, write_ledger
from simrecouv import kpi
from simrecouv.kpi.provisions import provisions_on
from simrecouv.ledger import Ledger
from simrecouv.scenario import Finance
from simrecouv.units import TICKS_PER_DAY
from simrecouv.vocabulary import Kind

#: A quarter from 31 days past due, half from 91, all from 366.
MATRIX = Finance.model_validate(
    {
        "provisions": [
            {"from_days": 31, "rate": 0.25},
            {"from_days": 91, "rate": 0.5},
            {"from_days": 366, "rate": 1.0},
        ]
    }
)


def _on(day: int, rows: list[Row], bill: Bill, finance: Finance = MATRIX) -> list[int]:
    books = kpi.Books(write_ledger([bill], rows), finance)
    return provisions_on(books, day).tolist()


def test_seventy_percent_of_twelve_thousand_with_vat_is_seven_thousand() -> None:
    assert kpi.provision(12_000, 0.20, 0.70) == pytest.approx(7_000)


@pytest.mark.parametrize(
    ("days_past_due", "expected"),
    [
        (-10, [0, 0, 0]),
        (30, [0, 0, 0]),
        (31, [2_500, 0, 0]),
        (90, [2_500, 0, 0]),
        (91, [0, 5_000, 0]),
        (365, [0, 5_000, 0]),
        (366, [0, 0, 10_000]),
        (740, [0, 0, 10_000]),
    ],
)
def test_a_debt_takes_the_rate_of_its_band(days_past_due: int, expected: list[int]) -> None:
    """100 EUR and 20 of VAT: VAT is not provided for."""
    assert _on(30 + days_past_due, [], Bill(0, 30)) == expected


def test_a_band_before_the_due_day_covers_what_is_not_due() -> None:
    everything = Finance.model_validate({"provisions": [{"from_days": -365, "rate": 0.01}]})
    assert _on(5, [], Bill(0, 30), everything) == [100]
    assert _on(0, [], Bill(5, 30), everything) == [0]


@pytest.mark.parametrize("kind", [Kind.RECEIVED, Kind.SOLD, Kind.WRITTEN_OFF, Kind.SUBROGATED])
def test_what_leaves_the_books_leaves_the_provision(kind: Kind) -> None:
    assert _on(200, [Row(150, kind, 0, 9_000)], Bill(0, 30)) == [0, 1_250, 0]
    assert _on(149, [Row(150, kind, 0, 9_000)], Bill(0, 30)) == [0, 5_000, 0]


def test_what_comes_back_to_the_books_is_provided_for_again() -> None:
    rows = [Row(100, Kind.WRITTEN_OFF, 0, 12_000), Row(150, Kind.REINSTATED, 0, 12_000)]
    assert [sum(_on(day, rows, Bill(0, 30))) for day in (99, 140, 160)] == [2_500, 0, 5_000]


def test_a_debt_financed_with_recourse_stays() -> None:
    rows = [Row(10, Kind.FACTORED, 0, 12_000), Row(10, Kind.FACTOR_FUNDED, 0, 10_800, 0, 12)]
    assert _on(200, rows, Bill(0, 30)) == [0, 5_000, 0]


def test_without_a_matrix_nothing_is_provided_for() -> None:
    none = Finance(provisions=())
    assert kpi.provisions_of(kpi.Books(write_ledger([Bill(0, 30)]), none)).shape == (0, 12)
    assert kpi.scorecard(write_ledger([Bill(0, 30)]), none)["provisions"] == 0.0


def test_an_order_never_invoiced_is_provided_for_nowhere() -> None:
    ledger = write_ledger([lost(0), Bill(0, 30)])
    assert provisions_on(kpi.Books(ledger, MATRIX), 200).tolist() == [0, 5_000, 0]


def test_month_ends_against_a_slow_reading(lived: Ledger) -> None:
    """Row by row, debt by debt, in plain Python; one cent of rounding per debt."""
    found = kpi.provisions_of(kpi.Books(lived, MATRIX))
    assert found.shape == (3, 12)
    for column, day in enumerate(lived.month_ends):
        expected = np.zeros(3)
        for invoice, gross in _book(lived, day).items():
            age = day - int(lived.invoices.due_day[invoice])
            band = sum(age >= one.from_days for one in MATRIX.provisions) - 1
            if band >= 0:
                net = lived.invoices.net_cents[invoice] / lived.invoices.gross_cents[invoice]
                expected[band] += gross * net * MATRIX.provisions[band].rate
        assert found[:, column] == pytest.approx(expected, abs=320)
        assert found[:, column].sum() > 0


def _book(ledger: Ledger, day: int) -> dict[int, int]:
    left: dict[int, int] = {}
    for row in ledger.events:
        sign = Kind(row["kind"]).principal_sign
        if sign and row["tick"] // TICKS_PER_DAY <= day:
            invoice = int(row["invoice"])
            left[invoice] = left.get(invoice, 0) + sign * int(row["amount_cents"])
    return left


def test_the_scorecard_gives_the_last_month_end(lived: Ledger) -> None:
    found = kpi.provisions_of(kpi.Books(lived, MATRIX))
    assert kpi.scorecard(lived, MATRIX)["provisions"] == found[:, -1].sum() / 100


def test_no_money_depends_on_a_provision(lived: Ledger) -> None:
    none = kpi.scorecard(lived, Finance(provisions=()))
    some = kpi.scorecard(lived, Finance())
    # As written: what has no value equals itself.
    assert {name for name in some if repr(some[name]) != repr(none[name])} == {"provisions"}


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ([(91, 0.5), (31, 0.25)], "from_days must rise.*these are 91, 31"),
        ([(91, 0.5), (91, 0.6)], "from_days must rise"),
        ([(91, 50)], "less than or equal to 1"),
    ],
)
def test_a_matrix_that_makes_no_sense_is_refused(
    stated: list[tuple[int, float]], message: str
) -> None:
    bands = [{"from_days": days, "rate": rate} for days, rate in stated]
    with pytest.raises(ValidationError, match=message):
        Finance.model_validate({"provisions": bands})
