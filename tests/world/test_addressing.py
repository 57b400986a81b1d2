"""Luck by address: the same bits everywhere, uniform, and unrelated between addresses."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simrecouv.world.addressing import MASK, Stream, absorb, name_word, replication_key, uniform

WORDS = st.integers(0, MASK)


@given(key=WORDS, stream=WORDS, index=WORDS)
def test_python_and_numpy_agree_to_the_bit(key: int, stream: int, index: int) -> None:
    with np.errstate(over="ignore"):  # 64-bit words wrap around on purpose
        arrays = uniform(np.array([key], np.uint64), np.uint64(stream), np.uint64(index))
        absorbed = absorb(np.array([key], np.uint64), np.uint64(stream))
    assert arrays[0] == uniform(key, stream, index)
    assert int(absorbed[0]) == absorb(key, stream)


@given(key=WORDS, day=st.integers(-4000, 4000))
def test_a_draw_is_strictly_between_zero_and_one(key: int, day: int) -> None:
    assert 0.0 < uniform(key, Stream.REACH, day & MASK) < 1.0


def test_streams_have_one_number_each() -> None:
    """An enum would silently make an alias of a repeated number."""
    numbers = [stream.value for stream in Stream.__members__.values()]
    assert len(set(numbers)) == len(numbers)
    assert [stream.name for stream in Stream] == list(Stream.__members__)


def test_names_are_words_of_their_own() -> None:
    assert name_word("pme") != name_word("public")
    assert 0 <= name_word("grands comptes é") <= MASK


def _draws(stream: int, index: int, n: int = 20_000, seed: int = 2026) -> np.ndarray:
    slots = np.arange(n, dtype=np.uint64)
    key = absorb(np.uint64(replication_key(seed, 0)) + np.zeros_like(slots), slots)
    return np.asarray(uniform(key, stream, index))


@pytest.mark.parametrize("stream", Stream)
def test_draws_are_uniform(stream: Stream) -> None:
    """Kolmogorov-Smirnov against the uniform law, over neighbouring entities; seed fixed."""
    from scipy import stats

    assert stats.kstest(_draws(stream, 0), "uniform").pvalue > 0.001


def test_draws_are_uniform_along_days() -> None:
    from scipy import stats

    days = np.arange(-10_000, 10_000, dtype=np.int64).astype(np.uint64)
    draws = uniform(np.full_like(days, replication_key(7, 3)), Stream.REACH, days)
    assert stats.kstest(draws, "uniform").pvalue > 0.001


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((Stream.PAYMENT, 0), (Stream.AMOUNT, 0)),
        ((Stream.PAYMENT, 0), (Stream.PAYMENT, 1)),
        ((Stream.PROFILE, 0), (Stream.FRAILTY, 0)),
    ],
)
def test_two_addresses_are_unrelated(one: tuple[int, int], other: tuple[int, int]) -> None:
    """Correlation of n independent uniforms has standard deviation 1/sqrt(n): 4 of them allowed."""
    first, second = _draws(*one), _draws(*other)
    assert abs(np.corrcoef(first, second)[0, 1]) < 4 / np.sqrt(first.size)


def test_neighbouring_seeds_and_replications_are_unrelated() -> None:
    first, second = _draws(Stream.PAYMENT, 0), _draws(Stream.PAYMENT, 0, seed=2027)
    assert abs(np.corrcoef(first, second)[0, 1]) < 4 / np.sqrt(first.size)
    keys = {replication_key(seed, r) for seed in range(100) for r in range(100)}
    assert len(keys) == 10_000
