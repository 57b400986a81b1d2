"""Who takes discounts and pays charges, what a day of DSO is worth, how many worlds it takes."""

from __future__ import annotations

import re

import numpy as np
import pytest

from reports.conftest import HandStudy
from simrecouv.compare import compare_policies, sweep
from simrecouv.compare.bench import Bench
from simrecouv.compare.worlds import student_quantile
from simrecouv.estimation import student
from simrecouv.kpi import Books
from simrecouv.reports import Study
from simrecouv.reports.fragment import Fragment
from simrecouv.reports.questions import replications as needs
from simrecouv.reports.questions.cash_days import (
    day_cases,
    day_in_words,
    day_of_dso,
    days_of_dso,
    price_of_cash,
)
from simrecouv.reports.questions.incentives import (
    World,
    charge_payers,
    discount_takers,
    levers_in_words,
)
from simrecouv.scenario import Scenario, load_scenario, scenario_from, to_tables
from simrecouv.vocabulary import Kind

DAY = "terms"
CHARGE = {"id": "frais", "action": "charge", "from": "due", "days": 10}


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """A small company: a discount, charges, and shorter terms that change nothing else."""
    tables = to_tables(load_scenario("pme-b2b", ["segments.pme.customers=40"]))
    gentle, remise = (tables["policies"][name] for name in ("douce", "remise"))
    tables["policies"] = {
        "douce": gentle,
        "remise": remise | {"discount": {"rate": 0.03, "within_days": 20}},
        "frais": gentle | {"steps": [*gentle["steps"], CHARGE]},
        DAY: gentle | {"label": {"fr": "<b>", "en": "<b>"}, "terms": {"pme": {"net_days": 35}}},
    }
    return scenario_from(tables)


@pytest.fixture(scope="module")
def worlds(scenario: Scenario) -> list[World]:
    bench = Bench()
    return [bench.ledgers(scenario, list(scenario.policies), number) for number in range(2)]


@pytest.fixture(scope="module")
def study(scenario: Scenario) -> Study:
    return Study(compare_policies(scenario, replications=6, workers=1, replay=False), "en")


def cells(fragment: Fragment) -> list[list[str]]:
    """Read the body of a table, one list per row."""
    rows = re.findall(r"<tr>(.*?)</tr>", fragment.markup.replace("\n", ""))[1:]
    return [re.sub(r"</t[hd]>", "|", row).rstrip("|").split("|") for row in rows]


def plain(cell: str) -> str:
    return re.sub(r"<[^>]+>", "", cell)


def euros(cell: str) -> int:
    return int(plain(cell).replace("€", "").replace(",", ""))


@pytest.mark.parametrize("by", ["segment", "profile"])
def test_groups_of_takers_add_up_to_the_discounts_of_the_bridge(
    scenario: Scenario, worlds: list[World], by: str
) -> None:
    *groups, everyone = cells(discount_takers(worlds, "remise", scenario, "en", by=by))  # type: ignore[arg-type]
    assert abs(sum(euros(row[2]) for row in groups) - euros(everyone[2])) <= len(groups)
    experiment = compare_policies(scenario, policies=["remise"], replications=2, replay=False)
    rows = experiment.bridge.query("policy == 'remise'")
    assert euros(everyone[2]) == pytest.approx(rows["discounts"].mean(), abs=5.0)


def test_the_groups_of_payers_add_up_to_what_the_ledger_says(
    scenario: Scenario, worlds: list[World]
) -> None:
    *groups, everyone = cells(charge_payers(worlds, "frais", scenario, "en"))
    for column in (2, 3):
        assert abs(sum(euros(row[column]) for row in groups) - euros(everyone[column])) <= 6
    received = [
        Books(world["frais"], scenario.finance).cohort_amount(Kind.CHARGES_RECEIVED) / 100.0
        for world in worlds
    ]
    assert euros(everyone[3]) == pytest.approx(np.mean(received), abs=1.0)
    assert 0 < euros(everyone[3]) < euros(everyone[2])


def test_nobody_takes_what_is_not_offered(scenario: Scenario, worlds: list[World]) -> None:
    same = [{"remise": world["douce"], "douce": world["douce"]} for world in worlds]
    for row in cells(discount_takers(same, "remise", scenario, "en")):
        assert [plain(cell) for cell in row[1:]] == ["0%", "€0", "–", "–", "–"]


def test_a_dear_discount_is_told_to_cost(scenario: Scenario) -> None:
    rates = [0.1, 0.3]
    found = sweep(scenario, "remise", "discount.rate", rates, replications=4, replay=False)
    said = levers_in_words([found], "en")
    assert "all 2 values tried cost: the cheapest, 10% (an end of those tried)" in said[0]
    assert "widened" in said[-1]
    assert "coûtent toutes" in levers_in_words([found], "fr")[0]


def test_a_day_of_dso_is_worth_a_day_of_sales(study: Study) -> None:
    """The definition of the DSO: shorter terms move nothing but days."""
    day = day_of_dso(study, DAY)
    sales = study.levels["douce", "sales"].mean / 365.0
    assert day.cash.mean == pytest.approx(sales, rel=0.06)
    assert day.cash.low < day.cash.mean < day.cash.high
    rate = study.experiment.scenario.finance.debit_rate.value
    assert day.financing.mean == pytest.approx(rate * day.cash.mean, rel=0.25)


def test_tables_of_cash_escape_labels_and_dash_what_is_undefined(study: Study) -> None:
    for found in (days_of_dso(study), price_of_cash(study), day_cases([study], DAY)):
        assert "<b>" not in found.markup
    assert "&lt;b&gt;" in days_of_dso(study).markup


def test_a_policy_that_moves_no_day_has_no_worth_of_a_day(hand_study: HandStudy) -> None:
    still = hand_study({"douce": [0.0, 0.0], "ferme": [0.0, 0.0]})
    said = day_in_words(still, "ferme")
    assert said[0].startswith("These worlds do not tell")


def test_the_answer_names_cash_once_and_financing_a_year(study: Study) -> None:
    said = day_in_words(study, DAY)[0]
    assert re.search(r"frees €[\d,]+ of cash .* once and for all", said)
    assert re.search(r"saves €[\d,]+ of financing a year", said)


# === How many worlds ===


def test_paired_and_unpaired_have_one_mean_and_not_one_width(study: Study) -> None:
    paired, unpaired = study.differences[DAY, "net_gain"], needs.unpaired(study, DAY)
    assert unpaired.mean == pytest.approx(paired.mean)
    assert unpaired.half_width > paired.half_width
    assert needs.variance_ratio(study, DAY) > 1.0
    frame = needs.widths([study], DAY)
    assert list(frame["is_paired"]) == [True, False]
    assert needs.widths_table([study], DAY).markup.count("<tr>") == 2


def test_as_many_worlds_as_needed_reach_the_half_width(hand_study: HandStudy) -> None:
    """The fewest: one world less is not enough."""
    gains = [10.0, -20.0, 35.0, 5.0, -15.0, 40.0]
    study = hand_study({"douce": [0.0] * 6, "ferme": gains})
    spread = float(np.std(gains, ddof=1))
    for half in (5.0, 40.0):
        n = needs.needed(study, "ferme", half)
        assert n is not None
        reached = [student_quantile(k - 1) * spread / np.sqrt(k) for k in (n, n - 1)]
        assert reached[0] <= half
        assert n == 2 or reached[1] > half


def test_the_spread_of_six_worlds_is_their_own_half_width(hand_study: HandStudy) -> None:
    gains = [10.0, -20.0, 35.0, 5.0, -15.0, 40.0]
    study = hand_study({"douce": [0.0] * 6, "ferme": gains})
    mean, low, _ = student(np.array(gains)[:, None])
    assert needs.needed(study, "ferme", float(mean[0] - low[0]) * (1 + 1e-9)) == 6


def test_a_tiny_difference_takes_more_worlds_than_anybody_has(hand_study: HandStudy) -> None:
    study = hand_study({"douce": [0.0, 0.0], "ferme": [1e6, -1e6]})
    assert needs.needed(study, "ferme", 0.0) is None
    assert needs.needed(study, "ferme", 1.0) is None
    assert "more than 100,000" in needs.needs_table(study, [1.0]).markup


def test_one_world_says_nothing_of_the_doubt(hand_study: HandStudy) -> None:
    study = hand_study({"douce": [0.0], "ferme": [1000.0]})
    (said,) = needs.needs_in_words(study, "ferme")
    assert "€1,000" in said
    assert not needs.unpaired(study, "ferme").has_interval


def test_what_is_rare_says_what_is_missing(study: Study) -> None:
    rows = {plain(row[0]): plain(row[1]) for row in cells(needs.rare_table([study], "remise"))}
    assert rows["Net gain"].startswith("± €")
    assert not rows["Bad debt excl. VAT"].startswith("±")


def test_the_answer_of_worlds_names_the_half_width(study: Study) -> None:
    said = " ".join(needs.needs_in_words(study, DAY))
    assert re.search(r"6 worlds are enough to tell net gain within €[\d,]+", said)
    assert "four times more" in said
