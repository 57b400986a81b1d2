"""Why the DSO of two policies differ: what left the receivables, in days, to the last digit."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kpi.hand_ledgers import Bill, Row, lost, write_ledger
from kpi.random_ledgers import random_ledger
from simrecouv import kpi
from simrecouv.errors import StudyError
from simrecouv.ledger import Ledger
from simrecouv.scenario import Finance
from simrecouv.vocabulary import DSO_AGES, DSO_SPLIT, Kind, Payee

TERMS = [name for name, _ in DSO_SPLIT]
FINANCE = Finance()
#: One invoice of 120 EUR a day, which nobody pays unless a test says so.
BILLS = [Bill(day, day + 30) for day in range(-30, 800)]
#: 365 invoices a year: one invoice is one day of sales.
DAY = 12_000


def _ledger(*rows: Row, bills: list[Bill] | None = None) -> Ledger:
    return write_ledger(BILLS if bills is None else bills, rows, first_day=-30)


def _split(policy: Ledger, baseline: Ledger) -> kpi.DsoSplit:
    return kpi.dso_split(policy, baseline, FINANCE)


def _only(**days: float) -> dict[str, float]:
    """The split where these terms alone differ from zero."""
    return {name: pytest.approx(days.get(name, 0.0), abs=1e-9) for name in TERMS}


def _difference(column: str, a: Ledger, b: Ledger) -> float:
    return kpi.scorecard(a, FINANCE)[column] - kpi.scorecard(b, FINANCE)[column]


@pytest.mark.parametrize(("policy", "baseline"), [(1, 2), (2, 3), (3, 1)])
def test_each_split_sums_to_the_difference_of_the_scorecards(policy: int, baseline: int) -> None:
    """Sales, customers and every mechanism differ."""
    a, b = random_ledger(policy), random_ledger(baseline)
    split = _split(a, b)
    for terms, column in ((split.gross, "dso_simple"), (split.book, "dso_book")):
        assert list(terms) == TERMS
        assert math.fsum(terms.values()) == pytest.approx(_difference(column, a, b), abs=1e-9)
    assert list(split.ages) == [name for name, _ in DSO_AGES]
    assert math.fsum(split.ages.values()) == pytest.approx(
        _difference("dso_simple", a, b), abs=1e-9
    )
    assert split.ages["overdue"] == pytest.approx(_difference("average_days_delinquent", a, b))


def test_a_policy_against_itself_is_zero_everywhere(lived: Ledger) -> None:
    split = _split(lived, lived)
    assert set(split.gross.values()) | set(split.book.values()) == {0.0}


def test_swapping_the_policies_changes_the_signs() -> None:
    ahead, back = (_split(random_ledger(i), random_ledger(3 - i)) for i in (1, 2))
    for name in TERMS:
        assert ahead.gross[name] == pytest.approx(-back.gross[name], abs=1e-9)
        assert ahead.book[name] == pytest.approx(-back.book[name], abs=1e-9)


def test_every_move_of_the_principal_is_in_one_term() -> None:
    """Sales are what nothing else explains: with the same invoices, they explain nothing."""
    for kind in Kind:
        if kind.principal_sign and kind is not Kind.INVOICED:
            split = _split(_ledger(Row(300, kind, 5, 600)), _ledger())
            for terms in (split.gross, split.book):
                assert terms["sales"] == pytest.approx(0.0, abs=1e-9), kind
            named = [name for name, days in split.book.items() if abs(days) > 1e-9]
            assert len(named) == 1, kind


@pytest.mark.parametrize(
    ("kind", "term"),
    [
        (Kind.RECEIVED, "cash"),
        (Kind.DISCOUNT, "discounts"),
        (Kind.CONCESSION, "credits"),
        (Kind.CREDIT_NOTE, "credits"),
        (Kind.SOLD, "sold"),
        (Kind.SUBROGATED, "guarantor"),
    ],
)
def test_what_leaves_both_balances_is_named(kind: Kind, term: str) -> None:
    """A year of one-a-day sales: an invoice out before the first month-end is one day of DSO."""
    split = _split(_ledger(Row(390, kind, 380, DAY)), _ledger())
    assert split.gross == _only(**{term: -1.0})
    assert split.book == _only(**{term: -1.0})


@pytest.mark.parametrize("payee", list(Payee))
def test_a_debtor_who_pays_somebody_else_has_paid(payee: Payee) -> None:
    paid = _ledger(Row(390, Kind.RECEIVED, 380, DAY, 0, payee.code))
    assert _split(paid, _ledger()).gross == _only(cash=-1.0)


def test_a_sold_invoice_stands_under_the_sale_until_its_customer_pays_the_factor() -> None:
    """Half of the month-ends before, half after: the balance does not move, its reason does."""
    sold = [Row(390, Kind.SOLD, 380, DAY), Row(560, Kind.PAID_TO_FACTOR, 380, DAY)]
    split = _split(_ledger(*sold), _ledger())
    assert split.gross == split.book == _only(sold=-0.5, cash=-0.5)
    paid = _ledger(Row(560, Kind.RECEIVED, 380, DAY))
    assert _split(_ledger(*sold), paid).gross == _only(sold=-0.5)


def test_money_counts_for_the_month_ends_that_follow_it() -> None:
    """Received after 6 of the 12 month-ends: half a day of the yearly mean."""
    late = _ledger(Row(560, Kind.RECEIVED, 380, DAY))
    assert [end <= 560 for end in late.month_ends].count(True) == 6
    assert _split(late, _ledger()).gross == _only(cash=-0.5)


def test_a_month_end_includes_its_own_day() -> None:
    """Paid on the seventh month-end; due 730 days before it: the last day in the headline."""
    seventh = _ledger().month_ends[6]
    assert _split(_ledger(Row(seventh, Kind.RECEIVED, 380, DAY)), _ledger()).gross == _only(
        cash=-0.5
    )
    bills = [Bill(seventh - 760, seventh - 730), *BILLS[1:]]
    paid, never = (
        write_ledger(bills, rows, first_day=-200)
        for rows in ([Row(390, Kind.RECEIVED, 0, DAY)], [])
    )
    assert _split(paid, never).gross == _only(cash=-1.0, aged_out=5 / 12)


def test_what_is_taken_back_offsets_what_came() -> None:
    rows = [Row(390, Kind.RECEIVED, 380, DAY), Row(392, Kind.PAYMENT_REJECTED, 380, DAY)]
    rows += [Row(391, Kind.SOLD, 381, DAY), Row(392, Kind.BOUGHT_BACK, 381, DAY)]
    rows += [Row(391, Kind.WRITTEN_OFF, 382, DAY), Row(392, Kind.REINSTATED, 382, DAY)]
    split = _split(_ledger(*rows), _ledger())
    assert split.gross == _only()
    assert split.book == _only()


def test_a_policy_that_only_writes_off_earlier_moves_the_book_dso_alone() -> None:
    early = [Row(390, Kind.WRITTEN_OFF, n, DAY) for n in range(10)]
    late = [Row(560, Kind.WRITTEN_OFF, n, DAY) for n in range(10)]
    split = _split(_ledger(*early), _ledger(*late))
    assert split.gross == _only()
    assert split.book == _only(written_off=-5.0)
    assert set(split.ages.values()) == {0.0}


def test_a_debt_paid_before_it_ages_out_changes_hands_between_two_terms() -> None:
    """Due on day -330, it is out of any headline from day 401 on: all month-ends but the first.

    What cash took there would have left anyway.
    """
    bills = [Bill(-360, -330), *BILLS[1:]]
    paid = write_ledger(bills, [Row(390, Kind.RECEIVED, 0, DAY)], first_day=-360)
    never = write_ledger(bills, [], first_day=-360)
    split = _split(paid, never)
    assert split.gross == _only(cash=-1.0, aged_out=11 / 12)
    assert split.book == _only(cash=-1.0)


def test_an_invoice_of_one_policy_alone_is_a_matter_of_sales() -> None:
    """Sold under the policy alone, half paid: the half that is owed, and the sales that divide."""
    ordered = [lost(380), *BILLS[1:]]
    invoiced = [Bill(380, 410), *BILLS[1:]]
    half = [Row(385, Kind.RECEIVED, 0, DAY // 2)]
    more, fewer = _ledger(*half, bills=invoiced), _ledger(bills=ordered)
    split = _split(more, fewer)
    assert split.gross == _only(sales=_difference("dso_simple", more, fewer))
    assert split.book == _only(sales=_difference("dso_book", more, fewer))


def test_an_invoice_that_left_later_is_a_matter_of_sales_until_it_has_left() -> None:
    """Credit control keeps an order back to day 500; nobody ever pays it."""
    at_once = [Bill(380, 410, order=380), *BILLS[1:]]
    held = [Bill(500, 530, order=380), *BILLS[1:]]
    a, b = _ledger(bills=held), _ledger(bills=at_once)
    split = _split(a, b)
    assert split.book == _only(sales=_difference("dso_book", a, b))
    assert abs(split.book["sales"]) > 1e-4


def test_the_same_behaviour_on_fewer_sales_is_a_matter_of_sales() -> None:
    """One policy loses every tenth order of day 0 on; each customer pays after 45 days."""
    kept = [lost(b.issue) if n % 10 == 0 and b.issue >= 0 else b for n, b in enumerate(BILLS)]
    ledgers = []
    for bills in (kept, BILLS):
        paid = [
            Row(b.issue + 45, Kind.RECEIVED, n, DAY)
            for n, b in enumerate(bills)
            if b.issue + 45 < 800
        ]
        ledgers.append(_ledger(*paid, bills=bills))
    split = _split(*ledgers)
    assert split.gross == _only(sales=_difference("dso_simple", *ledgers))
    assert abs(split.gross["sales"]) < 0.5


def test_without_sales_there_is_nothing_to_split() -> None:
    empty = write_ledger([])
    split = _split(empty, empty)
    assert np.isnan([split.gross["cash"], split.book["sales"], *split.ages.values()]).all()


def test_two_worlds_are_not_compared() -> None:
    with pytest.raises(StudyError, match="830 and 829 orders"):
        _split(_ledger(), _ledger(bills=BILLS[1:]))
