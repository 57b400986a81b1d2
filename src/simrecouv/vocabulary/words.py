"""Labels, and the closed lists of words that a scenario may use.

One vocabulary feeds the code (field terms in English) and the screens (French and English labels).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, NamedTuple

Lang = Literal["fr", "en"]


class Label(NamedTuple):
    """What a screen shows for one term, in both languages."""

    fr: str
    en: str

    def in_(self, lang: Lang) -> str:
        """Return the label in the language asked for.

        >>> Label("facture", "invoice").in_("fr")
        'facture'
        """
        return self.fr if lang == "fr" else self.en


class Word(StrEnum):
    """A word of a closed list, with its labels: ``NAME = "word", "libellé", "label"``."""

    label: Label

    def __new__(cls, value: str, fr: str = "", en: str = "") -> Word:
        """Make a member; a look-up by value gives no label."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = Label(fr, en)
        return word

    @property
    def rank(self) -> int:
        """Place of the word in its list: its number in the arrays of an engine."""
        return list(type(self)).index(self)

    @property
    def code(self) -> int:
        """One more than its rank, where 0 means none: its number in the rows of a ledger."""
        return 1 + self.rank


class EndOfMonth(Word):
    """How payment terms reach the end of a month (two readings of French law)."""

    NONE = "none", "date de facture", "invoice date"
    BEFORE = "before", "fin de mois puis jours", "end of month, then days"
    AFTER = "after", "jours puis fin de mois", "days, then end of month"


class SegmentKind(Word):
    """Whom the law sees behind a segment of customers."""

    COMPANY = "company", "entreprise", "company"
    PUBLIC = "public", "acheteur public", "public buyer"
    CONSUMER = "consumer", "consommateur", "consumer"


class Runs(Word):
    """How often a customer pays its suppliers."""

    DAILY = "daily", "quotidienne", "daily"
    WEEKLY = "weekly", "hebdomadaire", "weekly"
    TWICE_MONTHLY = "twice_monthly", "deux fois par mois", "twice a month"
    MONTHLY = "monthly", "mensuelle", "monthly"


class Pays(Word):
    """Which payment run a validated invoice leaves with."""

    NEXT_RUN = "next_run", "prochaine campagne de paiement", "next payment run"
    LAST_BEFORE_DUE = "last_before_due", "dernière campagne avant échéance", "last run before due"
    FIRST_AFTER_DUE = "first_after_due", "première campagne après échéance", "first run after due"


class Means(Word):
    """How a customer pays."""

    TRANSFER = "transfer", "virement", "bank transfer"
    CHEQUE = "cheque", "chèque", "cheque"
    DIRECT_DEBIT = "direct_debit", "prélèvement", "direct debit"
    CARD = "card", "carte enregistrée", "card on file"
    ONLINE = "online", "paiement en ligne", "online payment"

    @property
    def is_pulled(self) -> bool:
        """Whether the creditor collects on the due day, instead of waiting to be paid."""
        return self in (Means.DIRECT_DEBIT, Means.CARD)


class Cause(Word):
    """Why an invoice is not even considered for payment, in the order of the ledger's details."""

    REJECTED = "rejected", "rejetée par la plateforme", "rejected by the platform"
    NOT_RECEIVED = "not_received", "non reçue ou mal adressée", "not received or misaddressed"
    DISPUTE = "dispute", "litige commercial", "commercial dispute"


class Better(Word):
    """The direction in which a KPI improves."""

    LOWER = "lower", "plus bas", "lower"
    HIGHER = "higher", "plus haut", "higher"
    NONE = "none", "sans objet", "none"

    @property
    def sign(self) -> float:
        """What turns a KPI into one that improves upwards: 0 where it has no direction."""
        return {Better.LOWER: -1.0, Better.HIGHER: 1.0}.get(self, 0.0)


class Severity(Word):
    """How serious an advice on a scenario is, the most serious first."""

    REFUSED = "refused", "refusé par la loi", "refused by law"
    WARNING = "warning", "attention", "warning"
    NOTE = "note", "à savoir", "note"
