"""Scalar decisions, plain Python, written once and read by both engines.

A rule takes and returns scalars only and calls nothing but other rules: the reference engine runs
it as it stands, the compiled engine compiles the very same lines. Powers, exponentials and
logarithms are not allowed here (Python and compiled code differ in their last bit): they come from
tables of the plan.
"""

from simrecouv.engine.rules.discounting import implied_annual_rate, takes_discount
from simrecouv.engine.rules.dunning import is_blocked, passes, trigger_day
from simrecouv.engine.rules.money import discount_cents, interest_cents, part_cents
from simrecouv.engine.rules.paying import (
    between,
    daily_intensity,
    faded,
    hazard_index,
    payment_run,
)
from simrecouv.units import round_cents

#: Every rule, callees before callers: the order in which they are compiled.
RULES = (
    round_cents,
    part_cents,
    discount_cents,
    interest_cents,
    between,
    daily_intensity,
    faded,
    hazard_index,
    payment_run,
    implied_annual_rate,
    takes_discount,
    trigger_day,
    passes,
    is_blocked,
)

__all__ = [
    "RULES",
    "between",
    "daily_intensity",
    "discount_cents",
    "faded",
    "hazard_index",
    "implied_annual_rate",
    "interest_cents",
    "is_blocked",
    "part_cents",
    "passes",
    "payment_run",
    "round_cents",
    "takes_discount",
    "trigger_day",
]
