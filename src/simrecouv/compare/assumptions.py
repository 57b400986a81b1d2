"""Assumptions as a second sort of luck: one draw of each, in its range, for a replication.

An assumption states three numbers. Its draw has the central one as its median and is uniform on
each side of it: of the laws within the range that have this median, the one of largest entropy, so
nothing is added to what was stated. Its quantiles are the straight lines low, central, high.

The draw is addressed by the place of the assumption in the scenario (``behaviour.contact.call.
gain``): the same for all policies of a replication, and no other's when one is added. Assumptions
at different places are drawn apart: no source says how their errors go together. When the
variance of frailty is drawn, hazards are refitted to it: the curve of payments stays the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from simrecouv.scenario import Assumption, Scenario
from simrecouv.scenario.base import Table
from simrecouv.world.addressing import Stream, absorb, name_word, replication_key, uniform
from simrecouv.world.frailty import refitted


def drawn(scenario: Scenario, replication: int) -> Scenario:
    """Replace every assumption of a scenario by its draw for one replication.

    Parameters
    ----------
    scenario
        What the user states. An assumption whose range is one number keeps it.
    replication
        Number of the world, from 0.

    Returns
    -------
    Scenario
        The same name, seed and tables; what was drawn has no range any more, so that drawing
        again changes nothing.

    Examples
    --------
    >>> from simrecouv.scenario import load_scenario
    >>> stated = load_scenario("pme-b2b")
    >>> once = drawn(stated, replication=3)
    >>> gain = stated.behaviour.contact["call"].gain
    >>> gain.low < once.behaviour.contact["call"].gain.value < gain.high
    True
    >>> drawn(once, replication=3) == once
    True
    """
    root = replication_key(scenario.simulation.seed, replication)
    changed: Scenario = redrawn(scenario, "", root)
    return _as_late(scenario, changed)


def _as_late(stated: Scenario, changed: Scenario) -> Scenario:
    """Refit hazards to the frailty variance that was drawn.

    How late customers pay was observed, and the hazards were fitted to it under the central
    variance: how diverse customers are is what the draw doubts, not the curve that they make.
    """
    before = stated.behaviour.frailty_variance.value
    after = changed.behaviour.frailty_variance.value
    if before == after:
        return changed
    profiles = {
        name: profile.model_copy(
            update={"hazard": refitted(profile.hazard, before, after, _issued(stated, name))}
        )
        for name, profile in changed.profiles.items()
    }
    return changed.model_copy(update={"profiles": profiles})


def _issued(scenario: Scenario, profile: str) -> int:
    """Day past due on which the invoices of a profile are issued, on average over segments."""
    orders = {
        name: one.customers * one.orders_per_customer_per_year * one.profiles.get(profile, 0.0)
        for name, one in scenario.segments.items()
    }
    days = sum(n * scenario.segments[name].terms.net_days for name, n in orders.items())
    return -round(days / sum(orders.values())) if any(orders.values()) else 0


def quantile(assumed: Assumption, u: float) -> float:
    """Map a uniform to the law of an assumption: straight from low to central, then to high.

    >>> stated = Assumption(value=4.0, low=2.0, high=10.0)
    >>> [quantile(stated, u) for u in (0.0, 0.25, 0.5, 0.75, 1.0)]
    [2.0, 3.0, 4.0, 7.0, 10.0]
    """
    low, central, high = assumed.low, assumed.value, assumed.high
    if u < 0.5:
        return min(low + 2.0 * u * (central - low), central)
    return max(high - 2.0 * (1.0 - u) * (high - central), central)


def redrawn(node: Any, place: str, root: int) -> Any:
    """Return a part of a scenario with its assumptions drawn; the part itself if it has none."""
    if isinstance(node, Assumption):
        return _draw(node, place, root)
    if not isinstance(node, Table | dict | tuple):
        return node
    changed = {}
    for key, name, part in _parts(node):
        new = redrawn(part, f"{place}.{name}" if place else name, root)
        if new is not part:
            changed[key] = new
    return _with(node, changed) if changed else node


def _with(node: Any, changed: dict[Any, Any]) -> Any:
    if isinstance(node, Table):
        return node.model_copy(update=changed)
    if isinstance(node, dict):
        return node | changed
    return tuple(changed.get(k, part) for k, part in enumerate(node))


def _draw(assumed: Assumption, place: str, root: int) -> Assumption:
    if assumed.low == assumed.high:
        return assumed
    key = absorb(root, name_word(place))
    value = quantile(assumed, uniform(key, int(Stream.ASSUMPTION), 0))
    return assumed.model_copy(update={"value": value, "low": value, "high": value})


def _parts(node: Any) -> Iterator[tuple[Any, str, Any]]:
    """Return the parts of a table or of a collection: key, name in its place, part.

    What has an ``id`` (the steps of a policy) is named by it, as in an override, not by its rank.
    """
    if isinstance(node, Table):
        yield from ((name, name, part) for name, part in node)
    elif isinstance(node, dict):
        yield from ((key, str(key), part) for key, part in node.items())
    elif isinstance(node, tuple):
        yield from ((k, str(getattr(part, "id", k)), part) for k, part in enumerate(node))
