"""Several years as one ledger: what opens a year is what closed the year before, and is read once.

Only the opening of the first year stands for invoices that the files do not hold. A later one joins
the groups of the lines that it carries forward, so that lettering runs across years.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.errors import LedgerFileError, Problem
from simrecouv.intake.fec.entries import FileEntries
from simrecouv.intake.fec.groups import lettered_groups
from simrecouv.intake.fec.roles import Role
from simrecouv.vocabulary import Label

#: Files may overlap by so many days; a small company may write nothing for months, not for a year.
SLACK, LONGEST_GAP = np.timedelta64(31, "D"), np.timedelta64(300, "D")

CARRIED = Label(
    "à-nouveaux d'exercices suivants : {equal} comptes de clients sur {all} égaux à leur clôture",
    "openings of later years: {equal} of {all} customer balances equal to their closing",
)


def in_order(files: Sequence[FileEntries]) -> list[FileEntries]:
    """Put files in the order of their years.

    Raises
    ------
    LedgerFileError
        If two cover the same days, or a year is missing between two.
    """
    ordered = sorted(files, key=lambda file: (np.isnat(file.first_day), file.first_day))
    for before, after in pairwise(ordered):
        span = f"{before.first_day} to {before.last_day}, then {after.first_day}"
        if after.first_day + SLACK < before.last_day:
            meant = f"covers days that {before.source} covers too ({span}): give each year once"
            raise LedgerFileError(after.source, [Problem("file", None, meant)])
        if after.first_day - before.last_day > LONGEST_GAP:
            meant = f"a year is missing after {before.source} ({span})"
            raise LedgerFileError(after.source, [Problem("file", None, meant)])
    return ordered


def open_years(
    lines: pd.DataFrame, role: NDArray[np.int8], first_day: np.datetime64
) -> NDArray[np.int8]:
    """Give opening lines their role: carried forward, of a known invoice, or without detail.

    An opening names its invoice if its document is dated before the year; but not if most of them
    are dated the very day before, which is the day of the closing.
    """
    role = role.copy()
    opening = lines["is_opening"].to_numpy()
    day = lines["date"].to_numpy()
    later = opening & (day - first_day > SLACK)
    first = opening & ~later
    document = lines["piece_date"].to_numpy()
    debit = lines["signed"].to_numpy() > 0
    with np.errstate(invalid="ignore"):
        dated = document < day
        closing = document == day - np.timedelta64(1, "D")
    if closing[first].sum() > 0.5 * max(first.sum(), 1):
        dated &= ~closing
    role[later] = Role.CARRIED
    role[first & debit] = Role.OPENING_DEBIT
    role[first & debit & dated & lines["piece"].ne("").to_numpy()] = Role.OPENING_INVOICE
    role[first & ~debit] = Role.OPENING_CREDIT
    return role


def carried_links(
    lines: pd.DataFrame, role: NDArray[np.int8]
) -> tuple[list[tuple[int, int]], list[Label]]:
    """Link each line that was open at a closing to the lettering of its opening entry.

    By account, customer, document and amount; then by amount, if it is the only one; then the whole
    balance of the customer, if the opening is one lump of it.
    """
    carried = np.flatnonzero(role == Role.CARRIED)
    if not carried.size:
        return [], []
    groups = lettered_groups(lines, role)
    table = pd.DataFrame(
        {
            "row": np.arange(len(lines)),
            "key": pd.factorize(lines["ledger_account"] + "\0" + lines["customer"])[0],
            "date": lines["date"],
            "piece": lines["piece"],
            "signed": lines["signed"],
            "letter": lines["letter"],
            "letter_date": lines["letter_date"],
            "group": groups,
        }
    )
    links: list[tuple[int, int]] = []
    equal = total = 0
    for day, mine in table.iloc[carried].groupby("date"):
        before = table[(table["date"] < day) & (role != Role.CARRIED)]
        sums = before.groupby("key")["signed"].sum()
        opened = mine.groupby("key")["signed"].sum()
        both = pd.concat([sums[sums != 0], opened], axis=1, keys=["closing", "opening"]).fillna(0)
        equal, total = equal + int((both["closing"] == both["opening"]).sum()), total + len(both)
        lettered = mine[mine["letter"].ne("")]
        anchors = _anchors(lettered, table[(table["date"] >= day) & (table["group"] >= 0)])
        open_before = before[before["key"].isin(lettered["key"]) & ~_settled(before)]
        for opening, earlier in _matches(lettered, open_before):
            if opening in anchors:
                links.append((earlier, anchors[opening]))
    label = Label(
        CARRIED.fr.format(equal=equal, all=total), CARRIED.en.format(equal=equal, all=total)
    )
    return links, [label]


def _settled(before: pd.DataFrame) -> NDArray[np.bool_]:
    """Whether the lettering of a line balances with what comes before the day of opening."""
    sums = before.groupby("group")["signed"].transform("sum").to_numpy()
    done: NDArray[np.bool_] = (before["group"].to_numpy() >= 0) & (sums == 0)
    return done


def _anchors(lettered: pd.DataFrame, after: pd.DataFrame) -> dict[int, int]:
    """Find, for each lettered opening line, a line of the year that bears the same letter."""
    key = ["key", "letter", "letter_date"]
    firsts = after.sort_values("date", kind="stable").drop_duplicates(key)
    both = lettered.merge(firsts, on=key, suffixes=("", "_a"))
    return dict(zip(both["row"].tolist(), both["row_a"].tolist(), strict=True))


def _matches(lettered: pd.DataFrame, before: pd.DataFrame) -> list[tuple[int, int]]:
    """Pair opening lines with the earlier lines that they carry forward."""
    pairs: list[tuple[int, int]] = []
    for key in (["key", "piece", "signed"], ["key", "signed"]):
        one = lettered[~lettered.duplicated(key, keep=False)]
        two = before[~before.duplicated(key, keep=False)]
        found = one.merge(two, on=key, suffixes=("", "_b"))
        new = list(zip(found["row"].tolist(), found["row_b"].tolist(), strict=True))
        pairs += new
        lettered = lettered[~lettered["row"].isin([a for a, _ in new])]
        before = before[~before["row"].isin([b for _, b in new])]
    sums = before.groupby("key")["signed"].sum()
    lumps = lettered[~lettered.duplicated("key", keep=False)]
    whole = lumps[lumps["signed"].eq(lumps["key"].map(sums))]
    rest = whole.merge(before, on="key", suffixes=("", "_b"))
    return pairs + list(zip(rest["row"].tolist(), rest["row_b"].tolist(), strict=True))
