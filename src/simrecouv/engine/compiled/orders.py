"""ORDERS: credit control looks at each order, then it is invoiced, kept back or lost."""

from __future__ import annotations

from simrecouv.engine.codes import (
    DEPOSIT,
    DIRECT_DEBIT,
    DISPUTE,
    HOLD,
    LIMIT,
    REJECTED,
    TRANSFER,
    UNREACHABLE,
)
from simrecouv.engine.compiled.beds import leave, lie_down, put_to_bed, rise, room_for
from simrecouv.engine.compiled.common import ZERO, K, S, business_day, emit, sort_first
from simrecouv.engine.compiled.cover import begin as begin_cover
from simrecouv.engine.compiled.jit import lean
from simrecouv.engine.compiled.ladder import schedule, set_wake
from simrecouv.engine.compiled.records import LATENT, N_KEPT, NEXT_ORDER, PENDING, URGENT, WAITING
from simrecouv.engine.compiled.rules import (
    cause_of,
    discount_cents,
    healed,
    is_risky,
    order_verdict,
    proper_part_cents,
    takes_discount,
    uniform,
)
from simrecouv.units import BY_TERMS, NEVER, NO_RECORD, TICKS_PER_DAY, Phase

ORDERS = int(Phase.ORDERS)


@lean
def orders(day, luck, facts, parties, book, state, out):
    """Look at the orders of the day, and at those kept back until today, in their order."""
    counts, by_day, coming = state.counts, luck.by_day, state.coming
    n, last = counts[N_KEPT], counts[NEXT_ORDER]
    were_kept = n > 0
    while last < by_day.size and luck.orders[by_day[last]]["day"] <= day:
        coming[n] = by_day[last]
        n, last = n + 1, last + 1
    counts[NEXT_ORDER] = last
    if were_kept:
        sort_first(coming, n, state)
    fresh, n_fresh = state.fresh, 0
    for k in range(n):
        i = coming[k]
        order = luck.orders[i]
        customer = state.customers[order["customer"]]
        at = room_for(i, customer, state)
        invoice, file = state.invoices[at], state.files[at]
        if not take_order(day, facts, parties, book, out, i, order, customer, invoice, file):
            if invoice["flags"] & PENDING:
                put_to_bed(min(invoice["wake_day"], facts.end_day), i, at, facts, state)
            else:
                leave(i, state)
            continue
        if not lie_down(day, i, at, facts, state):
            fresh[n_fresh] = i
            n_fresh += 1
    rise(n_fresh, state)


@lean
def take_order(day, facts, parties, book, out, i, order, customer, invoice, file):
    """Invoice an order, keep it back once, or lose it; say whether it is invoiced."""
    tick, c, key = day * TICKS_PER_DAY + ORDERS, order["customer"], order["key"]
    plan, habits = book.prevention, facts.habits
    is_recorded = order["paid_day"] != NO_RECORD
    refusal = 0 if is_recorded else verdict(day, tick, book, out, order, customer)
    was_kept = invoice["flags"] & PENDING
    invoice["flags"] = 0
    is_held = refusal in (HOLD, LIMIT) and not was_kept
    if is_held and uniform(key, S.HELD_ORDER, ZERO) >= habits.held_lost_share:
        invoice["flags"] = PENDING
        invoice["wake_day"] = business_day(day + habits.held_delay_days, facts)
        emit(out, tick, c, i, K.ORDER_HELD, -1, invoice["wake_day"], 0, 0)
        return False
    share, segment = 0.0, customer["segment"]
    if not is_recorded and is_risky(
        customer["score"], plan.deposit_score, book.segments[segment]["deposit_segment"]
    ):
        share = plan.deposit_share
    is_asked = refusal == 0 and share > 0.0
    if is_asked and uniform(key, S.DEPOSIT, ZERO) < habits.deposit_refused_share:
        refusal = DEPOSIT
    if refusal > 0:
        emit(out, tick, c, i, K.ORDER_LOST, -1, refusal, 0, 0)
        return False
    issue(day, facts, book, order, customer, invoice)
    gross, due = order["gross_cents"], invoice["due_day"]
    premium = begin_cover(parties, book, customer, invoice, file)
    emit(out, tick, c, i, K.INVOICED, -1, due, gross, premium)
    deposit = proper_part_cents(gross, share) if share > 0.0 else 0
    if deposit > 0:
        emit(out, tick, c, i, K.RECEIVED, -1, 0, deposit, 0)
    invoice["open_cents"] = gross - deposit
    customer["owed_cents"] += gross - deposit
    schedule(book, facts.days, facts.first_day, invoice, file)
    if not is_recorded:
        meet_obstacle(day, facts, plan, invoice)
    set_wake(invoice)
    return True


@lean
def verdict(day, tick, book, out, order, customer):
    """Let credit control, the sales force and the customer decide: 0, or a refusal."""
    plan = book.prevention
    annoyance = healed(customer["annoyance"], day - customer["annoyed_day"])
    if not customer["has_left"] and annoyance >= customer["patience"]:
        customer["has_left"] = 1
        emit(out, tick, order["customer"], -1, K.CUSTOMER_LOST, -1, 0, 0, 0)
    fails_soon = customer["insolvency_day"] - day < plan.sales_horizon_days
    declined_share = plan.sales_hit_share if fails_soon else plan.sales_alarm_share
    segment = book.segments[customer["segment"]]
    return order_verdict(
        customer["has_left"] != 0 or customer["insolvency_day"] <= day,
        uniform(order["key"], S.SALES, ZERO) < declined_share,
        customer["score"],
        segment["min_score"],
        customer["holds"],
        customer["owed_cents"] + order["gross_cents"],
        segment["limit_cents"],
    )


@lean
def issue(day, facts, book, order, customer, invoice):
    """Fill in a new invoice."""
    segment, profile = customer["segment"], customer["profile"]
    plan, means, at = book.prevention, facts.means, day - facts.first_day
    stated = book.segments[segment]
    invoice["customer"], invoice["segment"] = order["customer"], segment
    invoice["profile"], invoice["score"], invoice["key"] = profile, customer["score"], order["key"]
    invoice["gross_cents"], invoice["issue_day"] = order["gross_cents"], day
    terms = segment
    if is_risky(customer["score"], plan.risk_score, stated["risk_segment"]):
        terms = segment + book.segments.size
    due, habit = book.due_day[terms, at], book.habit_day[terms, at]
    if order["due_day"] != BY_TERMS:
        due = habit = order["due_day"]
    invoice["due_day"], invoice["habit_day"] = due, habit
    invoice["issue_habit_day"] = invoice["habit_day"]
    invoice["flags"] = WAITING
    invoice["place"] = invoice["charge_place"] = invoice["agency"] = -1
    invoice["last_contact_day"] = invoice["last_charge_day"] = due
    invoice["received_day"] = invoice["recognised_day"] = NEVER
    invoice["forced_day"] = invoice["event_day"] = invoice["other_day"] = NEVER
    invoice["threshold"] = order["threshold"]
    invoice["means"] = customer["means"]
    if customer["mandate_u"] < stated["mandate_share"]:
        invoice["means"] = DIRECT_DEBIT
    invoice["is_recorded"] = order["paid_day"] != NO_RECORD
    if invoice["is_recorded"]:
        invoice["means"] = TRANSFER
    chosen = means[invoice["means"]]
    invoice["tempo"] = customer["frailty"] * chosen["ease"]
    if invoice["is_recorded"] or chosen["is_pulled"]:
        decided = order["paid_day"] if invoice["is_recorded"] else due
        invoice["threshold"] = UNREACHABLE
        invoice["flags"] |= URGENT
        invoice["forced_day"] = max(decided - 1, day)
    consider_discount(day, facts, book, order, customer, invoice)


@lean
def consider_discount(day, facts, book, order, customer, invoice):
    """Decide at once whether the discount is worth paying early, and able to be."""
    terms, offered = book.terms, book.segments[customer["segment"]]["discount_segment"] != 0
    offered = offered and not invoice["is_recorded"]
    discount = discount_cents(order["gross_cents"], terms.discount_rate, offered)
    deadline = day + terms.discount_days
    invoice["discount_cents"], invoice["discount_deadline"] = discount, deadline
    invoice["discount_run"] = -NEVER
    if discount <= 0 or invoice["flags"] & URGENT:
        return
    if takes_discount(
        terms.discount_rate,
        invoice["due_day"] - deadline,
        customer["reservation_rate"],
        order["process_u"],
        facts.profiles[customer["profile"]]["discount_process_share"],
    ):
        run = facts.last_run[customer["run_calendar"], deadline - facts.first_day]
        invoice["discount_run"] = run
        if run > day:
            invoice["forced_day"] = run - 1


@lean
def meet_obstacle(day, facts, plan, invoice):
    """Meet an obstacle, or none, when the invoice is issued."""
    key, habits, segment = invoice["key"], facts.habits, invoice["segment"]
    cause = cause_of(
        uniform(key, S.ERROR, ZERO),
        facts.error_share[segment] * plan.error_factor,
        uniform(key, S.ERROR_KIND, ZERO),
        habits.rejected_share,
        uniform(key, S.DISPUTE, ZERO),
        facts.profiles[invoice["profile"]]["dispute_share"] * plan.dispute_factor,
        facts.means[invoice["means"]]["is_pulled"] != 0,
    )
    invoice["cause"] = cause
    if cause == 0:
        return
    invoice["flags"] |= LATENT
    if cause == REJECTED:
        invoice["event_day"] = day + habits.notice_days
    if cause == DISPUTE:
        invoice["event_day"] = max(invoice["due_day"] + habits.surfaces_days, day + 1)
