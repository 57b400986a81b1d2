"""A history reads in one language: words, dates and amounts, one dated line per event."""

from __future__ import annotations

import re

import pytest

from simrecouv.engine import simulate
from simrecouv.ledger import Ledger
from simrecouv.scenario import Scenario
from simrecouv.vocabulary import Kind, Lang
from simrecouv.world import build_world

#: Date, two spaces, words, step in brackets, amounts.
LINES = {
    "fr": re.compile(r"\d\d/\d\d/\d{4}  [^\[,.€]+( \[\w+\])?(, (coût )?[\d\u202f]+,\d\d\u00a0€)*"),
    "en": re.compile(r"\d{4}-\d\d-\d\d  [^\[,€]+( \[\w+\])?(, (cost )?€[\d,]+\.\d\d)*"),
}


@pytest.fixture(scope="module")
def ledger(tiny: Scenario) -> Ledger:
    return simulate(tiny, build_world(tiny, 0), "ferme")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_line_is_a_date_words_and_amounts(ledger: Ledger, lang: Lang) -> None:
    placed = ledger.of_kind(Kind.PLACED)["invoice"]
    assert placed.size
    for invoice in placed:
        lines = ledger.history(invoice=int(invoice), lang=lang).splitlines()
        assert len(lines) == (ledger.events["invoice"] == invoice).sum()
        assert [line for line in lines if not LINES[lang].fullmatch(line)] == []


def test_a_cost_is_said_to_be_one(ledger: Ledger) -> None:
    """An e-mail costs three cents: the customer does not owe them."""
    contact = ledger.of_kind(Kind.CONTACT)[0]
    history = ledger.history(customer=int(contact["customer"]), lang="en")
    assert f"cost €{contact['cost_cents'] / 100:.2f}" in history
