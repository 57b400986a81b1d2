"""Numbers on screen: they read back, in the typography of the language, at an honest precision."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simrecouv.vocabulary import MEASURES, Lang
from simrecouv.vocabulary.numbers import (
    FEWEST_DECIMALS,
    MOST_DECIMALS,
    decimals_for,
    interval,
    number,
    quantity,
)

FINITE = st.floats(-1e9, 1e9)
LANG = st.sampled_from(["fr", "en"])


def _read(text: str, lang: str) -> float:
    text = text.replace("\u2212", "-").replace("+", "")
    if lang == "fr":
        return float(text.replace("\u202f", "").replace(",", "."))
    return float(text.replace(",", ""))


@given(value=FINITE, decimals=st.integers(-3, 4), lang=LANG, signed=st.booleans())
def test_a_number_reads_back(value: float, decimals: int, lang: Lang, signed: bool) -> None:
    text = number(value, decimals, lang, signed=signed)
    assert _read(text, lang) == pytest.approx(round(value, decimals), abs=1e-9)
    assert " " not in text
    assert "-" not in text


@given(value=FINITE, lang=LANG)
def test_a_sign_shows_when_asked_and_zero_has_none(value: float, lang: Lang) -> None:
    text, rounded = number(value, 0, lang, signed=True), round(value)
    assert text[0] == ("+" if rounded > 0 else "\u2212" if rounded < 0 else "0")


@given(unit=st.sampled_from(sorted(MOST_DECIMALS)), half=st.floats(1e-6, 1e8))
def test_the_last_digit_is_a_fraction_of_the_half_width(unit: str, half: float) -> None:
    """Not finer than a thirtieth, not coarser than a third, unless the unit's limits say so."""
    decimals, shown = decimals_for(unit, half), half * (100.0 if unit == "share" else 1.0)
    fewest = FEWEST_DECIMALS.get(unit, 0)
    assert fewest <= decimals <= MOST_DECIMALS[unit]
    last_digit = 10.0**-decimals
    if decimals > fewest:
        assert last_digit >= shown / 30.0 * (1.0 - 1e-9)
    if decimals < MOST_DECIMALS[unit]:
        assert last_digit <= shown / 3.0 * (1.0 + 1e-9)


def test_days_never_show_more_than_a_tenth() -> None:
    assert decimals_for("days", 1e-9) == decimals_for("days", 0.0) == 1
    assert decimals_for("days", math.nan) == 1


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_is_undefined_is_a_dash(lang: Lang) -> None:
    for measure in MEASURES:
        assert quantity(math.nan, measure.unit, lang) == "\u2013"
        assert quantity(math.inf, measure.unit, lang) == "\u2013"
        assert interval(math.nan, 1.0, measure.unit, lang, decimals=0) == ""


def test_units_read_as_each_language_writes_them() -> None:
    assert quantity(0.853, "share", "fr", decimals=1) == "85,3\u00a0%"
    assert quantity(1234567.0, "eur", "fr") == "1\u202f234\u202f567\u00a0€"
    assert quantity(-1234567.0, "eur", "en", difference=True) == "\u2212€1,234,567"
    assert quantity(-4.12, "days", "fr", difference=True) == "\u22124,1\u00a0j"
    assert interval(-0.012, 0.034, "share", "fr", decimals=1, difference=True) == (
        "\u22121,2 à +3,4\u00a0pt"
    )
