"""Random ledgers that obey the conservation laws and use every mechanism."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter

from kpi.hand_ledgers import Bill, Row, lost, write_ledger
from kpi.luck import Luck
from kpi.random_thirds import third_party_life
from simrecouv.ledger import Ledger
from simrecouv.vocabulary import COSTS, LATE_INTEREST, Cause, Kind

FIRST_DAY, END_DAY, CUSTOMERS = -840, 780, 40
DISPUTE = Cause.DISPUTE.code


def random_ledger(seed: int) -> Ledger:
    """Write 500 lives: paid early, late, in parts or twice, disputed, settled, lost, failed.

    Two in five meet third parties.
    """
    luck = Luck(seed)
    failures = {customer: luck.whole(-800, 2_500) for customer in range(CUSTOMERS)}
    rows = [Row(d, Kind.INSOLVENCY_OPENED, -1 - c) for c, d in failures.items() if d < END_DAY]
    bills: list[Bill] = []
    for number in range(500):
        customer = luck.whole(0, CUSTOMERS)
        stop = min(failures[customer], END_DAY)
        bill = _bill(luck, customer, stop)
        bills.append(bill)
        if luck.random() < 0.4:
            life = third_party_life(luck, number, bill)
            rows += _settled(bill, number, [row for row in life if row.day < END_DAY])
            continue
        wait = luck.exponential(60.0 if luck.random() < 0.9 else 900.0)
        paid = max(bill.issue + 1, bill.due - 20 + int(wait))
        if paid >= min(END_DAY, failures[customer] + 3):
            paid = END_DAY
        rows += _late_life(luck, number, bill, paid)
        credited = _credits(luck, number, bill, paid) if paid < END_DAY else []
        rows += _settled(bill, number, [row for row in credited if row.day < END_DAY])
    for number in range(len(bills), len(bills) + 20):
        bills.append(lost(luck.whole(FIRST_DAY, END_DAY), net=luck.whole(100, 9_000), margin=50))
        rows.append(Row(bills[-1].order or 0, Kind.ORDER_LOST, number, detail=1))
    return write_ledger(bills, [*rows, *_company(luck)], first_day=FIRST_DAY, end_day=END_DAY)


def _bill(luck: Luck, customer: int, stop: int) -> Bill:
    issue, net = luck.whole(FIRST_DAY, stop), luck.whole(100, 1_000_000)
    kept_back = luck.whole(1, 30) if luck.random() < 0.1 else 0
    due = issue + luck.whole(0, 91)
    order = max(issue - kept_back, FIRST_DAY)
    premium = net // 300 if luck.random() < 0.2 else 0
    return Bill(issue, due, net, round(net * 0.2), int(net * 0.3), customer, order, premium)


def _company(luck: Luck) -> list[Row]:
    days = range(FIRST_DAY, END_DAY)
    desk = [Row(d, Kind.DESK_DAY, -1, cost=luck.whole(0, 30_000), detail=3) for d in days]
    return [*desk, *(Row(day, Kind.PREVENTION_COST, -1, cost=1_234) for day in days[::7])]


def _interest(bill: Bill) -> int:
    return (bill.net + bill.vat) // 200


def _is_charged(bill: Bill) -> bool:
    return bill.net % 3 == 0


def _late_life(luck: Luck, number: int, bill: Bill, stop: int) -> list[Row]:
    gross, rows = bill.net + bill.vat, []
    for day in range(bill.due + 5, stop, 40):
        detail = luck.whole(0, 4)
        if luck.random() < 0.7:
            rows.append(Row(day, Kind.CONTACT, number, 0, luck.whole(0, 500), detail, 0))
        else:
            rows.append(Row(day, Kind.REMINDED, number, 0, 0, detail, 0))
    if _is_charged(bill) and bill.due + 15 < stop:
        rows.append(Row(bill.due + 15, Kind.INTEREST, number, _interest(bill), step=0))
        rows.append(Row(bill.due + 15, Kind.FEE, number, 4_000, step=0))
    if bill.due + 90 < stop:
        rows.append(Row(bill.due + 90, Kind.PLACED, number, gross, step=0))
    return rows


def _credits(luck: Luck, number: int, bill: Bill, paid: int) -> list[Row]:
    """Draw how an invoice is paid, and what comes with the payment."""
    gross, rows = bill.net + bill.vat, []
    discount = gross // 50 if paid <= bill.issue + 15 else 0
    way = luck.whole(0, 8) if not discount else 0
    if discount:
        rows += [Row(paid, Kind.RECEIVED, number, gross - discount, 30)]
        rows += [Row(paid, Kind.DISCOUNT, number, discount)]
    else:
        rows += _ways(number, gross, paid)[min(way, 5)]
    if _is_charged(bill) and bill.due + 15 < paid and luck.random() < 0.5:
        rows.append(Row(paid, Kind.CHARGES_RECEIVED, number, 4_000, detail=COSTS))
        interest = _interest(bill)
        rows.append(Row(paid, Kind.CHARGES_RECEIVED, number, interest, detail=LATE_INTEREST))
    elif _is_charged(bill) and bill.due + 15 < paid:
        rows.append(Row(paid, Kind.CHARGES_WAIVED, number, 4_000 + _interest(bill)))
    if bill.due + 90 < paid:
        rows.append(Row(paid, Kind.COMMISSION, number, 0, gross * 15 // 100))
        rows.append(Row(max(paid - 4, bill.due + 90), Kind.PAYMENT_DECIDED, number, gross))
        if luck.random() < 0.5:
            rows.append(Row(paid + 5, Kind.WOULD_HAVE_PAID, number, gross))
    return rows


def _ways(number: int, gross: int, paid: int) -> list[list[Row]]:
    """List the ways to pay: parts, twice, settlement, dispute, plan, in full."""
    part = gross // 3

    def received(day: int, amount: int) -> Row:
        return Row(day, Kind.RECEIVED, number, amount, cost=amount // 100)

    back = Row(paid + 4, Kind.PAYMENT_REJECTED, number, gross, cost=900)
    given_up = Row(paid, Kind.CONCESSION, number, part)
    surfaced = Row(paid, Kind.SURFACED, number, detail=DISPUTE)
    closed = Row(paid + 9, Kind.DISPUTE_CLOSED, number, detail=1)
    credited = Row(paid + 9, Kind.CREDIT_NOTE, number, part)
    rest = gross - 2 * part
    return [
        [received(paid, part), received(paid + 25, gross - part)],
        [received(paid, gross), back, received(paid + 30, gross)],
        [received(paid, gross - part), given_up],
        [surfaced, closed, credited, received(paid + 12, gross - part)],
        [received(paid, part), received(paid + 30, part), received(paid + 60, rest)],
        [received(paid, gross)],
    ]


def _settled(bill: Bill, number: int, credited: list[Row]) -> list[Row]:
    """Add what accounting writes: off 300 days past due, back before money, off after a rejection."""
    left, written_off, rows = bill.net + bill.vat, False, []
    old = bill.due + 300

    def write_off(day: int, amount: int) -> list[Row]:
        return [Row(day, Kind.WRITTEN_OFF, number, amount)] if amount else []

    for day, group in groupby(sorted(credited, key=attrgetter("day")), key=attrgetter("day")):
        today = list(group)
        moved = sum(-row.kind.principal_sign * row.amount for row in today)
        if day > old and not written_off:
            rows += write_off(old, left)
            written_off = left > 0
        if written_off and moved > 0:
            rows.append(Row(day, Kind.REINSTATED, number, moved))
        elif written_off:
            rows += write_off(day, -moved)
        rows += today
        left -= moved
    return rows if written_off or old >= END_DAY else [*rows, *write_off(old, left)]
