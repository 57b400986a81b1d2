"""A life in plain words: one dated line per event of an invoice, of a customer or of the company.

Owns what the `detail` of each kind says on a screen; the numbers themselves are in
`simrecouv.vocabulary.kinds`. A count of 0 says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from simrecouv.units import TICKS_PER_DAY, date_of, euros
from simrecouv.vocabulary import (
    COSTS,
    LATE_INTEREST,
    REACHED,
    VIA_THIRD_PARTY,
    WRONG,
    Cause,
    CoverRefusal,
    Kind,
    Label,
    Lang,
    Payee,
    Refusal,
)
from simrecouv.vocabulary.numbers import number, quantity

#: Kinds by number.
KINDS = {int(kind): kind for kind in Kind}

#: How a history writes a date.
DATE = Label("%d/%m/%Y", "%Y-%m-%d")
COST, INVOICE = Label("coût", "cost"), Label(" n° {}", " no. {}")
REACH = (Label("sans réponse", "not reached"), Label("client joint", "customer reached"))
WRONGLY = Label("à tort : déjà payée", "wrongly: already paid")
AT_THE_BANK = Label("en banque le", "at the bank on")
INSTALMENTS = Label("{} échéances", "{} instalments")

#: Kinds whose detail is a day, and what that day is.
DATED = {
    Kind.INVOICED: Label("échéance", "due"),
    Kind.ORDER_HELD: Label("à réexaminer le", "to be looked at again on"),
    Kind.PROMISED: Label("pour le", "for"),
    Kind.PAYMENT_DECIDED: Label("départ prévu le", "to leave on"),
    Kind.CLAIMED: Label("paiement attendu le", "payment expected on"),
    Kind.AGENCY_REMITTED: AT_THE_BANK,
    Kind.BAILIFF_REMITTED: AT_THE_BANK,
    Kind.FACTOR_FUNDED: AT_THE_BANK,
    Kind.FACTOR_SETTLED: AT_THE_BANK,
}
#: Kinds whose detail counts something.
COUNTED = {
    Kind.DESK_DAY: Label("clients remis au lendemain : {}", "customers left for tomorrow: {}"),
    Kind.PLAN_AGREED: INSTALMENTS,
    Kind.DELAY_GRANTED: INSTALMENTS,
}
#: Kinds whose detail is one more than a rank in a list of words.
LISTED = {
    Kind.SURFACED: tuple(cause.label for cause in Cause),
    Kind.RESENT: tuple(cause.label for cause in Cause),
    Kind.ORDER_LOST: tuple(refusal.label for refusal in Refusal),
    Kind.RECEIVED: tuple(payee.label for payee in Payee),
    Kind.CLAIM_REFUSED: tuple(refusal.label for refusal in CoverRefusal),
}
#: Kinds whose detail is a code.
CODED = {
    Kind.DISPUTE_CLOSED: {
        0: Label("le client avait tort", "the customer was wrong"),
        1: Label("le client avait raison", "the customer was right"),
    },
    Kind.JUDGED: {
        0: Label("demande rejetée", "claim refused"),
        1: Label("demande accueillie", "claim granted"),
        2: Label("demande accueillie en partie", "claim granted in part"),
    },
    Kind.CHARGES_RECEIVED: {
        COSTS: Label("indemnité et frais", "indemnity and costs"),
        LATE_INTEREST: Label("intérêts de retard", "late interest"),
        COSTS + VIA_THIRD_PARTY: Label(
            "indemnité et frais, reçus par un tiers", "indemnity and costs, by a third party"
        ),
        LATE_INTEREST + VIA_THIRD_PARTY: Label(
            "intérêts de retard, reçus par un tiers", "late interest, by a third party"
        ),
    },
}


@dataclass(frozen=True)
class Teller:
    """Tells events in one language, with the names of one ledger.

    Attributes
    ----------
    steps, agencies, courts, factors
        Names behind the numbers.
    start
        Calendar date of day 0.
    lang
        Language of the lines.
    """

    steps: tuple[str, ...]
    agencies: tuple[str, ...]
    courts: tuple[str, ...]
    factors: tuple[str, ...]
    start: date
    lang: Lang

    def tell(self, rows: Iterable[np.void], *, with_invoice: bool) -> str:
        """Tell events in order, one line each; `with_invoice` names the invoice of each."""
        return "\n".join(self._line(row, with_invoice=with_invoice) for row in rows)

    def _line(self, row: np.void, *, with_invoice: bool) -> str:
        """Tell one event: its date, what it is, by which step, to what end, for how much."""
        kind = KINDS[int(row["kind"])]
        said = self._say(kind.label)
        said += f" ({self.steps[row['step']]})" if row["step"] >= 0 else ""
        if with_invoice and row["invoice"] >= 0:
            said += self._say(INVOICE).format(row["invoice"])
        remarks = self._remarks(kind, int(row["detail"]))
        amount, cost = int(row["amount_cents"]), int(row["cost_cents"])
        remarks += [self._money(amount)] if amount else []
        remarks += [f"{self._say(COST)} {self._money(cost)}"] if cost else []
        when = self._date(int(row["tick"]) // TICKS_PER_DAY)
        return f"{when}  {', '.join([said, *remarks])}"

    def _remarks(self, kind: Kind, detail: int) -> list[str]:
        """Say in words what the detail of a row means."""
        if kind in (Kind.CONTACT, Kind.REMINDED, Kind.AGENCY_CONTACT):
            wrongly = [WRONGLY] if detail & WRONG else []
            return [self._say(label) for label in (REACH[bool(detail & REACHED)], *wrongly)]
        if kind in DATED:
            return [f"{self._say(DATED[kind])} {self._date(detail)}"]
        if kind in self._names:
            return [self._names[kind][detail]]
        if kind in CODED:
            return [self._say(label) for code, label in CODED[kind].items() if code == detail]
        if kind in COUNTED and detail:
            return [self._say(COUNTED[kind]).format(number(detail, 0, self.lang))]
        if kind in LISTED and detail:
            return [self._say(LISTED[kind][detail - 1])]
        return []

    @cached_property
    def _names(self) -> dict[Kind, tuple[str, ...]]:
        """Kinds whose detail is a third party, and the names of those."""
        return {
            **dict.fromkeys((Kind.PLACED, Kind.RECALLED, Kind.COMMISSION), self.agencies),
            Kind.FILED: self.courts,
            **dict.fromkeys((Kind.FACTORED, Kind.SOLD), self.factors),
        }

    def _say(self, label: Label) -> str:
        return label.in_(self.lang)

    def _date(self, day: int) -> str:
        return date_of(day, self.start).strftime(self._say(DATE))

    def _money(self, amount_cents: int) -> str:
        return quantity(euros(amount_cents), "eur", self.lang, decimals=2)
