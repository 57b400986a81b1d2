"""What is left when a customer fails: the dividend; and that writing off earlier changes nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal, assert_equal

from levers.parties import failed_day
from levers.small import (
    FAR,
    FREE,
    NEVER_PAYS,
    Table,
    act,
    amounts,
    card,
    contact,
    day_of,
    details,
    in_cohorts,
    numbers,
    run,
    share_of,
    simulated,
    small,
    working,
)
from simrecouv.engine import simulate
from simrecouv.kpi import bridge
from simrecouv.ledger import Ledger, closing_principal, insurer_balance
from simrecouv.scenario import Finance
from simrecouv.vocabulary import Kind, Payee
from simrecouv.world import build_world

# === The dividend ===

FAILING: Table = {**NEVER_PAYS, "insolvency_per_year": 0.5}
DAYS = 100


def failed(share: float, steps: list[Table] | None = None, **tables: Any) -> Ledger:
    """Let customers fail, and the liquidator pay a share 100 days later."""
    dividend = {"insolvency": {"dividend_share": share, "dividend_days": DAYS}}
    policy = {"steps": steps or [], **tables.pop("policy", {})}
    return simulated(policy, profile=FAILING, behaviour=dividend, **tables)


def caught(ledger: Ledger) -> np.ndarray:
    """Invoices open when their customer fails, early enough to see the dividend."""
    seen = failed_day(ledger) < ledger.end_day - DAYS - 10
    found: np.ndarray = seen & ledger.invoices.is_issued
    assert np.count_nonzero(found) > 100
    return found


@pytest.mark.parametrize("share", [0.0, 0.05, 1.0])
def test_a_liquidator_pays_its_dividend_to_our_bank_on_its_day(share: float) -> None:
    """Nothing else ever comes; who is paid in full owes nothing more."""
    ledger = failed(share)
    mine, gross = caught(ledger), ledger.invoices.gross_cents
    day = np.where(share > 0.0, working(ledger, failed_day(ledger) + DAYS), FAR)
    assert_array_equal(day_of(ledger, Kind.RECEIVED)[mine], day[mine])
    assert_array_equal(amounts(ledger, Kind.RECEIVED)[mine], share_of(gross, share)[mine])
    rows = ledger.of_kind(Kind.RECEIVED)
    assert details(rows) == ({Payee.LIQUIDATOR.code} if share else set())
    assert not rows["cost_cents"].any()
    assert_array_equal(closing_principal(ledger)[mine], (gross - share_of(gross, share))[mine])
    assert bool(numbers(ledger, Kind.RECOGNISED)) == (share == 1.0)


def test_a_dividend_puts_back_what_was_written_off() -> None:
    ledger = failed(0.05, [act("write_off", 10)])
    mine = caught(ledger) & (day_of(ledger, Kind.WRITTEN_OFF) < failed_day(ledger) + DAYS)
    assert np.count_nonzero(mine) > 100
    received = amounts(ledger, Kind.RECEIVED)
    assert_array_equal(amounts(ledger, Kind.REINSTATED)[mine], received[mine])
    assert not closing_principal(ledger)[mine].any()


@pytest.mark.parametrize("days", [5, 30])
def test_an_agency_has_no_part_in_a_dividend(days: int) -> None:
    """It had the invoice, or has it still: nobody chases any more, and nobody gives it back."""
    agency = {
        "intensity_per_day": 0.0,
        "minimum_commission_eur": 10.0,
        "recall_days": 200,
        "contacts": {"channel": "letter", "every_days": 7, "at_most": 20},
    }
    ledger = failed(0.05, [act("placement", days, agency="any")], agencies={"any": agency})
    mine = caught(ledger) & (day_of(ledger, Kind.PLACED) < failed_day(ledger))
    mine &= day_of(ledger, Kind.RECALLED) > failed_day(ledger)
    assert np.count_nonzero(mine) > 30
    assert not numbers(ledger, Kind.COMMISSION, Kind.AGENCY_REMITTED)
    assert (amounts(ledger, Kind.RECEIVED) > 0)[mine].all()
    for kind in (Kind.PLACED, Kind.AGENCY_CONTACT, Kind.RECALLED):
        last = day_of(ledger, kind, last=True)
        assert (last < failed_day(ledger))[last < FAR].all()


def test_the_insurer_has_its_part_of_a_dividend() -> None:
    insurers = {"any": {"limit_eur": 1e9, "indemnity_days": 30, "quota": 0.9, "premium_rate": 0.0}}
    ledger = failed(0.05, policy={"insurance": {"insurer": "any"}}, insurers=insurers)
    mine = caught(ledger) & (amounts(ledger, Kind.INDEMNIFIED) > 0)
    share = share_of(amounts(ledger, Kind.RECEIVED), 0.9)
    assert_array_equal(amounts(ledger, Kind.INSURER_SHARE)[mine], share[mine])
    left = amounts(ledger, Kind.INDEMNIFIED) - share
    assert_array_equal(insurer_balance(ledger)[mine], left[mine])
    assert np.count_nonzero(mine) > 100


# === Writing off ===


def written_off(days: int) -> tuple[Ledger, Ledger]:
    """Compare a policy with the same one that writes off earlier; every party has its part."""
    steps = [
        contact("letter", 5, channel="letter"),
        act("charge", 10),
        act("factoring", -25, factor="any", max_amount_eur=600.0),
        act("placement", 30, agency="any"),
        act("legal", 60, court="any", min_amount_eur=1200.0),
        act("claim", 90),
    ]
    scenario = small(
        agencies={"any": {"intensity_per_day": 0.01, "recall_days": 40, "direct_share": 0.5}},
        courts={"any": {"procedure": "merits", "decision_days": 60, "granted_share": 0.7}},
        factors={"any": {"recourse": True, "recourse_days": 20}},
        insurers={"any": {"limit_eur": 20_000.0, "indemnity_days": 60}},
        behaviour={"insolvency": {"dividend_share": 0.05, "dividend_days": 200}},
        profile={
            "hazard": [[0, 0.02], [60, 0.002]],
            "insolvency_per_year": 0.1,
            "partial_share": 0.2,
            "dispute_share": 0.1,
        },
        policies={
            name: {
                "insurance": {"insurer": "any"},
                "steps": [*steps, act("write_off", age)],
            }
            for name, age in (("only", 700), ("sooner", days))
        },
    )
    world = build_world(scenario)
    return run(scenario, world), simulate(scenario, world, "sooner")


def test_writing_off_earlier_moves_the_books_and_nothing_else() -> None:
    later, sooner = written_off(120)
    books = {"dso_book", "provisions"}
    cards = [card(ledger, Finance(), later) for ledger in (later, sooner)]
    assert cards[1]["dso_book"] < cards[0]["dso_book"]
    assert cards[1]["provisions"] < cards[0]["provisions"]
    kept = [{name: of[name] for name in of if name not in books} for of in cards]
    assert_equal(kept[1], kept[0])
    assert kept[1]["net_gain"] == kept[1]["npv_switch"] == 0.0
    assert bridge(later, FREE) == bridge(sooner, FREE)
    assert (
        amounts(sooner, Kind.WRITTEN_OFF)[in_cohorts(sooner)].sum()
        > 10 * amounts(later, Kind.WRITTEN_OFF)[in_cohorts(later)].sum()
    )
    for kind in (Kind.COMMISSION, Kind.BAILIFF_REMITTED, Kind.INDEMNIFIED, Kind.FACTOR_SETTLED):
        assert numbers(sooner, kind) & numbers(sooner, Kind.WRITTEN_OFF), kind.name
