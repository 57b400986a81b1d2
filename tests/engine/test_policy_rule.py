"""A policy written in Python, and a run in slow motion."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_array_equal

import simrecouv as sr
from simrecouv.engine import open_runner
from simrecouv.errors import EngineError, StudyError
from simrecouv.ledger import closing_principal
from simrecouv.scenario import with_overrides
from simrecouv.units import TICKS_PER_DAY
from simrecouv.vocabulary import Kind


class Silent(sr.PolicyRule):
    """Never contacts anybody."""

    base = "douce"

    def next_step(self, invoice: sr.InvoiceView) -> str | None:
        return None


class Persistent(sr.PolicyRule):
    """Writes about every late invoice each fortnight, for ever."""

    base = "douce"

    def next_step(self, invoice: sr.InvoiceView) -> str | None:
        is_due = invoice.days_past_due > 0 and invoice.days_since_contact >= 14
        return "r1" if is_due else None


class Mistaken(sr.PolicyRule):
    """Names a step that its base does not have."""

    base = "douce"

    def next_step(self, invoice: sr.InvoiceView) -> str | None:
        return "appell"


def test_a_rule_that_never_contacts_sends_no_message(tiny: sr.Scenario) -> None:
    ledger = sr.simulate(tiny, sr.build_world(tiny), Silent())
    assert (ledger.of_kind(Kind.CONTACT)["tick"] < 0).all()
    assert (ledger.of_kind(Kind.PLACED)["tick"] >= 0).any(), "the base still places"


def test_a_rule_decides_when_its_base_only_says_how(tiny: sr.Scenario) -> None:
    ledger = sr.simulate(tiny, sr.build_world(tiny), Persistent(), engine="simpy")
    told = ledger.of_kind(Kind.CONTACT, Kind.REMINDED)
    told = told[told["tick"] >= 0]
    assert {ledger.steps[step] for step in told["step"]} == {"r1"}
    day = told["tick"] // TICKS_PER_DAY
    assert (day > ledger.invoices.due_day[told["invoice"]]).all()
    order = np.lexsort([day, told["invoice"]])
    same = np.diff(told["invoice"][order]) == 0
    assert (np.diff(day[order])[same] >= 14).all()


def test_limits_and_one_message_per_customer_still_hold(tiny: sr.Scenario) -> None:
    ledger = sr.simulate(tiny, sr.build_world(tiny), Persistent())
    sent = ledger.of_kind(Kind.CONTACT)
    day, customer = sent["tick"] // TICKS_PER_DAY, sent["customer"]
    order = np.lexsort([day, customer])
    gap = np.diff(day[order])[np.diff(customer[order]) == 0]
    assert gap.min() >= tiny.policies["douce"].contact_limits.min_gap_days


def test_the_compiled_engine_names_the_other_one(tiny: sr.Scenario) -> None:
    with pytest.raises(EngineError, match=r"Silent is written in Python.*simpy"):
        sr.simulate(tiny, sr.build_world(tiny), Silent(), engine="compiled")


def test_an_unknown_step_is_named_with_what_was_meant(tiny: sr.Scenario) -> None:
    with pytest.raises(StudyError, match=r"Mistaken.next_step returned 'appell'.*'appel'"):
        sr.simulate(tiny, sr.build_world(tiny), Mistaken())


def test_a_run_is_stepped_looked_into_and_continued(tiny: sr.Scenario) -> None:
    world = sr.build_world(tiny)
    run = sr.Run(tiny, world)
    run.run_until(-100)
    seen = run.open_invoices()
    ledger = run.ledger()
    assert len(seen) > 0
    assert (seen["open_eur"] > 0.0).all()
    assert (ledger.events["tick"] < -100 * TICKS_PER_DAY).all()
    owed = closing_principal(ledger)[seen["invoice"]] / 100.0
    is_lost = np.isin(seen["invoice"], ledger.of_kind(Kind.WRITTEN_OFF)["invoice"])
    assert (np.isclose(owed, seen["open_eur"]) | is_lost).all()
    with pytest.raises(StudyError, match="cannot go back"):
        run.run_until(-200)
    run.run_until(0)
    run.follow("ferme")
    run.run_until(10**6)
    expected = open_runner(tiny, world, "compiled")("ferme").events
    assert_array_equal(run.ledger().events, expected)


class Raising(sr.PolicyRule):
    """Fails on its first question."""

    base = "douce"

    def next_step(self, invoice: sr.InvoiceView) -> str | None:
        raise ZeroDivisionError


class Watching(Silent):
    """Remembers the least that the books ever showed open."""

    least_eur = 1e9

    def next_step(self, invoice: sr.InvoiceView) -> str | None:
        self.least_eur = min(self.least_eur, invoice.open_eur, invoice.customer_owes_eur)
        return None


def test_a_run_whose_rule_failed_does_not_go_on(tiny: sr.Scenario) -> None:
    run = sr.Run(tiny, sr.build_world(tiny))
    run.run_until(0)
    run.follow(Raising())
    with pytest.raises(ZeroDivisionError):
        run.run_until(60)
    run.follow("douce")
    with pytest.raises(StudyError, match="stopped on an error"):
        run.run_until(90)


def test_a_rule_sees_the_books_and_not_the_bank(tiny: sr.Scenario) -> None:
    """A payment that accounting has not matched yet still shows as owed."""
    rule = Watching()
    slow = sr.load_scenario("pme-b2b", ["behaviour.cash_application_days=10", *SMALL])
    sr.simulate(slow, sr.build_world(slow), rule)
    assert 0.0 < rule.least_eur < 1e9


SMALL = [f"segments.{name}.customers=4" for name in ("pme", "grands-comptes", "public")]


@pytest.mark.parametrize("engine", ["simpy", "compiled"])
@pytest.mark.parametrize(
    "change", ["segments.pme.customers=9", "segments.pme.terms.net_days=180", "simulation.seed=1"]
)
def test_a_world_of_another_scenario_is_refused(
    tiny: sr.Scenario, engine: str, change: str
) -> None:
    other = with_overrides(tiny, [change])
    with pytest.raises(StudyError, match="drawn for another scenario"):
        sr.simulate(tiny, sr.build_world(other), "douce", engine)
