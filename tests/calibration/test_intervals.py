"""Nominal 95 % intervals cover the truth, parameter by parameter."""

from __future__ import annotations

import numpy as np
import pytest

from calibration.numpy_ledgers import LEVELS, NEVER, TERMS, VARIANCE, drawn_rows
from simrecouv.calibration.estimate import Known, estimate
from simrecouv.calibration.fit import known_of
from simrecouv.calibration.parameters import count_interval, parameters_frame
from simrecouv.calibration.sample import sample_of
from simrecouv.scenario import load_scenario

LEDGERS = 200
#: Of 200 intervals that cover with probability 95 %: the binomial's 0.2 % and 99.8 % points, and
#: what coverages from 93 to 97 % still meet.
FEWEST, MOST = 181, 197


@pytest.mark.slow
@pytest.mark.parametrize("customers", [250, 400])
def test_intervals_cover_the_truth(customers: int) -> None:
    base = load_scenario("pme-b2b")
    truth = np.array([*LEVELS, NEVER, VARIANCE])
    covered = np.zeros(truth.size, dtype=int)
    for seed in range(LEDGERS):
        sample = sample_of(drawn_rows(seed, customers))
        known = known_of(sample, base, base.policies["nothing"])
        frame = parameters_frame(sample, known, estimate(sample, sample.even, known), (TERMS,))
        assert set(frame["origin"]) == {"measured"}
        covered += ((frame["ci_low"] <= truth) & (truth <= frame["ci_high"])).to_numpy()
    assert (covered >= FEWEST).all(), covered
    assert (covered <= MOST).all(), covered


def test_a_count_of_none_has_an_upper_end() -> None:
    """Jeffreys: half the 97.5 % quantile of a chi-square of one degree of freedom, 5.024 / 2."""
    low, high = count_interval(0.0, 0.0, 0.0, exposure=100.0)
    assert low == 0.0
    assert high == pytest.approx(5.0239 / 2 / 100, rel=1e-4)


def test_a_short_ledger_measures_no_late_stage() -> None:
    """Of half a year: the last band is not followed to its end, nor is who never pays."""
    base = load_scenario("pme-b2b")
    sample = sample_of(drawn_rows(1, days=180))
    known: Known = known_of(sample, base, base.policies["nothing"])
    frame = parameters_frame(sample, known, estimate(sample, sample.even, known), (TERMS,))
    share = frame.set_index("parameter").loc["share_never_paid"]
    assert share["origin"] == "assumed"
    assert np.isnan(share["ci_low"])


def test_with_few_repeated_customers_the_spread_is_an_assumption_within_its_range() -> None:
    base = load_scenario("pme-b2b")
    sample = sample_of(drawn_rows(1, customers=190))
    known = known_of(sample, base, base.policies["nothing"])
    assumed = base.behaviour.frailty_variance
    assert known.variance is not None
    assert assumed.low <= known.variance <= assumed.high
    assert not known.is_never_sought.any()
