"""Inverse distribution functions, with scipy.stats as the oracle."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from simrecouv.scenario.portfolio import Lognormal, Quantiles
from simrecouv.world.quantiles import (
    amount_cents,
    category,
    exponential,
    gamma_mean_one,
    lognormal,
)

#: Probabilities down to the smallest and up to the largest that an address gives.
U = np.concatenate(
    [[2.0**-53, 1e-12, 1e-6], np.linspace(0.001, 0.999, 999), [1 - 1e-9, 1 - 2.0**-53]]
)


def test_exponential() -> None:
    np.testing.assert_allclose(exponential(U), stats.expon.ppf(U), rtol=1e-12)


@pytest.mark.parametrize("variance", [0.05, 0.5, 1.0, 1.5])
def test_gamma_has_mean_one_and_the_variance_asked_for(variance: float) -> None:
    law = stats.gamma(1.0 / variance, scale=variance)
    assert (law.mean(), law.var()) == pytest.approx((1.0, variance))
    np.testing.assert_allclose(gamma_mean_one(U, variance), law.ppf(U), rtol=1e-9, atol=1e-300)


def test_no_frailty_is_one_for_all() -> None:
    assert set(gamma_mean_one(U, 0.0)) == {1.0}


@pytest.mark.parametrize("sigma", [0.0, 0.6, 2.0])
def test_lognormal(sigma: float) -> None:
    expected = stats.lognorm.ppf(U, sigma, scale=850.0) if sigma else np.full(U.size, 850.0)
    np.testing.assert_allclose(lognormal(U, 850.0, sigma), expected, rtol=1e-12)


def test_amounts_are_whole_cents_of_at_least_one() -> None:
    amounts = amount_cents(U, Lognormal(median_eur=0.05, sigma=2.0))
    assert amounts.dtype == np.int64
    assert amounts.min() == 1
    assert (np.diff(amounts) >= 0).all()


def test_quantiles_interpolate() -> None:
    law = Quantiles(law="quantiles", values_eur=(10.0, 20.0, 40.0))
    amounts = amount_cents(np.array([0.25, 0.5, 0.75]), law)
    assert amounts.tolist() == [1500, 2000, 3000]


def test_categories_have_their_shares() -> None:
    shares = np.array([0.2, 0.0, 0.5, 0.3, 0.0])
    u = (np.arange(1000) + 0.5) / 1000
    assert np.bincount(category(u, shares), minlength=5).tolist() == [200, 0, 500, 300, 0]


def test_rounding_of_shares_never_draws_beyond_the_last_used() -> None:
    shares = np.array([0.1] * 10 + [0.0])
    assert np.cumsum(shares)[-1] < 1.0
    assert category(np.array([1.0 - 2.0**-53]), shares).tolist() == [9]
