"""What each row of a ledger is: an invoice, or what settles one; open, closed, or never issued.

The type of document decides, in the words of the usual exports; where it says nothing the sign of
the amount does: a negative amount is a credit note.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from simrecouv.intake.headings import plain
from simrecouv.intake.parsing import NO, YES, Parsed
from simrecouv.intake.texts import Texts
from simrecouv.vocabulary import Column, Settling

#: Kind of a row that is an invoice; other rows carry the rank of a `Settling`.
INVOICE = -1

#: Words of a type of document, its first word or the whole of it, as `headings.plain` writes them.
CREDIT_NOTE_WORDS = {
    "avoir", "av", "ac", "avoirclient", "factureavoir", "notecredit", "creditnote", "creditmemo",
    "customercreditnote", "salescreditnote", "accreccredit", "outrefund", "refund", "return", "cn",
    "gutschrift", "storno", "stornorechnung", "rechnungskorrektur", "dg", "g2",
}  # fmt: skip
PAYMENT_WORDS = {
    "payment", "customerpayment", "receipt", "reglement", "reglementclient", "paiement",
    "encaissement", "virement", "cheque", "prelevement", "zahlung", "zahlungseingang", "dz", "rc",
}  # fmt: skip
#: A credit note (Rechnungsgutschrift) or a payment (règlement): the other types of the file tell.
EITHER = "rg"

CLOSED_WORDS = {
    "paid", "inpayment", "fullypaid", "settled", "cleared", "closed", "reversed", "payee", "paye",
    "soldee", "solde", "reglee", "regle", "encoursdepaiement", "encourspaiement", "cloturee",
    "fermee", "acquittee", "extournee", "extourne", "bezahlt", "ausgeglichen", "beglichen",
    "creditnoteissued",
}  # fmt: skip
NOT_ISSUED_WORDS = {
    "draft", "brouillon", "entwurf", "cancelled", "canceled", "cancel", "annule", "annulee",
    "storniert", "void", "voided", "deleted", "submitted", "abandonnee",
}  # fmt: skip

#: What a file that `write_ledger` wrote calls each kind.
SETTLING_WORDS = {plain(word): kind.rank for kind in Settling for word in (kind.value, *kind.label)}
#: Kinds that only a negative amount tells from an invoice: an invoice of a deposit is an invoice.
SIGN_DECIDES = (Settling.DEPOSIT.rank, Settling.OTHER.rank)


def kinds_of(parsed: Parsed) -> NDArray[np.int8]:
    """Kind of each row: `INVOICE`, or the rank of the `Settling` that it is.

    Returns
    -------
    ndarray of int8, shape (rows,)
    """
    types = parsed.text(Column.DOCUMENT_TYPE)
    told = types.read(_reader(types), np.int8)
    negative = parsed.amount_cents < 0
    told[np.isin(told, SIGN_DECIDES) & ~negative] = INVOICE
    told[(told == INVOICE) & negative] = Settling.CREDIT_NOTE.rank
    return told


def settlings_of(parsed: Parsed) -> NDArray[np.int8]:
    """Kind of what settled an invoice, as its own row says; a payment where it says nothing."""

    def kind(text: str) -> int:
        return SETTLING_WORDS.get(plain(text), Settling.PAYMENT.rank)

    return parsed.text(Column.SETTLING).read(kind, np.int8)


def is_closed(parsed: Parsed) -> NDArray[np.bool_]:
    """Whether a row says that nothing is due any more, by its status or its lettering.

    Programs that letter in part write it in small letters.
    """
    by_status = parsed.text(Column.STATUS).read(lambda t: plain(t) in CLOSED_WORDS, np.bool_)
    letters = parsed.text(Column.LETTER)
    is_whole: NDArray[np.bool_] = letters.read(lambda t: bool(t) and not t.islower(), np.bool_)
    return by_status | is_whole


def is_not_issued(parsed: Parsed) -> NDArray[np.bool_]:
    """Whether a row says that it is a draft, or cancelled."""
    return parsed.text(Column.STATUS).read(lambda text: plain(text) in NOT_ISSUED_WORDS, np.bool_)


def _reader(types: Texts) -> Callable[[str], int]:
    """Return the reading of one type, once the types of the whole file are known."""
    written = {text.lower() for text in types.counts()}
    if written <= YES | NO:
        return lambda text: Settling.CREDIT_NOTE.rank if text.lower() in YES else INVOICE
    words = {plain(text) for text in written}
    either = Settling.PAYMENT if words & CREDIT_NOTE_WORDS else Settling.CREDIT_NOTE
    return lambda text: either.rank if plain(text) == EITHER else _kind(text)


def _kind(text: str) -> int:
    """Kind that one type of document names, by the whole of it, else by its first word.

    >>> _kind("Avoir client"), _kind("Facture"), _kind("Gutschrift") == Settling.CREDIT_NOTE.rank
    (2, -1, True)
    """
    for word in (plain(text), plain(text.split(" ", 1)[0])):
        if word in CREDIT_NOTE_WORDS:
            return Settling.CREDIT_NOTE.rank
        if word in PAYMENT_WORDS:
            return Settling.PAYMENT.rank
        if word in SETTLING_WORDS:
            return SETTLING_WORDS[word]
    return INVOICE
