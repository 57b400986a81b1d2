"""The run store: nothing finished is lost, nothing stale is used, resumed = uninterrupted."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from simrecouv.compare import Experiment, compare_policies
from simrecouv.compare import store as stores
from simrecouv.compare.store import Store, key_of, source_version
from simrecouv.engine import default_engine
from simrecouv.errors import StudyError
from simrecouv.scenario import Scenario, scenario_from, to_tables, with_overrides
from simrecouv.vocabulary import Mode
from simrecouv.world.addressing import Stream, uniform

#: An edit of `remise` alone, and one of the reference that all others are measured against.
EDITS = {
    "remise": "policies.remise.discount.rate=0.03",
    "douce": "policies.douce.steps.r1.days=9",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "study.db"


@pytest.fixture
def simulated(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str]]:
    """What is simulated in this process, as (replication, policy)."""
    from simrecouv.compare import worker

    told: list[tuple[int, str]] = []
    measure = worker.measure_replication

    def spied(*args: object) -> object:
        work = args[-1]
        assert isinstance(work, worker.Work)
        told.extend((work.replication, policy) for policy in work.policies)
        return measure(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(worker, "measure_replication", spied)
    return told


def _kept(path: Path) -> set[tuple[str, int]]:
    """Rows of a store, as (policy, replication), read by SQLite alone."""
    with sqlite3.connect(path) as file:
        found = set(file.execute("SELECT policy, replication FROM rows"))
    file.close()
    return found


def _run(scenario: Scenario, path: Path, n: int, mode: str = "luck") -> Experiment:
    return compare_policies(
        scenario, replications=n, store=path, workers=1, mode=mode, replay=False
    )


@pytest.mark.parametrize("mode", list(Mode))
def test_only_missing_rows_are_simulated_and_nothing_changes(
    tiny: Scenario, path: Path, simulated: list[tuple[int, str]], mode: Mode
) -> None:
    plain = compare_policies(tiny, replications=3, workers=1, mode=mode, replay=False)
    simulated.clear()
    _run(tiny, path, 2, mode)
    assert {number for number, _ in simulated} == {0, 1}
    simulated.clear()
    resumed = _run(tiny, path, 3, mode)
    assert {number for number, _ in simulated} == {2}
    assert resumed.to_json() == plain.to_json()
    for name in ("scorecard", "bridge", "dso_split", "third_parties", "curves"):
        assert getattr(resumed, name).equals(getattr(plain, name)), name
    simulated.clear()
    assert _run(tiny, path, 3, mode).to_json() == plain.to_json()
    assert simulated == []


def test_a_policy_edited_or_added_leaves_the_others_in_use(
    tiny: Scenario, path: Path, simulated: list[tuple[int, str]]
) -> None:
    _run(tiny, path, 2)
    simulated.clear()
    tables = to_tables(with_overrides(tiny, [EDITS["remise"]]))
    tables["policies"]["jumelle"] = tables["policies"]["ferme"]
    edited = scenario_from(tables, source=tiny.name)
    found = _run(edited, path, 2)
    assert set(simulated) == {(n, name) for n in (0, 1) for name in ("remise", "jumelle")}
    plain = compare_policies(edited, replications=2, workers=1, replay=False)
    assert found.to_json() == plain.to_json()


@pytest.mark.parametrize(
    "change",
    [
        EDITS["douce"],
        "simulation.seed=7",
        "finance.credit_rate=0.09",
        "segments.pme.customers=13",
        # An older write-off of one policy lengthens the run-in of all.
        "policies.remise.steps.perte.days=900",
    ],
)
def test_what_a_row_depends_on_is_in_its_key(tiny: Scenario, change: str) -> None:
    stated, changed = (
        key_of(one, "ferme", Mode.LUCK, "compiled")
        for one in (tiny, with_overrides(tiny, [change]))
    )
    assert stated != changed


def test_a_key_depends_on_mode_and_engine_not_on_the_number_of_replications(
    tiny: Scenario,
) -> None:
    more = with_overrides(tiny, ["simulation.replications=77"])
    keys = [
        key_of(tiny, "ferme", Mode.LUCK, "compiled"),
        key_of(tiny, "ferme", Mode.LUCK_AND_ASSUMPTIONS, "compiled"),
        key_of(tiny, "ferme", Mode.LUCK, "simpy"),
        key_of(tiny, "remise", Mode.LUCK, "compiled"),
    ]
    assert len(set(keys)) == len(keys)
    assert key_of(more, "ferme", Mode.LUCK, "compiled") == keys[0]


def test_an_edited_source_meets_no_stale_row(
    tiny: Scenario, path: Path, simulated: list[tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    _run(tiny, path, 1)
    simulated.clear()
    monkeypatch.setattr(stores, "source_version", lambda: "0.1.0+edited")
    _run(tiny, path, 1)
    assert {policy for _, policy in simulated} == set(tiny.policies)


def test_the_version_covers_every_source_that_a_row_runs() -> None:
    """Modules imported to measure one row, in a fresh process, against the sources hashed."""
    code = """
import sys
from pathlib import Path
from simrecouv.compare.worker import Work, measure_replication
from simrecouv.scenario import load_scenario
from simrecouv.vocabulary import Mode
small = ["segments.pme.customers=3", "segments.grands-comptes.customers=1",
         "segments.public.customers=1"]
scenario = load_scenario("pme-b2b", small)
for mode in Mode:
    measure_replication(scenario, sys.argv[1], mode, Work(0, ("ferme",)))
root = Path(sys.modules["simrecouv"].__file__).parent
for name, module in list(sys.modules.items()):
    if name.split(".")[0] == "simrecouv" and getattr(module, "__file__", None):
        print(Path(module.__file__).relative_to(root).as_posix())
"""
    #: Names and messages only; and `compare/__init__`, which brings the rest of its room along.
    spared = {"__init__.py", "errors.py"}
    for engine in ("simpy", "compiled"):
        command = [sys.executable, "-c", code, engine]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        used = {file for file in told if not file.startswith("compare/") and file not in spared} | {
            "compare/worker.py",
            "compare/assumptions.py",
        }
        assert len(used) > 50
        assert {f for f in used if not f.startswith(stores.SOURCES)} == set()
    assert source_version().startswith("0.1.0+")


def test_an_interrupted_write_leaves_no_part(tiny: Scenario, path: Path, study: Experiment) -> None:
    class Halting(dict):  # type: ignore[type-arg]
        def items(self):  # type: ignore[no-untyped-def]
            yield from list(super().items())[:1]
            raise KeyboardInterrupt

    _run(tiny, path, 1)
    before = _kept(path)
    with Store(path) as store:
        key = key_of(tiny, "ferme", Mode.LUCK, "compiled")
        row = store.read(key_of(tiny, "ferme", Mode.LUCK, study.engine), 0, 0)[0]
        with pytest.raises(KeyboardInterrupt):
            store.write(Halting({(key, 8): row, (key, 9): row}))
        store.write({(key, 10): row})
    assert _kept(path) == before | {("ferme", 10)}


WRITER = """
import sys
from simrecouv.compare import compare_policies
from simrecouv.scenario import load_scenario
scenario = load_scenario("pme-b2b", [o for o in sys.argv[3].split("|")])
def progress(done, count, text):
    print(done, flush=True)
study = compare_policies(
    scenario, replications=int(sys.argv[2]), store=sys.argv[1], replay=False, progress=progress,
    policies=["ferme"], engine=sys.argv[4], workers=1,
)
"""
SMALL = (
    "segments.pme.customers=4",
    "segments.grands-comptes.customers=1",
    "segments.public.customers=1",
)


def _start(path: Path, n: int, engine: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(n), "|".join(SMALL), engine],
        stdout=subprocess.PIPE,
        text=True,
    )


def _killed_after(process: subprocess.Popen[str], seconds: float, *, done: int = 1) -> int:
    """Kill a study some time after it told that some replications are done; return how many."""
    assert process.stdout is not None
    told = 0
    while told < done:
        told = int(process.stdout.readline())
    time.sleep(seconds)
    os.kill(process.pid, signal.SIGKILL)
    rest = process.stdout.read().split()
    process.wait()
    process.stdout.close()
    whole = [int(line) for line in rest[:-1]]  # the last line may be cut
    return max([told, *whole])


def _resumes_as_if_uninterrupted(tiny: Scenario, path: Path, n: int, engine: str) -> None:
    small = with_overrides(tiny, SMALL)
    options: dict[str, Any] = {"replications": n, "engine": engine, "workers": 1}
    plain, resumed = (
        compare_policies(small, policies=["ferme"], replay=False, store=store, **options)
        for store in (None, path)
    )
    assert resumed.to_json() == plain.to_json()
    assert resumed.curves.equals(plain.curves)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_killed_study_loses_no_finished_row(tiny: Scenario, path: Path) -> None:
    told = _killed_after(_start(path, 1_000, "simpy"), 0.05, done=2)
    kept = _kept(path)
    assert {policy for policy, _ in kept} == {"douce", "ferme"}
    assert told <= len(kept) / 2 < 1_000
    _resumes_as_if_uninterrupted(tiny, path, 4, "simpy")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_study_killed_at_five_random_moments_resumes_as_if_uninterrupted(
    tiny: Scenario, path: Path
) -> None:
    """400 rows: 200 replications of two policies."""
    before: set[tuple[str, int]] = set()
    for moment in range(5):
        process = _start(path, 200, default_engine())
        told = _killed_after(process, uniform(2026, int(Stream.REPLAY), moment))
        kept = _kept(path)
        assert kept >= before
        assert told <= len(kept) / 2
        before = kept
    _resumes_as_if_uninterrupted(tiny, path, 200, default_engine())
    assert len(_kept(path)) == 400


@pytest.mark.slow
def test_several_processes_share_a_file(tiny: Scenario, path: Path) -> None:
    processes = [_start(path, 8, default_engine()) for _ in range(3)]
    told = [process.communicate(timeout=120)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert all(text.split()[-1] == "8" for text in told)
    assert len(_kept(path)) == 16
    _resumes_as_if_uninterrupted(tiny, path, 8, default_engine())


def test_several_stores_open_a_new_file_at_once(path: Path) -> None:
    failed: list[BaseException] = []
    together = threading.Barrier(8)

    def open_it() -> None:
        together.wait()
        try:
            Store(path).__exit__()
        except StudyError as error:
            failed.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with sqlite3.connect(path) as file:
        assert file.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    file.close()
