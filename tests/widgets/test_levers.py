"""Levers state a scenario: every option is valid, and a move touches one policy and one thing."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest

from simrecouv.errors import StudyError
from simrecouv.scenario import Scenario, advice_on, load_scenario, scenario_from, to_toml
from simrecouv.scenario.ladder import courses, nominal_contacts
from simrecouv.scenario.policy import Policy
from simrecouv.vocabulary import SegmentKind
from simrecouv.widgets import Lever, levers_of, moved
from simrecouv.widgets.levers.catalogue import RULES, SHARED
from simrecouv.widgets.levers.lever import LEGAL, Group
from simrecouv.widgets.levers.words import SAYINGS

PRESETS = (
    "pme-b2b", "leviers-amiables", "contentieux-financement", "b2c-abonnement", "grands-comptes",
)  # fmt: skip
SCENARIOS = {name: load_scenario(name) for name in PRESETS}
#: Policies that do without, do the usual, and do everything.
POLICIES = [
    ("pme-b2b", "nothing"), ("pme-b2b", "douce"), ("pme-b2b", "ferme"), ("pme-b2b", "remise"),
    ("leviers-amiables", "tout"), ("contentieux-financement", "assurance"),
    ("contentieux-financement", "tribunal"), ("contentieux-financement", "tout"),
    ("b2c-abonnement", "mandats"), ("grands-comptes", "escalade"),
]  # fmt: skip
PME = SCENARIOS["pme-b2b"]
ACCENTS = re.compile("[àâçéèêëîïôùûœ]", re.IGNORECASE)
#: What the brief of the lab shows at once: each is one gesture away.
COMMON = {
    "pre_due_notice", "discount_rate", "discount_deadline", "late_interest", "first_reminder",
    "repeat_interval", "repeat_count", "first_channel", "repeat_channel", "collectors",
    "placement_age", "commission",
}  # fmt: skip


def _moves(scenario: Scenario, policy: str) -> list[tuple[Lever, Any]]:
    """List options of each lever that may move: all words, and the ends of the numbers."""
    moves = []
    for lever in levers_of(scenario, policy, scenario.policies[policy]).values():
        words = [one for one in lever.options if not isinstance(one, int | float)]
        numbers = [one for one in lever.options if isinstance(one, int | float)]
        tried = [*words, *numbers[:2], *numbers[-1:]]
        moves += [(lever, option) for option in tried if option != lever.value]
    return [(lever, option) for lever, option in moves if lever.idle is None]


def _moved(scenario: Scenario, policy: str, *moves: tuple[str, Any]) -> Scenario:
    like = scenario.policies[policy]
    for lever, value in moves:
        scenario = moved(scenario, policy, lever, value, like)
    return scenario


@pytest.mark.parametrize(("preset", "policy"), POLICIES)
def test_an_option_is_a_valid_scenario_that_reads_back(preset: str, policy: str) -> None:
    scenario = SCENARIOS[preset]
    for lever, option in _moves(scenario, policy):
        new = _moved(scenario, policy, (lever.name, option))
        found = levers_of(new, policy, scenario.policies[policy])
        assert found[lever.name].value == option, lever.name
        assert found[lever.name].idle is None, lever.name


@pytest.mark.parametrize(("preset", "policy"), POLICIES)
def test_a_move_touches_no_other_policy(preset: str, policy: str) -> None:
    """Agencies that others name stay; assumptions move for all, and days of the clock for none."""
    scenario = SCENARIOS[preset]
    for lever, option in _moves(scenario, policy):
        new = _moved(scenario, policy, (lever.name, option))
        for name, stated in scenario.policies.items():
            assert name == policy or new.policies[name] == stated
        assert scenario.agencies.items() <= new.agencies.items()
        assert new.clock == scenario.clock
        same = all(
            getattr(new, part) == getattr(scenario, part) for part in ("behaviour", "finance")
        )
        assert same == (lever.name not in SHARED)


@pytest.mark.parametrize(("preset", "policy"), POLICIES)
def test_moving_back_gives_the_same_scenario(preset: str, policy: str) -> None:
    """Even after a lever took steps away: they come back as the policy had them."""
    scenario = SCENARIOS[preset]
    for lever, option in _moves(scenario, policy):
        back = _moved(scenario, policy, (lever.name, option), (lever.name, lever.value))
        assert back.policies[policy] == scenario.policies[policy], (lever.name, option)
        assert back.agencies == scenario.agencies


@pytest.mark.slow
@pytest.mark.parametrize("preset", PRESETS)
def test_every_option_of_every_policy_is_valid(preset: str) -> None:
    scenario = SCENARIOS[preset]
    for policy, like in scenario.policies.items():
        for lever in levers_of(scenario, policy, like).values():
            for option in lever.options if lever.idle is None else ():
                new = moved(scenario, policy, lever.name, option, like)
                assert levers_of(new, policy, like)[lever.name].value == option, lever.name


def test_options_read_back_from_a_file() -> None:
    for lever, option in _moves(PME, "ferme")[::4]:
        new = _moved(PME, "ferme", (lever.name, option))
        again = scenario_from(tomllib.loads(to_toml(new)))
        assert again == new, lever.name


@pytest.mark.parametrize(("preset", "policy"), POLICIES)
def test_options_are_in_order_and_hold_the_value(preset: str, policy: str) -> None:
    for lever in levers_of(SCENARIOS[preset], policy).values():
        assert lever.value in lever.options
        assert len(set(lever.options)) == len(lever.options) > 1
        numbers = [one for one in lever.options if isinstance(one, int | float)]
        assert numbers == sorted(numbers)
        words = [one for one in lever.options if not isinstance(one, int | float)]
        assert list(lever.options) == [*words, *numbers]
        assert all(one in (None, LEGAL) or one in lever.names for one in words)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("preset", PRESETS)
def test_options_are_written_and_differ(preset: str, lang: Any) -> None:
    scenario = SCENARIOS[preset]
    for lever in levers_of(scenario, scenario.simulation.baseline).values():
        written = [lever.written(option, lang) for option in lever.options]
        assert all(written)
        assert len(set(written)) == len(written), lever.name


def test_every_lever_says_what_it_is_in_both_languages() -> None:
    assert set(SAYINGS) == {rule.name for rule in RULES}
    for name, saying in SAYINGS.items():
        for field, text in zip(saying._fields, saying, strict=True):
            assert not ACCENTS.search(text.en), (name, field)
            assert bool(text.fr) == bool(text.en), (name, field)
            assert (field == "unit") or text.fr, (name, field)
            assert all(len(one) <= 90 for one in text), (name, field)


def test_the_common_levers_come_first_in_their_group() -> None:
    levers = [*levers_of(PME, "douce").values()]
    assert {lever.name for lever in levers if lever.is_common} == COMMON
    order = [(list(Group).index(lever.group), not lever.is_common) for lever in levers]
    assert order == sorted(order)


def test_an_assumption_shows_its_range() -> None:
    gain = levers_of(PME, "douce")["email_gain"]
    assert (gain.options[0], gain.options[-1]) == (0.1, 1.2)
    assert gain.source.en == "S:C1: low 10%, central 50%, high 120%"
    assert "all policies" in gain.help.en


def test_an_assumption_without_range_is_no_lever() -> None:
    stated = load_scenario("pme-b2b", ["behaviour.contact.email.gain={value=0.5,low=0.5,high=0.5}"])
    assert "email_gain" not in levers_of(stated, "douce")


def test_a_lever_without_object_is_absent() -> None:
    tables = tomllib.loads(to_toml(PME))
    for unused in ("agencies", "courts", "factors", "insurers"):
        tables.pop(unused)
    tables["policies"] = {"nothing": tables["policies"]["nothing"]}
    tables["simulation"]["baseline"] = "nothing"
    levers = levers_of(scenario_from(tables), "nothing")
    absent = {"placement_age", "commission", "court_age", "factoring", "insurance"}
    assert absent.isdisjoint(levers)
    assert {"repeat_interval", "repeat_count", "first_channel"}.isdisjoint(levers)
    assert levers["first_reminder"].value is None


@pytest.mark.parametrize("preset", PRESETS)
def test_an_idle_lever_refuses_to_move_and_says_why(preset: str) -> None:
    scenario = SCENARIOS[preset]
    policy = scenario.simulation.baseline
    idle = [lever for lever in levers_of(scenario, policy).values() if lever.idle]
    assert idle
    for lever in idle:
        elsewhere = next(option for option in lever.options if option != lever.value)
        assert lever.idle is not None
        with pytest.raises(StudyError, match=re.escape(lever.idle.en)):
            moved(scenario, policy, lever.name, elsewhere)


@pytest.mark.parametrize(
    ("lever", "value", "said"),
    [
        ("first_reminder", 500, "first_reminder = 500: one of"),
        ("first_reminder", "8", "one of"),
        ("discount_rate", True, "one of"),
        ("firts_reminder", 8, "did you mean 'first_reminder'"),
    ],
)
def test_nonsense_is_one_clear_error(lever: str, value: Any, said: str) -> None:
    with pytest.raises(StudyError, match=re.escape(said)):
        moved(PME, "douce", lever, value)


def test_an_unknown_policy_is_one_clear_error() -> None:
    with pytest.raises(StudyError, match="did you mean 'douce'"):
        levers_of(PME, "duoce")


def test_the_commission_moves_for_one_policy_alone() -> None:
    new = _moved(PME, "douce", ("commission", 0.5))
    assert new.agencies["standard"] == PME.agencies["standard"]
    named = {s.agency for s in new.policies["douce"].steps if s.action == "placement"}
    assert [new.agencies[name].commission_rate for name in named] == [0.5]
    again = _moved(new, "ferme", ("commission", 0.05))
    assert levers_of(again, "douce")["commission"].value == 0.5


def test_an_agency_of_its_own_that_another_policy_names_is_not_changed() -> None:
    new = _moved(PME, "douce", ("commission", 0.5))
    tables = tomllib.loads(to_toml(new))
    tables["policies"]["twin"] = tables["policies"]["douce"]
    shared = scenario_from(tables)
    again = moved(shared, "douce", "commission", 0.1)
    assert levers_of(again, "twin")["commission"].value == 0.5
    assert levers_of(again, "douce")["commission"].value == 0.1


def test_a_rate_of_zero_is_no_discount() -> None:
    assert _moved(PME, "remise", ("discount_rate", 0.0)).policies["remise"].discount is None


def test_a_discount_keeps_its_segments() -> None:
    narrow = load_scenario("pme-b2b", ["policies.remise.discount.segments=['pme']"])
    offer = moved(narrow, "remise", "discount_rate", 0.03).policies["remise"].discount
    assert offer is not None
    assert (offer.rate, offer.segments) == (0.03, ("pme",))


def test_interest_is_one_gesture_away_and_lawful() -> None:
    """A policy that charges nothing starts to, companies only: the law sets what others owe."""
    new = _moved(PME, "douce", ("late_interest", LEGAL))
    (step,) = [step for step in new.policies["douce"].steps if step.action == "charge"]
    kinds = {new.segments[name].kind for name in new.segments_of("douce", step)}
    assert kinds == {SegmentKind.COMPANY}
    assert new.policies["douce"].penalties.annual_rate is None
    places = [one.place for one in advice_on(new)]
    assert not any(place.startswith("policies.douce.steps.penalites") for place in places)


@pytest.mark.parametrize("preset", PRESETS)
def test_repeats_by_another_channel_fall_on_the_same_days(preset: str) -> None:
    scenario = SCENARIOS[preset]
    for name, policy in scenario.policies.items():
        levers = levers_of(scenario, name)
        if "repeat_channel" not in levers or levers["repeat_channel"].idle:
            continue
        split = _moved(scenario, name, ("repeat_channel", "sms"))
        assert len(split.policies[name].steps) == len(policy.steps) + 1
        assert _days(split, name) == _days(scenario, name)
        found = levers_of(split, name)
        for lever in ("repeat_interval", "repeat_count", "first_channel"):
            assert found[lever].value == levers[lever].value


def test_the_first_reminder_and_its_repeats_have_each_their_channel() -> None:
    new = _moved(PME, "douce", ("first_channel", "call"))
    levers = levers_of(new, "douce")
    assert (levers["first_channel"].value, levers["repeat_channel"].value) == ("call", "email")
    steps = {step.id: step for step in new.policies["douce"].steps if step.action == "contact"}
    assert (steps["r1"].by, steps["r1-suite"].by) == ("desk", "system")


def test_no_repeat_means_none_at_all() -> None:
    new = _moved(PME, "ferme", ("repeat_count", 0))
    contacts = [step for step in new.policies["ferme"].steps if step.action == "contact"]
    assert all(step.repeat is None for step in contacts)


def test_several_dated_acts_move_together() -> None:
    scenario = SCENARIOS["contentieux-financement"]
    assert _ages(scenario, "tribunal", "legal") == [75, 75, 120]
    later = _moved(scenario, "tribunal", ("court_age", 90))
    assert _ages(later, "tribunal", "legal") == [90, 90, 135]
    never = _moved(later, "tribunal", ("court_age", None))
    assert _ages(never, "tribunal", "legal") == []


def test_paid_hours_follow_productive_minutes() -> None:
    scenario = SCENARIOS["grands-comptes"]
    before = scenario.policies["suivi"].desk
    after = _moved(scenario, "suivi", ("desk_minutes", 60)).policies["suivi"].desk
    assert before is not None
    assert after is not None
    assert after.paid_hours_per_day == 2 * before.paid_hours_per_day


def _ages(scenario: Scenario, policy: str, action: str) -> list[int]:
    stated: Policy = scenario.policies[policy]
    return [step.days for step in stated.steps if step.action == action]


def _days(scenario: Scenario, policy: str) -> list[list[int]]:
    return [
        [contact.day for contact in nominal_contacts(course)]
        for course in courses(scenario, policy)
    ]
