"""Addressed luck: ``u(seed, replication, stream, entity key, index)`` in (0, 1).

A pure 64-bit counter hash (the SplitMix64 finaliser, chained). It holds no state, so luck may be
read anywhere, in any order: inserting a customer or asking one more question moves nobody else's
draws. The same lines run on Python integers, on NumPy ``uint64`` arrays and, once their constants
are rebound to ``uint64``, in Numba; the bits are the same in the three.
"""

from __future__ import annotations

from enum import IntEnum
from hashlib import blake2b
from typing import Any

MASK = 0xFFFF_FFFF_FFFF_FFFF
GOLDEN = 0x9E37_79B9_7F4A_7C15
C1 = 0xBF58_476D_1CE4_E5B9
C2 = 0x94D0_49BB_1331_11EB
S12, S27, S30, S31 = 12, 27, 30, 31
#: 2**-52: the 52 highest bits plus one half make a float strictly between 0 and 1, exactly.
SCALE = 2.220446049250313e-16

#: The names above that Numba must see as ``uint64``.
WORD_CONSTANTS = ("MASK", "GOLDEN", "C1", "C2", "S12", "S27", "S30", "S31")


class Stream(IntEnum):
    """One stream per decision. Numbers are addresses: never renumber, never reuse."""

    PROFILE = 1
    FRAILTY = 2
    PAYMENT_RUNS = 3
    RUN_DAY = 4
    INSOLVENCY = 5
    RESERVATION_RATE = 6
    ORDER_GAP = 7
    AMOUNT = 8
    PAYMENT = 9
    DISCOUNT_PROCESS = 10
    CHARGES_PAID = 11
    REACH = 12
    MEANS = 13
    MANDATE = 14
    SCORE = 15
    PATIENCE = 16
    SPELL_GAP = 17
    SPELL_LENGTH = 18
    REJECTION = 19
    AFTER_REJECTION = 20
    PARTIAL = 21
    PART = 22
    AFTER_PART = 23
    ERROR = 24
    ERROR_KIND = 25
    DISPUTE = 26
    DISPUTE_LENGTH = 27
    JUSTIFIED = 28
    PROMISE = 29
    PROMISE_KEPT = 30
    PLAN = 31
    INSTALMENT = 32
    SETTLEMENT = 33
    HELD_ORDER = 34
    DEPOSIT = 35
    SALES = 36
    WAIVER = 37
    COMPLAINT = 38
    ABSENCE = 39
    PAYEE = 40
    AGENCY_REACH = 41
    JUDGMENT = 42
    JUDGED_PART = 43
    OPPOSITION = 44
    TRIAL = 45
    JUDGE_DELAY = 46
    SEIZURE = 47
    GUARANTEE = 48
    ASSUMPTION = 49
    REPLAY = 50
    RECORDED_ORDER = 51


def absorb(state: Any, word: Any) -> Any:
    """Mix one word of an address into a key.

    `state` and `word` are 64-bit words: Python integers in [0, 2**64) or ``uint64`` arrays.
    """
    z = (state ^ ((word * GOLDEN) & MASK)) & MASK
    z = (z + GOLDEN) & MASK
    z = ((z ^ (z >> S30)) * C1) & MASK
    z = ((z ^ (z >> S27)) * C2) & MASK
    return z ^ (z >> S31)


def uniform(key: Any, stream: Any, index: Any) -> Any:
    """Return the draw of an entity for a decision: ``index`` is a day, an ordinal, or 0.

    All three are 64-bit words (a negative day is its two's complement, ``day & MASK``).

    >>> 0.0 < uniform(2026, int(Stream.PAYMENT), 0) < 1.0
    True
    """
    return ((absorb(absorb(key, stream), index) >> S12) + 0.5) * SCALE


def replication_key(seed: int, replication: int) -> int:
    """Return the key of all the luck of one replication."""
    key: int = absorb(absorb(seed & MASK, 0x51), replication & MASK)
    return key


def name_word(name: str) -> int:
    """Return the word of a name, so that luck does not depend on the order of tables."""
    return int.from_bytes(blake2b(name.encode("utf-8"), digest_size=8).digest(), "little")
