"""Money spread over invoices: none is lost, none is spent twice, no invoice takes too much."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from simrecouv.intake.settling import Parts, overpaid, spread

amounts = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 50)), max_size=8)


def money_of(drawn: list[tuple[int, int]]) -> tuple[Parts, np.ndarray]:
    """Sort parts by group; each on a row of its own."""
    drawn = sorted(drawn, key=lambda one: one[0])
    n = len(drawn)
    group = np.array([g for g, _ in drawn], dtype=np.int64)
    cents = np.array([c for _, c in drawn], dtype=np.int64)
    days = np.full(n, np.datetime64("2024-01-05", "D"))
    return Parts(np.arange(n), np.full(n, -1), days, np.zeros(n, dtype=np.int8), cents), group


@settings(max_examples=200)
@given(amounts, amounts)
def test_each_group_spends_what_it_can_and_keeps_the_rest(
    money: list[tuple[int, int]], rooms: list[tuple[int, int]]
) -> None:
    parts, group = money_of(money)
    taking, taking_group = money_of(rooms)
    numbers = np.arange(len(rooms))
    spent = spread(parts, group, numbers, taking_group, taking.cents)
    assert np.bincount(spent.row, spent.cents, len(money)).tolist() == parts.cents.tolist()
    taken = spent.settled(len(rooms))
    assert (taken <= taking.cents).all()
    known = spent.invoice >= 0
    assert (group[spent.row[known]] == taking_group[spent.invoice[known]]).all()
    for one in range(4):
        have, room = parts.cents[group == one].sum(), taking.cents[taking_group == one].sum()
        assert taken[taking_group == one].sum() == min(have, room)


@settings(max_examples=200)
@given(amounts, st.lists(st.integers(0, 100), min_size=4, max_size=4))
def test_the_excess_is_what_exceeds_each_amount(
    money: list[tuple[int, int]], owed: list[int]
) -> None:
    parts, invoice = money_of(money)
    parts = parts._replace(invoice=invoice)
    excess = overpaid(parts, np.array(owed))
    assert ((excess >= 0) & (excess <= parts.cents)).all()
    paid = np.bincount(invoice, parts.cents, 4)
    assert np.bincount(invoice, excess, 4).tolist() == np.maximum(paid - owed, 0).tolist()
