"""What the kernels' records hold: one invoice, one customer, one order, and the bits of a life.

Fields that are read together share a cache line. A suffix is a unit: ``_cents``, ``_days``,
``_day`` (its number), ``_rate`` and ``_share`` (0 to 1), ``_u`` (a uniform draw). What comes from
the world, the tables or the plan has the same name there.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Records = NDArray[np.void]

#: Bits of an invoice's `flags`. WAITING: no decision yet; SHADOW: it is being followed without its
#: agency, SHADOWED: it once was; BOUNCED: received, and the bank will take it back; PENDING: an
#: order kept back, not an invoice yet; PRESSED: by a court or a factor; CALLED: its cover was;
#: HAD_PLAN: agreed by us; RENEWED: its limitation period began anew; HAS_FILE: its `FILE` is in
#: use; SETTLING: a concession was agreed.
(
    WAITING, RECEIVED, RECOGNISED, FROZEN, WRITTEN_OFF, CHARGED, SHADOW, SHADOWED, LATENT,
    DISPUTED, PROMISED, IN_PLAN, URGENT, BOUNCED, WAS_REJECTED, PAID_PART, PENDING, HOLDING,
    WAS_PLACED, PRESSED, IN_COURT, SEIZED, FACTORED, SOLD, WAS_FACTORED, CALLED,
    HAD_PLAN, RENEWED, COVERED, HAS_FILE, SETTLING,
) = (1 << bit for bit in range(31))  # fmt: skip
#: Nothing accrues, and nothing is decided.
STOPPED = LATENT | DISPUTED | PROMISED | IN_PLAN
#: No act concerns the invoice; a settlement agreed suspends as well.
SUSPENDED = DISPUTED | PROMISED | IN_PLAN | SETTLING

#: A third party has, or had, a hand in the intensity.
HELPED = WAS_PLACED | PRESSED
#: Own steps do not concern the invoice.
NOT_OURS = RECOGNISED | FROZEN | IN_COURT | FACTORED

#: What `State.counts` counts: invoices in `awake`, slots in `free`, orders looked at, customers
#: failed, rows written, spells begun or ended, orders kept back that come today, tasks of the desk,
#: customers stirred, slots and rows that the next day may need.
(
    N_AWAKE, N_FREE, NEXT_ORDER, NEXT_FAILING, ROWS, NEXT_CHANGE, N_KEPT, N_TASKS, N_STIRRED,
    SLOTS_NEEDED, ROWS_NEEDED, N_COUNTS,
) = range(12)  # fmt: skip

#: Days of contact remembered per customer.
MEMORY = 30


def record(*lines: str, align: bool = False) -> np.dtype[np.void]:
    """Make the type of a record of lines that name a type, then the fields that have it.

    >>> record("i4 day customer", "f8 pace").names
    ('day', 'customer', 'pace')
    """
    fields = [(name, kind) for kind, *names in map(str.split, lines) for name in names]
    return np.dtype(fields, align=align)


#: One invoice: whole cache lines, the first for what all phases look at. `place` is the rank of the
#: last contact step, `charge_place` that of the last charge, -1 if none; ``_then`` is what was true
#: when the invoice fell asleep, and `asleep_from` the first close that it sleeps through.
INVOICE = record(
    # === What a phase reads of an invoice to which nothing happens ===
    "i4 flags customer agency wake_day act_day event_day received_day recognised_day contact_day",
    "i4 charge_day hold_day other_day placement_day suit_day assignment_day claim_day",
    # === What accrues ===
    "f8 accrued threshold stock tempo accrued_then stock_then",
    "i4 habit_day forced_day profile asleep_from",
    # === The rest, and what fills its last cache line ===
    "u8 key",
    "i8 gross_cents open_cents fees_cents interest_cents discount_cents concession_cents",
    "i8 instalment_cents bounced_cents",
    "i4 issue_day due_day issue_habit_day last_contact_day last_charge_day place repeats",
    "i4 charge_place charge_repeats discount_deadline discount_run run_day cause means segment",
    "i4 score agreed_day instalments instalment every_days write_off_day is_recorded",
    "8i4 filling",
)
#: Where an invoice that sleeps lies: its number, the day (counted from 1), its neighbours' slots.
BED = record(
    "i4 invoice day before after",
)
#: What third parties know of an invoice. All zero until HAS_FILE, so that the files of most
#: invoices cost no memory. So `cover` is 1 + its rank, `placements_done` and `suits_done` 1 + the
#: rank of the last step executed; court, factor and days hold only in their state.
FILE = record(
    "f8 alone alone_then alone_stock alone_stock_then alone_threshold",
    "i8 alone_cents",
    "f8 help press alone_press commission_rate",
    "i8 advance_cents sold_cents at_factor_cents released_cents awarded_cents recoverable_cents",
    "i8 claimed_cents indemnity_cents",
    "i4 press_day alone_press_day placed_day agency_day agency_contacts placements_done",
    "i4 suits_done court stage legal_day limitation_day factor factor_day factored_day",
    "i4 was_settled cover cover_day dividend_day",
    align=True,
)
CUSTOMER = record(
    "f8 pace deterrence old_pace old_deterrence",
    "i4 run_calendar insolvency_day",
    "u8 key",
    "f8 frailty reservation_rate mandate_u",
    "i8 patience annoyance owed_cents claimed_cents",
    "i4 annoyed_day segment profile first_live end_live is_stirred n_contacts holds n_late",
    "i4 n_charged score means in_spell has_left",
    align=True,
)
ORDER = record(
    "f8 threshold process_u charges_u",
    "u8 key",
    "i8 gross_cents",
    "i4 customer day due_day paid_day",
)
#: A spell that begins or ends.
CHANGE = record(
    "i4 day customer in_spell",
)
STEP = record(
    "i8 min_cents max_cents cost_cents",
    "f8 reach promise_share minutes",
    "i4 step trigger days max_score is_concerned after repeat_every repeat_most party by_desk",
    "i4 points offer",
)
DAY = record(
    "f8 season",
    "i4 works month_end next_business next_works recognition rejection",
    align=True,
)
PROFILE = record(
    "f8 discount_process_share charges_paid_share deterrence partial_share dispute_share",
    "f8 promise_kept_share plan_accepted_share instalment_kept_share settlement_accepted_share",
    "f8 seizable_share",
    "i4 pays first_day",
)
MEANS = record(
    "f8 ease fee_rate",
    "i8 fee_cents failure_cents is_pulled",
)
#: What a policy states by segment.
SEGMENT = record(
    "f8 mandate_share",
    "i8 limit_cents first_cents second_cents third_cents second_from third_from",
    "i4 insurer guarantor min_score discount_segment risk_segment deposit_segment",
)
#: What the law and taxes make of a segment.
STATUTE = record(
    "f8 net_share",
    "i8 limitation_days",
)
AGENCY = record(
    "f8 direct_share contact_reach",
    "i8 minimum_cents fee_cents contact_every contact_most contact_points recall_days",
)
BAND = record(
    "f8 rate",
    "i8 cents days",
)
COURT = record(
    "f8 lawyer_rate granted_share partial_share partial_rate opposition_share won_share",
    "f8 delay_share protective_share",
    "u8 word",
    "i8 filing_cents lawyer_cents service_cents trial_cents enforcement_cents decision_days",
    "i8 opposition_days trial_days enforcement_days delay_months bailiff_scale costs_recovered",
)
FACTOR = record(
    "f8 advance_rate commission_rate interest_rate",
    "i8 recourse_days recourse",
)
COVER = record(
    "f8 quota",
    "i8 limit_cents deductible_cents claim_within_days pays_days takes_over",
)
#: A message that waits for the desk: who, which of the invoices awake, at which step.
TASK = record(
    "i8 priority customer first last highest carrier is_served",
)
