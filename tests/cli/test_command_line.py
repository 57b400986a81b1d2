"""The command line: results on one stream, one clear message on bad input, the same bytes twice."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cli.running import Run
from simrecouv.compare import compare_policies
from simrecouv.errors import SimrecouvError, StudyInterrupted
from simrecouv.reports import Rendered
from simrecouv.scenario import Scenario, load_scenario, resource_folder
from simrecouv.vocabulary import MEASURES

TINY = (
    "--set=segments.pme.customers=12",
    "--set=segments.grands-comptes.customers=2",
    "--set=segments.public.customers=2",
)


@pytest.fixture(scope="module", autouse=True)
def announced(tiny: Scenario) -> None:
    """Compile now, on a machine that never did: the announcement is in nobody else's errors."""
    compare_policies(tiny, policies=["ferme"], replications=1, replay=False)


def test_check_speaks_french(run: Run) -> None:
    code, out, err = run("check", "pme-b2b")
    assert (code, err) == (0, "")
    assert "J−5 courriel (cordial)" in out
    assert "politiques (référence : douce)" in out
    for english in ("warning", "policies)", "e-mail", "letter", "baseline"):
        assert english not in out


def test_check_speaks_english(run: Run) -> None:
    code, out, _ = run("check", "pme-b2b", "--lang", "en")
    assert code == 0
    assert "D−5 e-mail (friendly)" in out
    for french in ("courriel", "référence", "écart", "attention"):
        assert french not in out


def test_check_writes_out_what_would_act_on_the_screen(run: Run) -> None:
    label = 'policies.ferme.label={ fr = "ferme\\u001B[2J\\u202E", en = "firm" }'
    _, out, _ = run("check", "pme-b2b", "--set", label)
    assert r"ferme\x1b[2J\u202e" in out
    assert "\x1b" not in out


def test_a_refusal_writes_out_what_would_act_on_the_screen(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    text = 'extends = "pme-b2b"\n[policies."\\u001B[2J"]\nlike = "nowhere"\n'
    path.write_text(text, encoding="utf-8")
    ran = run("check", str(path))
    assert (ran.code, ran.out) == (2, "")
    assert "\x1b" not in ran.err


def test_check_ends_in_2_on_what_the_law_refuses(run: Run) -> None:
    code, out, _ = run("check", "pme-b2b", "--set", "segments.pme.kind=consumer")
    assert code == 2
    assert "refusé par la loi" in out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["check", "pme-b2"], "did you mean 'pme-b2b'?"),
        (["check", "."], "no such file"),
        (["check", "pme-b2b", "--set", "simulation.seeed=1"], "did you mean 'seed'?"),
        (["compare", "pme-b2b", "--policies", "firme"], "did you mean 'ferme'?"),
        (["compare", "pme-b2b", "--policies", "rien"], "did you mean 'nothing'?"),
        (["calibrate", "x.csv", "--out", "x.toml", "--map", "Tiers"], "HEADING=field expected"),
        (["compare", "pme-b2b", "--policies", "ferme,,douce"], "names separated by commas"),
        (["compare", "pme-b2b", "--replications", "0"], "a whole number from 1, or auto"),
        (["compare", "pme-b2b", "--numbers", "3,x"], "whole numbers separated by commas"),
        (["compare", "pme-b2b", "--precision", "dso_simple=0.5"], "replications='auto' only"),
        (["compare", "pme-b2b", "--precision", "dso_simple"], "KPI=half-width expected"),
        (["compare", "pme-b2b", "--precision", "dso_simple=0,2"], "decimal point expected"),
        (["compare", "pme-b2b", "--precision=x=1", "--precision=x=2"], "x was given before"),
        (["compare", "pme-b2b", "--at-most", "50"], "the cap of --replications auto only"),
        (["compare", "pme-b2b", "--numbers", "1", "--replications", "2"], "not both"),
        (["compare", "pme-b2b", "--mode", "hope"], "Invalid value"),
        (["compare", "pme-b2b", "--store", "nowhere/at-all.db"], "its folder does not exist"),
        (["compare", "pme-b2b", "--replications", "many"], "Invalid value"),
        (["compare", "pme-b2b", "--engine", "fortran"], "Invalid value"),
        (["compare"], "Missing argument"),
        (["chek", "pme-b2b"], "No such command"),
        (["calibrate", "nowhere.csv", "--out", "x.toml"], "nowhere.csv"),
        (["report", "pme-b2b", "--lang", "de"], "Invalid value"),
    ],
)
def test_bad_input_is_one_message_and_exit_code_2(
    run: Run, arguments: list[str], expected: str
) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert expected in " ".join(err.split())
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("failure", "code", "expected"),
    [
        (SimrecouvError("too bad"), 2, "simrecouv: too bad"),
        (
            PermissionError(13, "Permission denied", "there"),
            2,
            "simrecouv: there: Permission denied",
        ),
        (MemoryError(), 2, "not enough memory"),
        (KeyboardInterrupt(), 130, ""),
        (ZeroDivisionError("division by zero"), 1, "a bug, please report it: ZeroDivisionError"),
    ],
)
def test_no_failure_is_a_traceback(
    run: Run, monkeypatch: pytest.MonkeyPatch, failure: BaseException, code: int, expected: str
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise failure

    monkeypatch.setattr("simrecouv.compare.compare_policies", fail)
    ran = run("compare", "pme-b2b")
    assert (ran.code, ran.out) == (code, "")
    assert expected in ran.err
    assert "Traceback" not in ran.err


def _study(run: Run, *arguments: str) -> str:
    ran = run("compare", "pme-b2b", *TINY, "--replications", "3", "--json", *arguments)
    assert ran.code == 0
    assert ran.err.count("\n") == 1
    assert "SimPy" in ran.err
    return ran.out


def test_json_is_the_object_of_the_design(run: Run) -> None:
    study = json.loads(_study(run, "--set", "simulation.seed=7"))
    assert study["scenario"] == "pme-b2b"
    assert (study["seed"], study["replications"], study["mode"]) == (7, 3, "luck")
    assert study["engine"] in ("compiled", "simpy")
    assert study["baseline"] == "douce"
    policies = list(load_scenario("pme-b2b").policies)
    kpis = [measure.name for measure in MEASURES]
    assert list(study["policies"]) == policies
    assert set(study["differences"]) == set(policies) - {"douce"}
    for found in study["policies"].values():
        assert list(found) == kpis
        assert all(kpi.keys() == {"mean", "ci_low", "ci_high"} for kpi in found.values())
    for found in study["differences"].values():
        assert list(found) == kpis
        assert set(found["net_gain"]) == {
            "mean", "ci_low", "ci_high", "p_better", "n_nonzero", "direction",
        }  # fmt: skip


def test_json_is_the_same_bytes_twice_and_with_any_workers(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simrecouv.compare.execute.available_workers", lambda: 2)
    once = _study(run)
    assert _study(run) == once
    assert _study(run, "--workers", "1") == _study(run, "--workers", "2") == once


def test_workers_are_no_more_than_the_processors(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}

    def compare(*_: Any, **options: Any) -> None:
        asked.update(options)
        raise SimrecouvError("enough")

    monkeypatch.setattr("simrecouv.compare.execute.available_workers", lambda: 2)
    monkeypatch.setattr("simrecouv.compare.compare_policies", compare)
    ran = run("compare", "pme-b2b", "--workers", "999", "--lang", "en")
    assert asked["workers"] == 2
    assert "--workers 999: 2 at most here, one per processor" in ran.err
    assert "at most" not in run("compare", "pme-b2b", "--workers", "2", "--lang", "en").err


def test_json_is_the_same_with_either_engine(run: Run) -> None:
    compiled, simpy = (json.loads(_study(run, "--engine", e)) for e in ("compiled", "simpy"))
    assert (compiled.pop("engine"), simpy.pop("engine")) == ("compiled", "simpy")
    assert compiled == simpy


def test_intervals_of_one_replication_are_null(run: Run) -> None:
    study = json.loads(run("compare", "pme-b2b", *TINY, "--replications", "1", "--json").out)
    found = study["policies"]["ferme"]["dso_simple"]
    assert found["mean"] > 0
    assert found["ci_low"] is found["ci_high"] is None


def test_policies_are_those_asked_for_and_the_baseline(run: Run) -> None:
    study = json.loads(_study(run, "--policies", "ferme, remise"))
    assert set(study["policies"]) == {"douce", "ferme", "remise"}
    assert set(study["differences"]) == {"ferme", "remise"}


def test_an_override_changes_the_study(run: Run) -> None:
    plain = json.loads(_study(run, "--policies", "remise"))
    override = "policies.remise.discount.rate=0.03"
    changed = json.loads(_study(run, "--policies", "remise", "--set", override))
    assert plain["fingerprint"] != changed["fingerprint"]
    assert plain["policies"]["douce"] == changed["policies"]["douce"]
    assert plain["policies"]["remise"] != changed["policies"]["remise"]


@pytest.mark.parametrize(
    ("lang", "there", "absent"),
    [("fr", ["référence", "gain net (€)", "moteur\u00a0: ", "apparié"], ["baseline", "net gain"]),
     ("en", ["baseline", "net gain (€)", "paired"], ["référence", "gain net"])],
)  # fmt: skip
def test_the_table_speaks_one_language(
    run: Run, lang: str, there: list[str], absent: list[str]
) -> None:
    ran = run("compare", "pme-b2b", *TINY, "--replications", "2", "--lang", lang)
    assert (ran.code, ran.err) == (0, "")
    assert all(word in ran.out for word in there)
    assert not any(word in ran.out for word in absent)


def test_report_passes_everything_on(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: dict[str, Any] = {}

    def render(scenario: Any, **options: Any) -> Rendered:
        asked.update(options, scenario=scenario)
        return Rendered(tmp_path, {"html": tmp_path / "report.html"})

    monkeypatch.setattr("simrecouv.reports.render_report", render)
    ran = run(
        "report", "pme-b2b", *TINY, "--lang", "en", "--out", str(tmp_path), "--policies", "ferme",
        "--replications", "2", "--engine", "simpy", "--workers", "1", "--set", "simulation.seed=3",
    )  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    assert str(tmp_path / "report.html") in ran.out
    assert "net gain (€)" in ran.out
    experiment = asked["experiment"]
    assert experiment.scenario == asked["scenario"]
    assert experiment.scenario.simulation.seed == 3
    assert (experiment.engine, experiment.replications) == ("simpy", 2)
    assert experiment.policies == ("douce", "ferme")
    assert (asked["lang"], asked["out"]) == ("en", tmp_path)
    assert asked["template"] == "policy_comparison"


def test_calibrate_writes_a_scenario_that_can_be_checked(run: Run, tmp_path: Path) -> None:
    ledger = min((resource_folder("scenarios") / "ledgers").glob("*.csv"))
    out = tmp_path / "mien.toml"
    ran = run("calibrate", str(ledger), "--out", str(out))
    assert (ran.code, ran.err) == (0, "")
    assert str(out) in ran.out
    assert load_scenario(out).simulation.baseline == "nothing"
    assert run("check", str(out)).code == 0


def test_calibrate_reads_a_mapped_column_and_shows_what_it_set_aside(
    run: Run, tmp_path: Path
) -> None:
    ledger = min((resource_folder("scenarios") / "ledgers").glob("*.csv"))
    first, *rows = ledger.read_text(encoding="utf-8").splitlines()
    customer = next(h for h in first.split(";") if "client" in h.lower())
    broken = ["x;y"] * 7
    mine = tmp_path / "mien.csv"
    text = "\n".join([first.replace(customer, "Payeur"), *rows, *broken])
    mine.write_text(text, encoding="utf-8")
    command = ("calibrate", str(mine), "--out", str(tmp_path / "mien.toml"), "--lang", "en")
    refused = run(*command)
    assert refused.code == 2
    assert "--map HEADING=customer_id" in refused.err
    ran = run(*command, "--map", "Payeur=customer_id")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("  line ") == 5
    assert "… and 2 more" in ran.out
    for assumed in ("'nothing' (nobody is chased)", 'kind = "public"', "Growth"):
        assert assumed in ran.out


def test_calibrate_refuses_a_folder_that_does_not_exist(run: Run, tmp_path: Path) -> None:
    ledger = min((resource_folder("scenarios") / "ledgers").glob("*.csv"))
    ran = run("calibrate", str(ledger), "--out", str(tmp_path / "nowhere" / "x.toml"))
    assert ran.code == 2
    assert "No such file or directory" in ran.err


def test_a_real_ledger_becomes_a_scenario(run: Run, tmp_path: Path, real_ledgers: Path) -> None:
    out = tmp_path / "ibm.toml"
    ledger = real_ledgers / "ibm-late-payments" / "late-payments.csv"
    assert run("calibrate", str(ledger), "--out", str(out)).code == 0
    study = run("compare", str(out), "--replications", "2", "--policies", "douce", "--json")
    assert json.loads(study.out)["baseline"] == "nothing"


def test_a_study_is_kept_and_resumed(run: Run, tmp_path: Path) -> None:
    store = str(tmp_path / "study.db")
    once = _study(run)
    assert _study(run, "--store", store) == once
    assert _study(run, "--store", store, "--no-replay") == once
    _study(run, "--store", store, "--mode", "luck+assumptions")


def test_the_mode_is_in_the_object(run: Run) -> None:
    plain, both = (json.loads(_study(run, "--mode", m)) for m in ("luck", "luck+assumptions"))
    assert (plain.pop("mode"), both.pop("mode")) == ("luck", "luck+assumptions")
    assert plain != both


def test_a_study_may_choose_its_size(run: Run) -> None:
    command = ("compare", "pme-b2b", *TINY, "--policies", "remise", "--replications", "auto")
    ran = run(*command, "--precision", "dso_simple=99", "--lang", "en")
    assert ran.code == 0
    assert "precision reached after 20 replications" in ran.out
    capped = run(*command, "--precision", "dso_simple=0.001", "--at-most", "21", "--lang", "en")
    assert "cap of 21 replications met" in capped.out
    assert "--at-most raises this cap" in capped.out
    assert "(differences from the baseline)" in capped.out
    assert "replayed in SimPy: identical" in capped.out


def test_chosen_worlds_are_those_of_the_study(run: Run) -> None:
    study, alone = (
        json.loads(run("compare", "pme-b2b", *TINY, *arguments, "--json").out)
        for arguments in (("--replications", "3"), ("--numbers", "2, 0,1"))
    )
    assert study == alone


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize("kept", [True, False])
def test_an_interruption_shows_what_is_finished_and_how_to_go_on(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, as_json: bool, kept: bool
) -> None:
    scenario = load_scenario("pme-b2b", [option.partition("=")[2] for option in TINY])
    found = compare_policies(scenario, policies=["ferme"], numbers=[1, 4], replay=False)

    def interrupted(*_: Any, **__: Any) -> None:
        raise StudyInterrupted(found, 50)

    monkeypatch.setattr("simrecouv.compare.compare_policies", interrupted)
    options = ["--lang", "en", *(["--json"] if as_json else [])]
    store = ["--store", str(tmp_path / "s.db")] if kept else []
    ran = run("compare", "pme-b2b", *options, *store)
    assert ran.code == 130
    assert "Replications finished: 2 of 50." in ran.err
    assert ("s.db: the same command goes on" if kept else "With --store FILE") in ran.err
    assert ("net gain" in ran.out) is not as_json
    assert not as_json or ran.out == ""


@pytest.mark.parametrize(
    ("command", "options", "there", "absent"),
    [
        ("compare", (), "before any replication had finished", "the same command"),
        ("report", (), "No report was written.", "the same command"),
    ],
)
def test_an_interruption_before_anything_promises_nothing(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    options: tuple[str, ...],
    there: str,
    absent: str,
) -> None:
    def interrupted(*_: Any, **__: Any) -> None:
        raise StudyInterrupted(None, 400)

    monkeypatch.setattr("simrecouv.compare.compare_policies", interrupted)
    ran = run(command, "pme-b2b", "--lang", "en", "--store", "s.db", *options)
    assert (ran.code, ran.out) == (130, "")
    assert there in ran.err
    assert absent not in ran.err


def test_an_interruption_of_auto_tells_its_cap_as_one(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = load_scenario("pme-b2b", [option.partition("=")[2] for option in TINY])
    found = compare_policies(scenario, policies=["ferme"], replications=2, replay=False)

    def interrupted(*_: Any, **__: Any) -> None:
        raise StudyInterrupted(found, 400)

    monkeypatch.setattr("simrecouv.compare.compare_policies", interrupted)
    ran = run("compare", "pme-b2b", "--replications", "auto")
    assert "Réplications finies : 2 sur 400 au plus." in ran.err


def test_a_report_has_worlds_enough_for_its_rare_events(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def compare(*_: Any, **options: Any) -> None:
        asked.append((options["replications"], options["numbers"]))
        raise SimrecouvError("enough")

    monkeypatch.setattr("simrecouv.compare.compare_policies", compare)
    for options in ((), ("--replications", "7"), ("--numbers", "3"), ("--replications", "auto")):
        run("report", "pme-b2b", *options)
    run("report", "pme-b2b", "--set", "simulation.replications=150")
    assert asked == [(100, None), (7, None), (None, [3]), ("auto", None), (150, None)]


@pytest.mark.parametrize("command", ["compare", "report"])
def test_help_is_whole_at_80_columns(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    ran = run(command, "--help")
    assert "--precision" in ran.out
    assert "…" not in ran.out
    assert "(0.005 = 0.5 pt)" in " ".join(ran.out.replace("│", " ").split())


def test_one_world_has_no_legend_of_intervals(run: Run) -> None:
    command = ("compare", "pme-b2b", *TINY, "--lang", "en", "--replications")
    one, two = (run(*command, n).out for n in ("1", "2"))
    assert "One world shows no uncertainty" in one
    assert "±" not in one
    assert "Mean ± half-width" in two
    assert "no uncertainty" not in two


def test_no_line_of_the_table_starts_with_a_colon(run: Run) -> None:
    out = run("compare", "pme-b2b", *TINY, "--replications", "3").out
    assert not any(line.lstrip().startswith((":", ";")) for line in out.splitlines())
    assert "pas d’intervalle\u00a0: il faut au moins" in " ".join(out.split(" "))


def test_a_failure_says_which_replication_it_was(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: Any) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("simrecouv.compare.worker.scorecard_of", failing)
    ran = run("compare", "pme-b2b", *TINY, "--replications", "1")
    assert ran.code == 1
    assert "ZeroDivisionError" in ran.err
    assert "replication 0 of 'nothing' failed; to run it alone" in ran.err


def test_what_the_engine_announces_is_shown_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def announcing(*_: Any, **__: Any) -> None:
        logging.getLogger("simrecouv.engine.compiled").info("compiling, once")
        raise SimrecouvError("enough")

    monkeypatch.setattr("simrecouv.compare.compare_policies", announcing)
    for _ in range(2):
        ran = run("compare", "pme-b2b")
        assert ran.err == "simrecouv: compiling, once\nsimrecouv: enough\n"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
def test_a_poor_console_is_no_failure(encoding: str) -> None:
    """Narrow spaces and true minus signs have no place in old code pages."""
    command = [sys.executable, "-c", "from simrecouv.cli import main; main()", "check", "pme-b2b"]
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    ran = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert b"Traceback" not in ran.stderr
    assert b"J+730" in ran.stdout
