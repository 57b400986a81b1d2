"""What the kernels' records hold: one invoice, one customer, one order, and the bits of a life.

Fields that are read together share a cache line.
"""

from __future__ import annotations

import numpy as np

#: Bits of an invoice's `flags`. WAITING: no decision yet; SHADOW: it is being followed without its
#: agency, SHADOWED: it once was; BOUNCED: received, and the bank will take it back; PENDING: an
#: order kept back, not an invoice yet. PRESSED: by a court or a
#: factor; CALLED: its cover was; HAD_PLAN: agreed by us; RENEWED: its limitation period began anew;
#: HAS_FILE: its `FILE` is in use; SETTLING: a concession was agreed.
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

#: What `State.counts` counts: invoices in `awake`, slots in `free`, orders looked at,
#: customers failed, rows written, spells begun or ended, orders kept back that come today, tasks of
#: the desk, customers stirred, slots and rows that the next day may need.
(
    N_AWAKE, N_FREE, NEXT_ORDER, NEXT_FAILING, ROWS, NEXT_CHANGE, N_KEPT, N_TASKS, N_STIRRED,
    SLOTS_NEEDED, ROWS_NEEDED, N_COUNTS,
) = range(12)  # fmt: skip

#: Days of contact remembered per customer.
MEMORY = 30

#: One invoice. The first 64 bytes are all that a phase reads of an invoice to which nothing
#: happens; the next 64, what accrues.
INVOICE = np.dtype(
    [
        ("flags", "i4"),
        ("customer", "i4"),
        ("agency", "i4"),
        ("wake_day", "i4"),
        ("act_day", "i4"),
        ("event_day", "i4"),
        ("received_day", "i4"),
        ("recognised_day", "i4"),
        ("contact_day", "i4"),
        ("charge_day", "i4"),
        ("hold_day", "i4"),
        ("other_day", "i4"),
        ("placement_day", "i4"),
        ("suit_day", "i4"),
        ("assignment_day", "i4"),
        ("claim_day", "i4"),
        ("accrued", "f8"),
        ("threshold", "f8"),
        ("stock", "f8"),
        ("tempo", "f8"),
        ("accrued_then", "f8"),
        ("stock_then", "f8"),
        ("habit_day", "i4"),
        ("forced_day", "i4"),
        ("profile", "i4"),
        ("asleep_from", "i4"),
        ("key", "u8"),
        ("gross_cents", "i8"),
        ("open_cents", "i8"),
        ("fees_cents", "i8"),
        ("interest_cents", "i8"),
        ("discount_cents", "i8"),
        ("concession_cents", "i8"),
        ("instalment_cents", "i8"),
        ("bounced_cents", "i8"),
        ("issue_day", "i4"),
        ("due_day", "i4"),
        ("issue_habit_day", "i4"),
        ("last_contact_day", "i4"),
        ("last_charge_day", "i4"),
        ("place", "i4"),
        ("repeats", "i4"),
        ("charge_place", "i4"),
        ("charge_repeats", "i4"),
        ("discount_deadline", "i4"),
        ("discount_run", "i4"),
        ("run_day", "i4"),
        ("cause", "i4"),
        ("means", "i4"),
        ("segment", "i4"),
        ("score", "i4"),
        ("agreed_day", "i4"),
        ("instalments", "i4"),
        ("instalment", "i4"),
        ("every_days", "i4"),
        ("write_off_day", "i4"),
        ("unused", "i4", 9),
    ]
)
#: Where an invoice that sleeps lies: its number, the day (counted from 1), its neighbours' slots.
BED = np.dtype([("invoice", "i4"), ("day", "i4"), ("before", "i4"), ("after", "i4")])
#: What third parties know of an invoice. All zero until HAS_FILE, so that the files of most
#: invoices cost no memory. So `cover` is 1 + its rank, `placements_done` and `suits_done` 1 + the
#: rank of the last step executed; court, factor and days hold only in their state.
FILE = np.dtype(
    [
        ("alone", "f8"),
        ("alone_then", "f8"),
        ("alone_stock", "f8"),
        ("alone_stock_then", "f8"),
        ("alone_threshold", "f8"),
        ("alone_cents", "i8"),
        ("help", "f8"),
        ("press", "f8"),
        ("alone_press", "f8"),
        ("commission_rate", "f8"),
        ("advance_cents", "i8"),
        ("sold_cents", "i8"),
        ("at_factor_cents", "i8"),
        ("released_cents", "i8"),
        ("awarded_cents", "i8"),
        ("recoverable_cents", "i8"),
        ("claimed_cents", "i8"),
        ("indemnity_cents", "i8"),
        ("press_day", "i4"),
        ("alone_press_day", "i4"),
        ("placed_day", "i4"),
        ("agency_day", "i4"),
        ("agency_contacts", "i4"),
        ("placements_done", "i4"),
        ("suits_done", "i4"),
        ("court", "i4"),
        ("stage", "i4"),
        ("legal_day", "i4"),
        ("limitation_day", "i4"),
        ("factor", "i4"),
        ("factor_day", "i4"),
        ("factored_day", "i4"),
        ("was_settled", "i4"),
        ("cover", "i4"),
        ("cover_day", "i4"),
        ("dividend_day", "i4"),
    ],
    align=True,
)
CUSTOMER = np.dtype(
    [
        ("pace", "f8"),
        ("deterrence", "f8"),
        ("old_pace", "f8"),
        ("old_deterrence", "f8"),
        ("run_calendar", "i4"),
        ("insolvency_day", "i4"),
        ("key", "u8"),
        ("frailty", "f8"),
        ("reservation_rate", "f8"),
        ("mandate_u", "f8"),
        ("patience", "i8"),
        ("annoyance", "i8"),
        ("owed_cents", "i8"),
        ("claimed_cents", "i8"),
        ("annoyed_day", "i4"),
        ("segment", "i4"),
        ("profile", "i4"),
        ("first_live", "i4"),
        ("end_live", "i4"),
        ("is_stirred", "i4"),
        ("n_contacts", "i4"),
        ("holds", "i4"),
        ("n_late", "i4"),
        ("n_charged", "i4"),
        ("score", "i4"),
        ("means", "i4"),
        ("in_spell", "i4"),
        ("has_left", "i4"),
    ],
    align=True,
)
ORDER = np.dtype(
    [
        ("threshold", "f8"),
        ("process_u", "f8"),
        ("charges_u", "f8"),
        ("key", "u8"),
        ("gross_cents", "i8"),
        ("customer", "i4"),
        ("day", "i4"),
    ]
)
#: A spell that begins or ends.
CHANGE = np.dtype([("day", "i4"), ("customer", "i4"), ("in_spell", "i4")])
STEP = np.dtype(
    [
        ("min_cents", "i8"),
        ("max_cents", "i8"),
        ("cost_cents", "i8"),
        ("reach", "f8"),
        ("promise_share", "f8"),
        ("minutes", "f8"),
        ("step", "i4"),
        ("trigger", "i4"),
        ("days", "i4"),
        ("max_score", "i4"),
        ("is_concerned", "i4"),
        ("after", "i4"),
        ("repeat_every", "i4"),
        ("repeat_most", "i4"),
        ("party", "i4"),
        ("by_desk", "i4"),
        ("points", "i4"),
        ("offer", "i4"),
    ]
)
DAY = np.dtype(
    [
        ("season", "f8"),
        ("works", "i4"),
        ("month_end", "i4"),
        ("next_business", "i4"),
        ("next_works", "i4"),
        ("recognition", "i4"),
        ("rejection", "i4"),
    ],
    align=True,
)
PROFILE = np.dtype(
    [
        ("discount_process_share", "f8"),
        ("charges_paid_share", "f8"),
        ("deterrence", "f8"),
        ("partial_share", "f8"),
        ("dispute_share", "f8"),
        ("promise_kept_share", "f8"),
        ("plan_accepted_share", "f8"),
        ("instalment_kept_share", "f8"),
        ("settlement_accepted_share", "f8"),
        ("seizable_share", "f8"),
        ("pays", "i4"),
        ("first_day", "i4"),
    ]
)
MEANS = np.dtype(
    [
        ("ease", "f8"),
        ("fee_rate", "f8"),
        ("fee_cents", "i8"),
        ("failure_cents", "i8"),
        ("is_pulled", "i8"),
    ]
)
#: What a policy states by segment.
SEGMENT = np.dtype(
    [
        ("mandate_share", "f8"),
        ("limit_cents", "i8"),
        ("first_cents", "i8"),
        ("second_cents", "i8"),
        ("third_cents", "i8"),
        ("second_from", "i8"),
        ("third_from", "i8"),
        ("insurer", "i4"),
        ("guarantor", "i4"),
        ("min_score", "i4"),
        ("discount_segment", "i4"),
        ("risk_segment", "i4"),
        ("deposit_segment", "i4"),
    ]
)
#: What the law and taxes make of a segment.
STATUTE = np.dtype([("net_share", "f8"), ("limitation_days", "i8")])
AGENCY = np.dtype(
    [
        ("direct_share", "f8"),
        ("contact_reach", "f8"),
        ("minimum_cents", "i8"),
        ("fee_cents", "i8"),
        ("contact_every", "i8"),
        ("contact_most", "i8"),
        ("contact_points", "i8"),
        ("recall_days", "i8"),
    ]
)
BAND = np.dtype([("rate", "f8"), ("cents", "i8"), ("days", "i8")])
COURT = np.dtype(
    [
        ("lawyer_rate", "f8"),
        ("granted_share", "f8"),
        ("partial_share", "f8"),
        ("partial_rate", "f8"),
        ("opposition_share", "f8"),
        ("won_share", "f8"),
        ("delay_share", "f8"),
        ("protective_share", "f8"),
        ("word", "u8"),
        ("filing_cents", "i8"),
        ("lawyer_cents", "i8"),
        ("service_cents", "i8"),
        ("trial_cents", "i8"),
        ("enforcement_cents", "i8"),
        ("decision_days", "i8"),
        ("opposition_days", "i8"),
        ("trial_days", "i8"),
        ("enforcement_days", "i8"),
        ("delay_months", "i8"),
        ("bailiff_scale", "i8"),
        ("costs_recovered", "i8"),
    ]
)
FACTOR = np.dtype(
    [
        ("advance_rate", "f8"),
        ("commission_rate", "f8"),
        ("interest_rate", "f8"),
        ("recourse_days", "i8"),
        ("recourse", "i8"),
    ]
)
COVER = np.dtype(
    [
        ("quota", "f8"),
        ("limit_cents", "i8"),
        ("deductible_cents", "i8"),
        ("claim_within_days", "i8"),
        ("pays_days", "i8"),
        ("takes_over", "i8"),
    ]
)
#: A message that waits for the desk: who, which of the invoices awake, at which step.
TASK = np.dtype(
    [
        ("priority", "i8"),
        ("customer", "i8"),
        ("first", "i8"),
        ("last", "i8"),
        ("highest", "i8"),
        ("carrier", "i8"),
        ("is_served", "i8"),
    ]
)
