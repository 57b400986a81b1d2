"""Rules of advice on French law: terms, late charges, public buyers, consumers."""

from __future__ import annotations

from collections.abc import Iterator

from simrecouv.scenario.advice import Advice, concerned, segment_labels
from simrecouv.scenario.law import FLOOR_FACTOR, late_rates, longest_days
from simrecouv.scenario.policy import ChargeStep, PlacementStep, Policy
from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.words import terms_in_words
from simrecouv.vocabulary import EndOfMonth, Label, SegmentKind, Severity
from simrecouv.vocabulary.numbers import percent


def terms_caps(scenario: Scenario) -> Iterator[Advice]:
    """Warn of terms beyond the legal cap, those of segments and those of policies."""
    stated = [(f"segments.{n}.terms", n, s.terms) for n, s in scenario.segments.items()]
    for policy, table in scenario.policies.items():
        stated += [(f"policies.{policy}.terms.{n}", n, t) for n, t in table.terms.items()]
    for place, segment, terms in stated:
        cap = longest_days(scenario.segments[segment].kind, terms.end_of_month)
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


def late_charges(scenario: Scenario) -> Iterator[Advice]:
    """Warn of a rate under the legal floor, and of charges to consumers and public buyers."""
    for name, policy in scenario.policies.items():
        charges = [step for step in policy.steps if isinstance(step, ChargeStep)]
        if charges:
            yield from _low_rate(scenario, name, policy.penalties.annual_rate)
        for step in charges:
            yield from _consumer_charges(scenario, name, policy, step)
            yield from _public_charges(scenario, name, policy.penalties.annual_rate, step)


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
    place = f"policies.{name}.steps.{step.id}"
    for who in _of_kind(scenario, step.segments, SegmentKind.CONSUMER):
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
    for who in _of_kind(scenario, step.segments, SegmentKind.PUBLIC):
        text = Label(
            f"{who.fr} : les intérêts d'un contrat public sont réglementés, taux BCE + 8 points "
            f"({percent(public, 'fr')}, {half.in_('fr')}), et non {percent(rate, 'fr')}",
            f"{who.en}: interest on a public contract is regulated, ECB rate + 8 points "
            f"({percent(public, 'en')}, {half.in_('en')}), not {percent(rate, 'en')}",
        )
        yield Advice("public_interest", f"policies.{name}.steps.{step.id}", Severity.WARNING, text)


def public_placement(scenario: Scenario) -> Iterator[Advice]:
    """Warn of public buyers that a step names for placement."""
    for name, policy in scenario.policies.items():
        for step in policy.steps:
            if not isinstance(step, PlacementStep) or step.segments is None:
                continue
            for who in _of_kind(scenario, step.segments, SegmentKind.PUBLIC):
                text = Label(
                    f"{who.fr} : un acheteur public se relance auprès de son comptable, ses biens "
                    "ne sont pas saisissables",
                    f"{who.en}: a public buyer is chased through its accountant, its assets "
                    "cannot be seized",
                )
                place = f"policies.{name}.steps.{step.id}"
                yield Advice("public_placement", place, Severity.WARNING, text)


def _of_kind(
    scenario: Scenario, names: tuple[str, ...] | None, kind: SegmentKind
) -> Iterator[Label]:
    """Yield the labels of the segments of a kind that a filter lets through."""
    for segment in concerned(scenario, names):
        if scenario.segments[segment].kind is kind:
            yield segment_labels(scenario, [segment])
