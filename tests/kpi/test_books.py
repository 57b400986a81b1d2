"""The reading that all KPIs share: groups of rows, sums by day, and what two policies share."""

from __future__ import annotations

import numpy as np
import pytest

from kpi.random_ledgers import random_ledger
from simrecouv import kpi
from simrecouv.kpi.closings import month_closings
from simrecouv.kpi.days import delayed
from simrecouv.kpi.factoring import left_with_factors
from simrecouv.kpi.signs import CASH, GIVEN_UP, PROCEEDS, SETTLED
from simrecouv.kpi.vat import settled_vat
from simrecouv.ledger import Ledger, factor_balance
from simrecouv.scenario import Finance
from simrecouv.scenario.scenario import OLDEST_DAYS
from simrecouv.units import TICKS_PER_DAY
from simrecouv.vocabulary import Kind, VatPoint

RECEIPTS = Finance(vat_point=VatPoint.RECEIPTS)

# === Rows and sums ===


def test_every_row_is_in_the_group_of_its_kind_in_the_order_of_the_ledger(books: kpi.Books) -> None:
    rows = {kind: books.rows(kind) for kind in Kind}
    kinds = books.ledger.events["kind"]
    for kind, group in rows.items():
        assert group.where.tolist() == np.flatnonzero(kinds == kind).tolist()
    assert books.happened(Kind) == [kind for kind, group in rows.items() if group.where.size]


def test_moves_come_kind_after_kind_with_their_signs(books: kpi.Books) -> None:
    moves, events = books.moves(CASH), books.ledger.events
    kinds = [kind for kind in CASH for _ in range(int((events["kind"] == kind).sum()))]
    assert books.kind_of(moves).tolist() == kinds
    signed = events["amount_cents"][moves.where] * [CASH[kind] for kind in kinds]
    assert (moves.amount_cents == signed).all()
    assert (moves.day == events["tick"][moves.where] // TICKS_PER_DAY).all()


def test_kinds_that_never_happened_move_nothing() -> None:
    books = kpi.Books(random_ledger(1), Finance())
    unused = [kind for kind in Kind if not (books.ledger.events["kind"] == kind).any()]
    assert unused
    signs = dict.fromkeys(unused, 1)
    assert books.happened(unused) == []
    assert all(column.size == 0 for column in books.moves(signs))
    assert not books.daily(signs).any()


def test_settled_is_proceeds_then_what_was_given_up(books: kpi.Books) -> None:
    kinds = books.kind_of(books.settled)
    assert set(kinds[books.proceeds].tolist()) <= set(PROCEEDS)
    assert set(kinds[books.given_up].tolist()) <= set(GIVEN_UP)
    assert kinds[books.proceeds].size + kinds[books.given_up].size == kinds.size > 0


@pytest.mark.parametrize("days", [(0, 364), (-840, 779), (500, 500), (700, 600)])
def test_events_of_some_days_include_both(books: kpi.Books, days: tuple[int, int]) -> None:
    first, last = days
    rows = books.rows(Kind.RECEIVED)
    chosen = rows.where[(rows.day >= first) & (rows.day <= last)]
    assert rows.between(first, last).where.tolist() == chosen.tolist()


def test_money_by_day_adds_up_to_the_money_of_the_rows(books: kpi.Books) -> None:
    by_day = books.daily(SETTLED)
    assert by_day.sum() == books.settled.amount_cents.sum()
    mine = books.is_cohort[books.settled.invoice]
    assert by_day[1].sum() == books.settled.amount_cents[mine].sum()


@pytest.mark.parametrize("days", [0, 35, 1_000, 5_000])
def test_a_series_that_comes_later_is_that_of_later_days(books: kpi.Books, days: int) -> None:
    """Nothing is lost: what comes after the last day is in the last entry."""
    day, amount = books.settled.day, books.settled.amount_cents
    found = delayed(books.by_day(day, amount), days)
    assert (found == books.by_day(day + days, amount)).all()


# === What two policies share ===


def test_policies_that_sell_alike_share_one_reading(lived: Ledger) -> None:
    baseline = kpi.Books(lived, Finance())
    alike = kpi.Books(lived, Finance(), baseline)
    assert alike.sales is baseline.sales
    assert kpi.Books(lived, RECEIPTS, baseline).sales is not baseline.sales, "other finances"
    assert kpi.Books(random_ledger(9), Finance(), baseline).sales is not baseline.sales


@pytest.mark.parametrize("seed", [1, 9])
def test_sharing_changes_no_figure(lived: Ledger, seed: int) -> None:
    baseline, other = kpi.Books(lived, Finance()), random_ledger(seed)
    alone, shared = kpi.Books(other, Finance()), kpi.Books(other, Finance(), baseline)
    assert kpi.bridge_of(alone) == kpi.bridge_of(shared)
    assert (kpi.treasury_of(alone).cash == kpi.treasury_of(shared).cash).all()
    assert month_closings(alone) == month_closings(shared)


# === Accounts with factors, and twelve month-ends at once ===


def test_accounts_with_factors_end_as_the_ledger_says(books: kpi.Books) -> None:
    left = left_with_factors(books)
    assert left.any()
    assert left.tolist() == factor_balance(books.ledger).tolist()


def _waiting_slowly(books: kpi.Books, day: int) -> int:
    """VAT of the invoices in the headline, less what their payments so far have carried."""
    in_headline = (books.issue <= day) & (books.due + OLDEST_DAYS >= day)
    left, settled = books.vat.copy(), books.settled
    for when, invoice, vat in zip(settled.day, settled.invoice, settled_vat(books), strict=True):
        if when <= day:
            left[invoice] -= vat
    return int(left[in_headline].sum())


def test_vat_inside_receivables_against_a_slow_reading(lived: Ledger) -> None:
    books = kpi.Books(lived, RECEIPTS)
    found = [closing.waiting_vat for closing in month_closings(books)]
    assert found == [_waiting_slowly(books, day) for day in lived.month_ends]
    assert min(found) > 0
