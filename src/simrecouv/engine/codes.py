"""Numbers that both engines know by name: words of the vocabulary, stages, sizes of tables."""

from __future__ import annotations

from simrecouv.vocabulary import Cause, CoverRefusal, Means, Offer, Payee, Refusal, Trigger

#: The contact multiplier is tabulated by steps of 1/64 up to a stock of 64, then constant.
STOCK_STEPS, STOCK_MOST = 64, 64
LAST_STEP = float(STOCK_STEPS * STOCK_MOST)

#: The quantiles of the exponential law of mean 1 are tabulated by steps of 1/4096.
QUANTILE_STEPS = 4096

#: Number of the trigger that counts from the previous contact.
PREVIOUS = Trigger.PREVIOUS.rank
#: Numbers of the offers that a contact may carry; 0 = none.
PLAN, SETTLEMENT = Offer.PLAN.code, Offer.SETTLEMENT.code
#: Numbers of the means of payment that the engines know by name.
TRANSFER, DIRECT_DEBIT = Means.TRANSFER.rank, Means.DIRECT_DEBIT.rank
#: Numbers of the causes and of the refusals that the engines know by name.
REJECTED, DISPUTE = Cause.REJECTED.code, Cause.DISPUTE.code
HOLD, LIMIT, DEPOSIT = Refusal.HOLD.code, Refusal.LIMIT.code, Refusal.DEPOSIT.code
#: Who receives a payment in our place; 0 = our bank.
AGENCY, BAILIFF, FACTOR = Payee.AGENCY.code, Payee.BAILIFF.code, Payee.FACTOR.code
LIQUIDATOR = Payee.LIQUIDATOR.code
#: Why cover is refused.
TOO_LATE, UNAPPROVED_PLAN = CoverRefusal.LATE.code, CoverRefusal.PLAN.code
BEYOND_LIMIT = CoverRefusal.LIMIT.code
#: What a court decides: the detail of JUDGED rows.
REFUSED, GRANTED, GRANTED_IN_PART = range(3)
#: Stages of a case: none, filed, decided and may be opposed, on trial, enforceable.
NO_CASE, FILED, DECIDED, ON_TRIAL, ENFORCEABLE = range(5)
#: Days between the instalments that a judge grants.
MONTH_DAYS = 30
#: Index of the new threshold drawn when a bailiff has paid a part; 0 is that of a part payment.
AFTER_AWARD = 1
#: More than any amount [cents].
NO_LIMIT = 10**15
#: Addresses of one day's absences: more than the collectors that a desk may have.
COLLECTORS_MOST = 1024
#: Late charges deter from one week before due: about one payment run.
DETERRED_FROM_DAYS = -7
#: A contact threshold that is never reached: a pulled payment waits for its day.
UNREACHABLE = 1e18
