"""The spread between customers is found again in simulated ledgers; with few of them it is assumed."""

from __future__ import annotations

import numpy as np
import pytest

from simrecouv.calibration import fit_ledger, simulated_ledger
from simrecouv.scenario import Scenario, scenario_from, to_tables
from simrecouv.scenario.scenario import Scenario as AnyScenario
from theory.worlds import one_profile


def customers(tiny: Scenario, number: int, variance: float) -> AnyScenario:
    """Customers who differ by their frailty only, ten invoices a year each."""
    tables = to_tables(tiny)
    segment = tables["segments"]["pme"] | {
        "customers": number,
        "orders_per_customer_per_year": 10.0,
        "payment_runs": {"daily": 1.0},
        "means": {"transfer": 1.0},
        "error_share": 0.0,
        "profiles": {"one": 1.0},
    }
    tables["segments"] = {"all": segment}
    tables["simulation"]["baseline"] = "nothing"
    tables["policies"] = {"nothing": tables["policies"]["nothing"]}
    tables["profiles"] = {"one": {"hazard": [[-10, 0.05], [0, 0.1]]}}
    tables["behaviour"] |= {
        "business_days_only": False,
        "seasonality": [1.0] * 12,
        "frailty_variance": {"value": variance, "low": variance, "high": variance},
    }
    return scenario_from(tables)


@pytest.mark.parametrize("variance", [0.2, 1.0])
@pytest.mark.parametrize("last_day", [None, 250])
def test_the_variance_is_found_again(tiny: Scenario, variance: float, last_day: int | None) -> None:
    """Inside an interval twice as wide as the 95 % one (on a log scale): missed once in 3,000."""
    scenario = customers(tiny, 500, variance)
    fit = fit_ledger(simulated_ledger(scenario, "nothing", last_day=last_day))
    found = fit.scenario.behaviour.frailty_variance
    assert found.source == "measured"
    assert found.low**2 / found.value < variance < found.high**2 / found.value
    assert found.high / found.low < 3.0


def test_few_repeated_customers_move_the_assumption_within_its_range(tiny: Scenario) -> None:
    base = tiny.behaviour.frailty_variance
    fit = fit_ledger(simulated_ledger(customers(tiny, 150, 1.0), "nothing"), tiny)
    stated = fit.scenario.behaviour.frailty_variance
    assert (stated.low, stated.high, stated.source) == (base.low, base.high, base.source)
    assert base.value < stated.value <= base.high  # the truth is twice the assumption
    row = fit.parameters.set_index("parameter").loc["frailty_variance"]
    assert row["origin"] == "assumed"
    assert np.isnan(row["ci_low"])


@pytest.mark.parametrize(("truth", "found"), [(0.0, 0.1), (0.5, 0.5), (3.0, 1.5)])
def test_the_assumption_goes_to_the_end_of_its_range_that_customers_show(
    truth: float, found: float
) -> None:
    """A hundred customers of twelve invoices: alike, as assumed, or more unlike than assumed.

    The likelihood of 1,200 invoices outweighs the prior; between the ends, a factor of 1.6 is two
    standard errors of the logarithm of a variance on a hundred customers (√(2 / 100) ≈ 0.14, and
    as much again for the payments of each).
    """
    base = one_profile(
        [[-20, 0.01], [0, 0.04]],
        segment={"customers": 100, "orders_per_customer_per_year": 12.0},
        behaviour={"frailty_variance": {"value": truth, "low": truth, "high": truth}},
    )
    ledger = simulated_ledger(base, "nothing", last_day=364)
    variance = fit_ledger(ledger).scenario.behaviour.frailty_variance.value
    assert found / 1.6 <= variance <= found * 1.6
