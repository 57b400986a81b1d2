"""Over which days each column of the scorecard is measured (`model.md` 6 and 8)."""

from __future__ import annotations

from simrecouv.vocabulary import Word


class Window(Word):
    """The days that a KPI looks at."""

    MONTH_ENDS = (
        "month_ends",
        "moyenne des 12 fins de mois de la deuxième année",
        "mean of the 12 month-ends of the second year",
    )
    LAST_MONTH_END = (
        "last_month_end",
        "dernière fin de mois",
        "last month-end",
    )
    SECOND_YEAR = (
        "second_year",
        "les douze mois de ces fins de mois",
        "the twelve months of these month-ends",
    )
    FIRST_YEAR = (
        "first_year",
        "première année après le changement de politique",
        "first year after the switch",
    )
    TWO_YEARS = (
        "two_years",
        "du changement de politique à la dernière fin de mois",
        "from the switch to the last month-end",
    )
    TO_THE_END = (
        "to_the_end",
        "du changement de politique à la fin de la simulation",
        "from the switch to the end of the simulation",
    )
    COHORTS = (
        "cohorts",
        "commandes de la première année (jours 0 à 364), suivies jusqu'à la fin",
        "orders of the first year (days 0 to 364), followed to the end",
    )


_COLUMNS = {
    Window.MONTH_ENDS: (
        "dso_simple dso_book dso_countback best_possible_dso average_days_delinquent overdue_rate "
        "overdue_90_share cei receivables_mean bfr_mean bfr_days"
    ),
    Window.LAST_MONTH_END: "receivables_end provisions",
    Window.SECOND_YEAR: "contacts desk_hours wrong_reminders",
    Window.FIRST_YEAR: "complaints customers_lost",
    Window.TWO_YEARS: "cash_min p_breach refused_days overdraft_cost",
    Window.TO_THE_END: "npv_switch",
    Window.COHORTS: (
        "days_beyond_terms weighted_days_to_pay recovery_rate_30d recovery_rate_60d "
        "recovery_rate_90d recovery_rate_180d recovery_rate_365d recovery_placed "
        "agency_incremental bad_debt_rate sales cash_collected discounts "
        "interest_and_fees_charged interest_and_fees_received collection_cost cost_to_collect "
        "agency_fees legal_cost insurance_cost factoring_cost financing_cost bad_debt margin_lost "
        "dispute_days promises_kept_rate net_gain"
    ),
}

#: The window of every column, by name.
WINDOWS: dict[str, Window] = {
    name: window for window, names in _COLUMNS.items() for name in names.split()
}
