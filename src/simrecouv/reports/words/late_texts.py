"""The words on who pays late and why, in both languages."""

from __future__ import annotations

from simrecouv.vocabulary import Label
from simrecouv.vocabulary.words import Word


class Motive(Word):
    """Why overdue money is not there yet, as a manager would say it."""

    CHOICE = "choice", "choix de payer tard", "choice to pay late"
    REFUSAL = "refusal", "refus de payer sans contrainte", "refusal to pay unless forced"
    OVERSIGHT = "oversight", "oubli ou désordre", "oversight or disorder"
    INABILITY = "inability", "incapacité de payer", "inability to pay"
    OBSTACLE = "obstacle", "litige ou erreur de facture", "dispute or error in the invoice"
    CALENDAR = "calendar", "attente du jour de paiement", "wait for the payment run"
    BANK = "bank", "délai de la banque", "bank delay"
    OTHER = "other", "motif non classé", "reason not classified"


# === Heads of tables ========================================================================= #

SEGMENT = Label("Segment", "Segment")
CUSTOMERS = Label("Clients", "Customers")
INVOICES = Label("Factures par an", "Invoices a year")
MEDIAN = Label("Montant médian HT", "Median amount excl. VAT")
TERMS = Label("Délai accordé", "Payment terms")
SALES = Label("Part des ventes", "Share of sales")
PROFILE = Label("Profil", "Profile")
AT_AGE = Label("Décide en un jour, à J{days}", "Decides in a day, at D{days}")
PAYS = Label("Paie avec", "Pays with")
ANSWERS = Label("Réponse aux relances", "Answer to reminders")
DISPUTES = Label("Conteste", "Disputes")
FAILS = Label("Fait défaut, par an", "Fails, a year")
OVERDUE = Label("Échu moyen", "Mean overdue")
SHARE = Label("Part", "Share")
MOTIVE = Label("Raison", "Reason")
TOTAL = Label("Ensemble", "All")
REMOVED = Label("« {policy} » en moins", "Less under “{policy}”")
REMOVED_SHARE = Label("en part", "as a share")

# === Figures ================================================================================= #

UNPAID_TITLE = Label("Part des ventes encore impayée", "Share of sales still unpaid")
UNPAID_SUBTITLE = Label(
    "Commandes d'une année, pondérées par leur montant ; moyenne de {n} mondes.",
    "Orders of one year, weighted by their amount; mean of {n} worlds.",
)
WAITING_TITLE = Label(
    "Qui doit l'argent échu, et ce qu'il attend, sous « {policy} »",
    "Who owes the overdue money, and what it waits for, under “{policy}”",
)
BY_POLICY_TITLE = Label(
    "L'argent échu, par profil et par politique", "Overdue money, by profile and policy"
)
OVERDUE_SUBTITLE = Label(
    "Moyenne des jours d'une année, dans {n} mondes, TTC.",
    "Mean over the days of one year, in {n} worlds, incl. VAT.",
)

# === In words ================================================================================ #

HOW_MUCH = Label(
    "**Combien.** Sous « {policy} », {overdue} sont échus un jour ordinaire{between}, soit {share} "
    "des ventes d'une année.",
    "**How much.** Under “{policy}”, {overdue} is overdue on an ordinary day{between}: {share} of "
    "the sales of one year.",
)
WHO = Label(
    "**À cause de qui.** {parts}. Les autres profils doivent le reste.",
    "**Because of whom.** {parts}. The other profiles owe the rest.",
)
WHY = Label("**Pourquoi.** {parts}.", "**Why.** {parts}.")
PART = Label("{name} : {eur} ({share})", "{name}: {eur} ({share})")
REACH = Label(
    "**Ce que les relances atteignent.** Sans rien faire, {before} seraient échus. « {policy} » en "
    "retire {removed}{between}, soit {share}, surtout chez : {best}. Chez « {worst} », presque "
    "rien ne bouge ({least}).",
    "**What reminders reach.** Without doing anything, {before} would be overdue. “{policy}” takes "
    "{removed}{between} away, {share} of it, mostly from: {best}. With “{worst}”, hardly anything "
    "moves ({least}).",
)
