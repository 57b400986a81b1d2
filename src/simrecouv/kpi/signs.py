"""Which kinds of event move which money, and with what sign.

A payment that the bank takes back counts against what was received, on the day when it is taken.
Two readings of an invoice are kept apart. *Cash* is what the customer, or a guarantor in its
place, pays for the principal, whoever receives it and before any commission: recovery. *Settled* is
what the creditor no longer waits for: an invoice financed with recourse stays until its customer
pays, one sold without recourse leaves on the day of the sale.
"""

from __future__ import annotations

from simrecouv.vocabulary import Kind

#: What the customer pays for the principal to us, to our agents or to a factor, rejections off.
CUSTOMER_CASH = {Kind.RECEIVED: +1, Kind.PAYMENT_REJECTED: -1, Kind.PAID_TO_FACTOR: +1}
#: The same, and what a guarantor pays in its place: what recovery counts.
CASH = {**CUSTOMER_CASH, Kind.SUBROGATED: +1}
#: What the principal brings to the creditor: payments to it or for it, and sales of invoices.
PROCEEDS = {
    Kind.RECEIVED: +1,
    Kind.PAYMENT_REJECTED: -1,
    Kind.SUBROGATED: +1,
    Kind.SOLD: +1,
    Kind.BOUGHT_BACK: -1,
}
#: What the customer no longer owes without having paid it; each takes its VAT back.
GIVEN_UP = {Kind.DISCOUNT: +1, Kind.CONCESSION: +1, Kind.CREDIT_NOTE: +1}
#: What reduces the unpaid principal.
SETTLED = {**PROCEEDS, **GIVEN_UP}
#: What accounting adds to it: the other kinds that move the principal in the books.
BOOKED: dict[Kind, int] = {
    kind: kind.principal_sign
    for kind in Kind
    if kind.principal_sign and kind not in SETTLED and kind is not Kind.INVOICED
}
