"""Gamma frailty integrated out: S = (1 + v H)^(−1/v), met by the engines."""

from __future__ import annotations

import math

import numpy as np
import pytest

from simrecouv.calibration import expected_curve, simulated_ledger
from simrecouv.calibration.closed_form import LAST_AGE
from simrecouv.calibration.curves import curve_of
from simrecouv.calibration.settled import settlements
from simrecouv.scenario import Scenario, load_scenario
from simrecouv.world.frailty import cumulated_hazard, unpaid_share


def one_segment(variance: float, profile: str) -> Scenario:
    """Many customers who order about once a year: their invoices are nearly independent."""
    from simrecouv.scenario import scenario_from, to_tables

    tables = to_tables(load_scenario("pme-b2b"))
    tables["segments"] = {
        "all": tables["segments"]["pme"]
        | {
            "customers": 8000,
            "orders_per_customer_per_year": 0.5,
            "terms": {"net_days": 30},
            "payment_runs": {"daily": 1.0},
            "profiles": {"one": 1.0},
        }
    }
    hazard = {
        "constant": [[-30, 0.03]],
        "steps": [[-10, 0.02], [0, 0.2], [30, 0.05]],
    }[profile]
    tables["profiles"] = {"one": {"hazard": hazard, "insolvency_per_year": 0.3}}
    tables["behaviour"] |= {
        "business_days_only": False,
        "bank_delay_days": 0,
        "frailty_variance": {"value": variance, "low": variance, "high": variance},
    }
    tables["simulation"]["baseline"] = "nothing"
    tables["policies"] = {"nothing": tables["policies"]["nothing"]}
    return scenario_from(tables)


@pytest.mark.parametrize("variance", [0.0, 0.5, 2.0])
def test_the_two_forms_are_inverse(variance: float) -> None:
    shares = np.array([1.0, 0.7, 0.01, 1e-4])
    assert unpaid_share(cumulated_hazard(shares, variance), variance) == pytest.approx(shares)


@pytest.mark.parametrize(("variance", "profile"), [(0.0, "constant"), (1.0, "steps")])
def test_the_engine_follows_it(variance: float, profile: str) -> None:
    """Dvoretzky-Kiefer-Wolfowitz: sup |S_n − S| ≤ sqrt(ln(2/α) / 2n), α = 1e-6.

    Two invoices in three are alone at their customer's; counting half of them as witnesses is safe.
    """
    scenario = one_segment(variance, profile)
    rows = settlements(simulated_ledger(scenario, "nothing"))
    curve = curve_of(rows)
    expected = expected_curve(scenario).set_index("days_past_due")["unpaid_share"]
    ages = np.arange(-30, 300)
    observed = np.array([curve.unpaid_at(int(age)) for age in ages])
    bound = math.sqrt(math.log(2.0 / 1e-6) / (len(rows)))
    assert len(rows) > 3000
    assert np.abs(observed - expected.loc[ages].to_numpy()).max() < bound


def test_a_constant_hazard_without_spread_is_geometric() -> None:
    scenario = one_segment(0.0, "constant")
    tables = expected_curve(scenario).set_index("days_past_due")["unpaid_share"]
    failed = 0.3 / 365
    for age in (-30, -29, 0, 100):
        days = age + 30
        payable = math.exp(-(0.03 + failed) * days)
        frozen = sum(
            math.exp(-(0.03 + failed) * day) * (1.0 - math.exp(-failed)) for day in range(days)
        )
        assert tables[age] == pytest.approx(payable + frozen)
    assert tables.index[-1] == LAST_AGE
