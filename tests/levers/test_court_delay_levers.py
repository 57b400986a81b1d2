"""The court: the delay that a judge grants, and what a bailiff leaves in peace."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from levers.parties import sued
from levers.small import (
    FAR,
    IRRESISTIBLE,
    amounts,
    day_of,
    details,
    numbers,
    rows_day,
    share_of,
    was_due,
    working,
)
from simrecouv.ledger import Ledger
from simrecouv.vocabulary import Kind


def instalments(ledger: Ledger, title: np.ndarray, months: int) -> np.ndarray:
    """Days on which the instalments of a judge are due, one line each."""
    return np.stack([working(ledger, title + 30 * k) for k in range(1, months + 1)])


def test_a_judge_spreads_the_payment_over_months() -> None:
    months = 4
    ledger = sued(
        {"delay_share": 1.0, "delay_months": months},
        profile={"instalment_kept_share": 1.0},
        behaviour={"business_days_only": True},
    )
    done = was_due(ledger, 300)
    title, gross = day_of(ledger, Kind.TITLE), ledger.invoices.gross_cents
    granted = ledger.of_kind(Kind.DELAY_GRANTED)
    assert details(granted) == {months}
    assert_array_equal(granted["amount_cents"], gross[granted["invoice"]])
    assert_array_equal(day_of(ledger, Kind.DELAY_GRANTED), title)
    rows = ledger.of_kind(Kind.RECEIVED)
    rows = rows[done[rows["invoice"]]]
    rows = rows[np.lexsort((rows["tick"], rows["invoice"]))]
    due = instalments(ledger, title[done], months)
    assert_array_equal(rows_day(rows).reshape(-1, months), due.T)
    part = gross[done] // months
    paid = rows["amount_cents"].reshape(-1, months)
    assert_array_equal(paid[:, :-1], np.repeat(part[:, None], months - 1, axis=1))
    assert_array_equal(paid[:, -1], gross[done] - (months - 1) * part)
    assert details(rows) == {0}, "nobody seizes, the customer pays us"
    assert not numbers(ledger, Kind.SEIZED)


def test_a_broken_delay_is_enforced_the_next_time_that_the_bailiff_looks() -> None:
    ledger = sued(
        {"delay_share": 1.0},
        profile={"instalment_kept_share": 0.0},
        behaviour={"business_days_only": True},
    )
    done = was_due(ledger, 250)
    broken, look = day_of(ledger, Kind.PLAN_BROKEN), day_of(ledger, Kind.TITLE)
    assert_array_equal(broken[done], working(ledger, look + 30)[done])
    seizure = np.full(look.size, FAR)
    for _ in range(6):
        look = working(ledger, look + 13)
        seizure = np.where((look >= broken) & (seizure == FAR), look, seizure)
    assert_array_equal(day_of(ledger, Kind.SEIZED)[done], seizure[done])


def test_what_is_paid_since_the_decision_comes_off_what_is_seized() -> None:
    """Three tenths are granted, and the judge spreads the debt: four instalments of 12 do."""
    ledger = sued(
        {"partial_share": 1.0, "partial_rate": 0.3, "delay_share": 1.0, "delay_months": 12},
        profile={"instalment_kept_share": 0.7},
    )
    done = was_due(ledger, 365) & (day_of(ledger, Kind.PLAN_BROKEN) < ledger.end_day - 30)
    gross = ledger.invoices.gross_cents
    paid = amounts(ledger, Kind.RECEIVED) - amounts(ledger, Kind.SEIZED)
    left = np.maximum(share_of(gross, 0.3) - paid, 0)
    assert_array_equal(amounts(ledger, Kind.SEIZED)[done], left[done])
    assert 0.1 < (left[done] == 0).mean() < 0.9


@pytest.mark.parametrize("slow", [False, True])
def test_a_bailiff_does_not_seize_what_is_on_its_way(slow: bool) -> None:
    """Decided at the title, a payment that waits for the run of the month is left in peace."""
    runs = {"payment_runs": {"monthly" if slow else "daily": 1.0}}
    ledger = sued(
        {"title_intensity_per_day": IRRESISTIBLE, "enforcement_days": 1},
        segment=runs,
    )
    waits = day_of(ledger, Kind.RECEIVED) - day_of(ledger, Kind.TITLE)
    paid = day_of(ledger, Kind.RECEIVED) < FAR
    assert (waits[paid].max() > 20) == slow
    assert not numbers(ledger, Kind.SEIZED, Kind.SEIZURE_FAILED)


def test_a_judge_spreads_nothing_that_is_on_its_way() -> None:
    """Decided at the filing, it waits for the run of the month, and the title comes before."""
    swift = {"intensity_per_day": IRRESISTIBLE, "decision_days": 1, "opposition_days": 1}
    ledger = sued({**swift, "delay_share": 1.0}, segment={"payment_runs": {"monthly": 1.0}})
    assert len(numbers(ledger, Kind.TITLE) & numbers(ledger, Kind.RECEIVED)) > 500
    assert not numbers(ledger, Kind.DELAY_GRANTED, Kind.SEIZED)
