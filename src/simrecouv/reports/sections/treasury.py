"""The bank account of the company: how low, how often beyond the line, at what cost."""

from __future__ import annotations

from simrecouv.reports.fragment import Fragment, element, joined, table
from simrecouv.reports.subjects.study import Study
from simrecouv.reports.told import legend, told
from simrecouv.reports.words.texts import INDICATOR
from simrecouv.vocabulary import MEASURE, Label
from simrecouv.vocabulary.numbers import amount
from simrecouv.vocabulary.typography import say, sentence

TITLE = Label("Ce que voit la banque", "What the bank sees")
NOTE = Label(
    "Le compte de l'entreprise entière, du {start} au {end} (dernière fin de mois), agios et frais "
    "payés ; découvert autorisé : {line}. Moyennes de {n} réplications, sous "
    "chacune son intervalle à 95 % ; le risque est la part des "
    "réplications qui dépassent la ligne au moins un jour. Un jour au-delà, la banque refuse : le "
    "simulateur compte ces jours et laisse le solde baisser.",
    "The account of the whole company, from {start} to {end} (last month-end), interest and fees "
    "paid; authorised overdraft: {line}. Means of {n} replications, below "
    "each its 95% interval; the chance is the share of "
    "replications that break the line on one day at least. On a day beyond it the bank refuses: "
    "the simulator counts these days, and lets the balance fall.",
)
#: Indicators, in order.
SHOWN = ("cash_min", "p_breach", "refused_days", "overdraft_cost")


def bank_account(study: Study) -> Fragment:
    """Tabulate lowest cash, breaches of the line and cost of the overdraft, by policy."""
    lang, names, scenario = study.lang, study.experiment.policies, study.experiment.scenario
    rows = [
        [
            sentence(say(MEASURE[kpi].label, lang)),
            *(told(study, study.levels[name, kpi], kpi) for name in names),
        ]
        for kpi in SHOWN
    ]
    shown = [(kpi, study.levels[name, kpi]) for kpi in SHOWN for name in names]
    note = say(
        NOTE,
        lang,
        start=study.day(0),
        end=study.day(scenario.clock.month_ends[-1]),
        line=amount(scenario.finance.credit_line_eur, lang),
        n=study.experiment.replications,
    )
    head = [say(INDICATOR, lang), *(study.heading(name) for name in names)]
    return joined(
        [
            element("h3", say(TITLE, lang)),
            element("p", note),
            table(head, rows, css="results"),
            *legend(study, shown),
        ]
    )
