"""An amount reads back, to the cent, from every way to write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simrecouv.intake.amounts import decimal_mark, read_amounts
from simrecouv.intake.texts import Texts

#: Separator of thousands and decimal mark.
GROUPINGS = [
    (" ", ","), ("\u202f", ","), ("\u00a0", ","), (".", ","), ("", ","), ("'", "."), ("\u2019", "."),
    (",", "."), ("", "."), ("\u2009", "."),
]  # fmt: skip

POSITIVE = ["{}", "{} €", "€{}", "EUR {}", "{} EUR", "CHF {}", "$ {}", "{} DR", "+{}", "£{}"]
NEGATIVE = ["-{}", "{}-", "({})", "- {}", "-€{}", "{} CR", "(€ {})", "\u2212{}", "{}CR", "{} €-"]


def written(cents: int, grouping: tuple[str, str]) -> str:
    thousands, mark = grouping
    whole, part = divmod(cents, 100)
    return f"{whole:,}".replace(",", thousands) + f"{mark}{part:02d}"


def one(text: str, mark: str) -> int | None:
    return read_amounts(Texts.of([text]), mark).values[0]


@given(st.integers(0, 10**14), st.sampled_from(GROUPINGS), st.sampled_from(POSITIVE))
def test_positive_amounts_read_back(cents: int, grouping: tuple[str, str], style: str) -> None:
    assert one(style.format(written(cents, grouping)), grouping[1]) == cents


@given(st.integers(1, 10**14), st.sampled_from(GROUPINGS), st.sampled_from(NEGATIVE))
def test_negative_amounts_read_back(cents: int, grouping: tuple[str, str], style: str) -> None:
    assert one(style.format(written(cents, grouping)), grouping[1]) == -cents


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=20), st.sampled_from(GROUPINGS))
def test_the_mark_is_that_of_the_file(amounts: list[int], grouping: tuple[str, str]) -> None:
    column = Texts.of([written(cents, grouping) for cents in amounts])
    mark, _ = decimal_mark([column])
    assert mark == grouping[1]
    assert read_amounts(column, mark).total() == sum(amounts)


def test_the_mark_is_decided_by_all_the_columns_of_amounts() -> None:
    amounts, paid = Texts.of(["1,250", "2,000"]), Texts.of(["3,5"])
    assert decimal_mark([amounts])[0] == "."
    assert decimal_mark([amounts, paid])[0] == ","


@pytest.mark.parametrize(
    "text",
    ["12 %", "12%", "1.2.3", "12,5,0", "--5", "(5", "-(5)", "(5) CR", "-5 DR", "5 kg", "dix", "1e5",
     "1 25", "nan", "0x10", "12.50.", "٣"],
)  # fmt: skip
def test_what_is_not_an_amount(text: str) -> None:
    assert one(text, ".") is None


@pytest.mark.parametrize(
    ("text", "cents"),
    [("1'250.-", 125_000), ("12.\u2014 CHF", 1_200), ("Fr. 3.50", 350), ("US$ 4", 400), ("[0.3]", 30),
     ("12.345", 1_235), ("12.344", 1_234), ("-12.345", -1_235), (".5", 50), ("USD 1,250.00 CR", -125_000)],
)  # fmt: skip
def test_other_ways(text: str, cents: int) -> None:
    assert one(text, ".") == cents


def test_amounts_beyond_64_bits_still_sum() -> None:
    column = read_amounts(Texts.of(["9" * 30, "9" * 30, "-1"]), ".")
    assert column.total() == 2 * int("9" * 30) * 100 - 100


def read_cents_of(*texts: str) -> list[int | None]:
    column = Texts.of(texts)
    return list(read_amounts(column, decimal_mark([column])[0]).values)


@given(st.lists(st.integers(1_000, 10**9), min_size=1, max_size=20), st.sampled_from(",."))
def test_whole_amounts_grouped_by_a_mark_are_never_divided(units: list[int], mark: str) -> None:
    """A mark before exactly three digits in every value separates thousands."""
    texts = sorted({f"{unit:,}".replace(",", mark) for unit in units})
    assert read_cents_of(*texts) == [int(text.replace(mark, "")) * 100 for text in texts]


@given(st.integers(10**6, 10**9), st.integers(1, 999), st.sampled_from(",."))
def test_a_mark_that_comes_back_decides_for_the_others(large: int, unit: int, mark: str) -> None:
    texts = (f"{large:,}".replace(",", mark), f"{unit}{mark}000")
    assert read_cents_of(*texts) == [large * 100, unit * 100_000]


@pytest.mark.parametrize("mark", [",", "."])
@pytest.mark.parametrize("shown", ["1250{}500", "0{}500", "1 250{}500", "{}500"])
def test_a_mark_no_thousands_can_precede_is_decimal(shown: str, mark: str) -> None:
    """With three decimals: 1250,500 beside 99,000 is 1250.50 beside 99.00."""
    first = 50 if shown in ("0{}500", "{}500") else 125_050
    assert read_cents_of(shown.format(mark), f"99{mark}000") == [first, 9_900]


@pytest.mark.parametrize("text", ["1250,500", "0,500", "1250,500.00", "1,25,000"])
def test_groups_of_thousands_that_are_none(text: str) -> None:
    assert one(text, ".") is None
