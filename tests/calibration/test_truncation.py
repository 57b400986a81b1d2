"""Left truncation: an old invoice tells of the days on which it was observed, and of no other."""

from __future__ import annotations

import numpy as np
import pytest

from calibration.numpy_ledgers import NEVER, VARIANCE, cumulated, drawn_rows
from simrecouv.calibration.curves import curve_of, kaplan_meier
from simrecouv.calibration.estimate import estimate
from simrecouv.calibration.fit import known_of
from simrecouv.calibration.sample import sample_of
from simrecouv.scenario import load_scenario
from simrecouv.world.frailty import unpaid_share


def true_share(age: int) -> float:
    """Share unpaid in the law of `numpy_ledgers`."""
    return NEVER + (1 - NEVER) * float(unpaid_share(cumulated()[age + 30], VARIANCE))


def test_risk_sets_rise() -> None:
    """By hand: three observed from the start, two from day 5; one paid at 2, one of five at 6."""
    age, entry = np.array([2, 6, 9, 9, 9]), np.array([0, 0, 0, 5, 5])
    curve = kaplan_meier(age, np.array([True, True, False, False, False]), entry)
    assert curve.at_risk_at(2) == 3
    assert curve.at_risk_at(6) == 4
    assert curve.unpaid_at(6) == pytest.approx(2 / 3 * 3 / 4)


def test_old_items_do_not_bias_the_curve() -> None:
    """Truth within 5 standard errors; as if they were not truncated, 10 errors off at least.

    The customers' spread alone gives an error of sqrt(Var(exp(-theta H)) / n): below 0.25 / sqrt(n)
    at a variance of 0.5.
    """
    customers = 4_000
    rows = drawn_rows(5, customers, days=500, since=200)
    bound = 5.0 * 0.25 / np.sqrt(customers)
    naive = curve_of(rows.assign(entry_age=rows["entry_age"].min()))
    curve = curve_of(rows)
    for age in (0, 30, 90, 180):
        assert abs(curve.unpaid_at(age) - true_share(age)) < bound
    assert naive.unpaid_at(90) - true_share(90) > 2.0 * bound


def test_the_spread_is_found_under_truncation() -> None:
    """Within 5 of its standard errors, about sqrt(2 / customers) of it and some more: 10 %."""
    base = load_scenario("pme-b2b")
    sample = sample_of(drawn_rows(7, 2_000, days=700, since=200))
    known = known_of(sample, base, base.policies["nothing"])
    found = estimate(sample, sample.even, known)
    assert found.spread.variance == pytest.approx(VARIANCE, rel=0.2)
