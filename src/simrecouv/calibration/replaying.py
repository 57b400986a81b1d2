"""The policy in force replayed on a fitted scenario: what it does to each segment's curve.

The portfolio is simulated as it is, since desks and limits depend on its size, in as many worlds as
it takes to have enough customers. Each world is simulated under the policy and under none: the
latter curve is known in closed form, so how far luck moved it tells how far it moved the former
(control variates, with the coefficients of least variance). Worlds are the same in every round, so
that a round differs from the one before by its hazards alone.
"""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.calibration.closed_form import profile_curve
from simrecouv.calibration.late_stage import is_forced_only
from simrecouv.calibration.lookalike import SETTLING
from simrecouv.calibration.sample import BAND_ENDS, Sample, sample_of
from simrecouv.calibration.settled import ALWAYS
from simrecouv.engine import simulate
from simrecouv.ledger import Ledger
from simrecouv.scenario import Scenario
from simrecouv.scenario.policy import Policy
from simrecouv.scenario.steps import WriteOffStep
from simrecouv.units import DAYS_PER_YEAR, NEVER
from simrecouv.vocabulary import Ending, Kind
from simrecouv.world import build_world
from simrecouv.world.frailty import cumulated_hazard

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

#: Customers to simulate at least: the standard error of a share is then 0.8 point at most, and
#: several times less once the known curve has corrected it. At most so many worlds.
CUSTOMERS, MOST_WORLDS = 4_000, 40
#: [days past due] Where a simulated curve begins, before the longest terms.
FIRST_AGE = -220
#: Groups of customers that tell the noise.
N_GROUPS = 50
#: What a policy may do besides its steps and its terms.
LEVERS = (
    "risk_terms", "credit", "deposit", "direct_debit", "sales_training", "invoice_quality",
    "insurance", "guarantee", "discount",
)  # fmt: skip
#: Policy without any effect, in the scenarios that are replayed.
NOTHING = "without-contacts"


class Replayed(NamedTuple):
    """Curves under the policy in force, on a grid of ages.

    Attributes
    ----------
    payers, error : (segments, ages)
        Share unpaid of those who pay without being forced, and its standard error.
    forced : (segments, ages)
        Share unpaid of those who do not; 1 where there are none.
    bare, given : (segments, ages)
        What the payers do without contacts, as the scenario states it; their cumulated hazard.
    """

    payers: Floats
    error: Floats
    forced: Floats
    bare: Floats
    given: Floats


class Outcomes(NamedTuple):
    """Invoices of the measured year: where from, when paid [days past due]."""

    segment: Ints
    customer: Ints
    group: Ints
    is_forced: Bools
    age: Ints


def has_effect(policy: Policy) -> bool:
    """Whether a policy does more than write off."""
    levers = (getattr(policy, name) for name in LEVERS)
    acts = any(not isinstance(step, WriteOffStep) for step in policy.steps)
    return acts or bool(policy.terms) or any(lever is not None for lever in levers)


def n_worlds(scenario: Scenario) -> int:
    """How many worlds hold enough customers."""
    customers = sum(segment.customers for segment in scenario.segments.values())
    return min(ceil(CUSTOMERS / customers), MOST_WORLDS)


def with_policies(scenario: Scenario, baseline: str) -> Scenario:
    """Keep the policy in force and one without effect, so that both meet the same worlds."""
    policy = scenario.policies[scenario.simulation.baseline]
    offs = tuple(step for step in policy.steps if isinstance(step, WriteOffStep))
    policies = {
        scenario.simulation.baseline: policy,
        NOTHING: Policy().model_copy(update={"steps": offs}),
    }
    simulation = scenario.simulation.model_copy(update={"baseline": baseline})
    return scenario.model_copy(update={"policies": policies, "simulation": simulation})


def outcomes(scenario: Scenario, policy: str, replication: int) -> Outcomes:
    """Simulate a policy, in force from the start, on one world."""
    asked = with_policies(scenario, policy)
    ledger = simulate(asked, build_world(asked, replication), policy)
    return _outcomes(ledger, scenario, replication)


def _outcomes(ledger: Ledger, scenario: Scenario, replication: int) -> Outcomes:
    facts = ledger.invoices
    counted = facts.is_issued & (facts.issue_day >= 0) & (facts.issue_day < ledger.cohort_days)
    customer = facts.customer[counted].astype(np.int64)
    day = paid_day(ledger)[counted]
    forced = np.array([is_forced_only(profile) for profile in scenario.profiles.values()])
    return Outcomes(
        facts.segment[counted].astype(np.int64),
        customer + replication * facts.customer.size,
        (customer + replication * 7) % N_GROUPS,
        forced[ledger.customer_profile[customer]],
        day - facts.due_day[counted],
    )


def paid_day(ledger: Ledger) -> Ints:
    """Last day on which something settled each invoice of a simulated ledger, else `NEVER`."""
    rows = np.isin(ledger.events["kind"], SETTLING)
    invoice, day = ledger.events["invoice"][rows], ledger.day[rows]
    taken_back = ledger.events["kind"][rows] == Kind.PAYMENT_REJECTED
    cents = np.where(taken_back, -1, 1) * ledger.events["amount_cents"][rows]
    settled = np.zeros(ledger.invoices.gross_cents.size, dtype=np.int64)
    np.add.at(settled, invoice, cents)
    last = np.full(settled.size, -NEVER, dtype=np.int64)
    np.maximum.at(last, invoice, day)
    return np.where(settled >= ledger.invoices.gross_cents, last, NEVER)


def replayed(
    scenario: Scenario, with_policy: list[Outcomes], without: list[Outcomes], ages: Ints
) -> Replayed:
    """Average worlds into curves, corrected by what is known of the payers without contacts."""
    variance = scenario.behaviour.frailty_variance.value
    rows: list[tuple[Floats, ...]] = []
    for place, segment in enumerate(scenario.segments.values()):
        terms = segment.terms.net_days
        payer = next(n for n in segment.profiles if not is_forced_only(scenario.profiles[n]))
        payable, frozen = profile_curve(scenario.profiles[payer], variance, terms)
        known = payable + frozen
        place_of = np.clip(ages + terms, 0, known.size - 1)
        bare = np.where(ages < -terms, 1.0, known[place_of])
        profile = scenario.profiles[payer].model_copy(update={"insolvency_per_year": 0.0})
        alive, _ = profile_curve(profile, variance, terms)
        given = cumulated_hazard(np.maximum(alive, np.finfo(np.float64).tiny), variance)[place_of]
        forced = _shares(with_policy, place, ages, is_forced=True)
        chased = _shares(with_policy, place, ages, is_forced=False)
        alone = _shares(without, place, ages, is_forced=False)
        mean, error = _corrected(chased, alone, bare)
        rows.append((mean, error, _mean(forced), bare, given))
    return Replayed(*(np.array(column) for column in zip(*rows, strict=True)))


def simulated_curve(scenario: Scenario) -> pd.DataFrame:
    """Return the payment curve of a scenario under its baseline, in worlds no fit has met.

    Returns
    -------
    DataFrame
        segment, days_past_due (from `FIRST_AGE` to 365), unpaid_share.
    """
    ages, worlds = np.arange(FIRST_AGE, DAYS_PER_YEAR + 1), n_worlds(scenario)
    policy = scenario.simulation.baseline
    sides = {
        name: [outcomes(scenario, name, MOST_WORLDS + number) for number in range(worlds)]
        for name in (policy, NOTHING)
    }
    found = replayed(scenario, sides[policy], sides[NOTHING], ages)
    frames = []
    for place, (name, segment) in enumerate(scenario.segments.items()):
        never = sum(
            share
            for profile, share in segment.profiles.items()
            if is_forced_only(scenario.profiles[profile])
        )
        unpaid = never * found.forced[place] + (1.0 - never) * found.payers[place]
        frames.append(
            pd.DataFrame({"segment": name, "days_past_due": ages, "unpaid_share": unpaid})
        )
    return pd.concat(frames, ignore_index=True)


def sample_of_worlds(worlds: list[Outcomes]) -> Sample:
    """Lay out simulated invoices as those of a ledger that follows all of them to the end."""
    age = np.concatenate([world.age for world in worlds])
    is_paid = age <= BAND_ENDS[-1]
    number = np.concatenate([world.segment for world in worlds])
    ending = np.where(is_paid, Ending.PAID.value, Ending.OPEN.value)
    return sample_of(
        pd.DataFrame(
            {
                "segment": number,
                "customer_id": np.concatenate([world.customer for world in worlds]),
                "entry_age": ALWAYS,
                "age": np.minimum(age, BAND_ENDS[-1] + 1),
                "is_paid": is_paid,
                "ending": ending,
            }
        )
    )


def forced_shares(worlds: list[Outcomes], segments: int, ages: Ints) -> Floats:
    """Share still unpaid of those who pay only if forced: (segments, ages)."""
    return np.array([_mean(_shares(worlds, s, ages, is_forced=True)) for s in range(segments)])


def _shares(
    worlds: list[Outcomes], segment: int, ages: Ints, *, is_forced: bool
) -> tuple[Floats, Floats]:
    """Invoices of each group, and how many of them are unpaid after each age: (groups, ages)."""
    unpaid = np.zeros((N_GROUPS, ages.size + 1))
    for world in worlds:
        mine = (world.segment == segment) & (world.is_forced == is_forced)
        place = np.clip(world.age[mine] - ages[0], 0, ages.size)
        np.add.at(unpaid, (world.group[mine], place), 1.0)
    size = unpaid.sum(axis=1)
    return size, (size[:, None] - np.cumsum(unpaid, axis=1))[:, :-1]


def _mean(counts: tuple[Floats, Floats]) -> Floats:
    size, unpaid = counts
    return unpaid.sum(axis=0) / size.sum() if size.sum() else np.ones(unpaid.shape[1])


def _corrected(
    chased: tuple[Floats, Floats], alone: tuple[Floats, Floats], known: Floats
) -> tuple[Floats, Floats]:
    """Take out of a curve what luck did to its twin, whose mean is known; tell the error left."""
    total = chased[0].sum()
    mean, twin = _mean(chased), _mean(alone)
    # What each group adds to the error of the ratio of totals.
    strays = (chased[1] - mean * chased[0][:, None]) / total
    twins = (alone[1] - twin * alone[0][:, None]) / alone[0].sum()
    spread = (twins**2).sum(axis=0)
    slope = np.divide(
        (strays * twins).sum(axis=0), spread, out=np.zeros(spread.size), where=spread > 0.0
    )
    error = np.sqrt(((strays - slope * twins) ** 2).sum(axis=0))
    return np.clip(mean + slope * (known - twin), 0.0, 1.0), error
