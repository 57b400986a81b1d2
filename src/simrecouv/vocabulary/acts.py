"""Words of what a policy does: its acts, its offers, its desk."""

from __future__ import annotations

from simrecouv.vocabulary.words import Word


class Channel(Word):
    """How a contact reaches the customer."""

    EMAIL = "email", "courriel", "e-mail"
    SMS = "sms", "SMS", "text message"
    MESSAGING = "messaging", "messagerie instantanée", "instant messaging"
    LETTER = "letter", "courrier", "letter"
    REGISTERED = "registered", "lettre recommandée", "registered letter"
    CALL = "call", "appel", "call"
    VISIT = "visit", "visite", "visit"
    FORMAL_NOTICE = "formal_notice", "mise en demeure", "formal notice"


class Tone(Word):
    """How a contact speaks; tones are ordered from soft to hard."""

    FRIENDLY = "friendly", "cordial", "friendly"
    NEUTRAL = "neutral", "neutre", "neutral"
    FIRM = "firm", "ferme", "firm"
    FINAL = "final", "dernier avis", "final notice"


class Action(Word):
    """What a step of a policy does."""

    CONTACT = "contact", "relance", "contact"
    CHARGE = "charge", "facturation des pénalités", "late charges"
    HOLD_ORDERS = "hold_orders", "blocage des commandes", "order hold"
    PLACEMENT = "placement", "remise au cabinet", "placement with an agency"
    LEGAL = "legal", "action en justice", "legal action"
    FACTORING = "factoring", "cession au factor", "factoring"
    CLAIM = "claim", "appel de la garantie", "call on the cover"
    WRITE_OFF = "write_off", "passage en perte", "write-off"


class Trigger(Word):
    """The day from which a step counts its days."""

    ISSUE = "issue", "facture", "invoice date"
    DUE = "due", "échéance", "due date"
    END_OF_MONTH = "end_of_month", "fin du mois d'échéance", "end of the due month"
    PREVIOUS = "previous", "relance précédente", "previous contact"


class Offer(Word):
    """What a contact may offer a customer that it reaches."""

    PLAN = "plan", "échéancier", "payment plan"
    SETTLEMENT = "settlement", "abandon partiel", "settlement discount"


class Worklist(Word):
    """Whom the desk contacts first."""

    OLDEST = "oldest", "retards les plus anciens d'abord", "oldest first"
    LARGEST = "largest", "plus gros montants d'abord", "largest first"
    AMOUNT_AGE = "amount_age", "montant × retard d'abord", "amount × age first"
    RISK = "risk", "clients les plus risqués d'abord", "riskiest first"


class Allocation(Word):
    """What a part payment settles first."""

    COSTS_FIRST = "costs_first", "frais, intérêts, puis principal", "costs, interest, principal"
    PRINCIPAL_FIRST = "principal_first", "principal d'abord", "principal first"


class Weekday(Word):
    """A day of the week, Monday first."""

    MON = "mon", "lundi", "Monday"
    TUE = "tue", "mardi", "Tuesday"
    WED = "wed", "mercredi", "Wednesday"
    THU = "thu", "jeudi", "Thursday"
    FRI = "fri", "vendredi", "Friday"


class Refusal(Word):
    """Why an order is not invoiced, in the order of the ledger's details."""

    LEFT = "left", "client parti", "customer left"
    HOLD = "hold", "commandes bloquées", "orders on hold"
    LIMIT = "limit", "limite de crédit dépassée", "beyond the credit limit"
    SCORE = "score", "score insuffisant", "score too low"
    DEPOSIT = "deposit", "acompte refusé", "deposit refused"
    SALES = "sales", "écartée par les commerciaux", "declined by sales"
