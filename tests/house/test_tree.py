"""The tree keeps its promises: map, sizes, clean files, clean notebooks, one version."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from importlinter import cli as importlinter

import simrecouv

#: Lines of a file; a compiled kernel is one loop in one file, and may be longer.
LONGEST_FILE, LONGEST_KERNEL = 350, 500

#: What no file of the project names: a machine's paths, a registry's host.
FOREIGN = re.compile(
    r"(?<![\w.~])/(?:home|Users|root|work|tmp|mnt|opt)/\w|[A-Z]:\\Users|py"
    r"pi\.org|python"
    r"hosted\.org"
)


@pytest.fixture(scope="module")
def files(root: Path) -> list[Path]:
    """Files of the project, those that git ignores apart."""
    if shutil.which("git") and (root / ".git").exists():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(
            command, cwd=root, capture_output=True, text=True, check=True
        ).stdout
        paths = [root / name for name in listed.split("\0") if name]
    else:
        lines = (root / ".gitignore").read_text(encoding="utf-8").split()
        ignored = {line.rstrip("/").rpartition("/")[2] for line in lines} | {".git"}
        paths = [p for p in root.rglob("*") if not ignored & set(p.relative_to(root).parts)]
    return [path for path in paths if path.is_file()]


@pytest.fixture(scope="module")
def notebooks(files: list[Path]) -> list[Path]:
    return [path for path in files if path.suffix == ".ipynb"]


def test_the_layers_and_contracts_are_kept(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = importlinter.lint_imports(
        config_filename=str(root / "pyproject.toml"), no_cache=True, is_debug_mode=False
    )
    assert code == 0, capsys.readouterr().out


def test_no_source_file_is_too_long(root: Path) -> None:
    too_long = []
    for path in (root / "src").rglob("*.py"):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        limit = LONGEST_KERNEL if path.parent.name == "compiled" else LONGEST_FILE
        too_long += [f"{path.relative_to(root)}: {lines} lines"] if lines > limit else []
    assert too_long == []


def test_every_room_says_what_it_owns(root: Path) -> None:
    for path in (root / "src").rglob("*.py"):
        assert path.read_text(encoding="utf-8").lstrip().startswith('"""'), path.name


def _map(root: Path) -> set[str]:
    """Names in the map of folders of the README: lines of its ``text`` block."""
    block = re.search(
        r"```text\n(.*?)```", (root / "README.md").read_text(encoding="utf-8"), re.DOTALL
    )
    assert block
    return {line.split()[0].rstrip("/") for line in block[1].splitlines() if line.strip()}


def test_the_map_of_the_readme_is_the_tree(root: Path, files: list[Path]) -> None:
    parts = {path.relative_to(root).parts for path in files}
    top = {names[0] for names in parts} - {".gitignore"}
    rooms = {Path(p[2]).stem for p in parts if p[:2] == ("src", "simrecouv") and len(p) > 2}
    assert _map(root) == top | (rooms - {"__init__", "py"})


def test_text_files_name_no_machine(files: list[Path]) -> None:
    found = []
    for path in files:
        if path.name == "test_tree.py" or path.suffix in {".png", ".gz", ".js"}:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if FOREIGN.search(line):
                found.append(f"{path.name}:{number}: {line.strip()[:100]}")
    assert found == []


def test_notebooks_hold_no_output_and_define_no_function(notebooks: list[Path]) -> None:
    for path in notebooks:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        assert "widgets" not in notebook["metadata"], path.name
        for cell in notebook["cells"]:
            source = "".join(cell["source"])
            if cell["cell_type"] == "code":
                assert cell["outputs"] == [], path.name
                assert cell["execution_count"] is None, path.name
                assert not re.search(r"^\s*(def|class) ", source, re.MULTILINE), path.name


def test_one_version_everywhere(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## (\S+)", changelog, re.MULTILINE)
    assert newest
    assert project["version"] == simrecouv.__version__ == newest[1]


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_dependency_is_pinned(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = chain(project["dependencies"], *project["optional-dependencies"].values())
    lines = (root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][\w.]*", pin) for pin in pins)
    pinned = {_canonical(pin.partition("==")[0]) for pin in pins}
    names = {_canonical(re.match(r"[\w.\-]+", one)[0]) for one in wanted}  # type: ignore[index]
    assert names <= pinned
