"""What each lever says of itself: label, unit, one line of help, source.

A source is a tag of ``docs/sources.md`` where the number is assumed of others, an article where the
law sets it, and a plain sentence where it is the user's own decision.
"""

from __future__ import annotations

from simrecouv.vocabulary import Label
from simrecouv.widgets.levers.lever import Saying
from simrecouv.widgets.levers.words_terms import ASSUMED, DAYS, DECISION, NEVER, NO_UNIT, TERMS

EFFECT = Label(
    "votre décision ; effet des canaux : S:C1", "your decision; effect of channels: S:C1"
)
CONTACT_LAW = Label(
    "votre décision ; limites de la loi : S:A5", "your decision; limits of the law: S:A5"
)

#: Levers of the ladder and the desk.
LADDER: dict[str, Saying] = {
    "first_reminder": Saying(
        Label("Première relance", "First reminder"),
        DAYS,
        Label(
            "Jours après l'échéance ; 0 : le jour même.", "Days after the due date; 0: on the day."
        ),
        DECISION,
        NEVER,
    ),
    "repeat_interval": Saying(
        Label("Répétition de la relance", "Reminder repeated"),
        DAYS,
        Label(
            "Jours entre deux répétitions ; les limites par client ont le dernier mot.",
            "Days between repeats; the limits per customer have the last word.",
        ),
        DECISION,
    ),
    "repeat_count": Saying(
        Label("Nombre de répétitions", "Number of repeats"),
        NO_UNIT,
        Label(
            "0 : la relance n'est pas répétée. Trop de messages lassent les clients.",
            "0: the reminder is not repeated. Too many messages tire customers.",
        ),
        DECISION,
    ),
    "first_channel": Saying(
        Label("Canal de la première relance", "Channel of the first reminder"),
        NO_UNIT,
        Label(
            "Un appel ou une visite prend du temps au service relance.",
            "A call or a visit takes time from the collection desk.",
        ),
        EFFECT,
    ),
    "repeat_channel": Saying(
        Label("Canal des répétitions", "Channel of the repeats"),
        NO_UNIT,
        Label(
            "La relance garde son canal, ses répétitions en prennent un autre.",
            "The reminder keeps its channel, its repeats take another one.",
        ),
        EFFECT,
    ),
    "min_gap": Saying(
        Label("Écart minimal entre deux contacts", "Least gap between two contacts"),
        DAYS,
        Label(
            "Par client ; une relance trop proche attend.",
            "Per customer; a reminder that comes too soon waits.",
        ),
        CONTACT_LAW,
    ),
    "max_contacts": Saying(
        Label("Contacts en 30 jours, au plus", "Contacts in 30 days, at most"),
        NO_UNIT,
        Label(
            "Par client ; au-delà, la relance attend.", "Per customer; beyond it, a reminder waits."
        ),
        CONTACT_LAW,
    ),
    "hold_age": Saying(
        Label("Blocage des commandes", "Order hold"),
        DAYS,
        Label(
            "Jours de retard ; le client paie, ou commande ailleurs.",
            "Days past due; the customer pays, or orders elsewhere.",
        ),
        ASSUMED,
        NEVER,
    ),
    "collectors": Saying(
        Label("Chargés de relance", "Collectors"),
        NO_UNIT,
        Label(
            "Payés, occupés ou non ; sans limite, seul le temps passé compte.",
            "Paid, busy or not; without a limit, only the time spent counts.",
        ),
        Label("votre décision ; coût horaire : S:C5", "your decision; hourly cost: S:C5"),
        Label("sans limite", "no limit"),
    ),
    "desk_minutes": Saying(
        Label("Temps de relance par jour", "Time on reminders a day"),
        Label("min", "min"),
        Label(
            "Par chargé de relance ; les heures payées suivent.",
            "Per collector; the hours that are paid follow.",
        ),
        Label("votre décision ; cadence : S:C5", "your decision; pace: S:C5"),
    ),
    "worklist": Saying(
        Label("Ordre de travail", "Order of work"),
        NO_UNIT,
        Label(
            "Qui le service contacte d'abord quand le temps manque.",
            "Whom the desk contacts first when time is short.",
        ),
        DECISION,
    ),
}

#: Levers of agencies, courts, money, and assumptions.
PARTIES: dict[str, Saying] = {
    "placement_age": Saying(
        Label("Remise au cabinet", "Placement with the agency"),
        DAYS,
        Label(
            "Jours de retard ; plus tôt, il est payé pour des clients qui allaient payer.",
            "Days past due; earlier, it is paid for customers who were about to pay.",
        ),
        DECISION,
        NEVER,
    ),
    "commission": Saying(
        Label("Commission du cabinet", "Agency commission"),
        Label("% des encaissements", "% of what is paid"),
        Label(
            "Due sur tout paiement après la remise ; son barème, s'il en a un, reste.",
            "Due on every payment after placement; its scale, if it has one, stays.",
        ),
        Label("contrat du cabinet ; marché : S:C3", "contract of the agency; market: S:C3"),
    ),
    "court_age": Saying(
        Label("Action en justice", "Legal action"),
        DAYS,
        Label(
            "Jours de retard ; tribunal et montants se règlent dans le calendrier.",
            "Days past due; court and amounts are set in the calendar.",
        ),
        Label("votre décision ; procédures : S:A4", "your decision; procedures: S:A4"),
        NEVER,
    ),
    "write_off_age": Saying(
        Label("Passage en perte", "Write-off"),
        DAYS,
        Label(
            "Jours de retard ; une écriture : le recouvrement continue.",
            "Days past due; an entry in the books: collection goes on.",
        ),
        DECISION,
        NEVER,
    ),
    "factoring": Saying(
        Label("Affacturage", "Factoring"),
        NO_UNIT,
        Label(
            "Le factor avance l'argent et encaisse, contre commission et intérêts.",
            "The factor advances the money and collects, for a commission and interest.",
        ),
        Label("votre décision ; tarifs : S:C7", "your decision; rates: S:C7"),
    ),
    "overdraft_rate": Saying(
        Label("Taux du découvert", "Overdraft rate"),
        Label("% par an", "% a year"),
        Label(
            "Hypothèse, la même pour toutes les politiques : prix d'une trésorerie négative.",
            "An assumption, the same for all policies: the price of negative cash.",
        ),
        Label("S:C7", "S:C7"),
    ),
    "email_gain": Saying(
        Label("Effet d'un courriel lu", "Effect of an e-mail read"),
        Label("% ajoutés", "% added"),
        Label(
            "Hypothèse, la même pour toutes les politiques : hausse de la chance de payer.",
            "An assumption, the same for all policies: rise of the chance of paying.",
        ),
        Label("S:C1", "S:C1"),
    ),
}

#: Every lever, by name.
SAYINGS: dict[str, Saying] = {**TERMS, **LADDER, **PARTIES}
