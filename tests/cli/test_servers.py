"""The commands that open a page start the server that they name, on what they were asked."""

from __future__ import annotations

import importlib.util
import subprocess
from pathlib import Path
from typing import Any

import pytest

from cli.running import Run
from simrecouv.scenario import load_scenario, to_toml


class Servers(list[tuple[list[str], dict[str, str]]]):
    """What was started: commands, and the variables of each."""

    code = 0

    def start(self, command: list[str], *, env: dict[str, str], **_: Any) -> Any:
        self.append((command, env))
        return subprocess.CompletedProcess(command, self.code)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Servers:
    servers = Servers()
    monkeypatch.setattr("subprocess.run", servers.start)
    return servers


def test_lab_opens_the_first_notebook(run: Run, started: Servers) -> None:
    assert run("lab", "--no-browser").code == 0
    ((command, _),) = started
    assert command[1:3] == ["-m", "jupyterlab"]
    assert Path(command[3]).name == "00-commencer-ici.ipynb"
    assert command[-1] == "--no-browser"


def test_app_opens_the_lab_on_a_preset(run: Run, started: Servers) -> None:
    assert run("app", "grands-comptes", "--lang", "en", "--port=8899").code == 0
    ((command, variables),) = started
    assert command[1:3] == ["-m", "voila"]
    assert Path(command[3]).is_file()
    assert command[-1] == "--port=8899"
    assert variables["SIMRECOUV_APP_SCENARIO"] == "grands-comptes"
    assert variables["SIMRECOUV_APP_LANG"] == "en"


@pytest.mark.parametrize(
    "typed",
    [
        ("--no-browser", "grands-comptes", "--port", "8899"),
        ("--no-browser", "--port", "8899", "grands-comptes"),
        ("grands-comptes", "--no-browser", "--port", "8899"),
    ],
)
def test_options_of_voila_stand_anywhere(
    run: Run, started: Servers, typed: tuple[str, ...]
) -> None:
    assert run("app", *typed).code == 0
    ((command, variables),) = started
    assert command[-3:] == ["--no-browser", "--port", "8899"]
    assert variables["SIMRECOUV_APP_SCENARIO"] == "grands-comptes"


def test_options_of_voila_need_no_scenario(run: Run, started: Servers) -> None:
    assert run("app", "--no-browser").code == 0
    assert started[0][1]["SIMRECOUV_APP_SCENARIO"] == "pme-b2b"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["--langg=en"], "no option '--langg=en', did you mean '--lang'?"),
        (["pme-b2b", "--langue", "en"], "no option '--langue', did you mean '--lang'?"),
        (["pme-b2b", "-lang=en"], "did you mean '--lang'?"),
        (["pme-b2b", "grands-comptes"], "pme-b2b, grands-comptes: one scenario expected"),
        (["pme-b2b", "--no-browser", "b"], "pme-b2b, b: one scenario expected"),
    ],
)
def test_app_refuses_what_voila_would_not_understand(
    run: Run, started: Servers, typed: list[str], expected: str
) -> None:
    ran = run("app", *typed)
    assert ran.code == 2
    assert expected in " ".join(ran.err.split())
    assert started == []


def test_app_opens_a_file_wherever_the_page_is_served_from(
    run: Run, started: Servers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own.toml").write_text(to_toml(load_scenario("pme-b2b")), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run("app", "own.toml").code == 0
    assert started[0][1]["SIMRECOUV_APP_SCENARIO"] == str(tmp_path / "own.toml")
    assert started[0][1]["SIMRECOUV_APP_FOLDER"] == str(tmp_path)


def test_a_server_that_fails_is_told(run: Run, started: Servers) -> None:
    started.code = 3
    assert run("app").code == 3


def test_what_is_wrong_is_told_before_a_page_opens(run: Run, started: Servers) -> None:
    ran = run("app", "pme-b3b")
    assert ran.code == 2
    assert "pme-b2b" in ran.err
    assert started == []


def test_without_voila_the_extra_is_named(
    run: Run, started: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda name, *more: name != "voila" and real(name, *more)
    )
    ran = run("app")
    assert ran.code == 2
    assert "simrecouv[app]" in ran.err
    assert started == []
