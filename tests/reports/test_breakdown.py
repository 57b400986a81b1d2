"""The tables policy by policy: terms add up to the net gain, and nothing undefined is a number."""

from __future__ import annotations

import re

import pytest

from reports.conftest import HandStudy
from simrecouv.compare import Experiment
from simrecouv.reports import Study, background, breakdown
from simrecouv.reports.finances import stated_finance
from simrecouv.reports.fragment import Fragment
from simrecouv.vocabulary import Lang
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
    churn = rows.pop("Customers leaving that would cancel it (share of margin)")
    policies = [p for p in experiment.policies if p != experiment.baseline]
    assert names == [study.labels[policy] for policy in policies]
    for at, policy in enumerate(policies):
        total = _eur(totals[at])
        assert abs(sum(_eur(cells[at]) for cells in rows.values()) - total) <= 6
        gain = study.levels[policy, "net_gain"].mean
        assert abs(gain - total) <= 0.51
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
    assert rows["Recovered on placed debts"][nothing] == UNDEFINED
    assert all(re.fullmatch(r"\d+%", cell) for cell in rows["Chance of line breach"])
    for kpi, cells in zip(breakdown.TAKEN, rows.values(), strict=True):
        assert kpi in breakdown.COUNTED or cells == [
            study.levels[p, kpi].text(kpi, "en") for p in experiment.policies
        ], kpi


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_finances_are_printed_with_the_margin_of_each_segment(
    experiment: Experiment, lang: Lang
) -> None:
    printed = stated_finance(experiment.scenario, lang)
    assert len({label for label, _ in printed}) == len(printed) == 10 + 3
    markup = background.assumptions(Study(experiment, lang)).markup
    assert all(f"<td>{value}</td>" in markup for _, value in printed)


def test_french_reports_have_curly_apostrophes_only(experiment: Experiment) -> None:
    study = Study(experiment, "fr")
    shown = [background.method(study), background.assumptions(study), breakdown.taken(study)]
    assert not any("'" in one.markup or "&#x27;" in one.markup for one in shown)
    assert any("’" in one.markup for one in shown)
