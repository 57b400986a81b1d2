"""Textbook receivables as Markov chains (O5) come out of the simulator when it forgets as they do.

A debt is paid in a month with a probability that depends on its age alone: an intensity of
``-ln(1 - p) / 30`` a day over months of 30 days, customers all alike, payments that leave any day
and arrive the next morning, no dunning. Invoices are then independent, so that a share p of n of
them strays from the chain by its binomial error ``sqrt(p (1 - p) / n)``: 4 errors are allowed, and
each test shows that they are small enough to see another chain.

Ladders (a debt is paid or a month older, and bad after the last month) are simulated as they stand.
Chains whose debts stay or come back are known to the simulator by when their debts are paid only.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from simrecouv.engine import simulate
from simrecouv.kpi import Absorption, Books, absorption
from simrecouv.kpi.balances import ageing, book_balance
from simrecouv.ledger import Ledger
from simrecouv.scenario import Finance
from simrecouv.units import DAYS_PER_YEAR, TICKS_PER_DAY
from simrecouv.vocabulary import Kind
from simrecouv.world import build_world
from theory.worlds import one_profile

pytest.importorskip("numba", reason="hundreds of thousands of invoices need the compiled engine")

Floats = NDArray[np.float64]

MONTH_DAYS = 30
ERRORS = 4.0
CUSTOMERS, ORDERS_PER_YEAR = 1_000, 100.0
SALES_PER_DAY = CUSTOMERS * ORDERS_PER_YEAR / DAYS_PER_YEAR
GROSS_CENTS = 120_000
#: The month of what is never paid.
NEVER = 10**6

#: Probability of payment in each month, what is left after the last being bad; and what the books
#: print: collected in the end, from the start of each month.
LADDERS = {
    "new, 1, 2, 3 months": ((0.4, 0.5, 0.6, 0.7), (0.964, 0.94, 0.88, 0.70)),
    "A&W": ((0.80, 0.90, 0.85), (0.997, 0.985, 0.85)),
}
#: Sales of A&W, of which 450 are bad.
SALES_EUR = 150_000.0


class Chain(NamedTuple):
    """Two states of age that debts may keep or go back to; balances of the book, and its bad debt.

    ``moves`` and ``ends`` (paid, bad) are probabilities a month; ``bad_eur`` is recomputed where the
    book rounds or errs.
    """

    moves: list[list[float]]
    ends: list[list[float]]
    balances_eur: tuple[float, float]
    bad_eur: float

    def solved(self) -> Absorption:
        return absorption(self.moves, self.ends)

    def paid_by_month(self) -> Floats:
        """Share paid in months 1, 2, ... from each state, followed month by month."""
        open_share, months = np.eye(2), []
        for _ in range(LAST_MONTH):
            months.append(open_share @ np.array(self.ends)[:, 0])
            open_share = open_share @ np.array(self.moves)
        return np.array(months).T


CHAINS = {
    "UC Limited": Chain([[0.5, 0.2], [0.3, 0.1]], [[0.3, 0], [0.5, 0.1]], (70_000, 30_000), 7_436),
    "department store": Chain(
        [[0.25, 0.25], [0.05, 0.25]], [[0.5, 0], [0.5, 0.2]], (40_000, 50_000), 17_272.73
    ),
    "Heidman's": Chain([[0.3, 0.3], [0.3, 0.1]], [[0.4, 0], [0.4, 0.2]], (1_000, 2_000), 630),
    "Heidman's, new policy": Chain(
        [[0.3, 0.1], [0.3, 0.1]], [[0.6, 0], [0.4, 0.2]], (1_000, 2_000), 500
    ),
}
#: Months after which less than one debt in 50,000 of these chains is still open.
LAST_MONTH = 24


class Debts(NamedTuple):
    """Followed invoices: the state they start in, and in which month past due they are paid."""

    state: NDArray[np.int64]
    month: NDArray[np.int64]


def memoryless(*months: tuple[float, ...]) -> Ledger:
    """Simulate debts paid with these probabilities in each month past due; one tuple per state."""
    states = {f"state-{k}": {"hazard": _hazard(paid)} for k, paid in enumerate(months)}
    bad = {"id": "bad", "action": "write_off", "from": "due", "days": MONTH_DAYS * len(months[0])}
    scenario = one_profile(
        [],
        profiles=states,
        segment={
            "customers": CUSTOMERS,
            "orders_per_customer_per_year": ORDERS_PER_YEAR,
            "profiles": dict.fromkeys(states, 1.0 / len(states)),
        },
        policies={"nothing": {"steps": [bad]}},
    )
    return simulate(scenario, build_world(scenario), "nothing", "compiled")


def _hazard(paid: tuple[float, ...]) -> list[list[float]]:
    monthly = [[MONTH_DAYS * k, -np.log1p(-p) / MONTH_DAYS] for k, p in enumerate(paid)]
    return [*monthly, [MONTH_DAYS * len(paid), 0.0]]


def debts_of(ledger: Ledger, months: int) -> tuple[Debts, NDArray[np.int64]]:
    """Follow all invoices that reach the write-off of their last month, and say which they are."""
    due = ledger.invoices.due_day.astype(np.int64)
    followed = np.flatnonzero(due + MONTH_DAYS * (months + 1) < ledger.end_day)
    rows = ledger.of_kind(Kind.RECEIVED)
    month = np.full(due.size, NEVER)
    late_days = rows["tick"] // TICKS_PER_DAY - due[rows["invoice"]]
    month[rows["invoice"]] = -(-late_days // MONTH_DAYS)
    state = ledger.customer_profile[ledger.invoices.customer[followed]].astype(np.int64)
    return Debts(state, month[followed]), followed


class Ladder(NamedTuple):
    """A simulated ladder, its probabilities of payment, and what the book collects from each month."""

    paid: tuple[float, ...]
    collected: tuple[float, ...]
    ledger: Ledger


@pytest.fixture(scope="module", params=LADDERS)
def ladder(request: pytest.FixtureRequest) -> Ladder:
    paid, collected = LADDERS[request.param]
    return Ladder(paid, collected, memoryless(paid))


@cache
def chain_debts(name: str) -> Debts:
    """Simulate a chain by its hazard of payment: bad debts stay among those not paid."""
    paid = CHAINS[name].paid_by_month()
    not_yet = 1.0 - np.cumsum(paid, axis=1) + paid
    monthly = [tuple(row) for row in (paid / not_yet).tolist()]
    return debts_of(memoryless(*monthly), LAST_MONTH)[0]


def error(share: float | Floats, n: int) -> Floats:
    return np.sqrt(np.asarray(share) * (1.0 - np.asarray(share)) / n)


def rungs(paid: tuple[float, ...]) -> Absorption:
    """Write a ladder as a chain."""
    last = len(paid) - 1
    moves = np.diag(1.0 - np.array(paid[:-1]), k=1)
    ends = [[p, 0.0 if k < last else 1.0 - p] for k, p in enumerate(paid)]
    return absorption(moves, ends)


# === Ladders ===


def test_each_month_of_a_ladder(ladder: Ladder) -> None:
    """Given open at the start of a month: paid in that month, and collected in the end."""
    month = debts_of(ladder.ledger, len(ladder.paid))[0].month
    assert rungs(ladder.paid).probabilities[:, 0] == pytest.approx(ladder.collected)
    for k, (now, ever) in enumerate(zip(ladder.paid, ladder.collected, strict=True)):
        still = month[month > k]
        for expected, found in ((now, still == k + 1), (ever, still < NEVER)):
            allowed = ERRORS * error(expected, still.size)
            assert abs(found.mean() - expected) < allowed
            assert allowed < 0.2 * min(expected, 1.0 - expected), "a fifth more or less is seen"


def test_money_of_a_ladder(ladder: Ladder) -> None:
    """Paid or bad, to the cent, and bad as often as in the book."""
    _, followed = debts_of(ladder.ledger, len(ladder.paid))
    is_followed = np.zeros(ladder.ledger.invoices.customer.size, dtype=bool)
    is_followed[followed] = True
    money = {}
    for kind in (Kind.INVOICED, Kind.RECEIVED, Kind.WRITTEN_OFF):
        rows = ladder.ledger.of_kind(kind)
        money[kind] = int(rows["amount_cents"][is_followed[rows["invoice"]]].sum())
    assert money[Kind.INVOICED] == money[Kind.RECEIVED] + money[Kind.WRITTEN_OFF]
    assert money[Kind.INVOICED] == GROSS_CENTS * followed.size
    bad_share = 1.0 - ladder.collected[0]
    bad_eur = SALES_EUR * money[Kind.WRITTEN_OFF] / money[Kind.INVOICED]
    allowed = ERRORS * SALES_EUR * error(bad_share, followed.size)
    assert abs(bad_eur - SALES_EUR * bad_share) < allowed
    worse = rungs(tuple(p - 0.01 for p in ladder.paid)).probabilities[0, 1]
    assert abs(bad_eur - SALES_EUR * worse) > allowed, "one point less a month is seen"


def test_receivables_by_age_are_sales_times_survival(ladder: Ladder) -> None:
    """Steady state (Little): a day's sales, times the share still open at each age of a bucket."""
    books, months = Books(ladder.ledger, Finance()), len(ladder.paid)
    starts = np.concatenate([[1.0], np.cumprod(1.0 - np.array(ladder.paid))])
    assert starts[:months] == pytest.approx(rungs(ladder.paid).fundamental[0])
    age = np.arange(1, MONTH_DAYS * months) / MONTH_DAYS
    survival = np.exp(np.interp(age, np.arange(months + 1), np.log(starts)))
    year = slice(books.index(0), books.index(DAYS_PER_YEAR))
    by_age = ageing(books)[1:4, year].mean(axis=1) / GROSS_CENTS / SALES_PER_DAY
    for k, found in enumerate(by_age[: months - 1]):
        bucket = survival[MONTH_DAYS * k : MONTH_DAYS * (k + 1)]
        assert abs(found - bucket.sum()) < ERRORS * balance_error(bucket)
        assert ERRORS * balance_error(bucket) < 0.1 * bucket.sum(), "a tenth more or less is seen"
    # The whole book: the terms, the day of issue included, then every age until the write-off, which
    # waits for a business day.
    book = np.concatenate([np.ones(MONTH_DAYS + 1), survival])
    total = book_balance(books)[year].mean() / GROSS_CENTS / SALES_PER_DAY
    allowed = ERRORS * balance_error(book)
    assert -allowed < total - book.sum() < allowed + 4 * starts[-1]
    assert allowed < 0.02 * book.sum()


def balance_error(survival: Floats) -> float:
    """Standard error of a balance averaged over a year [days of sales].

    Orders are a Poisson flow of rate r. An invoice spends D days in a bucket of ages that it is still
    open at with probability S: the average over T days has the variance ``E[D^2] / (r T)``, and
    ``E[D^2]`` is the sum over pairs of ages of S(the older).
    """
    square = (survival * (2 * np.arange(survival.size) + 1)).sum()
    return float(np.sqrt(square / SALES_PER_DAY / DAYS_PER_YEAR))


# === Chains whose debts stay or come back ===


@pytest.mark.parametrize("name", CHAINS)
def test_paid_by_each_month_and_in_the_end(name: str) -> None:
    chain, debts = CHAINS[name], chain_debts(name)
    by_month, ends = np.cumsum(chain.paid_by_month(), axis=1), chain.solved().probabilities
    assert np.abs(by_month[:, -1] - ends[:, 0]).max() < 2e-5, "24 months are the whole chain"
    for state in (0, 1):
        month = debts.month[debts.state == state]
        seen = (month[:, None] <= np.arange(1, LAST_MONTH + 1)).mean(axis=0)
        allowed = ERRORS * error(by_month[state], month.size)
        assert (np.abs(seen - by_month[state]) < allowed).all()
        assert (np.abs(seen - by_month[1 - state]) > allowed)[3:].all(), "states are told apart"
        assert allowed.max() < 0.01, "a point is seen"


@pytest.mark.parametrize("name", CHAINS)
def test_money_of_a_chain(name: str) -> None:
    """The bad debts of the book's balances, within Monte-Carlo error and its rounding."""
    chain, debts = CHAINS[name], chain_debts(name)
    bad_share = chain.solved().probabilities[:, 1]
    bad_eur, variance = 0.0, 0.0
    for state, balance in enumerate(chain.balances_eur):
        month = debts.month[debts.state == state]
        bad_eur += balance * (month == NEVER).mean()
        variance += float(balance * error(bad_share[state], month.size)) ** 2
    allowed = ERRORS * np.sqrt(variance) + 0.5
    assert abs(bad_eur - chain.bad_eur) < allowed
    assert allowed < 0.05 * chain.bad_eur


def test_the_new_policy_saves_what_the_book_says() -> None:
    """Bad debts of 630 become 500."""
    before, after = (chain_debts(name) for name in ("Heidman's", "Heidman's, new policy"))
    saved, variance = 0.0, 0.0
    for state, balance in enumerate(CHAINS["Heidman's"].balances_eur):
        for sign, debts in ((+1, before), (-1, after)):
            bad = debts.month[debts.state == state] == NEVER
            saved += sign * balance * bad.mean()
            variance += float(balance * error(bad.mean(), bad.size)) ** 2
    assert abs(saved - 130.0) < ERRORS * np.sqrt(variance) + 0.5
    assert ERRORS * np.sqrt(variance) < 0.3 * 130.0


@pytest.mark.parametrize("name", CHAINS)
def test_months_until_paid(name: str) -> None:
    """Of debts paid in the end, mean months: sum of n Q^(n-1) R over sum of Q^(n-1) R = N N R / N R."""
    chain, debts = CHAINS[name], chain_debts(name)
    solved = chain.solved()
    expected = (solved.fundamental @ solved.probabilities)[:, 0] / solved.probabilities[:, 0]
    for state in (0, 1):
        month = debts.month[(debts.state == state) & (debts.month < NEVER)]
        allowed = ERRORS * month.std() / np.sqrt(month.size)
        assert abs(month.mean() - expected[state]) < allowed
        assert allowed < 0.02 * expected[state]
