"""Daily balances against a slow, invoice-by-invoice reading of the same ledger."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from kpi.hand_ledgers import Bill, Row, lost, write_ledger
from simrecouv.kpi.balances import BUCKETS, ageing, book_balance
from simrecouv.kpi.books import Books
from simrecouv.ledger import Ledger, closing_principal
from simrecouv.scenario import Finance
from simrecouv.units import TICKS_PER_DAY
from simrecouv.vocabulary import Kind, Payee

#: What takes principal off the gross receivables: everything but accounting.
GONE = (
    Kind.RECEIVED,
    Kind.DISCOUNT,
    Kind.CONCESSION,
    Kind.CREDIT_NOTE,
    Kind.SOLD,
    Kind.SUBROGATED,
)


def _unpaid(ledger: Ledger, day: int) -> dict[int, int]:
    """Principal of each issued invoice not received, sold or given up at the end of a day."""
    left: dict[int, int] = {}
    for row in ledger.events:
        if row["tick"] // TICKS_PER_DAY > day:
            break
        if row["kind"] == Kind.INVOICED:
            left[int(row["invoice"])] = int(row["amount_cents"])
        elif row["kind"] in GONE:
            left[int(row["invoice"])] -= int(row["amount_cents"])
        elif row["kind"] in (Kind.PAYMENT_REJECTED, Kind.BOUGHT_BACK):
            left[int(row["invoice"])] += int(row["amount_cents"])
    return left


def _bucket(days_past_due: int) -> str | None:
    if days_past_due > 730:
        return None
    for limit, name in zip((0, 30, 60, 90), BUCKETS[:4], strict=True):
        if days_past_due <= limit:
            return name
    return BUCKETS[-1]


@pytest.mark.parametrize("day", [-500, 0, 17, 395, 730, 779])
def test_ageing_equals_slow_reading(books: Books, day: int) -> None:
    expected = dict.fromkeys(BUCKETS, 0)
    for invoice, amount in _unpaid(books.ledger, day).items():
        bucket = _bucket(day - int(books.ledger.invoices.due_day[invoice]))
        if bucket:
            expected[bucket] += amount
    found = ageing(books)[:, books.index(day)].tolist()
    assert dict(zip(BUCKETS, found, strict=True)) == expected
    assert sum(found) > 0


def test_book_balance_ends_on_the_conservation_law(books: Books) -> None:
    assert book_balance(books)[-1] == closing_principal(books.ledger).sum()


def test_write_off_dates_do_not_enter_the_headline(lived: Ledger, finance: Finance) -> None:
    accounting = (Kind.WRITTEN_OFF, Kind.REINSTATED)
    kept = lived.events[~np.isin(lived.events["kind"], accounting)]
    without = dataclasses.replace(lived, events=kept)
    assert (ageing(Books(without, finance)) == ageing(Books(lived, finance))).all()


def test_little_on_the_sample_path(books: Books) -> None:
    """Sum over days of receivables = sum of amount x days on the books, to the cent.

    A rejection puts its amount back on the books: its days count negatively.
    """
    settled, last = books.settled, books.ledger.end_day
    left_headline = np.minimum(last, books.due + 731)
    on_books = np.minimum(settled.day, left_headline[settled.invoice])
    expected = np.sum(settled.amount_cents * (on_books - books.issue[settled.invoice]))
    expected += np.sum(books.unpaid * (left_headline - books.issue))
    assert ageing(books).sum() == expected


def test_one_invoice_through_every_bucket(finance: Finance) -> None:
    ledger = write_ledger([Bill(0, 10)], first_day=-5, end_day=800)
    buckets = ageing(Books(ledger, finance))
    days_in = (buckets > 0).sum(axis=1).tolist()
    assert days_in == [11, 30, 30, 30, 640]
    assert buckets.max() == buckets[buckets > 0].min() == 12_000
    assert buckets[:, 10 + 730 + 5].sum() == 12_000
    assert buckets[:, 10 + 731 + 5].sum() == 0


def test_money_that_comes_after_730_days_moves_nothing(finance: Finance) -> None:
    late = Row(790, Kind.RECEIVED, 0, 12_000)
    silent = ageing(Books(write_ledger([Bill(0, 10)]), finance))
    assert (ageing(Books(write_ledger([Bill(0, 10)], [late]), finance)) == silent).all()


def test_a_rejected_payment_is_owed_again_at_the_age_of_its_invoice(finance: Finance) -> None:
    rows = [Row(20, Kind.RECEIVED, 0, 12_000), Row(45, Kind.PAYMENT_REJECTED, 0, 12_000)]
    books = Books(write_ledger([Bill(0, 10)], rows), finance)
    buckets = ageing(books)
    assert buckets[:, 20:45].sum() == 0
    assert buckets[:, 45].tolist() == [0, 0, 12_000, 0, 0]
    assert book_balance(books)[[19, 20, 44, 45]].tolist() == [12_000, 0, 0, 12_000]


def test_a_part_payment_leaves_the_rest_to_age(finance: Finance) -> None:
    rows = [Row(20, Kind.RECEIVED, 0, 5_000), Row(60, Kind.CREDIT_NOTE, 0, 4_000)]
    buckets = ageing(Books(write_ledger([Bill(0, 10)], rows), finance))
    owed = [int(buckets[:, day].sum()) for day in (19, 20, 59, 60, 300)]
    assert owed == [12_000, 7_000, 7_000, 3_000, 3_000]
    assert buckets[4, 300] == 3_000


def test_a_delayed_order_is_owed_from_its_invoice_on(finance: Finance) -> None:
    buckets = ageing(Books(write_ledger([Bill(30, 60, order=5), lost(7)]), finance))
    assert (buckets.sum(axis=0)[:31] > 0).tolist() == [False] * 30 + [True]
    assert buckets.max() == 12_000


def test_what_is_financed_with_recourse_is_owed_until_its_customer_pays(finance: Finance) -> None:
    rows = [Row(1, Kind.FACTORED, 0, 12_000), Row(1, Kind.FACTOR_FUNDED, 0, 10_800, 90, 3)]
    rows += [Row(50, Kind.RECEIVED, 0, 12_000, detail=Payee.FACTOR.code)]
    rows += [Row(50, Kind.FACTOR_SETTLED, 0, 1_200, detail=52)]
    owed = ageing(Books(write_ledger([Bill(0, 10)], rows), finance)).sum(axis=0)
    assert owed[[0, 1, 3, 49, 50]].tolist() == [12_000, 12_000, 12_000, 12_000, 0]


def test_what_is_sold_is_no_longer_owed_and_comes_back_at_its_age(finance: Finance) -> None:
    """Sold on day 1; a third comes back on day 50, 40 days past due, and is credited on day 60."""
    rows = [Row(1, Kind.SOLD, 0, 12_000), Row(1, Kind.FACTOR_FUNDED, 0, 10_800, 90, 3)]
    rows += [Row(50, Kind.BOUGHT_BACK, 0, 4_000), Row(60, Kind.CREDIT_NOTE, 0, 4_000)]
    rows += [Row(70, Kind.PAID_TO_FACTOR, 0, 8_000)]
    books = Books(write_ledger([Bill(0, 10)], rows), finance)
    buckets = ageing(books)
    assert buckets.sum(axis=0)[[0, 1, 49, 60, 70]].tolist() == [12_000, 0, 0, 0, 0]
    assert buckets[:, 50].tolist() == [0, 0, 4_000, 0, 0]
    assert (book_balance(books) == buckets.sum(axis=0)).all()


def test_a_guarantor_takes_its_share_off_the_balance(finance: Finance) -> None:
    rows = [Row(100, Kind.SUBROGATED, 0, 9_000)]
    owed = ageing(Books(write_ledger([Bill(0, 10)], rows), finance)).sum(axis=0)
    assert owed[[99, 100]].tolist() == [12_000, 3_000]
