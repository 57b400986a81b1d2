"""The words on one customer under two policies, in both languages."""

from __future__ import annotations

from simrecouv.vocabulary import Label

# === Heads of tables ========================================================================= #

CUSTOMER = Label("Client", "Customer")
NUMBER = Label("n° {number}", "no. {number}")
SEGMENT = Label("Segment", "Segment")
PROFILE = Label("Profil", "Profile")
INVOICES = Label("Factures", "Invoices")
AMOUNT = Label("Montant TTC", "Amount incl. VAT")
DAYS_UNDER = Label("Délai moyen, « {policy} »", "Mean delay, “{policy}”")
DIFFERENCE = Label("Écart", "Difference")
PACE = Label("Rythme, par rapport à son profil", "Pace, compared with its profile")
MEANS = Label("Paie par", "Pays by")
SCORE = Label("Score de crédit (100 : le plus sûr)", "Credit score (100: the safest)")
INSOLVENCY = Label("Défaut", "Failure")
NO_INSOLVENCY = Label("aucun, sur toute la période", "none, over the whole period")
LUCK = Label("Ce qui a été tiré", "What was drawn")
VALUE = Label("Valeur", "Value")
EVENT = Label("Évènement", "Event")
INVOICE = Label("Facture", "Invoice")
DUE = Label("Échéance", "Due")
PAID_AFTER = Label("Délai, « {policy} »", "Delay, “{policy}”")
PRODUCT = Label("Montant × délai, « {policy} »", "Amount × delay, “{policy}”")
TOTAL = Label("Somme", "Sum")
MEAN = Label("Somme des produits / somme des montants", "Sum of products / sum of amounts")
CARD = Label("Tableau de bord, pour ce client", "Scorecard, for this customer")
TERM = Label("Terme", "Term")
EFFECT = Label("Effet", "Effect")

# === In words ================================================================================ #

IN_DAYS = Label(
    "**En jours.** Client n° {number} ({profile}) : {before} sous « {reference} », {after} sous "
    "« {trial} », soit {difference}.",
    "**In days.** Customer no. {number} ({profile}): {before} under “{reference}”, {after} under "
    "“{trial}”, that is {difference}.",
)
IN_EUROS = Label(
    "**En euros.** Gain net de « {trial} » pour ce client, sur une année de commandes : {gain}. "
    "Les plus grands termes : {terms}.",
    "**In euros.** Net gain of “{trial}” for this customer, on a year of orders: {gain}. The "
    "largest terms: {terms}.",
)
NO_TERM = Label("aucun", "none")
TERM_OF = Label("{name} {eur}", "{name} {eur}")
FOR_ALL = Label(
    "**Pour tous.** Un client ne prouve rien. Sur tout ce petit portefeuille et {n} mondes, le "
    "gain net est de {gain}{between}{doubt}.",
    "**For all.** One customer proves nothing. Over this whole small portfolio and {n} worlds, the "
    "net gain is {gain}{between}{doubt}.",
)
