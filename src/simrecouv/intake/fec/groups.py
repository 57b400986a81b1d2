"""Which customer lines settle each other: lettering first, then what is beyond doubt without it.

A lettering code holds for one customer on one account, and comes back from year to year: lines of
one code are parted by the date of lettering where the parts balance; the others each time that
their running balance comes back to zero; and what does not balance, by the date of lettering.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.intake.fec.roles import INVOICES, SKIPPED, Role

Groups = NDArray[np.int64]


def lettered_groups(lines: pd.DataFrame, role: NDArray[np.int8]) -> Groups:
    """Give a number to the groups of lettered lines; -1 for the other lines."""
    found = np.full(len(lines), -1, dtype=np.int64)
    carried = role == Role.CARRIED
    rows = np.flatnonzero(lines["letter"].ne("").to_numpy() & ~carried)
    if not rows.size:
        return found
    mine = lines.iloc[rows]
    code = _codes(mine["ledger_account"], mine["customer"], mine["letter"])
    signed = mine["signed"].to_numpy()
    undated = mine["letter_date"].isna().to_numpy()
    dated = _codes(pd.Series(code), mine["letter_date"].astype("int64"))
    balanced = (np.bincount(dated, weights=signed)[dated] == 0) & ~undated
    code = _codes(pd.Series(code), pd.Series(np.where(balanced, dated, -1)))
    code = _cut_at_zero(code, mine["date"].to_numpy(), signed, ~balanced)
    # What still does not balance is parted by its dates of lettering all the same.
    settles = np.bincount(code, weights=signed)[code] == 0
    found[rows] = _codes(pd.Series(code), pd.Series(np.where(settles, -1, dated)))
    return found


def _cut_at_zero(
    code: Groups,
    date: NDArray[np.datetime64],
    signed: NDArray[np.int64],
    may_cut: NDArray[np.bool_],
) -> Groups:
    """Part groups where their running balance, day by day, comes back to zero."""
    order = np.lexsort((signed < 0, date, code))
    running = np.cumsum(signed[order])
    # Balances of groups that do not settle would run on into the next: start each at its own zero.
    starts = np.flatnonzero(np.diff(code[order], prepend=-1))
    before = np.where(starts > 0, running[starts - 1], 0)
    running = running - np.repeat(before, np.diff(np.append(starts, running.size)))
    day = date[order]
    is_last = np.append(
        (np.diff(code[order]) != 0) | (np.diff(day) != np.timedelta64(0, "D")), True
    )
    cut = (running == 0) & is_last & may_cut[order]
    part = np.cumsum(np.concatenate([[0], cut[:-1].astype(np.int64)]))
    found = np.empty(code.size, dtype=np.int64)
    found[order] = part
    return _codes(pd.Series(code), pd.Series(found))


def _codes(*columns: pd.Series) -> Groups:
    """Give a number to the distinct combinations of several columns."""
    joined = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        dense, values = pd.factorize(column.to_numpy())
        joined = pd.factorize(joined * (len(values) + 1) + dense)[0].astype(np.int64)
    return joined


def all_groups(
    lines: pd.DataFrame, role: NDArray[np.int8], links: Iterable[tuple[int, int]]
) -> tuple[Groups, NDArray[np.bool_]]:
    """Return the group of every line, and say which lines are lettered.

    Unlettered lines of 413, 416 and 419 stand together by customer; those of 411 stand alone but
    for what `unlettered_links` finds. `links` joins the groups of two lines.
    """
    found = lettered_groups(lines, role)
    is_lettered = found >= 0
    rest = np.flatnonzero(~is_lettered)
    mine = lines.iloc[rest]
    pooled = mine["ledger_account"].str.match("413|416|419").to_numpy(dtype=bool)
    collective = mine["ledger_account"].eq(mine["customer"]).to_numpy()
    amount = np.where(collective, mine["signed"].abs().to_numpy(), 0)
    pool = _codes(mine["ledger_account"], mine["customer"], pd.Series(amount))
    number = np.where(pooled, pool, pool.max(initial=-1) + 1 + np.arange(rest.size))
    found[rest] = number + found.max(initial=-1) + 1
    return _united(found, [*links, *unlettered_links(lines, role, is_lettered)]), is_lettered


def _united(groups: Groups, links: list[tuple[int, int]]) -> Groups:
    """Join groups by links between lines."""
    if not links:
        return groups
    parent: dict[int, int] = {}

    def root(group: int) -> int:
        while parent.get(group, group) != group:
            parent[group] = parent.get(parent[group], parent[group])
            group = parent[group]
        return group

    for one, other in links:
        parent[root(int(groups[one]))] = root(int(groups[other]))
    moved = {group: root(group) for group in list(parent)}
    distinct, places = np.unique(groups, return_inverse=True)
    mapped = np.array([moved.get(group, group) for group in distinct.tolist()], dtype=np.int64)
    united: Groups = mapped[places]
    return united


def unlettered_links(
    lines: pd.DataFrame, role: NDArray[np.int8], is_lettered: NDArray[np.bool_]
) -> list[tuple[int, int]]:
    """Link unlettered credits to the invoice that they settle, where there is no doubt.

    Either they name the document of one invoice of the customer, and do not exceed it; or invoice
    and credit are the only ones of the customer with their amount, and the invoice came first.
    """
    debits = (*INVOICES, Role.OPENING_DEBIT)
    credit = (lines["signed"].to_numpy() < 0) & (role != Role.CARRIED)
    free = ~is_lettered & lines["ledger_account"].str.match("41[01]").to_numpy(dtype=bool)
    table = pd.DataFrame(
        {
            "row": np.arange(len(lines)),
            "customer": lines["customer"],
            "piece": lines["piece"],
            "cents": lines["signed"].abs(),
            "date": lines["date"],
        }
    )
    left = table[free & np.isin(role, debits)]
    right = table[free & credit]
    by_piece = _same_piece(left, right)
    linked = {row for pair in by_piece for row in pair}
    left, right = (part[~part["row"].isin(linked)] for part in (left, right))
    return by_piece + _same_amount(left, right)


def _same_piece(left: pd.DataFrame, right: pd.DataFrame) -> list[tuple[int, int]]:
    key = ["customer", "piece"]
    left, right = left[left["piece"].ne("")], right[right["piece"].ne("")]
    left = left[~left.duplicated(key, keep=False)]
    right = right.assign(total=right.groupby(key)["cents"].transform("sum"))
    both = left.merge(right, on=key, suffixes=("", "_c"))
    both = both[both["total"] <= both["cents"]]
    return list(zip(both["row"].tolist(), both["row_c"].tolist(), strict=True))


def _same_amount(left: pd.DataFrame, right: pd.DataFrame) -> list[tuple[int, int]]:
    key = ["customer", "cents"]
    left, right = (part[~part.duplicated(key, keep=False)] for part in (left, right))
    both = left.merge(right, on=key, suffixes=("", "_c"))
    both = both[both["date_c"] >= both["date"]]
    return list(zip(both["row"].tolist(), both["row_c"].tolist(), strict=True))


def skipped(role: NDArray[np.int8]) -> NDArray[np.bool_]:
    """Whether a line only joins groups: it settles nothing itself."""
    return np.isin(role, SKIPPED)


class States(NamedTuple):
    """What the group of each line is, over the lines that settle something."""

    is_balanced: NDArray[np.bool_]
    has_internal: NDArray[np.bool_]
    is_one_legged: NDArray[np.bool_]
    has_invoice: NDArray[np.bool_]
    has_opening: NDArray[np.bool_]


def states(lines: pd.DataFrame, role: NDArray[np.int8], groups: Groups) -> States:
    """Describe the group of each line."""
    code, distinct = pd.factorize(groups)
    size, signed, taking = len(distinct), lines["signed"].to_numpy(), ~skipped(role)

    def any_of(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = (np.bincount(code[mask], minlength=size) > 0)[code]
        return found

    sums = np.bincount(code[taking], weights=signed[taking], minlength=size)
    return States(
        is_balanced=(sums == 0)[code],
        has_internal=any_of(role == Role.INTERNAL),
        is_one_legged=~(any_of(taking & (signed > 0)) & any_of(taking & (signed < 0))),
        has_invoice=any_of(np.isin(role, INVOICES)),
        has_opening=any_of(np.isin(role, [Role.OPENING_DEBIT, Role.OPENING_CREDIT])),
    )


def closed_by_nothing(
    lines: pd.DataFrame,
    role: NDArray[np.int8],
    groups: Groups,
    is_lettered: NDArray[np.bool_],
    last_day: np.datetime64,
) -> NDArray[np.bool_]:
    """Whether an invoice was lettered by the last day, with nothing in the files that settles it.

    Lettered later, or at a date that is not known, it was open on the last day: what settles it
    would otherwise be in the files.
    """
    state = states(lines, role, groups)
    # What left for another account is still open there.
    alone = is_lettered & state.is_one_legged & ~state.has_internal & np.isin(role, INVOICES)
    with np.errstate(invalid="ignore"):
        closed: NDArray[np.bool_] = alone & (lines["letter_date"].to_numpy() <= last_day)
    return closed
