"""The words of the workbook: names of sheets, sentences on what they hold, headings, units."""

from __future__ import annotations

from simrecouv.vocabulary import Label

# === Sheets ================================================================================== #

CONTENTS = Label("Sommaire", "Contents")
ANSWER = Label("Réponse", "Answer")
LEVELS = Label("Niveaux", "Levels")
DIFFERENCES = Label("Écarts", "Differences")
BRIDGE = Label("Gain net", "Net gain")
SPLIT = Label("Ce qui change le DSO", "What changes DSO")
PARTIES = Label("Tiers", "Third parties")
CURVES = Label("Courbes", "Curves")
SCORECARD = Label("Réplications", "Replications")
POLICIES = Label("Politiques", "Policies")
ASSUMPTIONS = Label("Hypothèses", "Assumptions")
FINANCES = Label("Finances", "Finances")
ORIGINS = Label("Mesuré ou supposé", "Measured or assumed")
PARAMETERS = Label("Paramètres", "Parameters")

#: What each sheet holds, by its name.
ABOUT: dict[Label, Label] = {
    ANSWER: Label(
        "La réponse du rapport, phrase par phrase.", "The answer of the report, by sentence."
    ),
    LEVELS: Label(
        "Chaque indicateur sous chaque politique : moyenne de {n} réplications et intervalle à "
        "95 %. Unité : celle de la ligne.",
        "Each indicator under each policy: mean of {n} replications and 95% interval. Unit: that "
        "of the row.",
    ),
    DIFFERENCES: Label(
        "Écarts appariés avec « {baseline} » sur les mêmes mondes, intervalle à 95 %. Unité : "
        "celle de la ligne ; les parts s'écartent en points.",
        "Paired differences from “{baseline}” on the same worlds, 95% interval. Unit: that of the "
        "row; shares differ in points.",
    ),
    BRIDGE: Label(
        "D'où vient le gain net, en euros sur les commandes d'une année : avec un plus, le terme "
        "rapporte.",
        "Where the net gain comes from, in euros on the orders of a year: with a plus, the term "
        "earns.",
    ),
    SPLIT: Label(
        "En jours : les termes d'une politique s'additionnent à son écart de DSO avec "
        "« {baseline} ».",
        "In days: the terms of a policy add up to its difference of DSO from “{baseline}”.",
    ),
    PARTIES: Label(
        "Cabinets, tribunaux, factors, assureurs : moyennes de {n} réplications. Unité : celle de "
        "la ligne.",
        "Agencies, courts, factors, insurers: means of {n} replications. Unit: that of the row.",
    ),
    CURVES: Label(
        "Créances et trésorerie, en euros, chaque semaine : moyenne de {n} réplications, et bande "
        "qui en contient 90 %.",
        "Receivables and cash, in euros, every week: mean of {n} replications, and band that holds "
        "90% of them.",
    ),
    SCORECARD: Label(
        "Tous les indicateurs, une ligne par politique et par réplication ; les moyennes de "
        "« Niveaux » en viennent.",
        "All indicators, one row per policy and replication; the means of “Levels” come from here.",
    ),
    POLICIES: Label(
        "Chaque politique en mots ; J est le jour d'échéance.",
        "Each policy in words; D is the due date.",
    ),
    ASSUMPTIONS: Label(
        "Ce que personne n'a mesuré dans l'entreprise : valeur basse, centrale et haute, et "
        "source.",
        "What nobody has measured at the company: low, central and high value, and source.",
    ),
    FINANCES: Label(
        "Les finances de l'entreprise derrière le BFR et les euros. Unité : celle de la ligne.",
        "The company's finances behind working capital and euros. Unit: that of the row.",
    ),
    ORIGINS: Label(
        "Ce que le calibrage dit de chaque nombre du scénario.",
        "What the calibration says of each number of the scenario.",
    ),
    PARAMETERS: Label(
        "Ce qu'il faut pour obtenir de nouveau les mêmes nombres.",
        "What it takes to obtain the same numbers again.",
    ),
}
IN_THE_SHEET = Label("Ce que contient la feuille", "What the sheet holds")
SHEET, ROWS = Label("Feuille", "Sheet"), Label("Lignes", "Rows")

# === Headings ================================================================================ #

POLICY_NAME = Label("Nom dans le scénario", "Name in the scenario")
UNIT = Label("Unité", "Unit")
MEAN = Label("Moyenne", "Mean")
LOW, HIGH = Label("Intervalle, bas", "Interval, low"), Label("Intervalle, haut", "Interval, high")
REMARK = Label("Remarque", "Remark")
N_NONZERO = Label("Réplications non nulles", "Replications not zero")
P_BETTER = Label("Réplications meilleures [%]", "Replications better [%]")
IN_UNIT = Label("{name} [{unit}]", "{name} [{unit}]")
WHICH_DSO = Label("DSO", "DSO")
PARTY = Label("Tiers", "Third party")
REPLICATION = Label("Réplication", "Replication")
SENTENCE = Label("Phrase", "Sentence")
DATE = Label("Date", "Date")
BAND_LOW = Label("{name}, 5e centile [€]", "{name}, 5th percentile [€]")
BAND_HIGH = Label("{name}, 95e centile [€]", "{name}, 95th percentile [€]")
RECEIVABLES = Label("Créances TTC", "Receivables incl. VAT")
CASH = Label("Trésorerie", "Cash")
PLACE = Label("Place dans le scénario", "Place in the scenario")
VALUE = Label("Valeur", "Value")
PARAMETER = Label("Paramètre", "Parameter")

#: Units, as a heading or a cell writes them.
UNITS: dict[str, Label] = {
    "days": Label("jours", "days"),
    "share": Label("%", "%"),
    "points": Label("points", "points"),
    "eur": Label("€", "€"),
    "count": Label("nombre", "number"),
    "hours": Label("heures", "hours"),
    "eur_per_eur": Label("€/€", "€/€"),
    "": Label("nombre", "number"),
}

# === A ledger ================================================================================ #

READING = Label("Lecture", "Reading")
SET_ASIDE = Label("Lignes écartées", "Rows set aside")
DOUBTS = Label("Doutes", "Doubts")
AGEING = Label("Balance âgée", "Ageing")
DSO_METHODS = Label("DSO", "DSO")
MONTHS = Label("Mois par mois", "Month by month")
PAYMENT_CURVES = Label("Courbes de règlement", "Payment curves")
RHYTHM = Label("Rythme", "Rhythm")
DISPUTES = Label("Litiges", "Disputes")
CUSTOMERS = Label("Clients", "Customers")

#: What each sheet of a diagnosis holds, by its name.
ABOUT_A_LEDGER: dict[Label, Label] = {
    READING: Label(
        "Lignes et montants du fichier : lus, et écartés par motif.",
        "Rows and amounts of the file: read, and set aside by reason.",
    ),
    SET_ASIDE: Label(
        "Chaque ligne écartée, avec son motif.", "Each row set aside, with its reason."
    ),
    DOUBTS: Label(
        "Ce qui a été lu avec un doute, ligne par ligne.",
        "What was read with a doubt, row by row.",
    ),
    AGEING: Label(
        "Ce qui est dû le {day}, par jours de retard.", "What is owed on {day}, by days past due."
    ),
    DSO_METHODS: Label(
        "Le DSO du {day}, en jours, selon la méthode.", "The DSO of {day}, in days, by method."
    ),
    MONTHS: Label(
        "DSO et balance âgée à la fin de chaque mois.", "DSO and ageing at the end of each month."
    ),
    PAYMENT_CURVES: Label(
        "Part des factures encore impayées, par jours de retard et par segment.",
        "Share of invoices still unpaid, by days past due and by segment.",
    ),
    RHYTHM: Label(
        "Quand l'argent arrive, par segment, et la part des règlements qui suit ce rythme.",
        "When money comes, by segment, and the share of payments that follows this rhythm.",
    ),
    DISPUTES: Label(
        "Factures en litige, et combien de jours de plus elles prennent.",
        "Disputed invoices, and how many more days they take.",
    ),
    CUSTOMERS: Label(
        "Chaque client : ventes de la période, dû et retard le {day}.",
        "Each customer: sales of the period, owed and late on {day}.",
    ),
}
LINE, COLUMN = Label("Ligne", "Line"), Label("Colonne", "Column")
REASON = Label("Motif", "Reason")
DAYS_PAST_DUE = Label("Jours après l'échéance", "Days past due")
FOLLOWED = Label("Factures suivies ce jour-là", "Invoices followed on that day")
PAID = Label("Payées ce jour-là", "Paid on that day")
UNPAID = Label("Encore impayées", "Still unpaid")
PAYMENTS = Label("Règlements", "Payments")
DISPUTED, DISPUTED_SHARE = Label("En litige", "Disputed"), Label("Part en litige", "Disputed share")
LATE_DISPUTED = Label("En retard, en litige", "Late, disputed")
LATE_OTHERS = Label("En retard, autres", "Late, others")
EXTRA_DAYS = Label("Jours de plus", "More days")
