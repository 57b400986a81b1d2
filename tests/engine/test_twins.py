"""The two engines return the same ledger, event for event, cent for cent."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from numpy.testing import assert_array_equal

from engine.scenarios import scenarios
from simrecouv.engine import open_runner
from simrecouv.ledger import KEY_FIELDS, Ledger, canonical
from simrecouv.scenario import Scenario
from simrecouv.world import build_world


def assert_same_ledger(left: Ledger, right: Ledger) -> None:
    """Events equal in every field, padding apart."""
    for field in (*KEY_FIELDS, "amount_cents", "cost_cents"):
        assert_array_equal(left.events[field], right.events[field], err_msg=field)


def check_twins(scenario: Scenario) -> None:
    world = build_world(scenario)
    compiled = open_runner(scenario, world, "compiled")
    reference = open_runner(scenario, world, "simpy")
    for policy in scenario.policies:
        assert_same_ledger(compiled(policy), reference(policy))


@settings(max_examples=60)
@given(scenarios())
def test_twins_on_random_scenarios(scenario: Scenario) -> None:
    check_twins(scenario)


@pytest.mark.slow
@settings(max_examples=1000)
@given(scenarios())
def test_twins_on_a_thousand_random_scenarios(scenario: Scenario) -> None:
    check_twins(scenario)


def test_twins_on_the_default_scenario(tiny: Scenario) -> None:
    check_twins(tiny)


def test_kernels_emit_rows_in_canonical_order(tiny: Scenario) -> None:
    events = open_runner(tiny, build_world(tiny), "compiled")("ferme").events
    assert_array_equal(events, canonical(events))
    keys = set(zip(*(events[field].tolist() for field in KEY_FIELDS), strict=True))
    assert len(keys) == events.size, "the key is unique"
