"""Drawing customers: traits, failures and their successors, spells without cash."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simrecouv.scenario.portfolio import Segment
from simrecouv.scenario.scenario import Scenario
from simrecouv.units import DAYS_PER_YEAR, NEVER
from simrecouv.vocabulary import Means, Runs
from simrecouv.world.addressing import Stream, absorb, name_word, uniform
from simrecouv.world.calendar import FIRST_CALENDAR
from simrecouv.world.quantiles import (
    LEAST_VARIANCE,
    category,
    exponential,
    gamma_given,
    gamma_mean_one,
    lognormal,
    own_category,
    patience_days,
    scores,
)

if TYPE_CHECKING:
    from simrecouv.world.recorded import Posterior

Ints = NDArray[np.int32]
Cents = NDArray[np.int64]
Floats = NDArray[np.float64]
Words = NDArray[np.uint64]

#: Every customer's life starts here, before the longest run-in that a scenario may ask for (the
#: oldest write-off, 1,500 days, the longest terms, 216, and 30), so that none moves anybody's luck.
ORIGIN_DAY = -1750

#: Spells of a customer are drawn by blocks of this many.
SPELLS_AT_ONCE = 8
#: What a world keeps of a spell.
SPELL_FIELDS = ("spell_customer", "spell_start", "spell_end")


def draw_customers(
    scenario: Scenario,
    name: str,
    number: int,
    segment: Segment,
    root: int,
    known: Posterior | None = None,
) -> dict[str, NDArray[np.generic]]:
    """Draw the customers of one segment, newcomers included, by (slot, generation).

    Those that are `known` are there at the switch, and begin to fail then.
    """
    names = sorted(scenario.profiles)  # luck must not depend on the order of tables
    shares = np.array([segment.profiles.get(profile, 0.0) for profile in names])
    place = np.array([list(scenario.profiles).index(profile) for profile in names])
    slot_key = slot_keys(name, segment, root)
    if known is None:
        profile = place[category(uniform(slot_key, Stream.PROFILE, 0), shares)]
    else:
        drawn = uniform(known.key, Stream.PROFILE, 0)
        profile = place[own_category(drawn, known.weights[:, place])]
    hazard = np.array([p.insolvency_per_year for p in scenario.profiles.values()])[profile]
    if scenario.opening is not None and scenario.opening.orders == "given":
        hazard = np.zeros_like(hazard)  # who fails would not place the orders that are given
    slot, entry, failure, key = _generations(
        scenario, slot_key, hazard, ORIGIN_DAY if known is None else 0
    )
    behaviour = scenario.behaviour
    discounting, relation = behaviour.discount, behaviour.relation
    mean_score = np.array([p.score for p in scenario.profiles.values()])[profile[slot]]
    patience_factor = np.array([p.patience_factor for p in scenario.profiles.values()])[
        profile[slot]
    ]
    return {
        "segment": np.full(slot.size, number, dtype=np.int32),
        "profile": profile[slot].astype(np.int32),
        "run_calendar": _run_calendars(segment, key),
        "insolvency_day": np.where(failure < scenario.clock.end_day, failure, NEVER).astype(
            np.int32
        ),
        "frailty": _frailties(key, entry, profile, behaviour.frailty_variance.value, known),
        "reservation_rate": lognormal(
            uniform(key, Stream.RESERVATION_RATE, 0),
            discounting.reservation_rate.value,
            discounting.sigma,
        ),
        "means": _means(segment, key),
        "mandate_u": uniform(key, Stream.MANDATE, 0),
        "score": scores(uniform(key, Stream.SCORE, 0), mean_score, behaviour.score_sigma),
        "patience": patience_days(
            uniform(key, Stream.PATIENCE, 0),
            relation.patience.value * relation.healing_days * patience_factor,
            relation.patience_sigma,
        ),
        "customer_key": key,
        "entry_day": entry,
    }


def slot_keys(name: str, segment: Segment, root: int) -> Words:
    """Address of the luck of each slot of a segment."""
    slots = np.arange(segment.customers, dtype=np.uint64)
    segment_key = absorb(root, name_word(name))
    keys: Words = absorb(np.uint64(segment_key) + np.zeros_like(slots), slots)
    return keys


def _frailties(
    key: Words,
    entry: Cents,
    profile: NDArray[np.int64],
    variance: float,
    known: Posterior | None,
) -> Floats:
    """Draw frailties: a newcomer's from the law of all, a known customer's from its own."""
    frailty = gamma_mean_one(uniform(key, Stream.FRAILTY, 0), variance)
    if known is not None and variance >= LEAST_VARIANCE:
        slots = np.arange(profile.size)
        shape, rate = known.shape[slots, profile], known.rate[slots, profile]
        frailty[entry == 0] = gamma_given(uniform(known.key, Stream.FRAILTY, 0), shape, rate)
    return frailty


def _generations(
    scenario: Scenario, slot_key: Words, hazard: Floats, first_entry: int
) -> tuple[Cents, Cents, Cents, Words]:
    """Follow each slot from one customer to the next: slot, entry and failure day, address."""
    clock = scenario.clock
    entry = np.full(slot_key.size, first_entry, dtype=np.int64)
    alive, generation = np.arange(slot_key.size), 0
    found: list[tuple[Cents, Cents, Cents]] = []
    keys: list[Words] = []
    while alive.size:
        key = absorb(slot_key[alive], generation)
        wait = exponential(uniform(key, Stream.INSOLVENCY, 0)) * DAYS_PER_YEAR
        with np.errstate(divide="ignore"):
            days = np.minimum(wait / hazard[alive], NEVER)
        failure = np.minimum(entry[alive] + 1 + days.astype(np.int64), NEVER)
        found.append((alive, entry[alive], failure))
        keys.append(key)
        entry[alive] = failure
        alive, generation = alive[failure < clock.end_day - 1], generation + 1
    slot, entry, failure = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.argsort(slot, kind="stable")
    order = order[failure[order] >= clock.first_day]
    return slot[order], entry[order], failure[order], np.concatenate(keys)[order]


def _run_calendars(segment: Segment, key: Words) -> Ints:
    kinds = list(Runs)
    shares = np.array([segment.payment_runs.get(kind.value, 0.0) for kind in kinds])
    kind = category(uniform(key, Stream.PAYMENT_RUNS, 0), shares)
    first = np.array([FIRST_CALENDAR[k] for k in kinds])[kind]
    choices = np.array([1 if k is Runs.DAILY else 5 for k in kinds])[kind]
    offset = np.floor(uniform(key, Stream.RUN_DAY, 0) * choices)
    calendars: Ints = (first + offset).astype(np.int32)
    return calendars


def _means(segment: Segment, key: Words) -> Ints:
    shares = np.array([segment.means.get(one.value, 0.0) for one in Means])
    return category(uniform(key, Stream.MEANS, 0), shares).astype(np.int32)


def draw_spells(
    scenario: Scenario, profile: NDArray[np.generic], key: Words, first_day: int, end_day: int
) -> dict[str, Ints]:
    """Draw when customers run short of cash: who, from which day, until which (not included).

    Spells alternate with quieter times, both exponential, from the origin of all lives on.
    """
    per_year = np.array([p.liquidity_spells_per_year for p in scenario.profiles.values()])
    prone = np.flatnonzero(per_year[profile] > 0.0)
    gap_days = DAYS_PER_YEAR / per_year[profile[prone]]
    length_days = scenario.behaviour.liquidity.mean_days
    at = np.full(prone.size, float(ORIGIN_DAY))
    ordinals = np.arange(SPELLS_AT_ONCE, dtype=np.uint64)
    found: list[tuple[NDArray[np.int64], Floats, Floats]] = []
    while prone.size:
        keys = key[prone][:, None]
        gaps = exponential(uniform(keys, Stream.SPELL_GAP, ordinals)) * gap_days[:, None]
        lengths = exponential(uniform(keys, Stream.SPELL_LENGTH, ordinals)) * length_days
        ends = at[:, None] + np.cumsum(gaps + lengths, axis=1)
        found.append((np.repeat(prone, SPELLS_AT_ONCE), (ends - lengths).ravel(), ends.ravel()))
        at, goes_on = ends[:, -1], ends[:, -1] < end_day
        prone, gap_days, at = prone[goes_on], gap_days[goes_on], at[goes_on]
        ordinals = ordinals + np.uint64(SPELLS_AT_ONCE)
    if not found:
        return dict.fromkeys(SPELL_FIELDS, np.empty(0, dtype=np.int32))
    customer, start, end = (np.concatenate(column) for column in zip(*found, strict=True))
    days = np.maximum(np.ceil(start), first_day), np.ceil(end)
    lasts = (days[0] < np.minimum(days[1], end_day)).nonzero()[0]
    order = lasts[np.argsort(customer[lasts], kind="stable")]
    columns = (customer[order], days[0][order], days[1][order])
    return {
        name: column.astype(np.int32) for name, column in zip(SPELL_FIELDS, columns, strict=True)
    }
