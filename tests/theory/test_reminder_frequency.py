"""How often to remind: an optimum that nobody put in.

Each reminder makes paying likelier, the less the more of them there were (fatigue), and costs
goodwill; past its patience a customer takes its margin away. So net gain rises with the interval
between reminders, then falls. Without annoyance and cost nothing is left to bring it down.
"""

from __future__ import annotations

import pytest

from levers.small import contact, decided, simulated
from simrecouv.compare import Sweep, sweep
from simrecouv.scenario import Scenario, load_scenario

#: As `douce` up to the first reminder, which then repeats until placement, without limits.
STEPS = ", ".join(
    [
        '{ id = "first", action = "contact", from = "due", days = -5, channel = "email" }',
        (
            '{ id = "again", action = "contact", from = "due", days = 8, channel = "email", '
            "repeat = { every_days = 10, at_most = 45 } }"
        ),
        '{ id = "agency", action = "placement", from = "due", days = 90, agency = "standard" }',
        '{ id = "loss", action = "write_off", from = "due", days = 730 }',
    ]
)
FREE = ("behaviour.relation.patience=0.0", "behaviour.contact.email.cost_eur=0.0")
REPLICATIONS = 12


def portfolio(*overrides: str) -> Scenario:
    """Make `pme-b2b` with a policy that only repeats its reminder."""
    return load_scenario("pme-b2b", [f"policies.often.steps=[{STEPS}]", *overrides])


def every(scenario: Scenario, *days: int) -> Sweep:
    """Sweep the interval between two reminders."""
    lever = "steps.again.repeat.every_days"
    return sweep(scenario, "often", lever, days, replications=REPLICATIONS)


def test_with_annoyance_and_fatigue_an_interval_in_between_is_best() -> None:
    """Ten days beat two days and six weeks by more than the 95 % interval of the difference."""
    pytest.importorskip("numba")
    scenario = portfolio()
    assert scenario.behaviour.relation.patience.value > 0.0
    found = every(scenario, 2, 10, 42).optimum()
    assert (found.value, found.is_interior) == (10, True)


def test_annoyance_makes_the_difference() -> None:
    """The same reminders: the shortest interval is the best as soon as nobody leaves."""
    pytest.importorskip("numba")
    found = every(portfolio(*FREE), 2, 10, 42)
    best = found.optimum()
    assert (best.value, best.last, best.is_interior) == (2, 2, False)
    lost = found.responses().query("kpi == 'customers_lost'")["mean"]
    assert lost.nunique() == 1


def test_free_and_without_annoyance_a_shorter_interval_is_never_worse_in_recovery() -> None:
    """Neighbours need not be nested: on average, to the interval of the paired difference."""
    pytest.importorskip("numba")
    days, scenario = (2, 4, 8, 16, 32), portfolio(*FREE)
    found = every(scenario, *days)
    for kpi in ("recovery_rate_30d", "recovery_rate_60d", "recovery_rate_90d"):
        card = found.experiment.scorecard.pivot(index="replication", columns="policy", values=kpi)
        for shorter, longer in zip(found.points, found.points[1:], strict=False):
            difference = card[shorter] - card[longer]
            assert difference.mean() >= -2.0 * difference.sem(), (kpi, shorter, longer)
        assert found.optimum(kpi).value == days[0]


@pytest.mark.parametrize("days", [3, 7, 14, 28])
def test_reminders_every_working_day_make_no_invoice_later(days: int) -> None:
    """They leave on all the days of any longer interval: invoice by invoice, nobody is later."""
    daily, spaced = (
        decided(
            simulated({"steps": [contact("again", 8, repeat={"every_days": n, "at_most": 99})]})
        )
        for n in (1, days)
    )
    assert (daily <= spaced).all()
    assert (daily < spaced).any()
