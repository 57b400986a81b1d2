"""What is drawn follows the laws that the scenario states, within derived Monte-Carlo errors.

Counts of independent events are Poisson: their standard deviation is the root of their mean. Four
of them are allowed, with the seed fixed.
"""

from __future__ import annotations

import numpy as np
import pytest

from simrecouv.scenario import Scenario, load_scenario
from simrecouv.units import NEVER
from simrecouv.world import World, build_world


@pytest.fixture(scope="module")
def large() -> tuple[Scenario, World]:
    scenario = load_scenario(
        "pme-b2b",
        [
            "segments.pme.customers=4000",
            "segments.pme.seasonality=[2, 1, 1, 1, 1, 1, 1, 0.5, 1, 1, 1, 1]",
            "segments.pme.growth_per_year=0.2",
            "behaviour.frailty_variance=0.5",
        ],
    )
    return scenario, build_world(scenario)


def _pme_orders(world: World) -> np.ndarray:
    return world.order_day[world.segment[world.order_customer] == 0]


def test_orders_come_at_the_rate_stated(large: tuple[Scenario, World]) -> None:
    """No growth at day 0: over the first year sales grow by the mean of 1.2^t, t in (0, 1)."""
    scenario, world = large
    orders = _pme_orders(world)
    n = int(((orders >= 0) & (orders < 365)).sum())
    growth = 0.2 / np.log(1.2)
    expected = 4000 * scenario.segments["pme"].orders_per_customer_per_year * growth
    # Seasonality and growth are laid on business days: their product differs by less than 1 %.
    assert abs(n - expected) < 4 * np.sqrt(expected) + 0.01 * expected


def test_january_sells_four_times_august(large: tuple[Scenario, World]) -> None:
    """Weights 2 and 0.5, per business day; 2026 has 21 in January and 21 in August."""
    _, world = large
    orders = _pme_orders(world)
    january = int(((orders >= 0) & (orders < 31)).sum())
    august = int(((orders >= 212) & (orders < 243)).sum())
    grown = 1.2 ** ((227 - 15) / 365)
    ratio, expected = january / august, 4.0 / grown
    assert abs(ratio / expected - 1.0) < 4 * np.sqrt(1 / january + 1 / august)


def test_no_order_on_a_day_without_business(large: tuple[Scenario, World]) -> None:
    _, world = large
    weekday = (world.order_day + 3) % 7  # day 0 is Thursday 1 January 2026
    assert set(np.unique(weekday)) == {0, 1, 2, 3, 4}
    assert not (world.order_day == 0).any()


def test_frailty_has_mean_one_and_the_variance_stated(large: tuple[Scenario, World]) -> None:
    """A gamma law of mean 1 and variance v: its sample variance has variance (6v³ + 2v²)/n."""
    frailty, v = large[1].frailty, 0.5
    n = frailty.size
    assert abs(frailty.mean() - 1.0) < 4 * np.sqrt(v / n)
    assert abs(frailty.var() - v) < 4 * np.sqrt((6 * v**3 + 2 * v**2) / n)


def test_profiles_have_their_shares(large: tuple[Scenario, World]) -> None:
    """Of slots, not of customers: failing profiles have more newcomers."""
    scenario, world = large
    alive = (world.segment == 0) & (world.insolvency_day == NEVER)
    n = int(alive.sum())
    for number, name in enumerate(scenario.profiles):
        share = scenario.segments["pme"].profiles.get(name, 0.0)
        found = int((world.profile[alive] == number).sum())
        assert abs(found - n * share) <= 4 * np.sqrt(n * share * (1 - share))


def test_insolvency_comes_at_the_rate_stated(large: tuple[Scenario, World]) -> None:
    scenario, world = large
    years = (world.end_day - world.first_day) / 365.0
    for number, (name, profile) in enumerate(scenario.profiles.items()):
        share = scenario.segments["pme"].profiles.get(name, 0.0)
        failed = (world.segment == 0) & (world.profile == number)
        failed &= (world.insolvency_day >= world.first_day) & (world.insolvency_day < world.end_day)
        slots = 4000 * share
        expected = slots * profile.insolvency_per_year * years
        # The slots of a profile are themselves drawn; a newcomer starts the day after a failure.
        error = 4 * np.sqrt(expected + expected**2 * (1 - share) / max(slots, 1)) + 0.01 * expected
        assert abs(int(failed.sum()) - expected) <= error, name


def test_a_failed_customer_orders_no_more(large: tuple[Scenario, World]) -> None:
    _, world = large
    assert (world.order_day < world.insolvency_day[world.order_customer]).all()


def test_money_adds_up_to_the_cent(large: tuple[Scenario, World]) -> None:
    scenario, world = large
    vat = np.array([s.vat_rate for s in scenario.segments.values()])[
        world.segment[world.order_customer]
    ]
    assert (abs(world.gross_cents - world.net_cents * (1 + vat)) <= 0.5 + 1e-6).all()
    assert (world.margin_cents <= world.net_cents).all()
    assert (np.diff(world.order_customer) >= 0).all()
