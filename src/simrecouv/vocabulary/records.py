"""Words of real ledgers: their columns, why a row is set aside, where a number comes from."""

from __future__ import annotations

from simrecouv.vocabulary.words import Word


class Column(Word):
    """What a column of a real ledger holds."""

    INVOICE_ID = "invoice_id", "numéro de facture", "invoice number"
    CUSTOMER_ID = "customer_id", "code client", "customer number"
    SEGMENT = "segment", "segment", "segment"
    ISSUE_DATE = "issue_date", "date de facture", "invoice date"
    DUE_DATE = "due_date", "date d'échéance", "due date"
    AMOUNT = "amount", "montant TTC", "amount incl. VAT"
    CURRENCY = "currency", "devise", "currency"
    PAID_DATE = "paid_date", "date de règlement", "payment date"
    PAID_AMOUNT = "paid_amount", "montant réglé", "amount paid"
    DISPUTED = "disputed", "litige", "disputed"
    DAYS_TO_PAY = "days_to_pay", "délai de règlement", "days to pay"
    TERMS_DAYS = "terms_days", "délai accordé", "payment terms days"


class Reason(Word):
    """Why a row of a real ledger is set aside, or read with a doubt."""

    WRONG_WIDTH = (
        "wrong_width",
        "nombre de valeurs différent de l'en-tête",
        "not as many values as headings",
    )
    OPEN_QUOTE = (
        "open_quote",
        "guillemets ouverts sur plusieurs lignes",
        "quotes run over several lines",
    )
    MISSING = "missing", "valeur manquante", "missing value"
    UNREADABLE = "unreadable", "valeur illisible", "unreadable value"
    NULL_DATE = (
        "null_date",
        "date hors de 1990-2100, sans doute vide",
        "date outside 1990-2100, empty?",
    )
    FAR_DATE = (
        "far_date",
        "date à plus de dix ans des autres factures",
        "date more than ten years from the other invoices",
    )
    OTHER_CURRENCY = "other_currency", "autre devise", "another currency"
    NEGATIVE = "negative", "montant négatif : avoir, pas une facture", "negative: a credit note"
    ZERO = "zero", "montant nul", "amount of zero"
    TOO_LARGE = "too_large", "montant démesuré", "amount beyond measure"
    DUE_BEFORE_ISSUE = "due_before_issue", "échéance avant la facture", "due before the invoice"
    DUE_TOO_FAR = "due_too_far", "échéance à plus d'un an", "due more than a year after the invoice"
    PAID_BEFORE_ISSUE = (
        "paid_before_issue",
        "réglée avant d'être émise",
        "paid before it was issued",
    )
    PAID_WITHOUT_DATE = "paid_without_date", "réglée sans date", "paid without a date"
    OVERPAID = "overpaid", "réglée plus que son montant", "paid more than its amount"
    DUPLICATE = "duplicate", "numéro de facture déjà lu", "invoice number already read"
    INCONSISTENT = (
        "inconsistent",
        "le délai donné contredit les dates",
        "the given days contradict the dates",
    )


class Origin(Word):
    """Where a number of a scenario comes from."""

    MEASURED = "measured", "mesuré", "measured"
    ASSUMED = "assumed", "supposé", "assumed"
    LITERATURE = "literature", "littérature", "literature"
