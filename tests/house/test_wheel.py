"""What is shipped works elsewhere: the wheel holds its resources, and studies run from it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

TINY = (
    "--set=segments.pme.customers=12",
    "--set=segments.grands-comptes.customers=2",
    "--set=segments.public.customers=2",
    "--replications=2",
)


def _pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling", reason="building a wheel needs hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    _pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(root))
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the installed wheel and knows nothing of the source tree."""
    folder = tmp_path_factory.mktemp("elsewhere")
    _pip("install", "--no-deps", "--no-index", "--target", str(folder / "site"), str(wheel))
    return folder


def _simrecouv(elsewhere: Path, *arguments: str) -> str:
    code = "import sys; from simrecouv.cli import main; sys.argv[0] = 'simrecouv'; main()"
    ran = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": str(elsewhere / "site")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_the_wheel_holds_its_resources_and_nothing_of_the_tests(wheel: Path, root: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("scenarios", "reports/templates", "notebooks"):
        for path in (root / folder).rglob("*"):
            if path.is_file() and ".ipynb_checkpoints" not in path.parts:
                assert f"simrecouv/_resources/{path.relative_to(root).as_posix()}" in names
    assert "simrecouv/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/"))]


def test_a_study_runs_from_the_installed_wheel(elsewhere: Path) -> None:
    study = json.loads(_simrecouv(elsewhere, "compare", "pme-b2b", *TINY, "--json"))
    assert study["replications"] == 2


def test_a_report_runs_from_the_installed_wheel(elsewhere: Path) -> None:
    out = elsewhere / "out"
    _simrecouv(elsewhere, "report", "pme-b2b", *TINY, "--out", str(out))
    assert list(out.glob("*.html"))
    assert not (elsewhere / "site" / "reports").exists()


def test_the_installed_wheel_is_the_one_that_runs(elsewhere: Path) -> None:
    code = "import simrecouv; print(simrecouv.__file__)"
    environment = {**os.environ, "PYTHONPATH": str(elsewhere / "site")}
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert Path(ran.stdout.strip()).is_relative_to(elsewhere)
