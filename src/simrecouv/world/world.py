"""One replication's luck: every customer and every potential order. It does not know a policy.

Customers are sorted by (segment, slot, generation): a customer who fails is followed, in its slot,
by a newcomer of the same profile, so that the portfolio keeps its size and its mix. Orders are
sorted by (customer, ordinal): the order number is the invoice number of the ledger.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simrecouv.scenario.portfolio import Segment
from simrecouv.scenario.scenario import Scenario
from simrecouv.units import DAYS_PER_YEAR, NEVER
from simrecouv.vocabulary import Runs
from simrecouv.world.addressing import Stream, absorb, name_word, replication_key, uniform
from simrecouv.world.calendar import FIRST_CALENDAR, Calendar, calendar
from simrecouv.world.quantiles import amount_cents, category, exponential, gamma_mean_one, lognormal

Ints = NDArray[np.int32]
Cents = NDArray[np.int64]
Floats = NDArray[np.float64]
Words = NDArray[np.uint64]

#: Orders of a customer are drawn by blocks of this many.
ORDINALS_AT_ONCE = 64

#: Every customer's life starts here, before the longest run-in that a scenario may ask for (the
#: oldest write-off, 1,500 days, the longest terms, 216, and 30), so that none moves anybody's luck.
ORIGIN_DAY = -1750


@dataclass(frozen=True, eq=False)
class World:
    """All the luck of one replication, as a structure of arrays.

    Attributes
    ----------
    first_day, end_day
        [days] Range of days covered; orders exist on days ``first_day <= day < end_day``.
    segment, profile, run_calendar, insolvency_day : (customers,) int32
    frailty, reservation_rate : (customers,) float64
    customer_key : (customers,) uint64
        Address of the customer's luck.
    order_customer, order_day : (orders,) int32
    net_cents, gross_cents, margin_cents : (orders,) int64
    threshold : (orders,) float64
        Accrued intensity at which the customer decides to pay, Exp(1).
    process_u, charges_u : (orders,) float64
        Uniforms: can the process pay before a discount's deadline; are late charges paid.
    """

    replication: int
    first_day: int
    end_day: int
    segment: Ints
    profile: Ints
    run_calendar: Ints
    insolvency_day: Ints
    frailty: Floats
    reservation_rate: Floats
    customer_key: Words
    order_customer: Ints
    order_day: Ints
    net_cents: Cents
    gross_cents: Cents
    margin_cents: Cents
    threshold: Floats
    process_u: Floats
    charges_u: Floats

    @property
    def n_customers(self) -> int:
        """Number of customers, newcomers included."""
        return self.segment.size

    @property
    def n_orders(self) -> int:
        """Number of potential orders."""
        return self.order_day.size


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
    n_customers = 0
    for number, (name, segment) in enumerate(scenario.segments.items()):
        customers = _customers(scenario, name, number, segment, root)
        orders = _orders(scenario, segment, civil, customers)
        orders["order_customer"] = (orders["order_customer"] + n_customers).astype(np.int32)
        n_customers += customers["segment"].size
        del customers["entry_day"]
        parts.append({**customers, **orders})
    arrays = {key: np.concatenate([part[key] for part in parts]) for key in parts[0]}
    return World(replication, clock.first_day, clock.end_day, **arrays)


def _customers(
    scenario: Scenario, name: str, number: int, segment: Segment, root: int
) -> dict[str, NDArray[np.generic]]:
    """Draw the customers of one segment, newcomers included, by (slot, generation)."""
    names = sorted(scenario.profiles)  # luck must not depend on the order of tables
    shares = np.array([segment.profiles.get(name, 0.0) for name in names])
    place = np.array([list(scenario.profiles).index(name) for name in names])
    slots = np.arange(segment.customers, dtype=np.uint64)
    segment_key = absorb(root, name_word(name))
    slot_key = absorb(np.uint64(segment_key) + np.zeros_like(slots), slots)
    profile = place[category(uniform(slot_key, Stream.PROFILE, 0), shares)]
    hazard = np.array([p.insolvency_per_year for p in scenario.profiles.values()])[profile]
    slot, entry, failure, key = _generations(scenario, slot_key, hazard)
    behaviour = scenario.behaviour
    discounting = behaviour.discount
    return {
        "segment": np.full(slot.size, number, dtype=np.int32),
        "profile": profile[slot].astype(np.int32),
        "run_calendar": _run_calendars(segment, key),
        "insolvency_day": np.where(failure < scenario.clock.end_day, failure, NEVER).astype(
            np.int32
        ),
        "frailty": gamma_mean_one(
            uniform(key, Stream.FRAILTY, 0), behaviour.frailty_variance.value
        ),
        "reservation_rate": lognormal(
            uniform(key, Stream.RESERVATION_RATE, 0),
            discounting.reservation_rate.value,
            discounting.sigma,
        ),
        "customer_key": key,
        "entry_day": entry,
    }


def _generations(
    scenario: Scenario, slot_key: Words, hazard: Floats
) -> tuple[Cents, Cents, Cents, Words]:
    """Follow each slot from one customer to the next: slot, entry and failure day, address."""
    clock = scenario.clock
    entry = np.full(slot_key.size, ORIGIN_DAY, dtype=np.int64)
    alive, generation = np.arange(slot_key.size), 0
    found: list[tuple[Cents, Cents, Cents]] = []
    keys: list[Words] = []
    while alive.size:
        key = absorb(slot_key[alive], generation)
        wait = exponential(uniform(key, Stream.INSOLVENCY, 0)) * DAYS_PER_YEAR
        with np.errstate(divide="ignore"):
            days = np.minimum(wait / hazard[alive], NEVER)
        failure = np.minimum(entry[alive] + 1 + days.astype(np.int64), NEVER)
        found.append((alive, entry[alive], failure))
        keys.append(key)
        entry[alive] = failure
        alive, generation = alive[failure < clock.end_day - 1], generation + 1
    slot, entry, failure = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.argsort(slot, kind="stable")
    order = order[failure[order] >= clock.first_day]
    return slot[order], entry[order], failure[order], np.concatenate(keys)[order]


def _run_calendars(segment: Segment, key: Words) -> Ints:
    kinds = list(Runs)
    shares = np.array([segment.payment_runs.get(kind.value, 0.0) for kind in kinds])
    kind = category(uniform(key, Stream.PAYMENT_RUNS, 0), shares)
    first = np.array([FIRST_CALENDAR[k] for k in kinds])[kind]
    choices = np.array([1 if k is Runs.DAILY else 5 for k in kinds])[kind]
    offset = np.floor(uniform(key, Stream.RUN_DAY, 0) * choices)
    calendars: Ints = (first + offset).astype(np.int32)
    return calendars


def _orders(
    scenario: Scenario, segment: Segment, civil: Calendar, customers: dict[str, NDArray[np.generic]]
) -> dict[str, NDArray[np.generic]]:
    """Draw the orders of one segment's customers, by (customer, ordinal)."""
    key: Words = customers["customer_key"]  # type: ignore[assignment]
    entry = np.asarray(customers["entry_day"], dtype=np.int64)
    leave = np.minimum(np.asarray(customers["insolvency_day"]), civil.day[-1] + 1)
    elapsed = cumulated_activity(segment, civil, business=scenario.behaviour.business_days_only)
    at, limit = elapsed[entry - civil.first_day], elapsed[leave - civil.first_day]
    orders_key = absorb(key, Stream.ORDER_GAP)
    rows: list[tuple[NDArray[np.int64], NDArray[np.int64], Words]] = []
    active, ordinals = np.arange(key.size), np.arange(ORDINALS_AT_ONCE, dtype=np.uint64)
    while active.size:
        keys = absorb(orders_key[active][:, None], ordinals)
        gaps = exponential(uniform(keys, Stream.ORDER_GAP, 0))
        gaps /= segment.orders_per_customer_per_year
        when = np.cumsum(np.column_stack([at[active], gaps]), axis=1)[:, 1:]
        is_placed = when < limit[active][:, None]
        rank, _ = np.nonzero(is_placed)
        day = np.searchsorted(elapsed, when[is_placed], side="right") - 1 + civil.first_day
        rows.append((active[rank], day, keys[is_placed]))
        at[active] = when[:, -1]
        active = active[is_placed[:, -1]]
        ordinals = ordinals + np.uint64(ORDINALS_AT_ONCE)
    owner, day, order_key = (np.concatenate(column) for column in zip(*rows, strict=True))
    order = np.argsort(owner, kind="stable")
    order = order[day[order] >= scenario.clock.first_day]
    owner, day, order_key = owner[order], day[order], order_key[order]
    net = amount_cents(uniform(order_key, Stream.AMOUNT, 0), segment.amount)
    gross = np.floor(net * (1.0 + segment.vat_rate) + 0.5).astype(np.int64)
    return {
        "order_customer": owner.astype(np.int32),
        "order_day": day.astype(np.int32),
        "net_cents": net,
        "gross_cents": gross,
        "margin_cents": np.floor(net * segment.margin_rate + 0.5).astype(np.int64),
        "threshold": exponential(uniform(order_key, Stream.PAYMENT, 0)),
        "process_u": uniform(order_key, Stream.DISCOUNT_PROCESS, 0),
        "charges_u": uniform(order_key, Stream.CHARGES_PAID, 0),
    }


def cumulated_activity(segment: Segment, civil: Calendar, *, business: bool) -> Floats:
    """Years of average activity elapsed at the start of each day, one more entry than days.

    Months weigh by seasonality, days without business not at all, and activity grows from day 0.
    """
    months = np.array(segment.seasonality) / np.mean(segment.seasonality)
    growth = np.exp(np.log1p(segment.growth_per_year) * civil.day / DAYS_PER_YEAR)
    weight = months[civil.month] * growth
    if business:
        year = slice(-civil.first_day, DAYS_PER_YEAR - civil.first_day)
        weight = weight * civil.is_business * (DAYS_PER_YEAR / civil.is_business[year].sum())
    return np.concatenate([[0.0], np.cumsum(weight / DAYS_PER_YEAR)])
