"""Little's law along the sample path, to the cent.

From an empty book to an empty book, the sum over days of the receivables is the sum over invoices
of amount x days on the books, whatever the policy and the luck.
"""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from simrecouv.engine import simulate
from simrecouv.ledger import closing_principal
from simrecouv.scenario import Scenario, load_scenario, with_overrides
from simrecouv.units import TICKS_PER_DAY
from simrecouv.vocabulary import Kind
from simrecouv.world import build_world


@settings(max_examples=5)
@given(st.integers(0, 2**40))
def test_receivable_days_are_amount_days(seed: int) -> None:
    scenario = with_overrides(_tiny(), [f"simulation.seed={seed}"])
    ledger = simulate(scenario, build_world(scenario), "ferme")
    n_days = ledger.end_day - ledger.first_day
    flow = np.zeros(n_days, dtype=np.int64)
    for kind in Kind:
        rows = ledger.of_kind(kind)
        day = rows["tick"] // TICKS_PER_DAY - ledger.first_day
        np.add.at(flow, day, kind.principal_sign * rows["amount_cents"])
    receivables = np.cumsum(flow)
    # By invoice: from issue to the last event that closed it, or to the end of the books.
    on_books = np.zeros(ledger.invoices.customer.size, dtype=np.int64)
    for kind in Kind:
        rows = ledger.of_kind(kind)
        left = n_days - (rows["tick"] // TICKS_PER_DAY - ledger.first_day)
        weight = kind.principal_sign * rows["amount_cents"] * left
        np.add.at(on_books, rows["invoice"][rows["invoice"] >= 0], weight[rows["invoice"] >= 0])
    assert receivables.sum() == on_books.sum()
    assert receivables[-1] == closing_principal(ledger).sum()
    assert (receivables >= 0).all()


def _tiny() -> Scenario:
    return load_scenario("pme-b2b", ["segments.pme.customers=8", "segments.public.customers=1"])
