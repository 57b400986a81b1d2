"""Who takes a discount and who pays late charges, in a few worlds: tables and sentences.

`simrecouv.kpi.incentives` reads one world; what is summed up here are worlds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from simrecouv.compare import Sweep
from simrecouv.estimation import familywise
from simrecouv.figures.response import lever_label, lever_value
from simrecouv.kpi.incentives import By, charges_by_group, discounts_by_group
from simrecouv.ledger import Ledger
from simrecouv.reports.fragment import Fragment, element, joined, table
from simrecouv.reports.subjects.study import Estimate
from simrecouv.reports.words import incentive_texts as texts
from simrecouv.scenario import Scenario
from simrecouv.scenario.words import shown
from simrecouv.units import DAYS_PER_YEAR
from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.numbers import number, percent, quantity
from simrecouv.vocabulary.typography import say, sentence

#: The ledgers of several policies on one world, by name.
World = Mapping[str, Ledger]


def discount_takers(
    worlds: Sequence[World], policy: str, scenario: Scenario, lang: Lang, *, by: By = "segment"
) -> Fragment:
    """Tabulate who takes the discount of a policy, for how many days, and at what cost.

    Parameters
    ----------
    worlds
        The ledgers of the policy and of the baseline, one mapping per world.
    by
        Group customers by segment, or by their hidden profile.
    """
    offer = scenario.policies[policy].discount
    assert offer is not None, policy
    baseline = scenario.simulation.baseline
    sums = _summed(
        discounts_by_group(world[policy], world[baseline], offer.within_days, scenario.finance, by)
        for world in worlds
    )
    heads = (texts.TAKEN_SHARE, texts.GRANTED, texts.ANYWAY, texts.GAINED, texts.REAL_COST)
    rows = [
        [
            name,
            quantity(row["taken"] / row["invoices"], "share", lang, decimals=0),
            quantity(row["granted"] / len(worlds), "eur", lang),
            *_of_taken(row, lang),
        ]
        for name, row in _labelled(sums, scenario, by, lang)
    ]
    debit = percent(scenario.finance.debit_rate.value, lang)
    label = shown(scenario.policies[baseline].label, baseline, lang)
    note = say(texts.TAKERS_NOTE, lang, n=len(worlds), baseline=label, debit=debit)
    head = [say(text, lang) for text in (texts.WHO, *heads)]
    return joined([table(head, rows), element("p", note, css="note")])


def charge_payers(
    worlds: Sequence[World], policy: str, scenario: Scenario, lang: Lang, *, by: By = "profile"
) -> Fragment:
    """Tabulate who is charged for lateness under a policy, who pays it, and who leaves.

    Parameters
    ----------
    worlds, by
        As for `discount_takers`.
    """
    baseline, n = scenario.simulation.baseline, len(worlds)
    sums = _summed(
        charges_by_group(world[policy], world[baseline], scenario.finance, by) for world in worlds
    )
    heads = (
        texts.CHARGED_SHARE, texts.BILLED, texts.RECEIVED, texts.RECEIVED_SHARE, texts.LEFT,
    )  # fmt: skip
    rows = [
        [
            name,
            quantity(_ratio(row["charged"], row["invoices"]), "share", lang, decimals=1),
            *(quantity(row[column] / n, "eur", lang) for column in ("billed", "received")),
            quantity(_ratio(row["received"], row["billed"]), "share", lang, decimals=0),
            number(row["left"] / n, 1, lang, signed=True),
        ]
        for name, row in _labelled(sums, scenario, by, lang)
    ]
    label = shown(scenario.policies[baseline].label, baseline, lang)
    note = say(texts.PAYERS_NOTE, lang, n=n, baseline=label)
    head = [say(text, lang) for text in (texts.WHO, *heads)]
    return joined([table(head, rows), element("p", note, css="note")])


def levers_in_words(sweeps: Sequence[Sweep], lang: Lang) -> list[str]:
    """Say of each lever whether one of its values can be told to pay, as items of a list.

    The interval of the best value is widened for the choice among those of its sweep.
    """
    return [*(f"* {_lever_in_words(one, lang)}" for one in sweeps), "", say(texts.CHOICE, lang)]


def _lever_in_words(one: Sweep, lang: Lang) -> str:
    gains = {
        value: _gain(one, name, familywise(len(one.points)))
        for value, name in zip(one.values, one.points, strict=True)
    }
    value, gain = max(gains.items(), key=lambda item: item[1].mean)
    shown_value = lever_value(one.lever, value, lang)
    if value in (one.values[0], one.values[-1]):
        shown_value = say(texts.AT_END, lang, value=shown_value)
    text = texts.CANNOT_TELL
    if gain.is_clear("net_gain"):
        text = texts.PAYS if gain.mean > 0.0 else texts.LOSES
    return say(
        text,
        lang,
        lever=sentence(lever_label(one.lever, lang)),
        k=len(gains),
        value=shown_value,
        gain=gain.text("net_gain", lang, difference=True),
        between=gain.between("net_gain", lang, difference=True),
    )


def _gain(one: Sweep, name: str, confidence: float) -> Estimate:
    experiment = one.experiment
    found = experiment.estimates(
        name, experiment.baseline, kpis=["net_gain"], confidence=confidence
    )
    return Estimate(float(found.mean[0]), float(found.low[0]), float(found.high[0]))


# === Rows of tables ===


def _summed(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(list(parts)).groupby("group").sum()


def _labelled(
    sums: pd.DataFrame, scenario: Scenario, by: By, lang: Lang
) -> Iterator[tuple[str, Mapping[str, float]]]:
    """Yield label and sums of each group that has invoices, in the order of the scenario."""
    known = scenario.segments if by == "segment" else scenario.profiles
    for name, one in known.items():
        if name in sums.index and sums.loc[name, "invoices"]:
            yield sentence(shown(one.label, name, lang)), _numbers(sums.loc[[name]].sum())
    yield sentence(say(texts.ALL, lang)), _numbers(sums.sum())


def _numbers(row: pd.Series) -> dict[str, float]:
    return {str(column): float(value) for column, value in row.items()}


def _of_taken(row: Mapping[str, float], lang: Lang) -> tuple[str, str, str]:
    """Write which part would have come as early, days gained, and what a year of them costs."""
    cost = _ratio(row["given"] * DAYS_PER_YEAR, row["euro_days"])
    return (
        quantity(_ratio(row["anyway"], row["taken"]), "share", lang, decimals=0),
        quantity(_ratio(row["euro_days"], row["received"]), "days", lang),
        quantity(cost, "share", lang, decimals=1),
    )


def _ratio(above: float, below: float) -> float:
    return above / below if below > 0.0 else np.nan
