"""The words on how many replications a question needs, in both languages."""

from __future__ import annotations

from simrecouv.vocabulary import Label

WORLDS = Label("Mondes", "Worlds")
PAIRED = Label("Écart, mêmes mondes", "Difference, same worlds")
UNPAIRED = Label("Écart, chacun ses mondes", "Difference, worlds of its own")
WORTH = Label("Un monde apparié en vaut", "One paired world is worth")
TIMES = Label("{times} non appariés", "{times} unpaired")
WIDTHS_NOTE = Label(
    "Gain net de « {policy} » par rapport à « {baseline} », intervalle à 95 % dessous. Dernière "
    "colonne : la variance de l'écart non apparié, divisée par celle de l'écart apparié.",
    "Net gain of “{policy}” over “{baseline}”, 95% interval below. Last column: the variance of "
    "the unpaired difference, divided by that of the paired one.",
)

INDICATOR = Label("Écart avec « {baseline} »", "Difference from “{baseline}”")
COUNT = Label("{n} mondes", "{n} worlds")
HALF = Label("± {half}", "± {half}")
RARE_NOTE = Label(
    "« {policy} » : demi-largeur de l'intervalle à 95 % de chaque écart, ou ce qui manque.",
    "“{policy}”: half-width of the 95% interval of each difference, or what is missing.",
)

WITHIN = Label("Gain net à {half} près", "Net gain within {half}")
TOLD = Label("Gain net différent de zéro", "Net gain told from zero")
NEEDED = Label(
    "Nombre de mondes qu'il faut, jugé sur {n} mondes.",
    "Number of worlds needed, judging from {n} worlds.",
)
MORE = Label("plus de {most}", "more than {most}")

ANSWER = Label(
    "**Pour « {policy} » contre « {baseline} », {n} mondes suffisent à dire le gain net à {half} "
    "près** : {gain} ({between}).",
    "**For “{policy}” against “{baseline}”, {n} worlds are enough to tell net gain within "
    "{half}**: {gain} ({between}).",
)
NO_ANSWER = Label(
    "Un monde ne dit rien du doute sur les {gain} de gain net de « {policy} ».",
    "One world says nothing of the doubt about the {gain} of net gain of “{policy}”.",
)
SIGN = Label(
    "Pour dire seulement si elle rapporte, il en faut environ {n}.",
    "To tell only whether it earns, about {n} are needed.",
)
TWICE = Label(
    "Pour deux fois plus de précision, quatre fois plus : environ {n}.",
    "For twice the precision, four times more: about {n}.",
)
