"""What all kernels share: constants as plain integers, rows, lists, and the state of a customer."""

from __future__ import annotations

from collections import namedtuple
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simrecouv.engine.codes import QUANTILE_STEPS
from simrecouv.engine.compiled.jit import lean
from simrecouv.engine.compiled.records import N_STIRRED, ROWS
from simrecouv.engine.compiled.rules import between, deterred, healed, pace_of
from simrecouv.ledger import Events
from simrecouv.vocabulary import Kind
from simrecouv.world.addressing import Stream

#: Kinds and streams by name, as plain numbers: kernels read globals as constants.
_record: Any = namedtuple
K = _record("K", [kind.name for kind in Kind])(*map(int, Kind))
S = _record("S", [stream.name for stream in Stream])(*map(np.uint64, Stream))
ZERO = np.uint64(0)

#: From how many numbers on a list is sorted by digits, and how wide a digit is.
MANY, DIGIT_BITS = 48, 8


class Output(NamedTuple):
    """What phases hand on: rows, and customers whose ways changed; `counts` is the state's."""

    rows: Events
    counts: NDArray[np.int64]
    stirred: NDArray[np.int32]


@lean
def emit(out, tick, customer, invoice, kind, step, detail, amount, cost):
    """Write one row."""
    counts = out.counts
    row = out.rows[counts[ROWS]]
    row["tick"] = tick
    row["customer"] = customer
    row["invoice"] = invoice
    row["kind"] = kind
    row["step"] = step
    row["detail"] = detail
    row["amount_cents"] = amount
    row["cost_cents"] = cost
    counts[ROWS] += 1


# === Lists of invoice numbers ===


@lean
def sort_first(numbers, n, state):
    """Sort the first `n` numbers, none negative, in place: many by digits, two at a time."""
    if n < MANY:
        sort_few(numbers, n)
        return
    most = 0
    for k in range(n):
        most = max(most, numbers[k])
    shift = 0
    while most >> shift > 0:
        sort_digit(numbers, state.places, n, shift, state.digits)
        sort_digit(state.places, numbers, n, shift + DIGIT_BITS, state.digits)
        shift += 2 * DIGIT_BITS


@lean
def sort_digit(numbers, target, n, shift, ends):
    """Put the first `n` numbers in the order of one digit, ties as they stood."""
    for digit in range(ends.size):
        ends[digit] = 0
    for k in range(n):
        ends[(numbers[k] >> shift) & (ends.size - 1)] += 1
    for digit in range(1, ends.size):
        ends[digit] += ends[digit - 1]
    for k in range(n - 1, -1, -1):
        digit = (numbers[k] >> shift) & (ends.size - 1)
        ends[digit] -= 1
        target[ends[digit]] = numbers[k]


@lean
def sort_few(numbers, n):
    """Sort a few numbers in place (Shell's sort: nothing is allocated)."""
    gap = 1
    while gap < n // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for k in range(gap, n):
            number, at = numbers[k], k
            while at >= gap and numbers[at - gap] > number:
                numbers[at] = numbers[at - gap]
                at -= gap
            numbers[at] = number
        gap //= 3


@lean
def merge(fresh, n, listed, counts, which):
    """Merge `n` sorted numbers into a sorted list whose length is ``counts[which]``."""
    kept, new = counts[which] - 1, n - 1
    at = kept + n
    counts[which] = at + 1
    while new >= 0:
        if kept >= 0 and listed[kept] > fresh[new]:
            listed[at] = listed[kept]
            kept -= 1
        else:
            listed[at] = fresh[new]
            new -= 1
        at -= 1


# === Days and luck ===


@lean
def business_day(day, facts):
    """First day with bank on or after a day; the same day after the end."""
    if day >= facts.end_day:
        return day
    return facts.days[day - facts.first_day]["next_business"]


@lean
def exponential(u, quantile):
    """Quantile of the exponential law of mean 1, interpolated in its table."""
    at = u * QUANTILE_STEPS
    low = int(at)
    return between(quantile[low], quantile[low + 1], at - low)


# === A customer ===


@lean
def annoy(points, day, customer):
    """Take offence; negative points soothe."""
    left = healed(customer["annoyance"], day - customer["annoyed_day"])
    customer["annoyance"] = max(left + points, 0)
    customer["annoyed_day"] = day


@lean
def stir(c, customer, out):
    """Note the ways of a customer before they change: its sleepers are roused at the close."""
    if not customer["is_stirred"]:
        customer["is_stirred"] = 1
        customer["old_pace"], customer["old_deterrence"] = customer["pace"], customer["deterrence"]
        n = out.counts[N_STIRRED]
        out.stirred[n], out.counts[N_STIRRED] = c, n + 1


@lean
def find_pace(c, habits, customer, out):
    """Take the pace of today: short of cash, orders on hold."""
    pace = pace_of(
        customer["in_spell"] != 0, habits.spell_intensity, customer["holds"], habits.hold_pressure
    )
    if pace != customer["pace"]:
        stir(c, customer, out)
        customer["pace"] = pace


@lean
def deterrence_of(profiles, annual_rate, customer):
    """Judge late charges by what was really collected of them."""
    strength = profiles[customer["profile"]]["deterrence"]
    return deterred(strength, annual_rate, customer["n_charged"], customer["n_late"])


@lean
def be_deterred(c, profiles, annual_rate, customer, out):
    """Let a customer judge late charges anew."""
    deterrence = deterrence_of(profiles, annual_rate, customer)
    if deterrence != customer["deterrence"]:
        stir(c, customer, out)
        customer["deterrence"] = deterrence
