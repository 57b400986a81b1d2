"""The desk: finite time, whom it serves first, what it costs; and the queue that it is."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from levers.small import (
    FAR,
    NEVER_PAYS,
    card,
    contact,
    day_of,
    is_business,
    rows_day,
    run,
    simulated,
    small,
)
from simrecouv.ledger import Ledger
from simrecouv.scenario import Scenario
from simrecouv.units import TICKS_PER_DAY, cents
from simrecouv.vocabulary import Kind, Worklist
from simrecouv.world import World, build_world

CALL_MINUTES, HOURLY_EUR = 10.0, 28.0
CALLS = [contact("call", 1, channel="call", by="desk")]


def worked(ledger: Ledger) -> np.ndarray:
    """Minutes of calls of each day of the desk."""
    days = rows_day(ledger.of_kind(Kind.DESK_DAY))
    calls = np.bincount(rows_day(ledger.of_kind(Kind.CONTACT)) - ledger.first_day, minlength=5000)
    return calls[days - ledger.first_day] * CALL_MINUTES


def test_without_collectors_nobody_calls() -> None:
    empty = simulated({"steps": CALLS, "desk": {"collectors": 0}})
    days = empty.of_kind(Kind.DESK_DAY)
    assert empty.of_kind(Kind.CONTACT).size == 0
    assert not days["cost_cents"].any()
    assert days["detail"].max() > 5, "customers wait"
    silent = simulated()
    kept = empty.events[empty.events["kind"] != Kind.DESK_DAY]
    assert_array_equal(kept, silent.events)


@pytest.mark.parametrize("minutes", [5.0, 20.0, 25.0])
def test_a_day_of_work_is_not_longer_than_the_day(minutes: float) -> None:
    """While customers wait, what is left of the day is too short for one more call."""
    desk = {"collectors": 1, "minutes_per_day": minutes}
    ledger = simulated({"steps": CALLS, "desk": desk}, segment={"customers": 200})
    used, left = worked(ledger), ledger.of_kind(Kind.DESK_DAY)["detail"]
    assert (used <= minutes).all()
    assert (used[left > 0] + CALL_MINUTES > minutes).all()
    assert (left > 0).any()


def test_wages_are_paid_whether_busy_or_not_and_calls_cost_their_message_only() -> None:
    desk = {"collectors": 2, "paid_hours_per_day": 7.0}
    idle = simulated({"desk": desk})
    days = idle.of_kind(Kind.DESK_DAY)
    every_day = np.arange(idle.first_day, idle.end_day)
    assert_array_equal(rows_day(days), every_day[is_business(idle, every_day)])
    assert set(days["cost_cents"].tolist()) == {cents(2 * 7.0 * HOURLY_EUR)}
    busy, unlimited = simulated({"steps": CALLS, "desk": desk}), simulated({"steps": CALLS})
    assert set(busy.of_kind(Kind.CONTACT)["cost_cents"].tolist()) == {10}
    assert_array_equal(busy.of_kind(Kind.DESK_DAY)["cost_cents"], days["cost_cents"])
    per_call = cents(0.1 + CALL_MINUTES * HOURLY_EUR / 60.0)
    assert set(unlimited.of_kind(Kind.CONTACT)["cost_cents"].tolist()) == {per_call}
    assert unlimited.of_kind(Kind.DESK_DAY).size == 0
    year = (every_day >= 0) & (every_day < idle.cohort_days) & is_business(idle, every_day)
    assert card(idle)["collection_cost"] == year.sum() * 2 * 7.0 * HOURLY_EUR


def waiting_priority(ledger: Ledger, world: World, day: int, worklist: str) -> dict[int, float]:
    """Rank of each customer who waits for the desk on a day, from the invoices it would hear of."""
    told = day_of(ledger, Kind.CONTACT, Kind.REMINDED)
    due = ledger.invoices.due_day.astype(np.int64)
    here = np.flatnonzero((due + 1 <= day) & (told >= day))
    found: dict[int, float] = {}
    for customer in np.unique(ledger.invoices.customer[here]):
        mine = here[ledger.invoices.customer[here] == customer]
        age, amount = day - due[mine], ledger.invoices.gross_cents[mine]
        found[int(customer)] = {
            "oldest": age.max(),
            "largest": amount.sum(),
            "amount_age": (age * amount).sum(),
            "risk": 100 - world.score[customer],
        }[worklist]
    return found


@pytest.mark.parametrize("worklist", [order.value for order in Worklist])
def test_the_desk_serves_the_customer_that_the_worklist_ranks_first(worklist: str) -> None:
    desk = {"collectors": 1, "minutes_per_day": CALL_MINUTES, "worklist": worklist}
    scenario = small({"steps": CALLS, "desk": desk}, profile=NEVER_PAYS, segment={"customers": 25})
    world = build_world(scenario)
    ledger = run(scenario, world)
    choices = 0
    for row in ledger.of_kind(Kind.CONTACT):
        day = int(row["tick"]) // TICKS_PER_DAY
        if 0 <= day < 150:
            waiting = waiting_priority(ledger, world, day, worklist)
            assert waiting[int(row["customer"])] == max(waiting.values())
            choices += len(set(waiting.values())) > 1
    assert choices > 20


# === One order, one task: nothing couples customers but the desk ===


def one_task_an_order(per_day: float, **desk: Any) -> Scenario:
    """Orders are Poisson on working days; each asks for one call on the day itself."""
    call = {"id": "call", "action": "contact", "from": "issue", "days": 0, "channel": "call"}
    working_days = 252  # of 2026: 261 weekdays less 9 public holidays
    return small(
        {
            "steps": [{**call, "by": "desk"}],
            "desk": {"collectors": 1, "minutes_per_day": CALL_MINUTES, **desk},
        },
        behaviour={"business_days_only": True},
        profile=NEVER_PAYS,
        segment={
            "customers": 3_000,
            "orders_per_customer_per_year": per_day * working_days / 3_000,
        },
    )


def strangers(scenario: Scenario, replication: int = 0) -> World:
    """Give each order a customer of its own: no message lists two invoices."""
    world = build_world(scenario, replication)
    assert world.n_orders <= world.n_customers
    return replace(world, order_customer=np.arange(world.n_orders, dtype=np.int32))


def serve(scenario: Scenario, replication: int = 0) -> Ledger:
    """Simulate a desk whose tasks are strangers to each other."""
    ledger = run(scenario, strangers(scenario, replication))
    assert ledger.of_kind(Kind.REMINDED).size == 0
    return ledger


def backlog(ledger: Ledger) -> np.ndarray:
    """Customers left after work, day after day."""
    left: np.ndarray = ledger.of_kind(Kind.DESK_DAY)["detail"]
    return left


def test_the_mean_backlog_is_that_of_the_textbook() -> None:
    """Poisson(ρ) tasks a day, one done a day: ρ² / (2 (1 - ρ)) wait after work.

    Error: worlds are independent, so the mean over R of them has the standard error s / √R, and
    Student's t with R - 1 = 39 degrees of freedom leaves 4 of them with a chance of 3 in 10,000.
    The first 300 days forget the empty start.
    """
    rho, means = 0.7, []
    scenario = one_task_an_order(rho)
    for replication in range(40):
        ledger = serve(scenario, replication)
        days = rows_day(ledger.of_kind(Kind.DESK_DAY))
        means.append(backlog(ledger)[days >= ledger.first_day + 300].mean())
    error = np.std(means, ddof=1) / np.sqrt(len(means))
    expected = rho**2 / (2.0 * (1.0 - rho))
    assert abs(np.mean(means) - expected) < 4.0 * error
    assert error < 0.05 * expected, "the test is sharp"


def test_absence_leaves_more_waiting_every_day() -> None:
    """Who is away at a rate is away at any higher one."""
    rates = (0.0, 0.15, 0.3)
    ledgers = [serve(one_task_an_order(1.8, collectors=2, absence_rate=rate)) for rate in rates]
    for fuller, emptier in pairwise(ledgers):
        assert (backlog(emptier) >= backlog(fuller)).all()
        assert (day_of(emptier, Kind.CONTACT) >= day_of(fuller, Kind.CONTACT)).all()
    served = [ledger.of_kind(Kind.CONTACT).size for ledger in ledgers]
    assert (np.diff(served) < 0).all()
    assert backlog(ledgers[2]).mean() > backlog(ledgers[0]).mean()
    wages = [set(ledger.of_kind(Kind.DESK_DAY)["cost_cents"].tolist()) for ledger in ledgers]
    assert wages == [{cents(2 * 7.0 * HOURLY_EUR)}] * 3, "the absent are paid"


def test_overtime_serves_more_and_costs_its_premium() -> None:
    usual = serve(one_task_an_order(0.9))
    more = serve(one_task_an_order(0.9, overtime_minutes=10.0, overtime_premium=0.5))
    assert (backlog(more) <= backlog(usual)).all()
    assert (day_of(more, Kind.CONTACT) <= day_of(usual, Kind.CONTACT)).all()
    assert backlog(more).mean() < backlog(usual).mean()
    minutes = worked(more) - CALL_MINUTES
    extra = np.where(minutes > 0.0, minutes, 0.0) * 1.5 * HOURLY_EUR * 100.0 / 60.0
    costs = more.of_kind(Kind.DESK_DAY)["cost_cents"]
    assert_array_equal(costs, cents(7.0 * HOURLY_EUR) + np.floor(extra + 0.5))
    assert minutes.max() == 10.0


def test_a_desk_that_is_never_full_changes_no_payment() -> None:
    """Time enough is as good as time without limit."""
    wide = simulated({"steps": CALLS, "desk": {"collectors": 50}})
    unlimited = simulated({"steps": CALLS})
    for kind in (Kind.PAYMENT_DECIDED, Kind.RECEIVED):
        assert_array_equal(wide.of_kind(kind), unlimited.of_kind(kind))
    assert (day_of(wide, Kind.CONTACT) < FAR).any()
