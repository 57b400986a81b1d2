"""The court, compiled. Mirrors `simrecouv.engine.reference.court`."""

from __future__ import annotations

from simrecouv.engine.codes import (
    DECIDED,
    ENFORCEABLE,
    FILED,
    GRANTED,
    GRANTED_IN_PART,
    MONTH_DAYS,
    ON_TRIAL,
    REFUSED,
    REJECTED,
)
from simrecouv.engine.compiled.agency import recall
from simrecouv.engine.compiled.common import K, S, annoy, business_day, emit
from simrecouv.engine.compiled.files import leave_court, press, renew
from simrecouv.engine.compiled.jit import lean
from simrecouv.engine.compiled.ladder import first_due, is_suspended, schedule_others
from simrecouv.engine.compiled.messages import begin_plan
from simrecouv.engine.compiled.records import (
    HAS_FILE,
    IN_COURT,
    LATENT,
    RENEWED,
    SEIZED,
    STOPPED,
    URGENT,
    WAITING,
)
from simrecouv.engine.compiled.rules import judgment, part_cents, seizes, uniform
from simrecouv.engine.compiled.world import surface
from simrecouv.units import NEVER


@lean
def sue(day, tick, month_end, facts, parties, book, state, out, i, invoice, file):
    """Seize the court of the first legal step that is due, unless the claim is too old."""
    if invoice["flags"] & LATENT and invoice["cause"] != REJECTED:
        surface(day, tick, facts, out, i, invoice, file)
        return
    done = file["suits_done"]
    which = first_due(book.contacts, book.suits, done, invoice, month_end, day)
    step = book.suits[which, 0]
    file["suits_done"] = which + 1
    invoice["flags"] |= HAS_FILE
    limitation = invoice["due_day"] + parties.statutes[invoice["segment"]]["limitation_days"]
    if invoice["flags"] & RENEWED:
        limitation = file["limitation_day"]
    if day >= limitation:
        number = step["step"]
        emit(out, tick, invoice["customer"], i, K.TIME_BARRED, number, 0, 0, 0)
    else:
        file_claim(day, tick, step, facts, parties, state, out, i, invoice, file)
    schedule_others(book, month_end, invoice, file)


@lean
def file_claim(day, tick, step, facts, parties, state, out, i, invoice, file):
    """File a claim; an agency that had it loses it."""
    c = invoice["customer"]
    number, amount = step["party"], invoice["open_cents"]
    court = parties.courts[number]
    if invoice["agency"] >= 0:
        recall(tick, out, i, invoice, file)
    filing = court["filing_cents"]
    lawyer = court["lawyer_cents"] + part_cents(amount, court["lawyer_rate"])
    emit(out, tick, c, i, K.FILED, step["step"], number, amount, filing + lawyer)
    file["court"], file["stage"], file["recoverable_cents"] = number, FILED, filing
    invoice["flags"] |= IN_COURT
    renew(day, parties.statutes, invoice, file)
    press(parties.court_intensity[number, invoice["profile"]], day, invoice, file)
    annoy(facts.habits.court_points, day, state.customers[c])
    file["legal_day"] = business_day(day + court["decision_days"], facts)


@lean
def proceed(day, tick, facts, parties, out, i, invoice, file):
    """Let the stage of today come."""
    stage, court = file["stage"], parties.courts[file["court"]]
    if stage != FILED and file["awarded_cents"] == 0:
        leave_court(invoice, file)
    elif stage == FILED:
        decide_case(day, tick, court, facts, out, i, invoice, file)
    elif stage == DECIDED:
        if uniform(invoice["key"], S.OPPOSITION, court["word"]) < court["opposition_share"]:
            cost = court["trial_cents"]
            emit(out, tick, invoice["customer"], i, K.OPPOSED, -1, 0, 0, cost)
            file["stage"] = ON_TRIAL
            file["legal_day"] = business_day(day + court["trial_days"], facts)
        else:
            make_enforceable(day, tick, court, facts, parties, out, i, invoice, file)
    elif stage == ON_TRIAL:
        c, award = invoice["customer"], file["awarded_cents"]
        if uniform(invoice["key"], S.TRIAL, court["word"]) < court["won_share"]:
            outcome = GRANTED if award >= invoice["open_cents"] else GRANTED_IN_PART
            award = min(award, invoice["open_cents"])
            emit(out, tick, c, i, K.JUDGED, -1, outcome, award, 0)
            make_enforceable(day, tick, court, facts, parties, out, i, invoice, file)
        else:
            emit(out, tick, c, i, K.JUDGED, -1, REFUSED, 0, 0)
            leave_court(invoice, file)
    elif stage == ENFORCEABLE:
        seize(day, tick, court, facts, out, i, invoice, file)


@lean
def decide_case(day, tick, court, facts, out, i, invoice, file):
    """Grant the claim, in full or in part, or refuse it."""
    key, c, award = invoice["key"], invoice["customer"], invoice["open_cents"]
    outcome = judgment(
        uniform(key, S.JUDGMENT, court["word"]),
        court["granted_share"],
        uniform(key, S.JUDGED_PART, court["word"]),
        court["partial_share"],
    )
    if outcome == REFUSED:
        emit(out, tick, c, i, K.JUDGED, -1, REFUSED, 0, 0)
        leave_court(invoice, file)
        return
    if outcome == GRANTED_IN_PART:
        award = max(part_cents(award, court["partial_rate"]), 1)
    service = court["service_cents"]
    emit(out, tick, c, i, K.JUDGED, -1, outcome, award, service)
    file["awarded_cents"], file["stage"] = award, DECIDED
    file["recoverable_cents"] += service
    file["legal_day"] = business_day(day + court["opposition_days"], facts)


@lean
def make_enforceable(day, tick, court, facts, parties, out, i, invoice, file):
    """Obtain a title, with its costs; the judge may spread the payment."""
    c, amount = invoice["customer"], invoice["open_cents"]
    award = min(file["awarded_cents"], amount)
    emit(out, tick, c, i, K.TITLE, -1, 0, award, 0)
    award_costs(tick, court, file["recoverable_cents"], out, i, invoice)
    file["stage"] = ENFORCEABLE
    press(parties.title_intensity[file["court"], invoice["profile"]], day, invoice, file)
    file["legal_day"] = business_day(day + court["enforcement_days"], facts)
    is_spread = uniform(invoice["key"], S.JUDGE_DELAY, court["word"]) < court["delay_share"]
    if is_spread and is_idle(invoice):
        months = court["delay_months"]
        emit(out, tick, c, i, K.DELAY_GRANTED, -1, months, amount, 0)
        begin_plan(day, months, MONTH_DAYS, facts, parties, invoice, file)


@lean
def award_costs(tick, court, costs, out, i, invoice):
    """Put costs on the customer, where the court does."""
    if costs > 0 and court["costs_recovered"]:
        emit(out, tick, invoice["customer"], i, K.COURT_COSTS, -1, 0, costs, 0)
        invoice["fees_cents"] += costs


@lean
def is_idle(invoice):
    """Whether nothing is agreed, contested or on its way."""
    flags = invoice["flags"]
    return flags & WAITING != 0 and flags & STOPPED == 0 and not is_suspended(invoice)


@lean
def seize(day, tick, court, facts, out, i, invoice, file):
    """Seize what there is: the money then comes at once; look again if something is agreed."""
    if not is_idle(invoice):
        file["legal_day"] = business_day(day + court["enforcement_days"], facts)
        return
    c, cost = invoice["customer"], court["enforcement_cents"]
    amount = min(file["awarded_cents"], invoice["open_cents"])
    if seizes(
        uniform(invoice["key"], S.SEIZURE, court["word"]),
        facts.profiles[invoice["profile"]]["seizable_share"],
        court["protective_share"],
    ):
        award_costs(tick, court, cost, out, i, invoice)
        emit(out, tick, c, i, K.SEIZED, -1, 0, amount, cost)
        invoice["flags"] |= SEIZED | URGENT
        invoice["forced_day"], file["legal_day"] = day, NEVER
    else:
        emit(out, tick, c, i, K.SEIZURE_FAILED, -1, 0, amount, cost)
        leave_court(invoice, file)
