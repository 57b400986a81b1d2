"""Laws that hold path by path on common luck: no effect, more effort, more customers, other names."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from engine.scenarios import scenarios
from simrecouv.engine import ENGINES, open_runner, simulate
from simrecouv.ledger import Events, Ledger
from simrecouv.scenario import Scenario, scenario_from, to_tables, with_overrides
from simrecouv.units import TICKS_PER_DAY
from simrecouv.vocabulary import Kind
from simrecouv.world import World, build_world
from simrecouv.world.customers import ORIGIN_DAY

#: Rows of a contact policy that a policy without contacts lacks.
CONTACT_ROWS = (Kind.CONTACT, Kind.REMINDED, Kind.DESK_DAY)


def without(events: Events, *kinds: Kind) -> Events:
    return events[~np.isin(events["kind"], kinds)]


@settings(max_examples=30)
@given(scenarios())
def test_contacts_without_effect_leave_the_ledger_of_nothing(scenario: Scenario) -> None:
    """Contacts that gain nothing, reveal nothing, agree nothing and annoy nobody."""
    tables = to_tables(scenario)
    for effect in tables["behaviour"]["contact"].values():
        effect |= {"gain": 0.0, "promise_share": 0.0, "annoyance": 0}
    tables["behaviour"]["relation"]["tone"] = {}
    for profile in tables["profiles"].values():
        profile |= {"dispute_share": 0.0, "plan_accepted_share": 0.0}
        profile["settlement_accepted_share"] = 0.0
    for segment in tables["segments"].values():
        segment["error_share"] = 0.0
    for policy in tables["policies"].values():
        policy["steps"] = [s for s in policy["steps"] if s["from"] != "previous"]
    silent = [s for s in tables["policies"]["new"]["steps"] if s["action"] != "contact"]
    tables["policies"]["silent"] = {**tables["policies"]["new"], "steps": silent}
    tables["policies"]["old"]["steps"] = silent
    changed = scenario_from(tables)
    runner = open_runner(changed, build_world(changed), "compiled")
    loud, quiet = runner("new").events, runner("silent").events
    assert_array_equal(without(loud, *CONTACT_ROWS), without(quiet, Kind.DESK_DAY))


def decided_day(ledger: Ledger) -> np.ndarray:
    day = np.full(ledger.invoices.customer.size, 10**6)
    rows = ledger.of_kind(Kind.PAYMENT_DECIDED)
    day[rows["invoice"]] = rows["tick"] // TICKS_PER_DAY
    return day


@settings(max_examples=15)
@given(st.integers(0, 2**40), st.sets(st.integers(1, 11), min_size=2, max_size=8))
def test_more_contacts_make_no_invoice_later(seed: int, weeks: set[int]) -> None:
    """One channel, one tone, no limits: B's contacts include A's, so no invoice decides later."""
    one_channel = [
        {"id": f"w{k}", "action": "contact", "from": "due", "days": 7 * k, "channel": "letter"}
        for k in sorted(weeks)
    ]
    tables = to_tables(with_overrides(SMALL, [f"simulation.seed={seed}"]))
    tables["policies"] = {
        "old": {"steps": []},
        "some": {"steps": one_channel[::2]},
        "more": {"steps": one_channel},
    }
    tables["simulation"]["baseline"] = "old"
    scenario = scenario_from(tables)
    runner = open_runner(scenario, build_world(scenario), "compiled")
    none, some, more = (decided_day(runner(name)) for name in ("old", "some", "more"))
    assert (more <= some).all()
    assert (some <= none).all()
    assert (more < none).any(), "the contacts do something"


def test_a_minimum_gap_can_make_a_payer_later() -> None:
    """A limit suspends monotony: one more early contact blocks the one that would have worked."""
    letter = {"action": "contact", "from": "due", "channel": "letter"}
    call = {"id": "call", "action": "contact", "from": "due", "days": 5, "channel": "call"}
    tables = to_tables(SMALL)
    tables["behaviour"]["contact"]["call"] |= {"gain": 60.0, "reach_probability": 1.0}
    tables["behaviour"]["contact_saturation"] = 100.0
    limits = {"min_gap_days": 30}
    tables["policies"] = {
        "old": {"steps": []},
        "some": {"steps": [call], "contact_limits": limits},
        "more": {"steps": [{"id": "first", "days": 1, **letter}, call], "contact_limits": limits},
    }
    tables["simulation"]["baseline"] = "old"
    scenario = scenario_from(tables)
    runner = open_runner(scenario, build_world(scenario), "compiled")
    assert (decided_day(runner("more")) > decided_day(runner("some"))).any()


def lives(ledger: Ledger, world: World) -> dict[int, list[tuple[int, ...]]]:
    """What happened to each customer, by the address of its luck; invoices by rank."""
    first = np.searchsorted(world.order_customer, np.arange(world.n_customers))
    found: dict[int, list[tuple[int, ...]]] = {int(key): [] for key in world.customer_key}
    for row in ledger.events.tolist():
        tick, customer, invoice, *rest = row
        rank = invoice - int(first[customer]) if invoice >= 0 else -1
        found[int(world.customer_key[customer])].append((tick, rank, *rest))
    return found


def test_one_more_customer_changes_nobody_else(tiny: Scenario) -> None:
    more = with_overrides(tiny, ["segments.pme.customers=13"])
    worlds = [build_world(s) for s in (tiny, more)]
    few, many = (
        lives(simulate(s, w, "ferme", "compiled"), w)
        for s, w in zip((tiny, more), worlds, strict=True)
    )
    assert len(many) > len(few)
    assert {key: many[key] for key in few} == few


def test_the_order_of_segments_and_profiles_changes_no_life(tiny: Scenario) -> None:
    tables = to_tables(tiny)
    tables["segments"] = dict(reversed(tables["segments"].items()))
    turned = scenario_from(tables)
    worlds = [build_world(s) for s in (tiny, turned)]
    one, other = (
        lives(simulate(s, w, "externalisation", "compiled"), w)
        for s, w in zip((tiny, turned), worlds, strict=True)
    )
    assert one == other


SMALL = scenario_from(
    {
        "simulation": {"baseline": "old"},
        "behaviour": {
            "contact": {
                "letter": {"gain": 1.76, "reach_probability": 0.8},
                "call": {"gain": 3.5, "reach_probability": 0.5},
            }
        },
        "profiles": {"slow": {"hazard": [[0, 0.02]]}},
        "segments": {
            "only": {
                "customers": 10,
                "orders_per_customer_per_year": 20.0,
                "amount": {"law": "lognormal", "median_eur": 700.0},
                "profiles": {"slow": 1.0},
            }
        },
        "policies": {"old": {}},
    }
)


def test_an_unused_policy_that_writes_off_late_changes_no_life(tiny: Scenario) -> None:
    late = {"id": "late", "action": "write_off", "from": "due", "days": 1500}
    tables = to_tables(tiny)
    tables["policies"]["unused"] = {"steps": [late]}
    longer = scenario_from(tables)
    assert longer.clock.first_day < tiny.clock.first_day
    assert longer.clock.first_day >= ORIGIN_DAY
    few, many = build_world(tiny), build_world(longer)
    from_then = many.order_day >= tiny.clock.first_day
    assert_array_equal(few.order_day, many.order_day[from_then])
    assert_array_equal(few.threshold, many.threshold[from_then])


@pytest.mark.parametrize("engine", ENGINES)
def test_a_stock_beyond_the_table_saturates(engine: str) -> None:
    """A gain too large for the table counts as the largest one, in both engines."""
    days = []
    for gain in (1e3, 1e11):
        tables = to_tables(SMALL)
        tables["profiles"]["slow"]["responsiveness"] = gain
        tables["behaviour"]["contact"]["letter"] = {"gain": gain, "reach_probability": 1.0}
        letter = {"id": "l", "action": "contact", "from": "due", "days": 3, "channel": "letter"}
        tables["policies"]["old"] = {"steps": [letter]}
        tables["behaviour"]["contact_half_life_days"] = 0.1
        scenario = scenario_from(tables)
        days.append(decided_day(simulate(scenario, build_world(scenario), "old", engine)))
    assert (days[1] <= days[0]).all()
