"""A simulation that opens on real books: what is recorded happens, and both engines agree."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from engine.openings import recorded_scenarios
from engine.test_twins import check_twins
from simrecouv.engine import open_runner
from simrecouv.scenario import Scenario
from simrecouv.units import NEVER, NO_RECORD
from simrecouv.vocabulary import Kind
from simrecouv.world import build_world


@settings(max_examples=40)
@given(recorded_scenarios())
def test_twins_on_recorded_books(scenario: Scenario) -> None:
    check_twins(scenario)


@pytest.mark.slow
@settings(max_examples=600)
@given(recorded_scenarios())
def test_twins_on_many_recorded_books(scenario: Scenario) -> None:
    check_twins(scenario)


@settings(max_examples=30)
@given(recorded_scenarios())
def test_the_record_happens_whatever_the_policy(scenario: Scenario) -> None:
    """Each recorded invoice is issued on its day, falls due on its day, and is paid on its day."""
    opening, world = scenario.opening, build_world(scenario)
    assert opening is not None
    ledger = open_runner(scenario, world)(next(iter(scenario.policies)))
    recorded = np.flatnonzero(~np.isin(world.order_paid_day, [NEVER, NO_RECORD]))
    paid = sorted(
        (max(paid, issue + 1), amount)
        for paid, issue, amount in zip(
            opening.paid_day, opening.issue_day, opening.amount_cents, strict=True
        )
        if paid < 0
    )
    events, day = ledger.events, ledger.day
    of_record = np.isin(events["invoice"], recorded)
    received = of_record & (events["kind"] == Kind.RECEIVED)
    rows = zip(day[received].tolist(), events["amount_cents"][received].tolist(), strict=True)
    assert sorted(rows) == paid
    before = (ledger.day < 0) & (events["kind"] == Kind.INVOICED)
    shown = zip(day[before].tolist(), events["detail"][before].tolist(), strict=True)
    stated = zip(opening.issue_day, opening.due_day, strict=True)
    assert sorted(shown) == sorted(pair for pair in stated if pair[0] < 0)


@settings(max_examples=30)
@given(recorded_scenarios())
def test_nothing_open_is_paid_before_the_switch(scenario: Scenario) -> None:
    world = build_world(scenario)
    ledger = open_runner(scenario, world)(scenario.simulation.baseline)
    still_open = np.flatnonzero(world.order_paid_day == NEVER)
    events = ledger.events[np.isin(ledger.events["invoice"], still_open) & (ledger.day < 0)]
    kinds = {Kind(kind) for kind in np.unique(events["kind"]).tolist()}
    assert kinds <= {Kind.INVOICED, Kind.CONTACT, Kind.REMINDED}
