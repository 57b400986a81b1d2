"""The words on discounts and late charges: who takes them, who pays them, what they cost."""

from __future__ import annotations

from simrecouv.vocabulary import Label

WHO = Label("Qui", "Who")
ALL = Label("tous", "all")

# === Who takes the discount ================================================================== #

TAKEN_SHARE = Label("Factures où il est pris", "Invoices on which it is taken")
GRANTED = Label("Escompte HT par an", "Discount a year, excl. VAT")
ANYWAY = Label("Payées aussi tôt sans lui", "Paid as early without it")
GAINED = Label("Jours gagnés", "Days gained")
REAL_COST = Label("Coût réel, par an", "Real cost, a year")
TAKERS_NOTE = Label(
    "Moyennes de {n} mondes, commandes de la première année. Chaque facture est comparée à la "
    "même, même chance, sous « {baseline} ». Jours gagnés : moyenne pesée par les montants. Coût "
    "réel : ce que coûte un euro reçu un an plus tôt ; le découvert coûte {debit}.",
    "Means of {n} worlds, orders of the first year. Each invoice is compared with the same one, "
    "same luck, under “{baseline}”. Days gained: mean weighted by amounts. Real cost: what one "
    "euro received one year earlier costs; the overdraft costs {debit}.",
)

# === Who pays late charges =================================================================== #

CHARGED_SHARE = Label("Factures pénalisées", "Invoices charged")
BILLED = Label("Pénalités facturées", "Charges billed")
RECEIVED = Label("Encaissées", "Received")
RECEIVED_SHARE = Label("Part encaissée", "Share received")
LEFT = Label("Clients partis en plus", "Customers lost in addition")
PAYERS_NOTE = Label(
    "Moyennes de {n} mondes, commandes de la première année. Le reste est abandonné : le client "
    "règle le principal seul. Clients partis : en plus de ceux que perd « {baseline} », la "
    "première année.",
    "Means of {n} worlds, orders of the first year. The rest is given up: the customer pays the "
    "principal alone. Customers lost: beyond those that “{baseline}” loses, in the first year.",
)

# === The answer ============================================================================== #

AT_END = Label("{value} (un bout des essais)", "{value} (an end of those tried)")
PAYS = Label(
    "**{lever}** — parmi les {k} valeurs essayées, la meilleure est {value} : {gain} de gain net "
    "sur une année de ventes ({between}). Elle rapporte.",
    "**{lever}** — of the {k} values tried, the best is {value}: {gain} of net gain on a year of "
    "sales ({between}). It pays.",
)
CANNOT_TELL = Label(
    "**{lever}** — aucune des {k} valeurs essayées ne rapporte à coup sûr : la meilleure, {value}, "
    "change le gain net de {gain} ({between}).",
    "**{lever}** — none of the {k} values tried can be told to pay: the best, {value}, changes net "
    "gain by {gain} ({between}).",
)
LOSES = Label(
    "**{lever}** — les {k} valeurs essayées coûtent toutes : la moins chère, {value}, change le "
    "gain net de {gain} ({between}).",
    "**{lever}** — all {k} values tried cost: the cheapest, {value}, changes net gain by {gain} "
    "({between}).",
)
CHOICE = Label(
    "Intervalles à 95 %, élargis parce que l'on a choisi la meilleure valeur.",
    "95% intervals, widened because the best value was chosen.",
)
