"""Kaplan-Meier: the textbook estimate, and what censoring must not change."""

from __future__ import annotations

import math

import numpy as np
import pytest

from simrecouv.calibration import payment_curve, simulated_ledger
from simrecouv.calibration.curves import kaplan_meier
from simrecouv.calibration.settled import settlements
from simrecouv.scenario import Scenario, load_scenario


def test_textbook_remission_times() -> None:
    """Freireich (1963), 6-MP arm: S = .857, .807, .753, .690, .627, .538, .448 at 6, 7, ..., 23.

    21 patients; times with + are censored: 6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+
    32+ 32+ 34+ 35+. The published table is rounded to 3 decimals.
    """
    age = np.array([6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35])
    event = np.array([1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0], dtype=bool)
    curve = kaplan_meier(age, event)
    published = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    for day, share in published.items():
        assert curve.unpaid_at(day) == pytest.approx(share, abs=0.0005)
    assert curve.unpaid_at(5) == 1.0


def test_without_open_items_it_is_the_share_unpaid() -> None:
    age = np.array([-3, 0, 0, 4, 9])
    curve = kaplan_meier(age, np.ones(5, dtype=bool))
    for day in range(-5, 12):
        assert curve.unpaid_at(day) == pytest.approx((age > day).mean())


def test_a_part_payment_leaves_the_invoice_open(tiny: Scenario) -> None:
    ledger = simulated_ledger(tiny, "nothing")
    payments = ledger.payments.assign(amount_cents=ledger.payments["amount_cents"] - 1)
    short = type(ledger)(ledger.invoices, payments, ledger.quality)
    assert settlements(ledger)["is_paid"].any()
    assert not settlements(short)["is_paid"].any()


def test_open_items_do_not_bias_the_curve() -> None:
    """Censoring at a random date leaves each point within Greenwood's error of the full curve.

    5 standard errors of the censored estimate, which is noisier than the full one; from 2 % paid
    on, before which a few early payers are no normal law.
    """
    scenario = load_scenario("pme-b2b", ["segments.pme.customers=800"])
    full = payment_curve(simulated_ledger(scenario, "nothing"))
    cut = payment_curve(simulated_ledger(scenario, "nothing", last_day=200))
    both = cut[cut["segment"] == "pme"].merge(full, on=["segment", "days_past_due"])

    at_risk, paid = both["at_risk_x"], both["paid_x"]
    greenwood = np.sqrt((paid / (at_risk * (at_risk - paid))).cumsum()) * both["unpaid_share_x"]
    shown = (both["at_risk_x"] >= 100) & (both["unpaid_share_x"] <= 0.98)
    gap = (both["unpaid_share_x"] - both["unpaid_share_y"]).abs()
    # Invoices of one customer share its frailty: the design effect of 6 invoices at most doubles.
    assert (gap <= 5.0 * math.sqrt(2.0) * greenwood)[shown].all()
    assert both["days_past_due"][shown].max() > 60
