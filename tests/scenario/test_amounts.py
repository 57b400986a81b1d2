"""Shares of invoices and of their value, against laws of probability."""

from __future__ import annotations

from statistics import NormalDist

import pytest

from simrecouv.scenario import load_scenario
from simrecouv.scenario.amounts import share_of_at_least, value_share_of_at_least
from simrecouv.scenario.portfolio import Segment


def _pme(amount: str) -> Segment:
    overrides = [f"segments.pme.amount={amount}", "segments.pme.vat_rate=0.0"]
    return load_scenario("pme-b2b", overrides).segments["pme"]


@pytest.mark.parametrize("sigma", [0.3, 1.0, 2.0])
def test_value_above_the_median_of_a_lognormal(sigma: float) -> None:
    """The value-weighted law is lognormal, its median sigma² higher: Φ(sigma) above the median."""
    pme = _pme(f'{{ law = "lognormal", median_eur = 100.0, sigma = {sigma} }}')
    assert value_share_of_at_least(pme, 100.0) == pytest.approx(NormalDist().cdf(sigma))


@pytest.mark.parametrize("at_least", [1.0, 100.0, 250.0, 3_000.0])
@pytest.mark.parametrize(
    "amount",
    [
        '{ law = "lognormal", median_eur = 300.0, sigma = 1.2 }',
        '{ law = "quantiles", values_eur = [1.0, 100.0, 100.0, 400.0, 5000.0] }',
    ],
)
def test_large_invoices_weigh_more_than_they_count(amount: str, at_least: float) -> None:
    pme = _pme(amount)
    share, value = share_of_at_least(pme, at_least), value_share_of_at_least(pme, at_least)
    assert 0.0 <= share <= value <= 1.0


def test_value_above_everything_is_nothing() -> None:
    pme = _pme('{ law = "quantiles", values_eur = [1.0, 100.0, 200.0] }')
    assert value_share_of_at_least(pme, 200.01) == 0.0
    assert value_share_of_at_least(pme, 0.0) == 1.0
