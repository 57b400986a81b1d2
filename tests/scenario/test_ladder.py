"""The nominal calendar when third parties take invoices, and when steps are for small ones only."""

from __future__ import annotations

import math

import pytest

from simrecouv.scenario import load_scenario
from simrecouv.scenario.ladder import Course, courses, nominal_contacts

#: A letter every 20 days for a year, on 30 days net.
LETTERS = (
    "{ id = 'l', action = 'contact', days = 10, channel = 'letter', "
    "repeat = { every_days = 20, at_most = 17 } }"
)
PARTIES = [
    "segments.pme.terms={ net_days = 30 }",
    "agencies.keeps={ intensity_per_day = 0.003 }",
    "agencies.gives={ intensity_per_day = 0.003, recall_days = 100 }",
    "courts.c={ procedure = 'payment_order', decision_days = 30, granted_share = 0.7 }",
    "factors.r={ recourse = true, recourse_days = 45 }",
    "factors.n={ recourse = false }",
]


def _courses(*steps: str) -> list[Course]:
    stated = [*PARTIES, f"policies.nothing.steps=[{', '.join(steps)}]"]
    found = courses(load_scenario("pme-b2b", stated), "nothing")
    return [course for course in found if "pme" in course.segments]


def _days(*steps: str) -> list[int]:
    [course] = _courses(*steps)
    return [contact.day for contact in nominal_contacts(course)]


EVERY_20 = list(range(10, 370, 20))


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("action = 'placement', agency = 'keeps', days = 60", [10, 30, 50]),
        (
            "action = 'placement', agency = 'gives', days = 60",
            [10, 30, 50, *range(160, 460, 20)],
        ),
        ("action = 'legal', court = 'c', days = 60", [10, 30, 50]),
        ("action = 'factoring', factor = 'r', from = 'issue', days = 2", [45, *range(65, 405, 20)]),
        ("action = 'factoring', factor = 'n', from = 'issue', days = 2", []),
        ("action = 'claim', days = 60", EVERY_20),
    ],
)
def test_contacts_stop_while_a_third_party_has_the_invoice(step: str, expected: list[int]) -> None:
    """Recalled after 100 days, taken back at D+45: the ladder goes on from there."""
    assert _days(LETTERS, f"{{ id = 'x', {step} }}") == expected


def test_one_absence_may_follow_another() -> None:
    """Back from the agency on D+160, in court from D+170 on: one letter in between."""
    given = "{ id = 'a', action = 'placement', agency = 'gives', days = 60 }"
    sued = "{ id = 'c', action = 'legal', court = 'c', days = 170 }"
    assert _days(LETTERS, given, sued) == [10, 30, 50, 160]


def test_a_step_for_small_invoices_makes_two_courses() -> None:
    small = "{ id = 's', action = 'contact', days = 5, channel = 'sms', max_amount_eur = 500.0 }"
    large = "{ id = 'b', action = 'contact', days = 9, channel = 'call', min_amount_eur = 500.0 }"
    low, high = _courses(small, large)
    assert [step.id for step in low.steps] == ["s"]
    assert [step.id for step in high.steps] == ["b"]
    assert (low.above_eur, low.up_to_eur) == (0.0, 500.0)
    assert (high.above_eur, high.up_to_eur) == (500.0, math.inf)


def test_amounts_without_an_upper_bound_share_a_course() -> None:
    [course] = _courses(LETTERS)
    assert (course.above_eur, course.up_to_eur) == (0.0, math.inf)
