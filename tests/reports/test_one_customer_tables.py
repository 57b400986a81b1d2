"""One customer in tables and words: what is made by hand is what the scorecard says."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from simrecouv.compare import compare_policies
from simrecouv.engine import simulate
from simrecouv.reports import Study
from simrecouv.reports.fragment import Fragment
from simrecouv.reports.questions import one_customer
from simrecouv.reports.subjects.one_customer import OneCustomer
from simrecouv.scenario import Scenario
from simrecouv.vocabulary import Lang
from simrecouv.widgets.lives.choices import customers_to_read, days_to_pay
from simrecouv.world import build_world

POLICIES = ("douce", "ferme")


@pytest.fixture(scope="module")
def one(tiny: Scenario) -> OneCustomer:
    world = build_world(tiny, 0)
    ledgers = {name: simulate(tiny, world, name) for name in POLICIES}
    people = customers_to_read(days_to_pay(ledgers, tiny, "en"))
    return OneCustomer(tiny, world, ledgers, int(people["customer"].iloc[0]), "en")


def _rows(shown: Fragment) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", shown.markup, flags=re.DOTALL)
    cells = (re.findall(r"<t[hd].*?</t[hd]>", row, flags=re.DOTALL) for row in rows)
    return [[re.sub("<.*?>", "", cell) for cell in row] for row in cells]


def test_the_mean_by_hand_is_that_of_the_scorecard(one: OneCustomer) -> None:
    *_, by_hand, card = _rows(one_customer.days_table(one))
    assert by_hand[3:5] == card[3:5]
    assert all(by_hand[3:5])


def test_the_effects_make_the_net_gain(one: OneCustomer) -> None:
    gain = one.cards["ferme"]["net_gain"]
    assert sum(one.effects.values()) == pytest.approx(100.0 * gain)
    *_, total, card = _rows(one_customer.gain_table(one))
    assert total[-1] == card[-1]


def test_only_its_own_events_are_counted(one: OneCustomer) -> None:
    counts = {row[0]: row[1:] for row in _rows(one_customer.counts_table(one))[1:]}
    events = one.ledgers["ferme"].to_frame().query("customer == @one.customer and day >= 0")
    assert counts["Contact"][1] == f"{(events['event'] == 'contact').sum():,}"


def test_its_luck_is_that_of_the_world(one: OneCustomer) -> None:
    shown = dict(_rows(one_customer.luck_table(one))[1:])
    assert shown["Pace, compared with its profile"] == f"× {one.world.frailty[one.customer]:.2f}"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_tables_and_sentences_speak_one_language(one: OneCustomer, lang: Lang) -> None:
    told = replace(one, lang=lang)
    people = customers_to_read(days_to_pay(one.ledgers, one.scenario, lang))
    study = Study(compare_policies(one.scenario, policies=POLICIES, replications=2), lang)
    words = one_customer.customer_in_words(told, study)
    tables = [one_customer.candidates_table(people, told.labels, lang)]
    tables += [
        make(told)
        for make in (
            one_customer.luck_table,
            one_customer.counts_table,
            one_customer.days_table,
            one_customer.kpis_table,
            one_customer.gain_table,
        )
    ]
    shown = " ".join([*words, *(table.markup for table in tables)])
    assert len(words) == 3
    assert "€" in shown
    if lang == "en":
        assert not re.search("[àâçéèêëîïôùûœ]", shown)
    else:
        assert not re.search(r"\b(delay|invoice|gentle|Sum|Scorecard|Customer)\b", shown)
