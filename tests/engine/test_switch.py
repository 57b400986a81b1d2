"""The switch of policy: the past is common, and switching to oneself changes nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.testing import assert_array_equal

from engine.scenarios import scenarios
from simrecouv.engine import ENGINES, is_switch, open_runner, open_switch
from simrecouv.engine.planning import build_plan
from simrecouv.engine.reference import Company
from simrecouv.engine.tabulate import build_tables
from simrecouv.scenario import Scenario, scenario_from, to_tables, with_overrides
from simrecouv.vocabulary import Kind
from simrecouv.world import build_world


@pytest.mark.parametrize("engine", ENGINES)
def test_days_before_the_switch_are_the_same_bytes(tiny: Scenario, engine: str) -> None:
    runner = open_runner(tiny, build_world(tiny), engine)
    pasts = {ledger.events[ledger.day < 0].tobytes() for ledger in map(runner, tiny.policies)}
    assert len(pasts) == 1
    futures = {ledger.events[ledger.day >= 0].tobytes() for ledger in map(runner, tiny.policies)}
    assert len(futures) == len(tiny.policies), "each policy of the preset does something of its own"


@settings(max_examples=20)
@given(scenarios())
def test_a_policy_switched_to_itself_changes_nothing(scenario: Scenario) -> None:
    tables = to_tables(scenario)
    tables["policies"]["copy"] = tables["policies"]["old"]
    twice = scenario_from(tables)
    world = build_world(twice)
    runner = open_runner(twice, world, "compiled")
    assert_array_equal(runner("copy").events, runner("old").events)
    company = Company(build_tables(twice), build_plan(twice, "old"), world)
    company.run_until(twice.clock.end_day)
    assert_array_equal(company.events(), runner("old").events)


def test_a_run_can_be_stepped_looked_into_and_continued(tiny: Scenario) -> None:
    world = build_world(tiny)
    company = Company(build_tables(tiny), build_plan(tiny, "douce"), world)
    company.run_until(-100)
    open_then = set(company.unpaid)
    company.run_until(0)
    company.switch(build_plan(tiny, "ferme"))
    company.run_until(tiny.clock.end_day)
    assert open_then
    expected = open_runner(tiny, world, "compiled")("ferme").events
    assert_array_equal(company.events(), expected)
    assert np.diff(company.events()["tick"]).min() >= 0


REPEATED = {
    "id": "again", "action": "contact", "from": "due", "days": 5, "channel": "letter",
    "repeat": {"every_days": 10, "at_most": 100},
}  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "narrowed",
    [
        {"exclude": {"segments": ["pme", "grands-comptes", "public"]}},
        {"exclude": {"below_eur": 1e9}},
        {"steps": [{**REPEATED, "segments": []}]},
        {"steps": [{**REPEATED, "min_amount_eur": 1e9}]},
    ],
    ids=["excluded", "below", "nobody", "amount"],
)
def test_a_repeat_begun_under_another_policy_obeys_the_new_filters(
    tiny: Scenario, engine: str, narrowed: dict[str, Any]
) -> None:
    tables = to_tables(tiny)
    tables["simulation"]["baseline"] = "old"
    tables["policies"] = {
        "old": {"steps": [REPEATED]},
        "new": {"steps": [REPEATED], **narrowed},
    }
    scenario = scenario_from(tables)
    ledger = open_runner(scenario, build_world(scenario), engine)("new")
    told = ledger.of_kind(Kind.CONTACT)["tick"]
    assert (told < 0).any()
    assert not (told >= 0).any()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "changes",
    [
        ["agencies.mandat.commission_rate=0.4"],
        ["agencies.mandat.intensity_per_day.value=0.004"],
        ["courts.injonction.filing_eur=90.0"],
        ["policies.ferme.steps.cabinet.days=45", "agencies.mandat.remittance_days=5"],
    ],
    ids=lambda changes: changes[-1],
)
def test_one_run_in_serves_whoever_differs_after_the_switch(
    tiny: Scenario, engine: str, changes: list[str]
) -> None:
    """Third parties that the baseline does not name may change: nothing before day 0 knows them."""
    stated = with_overrides(tiny, ['policies.ferme.steps.cabinet.agency="mandat"'])
    other = with_overrides(stated, changes)
    world = build_world(stated)
    follow = open_switch(stated, world, engine)
    assert is_switch(stated, other)
    assert (
        follow(other, "ferme").events == open_runner(other, world, engine)("ferme").events
    ).all()
    assert (
        follow(stated, "ferme").events == open_runner(stated, world, engine)("ferme").events
    ).all()


@pytest.mark.parametrize(
    "change",
    [
        "agencies.standard.commission_rate=0.4",
        "policies.douce.steps.r1.days=9",
        "behaviour.bank_delay_days=2",
        "policies.ferme.terms.pme.net_days=150",
        "simulation.seed=7",
        "finance.debit_rate.value=0.09",
    ],
)
def test_what_the_run_in_knows_takes_another_run_in(tiny: Scenario, change: str) -> None:
    assert not is_switch(tiny, with_overrides(tiny, [change]))
