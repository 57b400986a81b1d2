"""One customer under two policies, the same luck: who it is, its days and its euros by hand."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from simrecouv.history import DATE
from simrecouv.kpi import bridge
from simrecouv.kpi.one_customer import days_by_invoice
from simrecouv.ledger import Ledger
from simrecouv.reports.fragment import Content, Fragment, element, table
from simrecouv.reports.subjects.one_customer import OneCustomer
from simrecouv.reports.subjects.study import Study
from simrecouv.reports.words import customer_texts as texts
from simrecouv.reports.words.texts import CLOSE, INDICATOR
from simrecouv.scenario.portfolio import Segment
from simrecouv.scenario.profile import Profile
from simrecouv.scenario.words import shown
from simrecouv.units import date_of
from simrecouv.vocabulary import BRIDGE, MEASURE, Kind, Lang, Means
from simrecouv.vocabulary.numbers import number, plain, quantity
from simrecouv.vocabulary.typography import UNDEFINED, say, sentence, typeset

#: What a customer and the company do to each other, counted under each policy.
COUNTED = (
    Kind.CONTACT,
    Kind.REMINDED,
    Kind.PROMISED,
    Kind.PROMISE_KEPT,
    Kind.PROMISE_BROKEN,
    Kind.SURFACED,
    Kind.DISPUTE_CLOSED,
    Kind.CREDIT_NOTE,
    Kind.DISCOUNT,
    Kind.INTEREST,
    Kind.FEE,
    Kind.CHARGES_RECEIVED,
    Kind.PLACED,
    Kind.COMPLAINT,
    Kind.RECEIVED,
)
#: The lines of its scorecard: those of the orders of one year.
KPIS = (
    "weighted_days_to_pay",
    "days_beyond_terms",
    "recovery_rate_30d",
    "recovery_rate_90d",
    "interest_and_fees_received",
    "collection_cost",
    "net_gain",
)
#: Candidates that a table shows, and terms that a sentence names.
MOST_SHOWN, MOST_NAMED = 5, 3
#: Terms below half a cent are zero.
ZERO_CENTS = 0.5


def candidates_table(people: pd.DataFrame, labels: Mapping[str, str], lang: Lang) -> Fragment:
    """Tabulate the customers whose delays differ most.

    Parameters
    ----------
    people
        Columns customer, segment, profile, invoices, amount_eur, reference_days, trial_days,
        difference_days (`widgets.lives.choices.customers_to_read`).
    labels
        What to show for the reference, then for the trial.
    """
    heads = (texts.CUSTOMER, texts.SEGMENT, texts.PROFILE, texts.INVOICES, texts.AMOUNT)
    head = [say(one, lang) for one in heads]
    head += [say(texts.DAYS_UNDER, lang, policy=name) for name in labels.values()]
    rows = [
        [
            say(texts.NUMBER, lang, number=one["customer"]),
            sentence(one["segment"]),
            one["profile"],
            quantity(one["invoices"], "count", lang),
            quantity(one["amount_eur"], "eur", lang),
            quantity(one["reference_days"], "days", lang),
            quantity(one["trial_days"], "days", lang),
            quantity(one["difference_days"], "days", lang, difference=True),
        ]
        for one in people.head(MOST_SHOWN).to_dict("records")
    ]
    return table([*head, say(texts.DIFFERENCE, lang)], rows, css="results")


def luck_table(one: OneCustomer) -> Fragment:
    """Tabulate what was drawn of the customer before any policy."""
    world, lang, k = one.world, one.lang, one.customer
    segments = _labels(one.scenario.segments, lang)
    profiles = _labels(one.scenario.profiles, lang)
    failure = int(world.insolvency_day[k])
    failed = say(texts.NO_INSOLVENCY, lang)
    if failure < world.end_day:
        failed = _date(one, failure)
    rows = [
        [say(texts.SEGMENT, lang), sentence(segments[world.segment[k]])],
        [say(texts.PROFILE, lang), profiles[world.profile[k]]],
        [say(texts.PACE, lang), f"× {number(float(world.frailty[k]), 2, lang)}"],
        [say(texts.MEANS, lang), say(list(Means)[world.means[k]].label, lang)],
        [say(texts.SCORE, lang), plain(int(world.score[k]), lang)],
        [say(texts.INSOLVENCY, lang), failed],
    ]
    return table([say(texts.LUCK, lang), say(texts.VALUE, lang)], rows)


def _labels(tables: Mapping[str, Segment] | Mapping[str, Profile], lang: Lang) -> list[str]:
    return [typeset(shown(one.label, name, lang), lang) for name, one in tables.items()]


def counts_table(one: OneCustomer) -> Fragment:
    """Count what happened to the customer since the switch, under each policy."""
    rows = []
    for kind in COUNTED:
        counts = [_since_the_switch(ledger, kind) for ledger in one.own.values()]
        if any(counts):
            told = [quantity(count, "count", one.lang) for count in counts]
            rows.append([sentence(say(kind.label, one.lang)), *told])
    labels = (sentence(label) for label in one.labels.values())
    return table([say(texts.EVENT, one.lang), *labels], rows, css="results")


def _since_the_switch(ledger: Ledger, kind: Kind) -> int:
    return int(np.count_nonzero((ledger.events["kind"] == kind) & (ledger.day >= 0)))


def days_table(one: OneCustomer) -> Fragment:
    """Compute its mean delay by hand, invoice by invoice, and say what the scorecard says.

    Invoices that one policy alone has issued count under that one.
    """
    lang, finance = one.lang, one.scenario.finance
    each = [days_by_invoice(ledger, finance).set_index("invoice") for ledger in one.own.values()]
    known = pd.concat(each)
    rows: list[list[Content]] = []
    for invoice, first in known[~known.index.duplicated()].sort_index().iterrows():
        found = [frame.reindex([invoice]).iloc[0] for frame in each]
        due = _date(one, int(first["due_day"]))
        amount = quantity(first["amount_eur"], "eur", lang)
        rows.append([f"{invoice}", due, amount, *_twice(found, "days", "days", lang)])
        rows[-1] += _twice(found, "euro_days", "count", lang)
    sums = [frame[["amount_eur", "euro_days"]].sum() for frame in each]
    total = [say(texts.TOTAL, lang), "", quantity(sums[0]["amount_eur"], "eur", lang), "", ""]
    rows.append([*total, *_twice(sums, "euro_days", "count", lang)])
    means = [quantity(s["euro_days"] / s["amount_eur"], "days", lang) for s in sums]
    card = [quantity(c["weighted_days_to_pay"], "days", lang) for c in one.cards.values()]
    for label, values in ((texts.MEAN, means), (texts.CARD, card)):
        bold = [element("b", text) for text in values]
        rows.append([say(label, lang), "", "", *bold, "", ""])
    head = [say(label, lang) for label in (texts.INVOICE, texts.DUE, texts.AMOUNT)]
    for label in (texts.PAID_AFTER, texts.PRODUCT):
        head += [say(label, lang, policy=name) for name in one.labels.values()]
    return table(head, rows, css="results")


def _twice(found: list[pd.Series], column: str, unit: str, lang: Lang) -> list[str]:
    return [quantity(float(row[column]), unit, lang) for row in found]


def kpis_table(one: OneCustomer) -> Fragment:
    """Tabulate the scorecard of the customer alone, under each policy."""
    lang, rows = one.lang, []
    for kpi in KPIS:
        measure = MEASURE[kpi]
        told = [quantity(card[kpi], measure.unit, lang) for card in one.cards.values()]
        if kpi == "net_gain":
            told[0] = UNDEFINED
        rows.append([sentence(say(measure.label, lang)), *told])
    labels = (sentence(label) for label in one.labels.values())
    return table([say(INDICATOR, lang), *labels], rows, css="results")


def gain_table(one: OneCustomer) -> Fragment:
    """Add up its net gain by hand, term by term, and say what the scorecard says."""
    lang, labels = one.lang, {name: say(label, one.lang) for name, _, label in BRIDGE}
    each = [bridge(ledger, one.scenario.finance) for ledger in one.own.values()]
    rows: list[list[Content]] = []
    for name, effect in one.effects.items():
        if abs(effect) >= ZERO_CENTS:
            levels = [_eur(terms[name], lang) for terms in each]
            rows.append([sentence(labels[name]), *levels, _eur(effect, lang, signed=True)])
    total = _eur(sum(one.effects.values()), lang, signed=True)
    rows.append([say(texts.TOTAL, lang), "", "", element("b", total)])
    card = 100.0 * list(one.cards.values())[1]["net_gain"]
    rows.append([say(texts.CARD, lang), "", "", element("b", _eur(card, lang, signed=True))])
    heads = [say(texts.TERM, lang), *(sentence(label) for label in one.labels.values())]
    return table([*heads, say(texts.EFFECT, lang)], rows, css="results")


def _date(one: OneCustomer, day: int) -> str:
    return date_of(day, one.scenario.simulation.start).strftime(DATE.in_(one.lang))


def _eur(cents: float, lang: Lang, *, signed: bool = False) -> str:
    return quantity(cents / 100.0, "eur", lang, decimals=2, difference=signed)


def customer_in_words(one: OneCustomer, study: Study) -> list[str]:
    """Say what the trial changed for the customer, in days and in euros, and for all.

    Parameters
    ----------
    study
        The same two policies, on the whole portfolio.
    """
    lang, (reference, trial) = one.lang, one.labels
    before, after = (card["weighted_days_to_pay"] for card in one.cards.values())
    days = say(
        texts.IN_DAYS,
        lang,
        number=one.customer,
        profile=_labels(one.scenario.profiles, lang)[one.world.profile[one.customer]],
        before=quantity(before, "days", lang),
        after=quantity(after, "days", lang),
        reference=one.labels[reference],
        trial=one.labels[trial],
        difference=quantity(after - before, "days", lang, difference=True),
    )
    gain = 100.0 * one.cards[trial]["net_gain"]
    euros = say(
        texts.IN_EUROS,
        lang,
        trial=one.labels[trial],
        gain=_eur(gain, lang, signed=True),
        terms=_largest(one),
    )
    return [days, euros, _for_all(study, trial)]


def _largest(one: OneCustomer) -> str:
    lang, labels = one.lang, {name: say(label, one.lang) for name, _, label in BRIDGE}
    largest = sorted(one.effects.items(), key=lambda term: -abs(term[1]))[:MOST_NAMED]
    told = [
        say(texts.TERM_OF, lang, name=labels[name], eur=_eur(effect, lang, signed=True))
        for name, effect in largest
        if abs(effect) >= ZERO_CENTS
    ]
    return ", ".join(told) or say(texts.NO_TERM, lang)


def _for_all(study: Study, trial: str) -> str:
    lang, gain = study.lang, study.differences[trial, "net_gain"]
    between = gain.between("net_gain", lang, difference=True)
    return say(
        texts.FOR_ALL,
        lang,
        n=number(study.experiment.replications, 0, lang),
        gain=gain.text("net_gain", lang, difference=True),
        between=f" ({between})" if between else "",
        doubt="" if gain.is_clear("net_gain") else f", {say(CLOSE, lang)}",
    )
