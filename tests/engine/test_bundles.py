"""Bundles give kernels what they hold; lists of numbers are sorted, few or many."""

from __future__ import annotations

from typing import Any, NamedTuple

import numba
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simrecouv.engine.compiled.bundles import Bundle
from simrecouv.engine.compiled.common import DIGIT_BITS, MANY, sort_first

PAIR = np.dtype([("whole", "i4"), ("share", "f8")], align=True)


class Held(NamedTuple):
    count: int
    rate: float
    is_on: bool
    root: np.uint64
    record: np.void
    table: np.ndarray
    records: np.ndarray


@numba.njit
def read(held: Any) -> Any:
    """Read every field, and write into what is an array."""
    held.table[1, 2] = held.count
    held.records[0]["share"] = held.rate
    first, width = held.table[0, 1], held.table.shape[1]
    return held.count, held.rate, held.is_on, held.root, held.record["share"], first, width


@pytest.mark.parametrize("root", [0, 2**64 - 1])
def test_kernels_read_what_a_bundle_holds_and_write_where_it_lies(root: int) -> None:
    record = np.array((3, 0.25), dtype=PAIR)[()]
    table, records = np.arange(6).reshape(2, 3), np.zeros(2, dtype=PAIR)
    held = Held(-7, 0.5, True, np.uint64(root), record, table, records)
    assert read(Bundle(held)) == (-7, 0.5, True, root, 0.25, 1, 3)
    assert (table[1, 2], records[0]["share"]) == (-7, 0.5)


class Scratch(NamedTuple):
    places: np.ndarray
    digits: np.ndarray


@numba.njit
def sort(numbers: Any, n: Any, state: Any) -> None:
    """Call what Python may not call by itself."""
    sort_first(numbers, n, state)


@settings(max_examples=150)
@given(st.lists(st.integers(0, 2**31 - 1), max_size=4 * MANY), st.integers(0, 3))
def test_the_first_numbers_are_sorted_and_the_others_left(numbers: list[int], kept: int) -> None:
    given_ = np.array([*numbers, *range(kept)], dtype=np.int32)
    found, n = given_.copy(), len(numbers)
    scratch = Scratch(np.zeros_like(found), np.zeros(1 << DIGIT_BITS, dtype=np.int32))
    sort(found, n, Bundle(scratch))
    np.testing.assert_array_equal(found[:n], np.sort(given_[:n]))
    np.testing.assert_array_equal(found[n:], given_[n:])
