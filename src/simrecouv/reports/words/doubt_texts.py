"""What a report says of its own doubt: intervals, modes, the choice of the best, rare events."""

from __future__ import annotations

from simrecouv.vocabulary import Label, Mode

INTERVAL = Label("intervalle à 95 % de l'écart apparié", "95% interval of the paired difference")
INTERVAL_OF_CHOICE = Label(
    "intervalle à 95 % de l'écart apparié, élargi parce qu'elle est choisie entre {k}",
    "95% interval of the paired difference, widened because it is chosen among {k}",
)
MARKED = Label("* pas d'intervalle : {why}.", "* no interval: {why}.")
ALSO_CLOSE = Label(
    "Peuvent aussi être la meilleure, à 95 % de confiance : {policies}.",
    "These may be the best as well, with 95% confidence: {policies}.",
)
SPREAD = Label(
    "D'un monde à l'autre, hypothèses comprises, « {best} » fait mieux dans {share} des cas ; neuf "
    "fois sur dix son gain net est entre {low} et {high}.",
    "From one world to another, assumptions included, “{best}” does better in {share} of the "
    "cases; nine times out of ten its net gain is between {low} and {high}.",
)
#: What the intervals cover, by mode.
COVERED: dict[Mode, Label] = {
    Mode.LUCK: Label(
        "Mode « hasard seul » : ces intervalles couvrent le hasard des clients et des commandes, "
        "pas le doute sur les hypothèses du scénario.",
        "“Luck only” mode: these intervals cover the luck of customers and orders, not the doubt "
        "on the assumptions of the scenario.",
    ),
    Mode.LUCK_AND_ASSUMPTIONS: Label(
        "Mode « hasard et hypothèses » : chaque monde tire aussi chaque hypothèse dans sa plage, "
        "la même pour toutes les politiques ; ces intervalles couvrent les deux doutes sur la "
        "moyenne, pas ce que le modèle ignore.",
        "“Luck and assumptions” mode: each world also draws each assumption in its range, the "
        "same for all policies; these intervals cover both doubts on the mean, not what the model "
        "leaves out.",
    ),
}

# === Method ================================================================================= #

COMMON_LUCK = Label(
    "Hasard commun : chaque réplication tire une fois pour toutes les clients, les commandes et le "
    "hasard de chaque décision ; toutes les politiques sont suivies sur ce même monde.",
    "Common luck: each replication draws customers, orders and the luck of every decision once and "
    "for all; every policy is followed on that same world.",
)
PAIRED = Label(
    "Écarts appariés : deux politiques sont comparées monde par monde, et l'intervalle à 95 % est "
    "celui de la moyenne de ces écarts. S'il contient zéro, le rapport dit « trop proche pour "
    "conclure ».",
    "Paired differences: two policies are compared world by world, and the 95% interval is that of "
    "the mean of these differences. If it contains zero, the report says “too close to call”.",
)
RARE = Label(
    "Ce que font de rares évènements (pertes, trésorerie au plus bas, dépassement, frais "
    "judiciaires, recouvré à 365 jours) : l'intervalle vient du rééchantillonnage des mondes, à "
    "partir de 100 ; sous 30 mondes où l'écart n'est pas nul, il n'y en a pas. Les taux sur peu de "
    "dossiers (remis, promesses, litiges) sont des rapports de totaux.",
    "What rare events drive (bad debt, lowest cash, breach, legal costs, recovered at 365 days): "
    "the interval comes from resampling the worlds, from 100 on; under 30 worlds where the "
    "difference is not zero, there is none. Rates on few files (placed debts, promises, disputes) "
    "are ratios of totals.",
)
#: How luck and doubt are dealt with, in order.
STATISTICS = (COMMON_LUCK, PAIRED, RARE)
