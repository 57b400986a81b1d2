"""The rough sum of desk work, on portfolios where it can be done by hand."""

from __future__ import annotations

import math

import pytest

from simrecouv.scenario import load_scenario
from simrecouv.scenario.amounts import share_of_at_least
from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.workload import WORKING_DAYS_PER_YEAR, desk_minutes_asked

#: 400 customers of one profile, 0.01 orders each per working day, and one call of 8 min on D+10.
BY_HAND = [
    "policies.nothing.steps=[{ id = 'a', action = 'contact', days = 10, channel = 'call', by = 'desk' }]",
    "behaviour.contact.call.minutes=8.0",
    "behaviour.frailty_variance=0.0",
    *(f"segments.{s}.orders_per_customer_per_year=2.52" for s in ("pme", "grands-comptes", "public")),
    *(f"segments.{s}.profiles={{ strained = 1.0 }}" for s in ("pme", "grands-comptes", "public")),
    "segments.pme.customers=360",
    "segments.grands-comptes.customers=25",
    "segments.public.customers=15",
]  # fmt: skip


def _asked(*more: str) -> float:
    return desk_minutes_asked(load_scenario("pme-b2b", [*BY_HAND, *more]), "nothing")


def test_nobody_ever_pays() -> None:
    """400 customers × (1 - exp(-2.52 / 252 calls a day)) × 8 min."""
    asked = _asked("profiles.strained.hazard=[[0, 0.0]]")
    assert asked == pytest.approx(400 * (1.0 - math.exp(-2.52 / WORKING_DAYS_PER_YEAR)) * 8.0)


def test_what_is_paid_before_the_call_asks_for_nothing() -> None:
    """A constant hazard of 0.1 a day for 10 days leaves exp(-1) of the invoices."""
    rate = 2.52 / WORKING_DAYS_PER_YEAR * math.exp(-1.0)
    asked = _asked("profiles.strained.hazard=[[0, 0.1]]")
    assert asked == pytest.approx(400 * (1.0 - math.exp(-rate)) * 8.0)


@pytest.mark.parametrize(
    ("lever", "share"),
    [
        ("policies.nothing.exclude.segments=['pme']", 40 / 400),
        ("policies.nothing.steps.a.min_amount_eur=1e9", 0.0),
        ("policies.nothing.exclude.below_eur=1e9", 0.0),
        ("policies.nothing.steps.a.by='system'", 0.0),
    ],
)
def test_filters_take_work_away(lever: str, share: float) -> None:
    unpaid = "profiles.strained.hazard=[[0, 0.0]]"
    assert _asked(unpaid, lever) == pytest.approx(share * _asked(unpaid))


def test_limits_cap_the_messages_of_a_customer() -> None:
    """One contact in 70 d is one in 50 working days, however many invoices are late."""
    busy = [f"segments.{s}.orders_per_customer_per_year=400.0" for s in ("pme", "grands-comptes", "public")]  # fmt: skip
    asked = _asked(
        "profiles.strained.hazard=[[0, 0.0]]",
        *busy,
        "policies.nothing.contact_limits.min_gap_days=70",
    )
    assert asked == pytest.approx(400 / 50 * 8.0)


def _orders(law: str) -> Scenario:
    return load_scenario("pme-b2b", [f"segments.pme.amount={law}", "segments.pme.vat_rate=0.0"])


@pytest.mark.parametrize(
    ("amount", "share"), [(5.0, 1.0), (10.0, 1.0), (20.0, 0.75), (50.0, 0.25), (91.0, 0.0)]
)
def test_orders_above_an_amount_follow_the_quantiles(amount: float, share: float) -> None:
    """Quantiles 0, 1/2 and 1 are 10, 30 and 70 EUR, straight in between."""
    pme = _orders('{ law = "quantiles", values_eur = [10.0, 30.0, 70.0] }').segments["pme"]
    assert share_of_at_least(pme, amount) == pytest.approx(share)


def test_one_order_in_ten_exceeds_the_ninetieth_percentile_of_a_lognormal() -> None:
    """Published: the standard normal law has 90 % of its mass below 1.2816."""
    pme = _orders('{ law = "lognormal", median_eur = 100.0, sigma = 0.5 }').segments["pme"]
    assert share_of_at_least(pme, 100.0 * math.exp(0.5 * 1.2816)) == pytest.approx(0.1, abs=1e-5)


def test_small_and_large_invoices_share_the_work() -> None:
    """A call for invoices up to an amount and one from it on are a call for all of them."""
    unpaid = "profiles.strained.hazard=[[0, 0.0]]"
    call = "{{ id = '{id}', action = 'contact', days = 10, channel = 'call', by = 'desk', {only} }}"
    low = call.format(id="low", only="max_amount_eur = 900.0")
    high = call.format(id="high", only="min_amount_eur = 900.0")
    halves = (
        _asked(unpaid, f"policies.nothing.steps=[{low}]"),
        _asked(unpaid, f"policies.nothing.steps=[{high}]"),
    )
    both = _asked(unpaid, f"policies.nothing.steps=[{low}, {high}]")
    assert min(halves) > 0.0
    assert both == pytest.approx(sum(halves))
    assert both == pytest.approx(_asked(unpaid), rel=0.01)
