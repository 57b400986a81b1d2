"""A DSO that falls for another reason than cash says so, in words and in a table that adds up."""

from __future__ import annotations

import math
import re

import pytest

from reports.conftest import HandStudy
from simrecouv.compare import Experiment
from simrecouv.reports import Study
from simrecouv.reports.sections import dso_split
from simrecouv.reports.sections.dso_split import spread
from simrecouv.vocabulary import DSO_SPLIT, MEASURES, Lang

TERMS = [name for name, _ in DSO_SPLIT]
PLACE = {measure.name: at for at, measure in enumerate(MEASURES)}
#: Four replications around a mean: their interval is half as wide as the mean's fiftieth.
LUCK = (0.98, 1.0, 1.02, 1.0)


def _told(
    hand_study: HandStudy, gross: dict[str, float], book: dict[str, float], **others: float
) -> Study:
    """Make a study of `ferme` from the terms of both splits, and other differences of KPIs."""
    study = hand_study({"douce": [0.0] * 4, "ferme": [0.0] * 4})
    totals = {"dso_simple": math.fsum(gross.values()), "dso_book": math.fsum(book.values())}
    for found, luck in zip(study.experiment.measured, LUCK, strict=True):
        for place, terms in enumerate((gross, book)):
            for name, days in terms.items():
                found.dso_split[1, place, TERMS.index(name)] = luck * days
        for name, value in {**totals, **others}.items():
            found.scorecard[1, PLACE[name]] = luck * value
    return study


def _sentence(study: Study) -> str:
    (said,) = dso_split.split_in_words(study)
    return said


# === In words ===


def test_writing_off_earlier_collects_nothing_more(hand_study: HandStudy) -> None:
    study = _told(hand_study, {}, {"written_off": -1.2})
    assert _sentence(study) == (
        "“firm”: book DSO falls by 1.2\u00a0d, all of it because debt is written off earlier. "
        "Headline DSO (0.0\u00a0d), recovery at 365 d (0\u00a0pt) and net gain (€0) do not "
        "change: nothing more was collected."
    ).replace("365 d", "365\u00a0d")


def test_what_a_write_off_does_change_is_not_said_unchanged(hand_study: HandStudy) -> None:
    """It stops reminders here: their cost is spared, and the net gain is clear."""
    said = _sentence(_told(hand_study, {}, {"written_off": -1.2}, net_gain=500.0))
    assert "net gain" not in said
    assert "nothing more was collected" in said
    assert "collected" not in _sentence(_told(hand_study, {}, {"written_off": -1.2, "cash": -0.4}))


def test_a_book_dso_that_leaves_the_headline_behind_says_so(hand_study: HandStudy) -> None:
    said = _sentence(_told(hand_study, {"cash": -0.5}, {"written_off": -2.0, "cash": -0.5}))
    assert "book DSO falls by 2.5" in said
    assert "−2.0\u00a0d (more written off), −0.5\u00a0d (more cash received)" in said
    assert "Headline DSO, which no accounting entry improves, changes by −0.5\u00a0d." in said
    alike = _sentence(_told(hand_study, {"cash": -2.5}, {"written_off": -0.1, "cash": -2.4}))
    assert "Headline" not in alike


def test_money_is_a_reason_of_its_own(hand_study: HandStudy) -> None:
    terms = {"cash": -3.0}
    assert _sentence(_told(hand_study, terms, terms)) == (
        "“firm”: DSO falls by 3.0\u00a0d, all of it because customers pay more or sooner."
    )
    terms = {"cash": 3.0, "written_off": 0.2}
    assert _sentence(_told(hand_study, terms, terms)) == (
        "“firm”: DSO rises by 3.2\u00a0d, that is +3.0\u00a0d (less cash received), "
        "+0.2\u00a0d (less written off)."
    )


def test_a_sale_makes_the_factor_wait_not_the_customers_pay(hand_study: HandStudy) -> None:
    terms = {"sold": -60.0, "written_off": 4.0}
    said = _sentence(_told(hand_study, terms, terms, weighted_days_to_pay=0.0))
    assert "It is the factor that waits" in said
    assert "days to pay do not change for certain (0.0\u00a0d)" in said
    slower = _sentence(_told(hand_study, terms, terms, weighted_days_to_pay=2.4))
    assert "days to pay change by +2.4\u00a0d" in slower


def test_debt_given_up_is_said_lost(hand_study: HandStudy) -> None:
    terms = {"cash": -4.0, "discounts": -0.6, "credits": -0.2}
    assert "The 0.8\u00a0d of discounts, credit notes and waivers are debt given up" in _sentence(
        _told(hand_study, terms, terms)
    )


def test_what_does_not_move_and_what_is_too_close_are_said_so(hand_study: HandStudy) -> None:
    assert _sentence(_told(hand_study, {}, {})) == "“firm”: DSO does not change."
    study = _told(hand_study, {}, {})
    for found, days in zip(study.experiment.measured, (-1.0, 1.5, -1.5, 1.0), strict=True):
        found.scorecard[1, PLACE["dso_book"]] = days
        found.scorecard[1, PLACE["dso_simple"]] = days
        found.dso_split[1, :, TERMS.index("cash")] = days
    assert "is too close to zero to call" in _sentence(study)


@pytest.mark.parametrize(
    ("lang", "rare", "barely"),
    [
        ("fr", "trop rare pour conclure (1 sur 12)", "ne change pas de façon visible"),
        ("en", "too rare to tell (1 of 12)", "does not change visibly"),
    ],
)
def test_what_is_too_rare_or_too_small_is_neither_a_rise_nor_a_fall(
    hand_study: HandStudy, lang: Lang, rare: str, barely: str
) -> None:
    """One world of twelve moves; then the only world moves by less than a tenth of a day."""
    for n, days, expected in ((12, 0.2, rare), (12, 4.0, rare), (1, 0.01, barely)):
        study = hand_study({"douce": [0.0] * n, "ferme": [0.0] * n}, lang)
        found = study.experiment.measured[0]
        found.scorecard[1, PLACE["dso_book"]] = days
        found.dso_split[1, 1, TERMS.index("cash")] = days
        said = _sentence(study)
        assert expected in said
        assert not re.search(r"soit|that is|monte|rises", said)


def test_cash_alone_needs_no_section(hand_study: HandStudy) -> None:
    terms = {"cash": -3.0, "sales": 0.4, "aged_out": 0.1}
    study = _told(hand_study, terms, {"cash": -3.0, "sales": 0.4, "written_off": 0.04})
    assert dso_split.introduction(study) is dso_split.picture(study) is None
    assert dso_split.tables(study) is None
    assert dso_split.introduction(hand_study({"douce": [0.0]})) is None
    told = _told(hand_study, terms, {"cash": -3.0, "written_off": 0.05})
    assert dso_split.introduction(told) is not None
    assert dso_split.picture(told) is not None


# === In tables ===


def _cells(row: str) -> list[str]:
    return [re.sub("<.*?>", " ", cell) for cell in re.findall(r"<td>(.*?)</td>", row, re.DOTALL)]


def _days(text: str) -> float:
    """First number of a cell; “identical” is zero."""
    found = re.match(r"\s*([+−]?\d+[.,]\d)", text)
    return float(found[1].replace("−", "-").replace(",", ".")) if found else 0.0


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_printed_columns_add_up_to_the_printed_difference(
    recourses: Experiment, lang: Lang
) -> None:
    """Every recourse of `contentieux-financement`: whatever moves, to the tenth of a day."""
    study = Study(recourses, lang)
    shown = dso_split.tables(study)
    assert shown is not None
    headline, book = re.findall(r"<tbody>(.*?)</tbody>", shown.markup, re.DOTALL)
    for kpi, table, after in (("dso_simple", headline, 2), ("dso_book", book, 0)):
        rows = [
            [_days(cell) for cell in _cells(row)]
            for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
        ]
        terms, total = rows[: len(rows) - after - 1], rows[len(rows) - after - 1]
        sums = [round(math.fsum(column), 1) for column in zip(*terms, strict=True)]
        assert sums == total
        if after:
            ages = [round(math.fsum(column), 1) for column in zip(*rows[-2:], strict=True)]
            assert ages == total
        means = [study.differences[policy, kpi].mean for policy in study.others]
        assert total == pytest.approx(means, abs=0.0501)
        assert any(total)


def test_only_the_book_dso_of_an_early_write_off_moves(recourses: Experiment) -> None:
    study = Study(recourses, "en")
    said = dict(zip(study.others, dso_split.split_in_words(study), strict=True))
    assert "all of it because debt is written off earlier" in said["perte-precoce"]
    assert "nothing more was collected" in said["perte-precoce"]
    assert "It is the factor that waits" in said["vente"]
    assert said["assurance"] == "“credit insurance”: DSO does not change."


@pytest.mark.parametrize(
    "values", [[0.04, 0.04, 0.04], [-0.05, -0.05, 3.333, 1.1], [1.25, -1.25, 0.0], [-7.26, 7.24]]
)
def test_roundings_are_spread_within_a_tenth(values: list[float]) -> None:
    found = spread(values)
    assert round(math.fsum(found), 9) == round(math.fsum(values), 1)
    assert all(abs(a - b) < 0.1 for a, b in zip(found, values, strict=True))
    assert all(a == 0.0 for a, b in zip(found, values, strict=True) if b == 0.0)


def test_what_is_undefined_stays_undefined() -> None:
    assert math.isnan(spread([math.nan, 1.0])[0])
