"""Compiled kernels are kept on disk, and an edited rule never meets a stale one."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from simrecouv.engine.compiled import jit

RUN = """
from simrecouv.engine import open_runner
from simrecouv.engine.compiled.days import run_days
from simrecouv.scenario import load_scenario
from simrecouv.world import build_world
import simrecouv.scenario.files as files
scenario = load_scenario({scenario!r}, ["segments.pme.customers=3"])
ledger = open_runner(scenario, build_world(scenario), "compiled")("ferme")
charged = ledger.events["amount_cents"][ledger.events["kind"] == 42].sum()
print(int(charged), sum(run_days.stats.cache_hits.values()))
"""


def test_the_key_follows_every_engine_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "simrecouv"
    shutil.copytree(jit.PACKAGE, copy)
    monkeypatch.setattr(jit, "PACKAGE", copy)
    before = jit.source_key()
    rule = copy / "engine" / "rules" / "money.py"
    rule.write_text(rule.read_text() + "\n# edited\n")
    assert jit.source_key() != before


@pytest.mark.slow
def test_an_edited_rule_changes_what_a_new_session_computes(tmp_path: Path, root: Path) -> None:
    copy = tmp_path / "simrecouv"
    shutil.copytree(jit.PACKAGE, copy)
    script = tmp_path / "run.py"
    script.write_text(RUN.format(scenario=str(root / "scenarios" / "pme-b2b.toml")))
    environment = {"PYTHONPATH": str(tmp_path), "NUMBA_CACHE_DIR": str(tmp_path / "cache")}

    def run() -> tuple[int, int]:
        done = subprocess.run(
            [sys.executable, str(script)],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        charged, hits = done.stdout.split()
        return int(charged), int(hits)

    first, hits = run()
    assert hits == 0, "nothing was compiled before"
    assert run() == (first, 1), "the second session reads the kernel from disk"
    rule = copy / "engine" / "rules" / "money.py"
    plain = rule.read_text()
    assert "ppm_days / PPM_YEAR" in plain
    rule.write_text(plain.replace("ppm_days / PPM_YEAR", "ppm_days * 10.0 / PPM_YEAR"))
    edited, hits = run()
    assert hits == 0
    assert edited > 9 * first
