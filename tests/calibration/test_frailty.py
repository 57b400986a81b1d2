"""The spread between customers is found again in simulated ledgers; with few of them it is assumed."""

from __future__ import annotations

import numpy as np
import pytest

from simrecouv.calibration import fit_ledger, simulated_ledger
from simrecouv.scenario import Scenario, scenario_from, to_tables
from simrecouv.scenario.scenario import Scenario as AnyScenario


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


def test_few_repeated_customers_teach_nothing(tiny: Scenario) -> None:
    base = tiny.behaviour.frailty_variance
    fit = fit_ledger(simulated_ledger(customers(tiny, 150, 1.0), "nothing"), tiny)
    assert fit.scenario.behaviour.frailty_variance == base
    row = fit.parameters.set_index("parameter").loc["frailty_variance"]
    assert row["origin"] == "assumed"
    assert np.isnan(row["ci_low"])
