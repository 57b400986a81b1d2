"""Overdue money by what it waits for: the parts make the overdue receivables, to the cent."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from kpi.hand_ledgers import Bill, Row, write_ledger
from simrecouv.kpi import scorecard
from simrecouv.kpi.balances import ageing
from simrecouv.kpi.books import Books
from simrecouv.kpi.lateness import (
    Waiting,
    overdue_by_waiting,
    sales_by_group,
    unpaid_shares_by,
)
from simrecouv.ledger import Ledger
from simrecouv.scenario import Finance
from simrecouv.units import DAYS_PER_YEAR
from simrecouv.vocabulary import Cause, Kind

DISPUTE = Cause.DISPUTE.code
#: A bill due on a day of the second year, EUR 120 incl. VAT, and an amount that leaves cents whole.
DUE, GROSS = 500, 12_000


def waited(*rows: Row, bill: Bill | None = None) -> dict[str, int]:
    """Days that one overdue bill waited for each thing in the second year."""
    ledger = write_ledger([bill or Bill(DUE - 30, DUE)], rows)
    found = overdue_by_waiting(ledger, Finance()).set_index("waiting")["overdue_eur"]
    days = found * DAYS_PER_YEAR * 100.0 / GROSS
    return {str(name): round(value) for name, value in days.items() if abs(value) > 1e-9}


def test_the_waits_sum_to_the_overdue_receivables(lived: Ledger, finance: Finance) -> None:
    books = Books(lived, finance)
    last = books.index(lived.month_ends[-1])
    overdue = ageing(books)[1:, last - DAYS_PER_YEAR + 1 : last + 1].sum()
    found = overdue_by_waiting(lived, finance)["overdue_eur"].sum()
    assert overdue > 0
    assert round(found * DAYS_PER_YEAR * 100.0) == overdue


def test_a_payment_waits_for_its_run_then_for_the_bank() -> None:
    """Late from day 501; decided on 510, sent on 515, received on 518: 9, 5 and 3 evenings."""
    decided = Row(510, Kind.PAYMENT_DECIDED, 0, GROSS, detail=515)
    paid = Row(518, Kind.RECEIVED, 0, GROSS)
    assert waited(decided, paid) == {"undecided": 9, "run": 5, "bank": 3}


def test_what_is_paid_by_the_due_day_waits_for_nothing() -> None:
    decided = Row(480, Kind.PAYMENT_DECIDED, 0, GROSS, detail=495)
    assert waited(decided, Row(DUE, Kind.RECEIVED, 0, GROSS)) == {}


def test_a_dispute_stands_in_the_way_until_it_is_closed() -> None:
    surfaced = Row(505, Kind.SURFACED, 0, detail=DISPUTE)
    closed = Row(521, Kind.DISPUTE_CLOSED, 0)
    paid = [Row(530, Kind.PAYMENT_DECIDED, 0, GROSS, detail=531), Row(532, Kind.RECEIVED, 0, GROSS)]
    assert waited(surfaced, closed, *paid) == {
        "undecided": 9,
        "run": 1,
        "bank": 1,
        "obstacle": 20,
    }
    never_closed = waited(surfaced)
    assert set(never_closed) == {"obstacle"}


def test_after_insolvency_nothing_else_is_waited_for() -> None:
    failed = Row(511, Kind.INSOLVENCY_OPENED, -1)
    found = waited(failed, Row(505, Kind.SURFACED, 0, detail=DISPUTE))
    assert found["obstacle"] == 10
    assert set(found) == {"obstacle", "failed"}


def test_the_decision_of_a_first_part_does_not_explain_the_second() -> None:
    half = GROSS // 2
    first = [Row(490, Kind.PAYMENT_DECIDED, 0, half, detail=499), Row(500, Kind.RECEIVED, 0, half)]
    second = Row(511, Kind.RECEIVED, 0, half)
    assert waited(*first, second) == {"undecided": 5}  # 10 evenings of one half


def test_a_payment_that_is_taken_back_was_never_a_payment() -> None:
    """Paid on the due day, taken back on 504: owed again from that evening on, paid on 510."""
    paid, back = Row(DUE, Kind.RECEIVED, 0, GROSS), Row(504, Kind.PAYMENT_REJECTED, 0, GROSS)
    assert waited(paid, back, Row(510, Kind.RECEIVED, 0, GROSS)) == {"undecided": 6}


def test_the_share_unpaid_at_an_age_is_what_recovery_has_not_seen() -> None:
    bills = [Bill(0, 30, customer=k) for k in range(4)]
    ages = (-5, 0, 30, 90)
    rows = [Row(30 + age, Kind.RECEIVED, k, GROSS) for k, age in enumerate(ages)]
    ledger = write_ledger(bills, rows)
    shares = unpaid_shares_by(ledger, Finance(), "profile").set_index("days_past_due")
    assert set(shares["profile"]) == {"any"}
    for age, left in zip((-6, *ages), (1.0, 0.75, 0.5, 0.25, 0.0), strict=True):
        assert shares.loc[age, "unpaid_share"] == pytest.approx(left)
    card = scorecard(ledger, Finance())
    assert shares.loc[30, "unpaid_share"] == pytest.approx(1.0 - card["recovery_rate_30d"])


@pytest.mark.parametrize("by", ["segment", "profile"])
def test_an_unpaid_share_starts_at_one_or_below_and_stays_a_share(
    lived: Ledger, finance: Finance, by: str
) -> None:
    shares = unpaid_shares_by(lived, finance, by)["unpaid_share"]
    assert shares.between(-1e-12, 1.0 + 1e-12).all()


def test_sales_by_group_are_the_sales_of_the_scorecard(lived: Ledger, finance: Finance) -> None:
    sales = sales_by_group(lived, finance)["sales_eur"].sum()
    assert sales == pytest.approx(scorecard(lived, finance)["sales"])


def test_a_frame_holds_every_combination_once(lived: Ledger, finance: Finance) -> None:
    found: pd.DataFrame = overdue_by_waiting(lived, finance)
    keys: Any = found[["segment", "profile", "waiting"]]
    assert not keys.duplicated().any()
    expected = len(lived.segments) * len(lived.profiles) * len(Waiting)
    assert len(found) == expected
    assert np.isfinite(found["overdue_eur"]).all()
