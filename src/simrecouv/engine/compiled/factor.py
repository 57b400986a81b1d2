"""Factoring, compiled. Mirrors `simrecouv.engine.reference.factor`."""

from __future__ import annotations

from simrecouv.engine.codes import DISPUTE
from simrecouv.engine.compiled.common import K, emit
from simrecouv.engine.compiled.files import press
from simrecouv.engine.compiled.jit import lean
from simrecouv.engine.compiled.ladder import first_due
from simrecouv.engine.compiled.records import DISPUTED, FACTORED, SOLD, WAS_FACTORED
from simrecouv.engine.compiled.rules import factor_interest_cents, part_cents
from simrecouv.units import NEVER


@lean
def assign(day, tick, month_end, parties, book, out, i, customer, invoice, file):
    """Assign an invoice to the factor of the first factoring step that is due."""
    which = first_due(book.contacts, book.assignments, 0, invoice, month_end, day)
    step, c, amount = book.assignments[which, 0], invoice["customer"], invoice["open_cents"]
    number = step["party"]
    terms = parties.factors[number]
    kind = K.FACTORED if terms["recourse"] else K.SOLD
    emit(out, tick, c, i, kind, step["step"], number, amount, 0)
    if not terms["recourse"]:
        invoice["flags"] |= SOLD
        file["sold_cents"] = amount
        customer["owed_cents"] -= amount
    advance = part_cents(amount, terms["advance_rate"])
    cost = part_cents(amount, terms["commission_rate"])
    funded = parties.funded_day[number, day - parties.first_day]
    emit(out, tick, c, i, K.FACTOR_FUNDED, -1, funded, advance, cost)
    file["advance_cents"], file["at_factor_cents"] = advance, 0
    file["factor"], file["factored_day"] = number, day
    file["factor_day"] = max(invoice["due_day"] + terms["recourse_days"], day + 1)
    invoice["flags"] |= FACTORED | WAS_FACTORED
    intensity = parties.factor_intensity[number, invoice["profile"]]
    press(intensity, max(invoice["due_day"] + 1, day), invoice, file)


@lean
def settle(day, tick, parties, out, i, invoice, file):
    """Settle the account of an invoice: what is held back comes, or the advance goes back."""
    number, advance, interest = file["factor"], file["advance_cents"], 0
    owed = file["sold_cents"] if invoice["flags"] & SOLD else file["at_factor_cents"]
    amount = owed - advance - file["released_cents"]
    if not file["was_settled"]:
        rate = parties.factors[number]["interest_rate"]
        interest = factor_interest_cents(advance, rate, day - file["factored_day"])
    elif amount == 0:
        return
    settled, c = parties.settled_day[number, day - parties.first_day], invoice["customer"]
    emit(out, tick, c, i, K.FACTOR_SETTLED, -1, settled, amount, interest)
    file["released_cents"] += amount
    file["was_settled"], file["factor_day"] = 1, NEVER


@lean
def settle_unpaid(day, tick, parties, out, i, customer, invoice, file):
    """Settle before the customer has paid: with recourse, or on a dispute, all comes back."""
    flags = invoice["flags"]
    is_contested = flags & DISPUTED and invoice["cause"] == DISPUTE
    comes_back = is_contested or not flags & SOLD
    if comes_back and flags & SOLD:
        buy_back(tick, invoice["open_cents"], out, i, customer, invoice, file)
    settle(day, tick, parties, out, i, invoice, file)
    file["factor_day"] = NEVER
    if comes_back:
        invoice["flags"] &= ~(FACTORED | SOLD)
        file["press"] = 0.0


@lean
def buy_back(tick, amount, out, i, customer, invoice, file):
    """Take principal back from the factor that bought it."""
    if amount > 0:
        emit(out, tick, invoice["customer"], i, K.BOUGHT_BACK, -1, 0, amount, 0)
        file["sold_cents"] -= amount
        customer["owed_cents"] += amount
