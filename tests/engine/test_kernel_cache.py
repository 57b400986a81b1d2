"""Compiled kernels are kept on disk; an edited rule never meets a stale one, and nothing is false.

Entry points of one line stand for the engine, which takes half a minute to compile.
"""

from __future__ import annotations

import ast
import importlib.util
import logging
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numba
import pytest

from simrecouv.engine import open_runner
from simrecouv.engine.compiled import cache, days, jit
from simrecouv.scenario import load_scenario
from simrecouv.world import build_world

RUN = """
from simrecouv.engine import open_runner
from simrecouv.engine.compiled.days import run_days
from simrecouv.scenario import load_scenario
from simrecouv.world import build_world
scenario = load_scenario({scenario!r}, ["segments.pme.customers=3"])
ledger = open_runner(scenario, build_world(scenario), "compiled")("ferme")
charged = ledger.events["amount_cents"][ledger.events["kind"] == 42].sum()
print(int(charged), sum(run_days.compiled.stats.cache_hits.values()))
"""

#: A kernel in a file of its own, as Numba keeps no code of a function typed at a prompt.
ONE_LINE = """
from simrecouv.engine.compiled.jit import kernel

def _thrice(number):
    return 3 * number

thrice = kernel(_thrice)
if __name__ == "__main__":
    value = thrice(14)
    print(value, len(thrice.compiled.stats.cache_misses))
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    file = tmp_path / "thrice.py"
    file.write_text(ONE_LINE)
    return file


@pytest.fixture
def thrice(
    script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> jit.Kernel:
    """A kernel of one line, as a new session meets it: nothing kept, nothing said."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "kept"))
    cache.say.cache_clear()
    # Import-linter, run by another test, configures logging: loggers that exist are then disabled.
    monkeypatch.setattr(logging.getLogger("simrecouv"), "disabled", False)
    return fresh(script)


def fresh(script: Path) -> jit.Kernel:
    """Load the kernel anew, as another session does."""
    spec = importlib.util.spec_from_file_location("thrice", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made: jit.Kernel = module.thrice
    return made


def misses(made: jit.Kernel) -> int:
    """Count the compilations of an entry point."""
    return sum(made.compiled.stats.cache_misses.values())


def session(script: Path, **environment: str) -> subprocess.Popen[str]:
    """Start another session on the kernel of one line."""
    path = os.pathsep.join(filter(None, [str(cache.PACKAGE.parent), os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        [sys.executable, str(script)],
        env={"PYTHONPATH": path, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


# === The key ===


def imported(file: Path) -> set[Path]:
    """Files of the package that a file takes names from; a submodule that is named, not its parent."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("simrecouv"):
            for name in node.names:
                found.add(_file_of(f"{node.module}.{name.name}") or _file_of(str(node.module)))
        elif isinstance(node, ast.Import):
            mine = [name.name for name in node.names if name.name.startswith("simrecouv")]
            found |= {_file_of(name) for name in mine}
    return {one for one in found if one is not None}


def _file_of(module: str) -> Path | None:
    path = cache.PACKAGE.parent.joinpath(*module.split("."))
    for file in (path.with_suffix(".py"), path / "__init__.py"):
        if file.is_file():
            return file
    return None


def test_the_key_follows_all_that_the_entry_points_import() -> None:
    """Imports are followed from the loop over days, whatever they lead to."""
    assert days.__file__ is not None
    waiting, seen = [Path(days.__file__).resolve()], set[Path]()
    while waiting:
        file = waiting.pop()
        if file not in seen:
            seen.add(file)
            waiting += imported(file)
    followed = set(cache.source_files())
    assert {file.relative_to(cache.PACKAGE).as_posix() for file in seen - followed} == set()
    assert len(seen) > len(list((cache.PACKAGE / "engine" / "rules").glob("*.py")))


@pytest.mark.parametrize("source", cache.SOURCES)
def test_an_edit_of_any_source_changes_the_key(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "simrecouv"
    shutil.copytree(cache.PACKAGE, copy)
    monkeypatch.setattr(cache, "PACKAGE", copy)
    before = cache.source_key()
    file = copy / source if source.endswith(".py") else max((copy / source).rglob("*.py"))
    file.write_text(file.read_text(encoding="utf-8") + "\n# edited\n", encoding="utf-8")
    assert cache.source_key() != before


def test_the_key_follows_versions_and_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder may be shared by machines: code for one processor may crash another."""
    keys = {cache.source_key()}
    own = cache.versions()
    for place in range(len(own)):
        other = (*own[:place], "another", *own[place + 1 :])
        monkeypatch.setattr(cache, "versions", lambda other=other: other)
        keys.add(cache.source_key())
    monkeypatch.undo()
    monkeypatch.setattr(cache, "processor", lambda: ("another",))
    keys.add(cache.source_key())
    assert len(keys) == 1 + len(own) + 1
    monkeypatch.undo()
    assert cache.source_key() in keys, "the same sources give the same key"


# === Once, and said so ===


def test_nothing_is_compiled_at_import_nor_twice(
    thrice: jit.Kernel, script: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert thrice.compiled is None
    assert not caplog.messages
    assert thrice(14) == 42
    assert caplog.messages == [cache.COMPILING]
    assert caplog.records[0].levelname == "WARNING"
    assert caplog.records[0].name == "simrecouv"
    assert misses(thrice) == 1
    again = fresh(script)
    cache.say.cache_clear()
    assert again(14) == 42
    assert misses(again) == 0, "read from disk"
    assert caplog.messages == [cache.COMPILING], "nothing more is said"


def test_threads_compile_once(thrice: jit.Kernel, caplog: pytest.LogCaptureFixture) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(thrice, range(8))) == [3 * number for number in range(8)]
    assert misses(thrice) == 1
    assert caplog.messages == [cache.COMPILING]


def test_threads_that_compile_two_kernels_take_turns(
    thrice: jit.Kernel, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """No thread takes its neighbour for another process, nor leaves Numba's own folder changed."""
    other = tmp_path / "other.py"
    other.write_text(ONE_LINE.replace("_thrice", "_other"))
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lambda one: one(14), [thrice, fresh(other)])) == [42, 42]
    assert caplog.messages == [cache.COMPILING]
    assert str(cache.own_folder()) != numba.config.CACHE_DIR


def test_processes_compile_once(script: Path, tmp_path: Path) -> None:
    """Of sessions that start together one compiles, and says so; the others say nothing false."""
    started = [session(script, NUMBA_CACHE_DIR=str(tmp_path / "kept")) for _ in range(3)]
    ended = [one.communicate(timeout=120) for one in started]
    assert [one.returncode for one in started] == [0, 0, 0], ended
    found = sorted(out.split() for out, _ in ended)
    assert [value for value, _ in found] == ["42", "42", "42"]
    if importlib.util.find_spec("fcntl"):
        assert [count for _, count in found] == ["0", "0", "1"]
    for out, said in ended:
        assert (cache.COMPILING in said) == (out.split()[1] == "1")
        assert set(said.splitlines()) <= {cache.COMPILING, cache.WAITING}


def test_a_damaged_file_is_compiled_again(thrice: jit.Kernel, script: Path) -> None:
    thrice(14)
    folder = cache.own_folder()
    assert folder is not None
    for file in folder.glob("*/*.nbc"):
        file.write_bytes(file.read_bytes()[:100])
    again = fresh(script)
    assert again(14) == 42
    assert not list(folder.glob("*/*.nbc")), "the damaged file is gone"


# === Where ===


def test_a_home_that_cannot_be_written_is_done_without(script: Path, tmp_path: Path) -> None:
    """Nothing is kept beside the package, which may be read-only: the temporary folder serves."""
    (tmp_path / "file").write_text("not a folder")
    (tmp_path / "tmp").mkdir()
    where = {"HOME": str(tmp_path / "file"), "TMPDIR": str(tmp_path / "tmp")}
    for compilations in ("1", "0"):
        out, said = session(script, **where).communicate(timeout=120)
        assert out.split() == ["42", compilations], said
    assert list((tmp_path / "tmp").rglob("*.nbc"))


def test_without_any_folder_all_works_and_it_is_said(
    thrice: jit.Kernel, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(cache, "_roots", lambda: iter([Path(os.devnull)]))
    assert cache.own_folder() is None
    assert thrice(14) == 42
    assert caplog.messages == [cache.NOT_KEPT]


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="a temporary folder is the user's own here")
def test_code_is_not_read_from_a_folder_that_others_may_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache.tempfile, "gettempdir", lambda: str(tmp_path))
    own = cache._own_temporary()
    assert own.stat().st_mode & 0o077 == 0
    own.chmod(0o777)
    with pytest.raises(PermissionError, match="not ours alone"):
        cache._own_temporary()


def test_kernels_of_other_versions_are_forgotten_in_time(tmp_path: Path) -> None:
    """The last used are left, and those that another process may be filling."""
    ours = tmp_path / f"{0:020x}"
    old = [tmp_path / f"{number:020x}" for number in range(1, 8)]
    for age, folder in enumerate([ours, *old], start=2):
        folder.mkdir()
        used = time.time() - age * cache.RECENT_S
        os.utime(folder, (used, used))
    notes = tmp_path / "notes-of-the-user-00"
    notes.mkdir()
    recent = tmp_path / f"{99:020x}"
    recent.mkdir()
    cache.tidy(ours)
    left = {ours, notes, recent, *old[: cache.OTHERS_KEPT - 1]}
    assert set(tmp_path.iterdir()) == left


# === The engine itself ===


def test_one_compilation_serves_every_scenario() -> None:
    """Scenarios differ by what the kernels are given, never by its types."""
    for name in ("pme-b2b", "contentieux-financement", "b2c-abonnement"):
        base = load_scenario(name)
        few = [f"segments.{segment}.customers=2" for segment in base.segments]
        scenario = load_scenario(name, few)
        run = open_runner(scenario, build_world(scenario), "compiled")
        for policy in scenario.policies:
            run(policy)
    for entry_point in (days.run_days, days.switch):
        assert len(entry_point.compiled.signatures) == 1


@pytest.mark.slow
def test_an_edited_rule_changes_what_a_new_session_computes(tmp_path: Path, root: Path) -> None:
    copy = tmp_path / "simrecouv"
    shutil.copytree(cache.PACKAGE, copy)
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
