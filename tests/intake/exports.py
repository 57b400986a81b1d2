"""Look-alikes of the exports of the usual programs: the same ten invoices, as each writes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from simrecouv.intake import RealLedger


class Sold(NamedTuple):
    """One invoice of the book; `paid` is None while it is open."""

    number: str
    customer: str
    issue: date
    terms: int
    cents: int
    paid: date | None


def _sold(k: int) -> Sold:
    issue = date(2024, 1, 9) + timedelta(days=13 * k)
    paid = None if k % 5 == 4 else issue + timedelta(days=25 + 3 * k)
    return Sold(f"{4100 + k:07d}", f"C{k % 3:04d}", issue, (30, 45)[k % 2], 12_345 * (k + 1), paid)


#: Ten invoices of three customers, two of them open, with day numbers above 12.
BOOK = tuple(_sold(k) for k in range(10))

Row = list[str]
Export = tuple[Row, list[Row]]


def comma(cents: int) -> str:
    """``1 234,50``, as in France."""
    whole, part = divmod(abs(cents), 100)
    return ("-" if cents < 0 else "") + f"{whole:,}".replace(",", " ") + f",{part:02d}"


def german(cents: int) -> str:
    """``1.234,50``, the sign behind, as SAP writes it."""
    return comma(abs(cents)).replace(" ", ".") + ("-" if cents < 0 else "")


def point(cents: int) -> str:
    """``1,234.50``."""
    return comma(cents).replace(",", ".").replace(" ", ",")


def slashed(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def dotted(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def american(day: date | None) -> str:
    return f"{day:%m/%d/%Y}" if day else ""


def iso(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else ""


def due(one: Sold) -> date:
    return one.issue + timedelta(days=one.terms)


def sage() -> Export:
    head = ["N° pièce", "Compte tiers", "Intitulé du tiers", "Date", "Date d'échéance",
            "Montant HT", "Montant TTC", "Type", "Date de règlement"]  # fmt: skip
    return head, [
        [one.number, one.customer, f"Société {one.customer}", slashed(one.issue),
         slashed(due(one)), comma(one.cents * 10 // 12), comma(one.cents), "Facture",
         slashed(one.paid)]
        for one in BOOK
    ]  # fmt: skip


def cegid() -> Export:
    """Invoices and payments on rows of their own, joined by a lettering."""
    head = ["Auxiliaire", "Nature", "Réf. interne", "Date comptable", "Échéance", "Montant TTC",
            "Devise", "Lettrage"]  # fmt: skip
    rows = []
    for k, one in enumerate(BOOK):
        letter = f"A{k}" if one.paid else ""
        rows.append([one.customer, "FC", one.number, slashed(one.issue), slashed(due(one)),
                     comma(one.cents), "EUR", letter])  # fmt: skip
        if one.paid:
            rows.append([one.customer, "RC", f"R{k}", slashed(one.paid), "", comma(-one.cents),
                         "EUR", letter])  # fmt: skip
    return head, rows


def sap(*, in_german: bool = False) -> Export:
    """FBL5N, all items: invoices (RV) cleared by payments (DZ) under the number of the latter."""
    head = ["Customer", "Document Number", "Document Type", "Document Date", "Net due date",
            "Amount in local currency", "Local Currency", "Clearing Date", "Clearing Document"]  # fmt: skip
    if in_german:
        head = ["Debitor", "Belegnummer", "Belegart", "Belegdatum", "Nettofälligkeit",
                "Betrag in Hauswährung", "Hauswährung", "Ausgleichsdatum", "Ausgleichsbeleg"]  # fmt: skip
    rows = []
    for k, one in enumerate(BOOK):
        clearing = f"14{k:08d}" if one.paid else ""
        rows.append([one.customer, one.number, "RV", dotted(one.issue), dotted(due(one)),
                     german(one.cents), "EUR", dotted(one.paid), clearing])  # fmt: skip
        if one.paid:
            rows.append([one.customer, clearing, "DZ", dotted(one.paid), dotted(one.paid),
                         german(-one.cents), "EUR", dotted(one.paid), clearing])  # fmt: skip
    return head, rows


def odoo(*, in_french: bool = False) -> Export:
    head = ["Number", "Invoice Partner Display Name", "Invoice/Bill Date", "Due Date",
            "Total Signed", "Amount Due Signed", "Payment State", "Payments/Date"]  # fmt: skip
    if in_french:
        head = ["Numéro", "Partenaire", "Date de facturation", "Date d'échéance", "Total signé",
                "Montant dû signé", "Statut de paiement", "Paiements/Date"]  # fmt: skip
    states = ("Not Paid", "Paid") if not in_french else ("Non payées", "Payé")
    return head, [
        [one.number, one.customer, iso(one.issue), iso(due(one)), f"{one.cents / 100:.2f}",
         f"{0 if one.paid else one.cents / 100:.2f}", states[one.paid is not None], iso(one.paid)]
        for one in BOOK
    ]  # fmt: skip


def erpnext() -> Export:
    head = ["ID", "Customer", "Posting Date", "Due Date", "Grand Total", "Outstanding Amount",
            "Status", "Is Return (Credit Note)", "Return Against", "Payment Date"]  # fmt: skip
    return head, [
        [one.number, one.customer, iso(one.issue), iso(due(one)), point(one.cents),
         point(0 if one.paid else one.cents), "Paid" if one.paid else "Overdue", "0", "",
         iso(one.paid)]
        for one in BOOK
    ]  # fmt: skip


def dolibarr() -> Export:
    head = ["Réf.", "Réf. client", "Tiers", "Date facturation", "Date échéance", "Montant HT",
            "Montant TTC", "Reste à percevoir", "État", "Date paiement"]  # fmt: skip
    return head, [
        [one.number, "", one.customer, slashed(one.issue), slashed(due(one)),
         comma(one.cents * 10 // 12), comma(one.cents), comma(0 if one.paid else one.cents),
         "Payée" if one.paid else "Impayée", slashed(one.paid)]
        for one in BOOK
    ]  # fmt: skip


def xero_like() -> Export:
    head = ["*ContactName", "*InvoiceNumber", "*InvoiceDate", "*DueDate", "Total", "TaxTotal",
            "InvoiceAmountPaid", "InvoiceAmountDue", "Currency", "Type", "Status",
            "FullyPaidOnDate"]  # fmt: skip
    return head, [
        [one.customer, one.number, american(one.issue), american(due(one)), point(one.cents),
         point(one.cents // 6), point(one.cents if one.paid else 0),
         point(0 if one.paid else one.cents), "EUR", "Sales invoice",
         "Paid" if one.paid else "Awaiting Payment", american(one.paid)]
        for one in BOOK
    ]  # fmt: skip


EXPORTS: dict[str, Callable[[], Export]] = {
    "Sage": sage,
    "Cegid": cegid,
    "SAP": sap,
    "SAP in German": lambda: sap(in_german=True),
    "Odoo": odoo,
    "Odoo in French": lambda: odoo(in_french=True),
    "ERPNext": erpnext,
    "Dolibarr": dolibarr,
    "Xero-like": xero_like,
}

#: Those that say by an open amount or a status what is open, and the column of payment dates that
#: a user may add to them.
OPEN_ITEMS = ("Odoo", "Odoo in French", "ERPNext", "Dolibarr", "Xero-like")


def text_of(export: Export, separator: str = ";") -> str:
    """Write an export as a file, every value in quotes."""
    head, rows = export
    return "\n".join(separator.join(f'"{value}"' for value in row) for row in [head, *rows]) + "\n"


def without_column(export: Export, place: int) -> Export:
    """Leave one column out."""
    head, rows = export
    return [h for k, h in enumerate(head) if k != place % len(head)], [
        [value for k, value in enumerate(row) if k != place % len(head)] for row in rows
    ]


def book_of(ledger: RealLedger) -> list[Sold]:
    """Turn a ledger into the form of `BOOK`; an invoice is paid once it is paid in full."""
    paid = ledger.payments.groupby("invoice_id").agg(
        day=("paid_date", "max"), cents=("amount_cents", "sum")
    )
    rows = ledger.invoices.join(paid, on="invoice_id")
    is_paid = rows["cents"].eq(rows["amount_cents"])
    columns: tuple[list[Any], ...] = (
        rows["invoice_id"].tolist(),
        rows["customer_id"].tolist(),
        [moment.date() for moment in rows["issue_date"]],
        (rows["due_date"] - rows["issue_date"]).dt.days.tolist(),
        rows["amount_cents"].tolist(),
        [m.date() if paid else None for m, paid in zip(rows["day"], is_paid, strict=True)],
    )
    return [Sold(*one) for one in zip(*columns, strict=True)]
