"""Rules of advice on French law: terms, late charges, public buyers, consumers."""

from __future__ import annotations

from collections.abc import Iterator

from simrecouv.scenario.advice import Advice, concerned, labels_of_kind, step_place
from simrecouv.scenario.law import FLOOR_FACTOR, INDEMNITY_EUR, late_rates, longest_days
from simrecouv.scenario.policy import Policy
from simrecouv.scenario.portfolio import Terms
from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.steps import ChargeStep, PlacementStep
from simrecouv.scenario.words import terms_in_words
from simrecouv.vocabulary import EndOfMonth, Label, SegmentKind, Severity
from simrecouv.vocabulary.numbers import amount, percent


def terms_caps(scenario: Scenario) -> Iterator[Advice]:
    """Warn of terms beyond the legal cap, those of segments and those of policies."""
    for place, terms, segments in _stated_terms(scenario):
        caps = {longest_days(scenario.segments[s].kind, terms.end_of_month) for s in segments}
        cap = min((cap for cap in caps if cap is not None), default=None)
        if cap is None or terms.net_days <= cap:
            continue
        month = terms.end_of_month is not EndOfMonth.NONE
        text = Label(
            f"{terms_in_words(terms, 'fr')} : au-delà du plafond légal de {cap} j"
            f"{' fin de mois' if month else ''}",
            f"{terms_in_words(terms, 'en')}: beyond the legal cap of {cap} d"
            f"{' end of month' if month else ''}",
        )
        yield Advice("terms_cap", place, Severity.WARNING, text)


def _stated_terms(scenario: Scenario) -> Iterator[tuple[str, Terms, list[str]]]:
    """Yield the terms of segments and of policies: place, terms, segments that get them."""
    for name, segment in scenario.segments.items():
        yield f"segments.{name}.terms", segment.terms, [name]
    for policy, stated in scenario.policies.items():
        for name, terms in stated.terms.items():
            yield f"policies.{policy}.terms.{name}", terms, [name]
        if (risky := stated.risk_terms) is not None:
            place = f"policies.{policy}.risk_terms.terms"
            yield place, risky.terms, concerned(scenario, risky.segments)


def late_charges(scenario: Scenario) -> Iterator[Advice]:
    """Warn of a rate under the legal floor, and of charges to consumers and public buyers."""
    for name, policy in scenario.policies.items():
        charges = [step for step in policy.steps if isinstance(step, ChargeStep)]
        if charges:
            yield from _low_rate(scenario, name, policy.penalties.annual_rate)
            yield from _other_indemnity(name, policy.penalties.indemnity_eur)
        for step in charges:
            yield from _consumer_charges(scenario, name, policy, step)
            yield from _public_charges(scenario, name, policy.penalties.annual_rate, step)


def _other_indemnity(name: str, indemnity_eur: float) -> Iterator[Advice]:
    if indemnity_eur not in (0.0, INDEMNITY_EUR):
        text = Label(
            f"l'indemnité forfaitaire est de {amount(INDEMNITY_EUR, 'fr')} par facture ; au-delà, "
            "il faut justifier les frais",
            f"the fixed indemnity is {amount(INDEMNITY_EUR, 'en')} per invoice; beyond it, costs "
            "must be proved",
        )
        place = f"policies.{name}.penalties.indemnity_eur"
        yield Advice("indemnity", place, Severity.WARNING, text)


def _low_rate(scenario: Scenario, name: str, rate: float) -> Iterator[Advice]:
    known = late_rates(scenario.simulation.start)
    if known is None:
        return
    half, floor = known[0], FLOOR_FACTOR * known[1].legal
    if rate < floor - 1e-9:
        text = Label(
            f"{percent(rate, 'fr')} : sous le plancher de {percent(floor, 'fr')} "
            f"(3 fois le taux légal, {half.in_('fr')})",
            f"{percent(rate, 'en')}: under the floor of {percent(floor, 'en')} "
            f"(3 times the legal rate, {half.in_('en')})",
        )
        place = f"policies.{name}.penalties.annual_rate"
        yield Advice("interest_floor", place, Severity.WARNING, text)


def _consumer_charges(
    scenario: Scenario, name: str, policy: Policy, step: ChargeStep
) -> Iterator[Advice]:
    place = step_place(name, step)
    for who in labels_of_kind(scenario, scenario.segments_of(name, step), SegmentKind.CONSUMER):
        if policy.penalties.indemnity_eur > 0.0:
            text = Label(
                f"{who.fr} : l'indemnité forfaitaire n'est pas due par un consommateur",
                f"{who.en}: the fixed indemnity is not owed by a consumer",
            )
            yield Advice("consumer_indemnity", place, Severity.REFUSED, text)
        text = Label(
            f"{who.fr} : un consommateur ne doit pas d'intérêts de plein droit, il faut une clause "
            "ou une mise en demeure",
            f"{who.en}: a consumer owes no automatic interest, it takes a clause or a formal "
            "notice",
        )
        yield Advice("consumer_interest", place, Severity.WARNING, text)


def _public_charges(
    scenario: Scenario, name: str, rate: float, step: ChargeStep
) -> Iterator[Advice]:
    known = late_rates(scenario.simulation.start)
    if known is None or abs(rate - known[1].public) < 1e-9:
        return
    half, public = known[0], known[1].public
    for who in labels_of_kind(scenario, scenario.segments_of(name, step), SegmentKind.PUBLIC):
        text = Label(
            f"{who.fr} : les intérêts d'un contrat public sont réglementés, taux BCE + 8 points "
            f"({percent(public, 'fr')}, {half.in_('fr')}), et non {percent(rate, 'fr')}",
            f"{who.en}: interest on a public contract is regulated, ECB rate + 8 points "
            f"({percent(public, 'en')}, {half.in_('en')}), not {percent(rate, 'en')}",
        )
        yield Advice("public_interest", step_place(name, step), Severity.WARNING, text)


def public_placement(scenario: Scenario) -> Iterator[Advice]:
    """Warn of public buyers that a step names for placement."""
    for name, policy in scenario.policies.items():
        for step in policy.steps:
            if not isinstance(step, PlacementStep):
                continue
            placed = scenario.segments_of(name, step)
            for who in labels_of_kind(scenario, placed, SegmentKind.PUBLIC):
                text = Label(
                    f"{who.fr} : un acheteur public se relance auprès de son comptable, ses biens "
                    "ne sont pas saisissables",
                    f"{who.en}: a public buyer is chased through its accountant, its assets "
                    "cannot be seized",
                )
                yield Advice("public_placement", step_place(name, step), Severity.WARNING, text)
