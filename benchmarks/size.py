"""Size: the compiled engine per open invoice-day, in memory, and at a million invoices."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np

from benchmarks.apart import apart, peak_gib
from benchmarks.engines import kernels_on_disk
from benchmarks.table import Line
from benchmarks.yardstick import best_cpu_of
from simrecouv.engine import simulate
from simrecouv.ledger import Ledger
from simrecouv.scenario import Scenario, load_scenario, with_overrides
from simrecouv.units import TICKS_PER_DAY
from simrecouv.vocabulary import Kind
from simrecouv.world import build_world

POLICY = "ferme"
#: `pme-b2b` with so many times its customers.
SMALL, MIDDLE, LARGE = 2.0, 3.72, 37.2
MIB = 2**20


def scaled(factor: float) -> Scenario:
    """Return `pme-b2b` with more customers."""
    base = load_scenario("pme-b2b")
    return with_overrides(
        base,
        [f"segments.{k}.customers={round(s.customers * factor)}" for k, s in base.segments.items()],
    )


def open_invoice_days(ledger: Ledger) -> int:
    """Days that invoices spend on the books, from issue to recognition or to the end."""
    gone = np.full(ledger.invoices.customer.size, ledger.end_day)
    rows = ledger.of_kind(Kind.RECOGNISED)
    gone[rows["invoice"]] = rows["tick"] // TICKS_PER_DAY
    return int((gone - ledger.invoices.issue_day)[ledger.invoices.is_issued].sum())


def bytes_of(owner: Any) -> int:
    """Sum the bytes of the arrays that an object holds."""
    return sum(part.nbytes for part in vars(owner).values() if isinstance(part, np.ndarray))


def one_run(factor: float) -> dict[str, float]:
    """Draw a world, simulate and measure it; say the CPU time of each and how much is held."""
    kernels_on_disk()
    scenario, found = scaled(factor), {"peak_before": peak_gib()}
    start = time.process_time()
    world = build_world(scenario)
    found |= {"world_s": time.process_time() - start, "peak_world": peak_gib()}
    start = time.process_time()
    ledger = simulate(scenario, world, POLICY, "compiled")
    found |= {"simulate_s": time.process_time() - start, "peak_simulate": peak_gib()}
    from simrecouv.kpi import scorecard

    start = time.process_time()
    scorecard(ledger, scenario.finance)
    found |= {"scorecard_s": time.process_time() - start, "peak_scorecard": peak_gib()}
    return found | {
        "orders": world.n_orders,
        "issued": int(ledger.invoices.is_issued.sum()),
        "rows": len(ledger),
        "world_bytes": bytes_of(world),
        "event_bytes": ledger.events.nbytes,
        "fact_bytes": bytes_of(ledger.invoices),
        "open_days": open_invoice_days(ledger),
    }


def middle() -> dict[str, float]:
    """Run once at about 100,000 invoices."""
    return one_run(MIDDLE)


def large() -> dict[str, float]:
    """Run once at about 1,000,000 invoices."""
    return one_run(LARGE)


def memory() -> Iterator[Line]:
    """Weigh a world and a ledger, and what a process takes, per 100,000 invoices."""
    found = apart(middle)
    each = found["issued"] / 100_000
    counts = f"{found['issued']:,} invoices, {found['rows']:,} rows"
    for name, key in (("world", "world_bytes"), ("ledger, events", "event_bytes"),
                      ("ledger, facts of invoices", "fact_bytes")):  # fmt: skip
        size = found[key] / MIB / each
        yield Line(f"100,000 invoices: {name}", size, "MiB", "", f"arrays; {counts}")
    for name, after, before in (
        ("drawing the world", "peak_world", "peak_before"),
        ("simulating", "peak_simulate", "peak_world"),
        ("the scorecard", "peak_scorecard", "peak_simulate"),
    ):
        size = (found[after] - found[before]) * 1024 / each
        yield Line(f"100,000 invoices: {name}", size, "MiB", "", "more at the peak of the process")
    yield Line("a process before its first world", found["peak_before"] * 1024, "MiB", "", "peak")


def million() -> Iterator[Line]:
    """Measure the compiled engine per open invoice-day, small and large, and a million invoices."""
    scenario = scaled(SMALL)
    world = build_world(scenario)
    run = partial(simulate, scenario, world, POLICY, "compiled")
    small = best_cpu_of(7, run) * 1e9 / open_invoice_days(run())
    found = apart(large)
    cost = found["simulate_s"] * 1e9 / found["open_days"]
    yield Line("compiled, 12,000 invoices a year", small, "ns per open invoice-day", "<= 25", "")
    yield Line("compiled, 1,000,000 invoices in all", cost, "ns per open invoice-day", "", "")
    yield Line("1,000,000 invoices: large / small", cost / small, "x", "<= 2.5", "per day")
    detail = (
        f"CPU; {found['issued']:,} invoices, {found['rows']:,} rows in canonical order; "
        f"world {found['world_s']:.1f} s"
    )
    both = found["world_s"] + found["simulate_s"]
    yield Line("1,000,000 invoices: world and ledger", both, "s", "<= 6", detail)
    peak = found["peak_simulate"]
    yield Line("1,000,000 invoices: peak memory", peak, "GiB", "<= 3", "one world, one ledger")
    yield Line(
        "1,000,000 invoices: scorecard", found["scorecard_s"], "s", "", "CPU; all KPIs, after"
    )
    more = found["peak_scorecard"]
    yield Line("1,000,000 invoices: peak with it", more, "GiB", "", "world, ledger and KPIs")
