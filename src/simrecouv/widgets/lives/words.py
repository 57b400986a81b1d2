"""The words of a life under two policies, in both languages."""

from __future__ import annotations

from simrecouv.vocabulary import Label

DUE = Label("échéance", "due date")
BY_STEP = Label("{channel}, {step}", "{channel}, {step}")
BY_CUSTOMER = Label("{event} (client)", "{event} (customer)")

INVOICE = Label("Facture n° {number}, {amount} TTC", "Invoice no. {number}, {amount} incl. VAT")
ORDER = Label(
    "Commande n° {number}, {amount} TTC, jamais facturée",
    "Order no. {number}, {amount} incl. VAT, never invoiced",
)
CUSTOMER = Label(
    "client n° {number} ({segment}, profil {profile})",
    "customer no. {number} ({segment}, profile {profile})",
)
SAME_LIFE = Label(
    "La vie de cette facture est la même sous chaque politique.",
    "The life of this invoice is the same under each policy.",
)
PARTING = Label(
    "Même chance sous chaque politique. Tout est identique avant le {date}.",
    "The same luck under each policy. Everything is identical before {date}.",
)
DATE = Label("Date", "Date")
DAYS = Label("Jours après l'échéance", "Days past due")
DAYS_FROM_ORDER = Label("Jours après la commande", "Days after the order")
OUTCOME = Label("Bilan", "Outcome")
PAID_IN = Label("réglée en {days} jours", "settled in {days} days")
NOT_PAID = Label("non réglée après {days} jours", "not settled after {days} days")
NOT_INVOICED = Label("jamais facturée", "never invoiced")
OWED = Label("reste dû {amount}", "still owed {amount}")
COST = Label("frais {amount}", "costs {amount}")
