"""Where a lever is best, in a table and in words: one row per sweep."""

from __future__ import annotations

from collections.abc import Mapping

from simrecouv.compare import Optimum, Sweep
from simrecouv.figures.response import lever_label
from simrecouv.reports.fragment import Fragment, table
from simrecouv.reports.subjects.study import Estimate
from simrecouv.vocabulary import Label, Lang
from simrecouv.vocabulary.numbers import plain
from simrecouv.vocabulary.typography import say

CASE = Label("Hypothèse", "Assumption")
BEST = Label("Meilleure valeur : {lever}", "Best value: {lever}")
AS_GOOD = Label("Peut être la meilleure (95 %)", "May be the best (95%)")
GAIN = Label("Gain net à la meilleure", "Net gain at the best")
SHAPE = Label("Où est-elle ?", "Where is it?")
INSIDE = Label("à l'intérieur : les deux bouts font moins bien", "inside: both ends do worse")
AT_LOW = Label("la plus petite essayée", "the smallest tried")
AT_HIGH = Label("la plus grande essayée", "the largest tried")
UNSURE = Label("un bout peut faire aussi bien", "one end may do as well")
SPAN = Label("{first} à {last}", "{first} to {last}")

VERDICT_INSIDE = Label(
    "Meilleure valeur de « {lever} » : {value}. La vraie est entre {first} et {last}, à 95 % de "
    "confiance ; aux deux bouts de ce qui a été essayé, on perd.",
    "Best value of “{lever}”: {value}. The true one is between {first} and {last}, with 95% "
    "confidence; at both ends of what was tried, one loses.",
)
VERDICT_OPEN = Label(
    "Meilleure valeur de « {lever} » : {value}. Mais la vraie peut être un bout de ce qui a été "
    "essayé : ces mondes ne disent pas s'il y a un optimum entre les deux.",
    "Best value of “{lever}”: {value}. But the true one may be an end of what was tried: these "
    "worlds do not tell whether there is an optimum in between.",
)
AGAINST = Label(
    "Gain net à cette valeur, sur une année de ventes, par rapport à la référence : "
    "{gain}{between}.",
    "Net gain at this value, on a year of sales, against the baseline: {gain}{between}.",
)
MOVES = Label(
    "Selon les hypothèses essayées, la meilleure valeur va de {first} à {last}.",
    "Over the assumptions tried, the best value goes from {first} to {last}.",
)
DOUBT = Label(
    "Mode : {mode}. La patience des clients et l'effet des relances sont supposés.",
    "Mode: {mode}. The patience of customers and the effect of reminders are assumed.",
)


def optimum_table(sweeps: Mapping[str, Sweep], lang: Lang = "fr") -> Fragment:
    """Tabulate where net gain is best, one row per sweep of the same lever.

    Parameters
    ----------
    sweeps
        By what to show in the first column, such as the assumption that was changed.
    """
    lever = lever_label(next(iter(sweeps.values())).lever, lang)
    best = say(BEST, lang, lever=lever)
    head = [say(CASE, lang), best, *(say(text, lang) for text in (AS_GOOD, GAIN, SHAPE))]
    rows = []
    for name, one in sweeps.items():
        found, gain = one.optimum(), gain_at_best(one)
        rows.append(
            [
                name,
                plain(found.value, lang),
                _span(found, lang),
                gain.text("net_gain", lang, difference=True) + _between(gain, lang),
                say(_shape(one, found), lang),
            ]
        )
    return table(head, rows, css="results")


def optimum_in_words(
    central: Sweep, others: Mapping[str, Sweep] | None = None, lang: Lang = "fr"
) -> list[str]:
    """Say where net gain is best, what it is worth there, and how assumptions move it.

    Parameters
    ----------
    central
        The sweep under central assumptions.
    others
        The same under other assumptions.
    """
    found, gain = central.optimum(), gain_at_best(central)
    told = {
        "value": plain(found.value, lang),
        "lever": lever_label(central.lever, lang),
        "first": plain(found.first, lang),
        "last": plain(found.last, lang),
    }
    said = [
        say(VERDICT_INSIDE if found.is_interior else VERDICT_OPEN, lang, **told),
        say(
            AGAINST,
            lang,
            gain=gain.text("net_gain", lang, difference=True),
            between=_between(gain, lang),
        ),
    ]
    if others:
        values = [one.optimum().value for one in (central, *others.values())]
        first, last = (plain(end, lang) for end in (min(values), max(values)))
        said.append(say(MOVES, lang, first=first, last=last))
    return [*said, say(DOUBT, lang, mode=say(central.experiment.mode.label, lang))]


def gain_at_best(one: Sweep) -> Estimate:
    """Return the paired net gain over the baseline at the best value."""
    rows = one.responses()
    is_best = (rows["kpi"] == "net_gain") & (rows["value"] == one.optimum().value)
    row = rows[is_best].iloc[0]
    return Estimate(row["mean"], row["ci_low"], row["ci_high"], int(row["n_nonzero"]))


def _span(found: Optimum, lang: Lang) -> str:
    first, last = plain(found.first, lang), plain(found.last, lang)
    return first if first == last else say(SPAN, lang, first=first, last=last)


def _between(gain: Estimate, lang: Lang) -> str:
    told = gain.between("net_gain", lang, difference=True)
    return f" ({told})" if told else ""


def _shape(one: Sweep, found: Optimum) -> Label:
    if found.is_interior:
        return INSIDE
    if found.value == one.values[0]:
        return AT_LOW
    return AT_HIGH if found.value == one.values[-1] else UNSURE
