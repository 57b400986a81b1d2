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
    SETTLING = "settling", "nature du règlement", "kind of payment"
    OBSERVED_FROM = "observed_from", "règlements connus depuis", "payments known since"
    AS_OF = "as_of", "date d'arrêté", "as of"
    LEDGER_ACCOUNT = "ledger_account", "compte général", "ledger account"
    JOURNAL = "journal", "journal", "journal"
    JOURNAL_NAME = "journal_name", "libellé du journal", "name of the journal"
    ENTRY_NUMBER = "entry_number", "numéro d'écriture", "entry number"
    ENTRY_DATE = "entry_date", "date d'écriture", "entry date"
    ENTRY_LABEL = "entry_label", "libellé de l'écriture", "text of the entry"
    SENSE = "sense", "sens", "debit or credit"
    CASE_ID = "case_id", "numéro de dossier", "case number"
    CREATED_DATE = "created_date", "date de création du dossier", "creation date of the case"
    STEP = "step", "date d'une étape", "date of a step"
    STEP_ADDED = "step_added", "montant ajouté par une étape", "amount added by a step"
    STEP_OWED = "step_owed", "montant dû depuis une étape", "amount owed since a step"
    FIRST_PAID_DATE = "first_paid_date", "premier règlement", "first payment date"
    PAYMENT_COUNT = "payment_count", "nombre de règlements", "number of payments"


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
        "date isolée, loin de toutes les autres",
        "date on its own, far from all the others",
    )
    BEFORE_CREATION = (
        "before_creation",
        "date antérieure à la création du dossier",
        "date before the creation of the case",
    )
    CONTRADICTED = (
        "contradicted",
        "même dossier avec d'autres valeurs",
        "same case with other values",
    )
    OTHER_CURRENCY = "other_currency", "autre devise", "another currency"
    NEGATIVE = "negative", "montant négatif : avoir, pas une facture", "negative: a credit note"
    ZERO = "zero", "montant nul", "amount of zero"
    TOO_LARGE = "too_large", "montant démesuré", "amount beyond measure"
    DUE_BEFORE_ISSUE = "due_before_issue", "échéance avant la facture", "due before the invoice"
    DUE_TOO_FAR = "due_too_far", "échéance à plus d'un an", "due more than a year after the invoice"
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
    TOTAL = "total", "total ou report, pas une facture", "a total, not an invoice"
    NOT_ISSUED = "not_issued", "brouillon ou pièce annulée", "draft or cancelled document"
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
    CARRIED_FORWARD = (
        "carried_forward",
        "à-nouveau d'écritures déjà lues dans l'exercice précédent",
        "opening entry of entries already read in the year before",
    )
    OTHER_ENTRY = (
        "other_entry",
        "ni facture, ni règlement, ni avoir",
        "neither invoice, payment nor credit note",
    )
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


class CaseStep(Word):
    """A step of the follow-up of a case, as dunning logs name them."""

    SENT = "sent", "envoi", "sent"
    NOTIFIED = "notified", "notification", "notified"
    REMINDER_1 = "reminder_1", "première relance", "first reminder"
    REMINDER_2 = "reminder_2", "deuxième relance", "second reminder"
    REMINDER_3 = "reminder_3", "troisième relance", "third reminder"
    FORMAL_NOTICE = "formal_notice", "mise en demeure", "formal notice"
    PENALTY = "penalty", "majoration", "penalty"
    COLLECTION = "collection", "remise au recouvrement", "hand-over to collection"
    COURT = "court", "action en justice", "legal action"


class Ending(Word):
    """What became of a real invoice, as its payment curve counts it."""

    PAID = "paid", "réglée", "paid"
    OPEN = "open", "ouverte", "open"
    WRITTEN_OFF = "written_off", "passée en perte", "written off"
    CANCELLED = "cancelled", "annulée par avoir", "cancelled by credit notes"
    CASH_SALE = "cash_sale", "réglée avant d'être émise", "paid before it was issued"
    UNSEEN = "unseen", "réglée avant la période observée", "paid before the observed period"
