"""A history tells every event of a life once, dated, in one language."""

from __future__ import annotations

import re

import pytest

from simrecouv.engine import simulate
from simrecouv.ledger import KINDS, Ledger
from simrecouv.scenario import Scenario
from simrecouv.vocabulary import Kind, Lang
from simrecouv.world import build_world


@pytest.fixture(scope="module")
def ledger(tiny: Scenario) -> Ledger:
    return simulate(tiny, build_world(tiny), "ferme")


@pytest.mark.parametrize(
    ("lang", "date"), [("fr", r"\d\d/\d\d/\d{4}  "), ("en", r"\d{4}-\d\d-\d\d  ")]
)
def test_one_dated_line_per_event_in_the_language(ledger: Ledger, lang: Lang, date: str) -> None:
    charged = int(ledger.of_kind(Kind.FEE)["invoice"][0])
    rows = ledger.events[ledger.events["invoice"] == charged]
    lines = ledger.history(invoice=charged, lang=lang).splitlines()
    assert len(lines) == len(rows)
    other: Lang = "en" if lang == "fr" else "fr"
    for line, row in zip(lines, rows, strict=True):
        kind = KINDS[int(row["kind"])]
        assert re.match(date, line)
        assert kind.label.in_(lang) in line
        if kind.label.in_(other) not in kind.label.in_(lang):
            assert kind.label.in_(other) not in line


def test_a_contact_says_whether_it_reached_and_what_it_cost(ledger: Ledger) -> None:
    wrong = ledger.of_kind(Kind.CONTACT)
    wrong = wrong[(wrong["detail"] & 2 > 0) & (wrong["cost_cents"] > 100)]
    line = ledger.history(invoice=int(wrong["invoice"][0])).splitlines()
    assert any("à tort" in text and "coût" in text for text in line)


def test_a_customers_history_names_its_invoices(ledger: Ledger) -> None:
    told = ledger.history(customer=0)
    for invoice in set(ledger.events["invoice"][ledger.events["customer"] == 0].tolist()) - {-1}:
        assert f"n° {invoice}" in told
