"""Rules of advice on prevention and means of payment: law, limits, orders refused."""

from __future__ import annotations

from collections.abc import Iterator

from simrecouv.scenario.advice import (
    Advice,
    concerned,
    labels_of_kind,
    segment_labels,
)
from simrecouv.scenario.amounts import (
    normal_below,
    share_of_at_least,
    value_share_of_at_least,
)
from simrecouv.scenario.scenario import Scenario
from simrecouv.vocabulary import Label, Means, SegmentKind, Severity
from simrecouv.vocabulary.numbers import percent

#: Share of orders that exceed a limit on their own, from which the limit is likely a slip.
MANY_ORDERS = 0.10
#: Share of the value of orders that exceed it, from which a limit refuses most of the business.
MOST_VALUE = 0.50

#: Share of customers refused by their score, from which the score is likely a slip.
MOST_CUSTOMERS = 0.50


def deposits(scenario: Scenario) -> Iterator[Advice]:
    """Warn of deposits asked of consumers, who may walk away from them."""
    for name, policy in scenario.policies.items():
        if policy.deposit is None:
            continue
        asked = concerned(scenario, policy.deposit.segments)
        for who in labels_of_kind(scenario, asked, SegmentKind.CONSUMER):
            text = Label(
                f"{who.fr} : une somme versée d'avance par un consommateur vaut arrhes, sauf "
                "clause contraire : il peut y renoncer et se dédire",
                f"{who.en}: what a consumer pays in advance is earnest money unless the contract "
                "says otherwise: it may give it up and withdraw",
            )
            place = f"policies.{name}.deposit"
            yield Advice("consumer_deposit", place, Severity.WARNING, text)


def direct_debits(scenario: Scenario) -> Iterator[Advice]:
    """Warn of mandates expected from public buyers."""
    for name, policy in scenario.policies.items():
        if policy.direct_debit is None:
            continue
        asked = concerned(scenario, policy.direct_debit.segments)
        for who in labels_of_kind(scenario, asked, SegmentKind.PUBLIC):
            text = Label(
                f"{who.fr} : un comptable public n'accepte le prélèvement que pour quelques "
                "dépenses (eau, énergie, télécoms…)",
                f"{who.en}: a public accountant accepts direct debit for a few expenses only "
                "(water, energy, telecoms...)",
            )
            place = f"policies.{name}.direct_debit"
            yield Advice("public_direct_debit", place, Severity.WARNING, text)


def credit_limits(scenario: Scenario) -> Iterator[Advice]:
    """Warn of a limit that many orders exceed on their own, before anything else is owed."""
    for name, policy in scenario.policies.items():
        if policy.credit is None or policy.credit.limit_eur is None:
            continue
        limit = policy.credit.limit_eur
        for segment in concerned(scenario, policy.credit.segments):
            stated = scenario.segments[segment]
            share = share_of_at_least(stated, limit)
            value = value_share_of_at_least(stated, limit)
            if share > MANY_ORDERS or value > MOST_VALUE:
                who = segment_labels(scenario, [segment])
                text = Label(
                    f"{who.fr} : {percent(round(share, 2), 'fr')} des commandes "
                    f"({percent(round(value, 2), 'fr')} des montants) dépassent la limite à elles "
                    "seules, et seront retenues",
                    f"{who.en}: {percent(round(share, 2), 'en')} of orders "
                    f"({percent(round(value, 2), 'en')} of their value) exceed the limit on their "
                    "own, and will be held",
                )
                place = f"policies.{name}.credit.limit_eur"
                yield Advice("credit_limit", place, Severity.WARNING, text)


def refused_scores(scenario: Scenario) -> Iterator[Advice]:
    """Warn of a least score that refuses most customers of a segment, or most of an insurer's."""
    for name, policy in scenario.policies.items():
        if policy.credit is not None:
            place, concerns = f"policies.{name}.credit.min_score", policy.credit.segments
            yield from _refused(scenario, place, policy.credit.min_score, concerns)
        if policy.insurance is not None:
            insurer = policy.insurance.insurer
            place, least = f"insurers.{insurer}.min_score", scenario.insurers[insurer].min_score
            yield from _refused(scenario, place, least, policy.insurance.segments)


def _refused(
    scenario: Scenario, place: str, least: int, names: tuple[str, ...] | None
) -> Iterator[Advice]:
    for segment in concerned(scenario, names):
        share = sum(
            part
            * normal_below(least - 0.5, scenario.profiles[p].score, scenario.behaviour.score_sigma)
            for p, part in scenario.segments[segment].profiles.items()
        )
        if least > 0 and share > MOST_CUSTOMERS:
            who = segment_labels(scenario, [segment])
            text = Label(
                f"{who.fr} : environ {percent(round(share, 2), 'fr')} des clients sont sous "
                f"{least}, donc refusés",
                f"{who.en}: about {percent(round(share, 2), 'en')} of customers are below {least}, "
                "hence refused",
            )
            yield Advice("refused_scores", place, Severity.WARNING, text)


def false_alarms(scenario: Scenario) -> Iterator[Advice]:
    """Warn of a sales force that declines many sound orders."""
    for name, policy in scenario.policies.items():
        training = policy.sales_training
        if training is not None and training.false_alarm_share > MANY_ORDERS:
            share = training.false_alarm_share
            text = Label(
                f"{percent(share, 'fr')} des commandes saines sont écartées : les ventes perdues "
                "pèsent plus que les pertes évitées",
                f"{percent(share, 'en')} of sound orders are declined: lost sales outweigh the "
                "losses avoided",
            )
            place = f"policies.{name}.sales_training.false_alarm_share"
            yield Advice("false_alarms", place, Severity.WARNING, text)


def failures(scenario: Scenario) -> Iterator[Advice]:
    """Note the means of payment that the creditor pulls and that never fail."""
    used = {Means(m) for s in scenario.segments.values() for m, share in s.means.items() if share}
    if any(p.direct_debit and p.direct_debit.accepted_share for p in scenario.policies.values()):
        used.add(Means.DIRECT_DEBIT)
    for means in Means:
        if not means.is_pulled or means not in used:
            continue
        if scenario.behaviour.means_of(means).failure_rate == 0.0:
            text = Label(
                f"{means.label.fr} : aucun rejet n'est prévu, ce que la banque reprend manque au "
                "calcul",
                f"{means.label.en}: no rejection is expected, what the bank takes back is missing "
                "from the sum",
            )
            place = f"behaviour.means.{means}.failure_rate"
            yield Advice("never_rejected", place, Severity.NOTE, text)
