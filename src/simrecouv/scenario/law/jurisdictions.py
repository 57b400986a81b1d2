"""What the law of each country says of terms, late charges and time limits: tables only.

Tags point to ``docs/sources.md``; *[M]* is from memory. Check on Legifrance, or its like, before
acting on any of this. Amounts are in the money of the scenario: pounds where the law is British.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from simrecouv.scenario.law.reference import (
    BANK_OF_ENGLAND,
    BELGIAN_LEGAL,
    ECB,
    FRENCH_LEGAL,
    Since,
)
from simrecouv.vocabulary import Country, SegmentKind

#: An amount incl. VAT, and the fixed indemnity from it on.
Band = tuple[float, float]


class Jurisdiction(NamedTuple):
    """The law of one country.

    Attributes
    ----------
    reference
        Rate to which the law adds points.
    is_read_on_eve
        Whether that rate is read on the eve of the half-year instead of its first day.
    company_points, public_points
        What the law adds for a company, for a public buyer.
    rounding
        The sum is rounded up to a multiple of this; 0 = not rounded.
    consumer
        Rate that a consumer owes, once asked by a formal notice or a judge.
    caps_consumers
        Whether a contract may not ask a consumer for more than the rate of companies.
    consumer_indemnity
        Fixed indemnity that a contract may ask of a consumer, however small the debt.
    floor
        Legal rate and multiple under which a contract between companies may not go, if any.
    indemnity
        Fixed recovery indemnity of companies and public buyers.
    net_days, end_of_month_days, public_days
        Longest terms of a company from the invoice, or with the end of the month; of the State.
    limitation_years
        Time after which no court hears a claim.
    small_claims
        Most that a small-claims procedure hears, interest included, if any.
    """

    reference: tuple[Since, ...]
    is_read_on_eve: bool
    company_points: float
    public_points: float
    rounding: float
    consumer: tuple[Since, ...]
    caps_consumers: bool
    consumer_indemnity: float
    floor: tuple[tuple[Since, ...], float] | None
    indemnity: tuple[Band, ...]
    net_days: int
    end_of_month_days: int
    public_days: int
    limitation_years: dict[SegmentKind, float]
    small_claims: float | None


#: What "end of month" adds at most [days]: the cap counts it, except in France.
_MONTH = 30

#: S:A1 points and indemnity, S:A2 terms, S:A3 and S:L5 limits, S:A4 small claims. The 4 years of
#: public buyers run from 1 January of the next year: half a year more on average.
_FRANCE = Jurisdiction(
    reference=ECB,
    is_read_on_eve=False,
    company_points=0.10,
    public_points=0.08,
    rounding=0.0,
    consumer=FRENCH_LEGAL,
    caps_consumers=False,
    consumer_indemnity=0.0,
    floor=(FRENCH_LEGAL, 3.0),
    indemnity=((0.0, 40.0),),
    net_days=60,
    end_of_month_days=45,
    public_days=30,
    limitation_years={
        SegmentKind.COMPANY: 5.0,
        SegmentKind.PUBLIC: 4.5,
        SegmentKind.CONSUMER: 2.0,
    },
    small_claims=5_000.0,
)

#: S:L3 law of 2 August 2002, rounded up to half a point; book XIX for consumers; 10 years in
#: contract, 1 for goods sold to consumers. The 5 years against the State [M].
_BELGIUM = Jurisdiction(
    reference=ECB,
    is_read_on_eve=False,
    company_points=0.08,
    public_points=0.08,
    rounding=0.005,
    consumer=BELGIAN_LEGAL,
    caps_consumers=True,
    consumer_indemnity=20.0,
    floor=None,
    indemnity=((0.0, 40.0),),
    net_days=60,
    end_of_month_days=60 - _MONTH,
    public_days=30,
    limitation_years={
        SegmentKind.COMPANY: 10.0,
        SegmentKind.PUBLIC: 5.0,
        SegmentKind.CONSUMER: 1.0,
    },
    small_claims=None,
)

#: S:A6 and S:L2: Act of 1998, 60 and 30 days since 2013, 6 years (5 in Scotland [M]), small claims
#: in England; 8 % is what a county court awards against a consumer.
_UNITED_KINGDOM = Jurisdiction(
    reference=BANK_OF_ENGLAND,
    is_read_on_eve=True,
    company_points=0.08,
    public_points=0.08,
    rounding=0.0,
    consumer=(Since(date.min, 0.08),),
    caps_consumers=False,
    consumer_indemnity=0.0,
    floor=None,
    indemnity=((0.0, 40.0), (1_000.0, 70.0), (10_000.0, 100.0)),
    net_days=60,
    end_of_month_days=60 - _MONTH,
    public_days=30,
    limitation_years=dict.fromkeys(SegmentKind, 6.0),
    small_claims=10_000.0,
)

#: S:A6 directive 2011/7, which leaves consumers and time limits to each member: no rate, and the
#: 3 years of the common principles of contract law [M]; European small claims [M].
_UNION = Jurisdiction(
    reference=ECB,
    is_read_on_eve=False,
    company_points=0.08,
    public_points=0.08,
    rounding=0.0,
    consumer=(Since(date.min, 0.0),),
    caps_consumers=False,
    consumer_indemnity=0.0,
    floor=None,
    indemnity=((0.0, 40.0),),
    net_days=60,
    end_of_month_days=60 - _MONTH,
    public_days=30,
    limitation_years=dict.fromkeys(SegmentKind, 3.0),
    small_claims=5_000.0,
)

LAW: dict[Country, Jurisdiction] = {
    Country.FR: _FRANCE,
    Country.BE: _BELGIUM,
    Country.GB: _UNITED_KINGDOM,
    Country.EU: _UNION,
}
