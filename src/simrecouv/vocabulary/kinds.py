"""The kinds of event that a ledger records, and the effect of each on what a customer owes.

Numbers are stable and ordered by phase, because (tick, customer, invoice, kind, step, detail) is
the key of a row. The conservation laws that the signs obey are in `simrecouv.ledger`.
"""

from __future__ import annotations

from enum import IntEnum

from simrecouv.vocabulary.words import Label


class Kind(IntEnum):
    """``NAME = number, effect on principal, effect on charges, libellé, label``."""

    principal_sign: int
    charges_sign: int
    label: Label

    def __new__(cls, number: int, principal_sign: int, charges_sign: int, fr: str, en: str) -> Kind:
        """Make a member with its signs and labels."""
        kind = int.__new__(cls, number)
        kind._value_ = number
        kind.principal_sign = principal_sign
        kind.charges_sign = charges_sign
        kind.label = Label(fr, en)
        return kind

    #: A court opens insolvency proceedings against the customer. invoice = -1.
    INSOLVENCY_OPENED = 1, 0, 0, "procédure collective ouverte", "insolvency opened"
    #: amount = principal incl. VAT; detail = due day.
    INVOICED = 10, +1, 0, "facture émise", "invoice issued"
    #: A written-off debt is put back because money comes; amount = principal put back.
    REINSTATED = 19, +1, 0, "créance rétablie", "debt reinstated"
    #: Money for the principal reaches the bank; amount incl. VAT, gross of commission.
    RECEIVED = 20, -1, 0, "paiement reçu", "payment received"
    #: amount = early-payment discount incl. VAT.
    DISCOUNT = 21, -1, 0, "escompte accordé", "discount granted"
    #: Money for late interest and indemnity.
    CHARGES_RECEIVED = 22, 0, -1, "pénalités encaissées", "late charges received"
    #: Late interest and indemnity given up when the principal is paid without them.
    CHARGES_WAIVED = 23, 0, -1, "pénalités abandonnées", "late charges waived"
    #: cost = the agency's commission on a payment, excl. VAT.
    COMMISSION = 24, 0, 0, "commission du cabinet", "agency commission"
    #: The payment is matched with its invoice: dunning stops believing that it is open.
    RECOGNISED = 25, 0, 0, "paiement lettré", "payment recognised"
    #: One message to one customer, on its highest invoice; detail = 1 reached + 2 wrong.
    CONTACT = 30, 0, 0, "relance", "contact"
    #: Another invoice that advances by its own step with the same message; detail as CONTACT.
    REMINDED = 31, 0, 0, "facture relancée", "invoice reminded"
    #: Late interest charged.
    INTEREST = 32, 0, +1, "intérêts de retard facturés", "late interest charged"
    #: Fixed recovery indemnity charged.
    FEE = 33, 0, +1, "indemnité forfaitaire facturée", "fixed indemnity charged"
    #: The invoice is entrusted to an agency; detail = agency, amount = principal placed.
    PLACED = 40, 0, 0, "remise au cabinet", "placed with an agency"
    #: Accounting event; amount = principal incl. VAT. Collection goes on.
    WRITTEN_OFF = 41, -1, 0, "passage en perte", "written off"
    #: The customer decides to pay; detail = day of the payment run, amount = principal.
    PAYMENT_DECIDED = 50, 0, 0, "décision de payer", "payment decided"
    #: The day on which a placed and paid invoice would have been decided without the agency.
    WOULD_HAVE_PAID = 51, 0, 0, "aurait payé sans le cabinet", "would have paid anyway"


#: Bits of the `detail` of CONTACT and REMINDED rows.
REACHED, WRONG = 1, 2
