"""Rules of advice on prevention and means of payment: law, limits, filters for nobody."""

from __future__ import annotations

from collections.abc import Iterator

from simrecouv.scenario.advice import (
    Advice,
    concerned,
    labels_of_kind,
    segment_labels,
    step_place,
)
from simrecouv.scenario.amounts import share_of_at_least
from simrecouv.scenario.policy import Policy
from simrecouv.scenario.scenario import Scenario
from simrecouv.vocabulary import Label, Means, SegmentKind, Severity
from simrecouv.vocabulary.numbers import percent

#: Share of orders that exceed a limit on their own, from which the limit is likely a slip.
MANY_ORDERS = 0.10

#: Standard deviations of a score beyond which nobody is expected.
FARTHEST = 3.0


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
            share = share_of_at_least(scenario.segments[segment], limit)
            if share > MANY_ORDERS:
                who = segment_labels(scenario, [segment])
                text = Label(
                    f"{who.fr} : {percent(round(share, 2), 'fr')} des commandes dépassent la "
                    "limite à elles seules, et seront retenues",
                    f"{who.en}: {percent(round(share, 2), 'en')} of orders exceed the limit on "
                    "their own, and will be held",
                )
                place = f"policies.{name}.credit.limit_eur"
                yield Advice("credit_limit", place, Severity.WARNING, text)


def score_filters(scenario: Scenario) -> Iterator[Advice]:
    """Note the filters by score that concern nobody, given the scores of the profiles."""
    lowest = _lowest_scores(scenario)
    for name, policy in scenario.policies.items():
        for place, most, segments in _filters(scenario, name, policy):
            least = min((lowest[segment] for segment in segments), default=None)
            if least is not None and most < least:
                text = Label(
                    f"score d'au plus {most} : presque personne, les profils commencent vers "
                    f"{least:.0f} (moyenne moins {FARTHEST:.0f} écarts types)",
                    f"score of at most {most}: hardly anybody, profiles start at about "
                    f"{least:.0f} (mean less {FARTHEST:.0f} standard deviations)",
                )
                yield Advice("score_filter", place, Severity.NOTE, text)


def _filters(
    scenario: Scenario, name: str, policy: Policy
) -> Iterator[tuple[str, int, list[str] | tuple[str, ...]]]:
    """Yield the filters by score: place, highest score concerned, segments."""
    for step in policy.steps:
        place = f"{step_place(name, step)}.max_score"
        yield place, step.max_score, scenario.segments_of(name, step)
    at = f"policies.{name}"
    if (credit := policy.credit) is not None and credit.min_score > 0:
        yield f"{at}.credit.min_score", credit.min_score - 1, concerned(scenario, credit.segments)
    for table, stated in (("risk_terms", policy.risk_terms), ("deposit", policy.deposit)):
        if stated is not None:
            place = f"{at}.{table}.max_score"
            yield place, stated.max_score, concerned(scenario, stated.segments)


def _lowest_scores(scenario: Scenario) -> dict[str, float]:
    """Return the lowest score to expect in each segment."""
    spread = FARTHEST * scenario.behaviour.score_sigma
    return {
        name: min(scenario.profiles[p].score for p, share in segment.profiles.items() if share > 0)
        - spread
        for name, segment in scenario.segments.items()
    }


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
