"""`calibrate` from the open items on, and `backtest`: one sentence, one figure, one JSON object."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.running import Run
from simrecouv.calibration import example_ledger_path
from simrecouv.scenario import load_scenario

EXAMPLE = str(example_ledger_path())


@pytest.fixture(autouse=True)
def empty_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)


def test_calibrate_from_the_open_items_on(run: Run) -> None:
    code, out, _ = run("calibrate", EXAMPLE, "--open-items", "--out", "mine.toml", "--lang", "en")
    assert (code, "Written: mine.toml" in out) == (0, True)
    scenario = load_scenario("mine.toml")
    assert scenario.opening is not None
    assert 0 in scenario.opening.paid_day


def test_calibrate_on_proposed_segments(run: Run) -> None:
    assert run("calibrate", EXAMPLE, "--segments", "terms", "--out", "mine.toml")[0] == 0
    assert set(load_scenario("mine.toml").segments) == {"delai-30", "delai-45", "delai-60"}
    code, _, error = run("calibrate", EXAMPLE, "--segments", "taste", "--out", "mine.toml")
    assert (code, "terms, size, behaviour" in error) == (2, True)


def test_backtest_tells_a_sentence_and_draws_a_figure(run: Run) -> None:
    code, out, _ = run(
        "backtest", EXAMPLE, "--cut", "2025-09-01", "--replications", "5", "--out", "test.html"
    )
    assert code == 0
    assert "la veille du 01/09/2025" in out
    page = Path("test.html").read_text(encoding="utf-8")
    assert "Contre-" in page
    assert "cdn" not in page.split("</script>")[0].lower()[:500]


def test_backtest_for_machines(run: Run) -> None:
    code, out, _ = run("backtest", EXAMPLE, "--replications", "5", "--json")
    told = json.loads(out)
    assert (code, told["months"], told["replications"]) == (0, 4, 5)
    assert {row["measure"] for row in told["figures"]} >= {"dso_days", "cash_cents"}


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        (("--cut", "2025-02-01"), "a fit needs 180 days"),
        (("--out", "figure.pdf"), "--out figure.pdf"),
        (("--policy-in-force", "ferm"), "ferme"),
    ],
)
def test_what_cannot_be_is_refused_in_one_message(
    run: Run, asked: tuple[str, ...], meant: str
) -> None:
    code, _, error = run("backtest", EXAMPLE, "--replications", "2", *asked)
    assert code == 2
    assert meant in error
    assert "Traceback" not in error
