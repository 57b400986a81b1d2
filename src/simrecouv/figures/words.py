"""The words of the figures, in both languages; KPI and bridge labels come from the vocabulary."""

from __future__ import annotations

from simrecouv.vocabulary import Label

DATE = Label("Date (mois)", "Date (month)")
RECEIVABLES = Label("Créances TTC non payées (€)", "Unpaid receivables incl. VAT (€)")
CASH = Label("Trésorerie (€)", "Cash (€)")
CREDIT_LINE = Label("découvert autorisé", "credit line")
EUROS = Label("Effet sur le gain net (€)", "Effect on net gain (€)")

RECEIVABLES_TITLE = Label(
    "Créances clients dans le temps, par politique", "Receivables over time, by policy"
)
CASH_TITLE = Label("Trésorerie dans le temps, par politique", "Cash over time, by policy")
BAND = Label(
    "Ligne : moyenne de {n} réplications. Bande : 90 % d'entre elles (du 5e au 95e centile).",
    "Line: mean of {n} replications. Band: 90% of them (5th to 95th percentile).",
)
LINES = Label("Ligne : moyenne de {n} réplications.", "Line: mean of {n} replications.")
ONE_REPLICATION = Label("Une seule réplication : pas de bande.", "One replication only: no band.")

AGEING_TITLE = Label(
    "Balance âgée des créances sous la politique « {policy} »",
    "Ageing of receivables under the policy “{policy}”",
)
AGEING_SUBTITLE = Label(
    "Moyenne de {n} réplications, par jours de retard après l'échéance.",
    "Mean of {n} replications, by days past due.",
)
#: Columns of the curves, from the youngest to the oldest debt.
AGEING: dict[str, Label] = {
    "not_due": Label("non échu", "not due"),
    "overdue_1_30": Label("1 à 30 jours", "1 to 30 days"),
    "overdue_31_60": Label("31 à 60 jours", "31 to 60 days"),
    "overdue_61_90": Label("61 à 90 jours", "61 to 90 days"),
    "overdue_over_90": Label("plus de 90 jours", "over 90 days"),
}

COMPARISON_TITLE = Label("Les politiques côte à côte", "The policies side by side")
COMPARISON_SUBTITLE = Label(
    "Point : moyenne de {n} réplications. Trait : intervalle à 95 %.",
    "Dot: mean of {n} replications. Bar: 95% interval.",
)
NO_INTERVAL = Label("sans intervalle", "no interval")
WITH_DIFFERENCES = Label(
    "Texte : écart apparié avec « {policy} ».", "Text: paired difference from “{policy}”."
)
PANEL = Label("{title} : {direction}", "{title}: {direction}")
#: Titles of the small panels: short forms of the vocabulary's labels.
PANELS: dict[str, Label] = {
    "dso_simple": Label("DSO (jours)", "DSO (days)"),
    "bfr_mean": Label("BFR moyen (€)", "Mean working capital requirement (€)"),
    "recovery_rate_90d": Label("Recouvré à 90 jours (%)", "Recovered at 90 days (%)"),
    "net_gain": Label("Gain net (€)", "Net gain (€)"),
}
BETTER: dict[str, Label] = {
    "lower": Label("plus bas est mieux", "lower is better"),
    "higher": Label("plus haut est mieux", "higher is better"),
    "none": Label("ni mieux ni pire", "neither better nor worse"),
}

BRIDGE_TITLE = Label(
    "Gain net de « {policy} » par rapport à « {baseline} » : {total}",
    "Net gain of “{policy}” over “{baseline}”: {total}",
)
BRIDGE_SUBTITLE = Label(
    "Moyenne de {n} écarts appariés ; vers la droite, le terme rapporte.",
    "Mean of {n} paired differences; to the right, the term earns.",
)
ZERO_TERMS = Label("Termes nuls, non montrés : {terms}.", "Zero terms, not shown: {terms}.")
NOTHING_MOVES = Label("Aucun terme ne change.", "No term changes.")
NET_GAIN = Label("gain net", "net gain")

SPLIT_TITLE = Label(
    "Ce qui change le {kpi} par rapport à « {baseline} »",
    "What changes the {kpi} compared with “{baseline}”",
)
SPLIT_SUBTITLE = Label(
    "Moyenne de {n} écarts appariés ; vers la gauche, le DSO baisse. Losange : l'écart.",
    "Mean of {n} paired differences; to the left, DSO falls. Diamond: the difference.",
)
SPLIT_AXIS = Label("Effet sur le DSO (jours)", "Effect on DSO (days)")
SPLIT_TOTAL = Label("Écart de DSO", "Difference of DSO")

PAYMENT_TITLE = Label(
    "Part des factures encore impayées, par segment", "Share of invoices still unpaid, by segment"
)
OBSERVED = Label("Trait plein : observé.", "Solid line: observed.")
OBSERVED_AND_EXPECTED = Label(
    "Trait plein : observé. Pointillé : attendu du scénario.",
    "Solid line: observed. Dotted line: expected of the scenario.",
)
EXPECTED = Label("{segment} (attendu)", "{segment} (expected)")
DAYS_PAST_DUE = Label("Jours après l'échéance", "Days past due")
UNPAID = Label("Part impayée (%)", "Unpaid share (%)")
OVERDUE = Label("Argent échu, en moyenne (€)", "Overdue money, on average (€)")
WHOLE_LEDGER = Label("tout le grand livre", "whole ledger")
GAP = Label("Écart (points)", "Gap (points)")
GAP_OF = Label("{segment} (écart)", "{segment} (gap)")
GAPS_BELOW = Label(
    "En bas : attendu moins observé, {gap} points au plus.",
    "Below: expected less observed, {gap} points at most.",
)

PATTERNS_TITLE = Label("Quand arrivent les règlements", "When payments come")
PATTERNS_SUBTITLE = Label(
    "{n} règlements. Pointillé : étalés sur tous les jours de paiement.",
    "{n} payments. Dotted line: spread evenly over the days of payment.",
)
WEEKDAY = Label("Jour de la semaine", "Day of the week")
DAY_OF_MONTH = Label("Jour du mois", "Day of the month")
SHARE_OF_PAYMENTS = Label("Part des règlements (%)", "Share of payments (%)")
EVENLY = Label("étalés", "spread evenly")
#: From Monday.
SHORT_WEEKDAYS = (
    Label("lun.", "Mon"),
    Label("mar.", "Tue"),
    Label("mer.", "Wed"),
    Label("jeu.", "Thu"),
    Label("ven.", "Fri"),
    Label("sam.", "Sat"),
    Label("dim.", "Sun"),
)

RECOVERY_TITLE = Label(
    "Ce qui rentre encore, selon l'âge de l'impayé", "What still comes in, by age of the debt"
)
RECOVERY_SUBTITLE = Label(
    "Part de ce qui est dû à cet âge, encaissée avant 36 mois de retard.",
    "Share of what is owed at that age, received within 36 months past due.",
)
WITH_PUBLISHED = Label(
    "Points : enquêtes publiées (point creux : au plus).",
    "Points: published surveys (hollow point: at most).",
)
BY_NUMBER = Label("simulé, en nombre de factures", "simulated, by number of invoices")
BY_AMOUNT = Label("simulé, en montant TTC", "simulated, by amount incl. VAT")
MONTHS_PAST_DUE = Label("Mois après l'échéance", "Months past due")
STILL_COLLECTED = Label("Part encore encaissée (%)", "Share still collected (%)")

CASES_TITLE = Label("Part cumulée des dossiers payés, selon l'âge", "Cumulative paid share, by age")
CASES_SUBTITLE = Label(
    "Prévu : dossiers de la première partie. Observé : ceux de la seconde. "
    "Recalé : prévu, à partir de ce qui est vu au premier âge.",
    "Predicted: cases of the first part. Observed: those of the second. "
    "Re-levelled: predicted, from what is seen at the first age.",
)
#: Curves of the figure of cases, in the order in which they are drawn.
CASE_CURVES: dict[str, Label] = {
    "predicted": Label("prévu", "predicted"),
    "observed": Label("observé", "observed"),
    "relevelled": Label("recalé", "re-levelled"),
}
AGE_DAYS = Label("Âge (jours)", "Age (days)")
PAID_SHARE = Label("Part payée (%)", "Paid share (%)")

RESPONSE_TITLE = Label("{kpi} selon : {lever}", "{kpi} by: {lever}")
RESPONSE_SUBTITLE = Label(
    "Point : écart apparié moyen avec la référence. Bande : intervalle à 95 %.",
    "Dot: mean paired difference from the baseline. Band: 95% interval.",
)
TERMS_TITLE = Label(
    "D'où vient le gain net, selon : {lever}", "What net gain is made of, by: {lever}"
)
TERMS_SUBTITLE = Label(
    "Écarts avec la référence ; au-dessus de zéro, le terme rapporte. Losange : gain net.",
    "Differences from the baseline; above zero, the term earns. Diamond: net gain.",
)
SMALL_TERMS = Label("autres termes", "other terms")
#: Levers that a sweep moves, by the last part of their place in the policy.
LEVERS: dict[str, Label] = {
    "every_days": Label(
        "intervalle entre deux relances (jours)", "interval between two reminders (days)"
    ),
    "min_gap_days": Label(
        "écart minimal entre deux messages (jours)", "minimum gap between two messages (days)"
    ),
    "days": Label("date de l'étape (jours)", "date of the step (days)"),
    "rate": Label("taux", "rate"),
    "discount.rate": Label("taux de l'escompte", "rate of the discount"),
    "annual_rate": Label("intérêts de retard, taux par an", "late interest, rate a year"),
    "waived_share": Label("part des pénalités abandonnées", "share of late charges waived"),
    "net_days": Label("délai de paiement accordé (jours)", "payment terms granted (days)"),
    "within_days": Label("délai de l'escompte (jours)", "deadline of the discount (days)"),
    "collectors": Label("chargés de recouvrement", "collectors"),
    "min_amount_eur": Label(
        "montant à partir duquel l'étape agit (€)", "amount from which the step acts (€)"
    ),
}

GAP_TITLE = Label("Trésorerie gagnée par rapport à « {baseline} »", "Cash gained over “{baseline}”")
GAP_SUBTITLE = Label(
    "Ligne : moyenne de {n} écarts appariés. Bande : intervalle à 95 %.",
    "Line: mean of {n} paired differences. Band: 95% interval.",
)
GAP_SUBTITLE_ALONE = Label(
    "Une seule réplication : pas d'intervalle.", "One replication only: no interval."
)
CASH_GAINED = Label("Trésorerie en plus (€)", "Cash gained (€)")

WIDTHS_TITLE = Label(
    "{kpi} : l'intervalle selon le nombre de mondes", "{kpi}: the interval by number of worlds"
)
WIDTHS_SUBTITLE = Label(
    "Point : écart moyen avec la référence. Trait : intervalle à 95 %.",
    "Dot: mean difference from the baseline. Bar: 95% interval.",
)
PAIRED = Label("mêmes mondes (apparié)", "same worlds (paired)")
UNPAIRED = Label("chacun ses mondes (non apparié)", "worlds of its own (unpaired)")
WORLDS = Label("Nombre de mondes", "Number of worlds")
COVERAGE_TITLE = Label(
    "{held} intervalles sur {n} contiennent la moyenne de tous les mondes",
    "{held} intervals of {n} contain the mean of all worlds",
)
COVERAGE_SUBTITLE = Label(
    "Chaque trait : une petite étude sur d'autres mondes, et son intervalle à 95 %. "
    "Ligne verticale : moyenne de tous les mondes.",
    "Each bar: a small study on other worlds, and its 95% interval. "
    "Vertical line: mean of all worlds.",
)
HOLDS = Label("contient la moyenne", "contains the mean")
MISSES = Label("passe à côté", "misses it")
SMALL_STUDY = Label("Petite étude, par numéro", "Small study, by number")

BACKTEST_TITLE = Label("Contre-épreuve : prédit et observé", "Backtest: predicted and observed")
BACKTEST_SUBTITLE = Label(
    "Calé avant la coupure, puis simulé sur les factures réelles. Bande : 90 % des réplications.",
    "Fitted before the cut, then simulated on the real invoices. Band: 90% of the replications.",
)
BACKTEST_DSO = Label("DSO en fin de mois (jours)", "DSO at month end (days)")
BACKTEST_CURVE = Label("Factures encore impayées (%)", "Invoices still unpaid (%)")
BACKTEST_AGEING = Label("Balance âgée à la fin (k€)", "Ageing at the end (k€)")
BACKTEST_CASH = Label("Encaissements du mois (k€)", "Cash received in the month (k€)")
BACKTEST_BAND = Label("simulé, 90 % des réplications", "simulated, 90% of the replications")
BACKTEST_MEAN = Label("simulé, moyenne", "simulated, mean")
BACKTEST_OBSERVED = Label("observé", "observed")
DAYS_TOLD = Label("{days} j", "{days} d")
