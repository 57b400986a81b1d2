"""What is drawn of customers follows the laws stated, within derived Monte-Carlo errors.

Four standard errors are allowed, with the seed fixed.
"""

from __future__ import annotations

import numpy as np
import pytest

from simrecouv.scenario import Scenario, load_scenario
from simrecouv.vocabulary import Means
from simrecouv.world import World, build_world
from simrecouv.world.quantiles import MOST_PATIENCE

NEEDY = ("strained", "forced_only", "insolvent")


@pytest.fixture(scope="module")
def large() -> tuple[Scenario, World]:
    scenario = load_scenario(
        "pme-b2b",
        [
            "segments.pme.customers=4000",
            "segments.pme.means={transfer=0.6, cheque=0.3, card=0.1}",
            *(f"profiles.{p}.liquidity_spells_per_year=2.0" for p in ("prompt", "strategic")),
            *(f"profiles.{p}.score=50" for p in ("prompt", "strategic", "disorganised")),
            *(f"profiles.{p}.patience_factor=1.0" for p in NEEDY),
            "behaviour.liquidity.mean_days=40.0",
            "behaviour.score_sigma=10.0",
            "behaviour.relation.patience=12.0",
            "behaviour.relation.patience_sigma=0.5",
        ],
    )
    return scenario, build_world(scenario)


def _of(scenario: Scenario, world: World, *profiles: str) -> np.ndarray:
    names = [list(scenario.profiles).index(name) for name in profiles]
    return np.isin(world.profile, names)


def test_spells_take_the_share_of_time_of_their_law(large: tuple[Scenario, World]) -> None:
    """An alternating renewal: short of cash 40 days in 182.5 + 40.

    The variance of the time spent in a span T is near T times 2 (a b)² / (a + b)³, for exponential
    times of means a and b; days are whole, which adds half a day per spell at either end.
    """
    scenario, world = large
    prone = _of(scenario, world, "prompt", "strategic")
    span, quiet, short = world.end_day - world.first_day, 182.5, 40.0
    ends = np.minimum(world.spell_end, world.end_day)
    days = np.bincount(
        world.spell_customer, weights=ends - world.spell_start, minlength=world.n_customers
    )
    assert set(world.spell_customer) <= set(np.flatnonzero(per_year(scenario)[world.profile] > 0))
    share = days[prone].mean() / span
    variance = 2.0 * (quiet * short) ** 2 / (quiet + short) ** 3 / span
    error = np.sqrt(variance / prone.sum())
    assert abs(share - short / (quiet + short)) < 4.0 * error


def per_year(scenario: Scenario) -> np.ndarray:
    """Spells a year of each profile."""
    return np.array([p.liquidity_spells_per_year for p in scenario.profiles.values()])


def test_spells_of_a_customer_do_not_overlap(large: tuple[Scenario, World]) -> None:
    _, world = large
    same = np.diff(world.spell_customer) == 0
    assert (world.spell_start[1:][same] >= world.spell_end[:-1][same]).all()
    assert (world.spell_start < world.spell_end).all()
    assert (world.spell_start >= world.first_day).all()


def test_scores_have_the_mean_and_spread_stated(large: tuple[Scenario, World]) -> None:
    scenario, world = large
    scores = world.score[_of(scenario, world, "prompt", "strategic", "disorganised")]
    n = scores.size
    assert abs(scores.mean() - 50.0) < 4.0 * 10.0 / np.sqrt(n)
    assert abs(scores.std() - 10.0) < 4.0 * 10.0 / np.sqrt(2.0 * n)
    assert ((scores >= 0) & (scores <= 100)).all()


def test_means_of_payment_have_their_shares(large: tuple[Scenario, World]) -> None:
    _, world = large
    means = world.means[world.segment == 0]
    for one, share in ((Means.TRANSFER, 0.6), (Means.CHEQUE, 0.3), (Means.CARD, 0.1)):
        found = (means == list(Means).index(one)).mean()
        assert abs(found - share) < 4.0 * np.sqrt(share * (1.0 - share) / means.size)


def test_patience_has_the_median_stated(large: tuple[Scenario, World]) -> None:
    """The median of a lognormal law: its sample value has a relative error of 1.2533 sigma/√n."""
    scenario, world = large
    points = world.patience / scenario.behaviour.relation.healing_days
    error = np.sqrt(np.pi / 2.0) * 0.5 / np.sqrt(points.size)
    assert abs(np.median(points) / 12.0 - 1.0) < 4.0 * error


def test_nobody_leaves_without_a_patience(large: tuple[Scenario, World]) -> None:
    scenario = load_scenario("pme-b2b", ["behaviour.relation.patience=0.0"])
    assert (build_world(scenario).patience == MOST_PATIENCE).all()
