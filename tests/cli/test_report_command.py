"""`simrecouv report`: one report with its table, many with what became of each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cli.running import Run
from simrecouv.reports import Rendered
from simrecouv.reports.batches.endings import Batch, BatchInterrupted, Ending, Outcome
from simrecouv.scenario import load_scenario, to_toml

TINY = (
    "--set=segments.pme.customers=12",
    "--set=segments.grands-comptes.customers=2",
    "--set=segments.public.customers=2",
    "--replications=2",
    "--no-replay",
)
HOSTILE = "[red]<b>\x1b[2J\u202ename"


def outcomes(*endings: Ending) -> Batch:
    """Make a batch of reports that ended in these ways, under hostile names."""
    problem = {Ending.FAILED: "no policy '[bold]x\x1b'\nsecond line"}
    return Batch(
        tuple(
            Outcome(
                f"{HOSTILE}{number}", Path("out", str(number)), ending,
                {"html": Path("out", "page.html")} if ending is Ending.WRITTEN else {},
                ("Pour un PDF, installez un navigateur.",), problem.get(ending),
            )
            for number, ending in enumerate(endings)
        )
    )  # fmt: skip


@pytest.fixture
def batch(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What a batch is asked; its answer, or what it raises, stands under ``gives``."""
    asked: dict[str, Any] = {"gives": outcomes(Ending.WRITTEN, Ending.KEPT)}

    def render(sources: list[str], **options: Any) -> Batch:
        asked.update(options, sources=sources)
        if isinstance(asked["gives"], BaseException):
            raise asked["gives"]
        given: Batch = asked["gives"]
        return given

    monkeypatch.setattr("simrecouv.reports.batches.batch.render_batch", render)
    return asked


# === Many ===


def test_a_batch_is_asked_what_is_typed_and_nothing_else(
    run: Run, batch: dict[str, Any], tmp_path: Path
) -> None:
    ran = run(
        "report", "a", "b.toml", "--lang", "en", "--format", "html, xlsx", "--out", str(tmp_path),
        "--policies", "x,y", "--baseline", "x", "--seed", "3", "--replications", "2", "--mode",
        "luck", "--engine", "simpy", "--workers", "1", "--no-replay", "--organisation", "O",
        "--author", "A", "--confidentiality", "C", "--logo", "l.svg", "--set", "a=1", "--set=b=2",
    )  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    del batch["gives"], batch["progress"]
    assert batch == {
        "sources": ["a", "b.toml"], "lang": "en", "formats": ["html", "xlsx"], "out": tmp_path,
        "policies": ["x", "y"], "baseline": "x", "seed": 3, "replications": 2, "mode": "luck",
        "engine": "simpy", "workers": 1, "replay": False, "organisation": "O", "author": "A",
        "confidentiality": "C", "logo": Path("l.svg"), "overrides": ["a=1", "b=2"],
        "template": "policy_comparison",
    }  # fmt: skip


def test_what_is_not_typed_keeps_its_default(run: Run, batch: dict[str, Any]) -> None:
    assert run("report", "a", "b").code == 0
    del batch["gives"], batch["progress"]
    assert batch == {
        "sources": ["a", "b"], "lang": "fr", "formats": ["html"], "replay": True, "overrides": (),
        "template": "policy_comparison",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("endings", "code"),
    [
        ((Ending.WRITTEN, Ending.KEPT), 0),
        ((Ending.WRITTEN, Ending.FAILED, Ending.KEPT), 2),
        ((Ending.FAILED, Ending.FAILED), 2),
    ],
)
def test_the_exit_code_says_whether_all_are_there(
    run: Run, batch: dict[str, Any], endings: tuple[Ending, ...], code: int
) -> None:
    batch["gives"] = outcomes(*endings)
    assert run("report", "a", "b").code == code


@pytest.mark.parametrize(
    ("lang", "there", "absent"),
    [
        ("fr", ["écrit", "déjà là", "échec", "Écrits\u00a0: 1"], ["written", "already"]),
        ("en", ["written", "already there", "failed", "Written: 1"], ["écrit", "déjà"]),
    ],
)
def test_the_closing_table_speaks_one_language(
    run: Run, batch: dict[str, Any], lang: str, there: list[str], absent: list[str]
) -> None:
    batch["gives"] = outcomes(Ending.WRITTEN, Ending.KEPT, Ending.FAILED)
    out = run("report", "a", "b", "--lang", lang).out
    assert all(word in out for word in there)
    assert not any(word in out for word in absent)


def test_the_closing_table_shows_what_is_typed_as_text(run: Run, batch: dict[str, Any]) -> None:
    batch["gives"] = outcomes(Ending.WRITTEN, Ending.FAILED)
    out = run("report", "a", "b").out
    assert r"[red]<b>\x1b[2J\u202ename0" in out
    assert "no policy '[bold]x" in out
    assert "second line" in out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_a_note_is_said_once(run: Run, batch: dict[str, Any]) -> None:
    assert run("report", "a", "b").out.count("installez un navigateur") == 1


def test_an_interruption_shows_what_is_there_and_how_to_go_on(
    run: Run, batch: dict[str, Any]
) -> None:
    batch["gives"] = BatchInterrupted(outcomes(Ending.WRITTEN, Ending.LEFT))
    ran = run("report", "a", "b", "--lang", "en")
    assert ran.code == 130
    assert "not done" in ran.out
    assert "the same command does the others" in ran.err


# === One ===


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Any]:
    """What one report is asked."""
    asked: dict[str, Any] = {}

    def render(source: object, **options: Any) -> Rendered:
        asked.update(options, source=source)
        files = {name: tmp_path / f"page.{name}" for name in options["formats"]}
        return Rendered(tmp_path, files, ("Pour un PDF, installez un navigateur.",))

    monkeypatch.setattr("simrecouv.reports.render_report", render)
    return asked


def test_one_report_names_its_files_and_its_notes(
    run: Run, rendered: dict[str, Any], tmp_path: Path
) -> None:
    ran = run("report", "pme-b2b", *TINY, "--format", "xlsx,html", "--author", "A")
    assert (ran.code, ran.err) == (0, "")
    for name in ("html", "xlsx"):
        assert str(tmp_path / f"page.{name}") in ran.out
    assert "installez un navigateur" in ran.out
    assert "gain net (€)" in ran.out
    assert (rendered["author"], rendered["formats"]) == ("A", ("html", "xlsx"))


def test_one_report_has_the_seed_and_the_baseline_that_are_typed(
    run: Run, rendered: dict[str, Any]
) -> None:
    typed = ("--seed", "9", "--baseline", "ferme", "--policies", "douce")
    assert run("report", "pme-b2b", *TINY, *typed).code == 0
    experiment = rendered["experiment"]
    assert experiment.scenario.simulation.seed == 9
    assert experiment.baseline == "ferme"
    assert set(experiment.policies) == {"ferme", "douce"}
    assert experiment.mode == "luck+assumptions"
    assert rendered["source"] == experiment.scenario


# === What makes no sense ===


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["pme-b2b", "--format", "htm"], "did you mean 'html'?"),
        (["pme-b2b", "grands-comptes", "--format", "htm"], "did you mean 'html'?"),
        (["pme-b2b", "--format", "html,,pdf"], "names separated by commas"),
        (["pme-b2b", "--template", "policy_comparisn"], "did you mean 'policy_comparison'?"),
        (["pme-b2b", "b", "--template", "policy_comparisn"], "did you mean 'policy_comparison'?"),
        (["pme-b2"], "did you mean 'pme-b2b'?"),
        (["pme-b2b", "--baseline", "firme"], "did you mean 'ferme'?"),
        (["pme-b2b", "--seed", "-1"], "'-1': a whole number from 0 to"),
        (["pme-b2b", "--seed", str(2**63)], f"'{2**63}': a whole number from 0 to"),
        (["pme-b2b", "--replications", "abc"], "'abc': a whole number from 1, or auto"),
        (["pme-b2b", "--replications", "0"], "'0': a whole number from 1, or auto"),
        (["pme-b2b", "--replications", "-3"], "'-3': a whole number from 1, or auto"),
        (["pme-b2b", "--replications", "9" * 5000], "a whole number from 1, or auto"),
        (["pme-b2b", "--logo", "nowhere.png"], "nowhere.png: No such file"),
        (["pme-b2b", "b", "--logo", "nowhere.png"], "nowhere.png: No such file"),
        (["pme-b2b", "pme-b2b"], "given 2 times"),
        (["pme-b2b", "--out", ""], "'--out': '': the name of a folder expected"),
        (["pme-b2b", "b", "--out", ""], "'--out': '': the name of a folder expected"),
        (["ledger.csv"], "becomes a scenario by `simrecouv calibrate`"),
        (["pme-b2b", "ledger.XLSX"], "ledger.XLSX: a scenario expected"),
        (["."], ".: a folder, the name of a scenario"),
        ([".", "--template", "portfolio_diagnosis"], ".: a folder, the path of a ledger"),
        (["pme-b2b", "--template", "portfolio_diagnosis"], "told by --template policy_comparison"),
        ([""], "scenario = '': the name of a scenario or the path of its file expected"),
        (["pme-b2b", "--logo", ""], "--logo"),
        (["pme-b2b", "--logo", "."], "--logo"),
        (["pme-b2b", "--map", "Tiers=customer_id"], "no parameter 'mapping'"),
        (["pme-b2b", "b", "--numbers", "3"], "--numbers: for the report of one scenario only"),
        (["pme-b2b", "b", "--store", "s.db"], "--store: for the report of one scenario only"),
        (["pme-b2b", "b", "--at-most", "9"], "--at-most: for the report of one scenario only"),
        (["pme-b2b", "b", "--more-years", "x"], "--more-years: for the report of one ledger only"),
        ([], "Missing argument"),
    ],
)
def test_what_makes_no_sense_is_one_message_before_any_work(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: list[str], expected: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("report", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert expected in " ".join(ran.err.split())
    assert "Traceback" not in ran.err
    assert list(tmp_path.iterdir()) == []


def test_the_folder_of_the_source_is_refused_before_any_work(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    source = tmp_path / "scenario.toml"
    source.write_text(to_toml(load_scenario("pme-b2b")), encoding="utf-8")
    before = source.read_bytes()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("simrecouv.cli.reports.run_study", None)
    ran = run("report", "scenario.toml", "--out", ".")
    assert (ran.code, ran.out) == (2, "")
    assert "--out .: this folder holds the source 'scenario.toml'" in ran.err
    assert source.read_bytes() == before
    assert list(tmp_path.iterdir()) == [source]


def test_sources_that_are_all_missing_end_in_2_and_leave_nothing(run: Run, tmp_path: Path) -> None:
    ran = run("report", "nowhere", "nothing", "--out", str(tmp_path / "out"))
    assert ran.code == 2
    assert ran.out.count("no such file") == 2
    assert list((tmp_path / "out").iterdir()) == []
