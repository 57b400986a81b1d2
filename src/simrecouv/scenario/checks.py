"""Warnings on law and sense: what a valid scenario may not have meant.

Each rule has a name, says where it bites and speaks both languages. ``refused`` is what the law
refuses, ``warning`` what is likely a slip, ``note`` what the user should know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from simrecouv.scenario.advice import Advice, concerned, segment_labels
from simrecouv.scenario.checks_contacts import (
    friendly_notices,
    offers,
    patience,
    pressure,
    run_days,
    unmanned_calls,
)
from simrecouv.scenario.checks_court import courts_as_described, legal_actions, longer_limitations
from simrecouv.scenario.checks_cover import covers
from simrecouv.scenario.checks_desk import desks
from simrecouv.scenario.checks_filters import exclusions, score_filters, step_filters
from simrecouv.scenario.checks_ladder import ladders
from simrecouv.scenario.checks_law import currency, late_charges, terms_caps
from simrecouv.scenario.checks_parties import (
    commission_bands,
    factored_buyers,
    overdue_factoring,
    public_placement,
    second_placements,
    silent_factors,
)
from simrecouv.scenario.checks_prevention import (
    credit_limits,
    deposits,
    direct_debits,
    failures,
    false_alarms,
    refused_scores,
)
from simrecouv.scenario.policy import Discount
from simrecouv.scenario.portfolio import Terms
from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.words import terms_in_words
from simrecouv.units import DAYS_PER_YEAR
from simrecouv.vocabulary import Label, Severity
from simrecouv.vocabulary.numbers import percent

#: Invoices beyond which a comparison takes minutes and gigabytes.
MANY_INVOICES = 2_000_000

#: Annual cost from which a discount is more likely a slip than a choice.
RUINOUS_RATE = 0.50


def advice_on(scenario: Scenario) -> list[Advice]:
    """Check a scenario against law and sense, the most serious first.

    >>> from simrecouv.scenario import load_scenario
    >>> changed = load_scenario("pme-b2b", ["segments.public.terms.net_days=60"])
    >>> [one.place for one in advice_on(changed) if one.rule == "terms_cap"]
    ['segments.public.terms']
    """
    order = list(Severity)
    found = [one for rule in RULES for one in rule(scenario)]
    return sorted(found, key=lambda one: order.index(one.severity))


def _discounts(scenario: Scenario) -> Iterator[Advice]:
    for name, policy in scenario.policies.items():
        if policy.discount is None:
            continue
        by_terms: dict[Terms, list[str]] = {}
        for segment in concerned(scenario, policy.discount.segments):
            by_terms.setdefault(scenario.terms_of(name, segment), []).append(segment)
        for terms, segments in by_terms.items():
            yield _discount(scenario, name, policy.discount, terms, segments)


def _discount(
    scenario: Scenario, policy: str, offer: Discount, terms: Terms, segments: list[str]
) -> Advice:
    who = segment_labels(scenario, segments)
    gained = terms.usual_days - offer.within_days
    if gained <= 0:
        text = Label(
            f"{who.fr} ({terms_in_words(terms, 'fr')}) : {offer.within_days} j n'est pas plus tôt, "
            "l'escompte n'achète rien",
            f"{who.en} ({terms_in_words(terms, 'en')}): {offer.within_days} d is no earlier, the "
            "discount buys nothing",
        )
        place = f"policies.{policy}.discount.within_days"
        return Advice("discount_deadline", place, Severity.WARNING, text)
    annual = offer.rate / (1.0 - offer.rate) * DAYS_PER_YEAR / gained
    text = Label(
        f"{who.fr} : {percent(offer.rate, 'fr')} pour {gained} j gagnés revient à "
        f"{percent(round(annual, 3), 'fr')} par an",
        f"{who.en}: {percent(offer.rate, 'en')} for {gained} d gained comes to "
        f"{percent(round(annual, 3), 'en')} a year",
    )
    severity = Severity.WARNING if annual > RUINOUS_RATE else Severity.NOTE
    return Advice("discount_cost", f"policies.{policy}.discount", severity, text)


def _same_policies(scenario: Scenario) -> Iterator[Advice]:
    bare = {n: p.model_copy(update={"label": None}) for n, p in scenario.policies.items()}
    for one, other in combinations(bare, 2):
        if bare[one] == bare[other]:
            text = Label(
                f"identique à « {one} » : tous les écarts seront nuls",
                f"identical to “{one}”: every difference will be zero",
            )
            yield Advice("same_policies", f"policies.{other}", Severity.WARNING, text)


def _size(scenario: Scenario) -> Iterator[Advice]:
    sold = sum(segment.orders_per_year for segment in scenario.segments.values())
    clock = scenario.clock
    invoices = sold * (clock.end_day - clock.first_day) / DAYS_PER_YEAR
    if invoices > MANY_INVOICES:
        text = Label(
            f"environ {invoices / 1e6:.0f} millions de factures par réplication : long, et "
            "plusieurs gigaoctets",
            f"about {invoices / 1e6:.0f} million invoices per replication: slow, and several "
            "gigabytes",
        )
        yield Advice("size", "segments", Severity.WARNING, text)


#: Every rule, law first.
RULES: tuple[Callable[[Scenario], Iterator[Advice]], ...] = (
    terms_caps,
    late_charges,
    public_placement,
    factored_buyers,
    legal_actions,
    courts_as_described,
    deposits,
    direct_debits,
    covers,
    second_placements,
    overdue_factoring,
    silent_factors,
    longer_limitations,
    commission_bands,
    _discounts,
    credit_limits,
    refused_scores,
    false_alarms,
    score_filters,
    step_filters,
    failures,
    ladders,
    exclusions,
    pressure,
    friendly_notices,
    unmanned_calls,
    run_days,
    offers,
    patience,
    desks,
    currency,
    _same_policies,
    _size,
)
