"""Random lives of invoices that third parties meet: collectors, courts, factors, cover."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kpi.hand_ledgers import Bill, Row
from kpi.luck import Luck
from simrecouv.vocabulary import COSTS, VIA_THIRD_PARTY, CoverRefusal, Kind, Payee

AGENCY, BAILIFF, FACTOR, LIQUIDATOR = (payee.code for payee in Payee)
FEE = 4_000

Life = Callable[[Luck, int, Bill], Iterator[Row]]


def _parts(gross: int) -> tuple[int, int, int]:
    return gross // 3, gross // 4, gross - gross // 3 - gross // 4


def by_an_agency(luck: Luck, number: int, bill: Bill) -> Iterator[Row]:
    """Pay a part to the agency with the indemnity, a part to us; recalled, placed again."""
    gross, placed = bill.net + bill.vat, bill.due + luck.whole(30, 60)
    first, second, rest = _parts(gross)
    yield Row(placed - 5, Kind.FEE, number, FEE)
    yield Row(placed, Kind.PLACED, number, gross, cost=luck.whole(0, 900), detail=0, step=0)
    yield Row(placed + 2, Kind.AGENCY_CONTACT, number, detail=1)
    yield from _paid_to_agency(luck, number, placed + 20, first, FEE)
    yield Row(placed + 30, Kind.RECEIVED, number, second, cost=40)
    yield Row(placed + 30, Kind.COMMISSION, number, cost=second * 15 // 100)
    yield Row(placed + 60, Kind.RECALLED, number, detail=0)
    yield Row(placed + 70, Kind.PLACED, number, rest, cost=300, detail=1, step=0)
    if luck.random() < 0.6:
        yield from _paid_to_agency(luck, number, placed + 90, rest, 0)
        yield Row(placed + 95, Kind.WOULD_HAVE_PAID, number, gross // 5)


def _paid_to_agency(luck: Luck, number: int, day: int, amount: int, charges: int) -> Iterator[Row]:
    yield Row(day - 3, Kind.PAYMENT_DECIDED, number, amount)
    yield Row(day, Kind.RECEIVED, number, amount, detail=AGENCY)
    if charges:
        yield Row(day, Kind.CHARGES_RECEIVED, number, charges, detail=COSTS + VIA_THIRD_PARTY)
    gross, bank_day = amount + charges, day + luck.whole(0, 60)
    yield Row(day, Kind.AGENCY_REMITTED, number, gross, cost=gross * 15 // 100, detail=bank_day)


def in_court(luck: Luck, number: int, bill: Bill) -> Iterator[Row]:
    """Sue, then seize a part, or nothing; who is found empty may still pay."""
    gross, filed = bill.net + bill.vat, bill.due + luck.whole(40, 90)
    part, costs = gross // 2, luck.whole(3_000, 9_000)
    yield Row(filed, Kind.FILED, number, gross, cost=luck.whole(3_000, 90_000), step=0)
    yield Row(filed + 40, Kind.JUDGED, number, gross, cost=7_000, detail=1)
    yield Row(filed + 40, Kind.COURT_COSTS, number, costs)
    if luck.random() < 0.3:
        yield Row(filed + 60, Kind.OPPOSED, number, cost=120_000)
    yield Row(filed + 80, Kind.TITLE, number, gross)
    if luck.random() < 0.5:
        yield Row(filed + 100, Kind.SEIZURE_FAILED, number, cost=15_000)
        if luck.random() < 0.3:
            yield Row(filed + 200, Kind.RECEIVED, number, gross)
        return
    yield Row(filed + 100, Kind.SEIZED, number, part, cost=15_000)
    yield Row(filed + 101, Kind.RECEIVED, number, part, detail=BAILIFF)
    yield Row(filed + 101, Kind.CHARGES_RECEIVED, number, costs, detail=COSTS + VIA_THIRD_PARTY)
    yield Row(
        filed + 101, Kind.BAILIFF_REMITTED, number, part + costs, (part + costs) // 9, filed + 130
    )


def financed(luck: Luck, number: int, bill: Bill) -> Iterator[Row]:
    """Factor with recourse: pay in full, in part before the recourse and the rest to us, or never."""
    gross, day = bill.net + bill.vat, bill.issue + luck.whole(0, 3)
    advance, way = gross * 9 // 10, luck.random()
    yield Row(day, Kind.FACTORED, number, gross, detail=0, step=0)
    yield Row(day, Kind.FACTOR_FUNDED, number, advance, cost=gross // 90, detail=day + 2)
    paid, part = bill.due + luck.whole(0, 60), gross // 3
    if way < 0.5:
        yield Row(paid, Kind.RECEIVED, number, gross, detail=FACTOR)
        yield Row(paid, Kind.FACTOR_SETTLED, number, gross - advance, cost=77, detail=paid + 2)
    elif way < 0.8:
        yield Row(bill.due + 1, Kind.RECEIVED, number, part, detail=FACTOR)
        taken_back = part - advance
        yield Row(bill.due + 60, Kind.FACTOR_SETTLED, number, taken_back, 99, bill.due + 62)
        yield Row(bill.due + 90, Kind.RECEIVED, number, gross - part, cost=20)


def bought(luck: Luck, number: int, bill: Bill) -> Iterator[Row]:
    """Sell without recourse: the customer pays, takes a discount, disputes a part, or does not pay."""
    gross, day = bill.net + bill.vat, bill.issue + luck.whole(0, 3)
    advance, way, back = gross * 9 // 10, luck.random(), gross // 4
    yield Row(day, Kind.SOLD, number, gross, detail=1, step=0)
    yield Row(day, Kind.FACTOR_FUNDED, number, advance, cost=gross // 50, detail=day + 2)
    paid = bill.due + luck.whole(1, 50)
    given_up = back if way < 0.6 else 0
    if given_up:
        kind = Kind.DISCOUNT if way < 0.2 else Kind.CREDIT_NOTE
        yield Row(paid, Kind.BOUGHT_BACK, number, back)
        yield Row(paid, kind, number, back)
    if way < 0.8:
        yield Row(paid, Kind.PAID_TO_FACTOR, number, gross - given_up)
    if way < 0.5 or way > 0.9:
        left = gross - given_up - advance
        settled = max(paid, bill.due + 60) if way > 0.9 else paid
        yield Row(settled, Kind.FACTOR_SETTLED, number, left, cost=55, detail=settled + 2)


def insured(luck: Luck, number: int, bill: Bill) -> Iterator[Row]:
    """Claim: the insurer pays, then shares what comes; or it refuses."""
    claimed = bill.due + luck.whole(30, 120)
    exposure = bill.net * 9 // 10
    if luck.random() < 0.3:
        yield Row(claimed, Kind.CLAIM_REFUSED, number, detail=CoverRefusal.LATE.code, step=0)
        return
    yield Row(claimed, Kind.CLAIMED, number, exposure, detail=claimed + 80, step=0)
    yield Row(claimed + 80, Kind.INDEMNIFIED, number, exposure)
    if luck.random() < 0.5:
        part = bill.net // 4
        yield Row(claimed + 150, Kind.RECEIVED, number, part)
        yield Row(claimed + 150, Kind.INSURER_SHARE, number, part * 9 // 10)


def guaranteed(luck: Luck, number: int, bill: Bill) -> Iterator[Row]:
    """A guarantor pays its share."""
    gross, called = bill.net + bill.vat, bill.due + luck.whole(30, 120)
    yield Row(called, Kind.CLAIMED, number, gross, detail=called + 30, step=0)
    yield Row(called + 30, Kind.SUBROGATED, number, gross * luck.whole(1, 5) // 4)


def dividend(luck: Luck, number: int, bill: Bill) -> Iterator[Row]:
    """The liquidator pays a part, long after."""
    shared = bill.due + luck.whole(200, 600)
    yield Row(shared, Kind.RECEIVED, number, (bill.net + bill.vat) // 20, detail=LIQUIDATOR)


LIVES: tuple[Life, ...] = (
    by_an_agency, in_court, financed, bought, insured, guaranteed, dividend,
)  # fmt: skip


def third_party_life(luck: Luck, number: int, bill: Bill) -> list[Row]:
    """Draw one of these lives."""
    life = LIVES[luck.whole(0, len(LIVES))]
    return list(life(luck, number, bill))
