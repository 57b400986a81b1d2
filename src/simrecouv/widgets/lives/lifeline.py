"""The life of one invoice under several policies, the same luck: its events in words, its outcome.

A life holds the events of the invoice, and those of its customer meanwhile (a complaint, an
insolvency). Days count from one due date for all policies, that under the first of them which
issued the invoice; where terms differ, each due day is an event of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from simrecouv.errors import StudyError
from simrecouv.figures.life import DUE
from simrecouv.history import DATE, KINDS, Teller
from simrecouv.kpi.settled import settled_day
from simrecouv.ledger import Events, Ledger
from simrecouv.scenario import Scenario
from simrecouv.scenario.steps import ContactStep
from simrecouv.scenario.words import shown
from simrecouv.units import TICKS_PER_DAY, date_of, euros
from simrecouv.vocabulary import Kind, Lang
from simrecouv.vocabulary.numbers import number, quantity
from simrecouv.vocabulary.typography import say, sentence
from simrecouv.widgets.lives import words
from simrecouv.widgets.lives.choices import check_same_world, profile_labels, segment_labels
from simrecouv.widgets.lives.table import life_table


@dataclass(frozen=True, eq=False)
class Life:
    """One invoice under several policies.

    Attributes
    ----------
    invoice
        Its number.
    title
        What it is, in words.
    labels
        Policy → what to show for it.
    events
        One row per event, in order, by policy: policy, day (from the switch), date (as the
        language writes it), days_from_due, kind, channel (of a contact), text, principal_eur and
        charges_eur (what the event adds to what is owed), cost_eur. A due day has the kind ``due``.
    outcome
        Policy → how it ended, in words.
    from_order
        Whether ``days_from_due`` counts from the order, no policy having issued the invoice.
    lang
        Language of the texts.
    """

    invoice: int
    title: str
    labels: Mapping[str, str]
    events: pd.DataFrame
    outcome: Mapping[str, tuple[str, ...]]
    from_order: bool
    lang: Lang

    @property
    def parting_day(self) -> int | None:
        """First day on which the policies differ, None if they never do."""
        told: dict[int, dict[str, list[str]]] = {}
        for policy, day, text in self.events[["policy", "day", "text"]].itertuples(index=False):
            told.setdefault(day, {name: [] for name in self.labels})[policy].append(text)
        return min((day for day, by in told.items() if not _all_alike(by)), default=None)

    def to_html(self) -> str:
        """Write the lives side by side: a row for each date, a column for each policy."""
        return life_table(self)

    def _repr_html_(self) -> str:
        return self.to_html()


def life_of(
    ledgers: Mapping[str, Ledger], invoice: int, scenario: Scenario, lang: Lang = "fr"
) -> Life:
    """Tell the life of an invoice under each policy.

    Parameters
    ----------
    ledgers
        Of one world, by name of policy (`compare.Bench.ledgers`), the reference first.
    invoice
        Number of the invoice, or of an order that was never invoiced.
    scenario
        The policies, and the labels of what they name.

    Raises
    ------
    StudyError
        If nobody has that number, a policy is unknown, or the ledgers are not of one world.

    Examples
    --------
    >>> from simrecouv.compare.bench import Bench
    >>> from simrecouv.scenario import load_scenario
    >>> scenario = load_scenario("pme-b2b", ["segments.pme.customers=20"])
    >>> ledgers = Bench().ledgers(scenario, ["douce", "ferme"], 0)
    >>> life = life_of(ledgers, 36, scenario, "en")
    >>> life.events["text"].iloc[0].partition(",")[0]
    'Invoice issued'
    """
    check_same_world(ledgers)
    facts = next(iter(ledgers.values())).invoices
    if not 0 <= invoice < facts.customer.size:
        raise StudyError(f"no invoice {invoice!r}: numbers run from 0 to {facts.customer.size - 1}")
    unknown = [name for name in ledgers if name not in scenario.policies]
    if unknown:
        raise StudyError(f"no policy {unknown[0]!r} in this scenario")
    due = [int(led.invoices.due_day[invoice]) for led in _issuing(ledgers, invoice)]
    origin = due[0] if due else int(facts.order_day[invoice])
    rows = [row for name in ledgers for row in _told(ledgers[name], invoice, scenario, name, lang)]
    events = pd.DataFrame(rows)
    events.insert(3, "days_from_due", events["day"] - origin)
    return Life(
        invoice=int(invoice),
        title=_title(next(iter(ledgers.values())), invoice, scenario, lang, is_issued=bool(due)),
        labels={name: shown(scenario.policies[name].label, name, lang) for name in ledgers},
        events=events,
        outcome={
            name: _outcome(ledgers[name], invoice, events[events["policy"] == name], lang)
            for name in ledgers
        },
        from_order=not due,
        lang=lang,
    )


def _all_alike(by: Mapping[str, list[str]]) -> bool:
    first, *others = by.values()
    return all(other == first for other in others)


def _issuing(ledgers: Mapping[str, Ledger], invoice: int) -> Iterator[Ledger]:
    return (ledger for ledger in ledgers.values() if ledger.invoices.is_issued[invoice])


def _rows_of(ledger: Ledger, invoice: int) -> Events:
    """Return the events of an invoice, and those of its customer while it is there.

    Of an invoice that is never settled, what happens to the customer later may say why.
    """
    events = ledger.events
    mine = events["invoice"] == invoice
    ticks = events["tick"][mine]
    if not ticks.size:
        return ledger.events[:0]
    is_settled = bool(np.isfinite(settled_day(ledger)[invoice]))
    last = ticks[-1] if is_settled else events["tick"][-1]
    is_customers = events["customer"] == ledger.invoices.customer[invoice]
    meanwhile = (events["tick"] >= ticks[0]) & (events["tick"] <= last)
    rows: Events = events[mine | (is_customers & (events["invoice"] == -1) & meanwhile)]
    return rows


def _told(
    ledger: Ledger, invoice: int, scenario: Scenario, policy: str, lang: Lang
) -> Iterator[dict[str, Any]]:
    """Tell the events of one policy in order, its due day among them."""
    baseline = scenario.simulation.baseline
    tellers = {name: _teller(ledger, scenario, name, lang) for name in (policy, baseline)}
    channels = {name: _channels(scenario, name) for name in (policy, baseline)}
    due = int(ledger.invoices.due_day[invoice]) if ledger.invoices.is_issued[invoice] else None
    for row in _rows_of(ledger, invoice):
        day = int(row["tick"]) // TICKS_PER_DAY
        if due is not None and day >= due and row["kind"] != Kind.INVOICED:
            yield _due(ledger, policy, due, lang)
            due = None
        by = policy if day >= 0 else baseline  # the baseline is in force before the switch
        text = tellers[by].tell([row], with_invoice=False).partition("  ")[2]
        if row["invoice"] < 0:
            text = say(words.BY_CUSTOMER, lang, event=text)
        step = ledger.steps[row["step"]] if row["step"] >= 0 else ""
        yield _event(ledger, policy, day, row, sentence(text), channels[by].get(step, ""), lang)
    if due is not None:
        yield _due(ledger, policy, due, lang)


def _event(
    ledger: Ledger, policy: str, day: int, row: np.void, text: str, channel: str, lang: Lang
) -> dict[str, Any]:
    kind = KINDS[int(row["kind"])]
    amount = euros(int(row["amount_cents"]))
    return {
        "policy": policy,
        "day": day,
        "date": date_of(day, ledger.start).strftime(DATE.in_(lang)),
        "kind": kind.name.lower(),
        "channel": channel,
        "text": text,
        "principal_eur": kind.principal_sign * amount,
        "charges_eur": kind.charges_sign * amount,
        "cost_eur": euros(int(row["cost_cents"])),
    }


def _due(ledger: Ledger, policy: str, day: int, lang: Lang) -> dict[str, Any]:
    return {
        "policy": policy,
        "day": day,
        "date": date_of(day, ledger.start).strftime(DATE.in_(lang)),
        "kind": DUE,
        "channel": "",
        "text": sentence(say(words.DUE, lang)),
        "principal_eur": 0.0,
        "charges_eur": 0.0,
        "cost_eur": 0.0,
    }


def _teller(ledger: Ledger, scenario: Scenario, policy: str, lang: Lang) -> Teller:
    """Tell events with labels in the place of names, and with the channel of each contact."""
    steps = {step.id: step for step in scenario.policies[policy].steps}
    said = []
    for name in ledger.steps:
        step = steps.get(name)
        if isinstance(step, ContactStep):
            channel = say(step.channel.label, lang)
            said.append(say(words.BY_STEP, lang, channel=channel, step=name))
        else:
            said.append(name)
    return Teller(
        steps=tuple(said),
        agencies=_labels(scenario.agencies, ledger.agencies, lang),
        courts=_labels(scenario.courts, ledger.courts, lang),
        factors=_labels(scenario.factors, ledger.factors, lang),
        start=ledger.start,
        lang=lang,
    )


def _labels(tables: Mapping[str, Any], names: tuple[str, ...], lang: Lang) -> tuple[str, ...]:
    return tuple(shown(tables[name].label, name, lang) for name in names)


def _channels(scenario: Scenario, policy: str) -> dict[str, str]:
    steps = scenario.policies[policy].steps
    return {step.id: str(step.channel) for step in steps if isinstance(step, ContactStep)}


def _title(ledger: Ledger, invoice: int, scenario: Scenario, lang: Lang, *, is_issued: bool) -> str:
    """Say which invoice, of which customer, for how much."""
    facts = ledger.invoices
    owner = int(facts.customer[invoice])
    amount = quantity(euros(int(facts.gross_cents[invoice])), "eur", lang, decimals=2)
    what = say(words.INVOICE if is_issued else words.ORDER, lang, number=invoice, amount=amount)
    segment = segment_labels(ledger, scenario, lang)[facts.segment[invoice]]
    profile = profile_labels(ledger, scenario, lang)[ledger.customer_profile[owner]]
    whose = say(words.CUSTOMER, lang, number=owner, segment=segment, profile=profile)
    return f"{what}, {whose}"


def _outcome(ledger: Ledger, invoice: int, events: pd.DataFrame, lang: Lang) -> tuple[str, ...]:
    """Say how a life ended: days to pay, what is still owed, what it cost."""
    if not ledger.invoices.is_issued[invoice]:
        return (say(words.NOT_INVOICED, lang),)
    settled, issue = settled_day(ledger)[invoice], int(ledger.invoices.issue_day[invoice])
    is_settled = bool(np.isfinite(settled))
    days = (settled if is_settled else ledger.until_day) - issue
    told = words.PAID_IN if is_settled else words.NOT_PAID
    parts = [say(told, lang, days=number(float(days), 0, lang))]
    owed = float(events["principal_eur"].sum() + events["charges_eur"].sum())
    amounts = ((words.OWED, owed), (words.COST, float(events["cost_eur"].sum())))
    for label, eur in amounts:
        if round(eur, 2):
            parts.append(say(label, lang, amount=quantity(eur, "eur", lang, decimals=2)))
    return tuple(parts)
