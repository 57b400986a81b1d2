"""The room of law: dated tables by country, and what they give on a day.

Nothing here acts: engines bill what the tables say, and `simrecouv.scenario.checks` says where a
policy leaves them.
"""

from simrecouv.scenario.law.jurisdictions import LAW
from simrecouv.scenario.law.reference import LAST_KNOWN, HalfYear, half_of
from simrecouv.scenario.law.rules import (
    consumer_rate_cap,
    indemnity_bands,
    interest_floor,
    is_known,
    late_rate,
    limitation_days,
    longest_days,
)

__all__ = [
    "LAST_KNOWN",
    "LAW",
    "HalfYear",
    "consumer_rate_cap",
    "half_of",
    "indemnity_bands",
    "interest_floor",
    "is_known",
    "late_rate",
    "limitation_days",
    "longest_days",
]
