"""DUNNING and DESK: one message per customer at its highest due step, and what telling it does."""

from __future__ import annotations

import numpy as np

from simrecouv.engine.codes import COLLECTORS_MOST, PLAN, REJECTED, SETTLEMENT
from simrecouv.engine.compiled.acts import act
from simrecouv.engine.compiled.common import ZERO, K, S, annoy, business_day, emit
from simrecouv.engine.compiled.files import renew
from simrecouv.engine.compiled.jit import lean
from simrecouv.engine.compiled.ladder import (
    due_place,
    is_ours,
    is_suspended,
    schedule,
    schedule_contact,
    set_wake,
)
from simrecouv.engine.compiled.records import (
    HAD_PLAN,
    IN_PLAN,
    LATENT,
    MEMORY,
    N_AWAKE,
    N_TASKS,
    PROMISED,
    RECEIVED,
    SETTLING,
    SHADOWED,
    STOPPED,
    URGENT,
    WAITING,
    WAS_PLACED,
)
from simrecouv.engine.compiled.rules import (
    annoyance_points,
    fits,
    free_day,
    overtime_cents,
    priority,
    proper_part_cents,
    round_cents,
    uniform,
)
from simrecouv.engine.compiled.world import surface
from simrecouv.units import NEVER, TICKS_PER_DAY, Phase
from simrecouv.vocabulary import REACHED, WRONG

DUNNING, DESK = int(Phase.DUNNING), int(Phase.DESK)


@lean
def dunning(day, facts, parties, book, state, out):
    """Send each customer its message, if it needs no collector; then charge and hold."""
    days, first_day, counts = facts.days, facts.first_day, state.counts
    counts[N_TASKS] = 0
    if not days[day - first_day]["works"]:
        return
    tick, contacts = day * TICKS_PER_DAY + DUNNING, book.contacts
    if book.prevention.cost_cents > 0:
        cost = book.prevention.cost_cents
        emit(out, tick, -1, -1, K.PREVENTION_COST, -1, 0, 0, cost)
    invoices, slot, awake, places = state.invoices, state.slot, state.awake, state.places
    runs, first, n_awake = book.is_run_day[day - first_day], 0, counts[N_AWAKE]
    while first < n_awake:
        c = invoices[slot[awake[first]]]["customer"]
        # === Which step is due for each invoice of the customer ===
        last, highest, carrier, is_act_due = first, -1, -1, False
        while last < n_awake and invoices[slot[awake[last]]]["customer"] == c:
            invoice = invoices[slot[awake[last]]]
            places[last] = -1
            if is_ours(invoice) and not is_suspended(invoice):
                is_act_due |= invoice["charge_day"] <= day or invoice["hold_day"] <= day
                if invoice["contact_day"] <= day:
                    month_end = days[invoice["due_day"] - first_day]["month_end"]
                    places[last] = due_place(
                        contacts, contacts, invoice["place"], invoice["repeats"],
                        invoice["last_contact_day"], invoice, month_end, day,
                    )  # fmt: skip
                    if places[last] > highest:
                        highest, carrier = places[last], last
            last += 1
        # === One message, unless limits per customer forbid it; then charges and holds ===
        is_told, reached = False, False
        free = free_day_of(c, book.terms, state) if highest >= 0 else day
        if free > day:
            wait(free, first, last, state)
        elif highest >= 0:
            if contacts[highest, 0]["by_desk"]:
                add_task(day, c, first, last, highest, carrier, book.desk.worklist, state)
            elif runs:
                is_told = True
                reached = reach(day, tick, c, first, last, highest, facts, book, state, out)
        for k in range(first, last):
            if is_told and places[k] >= 0:
                tell(day, tick, k, highest, k == carrier, reached, facts, parties, book, state, out)
            if is_act_due:
                act(day, tick, facts, book, state, out, awake[k])
        first = last


@lean
def wait(free, first, last, state):
    """Let the invoices due for a step wait until their customer may be told again."""
    for k in range(first, last):
        if state.places[k] >= 0:
            invoice = state.invoices[state.slot[state.awake[k]]]
            invoice["contact_day"] = free
            set_wake(invoice)


@lean
def free_day_of(c, terms, state):
    """First day on which limits per customer allow a message."""
    n, ring, most = state.customers[c]["n_contacts"], state.contact_days, terms.max_contacts
    latest = ring[c, (n - 1) % MEMORY] if n > 0 else -NEVER
    limiting = ring[c, (n - most) % MEMORY] if n >= most else -NEVER
    return free_day(latest, terms.min_gap_days, limiting)


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


@lean
def reach(day, tick, c, first, last, highest, facts, book, state, out):
    """Try to reach a customer with a message: remember it, and how it is taken."""
    invoices, slot, awake, places = state.invoices, state.slot, state.awake, state.places
    customer, step = state.customers[c], book.contacts[highest, 0]
    reached = uniform(customer["key"], S.REACH, np.uint64(day)) < step["reach"]
    is_wrong = False
    for k in range(first, last):
        is_wrong |= places[k] >= 0 and invoices[slot[awake[k]]]["flags"] & RECEIVED != 0
    offend(day, tick, c, is_wrong, facts.habits, step["points"], state, out)
    n = customer["n_contacts"]
    state.contact_days[c, n % MEMORY] = day
    customer["n_contacts"] = n + 1
    return reached


@lean
def tell(day, tick, k, highest, carries, reached, facts, parties, book, state, out):
    """Let one invoice advance by its own step, with the effect of the message."""
    contacts, i, place = book.contacts, state.awake[k], state.places[k]
    at = state.slot[i]
    invoice = state.invoices[at]
    c = invoice["customer"]
    cost = contacts[highest, 0]["cost_cents"] if carries else 0
    kind = K.CONTACT if carries else K.REMINDED
    wrong = WRONG if invoice["flags"] & RECEIVED else 0
    detail = wrong + (REACHED if reached else 0)
    emit(out, tick, c, i, kind, contacts[place, 0]["step"], detail, 0, cost)
    invoice["repeats"] = invoice["repeats"] + 1 if place == invoice["place"] else 0
    invoice["place"], invoice["last_contact_day"] = place, day
    if reached:
        customer, file = state.customers[c], state.files[at]
        hear(day, tick, highest, facts, parties, book, customer, out, i, invoice, file)
    if book.follows_contacts:
        schedule(book, facts.days, facts.first_day, invoice, state.files[at])
    else:
        month_end = facts.days[invoice["due_day"] - facts.first_day]["month_end"]
        schedule_contact(contacts, month_end, invoice)
        set_wake(invoice)


@lean
def offend(day, tick, c, is_wrong, habits, points, state, out):
    """Cost goodwill: more when undeserved or when messages crowd; some customers complain."""
    customer, n = state.customers[c], state.customers[c]["n_contacts"]
    is_crowded = n > 0 and day - state.contact_days[c, (n - 1) % MEMORY] <= habits.crowded_days
    points = annoyance_points(
        points, is_wrong, habits.undeserved_factor, is_crowded, habits.crowded_factor
    )
    annoy(points * habits.healing_days, day, customer)
    draw = uniform(customer["key"], S.COMPLAINT, np.uint64(day))
    if draw < points * habits.complaints_per_point:
        emit(out, tick, c, -1, K.COMPLAINT, -1, 0, 0, 0)


@lean
def hear(day, tick, place, facts, parties, book, customer, out, i, invoice, file):
    """Let a reached customer say what is wrong, or else lean towards paying and negotiate."""
    flags, profile = invoice["flags"], facts.profiles[invoice["profile"]]
    if flags & LATENT and invoice["cause"] != REJECTED:
        surface(day, tick, facts, out, i, invoice, file)
        return
    gain = book.gain[place, invoice["profile"]]
    invoice["stock"] += gain
    if flags & WAS_PLACED and not flags & SHADOWED:
        file["alone_stock"] += gain
    if day < invoice["due_day"] or not flags & WAITING or flags & STOPPED:
        return
    step, c, key, amount = (
        book.contacts[place, 0],
        invoice["customer"],
        invoice["key"],
        invoice["open_cents"],
    )
    offer = step["offer"]
    if offer == PLAN and uniform(key, S.PLAN, ZERO) < profile["plan_accepted_share"]:
        n = book.terms.instalments
        emit(out, tick, c, i, K.PLAN_AGREED, -1, n, amount, 0)
        invoice["flags"] |= HAD_PLAN
        begin_plan(day, n, book.terms.instalment_days, facts, parties, invoice, file)
    elif (
        offer == SETTLEMENT
        and uniform(key, S.SETTLEMENT, ZERO) < profile["settlement_accepted_share"]
    ):
        concession = proper_part_cents(amount, book.terms.settlement_rate)
        if concession > 0:
            emit(out, tick, c, i, K.SETTLEMENT_AGREED, -1, 0, concession, 0)
            invoice["concession_cents"], invoice["forced_day"] = concession, day
            invoice["flags"] |= URGENT | SETTLING
    elif uniform(customer["key"], S.PROMISE, np.uint64(day)) < step["promise_share"]:
        invoice["event_day"] = business_day(day + facts.habits.promise_days, facts)
        invoice["flags"] |= PROMISED
        emit(out, tick, c, i, K.PROMISED, -1, invoice["event_day"], amount, 0)


@lean
def begin_plan(day, n, every_days, facts, parties, invoice, file):
    """Wait for instalments, agreed or granted by a judge; the debt is recognised."""
    invoice["flags"] |= IN_PLAN
    renew(day, parties.statutes, invoice, file)
    invoice["agreed_day"], invoice["every_days"] = day, every_days
    invoice["instalments"], invoice["instalment"] = n, 1
    invoice["instalment_cents"] = invoice["open_cents"] // n
    invoice["received_day"] = business_day(day + every_days, facts)
