"""The desk: collectors serve the worklist, the most urgent customer first, while time is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simrecouv.engine.codes import COLLECTORS_MOST
from simrecouv.engine.reference.dunning import Message, message_priority, send
from simrecouv.engine.rules import fits, overtime_cents, round_cents
from simrecouv.vocabulary import Kind
from simrecouv.world.addressing import MASK, Stream, uniform

if TYPE_CHECKING:
    from simrecouv.engine.reference.company import Company


def serve(company: Company, worklist: list[Message]) -> None:
    """Work through the messages of today; who is not served is due again tomorrow."""
    plan, minutes = company.plan.desk, company.plan.effects.minutes
    if not plan.is_limited:
        for message in worklist:
            send(company, message)
        return
    present = presence(company)
    regular = present * plan.minutes
    most = present * plan.overtime_minutes
    used, left = 0.0, 0
    ranked = sorted(worklist, key=lambda m: (-message_priority(company, m), m.invoices[0].number))
    for message in ranked:
        if fits(used, minutes[message.highest], regular + most):
            send(company, message)
            used += minutes[message.highest]
        else:
            left += 1
    cost = plan.wages_cents + round_cents(
        overtime_cents(used, regular, plan.overtime_cents_per_minute)
    )
    company.record_company(Kind.DESK_DAY, detail=left, cost=cost)


def presence(company: Company) -> int:
    """Count the collectors who are there today."""
    day, rate = company.today, company.plan.desk.absence_rate
    draws = (
        uniform(company.root, int(Stream.ABSENCE), (day * COLLECTORS_MOST + k) & MASK)
        for k in range(company.plan.desk.collectors)
    )
    return sum(u >= rate for u in draws)
