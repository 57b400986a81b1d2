"""Drawing orders: when each customer buys, for how much."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simrecouv.scenario.portfolio import Segment
from simrecouv.scenario.scenario import Scenario
from simrecouv.units import BY_TERMS, DAYS_PER_YEAR, NO_RECORD
from simrecouv.world.addressing import Stream, absorb, uniform
from simrecouv.world.calendar import Calendar
from simrecouv.world.quantiles import amount_cents, exponential

Floats = NDArray[np.float64]
Words = NDArray[np.uint64]

#: Orders of a customer are drawn by blocks of this many.
ORDINALS_AT_ONCE = 64


def draw_orders(
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
        "order_key": order_key,
        "order_due_day": np.full(owner.size, BY_TERMS, dtype=np.int32),
        "order_paid_day": np.full(owner.size, NO_RECORD, dtype=np.int32),
    }


def with_decisions(orders: dict[str, NDArray[np.generic]]) -> dict[str, NDArray[np.generic]]:
    """Draw what the customer of each order will decide, whoever wrote the order down."""
    key: Words = orders["order_key"]  # type: ignore[assignment]
    return orders | {
        "threshold": exponential(uniform(key, Stream.PAYMENT, 0)),
        "process_u": uniform(key, Stream.DISCOUNT_PROCESS, 0),
        "charges_u": uniform(key, Stream.CHARGES_PAID, 0),
    }


def joined(
    drawn: dict[str, NDArray[np.generic]],
    recorded: dict[str, NDArray[np.generic]],
    *,
    with_drawn: bool,
) -> dict[str, NDArray[np.generic]]:
    """Put recorded orders beside those drawn for the same customers, or in their stead.

    By (customer, day), as engines expect them.
    """
    parts = [recorded, drawn] if with_drawn else [recorded]
    both = {name: np.concatenate([part[name] for part in parts]) for name in recorded}
    order = np.lexsort([both["order_day"], both["order_customer"]])
    return {name: column[order] for name, column in both.items()}


def cumulated_activity(segment: Segment, civil: Calendar, *, business: bool) -> Floats:
    """Years of average activity elapsed at the start of each day, one more entry than days.

    Months weigh by seasonality, days without business not at all, and activity grows from day 0.
    """
    months = np.array(segment.seasonality) / np.mean(segment.seasonality)
    growth = np.exp(np.log1p(segment.growth_per_year) * civil.day / DAYS_PER_YEAR)
    weight = months[civil.month] * growth
    if business:
        weight = weight * civil.is_business * (DAYS_PER_YEAR / civil.working_days_a_year)
    return np.concatenate([[0.0], np.cumsum(weight / DAYS_PER_YEAR)])
