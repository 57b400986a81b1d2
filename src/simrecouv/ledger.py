"""The event record: one documented dtype, integer cents, conservation laws, histories.

A ledger knows events, not who wrote them. It is sorted by its unique key (tick, customer, invoice,
kind, step, detail), and everything else is computed from it. For each invoice, to the cent:

* principal incl. VAT: invoiced + rejected + reinstated + bought back
  = received + discount + concession + credit notes + sold + subrogated + written off + closing;
* charges (interest, indemnity, court costs): charged = received + waived + closing;
* agency and bailiff: what they receive for us = what they pay over, before what they keep;
* factor: sold - bought back + received with recourse = advance + settled + open, and open = 0 once
  it has settled;
* insurer: its share of later money is part of the indemnity that it paid;
* written off - reinstated = loss excl. VAT + VAT.

Each `Kind` declares its sign in the first two laws. An order that was never invoiced owes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.errors import StudyError
from simrecouv.history import KINDS, Teller
from simrecouv.units import TICKS_PER_DAY, date_of
from simrecouv.vocabulary import VIA_THIRD_PARTY, Kind, Lang, Payee

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
    segments, profiles, steps, agencies, courts, factors
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
    courts: tuple[str, ...]
    factors: tuple[str, ...]
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
        teller = Teller(self.steps, self.agencies, self.courts, self.factors, self.start, lang)
        return teller.tell(rows, with_invoice=invoice is None)


def canonical(events: Events) -> Events:
    """Return events in the canonical order of the unique key."""
    return events[np.lexsort([events[field] for field in reversed(KEY_FIELDS)])]


def closing_principal(ledger: Ledger) -> NDArray[np.int64]:
    """Return the closing principal of every invoice [cents], from the signs of the kinds."""
    return _closing(ledger, {kind: kind.principal_sign for kind in Kind})


def closing_charges(ledger: Ledger) -> NDArray[np.int64]:
    """Return the closing late charges of every invoice [cents]."""
    return _closing(ledger, {kind: kind.charges_sign for kind in Kind})


# === Accounts with third parties ===


def held_by_collectors(ledger: Ledger) -> NDArray[np.int64]:
    """Return what agencies and bailiffs keep of each invoice's money, beside their fees [cents].

    What they received for principal and charges, less what they paid over: always 0.
    """
    paid_over = {Kind.AGENCY_REMITTED: -1, Kind.BAILIFF_REMITTED: -1}
    received = {Kind.RECEIVED: +1, Kind.CHARGES_RECEIVED: +1}
    return _closing(ledger, paid_over) + _closing(ledger, received, _is_collectors)


def factor_balance(ledger: Ledger) -> NDArray[np.int64]:
    """Return what the factor still owes for each invoice [cents]; negative = what we owe it.

    Its claims on us are the advance and what it released; ours are what it bought, less what it
    gave back, and what it received for an invoice financed with recourse. 0 once it has settled.
    """
    claims = {Kind.SOLD: +1, Kind.BOUGHT_BACK: -1, Kind.FACTOR_FUNDED: -1, Kind.FACTOR_SETTLED: -1}
    return _closing(ledger, claims) + _closing(ledger, {Kind.RECEIVED: +1}, _is_factors)


def insurer_balance(ledger: Ledger) -> NDArray[np.int64]:
    """Return what the insurer has paid and not got back, by invoice [cents]: never negative."""
    return _closing(ledger, {Kind.INDEMNIFIED: +1, Kind.INSURER_SHARE: -1})


def write_off_parts(ledger: Ledger) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the loss excl. VAT and the VAT [cents] in what is written off each invoice.

    What was reinstated is deducted. The VAT is recovered from the State once the loss is
    definitive, which no write-off makes it.
    """
    written_off = _closing(ledger, {Kind.WRITTEN_OFF: +1, Kind.REINSTATED: -1})
    gross, net = ledger.invoices.gross_cents, ledger.invoices.net_cents
    share = np.divide(written_off, gross, out=np.zeros(gross.size), where=gross > 0)
    vat = np.floor((gross - net) * share + 0.5).astype(np.int64)
    return written_off - vat, vat


def _is_collectors(rows: Events) -> NDArray[np.bool_]:
    """Tell which payments an agency or a bailiff receives, of principal and of charges."""
    is_principal = rows["kind"] == Kind.RECEIVED
    collectors = (Payee.AGENCY.code, Payee.BAILIFF.code)
    via: NDArray[np.bool_] = rows["detail"] & VIA_THIRD_PARTY != 0
    return np.where(is_principal, np.isin(rows["detail"], collectors), via)


def _is_factors(rows: Events) -> NDArray[np.bool_]:
    """Tell which payments a factor receives for an invoice that is still ours."""
    own: NDArray[np.bool_] = rows["detail"] == Payee.FACTOR.code
    return own


def _closing(
    ledger: Ledger,
    signs: Mapping[Kind, int],
    chosen: Callable[[Events], NDArray[np.bool_]] | None = None,
) -> NDArray[np.int64]:
    """Sum the money of some kinds by invoice, with their signs; of the chosen rows only."""
    sign = np.zeros(max(Kind) + 1, dtype=np.int64)
    sign[list(signs)] = list(signs.values())
    rows = ledger.of_kind(*(kind for kind, sign_of in signs.items() if sign_of))
    rows = rows if chosen is None else rows[chosen(rows)]
    balance = np.zeros(ledger.invoices.customer.size, dtype=np.int64)
    np.add.at(balance, rows["invoice"], sign[rows["kind"]] * rows["amount_cents"])
    return balance
