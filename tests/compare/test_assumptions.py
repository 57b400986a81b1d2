"""Draws of assumptions: their law, their addresses, and the scenario that they leave."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from simrecouv.calibration.closed_form import expected_curve
from simrecouv.compare.assumptions import drawn, quantile, redrawn
from simrecouv.scenario import (
    Assumption,
    Scenario,
    load_scenario,
    scenario_from,
    scenario_names,
    to_tables,
    with_overrides,
)
from simrecouv.scenario.base import Table
from simrecouv.world import build_world

#: Segments whose terms are those of most orders.
SAME_TERMS = {"pme-b2b": {"pme", "grands-comptes"}, "b2c-abonnement": {"preleves", "factures"}}

GAIN = Assumption(value=0.5, low=0.1, high=1.5)


def gains(scenario: Scenario, channel: str, count: int) -> np.ndarray:
    """Draw what a channel gains, replication by replication."""
    return np.array(
        [drawn(scenario, r).behaviour.contact[channel].gain.value for r in range(count)]
    )


@pytest.fixture(scope="module")
def stated() -> Scenario:
    return load_scenario("pme-b2b")


def test_each_half_of_the_range_is_as_likely_and_uniform(stated: Scenario) -> None:
    """Kolmogorov-Smirnov against uniforms, once the law's own distribution is undone."""
    call = stated.behaviour.contact["call"].gain
    values = gains(stated, "call", 600)
    undone = np.interp(values, [call.low, call.value, call.high], [0.0, 0.5, 1.0])
    assert stats.kstest(undone, "uniform").pvalue > 0.001


def test_the_ends_and_the_middle_of_the_law_are_the_numbers_stated() -> None:
    assert [quantile(GAIN, u) for u in (0.0, 0.5, 1.0)] == [0.1, 0.5, 1.5]
    for u in np.linspace(0.0, 1.0, 101):
        assert GAIN.low <= quantile(GAIN, float(u)) <= GAIN.high


def test_a_central_value_at_an_end_takes_half_of_the_draws() -> None:
    rarely = Assumption(value=0.0, low=0.0, high=0.1)
    assert [quantile(rarely, u) for u in (0.1, 0.49, 0.75)] == [0.0, 0.0, 0.05]


def test_places_are_drawn_apart(stated: Scenario) -> None:
    """The correlation of 600 independent pairs is within four of its standard errors, 1/sqrt(n)."""
    letters, calls = gains(stated, "letter", 600), gains(stated, "call", 600)
    assert abs(np.corrcoef(letters, calls)[0, 1]) < 4 / np.sqrt(600)


@pytest.mark.parametrize("name", [name for name in scenario_names() if name != "base-fr-b2b"])
def test_what_is_drawn_is_a_valid_scenario(name: str) -> None:
    scenario = load_scenario(name)
    found = drawn(scenario, 5)
    assert scenario_from(to_tables(found), source=found.name) == found
    assert (found.name, found.simulation) == (scenario.name, scenario.simulation)
    assert found.policies == scenario.policies
    assert found.clock == scenario.clock
    assert found.fingerprint != scenario.fingerprint


def test_drawing_again_changes_nothing(stated: Scenario) -> None:
    once = drawn(stated, 5)
    assert drawn(once, 5) == drawn(once, 6) == once


def test_a_number_without_a_range_is_kept(stated: Scenario) -> None:
    known = with_overrides(stated, ["behaviour.contact.call.gain=2.0"])
    assert drawn(known, 0).behaviour.contact["call"].gain == known.behaviour.contact["call"].gain


def test_worlds_differ_and_one_is_always_the_same(stated: Scenario) -> None:
    assert drawn(stated, 1) == drawn(stated, 1)
    other_seed = with_overrides(stated, ["simulation.seed=7"])
    values = {gains(s, "call", r + 1)[r] for s in (stated, other_seed) for r in range(3)}
    assert len(values) == 6


def test_an_assumption_more_moves_no_other(stated: Scenario) -> None:
    """A new agency, a range stated where there was none, the tables in another order."""
    tables = to_tables(stated)
    tables["agencies"]["nouvelle"] = {"intensity_per_day": {"value": 0.1, "low": 0.0, "high": 0.2}}
    tables["behaviour"]["contact"] = dict(reversed(tables["behaviour"]["contact"].items()))
    more, before = drawn(scenario_from(tables), 2), drawn(stated, 2)
    assert more.behaviour == before.behaviour
    assert {name: more.agencies[name] for name in before.agencies} == before.agencies


class Step(Table):
    id: str
    effect: Assumption


class Ladder(Table):
    steps: tuple[Step, ...]


def test_a_step_is_drawn_by_its_name_whatever_its_rank() -> None:
    """No step of a policy states an assumption today; one that did would be drawn by its place."""
    call, letter = Step(id="call", effect=GAIN), Step(id="letter", effect=GAIN)
    first = redrawn(Ladder(steps=(call, letter)), "policies.ferme", 1).steps
    second = redrawn(Ladder(steps=(letter, call)), "policies.ferme", 1).steps
    assert (first[0], first[1]) == (second[1], second[0])
    assert first[0].effect != first[1].effect
    other = redrawn(Ladder(steps=(call, letter)), "policies.douce", 1).steps
    assert other[0].effect != first[0].effect


def test_the_world_has_the_frailty_that_was_drawn(stated: Scenario) -> None:
    """The luck of each customer is the same, the law that reads it is not."""
    found = drawn(stated, 3)
    central, moved = (build_world(scenario, 3).frailty for scenario in (stated, found))
    variance = found.behaviour.frailty_variance.value
    assert (np.argsort(central) == np.argsort(moved)).all()
    grows = variance > stated.behaviour.frailty_variance.value
    assert (moved.var() > central.var()) == grows


@pytest.mark.parametrize(("name", "segments"), SAME_TERMS.items())
def test_a_drawn_frailty_leaves_the_curve_of_payments(name: str, segments: set[str]) -> None:
    """How late customers pay was observed; the draw doubts how diverse they are.

    Where the terms are those of most orders of a profile, from the due day on: a hazard that moves
    by the week, later by the month, bends the curve by less than 0.2 % of what was invoiced.
    """
    scenario = load_scenario(name)
    central = expected_curve(scenario)
    mine = central["segment"].isin(segments) & (central["days_past_due"] >= 0)
    for replication in range(4):
        once = drawn(scenario, replication)
        assert once.behaviour.frailty_variance != scenario.behaviour.frailty_variance
        moved = (expected_curve(once)["unpaid_share"] - central["unpaid_share"]).abs()
        assert moved[mine].max() < 0.002
