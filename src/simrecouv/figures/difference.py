"""A paired difference as hovering tells it: its mean, then its interval or that it has none."""

from __future__ import annotations

from simrecouv.figures import words
from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.numbers import decimals_for, interval, quantity
from simrecouv.vocabulary.typography import say


def difference_in_words(mean: float, low: float, high: float, unit: str, lang: Lang) -> str:
    r"""Write a difference and its interval, with the digits that the interval allows.

    >>> difference_in_words(3.0, 1.0, 5.0, "days", "en")
    '+3.0\xa0d (+1.0 to +5.0\xa0d)'
    >>> difference_in_words(3.0, float("nan"), float("nan"), "days", "en")
    '+3.0\xa0d (no interval)'
    """
    decimals = decimals_for(unit, (high - low) / 2.0)
    text = quantity(mean, unit, lang, decimals=decimals, difference=True)
    between = interval(low, high, unit, lang, decimals=decimals, difference=True)
    return f"{text} ({between or say(words.NO_INTERVAL, lang)})"
