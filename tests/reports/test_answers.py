"""The answer says what the numbers allow, and no more."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from reports.conftest import HandStudy
from simrecouv.compare import Experiment
from simrecouv.reports import Study, answer_in_words
from simrecouv.reports.assumed import found_assumptions
from simrecouv.reports.fragment import Fragment
from simrecouv.reports.sections import background, results
from simrecouv.reports.sections.assumptions import stated_assumptions
from simrecouv.scenario import (
    Scenario,
    load_scenario,
    scenario_from,
    scenario_names,
    to_tables,
    with_overrides,
)
from simrecouv.vocabulary import MEASURES, Lang, Mode

ZERO = [0.0] * 4


def _answer(study: Study) -> str:
    return " ".join(answer_in_words(study))


def test_a_clear_winner_is_named_with_its_gain(hand_study: HandStudy) -> None:
    gains = {
        "douce": ZERO,
        "ferme": [990.0, 1000.0, 1010.0, 1000.0],
        "remise": [-5.0, -6.0, -7.0, -6.0],
    }
    answer = _answer(hand_study(gains))
    assert answer.startswith("“firm” earns the most: +€1,000 of net gain")
    assert "“gentle”" in answer
    assert "discount" not in answer


def test_an_interval_that_contains_zero_concludes_nothing(hand_study: HandStudy) -> None:
    for gains in ([-100.0, 300.0, -150.0, 200.0], [100.0, -300.0, 150.0, -200.0]):
        study = hand_study({"douce": ZERO, "ferme": gains}, "fr")
        assert answer_in_words(study)[0].startswith("Trop proche pour conclure")
        assert "trop proche pour conclure" in results.results_table(study).markup


def test_where_assumptions_vary_so_does_the_gain(hand_study: HandStudy) -> None:
    """Of 101 gains evenly from -100 to 900: 90 % above zero, the tie counts for half."""
    gains = {"douce": [0.0] * 101, "ferme": [-100.0 + 10.0 * k for k in range(101)]}
    luck = hand_study(gains)
    both = replace(luck, experiment=replace(luck.experiment, mode=Mode.LUCK_AND_ASSUMPTIONS))
    assert "nine times out of ten" not in _answer(luck)
    assert "“Luck only” mode" in _answer(luck)
    told = "does better in 90% of the cases; nine times out of ten its net gain is between −€50 and"
    assert told in _answer(both)
    assert "“Luck and assumptions” mode" in _answer(both)


def test_others_that_may_be_the_best_are_named(hand_study: HandStudy) -> None:
    """Alike but for their luck, three policies cannot be told apart: none is left out."""
    worlds = [900.0, 1100.0, 1000.0, 1050.0, 950.0, 1000.0]
    gains = {
        "douce": [0.0] * 6,
        "ferme": worlds,
        "remise": worlds[::-1],
        "externalisation": [gain - 1.0 for gain in worlds[3:] + worlds[:3]],
    }
    study = hand_study(gains)
    assert set(study.contenders.close) == {"ferme", "remise", "externalisation"}
    answer = _answer(study)
    assert "too close to call" in answer
    third = study.labels[study.ranking[2]]
    assert f"These may be the best as well, with 95% confidence: “{third}”" in answer


def test_the_verdict_on_one_of_several_is_widened_for_the_choice(hand_study: HandStudy) -> None:
    gains = [990.0, 1000.0, 1010.0, 1000.0]
    alone = hand_study({"douce": ZERO, "ferme": gains})
    chosen = hand_study({"douce": ZERO, "ferme": gains, "remise": [-5.0, -6.0, -7.0, -6.0]})
    assert alone.lead == alone.differences["ferme", "net_gain"]
    assert chosen.lead.half_width > alone.lead.half_width
    assert "chosen among 2" in _answer(chosen)
    assert "chosen among" not in _answer(alone)


def test_nothing_better_keeps_the_policy_in_force(hand_study: HandStudy) -> None:
    gains = {"douce": ZERO, "ferme": [-90.0, -100.0, -110.0, -100.0], "remise": [-900.0] * 4}
    answer = _answer(hand_study(gains))
    assert answer.startswith("No policy does better than “gentle”: the closest, “firm”")
    assert "−€100" in answer


def test_identical_policies_are_said_identical(hand_study: HandStudy) -> None:
    study = hand_study({"douce": ZERO, "ferme": ZERO})
    assert answer_in_words(study)[0].startswith("No difference")
    assert results.results_table(study).markup.count("identical") == len(results.SHOWN)


def test_one_replication_concludes_nothing(hand_study: HandStudy) -> None:
    study = hand_study({"douce": [0.0], "ferme": [1000.0]})
    assert answer_in_words(study)[0].startswith("Nothing to conclude from one replication")


def test_one_policy_has_nothing_to_be_compared_with(hand_study: HandStudy) -> None:
    study = hand_study({"douce": ZERO})
    assert _answer(study) == "Only one policy was simulated, “gentle”: there is nothing to compare."
    assert (
        results.bridge(study) is results.bridge_note(study) is results.ageing(study, None) is None
    )
    assert len(results.comparison(study).data) == 4


def test_a_close_second_is_said_close_and_a_far_one_far(hand_study: HandStudy) -> None:
    best = [1000.0, 1100.0, 900.0, 1000.0]
    close = hand_study({"douce": ZERO, "ferme": best, "remise": [1010.0, 1000.0, 950.0, 1030.0]})
    assert "Between it and “discount” it is too close to call" in _answer(close)
    far = hand_study({"douce": ZERO, "ferme": best, "remise": [gain - 500.0 for gain in best]})
    assert "“discount”, earns €500 less" in _answer(far)


def test_differences_in_bold_are_those_whose_interval_excludes_zero(experiment: Experiment) -> None:
    study = Study(experiment, "en")
    markup = results.results_table(study).markup
    clear = [
        (policy, kpi)
        for policy in study.ranking
        for kpi in results.SHOWN
        if study.differences[policy, kpi].is_clear(kpi)
    ]
    assert clear
    assert markup.count("<b>") == len(clear)


def test_losses_on_few_replications_are_said_so(hand_study: HandStudy) -> None:
    """An interval of losses needs 100 replications, of which 30 with a difference that is not 0."""
    losses = {"douce": ZERO, "ferme": [0.0, 0.01, 0.0, 0.0], "remise": [0.01, 0.02, 0.01, 0.02]}
    markup = results.results_table(hand_study(losses, kpi="bad_debt_rate")).markup
    assert markup.count("too rare to tell (1 of 4)") == 1
    assert markup.count("at least 100 replications needed") == 1


def test_lateness_without_dunning_stands_beside_that_of_today(experiment: Experiment) -> None:
    study = Study(experiment, "en")
    markup = background.without_dunning(study)
    assert isinstance(markup, Fragment)
    for policy in ("douce", "nothing"):
        assert (
            study.levels[policy, "days_beyond_terms"].text("days_beyond_terms", "en")
            in markup.markup
        )


def test_without_a_policy_that_does_nothing_nothing_is_said_of_it(hand_study: HandStudy) -> None:
    assert background.without_dunning(hand_study({"douce": ZERO, "ferme": ZERO})) is None
    assert background.without_dunning(hand_study({"douce": ZERO, "nothing": ZERO})) is not None


def test_a_discount_shows_what_it_costs_a_year(experiment: Experiment) -> None:
    """1 % for 35 days: .01/.99 x 365/35 = 10.5 %; 3 % for 10 days: 113 %, compounded 204 %."""
    shown = background.discounts(Study(experiment, "en"))
    assert shown is not None
    markup = shown.markup
    for figure in ("35", "10.5%", "112.9%", "204.0%"):
        assert f"<td>{figure}</td>" in markup


def test_the_end_of_the_month_counts_in_the_days_that_a_discount_gains(
    experiment: Experiment,
) -> None:
    """Major accounts: 45 d end of month is 60 d as a rule; 10 d of discount gain 50 d."""
    overrides = ['policies.remise.discount.segments=["grands-comptes"]']
    scenario = with_overrides(experiment.scenario, overrides)
    shown = background.discounts(Study(replace(experiment, scenario=scenario), "en"))
    assert shown is not None
    assert "<td>50</td>" in shown.markup


def test_costs_of_a_discount_are_told_only_when_one_is_offered(hand_study: HandStudy) -> None:
    assert background.discounts(hand_study({"douce": ZERO, "ferme": ZERO})) is None


def test_a_gain_over_nobody_chasing_is_said_so(hand_study: HandStudy, tiny: Scenario) -> None:
    chased = hand_study({"douce": ZERO, "nothing": ZERO})
    unchased = with_overrides(tiny, ['simulation.baseline="nothing"'])
    alone = replace(chased, experiment=replace(chased.experiment, scenario=unchased))
    assert "nobody chasing" not in _answer(chased)
    assert "nobody chasing" in _answer(alone)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", [n for n in scenario_names() if not n.startswith("base")])
def test_every_assumption_is_printed_in_words_with_its_range(name: str, lang: Lang) -> None:
    """Those of the third parties that no policy calls are left out, and change nothing."""
    scenario = load_scenario(name)
    called = _everybody_called(scenario)
    printed = stated_assumptions(called, called.policies, lang)
    assert len(printed) == len(list(found_assumptions(scenario))) > 5
    for one in printed:
        assert not re.search(r"\w\.\w|_", one.label)
        assert all((one.low, one.central, one.high, one.source))
    stated = stated_assumptions(scenario, scenario.policies, lang)
    assert [one for one in printed if one in stated] == stated


def _everybody_called(scenario: Scenario) -> Scenario:
    """Add a policy that calls every third party of the file."""
    named = [("placement", "agency", name) for name in scenario.agencies]
    named += [("legal", "court", name) for name in scenario.courts]
    named += [("factoring", "factor", name) for name in scenario.factors]
    steps = [
        {"id": f"step-{k}", "action": action, "from": "due", "days": 30 + k, field: name}
        for k, (action, field, name) in enumerate(named)
    ]
    tables = to_tables(scenario)
    tables["policies"]["everybody"] = {"steps": steps}
    return scenario_from(tables)


def test_assumptions_of_third_parties_are_those_of_the_policies_compared() -> None:
    scenario = load_scenario("contentieux-financement")
    labels = {
        name: [one.label for one in stated_assumptions(scenario, ["amiable", name], "en")]
        for name in ("amiable", "cabinet", "tribunal", "vente", "assurance")
    }
    common = labels["amiable"]
    assert "share that a liquidator pays" in common
    assert labels["assurance"] == common, "what an insurer asks is stated, not assumed"
    added = {name: [one for one in found if one not in common] for name, found in labels.items()}
    assert [len(added[name]) for name in ("cabinet", "tribunal", "vente")] == [2, 4, 1]
    assert "intensity added per day by an enforceable title: payment order" in added["tribunal"]
    assert added["vente"] == [
        "intensity added per day by the reminders of a factor: factoring without recourse"
    ]


def test_an_assumption_without_words_names_itself(experiment: Experiment) -> None:
    changed = with_overrides(experiment.scenario, ["behaviour.contact.email.gain.value=0.7"])
    (gain,) = [
        a for a in stated_assumptions(changed, changed.policies, "en") if "(e-mail)" in a.label
    ]
    assert (gain.low, gain.central, gain.high, gain.source) == ("0.1", "0.7", "1.2", "S:C1")


def _priced(hand_study: HandStudy, gain: float, cost: float, hours: float, n: int = 30) -> Study:
    """Make a study whose best policy gains, costs and calls more than the one in force by these."""
    worlds = [gain + (0.01 * gain if k % 2 else -0.01 * gain) for k in range(n)]
    study = hand_study({"douce": [0.0] * n, "ferme": worlds})
    names = [measure.name for measure in MEASURES]
    for k, found in enumerate(study.experiment.measured):
        luck = 1.01 if k % 2 else 0.99
        found.scorecard[1, names.index("collection_cost")] = cost * luck
        found.scorecard[1, names.index("desk_hours")] = hours * luck
    return study


def test_what_the_best_costs_and_until_when_it_pays(hand_study: HandStudy) -> None:
    """A gain of 9,000 for 1,000 spent: it pays up to 10,000, ten times the price of an hour."""
    answer = _answer(_priced(hand_study, 9_000.0, 1_000.0, 40.0))
    assert "“firm” costs €1,000 more in reminders and payments" in answer
    assert "as long as this extra cost stays under €10,000" in answer
    assert "an hour of calls could cost up to €280, instead of €28" in answer
    assert "an hour" not in _answer(_priced(hand_study, 9_000.0, 1_000.0, 0.0))


def test_a_policy_that_costs_less_or_gains_nothing_has_no_limit(hand_study: HandStudy) -> None:
    less = _answer(_priced(hand_study, 9_000.0, -1_000.0, 40.0))
    assert "“firm” costs €1,000 less in reminders and payments" in less
    assert "still pays" not in less
    assert "still pays" not in _answer(_priced(hand_study, -9_000.0, 1_000.0, 40.0))
    assert "costs" not in _answer(_priced(hand_study, 9_000.0, 0.0, 0.0))


def test_the_share_of_worlds_that_agree_is_told(hand_study: HandStudy) -> None:
    """Nine worlds in ten fall; in a few worlds, or where it is not clear, no share is told."""
    shares = {"douce": [50.0] * 30, "ferme": [45.0 if k % 10 else 51.0 for k in range(30)]}
    assert "90% of the simulated worlds agree on the direction of this difference of DSO" in (
        _answer(hand_study(shares, kpi="dso_simple"))
    )
    for k, worlds in ((10, [45.0] * 9 + [51.0]), (30, [45.0, 55.0] * 15)):
        study = hand_study({"douce": [50.0] * k, "ferme": worlds}, kpi="dso_simple")
        assert "difference of DSO" not in _answer(study)
