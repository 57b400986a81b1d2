"""A batch of reports: one folder each, a failure alone, nothing done twice, nothing half done."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from reports.light import GATE, register
from simrecouv.errors import StudyError
from simrecouv.reports import templates
from simrecouv.reports.batches.batch import render_batch
from simrecouv.reports.batches.endings import Batch, BatchInterrupted, Ending
from simrecouv.reports.batches.folders import folder_names, put_in_place, room_apart
from simrecouv.reports.batches.making import Task
from simrecouv.scenario import (
    Scenario,
    load_scenario,
    resource_folder,
    to_toml,
    with_overrides,
)

#: Reports that finish, of which two wait while a gate is there.
WHOLE = ("a", "b", "waiting-1", "waiting-2")
ASKED: dict[str, Any] = {"template": "light", "replications": 2, "replay": False}
#: The same batch, typed.
TYPED = ("--template", "light", "--replications", "2", "--no-replay")
COMMAND = """
import sys
from pathlib import Path
from reports.light import register
from simrecouv.cli import main

register(Path(sys.argv[1]))
sys.argv = ["simrecouv", "report", *sys.argv[2:]]
main()
"""
#: Longest wait for something that another process does [s].
PATIENCE = 120.0

posix = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL, no lock of files")


@pytest.fixture(scope="module", autouse=True)
def light(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("light")
    name = register(folder)
    yield folder
    del templates.TEMPLATES[name]


def written_to(folder: Path, tiny: Scenario, names: Sequence[str]) -> list[Path]:
    """Write scenarios of other luck, each under its name."""
    for seed, name in enumerate(names):
        scenario = with_overrides(tiny, [f"simulation.seed={seed}", f'name="{name}"'])
        (folder / f"{name}.toml").write_text(to_toml(scenario), encoding="utf-8")
    return [folder / f"{name}.toml" for name in names]


@pytest.fixture(scope="module")
def sources(tiny: Scenario, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("sources")
    return [*written_to(folder, tiny, [*WHOLE, "deadly", "refused"]), folder / "missing.toml"]


@pytest.fixture(scope="module")
def told() -> list[tuple[int, int]]:
    """Progress of the batch below."""
    return []


@pytest.fixture(scope="module")
def batch(
    sources: list[Path], told: list[tuple[int, int]], tmp_path_factory: pytest.TempPathFactory
) -> Batch:
    """Reports of which three cannot be."""
    out = tmp_path_factory.mktemp("batch")
    return render_batch(sources, out=out, progress=lambda n, of, _: told.append((n, of)), **ASKED)


# === What becomes of each ===


def test_a_failure_stops_no_other_and_is_told_with_its_source(
    batch: Batch, sources: list[Path]
) -> None:
    assert [one.source for one in batch.reports] == [str(path) for path in sources]
    whole, others = batch.reports[:4], batch.reports[4:]
    assert {one.ending for one in whole} == {Ending.WRITTEN}
    assert {one.ending for one in others} == {Ending.FAILED}
    problems = [one.problem or "" for one in others]
    for problem, expected in zip(
        problems, ("its process stopped", "fails", "no such"), strict=True
    ):
        assert expected in problem
    assert not batch.is_whole
    assert batch.counts == {"written": 4, "kept": 0, "failed": 3, "left": 0}


def test_each_report_is_whole_in_a_folder_of_its_own(batch: Batch) -> None:
    out = batch.reports[0].folder.parent
    assert sorted(path.name for path in out.iterdir()) == sorted(WHOLE)
    for one in batch.ended(Ending.WRITTEN):
        kept = json.loads((one.folder / "provenance.json").read_bytes())
        assert kept["scenario"] == one.folder.name
        assert one.files["html"].parent == one.folder
        assert {"light.fr.html", "scorecard.csv", "scenario.toml"} <= {
            path.name for path in one.folder.iterdir()
        }


def test_progress_counts_every_report_once(batch: Batch, told: list[tuple[int, int]]) -> None:
    assert told == [(n, len(batch.reports)) for n in range(len(batch.reports) + 1)]


# === What is not done again ===


@pytest.fixture
def to_make(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the reports that a batch would make; it makes none."""
    names: list[str] = []

    def note(tasks: Sequence[Task], crew: int, keep: object) -> None:
        names.extend(task.left.folder.name for task in tasks)

    monkeypatch.setattr("simrecouv.reports.batches.batch.make_each", note)
    return names


@pytest.fixture
def copied(batch: Batch, tmp_path: Path) -> Path:
    return Path(shutil.copytree(batch.reports[0].folder.parent, tmp_path / "copy"))


def test_what_is_finished_is_kept(sources: list[Path], copied: Path, to_make: list[str]) -> None:
    again = render_batch(sources[:4], out=copied, **ASKED)
    assert {one.ending for one in again.reports} == {Ending.KEPT}
    assert again.is_whole
    assert to_make == []
    assert again.reports[0].files == {"html": copied / "a" / "light.fr.html"}


def _provenance(changed: Callable[[dict[str, Any]], object]) -> Callable[[Path], object]:
    def damage(folder: Path) -> None:
        kept = json.loads((folder / "provenance.json").read_bytes())
        changed(kept)
        (folder / "provenance.json").write_text(json.dumps(kept), encoding="utf-8")

    return damage


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "light.fr.html").unlink(),
        lambda folder: (folder / "scorecard.csv").write_text("policy", encoding="utf-8"),
        lambda folder: (folder / "provenance.json").unlink(),
        lambda folder: (folder / "provenance.json").write_text("[1]", encoding="utf-8"),
        lambda folder: (folder / "provenance.json").write_bytes(b"\xff\x00"),
        _provenance(lambda kept: kept.update(files=3)),
        _provenance(lambda kept: kept.update(files={})),
        _provenance(lambda kept: kept.update(request=None)),
        _provenance(lambda kept: kept["versions"].update(simrecouv="0.0.1")),
    ],
)
def test_what_is_broken_is_made_again(
    sources: list[Path], copied: Path, to_make: list[str], damage: Callable[[Path], object]
) -> None:
    damage(copied / "b")
    again = render_batch(sources[:3], out=copied, **ASKED)
    assert to_make == ["b"]
    assert [one.ending for one in again.reports] == [Ending.KEPT, Ending.LEFT, Ending.KEPT]


@pytest.mark.parametrize(
    "changed",
    [
        {"lang": "en"}, {"replications": 3}, {"seed": 9}, {"policies": ["ferme"]},
        {"baseline": "ferme"}, {"organisation": "Moi"}, {"confidentiality": "secret"},
        {"mode": "luck"}, {"replay": True}, {"formats": ["html", "xlsx"]},
        {"overrides": ["simulation.seed=9"]},
    ],
)  # fmt: skip
def test_what_is_asked_otherwise_is_made_again(
    sources: list[Path], copied: Path, to_make: list[str], changed: dict[str, Any]
) -> None:
    render_batch(sources[:1], out=copied, **(ASKED | changed))
    assert to_make == ["a"]


def test_a_report_of_a_scenario_that_changed_is_made_again(
    tiny: Scenario, sources: list[Path], copied: Path, to_make: list[str], tmp_path: Path
) -> None:
    same, other = written_to(tmp_path, tiny, ["a", "b"])
    other.write_text(sources[0].read_text(encoding="utf-8"), encoding="utf-8")
    render_batch([same, other], out=copied, **ASKED)
    assert to_make == ["b"]


# === Interruptions ===


def test_an_interruption_keeps_what_is_finished_and_tells_it(
    sources: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(make: object, tasks: Sequence[Task], *others: Any) -> None:
        _, keep, _ = others
        keep((tasks[0].at, tasks[0].left._replace(ending=Ending.WRITTEN)))
        raise KeyboardInterrupt

    monkeypatch.setattr("simrecouv.reports.batches.making.run_each", interrupted)
    with pytest.raises(BatchInterrupted, match="after 1 of 4 reports") as interruption:
        render_batch(sources[:4], out=tmp_path, **ASKED)
    assert interruption.value.batch.counts == {"written": 1, "kept": 0, "failed": 0, "left": 3}
    assert list(tmp_path.iterdir()) == []


def until(happened: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait until something has happened, while a process runs."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end, "too long"
        time.sleep(0.02)


class Typed:
    """A batch typed at the command line, whose last two reports wait."""

    def __init__(self, light: Path, sources: Sequence[Path], folder: Path) -> None:
        self.gate, self.out = folder / "gate", folder / "out"
        self.gate.touch()
        tests = str(Path(__file__).parents[1])
        self.process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, light, *sources, *TYPED, "--out", self.out,
             "--workers", "2"],
            env={**os.environ, GATE: str(self.gate), "PYTHONPATH": tests},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    @property
    def waiting(self) -> list[Path]:
        """What the reports that wait write, again and again."""
        return list(self.gate.parent.glob("*.pid"))

    def is_in_the_middle(self) -> bool:
        done = all((self.out / name / "provenance.json").exists() for name in WHOLE[:2])
        return done and len(self.waiting) >= 1

    def is_over(self) -> bool:
        """Whether nothing that it started works any more."""
        for path in self.waiting:
            path.unlink(missing_ok=True)
        time.sleep(0.5)
        return not self.waiting


def contents(folder: Path) -> dict[str, bytes]:
    """What the files of a folder hold, by name."""
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


@posix
def test_a_batch_that_is_killed_is_finished_by_the_same_call(
    light: Path, sources: list[Path], batch: Batch, tmp_path: Path
) -> None:
    typed = Typed(light, sources[:4], tmp_path)
    until(typed.is_in_the_middle, typed.process)
    typed.process.kill()
    typed.process.communicate()
    end = time.monotonic() + PATIENCE
    while not typed.is_over():
        assert time.monotonic() < end, "a process outlives its batch"
    seen = {path.name for path in typed.out.iterdir()} - {".unfinished"}
    assert seen == set(WHOLE[:2])
    before = {path: path.stat().st_mtime_ns for path in typed.out.glob("[ab]/*")}
    rest = render_batch(sources[:4], out=typed.out, **ASKED)
    assert [one.ending for one in rest.reports] == [Ending.KEPT] * 2 + [Ending.WRITTEN] * 2
    assert before == {path: path.stat().st_mtime_ns for path in typed.out.glob("[ab]/*")}
    assert contents(typed.out) == contents(batch.reports[0].folder.parent)


@posix
@pytest.mark.slow
def test_ctrl_c_stops_a_batch_and_says_how_to_go_on(
    light: Path, sources: list[Path], tmp_path: Path
) -> None:
    typed = Typed(light, sources[:4], tmp_path)
    until(typed.is_in_the_middle, typed.process)
    typed.process.send_signal(signal.SIGINT)
    out, err = typed.process.communicate(timeout=PATIENCE)
    assert typed.process.returncode == 130
    assert "Traceback" not in err
    assert "la même commande fera les autres" in err
    assert "Écrits\u00a0: 2" in out
    assert {path.name for path in typed.out.iterdir()} == set(WHOLE[:2])


# === What makes no sense ===


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"langg": "fr"}, "did you mean 'lang'"),
        ({"lang": "de"}, "known: en, fr"),
        ({"template": "lightt"}, "did you mean 'light'"),
        ({"formats": ["pfd"]}, "did you mean 'pdf'"),
        ({"workers": 0}, "at least 1"),
        ({"experiment": 3}, "no parameter 'experiment'"),
        ({"sources": "pme-b2b"}, "a list of at least one source"),
        ({"sources": []}, "a list of at least one source"),
        ({"sources": ["pme-b2b", "pme-b2b"]}, "given 2 times"),
    ],
)
def test_what_makes_no_sense_for_any_source_is_one_error(
    asked: dict[str, Any], expected: str, tmp_path: Path
) -> None:
    asked = {"sources": ["pme-b2b"], "template": "light", **asked}
    with pytest.raises(StudyError, match=expected):
        render_batch(out=tmp_path / "none", **asked)
    assert not (tmp_path / "none").exists()


def test_a_logo_that_is_no_picture_is_one_error(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_text("<script>", encoding="utf-8")
    with pytest.raises(StudyError, match="not a picture"):
        render_batch(["pme-b2b"], out=tmp_path / "out", logo=logo)


# === Folders ===


@pytest.mark.parametrize(
    "name",
    ["../up", "a/b", "a\\b", "CON", "nul.toml", ".hidden", "x" * 300, "\u202etxt", "a\nb", "?",
     "-rf", "é\u0301", "<script>", "=CMD()", "name. ", "~"],
)  # fmt: skip
def test_a_hostile_name_gives_a_safe_folder(tiny: Scenario, name: str) -> None:
    for source in (tiny.model_copy(update={"name": name}), Path("folder", name)):
        (folder,) = folder_names([source])
        assert 1 <= len(folder) <= 80
        assert all(c.isalnum() or c in "-_" for c in folder)
        assert not folder.startswith("-")
        assert folder.casefold() not in ("con", "nul")


def test_sources_of_one_name_have_folders_of_their_own(tiny: Scenario) -> None:
    named = [tiny.model_copy(update={"name": name}) for name in ("Même", "même", "même-2")]
    sources = [*named, "x/ledger.csv", "y/ledger.csv", "y/Ledger.xlsx", "x/deux.csv"]
    names = [name.casefold() for name in folder_names(sources)]
    assert len(set(names)) == len(sources)
    assert names[3] == "x-ledger"
    assert names[-1] == "deux"


def test_one_file_under_two_spellings_is_refused(
    tiny: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own,) = written_to(tmp_path, tiny, ["a"])
    (tmp_path / "link.toml").symlink_to(own)
    monkeypatch.chdir(tmp_path)
    shipped = resource_folder("scenarios") / "pme-b2b.toml"
    for one, other in (("a.toml", own), (own, "link.toml"), ("pme-b2b", shipped)):
        with pytest.raises(StudyError, match=f"^{one} and {other} are the same file"):
            render_batch([one, "grands-comptes", other], out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_report_takes_the_place_of_an_older_one_and_of_nothing_else(tmp_path: Path) -> None:
    made, folder = tmp_path / "made", tmp_path / "there"
    for place, content in ((made, "new"), (folder, "old")):
        place.mkdir()
        for name in ("provenance.json", "a.html"):
            (place / name).write_text(content, encoding="utf-8")
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    put_in_place(made, folder)
    assert contents(folder) == {
        "provenance.json": b"new", "a.html": b"new", "mine.txt": b"mine"
    }  # fmt: skip
    assert not made.exists()


def test_a_move_that_stops_half_way_is_no_finished_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, folder = tmp_path / "made", tmp_path / "there"
    for place in (made, folder):
        place.mkdir()
        (place / "provenance.json").touch()
    (made / "a.html").touch()

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        put_in_place(made, folder)
    assert not (folder / "provenance.json").exists()


@posix
def test_two_batches_do_not_write_in_one_place(tmp_path: Path) -> None:
    with (
        room_apart(tmp_path),
        pytest.raises(StudyError, match="another batch"),
        room_apart(tmp_path),
    ):
        pass
    with room_apart(tmp_path) as room:
        assert room.is_dir()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_batch_left_is_forgotten(tmp_path: Path) -> None:
    left = tmp_path / ".unfinished" / "a" / "half.html"
    left.parent.mkdir(parents=True)
    left.touch()
    with room_apart(tmp_path):
        assert not left.exists()


# === Twenty of them ===


@posix
@pytest.mark.slow
def test_twenty_reports_survive_a_kill(tiny: Scenario, tmp_path: Path) -> None:
    names = [f"s{number:02}" for number in range(20)]
    sources = written_to(tmp_path, tiny, names)
    asked = ["--replications", "2", "--no-replay", "--lang", "en"]
    killed, out, whole = tmp_path / "killed", tmp_path / "out", tmp_path / "whole"
    command = [sys.executable, "-c", "from simrecouv.cli import main; main()", "report", *sources]
    process = subprocess.Popen(
        [*command, *asked, "--out", out],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    until(lambda: len(list(out.glob("s*/provenance.json"))) >= 5, process)
    process.kill()
    process.communicate()
    shutil.copytree(out, killed, ignore=shutil.ignore_patterns(".unfinished"))
    done = {path.name for path in killed.iterdir()}
    assert 5 <= len(done) < 20
    parameters: dict[str, Any] = {"replications": 2, "replay": False, "lang": "en"}
    rest = render_batch(sources, out=out, **parameters)
    assert {one.folder.name for one in rest.ended(Ending.KEPT)} == done
    assert rest.is_whole
    render_batch(sources, out=whole, **parameters)
    assert contents(out) == contents(whole)
    assert any(name.endswith("figures.json") for name in contents(whole))
    assert load_scenario(whole / "s00" / "scenario.toml").name == "s00"
