"""Customers and invoices that a real ledger records: who they are given what they paid, and when.

Nobody knows a customer's profile and frailty; a record tells much of them. In each replication they
are drawn from what is left possible (Bayes): for an owner whose invoices have cumulated hazards
H under a profile, D of them paid at hazards h, the weight of the profile is its share times
Π h · (k + H)^(−k − D) with k = 1/v, and its frailty is then gamma of shape k + D and rate k + H.
A payment counts half of its last day, as everywhere in the calibration.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simrecouv.scenario.opening import OLDEST_RECORDED_DAYS, Opening
from simrecouv.scenario.profile import Profile
from simrecouv.scenario.scenario import Scenario
from simrecouv.units import NEVER, NO_RECORD
from simrecouv.world.addressing import Stream, absorb
from simrecouv.world.quantiles import LEAST_VARIANCE

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Words = NDArray[np.uint64]

#: Days past due over which a hazard is cumulated: every age that a record can tell.
FIRST_AGE, LAST_AGE = -OLDEST_RECORDED_DAYS, OLDEST_RECORDED_DAYS
#: Intensity of a payment on a day on which a profile does not pay: rare, not impossible.
SELDOM = 1e-6


class Posterior(NamedTuple):
    """What is known of the customers of one segment, by rank in the segment.

    `weights` are those of the profiles, in the order of the scenario; `shape` and `rate` are those
    of the frailty under each of them; `key` addresses the luck of the company that a customer
    belongs to.
    """

    weights: Floats
    shape: Floats
    rate: Floats
    key: Words


class Record(NamedTuple):
    """The invoices of an opening, as arrays."""

    customer: Ints
    issue_day: Ints
    due_day: Ints
    paid_day: Ints
    amount_cents: Ints

    @property
    def is_paid(self) -> NDArray[np.bool_]:
        """Whether an invoice was paid before the switch."""
        return self.paid_day < 0


def record_of(opening: Opening) -> Record:
    """Turn an opening into arrays."""
    return Record(*(np.array(getattr(opening, name), dtype=np.int64) for name in Record._fields))


def posteriors(scenario: Scenario, opening: Opening, slot_key: Words) -> dict[str, Posterior]:
    """Weigh what each customer may be, given its record and that of the company it belongs to.

    Parameters
    ----------
    slot_key
        Address of the luck of each customer of the opening.
    """
    record, names = record_of(opening), list(scenario.segments)
    segment = np.array([names.index(name) for name in opening.segment])
    owner = np.array(opening.owners)[record.customer]
    ranks = {name: _own_profiles(scenario, name) for name in names}
    n_ranks, n = max(map(len, ranks.values())), len(opening.segment)
    hazards = np.zeros((n_ranks, record.customer.size))
    logs = np.zeros_like(hazards)
    for place, name in enumerate(names):
        mine = np.flatnonzero(segment[record.customer] == place)
        for rank, profile in enumerate(ranks[name]):
            told = _evidence(scenario.profiles[profile], opening, record, mine)
            hazards[rank, mine], logs[rank, mine] = told
    owned, before = np.array(opening.owners), record.issue_day < 0

    def by_owner(rows: Floats) -> Floats:
        return np.stack([np.bincount(owner, row * before, n) for row in rows]).astype(np.float64)

    paid = by_owner(record.is_paid[None].astype(np.float64))[0]
    cumulated, likely = by_owner(hazards), by_owner(logs)
    likely = likely - _log_rest(cumulated, paid, scenario.behaviour.frailty_variance.value)
    found = {}
    for place, name in enumerate(names):
        who = owned[segment == place]
        evidence = likely[:, who], cumulated[:, who], paid[who]
        found[name] = Posterior(*_weighed(scenario, name, ranks[name], *evidence), slot_key[who])
    return found


def _own_profiles(scenario: Scenario, segment: str) -> list[str]:
    """Profiles of a segment, those that never pay unless forced last: ranks match across them."""
    shares = scenario.segments[segment].profiles
    own = [name for name, share in shares.items() if share > 0.0]
    return sorted(own, key=lambda name: (_is_silent(scenario.profiles[name]), name))


def _is_silent(profile: Profile) -> bool:
    return all(intensity == 0.0 for _, intensity in profile.hazard)


def _evidence(
    profile: Profile, opening: Opening, record: Record, mine: Ints
) -> tuple[Floats, Floats]:
    """Cumulated hazard of some invoices under a profile, and the logarithm of that of payments."""
    by_day = np.zeros(LAST_AGE - FIRST_AGE + 1)
    for day, intensity in profile.hazard:
        by_day[max(day - FIRST_AGE, 0) :] = intensity
    factors = np.ones_like(by_day)
    for day, factor in opening.contact_factor:
        factors[max(day - FIRST_AGE, 0) :] = factor
    by_day *= factors
    cumulated = np.concatenate([[0.0], np.cumsum(by_day)])
    issue, due, paid = record.issue_day[mine], record.due_day[mine], record.paid_day[mine]
    is_paid = record.is_paid[mine]
    last = np.where(is_paid, np.maximum(paid - 1, issue), 0)  # the close that decided, or none
    start, end = (np.clip(day - due - FIRST_AGE, 0, by_day.size - 1) for day in (issue, last))
    deciding = by_day[end]
    total = cumulated[end] - cumulated[start] + np.where(is_paid, deciding / 2.0, 0.0)
    return np.maximum(total, 0.0), np.where(is_paid, np.log(np.maximum(deciding, SELDOM)), 0.0)


def _log_rest(cumulated: Floats, paid: Floats, variance: float) -> Floats:
    """Take frailty out: the factor of the likelihood that holds no payment, with a minus sign."""
    if variance < LEAST_VARIANCE:
        return cumulated
    k = 1.0 / variance
    return np.asarray((k + paid) * np.log1p(cumulated / k))


def _weighed(
    scenario: Scenario,
    segment: str,
    own: list[str],
    likely: Floats,
    cumulated: Floats,
    paid: Floats,
) -> tuple[Floats, Floats, Floats]:
    """Weights, shapes and rates of a segment's customers, under each profile of the scenario."""
    profiles = list(scenario.profiles)
    shape = np.ones((paid.size, len(profiles)))
    rate, weights = np.ones_like(shape), np.zeros_like(shape)
    k = 1.0 / max(scenario.behaviour.frailty_variance.value, LEAST_VARIANCE)
    likely = likely[: len(own)]
    likely = likely - likely.max(axis=0)
    for rank, name in enumerate(own):
        place = profiles.index(name)
        share = scenario.segments[segment].profiles[name]
        weights[:, place] = share * np.exp(likely[rank])
        shape[:, place], rate[:, place] = k + paid, k + cumulated[rank]
    return weights / weights.sum(axis=1, keepdims=True), shape, rate


def recorded_orders(
    scenario: Scenario, opening: Opening, number: int, key: Words
) -> dict[str, NDArray[np.generic]]:
    """Return the recorded orders of a segment's customers, by (customer, place in the record).

    Parameters
    ----------
    number
        Rank of the segment.
    key
        Address of each of its recorded customers.
    """
    record, segment = record_of(opening), list(scenario.segments.values())[number]
    first = sum(s.customers for s in list(scenario.segments.values())[:number])
    mine = np.flatnonzero((record.customer >= first) & (record.customer < first + key.size))
    mine = mine[np.argsort(record.customer[mine], kind="stable")]
    owner = record.customer[mine] - first
    place = np.arange(mine.size) - np.searchsorted(owner, owner)
    gross = record.amount_cents[mine]
    net = np.floor(gross / (1.0 + segment.vat_rate) + 0.5).astype(np.int64)
    is_past = record.issue_day[mine] < 0
    known = np.where(record.is_paid[mine], record.paid_day[mine], NEVER)
    return {
        "slot": owner,
        "order_day": record.issue_day[mine].astype(np.int32),
        "net_cents": net,
        "gross_cents": gross,
        "margin_cents": np.floor(net * segment.margin_rate + 0.5).astype(np.int64),
        "order_key": absorb(absorb(key, Stream.RECORDED_ORDER)[owner], place.astype(np.uint64)),
        "order_due_day": record.due_day[mine].astype(np.int32),
        "order_paid_day": np.where(is_past, known, NO_RECORD).astype(np.int32),
    }
