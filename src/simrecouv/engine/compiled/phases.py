"""The phases of a day, one kernel each. They mirror the processes of the reference engine.

Kernels read `luck`, `facts` and `book`, modify `state`, and write rows of `LEDGER_DTYPE` in `out`
from row ``counts[ROWS]`` on, in canonical order within the phase.
"""

from __future__ import annotations

import numpy as np

from simrecouv.engine.compiled.jit import lean
from simrecouv.engine.compiled.ladder import (
    due_place,
    first_due,
    is_ours,
    schedule,
    schedule_charge,
    schedule_contact,
    set_wake,
)
from simrecouv.engine.compiled.layout import (
    CHARGED,
    FROZEN,
    MEMORY,
    RECEIVED,
    RECOGNISED,
    SHADOW,
    WAITING,
    WRITTEN_OFF,
)
from simrecouv.engine.compiled.rules import (
    between,
    daily_intensity,
    discount_cents,
    faded,
    hazard_index,
    interest_cents,
    is_blocked,
    part_cents,
    payment_run,
    takes_discount,
    uniform,
)
from simrecouv.engine.plan import LAST_STEP, STOCK_STEPS
from simrecouv.units import NEVER, TICKS_PER_DAY, Phase
from simrecouv.vocabulary import REACHED, WRONG, Kind
from simrecouv.world.addressing import Stream

# Plain integers: kernels read globals as constants.
WORLD, ORDERS, BANK = int(Phase.WORLD), int(Phase.ORDERS), int(Phase.BANK)
DUNNING, THIRD_PARTIES, CLOSE = int(Phase.DUNNING), int(Phase.THIRD_PARTIES), int(Phase.CLOSE)
K_INSOLVENCY, K_INVOICED = int(Kind.INSOLVENCY_OPENED), int(Kind.INVOICED)
K_REINSTATED, K_RECEIVED, K_DISCOUNT = (
    int(Kind.REINSTATED), int(Kind.RECEIVED), int(Kind.DISCOUNT),
)  # fmt: skip
K_CHARGES_RECEIVED, K_CHARGES_WAIVED = int(Kind.CHARGES_RECEIVED), int(Kind.CHARGES_WAIVED)
K_COMMISSION, K_RECOGNISED = int(Kind.COMMISSION), int(Kind.RECOGNISED)
K_CONTACT, K_REMINDED = int(Kind.CONTACT), int(Kind.REMINDED)
K_INTEREST, K_FEE = int(Kind.INTEREST), int(Kind.FEE)
K_PLACED, K_WRITTEN_OFF = int(Kind.PLACED), int(Kind.WRITTEN_OFF)
K_DECIDED, K_WOULD_HAVE_PAID = int(Kind.PAYMENT_DECIDED), int(Kind.WOULD_HAVE_PAID)
S_REACH = np.uint64(Stream.REACH)
#: What `State.counts` counts: invoices in `open` and in `awake`, orders invoiced, customers failed,
#: rows written.
N_OPEN, N_AWAKE, NEXT_ORDER, NEXT_FAILING, ROWS = 0, 1, 2, 3, 4


@lean
def emit(out, counts, tick, customer, invoice, kind, step, detail, amount, cost):  # type: ignore[no-untyped-def]
    """Write one row."""
    row = out[counts[ROWS]]
    row["tick"] = tick
    row["customer"] = customer
    row["invoice"] = invoice
    row["kind"] = kind
    row["step"] = step
    row["detail"] = detail
    row["amount_cents"] = amount
    row["cost_cents"] = cost
    counts[ROWS] += 1


@lean
def insolvencies(day, luck, state, out):  # type: ignore[no-untyped-def]
    """WORLD: proceedings open; what the customer owes and has not sent freezes."""
    counts, tick = state.counts, day * TICKS_PER_DAY + WORLD
    while counts[NEXT_FAILING] < luck.failing.size:
        c = luck.failing[counts[NEXT_FAILING]]
        customer = state.customers[c]
        if customer["insolvency_day"] > day:
            break
        counts[NEXT_FAILING] += 1
        emit(out, counts, tick, c, -1, K_INSOLVENCY, -1, 0, 0, 0)
        for i in range(customer["first_order"], customer["end_order"]):
            invoice = state.invoices[i]
            if luck.orders[i]["day"] >= day:
                break
            invoice["flags"] &= ~SHADOW
            if not invoice["flags"] & RECEIVED and invoice["received_day"] == NEVER:
                invoice["flags"] = (invoice["flags"] | FROZEN) & ~WAITING
                set_wake(invoice)


@lean
def orders(day, luck, facts, book, state, out):  # type: ignore[no-untyped-def]
    """ORDERS: invoice the day's orders and merge them into the list of open invoices."""
    counts, by_day, lots = state.counts, luck.by_day, luck.orders
    invoices, customers, days, profiles = (
        state.invoices,
        state.customers,
        facts.days,
        facts.profiles,
    )
    due_days, habit_days, discounts = book.due_day, book.habit_day, book.discounts
    last_runs, first_day, rate = facts.last_run, facts.first_day, book.discount_rate
    at, tick, first = day - first_day, day * TICKS_PER_DAY + ORDERS, counts[NEXT_ORDER]
    deadline, last = day + book.discount_days, first
    bedside, fresh, n, run_in = state.bedside, state.fresh, 0, facts.run_in_day
    latest = bedside.size - 1
    while last < by_day.size and lots[by_day[last]]["day"] <= day:
        i = by_day[last]
        last += 1
        order, invoice = lots[i], invoices[i]
        c = order["customer"]
        customer = customers[c]
        segment, profile = customer["segment"], customer["profile"]
        invoice["customer"], invoice["segment"], invoice["profile"] = c, segment, profile
        invoice["threshold"], invoice["frailty"] = order["threshold"], customer["frailty"]
        invoice["gross_cents"], invoice["issue_day"] = order["gross_cents"], day
        due = due_days[segment, at]
        invoice["due_day"], invoice["habit_day"] = due, habit_days[segment, at]
        invoice["flags"] = WAITING
        invoice["place"] = invoice["charge_place"] = invoice["agency"] = -1
        invoice["last_contact_day"] = invoice["last_charge_day"] = due
        invoice["received_day"] = invoice["recognised_day"] = NEVER
        discount = discount_cents(order["gross_cents"], rate, discounts[segment])
        invoice["discount_cents"], invoice["discount_deadline"] = discount, deadline
        invoice["forced_day"] = -NEVER
        # The customer considers the discount at once.
        if discount > 0 and takes_discount(
            rate,
            due - deadline,
            customer["reservation_rate"],
            order["process_u"],
            profiles[profile]["process_share"],
        ):
            run = last_runs[customer["run_calendar"], deadline - first_day]
            invoice["forced_day"] = run - 1
        emit(out, counts, tick, c, i, K_INVOICED, -1, due, order["gross_cents"], 0)
        schedule(book, days, first_day, invoice)
        sleeps_until = sleep_day(invoice, profiles[profile]["first_day"])
        if sleeps_until > day:
            invoice["next_asleep"] = bedside[min(sleeps_until - run_in, latest)]
            bedside[min(sleeps_until - run_in, latest)] = i
        else:
            fresh[n] = i
            n += 1
    counts[NEXT_ORDER] = last
    i = bedside[day - run_in]
    while i >= 0:
        fresh[n] = i
        n += 1
        i = invoices[i]["next_asleep"]
    sort_first(fresh, n)
    merge(fresh, n, state.open, counts, N_OPEN)
    woken = 0
    for k in range(n):
        if invoices[fresh[k]]["wake_day"] <= day:
            fresh[woken] = fresh[k]
            woken += 1
    merge(fresh, woken, state.awake, counts, N_AWAKE)


@lean
def sleep_day(invoice, accrues_from):  # type: ignore[no-untyped-def]
    """Day until which nothing at all happens to an invoice just issued."""
    sleeps_until = min(invoice["habit_day"] + accrues_from, invoice["wake_day"])
    if invoice["forced_day"] >= invoice["issue_day"]:
        sleeps_until = min(sleeps_until, invoice["forced_day"])
    return sleeps_until


@lean
def sort_first(numbers, n):  # type: ignore[no-untyped-def]
    """Sort the first `n` numbers in place (Shell's sort: nothing is allocated)."""
    gap = 1
    while gap < n // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for k in range(gap, n):
            number, at = numbers[k], k
            while at >= gap and numbers[at - gap] > number:
                numbers[at] = numbers[at - gap]
                at -= gap
            numbers[at] = number
        gap //= 3


@lean
def merge(fresh, n, listed, counts, which):  # type: ignore[no-untyped-def]
    """Merge `n` sorted numbers into a sorted list whose length is ``counts[which]``."""
    kept, new = counts[which] - 1, n - 1
    at = kept + n
    counts[which] = at + 1
    while new >= 0:
        if kept >= 0 and listed[kept] > fresh[new]:
            listed[at] = listed[kept]
            kept -= 1
        else:
            listed[at] = fresh[new]
            new -= 1
        at -= 1


@lean
def bank(day, luck, facts, state, out):  # type: ignore[no-untyped-def]
    """BANK: receipts, and their matching."""
    tick, invoices, awake = day * TICKS_PER_DAY + BANK, state.invoices, state.awake
    counts, lots, profiles = state.counts, luck.orders, facts.profiles
    commission_rate = facts.commission_rate
    recognition_day = max(day, facts.days[day - facts.first_day]["recognition"])
    for k in range(counts[N_AWAKE]):
        i = awake[k]
        invoice = invoices[i]
        if not invoice["flags"] & RECEIVED and invoice["received_day"] == day:
            share, agency = profiles[invoice["profile"]]["charges_share"], invoice["agency"]
            rate = commission_rate[agency] if agency >= 0 else 0.0
            receive(tick, lots[i]["charges_u"] < share, rate, counts, out, i, invoice)
            invoice["recognised_day"] = recognition_day
        if invoice["recognised_day"] == day:
            invoice["flags"] |= RECOGNISED
            emit(out, counts, tick, invoice["customer"], i, K_RECOGNISED, -1, 0, 0, 0)
        set_wake(invoice)


@lean
def receive(tick, pays_charges, commission_rate, counts, out, i, invoice):  # type: ignore[no-untyped-def]
    """Book a receipt: principal, discount, charges, commission."""
    c, gross = invoice["customer"], invoice["gross_cents"]
    invoice["flags"] |= RECEIVED
    in_time = invoice["run_day"] <= invoice["discount_deadline"]
    discount = invoice["discount_cents"] if in_time else 0
    if invoice["flags"] & WRITTEN_OFF:
        emit(out, counts, tick, c, i, K_REINSTATED, -1, 0, gross, 0)
    paid = gross - discount
    emit(out, counts, tick, c, i, K_RECEIVED, -1, 0, paid, 0)
    if discount > 0:
        emit(out, counts, tick, c, i, K_DISCOUNT, -1, 0, discount, 0)
    charges = invoice["charges_cents"]
    if charges > 0:
        kind = K_CHARGES_RECEIVED if pays_charges else K_CHARGES_WAIVED
        emit(out, counts, tick, c, i, kind, -1, 0, charges, 0)
        paid += charges if pays_charges else 0
        invoice["charges_cents"] = 0
    agency = invoice["agency"]
    if agency >= 0:
        fee = part_cents(paid, commission_rate)
        emit(out, counts, tick, c, i, K_COMMISSION, -1, agency, 0, fee)


@lean
def dunning(day, facts, book, state, out):  # type: ignore[no-untyped-def]
    """DUNNING: customer by customer, one message at the highest due step, then late charges."""
    days, first_day = facts.days, facts.first_day
    if not days[day - first_day]["works"]:
        return
    tick, contacts, gains = day * TICKS_PER_DAY + DUNNING, book.contacts, book.gain
    invoices, customers, counts = state.invoices, state.customers, state.counts
    awake, places, ring = state.awake, state.places, state.contact_days
    most, gap, first = book.max_contacts, book.min_gap_days, 0
    n_awake = counts[N_AWAKE]
    while first < n_awake:
        c = invoices[awake[first]]["customer"]
        # === Which step is due for each invoice of the customer ===
        last, highest, carrier, is_charged = first, -1, -1, False
        while last < n_awake and invoices[awake[last]]["customer"] == c:
            invoice = invoices[awake[last]]
            places[last] = -1
            if is_ours(invoice):
                is_charged |= invoice["charge_day"] <= day
                if invoice["contact_day"] <= day:
                    month_end = days[invoice["due_day"] - first_day]["month_end"]
                    places[last] = due_place(
                        contacts, contacts, invoice["place"], invoice["repeats"],
                        invoice["last_contact_day"], invoice, month_end, day,
                    )  # fmt: skip
                    if places[last] > highest:
                        highest, carrier = places[last], last
            last += 1
        # === One message, unless limits per customer forbid it ===
        customer, reached = customers[c], False
        if highest >= 0:
            n = customer["n_contacts"]
            latest = ring[c, (n - 1) % MEMORY] if n > 0 else -NEVER
            limiting = ring[c, (n - most) % MEMORY] if n >= most else -NEVER
            if is_blocked(day, latest, gap, limiting):
                highest = -1
            else:
                draw = uniform(customer["key"], S_REACH, np.uint64(day))
                reached = draw < contacts[highest, 0]["reach"]
                ring[c, n % MEMORY] = day
                customer["n_contacts"] = n + 1
        # === Each due invoice advances by its own step; late charges follow ===
        if highest < 0 and not is_charged:
            first = last
            continue
        for k in range(first, last):
            i, place = awake[k], places[k]
            invoice = invoices[i]
            if highest >= 0 and place >= 0:
                cost = contacts[highest, 0]["cost_cents"] if k == carrier else 0
                kind = K_CONTACT if k == carrier else K_REMINDED
                gain = gains[highest, invoice["profile"]] if reached else 0.0
                wrong = WRONG if invoice["flags"] & RECEIVED else 0
                detail = wrong + (REACHED if reached else 0)
                emit(out, counts, tick, c, i, kind, contacts[place, 0]["step"], detail, 0, cost)
                advance(day, place, gain, invoice)
                if book.follows_contacts:
                    schedule(book, days, first_day, invoice)
                else:
                    month_end = days[invoice["due_day"] - first_day]["month_end"]
                    schedule_contact(contacts, month_end, invoice)
                    set_wake(invoice)
            is_open = is_ours(invoice) and not invoice["flags"] & RECEIVED
            if is_open and invoice["charge_day"] <= day:
                month_end = days[invoice["due_day"] - first_day]["month_end"]
                charge(day, month_end, book, counts, out, i, invoice)
                schedule_charge(contacts, book.charges, month_end, invoice)
                set_wake(invoice)
        first = last


@lean
def advance(day, place, gain, invoice):  # type: ignore[no-untyped-def]
    """Execute one invoice's step with the customer's message."""
    invoice["stock"] += gain
    invoice["repeats"] = invoice["repeats"] + 1 if place == invoice["place"] else 0
    invoice["place"] = place
    invoice["last_contact_day"] = day


@lean
def charge(day, month_end, book, counts, out, i, invoice):  # type: ignore[no-untyped-def]
    """Bill late interest since due or the last charge, and the indemnity the first time."""
    c, place, tick = invoice["customer"], invoice["charge_place"], day * TICKS_PER_DAY + DUNNING
    new = due_place(
        book.contacts, book.charges, place, invoice["charge_repeats"],
        invoice["last_charge_day"], invoice, month_end, day,
    )  # fmt: skip
    step = book.charges[new, 0]["step"]
    interest = interest_cents(
        invoice["gross_cents"], book.annual_rate, day - invoice["last_charge_day"]
    )
    indemnity = 0 if invoice["flags"] & CHARGED else book.indemnity_cents
    if interest > 0:
        emit(out, counts, tick, c, i, K_INTEREST, step, 0, interest, 0)
    if indemnity > 0:
        emit(out, counts, tick, c, i, K_FEE, step, 0, indemnity, 0)
    invoice["flags"] |= CHARGED
    invoice["charges_cents"] += interest + indemnity
    invoice["charge_repeats"] = invoice["charge_repeats"] + 1 if new == place else 0
    invoice["charge_place"] = new
    invoice["last_charge_day"] = day


@lean
def third_parties(day, facts, book, state, out):  # type: ignore[no-untyped-def]
    """THIRD_PARTIES: placement with an agency, write-off."""
    if not facts.days[day - facts.first_day]["works"]:
        return
    contacts, placements, tick = book.contacts, book.placements, day * TICKS_PER_DAY + THIRD_PARTIES
    invoices, awake, days, first_day = state.invoices, state.awake, facts.days, facts.first_day
    counts = state.counts
    for k in range(counts[N_AWAKE]):
        i = awake[k]
        invoice = invoices[i]
        if invoice["flags"] & RECEIVED:
            continue
        c, gross = invoice["customer"], invoice["gross_cents"]
        month_end = days[invoice["due_day"] - first_day]["month_end"]
        is_free = invoice["agency"] < 0 and not invoice["flags"] & FROZEN
        if is_free and invoice["placement_day"] <= day:
            step = placements[first_due(contacts, placements, invoice, month_end, day), 0]
            invoice["agency"], invoice["alone"] = step["agency"], invoice["accrued"]
            emit(out, counts, tick, c, i, K_PLACED, step["step"], step["agency"], gross, 0)
        if invoice["write_off_day"] <= day and not invoice["flags"] & WRITTEN_OFF:
            w = first_due(contacts, book.write_offs, invoice, month_end, day)
            invoice["flags"] |= WRITTEN_OFF
            step = book.write_offs[w, 0]
            emit(out, counts, tick, c, i, K_WRITTEN_OFF, step["step"], 0, gross, 0)
        set_wake(invoice)


@lean
def close(day, facts, state, out):  # type: ignore[no-untyped-def]
    """CLOSE: intensities accrue, customers decide; invoices whose life is over leave the list.

    The loop calls scalar rules only: an array handed to a helper, or read from a tuple, would
    count references once per invoice and day, and cost more than the accrual itself.
    """
    invoices, listed, counts, n = state.invoices, state.open, state.counts, 0
    hazard, multipliers, agencies = facts.hazard, facts.contact_multiplier, facts.agency_intensity
    first, size, decay = facts.hazard_first, facts.hazard.shape[1], facts.decay
    customers, profiles, days, first_day = (
        state.customers,
        facts.profiles,
        facts.days,
        facts.first_day,
    )
    awake, n_awake, bedside = state.awake, 0, state.bedside
    run_in, latest = facts.run_in_day, bedside.size - 1
    next_runs, last_runs, tick = facts.next_run, facts.last_run, day * TICKS_PER_DAY + CLOSE
    for k in range(counts[N_OPEN]):
        i = listed[k]
        invoice = invoices[i]
        flags = invoice["flags"]
        if flags & (WAITING | SHADOW):
            # === Accrue ===
            stock, profile, agency = invoice["stock"], invoice["profile"], invoice["agency"]
            index = hazard_index(day, invoice["habit_day"], first, size)
            intensity = 0.0
            if index >= 0:
                multiplier = 1.0
                if stock > 0.0:
                    at = min(stock * STOCK_STEPS, LAST_STEP)
                    low = int(at)
                    multiplier = between(multipliers[low], multipliers[low + 1], at - low)
                intensity = daily_intensity(hazard[profile, index], invoice["frailty"], multiplier)
            if stock > 0.0:
                invoice["stock"] = faded(stock, decay)
            accrued = invoice["accrued"] + intensity
            if agency >= 0:
                invoice["alone"] += intensity
                accrued = invoice["accrued"] + (intensity + agencies[agency, profile])
            if flags & WAITING:
                invoice["accrued"] = accrued
                if accrued >= invoice["threshold"] or day == invoice["forced_day"]:
                    # === Decide: run and receipt follow, unless proceedings open ===
                    customer, habit = (
                        customers[invoice["customer"]],
                        invoice["habit_day"] - first_day,
                    )
                    calendar = customer["run_calendar"]
                    run = payment_run(
                        profiles[profile]["pays"],
                        day,
                        next_runs[calendar, day + 1 - first_day],
                        last_runs[calendar, habit],
                        next_runs[calendar, habit],
                        invoice["forced_day"] + 1,
                    )
                    invoice["run_day"] = run
                    if run < customer["insolvency_day"]:
                        invoice["received_day"] = days[run - first_day]["arrival"]
                    flags = (flags & ~WAITING) | (SHADOW if agency >= 0 else 0)
                    invoice["flags"] = flags
                    c, gross = invoice["customer"], invoice["gross_cents"]
                    emit(out, counts, tick, c, i, K_DECIDED, -1, run, gross, 0)
                    set_wake(invoice)
            if flags & SHADOW and invoice["alone"] >= invoice["threshold"]:
                # === It would have been decided today without the agency ===
                flags &= ~SHADOW
                invoice["flags"] = flags
                c, gross = invoice["customer"], invoice["gross_cents"]
                emit(out, counts, tick, c, i, K_WOULD_HAVE_PAID, -1, 0, gross, 0)
        # === Stay, be awake tomorrow, or sleep: nothing accrues and nothing is due ===
        is_over = flags & RECOGNISED and not flags & SHADOW
        if is_over or (flags & FROZEN and flags & WRITTEN_OFF):
            continue
        if flags & (WAITING | SHADOW) or invoice["wake_day"] <= day + 1:
            listed[n] = i
            n += 1
            if invoice["wake_day"] <= day + 1:
                awake[n_awake] = i
                n_awake += 1
        else:
            at_side = min(invoice["wake_day"] - run_in, latest)
            invoice["next_asleep"] = bedside[at_side]
            bedside[at_side] = i
    counts[N_OPEN], counts[N_AWAKE] = n, n_awake
