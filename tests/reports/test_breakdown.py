"""The tables policy by policy: terms add up to the net gain, and nothing undefined is a number."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from reports.conftest import HandStudy
from simrecouv.compare import Experiment
from simrecouv.reports import Study, background, breakdown, treasury
from simrecouv.reports.finances import stated_finance
from simrecouv.reports.fragment import Fragment
from simrecouv.scenario import Scenario, with_overrides
from simrecouv.vocabulary import MEASURES, Lang
from simrecouv.vocabulary.typography import UNDEFINED


def _rows(table: Fragment) -> dict[str, list[str]]:
    """Cells of each row by its heading, markup apart."""
    found = {}
    for row in re.findall(r"<tr>(.*?)</tr>", table.markup, flags=re.DOTALL):
        first, *cells = (
            re.sub("<.*?>", "", c) for c in re.findall(r"<t[hd].*?</t[hd]>", row, flags=re.DOTALL)
        )
        found[first] = cells
    return found


def _eur(text: str) -> int:
    return int(text.replace("−", "-").replace("€", "").replace(",", ""))


def test_terms_add_up_to_the_net_gain_of_each_policy(experiment: Experiment) -> None:
    """Each of at most eleven terms, and their sum, is rounded to the euro: 6 € apart at most."""
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
        total = _eur(totals[at])
        assert abs(sum(_eur(cells[at]) for cells in rows.values()) - total) <= 6
        gain = study.levels[policy, "net_gain"].mean
        assert abs(gain - total) <= 0.51
        assert abs(study.levels[policy, "npv_switch"].mean - _eur(values[at])) <= 0.51
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
        assert cells == [study.levels[p, kpi].text(kpi, "en") for p in experiment.policies], kpi


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
    npv = hand_study({"douce": [0.0] * 4, "ferme": value}, kpi="npv_switch")
    both = hand_study({"douce": [0.0] * 4, "ferme": gain})
    place = [measure.name for measure in MEASURES].index("net_gain")
    for one, other in zip(npv.experiment.measured, both.experiment.measured, strict=True):
        one.scorecard[:, place] = other.scorecard[:, place]
    shown = breakdown.gain_by_policy(npv)
    assert shown is not None
    assert ("differ in sign for “firm”" in shown.markup) == is_told
    assert ("discounted at 8% a year" in shown.markup) == is_told


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
    assert all(re.fullmatch(r"\d+%", cell) for cell in rows["Chance of line breach"])
    last = experiment.scenario.clock.month_ends[-1]
    assert all(
        text in markup for text in (study.day(0), study.day(last), "authorised overdraft: €150,000")
    )
    for at, policy in enumerate(experiment.policies):
        lowest = study.levels[policy, "cash_min"].mean
        assert _eur(rows["Lowest cash"][at]) == pytest.approx(lowest, rel=0.005)


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
