"""How world, tables and plan are laid out for the kernels: few arrays of records.

A kernel that receives few arrays calls its helpers for next to nothing. The records themselves are
in `simrecouv.engine.compiled.records`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simrecouv.engine.codes import PREVIOUS
from simrecouv.engine.compiled.records import (
    AGENCY,
    BAND,
    CHANGE,
    COURT,
    COVER,
    DAY,
    FACTOR,
    MEANS,
    ORDER,
    PROFILE,
    SEGMENT,
    STATUTE,
    STEP,
    Records,
)
from simrecouv.engine.plan import PolicyPlan, Steps
from simrecouv.engine.tables import Bools, Floats, Int64s, Ints, Tables
from simrecouv.units import NEVER
from simrecouv.world import World


class Luck(NamedTuple):
    """A `World` as the kernels read it."""

    orders: Records
    by_day: Ints  # orders sorted by (day, number)
    failing: Ints  # customers that fail, sorted by (day, number)
    changes: Records  # spells that begin or end, sorted by (day, customer)
    root: np.uint64


class Facts(NamedTuple):
    """`Tables` as the kernels read them."""

    first_day: int
    end_day: int
    run_in_day: int
    hazard_first: int
    deterred_index: int
    decay: float
    habits: np.void
    days: Records
    profiles: Records
    means: Records
    failure: Floats
    arrival_day: Ints
    next_run: Ints
    last_run: Ints
    hazard: Floats
    contact_multiplier: Floats
    quantile: Floats
    error_share: Floats


class Parties(NamedTuple):
    """The third parties of `Tables`, as the kernels read them; days are indexed as in `Facts`."""

    first_day: int
    statutes: Records  # by segment
    agencies: Records
    bands: Records  # (agencies, bands)
    agency_intensity: Floats  # (agencies, profiles)
    agency_gain: Floats
    agency_remittance: Ints  # (agencies, days)
    courts: Records
    court_intensity: Floats  # (courts, profiles)
    title_intensity: Floats
    court_remittance: Ints  # (courts, days)
    factors: Records
    factor_intensity: Floats  # (factors, profiles)
    funded_day: Ints  # (factors, days)
    settled_day: Ints
    covers: Records


class Rulebook(NamedTuple):
    """A `PolicyPlan` as the kernels read it; ladders are records by (step, segment)."""

    terms: np.void
    prevention: np.void
    desk: np.void
    segments: Records
    cover: np.void
    ppm_days: Int64s  # (segments, days)
    follows_contacts: bool
    due_day: Ints
    habit_day: Ints
    is_run_day: Bools
    contacts: Records
    charges: Records
    holds: Records
    placements: Records
    suits: Records
    assignments: Records
    claims: Records
    write_offs: Records
    gain: Floats


def luck_of(world: World) -> Luck:
    """Lay a world out."""
    orders = np.empty(world.n_orders, dtype=ORDER)
    for field in ("threshold", "process_u", "charges_u", "gross_cents"):
        orders[field] = getattr(world, field)
    orders["key"] = world.order_key
    orders["customer"], orders["day"] = world.order_customer, world.order_day
    orders["due_day"], orders["paid_day"] = world.order_due_day, world.order_paid_day
    failing = np.flatnonzero(world.insolvency_day < world.end_day)
    by_failure = failing[np.argsort(world.insolvency_day[failing], kind="stable")]
    # NumPy sorts 16-bit numbers by digits, five times as fast; they count 179 years.
    since = (world.order_day - world.first_day).astype(np.uint16)
    by_day = np.argsort(since, kind="stable").astype(np.int32)
    changes = _changes(world)
    return Luck(orders, by_day, by_failure.astype(np.int32), changes, np.uint64(world.root))


def _changes(world: World) -> Records:
    """Days on which spells begin or end; on one day, an end comes before a beginning."""
    n = world.spell_customer.size
    changes = np.empty(2 * n, dtype=CHANGE)
    changes["customer"] = np.tile(world.spell_customer, 2)
    changes["day"] = np.concatenate([world.spell_start, world.spell_end])
    changes["in_spell"] = np.arange(2 * n) < n
    order = np.lexsort([changes["in_spell"], changes["customer"], changes["day"]])
    kept: Records = changes[order][changes[order]["day"] < world.end_day]
    return kept


def facts_of(tables: Tables, run_in_day: int) -> Facts:
    """Lay the tables of a scenario out."""
    days = np.zeros(tables.month_end.size, dtype=DAY)
    days["works"], days["month_end"] = tables.is_working_day, tables.month_end
    days["next_business"], days["season"] = tables.next_business, tables.season
    days["next_works"] = _next_one(tables.is_working_day) + tables.first_day
    days["recognition"], days["rejection"] = tables.recognition_day, tables.rejection_day
    profiles = _records(PROFILE, tables.traits)
    accrues = tables.hazard > 0.0
    first = np.where(accrues.any(axis=1), accrues.argmax(axis=1) + tables.hazard_first, NEVER)
    profiles["first_day"] = first
    own: dict[str, Any] = {
        "run_in_day": run_in_day,
        "habits": _scalars(tables.habits),
        "days": days,
        "profiles": profiles,
        "means": _records(MEANS, tables.means),
        "failure": tables.means.failure,
        "arrival_day": tables.means.arrival_day,
    }
    kept = {name: getattr(tables, name) for name in Facts._fields if name not in own}
    return Facts(**kept, **own)


def _next_one(is_one: Bools) -> Int64s:
    """Return the place of the first true value at or after each place; beyond the last, the end."""
    place = np.where(is_one, np.arange(is_one.size), is_one.size)
    return np.minimum.accumulate(place[::-1])[::-1]


def parties_of(tables: Tables) -> Parties:
    """Lay the third parties of a scenario out."""
    agencies, courts, factors = tables.agencies, tables.courts, tables.factors
    bands = np.zeros(agencies.band_rate.shape, dtype=BAND)
    bands["rate"], bands["cents"] = agencies.band_rate, agencies.band_cents
    bands["days"] = agencies.band_days
    return Parties(
        first_day=tables.first_day,
        statutes=_records(STATUTE, tables),
        agencies=_records(AGENCY, agencies),
        bands=bands,
        agency_intensity=agencies.intensity,
        agency_gain=agencies.contact_gain,
        agency_remittance=agencies.remittance_day,
        courts=_records(COURT, courts),
        court_intensity=courts.intensity,
        title_intensity=courts.title_intensity,
        court_remittance=courts.remittance_day,
        factors=_records(FACTOR, factors),
        factor_intensity=factors.intensity,
        funded_day=factors.funded_day,
        settled_day=factors.settled_day,
        covers=_records(COVER, tables.covers),
    )


def rulebook_of(plan: PolicyPlan) -> Rulebook:
    """Lay a policy out."""
    effects = plan.effects._asdict()
    acts = (plan.charges, plan.holds, plan.placements, plan.suits, plan.assignments, plan.claims)
    own: dict[str, Any] = {
        "terms": _scalars(plan.terms),
        "prevention": _scalars(plan.prevention),
        "desk": _scalars(plan.desk),
        "segments": _segments(plan),
        "cover": _scalars(plan.cover),
        "ppm_days": plan.charged.ppm_days,
        "follows_contacts": any((steps.trigger == PREVIOUS).any() for steps in acts),
        "contacts": _ladder(plan.contacts, **{k: v for k, v in effects.items() if k != "gain"}),
        "charges": _ladder(plan.charges),
        "holds": _ladder(plan.holds),
        "placements": _ladder(plan.placements, party=plan.agency),
        "suits": _ladder(plan.suits, party=plan.court),
        "assignments": _ladder(plan.assignments, party=plan.factor),
        "claims": _ladder(plan.claims),
        "write_offs": _ladder(plan.write_offs),
        "gain": plan.effects.gain,
    }
    kept = {name: getattr(plan, name) for name in Rulebook._fields if name not in own}
    return Rulebook(**kept, **own)


def _scalars(columns: Any) -> np.void:
    """Turn the scalars of a named tuple into one record: kernels then pass one pointer."""
    letters = {bool: "?", int: "i8", float: "f8"}
    values = {k: v for k, v in columns._asdict().items() if not isinstance(v, np.ndarray)}
    dtype = np.dtype([(k, letters[type(v)]) for k, v in values.items()], align=True)
    record: np.void = np.array([tuple(values.values())], dtype=dtype)[0]
    return record


def _segments(plan: PolicyPlan) -> Records:
    """Turn what a policy states by segment into records."""
    rows = np.zeros(plan.prevention.risk_segment.size, dtype=SEGMENT)
    for name in SEGMENT.names or ():
        owners = (plan.terms, plan.prevention, plan.charged, plan.cover)
        rows[name] = next(getattr(owner, name) for owner in owners if hasattr(owner, name))
    return rows


def _records(dtype: np.dtype[np.void], columns: Any) -> Records:
    """Turn the columns of a named tuple that a record has into records."""
    names = [name for name in dtype.names or () if hasattr(columns, name)]
    rows = np.zeros(getattr(columns, names[0]).size, dtype=dtype)
    for name in names:
        rows[name] = getattr(columns, name)
    return rows


def _ladder(steps: Steps, **more: NDArray[Any]) -> Records:
    rows = np.zeros(steps.segment.shape, dtype=STEP)
    columns = {name: getattr(steps, name) for name in STEP.names or () if name in steps._fields}
    for name, column in {**columns, **more}.items():
        rows[name] = column[:, None]
    rows["is_concerned"] = steps.segment
    return rows
