"""Who takes a discount and who pays late charges, from ledgers of the same worlds.

An invoice has the same number under every policy of a world: what a policy changes is read invoice
by invoice, same customer, same luck.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.compare import Sweep
from simrecouv.estimation import familywise
from simrecouv.figures.response import lever_label, lever_value
from simrecouv.kpi import Books
from simrecouv.ledger import Ledger
from simrecouv.reports.fragment import Fragment, element, joined, table
from simrecouv.reports.subjects.study import Estimate
from simrecouv.reports.words import incentive_texts as texts
from simrecouv.scenario import Scenario
from simrecouv.scenario.words import shown
from simrecouv.units import DAYS_PER_YEAR
from simrecouv.vocabulary import Kind, Lang
from simrecouv.vocabulary.numbers import number, percent, quantity
from simrecouv.vocabulary.typography import say, sentence

#: The ledgers of several policies on one world, by name.
World = Mapping[str, Ledger]
By = Literal["segment", "profile"]
Int64s = NDArray[np.int64]


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
        _taken(world[policy], world[baseline], offer.within_days, scenario, by) for world in worlds
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
    sums = _summed(_charged(world[policy], world[baseline], scenario, by) for world in worlds)
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


# === One world ===


def _taken(
    ours: Ledger, base: Ledger, within_days: int, scenario: Scenario, by: By
) -> pd.DataFrame:
    """Sum up the discounts of one world, by group; amounts in euros."""
    books = Books(ours, scenario.finance)
    given = _by_invoice(ours, Kind.DISCOUNT)
    taken = books.is_cohort & (given > 0)
    gross, net = books.gross, books.net
    gained = np.where(taken, _paid_on(base) - _paid_on(ours), 0)
    early = ours.invoices.issue_day + within_days
    return pd.DataFrame(
        {
            "group": _groups(ours, by)[ours.invoices.customer],
            "invoices": books.is_cohort,
            "taken": taken,
            "granted": np.where(taken, given * net / np.maximum(gross, 1), 0.0) / 100.0,
            "given": np.where(taken, given, 0) / 100.0,
            "received": np.where(taken, gross - given, 0) / 100.0,
            "euro_days": np.where(taken, gross - given, 0) / 100.0 * gained,
            "anyway": taken & (_paid_on(base) <= early),
        }
    )


def _charged(ours: Ledger, base: Ledger, scenario: Scenario, by: By) -> pd.DataFrame:
    """Sum up the late charges of one world, by group; amounts in euros."""
    books = Books(ours, scenario.finance)
    billed = _by_invoice(ours, Kind.INTEREST, Kind.FEE)
    received = _by_invoice(ours, Kind.CHARGES_RECEIVED)
    mine, group = books.is_cohort, _groups(ours, by)
    invoices = pd.DataFrame(
        {
            "group": group[ours.invoices.customer],
            "invoices": mine,
            "charged": mine & (billed > 0),
            "billed": np.where(mine, billed, 0) / 100.0,
            "received": np.where(mine, received, 0) / 100.0,
            "left": 0,
        }
    )
    leavers = pd.DataFrame({"group": group, "left": _lost(ours) - _lost(base)})
    return pd.concat([invoices, leavers]).fillna(0)


def _by_invoice(ledger: Ledger, *kinds: Kind) -> Int64s:
    """Sum the amounts of some kinds by invoice [cents]."""
    rows = ledger.of_kind(*kinds)
    sums = np.zeros(ledger.invoices.customer.size, dtype=np.int64)
    np.add.at(sums, rows["invoice"], rows["amount_cents"])
    return sums


def _paid_on(ledger: Ledger) -> Int64s:
    """Return the day of the last payment of each invoice; the last day where none came."""
    day = np.full(ledger.invoices.customer.size, ledger.end_day, dtype=np.int64)
    is_paid = ledger.events["kind"] == Kind.RECEIVED
    day[ledger.events["invoice"][is_paid]] = ledger.day[is_paid]
    return day


def _lost(ledger: Ledger) -> Int64s:
    """Tell which customers left in the first year."""
    is_lost = ledger.events["kind"] == Kind.CUSTOMER_LOST
    is_lost &= (ledger.day >= 0) & (ledger.day < ledger.cohort_days)
    lost = np.zeros(ledger.customer_segment.size, dtype=np.int64)
    lost[ledger.events["customer"][is_lost]] = 1
    return lost


def _groups(ledger: Ledger, by: By) -> NDArray[np.object_]:
    """Name the group of each customer."""
    names, numbers = (
        (ledger.segments, ledger.customer_segment)
        if by == "segment"
        else (ledger.profiles, ledger.customer_profile)
    )
    return np.array(names, dtype=object)[numbers]


# === Rows of tables ===


def _summed(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat([part.groupby("group").sum() for part in parts]).groupby("group").sum()


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
