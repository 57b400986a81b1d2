"""The tables policy by policy: terms add up to the net gain, and nothing undefined is a number."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from reports.conftest import HandStudy
from simrecouv.compare import Experiment
from simrecouv.reports import Study
from simrecouv.reports.fragment import Fragment
from simrecouv.reports.sections import background, breakdown, treasury
from simrecouv.reports.sections.finances import stated_finance
from simrecouv.reports.subjects.study import Estimate
from simrecouv.scenario import Scenario, with_overrides
from simrecouv.vocabulary import MEASURES, Lang
from simrecouv.vocabulary.typography import UNDEFINED


def _rows(table: Fragment) -> dict[str, list[str]]:
    """Cells of each row by its heading, markup apart."""
    found = {}
    for row in re.findall(r"<tr>(.*?)</tr>", table.markup, flags=re.DOTALL):
        first, *cells = (
            re.sub("<.*?>", "", c).replace("\n", " | ")
            for c in re.findall(r"<t[hd].*?</t[hd]>", row, flags=re.DOTALL)
        )
        found[first] = cells
    return found


def _eur(text: str) -> int:
    """Read the first amount of a cell: its interval, or what it lacks for one, comes below."""
    found = re.match(r"([+−]?)€([\d,]+)", text)
    assert found is not None, text
    return int(found[1].replace("−", "-") + found[2].replace(",", ""))


def _rounding(found: Estimate) -> float:
    """Return the most that the rounding of a figure moves it [EUR]."""
    if found.has_interval:
        return max(0.51, found.half_width / 6.0)
    return max(0.51, abs(found.mean) / 20.0)


def test_terms_add_up_to_the_net_gain_of_each_policy(experiment: Experiment) -> None:
    """Each term and their sum are rounded, by half a last digit at most.

    That is a sixth of the half-width of an interval, which is worth three last digits or more, and
    a twentieth of a figure that keeps two digits without one.
    """
    study = Study(experiment, "en")
    shown = breakdown.gain_by_policy(study)
    assert shown is not None
    rows = _rows(shown)
    names = rows.pop("Term")
    totals = rows.pop("Net gain")
    values = rows.pop("NPV of the switch")
    churn = rows.pop("Customers leaving that would cancel it (share of margin)")
    policies = [p for p in experiment.policies if p != experiment.baseline]
    assert names == [study.labels[policy] for policy in policies]
    for at, policy in enumerate(policies):
        terms, total = breakdown.gain_terms(study, policy), study.differences[policy, "net_gain"]
        assert sum(term.mean for term in terms.values()) == pytest.approx(total.mean, abs=0.01)
        slack = sum(_rounding(term) for term in [*terms.values(), total])
        shown = sum(_eur(cells[at]) for cells in rows.values())
        assert abs(shown - _eur(totals[at])) <= slack
        npv = study.levels[policy, "npv_switch"]
        for cell, found in ((totals[at], total), (values[at], npv)):
            assert abs(_eur(cell) - found.mean) <= _rounding(found)
        gain = total.mean
        assert (churn[at] == UNDEFINED) == (gain <= 0.0), "a policy that loses has no threshold"


def test_terms_that_are_zero_everywhere_are_named_not_shown(experiment: Experiment) -> None:
    shown = breakdown.gain_by_policy(Study(experiment, "en"))
    assert shown is not None
    assert "Factoring" not in _rows(shown)
    assert re.search(r"Zero for all policies: [^.]*factoring", shown.markup)
    assert "Discounts" in _rows(shown)


def test_one_policy_has_no_terms_to_compare(hand_study: HandStudy) -> None:
    study = hand_study({"douce": [0.0, 0.0]})
    assert breakdown.gain_by_policy(study) is None
    assert "contacts" in breakdown.taken(study).markup.lower()


def test_what_a_policy_takes_includes_the_policy_in_force(experiment: Experiment) -> None:
    study = Study(experiment, "en")
    rows = _rows(breakdown.taken(study))
    heads = rows.pop("Indicator")
    assert heads[experiment.policies.index(study.baseline)].endswith("(in force)")
    assert len(rows) == len(breakdown.TAKEN)
    nothing = experiment.policies.index("nothing")
    assert rows["Contacts"][nothing] == "0"
    assert rows["Promises kept"][nothing] == UNDEFINED
    for kpi, cells in zip(breakdown.TAKEN, rows.values(), strict=True):
        for policy, cell in zip(experiment.policies, cells, strict=True):
            assert cell.startswith(study.levels[policy, kpi].text(kpi, "en")), kpi


def _levels(hand_study: HandStudy, kpi: str, values: list[float], n: int) -> dict[str, list[str]]:
    """Tables of what a policy takes and of the bank, of which one figure moves."""
    study = hand_study({"douce": [0.0] * n, "ferme": (values * n)[:n]}, kpi=kpi)
    markup = breakdown.taken(study).markup + treasury.bank_account(study).markup
    return {**_rows(Fragment(markup)), "": [markup]}


def test_a_figure_too_rare_to_tell_says_so_where_it_stands(hand_study: HandStudy) -> None:
    """Two worlds of ten that lose a customer: fewer than half, and than thirty."""
    rows = _levels(hand_study, "margin_lost", [61_234.0, 0.0, 0.0, 0.0, 0.0], 10)
    assert rows["Margin lost"] == ["€0", "€12,000 | too rare to tell (2 of 10)"]


def test_a_tail_of_few_worlds_bears_a_mark_that_the_legend_explains(hand_study: HandStudy) -> None:
    rows = _levels(hand_study, "cash_min", [-61_234.0, -71_234.0], 10)
    assert rows["Lowest cash"] == ["€0", "−€66,000\u00a0*"]
    assert "* no interval: at least 100 replications needed." in rows[""][0]
    enough = _levels(hand_study, "cash_min", [-61_234.0, -71_234.0], 100)
    assert re.fullmatch(r"−€66,\d00 \| −€6\d,\d+ to −€6\d,\d+", enough["Lowest cash"][1])
    assert "* no interval" not in enough[""][0]


def test_a_chance_has_its_exact_interval(hand_study: HandStudy) -> None:
    """Clopper and Pearson, of none of ten: the upper end is 1 - 0.025 ** (1 / 10), 31 %."""
    rows = _levels(hand_study, "p_breach", [0.0], 10)
    assert rows["Chance of line breach"][1] == "0% | 0 to 31%"


def test_one_world_bears_no_mark(hand_study: HandStudy) -> None:
    rows = _levels(hand_study, "cash_min", [-61_234.0], 1)
    assert rows["Lowest cash"] == ["€0", "−€61,000"]
    assert "no interval" not in rows[""][0]


# === NPV against net gain ===


@pytest.mark.parametrize(
    ("gain", "value", "is_told"),
    [
        ([-90.0, -100.0, -110.0, -100.0], [900.0, 1000.0, 1100.0, 1000.0], True),
        ([-90.0, -100.0, -110.0, -100.0], [-900.0, -1000.0, -1100.0, -1000.0], False),
        ([90.0, 100.0, 110.0, 100.0], [-400.0, 300.0, -100.0, -100.0], True),
        ([-90.0, 100.0, -110.0, 50.0], [-400.0, 700.0, -100.0, 100.0], False),
    ],
    ids=["both clear", "same sign", "one clear", "none clear"],
)
def test_npv_that_contradicts_the_net_gain_is_explained(
    hand_study: HandStudy, gain: list[float], value: list[float], is_told: bool
) -> None:
    told = _gain_told(hand_study, {"ferme": gain}, {"ferme": value})
    assert ("differ in sign for “firm”" in told) == is_told
    assert ("discounted at 8% a year" in told) == is_told


def _gain_told(
    hand_study: HandStudy, gains: dict[str, list[float]], values: dict[str, list[float]]
) -> str:
    """Write the section of policies, whose NPV is apart from their net gain."""
    npv = hand_study({"douce": [0.0] * 4, **values}, kpi="npv_switch")
    both = hand_study({"douce": [0.0] * 4, **gains})
    place = [measure.name for measure in MEASURES].index("net_gain")
    for one, other in zip(npv.experiment.measured, both.experiment.measured, strict=True):
        one.scorecard[:, place] = other.scorecard[:, place]
    shown = breakdown.gain_by_policy(npv)
    assert shown is not None
    return shown.markup


GOOD, BETTER = [900.0, 1000.0, 1100.0, 1000.0], [1900.0, 2000.0, 2100.0, 2000.0]
WIDE = [-900.0, 1000.0, -1100.0, 2000.0]
NARROWER = [0.5 * one for one in WIDE]


@pytest.mark.parametrize(
    ("gains", "values", "expected"),
    [
        ((BETTER, GOOD), (GOOD, BETTER), "ranks “discount” first (+€2,000)"),
        ((BETTER, GOOD), (WIDE, GOOD), "their difference of NPV is too close to zero to call"),
        ((BETTER, GOOD), (WIDE, NARROWER), "its NPV is not (+€"),
        ((BETTER, GOOD), (BETTER, GOOD), ""),
        ((WIDE, NARROWER), (BETTER, GOOD), ""),
    ],
    ids=["another is best", "another may be best", "not sure", "alike", "alike, net gain not sure"],
)
def test_npv_that_ranks_or_assures_otherwise_than_the_net_gain_is_explained(
    hand_study: HandStudy,
    gains: tuple[list[float], ...],
    values: tuple[list[float], ...],
    expected: str,
) -> None:
    names = ("ferme", "remise")
    pair = [dict(zip(names, one, strict=True)) for one in (gains, values)]
    told = _gain_told(hand_study, *pair)
    assert expected in told
    assert ("discounted at 8% a year" in told) == bool(expected)


# === The bank account ===


def test_the_bank_account_shows_every_policy_and_its_window(experiment: Experiment) -> None:
    study = Study(experiment, "en")
    markup = treasury.bank_account(study).markup
    rows = _rows(Fragment(markup))
    assert len(rows.pop("Indicator")) == len(experiment.policies)
    assert list(rows) == [
        "Lowest cash",
        "Chance of line breach",
        "Days beyond the line",
        "Cost of the overdraft",
    ]
    assert all(re.match(r"\d+% \| \d+ to \d+%", cell) for cell in rows["Chance of line breach"])
    last = experiment.scenario.clock.month_ends[-1]
    assert all(
        text in markup for text in (study.day(0), study.day(last), "authorised overdraft: €150,000")
    )
    for at, policy in enumerate(experiment.policies):
        lowest = study.levels[policy, "cash_min"].mean
        assert _eur(rows["Lowest cash"][at]) == pytest.approx(lowest, rel=0.05)


def test_tranches_and_fees_of_the_overdraft_are_printed_where_stated(tiny: Scenario) -> None:
    overrides = [
        "finance.overdraft=[{up_to_eur=50000.0, rate=0.05}, {up_to_eur=90000.0, rate=0.11}]",
        "finance.refusal_fee_eur=25.0",
    ]
    printed = dict(stated_finance(with_overrides(tiny, overrides), "en"))
    assert printed["overdraft rate up to €50,000"] == "5%"
    assert printed["overdraft rate beyond"] == "11%"
    assert printed["fee per day beyond the overdraft"] == "€25"
    assert not any("beyond" in label for label, _ in stated_finance(tiny, "en"))


def test_vat_of_losses_is_told_as_it_falls_due(experiment: Experiment) -> None:
    told = background.method(Study(experiment, "en")).markup
    assert "a seizure finds nothing" in told
    scenario = with_overrides(experiment.scenario, ['finance.vat_point="receipts"'])
    other = background.method(Study(replace(experiment, scenario=scenario), "en")).markup
    assert "owes none" in other
    assert "a seizure finds nothing" not in other


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_finances_are_printed_with_the_margin_of_each_segment(
    experiment: Experiment, lang: Lang
) -> None:
    printed = stated_finance(experiment.scenario, lang)
    assert len({label for label, _ in printed}) == len(printed) == 13 + 3
    markup = background.assumptions(Study(experiment, lang)).markup
    assert all(f"<td>{value}</td>" in markup for _, value in printed)


def test_french_reports_have_curly_apostrophes_only(experiment: Experiment) -> None:
    study = Study(experiment, "fr")
    shown = [background.method(study), background.assumptions(study), breakdown.taken(study)]
    assert not any("'" in one.markup or "&#x27;" in one.markup for one in shown)
    assert any("’" in one.markup for one in shown)
