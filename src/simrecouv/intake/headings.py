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

#: Headings of each field, the most specific first: of general use, then of the exports of Sage,
#: Cegid, SAP, Odoo, ERPNext, Dolibarr and Xero-like programs.
SYNONYMS: dict[Column, tuple[str, ...]] = {
    Column.INVOICE_ID: (
        "invoice number", "invoice no", "invoice nr", "invoice id", "numero facture", "n facture",
        "no facture", "num facture", "reference facture", "ref facture", "rechnungsnummer",
        "rechnungs nr", "rechnung nr", "invoice", "facture", "rechnung", "document number",
        "document no", "numero document", "n document", "numero piece", "n piece", "no piece",
        "num piece", "piece", "belegnummer", "beleg nr", "sales invoice", "number", "numero",
        "nummer", "ref interne", "reference interne", "ref", "reference", "id", "name",
        "invoice reference",
    ),
    Column.CUSTOMER_ID: (
        "customer id", "customer number", "customer no", "customer nr", "customer code",
        "code client", "numero client", "n client", "no client", "identifiant client", "id client",
        "kundennummer", "kunden nr", "debitorennummer", "compte client", "compte auxiliaire",
        "compte tiers", "n compte tiers", "numero compte tiers", "code tiers", "auxiliaire",
        "contact id", "account number", "customer", "client", "kunde", "debitor", "partner",
        "partenaire", "tiers", "invoice partner display name", "nom affichage partenaire facture",
        "contact name", "customer name", "nom client", "nom tiers", "raison sociale", "kundenname",
    ),
    Column.SEGMENT: (
        "segment", "customer segment", "segment client", "customer group", "groupe client",
        "kundengruppe", "customer type", "type client", "categorie client", "categorie",
        "country code", "code pays", "landercode", "country", "pays", "land", "region",
    ),
    Column.ISSUE_DATE: (
        "invoice date", "date facture", "date facturation", "date emission",
        "date emission facture", "rechnungsdatum", "invoice bill date", "issue date", "issued",
        "document date", "date document", "date piece", "belegdatum", "posting date",
        "date comptable", "buchungsdatum", "date", "datum",
    ),
    Column.DUE_DATE: (
        "due date", "date echeance", "echeance", "falligkeitsdatum", "faelligkeitsdatum",
        "falligkeit", "fallig", "fallig am", "net due date", "nettofalligkeit",
        "nettofalligkeitsdatum", "echeance nette", "payment due date", "maturity date",
        "date limite reglement", "date limite paiement",
    ),
    Column.AMOUNT: (
        "invoice amount", "amount incl vat", "gross amount", "montant ttc", "total ttc",
        "montant facture ttc", "montant facture", "rechnungsbetrag", "bruttobetrag", "ttc",
        "amount in local currency", "amount in lc", "betrag in hauswahrung",
        "montant en devise interne", "montant en devise societe", "grand total",
        "total in currency signed", "total signed", "total signe", "amount", "total amount",
        "montant", "betrag", "brutto", "total", "gesamtbetrag",
    ),
    Column.CURRENCY: (
        "currency", "currency code", "devise", "code devise", "monnaie", "wahrung", "waehrung",
        "local currency", "hauswahrung", "devise interne",
    ),
    Column.PAID_DATE: (
        "settled date", "settlement date", "payment date", "paid date", "date paid", "paid on",
        "clearing date", "clear date", "date reglement", "date paiement", "date encaissement",
        "regle", "paye", "zahlungsdatum", "zahldatum", "bezahlt am", "zahlungseingang",
        "ausgleichsdatum", "ausgleich", "date rapprochement", "fully paid on date",
        "fully paid on", "last payment date", "payments date", "paiements date",
        "payments payment date", "payment ids date",
        "date dernier reglement", "date dernier paiement", "date lettrage",
    ),
    Column.PAID_AMOUNT: (
        "paid amount", "amount paid", "invoice amount paid", "montant regle", "montant paye",
        "montant encaisse", "deja regle", "deja paye", "bezahlter betrag", "gezahlter betrag",
        "total paid", "payments amount", "paiements montant",
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
    Column.DOCUMENT_TYPE: (
        "document type", "doc type", "type piece", "type document", "nature piece", "belegart",
        "is return credit note", "is return", "move type", "invoice type", "type facture",
        "nature", "type",
    ),
    Column.APPLIES_TO: (
        "invoice it applies to", "applies to", "applies to invoice", "facture origine",
        "facture source", "facture liee", "original invoice", "return against", "reversal of",
        "extourne de", "ecriture extournee", "rechnungsbezug", "bezugsrechnung", "bezugsbeleg",
        "invoice reference",
    ),
    Column.OPEN_AMOUNT: (
        "amount still open", "outstanding amount", "open amount", "reste dû", "reste a percevoir",
        "reste a payer", "reste a regler", "reste", "solde dû", "montant dû", "amount due",
        "invoice amount due", "amount due signed", "montant dû signe", "offener betrag",
        "restbetrag", "outstanding", "balance due", "solde",
    ),
    Column.STATUS: (
        "payment state", "payment status", "etat paiement", "statut paiement", "etat reglement",
        "statut reglement", "zahlungsstatus", "status", "etat", "statut", "state",
    ),
    Column.LETTER: (
        "clearing document", "lettering", "ausgleichsbeleg", "piece rapprochement", "lettrage",
        "lettre", "code lettrage",
    ),
    Column.SETTLING: ("kind payment", "nature reglement"),
    Column.OBSERVED_FROM: ("payments known since", "reglements connus depuis"),
    Column.AS_OF: ("as of", "date arrete"),
}  # fmt: skip

#: What an invoice cannot do without; a due date may be replaced by terms in days.
REQUIRED = (Column.INVOICE_ID, Column.CUSTOMER_ID, Column.ISSUE_DATE, Column.AMOUNT)

#: What tells the open invoices from the others where no payment has a date.
TELLS_OPEN = (
    Column.PAID_DATE, Column.OPEN_AMOUNT, Column.STATUS, Column.APPLIES_TO, Column.LETTER,
)  # fmt: skip

_SMALL_WORDS = {"de", "du", "des", "d", "la", "le", "les", "l", "of", "the", "der", "die", "das"}


def plain(heading: str) -> str:
    """Reduce a heading to what is compared.

    >>> plain("Date d'échéance"), plain("InvoiceDate"), plain("N° de facture")
    ('dateecheance', 'invoicedate', 'nfacture')
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    spaced = spaced.replace("dû", "owed")  # without its accent it is a small word
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
    headings: Sequence[str],
    mapping: Mapping[str, str],
    source: str,
    *,
    terms_given: bool = False,
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
    terms_given
        Whether the user gave terms, so that the file needs no due dates.

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
    problems += _missing(found, headings, terms_given=terms_given)
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


def _missing(
    found: Mapping[Column, int], headings: Sequence[str], *, terms_given: bool
) -> list[Problem]:
    """Say which fields have no column, after the headings that the file has."""
    missing = [column for column in REQUIRED if column not in found]
    if not terms_given and Column.DUE_DATE not in found and Column.TERMS_DAYS not in found:
        missing.append(Column.DUE_DATE)
    if not any(column in found for column in TELLS_OPEN):
        missing.append(Column.PAID_DATE)
    if not missing:
        return []
    shown = ", ".join(heading[:30] for heading in headings[:20])
    head = Problem("headings", None, f"found: {shown}")
    return [head, *(_no_column(column) for column in missing)]


def _no_column(column: Column) -> Problem:
    meant = f"no column of {column.label.en} ({column.label.fr}); map a heading to {column.value}"
    meant += f" (--map HEADING={column.value})"
    return Problem(column.value, None, meant)
