"""The policy in force is divided out: hazards without contacts come back from a chased ledger."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from calibration.numpy_ledgers import LEVELS, STARTS, TERMS, VARIANCE
from simrecouv.calibration import (
    Fit,
    curve_gaps,
    example_ledger_path,
    fit_ledger,
    simulated_ledger,
)
from simrecouv.calibration.hazards import BAND_ENDS
from simrecouv.intake import RealLedger, read_ledger
from simrecouv.scenario import Scenario, load_scenario, scenario_from, to_tables
from simrecouv.vocabulary import Label

pytestmark = pytest.mark.slow
MEASURED = ("hazard_early", "hazard_due", "hazard_1_30", "hazard_31_90", "hazard_late")


@pytest.fixture(scope="module")
def truth() -> Scenario:
    """One segment of known hazards, chased under `douce`."""
    tables = to_tables(load_scenario("pme-b2b"))
    tables["segments"] = {
        "all": tables["segments"]["pme"]
        | {
            "customers": 600,
            "orders_per_customer_per_year": 12.0,
            "terms": {"net_days": TERMS},
            "payment_runs": {"daily": 1.0},
            "means": {"transfer": 1.0},
            "error_share": 0.0,
            "profiles": {"one": 0.98, "forced_only": 0.02},
        }
    }
    hazard = [list(step) for step in zip(STARTS, LEVELS, strict=True)]
    forced_only = tables["profiles"]["forced_only"]
    tables["profiles"] = {"one": {"hazard": hazard}, "forced_only": forced_only}
    tables["behaviour"] |= {
        "business_days_only": False,
        "bank_delay_days": 0,
        "seasonality": [1.0] * 12,
        "frailty_variance": {"value": VARIANCE, "low": VARIANCE, "high": VARIANCE},
    }
    tables["policies"] = {name: tables["policies"][name] for name in ("nothing", "douce")}
    tables["simulation"]["baseline"] = "douce"
    return scenario_from(tables)


@pytest.fixture(scope="module")
def ledger(truth: Scenario) -> RealLedger:
    return simulated_ledger(truth, "douce")


@pytest.fixture(scope="module")
def told() -> list[tuple[int, int, Label | None]]:
    return []


@pytest.fixture(scope="module")
def fit(ledger: RealLedger, truth: Scenario, told: list[tuple[int, int, Label | None]]) -> Fit:
    return fit_ledger(ledger, truth, "douce", progress=lambda *news: told.append(news))


def levels(fit: Fit) -> pd.DataFrame:
    return fit.parameters.set_index("parameter").loc[list(MEASURED)]


def test_hazards_without_contacts_come_back(fit: Fit) -> None:
    """Five intervals and that of the variance, widened to 99.9 % each: one in 170 fits misses one.

    Half-widths grow by 3.29 / 1.96 on a logarithmic scale.
    """
    frame = fit.parameters.set_index("parameter").loc[[*MEASURED, "frailty_variance"]]
    middle = np.log(frame["value"].to_numpy())
    half = (np.log(frame["ci_high"]) - np.log(frame["ci_low"])).to_numpy() / 2 * 3.29 / 1.96
    assert (np.abs(np.log([*LEVELS, VARIANCE]) - middle) <= half).all()


def test_taken_for_nobody_chased_they_are_overstated(ledger: RealLedger, truth: Scenario) -> None:
    naive = levels(fit_ledger(ledger, truth, "nothing"))
    late = naive.loc["hazard_1_30":]
    assert (late["ci_low"] > np.array(LEVELS[2:])).all()


def test_the_simulated_curve_meets_the_observed_one(fit: Fit, ledger: RealLedger) -> None:
    """Within 1 point, in other worlds than those of the fit."""
    gaps = curve_gaps(ledger, fit.scenario, tuple(sorted({*BAND_ENDS, *range(-28, 366, 7)})))
    assert gaps["gap"].abs().max() < 0.01


def test_progress_is_told_to_the_end(fit: Fit, told: list[tuple[int, int, Label | None]]) -> None:
    assert fit.miss < 0.01
    done = [news[0] for news in told]
    assert done == sorted(done)
    assert told[-1][0] == told[-1][1]


def test_small_segments_share_a_shape_and_meet_their_curves() -> None:
    """Three segments of 10 to 100 customers: within 1 point, or three errors of the simulation."""
    fit = fit_ledger(read_ledger(example_ledger_path()), "pme-b2b", "douce")
    assert fit.error < 0.01
    assert fit.miss < max(0.01, 3.0 * fit.error)
