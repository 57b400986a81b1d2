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
    DOCUMENT_TYPE = "document_type", "type de pièce", "document type"
    APPLIES_TO = "applies_to", "facture d'origine", "invoice it applies to"
    OPEN_AMOUNT = "open_amount", "reste dû", "amount still open"
    STATUS = "status", "état", "status"
    DEBIT = "debit", "débit", "debit"
    CREDIT = "credit", "crédit", "credit"
    LETTER = "letter", "lettrage", "lettering"
    LETTER_DATE = "letter_date", "date de lettrage", "lettering date"
    LEDGER_ACCOUNT = "ledger_account", "compte général", "ledger account"


class Settling(Word):
    """What reduced the balance of a real invoice."""

    PAYMENT = "payment", "règlement", "payment"
    DEPOSIT = "deposit", "acompte", "deposit"
    CREDIT_NOTE = "credit_note", "avoir", "credit note"
    DISCOUNT = "discount", "escompte", "discount"
    WRITTEN_OFF = "written_off", "perte", "written off"
    OTHER = "other", "autre écriture", "another entry"


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
    CREDIT_ALONE = (
        "credit_alone",
        "avoir ou règlement sans facture connue",
        "credit note or payment without a known invoice",
    )
    OVERCREDITED = "overcredited", "avoir supérieur à la facture", "credited more than its amount"
    CLOSED_WITHOUT_DATE = (
        "closed_without_date",
        "soldée sans date de règlement",
        "closed without a payment date",
    )
    NOT_A_CUSTOMER_LINE = (
        "not_a_customer_line",
        "écriture d'un autre compte",
        "entry of another account",
    )
    NOT_LETTERED = "not_lettered", "écriture non lettrée", "entry without lettering"
    ONE_LEGGED = (
        "one_legged",
        "lettrage sans contrepartie dans le fichier",
        "lettered with nothing in the file",
    )
    UNBALANCED = "unbalanced", "lettrage qui ne se solde pas", "lettering that does not balance"
    OPENING_ENTRY = "opening_entry", "à-nouveau sans détail", "opening entry without detail"
    INTERNAL = "internal", "virement d'un compte client à un autre", "moved between accounts"
    # Read, with a doubt.
    DEPOSIT = "deposit", "réglée avant d'être émise : acompte", "paid before it was issued: deposit"
    ZERO_TERMS = "zero_terms", "échéance le jour de la facture", "due on the day of the invoice"
    SWAPPED_DATE = (
        "swapped_date",
        "jour et mois intervertis par un tableur, remis en ordre",
        "day and month swapped by a spreadsheet, put right",
    )
    LEADING_ZEROS = (
        "leading_zeros",
        "zéros de tête perdus par un autre programme",
        "leading zeros lost by another program",
    )
    CONVERTED = "converted", "convertie au taux donné", "converted at the given rate"
    REPEATED = (
        "repeated",
        "même facture sur plusieurs lignes, réunies",
        "one invoice on several rows, joined",
    )
    TERMS_GIVEN = "terms_given", "échéance déduite du délai", "due date from the terms"
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
