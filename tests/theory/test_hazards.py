"""Payment times without a policy, against their closed forms.

A constant intensity h gives geometric payment times: P(T > k closes) = exp(-h k). Under a gamma
frailty of mean 1 and variance v shared by a customer, one invoice per customer survives with
probability (1 + v h k)^(-1/v). The Kolmogorov-Smirnov distance of n independent invoices exceeds
1.95 / sqrt(n) with probability 0.001; the law is discrete, which only makes the test milder.
"""

from __future__ import annotations

import numpy as np
import pytest

from simrecouv.engine import simulate
from simrecouv.units import TICKS_PER_DAY
from simrecouv.vocabulary import Kind
from simrecouv.world import build_world
from theory.worlds import one_profile

HAZARD_PER_DAY = 0.02


def closes_to_decide(variance: float, *, customers: int) -> np.ndarray:
    """Closes from the issue to the decision of the first invoice of each customer, day 0 on."""
    scenario = one_profile(
        [[-365, HAZARD_PER_DAY]],
        segment={"customers": customers, "orders_per_customer_per_year": 2.0},
        behaviour={"frailty_variance": variance},
    )
    ledger = simulate(scenario, build_world(scenario), "nothing")
    issued = np.flatnonzero(ledger.invoices.issue_day < 100)
    _, first = np.unique(ledger.invoices.customer[issued], return_index=True)
    chosen = issued[first]
    decided = np.full(ledger.invoices.customer.size, ledger.end_day)
    rows = ledger.of_kind(Kind.PAYMENT_DECIDED)
    decided[rows["invoice"]] = rows["tick"] // TICKS_PER_DAY
    return (decided - ledger.invoices.issue_day)[chosen] + 1


@pytest.mark.parametrize("variance", [0.0, 0.5, 1.5])
def test_payment_times_follow_the_closed_form(variance: float) -> None:
    closes = closes_to_decide(variance, customers=4000)
    k = np.arange(0, 200)
    exposure = HAZARD_PER_DAY * k
    shared = max(variance, 1e-12)
    survival = np.exp(-np.log1p(shared * exposure) / shared)
    seen = (closes[:, None] > k).mean(axis=0)
    assert np.abs(seen - survival).max() < 1.95 / np.sqrt(closes.size)
    wrong = np.exp(-1.2 * exposure)
    assert np.abs(seen - wrong).max() > 1.95 / np.sqrt(closes.size), "the test has power"
