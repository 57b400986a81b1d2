"""One small ledger that uses every kind of event, written by hand."""

from __future__ import annotations

from kpi.hand_ledgers import Bill, Row, lost, write_ledger
from simrecouv.ledger import Ledger
from simrecouv.vocabulary import INDEMNITY, LATE_INTEREST, REACHED, WRONG, Cause, Kind, Refusal

K = Kind
NOT_RECEIVED = 1 + list(Cause).index(Cause.NOT_RECEIVED)
DISPUTE = 1 + list(Cause).index(Cause.DISPUTE)
LIMIT = 1 + list(Refusal).index(Refusal.LIMIT)

#: One invoice each; 120.00 incl. VAT.
(IN_PARTS, DISPUTED, PLANNED, DELAYED, REFUSED, MISLAID, CHARGED) = range(7)
BILLS = [
    Bill(0, 30),
    Bill(0, 30),
    Bill(0, 30),
    Bill(24, 54, order=10),
    lost(12),
    Bill(0, 30),
    Bill(0, 30, customer=1),
]

#: What is left of each at the end [cents]: all but the rejected rest and the disputed rest is gone.
OPEN = {IN_PARTS: 7_000, DISPUTED: 8_400}

ROWS = [
    # A deposit, then the rest, which the bank takes back.
    Row(0, K.RECEIVED, IN_PARTS, 5_000),
    Row(35, K.PAYMENT_DECIDED, IN_PARTS, 7_000, detail=36),
    Row(37, K.RECEIVED, IN_PARTS, 7_000, cost=30),
    Row(38, K.RECOGNISED, IN_PARTS),
    Row(41, K.PAYMENT_REJECTED, IN_PARTS, 7_000, cost=900),
    # A dispute, which the customer wins.
    Row(38, K.CONTACT, DISPUTED, cost=40, detail=REACHED, step=0),
    Row(38, K.SURFACED, DISPUTED, detail=DISPUTE),
    Row(60, K.DISPUTE_CLOSED, DISPUTED, detail=1),
    Row(60, K.CREDIT_NOTE, DISPUTED, 3_600),
    # A plan that breaks, an agency, a write-off, a settlement on what was written off.
    Row(38, K.REMINDED, PLANNED, detail=0, step=0),
    Row(40, K.PLAN_AGREED, PLANNED, 12_000, detail=3),
    Row(70, K.RECEIVED, PLANNED, 4_000),
    Row(100, K.PLAN_BROKEN, PLANNED),
    Row(120, K.PLACED, PLANNED, 8_000, detail=0, step=0),
    Row(300, K.WRITTEN_OFF, PLANNED, 8_000, step=0),
    Row(320, K.SETTLEMENT_AGREED, PLANNED, 1_600),
    Row(330, K.REINSTATED, PLANNED, 8_000),
    Row(330, K.RECEIVED, PLANNED, 6_400),
    Row(330, K.CONCESSION, PLANNED, 1_600),
    Row(330, K.COMMISSION, PLANNED, cost=960),
    Row(400, K.WOULD_HAVE_PAID, PLANNED, 8_000),
    # An order kept back, then paid early.
    Row(10, K.ORDER_HELD, DELAYED, detail=24),
    Row(30, K.RECEIVED, DELAYED, 11_760),
    Row(30, K.DISCOUNT, DELAYED, 240),
    # An order refused.
    Row(12, K.ORDER_LOST, REFUSED, detail=LIMIT),
    # An invoice that never arrived, then two promises.
    Row(40, K.SURFACED, MISLAID, detail=NOT_RECEIVED),
    Row(42, K.RESENT, MISLAID, detail=NOT_RECEIVED),
    Row(43, K.PROMISED, MISLAID, 12_000, detail=50),
    Row(50, K.PROMISE_BROKEN, MISLAID, 12_000),
    Row(51, K.PROMISED, MISLAID, 12_000, detail=58),
    Row(58, K.RECEIVED, MISLAID, 12_000),
    Row(58, K.PROMISE_KEPT, MISLAID, 12_000),
    Row(59, K.CONTACT, MISLAID, cost=40, detail=REACHED | WRONG, step=0),
    # Late charges: indemnity paid, interest half waived; orders on hold meanwhile.
    Row(45, K.INTEREST, CHARGED, 300, step=0),
    Row(45, K.FEE, CHARGED, 4_000, step=0),
    Row(46, K.ORDERS_STOPPED, CHARGED, step=0),
    Row(80, K.RECEIVED, CHARGED, 12_000),
    Row(80, K.CHARGES_RECEIVED, CHARGED, 4_000, detail=INDEMNITY),
    Row(80, K.CHARGES_RECEIVED, CHARGED, 100, detail=LATE_INTEREST),
    Row(80, K.CHARGES_WAIVED, CHARGED, 150),
    Row(80, K.HOLD_RELEASED, CHARGED),
    # The customers (second of two), and the company.
    Row(47, K.COMPLAINT, -2),
    Row(90, K.CUSTOMER_LOST, -2),
    Row(200, K.INSOLVENCY_OPENED, -2),
    Row(38, K.DESK_DAY, -1, cost=19_600, detail=12),
    Row(38, K.PREVENTION_COST, -1, cost=500),
]


def every_kind() -> Ledger:
    """Write the ledger."""
    return write_ledger(BILLS, ROWS)
