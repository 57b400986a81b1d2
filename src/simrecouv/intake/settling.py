"""What settled the invoices of a file: a table of parts, one per row and invoice that it settles.

Everything is an array with one place per part. An invoice is named by its number in
`simrecouv.intake.identity.Keys`; -1 is money that settles no known invoice.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simrecouv.intake.dates import Dates

Places = NDArray[np.int64]
Cents = NDArray[np.int64]


class Parts(NamedTuple):
    """What settled invoices.

    Attributes
    ----------
    row : (parts,) int64
        Row of the file that says it.
    invoice : (parts,) int64
        Number of the invoice; -1 for none.
    day : (parts,) datetime64[D]
    kind : (parts,) int8
        Rank of the `Settling`.
    cents : (parts,) int64
        [cents] What the balance is reduced by.
    """

    row: Places
    invoice: Places
    day: Dates
    kind: NDArray[np.int8]
    cents: Cents

    def take(self, which: NDArray[np.bool_] | Places) -> Parts:
        """Keep some parts, by mask or by place."""
        return Parts(
            self.row[which],
            self.invoice[which],
            self.day[which],
            self.kind[which],
            self.cents[which],
        )

    def with_cents(self, cents: Cents) -> Parts:
        """Return the parts that another amount leaves, zeros left out."""
        return self._replace(cents=cents).take(cents != 0)

    def settled(self, invoices: int) -> Cents:
        """[cents] Sum per invoice."""
        sums = np.zeros(invoices, dtype=np.int64)
        known = self.invoice >= 0
        np.add.at(sums, self.invoice[known], self.cents[known])
        return sums

    def in_order(self) -> Parts:
        """Sort by invoice, then by day, kind and row."""
        return self.take(np.lexsort((self.row, self.kind, self.day, self.invoice)))


def together(*tables: Parts) -> Parts:
    """Put several tables of parts one after the other."""
    return Parts(*(np.concatenate(columns) for columns in zip(*tables, strict=True)))


def spread(
    parts: Parts, group: Places, invoices: Places, invoice_group: Places, room: Cents
) -> Parts:
    """Let money settle the invoices of its group, the first invoice first.

    Parameters
    ----------
    parts
        Money, in the order in which it is spent within each group.
    group
        Group of each part, in increasing order.
    invoices, invoice_group, room
        Numbers of the invoices, their groups in increasing order, and what each may still take
        [cents, above 0].

    Returns
    -------
    Parts
        The same money; what finds no room goes to invoice -1.

    Examples
    --------
    >>> days = np.array(["2024-01-05"], dtype="datetime64[D]")
    >>> money = Parts(np.array([9]), np.array([-1]), days, np.zeros(1, np.int8), np.array([70]))
    >>> spent = spread(money, np.array([0]), np.array([4, 5]), np.zeros(2, int), np.array([50, 50]))
    >>> spent.invoice.tolist(), spent.cents.tolist()
    ([4, 5], [50, 20])
    """
    if not parts.cents.size or not room.size:
        return parts
    # On one axis of cents, each group has a stretch as long as its money or its room.
    groups = 1 + int(max(group.max(initial=-1), invoice_group.max(initial=-1)))
    money, rooms = (np.zeros(groups, dtype=np.int64) for _ in range(2))
    np.add.at(money, group, parts.cents)
    np.add.at(rooms, invoice_group, room)
    base = np.cumsum(np.r_[0, np.maximum(money, rooms)])[:-1]
    money_end = _ends(parts.cents, group, base)
    room_end = _ends(room, invoice_group, base)
    money_start, room_start = money_end - parts.cents, room_end - room
    cuts = np.unique(np.concatenate([money_start, money_end, room_start, room_end]))
    low, high = cuts[:-1], cuts[1:]
    spent = np.searchsorted(money_start, low, side="right") - 1
    taker = np.searchsorted(room_start, low, side="right") - 1
    has_money = (spent >= 0) & (low < money_end[spent])
    has_room = (taker >= 0) & (low < room_end[taker])
    taken = np.full(low.size, -1, dtype=np.int64)
    taken[has_room] = invoices[taker[has_room]]
    pieces = parts.take(spent[has_money])
    return pieces._replace(invoice=taken[has_money], cents=(high - low)[has_money])


def _ends(cents: Cents, group: Places, base: Cents) -> Cents:
    """Where each amount ends on the axis: groups stand together, in increasing order."""
    total = np.cumsum(cents)
    first = np.searchsorted(group, group, side="left")
    ends: Cents = base[group] + total - (total - cents)[first]
    return ends


def overpaid(parts: Parts, amounts: Cents) -> Cents:
    """[cents] What each part holds beyond the amount of its invoice; the last money first.

    Parameters
    ----------
    parts
        In the order of `Parts.in_order`.
    amounts
        [cents] By invoice.

    Examples
    --------
    >>> days = np.array(["2024-01-05", "2024-01-06"], dtype="datetime64[D]")
    >>> zeros = np.zeros(2, dtype=np.int64)
    >>> paid = Parts(zeros, zeros, days, np.zeros(2, np.int8), np.array([70, 50]))
    >>> overpaid(paid, np.array([100])).tolist()
    [0, 20]
    """
    known = parts.invoice >= 0
    excess = np.zeros(parts.cents.size, dtype=np.int64)
    beyond = (parts.settled(amounts.size) - amounts).clip(0)
    places = np.flatnonzero(known)[::-1]
    if not beyond.any():
        return excess
    positive, invoice = parts.cents[places].clip(0), parts.invoice[places]
    total = np.cumsum(positive)
    # Backwards, invoices come in decreasing order.
    first = np.searchsorted(-invoice, -invoice, side="left")
    later = total - positive - (total - positive)[first]
    excess[places] = np.minimum((beyond[invoice] - later).clip(0), positive)
    return excess


def summed(parts: Parts) -> Parts:
    """One part per invoice, day and kind, in order; parts that cancel out disappear."""
    ordered = parts.in_order()
    if not ordered.row.size:
        return ordered
    same = np.ones(ordered.row.size, dtype=bool)
    for column in (ordered.invoice, ordered.day, ordered.kind):
        same[1:] &= column[1:] == column[:-1]
    same[0] = False
    starts = np.flatnonzero(~same)
    cents = np.add.reduceat(ordered.cents, starts)
    return ordered.take(starts).with_cents(cents)
