"""Which column holds what: headings in French, English and German, or a mapping given by the user.

A heading is compared without case, accents, punctuation, small words and the breaks of camelCase.
Of two headings that mean the same field the more specific one is taken (synonyms are listed from
the most specific to the vaguest); two equally specific ones are refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from simrecouv.errors import LedgerFileError, Problem, nearest
from simrecouv.vocabulary import Column

#: Headings of each field, the most specific first.
SYNONYMS: dict[Column, tuple[str, ...]] = {
    Column.INVOICE_ID: (
        "invoice number", "invoice no", "invoice nr", "invoice id", "numero facture", "n facture",
        "no facture", "num facture", "reference facture", "ref facture", "rechnungsnummer",
        "rechnungs nr", "rechnung nr", "invoice", "facture", "rechnung", "document number",
        "document no", "numero piece", "n piece", "no piece", "piece", "belegnummer", "beleg nr",
    ),
    Column.CUSTOMER_ID: (
        "customer id", "customer number", "customer no", "customer nr", "customer code",
        "code client", "numero client", "n client", "no client", "identifiant client", "id client",
        "kundennummer", "kunden nr", "debitorennummer", "compte client", "compte auxiliaire",
        "customer", "client", "kunde", "debitor", "partner",
    ),
    Column.SEGMENT: (
        "segment", "customer segment", "segment client", "customer group", "groupe client",
        "kundengruppe", "customer type", "type client", "categorie client", "categorie",
        "country code", "code pays", "landercode", "country", "pays", "land", "region",
    ),
    Column.ISSUE_DATE: (
        "invoice date", "date facture", "date facturation", "date emission",
        "date emission facture", "rechnungsdatum", "issue date", "issued", "document date",
        "date piece", "belegdatum", "date", "datum",
    ),
    Column.DUE_DATE: (
        "due date", "date echeance", "echeance", "falligkeitsdatum", "faelligkeitsdatum",
        "falligkeit", "fallig", "fallig am", "net due date", "maturity date",
    ),
    Column.AMOUNT: (
        "invoice amount", "amount incl vat", "gross amount", "montant ttc", "total ttc",
        "montant facture ttc", "montant facture", "rechnungsbetrag", "bruttobetrag", "ttc",
        "amount", "total amount", "montant", "betrag", "brutto", "total",
    ),
    Column.CURRENCY: ("currency", "currency code", "devise", "monnaie", "wahrung", "waehrung"),
    Column.PAID_DATE: (
        "settled date", "settlement date", "payment date", "paid date", "date paid", "paid on",
        "clearing date", "clear date", "date reglement", "date paiement", "date encaissement",
        "regle", "paye", "zahlungsdatum", "zahldatum", "bezahlt am", "zahlungseingang",
        "ausgleichsdatum",
    ),
    Column.PAID_AMOUNT: (
        "paid amount", "amount paid", "montant regle", "montant paye", "montant encaisse",
        "bezahlter betrag", "gezahlter betrag",
    ),
    Column.DISPUTED: ("disputed", "dispute", "litige", "en litige", "conteste", "strittig"),
    Column.DAYS_TO_PAY: (
        "days to settle", "days to pay", "delai reglement", "delai paiement reel",
        "jours reglement", "zahlungsdauer",
    ),
    Column.TERMS_DAYS: (
        "payment terms days", "terms days", "net days", "delai accorde", "delai paiement",
        "zahlungsziel", "zahlungsfrist", "terms",
    ),
}  # fmt: skip

#: What an invoice cannot do without; a due date may be replaced by terms in days.
REQUIRED = (
    Column.INVOICE_ID,
    Column.CUSTOMER_ID,
    Column.ISSUE_DATE,
    Column.AMOUNT,
    Column.PAID_DATE,
)

#: Headings that tell a French file of accounting entries from a list of invoices.
FEC_HEADINGS = {"journalcode", "ecriturenum", "comptenum"}

_SMALL_WORDS = {"de", "du", "des", "d", "la", "le", "les", "l", "of", "the", "der", "die", "das"}


def plain(heading: str) -> str:
    """Reduce a heading to what is compared.

    >>> plain("Date d'échéance"), plain("InvoiceDate"), plain("N° de facture")
    ('dateecheance', 'invoicedate', 'nfacture')
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    ascii_only = unicodedata.normalize("NFKD", spaced).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", ascii_only.lower())
    return "".join(word for word in words if word not in _SMALL_WORDS)


_RANK = {
    column: {plain(name): rank for rank, name in reversed(list(enumerate(names)))}
    for column, names in ((column, SYNONYMS.get(column, ())) for column in Column)
}


def recognised(headings: Sequence[str]) -> int:
    """Count the headings that mean a field.

    >>> recognised(["Date facture", "Montant TTC", "Commentaire"])
    2
    """
    known = set().union(*_RANK.values())
    return sum(plain(heading) in known for heading in headings)


def find_columns(
    headings: Sequence[str], mapping: Mapping[str, str], source: str
) -> dict[Column, int]:
    """Find the position of each field among the headings; `mapping` wins over detection.

    Parameters
    ----------
    headings
        First row of the file.
    mapping
        Heading → field, e.g. ``{"Montant": "amount"}``.
    source
        Name of the file, for errors.

    Raises
    ------
    LedgerFileError
        Unknown names in the mapping, fields found twice, or fields not found; all at once.
    """
    found, problems = _mapped(headings, mapping)
    taken = set(found.values())
    for column in Column:
        if column in found:
            continue
        places = _best_places(headings, column, taken)
        if len(places) > 1:
            names = " and ".join(repr(headings[place]) for place in places)
            meant = f"{names} both read as {column.value}: map one (--map HEADING={column.value})"
            problems.append(Problem("headings", None, meant))
        elif places:
            found[column] = places[0]
            taken.add(places[0])
    problems += _missing(found, headings)
    if problems:
        raise LedgerFileError(source, problems)
    return found


def _mapped(
    headings: Sequence[str], mapping: Mapping[str, str]
) -> tuple[dict[Column, int], list[Problem]]:
    found: dict[Column, int] = {}
    problems = []
    fields = [column.value for column in Column]
    for heading, field in mapping.items():
        place = f"mapping of {heading!r}"
        if heading not in headings:
            problems.append(Problem(place, None, f"no such column, {nearest(heading, headings)}"))
        elif field not in fields:
            problems.append(Problem(place, field, f"no such field, {nearest(field, fields)}"))
        elif Column(field) in found:
            problems.append(Problem(place, field, "this field is mapped twice"))
        else:
            found[Column(field)] = list(headings).index(heading)
    return found, problems


def _best_places(headings: Sequence[str], column: Column, taken: set[int]) -> list[int]:
    """Positions of the most specific headings of a field."""
    ranks = {
        place: _RANK[column][plain(heading)]
        for place, heading in enumerate(headings)
        if place not in taken and plain(heading) in _RANK[column]
    }
    best = min(ranks.values(), default=0)
    return [place for place, rank in ranks.items() if rank == best]


def _missing(found: Mapping[Column, int], headings: Sequence[str]) -> list[Problem]:
    """Say which fields have no column, after the headings that the file has."""
    missing = [column for column in REQUIRED if column not in found]
    if Column.DUE_DATE not in found and Column.TERMS_DAYS not in found:
        missing.append(Column.DUE_DATE)
    if not missing:
        return []
    if FEC_HEADINGS.issubset(plain(heading) for heading in headings):
        meant = "this is a FEC (accounting entries), not read yet: export the list of invoices"
        return [Problem("file", None, meant)]
    shown = ", ".join(heading[:30] for heading in headings[:20])
    head = Problem("headings", None, f"found: {shown}")
    return [head, *(_no_column(column) for column in missing)]


def _no_column(column: Column) -> Problem:
    meant = f"no column of {column.label.en} ({column.label.fr}); map a heading to {column.value}"
    meant += f" (--map HEADING={column.value})"
    return Problem(column.value, None, meant)
