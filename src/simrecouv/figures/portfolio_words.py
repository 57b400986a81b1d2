"""The words of the figures of a portfolio: ageing and DSO at the end of each month."""

from __future__ import annotations

from simrecouv.vocabulary import Label

AGEING_TITLE = Label("Balance âgée en fin de mois", "Ageing at month end")
AGEING_SUBTITLE = Label(
    "Ce qui reste dû, par jours de retard après l'échéance ; dernière barre : le {day}.",
    "What is still owed, by days past due; last bar: {day}.",
)
OWED = Label("Créances TTC ({currency})", "Receivables incl. VAT ({currency})")
OWED_PLAIN = Label("Créances TTC (montant du fichier)", "Receivables incl. VAT (as in the file)")
MONTH_END = Label("Fin de mois", "Month end")
DSO_TITLE = Label("DSO en fin de mois, selon la méthode", "DSO at month end, by method")
DSO_SUBTITLE = Label(
    "Entre le DSO et le DSO théorique : ce que coûte le retard, en jours de ventes.",
    "Between DSO and best possible DSO: what lateness costs, in days of sales.",
)
DAYS = Label("Jours de ventes", "Days of sales")
#: The methods that are drawn.
METHODS: dict[str, Label] = {
    "dso_simple": Label("DSO (créances ÷ ventes)", "DSO (receivables ÷ sales)"),
    "dso_countback": Label("DSO par épuisement", "countback DSO"),
    "best_possible_dso": Label("DSO théorique", "best possible DSO"),
}
