"""The euro bridge: what the orders of the measured window bring, in eleven terms, to the cent.

    profit = margin - discounts - credits - losses + charges_received - collection
             - agency - legal - insurance - factoring - financing

Everything excludes VAT, except that a loss carries the VAT that is not recovered. The sum equals
what the bank account of these orders holds at the end, VAT settled. Write-off dates do not enter.
"""

from __future__ import annotations

from simrecouv.kpi.books import Books, once
from simrecouv.kpi.cash import discount_vat, financing_cost, recovered_vat
from simrecouv.ledger import Ledger
from simrecouv.scenario import Finance
from simrecouv.vocabulary import BRIDGE, Kind


def bridge(ledger: Ledger, finance: Finance) -> dict[str, int]:
    """Return the eleven terms of a policy's profit.

    Returns
    -------
    dict[str, int]
        [cents] Magnitudes by name, in the order of `simrecouv.vocabulary.BRIDGE`, which also
        states the sign of each. Levers that are not built yet give a true zero.
    """
    return bridge_of(Books(ledger, finance))


@once
def bridge_of(books: Books) -> dict[str, int]:
    """Return the eleven terms of books already read; see `bridge`."""
    mine = books.is_cohort
    discount, vat_back = discount_vat(books)
    granted = mine[discount.invoice]
    terms = {
        "margin": books.margin[mine].sum(),
        "discounts": (discount.amount_cents - vat_back)[granted].sum(),
        "losses": (books.unpaid - recovered_vat(books))[mine].sum(),
        "charges_received": books.cohort_amount(Kind.CHARGES_RECEIVED),
        "collection": books.cohort_cost(Kind.CONTACT),
        "agency": books.cohort_cost(Kind.COMMISSION),
        "financing": financing_cost(books),
    }
    return {name: int(terms.get(name, 0)) for name, _, _ in BRIDGE}


def profit(terms: dict[str, int]) -> int:
    """Add the eleven terms with their signs.

    >>> profit({name: 100 for name, _, _ in BRIDGE})
    -700
    """
    return sum(sign * terms[name] for name, sign, _ in BRIDGE)
