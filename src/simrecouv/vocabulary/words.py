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
    """A word of the scenario file, with its labels: ``NAME = "word", "libellé", "label"``."""

    label: Label

    def __new__(cls, value: str, fr: str = "", en: str = "") -> Word:
        """Make a member; a look-up by value gives no label."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = Label(fr, en)
        return word


class Channel(Word):
    """How a contact reaches the customer."""

    EMAIL = "email", "courriel", "e-mail"
    LETTER = "letter", "courrier", "letter"
    CALL = "call", "appel", "call"


class Tone(Word):
    """How a contact speaks; tones are ordered from soft to hard."""

    FRIENDLY = "friendly", "cordial", "friendly"
    NEUTRAL = "neutral", "neutre", "neutral"
    FIRM = "firm", "ferme", "firm"


class Action(Word):
    """What a step of a policy does."""

    CONTACT = "contact", "relance", "contact"
    CHARGE = "charge", "facturation des pénalités", "late charges"
    PLACEMENT = "placement", "remise au cabinet", "placement with an agency"
    WRITE_OFF = "write_off", "passage en perte", "write-off"


class Trigger(Word):
    """The day from which a step counts its days."""

    ISSUE = "issue", "facture", "invoice date"
    DUE = "due", "échéance", "due date"
    END_OF_MONTH = "end_of_month", "fin du mois d'échéance", "end of the due month"
    PREVIOUS = "previous", "relance précédente", "previous contact"


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


class Better(Word):
    """The direction in which a KPI improves."""

    LOWER = "lower", "plus bas", "lower"
    HIGHER = "higher", "plus haut", "higher"
    NONE = "none", "sans objet", "none"


class Severity(Word):
    """How serious an advice on a scenario is, the most serious first."""

    REFUSED = "refused", "refusé par la loi", "refused by law"
    WARNING = "warning", "attention", "warning"
    NOTE = "note", "à savoir", "note"
