"""Within a group of customer lines, which credit settles which invoice, to the cent.

Day by day: a credit settles the invoice of exactly its amount, else the oldest due first; what is
left of it waits for a later invoice (a deposit). Money that is returned first takes what waits,
then takes back the last payments. Debits that are no invoice (openings without detail, others)
take their part of the credits, which then settles no known invoice.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.intake.fec.roles import INVOICES, SETTLING, Role
from simrecouv.vocabulary import Settling


@dataclass(eq=False)
class Settled:
    """What the credits of a ledger did.

    Attributes
    ----------
    rows : list of (invoice, line, cents, kind)
        What settled an invoice: places of both lines, cents (below 0 where money is returned).
    unknown : dict of int to int
        [cents] Part of a credit that settled a debit which is no invoice, by place.
    waiting : dict of int to int
        [cents] Part of a credit that settled nothing, by place.
    netted : dict of int to int
        [cents] Part of a credit that was returned, and of the debit that returned it, by place.
    """

    rows: list[tuple[int, int, int, Settling]] = field(default_factory=list)
    unknown: dict[int, int] = field(default_factory=dict)
    waiting: dict[int, int] = field(default_factory=dict)
    netted: dict[int, int] = field(default_factory=dict)


@dataclass(eq=False)
class _Owed:
    """A debit of a group, and what is left of it."""

    place: int
    due: int
    left: int
    is_invoice: bool


@dataclass(eq=False)
class _Credit:
    """A credit of a group, or the part of it that is of one kind, and what is left of it."""

    place: int
    left: int
    kind: Settling


def settle(
    lines: pd.DataFrame,
    role: NDArray[np.int8],
    not_money: NDArray[np.int64],
    groups: NDArray[np.int64],
    rows: NDArray[np.int64],
) -> Settled:
    """Settle the groups of some lines.

    Parameters
    ----------
    lines
        Customer lines: date, due, signed [cents], discount [cents].
    role, groups
        Role and group of each line.
    not_money
        [cents] Part of a payment that is a discount or a write-off.
    rows
        Places of the lines that take part.
    """
    settled = Settled()
    date = lines["date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    due = lines["due_order"].to_numpy().astype("datetime64[D]").astype(np.int64)
    signed = lines["signed"].to_numpy()
    order = rows[np.lexsort((rows, signed[rows] < 0, date[rows], groups[rows]))]
    cuts = np.flatnonzero(np.diff(groups[order])) + 1
    rest = np.where(lines["discount"].to_numpy() > 0, 0, 1)
    columns = (due.tolist(), signed.tolist(), role.tolist(), not_money.tolist(), rest.tolist())
    for group in np.split(order, cuts):
        _Group(settled, *columns).run(group.tolist())
    return settled


class _Group:
    """The lines of one group, settled day by day."""

    def __init__(
        self,
        settled: Settled,
        due: list[int],
        signed: list[int],
        role: list[int],
        not_money: list[int],
        rest: list[int],
    ) -> None:
        self.settled, self.due, self.signed, self.role = settled, due, signed, role
        self.not_money, self.rest = not_money, rest
        self.owed: list[_Owed] = []
        self.waiting: list[_Credit] = []
        self.first_row = len(settled.rows)

    def run(self, places: list[int]) -> None:
        """Let the lines of the group come in their order."""
        for place in places:
            role, cents = self.role[place], self.signed[place]
            if role == Role.REFUND:
                self._returned(place, cents)
            elif cents > 0:
                self._owes(_Owed(place, self.due[place], cents, role in INVOICES))
            else:
                for credit in self._parts(place, -cents, role):
                    self._pays(credit)
        for credit in self.waiting:
            if credit.left:
                waiting = self.settled.waiting
                waiting[credit.place] = waiting.get(credit.place, 0) + credit.left

    def _parts(self, place: int, cents: int, role: int) -> list[_Credit]:
        """Money, and what the same credit holds of a discount or a write-off."""
        part = self.not_money[place]
        kind = SETTLING[Role(role)]
        if not part:
            return [_Credit(place, cents, kind)]
        other = Settling.WRITTEN_OFF if self.rest[place] else Settling.DISCOUNT
        credits_ = [_Credit(place, cents - part, kind), _Credit(place, part, other)]
        return [credit for credit in credits_ if credit.left]

    def _owes(self, owed: _Owed) -> None:
        """Take a debit; what waits settles it, the same amount first."""
        exact = [c for c in self.waiting if c.left == owed.left]
        for credit in exact[:1] or list(self.waiting):
            self._settle(owed, credit)
        self.waiting = [credit for credit in self.waiting if credit.left]
        if owed.left:
            self.owed.append(owed)

    def _pays(self, credit: _Credit) -> None:
        """Settle the debit of exactly this amount, else the oldest due first, invoices first."""
        self.owed.sort(key=lambda owed: (not owed.is_invoice, owed.due))
        exact = [owed for owed in self.owed if owed.left == credit.left]
        for owed in exact[:1] or self.owed:
            self._settle(owed, credit)
            if not credit.left:
                break
        self.owed = [owed for owed in self.owed if owed.left]
        if credit.left:
            self.waiting.append(credit)

    def _settle(self, owed: _Owed, credit: _Credit) -> None:
        cents = min(owed.left, credit.left)
        if not cents:
            return
        owed.left -= cents
        credit.left -= cents
        if owed.is_invoice:
            self.settled.rows.append((owed.place, credit.place, cents, credit.kind))
        else:
            unknown = self.settled.unknown
            unknown[credit.place] = unknown.get(credit.place, 0) + cents

    def _returned(self, place: int, cents: int) -> None:
        """Return money: what waits, then the last payments; a part that returns nothing is owed."""
        paid = self._paid()
        if sum(c.left for c in self.waiting) + sum(paid.values()) < cents:
            self._owes(_Owed(place, self.due[place], cents, False))
            return
        for credit in sorted(self.waiting, key=lambda c: c.left != cents):
            taken = min(credit.left, cents)
            credit.left, cents = credit.left - taken, cents - taken
            for one in (credit.place, place) if taken else ():
                self.settled.netted[one] = self.settled.netted.get(one, 0) + taken
        self.waiting = [credit for credit in self.waiting if credit.left]
        for invoice, most in reversed(list(paid.items())):
            taken = min(most, cents)
            if taken:
                cents -= taken
                self.settled.rows.append((invoice, place, -taken, Settling.PAYMENT))
                self._reopened(invoice, taken)

    def _paid(self) -> dict[int, int]:
        """Money that each invoice of the group holds, the last paid last."""
        paid: dict[int, int] = {}
        for invoice, _, cents, kind in self.settled.rows[self.first_row :]:
            if kind is Settling.PAYMENT:
                paid[invoice] = paid.pop(invoice, 0) + cents
        return paid

    def _reopened(self, invoice: int, cents: int) -> None:
        for owed in self.owed:
            if owed.place == invoice:
                owed.left += cents
                return
        self.owed.append(_Owed(invoice, self.due[invoice], cents, True))
