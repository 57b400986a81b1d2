"""The event record: one documented dtype, integer cents, conservation laws, histories.

A ledger knows events, not who wrote them. It is sorted by its unique key (tick, customer, invoice,
kind, step, detail), and everything else is computed from it. For each invoice, to the cent:

* principal incl. VAT: invoiced + rejected + reinstated
  = received + discount + concession + credit notes + written off + closing;
* charges (interest and indemnity): charged = received + waived + closing.

Each `Kind` declares its sign in both laws. An order that was never invoiced owes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.errors import StudyError
from simrecouv.history import KINDS, Teller
from simrecouv.units import TICKS_PER_DAY, date_of
from simrecouv.vocabulary import Kind, Lang

#: One event: when, who, which invoice (-1 = none), what, by which step (-1 = none), and money.
LEDGER_DTYPE = np.dtype(
    [
        ("tick", np.int64),
        ("customer", np.int32),
        ("invoice", np.int32),
        ("kind", np.int16),
        ("step", np.int16),
        ("detail", np.int32),
        ("amount_cents", np.int64),
        ("cost_cents", np.int64),
    ]
)

#: The fields of the unique key, most significant first.
KEY_FIELDS = ("tick", "customer", "invoice", "kind", "step", "detail")

#: The issue day and the due day of an order that was never invoiced.
NO_DAY = 2_000_000

Events = NDArray[np.void]


@dataclass(frozen=True, eq=False)
class Invoices:
    """What KPIs need to know of each order and its invoice; index = invoice number of the ledger.

    Attributes
    ----------
    customer, segment : (invoices,) int32
    order_day : (invoices,) int32
        [days] When the customer orders; credit control may keep the order back until it is issued.
    issue_day, due_day : (invoices,) int32
        [days] ``NO_DAY`` for an order that was never invoiced.
    gross_cents, net_cents, margin_cents : (invoices,) int64
        Incl. VAT; excl. VAT; margin on sales excl. VAT.
    """

    customer: NDArray[np.int32]
    segment: NDArray[np.int32]
    order_day: NDArray[np.int32]
    issue_day: NDArray[np.int32]
    due_day: NDArray[np.int32]
    gross_cents: NDArray[np.int64]
    net_cents: NDArray[np.int64]
    margin_cents: NDArray[np.int64]

    @property
    def is_issued(self) -> NDArray[np.bool_]:
        """Whether each order was invoiced."""
        issued: NDArray[np.bool_] = self.due_day != NO_DAY
        return issued


@dataclass(frozen=True, eq=False)
class Ledger:
    """All the events of one (policy, replication), and what KPIs need beside them.

    Attributes
    ----------
    events : (rows,) `LEDGER_DTYPE`
    invoices
        Static facts of every invoice.
    customer_segment : (customers,) int32
    customer_profile : (customers,) int32
        Hidden from policies; for analysis only.
    segments, profiles, steps, agencies
        Names behind the numbers.
    desk_minutes : (steps,) float64
        Desk minutes that one contact of each step takes.
    start
        Calendar date of day 0.
    first_day, cohort_days, end_day, month_ends
        [days] The clock: see `simrecouv.scenario.Clock`.
    until_day
        [days] First day that has not happened: `end_day` once the run is over.
    """

    events: Events
    invoices: Invoices
    customer_segment: NDArray[np.int32]
    customer_profile: NDArray[np.int32]
    segments: tuple[str, ...]
    profiles: tuple[str, ...]
    steps: tuple[str, ...]
    agencies: tuple[str, ...]
    desk_minutes: NDArray[np.float64]
    start: date
    first_day: int
    cohort_days: int
    end_day: int
    month_ends: tuple[int, ...]
    until_day: int

    def __len__(self) -> int:
        return int(self.events.size)

    @cached_property
    def day(self) -> NDArray[np.int64]:
        """Day of each event."""
        day: NDArray[np.int64] = self.events["tick"] // TICKS_PER_DAY
        return day

    def of_kind(self, *kinds: Kind) -> Events:
        """Rows of the given kinds, in order."""
        return self.events[np.isin(self.events["kind"], kinds)]

    def to_frame(self, lang: Lang = "en") -> pd.DataFrame:
        """Return the events as a readable frame, one row per event."""
        labels = {number: kind.label.in_(lang) for number, kind in KINDS.items()}
        steps = np.array([*self.steps, ""], dtype=object)
        return pd.DataFrame(
            {
                "date": pd.to_datetime([date_of(int(d), self.start) for d in self.day]),
                "day": self.day,
                "customer": self.events["customer"],
                "invoice": self.events["invoice"],
                "event": pd.Series(self.events["kind"]).map(labels),
                "step": steps[self.events["step"]],
                "detail": self.events["detail"],
                "amount_eur": self.events["amount_cents"] / 100.0,
                "cost_eur": self.events["cost_cents"] / 100.0,
            }
        )

    def history(
        self, invoice: int | None = None, customer: int | None = None, lang: Lang = "fr"
    ) -> str:
        """Tell the life of an invoice, of a customer, or of the company (customer -1), in words.

        Raises
        ------
        StudyError
            If neither or both are asked for, or nobody has that number.
        """
        if (invoice is None) == (customer is None):
            raise StudyError("a history is of an invoice or of a customer: name one of them")
        field, number = ("invoice", invoice) if invoice is not None else ("customer", customer)
        lowest = 0 if field == "invoice" else -1
        known = self.invoices.customer if field == "invoice" else self.customer_segment
        if not isinstance(number, int | np.integer) or not lowest <= number < known.size:
            raise StudyError(f"no {field} {number!r}: numbers run from 0 to {known.size - 1}")
        rows = self.events[self.events[field] == number]
        teller = Teller(self.steps, self.agencies, self.start, lang)
        return teller.tell(rows, with_invoice=invoice is None)


def canonical(events: Events) -> Events:
    """Return events in the canonical order of the unique key."""
    return events[np.lexsort([events[field] for field in reversed(KEY_FIELDS)])]


def closing_principal(ledger: Ledger) -> NDArray[np.int64]:
    """Return the closing principal of every invoice [cents], from the signs of the kinds."""
    return _closing(ledger, {int(kind): kind.principal_sign for kind in Kind})


def closing_charges(ledger: Ledger) -> NDArray[np.int64]:
    """Return the closing late charges of every invoice [cents]."""
    return _closing(ledger, {int(kind): kind.charges_sign for kind in Kind})


def _closing(ledger: Ledger, signs: dict[int, int]) -> NDArray[np.int64]:
    sign = np.zeros(max(signs) + 1, dtype=np.int64)
    sign[list(signs)] = list(signs.values())
    events = ledger.events
    moved = sign[events["kind"]] * events["amount_cents"]
    balance = np.zeros(ledger.invoices.customer.size, dtype=np.int64)
    known = events["invoice"] >= 0
    np.add.at(balance, events["invoice"][known], moved[known])
    return balance
