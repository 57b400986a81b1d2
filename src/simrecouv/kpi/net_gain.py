"""The euro bridge: what the orders of the measured window bring, in eleven terms, to the cent.

    profit = margin - discounts - credits - losses + charges_received - collection
             - agency - legal - insurance - factoring - financing

Everything excludes VAT, except that a loss carries the VAT that is not recovered. ``credits`` are
concessions and credit notes. ``losses`` are the principal neither received from the customer or its
guarantor nor sold, less what the insurer paid for it and kept paying: its indemnity, less its share
of later money. ``collection`` is contacts, fees of the means of payment and of rejections, and what
desk and prevention cost on the days when the cohorts order; `SPENT` gives the others. The sum
equals what the bank account of these orders holds at the end, VAT settled and the factor's accounts
closed. Write-off dates do not enter.
"""

from __future__ import annotations

import numpy as np

from simrecouv.kpi.books import Books, once
from simrecouv.kpi.cash import cohort_year, financing_cost, running_costs
from simrecouv.kpi.days import Int64s, whole
from simrecouv.kpi.vat import settled_vat, spared_vat
from simrecouv.ledger import Ledger
from simrecouv.scenario import Finance
from simrecouv.vocabulary import BRIDGE, Kind

#: The kinds of event whose cost each term adds up; an event that costs something is in one of them.
SPENT = {
    "collection": (Kind.CONTACT, Kind.RECEIVED, Kind.PAYMENT_REJECTED),
    "agency": (Kind.PLACED, Kind.COMMISSION, Kind.AGENCY_REMITTED),
    "legal": (
        Kind.FILED,
        Kind.JUDGED,
        Kind.OPPOSED,
        Kind.SEIZED,
        Kind.SEIZURE_FAILED,
        Kind.BAILIFF_REMITTED,
    ),
    "insurance": (Kind.INVOICED,),
    "factoring": (Kind.FACTOR_FUNDED, Kind.FACTOR_SETTLED),
}


def bridge(ledger: Ledger, finance: Finance) -> dict[str, int]:
    """Return the eleven terms of a policy's profit.

    Returns
    -------
    dict[str, int]
        [cents] Magnitudes by name, in the order of `simrecouv.vocabulary.BRIDGE`, which also
        states the sign of each. A lever that no policy pulls gives a true zero.
    """
    return bridge_of(Books(ledger, finance))


@once
def bridge_of(books: Books) -> dict[str, int]:
    """Return the eleven terms of books already read; see `bridge`."""
    mine, let_off = books.cohort, _let_off(books)
    terms = {name: books.cohort_cost(*kinds) for name, kinds in SPENT.items()}
    terms["collection"] += int(running_costs(books)[cohort_year(books)].sum())
    terms |= {
        "margin": int(books.sales.margin[mine].sum()),
        "discounts": int(let_off[Kind.DISCOUNT]),
        "credits": int(let_off[Kind.CONCESSION] + let_off[Kind.CREDIT_NOTE]),
        "losses": int((books.unpaid - spared_vat(books))[mine].sum()) - paid_by_insurer(books),
        "charges_received": books.cohort_amount(Kind.CHARGES_RECEIVED),
        "financing": financing_cost(books),
    }
    return {name: terms[name] for name, _, _ in BRIDGE}


def paid_by_insurer(books: Books) -> int:
    """Return what the insurer paid for the cohorts [cents], its share of later money deducted."""
    return books.cohort_amount(Kind.INDEMNIFIED) - books.cohort_amount(Kind.INSURER_SHARE)


def _let_off(books: Books) -> Int64s:
    """Sum what the cohorts were let off [cents, excl. VAT], by kind number."""
    granted = books.settled.at(books.given_up)
    net = granted.amount_cents - settled_vat(books)[books.given_up]
    mine = net * books.is_cohort[granted.invoice]
    return whole(np.bincount(books.kind_of(granted), mine, max(Kind) + 1))


def profit(terms: dict[str, int]) -> int:
    """Add the eleven terms with their signs.

    >>> profit({name: 100 for name, _, _ in BRIDGE})
    -700
    """
    return sum(sign * terms[name] for name, sign, _ in BRIDGE)
