"""A minimally different world: whoever is added, and in whatever order, moves nobody else's luck.

A customer is known by its address (`customer_key`), an order by its customer and its rank.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from simrecouv.scenario import Scenario, scenario_from, to_tables
from simrecouv.world import World, build_world

CUSTOMER_FIELDS = ("run_calendar", "insolvency_day", "frailty", "reservation_rate")
ORDER_FIELDS = (
    "order_day", "net_cents", "gross_cents", "margin_cents", "threshold", "process_u", "charges_u",
)  # fmt: skip


def _lives(scenario: Scenario, world: World) -> dict[int, tuple[object, ...]]:
    """Everything drawn for each customer, by its address; names, not numbers."""
    segments, profiles = list(scenario.segments), list(scenario.profiles)
    lives: dict[int, tuple[object, ...]] = {}
    first = np.searchsorted(world.order_customer, np.arange(world.n_customers + 1))
    for customer, key in enumerate(world.customer_key.tolist()):
        own = slice(first[customer], first[customer + 1])
        lives[key] = (
            segments[world.segment[customer]],
            profiles[world.profile[customer]],
            *(getattr(world, field)[customer].item() for field in CUSTOMER_FIELDS),
            *(tuple(getattr(world, field)[own].tolist()) for field in ORDER_FIELDS),
        )
    assert len(lives) == world.n_customers, "addresses must differ"
    return lives


def _changed(scenario: Scenario, **tables: Any) -> Scenario:
    return scenario_from({**to_tables(scenario), **tables})


def _reversed(table: Mapping[str, Any]) -> dict[str, Any]:
    return dict(reversed(table.items()))


def test_one_more_customer_changes_nobody_else(tiny: Scenario) -> None:
    segments = to_tables(tiny)["segments"]
    segments["pme"]["customers"] += 1
    before = _lives(tiny, build_world(tiny))
    larger = _changed(tiny, segments=segments)
    after = _lives(larger, build_world(larger))
    assert before.items() <= after.items()
    newcomers = [life[0] for key, life in after.items() if key not in before]
    assert newcomers
    assert set(newcomers) == {"pme"}


def test_one_more_segment_changes_nobody_else(tiny: Scenario) -> None:
    segments = to_tables(tiny)["segments"]
    before = _lives(tiny, build_world(tiny))
    larger = _changed(tiny, segments={"nouveau": segments["public"], **segments})
    after = _lives(larger, build_world(larger))
    assert before.items() <= after.items()
    assert {life[0] for key, life in after.items() if key not in before} == {"nouveau"}


@pytest.mark.parametrize("table", ["segments", "profiles", "policies", "agencies"])
def test_the_order_of_tables_does_not_matter(tiny: Scenario, table: str) -> None:
    swapped = _changed(tiny, **{table: _reversed(to_tables(tiny)[table])})
    assert _lives(tiny, build_world(tiny)) == _lives(swapped, build_world(swapped))


def test_a_longer_run_in_does_not_change_who_buys_what(tiny: Scenario) -> None:
    """A policy with longer terms starts the simulation earlier: the days both know are the same."""
    policies = to_tables(tiny)["policies"]
    policies["nothing"]["terms"] = {"pme": {"net_days": 120}}
    longer = _changed(tiny, policies=policies)
    one, other = build_world(tiny), build_world(longer)
    assert other.first_day < one.first_day

    def orders(world: World) -> set[tuple[int, int, int]]:
        known = world.order_day >= one.first_day
        known &= world.order_day < one.end_day
        key = world.customer_key[world.order_customer[known]]
        columns = (key, world.order_day[known], world.net_cents[known])
        return set(zip(*(column.tolist() for column in columns), strict=True))

    assert orders(one) == orders(other)


@pytest.mark.parametrize("seed", [2026, 2027])
def test_a_replication_can_be_drawn_alone(tiny: Scenario, seed: int) -> None:
    simulation = {**to_tables(tiny)["simulation"], "seed": seed}
    scenario = _changed(tiny, simulation=simulation)
    for_all = [_lives(scenario, build_world(scenario, replication)) for replication in range(3)]
    assert _lives(scenario, build_world(scenario, 2)) == for_all[2]
    keys = [key for lives in for_all for key in lives]
    assert len(set(keys)) == len(keys), "replications share no luck"


def test_nothing_in_a_policy_reaches_the_world(tiny: Scenario) -> None:
    gentle = {"steps": [{"id": "x", "action": "contact", "channel": "call", "days": 1}]}
    policies = {"douce": gentle, "autre": gentle}
    other = _changed(tiny, policies=policies)
    assert _lives(tiny, build_world(tiny)) == _lives(other, build_world(other))
