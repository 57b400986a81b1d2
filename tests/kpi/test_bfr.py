"""The working capital requirement: published numbers, and what third parties and the State hold."""

from __future__ import annotations

import pytest

from kpi.hand_ledgers import Bill, Row, write_ledger
from simrecouv import kpi
from simrecouv.kpi.closings import Closing, month_closings
from simrecouv.kpi.working_capital import bfr_cents
from simrecouv.ledger import Ledger
from simrecouv.scenario import Finance
from simrecouv.units import TICKS_PER_DAY
from simrecouv.vocabulary import Kind, Payee, VatPoint

#: The closings of hand-written ledgers fall on days 395, 426, 456 and so on.
FIRST, SECOND = 0, 1
ON_RECEIPTS = Finance(vat_point=VatPoint.RECEIPTS)


def _closings(rows: list[Row], bill: Bill, finance: Finance | None = None) -> tuple[Closing, ...]:
    return month_closings(kpi.Books(write_ledger([bill], rows), finance or Finance()))


# === Published numbers ===


def test_normative_requirement_in_days_of_sales() -> None:
    """82,425 of requirement on 1,080,000 of sales; it grows as sales do."""
    days = kpi.working_capital_days(82_425, 1_080_000, 360)
    assert days == 27.475
    for growth, more in ((1.2, 16_485), (1.4, 32_970)):
        assert days * growth * 1_080_000 / 360 - 82_425 == pytest.approx(more)


def test_normative_stock_and_customers() -> None:
    """A stock of 30 days at 40 % of sales of 3,000; half pays at 60 days, half at 90."""
    day = 3_000 / 360
    assert kpi.normative_days((30, 0.4)) * day == pytest.approx(100)
    assert kpi.normative_days((60, 0.5), (90, 0.5)) == 75
    assert kpi.normative_days((60, 0.5), (90, 0.5)) * day == pytest.approx(625)


def test_customers_are_owed_with_their_vat() -> None:
    assert kpi.normative_days((65, 1.2)) == pytest.approx(78)


def test_what_is_owed_counts_against_what_is_lent() -> None:
    """Customers, stock, VAT on purchases; suppliers, VAT on sales: sales of 1.2 M excl. VAT."""
    customers, stock, deductible = (45, 1.2), (30, 0.5), (40, 0.5 * 0.2)
    suppliers, collected = (60, -0.5 * 1.2), (40, -0.2)
    days = kpi.normative_days(customers, stock, deductible, suppliers, collected)
    assert days == pytest.approx(29)
    assert days * 1_200_000 / 360 == pytest.approx(96_666.67, abs=0.005)


# === What factors and collectors hold ===


def _sold(*, bought_back: int = 0) -> list[Row]:
    """Sold on day 380 for 90 % two days later; paid on day 410, and settled on day 424."""
    rows = [Row(380, Kind.SOLD, 0, 12_000), Row(380, Kind.FACTOR_FUNDED, 0, 10_800, 120, 382)]
    if bought_back:
        rows.append(Row(390, Kind.BOUGHT_BACK, 0, bought_back))
    else:
        rows.append(Row(410, Kind.PAID_TO_FACTOR, 0, 12_000))
        rows.append(Row(422, Kind.FACTOR_SETTLED, 0, 1_200, 30, 424))
    return rows


def test_a_factor_holds_back_until_it_settles() -> None:
    first, second = _closings(_sold(), Bill(370, 400))[:2]
    assert (first.receivables, first.held) == (0, 1_200)
    assert (second.receivables, second.held) == (0, 0)


def test_before_its_advance_a_factor_owes_all_that_it_bought() -> None:
    rows = [Row(394, Kind.SOLD, 0, 12_000), Row(394, Kind.FACTOR_FUNDED, 0, 10_800, 120, 396)]
    first, second = _closings(rows, Bill(370, 400))[:2]
    assert (first.held, second.held) == (12_000, 1_200)


def test_an_advance_to_give_back_is_a_loan_and_no_claim() -> None:
    part, whole = (_closings(_sold(bought_back=b), Bill(370, 400))[FIRST] for b in (500, 12_000))
    assert (part.receivables, part.held) == (500, 700)
    assert (whole.receivables, whole.held) == (12_000, 0)


def test_selling_an_invoice_frees_its_advance_and_no_more() -> None:
    bill, finance = Bill(370, 400), Finance()
    kept, sold = _closings([], bill)[FIRST], _closings(_sold(), bill)[FIRST]
    assert bfr_cents(sold, finance) - bfr_cents(kept, finance) == pytest.approx(-10_800)


def test_with_recourse_the_factor_holds_what_it_received_over_its_advance() -> None:
    rows = [Row(380, Kind.FACTORED, 0, 12_000), Row(380, Kind.FACTOR_FUNDED, 0, 10_800, 120, 382)]
    unpaid = _closings(rows, Bill(370, 400))[FIRST]
    assert (unpaid.receivables, unpaid.held) == (12_000, 0)
    rows.append(Row(390, Kind.RECEIVED, 0, 12_000, 0, Payee.FACTOR.code))
    paid, later = _closings(
        [*rows, Row(400, Kind.FACTOR_SETTLED, 0, 1_200, 9, 402)], Bill(370, 400)
    )[:2]
    assert (paid.receivables, paid.held) == (0, 1_200)
    assert (later.receivables, later.held) == (0, 0)


@pytest.mark.parametrize(
    ("payee", "kind"),
    [(Payee.AGENCY, Kind.AGENCY_REMITTED), (Payee.BAILIFF, Kind.BAILIFF_REMITTED)],
)
def test_collectors_hold_what_they_received_less_what_they_keep(payee: Payee, kind: Kind) -> None:
    rows = [
        Row(390, Kind.RECEIVED, 0, 12_000, 0, payee.code),
        Row(390, kind, 0, 12_000, 1_800, 410),
    ]
    first, second = _closings(rows, Bill(300, 330))[:2]
    assert (first.receivables, first.held) == (0, 10_200)
    assert second.held == 0


def _held_slowly(ledger: Ledger, day: int) -> int:
    """Read the accounts of collectors and factors row by row."""
    on_its_way, factor = 0, dict.fromkeys(range(ledger.invoices.customer.size), 0)
    for row in ledger.events:
        kind, amount = Kind(row["kind"]), int(row["amount_cents"])
        happened, banked = row["tick"] // TICKS_PER_DAY <= day, int(row["detail"]) <= day
        if kind in (Kind.AGENCY_REMITTED, Kind.BAILIFF_REMITTED) and happened and not banked:
            on_its_way += amount - int(row["cost_cents"])
        bought = kind is Kind.SOLD or (kind is Kind.RECEIVED and row["detail"] == Payee.FACTOR.code)
        if bought and happened:
            factor[int(row["invoice"])] += amount
        if kind is Kind.BOUGHT_BACK and happened:
            factor[int(row["invoice"])] -= amount
        if kind in (Kind.FACTOR_FUNDED, Kind.FACTOR_SETTLED) and banked:
            factor[int(row["invoice"])] -= amount
    return on_its_way + sum(max(owed, 0) for owed in factor.values())


def test_what_others_hold_against_a_slow_reading(lived: Ledger) -> None:
    closings = month_closings(kpi.Books(lived, Finance()))
    found = [closing.held for closing in closings]
    assert found == [_held_slowly(lived, day) for day in lived.month_ends]
    assert sum(found) > 0


# === The State ===


def test_vat_on_a_credit_note_is_a_claim_until_it_is_settled() -> None:
    """The note takes 1,200 off receivables; its VAT of 200 comes back after 35 of 365 days."""
    finance, bill = Finance(), Bill(370, 400)
    kept = _closings([], bill)[FIRST]
    for kind in (Kind.CREDIT_NOTE, Kind.CONCESSION, Kind.DISCOUNT):
        credited = _closings([Row(390, kind, 0, 1_200)], bill)[FIRST]
        fallen = bfr_cents(credited, finance) - bfr_cents(kept, finance)
        assert fallen == pytest.approx(-1_200 + 200 * 35 / 365)


@pytest.fixture(scope="module")
def steady() -> Ledger:
    """One invoice of 120 EUR incl. VAT a day, paid after 45 days."""
    bills = [Bill(day, day + 30) for day in range(-200, 800)]
    paid = [
        Row(bill.issue + 45, Kind.RECEIVED, number, 12_000)
        for number, bill in enumerate(bills)
        if bill.issue + 45 < 800
    ]
    return write_ledger(bills, paid, first_day=-200, end_day=800)


def test_on_receipts_the_vat_of_unpaid_sales_is_not_lent_to_the_state(steady: Ledger) -> None:
    """45 days of sales are owed; the seller then lends them excl. VAT alone."""
    on_invoices = kpi.scorecard(steady, Finance())["bfr_days"]
    on_receipts = kpi.scorecard(steady, ON_RECEIPTS)["bfr_days"]
    assert on_invoices - on_receipts == pytest.approx(45 * 0.2)


def test_on_receipts_a_credit_note_takes_no_vat_back() -> None:
    bill = Bill(370, 400)
    kept, credited = (
        _closings(rows, bill, ON_RECEIPTS)[FIRST]
        for rows in ([], [Row(390, Kind.CREDIT_NOTE, 0, 1_200)])
    )
    fallen = bfr_cents(credited, ON_RECEIPTS) - bfr_cents(kept, ON_RECEIPTS)
    assert fallen == pytest.approx(-1_000)


def test_on_receipts_a_debt_that_leaves_the_headline_takes_its_vat_with_it() -> None:
    """Due on day -340, it is 730 days late on day 390: out by the first closing."""
    ledger = write_ledger([Bill(-370, -340), Bill(370, 400)], first_day=-400)
    closing = month_closings(kpi.Books(ledger, ON_RECEIPTS))[FIRST]
    assert (closing.receivables, closing.waiting_vat) == (12_000, 2_000)


def test_a_closing_holds_nothing_where_no_third_party_acts(steady: Ledger) -> None:
    closing = month_closings(kpi.Books(steady, Finance()))[SECOND]
    assert (closing.held, closing.waiting_vat, closing.year.returned_vat) == (0, 0, 0)
