"""Agencies: what they take of a payment, and for opening a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from levers.parties import PLACE, placed
from levers.small import (
    FAR,
    IRRESISTIBLE,
    Days,
    Table,
    act,
    card,
    costs,
    day_of,
    details,
    flat,
    in_cohorts,
    numbers,
    share_of,
)
from simrecouv.ledger import Ledger, held_by_collectors
from simrecouv.vocabulary import COSTS, VIA_THIRD_PARTY, Kind

#: Placed and pressed, a customer pays the next day.
PRESSING: Table = {"intensity_per_day": IRRESISTIBLE, "commission_rate": 0.1}


def paid(agency: Table | None = None, **how: Any) -> Ledger:
    """Simulate customers who pay the day after placement, and never by themselves."""
    return placed({**PRESSING, **(agency or {})}, **how)


# === Commission ===

#: Small invoices are placed late: ages and amounts of bands cross.
BY_AMOUNT = [
    act("placement", 20, agency="any", min_amount_eur=1200.0),
    act("placement", 60, id="later", agency="any"),
]
Rate = Callable[[Days, Days], Any]


@pytest.mark.parametrize(
    ("agency", "rate"),
    [
        ({}, lambda age, amount: 0.1),
        (
            {"commission_bands": [{"from_days": 61, "rate": 0.3}]},
            lambda age, amount: np.where(age >= 61, 0.3, 0.1),
        ),
        (
            {"commission_bands": [{"from_eur": 1500.0, "rate": 0.05}]},
            lambda age, amount: np.where(amount >= 150_000, 0.05, 0.1),
        ),
        (
            {
                "commission_bands": [
                    {"from_days": 60, "rate": 0.3},
                    {"from_eur": 800.0, "rate": 0.07},
                    {"from_days": 60, "from_eur": 1000.0, "rate": 0.2},
                ]
            },
            lambda age, amount: np.select(
                [(age >= 60) & (amount >= 100_000), amount >= 80_000, age >= 60],
                [0.2, 0.07, 0.3],
                0.1,
            ),
        ),
    ],
    ids=["usual", "by age", "by amount", "the last that is reached"],
)
@pytest.mark.parametrize("direct_share", [0.0, 1.0])
def test_the_commission_is_that_of_the_age_and_amount_at_placement(
    agency: Table, rate: Rate, direct_share: float
) -> None:
    ledger = paid({**agency, "direct_share": direct_share}, steps=BY_AMOUNT)
    received = day_of(ledger, Kind.RECEIVED) < FAR
    gross = ledger.invoices.gross_cents
    agreed = rate(day_of(ledger, Kind.PLACED) - ledger.invoices.due_day, gross)
    kept = costs(ledger, Kind.COMMISSION, Kind.AGENCY_REMITTED)
    assert_array_equal(kept[received], share_of(gross, agreed)[received])
    assert not kept[~received].any()
    assert card(ledger)["agency_fees"] == kept[in_cohorts(ledger)].sum() / 100.0


@pytest.mark.parametrize(("least", "rate"), [(1_000.0, 0.05), (1_000.01, 0.1)])
def test_a_band_is_reached_by_its_very_amount(least: float, rate: float) -> None:
    bands = [{"from_eur": least, "rate": 0.05}]
    ledger = paid({"commission_bands": bands}, segment=flat(1_000.0))
    assert set(ledger.of_kind(Kind.COMMISSION)["cost_cents"].tolist()) == {round(100_000 * rate)}


def test_a_minimum_commission_never_exceeds_the_payment() -> None:
    ledger = paid({"minimum_commission_eur": 800.0, "commission_rate": 0.5})
    gross = ledger.invoices.gross_cents[sorted(numbers(ledger, Kind.COMMISSION))]
    kept = costs(ledger, Kind.COMMISSION)[sorted(numbers(ledger, Kind.COMMISSION))]
    expected = np.select([gross <= 80_000, gross <= 160_000], [gross, 80_000], share_of(gross, 0.5))
    assert_array_equal(kept, expected)
    assert (gross < 80_000).any()
    assert (gross > 160_000).any()


def test_a_part_payment_and_late_charges_bear_the_commission_too() -> None:
    steps = [act("charge", 5), PLACE]
    ledger = paid(
        {"minimum_commission_eur": 100.0, "direct_share": 0.0},
        steps=steps,
        profile={"partial_share": 1.0, "charges_paid_share": 1.0},
    )
    rows = ledger.of_kind(Kind.AGENCY_REMITTED)
    assert not held_by_collectors(ledger).any(), "it pays over all that it received"
    least = np.minimum(10_000, rows["amount_cents"])
    assert_array_equal(rows["cost_cents"], np.maximum(share_of(rows["amount_cents"], 0.1), least))
    assert details(ledger.of_kind(Kind.CHARGES_RECEIVED)) >= {COSTS + VIA_THIRD_PARTY}
    assert rows.size > 1.9 * np.unique(rows["invoice"]).size, "two payments each"


def test_a_file_costs_its_opening_fee_paid_or_not() -> None:
    ledger = paid({"placement_fee_eur": 15.0, "intensity_per_day": 0.0})
    opened = ledger.of_kind(Kind.PLACED)
    assert set(opened["cost_cents"].tolist()) == {1500}
    assert_array_equal(opened["amount_cents"], ledger.invoices.gross_cents[opened["invoice"]])
    mine = in_cohorts(ledger)[opened["invoice"]]
    assert card(ledger)["agency_fees"] == 15.0 * np.count_nonzero(mine) > 0.0


def test_no_commission_is_due_before_placement_nor_after_the_recall() -> None:
    weak = {"intensity_per_day": 0.01, "recall_days": 30}
    ledger = paid(weak, profile={"hazard": [[0, 0.02]]})
    start, end = day_of(ledger, Kind.PLACED), day_of(ledger, Kind.RECALLED)
    received = day_of(ledger, Kind.RECEIVED)
    due = (start < received) & (received <= end) & (received < FAR)
    assert numbers(ledger, Kind.COMMISSION) == set(np.flatnonzero(due).tolist())
    assert (received[end < FAR] > end[end < FAR]).all()
    assert ((received < FAR) & (end < received)).any()
