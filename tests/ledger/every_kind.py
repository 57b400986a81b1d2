"""One small ledger that uses every kind of event, written by hand."""

from __future__ import annotations

from kpi.hand_ledgers import Bill, Row, lost, write_ledger
from simrecouv.ledger import Ledger
from simrecouv.vocabulary import (
    COSTS,
    LATE_INTEREST,
    REACHED,
    VIA_THIRD_PARTY,
    WRONG,
    Cause,
    CoverRefusal,
    Kind,
    Payee,
    Refusal,
)

K = Kind
NOT_RECEIVED, DISPUTE = Cause.NOT_RECEIVED.code, Cause.DISPUTE.code
WITH_RECOURSE, WITHOUT = 0, 1

#: One invoice each; 120.00 incl. VAT.
(IN_PARTS, DISPUTED, PLANNED, DELAYED, REFUSED, MISLAID, CHARGED) = range(7)
(SUED, SPREAD, BARRED, FINANCED, BOUGHT, INSURED, GUARANTEED) = range(7, 14)
BILLS = [
    Bill(0, 30),
    Bill(0, 30),
    Bill(0, 30),
    Bill(24, 54, order=10),
    lost(12),
    Bill(0, 30),
    Bill(0, 30, customer=1),
    *(Bill(0, 30) for _ in range(SUED, INSURED)),
    Bill(0, 30, premium=36),
    Bill(0, 30, premium=20),
]

#: What is left of each at the end [cents]: all but the rejected rest, what nobody covers or can
#: seize, and what a judge or an age refuses.
OPEN = {IN_PARTS: 7_000, DISPUTED: 8_400, SUED: 2_000, SPREAD: 8_000, BARRED: 12_000}
OPEN |= {INSURED: 11_000, GUARANTEED: 6_000}

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
    Row(330, K.COMMISSION, PLANNED, cost=960, detail=0),
    Row(400, K.WOULD_HAVE_PAID, PLANNED, 8_000),
    # An order kept back, then paid early.
    Row(10, K.ORDER_HELD, DELAYED, detail=24),
    Row(30, K.RECEIVED, DELAYED, 11_760),
    Row(30, K.DISCOUNT, DELAYED, 240),
    # An order refused.
    Row(12, K.ORDER_LOST, REFUSED, detail=Refusal.LIMIT.code),
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
    Row(80, K.CHARGES_RECEIVED, CHARGED, 4_000, detail=COSTS),
    Row(80, K.CHARGES_RECEIVED, CHARGED, 100, detail=LATE_INTEREST),
    Row(80, K.CHARGES_WAIVED, CHARGED, 150),
    Row(80, K.HOLD_RELEASED, CHARGED),
    # An agency that comes back with a part; a court, an opposition, a seizure; then nothing more.
    Row(60, K.PLACED, SUED, 12_000, cost=1_500, detail=1, step=0),
    Row(65, K.AGENCY_CONTACT, SUED, detail=REACHED),
    Row(70, K.RECEIVED, SUED, 3_000, detail=Payee.AGENCY.code),
    Row(70, K.AGENCY_REMITTED, SUED, 3_000, cost=450, detail=101),
    Row(120, K.RECALLED, SUED, detail=1),
    Row(130, K.FEE, SUED, 4_000, step=0),
    Row(130, K.FILED, SUED, 9_000, cost=3_345, detail=0, step=0),
    Row(160, K.JUDGED, SUED, 8_000, cost=7_000, detail=2),
    Row(160, K.COURT_COSTS, SUED, 7_000),
    Row(180, K.OPPOSED, SUED, cost=90_000),
    Row(300, K.JUDGED, SUED, 8_000, detail=1),
    Row(300, K.TITLE, SUED, 8_000),
    Row(330, K.SEIZED, SUED, 7_000, cost=15_000),
    Row(331, K.RECEIVED, SUED, 7_000, detail=Payee.BAILIFF.code),
    Row(331, K.CHARGES_RECEIVED, SUED, 7_000, detail=COSTS + VIA_THIRD_PARTY),
    Row(331, K.CHARGES_WAIVED, SUED, 4_000),
    Row(331, K.BAILIFF_REMITTED, SUED, 14_000, cost=1_500, detail=362),
    Row(400, K.SEIZURE_FAILED, SUED, cost=15_000),
    # A judge who spreads, a claim refused, and one that comes too late.
    Row(60, K.FILED, SPREAD, 12_000, cost=3_345, detail=0, step=0),
    Row(90, K.TITLE, SPREAD, 12_000),
    Row(91, K.DELAY_GRANTED, SPREAD, 12_000, detail=12),
    Row(120, K.RECEIVED, SPREAD, 4_000),
    Row(60, K.FILED, BARRED, 12_000, detail=0, step=0),
    Row(90, K.JUDGED, BARRED, detail=0),
    Row(700, K.TIME_BARRED, BARRED, step=0),
    # Financed with recourse: paid in part to the factor, which takes its advance back.
    Row(1, K.FACTORED, FINANCED, 12_000, detail=WITH_RECOURSE, step=0),
    Row(1, K.FACTOR_FUNDED, FINANCED, 10_800, cost=120, detail=3),
    Row(50, K.RECEIVED, FINANCED, 2_000, detail=Payee.FACTOR.code),
    Row(90, K.FACTOR_SETTLED, FINANCED, -8_800, cost=117, detail=92),
    Row(99, K.RECEIVED, FINANCED, 10_000),
    # Bought without recourse; a part is disputed and comes back as a credit note.
    Row(1, K.SOLD, BOUGHT, 12_000, detail=WITHOUT, step=0),
    Row(1, K.FACTOR_FUNDED, BOUGHT, 10_800, cost=240, detail=3),
    Row(44, K.BOUGHT_BACK, BOUGHT, 2_400),
    Row(44, K.CREDIT_NOTE, BOUGHT, 2_400),
    Row(45, K.PAID_TO_FACTOR, BOUGHT, 9_600),
    Row(45, K.FACTOR_SETTLED, BOUGHT, -1_200, cost=58, detail=47),
    # The insurer pays, then shares what the liquidator distributes.
    Row(100, K.CLAIMED, INSURED, 10_000, detail=190, step=0),
    Row(190, K.INDEMNIFIED, INSURED, 9_000),
    Row(600, K.RECEIVED, INSURED, 1_000, detail=Payee.LIQUIDATOR.code),
    Row(600, K.INSURER_SHARE, INSURED, 900),
    # A guarantor refuses once, then pays its share.
    Row(100, K.CLAIM_REFUSED, GUARANTEED, detail=CoverRefusal.PLAN.code),
    Row(140, K.CLAIMED, GUARANTEED, 12_000, detail=170, step=0),
    Row(170, K.SUBROGATED, GUARANTEED, 6_000),
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
