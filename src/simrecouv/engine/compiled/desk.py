"""DESK: collectors serve the worklist of messages while their day lasts."""

from __future__ import annotations

import numpy as np

from simrecouv.engine.codes import COLLECTORS_MOST
from simrecouv.engine.compiled.common import K, S, emit
from simrecouv.engine.compiled.jit import lean
from simrecouv.engine.compiled.messages import reach, tell
from simrecouv.engine.compiled.records import N_TASKS
from simrecouv.engine.compiled.rules import fits, overtime_cents, priority, round_cents, uniform
from simrecouv.units import NEVER, TICKS_PER_DAY, Phase

DESK = int(Phase.DESK)


@lean
def add_task(day, c, first, last, highest, carrier, worklist, state):
    """Put a message on the desk's worklist."""
    oldest, amount, amount_age = -NEVER, 0, 0
    for k in range(first, last):
        if state.places[k] >= 0:
            invoice = state.invoices[state.slot[state.awake[k]]]
            age = day - invoice["due_day"]
            oldest = max(oldest, age)
            amount += invoice["open_cents"]
            amount_age += invoice["open_cents"] * max(age, 0)
    n, score = state.counts[N_TASKS], state.customers[c]["score"]
    task = state.tasks[n]
    task["customer"], task["first"], task["last"] = c, first, last
    task["highest"], task["carrier"] = highest, carrier
    task["priority"] = priority(worklist, oldest, amount, amount_age, score)
    state.counts[N_TASKS] = n + 1


@lean
def desk(day, luck, facts, parties, book, state, out):
    """Serve the worklist, the most urgent customer first, while time is left."""
    plan, tasks, n = book.desk, state.tasks, state.counts[N_TASKS]
    tick = day * TICKS_PER_DAY + DESK
    for k in range(n):
        tasks[k]["is_served"] = not plan.is_limited
    if plan.is_limited and facts.days[day - facts.first_day]["works"]:
        present = 0
        for k in range(plan.collectors):
            at = np.uint64(day * COLLECTORS_MOST + k)
            present += uniform(luck.root, S.ABSENCE, at) >= plan.absence_rate
        regular, most = present * plan.minutes, present * plan.overtime_minutes
        rank(tasks, n, state.ranking)
        used, left = 0.0, 0
        for k in range(n):
            task = tasks[state.ranking[k]]
            minutes = book.contacts[task["highest"], 0]["minutes"]
            if fits(used, minutes, regular + most):
                task["is_served"] = 1
                used += minutes
            else:
                left += 1
        cost = plan.wages_cents + round_cents(
            overtime_cents(used, regular, plan.overtime_cents_per_minute)
        )
        emit(out, tick, -1, -1, K.DESK_DAY, -1, left, 0, cost)
    for k in range(n):
        if tasks[k]["is_served"]:
            send(day, tick, tasks[k], facts, parties, book, state, out)


@lean
def rank(tasks, n, ranking):
    """Sort tasks by priority, then by customer (Shell's sort: nothing is allocated)."""
    for k in range(n):
        ranking[k] = k
    gap = 1
    while gap < n // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for k in range(gap, n):
            one, at = ranking[k], k
            while at >= gap and comes_before(tasks, one, ranking[at - gap]):
                ranking[at] = ranking[at - gap]
                at -= gap
            ranking[at] = one
        gap //= 3


@lean
def comes_before(tasks, one, other):
    """Whether a task is served before another."""
    if tasks[one]["priority"] != tasks[other]["priority"]:
        return tasks[one]["priority"] > tasks[other]["priority"]
    return one < other


@lean
def send(day, tick, task, facts, parties, book, state, out):
    """Send a message of the worklist."""
    c, first, last, highest = task["customer"], task["first"], task["last"], task["highest"]
    reached = reach(day, tick, c, first, last, highest, facts, book, state, out)
    for k in range(first, last):
        if state.places[k] >= 0:
            carries = k == task["carrier"]
            tell(day, tick, k, highest, carries, reached, facts, parties, book, state, out)
