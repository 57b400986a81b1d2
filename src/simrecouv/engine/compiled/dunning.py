"""DUNNING: which step is due for whom, and one message per customer; then charges and holds."""

from __future__ import annotations

from simrecouv.engine.compiled.acts import act
from simrecouv.engine.compiled.common import K, emit
from simrecouv.engine.compiled.desk import add_task
from simrecouv.engine.compiled.jit import lean
from simrecouv.engine.compiled.ladder import due_place, is_ours, is_suspended, set_wake
from simrecouv.engine.compiled.messages import reach, tell
from simrecouv.engine.compiled.records import MEMORY, N_AWAKE, N_TASKS
from simrecouv.engine.compiled.rules import free_day
from simrecouv.units import NEVER, TICKS_PER_DAY, Phase

DUNNING = int(Phase.DUNNING)


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
            put_off(free, first, last, state)
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
def put_off(free, first, last, state):
    """Put off the step of each invoice until its customer may be told again."""
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
