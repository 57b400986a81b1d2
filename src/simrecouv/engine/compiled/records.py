"""What the kernels' records hold: one invoice, one customer, one order, and the bits of a life.

Fields that are read together share a cache line.
"""

from __future__ import annotations

import numpy as np

#: Bits of an invoice's `flags`. WAITING: no decision yet; SHADOW: it is being followed without its
#: agency, SHADOWED: it once was; BOUNCED: received, and the bank will take it back; PENDING: an
#: order kept back, not an invoice yet.
(
    WAITING, RECEIVED, RECOGNISED, FROZEN, WRITTEN_OFF, CHARGED, SHADOW, SHADOWED, LATENT,
    DISPUTED, PROMISED, IN_PLAN, URGENT, BOUNCED, WAS_REJECTED, PAID_PART, PENDING, HOLDING,
) = (1 << bit for bit in range(18))  # fmt: skip
#: Nothing accrues, and nothing is decided.
STOPPED = LATENT | DISPUTED | PROMISED | IN_PLAN
#: No act concerns the invoice; a settlement agreed suspends as well.
SUSPENDED = DISPUTED | PROMISED | IN_PLAN

#: What `State.counts` counts: invoices in `open` and in `awake`, orders looked at, customers
#: failed, rows written, spells begun or ended, orders kept back that come today, tasks of the desk.
(
    N_OPEN, N_AWAKE, NEXT_ORDER, NEXT_FAILING, ROWS, NEXT_CHANGE, N_KEPT, N_TASKS, N_COUNTS,
) = range(9)  # fmt: skip

#: Days of contact remembered per customer.
MEMORY = 30

#: One invoice. The first 64 bytes are all that the close of an ordinary day reads.
INVOICE = np.dtype(
    [
        ("accrued", "f8"),
        ("threshold", "f8"),
        ("stock", "f8"),
        ("tempo", "f8"),
        ("habit_day", "i4"),
        ("wake_day", "i4"),
        ("forced_day", "i4"),
        ("customer", "i4"),
        ("profile", "i4"),
        ("agency", "i4"),
        ("flags", "i4"),
        ("received_day", "i4"),
        ("alone", "f8"),
        ("alone_stock", "f8"),
        ("alone_threshold", "f8"),
        ("alone_cents", "i8"),
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
        ("contact_day", "i4"),
        ("charge_day", "i4"),
        ("hold_day", "i4"),
        ("placement_day", "i4"),
        ("write_off_day", "i4"),
        ("last_contact_day", "i4"),
        ("last_charge_day", "i4"),
        ("place", "i4"),
        ("repeats", "i4"),
        ("charge_place", "i4"),
        ("charge_repeats", "i4"),
        ("discount_deadline", "i4"),
        ("discount_run", "i4"),
        ("run_day", "i4"),
        ("recognised_day", "i4"),
        ("event_day", "i4"),
        ("cause", "i4"),
        ("means", "i4"),
        ("segment", "i4"),
        ("score", "i4"),
        ("agreed_day", "i4"),
        ("instalments", "i4"),
        ("instalment", "i4"),
        ("every_days", "i4"),
        ("next_asleep", "i4"),
    ]
)
CUSTOMER = np.dtype(
    [
        ("pace", "f8"),
        ("deterrence", "f8"),
        ("run_calendar", "i4"),
        ("insolvency_day", "i4"),
        ("key", "u8"),
        ("frailty", "f8"),
        ("reservation_rate", "f8"),
        ("mandate_u", "f8"),
        ("patience", "i8"),
        ("annoyance", "i8"),
        ("owed_cents", "i8"),
        ("annoyed_day", "i4"),
        ("segment", "i4"),
        ("profile", "i4"),
        ("first_order", "i4"),
        ("end_order", "i4"),
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
        ("agency", "i4"),
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
        ("min_score", "i4"),
        ("discount_segment", "i4"),
        ("risk_segment", "i4"),
        ("deposit_segment", "i4"),
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
