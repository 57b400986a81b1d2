"""What suspends monotony: each mechanism, with a payer whom one more contact makes later.

Without them, more contacts make no invoice later (`test_pathwise` of the engine). The minimum gap
has its test there too. Disputes are not among them: asking earlier only settles them earlier
(`test_negotiation_levers`).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from levers.small import FAR, Table, act, amounts, contact, day_of, decided, simulated
from simrecouv.ledger import Ledger
from simrecouv.vocabulary import Kind

#: A letter does next to nothing, a call settles most.
CONTACTS = {
    "letter": {"gain": 0.1},
    "call": {"gain": 60.0, "minutes": 10.0},
    "email": {"gain": 0.0},
}
SLOW = {"hazard": [[0, 0.01]]}
BUSY = {"orders_per_customer_per_year": 40.0}
CALL = contact("call", 30, channel="call")
EARLY = contact("early", 5)


def follow(
    steps: list[Table],
    policy: Table | None = None,
    *,
    behaviour: Table | None = None,
    profile: Table | None = None,
    **tables: Any,
) -> Ledger:
    """Simulate a ladder on customers who hardly pay without a call."""
    return simulated(
        {"steps": steps, **(policy or {})},
        behaviour={"contact": CONTACTS, "contact_saturation": 100.0, **(behaviour or {})},
        profile={**SLOW, **(profile or {})},
        **tables,
    )


def later(more: Ledger, fewer: Ledger) -> int:
    """Count the invoices that decide later under the first ledger."""
    return int((decided(more) > decided(fewer)).sum())


def test_without_any_of_them_one_more_letter_makes_nobody_later() -> None:
    assert later(follow([EARLY, CALL]), follow([CALL])) == 0
    assert later(follow([CALL]), follow([EARLY, CALL])) > 0


def test_a_cap_can_make_a_payer_later() -> None:
    """The letter uses up the month's only message, and the call waits."""
    cap = {"contact_limits": {"max_per_customer_per_30_days": 1}}
    assert later(follow([EARLY, CALL], cap), follow([CALL], cap)) > 0


def test_consolidation_can_make_a_payer_later() -> None:
    """An e-mail at a higher step, for an older invoice, takes the place of the call."""
    call, email = contact("call", 5, channel="call"), contact("email", 30, channel="email")
    assert later(follow([call, email], segment=BUSY), follow([call], segment=BUSY)) > 0


def test_a_promise_can_make_a_payer_later() -> None:
    """Who promises and does not keep it has bought time."""
    letters = {**CONTACTS, "letter": {"gain": 0.1, "promise_share": 1.0}}
    how = {"contact": letters, "promise_days": 60}
    idle = {"promise_kept_share": 0.0}
    more = follow([EARLY, CALL], behaviour=how, profile=idle)
    fewer = follow([CALL], behaviour=how, profile=idle)
    assert later(more, fewer) > 0
    made, broken = day_of(more, Kind.PROMISED), day_of(more, Kind.PROMISE_BROKEN)
    bought_time = (decided(fewer) > made) & (decided(fewer) < broken) & (made < FAR)
    assert (decided(more) > decided(fewer))[bought_time].all()


def test_a_plan_can_make_a_payer_later() -> None:
    """Instalments settle later than the call would have had it settled."""
    plan = {"plan": {"instalments": 4, "every_days": 30}}
    accepts = {"plan_accepted_share": 1.0, "instalment_kept_share": 1.0}
    offer = {**EARLY, "offer": "plan"}
    more = follow([offer, CALL], plan, profile=accepts)
    fewer = follow([CALL], plan, profile=accepts)
    gross = more.invoices.gross_cents
    settled = [amounts(ledger, Kind.RECEIVED) == gross for ledger in (more, fewer)]
    both = settled[0] & settled[1]
    last = [day_of(ledger, Kind.RECEIVED, last=True)[both] for ledger in (more, fewer)]
    assert (last[0] > last[1]).any()


def test_a_hold_can_make_a_payer_later() -> None:
    """A call has the large invoice paid: the hold ends, and presses no more for the small one."""
    hold = act("hold_orders", 10, min_amount_eur=1500.0)
    call = contact("call", 15, channel="call", min_amount_eur=1500.0)
    held = {"held_orders": {"lost_share": 0.0, "pressure": 20.0}}
    more = follow([hold, call], behaviour=held)
    fewer = follow([hold], behaviour=held)
    same = more.invoices.issue_day == fewer.invoices.issue_day
    assert (decided(more) > decided(fewer))[same].any()


def test_a_discount_can_make_a_payer_later() -> None:
    """Who takes it pays no late charges, and does not learn to fear them."""
    charges = [act("charge", 1)]
    fears = {
        "hazard": [[7, 0.02]],
        "deterrence": 5.0,
        "charges_paid_share": 0.3,
        "discount_process_share": 0.5,
    }
    penalties = {"penalties": {"annual_rate": 0.12, "indemnity_eur": 40.0}}
    discount = {"discount": {"rate": 0.03, "within_days": 10}}
    more = follow(charges, {**penalties, **discount}, profile=fears)
    fewer = follow(charges, penalties, profile=fears)
    takes = amounts(more, Kind.DISCOUNT) > 0
    assert (decided(more) <= decided(fewer))[takes].mean() > 0.9
    assert (decided(more) > decided(fewer))[~takes].any()


FROM_PREVIOUS = {"from": "previous"}
PRESSES = {"intensity_per_day": 1.0}
COURT = {**PRESSES, "procedure": "merits", "decision_days": 90, "granted_share": 1.0}
PARTIES: dict[str, tuple[Table, Table, Kind]] = {
    "agency": (
        act("placement", 10, agency="any", **FROM_PREVIOUS), {"agencies": {"any": PRESSES}},
        Kind.PLACED,
    ),
    "court": (
        act("legal", 10, court="any", **FROM_PREVIOUS), {"courts": {"any": COURT}}, Kind.FILED,
    ),
    "factor": (
        act("factoring", 10, factor="any", **FROM_PREVIOUS),
        {"factors": {"any": {**PRESSES, "recourse": False}}}, Kind.SOLD,
    ),
}  # fmt: skip


@pytest.mark.parametrize("party", PARTIES)
def test_a_third_party_can_make_a_payer_later(party: str) -> None:
    """Its step counts from the last contact: one more letter puts it off."""
    step, tables, kind = PARTIES[party]
    first, again = contact("first", 5), contact("again", 14)
    more = follow([first, step, again], **tables)
    fewer = follow([first, step], **tables)
    assert later(more, fewer) > 0
    entrusted = day_of(more, kind)
    assert (entrusted >= day_of(fewer, kind))[entrusted < FAR].all()


def test_a_second_agency_can_make_a_payer_later() -> None:
    """The first gives the invoice back, a letter follows, and the second waits for that."""
    agencies = {"weak": {"intensity_per_day": 0.0, "recall_days": 10}, "any": PRESSES}
    place = act("placement", 10, agency="weak")
    second = act("placement", 30, id="second", agency="any", **FROM_PREVIOUS)
    first, again = contact("first", 5), contact("again", 22)
    more = follow([first, place, second, again], agencies=agencies)
    fewer = follow([first, place, second], agencies=agencies)
    assert later(more, fewer) > 0


def test_a_busy_desk_can_make_a_payer_later() -> None:
    """A second call for the oldest takes the time of the first call for the others."""
    desk = {"desk": {"collectors": 1, "minutes_per_day": 10.0}}
    first = contact("first", 5, channel="call", by="desk")
    again = contact("again", 60, channel="call", by="desk", min_amount_eur=1500.0)
    weak = {"contact": {"call": {"gain": 1.0, "minutes": 10.0}}}
    crowd = {"customers": 60, "orders_per_customer_per_year": 6.0}
    more = follow([first, again], desk, behaviour=weak, segment=crowd)
    fewer = follow([first], desk, behaviour=weak, segment=crowd)
    assert later(more, fewer) > 0
    wide = {"desk": {"collectors": 200}}
    assert (
        later(
            follow([first, again], wide, behaviour=weak, segment=crowd),
            follow([first], wide, behaviour=weak, segment=crowd),
        )
        == 0
    )
    assert np.median(day_of(more, Kind.CONTACT)) >= np.median(day_of(fewer, Kind.CONTACT))
