"""One replication's luck: every customer and every potential order. It does not know a policy.

Customers are sorted by (segment, slot, generation): a customer who fails is followed, in its slot,
by a newcomer of the same profile, so that the portfolio keeps its size and its mix. Orders are
sorted by (customer, ordinal): the order number is the invoice number of the ledger.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simrecouv.scenario.opening import Opening
from simrecouv.scenario.scenario import Scenario
from simrecouv.world.addressing import replication_key
from simrecouv.world.calendar import calendar
from simrecouv.world.customers import ORIGIN_DAY, draw_customers, draw_spells, slot_keys
from simrecouv.world.orders import draw_orders, joined, with_decisions
from simrecouv.world.recorded import Posterior, posteriors, recorded_orders

Ints = NDArray[np.int32]
Cents = NDArray[np.int64]
Floats = NDArray[np.float64]
Words = NDArray[np.uint64]


class Shape(NamedTuple):
    """Days, seed, customers of each segment, names of the profiles, invoices on record."""

    days: tuple[int, int]
    seed: int
    segments: tuple[tuple[str, int], ...]
    profiles: tuple[str, ...]
    recorded: int


@dataclass(frozen=True, eq=False)
class World:
    """All the luck of one replication, as a structure of arrays.

    Attributes
    ----------
    drawn_for
        What a scenario must share with the one that drew this world (`shape_of`).
    root
        Address of what belongs to no customer: absences at the desk.
    first_day, end_day
        [days] Range of days covered; orders exist on days ``first_day <= day < end_day``.
    segment, profile, run_calendar, insolvency_day, means, score : (customers,) int32
        `means` is a place in `simrecouv.vocabulary.Means`; `score` runs from 0 to 100 = safest.
    frailty, reservation_rate, mandate_u : (customers,) float64
        `mandate_u` is a uniform: who signs a direct-debit mandate.
    patience : (customers,) int64
        [points × days] Annoyance at which the customer leaves.
    customer_key : (customers,) uint64
        Address of the customer's luck.
    spell_customer, spell_start, spell_end : (spells,) int32
        Spells without cash, by customer, from a day until another that is not included.
    order_customer, order_day : (orders,) int32
    order_key : (orders,) uint64
        Address of what is drawn about the order only when a policy asks.
    net_cents, gross_cents, margin_cents : (orders,) int64
    threshold : (orders,) float64
        Accrued intensity at which the customer decides to pay, Exp(1).
    process_u, charges_u : (orders,) float64
        Uniforms: can the process pay before a discount's deadline; are late charges paid.
    order_due_day, order_paid_day : (orders,) int32
        What is recorded of an order: when it falls due, else `BY_TERMS`; when it was paid, `NEVER`
        if it was still open at the switch, else `NO_RECORD`.
    """

    drawn_for: Shape
    replication: int
    root: int
    first_day: int
    end_day: int
    segment: Ints
    profile: Ints
    run_calendar: Ints
    insolvency_day: Ints
    frailty: Floats
    reservation_rate: Floats
    means: Ints
    mandate_u: Floats
    score: Ints
    patience: Cents
    customer_key: Words
    order_customer: Ints
    order_day: Ints
    net_cents: Cents
    gross_cents: Cents
    margin_cents: Cents
    order_key: Words
    threshold: Floats
    process_u: Floats
    charges_u: Floats
    order_due_day: Ints
    order_paid_day: Ints
    spell_customer: Ints
    spell_start: Ints
    spell_end: Ints

    @property
    def n_customers(self) -> int:
        """Number of customers, newcomers included."""
        return self.segment.size

    @property
    def n_orders(self) -> int:
        """Number of potential orders."""
        return self.order_day.size


def shape_of(scenario: Scenario) -> Shape:
    """Return what makes a world fit a scenario: its days, its seed, who is in it."""
    clock = scenario.clock
    sizes = tuple((name, segment.customers) for name, segment in scenario.segments.items())
    days = (clock.first_day, clock.end_day)
    recorded = 0 if scenario.opening is None else len(scenario.opening.customer)
    return Shape(days, scenario.simulation.seed, sizes, tuple(scenario.profiles), recorded)


def build_world(scenario: Scenario, replication: int = 0) -> World:
    """Draw the luck of one replication of a scenario.

    Examples
    --------
    >>> from simrecouv.scenario import load_scenario
    >>> world = build_world(load_scenario("pme-b2b"), replication=0)
    >>> bool((world.gross_cents > 0).all())
    True
    """
    clock = scenario.clock
    start, country = scenario.simulation.start, scenario.creditor.country
    civil = calendar(start, ORIGIN_DAY, clock.end_day, country)
    root = replication_key(scenario.simulation.seed, replication)
    parts: list[dict[str, NDArray[np.generic]]] = []
    n_customers, opening = 0, scenario.opening
    known: dict[str, Posterior] = {}
    if opening is not None:
        keys = [slot_keys(name, one, root) for name, one in scenario.segments.items()]
        known = posteriors(scenario, opening, np.concatenate(keys))
    for number, (name, segment) in enumerate(scenario.segments.items()):
        customers = draw_customers(scenario, name, number, segment, root, known.get(name))
        orders = draw_orders(scenario, segment, civil, customers)
        if opening is not None:
            recorded = _recorded(scenario, opening, number, customers)
            orders = joined(orders, recorded, with_drawn=opening.orders == "drawn")
        orders = with_decisions(orders)
        orders["order_customer"] = (orders["order_customer"] + n_customers).astype(np.int32)
        n_customers += customers["segment"].size
        del customers["entry_day"]
        parts.append({**customers, **orders})
    arrays = {key: np.concatenate([part[key] for part in parts]) for key in parts[0]}
    first_day, end_day = clock.first_day, clock.end_day
    arrays |= draw_spells(scenario, arrays["profile"], arrays["customer_key"], first_day, end_day)
    return World(
        drawn_for=shape_of(scenario),
        replication=replication,
        root=root,
        first_day=first_day,
        end_day=end_day,
        **arrays,
    )


def _recorded(
    scenario: Scenario, opening: Opening, number: int, customers: dict[str, NDArray[np.generic]]
) -> dict[str, NDArray[np.generic]]:
    """Return the recorded orders of a segment; its customers on record are there at the switch."""
    place = np.flatnonzero(customers["entry_day"] == 0)
    key = np.asarray(customers["customer_key"][place], dtype=np.uint64)
    recorded = recorded_orders(scenario, opening, number, key)
    return recorded | {"order_customer": place[recorded.pop("slot")].astype(np.int32)}
