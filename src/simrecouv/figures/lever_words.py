"""What the figure of the levers says, in both languages."""

from __future__ import annotations

from simrecouv.vocabulary import Label

TITLE = Label("Quel levier compte pour : {kpi}", "Which lever matters for: {kpi}")
SUBTITLE = Label(
    "Point : écart apparié moyen avec l'essai. Bande ou trait : intervalle à 95 %. "
    "Anneau : valeur actuelle. ▲ ▼ : hors de l'échelle.",
    "Dot: mean paired difference from the trial. Band or bar: 95% interval. "
    "Ring: current value. ▲ ▼: off the scale.",
)
ASSUMPTION = Label("{lever} (hypothèse)", "{lever} (assumption)")
CURRENT = Label("{value} (valeur actuelle)", "{value} (current value)")
WITH_UNIT = Label("{kpi} : écart ({unit})", "{kpi}: difference ({unit})")
NUMBER = Label("nombre", "number")
#: Units of KPIs on an axis of differences.
UNITS: dict[str, Label] = {
    "days": Label("jours", "days"),
    "share": Label("points", "points"),
    "eur": Label("€", "€"),
    "count": Label("nombre", "number"),
    "hours": Label("heures", "hours"),
    "eur_per_eur": Label("€/€", "€/€"),
}
NO_EFFECT = Label("Sans effet ici : {levers}.", "No effect here: {levers}.")
HARDLY = Label(
    "Presque sans effet (moins de {most}) : {levers}.",
    "Hardly any effect (less than {most}): {levers}.",
)
SMALLER = Label("Effet plus petit : {levers}.", "Smaller effect: {levers}.")
WHY = Label("{lever} ({why})", "{lever} ({why})")
ALL_IDLE = Label("Aucun levier ne change cet indicateur ici.", "No lever changes this KPI here.")
