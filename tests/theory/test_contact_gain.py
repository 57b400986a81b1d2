"""One contact gives the hazard ratio that trials published, averaged over their window.

Trials report the effect of one message on what is paid within about 49 days: a hazard ratio, which
is the average over the window of the multiplier ``1 + K (1 - exp(-B / K))``, ``B = g 2^(-t / 10)``.

The pairs of the model (ratios 1.1, 1.5 and 2.2 for a letter, 2.0 and 2.7 for a reached call; gains 0.35,
1.76, 4.2, 3.5 and 6.0) come from the small-gain limit, without fatigue (K infinite), in continuous
time: ratio - 1 = g (10 / ln 2) (1 - 2^(-4.9)) / 49 = 0.2846 g. With the fatigue of the default scenario (K = 6)
the same gains give 1.10, 1.48, 2.04, 1.89 and 2.39: a single strong message already meets some.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simrecouv.engine import ENGINES, simulate
from simrecouv.engine.codes import STOCK_STEPS
from simrecouv.engine.tabulate import build_tables
from simrecouv.ledger import Ledger
from simrecouv.scenario import Scenario, load_scenario
from simrecouv.units import TICKS_PER_DAY
from simrecouv.vocabulary import Channel, Kind, Tone
from simrecouv.world import World, build_world
from theory.worlds import one_profile

WINDOW_DAYS, HALF_LIFE_DAYS = 49, 10.0
#: Ratio published, gain of the model, ratio with the fatigue K = 6.
PAIRS = [(1.1, 0.35, 1.10), (1.5, 1.76, 1.48), (2.2, 4.2, 2.04), (2.0, 3.5, 1.89), (2.7, 6.0, 2.39)]
HAZARD_PER_DAY = 0.01


def ratio_without_fatigue(gain: float) -> float:
    mean_decay = HALF_LIFE_DAYS / np.log(2.0) * (1.0 - 0.5 ** (WINDOW_DAYS / HALF_LIFE_DAYS))
    return 1.0 + gain * mean_decay / WINDOW_DAYS


def ratio(gain: float, saturation: float) -> float:
    """Average multiplier over the closes of the window, the contact's own day included."""
    stock = gain * 0.5 ** (np.arange(WINDOW_DAYS) / HALF_LIFE_DAYS)
    return float(np.mean(1.0 + saturation * -np.expm1(-stock / saturation)))


@pytest.mark.parametrize(("published", "gain", "with_fatigue"), PAIRS)
def test_gain_gives_the_published_ratio(published: float, gain: float, with_fatigue: float) -> None:
    assert ratio_without_fatigue(gain) == pytest.approx(published, abs=0.01)
    assert ratio(gain, 1e9) == pytest.approx(published, abs=0.07)  # days: t = 0, 1, ...
    assert ratio(gain, 6.0) == pytest.approx(with_fatigue, abs=0.005)


def test_default_gains_are_those_pairs() -> None:
    contact = load_scenario("pme-b2b").behaviour.contact
    letter, call = contact[Channel.LETTER].gain, contact[Channel.CALL].gain
    assert (letter.low, letter.value, letter.high) == (0.35, 1.76, 4.2)
    assert (call.value, call.high) == (3.5, 6.0)


def test_an_e_mail_sent_is_worth_a_weak_letter() -> None:
    """Reached or not: from the low ratio of a letter, 1.1, to the 1.13 of the meta-analysis."""
    email = load_scenario("pme-b2b").behaviour.contact[Channel.EMAIL]
    sent = 1.0 + email.reach_probability * (ratio(email.gain.value, 6.0) - 1.0)
    assert 1.095 < sent < 1.135


def test_a_firm_tone_adds_the_low_end_of_a_threat() -> None:
    """A formal notice or a threat multiplies the ratio by 1.1 to 1.3 (S:C1)."""
    behaviour = load_scenario("pme-b2b").behaviour
    letter, tone = behaviour.contact[Channel.LETTER].gain.value, behaviour.tone
    added = ratio_without_fatigue(letter * tone[Tone.FIRM]) / ratio_without_fatigue(letter)
    assert 1.1 <= round(added, 2) < 1.3
    assert tone[Tone.FRIENDLY] < tone[Tone.NEUTRAL] == 1.0


def one_letter(gain: float) -> Scenario:
    """Reach everybody with one letter on the due day; hazard from that day on."""
    step = {"id": "letter", "action": "contact", "from": "due", "days": 0, "channel": "letter"}
    return one_profile(
        [[0, HAZARD_PER_DAY]],
        behaviour={"contact": {"letter": {"gain": gain}}, "contact_half_life_days": HALF_LIFE_DAYS},
        policies={"nothing": {}, "letter": {"steps": [step]}},
        simulation={"baseline": "letter", "seed": 1},
    )


def closes_from_due(ledger: Ledger) -> np.ndarray:
    """Closes from the due day to the decision, for invoices due on a day when letters go out."""
    rows = ledger.of_kind(Kind.PAYMENT_DECIDED)
    sent = ledger.of_kind(Kind.CONTACT, Kind.REMINDED)
    due = ledger.invoices.due_day
    at_due = np.zeros(due.size, dtype=bool)
    at_due[sent["invoice"][sent["tick"] // TICKS_PER_DAY == due[sent["invoice"]]]] = True
    closes = rows["tick"] // TICKS_PER_DAY - due[rows["invoice"]] + 1
    return closes[at_due[rows["invoice"]]]


def with_threshold(world: World, threshold: float) -> World:
    return replace(world, threshold=np.full(world.n_orders, threshold))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("gain", [0.35, 1.76, 6.0])
def test_engine_accrues_that_ratio_over_the_window(engine: str, gain: float) -> None:
    """A customer whose threshold is what 49 closes accrue decides at the 49th, not before."""
    scenario = one_letter(gain)
    tables, world = build_tables(scenario), build_world(scenario)
    exact = HAZARD_PER_DAY * WINDOW_DAYS * ratio(gain, 6.0)
    # Linear interpolation of a table of step d errs by at most d**2 / 8 times its curvature, 1 / K.
    rounding = HAZARD_PER_DAY * WINDOW_DAYS / STOCK_STEPS**2 / 8.0 / 6.0 + 1e-12
    assert tables.decay == pytest.approx(0.5 ** (1.0 / HALF_LIFE_DAYS))
    below = simulate(scenario, with_threshold(world, exact - rounding), "letter", engine)
    above = simulate(scenario, with_threshold(world, exact + rounding), "letter", engine)
    assert closes_from_due(below).size > 10
    assert set(closes_from_due(below)) == {WINDOW_DAYS}
    assert set(closes_from_due(above)) == {WINDOW_DAYS + 1}
