"""Two files of one ledger hold the same, order and leading zeros apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.ledger_texts import FRENCH, read_text
from simrecouv.intake import read_ledger
from simrecouv.intake.likeness import same_ledger


def test_order_and_leading_zeros_do_not_matter() -> None:
    head, *rows = FRENCH.splitlines()
    turned = "\n".join([head, *reversed(rows)]).replace("\n000", "\n").replace(";000", ";")
    assert same_ledger(read_text(turned), read_text(FRENCH))


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("0004", "0005"),
        ("99,90;05/04", "99,90;06/04"),
        ("oui", "non"),
        ("28/02/2024", "27/02/2024"),
    ],
)
def test_anything_else_does(written: str, instead: str) -> None:
    assert not same_ledger(read_text(FRENCH.replace(written, instead, 1)), read_text(FRENCH))


@pytest.mark.parametrize("twin", ["late-payments-day-first.csv", "late-payments-text-dates.xlsx"])
def test_the_twins_of_a_public_sample(real_ledgers: Path, twin: str) -> None:
    folder = real_ledgers / "ibm-late-payments"
    assert same_ledger(read_ledger(folder / twin), read_ledger(folder / "late-payments.csv"))
